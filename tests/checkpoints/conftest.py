"""Fixtures of these tests."""

from pathlib import Path

import pytest

from playground.checkpoints import loading
from tests import tiny as small


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A good checkpoint, to be broken."""
    return Path(small.write(tmp_path, "lstm", "sentiment"))


@pytest.fixture
def nothing_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test reads its files itself."""
    monkeypatch.setattr(loading, "_loaded", type(loading._loaded)())
