"""The same training on more and more rows, and a linear model on the same ones: from how many on is the network better?

Both answer rows that neither has seen, the same for every number of rows, so that an exact test can say whether the
one is better by more than chance. Of its rows the network holds some back to choose its best epoch by; the linear model
has nothing to choose and learns from all.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from playground.data.checks import normalize_text
from playground.data.examples import Examples
from playground.data.splits import VALIDATION_SHARE, part, split
from playground.errors import BadInput
from playground.evaluation.baselines import tfidf
from playground.evaluation.comparison import compare
from playground.evaluation.error_analysis import given_labels
from playground.training.finetune.fitting import fit_unless_stopped
from playground.training.finetune.learning_curve import evenly
from playground.training.finetune.plan import Plan, TuningStep
from playground.training.fit import Progress

FEWEST_HELD, MOST_HELD = 100, 1_000  # rows that both models answer


@dataclass(frozen=True)
class Outcome:
    """What so many rows come to.

    Attributes:
        rows: that were learnt from.
        held: rows that were answered.
        network, linear: of these, how many each has right.
        network_only, linear_only: how many one of the two has right and the other wrong.
        p: 0-1, how often two equally good models would lie so far apart, or further (McNemar's exact test).
    """

    rows: int
    held: int
    network: int
    linear: int
    network_only: int
    linear_only: int
    p: float


def drawn_rows(examples: Examples, rows: Sequence[int], seed: int) -> tuple[Examples, Examples]:
    """Examples to learn from and examples to be answered, drawn without replacement; no two texts are alike.

    Every beginning of the first has about the same share of each label.

    Args:
        rows: how many are to be learnt from, of which the largest number that leaves `FEWEST_HELD` counts.
    Raises:
        BadInput: the examples do not suffice for the smallest number.
    """
    places = {normalize_text(text): at for at, text in reversed(list(enumerate(examples.texts)))}
    different = part(examples, sorted(places.values()))
    fitting = [count for count in rows if count + FEWEST_HELD <= len(different)]
    if not fitting:
        raise BadInput(
            f"{examples.name} has {len(different)} different texts with a label. At least {min(rows) + FEWEST_HELD} "
            f"are needed: {min(rows)} to learn from and {FEWEST_HELD} to be answered. Give a larger file.",
            key="few-rows",
            file=examples.name,
            given=len(different),
            needed=min(rows) + FEWEST_HELD,
            learnt=min(rows),
            held=FEWEST_HELD,
        )
    order = evenly(different, seed)
    most = max(fitting)
    return part(different, order[:most]), part(different, order[most : most + MOST_HELD])


def growing_rows(
    train: Examples,
    held: Examples,
    plan: Plan,
    rows: Sequence[int],
    stop: Callable[[], bool | str] = lambda: False,
) -> Generator[tuple[TuningStep, list[Outcome]], None, list[Outcome]]:
    """What each number of rows comes to, from the fewest to the most, as far as there are so many.

    Args:
        train, held: as `drawn_rows` gives them.
        stop: asked after each step; once it says true, nothing more is trained.
    Yields:
        Where the training is, and what is known by then.
    Raises:
        BadInput: what a training raises.
    """
    found: list[Outcome] = []
    for count in (one for one in rows if one <= len(train)):
        own = part(train, range(count))
        learnt, validation = split(own, plan.seed, VALIDATION_SHARE)

        def told(progress: Progress | None, known: list[Outcome] = found) -> tuple[TuningStep, list[Outcome]]:
            return TuningStep("training", progress), known

        checkpoint = yield from fit_unless_stopped(learnt, validation, plan, stop, told)
        if checkpoint is None:
            return found
        truth = np.array(held.labels)
        network = np.array(given_labels(checkpoint, held)) == truth
        linear = np.array(tfidf(own.texts, own.labels, held.texts)) == truth
        beside = compare("network", "linear", network, linear)
        found = [
            *found,
            Outcome(
                count,
                len(held),
                int(network.sum()),
                int(linear.sum()),
                beside.first_only,
                beside.second_only,
                beside.p,
            ),
        ]
    return found


def outcomes_as_json(found: Sequence[Outcome]) -> dict[str, Any]:
    """Outcomes as the queue tells them."""
    return {"outcomes": [asdict(one) for one in found]}


def outcomes_from_json(found: dict[str, Any] | None) -> tuple[Outcome, ...]:
    """What the queue has told; none where it has told nothing yet."""
    return tuple(Outcome(**one) for one in found["outcomes"]) if found else ()
