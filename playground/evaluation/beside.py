"""A model and others on the same examples: the interval of each score, and each of the others tested against the model.

Answers are given as labels, so that it does not matter what kind of model gave them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from playground.data.examples import Examples, flat_labels
from playground.evaluation.comparison import Comparison, compare
from playground.evaluation.intervals import intervals
from playground.tasks import TASKS

NO_ANSWER = ""  # of a word that was not read


def beside(
    examples: Examples, answers: Mapping[str, Sequence[str]]
) -> tuple[dict[str, dict[str, list[float]]], list[Comparison]]:
    """By name the intervals of accuracy, macro-F1 and balanced accuracy; and the first model compared with each other.

    These comparisons begin with the best of the others.

    Args:
        answers: by name a label a text, or a tag for each word of all sentences; the model in question first.
    """
    gold = np.array(flat_labels(examples))
    sentences = None
    if TASKS[examples.task].per_word:
        sentences = np.repeat(np.arange(len(examples)), [len(tags) for tags in examples.labels])
    labels = sorted({*gold.tolist(), *(one for given in answers.values() for one in given)} - {NO_ANSWER})
    index = {label: at for at, label in enumerate(labels)} | {NO_ANSWER: -1}
    truth = np.array([index[label] for label in gold])
    given = {name: np.array([index[label] for label in of_model]) for name, of_model in answers.items()}
    measured = {name: intervals(len(labels), truth, one, sentences).as_json() for name, one in given.items()}
    (first, own), *others = given.items()
    others.sort(key=lambda one: -int((one[1] == truth).sum()))
    compared = [compare(first, name, own == truth, one == truth, sentences) for name, one in others]
    return measured, compared
