"""A file of texts that may be larger than the memory, row by row: tables, JSON Lines, and lines that are texts.

How the rows are divided and which column is the text is told from the beginning of the file, by the rules that training
goes by, and then held to. A row that training would leave out comes with the reason; nothing is left out but blank
rows. Labels are not asked for: a file of texts to be labelled has none.
"""

from __future__ import annotations

import csv
import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from playground.data.bounds import COMMAND_LINE
from playground.data.column_roles import TEXT_NAMES
from playground.data.delimited import (
    Dialect,
    joined_rows_test,
    parse_each_line,
    split_at_delimiters,
    split_rows,
)
from playground.data.inspection import refuse_markup
from playground.data.json_records import LIST, OBJECT, PYTHON, cell_of, clean, form_error, python_error
from playground.data.notation import GUESSED, Notation
from playground.data.problems import file_name
from playground.data.sheet import Sheet, find_column, first_filled_row, quote_first_row
from playground.data.survey import Lines, Survey
from playground.data.table_roles import guess_roles
from playground.data.table_rows import SPREADSHEET_ERROR, TableRows
from playground.data.text_file import TextFile
from playground.errors import BadInput

LONGEST_ROW = 2 * COMMAND_LINE.characters  # of several lines; a quote that is still open there is taken for a stray one
NO_TEXT, CUT_SHORT, TOO_MANY_CELLS, TOO_LONG = "no text", "cut short", "too many cells", "cell too long"
DAMAGED, NO_JSON, SPREADSHEET = "damaged bytes", "no whole JSON object", "spreadsheet error"
_DAMAGE = re.compile(r"[\ud800-\udfff\0]")


class Row(NamedTuple):
    """A row of a file.

    Attributes:
        number: as a spreadsheet counts: from 1, the header and blank rows included; of JSON Lines and texts the line.
        cells: one a column.
        text: what a model is asked about; "" where something is wrong.
        wrong: why no model can be asked, one of the constants above; None where all is well.
        line: of JSON Lines the line as it stands, without its end.
    """

    number: int
    cells: list[str]
    text: str
    wrong: str | None = None
    line: str = ""


@dataclass(frozen=True)
class RowStream:
    """The rows of a file, which can be read again and again.

    Attributes:
        columns: their names; those without one are called by their number.
        text_column: the index of the column of the texts.
        kind: "table", "json" or "lines".
        quoted: of a table, whether quotes stand around cells.
    """

    survey: Survey
    columns: tuple[str, ...]
    text_column: int
    kind: str
    quoted: bool
    rows: Callable[[Lines], Iterator[Row]]

    def read(self) -> tuple[Lines, Iterator[Row]]:
        """How far reading has come, and the rows."""
        lines = Lines(self.survey)
        found = self.rows(lines)
        return lines, map(_checked if self.survey.damaged else checked_row, found)


def open_rows(survey: Survey, text_column: str | None = None, notation: Notation = GUESSED) -> RowStream:
    """The rows of a file, as training would read them.

    Files that end in .csv and .tsv, and those whose delimiter is given, are tables; what begins as JSON Lines does is
    that; any other file holds a text a line.

    Args:
        text_column: the name of a column, or its number counted from 1; else it is guessed.
        notation: what somebody says of how the file is written.
    Raises:
        BadInput: the file is empty or of another kind, or no column looks like a text.
    """
    refuse_markup(survey.sample, survey.name)
    file = TextFile(
        survey.name,
        survey.sha256,
        survey.encoding,
        survey.encoding_assumed,
        list(survey.sample),
        COMMAND_LINE,
        returns=survey.returns,
        notation=notation,
    )
    start = "".join(survey.sample[:20])[:2000]
    first = next((line for line in survey.sample if line.strip()), "")
    if not first:
        first_filled_row([], survey.name)
    if notation.delimiter is None and PYTHON.match(start):
        raise python_error(survey.name)
    if notation.delimiter is None and OBJECT.match(first):
        return _json_rows(survey, text_column)
    if file.has_extension(".csv", ".tsv") or notation.delimiter is not None:
        return _table_rows(file, survey, text_column)
    if file.has_extension(".json", ".jsonl", ".ndjson", ".conllu") or LIST.match(start):
        raise BadInput(
            f"{file_name(survey.name)} cannot be read row by row. Give a .csv, .tsv, .jsonl (an object in each line) "
            "or .parquet file, or one with a text in each line.",
            key="score-kind",
            file=file_name(survey.name),
        )
    return RowStream(survey, ("text",), 0, "lines", False, _lines)


# ---- lines


def _lines(lines: Lines) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        bare = line.rstrip("\r\n")
        yield Row(number, [bare], bare)


# ---- JSON Lines


def _json_rows(survey: Survey, text_column: str | None) -> RowStream:
    """The rows of JSON Lines, whose columns are all keys of all objects, in the order in which they come."""
    names: dict[str, int] = {}
    sample: list[list[str]] = [[]]
    for line in Lines(survey):
        record = _object(line)
        for key in record or ():
            names.setdefault(clean(key), len(names))
        if len(names) > COMMAND_LINE.columns:
            raise BadInput(
                f"The objects of {file_name(survey.name)} have more than {COMMAND_LINE.columns} different keys. Leave "
                "fewer.",
                key="score-keys",
                file=file_name(survey.name),
                allowed=COMMAND_LINE.columns,
            )
        if record is not None and len(sample) <= len(survey.sample):
            sample.append(_json_cells(record, names))
    if not names:
        raise form_error(survey.name)
    sample[0] = list(names)
    rows = [row + [""] * (len(names) - len(row)) for row in sample]
    asked, _ = find_column(rows[0], text_column, survey.name)
    choice, _ = guess_roles(rows, 0, COMMAND_LINE, asked, None, header=True)
    at = _the_text(choice.text_columns, rows[0], survey.name)

    def read(lines: Lines) -> Iterator[Row]:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            bare, record = line.strip(), _object(line)
            if record is None:
                yield Row(number, [""] * len(names), "", NO_JSON, bare)
                continue
            cells = _json_cells(record, names)
            yield Row(number, cells, cells[at], None, bare)

    return RowStream(survey, tuple(names), at, "json", False, read)


def _object(line: str) -> dict[str, object] | None:
    """The object that a line holds, None where it holds something else."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _json_cells(record: dict[str, object], names: dict[str, int]) -> list[str]:
    cells = [""] * len(names)
    for key, value in record.items():
        cells[names[clean(key)]] = value if type(value) is str else cell_of(value, COMMAND_LINE.characters)
    return cells


# ---- tables


def _table_rows(file: TextFile, survey: Survey, text_column: str | None) -> RowStream:
    """The rows of a table, laid out as its beginning is."""
    if file.surely_labelled:
        raise BadInput(
            f"The lines of {file_name(file.name)} begin with labels, so it is no table. Save it as CSV with a column "
            "text.",
            key="score-labelled-lines",
            file=file_name(file.name),
        )
    cells = file.cells
    rows, dialect = cells.rows, cells.dialect
    if dialect is None and file.has_extension(".csv"):  # one column, in which quotes may stand around commas
        dialect = Dialect(",")
        rows = split_rows(survey.sample, dialect, sample=not survey.whole).rows
        rows = [[",".join(row)] if row else [] for row in rows]
    if dialect is not None and _quotes_may_come(dialect, survey):
        dialect = replace(dialect, quote='"')
    top = first_filled_row(rows, file.name)
    asked, named = find_column(rows[top], text_column, file.name)
    choice, columns = guess_roles(rows, top, COMMAND_LINE, asked, None, True if named else None)
    if len(columns) == 1:
        choice = replace(choice, text_columns=(0,), header=named or rows[top][0].strip().lower() in TEXT_NAMES)
    at = _the_text(choice.text_columns, rows[top], file.name)
    content = file.sheet(choice, columns=columns, table=rows, delimiter=cells.delimiter or None)
    layout = _Layout(dialect, cells.straighten, top + choice.header, at, TableRows(content, replace(choice)), content)
    named_cells = rows[top] if choice.header else []
    width = max(layout.width, at + 1)
    names = tuple((named_cells[n].strip() if n < len(named_cells) else "") or f"column {n + 1}" for n in range(width))
    return RowStream(survey, names, at, "table", dialect is not None and dialect.quote is not None, layout.read)


def _quotes_may_come(dialect: Dialect, survey: Survey) -> bool:
    """Whether a table was read without quotes only because its beginning has none."""
    one = len(dialect.delimiter) == 1 and dialect.delimiter != "\t"
    return one and dialect.quote is None and not survey.whole and not any('"' in line for line in survey.sample)


def _the_text(found: Sequence[int], first: Sequence[str], name: str) -> int:
    if not found:
        raise BadInput(
            f"{file_name(name)} has no column that looks like a text. {quote_first_row(first)} Choose it: "
            "--text-column, a name, or a number counted from 1.",
            key="score-no-text",
            file=file_name(name),
        )
    return found[0]


class _Layout:
    """How the rows of a table are divided, and what makes one unusable."""

    def __init__(
        self,
        dialect: Dialect | None,
        straighten: Callable[[str], str] | None,
        first: int,
        text: int,
        sample: TableRows,
        sheet: Sheet,
    ) -> None:
        self.dialect, self.straighten, self.first, self.text = dialect, straighten, first, text
        self.sample, self.width = sample, sample.width
        rows = [row for row in sheet.table if not any("\n" in cell or "\r" in cell for cell in row)]
        self.joined = joined_rows_test(rows, dialect) if dialect else None

    def read(self, lines: Lines) -> Iterator[Row]:
        """The rows below the header, blank ones left out."""
        source = map(self.straighten, lines) if self.straighten else iter(lines)
        for number, cells in enumerate(self._cells(source), 1):
            if number > self.first and cells and not (len(cells) == 1 < self.width and not cells[0].strip()):
                yield self._row(number, cells)

    def _cells(self, lines: Iterator[str]) -> Iterator[list[str]]:
        if self.dialect is None:
            return ([bare] if (bare := line.rstrip("\r\n")) else [] for line in lines)
        if self.dialect.quote is None:
            return (split_at_delimiters(line, self.dialect.delimiter) for line in lines)
        assert self.joined is not None
        return quoted_rows(lines, self.dialect, self.joined)

    def _row(self, number: int, cells: list[str]) -> Row:
        width, wrong = self.width, None
        if width == 1 and self.dialect is not None:
            cells = [self.dialect.delimiter.join(cells)]
        elif len(cells) > width:
            if any(map(str.strip, cells[width:])):
                whole = self.sample.rejoin_text(cells) if self.sample.choice.label_column >= 0 else None
                wrong = TOO_MANY_CELLS if whole is None else None
                assert self.dialect is not None
                cells = whole or [*cells[: width - 1], self.dialect.delimiter.join(cells[width - 1 :])]
            cells = cells[:width]
        elif len(cells) < width:
            wrong = CUT_SHORT if len(cells) <= self.text else None
            cells = cells + [""] * (width - len(cells))
        return Row(number, cells, "" if wrong else cells[self.text], wrong)


class _NeverClosed(Exception):
    """A row has grown too long to be one."""


def quoted_rows(lines: Iterator[str], dialect: Dialect, joined: Callable[[Sequence[str]], bool]) -> Iterator[list[str]]:
    """The cells of every row, as `delimited.split_rows` divides lines that are all there at once.

    Args:
        joined: tells lines that two stray quotes have made one row.
    """
    options = dialect.reader_options()
    ahead: deque[str] = deque()  # lines that were read for a row and are not of it
    taken: list[str] = []  # those of the row at hand

    def draw() -> Iterator[str]:
        characters = 0
        while True:
            line = ahead.popleft() if ahead else next(lines, None)
            if line is None:
                return
            characters = characters + len(line) if taken else len(line)
            taken.append(line)
            if characters > LONGEST_ROW and len(taken) > 1:
                raise _NeverClosed
            yield line

    while True:
        try:
            for row in csv.reader(draw(), **options):
                if len(taken) > 1 and joined(taken):
                    yield from (cells for cells, _ in parse_each_line(taken, dialect))
                else:
                    yield row
                taken.clear()
            return
        except (csv.Error, _NeverClosed):
            ahead.extendleft(reversed(taken[1:]))
            first = taken[0]
            taken.clear()
            yield split_at_delimiters(first, dialect.delimiter)


# ---- what is wrong with a row


def _checked(row: Row) -> Row:
    """A row with what is wrong with its text; half characters become U+FFFD."""
    if row.line and _DAMAGE.search(row.line):
        return Row(row.number, [_mended(cell) for cell in row.cells], "", DAMAGED, _mended(row.line))
    if any(map(_DAMAGE.search, row.cells)):
        return Row(row.number, [_mended(cell) for cell in row.cells], "", DAMAGED, row.line)
    return checked_row(row)


def checked_row(row: Row) -> Row:
    """A row with what is wrong with its text."""
    if row.wrong is not None:
        return row
    text = row.text
    wrong = None
    if not text or text.isspace():
        wrong = NO_TEXT
    elif len(text) > COMMAND_LINE.characters:
        wrong = TOO_LONG
    elif text[0] == "#" and SPREADSHEET_ERROR.fullmatch(text.strip()):
        wrong = SPREADSHEET
    elif "\0" in text:
        wrong = DAMAGED
    return row if wrong is None else row._replace(text="", wrong=wrong)


def _mended(text: str) -> str:
    return _DAMAGE.sub("\ufffd", text)
