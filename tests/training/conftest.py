"""Fixtures of these tests."""

from pathlib import Path

import pytest

from tests.training.films import SENTENCES, TABLE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data root with films and sentences."""
    folder = tmp_path / "data"
    (folder / "films").mkdir(parents=True)
    (folder / "films" / "train.csv").write_text(TABLE)
    (folder / "films" / "test.csv").write_text(TABLE)
    (folder / "sentences.conllu").write_text(SENTENCES)
    return folder
