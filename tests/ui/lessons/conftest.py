"""Fixtures of this folder."""

import pytest

from playground.ui.lessons import queries
from playground.ui.model_loader import ModelLoader


@pytest.fixture
def tiny_models(loader: ModelLoader, monkeypatch: pytest.MonkeyPatch) -> ModelLoader:
    """The lessons ask tiny models with random weights, one of each architecture and task."""
    monkeypatch.setattr(queries, "MODEL_LOADER", loader)
    return loader
