"""A file as somebody has decided of its labels: all its columns in their order, with one more that says what was done.

A table becomes a CSV file. Its label column holds what the models learnt: a label under its new name where it got one,
of A:b the part that was taken, the universal tag. Rows that were dropped are missing; rows that were no examples, such
as those that a column holds back, stay as they are. A CoNLL-U file stays one, with `# done = …` above a sentence.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playground.data.examples import Examples
from playground.data.sheet import Choice, Sheet, first_filled_row, is_filled
from playground.data.table_rows import TableRows
from playground.evaluation.label_decisions import CHANGE, DROP, KEEP, Place, cleaned, unwritable
from playground.lenses.predict.many_texts import escape_formula
from playground.tasks import TASKS

DONE = "done"
UNCHECKED = "not checked"
"""What is said of a row that was no example."""
_NUMBER = re.compile(r"[+-][0-9][0-9.,]*(?:[eE][+-]?[0-9]+)?\s*%?")
_BEGIN = re.compile(r"1(?:-[0-9]+)?\t|#\s*sent_id\b")  # of a sentence of CoNLL-U, whatever stood before

Decided = Mapping[Place, tuple[str, str]]
Row = list[str]


@dataclass(frozen=True)
class CleanedFile:
    """The text of a cleaned file, and how its name ends."""

    text: str
    extension: str


def cleaned_file(
    sheet: Sheet, choice: Choice, examples: Examples, decided: Decided, lines: Sequence[str] = ()
) -> CleanedFile:
    """A file as it was decided.

    Args:
        sheet: what was read from the file, all its rows.
        choice: how it was read.
        examples: those of its rows that were checked.
        lines: of the file; needed where it is no table.
    """
    if sheet.sentences is not None:
        return CleanedFile("".join(_treebank(lines, examples, decided)), ".conllu")
    found = (_word_table if TASKS[examples.task].per_word else _text_table)(sheet, choice, examples, decided)
    out = io.StringIO(newline="")
    csv.writer(out).writerows([_safe(cell) for cell in row] for row in found)
    return CleanedFile(out.getvalue(), ".csv")


def write(path: Path, found: CleanedFile) -> None:
    """Write a cleaned file, in UTF-8.

    Raises:
        BadInput: it cannot be written.
    """
    try:
        path.write_text(found.text, "utf-8", newline="")
    except OSError as error:
        raise unwritable(path, error) from error


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a number with a sign is none."""
    return cell if _NUMBER.fullmatch(cell) else escape_formula(cell)


# ---- tables


def _text_table(sheet: Sheet, choice: Choice, examples: Examples, decided: Decided) -> Iterator[Row]:
    rows = TableRows(sheet, choice)
    names = _names(sheet, choice, rows.width)
    yield names
    kept, done = cleaned(examples, decided)
    labels = iter(kept.labels)
    place = {row: at for at, row in enumerate(examples.rows)}
    rejoined = set(rows.rejoined)
    for number, row in enumerate(sheet.table[rows.first :], rows.first + 1):
        if not is_filled(row):
            continue
        whole = (rows.rejoin_text(row) or row) if number in rejoined else row
        cells = _padded(whole, rows.width, sheet.delimiter)
        at = place.get(number)
        if at is None:
            yield [*cells, UNCHECKED]
        elif done[at] != DROP:
            label = str(next(labels))
            if cells[choice.label_column].strip() != label:
                cells[choice.label_column] = label
            yield [*cells, done[at]]


def _word_table(sheet: Sheet, choice: Choice, examples: Examples, decided: Decided) -> Iterator[Row]:
    first = first_filled_row(sheet.table, sheet.name) + choice.header
    width = max(map(len, sheet.table))
    yield _names(sheet, choice, width)
    kept, done = cleaned(examples, decided)
    labels = iter(kept.labels)
    words: dict[int, tuple[str, str]] = {}  # row -> its tag, and what was done of it
    gone: set[int] = set()
    for at, (start, tags) in enumerate(zip(examples.rows, examples.labels, strict=True)):
        if done[at] == DROP:
            gone.update(range(start, start + len(tags)))
            continue
        for word, (before, tag) in enumerate(zip(tags, next(labels), strict=True)):
            words[start + word] = tag, _remark(decided.get((at, word)), before)
    is_between = True
    for number, row in enumerate(sheet.table[first:], first + 1):
        if number in gone or (is_between and not is_filled(row)):
            continue
        is_between = not is_filled(row)
        if is_between:
            yield []  # it stands between sentences
            continue
        cells = _padded(row, width, sheet.delimiter)
        tag, remark = words.get(number, ("", UNCHECKED))
        if tag and cells[choice.label_column].strip() != tag:
            cells[choice.label_column] = tag
        yield [*cells, remark]


def _remark(decision: tuple[str, str] | None, before: str) -> str:
    """What was done of one word."""
    if decision is None:
        return ""
    return f"changed from {before}" if decision[0] == CHANGE else KEEP


def _names(sheet: Sheet, choice: Choice, width: int) -> Row:
    """What the columns are called, and the one that says what was done; a file that does not say so gets names that
    tell what its columns are."""
    if choice.header:
        names = _padded(sheet.table[first_filled_row(sheet.table, sheet.name)], width, sheet.delimiter)
    else:
        per_word = TASKS[choice.task].per_word
        names = [f"column {at}" for at in range(1, width + 1)]
        for number, at in enumerate(choice.text_columns, 1):
            names[at] = "word" if per_word else "text" if number == 1 else f"text {number}"
        names[choice.label_column] = "tag" if per_word else "label"
        if choice.sentence_column is not None:
            names[choice.sentence_column] = "sentence"
    taken, name, number = {name.strip().casefold() for name in names}, DONE, 1
    while name in taken:  # a file that was cleaned before
        number += 1
        name = f"{DONE} {number}"
    return [*names, name]


def _padded(row: Sequence[str], width: int, delimiter: str | None) -> Row:
    """A row of as many cells as there are columns; what is too much stays in the last one."""
    if len(row) > width:
        more = row[width - 1 :] if any(cell.strip() for cell in row[width:]) else row[width - 1 : width]
        return [*row[: width - 1], (delimiter or ",").join(more)]
    return [*row, *[""] * (width - len(row))]


# ---- CoNLL-U


def _treebank(lines: Sequence[str], examples: Examples, decided: Decided) -> Iterator[str]:
    """The lines of a CoNLL-U file with the tags that were decided, without the sentences that were dropped."""
    kept, done = cleaned(examples, decided)
    labels = iter(kept.labels)
    at = 0  # the line that comes next, from 0
    for number, start in enumerate(examples.rows):
        yield from lines[at : start - 1]
        at = _end(lines, start - 1)
        if done[number] == DROP:
            at += at < len(lines) and not lines[at].strip()
            continue
        tags, is_told = iter(next(labels)), done[number] in ("", KEEP)
        for line in lines[start - 1 : at]:
            cells = line.split("\t")
            if not is_told and not line.startswith("#"):
                yield f"# {DONE} = {done[number]}\n"
                is_told = True
            if cells[0].isdecimal():
                cells[3] = next(tags)
            yield "\t".join(cells)
    yield from lines[at:]


def _end(lines: Sequence[str], start: int) -> int:
    """The index behind the last line of a sentence: where an empty line stands, or the next one begins without one."""
    seen = False
    for at in range(start, len(lines)):
        if not lines[at].strip() or (seen and _BEGIN.match(lines[at])):
            return at
        seen = seen or lines[at].split("\t", 1)[0].isdecimal()
    return len(lines)
