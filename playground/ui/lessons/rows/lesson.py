"""How sure may it be? A network and a linear model learn 50, 100, 200 and 400 rows, and chance stands between them."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from playground.evaluation.comparison import CHANCE
from playground.evaluation.intervals import wilson
from playground.ui.components.terms import Place
from playground.ui.lessons.lesson import Answer, Asked, Lesson, Named, NoAnswer, Option, Step, Value, as_number
from playground.ui.lessons.rows.measuring import ROWS, corpus_of, leave, network_of, outcomes
from playground.ui.lessons.rows.words import say

if TYPE_CHECKING:
    from playground.training.finetune.growing_rows import Outcome

WITHIN = 5.0  # per cent
NEVER = "never"
COLUMNS = ("", "network", "linear", "only-network", "only-linear", "chance")


def accuracy(at: int, asked: Asked) -> Answer:
    """How many per cent of the held-back rows has the network right that has learnt from so many?

    Args:
        at: which of `ROWS` it is.
    """
    guessed = as_number(asked.given or "") is not None
    found, pending = outcomes(asked, begins=guessed)
    one = next((one for one in found if one.rows == ROWS[at]), None)
    if one is None and pending is None:
        raise NoAnswer("too-few", rows=ROWS[at], most=found[-1].rows)
    if one is None:
        return Answer(right=math.nan, tolerance=WITHIN, numbers=_about(asked, rows=ROWS[at]), pending=pending)
    low, high = (100 * end for end in wilson(one.network, one.held))
    return Answer(
        right=_share(one.network, one),
        tolerance=WITHIN,
        numbers=_about(
            asked,
            rows=one.rows,
            held=one.held,
            accuracy=_share(one.network, one),
            low=low,
            high=high,
            other=_share(one.linear, one),
        ),
        columns=COLUMNS[:3],
        rows=tuple(row[:3] for row in _table(found[: at + 1])),
        row=at,
        digits=1,
    )


def surely_better(asked: Asked) -> Answer:
    """From how many rows on is the network better than the linear model by more than chance?"""
    options = (*(Option(str(count), count) for count in ROWS), Option(NEVER, Named("option", NEVER)))
    chosen = asked.given in [one.key for one in options]
    found, pending = outcomes(asked, begins=chosen)
    if pending:
        return Answer(right=math.nan, options=options, numbers=_about(asked), pending=pending)
    fitting = {str(one.rows) for one in found} | {NEVER}
    behind = [at for at, one in enumerate(found) if not surely_ahead(one)]
    first = behind[-1] + 1 if behind else 0  # from there on it stays ahead
    right = str(found[first].rows) if first < len(found) else NEVER
    return Answer(
        right=(right,),
        options=tuple(one for one in options if one.key in fitting),
        numbers=_about(asked, rows=right, most=found[-1].rows, held=found[-1].held),
        why=NEVER if right == NEVER else "",
        columns=COLUMNS,
        rows=_table(found),
        row=first if first < len(found) else len(found) - 1,
        digits=1,
    )


def surely_ahead(one: Outcome) -> bool:
    """Whether the network is better by more than chance."""
    return one.network_only > one.linear_only and one.p < CHANCE


def _about(asked: Asked, **numbers: Value) -> dict[str, Value]:
    """What every sentence may name: the network, and whose rows they are."""
    corpus, own = corpus_of(asked)
    return {
        "network": Named("model", network_of(asked)),
        "data": corpus.name if own else Named("option", "ours"),
        **numbers,
    }


def _share(right: int, one: Outcome) -> float:
    return 100 * right / one.held


def _table(found: tuple[Outcome, ...]) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        (
            one.rows,
            _share(one.network, one),
            _share(one.linear, one),
            one.network_only,
            one.linear_only,
            f"{one.p:.3f}" if one.p >= 0.0005 else "< 0.001",
        )
        for one in found
    )


HERE = Place("finetune", {}, at="#finetune .ft-offers,#finetune")
NAMES = ("fewest", "second", "third", "most")  # of the steps that guess an accuracy


def _guess(at: int) -> Callable[[Asked], Answer]:
    return partial(accuracy, at)


LESSON = Lesson(
    key="rows",
    says=say,
    steps=(
        Step("see", HERE),
        *(Step(name, HERE, _guess(at)) for at, name in enumerate(NAMES)),
        Step("better", HERE, surely_better),
        Step("alone", HERE),
    ),
    trains=True,
    leave=leave,
    minutes=10,
)
