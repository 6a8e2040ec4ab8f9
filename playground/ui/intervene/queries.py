"""What Intervene asks of one model: its answer step by step, what its parts are worth here, what carries a difference.

A visitor's choices are a `Plan` (`plan.py`); what does not fit the model is said with the step. As long as nobody has
changed anything, the strongest unit is switched off. Nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache, partial

import numpy as np

from playground import devices
from playground.checkpoints import SESSION, load
from playground.errors import PlaygroundError, choose
from playground.lenses.explain.explain import explain
from playground.lenses.intervene.carriers import Carriers, carriers
from playground.lenses.intervene.changes import MEAN
from playground.lenses.intervene.intervene import Intervention, intervene, parts
from playground.lenses.intervene.means import stored
from playground.lenses.intervene.ranking import Effect, Ranking, WordMap, by_word, rank, switched_to
from playground.lenses.predict.asked_word import answer as asked_answer
from playground.lenses.predict.asked_word import shares as asked_shares
from playground.lenses.predict.predict import Prediction, predict
from playground.models.parts import Part
from playground.tasks import TASKS
from playground.text import words
from playground.ui.background import Progress, in_background, sendable
from playground.ui.intervene.plan import OFF, VIEWS, Plan
from playground.ui.intervene.units import UNITS
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about, of_task

UNASKED_WORDS = 60  # of a text up to which the parts are ranked unasked
FIRST = "lstm"  # the architecture that is shown before anybody has chosen one
STATE_KINDS = ("state", "filter", "head", "feedforward")
"""Kinds of parts of which the page chooses one to begin with: a gate or cell at zero is its unit at zero."""


Word = int | tuple[int, ...] | None
"""Whose tag is asked about: a word, the characters that make one, or nothing."""


@dataclass(frozen=True)
class StepAnswer:
    """A step, and the answer with it and all before it; or why it cannot be done."""

    notation: str
    found: Intervention | None = None
    failed: Exception | None = None


@dataclass(frozen=True)
class Worth:
    """What the parts of a model are worth for one answer: all of them ranked, every word's state, and beside that what
    an explanation says of the words."""

    ranking: Ranking
    map: WordMap
    attribution: tuple[float, ...] | None  # a number a word, in logits; None where it could not be had


@dataclass(frozen=True)
class Shown:
    """What the tab shows of one model: `answer`, or `failed`, or neither while the model is being loaded.

    Attributes:
        offered: the models to choose from.
        asked: the word whose tag is asked about; of a model that tags characters those that make it, all of which are
            asked about together; None for one answer a text.
        parts: what can be changed.
        means: whether the model has means of its parts.
        steps: each with the answer that it leads to.
        undone: how many steps were undone.
        second: another model to which the same is done, and whose parts are ranked beside.
        target: the label or tag for which the parts are ranked: for a second model that of the first, so that the two
            can be compared; None: what the model predicts itself.
        worth: None where it was not asked for yet, or nobody has chosen a step and it is not known.
        ranked: whether the parts are to be ranked without being asked for.
    """

    plan: Plan
    text: str
    task: str
    architecture: str
    offered: tuple[str, ...]
    answer: Prediction | None = None
    asked: Word = None
    parts: tuple[Part, ...] = ()
    means: bool = False
    steps: tuple[StepAnswer, ...] = ()
    worth: Worth | None = None
    second: Shown | None = None
    target: str | None = None
    failed: Exception | None = None

    @property
    def now(self) -> Intervention | None:
        """With all steps; None where there is none, or one failed."""
        return self.steps[-1].found if self.steps else None

    @property
    def undone(self) -> int:
        return len(self.plan.steps) - self.plan.at


def shown(
    text: str, task: str, models: Sequence[str], plan: Plan, target: str | None = None, asked: Word = None
) -> Shown:
    """What is seen of the chosen model, as far as it is loaded.

    Args:
        models: those that are chosen in the bar.
        target: the label for which the parts are ranked; None: what the model predicts.
        asked: characters that are asked about as one word, whether or not this model joins them.
    Raises:
        BadInput: the text is too long.
        NotFound: there is no such task.
    """
    kind = choose(TASKS, task, "task").key
    offered = of_task(models, kind)
    if not offered or not words(text):
        return Shown(plan, text, kind, "", tuple(offered))
    model = plan.model if plan.model in offered else first_model(offered)
    if model != plan.model and plan.model:
        plan = Plan(view=plan.view, source=plan.source, twin=plan.twin, off=plan.off, second=plan.second)
    plan = replace(plan, model=model)
    MODEL_LOADER.load([model])
    found = Shown(plan, text, kind, about(model)[1], tuple(offered), target=target, asked=asked)
    answer = MODEL_LOADER.ask(model, partial(_shown, found))
    if not isinstance(answer, Shown):
        return replace(found, failed=answer)
    return replace(answer, second=_second(answer, models))


def _second(found: Shown, models: Sequence[str]) -> Shown | None:
    """What the same steps do to the second model, whose parts are ranked for the answer of the first; None where there
    is none."""
    plan = found.plan
    if plan.second not in found.offered or plan.second == plan.model or plan.view != VIEWS[0]:
        return None
    same = replace(plan, model=plan.second, second="", touched=True, word=first_place(found.asked))
    target = asked_answer(found.answer, found.asked) if found.answer else None
    return shown(found.text, found.task, models, same, target, found.asked)


def first_model(offered: Sequence[str]) -> str:
    """The model that is shown before anybody has chosen: the newest of one's own, else the LSTM, else the first."""
    own = [one for one in offered if one.startswith(SESSION)]
    named = [one for one in offered if about(one)[1] == FIRST]
    return own[-1] if own else (named or list(offered))[0]


def _shown(found: Shown) -> Shown:
    """What a loaded model says."""
    plan, model = found.plan, found.plan.model
    held = _parts(model)  # refuses a model that reads subwords
    answer = _predicted(model, found.text)
    asked = _asked(answer, plan.word, found.asked) if TASKS[found.task].per_word else None
    names = asked_shares(answer, asked)
    target = found.target if found.target in names and found.target != asked_answer(answer, asked) else None
    found = replace(found, answer=answer, asked=asked, target=target, parts=held, means=_has_means(model))
    if plan.view == UNITS:  # nothing is changed there
        return found
    if ranked(found):
        with suppress(PlaygroundError):  # a network without units of its own; it is said where they would be listed
            found = replace(found, worth=known_worth(found, now=not plan.touched and short(found.text)))
    if found.worth is not None:
        best = strongest(found.worth.ranking, held)
        found = replace(found, plan=plan.begun((f"{best.name}={written_off(found)}",) if best else ()))
    return replace(found, steps=tuple(_steps(found)))


def ranked(found: Shown) -> bool:
    """Whether the parts are ranked: unasked in a short text."""
    return short(found.text) or found.plan.searched_text == found.text


def short(text: str) -> bool:
    """Whether the parts are ranked unasked."""
    return len(words(text)) <= UNASKED_WORDS


def first_place(asked: Word) -> int | None:
    """The word, or the first character of it."""
    return asked[0] if isinstance(asked, tuple) else asked


def _asked(answer: Prediction, word: int | None, named: Word) -> Word:
    """The word whose tag is asked about: the one chosen, else that of which the model is least sure.

    Args:
        word: a word, or any of its characters.
        named: characters to be taken for a word where the model tags characters.
    """
    read = sum(one.read for one in answer.words)
    chosen = word is not None and word < read
    joined, made = answer.joined, answer.spans
    if joined is None or made is None:
        return word if chosen else int(np.nanargmin(answer.probabilities[:read].max(-1))) if read else 0
    if isinstance(named, tuple) and max(named) < read:
        return named
    if chosen:
        return next(tuple(places) for places in joined if word in places)
    return tuple(joined[min(range(len(made)), key=lambda at: made[at].score)]) if made else (0,)


def asked_words(answer: Prediction) -> list[tuple[Word, str, str]]:
    """Each word that can be asked about, with its text and tag; of a model that tags characters those that it joins."""
    if answer.joined is not None and answer.spans is not None:
        return [(tuple(at), one.text, one.tag) for at, one in zip(answer.joined, answer.spans, strict=True)]
    tags = answer.tags or []
    return [(at, word.text, tags[at] or "") for at, word in enumerate(answer.words) if word.read]


def strongest(ranking: Ranking, held: Sequence[Part]) -> Effect | None:
    """The unit, filter or head that speaks most for the answer: whose loss costs it most."""
    kinds = {part.name: part.kind for part in held}
    chosen = [one for one in ranking.effects if kinds[one.part] in STATE_KINDS]
    return min(chosen, key=lambda one: one.logit_change, default=None)


def _steps(found: Shown) -> Generator[StepAnswer, None, None]:
    """Each step with the answer that it leads to; after one that fails the others are not asked."""
    plan = found.plan
    for count in range(1, plan.at + 1):
        try:
            answer = _intervened(plan.model, found.text, plan.now[:count], plan.source)
        except PlaygroundError as error:
            yield StepAnswer(plan.now[count - 1], failed=error)
            return
        yield StepAnswer(plan.now[count - 1], answer)


# ---- what the parts are worth


def known_worth(found: Shown, now: bool = False) -> Worth | None:
    """What is known of the parts' worth; None where nobody has asked yet.

    Args:
        now: find it out where it is not known.
    """
    key = _worth_key(found)
    if key not in _WORTH and now:
        _keep(_WORTH, key, _worth(*key, None))
    return _WORTH.get(key)


def worth(found: Shown) -> Generator[tuple[int, int], None, Worth]:
    """What the parts are worth; yields how many of how many are done. Closing it ends the work."""
    key = _worth_key(found)
    if key not in _WORTH:
        _keep(_WORTH, key, (yield from in_background(lambda progress: _worth(*key, sendable(progress)))))
    return _WORTH[key]


def waiting(found: Shown) -> list[Shown]:
    """Of the chosen model and the second one those of which something is to be found out that is not known."""
    if found.answer is None or found.plan.view == UNITS:
        return []
    if found.plan.view == "twin":
        return [found] if found.plan.twin.strip() and known_carried(found) is None else []
    return [one for one in both(found) if ranked(one) and known_worth(one) is None]


def both(found: Shown) -> list[Shown]:
    """The chosen model, and the second one where there is one that could be asked."""
    second = found.second
    return [found, second] if second is not None and second.answer is not None else [found]


def own_answer(found: Shown) -> str:
    """The label, or the tag of the asked word, that the model predicts itself."""
    assert found.answer is not None
    return asked_answer(found.answer, found.asked) or ""


def off(found: Shown) -> str:
    """What each part is switched off to: “zero”, also where a model has no means."""
    return found.plan.off if found.means else OFF[0]


def written_off(found: Shown) -> str:
    """The same, as a change writes it."""
    return MEAN if off(found) == MEAN else "0"


def _worth_key(found: Shown) -> Key:
    return found.plan.model, found.text, found.asked, found.target, off(found)


Key = tuple[str, str, "Word", "str | None", str]
_WORTH: dict[Key, Worth] = {}  # the newest
_CARRIED: dict[tuple[str, str, str, Word], Carriers] = {}
KEPT = 32


def _keep(kept: dict, key: tuple, value: object) -> None:  # type: ignore[type-arg]
    kept[key] = value
    while len(kept) > KEPT:
        kept.pop(next(iter(kept)), None)


@devices.on_gpu
def _worth(reference: str, text: str, asked: Word, target: str | None, to: str, progress: Progress | None) -> Worth:
    checkpoint, word, characters = load(reference), first_place(asked), _characters(asked)
    found = rank(checkpoint, text, word, target, switched_to(to), progress, characters)
    by_words = by_word(checkpoint, text, word, found.answer, switched_to(to), characters)
    try:
        said = explain(checkpoint, text, target=found.answer, word=word or 0, characters=characters)
        attribution = tuple(float(score) for score in said.scores[: by_words.changes.shape[1]])
    except PlaygroundError:
        attribution = None
    return Worth(found, by_words, attribution)


# ---- which units carry a difference


def carried(found: Shown) -> Generator[tuple[int, int], None, Carriers]:
    """The units that carry the difference to the twin; yields how many of how many are done.

    Raises:
        PlaygroundError: the texts cannot be compared, and why.
    """
    key = found.plan.model, found.text, found.plan.twin, found.asked
    if key not in _CARRIED:
        _keep(_CARRIED, key, (yield from in_background(lambda progress: _carried(*key, sendable(progress)))))
    return _CARRIED[key]


def known_carried(found: Shown) -> Carriers | None:
    """The same where it was found out before."""
    return _CARRIED.get((found.plan.model, found.text, found.plan.twin, found.asked))


@devices.on_gpu
def _carried(reference: str, text: str, twin: str, asked: Word, progress: Progress | None) -> Carriers:
    word, characters = first_place(asked), _characters(asked)
    return carriers(load(reference), text, twin, word, on_progress=progress, characters=characters)


def _characters(asked: Word) -> tuple[int, ...]:
    return asked if isinstance(asked, tuple) else ()


# ---- answers that are kept


@lru_cache(maxsize=64)
def _predicted(reference: str, text: str) -> Prediction:
    return _predict(reference, text)


@devices.on_gpu
def _predict(reference: str, text: str) -> Prediction:
    return predict(load(reference), text)


@lru_cache(maxsize=64)
def _intervened(reference: str, text: str, changes: tuple[str, ...], source: str) -> Intervention:
    return _intervene(reference, text, changes, source)


@devices.on_gpu
def _intervene(reference: str, text: str, changes: tuple[str, ...], source: str) -> Intervention:
    return intervene(load(reference), text, changes, source or None)


@lru_cache(maxsize=64)
def _parts(reference: str) -> tuple[Part, ...]:
    return tuple(parts(load(reference)).values())


def _has_means(reference: str) -> bool:
    try:
        return stored(reference) is not None
    except PlaygroundError:
        return False
