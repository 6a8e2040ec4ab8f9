"""Trainings that are run only to see something by: folds, and parts of the examples."""

from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from playground.data.splits import folds
from playground.errors import BadInput
from playground.training.finetune import learning_curve as curves
from playground.training.finetune.check_labels import check_labels
from playground.training.finetune.cross_validation import out_of_sample, suggested_folds
from playground.training.finetune.fitting import fit_unless_stopped
from playground.training.finetune.plan import Plan, suggest
from tests.training.finetune.toy import to_end, toy

PLAN = Plan("sentiment", "textcnn", None, epochs=4, learning_rate=0.01)


def test_folds_hold_every_example_once_and_each_label_alike() -> None:
    examples = toy(203, rare=4)
    examples = replace(examples, texts=(*examples.texts[:-1], examples.texts[0].upper()))
    parts = folds(examples, 5, seed=1)
    assert sorted(at for one in parts for at in one) == list(range(203))
    assert max(map(len, parts)) - min(map(len, parts)) <= 2
    counts = [sum(examples.labels[at] == "down" for at in one) for one in parts]
    assert max(counts) - min(counts) <= 2
    assert any({0, 202} <= set(one) for one in parts), "texts that are alike stand in one part"
    with pytest.raises(BadInput, match="too few for 5 parts"):
        folds(toy(4), 5, seed=0)


def test_as_many_folds_as_two_minutes_allow() -> None:
    small = suggest(toy(200), "rnn", None)
    assert suggested_folds(small) == 5
    large = replace(small, reasons={"epochs": replace(small.reasons["epochs"], values={"words": 10**8})})
    assert suggested_folds(large) == 2


@pytest.mark.slow
def test_each_example_is_answered_by_a_model_that_has_not_learnt_its_label() -> None:
    examples = toy(120)
    wrong = {5, 40, 77}
    labels = tuple(
        {"up": "down", "down": "up"}[label] if at in wrong else label for at, label in enumerate(examples.labels)
    )
    flipped = replace(examples, labels=labels)
    steps, found = to_end(out_of_sample(flipped, PLAN, 3))
    assert [step.fold for step in steps] == sorted(step.fold for step in steps)
    assert {step.fold for step in steps} == {1, 2, 3}
    assert np.allclose([row.sum() for row in found.probabilities], 1)
    given = [found.labels[int(row.argmax())] for row in found.probabilities]
    assert np.mean([one == true for one, true in zip(given, examples.labels, strict=True)]) > 0.9
    _, listed = to_end(check_labels(flipped, PLAN, 3))
    assert wrong <= {one.example for one in listed[:12]}
    assert to_end(out_of_sample(flipped, PLAN, 3, stop=lambda: True))[1] is None
    with pytest.raises(BadInput, match="There are to be 1 folds"):
        to_end(check_labels(flipped, PLAN, 1))


def test_a_training_that_is_stopped_in_its_last_epoch_gives_no_model_either() -> None:
    examples, asked = toy(40), 0

    def late() -> bool:  # at the first question after the last step that is told
        return asked == len(whole)

    def run(stop: Callable[[], bool]) -> Generator[Any, None, Any]:
        return fit_unless_stopped(examples, toy(8), PLAN, stop, lambda progress: progress)

    whole, model = to_end(run(lambda: False))
    assert model is not None
    running = run(late)
    for _ in whole:
        next(running)
        asked += 1
    with pytest.raises(StopIteration) as end:
        next(running)
    assert end.value.value is None


@pytest.mark.slow
def test_a_learning_curve_has_a_point_a_share_on_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curves, "ENOUGH", 50)
    examples = toy(160)
    steps, points = to_end(curves.learning_curve(examples, PLAN, (0.25, 0.5, 1.0)))
    assert curves.repeats(examples) == 2, "32 are held back, and twice as many are wanted"
    assert {step.trainings for step in steps} == {6}
    assert [point.examples for point in points] == [32, 64, 128]
    assert {len(point.right) for point in points} == {64}
    assert points[-1].accuracy > 0.9
    order = curves.evenly(toy(100, rare=4), 0)
    assert sum(toy(100, rare=4).labels[at] == "down" for at in order[:20]) in (3, 4, 5)
