"""A scripted pupil: takes every lesson on given models, answers right and wrong, and looks at what is said to it."""

import re
import time
from collections.abc import Iterator

from playground.ui.lessons import render
from playground.ui.lessons.lesson import Answer
from playground.ui.lessons.lessons import LESSONS
from playground.ui.lessons.queries import Request, StepView, step_view

SECONDS = 60.0


def seen(
    lesson: str, step: int, text: str, models: list[str], given: str | None = None, shown: bool = False
) -> StepView:
    """A step once all its models are awake."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        view = step_view(Request(lesson, step, given, shown), text, models)
        if view.failed or view.found:
            return view
        time.sleep(0.05)
    raise AssertionError("the models do not wake up")


def answer_of(view: StepView) -> Answer:
    assert view.found is not None
    assert view.found.answer is not None, view.found.none
    return view.found.answer


def right_and_wrong(answer: Answer) -> tuple[list[str], list[str]]:
    """Answers that are right, and some that are not."""
    if isinstance(answer.right, float | int):
        off = max(2 * answer.tolerance, 1.0)
        rounded = f"{answer.right:.{3 if 0 < answer.tolerance < 0.01 else 2}f}"
        return [rounded, rounded.replace("-", "−").replace(".", ",")], [
            str(answer.right + off),
            str(answer.right - off),
        ]
    keys = [one.key for one in answer.options]
    return list(answer.right), [key for key in keys if key not in answer.right]


def places(view: StepView) -> Iterator[str]:
    """The CSS selectors of the places that a step points at."""
    assert view.found is not None
    for place in (view.found.place, view.found.answer.place if view.found.answer else None):
        if place:
            yield from filter(None, place.at.split(","))


def takes(lesson: str, text: str, models: list[str], language: str) -> list[str]:
    """Take a lesson for a text, right and wrong at every step; what is odd about it."""
    odd = []
    for number in range(1, len(LESSONS[lesson].steps) + 1):
        view = seen(lesson, number, text, models)
        if view.failed or (view.found and view.found.none):
            odd.append(f"{lesson} {number}: {view.failed or view.found.none.key}")  # type: ignore[union-attr]
            continue
        if view.step.answer is None:
            render.panel(view, language)
            continue
        answer = answer_of(view)
        right, wrong = right_and_wrong(answer)
        before = render.panel(view, language)
        if "lesson-verdict" in before or "lesson-tell" in before or (answer.rows and "<table" in before):
            odd.append(f"{lesson} {number}: tells before it is asked")
        for given, expected in [*((one, True) for one in right), *((one, False) for one in wrong[:2])]:
            told = seen(lesson, number, text, models, given)
            drawn = render.panel(told, language)
            if told.right is not expected or f'data-verdict="{"right" if expected else "wrong"}"' not in drawn:
                odd.append(f"{lesson} {number}: {given} counts as {told.right}")
            if ("<strong>" in drawn) is not expected:
                odd.append(f"{lesson} {number}: {given} shows the answer, or hides it")
        for given in ("", "…"):
            if seen(lesson, number, text, models, given).right is not None:
                odd.append(f"{lesson} {number}: {given!r} counts as an answer")
        shown = render.panel(seen(lesson, number, text, models, wrong[0] if wrong else "", shown=True), language)
        if "<strong>" not in shown:
            odd.append(f"{lesson} {number}: the answer is not shown")
        if re.search(r"\{\w*\}|>None<|\bnan\b", re.sub(r'data-\w+="[^"]*"', "", shown)):
            odd.append(f"{lesson} {number}: a gap in {shown[:300]}")
    return odd
