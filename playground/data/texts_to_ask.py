"""The texts of a file that models are to be asked about, how they were found, and their labels where it has some.

A file that says by its name, or by its JSON, that it is a table gives its column text, its only column, or the column
that looks like a text; any other one gives its lines, as they are but for their ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playground.data.bounds import COMMAND_LINE, Bounds
from playground.data.formats import FORMATS
from playground.data.inspection import recognise
from playground.data.notation import GUESSED, Notation
from playground.data.sheet import Sheet, first_filled_row
from playground.data.text_file import TextFile, open_text
from playground.errors import BadInput
from playground.tasks import TASKS

NO_LABELS = -1
"""In place of the index of a column of labels: there are none."""


@dataclass(frozen=True)
class FoundTexts:
    """The texts of a file, and how they were found.

    Attributes:
        labels: of each text; None where no column of the table looks like one of labels.
        encoding: in which the bytes were read.
        delimiter: what stands between columns; "" where lines are not divided, None where nobody can choose it.
        columns: the names of the columns, or their numbers where nothing names them; empty where there is none to
            choose.
        column: the index of the one that holds the texts.
        label_column: the index of the one that holds the labels; None where there are none, or no column to choose.
    """

    texts: list[str]
    labels: list[str] | None
    encoding: str
    delimiter: str | None
    columns: tuple[str, ...] = ()
    column: int = 0
    label_column: int | None = None


def texts_to_predict(
    source: str | Path | bytes, name: str, notation: Notation = GUESSED, bounds: Bounds = COMMAND_LINE
) -> list[str]:
    """The texts of a file, labels or not.

    Args:
        source: a path, or the bytes of a file.
    Raises:
        BadInput: it cannot be read, or no column looks like a text.
        NotFound: no such file.
    """
    return _texts(open_text(source, name, bounds, notation=notation))


def labelled_texts(
    source: str | Path | bytes, name: str, notation: Notation = GUESSED, bounds: Bounds = COMMAND_LINE
) -> tuple[list[str], list[str] | None]:
    """The texts that `texts_to_predict` finds in a file, and the label of each where a column of its table looks like
    one of labels.

    Raises:
        BadInput, NotFound: as there.
    """
    file = open_text(source, name, bounds, notation=notation)
    texts = _texts(file)
    try:
        return texts, _labels(recognise(file), texts)
    except BadInput:
        return texts, None


def find_texts(
    raw: bytes,
    name: str,
    bounds: Bounds,
    notation: Notation = GUESSED,
    column: int = -1,
    label_column: int | None = None,
) -> FoundTexts:
    """The texts of a file with their labels, and how they were found.

    Args:
        column: the index of the column that holds the texts; below zero, or beyond the last one: it is guessed.
        label_column: the index of the column that holds the labels, whatever stands there; NO_LABELS: there are
            none; None, beyond the last one, or the column of the texts: it is guessed.
    Raises:
        BadInput: it cannot be read, or no column looks like a text.
    """
    file = open_text(raw, name, bounds, notation=notation)
    if not _is_table(file):
        return FoundTexts(_texts(file), None, file.encoding, "")
    try:
        sheet = recognise(file)
    except BadInput:  # nothing can be learnt from it, but there may be texts
        return FoundTexts(_texts(file), None, file.encoding, notation.delimiter or "")
    kind = FORMATS[sheet.kind]
    delimiter = (sheet.delimiter or "") if kind.delimiter_chosen else None
    if not kind.columns_chosen or sheet.sentences is not None or len(sheet.columns) < 2:
        texts = _texts(file)
        return FoundTexts(texts, _labels(sheet, texts), file.encoding, delimiter)
    names = _names(sheet)
    columns = tuple((names[at] if at < len(names) else "") or str(at + 1) for at in range(len(sheet.columns)))
    is_chosen = 0 <= column < len(columns)
    named = [at for at, one in enumerate(names) if one.lower() == "text"]
    shown = column if is_chosen else (*named, *sheet.guess.text_columns, 0)[0]
    if label_column is not None and 0 <= label_column < len(columns) and label_column != shown:
        texts, labels = _two_columns(sheet, shown, label_column)
        return FoundTexts(texts, labels, file.encoding, delimiter, columns, shown, label_column)
    texts = _cells(sheet, column) if is_chosen else _texts(file)
    given = None if label_column == NO_LABELS else _labels(sheet, texts, column if is_chosen else None)
    found = None if given is None else sheet.guess.label_column
    return FoundTexts(texts, given, file.encoding, delimiter, columns, shown, found)


def _names(sheet: Sheet) -> list[str]:
    """What the first row calls the columns; nothing where it names none."""
    first = [cell.strip() for cell in sheet.table[first_filled_row(sheet.table, sheet.name)]]
    return first if sheet.guess.header or "text" in map(str.lower, first) else []


def _is_table(file: TextFile) -> bool:
    """Whether the file says that it is a table, and no list of texts that may hold commas."""
    if file.has_extension(".csv", ".tsv", ".json", ".jsonl", ".conllu") or file.notation.delimiter is not None:
        return True
    start = next((line.lstrip() for line in file.lines if line.strip()), "")
    return start.startswith(('{"', '[{"', '[["'))


def _texts(file: TextFile) -> list[str]:
    if not _is_table(file):
        return [line.rstrip("\r\n") for line in file.lines]
    for kind in FORMATS.values():
        try:
            texts = kind.texts_only(file) if kind.texts_only else None
            if texts is not None:
                return list(texts)
        except BadInput as error:
            if error.key != "no-column":
                raise
            sheet = recognise(file)
            if not sheet.guess.text_columns or sheet.sentences is not None:
                raise
            return _cells(sheet, sheet.guess.text_columns[0])
    raise AssertionError("the last kind of file takes whatever is left")


def _below_header(sheet: Sheet) -> Sequence[list[str]]:
    return sheet.table[first_filled_row(sheet.table, sheet.name) + bool(_names(sheet)) :]


def _cells(sheet: Sheet, column: int) -> list[str]:
    """What stands in a column of a table, below the header."""
    return [row[column] for row in _below_header(sheet) if len(row) > column and row[column].strip()]


def _two_columns(sheet: Sheet, column: int, label_column: int) -> tuple[list[str], list[str]]:
    """The texts of one column, and what stands beside each in another one; "" where nothing does."""
    rows = [row for row in _below_header(sheet) if len(row) > column and row[column].strip()]
    return [row[column] for row in rows], [row[label_column].strip() if len(row) > label_column else "" for row in rows]


def _labels(sheet: Sheet, texts: Sequence[str], column: int | None = None) -> list[str] | None:
    """The label of each text where a column looks like one of labels; "" where a text is empty.

    Args:
        column: the index of the one that holds the texts; None: the first that looks like a text.
    """
    guess = sheet.guess
    if sheet.sentences is not None or guess.label_column < 0 or not guess.text_columns or TASKS[guess.task].per_word:
        return None
    column = guess.text_columns[0] if column is None else column
    if column == guess.label_column:
        return None
    widest = max(column, guess.label_column)
    rows = [row for row in _below_header(sheet) if len(row) > widest and row[column].strip()]
    if [row[column] for row in rows] != [text for text in texts if text.strip()]:
        return None  # other columns were taken, or a row is cut short
    labels = [row[guess.label_column].strip() for row in rows]
    if not all(labels) or len(set(labels)) >= len(labels):  # numbers of rows are all different
        return None
    rest = iter(labels)
    return [next(rest) if text.strip() else "" for text in texts]
