"""What a trained model does with the validation examples: mistakes, the confusion's examples, calibration, the verdict.

Plain values only, so that a result can go from one process to another. Nothing here knows how the model was trained.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.data.examples import Examples, word_lists
from playground.data.problems import Note
from playground.evaluation.baselines import MAJORITY, TFIDF, WORD_TAG
from playground.evaluation.beside import NO_ANSWER
from playground.evaluation.comparison import Comparison
from playground.evaluation.evaluate import BINS, calibration_error
from playground.lenses.predict.predict import probabilities, softmax
from playground.tasks import TASKS

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

MISTAKES = 50
EXAMPLES_A_CELL = 20
TEXT_CHARACTERS = 400  # of a text that is shown
NETWORK, SOURCE = "this model", "source"
NAMES = {
    SOURCE: "the model that it started from",
    MAJORITY: "always the most frequent label",
    TFIDF: "TF-IDF with logistic regression",
    WORD_TAG: "giving each word its most frequent tag",
}


@dataclass(frozen=True)
class Answers:
    """The model's answers to everything that has a label: a text, or each word that was read."""

    index: np.ndarray  # (answers,), which example
    word: np.ndarray  # (answers,), which of its words; -1 where the answer is one a text
    gold: np.ndarray  # (answers,), index of the label
    probabilities: np.ndarray  # (answers, labels), 0-1, after the temperature


def answers(checkpoint: Checkpoint, validation: Examples) -> Answers:
    """The model's answers to all validation examples; words beyond what it reads are left out."""
    labels = {label: number for number, label in enumerate(checkpoint.config.labels)}
    index, word, gold, rows = [], [], [], []
    for number, (label, answer) in enumerate(
        zip(validation.labels, probabilities(checkpoint, list(word_lists(validation))), strict=True)
    ):
        if not TASKS[validation.task].per_word:
            label, answer = (label,), answer[None]
        for position, (label_of_word, row) in enumerate(zip(label, answer, strict=True)):
            if not np.isnan(row[0]):
                index.append(number)
                word.append(position if TASKS[validation.task].per_word else -1)
                gold.append(labels[label_of_word])
                rows.append(row)
    return Answers(np.array(index), np.array(word), np.array(gold), np.stack(rows))


def given_labels(checkpoint: Checkpoint, examples: Examples) -> list[str]:
    """The label that a model gives to each text, or to each word of all sentences; `NO_ANSWER` to what it did not
    read."""
    labels = checkpoint.config.labels
    given: list[str] = []
    for rows in probabilities(checkpoint, list(word_lists(examples))):
        for row in np.atleast_2d(rows):
            given.append(NO_ANSWER if np.isnan(row[0]) else labels[int(row.argmax())])
    return given


def mistakes(found: Answers, validation: Examples, labels: tuple[str, ...]) -> list[dict[str, Any]]:
    """The wrong answers of which the model is surest, at most MISTAKES."""
    wrong = np.flatnonzero(found.probabilities.argmax(1) != found.gold)
    surest = wrong[np.argsort(-found.probabilities[wrong].max(1), kind="stable")][:MISTAKES]
    return [_entry(found, validation, labels, int(at)) for at in surest]


def cells(found: Answers, validation: Examples, labels: tuple[str, ...]) -> list[list[list[dict[str, Any]]]]:
    """The first examples of each pair of a true label (row) and an answer (column)."""
    table: list[list[list[dict[str, Any]]]] = [[[] for _ in labels] for _ in labels]
    for at, (gold, answer) in enumerate(zip(found.gold, found.probabilities.argmax(1), strict=True)):
        cell = table[gold][answer]
        if len(cell) < EXAMPLES_A_CELL:
            cell.append(_entry(found, validation, labels, at))
    return table


def _entry(found: Answers, validation: Examples, labels: tuple[str, ...], at: int) -> dict[str, Any]:
    """An answer as JSON, with its example and the true label."""
    index, row = int(found.index[at]), found.probabilities[at]
    text, word = validation.texts[index], int(found.word[at])
    return {
        "index": index,
        "text": text if len(text) <= TEXT_CHARACTERS else text[: TEXT_CHARACTERS - 1] + "…",
        "word": None if word < 0 else word,
        "words": None if word < 0 or validation.words is None else list(validation.words[index]),
        "gold": labels[int(found.gold[at])],
        "predicted": labels[int(row.argmax())],
        "probability": float(row.max()),
        "gold_probability": float(row[found.gold[at]]),
    }


def calibration(found: Answers, temperature: float) -> dict[str, Any]:
    """How far confidence and accuracy are apart, after and before the temperature, and the bins of it.

    Both were measured on the examples on which the temperature was fitted.
    """
    logits = np.log(np.maximum(found.probabilities, 1e-30)) * temperature
    right = found.probabilities.argmax(1) == found.gold
    confidence = found.probabilities.max(1)
    bin_of_answer = np.clip(np.ceil(confidence * BINS).astype(np.int64) - 1, 0, BINS - 1)
    bins = []
    for number in range(BINS):
        inside = bin_of_answer == number
        count = int(inside.sum())
        bins.append(
            {
                "low": number / BINS,
                "high": (number + 1) / BINS,
                "count": count,
                "confidence": float(confidence[inside].mean()) if count else None,
                "accuracy": float(right[inside].mean()) if count else None,
            }
        )
    return {
        "temperature": temperature,
        "error": calibration_error(confidence, right),
        "error_before": calibration_error(softmax(logits).max(1), right),
        "bins": bins,
    }


def verdict(
    metrics: dict[str, float],
    baselines: dict[str, dict[str, float]],
    validation_examples: int,
    comparisons: Sequence[Comparison] = (),
) -> Note:
    """Whether the network was worth it: its macro-F1 beside the best baseline's.

    A difference under one standard error of a share measured on so many examples counts as none, and so does one that
    can be chance by the test on the same examples.

    Args:
        comparisons: of the network with the baselines, as named there.
    """
    mine = metrics["macro_f1"]
    name, scores = max(baselines.items(), key=lambda item: item[1]["macro_f1"])
    other = scores["macro_f1"]
    noise = math.sqrt(max(other * (1 - other), 1e-4) / max(validation_examples, 1))
    values = {"mine": mine, "other": other, "baseline": name, "held": validation_examples}
    chance = any(one.chance for one in comparisons if name in (one.first, one.second))
    title = NAMES.get(name, name.replace("_", " "))
    compared = f"macro-F1 {_percent(mine)} against {_percent(other)} for {title}"
    if mine - other > noise and not chance:
        return Note(f"The network was worth it: {compared}.", "verdict-better", values)
    if chance or mine - other >= -noise:
        return Note(
            f"The network was hardly worth it: {compared}, a difference that {validation_examples:,} validation "
            "examples cannot tell from chance.",
            "verdict-even",
            values,
        )
    return Note(
        f"The network was not worth it: {compared}. Use that, train longer, or give more examples.",
        "verdict-worse",
        values,
    )


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
