"""Which labels of a file may be wrong, and which of its texts are all but the same: a list, the worst first.

A label is suspect where models that have not learnt from its example find another one far more probable. cleanlab says
how many of a file's labels are likely to be wrong (confident learning: it counts against the model where a label is
hard anyway); the order is by the probability of the label that is there. Both are for a person to look at: of what
stands first about half is wrong, the rest is hard.

cleanlab is imported where it is needed. Nothing here knows how the probabilities came about.

Source:
    Northcutt, Jiang, Chuang 2021, https://arxiv.org/abs/1911.00068 (labels); Wang and Mueller 2022,
    https://arxiv.org/abs/2210.03920 (tags)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from playground.data.examples import Examples
from playground.evaluation.baselines import is_unspaced
from playground.tasks import TASKS

ALIKE = 0.9  # cosine of two texts' TF-IDF from which on they count as nearly the same
MOST_TEXTS = 20_000  # in which such pairs are looked for
AT_ONCE = 500  # texts held against all others in one product
UNREAD = 1.0  # how well a label fits that nothing is known of


@dataclass(frozen=True)
class Suspect:
    """A label, and how little it fits.

    Attributes:
        example: which one, from 0.
        word: which of its words; None where a text has one label.
        label, suggested: that of the file, and the most probable one.
        fit: 0-1, the probability of the file's label.
        sure: 0-1, the probability of the suggested one.
        likely: whether it is among as many as are likely to be wrong.
        alike: examples whose text is all but the same.
    """

    example: int
    word: int | None
    label: str
    suggested: str
    fit: float
    sure: float
    likely: bool
    alike: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The suspect as plain JSON."""
        return asdict(self) | {"alike": list(self.alike)}


def suspects(examples: Examples, labels: Sequence[str], probabilities: Sequence[np.ndarray]) -> list[Suspect]:
    """Every label of the examples, the least fitting first.

    Args:
        labels: in the order of the probabilities.
        probabilities: an array an example, from models that have not learnt from it: (labels,), or (words, labels) with
            NaN where a word was not read.
    """
    index = {label: at for at, label in enumerate(labels)}
    likely = _likely(examples, index, probabilities)
    near = near_duplicates(examples.texts)
    found = []
    for at, (given, rows) in enumerate(zip(examples.labels, probabilities, strict=True)):
        of_example: list[tuple[int | None, str, np.ndarray]] = [(None, given, rows)]
        if TASKS[examples.task].per_word:
            of_example = [*zip(range(len(given)), given, rows, strict=True)]
        for word, label, row in of_example:
            if np.isnan(row[0]):
                found.append(Suspect(at, word, label, label, UNREAD, UNREAD, False, near.get(at, ())))
                continue
            best = int(row.argmax())
            fit, sure = float(row[index[label]]), float(row[best])
            found.append(Suspect(at, word, label, labels[best], fit, sure, (at, word) in likely, near.get(at, ())))
    return sorted(found, key=lambda one: (one.label == one.suggested, one.fit))


def _likely(examples: Examples, index: dict[str, int], probabilities: Sequence[np.ndarray]) -> set[tuple[int, Any]]:
    """The labels that are likely to be wrong, as numbers of examples and of words in them."""
    if TASKS[examples.task].per_word:
        from cleanlab.token_classification.filter import find_label_issues as find_tag_issues

        read = [~np.isnan(rows[:, 0]) for rows in probabilities]
        kept = [at for at, one in enumerate(read) if one.any()]
        tags = [[index[tag] for tag, one in zip(examples.labels[at], read[at], strict=True) if one] for at in kept]
        words = [np.flatnonzero(read[at]) for at in kept]
        pairs = find_tag_issues(tags, [probabilities[at][read[at]] for at in kept], n_jobs=1)
        return {(kept[at], int(words[at][word])) for at, word in pairs}
    from cleanlab.filter import find_label_issues

    gold = np.array([index[label] for label in examples.labels])
    wrong = find_label_issues(gold, np.stack(list(probabilities)), n_jobs=1)
    return {(int(at), None) for at in np.flatnonzero(wrong)}


def near_duplicates(texts: Sequence[str]) -> dict[int, tuple[int, ...]]:
    """For each text that has such, the others that are all but the same, by their number; at most ten.

    Cosine of TF-IDF over words and word pairs, over characters and pairs of them where a script sets no spaces. Of more
    than 20,000 texts only the first ones are looked at.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = texts[:MOST_TEXTS]
    options: dict[str, Any] = {"token_pattern": r"(?u)\w+|[^\w\s]", "ngram_range": (1, 2)}
    if is_unspaced(texts):
        options = {"analyzer": "char", "ngram_range": (1, 2)}
    try:
        rows = TfidfVectorizer(sublinear_tf=True, **options).fit_transform(texts)  # (texts, features), of length 1
    except ValueError:  # nothing but spaces
        return {}
    found: dict[int, tuple[int, ...]] = {}
    for start in range(0, len(texts), AT_ONCE):
        close = rows[start : start + AT_ONCE] @ rows.T
        close.data[close.data < ALIKE] = 0
        close.eliminate_zeros()
        for at in range(close.shape[0]):
            others = close.indices[close.indptr[at] : close.indptr[at + 1]]
            others = sorted(int(one) for one in others if one != start + at)[:10]
            if others:
                found[start + at] = tuple(others)
    return found
