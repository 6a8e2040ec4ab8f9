"""Fixtures of this folder."""

from pathlib import Path

import pytest

from playground.checkpoints import loading, references
from playground.ui import selection
from playground.ui.compare import queries as compare_queries
from playground.ui.model_loader import ModelLoader
from tests import tiny


@pytest.fixture
def loader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelLoader:
    for architecture, task in tiny.PAIRS:
        tiny.write(tmp_path, architecture, task)
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    monkeypatch.setattr(loading, "_loaded", type(loading._loaded)())
    selection._described.cache_clear()
    fresh = ModelLoader()
    monkeypatch.setattr(compare_queries, "MODEL_LOADER", fresh)
    return fresh
