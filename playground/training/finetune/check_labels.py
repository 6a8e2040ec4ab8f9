"""Check the labels of examples: k folds of the same training, and what cleanlab makes of their answers."""

from __future__ import annotations

from collections.abc import Callable, Generator

from playground.data.examples import Examples
from playground.errors import BadInput
from playground.evaluation.label_errors import Suspect, suspects
from playground.training.finetune.cross_validation import FEWEST_FOLDS, FoldStep, out_of_sample
from playground.training.finetune.plan import Plan

MOST = 20  # folds


def check_labels(
    examples: Examples, plan: Plan, folds: int | None = None, stop: Callable[[], bool | str] = lambda: False
) -> Generator[FoldStep, None, list[Suspect] | None]:
    """Every label of the examples, the least fitting first; None where it was stopped.

    Args:
        folds: None: as many as suit the plan.
    Yields:
        Where the trainings are.
    Raises:
        BadInput: no such number of folds, or too few examples.
    """
    if folds is not None and not FEWEST_FOLDS <= folds <= MOST:
        raise BadInput(
            f"There are to be {folds} folds. Allowed are {FEWEST_FOLDS} to {MOST}. Change it, or leave it out.",
            key="folds-range",
            given=folds,
            low=FEWEST_FOLDS,
            high=MOST,
        )
    found = yield from out_of_sample(examples, plan, folds, stop)
    return None if found is None else suspects(examples, found.labels, found.probabilities)
