"""How much of a file is read."""

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.data.bounds import COMMAND_LINE, PAGE, Bounds
from playground.data.inspection import inspect
from playground.data.reading import check
from playground.errors import BadInput
from tests.data.meals import TABLE

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("torchinductor_")] == []  # torch's own


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        (Bounds(50, 10, 10, 100, 10), "a.csv is larger than 0 MiB. Give a smaller part of it."),
        (Bounds(10_000, 5, 10, 100, 10), "a.csv has 7 rows. At most 5 are read. Give a part of it."),
        (Bounds(10_000, 10, 1, 100, 10), "Row 1 of a.csv has more than 1 columns. Leave only the text and the label."),
        (
            Bounds(10_000, 10, 10, 100, 1),
            "The label column of a.csv has 2 different values, such as 'good'. At most 1 labels of up to 100 "
            "characters are allowed. Choose another label column.",
        ),
        (
            Bounds(10_000, 10, 10, 20, 10),
            "a.csv has 6 rows that cannot be used. "
            + " ".join(f"Row {row} has a cell of more than 20 characters." for row in range(2, 8))
            + " Fix the rows or delete them.",
        ),
    ],
)
def test_each_bound_is_kept_and_said(bounds: Bounds, sentence: str) -> None:
    try:
        sheet = inspect(TABLE.encode(), "a.csv", bounds=bounds)
        problems = [problem.sentence for problem in check(sheet, sheet.guess).problems]
    except BadInput as refused:
        problems = [str(refused)]
    assert problems == [sentence]


def test_the_bounds_in_the_docs_are_those_of_the_code() -> None:
    told = (ROOT / "docs" / "files.md").read_text("utf-8")
    for what, unit, field in (
        ("unpacked", " MiB", "bytes"),
        ("rows", "", "rows"),
        ("columns", "", "columns"),
        ("characters in a cell", "", "characters"),
        ("different labels", "", "labels"),
    ):
        numbers = [getattr(bounds, field) // (2**20 if unit else 1) for bounds in (PAGE, COMMAND_LINE)]
        assert f"| {what} | {numbers[0]:,}{unit} | {numbers[1]:,}{unit} |" in told


def test_the_page_takes_less_than_the_command_line() -> None:
    for name in ("bytes", "rows", "columns", "characters", "labels"):
        assert 0 < getattr(PAGE, name) < getattr(COMMAND_LINE, name)


def test_a_small_archive_that_unpacks_to_a_huge_file_is_refused_before_it_fills_the_memory() -> None:
    raw = gzip.compress(b"a" * 30 * 2**20, mtime=0)
    assert len(raw) < 100_000
    with pytest.raises(BadInput) as caught:
        inspect(raw, "bomb.csv.gz", bounds=PAGE)
    assert str(caught.value) == "bomb.csv.gz is larger than 20 MiB. Give a smaller part of it."
