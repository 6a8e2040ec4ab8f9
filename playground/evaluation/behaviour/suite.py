"""What a model does with sentences whose answer is beyond doubt: failure rates by capability, as CheckList has them.

Three kinds of test, as CheckList defines them:

- minimum functionality: the answer is not the expected one (part of speech: of at least one of the words asked about);
- invariance: for one of the variants, which mean the same, the answer changes, and the probability of the original
  answer moves by more than 0.1 (part of speech: at one of the words);
- direction: from one text to the next the probability of the label falls by more than 0.1.

One difference: in tests of direction CheckList watches the label that the model gives, this suite the one that the
sentences speak for, which is known here. A case fails once, however many of its texts or words do.

A suite has a digest, and weights have one; both stand in behaviour.json, so that numbers of other weights or of other
sentences are not taken for these. The sentences measure: no recipe may train on them.

Source:
    Ribeiro, Wu, Guestrin, Singh 2020, section 2, https://aclanthology.org/2020.acl-main.442; tolerances as in
    https://github.com/marcotcr/checklist, checklist/expect.py and notebooks/Sentiment.ipynb
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import BEHAVIOUR, CARD, card_sections, read_measurement, weights_digest
from playground.errors import BadCheckpoint, NotApplicable, choose
from playground.evaluation.behaviour.chinese_sentiment import SENTIMENT_ZH
from playground.evaluation.behaviour.part_of_speech import POS
from playground.evaluation.behaviour.sentiment import SENTIMENT
from playground.evaluation.behaviour.templates import Capability, Case
from playground.lenses.predict.predict import probabilities
from playground.tasks import TASKS
from playground.text import words as split

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

KINDS = {
    "minimum": "minimum functionality: the answer is wrong",
    "invariance": "invariance: the answer changes although nothing that matters did",
    "direction": "direction: the probability moves the wrong way",
}
SUITES: dict[str, dict[str, Capability]] = {"sentiment": SENTIMENT, "pos": POS}
CHINESE: dict[str, dict[str, Capability]] = {"sentiment": SENTIMENT_ZH}
"""The suites of models that are made for Chinese, by task."""
TOLERANCE = 0.1  # of a probability
EXAMPLES = 3  # failures that are kept of each capability

PredictTexts = Callable[[list[list[str]]], Sequence[np.ndarray]]
"""Words of texts -> (labels,) or (words, labels) for each text."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that failed: its texts, what was expected (empty: the same answer) and what came, a line a text.

    Of words only those are listed that came out otherwise than expected or, in another text, otherwise than in the
    first.
    """

    texts: tuple[str, ...]
    expected: str
    answered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often a model failed in one capability.

    Attributes:
        kind: a key of `KINDS`.
        rate: failures / cases, 0-1.
        examples: up to three of the failures, from the beginning, the middle and the end.
    """

    kind: str
    cases: int
    failures: int
    rate: float
    examples: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The outcome of each capability.

    Attributes:
        suite: digest of all cases of the task.
        weights: digest of the weights that were measured; empty for a model that lies nowhere or is untrained.
        language: of the sentences.
    """

    model: str
    task: str
    suite: str
    weights: str
    capabilities: dict[str, Outcome]
    language: str = "en"

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Any) -> Behaviour:
        """A record from plain JSON.

        Raises:
            BadCheckpoint: a part is missing, or is not what `as_json` writes.
        """
        try:
            outcomes = {str(key): _outcome_from_json(entry) for key, entry in value["capabilities"].items()}
            model, task, suite, weights = (str(value[name]) for name in ("model", "task", "suite", "weights"))
            language = str(value.get("language", "en"))
            if not set(outcomes) <= set(suite_of(task, language)):
                raise ValueError("other capabilities")
            return cls(model, task, suite, weights, outcomes, language)
        except (KeyError, TypeError, ValueError, AttributeError, ZeroDivisionError):
            raise BadCheckpoint(
                f"{BEHAVIOUR} does not hold failure rates by capability. "
                "Measure them again with “python -m playground behaviour --write”.",
                key="checkpoint-behaviour",
            ) from None


def behaviour(
    checkpoint: Checkpoint,
    capabilities: Iterable[str] | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Behaviour:
    """What a checkpoint does in each capability of its task.

    Args:
        capabilities: keys of the task's suite; all of them unless given.
        on_progress: called with how many capabilities are done, and of how many.
    Raises:
        NotFound: there is no such capability.
        NotApplicable: the model has other labels than the suite's sentences, or there are none in its language.
    """
    config = checkpoint.config
    language = config.language or "en"
    if not suite_of(config.task, language):
        raise NotApplicable(
            f"{checkpoint.reference} reads {language}, and of its task there are no sentences in the language "
            f"{language}. Choose a model of another language.",
            key="behaviour-language",
            model=checkpoint.reference,
            language=language,
        )
    missing = sorted(set(TASKS[config.task].labels) - set(config.labels))
    if missing:
        raise NotApplicable(
            f"{checkpoint.reference} does not know the label {missing[0]}, and the sentences of this suite are "
            f"labelled {', '.join(TASKS[config.task].labels)}. Choose a model with these labels.",
            key="behaviour-labels",
            model=checkpoint.reference,
            label=missing[0],
        )
    suite = suite_of(config.task, language)
    chosen = list(suite if capabilities is None else capabilities)
    outcomes = {}
    for done, key in enumerate(chosen, 1):
        capability = choose(suite, key, "capability")
        outcomes[key] = outcome(
            capability.kind,
            cases(config.task, key, language),
            config.labels,
            lambda texts: probabilities(checkpoint, texts),
        )
        if on_progress:
            on_progress(done, len(chosen))
    weights = "" if checkpoint.untrained else weights_digest(checkpoint)
    return Behaviour(checkpoint.reference, config.task, digest(config.task, language), weights, outcomes, language)


def suite_of(task: str, language: str = "en") -> dict[str, Capability]:
    """The capabilities of a task in a language; none where nobody wrote any."""
    return CHINESE.get(task, {}) if language == "zh" else SUITES[task]


@cache
def cases(task: str, key: str, language: str = "en") -> tuple[Case, ...]:
    """The cases of a capability, the same every time."""
    return tuple(suite_of(task, language)[key].cases(key))


@cache
def digest(task: str, language: str = "en") -> str:
    """The sha256 of all cases of a task, in order."""
    hashed = [
        [key, capability.kind, [asdict(one) for one in cases(task, key, language)]]
        for key, capability in suite_of(task, language).items()
    ]
    return hashlib.sha256(json.dumps(hashed, ensure_ascii=False).encode()).hexdigest()


# ---- one capability


def outcome(kind: str, tested: Sequence[Case], labels: Sequence[str], predict_texts: PredictTexts) -> Outcome:
    """How often the cases of one kind fail.

    Args:
        labels: of the model, in the order of its probabilities.
        predict_texts: what the model answers to texts, given as their words.
    """
    texts = {text: _split_words(text, bool(case.places)) for case in tested for text in case.texts}
    answers = dict(zip(texts, predict_texts(list(texts.values())), strict=True))  # each text is asked once
    failed = []
    for case in tested:
        rows = [_rows_of_places(answers[text], case) for text in case.texts]
        if fails(kind, case, labels, rows):
            failed.append((case, rows))
    shown = sorted({0, len(failed) // 2, len(failed) - 1}) if failed else []
    examples = tuple(_failure(*failed[at], labels) for at in shown[:EXAMPLES])
    return Outcome(kind, len(tested), len(failed), len(failed) / len(tested), examples)


def fails(kind: str, case: Case, labels: Sequence[str], rows: Sequence[np.ndarray]) -> bool:
    """Whether a case fails.

    Args:
        rows: of each text (places, labels), 0-1; one place where the answer is about the whole text.
    """
    first = rows[0]
    best = first.argmax(-1)
    if kind == "minimum":
        return [labels[at] for at in best] != list(case.tags or (case.label,))
    if kind == "direction":
        watched = [float(row[0, list(labels).index(case.label)]) for row in rows]
        return any(before - after > TOLERANCE for before, after in pairwise(watched))
    places = np.arange(len(best))
    changed = [(row.argmax(-1) != best) & (np.abs(row - first)[places, best] > TOLERANCE) for row in rows[1:]]
    return bool(np.any(changed))


def _split_words(text: str, spaced: bool) -> list[str]:
    """The words of a text: between its spaces, or as every text is divided."""
    return text.split(" ") if spaced else [word.text for word in split(text)]


def _rows_of_places(answer: np.ndarray, case: Case) -> np.ndarray:
    """The probabilities that a case looks at, (places, labels)."""
    return answer[list(case.places)] if case.places else np.atleast_2d(answer)


def _failure(case: Case, rows: Sequence[np.ndarray], labels: Sequence[str]) -> Failure:
    """The record of a case that failed."""
    best = [row.argmax(-1).tolist() for row in rows]
    if not case.places:
        answers = (
            f"{labels[answer_labels[0]]} {row[0].max():.2f}" for answer_labels, row in zip(best, rows, strict=True)
        )
        return Failure(case.texts, case.label, tuple(answers))
    right = [list(labels).index(tag) for tag in case.tags] or best[0]
    wrong = [[at for at, tag in enumerate(answer_labels) if tag != right[at]] for answer_labels in best]

    def with_labels(text: str, answer_labels: Sequence[int], shown: Iterable[int]) -> str:
        words = text.split(" ")
        return " ".join(f"{words[case.places[at]]}/{labels[answer_labels[at]]}" for at in shown)

    answered = [with_labels(*one) for one in zip(case.texts, best, wrong, strict=True)]
    first = with_labels(case.texts[0], right, sorted({at for places in wrong for at in places}))
    if case.tags:
        return Failure(case.texts, first, tuple(answered))
    return Failure(case.texts, "", (first, *answered[1:]))


# ---- what is stored


def store(checkpoint: Checkpoint, found: Behaviour) -> None:
    """Write the outcomes into the checkpoint's folder, and their table into its card.

    Raises:
        NotApplicable: the model has random weights.
    """
    if checkpoint.untrained:
        raise NotApplicable(
            f"{checkpoint.reference} has random weights, and its folder keeps what is measured of the trained ones. "
            "Leave #untrained out.",
            key="behaviour-untrained",
            model=checkpoint.reference,
        )
    assert checkpoint.folder is not None
    value = {**found.as_json(), "model": checkpoint.folder.name}
    (checkpoint.folder / BEHAVIOUR).write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")
    path = checkpoint.folder / CARD
    if path.is_file():
        path.write_text(card_sections.with_section(path.read_text("utf-8"), section(found)), "utf-8")


def stored(reference: str) -> Behaviour | None:
    """The outcomes that a checkpoint's folder holds; None where it holds none, or those of other weights or sentences.

    Raises:
        NotFound: there is no such checkpoint.
        BadCheckpoint: the file is not what `store` writes.
    """
    value = read_measurement(reference, BEHAVIOUR)
    found = None if value is None else Behaviour.from_json(value)
    return found if found is not None and found.suite == digest(found.task, found.language) else None


def _outcome_from_json(value: Any) -> Outcome:
    """One entry of behaviour.json; `Behaviour.from_json` says what is raised for another one."""
    kind, cases, failures = value["kind"], value["cases"], value["failures"]
    if kind not in KINDS or not 0 <= failures <= cases or cases < 1 or value["rate"] != failures / cases:
        raise ValueError("not an outcome")
    examples = (Failure(tuple(one["texts"]), one["expected"], tuple(one["answered"])) for one in value["examples"])
    return Outcome(kind, cases, failures, failures / cases, tuple(examples))


def section(found: Behaviour) -> str:
    """The outcomes as a section of the card, Markdown."""
    suite = suite_of(found.task, found.language)
    lines = [
        "## Behaviour\n",
        "Failures on sentences written for this project, in the style of "
        "[CheckList](https://aclanthology.org/2020.acl-main.442). Minimum functionality: the answer is wrong. "
        "Invariance: it changes although nothing that matters did. Direction: the probability moves the wrong way.\n",
        "| capability | what is tested | kind | cases | failures |",
        "|---|---|---|---|---|",
    ]
    for key, one in found.capabilities.items():
        tested = suite[key]
        kind = KINDS[one.kind].partition(":")[0]
        lines.append(f"| {tested.title} | {tested.help} | {kind} | {one.cases} | {100 * one.rate:.1f} % |")
    lines += ["", f"Measured again by `python -m playground behaviour --model {Path(found.model).name}`.\n"]
    return "\n".join(lines) + "\n"
