"""Examples of several files as one."""

from pathlib import Path

import pytest

from playground.data.examples import concatenated
from playground.data.reading import read
from playground.errors import BadInput
from tests.data.small_files import HEADER, ROWS, WORDS, write


def test_files_can_be_joined(tmp_path: Path) -> None:
    first = read(write(tmp_path, "a.tsv", HEADER + ROWS + "\tpositive\n"), "sentiment")
    second = read(write(tmp_path, "b.csv", "text,label\nfine,positive\n,positive\n"), "sentiment")
    both = concatenated([first, second])
    assert both.texts == (*first.texts, "fine")
    assert both.labels == ("positive", "negative", "positive")
    assert both.dropped == {"no text": 2}
    assert both.words is None
    tagged = read(write(tmp_path, "a.conllu", WORDS), "pos")
    assert concatenated([tagged, tagged]).words == (*(tagged.words or ()), *(tagged.words or ()))
    with pytest.raises(BadInput, match="one task"):
        concatenated([first, tagged])
