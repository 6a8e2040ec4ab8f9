"""Rows out of delimited text."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.data import delimited
from tests.data.meals import checked


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("torchinductor_")] == []  # torch's own


def test_thousands_of_open_quotes_do_not_make_reading_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    content = "text,label\n" + "".join(
        f'"row {at} is open,{"good" if at % 2 else "bad"}\n' for at in range(3 * delimited.MOST_REPAIRED)
    )
    found = checked("a.csv", content)
    assert len(found.examples) == 3 * delimited.MOST_REPAIRED
    assert found.examples.texts[0] == '"row 0 is open'
