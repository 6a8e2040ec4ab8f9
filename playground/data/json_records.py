"""JSON Lines, and JSON lists of objects or of lists: each object is a row, its keys are the columns.

What is nested in an object becomes a cell of JSON. A list is read object by object from a window of the text, so that
what the file holds beside its rows is never in memory.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from playground.data.delimited import many_rows_error
from playground.data.problems import Note, file_name
from playground.data.row_parts import not_used_note
from playground.data.sheet import Choice, Sheet, find_column
from playground.data.table_roles import guess_roles
from playground.data.tables import column_notes, texts_of_rows
from playground.data.text_file import TextFile
from playground.errors import BadInput

WINDOW = 2**20  # characters of an object at most
LIST = re.compile(r"\s*\[\s*(?=[\[{])")
OBJECT = re.compile(r'\s*\{\s*(?:"|\})')
PYTHON = re.compile(r"\s*(?:\[\s*(?:\(|\{\s*'|\[\s*')|\{\s*')")
_BETWEEN = re.compile(r"\s*,?\s*")
_DECODER = json.JSONDecoder()


def recognise(file: TextFile) -> Sheet | None:
    """The rows of a file of JSON, None for any other file.

    Raises:
        BadInput: it is JSON of another form, a list as Python prints it, or has too many rows or columns.
    """
    found = _table(file)
    if found is None:
        return None
    rows, note = found
    guess, columns = guess_roles(rows, 0, file.bounds, header=True)
    notes = [note, *column_notes(columns, guess), *not_used_note(columns, guess, rows[1:])]
    return file.sheet(guess, notes, columns=columns, table=rows)


def choose_columns(sheet: Sheet, text_column: str | None, label_column: str | None) -> Choice:
    """The choice that columns make which are given by name or by number; what is not given is guessed anew.

    Raises:
        BadInput: there is no such column.
    """
    text, _ = find_column(sheet.table[0], text_column, sheet.name)
    label, _ = find_column(sheet.table[0], label_column, sheet.name)
    return guess_roles(sheet.table, 0, sheet.bounds, text, label, header=True)[0]


def texts_only(file: TextFile) -> Iterator[str] | None:
    """The texts without labels, None where the file is not JSON.

    Raises:
        BadInput: several keys, none of them text.
    """
    found = _table(file)
    return None if found is None else texts_of_rows(found[0], file.name, file.bounds)


def _table(file: TextFile) -> tuple[list[list[str]], Note] | None:
    """A row of names, a row an object, and what is said of them; None where the file is not JSON."""
    if file.notation.delimiter is not None:
        return None
    first = next((line for line in file.lines if line.strip()), "")
    start = "".join(file.lines[:20])[:2000]
    if PYTHON.match(start):
        raise python_error(file.name)
    if LIST.match(start):
        values = _list_items("".join(file.lines), file.name)
    elif OBJECT.match(first):
        values = _line_items(file)
    elif OBJECT.match(start):
        raise form_error(file.name)
    else:
        return None
    return _rows(values, file)


def _line_items(file: TextFile) -> Iterator[tuple[int, Any]]:
    """The line and the value of each line."""
    filled = [at for at, line in enumerate(file.lines) if line.strip()]
    if len(filled) > 1 and not OBJECT.match(file.lines[filled[1]]):
        raise form_error(file.name)
    for at in filled:
        try:
            value = json.loads(file.lines[at][: WINDOW + 1])
        except (ValueError, RecursionError):
            raise _broken_error(file.name, "Line", at + 1) from None
        if len(filled) == 1 and any(isinstance(one, list | dict) for one in value.values()):
            raise form_error(file.name)
        yield at + 1, value


def _list_items(text: str, name: str) -> Iterator[tuple[int, Any]]:
    """The number and the value of each item of a list."""
    match = LIST.match(text)
    start, place, number = match.end() if match else 0, 0, 1
    window = text[start : start + WINDOW]
    while True:
        place = _BETWEEN.match(window, place).end()  # type: ignore[union-attr]
        if window.startswith("]", place):
            return
        try:
            value, place = _DECODER.raw_decode(window, place)
        except (ValueError, RecursionError):
            if place == 0:
                raise _broken_error(name, "Item", number) from None
            start, place = start + place, 0
            window = text[start : start + WINDOW]
            continue
        yield number, value
        number += 1


def _rows(values: Iterator[tuple[int, Any]], file: TextFile) -> tuple[list[list[str]], Note]:
    """A table of the values: names, and a row each."""
    names: dict[str, int] = {}
    rows: list[list[str]] = [[]]
    total = 0
    for number, value in values:
        total += 1
        if total > file.bounds.rows:
            continue
        if isinstance(value, dict):
            record = value
        elif isinstance(value, list) and value and not any(isinstance(cell, dict | list) for cell in value):
            record = {f"column {at}": cell for at, cell in enumerate(value, 1)}
        else:
            raise form_error(file.name)
        for key in record:
            names.setdefault(clean(key), len(names))
        if len(names) > file.bounds.columns:
            raise BadInput(
                f"The objects of {file_name(file.name)} have more than {file.bounds.columns} different keys up to "
                f"object {number}. Leave only the text and the label.",
                key="too-many-keys",
                file=file_name(file.name),
                row=number,
                allowed=file.bounds.columns,
            )
        row = [""] * len(names)
        for key, cell in record.items():
            row[names[clean(key)]] = cell_of(cell, file.bounds.characters)
        rows.append(row)
    if total > file.bounds.rows:
        raise many_rows_error(total, file.name, file.bounds)
    if not names:
        raise form_error(file.name)
    rows[0] = list(names)
    for row in rows:
        row += [""] * (len(names) - len(row))
    said = "Each object of the JSON is a row: the names of its keys are counted as row 1, the first object as row 2."
    return rows, Note(said, "assumed-json")


def cell_of(value: Any, most: int) -> str:
    """A value as a cell: a list of one as what it holds, anything else that is nested as JSON."""
    if isinstance(value, list) and len(value) == 1 and not isinstance(value[0], dict | list):
        value = value[0]
    if value is None:
        return ""
    if not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False)[: most + 1]
    return clean(value)


def clean(text: str) -> str:
    """A string of JSON without NUL and without halves of characters, which no file holds otherwise."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")


def python_error(name: str) -> BadInput:
    return BadInput(
        f"{file_name(name)} is a list as Python prints it, which no other program reads. Save it as JSON Lines "
        '(a line {"text": …, "label": …} for each, written with json.dumps) or as CSV.',
        key="is-python",
        file=file_name(name),
    )


def form_error(name: str) -> BadInput:
    return BadInput(
        f"{file_name(name)} is JSON, but neither a list of objects nor an object in each line. Save it as "
        '[{"text": …, "label": …}, …], as JSON Lines, or as CSV.',
        key="json-form",
        file=file_name(name),
    )


def _broken_error(name: str, what: str, number: int) -> BadInput:
    return BadInput(
        f"{what} {number:,} of {file_name(name)} is not whole JSON, or longer than {WINDOW:,} characters. "
        "Fix it or delete it.",
        key="json-broken",
        file=file_name(name),
        row=number,
        allowed=WINDOW,
    )
