"""Every number of a report, against scikit-learn and against numbers worked out by hand."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sklearn import metrics

from playground.data.examples import Examples
from playground.errors import BadInput
from playground.evaluation import evaluate as module
from playground.evaluation.evaluate import NO_ANSWER, calibration_error, evaluate, score
from playground.tasks import TASKS
from playground.text import Vocabulary, Word
from playground.text import words as split_into_words


@dataclass
class Asked:
    """A double of a checkpoint; its answers come out of `table`, a row of probabilities for each text or each word."""

    task: str
    labels: tuple[str, ...]
    table: dict[str, list[float]]
    max_words: int = 1_000
    reference: str = "double"
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary(["good", "dog"]))

    @property
    def config(self) -> Any:
        return SimpleNamespace(task=self.task, labels=self.labels, per_word=TASKS[self.task].per_word)

    def divide(self, text: str) -> tuple[Word, ...]:
        return split_into_words(text)

    def probabilities(self, texts: list[list[str]]) -> list[np.ndarray]:
        if not TASKS[self.task].per_word:
            return [np.array(self.table[" ".join(words)]) for words in texts]
        nothing = [float("nan")] * len(self.labels)
        return [
            np.array([self.table[word] if at < self.max_words else nothing for at, word in enumerate(words)])
            for words in texts
        ]


@pytest.fixture(autouse=True)
def doubles_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "probabilities", lambda checkpoint, texts: checkpoint.probabilities(texts))


def sentiment(texts: list[str], labels: list[str]) -> Examples:
    return Examples("sentiment", tuple(texts), None, tuple(labels), "made.tsv", "0" * 64)


def tagged(*sentences: str) -> Examples:
    pairs = [[word.split("/") for word in sentence.split()] for sentence in sentences]
    words = tuple(tuple(word for word, _ in sentence) for sentence in pairs)
    tags = tuple(tuple(tag for _, tag in sentence) for sentence in pairs)
    return Examples("pos", tuple(map(" ".join, words)), words, tags, "made.conllu", "0" * 64)


def test_a_report_agrees_with_scikit_learn() -> None:
    random = np.random.default_rng(3)
    labels = ("anger", "fear", "joy", "surprise")
    table = {f"text {number}": random.dirichlet([0.4] * 4).tolist() for number in range(1_500)}
    gold = random.choice(labels[:3], size=len(table), p=[0.7, 0.2, 0.1]).tolist()  # surprise never is the truth
    report = evaluate(Asked("sentiment", labels, table), sentiment(list(table), gold))  # type: ignore[arg-type]

    answers = [labels[int(np.argmax(row))] for row in table.values()]
    assert report.accuracy == pytest.approx(metrics.accuracy_score(gold, answers))
    present = labels[:3]
    macro = metrics.f1_score(gold, answers, average="macro", labels=present, zero_division=0)
    assert report.macro_f1 == pytest.approx(macro)
    columns = metrics.precision_recall_fscore_support(gold, answers, labels=labels, zero_division=0)
    for at, label in enumerate(labels):
        assert list(report.labels[label].values()) == pytest.approx([column[at] for column in columns])
    assert report.confusion["labels"] == list(labels)
    assert report.confusion["counts"] == metrics.confusion_matrix(gold, answers, labels=labels).tolist()
    assert (report.model, report.task, report.data, report.examples) == ("double", "sentiment", "made.tsv", 1_500)


def test_scores_agree_with_scikit_learn() -> None:
    random = np.random.default_rng(5)
    gold, answers = random.integers(0, 3, 400), random.integers(0, 4, 400)
    probabilities = random.dirichlet([1] * 4, 400)
    scores = score(("a", "b", "c", "d"), gold, answers, probabilities)
    assert scores["accuracy"] == pytest.approx(metrics.accuracy_score(gold, answers))
    macro = metrics.f1_score(gold, answers, average="macro", labels=[0, 1, 2], zero_division=0)
    assert scores["macro_f1"] == pytest.approx(macro)
    recalls = metrics.recall_score(gold, answers, average=None, labels=[0, 1, 2])
    assert scores["balanced_accuracy"] == pytest.approx(np.mean(recalls))
    assert scores["calibration_error"] == calibration_error(probabilities.max(1), gold == answers)


def test_the_calibration_error_is_the_one_worked_out_by_hand() -> None:
    # Fifteenths: 0.90 and 0.92 lie in the bin (13/15, 14/15], one of two right: |1.82 - 1| = 0.82.
    # 0.6 is the edge 9/15 and lies in the bin below, alone and right: |0.6 - 1| = 0.4. 1.0 lies in the last: 0.
    assert calibration_error([0.90, 0.92, 0.6, 1.0], [True, False, True, True]) == pytest.approx((0.82 + 0.4) / 4)
    assert calibration_error([0.59, 0.6], [True, False]) == pytest.approx(abs(0.59 + 0.6 - 1) / 2)
    assert calibration_error([0.75] * 4, [True, True, True, False]) == pytest.approx(0)
    assert calibration_error([0.8, float("nan")], [True, False]) == pytest.approx(0.2)
    assert calibration_error([], []) == 0


TAGS = ("ADJ", "NOUN", "VERB")
WORDS = {"good": [0.8, 0.1, 0.1], "dog": [0.2, 0.7, 0.1], "barks": [0.1, 0.5, 0.4], "loud": [0.6, 0.3, 0.1]}


def test_part_of_speech_is_scored_by_words_and_padding_is_never_counted() -> None:
    # One long and one short sentence: five words, however far the short one is padded.
    examples = tagged("good/ADJ dog/NOUN barks/VERB loud/ADJ", "dog/NOUN")
    report = evaluate(Asked("pos", TAGS, WORDS), examples)  # type: ignore[arg-type]
    assert report.examples == 2
    assert report.words == 5
    assert report.accuracy == pytest.approx(4 / 5)
    assert sum(map(sum, report.confusion["counts"])) == 5
    assert sum(row["support"] for row in report.labels.values()) == 5
    assert report.confusion["counts"] == [[2, 0, 0], [0, 2, 0], [0, 1, 0]]
    assert report.labels["NOUN"] == pytest.approx({"precision": 2 / 3, "recall": 1, "f1": 4 / 5, "support": 2})
    assert report.macro_f1 == pytest.approx((1 + 4 / 5 + 0) / 3)
    assert report.unknown_word_accuracy == pytest.approx(1 / 2)  # barks wrong, loud right
    assert report.unread_words == 0


def test_words_that_were_not_read_are_errors_without_a_prediction() -> None:
    examples = tagged("good/ADJ dog/NOUN barks/VERB loud/ADJ", "dog/NOUN")
    report = evaluate(Asked("pos", TAGS, WORDS, max_words=3), examples)  # type: ignore[arg-type]
    assert report.words == 5
    assert report.unread_words == 1
    assert report.accuracy == pytest.approx(3 / 5)
    assert report.confusion["counts"] == [[1, 0, 0], [0, 2, 0], [0, 1, 0]]
    assert report.labels["ADJ"]["recall"] == pytest.approx(1 / 2)
    assert report.unknown_word_accuracy == 0
    gold, answers = ["ADJ", "NOUN", "VERB", "ADJ", "NOUN"], ["ADJ", "NOUN", "NOUN", "-", "NOUN"]
    macro = metrics.f1_score(gold, answers, average="macro", labels=TAGS, zero_division=0)
    assert report.macro_f1 == pytest.approx(macro)
    assert score(TAGS, [0, 1], [0, NO_ANSWER])["accuracy"] == 0.5


def test_many_examples_are_answered_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EXAMPLES_AT_ONCE", 3)
    table = {f"text {number}": [0.9, 0.1] if number % 3 else [0.2, 0.8] for number in range(10)}
    gold = ["no" if number % 3 else "yes" for number in range(10)]
    done: list[tuple[int, int]] = []
    report = evaluate(
        Asked("sentiment", ("no", "yes"), table),  # type: ignore[arg-type]
        sentiment(list(table), gold),
        on_progress=lambda *counts: done.append(counts),
    )
    assert report.accuracy == 1
    assert done == [(3, 10), (6, 10), (9, 10), (10, 10)]


def test_a_report_is_json_with_the_words_only_where_words_are_scored() -> None:
    table = {"fine": [0.1, 0.9]}
    report = evaluate(Asked("sentiment", ("no", "yes"), table), sentiment(["fine"], ["yes"]))  # type: ignore[arg-type]
    assert list(report.as_json()) == [
        *("model", "task", "data", "examples", "accuracy", "macro_f1", "calibration_error"),
        *("labels", "confusion", "seconds", "intervals"),
    ]
    assert report.as_json()["labels"]["no"] == {"precision": 0, "recall": 0, "f1": 0, "support": 0}
    words = evaluate(Asked("pos", TAGS, WORDS), tagged("good/ADJ"))  # type: ignore[arg-type]
    assert {"words": 1, "unknown_word_accuracy": None, "unread_words": 0}.items() <= words.as_json().items()


def test_a_file_of_another_task_or_with_other_labels_is_refused() -> None:
    asked: Any = Asked("sentiment", ("negative", "positive"), {"fine": [0.1, 0.9]})
    with pytest.raises(BadInput) as other_task:
        evaluate(asked, tagged("good/ADJ"))
    assert str(other_task.value) == (
        "double does the task sentiment, and made.conllu holds examples of pos. "
        "Choose a model or a file of the same task."
    )
    with pytest.raises(BadInput) as other_labels:
        evaluate(asked, sentiment(["fine", "fine", "fine"], ["positive", "1", "0"]))
    assert str(other_labels.value) == (
        "made.tsv has labels that double does not know: 0, 1. Its labels are negative, positive. "
        "Rename the file's labels, choose another column, or train a model on them."
    )
