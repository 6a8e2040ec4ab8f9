"""Tables with a text and a label in each row, and a guess at which column is which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playground.data.bounds import Bounds
from playground.data.column_roles import Column
from playground.data.delimited import parse
from playground.data.examples import Examples, examples_of
from playground.data.layout import find_delimiter
from playground.data.problems import Note, Problem, counted, file_name, refuse
from playground.data.row_parts import not_used_note
from playground.data.sheet import (
    PREVIEW,
    Choice,
    Preview,
    Sheet,
    find_column,
    first_filled_row,
    quote_first_row,
)
from playground.data.table_roles import guess_roles
from playground.data.table_rows import TableRows, bad_rows, choice_problem, misshapen
from playground.data.text_file import TextFile
from playground.errors import BadInput


def recognise(file: TextFile) -> Sheet | None:
    """Any file as a table of texts and labels; None where an answer for every word is wanted.

    Raises:
        BadInput: the file is empty, or too large.
    """
    cells = file.cells
    top = first_filled_row(cells.rows, file.name)
    if file.per_word:
        return None
    guess, columns = file.roles
    below = cells.rows[top + guess.header :]
    return file.sheet(
        guess,
        [
            *cells.assumed,
            header_note(cells.rows[top], guess.header),
            *column_notes(columns, guess),
            *not_used_note(columns, guess, below),
        ],
        columns=columns,
        table=cells.rows,
        delimiter=cells.delimiter or None,
        repaired=cells.repaired,
    )


def choose_columns(sheet: Sheet, text_column: str | None, label_column: str | None) -> Choice:
    """The choice that columns make which are given by name or by number; what is not given is guessed anew.

    Raises:
        BadInput: there is no such column.
    """
    top = first_filled_row(sheet.table, sheet.name)
    text, text_named = find_column(sheet.table[top], text_column, sheet.name)
    label, label_named = find_column(sheet.table[top], label_column, sheet.name)
    header = True if text_named or label_named else None
    return guess_roles(sheet.table, top, sheet.bounds, text, label, header)[0]


def read(sheet: Sheet, choice: Choice) -> tuple[Examples, list[Problem]]:
    """The texts and labels of a table, and what is wrong with its rows.

    Raises:
        BadInput: the choice names a column that the file does not have.
    """
    problem = choice_problem(sheet, choice)
    if problem:
        return examples_of(sheet, choice.task, (), ()), [problem]
    refuse_columns(sheet, choice)
    found = TableRows(sheet, choice)
    dropped = {reason: len(rows) for reason, rows in found.left_out.items() if rows}
    return examples_of(sheet, choice.task, found.texts, found.labels, found.numbers, dropped=dropped), found.problems()


def preview(sheet: Sheet, choice: Choice, examples: Examples | None) -> Preview:
    """The first rows below the header."""
    filled = [row for row in sheet.table if row][: PREVIEW + 1]
    first = int(choice.header)
    return Preview(sheet.columns, tuple(map(tuple, filled[first : first + PREVIEW])))


def texts_only(file: TextFile) -> Iterator[str]:
    """The texts of a file without labels: its column text, or its only column.

    Raises:
        BadInput: the file has several columns, none of them named text, or rows that cannot be read.
    """
    name, bounds = file.name, file.bounds
    delimiter, share = find_delimiter(file.lines)
    if file.has_extension(".tsv"):
        delimiter, share = "\t", 1.0
    if file.notation.delimiter is not None:
        delimiter, share = file.notation.delimiter, 1.0
    if share > 0.9:
        rows = parse(file.lines, delimiter, name, bounds).rows
    else:
        rows = [[line.rstrip("\r\n")] for line in file.lines]
    yield from texts_of_rows(rows, name, bounds)


def texts_of_rows(rows: Sequence[list[str]], name: str, bounds: Bounds) -> Iterator[str]:
    """The texts of a table without labels: its column text, or its only column.

    Raises:
        BadInput: several columns, none of them named text, or rows that cannot be read.
    """
    top = first_filled_row(rows, name)
    header = [cell.strip().lower() for cell in rows[top]]
    named = "text" in header
    if not named and len(header) > 1:
        raise BadInput(
            f"{file_name(name)} has no column named text. {quote_first_row(rows[top])} "
            "Name the column of the texts text.",
            key="no-column",
            file=file_name(name),
            column="text",
            columns=header,
        )
    column = header.index("text") if named else 0
    refuse(bad_rows(misshapen(rows[top + named :], top + named + 1, len(header), bounds), name))
    for row in rows[top + named :]:
        if row and row[column].strip():
            yield row[column]


def refuse_columns(sheet: Sheet, choice: Choice) -> None:
    """Raise for a choice that does not fit the file.

    Raises:
        BadInput: it names a column that the file does not have.
    """
    sentence = () if choice.sentence_column is None else (choice.sentence_column,)
    given = (*choice.text_columns, choice.label_column, *sentence)
    wrong = [column for column in given if not 0 <= column < len(sheet.columns)]
    if wrong:
        raise BadInput(
            f"{file_name(sheet.name)} has no column {wrong[0] + 1}. It has {counted(len(sheet.columns), 'column')}. "
            "Choose one of these.",
            key="column-range",
            file=file_name(sheet.name),
            given=wrong[0] + 1,
            allowed=len(sheet.columns),
        )


def name_column(column: Column) -> str:
    """A column as a sentence begins with it: by its number, and its name where it has one."""
    return f"Column {column.number}" + (f" ({column.name})" if column.name else "")


def header_note(first: Sequence[str], header: bool) -> Note:
    """That the first row names the columns, or that it does not."""
    cell = next((name.strip() for name in first if name.strip()), "")[:40]
    if header:
        return Note("The first row names the columns.", "assumed-header", {"first": cell})
    return Note("The first row is data, not names of columns.", "assumed-no-header", {"first": cell})


def column_notes(columns: Sequence[Column], guess: Choice) -> list[Note]:
    """Which columns are taken for the text and the label, and which could be joined to the text."""
    notes = []
    if guess.text_columns and guess.label_column >= 0:
        text, label = name_column(columns[guess.text_columns[0]]), name_column(columns[guess.label_column])
        notes.append(
            Note(
                f"{text} is the text, {label[0].lower() + label[1:]} the label.",
                "assumed-columns",
                {"text": columns[guess.text_columns[0]].number, "label": columns[guess.label_column].number},
            )
        )
    more = [
        column.number for column in columns if column.looks == "text" and column.number - 1 not in guess.text_columns
    ]
    if more:
        numbers = ", ".join(map(str, more))
        notes.append(
            Note(
                f"There is more text in {'column' if len(more) == 1 else 'columns'} {numbers}, which could be joined.",
                "more-text",
                {"columns": more},
            )
        )
    return notes
