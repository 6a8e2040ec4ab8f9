"""Files whose content is put away come back as they were read, however they were to be read."""

import tempfile
from pathlib import Path
from typing import Any

import pytest

from playground.errors import BadInput
from playground.ui.finetune.visit import Visit
from tests.ui.finetune.visits import FILE, visit

CHOICES: dict[str, list[dict[str, Any]]] = {
    "as it suggests": [],
    "another column": [{"action": "role", "column": 3, "value": "label"}],
    "other names": [
        {"action": "role", "column": 2, "value": "label"},
        {"action": "rename", "label": "glad", "value": "happy"},
        {"action": "drop", "label": "calm"},
    ],
}


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("beside", [False, True], ids=["alone", "with validation"])
def test_what_was_put_away_is_read_again_as_it_was(choice: str, beside: bool) -> None:
    one = visit()
    for action in CHOICES[choice]:
        one.change(action)
    if beside:
        one.read_validation_file(FILE.replace(b"today", b"yesterday"), "held.csv")
        assert one.files.validation is not None
    before, sizes, plan = one.files, one.sizes, one.plan
    one.put_away()
    assert one.kept.bytes_in_memory == 0
    assert one.kept.any
    after = one.files
    assert after is not before
    assert (after.choice, after.checked, after.validation) == (before.choice, before.checked, before.validation)
    assert after.sheet == before.sheet
    assert (one.sizes, one.plan) == (sizes, plan)
    assert one.kept.bytes_in_memory == before.bytes


def test_a_visit_without_a_file_has_nothing_to_put_away() -> None:
    one = Visit()
    one.put_away()
    assert one.files.sheet is None
    assert not one.has_work


def test_a_file_lies_on_the_disk_as_long_as_its_visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    one = visit()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [FILE]
    one.read_file(FILE.replace(b"apples", b"plums"), "other.csv")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [FILE.replace(b"apples", b"plums")]
    one.change({"action": "forget"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_somebody_has_taken_from_the_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    one = visit()
    one.put_away()
    next(tmp_path.iterdir()).unlink()
    assert one.files.sheet is None
    assert str(one.file_error) == "shop.csv is no longer on this machine. Give it again."


def test_a_disk_without_room_is_said_and_the_file_before_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    before = one.files
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    one.read_file(FILE, "other.csv")
    assert isinstance(one.file_error, BadInput)
    assert str(one.file_error).startswith(
        "other.csv cannot be kept: the temporary folder of this machine takes no more"
    )
    assert one.files is before
