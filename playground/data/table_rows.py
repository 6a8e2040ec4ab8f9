"""The rows of a table, or of labelled lines -> texts and labels, and what is wrong with the rows left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from playground.data.bounds import COMMAND_LINE, Bounds
from playground.data.checks import check_label_columns
from playground.data.labels import coarse
from playground.data.problems import (
    REPAIRED,
    ROWS_SHOWN,
    STOP,
    Problem,
    counted,
    file_name,
    is_or_are,
    name_rows,
    no_examples_problem,
)
from playground.data.sheet import Choice, Sheet, first_filled_row, quote_first_row
from playground.errors import shown

LABEL_CHARACTERS = 100
SPREADSHEET_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|DIV/0!|N/A|NUM!|NULL!|#+)")  # in place of what stood there


def choice_problem(sheet: Sheet, choice: Choice) -> Problem | None:
    """Why the columns cannot be read as they were chosen, None where they can."""
    name = file_name(sheet.name)
    first = sheet.table[first_filled_row(sheet.table, sheet.name)]
    names = [cell.strip() for cell in first]
    if len(sheet.columns) == 1:
        return Problem(
            f"{name} has one column only. Examples need a text and a label in each row, with a comma, semicolon, tab "
            f"or bar between them, or the label in front of each line. {quote_first_row(first)}",
            "one-column",
            {"file": name, "columns": names},
            STOP,
        )
    if not choice.text_columns or choice.label_column < 0:
        what, key = ("a text", "no-text-column")
        if choice.text_columns:
            what, key = ("a label: few different values", "no-label-column")
        return Problem(
            f"{name} has no column that looks like {what}. {quote_first_row(first)} {_how_to_choose(sheet)}",
            key,
            {"file": name, "columns": names},
            STOP,
        )
    if choice.label_column in choice.text_columns:
        return Problem(
            f"Text and label are the same column of {name}. Name two columns. {quote_first_row(first)}",
            "same-column",
            {"file": name},
            STOP,
        )
    read = {names[at] for at in (*choice.text_columns, choice.label_column) if choice.header and at < len(names)}
    twice = [cell for cell, count in Counter(names).items() if cell in read - {""} and count > 1]
    if twice:
        return Problem(
            f"{name} has two columns named {shown(twice[0])}. Give each column a name of its own.",
            "duplicate-column",
            {"file": name, "column": twice[0]},
            STOP,
        )
    return None


def _how_to_choose(sheet: Sheet) -> str:
    """How columns are chosen: the page shows them."""
    if sheet.bounds is not COMMAND_LINE:
        return "Choose the column of the text and that of the label."
    return (
        "Choose both (--text-column and --label-column, or text_column and label_column in Python): "
        "a name, or a number counted from 1."
    )


class TableRows:
    """The rows of a table, sorted into examples and what is left out.

    Attributes:
        left_out: reason -> numbers of rows, in the order in which they are named.
        rejoined: rows in which a delimiter within the text was not quoted.
    """

    def __init__(self, sheet: Sheet, choice: Choice) -> None:
        self.sheet, self.choice = sheet, choice
        self.texts: list[str] = []
        self.labels: list[str] = []
        self.numbers: list[int] = []
        self.left_out: dict[str, list[int]] = defaultdict(list)
        self.rejoined: list[int] = []
        self.first = first_filled_row(sheet.table, sheet.name) + choice.header
        rows = sheet.table
        common = Counter(len(row) for row in rows[self.first :] if row).most_common(1)
        named = len(rows[first_filled_row(sheet.table, sheet.name)]) if choice.header else 0
        fits = max(*choice.text_columns, choice.label_column) < named
        self.width = named if fits or not common else common[0][0]
        self.known = self._known_labels()
        for number, row in enumerate(rows[self.first :], self.first + 1):
            if row and not (len(row) == 1 and not row[0].strip()):
                self._sort_row(number, row)

    def _known_labels(self) -> set[str]:
        """The labels of the rows that have the right number of cells."""
        rows, at = self.sheet.table[self.first :], self.choice.label_column
        return {row[at].strip() for row in rows if len(row) == self.width > at}

    def _sort_row(self, number: int, row: list[str]) -> None:
        """Take a row as an example, or note why it is left out."""
        columns = (*self.choice.text_columns, self.choice.label_column)
        if len(row) > self.width and any(map(str.strip, row[self.width :])):
            whole = self.rejoin_text(row)
            if whole is None:
                self.left_out["too many cells"].append(number)
                return
            self.rejoined.append(number)
            row = whole
        if max(columns) >= len(row):
            self.left_out["cut short"].append(number)
            return
        parts = [row[at] for at in self.choice.text_columns]
        text = parts[0] if len(parts) == 1 else " ".join(part.strip() for part in parts if part.strip())
        label = row[self.choice.label_column].strip()
        if not text.strip():
            self.left_out["no text"].append(number)
        elif SPREADSHEET_ERROR.fullmatch(text.strip()):
            self.left_out["spreadsheet error"].append(number)
        elif not label:
            self.left_out["no label"].append(number)
        elif any(len(row[at]) > self.sheet.bounds.characters for at in columns):
            self.left_out["cell too long"].append(number)
        else:
            self._add_example(number, text, label)

    def _add_example(self, number: int, text: str, label: str) -> None:
        """Take an example, under the new name of its label; leave it out where the label is dropped."""
        label = coarse(label) if self.choice.colon == "coarse" else label
        new = self.choice.renames.get(label, label)
        if new is None:
            self.left_out["label dropped"].append(number)
            return
        self.texts.append(text)
        self.labels.append(new)
        self.numbers.append(number)

    def rejoin_text(self, row: list[str]) -> list[str] | None:
        """A row whose text holds delimiters that were not quoted, put together; None where its label says otherwise."""
        texts = [column for column in self.sheet.columns if column.looks == "text"]
        if len(self.choice.text_columns) != 1 or len(texts) > 1 or self.sheet.delimiter is None:
            return None
        at, extra = self.choice.text_columns[0], len(row) - self.width
        whole = [*row[:at], self.sheet.delimiter.join(row[at : at + extra + 1]), *row[at + extra + 1 :]]
        label = whole[self.choice.label_column] if self.choice.label_column < len(whole) else ""
        return whole if label.strip() in self.known else None

    def problems(self) -> list[Problem]:
        """What is wrong with the rows, those that stop alone where there are such."""
        name = file_name(self.sheet.name)
        shape = [
            number for reason in ("too many cells", "cut short", "cell too long") for number in self.left_out[reason]
        ]
        all_rows = sum(map(len, self.left_out.values())) + len(self.texts)
        if 2 * len(shape) > all_rows:
            wrong = misshapen(self.sheet.table[self.first :], self.first + 1, self.width, self.sheet.bounds)
            needed = max(*self.choice.text_columns, self.choice.label_column) + 1
            cut = {number: f"Row {number} has no column {needed}." for number in shape}
            return bad_rows({number: wrong.get(number, cut[number]) for number in sorted(shape)}, self.sheet.name)
        if not self.texts:
            what = "no row with both a text and a label. Every example needs both. Fill them in."
            return [no_examples_problem(self.sheet.name, what)]
        found = _too_many_labels_problem(self.labels, self.sheet)
        found += self._repaired_problems(name)
        found += check_label_columns(self.sheet.columns, self.choice.label_column, self.sheet.name)
        return found

    def _repaired_problems(self, name: str) -> list[Problem]:
        """What was left out or put together, a problem for each reason."""
        groups = [
            (self.left_out[reason], key, verbs, " and {are} left out") for reason, (key, verbs) in _LEFT_OUT.items()
        ]
        groups += [
            (self.rejoined, "rows-rejoined", _REJOINED, ""),
            (list(self.sheet.repaired), "stray-quotes", _STRAY, ""),
        ]
        found = []
        for rows, key, verbs, then in groups:
            if rows:
                sentence = f"{name_rows(rows)} of {name} {verbs[len(rows) > 1]}{then.format(are=is_or_are(len(rows)))}."
                values = {"file": name, "rows": tuple(rows[:ROWS_SHOWN]), "count": len(rows)}
                found.append(Problem(sentence, key, values, REPAIRED, tuple(rows[:ROWS_SHOWN]), len(rows)))
        return found


_MORE = "more cells than columns: delimiters in the text became part of it"
_REJOINED = (f"has {_MORE}", f"have {_MORE}")
_UNPAIRED = "quotes that do not pair up: they became part of the text"
_STRAY = (f"has {_UNPAIRED}", f"have {_UNPAIRED}")
_ERROR = "{} an error of a spreadsheet in place of a text, such as #NAME?,"
_LEFT_OUT = {
    "no text": ("rows-no-text", ("has no text", "have no text")),
    "spreadsheet error": ("rows-spreadsheet-error", (_ERROR.format("has"), _ERROR.format("have"))),
    "no label": ("rows-no-label", ("has no label", "have no label")),
    "cut short": ("rows-cut-short", ("is cut short", "are cut short")),
    "too many cells": ("rows-too-wide", ("has too many cells", "have too many cells")),
    "cell too long": ("rows-too-long", ("has a cell that is too long", "have cells that are too long")),
}


def misshapen(rows: Sequence[Sequence[str]], first: int, width: int, bounds: Bounds) -> dict[int, str]:
    """Row -> what is wrong with its shape: more or fewer cells than there are columns, a cell that is too long.

    Args:
        first: the number of the first of these rows.
    """
    wrong = {}
    for number, row in enumerate(rows, first):
        if row and len(row) != width and (len(row) < width or any(map(str.strip, row[width:]))):
            wrong[number] = f"Row {number} has {counted(len(row), 'cell')}, the first row has {width}."
        elif any(len(cell) > bounds.characters for cell in row):
            wrong[number] = f"Row {number} has a cell of more than {bounds.characters:,} characters."
    return wrong


def bad_rows(wrong: dict[int, str], name: str) -> list[Problem]:
    """The problem that stops: rows that cannot be used, ten of them shown, the rest counted."""
    if not wrong:
        return []
    numbers = tuple(wrong)
    more = f" And {len(numbers) - ROWS_SHOWN:,} more." if len(numbers) > ROWS_SHOWN else ""
    shown_rows = " ".join(list(wrong.values())[:ROWS_SHOWN])
    return [
        Problem(
            f"{file_name(name)} has {counted(len(numbers), 'row')} that cannot be used. {shown_rows}{more} "
            "Fix the rows or delete them.",
            "bad-rows",
            {"file": file_name(name), "rows": numbers[:ROWS_SHOWN], "count": len(numbers)},
            STOP,
            numbers[:ROWS_SHOWN],
            len(numbers),
        )
    ]


def _too_many_labels_problem(labels: list[str], sheet: Sheet) -> list[Problem]:
    """The problem of labels that are too many or too long; it stops."""
    different = Counter(labels)
    longest = max(different, key=len)
    if len(different) <= sheet.bounds.labels and len(longest) <= LABEL_CHARACTERS:
        return []
    name, example = file_name(sheet.name), longest if len(longest) > LABEL_CHARACTERS else labels[0]
    return [
        Problem(
            f"The label column of {name} has {counted(len(different), 'different value')}, such as {shown(example)}. "
            f"At most {sheet.bounds.labels} labels of up to {LABEL_CHARACTERS} characters are allowed. "
            f"Choose another label column{' (--label-column)' * (sheet.bounds is COMMAND_LINE)}.",
            "too-many-labels",
            {"file": name, "labels": len(different), "allowed": sheet.bounds.labels},
            STOP,
        )
    ]
