"""The same training on 1/16, 1/8, 1/4, 1/2 and all of the examples: how a score grows with what is learnt from.

Each part holds the one before it. All are measured on the same examples held back; where these are few, the whole is
done again with others held back, until the points rest on a thousand of them or every example has been held back. What
the points mean is in `evaluation/forecast.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from playground.data.examples import Examples, flat_labels
from playground.data.splits import VALIDATION_SHARE, part, split
from playground.evaluation.error_analysis import given_labels
from playground.evaluation.forecast import Point
from playground.tasks import TASKS
from playground.training.finetune.fitting import fit_unless_stopped
from playground.training.finetune.plan import Plan, suggest
from playground.training.fit import Progress

SHARES = (1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)
ENOUGH = 1_000  # held-back examples that a point rests on
MOST_REPEATS = round(1 / VALIDATION_SHARE)


@dataclass(frozen=True)
class CurveStep:
    """Which training of how many runs, on how many examples, and where it is."""

    number: int  # from 1
    trainings: int
    examples: int
    progress: Progress | None = None


def repeats(examples: Examples) -> int:
    """How often the curve is measured, each time with other examples held back."""
    return max(1, min(MOST_REPEATS, round(ENOUGH / max(1, len(examples) * VALIDATION_SHARE))))


def curve_minutes(plan: Plan, examples: Examples) -> float:
    """About how many minutes all trainings take on two processor cores, if none ends early."""
    return plan.minutes * sum(SHARES) * repeats(examples)


def learning_curve(
    examples: Examples, plan: Plan, shares: tuple[float, ...] = SHARES, stop: Callable[[], bool | str] = lambda: False
) -> Generator[CurveStep, None, list[Point] | None]:
    """A point a share of the examples, from the fewest to the most.

    Args:
        plan: of a training on all of them; on fewer there are as many epochs as a plan for these suggests, at least.
        stop: asked after each step; once it says true, nothing comes of it.
    Returns:
        None where it was stopped.
    Raises:
        BadInput: too few examples, or what a training raises.
    """
    times = repeats(examples)
    sizes: list[list[int]] = [[] for _ in shares]
    right: list[list[np.ndarray]] = [[] for _ in shares]
    for turn in range(times):
        seed = plan.seed + turn
        learnt, held_back = split(examples, seed, VALIDATION_SHARE)
        order = evenly(learnt, seed)
        truth = np.array(flat_labels(held_back))
        for at, share in enumerate(shares):
            own = part(learnt, sorted(order[: max(2, round(share * len(learnt)))]))
            number = turn * len(shares) + at + 1
            of_part = replace(plan, seed=seed, epochs=max(plan.epochs, _epochs(own, plan)))
            told = partial(CurveStep, number, times * len(shares), len(own))
            checkpoint = yield from fit_unless_stopped(own, held_back, of_part, stop, told)
            if checkpoint is None:
                return None
            sizes[at].append(len(own))
            right[at].append(np.array(given_labels(checkpoint, held_back)) == truth)
    return [Point(round(float(np.mean(size))), np.concatenate(rows)) for size, rows in zip(sizes, right, strict=True)]


def _epochs(examples: Examples, plan: Plan) -> int:
    return suggest(examples, plan.architecture, plan.source, seed=plan.seed).epochs


def evenly(examples: Examples, seed: int) -> list[int]:
    """The indices in a random order of which every beginning has about the same share of each label."""
    random = np.random.default_rng(seed)
    if TASKS[examples.task].per_word:
        return [int(at) for at in random.permutation(len(examples))]
    counts = Counter(examples.labels)
    places: Counter[str] = Counter()
    keys = []
    for at in random.permutation(len(examples)):
        label = examples.labels[at]
        keys.append(((places[label] + random.random()) / counts[label], int(at)))
        places[label] += 1
    return [at for _, at in sorted(keys)]
