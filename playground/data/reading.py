"""Files of examples become checked `Examples`; whatever is wrong with a file is said once, with its rows.

The way of every file, on the page and on the command line: `inspection.inspect` opens it and finds out what kind it is,
somebody chooses or lets it be guessed how to read it, `check` makes examples of it. A file is decoded and parsed once,
in memory, and never written anywhere.

Nothing here knows about vocabularies, tensors or the page, and no text is cleaned: `<br />` and `-lrb-` are the
tokeniser's business (`playground.text`).

Decisions:
- What can be repaired is: rows without a text or a label, cut short or with too many cells are left out and counted in
  `dropped`, unless more than half of a file is like that; then it was read wrongly, or is no table.
- Texts that occur twice stay. `splits.split` keeps them on one side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from playground.data.bounds import COMMAND_LINE
from playground.data.checks import check_for_training
from playground.data.examples import Examples, flat_labels
from playground.data.formats import FORMATS
from playground.data.inspection import choose_columns, inspect, refuse_task
from playground.data.labels import alike, counts
from playground.data.notation import GUESSED, Notation
from playground.data.problems import REPAIRED, STOP, WARNING, Problem, refuse
from playground.data.row_parts import rows_of_part
from playground.data.sheet import Choice, Sheet
from playground.data.split_texts import as_split
from playground.data.text_file import open_text
from playground.errors import choose
from playground.tasks import TASKS


@dataclass(frozen=True)
class Checked:
    """What came of a file.

    Attributes:
        labels: label -> examples (or words) that have it, the commonest first.
        alike: groups of labels that differ by case, spaces or Unicode form only, the commonest form first.
        problems: what is wrong; those that stop come first, then what was repaired.
        dropped: reason -> rows that were left out.
    """

    examples: Examples
    labels: dict[str, int]
    alike: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    dropped: dict[str, int]


def read(
    path: str | Path,
    task: str,
    text_column: str | None = None,
    label_column: str | None = None,
    notation: Notation = GUESSED,
    pretokenized: bool = False,
    part: str | None = None,
) -> Examples:
    """Examples of a task from a file of any kind in FORMATS, plain or as .gz.

    Columns named text and label are taken as such, in any case of letters; what is not named is guessed. A column
    given by number may belong to a file without a header: the first row counts as data where its label occurs again
    further down.

    Args:
        text_column, label_column: the name of a column, or its number counted from 1.
        notation: what somebody says of how the file is written.
        pretokenized: whether its texts are split into words by spaces already.
        part: of the rows, where a column sets rows apart: “train”, or a mark in small letters; None: all rows.
    Raises:
        BadInput: the file cannot be read as examples, of which up to ten problems are named with their rows, or has no
            such part.
        NotFound: no such task, no such file.
    """
    choose(TASKS, task, "task")
    sheet = inspect(path, task=task, notation=notation)
    choice = replace(choose_columns(sheet, text_column, label_column), pretokenized=pretokenized)
    examples, problems = _read(sheet if part is None else rows_of_part(sheet, choice, part), choice)
    refuse(problems)
    return examples


def check(sheet: Sheet, choice: Choice) -> Checked:
    """The examples of a file for training, read as was chosen; all that is wrong with it is in `problems`.

    Raises:
        BadInput: the choice names a column that the file does not have, or a task that its kind is not for.
    """
    examples, problems = _read(sheet, choice)
    if not any(problem.severity == STOP for problem in problems):
        problems += check_for_training(examples)
    order = (STOP, REPAIRED, WARNING)
    labels = counts(flat_labels(examples))
    return Checked(
        examples,
        labels,
        alike(labels),
        tuple(sorted(problems, key=lambda problem: order.index(problem.severity))),
        examples.dropped,
    )


def _read(sheet: Sheet, choice: Choice) -> tuple[Examples, list[Problem]]:
    """The examples and what is wrong with the rows, nothing yet of what is wrong with the examples."""
    refuse_task(sheet.kind, choice.task, sheet.name)
    examples, problems = FORMATS[sheet.kind].read(sheet, choice)
    return as_split(examples, problems, choice.pretokenized)


def texts_only(path: str | Path) -> Iterator[str]:
    """The texts of a file without labels, for pre-training: its column text, or its only column.

    Raises:
        BadInput: the file has several columns, none of them named text, or rows that cannot be read.
        NotFound: no such file.
    """
    file = open_text(path, str(path), COMMAND_LINE)
    for kind in FORMATS.values():
        texts = kind.texts_only(file) if kind.texts_only else None
        if texts is not None:
            yield from texts
            return
