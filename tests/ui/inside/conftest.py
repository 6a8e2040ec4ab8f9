"""Fixtures of this folder."""

import pytest

from tests.tiny import write


@pytest.fixture(scope="session")
def long(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Checkpoints that read 512 words, about as wide as the shipped ones."""
    folder, wide = tmp_path_factory.mktemp("long"), {"max_words": 512, "directions": 1, "layers": 1}
    return {
        "lstm": write(folder, "lstm", "pos", hidden=160, **wide),
        "transformer": write(folder, "transformer", "pos", hidden=96, heads=4, **wide),
        "textcnn": write(folder, "textcnn", "sentiment", filters=100, **wide),
    }
