"""How good a checkpoint is on a file of examples: accuracy, macro-F1, calibration, and what is taken for what.

NumPy alone; the tests compare every number with scikit-learn. Nothing here knows about batches or padding: the lens
`predict` answers for each word list, so that what is counted is exactly the examples (or the words) of the file.

Decisions:
- Part of speech is scored a word at a time, over all words of the file at once.
- macro-F1 and balanced accuracy are means over the labels that the file itself has, each weighing the same. A label
  that only the model gives is left out of the mean.
- A word that did not reach the model is an error with no prediction: it counts in the accuracy and in the support, it
  stands in no column of the confusion table, and it has no confidence that could be calibrated.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from playground.data.examples import Examples
from playground.data.notation import GUESSED, Notation
from playground.data.reading import read
from playground.errors import BadInput
from playground.evaluation.characters import by_character, word_scores
from playground.evaluation.comparison import Comparison, pairs
from playground.evaluation.intervals import clustered, intervals
from playground.lenses.predict.predict import probabilities
from playground.lenses.predict.spans import makes_words
from playground.tasks import TASKS

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

BINS = 15
EXAMPLES_AT_ONCE = 1024  # bounds what is held in memory; the lens sorts these by length and batches them
LABEL_SCORES = ("precision", "recall", "f1", "support")
NO_ANSWER = -1  # the predicted label of a word that was not read

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Report:
    """What a checkpoint is worth on one file.

    Attributes:
        data: the name of the file.
        examples: texts, or sentences.
        accuracy, macro_f1: 0-1.
        calibration_error: 0-1, the expected difference between the confidence and the accuracy.
        labels: label -> precision, recall, f1 (0-1) and support (examples, or words).
        confusion: labels, and counts with a row for each true and a column for each predicted label.
        seconds: wall time of predicting and scoring.
        words: how many words were scored (pos).
        unknown_word_accuracy: 0-1, on words that are not in the model's vocabulary; None where there are none (pos).
        unread_words: how many words did not reach the model (pos).
        words_f1, tagged_words_f1, gold_words_accuracy: 0-1, of the words that tagged characters make, without and with
            their tags, and of the tags of true words; None where the model tags words.
        intervals: of each accuracy and F1 by its name, where 95 % of the scores on such rows lie, [low, high], 0-1;
            under "f1" those of the labels.
    """

    model: str
    task: str
    data: str
    examples: int
    accuracy: float
    macro_f1: float
    calibration_error: float
    labels: dict[str, dict[str, float]]
    confusion: dict[str, Any]
    seconds: float
    words: int | None = None
    unknown_word_accuracy: float | None = None
    unread_words: int | None = None
    words_f1: float | None = None
    tagged_words_f1: float | None = None
    gold_words_accuracy: float | None = None
    intervals: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The report as plain JSON values, with the last entries only where words, or characters, are scored."""
        answer = asdict(self)
        if self.words is None:
            for name in ("words", "unknown_word_accuracy", "unread_words"):
                del answer[name]
        if self.words_f1 is None:
            for name in ("words_f1", "tagged_words_f1", "gold_words_accuracy"):
                del answer[name]
        return answer


def evaluate(
    checkpoint: Checkpoint,
    data: Examples | str | Path,
    text_column: str | None = None,
    label_column: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    notation: Notation = GUESSED,
) -> Report:
    """The report of a checkpoint on examples, or on a file of them.

    Args:
        text_column, label_column: as in `examples.read`; only for a file.
        on_progress: called with how many examples are done, and of how many.
        notation: what somebody says of how the file is written.
    Raises:
        BadInput: the file cannot be read, belongs to another task, or has labels that the model does not know.
    """
    task = checkpoint.config.task
    examples = data if isinstance(data, Examples) else read(data, task, text_column, label_column, notation)
    return _measured(checkpoint, examples, on_progress)[0]


def evaluate_several(
    checkpoints: Sequence[Checkpoint],
    data: Examples | str | Path,
    text_column: str | None = None,
    label_column: str | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    notation: Notation = GUESSED,
) -> tuple[list[Report], list[Comparison]]:
    """The reports of several checkpoints on the same examples, and each pair of them tested against chance.

    Args:
        checkpoints: of one task; the others as those of `evaluate`.
    Raises:
        BadInput: as `evaluate`.
    """
    task = checkpoints[0].config.task
    examples = data if isinstance(data, Examples) else read(data, task, text_column, label_column, notation)
    measured = [_measured(checkpoint, examples, on_progress) for checkpoint in checkpoints]
    compared = []
    for size in dict.fromkeys(len(right) for _, right, _ in measured):  # words are not held against characters
        alike = [one for one in measured if len(one[1]) == size]
        compared += pairs([(report.model, right) for report, right, _ in alike], alike[0][2])
    return [report for report, _, _ in measured], compared


def _measured(
    checkpoint: Checkpoint, examples: Examples, on_progress: Callable[[int, int], None] | None
) -> tuple[Report, Array, Array | None]:
    """The report of a checkpoint, whether each of its answers is right, and from which sentence each is; None where a
    text has one answer."""
    _check_task(checkpoint, examples)
    start = time.perf_counter()
    labels = list(checkpoint.config.labels)
    made: dict[str, Any] = {}
    if makes_words(labels) and not makes_words(sorted(_gold_labels(examples))):  # words, and the model reads characters
        made = word_scores(checkpoint, examples)
        examples = by_character(examples)
    gold = _gold_indices(examples, labels, checkpoint.reference)
    predicted, confidences = _predictions(checkpoint, examples, on_progress)
    right, sentences = predicted == gold, _sentences(examples)
    scores = score(labels, gold, predicted)
    counts = _confusion_counts(len(labels), gold, predicted)
    by_label = zip(labels, *(column.tolist() for column in _scores_by_label(counts, gold)), strict=True)
    of_words = _word_scores(checkpoint, examples, predicted, right, sentences)
    by_name = _intervals_by_name(labels, gold, predicted, sentences)
    by_name |= {**of_words.pop("intervals", {}), **made.pop("intervals", {})}
    report = Report(
        model=checkpoint.reference,
        task=checkpoint.config.task,
        data=examples.name,
        examples=len(examples),
        accuracy=scores["accuracy"],
        macro_f1=scores["macro_f1"],
        calibration_error=calibration_error(confidences, right),
        labels={label: dict(zip(LABEL_SCORES, values, strict=True)) for label, *values in by_label},
        confusion={"labels": labels, "counts": counts.tolist()},
        **of_words,
        **made,
        intervals=by_name,
        seconds=time.perf_counter() - start,
    )
    return report, right, sentences


def _intervals_by_name(labels: list[str], gold: Array, predicted: Array, sentences: Array | None) -> dict[str, Any]:
    """What a report says of accuracy, macro-F1 and the F1 of each label."""
    found = intervals(len(labels), gold, predicted, sentences)
    return {
        "accuracy": list(found.accuracy),
        "macro_f1": list(found.macro_f1),
        "f1": dict(zip(labels, found.f1.tolist(), strict=True)),
    }


def _check_task(checkpoint: Checkpoint, examples: Examples) -> None:
    """Raise where the examples are of another task than the checkpoint.

    Raises:
        BadInput: they are.
    """
    task = checkpoint.config.task
    if examples.task != task:
        raise BadInput(
            f"{checkpoint.reference} does the task {task}, and {examples.name} holds examples of {examples.task}. "
            "Choose a model or a file of the same task.",
            key="other-task",
            model=checkpoint.reference,
            file=examples.name,
        )


def _sentences(examples: Examples) -> Array | None:
    """From which sentence each word of all examples is, (words,); None where a text has one label."""
    if not TASKS[examples.task].per_word:
        return None
    return np.repeat(np.arange(len(examples)), [len(tags) for tags in examples.labels])


def score(
    labels: Sequence[str], gold: npt.ArrayLike, predicted: npt.ArrayLike, probabilities: npt.ArrayLike | None = None
) -> dict[str, float]:
    """Accuracy, macro-F1 and balanced accuracy, and the calibration error where probabilities are given.

    Args:
        labels: all labels, in the order that the numbers count.
        gold: (examples,), index of each true label.
        predicted: (examples,), index of each answer; NO_ANSWER where there is none.
        probabilities: (examples, labels), 0-1.
    """
    truth, answer = np.asarray(gold, dtype=np.int64), np.asarray(predicted, dtype=np.int64)
    _, recall, f1, support = _scores_by_label(_confusion_counts(len(labels), truth, answer), truth)
    present = support > 0
    scores = {
        "accuracy": float((truth == answer).mean()),
        "macro_f1": float(f1[present].mean()),
        "balanced_accuracy": float(recall[present].mean()),
    }
    if probabilities is not None:
        scores["calibration_error"] = calibration_error(np.asarray(probabilities).max(axis=1), truth == answer)
    return scores


def calibration_error(confidences: npt.ArrayLike, correct: npt.ArrayLike) -> float:
    """The expected calibration error, 0-1: how far confidence and accuracy are apart in 15 bins of equal width.

    Each bin weighs as many answers as it holds. A confidence on an edge belongs to the bin below.

    Args:
        confidences: (answers,), the probability of the label that was answered; NaN entries are left out.
        correct: (answers,), whether that label was the true one.
    Source:
        Guo, Pleiss, Sun, Weinberger 2017, eq. 3, https://arxiv.org/abs/1706.04599
    """
    confidence, right = np.asarray(confidences, dtype=np.float64), np.asarray(correct, dtype=np.float64)
    answered = ~np.isnan(confidence)
    confidence, right = confidence[answered], right[answered]
    if not len(confidence):
        return 0.0
    bins = np.clip(np.ceil(confidence * BINS).astype(np.int64) - 1, 0, BINS - 1)
    gaps = np.bincount(bins, weights=confidence - right, minlength=BINS)  # (bins,), confidence - accuracy, summed
    return float(np.abs(gaps).sum() / len(confidence))


def _gold_indices(examples: Examples, labels: list[str], model: str) -> Array:
    """The index of each true label: (examples,), or (words of all examples,)."""
    flat = list(_gold_labels(examples))
    index = {label: at for at, label in enumerate(labels)}
    unknown_labels = sorted({label for label in flat if label not in index})
    if unknown_labels:
        listed = ", ".join(unknown_labels[:10]) + (
            f" and {len(unknown_labels) - 10} more" if len(unknown_labels) > 10 else ""
        )
        raise BadInput(
            f"{examples.name} has labels that {model} does not know: {listed}. Its labels are {', '.join(labels)}. "
            "Rename the file's labels, choose another column, or train a model on them.",
            key="foreign-labels",
            file=examples.name,
            model=model,
            labels=unknown_labels,
        )
    return np.array([index[label] for label in flat], dtype=np.int64)


def _gold_labels(examples: Examples) -> Iterator[str]:
    """The true labels: one a text, or one a word of all examples."""
    if TASKS[examples.task].per_word:
        return (tag for tags in examples.labels for tag in tags)
    return iter(examples.labels)


def _predictions(
    checkpoint: Checkpoint, examples: Examples, on_progress: Callable[[int, int], None] | None
) -> tuple[Array, Array]:
    """The index of each answer and its probability; NO_ANSWER and NaN for what the model did not read."""
    predicted, confidences = [], []
    for start in range(0, len(examples), EXAMPLES_AT_ONCE):
        stop = min(start + EXAMPLES_AT_ONCE, len(examples))
        if examples.words is None:
            lists = [[word.text for word in checkpoint.divide(text)] for text in examples.texts[start:stop]]
        else:
            lists = [list(words) for words in examples.words[start:stop]]
        for words, answer in zip(lists, probabilities(checkpoint, lists), strict=True):
            rows = np.atleast_2d(answer)  # (1, labels) or (words, labels), NaN in the rows of words that were not read
            assert len(rows) == (len(words) if checkpoint.config.per_word else 1), "an answer a word, none for padding"
            unread = np.isnan(rows).any(axis=1)
            predicted.append(np.where(unread, NO_ANSWER, rows.argmax(axis=1)))
            confidences.append(np.where(unread, np.nan, rows.max(axis=1)))
        if on_progress:
            on_progress(stop, len(examples))
    return np.concatenate(predicted), np.concatenate(confidences)


def _word_scores(
    checkpoint: Checkpoint, examples: Examples, predicted: Array, right: Array, sentences: Array | None
) -> dict[str, Any]:
    """What a report adds where words are scored."""
    if examples.words is None or sentences is None:
        return {}
    unknown = np.array([not checkpoint.vocabulary.knows(word) for words in examples.words for word in words])
    found: dict[str, Any] = {
        "words": len(right),
        "unknown_word_accuracy": float(right[unknown].mean()) if unknown.any() else None,
        "unread_words": int((predicted == NO_ANSWER).sum()),
    }
    if unknown.any():
        sizes, hits = np.bincount(sentences[unknown]), np.bincount(sentences[unknown], weights=right[unknown])
        found["intervals"] = {"unknown_word_accuracy": list(clustered(hits[sizes > 0], sizes[sizes > 0]))}
    return found


def _confusion_counts(size: int, gold: Array, predicted: Array) -> Array:
    """(labels, labels): how often the label of the row was answered with that of the column."""
    answered = predicted != NO_ANSWER
    flat = np.bincount(gold[answered] * size + predicted[answered], minlength=size * size)
    return flat.reshape(size, size)


def _scores_by_label(counts: Array, gold: Array) -> tuple[Array, Array, Array, Array]:
    """Precision, recall, F1 (0 where there is nothing to divide by) and support, each (labels,)."""
    right = counts.diagonal().astype(np.float64)
    support = np.bincount(gold, minlength=len(counts))
    answered = counts.sum(axis=0)
    precision = right / np.maximum(answered, 1)
    recall = right / np.maximum(support, 1)
    f1 = 2 * right / np.maximum(answered + support, 1)
    return precision, recall, f1, support
