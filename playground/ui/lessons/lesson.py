"""What a lesson is: data. Its steps, what each opens, what it asks, and how the answer is worked out.

A lesson is a folder here: `lesson.py` with a `LESSON`, `words.py` with its words in every language; and a line in
`LESSONS` (`lessons.py`). Its answers stand nowhere: each is worked out from the models at the moment it is asked, for
the text that stands in the bar.

Its words, of a lesson KEY with a step STEP:

| key | what it says |
|---|---|
| KEY-title, KEY-about, KEY-needs | what the lesson is called, what will be seen, what it needs |
| KEY-text | the sentence that it begins with |
| KEY-do-STEP | do this, look there |
| KEY-ask-STEP | the question |
| KEY-why-STEP | why the right answer is right; an answer with a `why` has KEY-why-STEP-WHY instead |
| KEY-look-STEP | where the right answer can be read, for who has not found it |
| KEY-offer-NAME | a button that writes another text into the bar |
| KEY-none-NAME | why this text has no answer |
| KEY-option-NAME, KEY-column-NAME | an answer to choose; what a column of numbers is called |
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from playground.checkpoints import UNTRAINED, load, shipped_for
from playground.lenses.inside.trace import Trace, trace
from playground.lenses.intervene.changes import parse
from playground.models.architectures import ARCHITECTURES
from playground.ui.components.terms import Place
from playground.ui.language.say import Say
from playground.ui.selection import about


class Named(NamedTuple):
    """Something that has a name on the page: a model, a label, or a sentence of the lesson's own (`option`)."""

    kind: str  # model, label, option
    key: str


Value = str | int | float | Named | tuple[Named, ...]
"""What is filled into a sentence or stands in a table: a piece of the text, a number, something with a name, or several
in their order."""


class NoAnswer(Exception):
    """The question has no answer for this text and these models; `key` says why, with `values`."""

    def __init__(self, key: str, **values: Value) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[object, ...]:
        return _no_answer, (self.key, self.values)  # ZeroGPU hands it from one process to another


def _no_answer(key: str, values: Mapping[str, Value]) -> NoAnswer:
    return NoAnswer(key, **values)


class Pending(NamedTuple):
    """An answer that is not known yet, since it takes trainings: how many of them are done, and whether one is on."""

    running: bool
    done: int = 0
    total: int = 0
    before: int = 0  # trainings of others that come first


class Option(NamedTuple):
    """An answer that can be chosen."""

    key: str  # by which a form names it
    shown: Value


@dataclass(frozen=True)
class Asked:
    """What a question is asked of: the text and the models as they are now."""

    text: str
    task: str
    models: tuple[str, ...]  # those that are chosen in the bar and do this task
    session: str | None = None  # whose file and trainings count
    given: str | None = None  # what was answered, for a lesson that trains once somebody has
    stop: bool = False  # such a training is to be ended

    def model(self, architecture: str) -> str:
        """The model of an architecture that is asked: of those chosen the first one that is trained, else the first
        one, else the shipped one for the text.

        Raises:
            NoAnswer: there is none that reads the text's language.
        """
        for offered in (self.models, shipped_for(self.text, self.task)):
            found = [one for one in offered if about(one)[1] == architecture]
            if found:
                return min(found, key=lambda one: one.endswith(UNTRAINED))
        raise NoAnswer("no-model", architecture=ARCHITECTURES[architecture].title)

    def traced(self, model: str, text: str | None = None) -> Trace:
        """The inner values of a model for the text, or for another one."""
        return trace(load(model), self.text if text is None else text)


@dataclass(frozen=True)
class Answer:
    """The right answer, as it was worked out.

    Attributes:
        right: keys of the options that are right, of which one is enough; of a number its value.
        options: to choose from; none where a number is asked for.
        tolerance: by how much a number may be off.
        numbers: what the sentence that says why mentions, by name.
        why: which of several such sentences it is; empty where there is one.
        columns, rows: the numbers behind the answer; columns by the names of their headings, the first one empty.
        digits: of the numbers in sentence and rows.
        place: where the right answer can be read; None: where the step points.
        row: of `rows` the one in which the right answer can be read, where it stands nowhere else on the page: then a
            wrong answer leads there.
        pending: set where it is still to be worked out; then only question and options count.
    """

    right: tuple[str, ...] | float
    options: tuple[Option, ...] = ()
    tolerance: float = 0.0
    numbers: Mapping[str, Value] = field(default_factory=dict)
    why: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    digits: int = 2
    place: Place | None = None
    row: int | None = None
    pending: Pending | None = None

    def accepts(self, given: str) -> bool | None:
        """Whether what was given is right; None where it is no answer at all, or the right one is not known yet."""
        if self.pending:
            return None
        if not isinstance(self.right, float | int):
            return given in self.right if given in [one.key for one in self.options] else None
        value = as_number(given)
        return None if value is None else abs(value - self.right) <= self.tolerance + 1e-9


def as_number(given: str) -> float | None:
    """The number that somebody has typed, with any minus sign and a point or a comma; None where it is none."""
    written = given.strip().replace("−", "-").replace("－", "-").replace(",", ".").removesuffix("%").strip()
    try:
        value = float(written)
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None  # no infinity, and no NaN


def changed(model: str, change: str) -> Place:
    """Where a change of a part of a model, in its notation, stands done in Intervene."""
    edits = json.dumps([parse(change).notation], separators=(",", ":"))
    return Place("intervene", {"model": model, "edits": edits}, at="#intervene .answers")


Places = Callable[[Asked], Place]


@dataclass(frozen=True)
class Step:
    """One step of a lesson.

    Attributes:
        place: what is opened and pointed at; a function where word or unit depend on the text.
        answer: works out the answer of the step's question; None where nothing is asked.
        texts: other texts that the step offers, by the names of their buttons.
    """

    key: str
    place: Place | Places
    answer: Callable[[Asked], Answer] | None = None
    texts: Callable[[Asked], Mapping[str, str]] | None = None

    def opened(self, asked: Asked) -> Place:
        """What is opened for this text.

        Raises:
            NoAnswer: there is no such place.
        """
        return self.place(asked) if callable(self.place) else self.place


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        tasks: whose models are asked; the first for which the text's language has what is needed.
        minutes: that it takes a class.
        needs: the architecture without which there is no lesson; empty: any will do.
        text: the sentence that it begins with in every language of the page; empty: one of its words.
        trains: its answers come from trainings, which lie in this process: no other one can be asked.
        leave: ends what goes on for a session that has left the lesson.
    """

    key: str
    says: Say
    steps: Sequence[Step]
    tasks: tuple[str, ...] = ("sentiment",)
    minutes: int = 7
    needs: str = ""
    text: str = ""
    trains: bool = False
    leave: Callable[[str | None], None] | None = None

    def default_text(self, language: str) -> str:
        """The sentence that the lesson begins with, for readers of a language."""
        return self.text or self.says(f"{self.key}-text", language)

    def task(self, text: str) -> str:
        """The task that the lesson is about, for a text."""
        for task in self.tasks:
            if not self.needs or any(about(one)[1] == self.needs for one in shipped_for(text, task)):
                return task
        return self.tasks[0]

    def step(self, number: int) -> Step:
        """A step by its number, from 1; the nearest one where there is no such step."""
        return self.steps[min(max(number, 1), len(self.steps)) - 1]
