"""A column that sets rows apart: those to learn from, and those to measure with (train, validation, test).

Where a file has rows for validation, these are held back and those for a test are left alone; where it has none, the
rows for the test are held back. Rows that are not marked are learnt from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from playground.data.column_roles import Column
from playground.data.problems import Note, counted, file_name, is_or_are
from playground.data.sheet import LEARNT, Choice, Sheet, first_filled_row, name_of_part
from playground.errors import BadInput

_TRAIN = frozenset({"train", "training", "训练", "训练集"})
_VALIDATION = frozenset({"dev", "devel", "development", "val", "valid", "validation", "验证", "验证集", "开发集"})
_TEST = frozenset({"test", "testing", "测试", "测试集"})
MARKS = _TRAIN | _VALIDATION | _TEST
"""What a cell of such a column may say, in small letters."""

NOT_USED = "split-column"  # the key of the note that such a column is not used


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
        if at in read or column.distinct > len(MARKS):
            continue
        parts = Counter(part for row in rows if len(row) > at and (part := _part(row[at])))
        held = next((part for kind in (_VALIDATION, _TEST) for part, _ in parts.most_common() if part in kind), None)
        if held is not None and parts.keys() <= MARKS and parts.keys() & _TRAIN:
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
    return _only(sheet, choice, parts, LEARNT), _only(sheet, choice, parts, parts.held)


def rows_of_part(sheet: Sheet, choice: Choice, part: str) -> Sheet:
    """The rows of one part as a sheet whose rows keep their numbers.

    Args:
        part: `LEARNT`, or a mark in small letters.
    Raises:
        BadInput: no column of the file sets such rows apart.
    """
    parts = sheet_parts(sheet, choice)
    allowed = [LEARNT] if parts is None else [LEARNT, parts.held, *parts.unused]
    if parts is None or part not in allowed:
        name = file_name(sheet.name)
        raise BadInput(
            f"The recipe asks for the part “{part}” of {name}, and no column marks rows so. "
            + ("Take the “part” out." if parts is None else f"Ask for one of: {', '.join(allowed)}."),
            key="recipe-part" if parts is None else "recipe-part-unknown",
            file=name,
            part=part,
            allowed=allowed,
        )
    return _only(sheet, choice, parts, part)


def _only(sheet: Sheet, choice: Choice, parts: RowParts, part: str) -> Sheet:
    """The sheet with the rows of one part; in place of the others stand empty ones."""
    first = first_filled_row(sheet.table, sheet.name) + choice.header
    rows = sheet.table[first:]
    marks = [_part(row[parts.column]) if len(row) > parts.column else "" for row in rows]
    kept = [mark not in (parts.held, *parts.unused) if part == LEARNT else mark == part for mark in marks]
    table = [*sheet.table[:first], *(row if keep else [] for row, keep in zip(rows, kept, strict=True))]
    return replace(sheet, table=table, name=name_of_part(sheet.name, part), part=part)


def used_note(sheet: Sheet, parts: RowParts, validates: bool) -> Note:
    """What becomes of the rows that a column sets apart.

    Args:
        validates: whether the part that is held back is for validation; otherwise it is left alone as the others are.
    """
    column, unused = sheet.columns[parts.column], sum(parts.unused.values())
    others = " or ".join(parts.unused)
    if not validates:
        count, others = parts.count + unused, " or ".join([parts.held, *parts.unused])
        done = f"{counted(count, 'row')} marked {others} {is_or_are(count)} not learnt from"
    else:
        done = f"{counted(parts.count, 'row')} marked {parts.held} {is_or_are(parts.count)} for validation"
        done += f", {unused:,} marked {others} {is_or_are(unused)} not learnt from" if unused else ""
    return Note(
        f"{_title(column)} sets rows apart: {done}.",
        "split-column-used",
        {"column": column.number, "count": parts.count, "part": parts.held, "unused": parts.unused},
    )


def not_used_note(columns: Sequence[Column], choice: Choice, rows: Sequence[Sequence[str]]) -> list[Note]:
    """That a column which sets rows apart is not used, where there is one.

    Args:
        rows: those below the header.
    """
    found = find_row_parts(columns, choice, rows)
    if found is None:
        return []
    column = columns[found.column]
    return [
        Note(
            f"{_title(column)} is not used, so its {counted(found.count, 'row')} marked {found.held} "
            f"{is_or_are(found.count)} learnt from too. Save these rows as a file of their own, for validation.",
            NOT_USED,
            {"column": column.number, "count": found.count, "part": found.held},
        )
    ]


def _title(column: Column) -> str:
    return f"Column {column.number}" + (f" ({column.name})" if column.name else "")


def _part(cell: str) -> str:
    return cell.strip().casefold()
