"""A file's examples and the plan of a training on them: what is trained only to learn something about the file."""

from __future__ import annotations

from dataclasses import replace

from playground.data.examples import Examples
from playground.data.inspection import choose_columns, inspect
from playground.data.notation import GUESSED, Notation
from playground.data.problems import refuse
from playground.data.reading import check
from playground.errors import choose
from playground.models.architectures import SUGGESTED
from playground.tasks import TASKS
from playground.training.finetune.plan import Plan, suggest
from playground.training.report import Log
from playground.training.settings import check_seed


def examples_and_plan(
    data: str,
    task: str = "sentiment",
    *,
    architecture: str | None = None,
    text_column: str | None = None,
    label_column: str | None = None,
    notation: Notation = GUESSED,
    language: str | None = None,
    pretokenized: bool = False,
    seed: int = 0,
    log: Log = lambda line: None,
) -> tuple[Examples, Plan]:
    """The checked examples of a file, and the plan that the command `train` would carry out on them.

    Args:
        architecture: None: the one that the page suggests.
        log: takes what was assumed about the file and is odd about it.
    Raises:
        BadInput, NotFound: the file cannot be used, or a setting is none.
    """
    choose(TASKS, task, "task")
    check_seed(seed)
    sheet = inspect(data, task=task, notation=notation)
    choice = choose_columns(sheet, text_column, label_column)
    found = check(sheet, replace(choice, pretokenized=pretokenized))
    refuse(found.problems)
    for note in (*sheet.assumed, *found.problems):
        log(note.sentence)
    plan = suggest(found.examples, architecture or SUGGESTED, seed=seed, language=language)
    return found.examples, plan
