"""Rows of a file of examples by the values of another column."""

import gzip
from pathlib import Path

import pytest

from playground.data.reading import read
from playground.errors import BadInput
from playground.training.recipes.row_selection import where

LINES = 'text\tlabel\tsource\nA "good one\tpositive\tbooks-new\nBad\tnegative\tposts\nFine\tpositive\tbooks-old\n'


@pytest.mark.parametrize("name", ["mine.tsv", "mine.tsv.gz"])
def test_rows_with_a_value_are_kept(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(LINES.encode()) if name.endswith("gz") else LINES.encode())
    found = read(path, "sentiment")
    assert where(found, path, {"source": ["posts"]}).texts == ("Bad",)
    books = where(found, path, {"source": ["books*"]})
    assert (books.texts, books.labels, books.rows) == (('A "good one', "Fine"), ("positive", "positive"), (2, 4))
    assert where(found, path, {"source": ["books*", "posts"]}).texts == found.texts
    assert where(found, path, {"source": ["books*"], "text": ["Fine"]}).texts == ("Fine",)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(LINES, "utf-8")
    found = read(path, "sentiment")
    with pytest.raises(BadInput, match=r"mine\.tsv has no column kind\. It has text, label, source\."):
        where(found, path, {"kind": ["posts"]})
    with pytest.raises(BadInput, match=r"No row of mine\.tsv"):
        where(found, path, {"source": ["films"]})
