"""What Edit asks: a draft of the bar's text, with its history, and what each model says before and after.

A draft is kept for a visitor between events. It holds texts and numbers only, and every action comes from a browser,
so one that makes no sense changes nothing. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np

from playground import devices
from playground.checkpoints import load
from playground.errors import choose
from playground.lenses.edit.edit import Edits, edit
from playground.lenses.predict.predict import Prediction, predict
from playground.tasks import TASKS
from playground.text import words
from playground.ui.background import CAUGHT, Progress, in_background
from playground.ui.edit.draft import Draft, Step
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about, of_task

UNASKED_WORDS = 80  # words of a text up to which edits are looked for unasked


@dataclass(frozen=True)
class Row:
    """A model before and after: its answers, or `failed`, or neither while it is being loaded."""

    reference: str
    architecture: str
    before: Prediction | None = None
    after: Prediction | None = None
    failed: Exception | None = None


@dataclass(frozen=True)
class DraftAnswers:
    """A draft, and what every chosen model says of it."""

    task: str
    draft: Draft
    rows: tuple[Row, ...]


def draft_answers(draft: Draft, task: str, models: Sequence[str]) -> DraftAnswers:
    """What the chosen models say of the bar's text and of the draft, as far as they are loaded.

    Where a word has an answer of its own and none is picked, the word is picked of which the models are least sure.

    Raises:
        BadInput: the text is too long.
        NotFound: there is no such task.
    """
    kind = choose(TASKS, task, "task").key
    chosen = of_task(models, kind)
    if words(draft.original):
        MODEL_LOADER.load(chosen)
    rows = tuple(_answers(reference, draft.original, draft.now.text) for reference in chosen)
    if TASKS[kind].per_word and draft.picked is None and draft.now.text == draft.original:
        draft = replace(draft, picked=_least_sure(rows))
    return DraftAnswers(kind, draft, rows)


def _answers(reference: str, old: str, new: str) -> Row:
    architecture = about(reference)[1]
    answers = MODEL_LOADER.ask(reference, lambda: (_predicted(reference, old), _predicted(reference, new)))
    if answers is None or isinstance(answers, Exception):
        return Row(reference, architecture, failed=answers)
    return Row(reference, architecture, *answers)


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
class StepAnswers:
    """A step, what the models say of the first step's text and of its own, and where the word that is asked about
    stands in both."""

    step: Step
    rows: tuple[Row, ...]
    was: int | None
    word: int | None


def step_answers(draft: Draft, task: str, models: Sequence[str]) -> tuple[StepAnswers, ...]:
    """Every step of the draft, as far as the models are loaded. The first one's text is where all began, also where a
    later one has become the bar's text meanwhile.

    Raises:
        NotFound: there is no such task.
    """
    chosen, first, found = of_task(models, choose(TASKS, task, "task").key), draft.steps[0], []
    for step in draft.steps:
        rows = tuple(_answers(reference, first.text, step.text) for reference in chosen)
        found.append(StepAnswers(step, rows, _where(draft.place, first), _where(draft.place, step)))
    return tuple(found)


def _where(place: int | None, step: Step) -> int | None:
    """Where a word of the bar's text stands in a step's."""
    return step.origins.index(place) if place is not None and place in step.origins else None


# ---- suggestions


@dataclass(frozen=True)
class Suggestions:
    """What would flip a model's answer to the bar's text; neither edits nor failure while it is being looked for, or
    where the search was stopped."""

    reference: str
    architecture: str
    edits: Edits | None = None
    failed: Exception | None = None
    tried: int = 0  # edited texts that the model has read


def suggestions(draft: Draft, task: str, models: Sequence[str]) -> Generator[tuple[Suggestions, ...], None, None]:
    """The edits that flip each model that is loaded, a model more each time, and in between how far the search is;
    nothing where there is nothing to ask.

    Closing the iterator ends the search; what was found is kept.

    Raises:
        NotFound: there is no such task.
    """
    word, found = _known(draft, task, models)
    for at, hint in enumerate(found):
        if hint.edits:
            continue
        yield tuple(found)
        search = in_background(partial(_search, hint.reference, draft.original, word))
        try:
            found[at] = yield from _with_progress(search, found, at)
        except CAUGHT as error:
            found[at] = replace(hint, failed=error)
    if found:
        yield tuple(found)


def known_suggestions(draft: Draft, task: str, models: Sequence[str]) -> tuple[Suggestions, ...]:
    """The edits that were found so far; a model whose search was stopped has none.

    Raises:
        NotFound: there is no such task.
    """
    return tuple(_known(draft, task, models)[1])


def _with_progress(
    search: Generator[tuple[int, int], None, Edits], found: list[Suggestions], at: int
) -> Generator[tuple[Suggestions, ...], None, Suggestions]:
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


def _known(draft: Draft, task: str, models: Sequence[str]) -> tuple[int | None, list[Suggestions]]:
    """The word that is asked about, and the models that are loaded with the edits that are known."""
    kind = choose(TASKS, task, "task").key
    word = draft.place if TASKS[kind].per_word else None
    loaded = [reference for reference in of_task(models, kind) if MODEL_LOADER.state(reference) is True]
    if not words(draft.original) or (TASKS[kind].per_word and word is None):
        return word, []
    return word, [Suggestions(one, about(one)[1], _FOUND.get((one, draft.original, word))) for one in loaded]


def waits_for_request(draft: Draft) -> bool:
    """Whether the text is so long that edits are looked for only when asked for."""
    return len(words(draft.original)) > UNASKED_WORDS and draft.searched_text != draft.original


_FOUND: dict[tuple[str, str, int | None], Edits] = {}  # the newest searches, by model, text and word
KEPT_SEARCHES = 64


def _search(reference: str, text: str, word: int | None, progress: Progress) -> Edits:
    """The edits, found now; those of the newest searches are kept."""
    found = _edit(reference, text, word, None if devices.has_zero_gpu() else progress)
    _FOUND[reference, text, word] = found
    while len(_FOUND) > KEPT_SEARCHES:
        _FOUND.pop(next(iter(_FOUND)), None)
    return found


@devices.on_gpu
def _edit(reference: str, text: str, word: int | None, progress: Progress | None) -> Edits:
    return edit(load(reference), text, word, on_tried=(lambda tried: progress(tried, 0)) if progress else None)
