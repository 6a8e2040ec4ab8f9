"""What more and more rows come to: rows drawn without replacement, and a network and a linear model that learn them."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from playground.checkpoints import session_store
from playground.data.examples import Examples
from playground.errors import BadInput
from playground.evaluation.baselines import tfidf
from playground.evaluation.comparison import exact_p
from playground.training.finetune import queue, studies
from playground.training.finetune.growing_rows import (
    FEWEST_HELD,
    MOST_HELD,
    drawn_rows,
    growing_rows,
    outcomes_from_json,
)
from playground.training.finetune.plan import Plan
from tests.training.finetune.test_queue import until
from tests.training.finetune.toy import toy

PLAN = Plan("sentiment", "textcnn", None, epochs=3)


def rows(number: int, rare: int = 1) -> Examples:
    """Toy texts, no two of which are alike."""
    found = toy(number, rare=rare)
    return replace(found, texts=tuple(f"{text} {at}" for at, text in enumerate(found.texts)))


@pytest.mark.parametrize(
    ("number", "learnt", "held"),
    [(150, 50, 100), (199, 50, 149), (200, 100, 100), (700, 400, 300), (5_000, 400, MOST_HELD)],
)
def test_rows_are_drawn_once_and_enough_are_held_back(number: int, learnt: int, held: int) -> None:
    train, rest = drawn_rows(rows(number, rare=3), (50, 100, 200, 400), 0)
    assert (len(train), len(rest)) == (learnt, held)
    assert len({*train.texts, *rest.texts}) == learnt + held
    counts = Counter(train.labels[:50])
    assert counts["down"] == pytest.approx(50 / 4, abs=1.5), "every beginning has each label's share"
    assert drawn_rows(rows(number, rare=3), (50, 100, 200, 400), 0)[0] == train


def test_texts_that_are_alike_count_once_and_too_few_are_refused() -> None:
    found = rows(149)
    twice = replace(found, texts=(*found.texts, *(f" {text.upper()}" for text in found.texts)), labels=found.labels * 2)
    with pytest.raises(BadInput, match=f"149 different texts .* At least {50 + FEWEST_HELD}") as told:
        drawn_rows(twice, (50, 100), 0)
    assert told.value.key == "few-rows"


@pytest.mark.slow
def test_both_learn_the_same_rows_and_answer_the_same_others() -> None:
    train, held = drawn_rows(rows(300), (20, 60, 5_000), 0)
    growing, steps = growing_rows(train, held, PLAN, (20, 60, 5_000)), []
    while True:
        try:
            steps.append(next(growing))
        except StopIteration as end:
            found = end.value
            break
    assert [one.rows for one in found] == [20, 60]
    assert [len(known) for _, known in (steps[0], steps[-1])] == [0, 1]
    for one in found:
        mine = tfidf(train.texts[: one.rows], train.labels[: one.rows], held.texts)
        assert one.linear == int((np.array(mine) == np.array(held.labels)).sum())
        assert one.network - one.linear == one.network_only - one.linear_only
        assert one.p == exact_p(one.network_only, one.linear_only)
        assert one.held == len(held)
    stopped = growing_rows(train, held, PLAN, (20, 60), stop=lambda: True)
    assert list(stopped) == []


@pytest.mark.slow
def test_the_queue_tells_each_number_of_rows_and_keeps_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_store, "keep", lambda *given: pytest.fail("a model was kept"))
    train, held = drawn_rows(rows(300), (20, 60), 0)
    job = queue.submit(train, held, PLAN, work=studies.ROWS, also={"rows": (20, 60)})
    known: set[int] = set()

    def done() -> bool:
        status = queue.status(job)
        known.add(len(outcomes_from_json(status.found)))
        return status.state in ("done", "failed")

    until(done)
    status = queue.status(job)
    assert (status.state, status.error, status.reference) == ("done", None, None)
    assert [one.rows for one in outcomes_from_json(status.found)] == [20, 60]
    assert 1 in known, "the first is told while the second is learnt"
    queue.drop(job)
