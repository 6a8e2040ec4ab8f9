"""Lines -> rows of cells: delimiter, quoting, and rows whose quotes do not add up.

Nothing here knows what a text or a label is.

Decisions:
- The csv module reads the tables, not pandas: it gives every row as it stands, so that all rows of a wrong width can be
  named at once, and it never turns "NA" into a missing value. On 25,000 film reviews it takes under a second.
- It reads strictly, row by row. A row whose quotes do not add up (`"Go on" she said,positive`, or one that is never
  closed) is divided at its delimiters and the next row begins afresh, so that one stray quote spoils one row.
- Two stray quotes may add up and join the rows between them. Such a cell is told from one that holds line ends by its
  lines: each has as many cells as the other rows, and ends, or begins, as they do, with one of few values that recur.
- Reading takes linear time: a quote that is closed nowhere is looked for its end, and where that has taken more than
  `REREAD` times the file, no quote is taken for one. Rows beyond the bounds are counted and not kept.
- Rows are counted as a spreadsheet counts them: from 1, the header and empty rows included.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playground.data.bounds import COMMAND_LINE, Bounds
from playground.data.problems import file_name
from playground.errors import BadInput

MOST_REPAIRED = 1000  # rows with stray quotes; a file with more of them is read without quoting
REREAD = 4  # times the characters of a file may be read in vain, since a quote was not closed
WIDE = 1000  # cells that make a row too wide for any dialect
SAMPLE = 1000  # lines from which the quotes are told
MOSTLY = 0.8  # of the lines have cells in single quotes, where these are no apostrophes
LONG_LINE = 10**6  # characters; such a line is looked at before it is divided
ENOUGH_ROWS = 20  # rows that tell the delimiter, where a sample ends inside a quoted cell

# Else a longer cell would be taken for a stray quote; how long a cell may be is checked later, of whole rows.
csv.field_size_limit(COMMAND_LINE.bytes)


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
    total: int = 0  # rows, those included that are not kept


def parse(lines: Sequence[str], delimiter: str, name: str, bounds: Bounds) -> Grid:
    """The cells of every row, in the dialect that makes the most even rows.

    A tab-separated file is read without quoting unless that leaves rows of unequal width and quoting does not. Others
    are read with quotes, doubled inside; other dialects are tried where that leaves uneven rows.

    Raises:
        BadInput: more rows or columns than the bounds allow.
    """
    if len(lines) > bounds.rows and not any('"' in line or "'" in line for line in lines):  # a line is a row
        raise many_rows_error(len(lines), name, bounds)
    best: tuple[float, Grid] | None = None
    for number, line in enumerate(lines, 1):
        if len(line) > LONG_LINE and _cells_outside_quotes(line, delimiter) > max(WIDE, bounds.columns):
            raise _many_columns_error(number, name, bounds)
    for dialect in _likely_dialects(lines, delimiter):
        found = split_rows(lines, dialect, most=bounds.rows)
        widest = max(map(len, found.rows), default=0)
        if best is None and widest > bounds.columns:
            number = next(number for number, row in enumerate(found.rows, 1) if len(row) > bounds.columns)
            raise _many_columns_error(number, name, bounds)
        if widest > max(WIDE, bounds.columns):
            continue
        score = even_share(found.rows)
        if best is None or score > best[0]:
            best = score, found
        if score == 1.0:
            break
    assert best is not None
    if best[1].total > bounds.rows:
        raise many_rows_error(best[1].total, name, bounds)
    return best[1]


def many_rows_error(given: int, name: str, bounds: Bounds) -> BadInput:
    """The error for a file of more rows than the bounds allow."""
    return BadInput(
        f"{file_name(name)} has {given:,} rows. At most {bounds.rows:,} are read. Give a part of it.",
        key="too-many-rows",
        file=file_name(name),
        given=given,
        allowed=bounds.rows,
    )


def _likely_dialects(lines: Sequence[str], delimiter: str) -> list[Dialect]:
    """The dialects worth trying, the likeliest first."""
    quoted, plain = Dialect(delimiter), Dialect(delimiter, None)
    if len(delimiter) > 1:  # the csv module knows none of several characters
        return [plain]
    if not any('"' in line for line in lines):
        single = _share(lines, lambda line: line.startswith("'") or f"{delimiter}'" in line)
        closed = _share(lines, lambda line: f"'{delimiter}" in line or line.rstrip().endswith("'"))
        apart = Dialect(delimiter, "'", after_space=any(f"{delimiter} '" in line for line in lines[:SAMPLE]))
        return [apart, plain] if min(single, closed) > MOSTLY else [plain, apart] if single else [plain]
    dialects = [plain, quoted] if delimiter == "\t" else [quoted, plain]
    if (spaced := _share(lines, lambda line: f'{delimiter} "' in line)) > 0:
        dialects.insert(0 if spaced > 0.5 else len(dialects), Dialect(delimiter, after_space=True))
    if any('\\"' in line for line in lines):
        dialects.append(Dialect(delimiter, escape="\\"))
    return dialects


def _share(lines: Sequence[str], true_of: Callable[[str], bool]) -> float:
    """Of how many of the first lines with something in them something is true, 0-1."""
    filled = [line for line in lines[:SAMPLE] if line.strip()]
    return sum(map(true_of, filled)) / len(filled) if filled else 0.0


def split_rows(lines: Sequence[str], dialect: Dialect, sample: bool = False, most: int = COMMAND_LINE.rows) -> Grid:
    """The cells of every row; a row whose quotes do not add up is divided at its delimiters.

    Args:
        sample: the lines are the first of more, so the last of them may end inside a quoted cell.
        most: rows that are kept; the others are counted.
    """
    if dialect.quote is None:
        return _split_plain(lines, dialect, most)
    kept = _Rows(most)
    start = wasted = 0
    options = dialect.reader_options()
    allowed = REREAD * sum(map(len, lines)) + 10_000
    while start < len(lines):
        reader = csv.reader((lines[at] for at in range(start, len(lines))), **options)
        read = 0  # lines of whole rows
        try:
            for row in reader:
                kept.add(row, start + read, start + reader.line_num)
                read = reader.line_num
            break
        except csv.Error as error:
            if sample and len(kept.rows) >= ENOUGH_ROWS and str(error) == _NEVER_CLOSED:
                break
            wasted += sum(len(lines[at]) for at in range(start + read, start + reader.line_num))
            start += read
            kept.add(split_at_delimiters(lines[start], dialect.delimiter), start, start + 1, stray=True)
            if len(kept.stray) > MOST_REPAIRED or wasted > allowed:
                return _split_plain(lines, Dialect(dialect.delimiter, None), most)
            start += 1
    return _separate_joined_rows(kept, lines, dialect)


class _Rows:
    """Rows as they are read, up to so many; the lines of each, and which have quotes that do not add up."""

    def __init__(self, most: int) -> None:
        self.most, self.total = most, 0
        self.rows: list[list[str]] = []
        self.first: list[int] = []  # the line in which each row begins
        self.joined: dict[int, int] = {}  # rows of several lines -> the line behind their last
        self.stray: set[int] = set()

    def add(self, row: list[str], first: int, end: int, stray: bool = False) -> None:
        """Keep a row, or count it."""
        self.total += 1
        if len(self.rows) >= self.most:
            return
        if stray:
            self.stray.add(len(self.rows))
        if end - first > 1:
            self.joined[len(self.rows)] = end
        self.rows.append(row)
        self.first.append(first)


def _split_plain(lines: Sequence[str], dialect: Dialect, most: int) -> Grid:
    """Every line divided at its delimiters."""
    rows = [split_at_delimiters(lines[at], dialect.delimiter) for at in range(min(most, len(lines)))]
    return Grid(rows, dialect, total=len(lines))


_NEVER_CLOSED = "unexpected end of data"  # what the csv module says of a quote that is open at the end


def _separate_joined_rows(kept: _Rows, lines: Sequence[str], dialect: Dialect) -> Grid:
    """The rows, those that two stray quotes have joined separated again."""
    if not kept.joined:
        return Grid(kept.rows, dialect, tuple(at + 1 for at in sorted(kept.stray)), kept.total)
    single = [row for at, row in enumerate(kept.rows) if row and at not in kept.joined]
    joined = joined_rows_test(single, dialect)
    rows: list[list[str]] = []
    repaired: list[int] = []
    for at, row in enumerate(kept.rows):
        span = lines[kept.first[at] : kept.joined[at]] if at in kept.joined else ()
        separate = parse_each_line(span, dialect) if span and joined(span) else [(row, at in kept.stray)]
        for cells, stray in separate:
            rows.append(cells)
            if stray:
                repaired.append(len(rows))
    return Grid(rows[: kept.most], dialect, tuple(repaired), kept.total + len(rows) - len(kept.rows))


def joined_rows_test(rows: Sequence[Sequence[str]], dialect: Dialect) -> Callable[[Sequence[str]], bool]:
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
        if len(split_at_delimiters(span[0], dialect.delimiter)) < width:
            return False
        rows_of_lines = [split_at_delimiters(line, dialect.delimiter) for line in span if line.strip()]
        return any(
            sum(len(cells) >= width and cells[side].strip('"') in known for cells in rows_of_lines)
            >= _ROW_SHARE * len(rows_of_lines)
            for side, known in sides
        )

    return joined


_ROW_SHARE = 0.9  # of the lines that quotes have joined are rows: one of many may be cut short


def parse_each_line(lines: Sequence[str], dialect: Dialect) -> Iterator[tuple[list[str], bool]]:
    """The cells of each line by itself, and whether its quotes do not add up."""
    for line in lines:
        try:
            row = next(csv.reader([line], **dialect.reader_options()), [])
        except csv.Error:
            yield split_at_delimiters(line, dialect.delimiter), True
        else:
            yield row, False


def split_at_delimiters(line: str, delimiter: str) -> list[str]:
    """The cells between delimiters; a cell that is quoted as a whole loses its quotes, but not between tabs."""
    bare = line.rstrip("\r\n")
    cells = bare.split(delimiter, WIDE + 1) if bare else []  # a row of more is refused in any case
    return cells if delimiter == "\t" or '"' not in bare else list(map(unquoted, cells))


def unquoted(cell: str) -> str:
    """A cell without the quotes around it, doubled ones made single; as it is where it is not quoted as a whole."""
    bare = cell.strip()
    inner = bare[1:-1]
    whole = len(bare) > 1 and bare[0] == bare[-1] == '"' and '"' not in inner.replace('""', "")
    return inner.replace('""', '"') if whole else cell


def even_share(rows: Sequence[Sequence[str]]) -> float:
    """The share of rows that have the commonest width, empty cells at the end aside."""
    widths = Counter(len(row) for row in rows if row)
    if len(widths) <= 1:
        return 1.0
    width, _ = widths.most_common(1)[0]
    even = sum(len(row) == width or (len(row) > width and not any(map(str.strip, row[width:]))) for row in rows if row)
    return even / widths.total()


def _cells_outside_quotes(line: str, delimiter: str) -> int:
    """How many delimiters of a line do not stand between quotes."""
    return sum(part.count(delimiter) for part in line.split('"')[::2])


def _many_columns_error(number: int, name: str, bounds: Bounds) -> BadInput:
    """The error for a row with more columns than the bounds allow."""
    return BadInput(
        f"Row {number} of {file_name(name)} has more than {bounds.columns} columns. Leave only the text and the label.",
        key="too-many-columns",
        file=file_name(name),
        row=number,
        allowed=bounds.columns,
    )
