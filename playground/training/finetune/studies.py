"""What is trained to learn something about a file, as the queue of the page runs it: steps, and plain values at last.

A study is whole or nothing: one that is stopped gives None. That of growing numbers of rows, which takes the rows that
are held back besides, tells what it knows on the way and keeps it when it is stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeVar

from playground.data.examples import Examples
from playground.evaluation.forecast import as_answer
from playground.training.finetune.check_labels import check_labels
from playground.training.finetune.cross_validation import FoldStep, suggested_folds
from playground.training.finetune.growing_rows import Outcome, growing_rows, outcomes_as_json
from playground.training.finetune.learning_curve import CurveStep, learning_curve
from playground.training.finetune.plan import Plan, TuningStep

LABELS, CURVE, ROWS = "labels", "curve", "rows"
MOST_LISTED = 1_000  # suspects, beyond which nobody reads

Step = TypeVar("Step")
Stop = Callable[[], bool | str]
Study = Generator[TuningStep, None, dict[str, Any] | None]


def study_labels(examples: Examples, plan: Plan, stop: Stop = lambda: False) -> Study:
    """The labels that the trainings of the folds would not have given, the least fitting first.

    Returns:
        {suspects: entries as `Suspect.as_json` has them, at most MOST_LISTED; unlike: how many labels are not the ones
        suggested; likely: how many are likely to be wrong; checked: how many labels there are; folds}.
    Raises:
        BadInput: too few examples, or what a training raises.
    """
    yield TuningStep("reading")
    folds = suggested_folds(plan)

    def told(step: FoldStep) -> TuningStep:
        return TuningStep("training", step.progress, number=step.fold, trainings=step.folds)

    found = yield from _told(check_labels(examples, plan, folds, stop), told)
    if found is None:
        return None
    unlike = [one for one in found if one.label != one.suggested]
    return {
        "suspects": [one.as_json() for one in unlike[:MOST_LISTED]],
        "unlike": len(unlike),
        "likely": sum(one.likely for one in unlike),
        "checked": len(found),
        "folds": folds,
    }


def study_curve(examples: Examples, plan: Plan, stop: Stop = lambda: False) -> Study:
    """How the accuracy grows with the examples, and what more of them would bring.

    Returns:
        What `forecast.as_answer` gives, and `rows`, how many answers each point rests on.
    Raises:
        BadInput: too few examples, or what a training raises.
    """
    yield TuningStep("reading")

    def told(step: CurveStep) -> TuningStep:
        return TuningStep(
            "training", step.progress, number=step.number, trainings=step.trainings, examples=step.examples
        )

    points = yield from _told(learning_curve(examples, plan, stop=stop), told)
    return None if points is None else as_answer(points) | {"rows": len(points[-1].right)}


def study_rows(
    train: Examples, held: Examples, plan: Plan, rows: Sequence[int], stop: Stop = lambda: False
) -> Generator[tuple[TuningStep, dict[str, Any]], None, dict[str, Any]]:
    """What so many rows come to, one number after the other; what is known by then stands beside each step.

    Raises:
        BadInput: what a training raises.
    """

    def told(reached: tuple[TuningStep, list[Outcome]]) -> tuple[TuningStep, dict[str, Any]]:
        step, known = reached
        return step, outcomes_as_json(known)

    found = yield from _told(growing_rows(train, held, plan, rows, stop), told)
    return outcomes_as_json(found)


STUDIES: dict[str, Callable[[Examples, Plan, Stop], Study]] = {LABELS: study_labels, CURVE: study_curve}


def _told(running: Generator[Any, None, Any], told: Callable[[Any], Step]) -> Generator[Step, None, Any]:
    """What comes of several trainings, their steps told as those of a fine-tuning."""
    while True:
        try:
            step = next(running)
        except StopIteration as end:
            return end.value
        yield told(step)
