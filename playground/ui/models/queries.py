"""What the Models tab asks: every model that is here, what is known of it, and how fast it is on this machine.

A visitor's choices are `ViewOptions`. They come from a browser, so `catalogue` replaces those that do not fit.
Nothing is drawn here, and nothing is fetched: what is on its way is loaded in the background (`model_loader.py`).
"""

from __future__ import annotations

import math
import statistics
import threading
import time
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from playground import devices
from playground.checkpoints import SESSION, UNTRAINED, Description, describe, load, read_card, shipped, sources
from playground.errors import PlaygroundError
from playground.lenses.predict.predict import predict
from playground.tasks import TASKS
from playground.text_language import DEFAULT, TEXT_LANGUAGES
from playground.ui.background import CAUGHT
from playground.ui.model_loader import MODEL_LOADER

if TYPE_CHECKING:
    from playground.evaluation.behaviour.suite import Behaviour

SENTENCE = "It begins slowly, but the quiet humour and two leads had won me over well before the end."  # 20 words
CALLS = 9  # of a model at a time; its speed is the median of all
MOST_CALLS = 27
CALLS_SECONDS = 1.0  # after which a slow model is not called again
AXES = ("milliseconds", "parameters", "bytes")
ADDRESSED = ("data", "axis", "card", "behaviour", "capability")
ON_ITS_WAY = "hub-not-fetched"  # the key of what `describe` says of a model that is only being fetched


@dataclass(frozen=True)
class Baseline:
    """A simple model that a network has to beat on a test set. Its name is found by `key`."""

    key: str
    accuracy: float


BASELINES: dict[str, tuple[Baseline, ...]] = {
    "IMDB": (Baseline("nb-svm", 0.912), Baseline("tf-idf", 0.906)),
    "SST-2": (Baseline("nb-svm", 0.815), Baseline("tf-idf", 0.833)),
    "general": (Baseline("tf-idf", 0.871),),
    "UD English EWT": (Baseline("frequent-tag", 0.871),),
    "ChnSentiCorp": (Baseline("tf-idf", 0.868),),
    "Weibo": (Baseline("tf-idf", 0.894),),
}
"""Measured on the very files that the shipped models were tested on, after training on train and dev together:
naive-Bayes-weighted logistic regression over words and word pairs (Wang, Manning 2012,
https://aclanthology.org/P12-2018), TF-IDF with logistic regression (of general and the Chinese sets that of
`evaluation.baselines.tfidf`), and each word's most frequent tag."""


ANSWERS = {
    "IMDB": 24_999,
    "SST-2": 1_821,
    "general": 1_762,
    "UD English EWT": 25_094,
    "ChnSentiCorp": 1_178,
    "Weibo": 500,
    "UD Chinese GSDSimp": 12_012,
}
"""How many answers an accuracy on a test set is a share of: texts, or words that have a tag."""


def wilson(accuracy: float, answers: int) -> tuple[float, float]:
    """Between which shares the accuracy on all texts of the kind is, with 95 % confidence, by this many answers.

    Source:
        Wilson 1927, Probable inference, the law of succession, and statistical inference,
        https://doi.org/10.1080/01621459.1927.10502953
    """
    z = 1.959964
    middle = accuracy + z**2 / (2 * answers)
    half = z * math.sqrt(accuracy * (1 - accuracy) / answers + z**2 / (4 * answers**2))
    return (middle - half) / (1 + z**2 / answers), (middle + half) / (1 + z**2 / answers)


@dataclass(frozen=True)
class ViewOptions:
    """What a visitor wants to see; empty for what was not chosen yet."""

    data: str = ""  # the test set of the plot
    axis: str = AXES[0]  # what accuracy is held against
    card: str = ""  # the model whose card is open
    publishing: str = ""  # the model that is about to be published
    behaviour: str = ""  # the task whose failures are open
    capability: str = ""  # the one of them whose sentences are open

    def changed(self, change: object) -> ViewOptions:
        """The options after a change: `{"key": …, "value": …}`, both strings. What makes no sense changes nothing."""
        if not isinstance(change, Mapping):
            return self
        key, value = change.get("key"), change.get("value")
        allowed: dict[str, Container[str]] = {"axis": AXES}
        if not isinstance(key, str) or not isinstance(value, str) or value not in allowed.get(key, (value,)):
            return self
        changes: dict[str, Any] = {key: value} if key in self.__dataclass_fields__ else {}
        return replace(self, **changes)

    def address(self) -> dict[str, object]:
        """The parts of an address that bring these options back, but for a form that is being filled in."""
        return {name: getattr(self, name) for name in ADDRESSED}

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> ViewOptions:
        """The options that an address asks for; what makes no sense is as if it were not there."""
        options = cls()
        for name in ADDRESSED:
            options = options.changed({"key": name, "value": query.get(name)})
        return options


@dataclass(frozen=True)
class Entry:
    """A model in the catalogue: what its files say, and whether it is loaded."""

    reference: str
    chosen: bool  # in the bar
    extra: bool  # this visit's own: made or fetched
    description: Description | None = None
    seconds: float | None = None  # for `SENTENCE`, the median; None until it is loaded
    failed: Exception | None = None
    behaviour: Behaviour | None = None  # what it fails at; None where that was not measured

    @property
    def task(self) -> str:
        """Empty where nothing is known of it yet."""
        return self.description.task if self.description else ""

    @property
    def architecture(self) -> str:
        """Empty where nothing is known of it yet."""
        return self.description.architecture if self.description else ""

    @property
    def mine(self) -> bool:
        """Whether it belongs to this visit alone, so that its visitor may publish it."""
        return self.reference.startswith(SESSION)

    @property
    def claimed(self) -> bool:
        """Whether its results are what its card says, and nobody here has measured them."""
        return self.extra and not self.mine

    def accuracy(self, data: str) -> float | None:
        """The share of a test set that it gets right, by its own card; None where that does not say so."""
        found = self.description.metrics.get(data, {}).get("accuracy") if self.description else None
        return found if found is not None and 0 <= found <= 1 else None

    def amount(self, axis: str) -> float | None:
        """What one of `AXES` says of it; None where that is not known."""
        if axis == "milliseconds":
            return 1000 * self.seconds if self.seconds else None
        return float(getattr(self.description, axis)) if self.description else None


@dataclass(frozen=True)
class Catalogue:
    """Every model that is here, and what the plot and the open card show."""

    entries: tuple[Entry, ...]
    options: ViewOptions
    data: tuple[str, ...]  # test sets on which a model was measured
    card: str = ""  # Markdown; empty where no card is open, or where there is none
    published: bool = False  # whether the Hub has shipped models

    @property
    def loading(self) -> bool:
        """Whether something is still on its way."""
        return any(entry.seconds is None and entry.failed is None for entry in self.entries)

    def of(self, task: str) -> tuple[Entry, ...]:
        """The models of a task; those of which nothing is known yet, for the empty one."""
        return tuple(entry for entry in self.entries if entry.task == task)

    def by_language(self, task: str) -> dict[str, tuple[Entry, ...]]:
        """The models of a task by the language that they read; those that do not say are with the first one's."""
        found: dict[str, tuple[Entry, ...]] = {}
        for key in TEXT_LANGUAGES:
            of = (one for one in self.of(task) if one.description and (one.description.language or DEFAULT) == key)
            found[key] = tuple(of)
        return {key: entries for key, entries in found.items() if entries}


def catalogue(task: str, models: Sequence[str], extras: Sequence[str], options: ViewOptions) -> Catalogue:
    """Every model that is here; those that are not loaded yet are being loaded.

    Args:
        task: whose test set the plot begins with.
        models: those chosen in the bar.
        extras: those beside the shipped ones.
    """
    references = list(dict.fromkeys([*shipped(language=None, variant=None), *extras]))
    MODEL_LOADER.request(references)
    quiet = all(MODEL_LOADER.state(reference) is not False for reference in shipped(language=None))
    entries = tuple(_entry(reference, models, extras, quiet) for reference in references)
    data = _data(entries, task if task in TASKS else "")
    if options.data not in data:
        options = replace(options, data=data[0] if data else "")
    if options.card not in references:
        options = replace(options, card="")
    if options.publishing not in extras or not options.publishing.startswith(SESSION):
        options = replace(options, publishing="")
    return Catalogue(entries, options, data, _card(options.card), bool(sources()))


def _entry(reference: str, models: Sequence[str], extras: Sequence[str], quiet: bool) -> Entry:
    """`quiet`: whether the shipped models are loaded; a model that is timed while others are loaded looks slow."""
    state = MODEL_LOADER.state(reference)
    entry = Entry(reference, reference in models, reference in extras)
    if isinstance(state, Exception):
        entry = replace(entry, failed=state)
    try:
        entry = replace(entry, description=describe(reference), behaviour=_behaviour(reference))
        return replace(entry, seconds=speed(reference)) if state is True and quiet else entry
    except CAUGHT as error:
        coming = getattr(error, "key", "") == ON_ITS_WAY
        return entry if coming or entry.failed else replace(entry, failed=error)


def _behaviour(reference: str) -> Behaviour | None:
    from playground.evaluation.behaviour.suite import stored

    try:
        return None if reference.endswith(UNTRAINED) else stored(reference)
    except PlaygroundError:
        return None  # a file that is not ours says nothing; the model is shown all the same


def _data(entries: Sequence[Entry], task: str) -> tuple[str, ...]:
    """The test sets on which models were measured, those of the task first."""
    found: dict[str, None] = {}
    for entry in sorted(entries, key=lambda entry: (entry.task != task, not entry.chosen)):
        names = entry.description.metrics if entry.description else {}
        found |= dict.fromkeys(name for name in names if entry.accuracy(name) is not None)
    return tuple(found)


def _card(reference: str) -> str:
    try:
        return read_card(reference.removesuffix(UNTRAINED)) if reference else ""
    except PlaygroundError:
        return ""


# ---- how fast a model is here

_speeds: dict[str, list[float]] = {}
_guard = threading.Lock()  # one at a time: two that are timed together are both slow


def speed(reference: str) -> float:
    """Seconds for a sentence of 20 words, the median of several calls; a few more are made each time it is asked."""
    with _guard:
        calls = _speeds.setdefault(reference, [])
        if len(calls) < MOST_CALLS:
            calls += _time_calls(reference)
        return statistics.median(calls)


@devices.on_gpu
def _time_calls(reference: str) -> list[float]:
    checkpoint, started = load(reference), time.perf_counter()
    calls: list[float] = []
    predict(checkpoint, SENTENCE)
    while not calls or (len(calls) < CALLS and time.perf_counter() - started < CALLS_SECONDS):
        calls.append(predict(checkpoint, SENTENCE).seconds)
    return calls
