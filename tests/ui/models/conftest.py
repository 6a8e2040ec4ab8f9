"""Fixtures of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.checkpoints import loading, references
from playground.ui.bar import add_model, render_add_model
from playground.ui.models import queries as asks
from tests import tiny
from tests.ui.models.entries import CARD, Loaded


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Tiny shipped checkpoints, those for sentiment with a card."""
    for number, (architecture, task) in enumerate(tiny.PAIRS):
        written = Path(tiny.write(tmp_path, architecture, task))
        if task == "sentiment":
            (written / "README.md").write_text(CARD.format(0.8 + number / 100), "utf-8")
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    monkeypatch.setattr(asks, "_speeds", {})
    loading._loaded.clear()
    yield tmp_path
    loading._loaded.clear()


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch) -> Loaded:
    made = Loaded()
    for module in (asks, render_add_model, add_model):
        monkeypatch.setattr(module, "MODEL_LOADER", made)
    return made
