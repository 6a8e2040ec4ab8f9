"""What models say of examples that they have not learnt from: the same training again on all parts of a file but one.

Each part is answered by the model that was trained on the others, so that every example has probabilities from a model
that never saw its label. The part also chose that model's best epoch; its labels teach nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial

import numpy as np

from playground.data.examples import Examples, word_lists
from playground.data.splits import folds, part, without
from playground.lenses.predict.predict import probabilities
from playground.tasks import TASKS
from playground.training.finetune.fitting import fit_unless_stopped
from playground.training.finetune.plan import Plan
from playground.training.fit import Progress

MOST_FOLDS, FEWEST_FOLDS = 5, 2
MINUTES = 2.0  # that all folds together may take by the plan's own estimate, while there are more than the fewest


@dataclass(frozen=True)
class FoldStep:
    """Which fold is trained, of how many, and where its training is."""

    fold: int  # from 1
    folds: int
    progress: Progress | None = None


@dataclass(frozen=True)
class OutOfSample:
    """What models that had not learnt from an example say of it.

    Attributes:
        labels: of all examples.
        probabilities: an array an example, 0-1: (labels,), or (words, labels) with NaN where a word was not read.
    """

    labels: tuple[str, ...]
    probabilities: tuple[np.ndarray, ...]
    folds: int


def suggested_folds(plan: Plan) -> int:
    """Into how many parts a file is divided: five, or as many as two minutes allow, and never under two."""
    if plan.minutes <= 0:
        return MOST_FOLDS
    return max(FEWEST_FOLDS, min(MOST_FOLDS, int(MINUTES / plan.minutes) + 1))


def fold_minutes(plan: Plan, count: int) -> float:
    """About how many minutes all folds take on two processor cores, if none ends early."""
    return plan.minutes * (count - 1)  # so many trainings, each on all parts but one


def out_of_sample(
    examples: Examples, plan: Plan, count: int | None = None, stop: Callable[[], bool | str] = lambda: False
) -> Generator[FoldStep, None, OutOfSample | None]:
    """The probabilities of each example from a model of this plan that has learnt from the other parts of the file.

    Args:
        count: of the parts; None: as many as suit the plan.
        stop: asked after each step; once it says true, nothing comes of it.
    Yields:
        A step before each fold and about once a second.
    Returns:
        None where it was stopped.
    Raises:
        BadInput: too few examples, or what a training raises.
    """
    count = count or suggested_folds(plan)
    labels = _labels(examples)
    index = {label: at for at, label in enumerate(labels)}
    found: list[np.ndarray] = [np.empty(0)] * len(examples)
    for number, held_back in enumerate(folds(examples, count, plan.seed), 1):
        yield FoldStep(number, count)
        own = part(examples, held_back)
        rest = without(examples, set(held_back))
        checkpoint = yield from fit_unless_stopped(rest, own, plan, stop, partial(FoldStep, number, count))
        if checkpoint is None:
            return None
        columns = [index[label] for label in checkpoint.config.labels]
        for at, rows in zip(held_back, probabilities(checkpoint, list(word_lists(own))), strict=True):
            found[at] = np.zeros((*rows.shape[:-1], len(labels)))
            found[at][..., columns] = rows
    return OutOfSample(labels, tuple(found), count)


def _labels(examples: Examples) -> tuple[str, ...]:
    if TASKS[examples.task].per_word:
        return tuple(sorted({tag for tags in examples.labels for tag in tags}))
    return tuple(sorted(set(examples.labels)))
