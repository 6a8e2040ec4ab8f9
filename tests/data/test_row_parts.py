"""A column that says which rows are for learning and which for measuring."""

import pytest

from playground.data.inspection import inspect
from playground.data.reading import check
from playground.data.row_parts import RowParts, divide, rows_of_part, sheet_parts
from playground.data.sheet import Choice, Sheet
from playground.errors import BadInput

LABELS = ("good", "bad")


def table(*parts: str, name: str = "split") -> bytes:
    """A row a part, with a text of its own; the labels take turns."""
    rows = [f"the visit was number {at} of many,{LABELS[at % 2]},{part}" for at, part in enumerate(parts)]
    return "\n".join([f"text,label,{name}", *rows, ""]).encode()


def read(raw: bytes) -> tuple[Sheet, Choice]:
    sheet = inspect(raw, "visits.csv")
    return sheet, sheet.guess


def texts(sheet: Sheet, choice: Choice) -> list[int]:
    """The numbers in the texts of a sheet, and that its rows have the numbers which they have in the file."""
    found = check(sheet, choice).examples
    numbers = [int(text.split()[4]) for text in found.texts]
    assert list(found.rows) == [number + 2 for number in numbers]
    return numbers


def test_rows_for_a_test_are_held_back_where_there_are_none_for_validation() -> None:
    sheet, choice = read(table(*["train"] * 6, *["Test "] * 4))
    parts = sheet_parts(sheet, choice)
    assert parts == RowParts(2, "test", 4, {})
    learnt, held = divide(sheet, choice, parts)
    assert texts(learnt, choice) == [0, 1, 2, 3, 4, 5]
    assert texts(held, choice) == [6, 7, 8, 9]
    assert held.name == "visits.csv (test)"
    assert len(check(sheet, choice).examples) == 10, "the sheet itself is as it was"


def test_rows_for_validation_are_held_back_and_those_for_a_test_left_alone() -> None:
    sheet, choice = read(table(*["train"] * 4, *["dev"] * 2, *["test"] * 3, "", "train"))
    parts = sheet_parts(sheet, choice)
    assert parts == RowParts(2, "dev", 2, {"test": 3})
    learnt, held = divide(sheet, choice, parts)
    assert texts(learnt, choice) == [0, 1, 2, 3, 9, 10], "a row that is not marked is learnt from"
    assert texts(held, choice) == [4, 5]
    for part, numbers in (("train", [0, 1, 2, 3, 9, 10]), ("dev", [4, 5]), ("test", [6, 7, 8])):
        rows = rows_of_part(sheet, choice, part)
        assert texts(rows, choice) == numbers
        assert check(rows, choice).examples.origin == {"name": "visits.csv", "sha256": sheet.sha256, "part": part}
    assert check(sheet, choice).examples.origin == {"name": "visits.csv", "sha256": sheet.sha256}
    with pytest.raises(BadInput, match=r"asks for the part “val” of visits.csv.*Ask for one of: train, dev, test\."):
        rows_of_part(sheet, choice, "val")


@pytest.mark.parametrize(
    "parts",
    [
        ["train"] * 8,  # nothing is set apart
        ["test"] * 8,  # nothing is left to learn from
        ["train", "test"] * 3 + ["easy", "hard"],  # something else
        ["0", "1"] * 4,
    ],
)
def test_other_columns_say_nothing_of_that_kind(parts: list[str]) -> None:
    assert sheet_parts(*read(table(*parts))) is None


def test_a_label_or_a_text_is_no_such_column() -> None:
    raw = "text,label\n" + "".join(f"the visit was number {at},{'train' if at % 3 else 'test'}\n" for at in range(9))
    assert sheet_parts(*read(raw.encode())) is None


def test_chinese_names_of_the_parts() -> None:
    sheet, choice = read(table(*["训练集"] * 4, *["测试集"] * 3, name="数据集"))
    parts = sheet_parts(sheet, choice)
    assert parts is not None
    assert (parts.held, parts.count) == ("测试集", 3)
