"""What Explain asks: the words' scores in every chosen model, or in one model by every method. Nothing is drawn here.

A visitor's choices are `ViewOptions`. They come from a browser, so `valid_options` replaces those that do not fit the
models and the text. Slow work tells how far it is; whoever closes the iterator ends it at its next step.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from playground import devices
from playground.checkpoints import UNTRAINED, describe, load, votes
from playground.errors import NotApplicable, PlaygroundError, choose
from playground.lenses.explain.explain import Explanation, explain, seed_spread
from playground.lenses.explain.faithfulness import Faithfulness, faithfulness
from playground.lenses.explain.methods import BASELINES, METHODS, REFUSED, with_defaults
from playground.lenses.predict.asked_word import answer
from playground.lenses.predict.predict import Prediction, predict
from playground.lenses.predict.spans import kinds, makes_words
from playground.tasks import TASKS
from playground.text import words
from playground.ui.background import CAUGHT, Progress, in_background, sendable
from playground.ui.components.address import settings_of, settings_part
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about, of_task

OWN = "*"  # the target that stands for each model's own answer
SLOW_WORDS = 60  # of a text, above which the slow methods wait until they are asked for by name


@dataclass(frozen=True)
class ViewOptions:
    """What a visitor wants to see; empty for what was not chosen yet."""

    by: str = "models"  # a row a model; or "methods": a row a method
    model: str = ""  # where there is a row a method
    method: str = "integrated_gradients"
    baseline: str = "padding"
    target: str = ""  # empty: one and the same label for all models; `OWN`: each model's own answer
    word: int | None = None  # not chosen: the first on which the models differ
    settings: tuple[tuple[str, str, int | float | bool], ...] = ()  # method, parameter, value

    def of(self, method: str) -> dict[str, Any]:
        """What was set of a method's parameters."""
        return {parameter: value for of, parameter, value in self.settings if of == method}

    def changed(self, change: object) -> ViewOptions:
        """The options after a change: `{"key": …, "value": …}`, both strings. What makes no sense changes nothing."""
        if not isinstance(change, Mapping):
            return self
        key, value = change.get("key"), change.get("value")
        if not isinstance(key, str) or not isinstance(value, str):
            return self
        if key == "word" and value.isdecimal() and len(value) < 6:
            kept = OWN if self.target == OWN else ""  # an old target was that of another word
            return replace(self, word=int(value), target=kept)
        if "." in key:
            method, _, parameter = key.partition(".")
            return self._set(method, parameter, value)
        allowed: dict[str, Container[str]] = {"by": ("models", "methods"), "method": METHODS, "baseline": BASELINES}
        right = value in allowed[key] if key in allowed else key in ("model", "target")
        changes: dict[str, Any] = {key: value} if right else {}
        return replace(self, **changes)

    def address(self) -> dict[str, object]:
        """The parts of an address that bring these options back."""
        own = [(f"{method}.{parameter}", json.dumps(value)) for method, parameter, value in self.settings]
        rest = {"baseline": self.baseline, "target": self.target, "word": self.word, "settings": settings_part(own)}
        row = {"model": self.model} if self.by == "methods" else {"method": self.method}
        return {"by": self.by, **row, **rest}

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> ViewOptions:
        """The options that an address asks for; what makes no sense is as if it were not there."""
        options = cls()
        given = [(key, query[key]) for key in ("word", "by", "model", "method", "baseline", "target") if key in query]
        for key, value in (*given, *settings_of(query.get("settings", ""))):
            options = options.changed({"key": key, "value": value})
        return options

    def _set(self, method: str, parameter: str, value: str) -> ViewOptions:
        """One parameter of a method; left as it was where that has no such one, or not with this value."""
        if method not in METHODS:
            return self
        try:
            right = with_defaults(method, {parameter: value})[parameter]
        except PlaygroundError:
            return self
        others = tuple(one for one in self.settings if one[:2] != (method, parameter))
        return replace(self, settings=(*others, (method, parameter, right)))


@dataclass(frozen=True)
class ScoredWord:
    """A word of the axis, or one that tagged characters make: then its score is the sum of theirs."""

    places: tuple[int, ...]
    text: str
    scores: tuple[float, ...]  # one a place
    known: bool
    tag: str  # empty for a label a text

    @property
    def score(self) -> float:
        return sum(self.scores)


@dataclass(frozen=True)
class Row:
    """A model under a method: `explanation`, or `failed`, or neither while the model is being loaded or is left out."""

    reference: str
    architecture: str
    method: str
    explanation: Explanation | None = None
    tags: tuple[str | None, ...] = ()  # of the words, where there is one a word
    spread: float | None = None
    failed: Exception | None = None
    left_out: bool = False  # slow, and the text is long
    tested: Faithfulness | None = None
    prediction: Prediction | None = None
    temperature: float = 1.0  # that the model's logits are divided by

    @property
    def scored(self) -> tuple[ScoredWord, ...]:
        """The words that were read, as the model makes them, with their scores."""
        assert self.explanation is not None
        prediction, every = self.prediction, self.explanation.words
        read = sum(word.read for word in every)
        joined = (prediction.joined if prediction else None) or [range(at, at + 1) for at in range(read)]
        scores = self.explanation.scores
        return tuple(
            ScoredWord(
                tuple(places),
                self.explanation.text[every[places[0]].start : every[places[-1]].end],
                tuple(scores[places.start : places.stop].tolist()),
                all(every[at].known for at in places),
                self._tag(places) or "",
            )
            for places in joined
        )

    def _tag(self, places: range) -> str | None:
        """What the model says of a word; None where its answer is one for the text, or the word was not read."""
        if not self.tags:
            return None
        return answer(self.prediction, places) if self.prediction else self.tags[places[0]]


@dataclass(frozen=True)
class Explanations:
    """The rows, and what can be chosen."""

    text: str
    task: str
    options: ViewOptions
    models: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    shared: str = ""  # the label that is explained for all models unless another one is chosen

    @property
    def loading(self) -> bool:
        """Whether a model is still being loaded."""
        return any(not (row.explanation or row.failed or row.left_out) for row in self.rows)

    def tested(self, number: int, found: Faithfulness) -> Explanations:
        """These explanations with the faithfulness of one row added."""
        rows = list(self.rows)
        rows[number] = replace(rows[number], tested=found)
        return replace(self, rows=tuple(rows))


def explanations(
    text: str, task: str, references: Sequence[str], options: ViewOptions
) -> Generator[tuple[int, int], None, Explanations]:
    """Yields how far the work is, as (done, total); the rows come back at the end.

    Raises:
        BadInput: the text is too long.
        NotFound: there is no such task.
    """
    chosen = tuple(of_task(references, choose(TASKS, task, "task").key))
    count = len(words(text))
    options, labels = valid_options(options, task, chosen, count)
    rows: list[Row] = []
    shared = ""
    if chosen and count:
        MODEL_LOADER.load(chosen)
        if TASKS[task].per_word and options.word is None:
            options = replace(options, word=_contested_word(chosen, text))
        shared = _shared_label(chosen if options.by == "models" else (options.model,), text, task, options.word or 0)
        for reference, method in _rows_to_explain(options, chosen):
            row = Row(reference, about(reference)[1], method)
            slow = method in METHODS and METHODS[method].slow and count > SLOW_WORDS and options.by == "methods"
            rows.append(replace(row, left_out=True) if slow else (yield from _explained(row, text, options, shared)))
    return Explanations(text, task, options, chosen, labels, tuple(rows), shared)


def _contested_word(chosen: Sequence[str], text: str) -> int:
    """The first word to which models that vote give different tags; the first one where they agree."""
    voting = [one for one, counts in zip(chosen, votes(chosen), strict=True) if counts]
    answers = [MODEL_LOADER.ask(one, partial(_predicted_tags, one, text)) for one in voting]
    tags = [answer for answer in answers if isinstance(answer, tuple)]
    return next((at for at, said in enumerate(zip(*tags, strict=False)) if len({*said} - {None}) > 1), 0)


@devices.on_gpu
def _predicted_tags(reference: str, text: str) -> tuple[str | None, ...]:
    return tuple(predict(load(reference), text).tags or ())


def _shared_label(chosen: Sequence[str], text: str, task: str, word: int) -> str:
    """The label that is explained for all models, so that a colour means one thing: of two the second (positive), else
    the one that most models that vote answer; empty where no model is loaded."""
    _, labels = valid_options(ViewOptions(), task, chosen, 0)
    if not TASKS[task].per_word and len(labels) == 2:
        return labels[1]
    voting = [one for one, counts in zip(chosen, votes(chosen), strict=True) if counts]
    answers = [MODEL_LOADER.ask(one, partial(_predicted_label, one, text, word)) for one in voting]
    said = Counter(answer for answer in answers if isinstance(answer, str))
    return said.most_common(1)[0][0] if said else ""


@devices.on_gpu
def _predicted_label(reference: str, text: str, word: int) -> str:
    found = predict(load(reference), text)
    return str(answer(found, _characters(found, word) or word))


def _characters(prediction: Prediction, word: int) -> tuple[int, ...]:
    """Those of the word that a model makes of a character and its neighbours; none where it tags words."""
    return next((tuple(places) for places in prediction.joined or () if word in places), ())


def valid_options(
    options: ViewOptions, task: str, chosen: Sequence[str], count: int
) -> tuple[ViewOptions, tuple[str, ...]]:
    """The options with defaults in place of what does not fit, and the labels of the chosen models."""
    labels: dict[str, None] = {}
    for reference in chosen:
        try:
            own = describe(reference).labels
            labels |= dict.fromkeys(kinds(own) if makes_words(own) else own)
        except PlaygroundError:
            continue  # its row says why
    if options.model not in chosen:
        options = replace(options, model=chosen[0] if chosen else "")
    if options.target not in (OWN, *labels):
        options = replace(options, target="")
    if not TASKS[task].per_word or (options.word or 0) >= count:
        options = replace(options, word=None)
    return options, tuple(labels)


def _rows_to_explain(options: ViewOptions, chosen: Sequence[str]) -> Iterator[tuple[str, str]]:
    if options.by == "models":
        yield from ((reference, options.method) for reference in chosen)
    else:
        yield from ((options.model, method) for method in (*METHODS, *REFUSED))


def _explained(row: Row, text: str, options: ViewOptions, shared: str) -> Generator[tuple[int, int], None, Row]:
    state = MODEL_LOADER.state(row.reference)
    if state is not True:
        return replace(row, failed=state or None)
    try:
        found, prediction, differs, temperature = yield from in_background(
            lambda progress: _explain(row.reference, text, row.method, options, shared, sendable(progress))
        )
    except CAUGHT as error:
        return replace(row, failed=error)
    tags = tuple(prediction.tags or ())
    return replace(row, explanation=found, tags=tags, spread=differs, prediction=prediction, temperature=temperature)


@devices.on_gpu
def _explain(
    reference: str, text: str, method: str, options: ViewOptions, shared: str, progress: Progress | None
) -> tuple[Explanation, Prediction, float | None, float]:
    checkpoint = load(reference)
    prediction = predict(checkpoint, text)
    characters, labels = _characters(prediction, options.word or 0), checkpoint.config.labels
    names = kinds(labels) if characters else labels
    if options.target not in ("", OWN, *names):
        raise NotApplicable(
            f"{reference} has no label {options.target}. Choose another label, or each model's own answer.",
            key="explain-no-label",
            model=reference,
            label=options.target,
        )
    target = options.target or (shared if shared in names else OWN)
    found = explain(
        checkpoint,
        text,
        method,
        None if target == OWN else target,
        options.word or 0,
        options.baseline,
        0,
        progress,
        characters,
        **options.of(method),
    )
    return found, prediction, seed_spread(checkpoint, found, progress), checkpoint.temperature


def measure_faithfulness(row: Row) -> Generator[tuple[int, int], None, Faithfulness]:
    """Yields how far the work is, as (done, total); how far a row can be believed comes back at the end."""
    assert row.explanation is not None
    explanation = row.explanation
    return (yield from in_background(lambda progress: _test(row.reference, explanation, sendable(progress))))


@devices.on_gpu
def _test(reference: str, explanation: Explanation, progress: Progress | None) -> Faithfulness:
    twin = None if reference.endswith(UNTRAINED) else load(reference + UNTRAINED)
    return faithfulness(load(reference), explanation, twin=twin, on_progress=progress)


def records(found: Explanations) -> list[dict[str, Any]]:
    """Every explanation that is shown, with its verdict, as plain JSON."""
    return [
        {
            **row.explanation.as_json(),
            "spread": row.spread,
            "faithfulness": row.tested.as_json() if row.tested else None,
        }
        for row in found.rows
        if row.explanation
    ]
