"""A column that sets rows apart: those to learn from, and those to measure with (train, validation, test).

Where a file has rows for validation, these are held back and those for a test are left alone; where it has none, the
rows for the test are held back. Rows that are not marked are learnt from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from playground.data.column_roles import Column
from playground.data.problems import Note, counted, is_or_are
from playground.data.sheet import Choice, Sheet, first_filled_row

_TRAIN = frozenset({"train", "training", "训练", "训练集"})
_VALIDATION = frozenset({"dev", "devel", "development", "val", "valid", "validation", "验证", "验证集", "开发集"})
_TEST = frozenset({"test", "testing", "测试", "测试集"})
_PARTS = _TRAIN | _VALIDATION | _TEST


@dataclass(frozen=True)
class RowParts:
    """What a column says of the rows.

    Attributes:
        column: index from 0.
        held: the part that is held back, in small letters; `count` rows have it.
        unused: the other parts that are not learnt from, with how many rows have them.
    """

    column: int
    held: str
    count: int
    unused: dict[str, int]


def find_row_parts(columns: Sequence[Column], choice: Choice, rows: Sequence[Sequence[str]]) -> RowParts | None:
    """What the first column says that sets rows apart; None where there is no such column.

    Args:
        rows: those below the header.
    """
    read = {*choice.text_columns, choice.label_column, choice.sentence_column}
    for at, column in enumerate(columns):
        if at in read or column.distinct > len(_PARTS):
            continue
        parts = Counter(part for row in rows if len(row) > at and (part := _part(row[at])))
        held = next((part for kind in (_VALIDATION, _TEST) for part, _ in parts.most_common() if part in kind), None)
        if held is not None and parts.keys() <= _PARTS and parts.keys() & _TRAIN:
            unused = {part: count for part, count in parts.items() if part not in _TRAIN and part != held}
            return RowParts(at, held, parts[held], unused)
    return None


def sheet_parts(sheet: Sheet, choice: Choice) -> RowParts | None:
    """What a column of a file's table says of its rows; None where no column does."""
    if not sheet.table or not sheet.columns:
        return None
    first = first_filled_row(sheet.table, sheet.name) + choice.header
    return find_row_parts(sheet.columns, choice, sheet.table[first:])


def divide(sheet: Sheet, choice: Choice, parts: RowParts) -> tuple[Sheet, Sheet]:
    """The rows to learn from and those that are held back, each as a sheet whose rows keep their numbers."""
    first = first_filled_row(sheet.table, sheet.name) + choice.header

    def only(held: bool) -> list[list[str]]:
        rows = sheet.table[first:]
        marks = [_part(row[parts.column]) if len(row) > parts.column else "" for row in rows]
        kept = [mark == parts.held if held else mark not in (parts.held, *parts.unused) for mark in marks]
        return [*sheet.table[:first], *(row if keep else [] for row, keep in zip(rows, kept, strict=True))]

    return replace(sheet, table=only(False)), replace(sheet, table=only(True), name=f"{sheet.name} ({parts.held})")


def not_used_note(columns: Sequence[Column], choice: Choice, rows: Sequence[Sequence[str]]) -> list[Note]:
    """That a column which sets rows apart is not used, where there is one.

    Args:
        rows: those below the header.
    """
    found = find_row_parts(columns, choice, rows)
    if found is None:
        return []
    column = columns[found.column]
    name = f"Column {column.number}" + (f" ({column.name})" if column.name else "")
    return [
        Note(
            f"{name} is not used, so its {counted(found.count, 'row')} marked {found.held} {is_or_are(found.count)} "
            "learnt from too. Save these rows as a file of their own, for validation.",
            "split-column",
            {"column": column.number, "count": found.count, "part": found.held},
        )
    ]


def _part(cell: str) -> str:
    return cell.strip().casefold()
