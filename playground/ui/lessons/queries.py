"""What a step of a lesson comes to: the place that it opens, its question, whether what was given is right.

Records; nothing is drawn here. What a browser sends is names and numbers, of which nothing is believed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from playground import devices
from playground.checkpoints import load, shipped_for, weights_digest
from playground.errors import choose
from playground.text import words
from playground.ui.components.terms import Place
from playground.ui.lessons.lesson import Answer, Asked, Lesson, NoAnswer, Step
from playground.ui.lessons.lessons import LESSONS
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about, of_task

GIVEN_CHARACTERS = 200  # of an answer; the rest is no answer to anything


@dataclass(frozen=True)
class Request:
    """Where somebody is in a lesson, and what they have answered there."""

    lesson: str
    step: int = 1
    given: str | None = None  # None: nothing yet
    shown: bool = False  # the answer is to be shown, whatever was given
    stop: bool = False  # a training that runs for the answer is to be ended

    @classmethod
    def from_browser(cls, written: str) -> Request | None:
        """What a browser asks for; None where no lesson is on."""
        try:
            found = json.loads(written or "{}")
        except ValueError:
            return None
        if not isinstance(found, dict) or not isinstance(found.get("lesson"), str) or not found["lesson"]:
            return None
        step, given = str(found.get("step")), found.get("given")
        return cls(
            found["lesson"][:GIVEN_CHARACTERS],
            int(step) if step.isascii() and step.isdecimal() and len(step) < 4 else 1,
            given[:GIVEN_CHARACTERS] if isinstance(given, str) else None,
            found.get("shown") is True,
            found.get("stop") is True,
        )


@dataclass(frozen=True)
class Found:
    """What a step comes to for a text: `place` and `answer`, or `none`, which says why there are none."""

    place: Place | None = None
    answer: Answer | None = None
    none: NoAnswer | None = None
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StepView:
    """A step as it is shown; `found` is None while models are being loaded."""

    lesson: Lesson
    number: int  # from 1
    step: Step
    asked: Asked
    found: Found | None
    given: str | None
    shown: bool
    failed: Exception | None = None  # why no model answers

    @property
    def right(self) -> bool | None:
        """Whether what was given is right; None where nothing was given, or no answer."""
        answer = self.found.answer if self.found else None
        return None if answer is None or self.given is None else answer.accepts(self.given)

    @property
    def waits(self) -> bool:
        """Whether there is more to be told soon: models are being loaded, or trained for an answer."""
        answer = self.found.answer if self.found else None
        training = answer is not None and answer.pending is not None and answer.pending.running
        return not self.failed and (self.found is None or training)


@dataclass(frozen=True)
class Sheet:
    """A whole lesson for a text: every step, and which models its numbers come from."""

    lesson: Lesson
    steps: tuple[StepView, ...]
    digests: tuple[tuple[str, str], ...]  # a model and the sha256 of its weights


def step_view(request: Request, text: str, models: Sequence[str], session: str | None = None) -> StepView:
    """A step for the text and the models of the bar.

    Args:
        models: those that are chosen; of another task than the lesson's none of them is asked.
        session: whose file and trainings count.
    Raises:
        NotFound: there is no such lesson, or a model that visitors may not name.
        BadInput: the text is too long.
    """
    lesson = choose(LESSONS, request.lesson, "lesson")
    number = min(max(request.step, 1), len(lesson.steps))
    step = lesson.step(number)
    asked, loading, failed = _asked(lesson, text, models)
    asked = replace(asked, session=session, given=request.given, stop=request.stop)
    answered: Found | Exception | None = failed or Found(none=NoAnswer("no-models"))
    if loading:
        answered = None
    elif asked.models:
        work = _found if lesson.trains else _lent
        answered = MODEL_LOADER.ask(asked.models[0], lambda: work(lesson.key, number, asked))
    wrong = answered if isinstance(answered, Exception) else None
    found = answered if isinstance(answered, Found) else None
    return StepView(lesson, number, step, asked, found, request.given, request.shown, wrong)


def leave_others(lesson: str, session: str | None) -> None:
    """End what goes on for the lessons in which a session no longer is.

    Args:
        lesson: in which it is; empty: in none.
    """
    for one in LESSONS.values():
        if one.leave is not None and one.key != lesson:
            one.leave(session)


def _asked(lesson: Lesson, text: str, models: Sequence[str]) -> tuple[Asked, bool, Exception | None]:
    """Who is asked: models that are loaded; whether one is still being loaded, and why one has failed."""
    task = lesson.task(text)
    wanted = of_task(models, task) or list(shipped_for(text, task))
    if lesson.needs and not any(about(one)[1] == lesson.needs for one in wanted):
        wanted += [one for one in shipped_for(text, task) if about(one)[1] == lesson.needs]
    MODEL_LOADER.load(wanted)
    states = {one: MODEL_LOADER.state(one) for one in wanted}
    failed = next((state for state in states.values() if isinstance(state, Exception)), None)
    awake = tuple(one for one, state in states.items() if state is True)
    return Asked(text, task, awake), any(state is False for state in states.values()), failed


@devices.on_gpu
def _lent(lesson: str, number: int, asked: Asked) -> Found:
    return _found(lesson, number, asked)


def _found(lesson: str, number: int, asked: Asked) -> Found:
    step = LESSONS[lesson].step(number)
    if not words(asked.text):
        return Found(none=NoAnswer("no-text"))
    try:
        return Found(
            step.opened(asked),
            step.answer(asked) if step.answer else None,
            texts=dict(step.texts(asked)) if step.texts else {},
        )
    except NoAnswer as none:
        return Found(none=none)


def sheet(request: Request, text: str, models: Sequence[str], session: str | None = None) -> Sheet:
    """The whole lesson for the text and the models of the bar.

    Raises:
        NotFound, BadInput: as `step_view`.
    """
    lesson = choose(LESSONS, request.lesson, "lesson")
    numbers = range(1, len(lesson.steps) + 1)
    steps = tuple(step_view(Request(lesson.key, at), text, models, session) for at in numbers)
    asked = steps[0].asked.models
    return Sheet(lesson, steps, tuple((one, weights_digest(load(one))) for one in asked))
