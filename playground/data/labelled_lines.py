"""Lines that begin with their label: `NUM:date When was it?`, `__label__spam Buy now`, `SPAM: buy now`."""

from __future__ import annotations

from dataclasses import replace

from playground.data.column_roles import describe_column
from playground.data.labels import coarse, have_coarse_part
from playground.data.layout import declared_delimiter
from playground.data.problems import Note
from playground.data.sheet import Choice, Sheet, guess_with_columns
from playground.data.text_file import TextFile

NAMES = ("label", "text")  # of the two columns


def recognise(file: TextFile) -> Sheet | None:
    """The labels and texts of lines that begin with their label, None where they do not.

    Raises:
        BadInput: the file is empty, or too large.
    """
    if file.per_word:
        return None
    rows = file.labelled or _labels_before_marks(file)
    if rows is None:
        return None
    labels = {row[0] for row in rows if row}
    colon = "coarse" if have_coarse_part(labels) else None
    notes = [Note("Each line begins with its label; the rest of it is the text.", "assumed-labelled-lines")]
    if all(not line.lstrip(' "').startswith("__label__") and "__label__" in line for line in file.lines[:1]):
        notes = [Note("Each line ends with its label; the rest of it is the text.", "assumed-labels-last")]
    if colon:
        label = min(labels)
        notes.append(
            Note(
                f"Of a label such as {label} the part before the colon is taken: {coarse(label)}.",
                "assumed-coarse",
                {"label": label, "part": coarse(label)},
            )
        )
    filled = [row for row in rows if row]
    columns = tuple(
        replace(describe_column([row[at] for row in filled], at), looks=look) for at, look in enumerate(NAMES)
    )
    return file.sheet(Choice("sentiment", (1,), 0, colon=colon), notes, columns=columns, table=rows)


def choose_columns(sheet: Sheet, text_column: str | None, label_column: str | None) -> Choice:
    """The choice that columns make which are given: label is column 1, text column 2.

    Raises:
        BadInput: there is no such column.
    """
    return guess_with_columns(sheet, NAMES, text_column, label_column)


def _labels_before_marks(file: TextFile) -> list[list[str]] | None:
    """Label and text of every line where the delimiters of a table are rather marks within texts, None elsewhere."""
    rows = None if declared_delimiter(file.lines) else file.perhaps_labelled
    if rows is None:
        return None
    cells, filled = file.cells, [row for row in rows if row]
    if len(cells.delimiter) > 1:
        return None
    if not filled[0][0] or (cells.delimiter and any(cells.delimiter in row[0] for row in filled)):
        return None
    labels = [row[0] for row in filled]
    guess, _ = file.roles
    if guess.label_column < 0:
        return rows if labels.count(labels[0]) > 1 else None
    marked = all(label.isupper() and len(label) > 1 for label in labels if label) or all(
        line.lstrip().startswith(f"{row[0]}:") for row, line in zip(rows, file.lines, strict=True) if row and row[0]
    )
    go_on = marked and not guess.header and _labels_go_on(cells.rows, guess.label_column, set(labels))
    return rows if go_on else None


def _labels_go_on(table: list[list[str]], label_column: int, labels: set[str]) -> bool:
    """Whether what a table takes for labels is more than these, with the text's first words behind them or instead."""
    cells = {row[label_column].strip() for row in table if len(row) > label_column}
    rests = {cell.partition(" ")[2] for cell in cells}
    begin = all(cell.partition(" ")[0].rstrip(":") in labels for cell in cells)
    return len(labels) < len(cells) if not begin else all(rest and not rest.isupper() for rest in rests)
