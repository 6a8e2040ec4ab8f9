"""What Edit asks: a draft of the bar's text, with its history, and what each model says before and after.

A draft is kept for a visitor between events. It holds texts and numbers only, and every deed comes from a browser, so a
deed that makes no sense changes nothing. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache, partial

import numpy as np

from playground import devices
from playground.checkpoints import load
from playground.errors import PlaygroundError, choose
from playground.lenses.edit import Edits, edit
from playground.lenses.predict import Prediction, predict
from playground.lenses.rewrite import Change, rewritten
from playground.tasks import TASKS
from playground.text import words
from playground.ui.background import Progress, in_background
from playground.ui.questions import about, of_task
from playground.ui.reasons import CAUGHT
from playground.ui.waking import BEDROOM

KEPT_STEPS = 60
TYPED = 200  # characters that may stand in place of a word
AT_ONCE = 80  # words of a text up to which edits are looked for unasked

Origins = tuple[int | None, ...]


@dataclass(frozen=True)
class Step:
    """A text on the way: of each word the word of the bar's text that it was, and what was done to get here."""

    text: str
    origins: Origins
    deed: str = "begin"  # or replace, delete, swap, try
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Draft:
    """A text that is being edited, from `original`, the bar's text."""

    original: str = ""
    steps: tuple[Step, ...] = (Step("", ()),)
    at: int = 0
    picked: int | None = None  # a word of the text as it is now
    looked: str = ""  # the long text for which edits were asked for

    @property
    def now(self) -> Step:
        return self.steps[self.at]

    @property
    def place(self) -> int | None:
        """The picked word's place in the bar's text; None where nothing is picked, or the word is a new one."""
        return None if self.picked is None else self.now.origins[self.picked]

    def of(self, text: str) -> Draft:
        """The draft of the bar's text; one that has become the bar's text keeps its history."""
        if text == self.original:
            return self
        if text != self.now.text:
            return Draft(text, (Step(text, tuple(range(len(words(text))))),))
        place = {origin: at for at, origin in enumerate(self.now.origins) if origin is not None}
        steps = tuple(
            replace(step, origins=tuple(None if one is None else place.get(one) for one in step.origins))
            for step in self.steps
        )
        here = replace(self.now, origins=tuple(range(len(self.now.origins))))
        return replace(self, original=text, steps=(*steps[: self.at], here, *steps[self.at + 1 :]))

    def changed(self, given: object) -> Draft:
        """The draft after a deed: `{"deed": …, "word": …, "from": …, "value": …}`.

        `pick` a word; `replace` it by a value, `delete` it, `swap` it with the next one; `try` a text; `undo`, `redo`,
        `go` to a step; `look` for edits of a long text. `from` is what the visitor took the word for.
        """
        if not isinstance(given, Mapping):
            return self
        deed, word, value = given.get("deed"), given.get("word"), given.get("value")
        if deed == "undo":
            return self._gone(self.at - 1)
        if deed == "redo":
            return self._gone(self.at + 1)
        if deed == "go":
            return self._gone(value) if type(value) is int else self
        if deed == "look":
            return replace(self, looked=self.original)
        if deed == "try" and isinstance(value, str):
            return self._tried(value)
        found = words(self.now.text)
        if type(word) is not int or not 0 <= word < len(found) or found[word].text != given.get("from"):
            return self
        if deed == "pick":
            return replace(self, picked=word)
        if deed == "replace" and isinstance(value, str):
            return self._replaced(word, " ".join(value.split())[:TYPED])
        if deed == "delete":
            return self._deleted(word)
        return self._swapped(word) if deed == "swap" else self

    def _gone(self, at: int) -> Draft:
        if not 0 <= at < len(self.steps):
            return self
        return replace(self, at=at, picked=self._found_again(self.steps[at]))

    def _found_again(self, step: Step) -> int | None:
        """Where the picked word stands in another step, as far as it comes from the same word."""
        return None if self.place is None or self.place not in step.origins else step.origins.index(self.place)

    def _stepped(self, step: Step, picked: int | None) -> Draft:
        if step.text == self.now.text:
            return replace(self, picked=picked)
        steps = (*self.steps[: self.at + 1], step)
        steps = (steps[0], *steps[1:][-(KEPT_STEPS - 1) :])
        kept = picked if picked is not None and picked < len(step.origins) else None
        return replace(self, steps=steps, at=len(steps) - 1, picked=kept)

    def _replaced(self, at: int, value: str) -> Draft:
        if not value:
            return self._deleted(at)
        word = words(self.now.text)[at]
        text = self.now.text[: word.start] + value + self.now.text[word.end :]
        return self._stepped(Step(text, self._traced(text), "replace", word.text, value), at)

    def _deleted(self, at: int) -> Draft:
        word = words(self.now.text)[at]
        text = rewritten(self.now.text, [Change(at, word.text, None)])
        if text is None:
            text = f"{self.now.text[: word.start].rstrip()} {self.now.text[word.end :].lstrip()}"
            origins = self._traced(text)
        else:
            origins = self.now.origins[:at] + self.now.origins[at + 1 :]
        return self._stepped(Step(text, origins, "delete", word.text), min(at, len(origins) - 1) if origins else None)

    def _swapped(self, at: int) -> Draft:
        found, text = words(self.now.text), self.now.text
        if at + 1 >= len(found):
            return self
        left, right = found[at], found[at + 1]
        made = text[: left.start] + right.text + text[left.end : right.start] + left.text + text[right.end :]
        order = [one.text for one in (*found[:at], right, left, *found[at + 2 :])]
        if [one.text for one in words(made)] == order:
            origins = list(self.now.origins)
            origins[at], origins[at + 1] = origins[at + 1], origins[at]
        else:
            origins = list(self._traced(made))
        follows = at + 1 if self.picked == at else at if self.picked == at + 1 else self.picked
        return self._stepped(Step(made, tuple(origins), "swap", left.text, right.text), follows)

    def _tried(self, text: str) -> Draft:
        """A suggested text, which is an edit of the bar's text and not of the draft."""
        origins = traced([one.text for one in words(self.original)], [one.text for one in words(text)])
        step = Step(text, origins, "try")
        return self._stepped(step, self._found_again(step))

    def _traced(self, text: str) -> Origins:
        told = traced([one.text for one in words(self.now.text)], [one.text for one in words(text)])
        return tuple(None if one is None else self.now.origins[one] for one in told)


def traced(old: Sequence[str], new: Sequence[str]) -> Origins:
    """Of each new word the old word that it was or that it stands in place of; None for one that was put in."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    ends = 0
    while ends < min(len(old), len(new)) - same and old[-1 - ends] == new[-1 - ends]:
        ends += 1
    origins: list[int | None] = [*range(same), *[None] * (len(new) - same)]
    for at in range(1, ends + 1):
        origins[-at] = len(old) - at
    matcher = SequenceMatcher(None, old[same : len(old) - ends], new[same : len(new) - ends], autojunk=False)
    for kind, low, high, first, last in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            for at in range(min(high - low, last - first)):
                origins[same + first + at] = same + low + at
    return tuple(origins)


@dataclass(frozen=True)
class Row:
    """A model before and after: its answers, or `failed`, or neither while it wakes up."""

    reference: str
    architecture: str
    before: Prediction | None = None
    after: Prediction | None = None
    failed: Exception | None = None


@dataclass(frozen=True)
class Desk:
    """A draft, and what every chosen model says of it."""

    task: str
    draft: Draft
    rows: tuple[Row, ...]


def desk(draft: Draft, task: str, models: Sequence[str]) -> Desk:
    """What the chosen models say of the bar's text and of the draft, as far as they are awake.

    Where a word has an answer of its own and none is picked, the word is picked of which the models are least sure.

    Raises:
        BadInput: the text is too long.
        NotFound: there is no such task.
    """
    kind = choose(TASKS, task, "task").key
    chosen = of_task(models, kind)
    if words(draft.original):
        BEDROOM.want(chosen)
        BEDROOM.wait(chosen)
    rows = tuple(_row(reference, draft.original, draft.now.text) for reference in chosen)
    if TASKS[kind].per_word and draft.picked is None and draft.now.text == draft.original:
        draft = replace(draft, picked=_least_sure(rows))
    return Desk(kind, draft, rows)


def _row(reference: str, old: str, new: str) -> Row:
    architecture = about(reference)[1]
    stage = BEDROOM.stage(reference)
    if stage is not True:
        return Row(reference, architecture, failed=stage or None)
    try:
        before, after = _predicted(reference, old), _predicted(reference, new)
    except (PlaygroundError, OSError, RuntimeError, ValueError) as error:
        return Row(reference, architecture, failed=error)
    return Row(reference, architecture, before, after)


def _least_sure(rows: Sequence[Row]) -> int | None:
    sure = [np.nan_to_num(row.before.probabilities, nan=1.0).max(-1) for row in rows if row.before]
    return int(np.mean(sure, axis=0).argmin()) if sure and len(sure[0]) else None


@lru_cache(maxsize=64)
def _predicted(reference: str, text: str) -> Prediction:
    return _predict(reference, text)


@devices.on_gpu
def _predict(reference: str, text: str) -> Prediction:
    return predict(load(reference), text)


@dataclass(frozen=True)
class Stage:
    """A step, what the models say of the first step's text and of its own, and where the word that is asked about
    stands in both."""

    step: Step
    rows: tuple[Row, ...]
    was: int | None
    word: int | None


def stages(draft: Draft, task: str, models: Sequence[str]) -> tuple[Stage, ...]:
    """Every step of the draft, as far as the models are awake. The first one's text is where all began, also where a
    later one has become the bar's text meanwhile.

    Raises:
        NotFound: there is no such task.
    """
    chosen, first, found = of_task(models, choose(TASKS, task, "task").key), draft.steps[0], []
    for step in draft.steps:
        rows = tuple(_row(reference, first.text, step.text) for reference in chosen)
        found.append(Stage(step, rows, _where(draft.place, first), _where(draft.place, step)))
    return tuple(found)


def _where(place: int | None, step: Step) -> int | None:
    """Where a word of the bar's text stands in a step's."""
    return step.origins.index(place) if place is not None and place in step.origins else None


# ---- suggestions


@dataclass(frozen=True)
class Hint:
    """What would flip a model's answer to the bar's text; neither edits nor failure while it is being looked for, or
    where the search was stopped."""

    reference: str
    architecture: str
    edits: Edits | None = None
    failed: Exception | None = None
    tried: int = 0  # edited texts that the model has read


def hints(draft: Draft, task: str, models: Sequence[str]) -> Generator[tuple[Hint, ...], None, None]:
    """The edits that flip each model that is awake, a model more each time, and in between how far the search is;
    nothing where there is nothing to ask.

    Closing the iterator ends the search; what was found is kept.

    Raises:
        NotFound: there is no such task.
    """
    word, found = _asked(draft, task, models)
    for at, hint in enumerate(found):
        if hint.edits:
            continue
        yield tuple(found)
        search = in_background(partial(_searched, hint.reference, draft.original, word))
        try:
            found[at] = yield from _told(search, found, at)
        except CAUGHT as error:
            found[at] = replace(hint, failed=error)
    if found:
        yield tuple(found)


def known_hints(draft: Draft, task: str, models: Sequence[str]) -> tuple[Hint, ...]:
    """The edits that were found so far; a model whose search was stopped has none.

    Raises:
        NotFound: there is no such task.
    """
    return tuple(_asked(draft, task, models)[1])


def _told(
    search: Generator[tuple[int, int], None, Edits], found: list[Hint], at: int
) -> Generator[tuple[Hint, ...], None, Hint]:
    """Hand on how far a search is; the hint comes back."""
    here = found[at]
    try:
        while True:
            tried, _ = next(search)
            yield (*found[:at], replace(here, tried=tried), *found[at + 1 :])
    except StopIteration as finished:
        return replace(here, edits=finished.value)
    finally:
        search.close()


def _asked(draft: Draft, task: str, models: Sequence[str]) -> tuple[int | None, list[Hint]]:
    """The word that is asked about, and the models that are awake with the edits that are known."""
    kind = choose(TASKS, task, "task").key
    word = draft.place if TASKS[kind].per_word else None
    awake = [reference for reference in of_task(models, kind) if BEDROOM.stage(reference) is True]
    if not words(draft.original) or (TASKS[kind].per_word and word is None):
        return word, []
    return word, [Hint(one, about(one)[1], _FOUND.get((one, draft.original, word))) for one in awake]


def waits(draft: Draft) -> bool:
    """Whether the text is so long that edits are looked for only when asked for."""
    return len(words(draft.original)) > AT_ONCE and draft.looked != draft.original


_FOUND: dict[tuple[str, str, int | None], Edits] = {}  # the newest searches, by model, text and word
KEPT_SEARCHES = 64


def _searched(reference: str, text: str, word: int | None, progress: Progress) -> Edits:
    """The edits, found now; those of the newest searches are kept."""
    found = _edit(reference, text, word, None if devices.has_zero_gpu() else progress)
    _FOUND[reference, text, word] = found
    while len(_FOUND) > KEPT_SEARCHES:
        _FOUND.pop(next(iter(_FOUND)), None)
    return found


@devices.on_gpu
def _edit(reference: str, text: str, word: int | None, progress: Progress | None) -> Edits:
    return edit(load(reference), text, word, on_tried=(lambda tried: progress(tried, 0)) if progress else None)
