"""What Edit asks: a draft of the bar's text, with its history, and what each model says before and after.

A draft is kept for a visitor between events. It holds texts and numbers only, and every action comes from a browser,
so one that makes no sense changes nothing. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise

import numpy as np

from playground import devices
from playground.checkpoints import load, votes
from playground.errors import choose
from playground.lenses.edit.edit import edit
from playground.lenses.edit.search import Edits
from playground.lenses.predict.asked_word import shares
from playground.lenses.predict.predict import Prediction, predict
from playground.lenses.predict.spans import makes_words
from playground.tasks import TASKS
from playground.text import words
from playground.ui.background import CAUGHT, Progress, in_background
from playground.ui.edit.draft import Draft, Step
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about, of_task

HALF = 0.5 - 1e-9  # of the models that vote: where as many say that a word begins, one begins
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

    @property
    def words_before(self) -> tuple[range, ...]:
        """Of each word of the bar's text the words of the axis that make it: several where characters are tagged."""
        return joined_words([row.before for row in self.rows], len(words(self.draft.original)))

    @property
    def words_now(self) -> tuple[range, ...]:
        """The same of the draft."""
        return joined_words([row.after for row in self.rows], len(self.draft.now.origins))

    @property
    def asked_before(self) -> tuple[int, ...] | None:
        """The picked word in the bar's text; None where the answer is that of the text, or the word is a new one."""
        place = self.draft.place if TASKS[self.task].per_word else None
        return None if place is None else word_at(self.words_before, place)

    @property
    def asked_now(self) -> tuple[int, ...] | None:
        """The picked word in the draft, as `asked_before`."""
        picked = self.draft.picked
        return None if self.asked_before is None or picked is None else word_at(self.words_now, picked)


def joined_words(predictions: Sequence[Prediction | None], count: int) -> tuple[range, ...]:
    """How most models that tag characters join them to words, and vote; each word of the axis by itself without such
    models.

    Args:
        count: words of the axis.
    """
    asked = [one for one in predictions if one is not None and makes_words(one.labels) and len(one.words) == count]
    counted = [one for one, counts in zip(asked, votes([one.model for one in asked]), strict=True) if counts]
    begins = np.ones(count) * (not counted)
    for one in counted:
        covered = np.zeros(count, bool)
        for places in one.joined or ():
            begins[places.start] += 1 / len(counted)
            covered[places.start : places.stop] = True
        begins[~covered] += 1 / len(counted)  # what was not read stands by itself
    starts = [at for at in range(count) if at == 0 or begins[at] >= HALF]
    return tuple(range(first, behind) for first, behind in pairwise([*starts, count]))


def word_at(joined: Sequence[range], place: int) -> tuple[int, ...]:
    """The words of the axis that make the word in which one of them stands."""
    return next((tuple(places) for places in joined if place in places), (place,))


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
        asked = DraftAnswers(kind, draft, rows)
        draft = replace(draft, picked=_least_sure(rows, asked.words_before))
    return DraftAnswers(kind, draft, rows)


def _answers(reference: str, old: str, new: str) -> Row:
    architecture = about(reference)[1]
    answers = MODEL_LOADER.ask(reference, lambda: (_predicted(reference, old), _predicted(reference, new)))
    if answers is None or isinstance(answers, Exception):
        return Row(reference, architecture, failed=answers)
    return Row(reference, architecture, *answers)


def _least_sure(rows: Sequence[Row], joined: Sequence[range]) -> int | None:
    """The word whose tag the models are least sure of, by the first of its places."""
    sure = [[max(shares(row.before, places).values(), default=1.0) for places in joined] for row in rows if row.before]
    return joined[int(np.mean(sure, axis=0).argmin())].start if sure and joined else None


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
    was: tuple[int, ...] | None
    word: tuple[int, ...] | None


def step_answers(draft: Draft, task: str, models: Sequence[str]) -> tuple[StepAnswers, ...]:
    """Every step of the draft, as far as the models are loaded. The first one's text is where all began, also where a
    later one has become the bar's text meanwhile.

    Raises:
        NotFound: there is no such task.
    """
    chosen, first, found = of_task(models, choose(TASKS, task, "task").key), draft.steps[0], []
    for step in draft.steps:
        rows = tuple(_answers(reference, first.text, step.text) for reference in chosen)
        was = _where(draft.place, first, [row.before for row in rows])
        found.append(StepAnswers(step, rows, was, _where(draft.place, step, [row.after for row in rows])))
    return tuple(found)


def _where(place: int | None, step: Step, predictions: Sequence[Prediction | None]) -> tuple[int, ...] | None:
    """Where a word of the bar's text stands in a step's: the words of the axis that make it."""
    if place is None or place not in step.origins:
        return None
    return word_at(joined_words(predictions, len(step.origins)), step.origins.index(place))


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
    asked, found = _known(draft, task, models)
    for at, hint in enumerate(found):
        if hint.edits:
            continue
        yield tuple(found)
        search = in_background(partial(_search, hint.reference, draft.original, asked))
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


def _known(draft: Draft, task: str, models: Sequence[str]) -> tuple[Asked, list[Suggestions]]:
    """The word that is asked about, and the models that are loaded with the edits that are known."""
    kind = choose(TASKS, task, "task").key
    place = draft.place if TASKS[kind].per_word else None
    loaded = [reference for reference in of_task(models, kind) if MODEL_LOADER.state(reference) is True]
    if not words(draft.original) or (TASKS[kind].per_word and place is None):
        return None, []
    asked: Asked = None
    if place is not None:
        before = [_answers(one, draft.original, draft.original).before for one in loaded]
        asked = word_at(joined_words(before, len(words(draft.original))), place)
    return asked, [Suggestions(one, about(one)[1], _FOUND.get((one, draft.original, asked))) for one in loaded]


def waits_for_request(draft: Draft) -> bool:
    """Whether the text is so long that edits are looked for only when asked for."""
    return len(words(draft.original)) > UNASKED_WORDS and draft.searched_text != draft.original


Asked = tuple[int, ...] | None
"""The words of the axis that make the word which is asked about; None for an answer a text."""

_FOUND: dict[tuple[str, str, Asked], Edits] = {}  # the newest searches, by model, text and word
KEPT_SEARCHES = 64


def _search(reference: str, text: str, asked: Asked, progress: Progress) -> Edits:
    """The edits, found now; those of the newest searches are kept."""
    found = _edit(reference, text, asked, None if devices.has_zero_gpu() else progress)
    _FOUND[reference, text, asked] = found
    while len(_FOUND) > KEPT_SEARCHES:
        _FOUND.pop(next(iter(_FOUND)), None)
    return found


@devices.on_gpu
def _edit(reference: str, text: str, asked: Asked, progress: Progress | None) -> Edits:
    checkpoint = load(reference)
    word, characters = (asked[0] if asked else None), asked if makes_words(checkpoint.config.labels) else None
    on_tried = (lambda tried: progress(tried, 0)) if progress else None
    return edit(checkpoint, text, word, on_tried=on_tried, characters=characters or ())
