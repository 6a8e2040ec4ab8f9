"""A file as it is learnt from: its examples, what of it is held back, and the plan of a training on them.

The commands that train on a file, and those that train only to learn something about it, read it in the same way. Rows
that a column marks as those for validation or a test are never learnt from (`data.row_parts`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from playground.data.examples import Examples
from playground.data.inspection import choose_columns, inspect
from playground.data.notation import GUESSED, Notation
from playground.data.problems import Note, refuse
from playground.data.reading import Checked, check
from playground.data.row_parts import NOT_USED, divide, sheet_parts, used_note
from playground.data.sheet import Choice, Sheet
from playground.data.validation import check_validation
from playground.errors import BadInput, choose
from playground.models.architectures import SUGGESTED
from playground.tasks import TASKS
from playground.training.finetune.plan import Plan, suggest
from playground.training.report import Log
from playground.training.settings import check_seed


@dataclass(frozen=True)
class ReadingOptions:
    """What somebody says of a file; what is None is guessed.

    Attributes:
        task: a key of TASKS.
        text_column, label_column: a name, or a number counted from 1.
        pretokenized: whether its texts are split into words by spaces already.
    """

    task: str = "sentiment"
    text_column: str | None = None
    label_column: str | None = None
    notation: Notation = GUESSED
    pretokenized: bool = False


@dataclass(frozen=True)
class LearntFile:
    """A file that was read to be learnt from.

    Attributes:
        sheet: all that was read from it; `choice` says how.
        learnt: the examples to learn from.
        held: those that choose the best epoch; None: a share of `learnt` is to do so.
    """

    sheet: Sheet
    choice: Choice
    learnt: Examples
    held: Examples | None


def read_to_learn(data: str, validation: str | None, options: ReadingOptions, log: Log) -> LearntFile:
    """The examples of a file, and of a validation file, without a text that stands on both sides.

    What was assumed about the files, left out of them and is odd about them is logged, and what becomes of rows that a
    column sets apart.

    Raises:
        BadInput, NotFound: as `inspect`, `check` and `check_validation`.
    """
    sheet, choice, assumed = _open_file(data, options)
    learnt, held = sheet, None
    if parts := sheet_parts(sheet, choice):
        learnt, held = divide(sheet, choice, parts)
        assumed.append(used_note(sheet, parts, validation is None))
    found = check(learnt, choice)
    refuse(found.problems)
    for note in (*assumed, *found.problems):
        log(note.sentence)
    if validation is not None:
        other, how, assumed = _open_file(validation, options)
        return LearntFile(sheet, choice, *_validated(found, check(other, how), assumed, log))
    if held is not None:
        try:
            return LearntFile(sheet, choice, *_validated(found, check(held, choice), [], log))
        except BadInput as error:  # such as rows of one label only; the page, too, learns from the file all the same
            log(f"{error} A share of the file is used for validation instead.")
    return LearntFile(sheet, choice, found.examples, None)


def _open_file(path: str, options: ReadingOptions) -> tuple[Sheet, Choice, list[Note]]:
    """What is in a file, how it is read, and what was assumed about it.

    Raises:
        BadInput, NotFound: as `inspect`.
    """
    sheet = inspect(path, task=options.task, notation=options.notation)
    choice = choose_columns(sheet, options.text_column, options.label_column)
    assumed = [note for note in sheet.assumed if note.key != NOT_USED]
    return sheet, replace(choice, pretokenized=options.pretokenized), assumed


def _validated(found: Checked, other: Checked, assumed: Sequence[Note], log: Log) -> tuple[Examples, Examples]:
    """What is left to learn from beside examples for validation, and these; what is odd about these is logged.

    Raises:
        BadInput: as `check_validation`.
    """
    checked = check_validation(found, other)
    name = Path(checked.examples.name).name
    log(f"{name}, for validation:")
    for note in (*assumed, *checked.problems):
        log(note.sentence)
    gone = ", ".join(checked.labels_not_learnt[:10])
    if gone:
        log(f"{name} has labels of which nothing is left to learn from: {gone}.")
    return checked.training, checked.examples


def file_and_plan(
    data: str,
    options: ReadingOptions,
    *,
    architecture: str | None = None,
    language: str | None = None,
    seed: int = 0,
    log: Log = lambda line: None,
) -> tuple[LearntFile, Plan]:
    """A file as the command `train` would learn from it, and the plan that it would carry out.

    Args:
        architecture: None: the one that the page suggests.
        log: takes what was assumed about the file and is odd about it.
    Raises:
        BadInput, NotFound: the file cannot be used, or a setting is none.
    """
    choose(TASKS, options.task, "task")
    check_seed(seed)
    found = read_to_learn(data, None, options, log)
    return found, suggest(found.learnt, architecture or SUGGESTED, seed=seed, language=language)
