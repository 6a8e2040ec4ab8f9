"""Lines -> rows of cells: delimiter, quoting, and rows whose quotes do not add up.

Nothing here knows what a text or a label is.

Decisions:
- The csv module reads the tables, not pandas: it gives every row as it stands, so that all rows of a wrong width can be
  named at once, and it never turns "NA" into a missing value. On 25,000 film reviews it takes under a second.
- It reads strictly, row by row. A row whose quotes do not add up (`"Go on" she said,positive`, or one that is never
  closed) is divided at its delimiters and the next row begins afresh, so that one stray quote spoils one row.
- Two stray quotes may add up and join the rows between them. Such a cell is told from one that holds line ends by its
  lines: each has as many cells as the other rows, and ends, or begins, as they do, with one of few values that recur.
- Rows are counted as a spreadsheet counts them: from 1, the header and empty rows included.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playground.data.bounds import COMMAND_LINE, Bounds
from playground.data.problems import file_name
from playground.errors import BadInput

MOST_REPAIRED = 1000  # rows with stray quotes; a file with more of them is read without quoting
ENOUGH_ROWS = 20  # rows that tell the delimiter, where a sample ends inside a quoted cell

# Else a longer cell would be taken for a stray quote; how long a cell may be is checked later, of whole rows.
csv.field_size_limit(COMMAND_LINE.bytes)

_QUOTED_CELL = re.compile(r'^\s*"((?:[^"]|"")*)"\s*$')


@dataclass(frozen=True)
class Dialect:
    """How a row is divided into cells, as the csv module has it; `quote` None: quotes are characters of the text."""

    delimiter: str
    quote: str | None = '"'
    escape: str | None = None
    after_space: bool = False  # a quote may stand behind the space that follows a delimiter

    def reader_options(self) -> dict[str, Any]:
        """The options of `csv.reader` for it."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote,
            "escapechar": self.escape,
            "doublequote": self.escape is None,
            "skipinitialspace": self.after_space,
            "strict": True,
        }


@dataclass(frozen=True)
class Grid:
    """The cells of every row; an empty row is an empty list. Rows in `repaired` (counted from 1) had stray quotes."""

    rows: list[list[str]]
    dialect: Dialect
    repaired: tuple[int, ...] = ()


def parse(lines: Sequence[str], delimiter: str, name: str, bounds: Bounds) -> Grid:
    """The cells of every row, in the dialect that makes the most even rows.

    A tab-separated file is read without quoting unless that leaves rows of unequal width and quoting does not. Others
    are read with quotes, doubled inside; other dialects are tried where that leaves uneven rows.

    Raises:
        BadInput: more rows or columns than the bounds allow.
    """
    best: tuple[float, Grid] | None = None
    for dialect in _likely_dialects(lines, delimiter):
        found = split_rows(lines, dialect)
        if best is None and found.rows and max(map(len, found.rows)) > bounds.columns:
            _refuse_many_columns(found.rows, name, bounds)
        score = even_share(found.rows)
        if best is None or score > best[0]:
            best = score, found
        if score == 1.0:
            break
    assert best is not None
    rows = best[1].rows
    if len(rows) > bounds.rows:
        raise BadInput(
            f"{file_name(name)} has {len(rows):,} rows. At most {bounds.rows:,} are read. Give a part of it.",
            key="too-many-rows",
            file=file_name(name),
            given=len(rows),
            allowed=bounds.rows,
        )
    return best[1]


def _likely_dialects(lines: Sequence[str], delimiter: str) -> list[Dialect]:
    """The dialects worth trying, the likeliest first."""
    quoted, plain = Dialect(delimiter), Dialect(delimiter, None)
    if not any('"' in line for line in lines):
        single = any(line.startswith("'") or f"{delimiter}'" in line for line in lines[:100])
        return [plain, Dialect(delimiter, "'")] if single else [plain]
    dialects = [plain, quoted] if delimiter == "\t" else [quoted, plain]
    if any(f'{delimiter} "' in line for line in lines):
        dialects.append(Dialect(delimiter, after_space=True))
    if any('\\"' in line for line in lines):
        dialects.append(Dialect(delimiter, escape="\\"))
    return dialects


def split_rows(lines: Sequence[str], dialect: Dialect, sample: bool = False) -> Grid:
    """The cells of every row; a row whose quotes do not add up is divided at its delimiters.

    Args:
        sample: the lines are the first of more, so the last of them may end inside a quoted cell.
    """
    if dialect.quote is None:
        return Grid([_split_at_delimiters(line, dialect.delimiter) for line in lines], dialect)
    rows: list[list[str]] = []
    spans: list[tuple[int, int]] = []  # the lines of each row
    repaired: set[int] = set()  # lines whose quotes do not add up
    start = 0
    options = dialect.reader_options()
    while start < len(lines):
        reader = csv.reader((lines[at] for at in range(start, len(lines))), **options)
        read = 0  # lines of whole rows
        try:
            for row in reader:
                rows.append(row)
                spans.append((start + read, start + reader.line_num))
                read = reader.line_num
            break
        except csv.Error as error:
            if sample and len(rows) >= ENOUGH_ROWS and str(error) == _NEVER_CLOSED:
                break
            start += read
            rows.append(_split_at_delimiters(lines[start], dialect.delimiter))
            spans.append((start, start + 1))
            repaired.add(start)
            if len(repaired) > MOST_REPAIRED:
                return split_rows(lines, Dialect(dialect.delimiter, None))
            start += 1
    return _separate_joined_rows(
        rows, [lines[first:end] for first, end in spans], dialect, [first in repaired for first, _ in spans]
    )


_NEVER_CLOSED = "unexpected end of data"  # what the csv module says of a quote that is open at the end


def _separate_joined_rows(
    rows: list[list[str]], spans: Sequence[Sequence[str]], dialect: Dialect, repaired: Sequence[bool]
) -> Grid:
    """The same rows, those that two stray quotes have joined separated again; `spans` holds the lines of each."""
    joined = _joined_rows_test([row for row, span in zip(rows, spans, strict=True) if len(span) == 1 and row], dialect)
    separate: list[tuple[list[str], bool]] = []
    for row, span, stray in zip(rows, spans, repaired, strict=True):
        separate += _parse_each_line(span, dialect) if len(span) > 1 and joined(span) else [(row, stray)]
    return Grid([row for row, _ in separate], dialect, tuple(at for at, (_, stray) in enumerate(separate, 1) if stray))


def _joined_rows_test(rows: Sequence[Sequence[str]], dialect: Dialect) -> Callable[[Sequence[str]], bool]:
    """A test whether lines that quotes have joined are rows like these, each of which is one line."""
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    regular = [row for row in rows if len(row) == width > 1]
    sides: list[tuple[int, set[str]]] = []
    for side in (-1, 0):
        values = Counter(row[side] for row in regular)
        known = {value for value, count in values.items() if value and count > 1}
        if known and 2 * len(values) <= len(regular):
            sides.append((side, known))

    def joined(span: Sequence[str]) -> bool:
        if len(_split_at_delimiters(span[0], dialect.delimiter)) < width:
            return False
        rows_of_lines = [_split_at_delimiters(line, dialect.delimiter) for line in span if line.strip()]
        return any(
            sum(len(cells) >= width and cells[side].strip('"') in known for cells in rows_of_lines)
            >= _ROW_SHARE * len(rows_of_lines)
            for side, known in sides
        )

    return joined


_ROW_SHARE = 0.9  # of the lines that quotes have joined are rows: one of many may be cut short


def _parse_each_line(lines: Sequence[str], dialect: Dialect) -> Iterator[tuple[list[str], bool]]:
    """The cells of each line by itself, and whether its quotes do not add up."""
    for line in lines:
        try:
            row = next(csv.reader([line], **dialect.reader_options()), [])
        except csv.Error:
            yield _split_at_delimiters(line, dialect.delimiter), True
        else:
            yield row, False


def _split_at_delimiters(line: str, delimiter: str) -> list[str]:
    """The cells between delimiters; a cell that is quoted as a whole loses its quotes, but not between tabs."""
    bare = line.rstrip("\r\n")
    cells = bare.split(delimiter) if bare else []
    return cells if delimiter == "\t" or '"' not in bare else [_QUOTED_CELL.sub(_unquote, cell) for cell in cells]


def _unquote(match: re.Match[str]) -> str:
    """The content of a quoted cell, doubled quotes made single."""
    return match[1].replace('""', '"')


def even_share(rows: Sequence[Sequence[str]]) -> float:
    """The share of rows that have the commonest width, empty cells at the end aside."""
    widths = Counter(len(row) for row in rows if row)
    if len(widths) <= 1:
        return 1.0
    width, _ = widths.most_common(1)[0]
    even = sum(len(row) == width or (len(row) > width and not any(row[width:])) for row in rows if row)
    return even / widths.total()


def _refuse_many_columns(rows: Sequence[Sequence[str]], name: str, bounds: Bounds) -> None:
    """Raise for the first row with more columns than the bounds allow.

    Raises:
        BadInput: always.
    """
    number = next(number for number, row in enumerate(rows, 1) if len(row) > bounds.columns)
    raise BadInput(
        f"Row {number} of {file_name(name)} has more than {bounds.columns} columns. Leave only the text and the label.",
        key="too-many-columns",
        file=file_name(name),
        row=number,
        allowed=bounds.columns,
    )
