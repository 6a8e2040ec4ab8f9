"""Soft labels: what several teachers together make of texts that nobody has labelled.

A student that learns from them sees more text than there are labels for, and how sure its teachers were. The teachers
are trained models and, where the recipe says so, a linear model over words and word pairs, which is made here and
thrown away. Nothing here knows about checkpoint folders or recipes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from playground.checkpoints import Checkpoint
from playground.data.examples import Examples, word_lists
from playground.lenses.predict.predict import probabilities
from playground.text import normalise, words

Teacher = Callable[[Sequence[list[str]]], list[np.ndarray]]
"""Texts as words -> the probability of each label: (labels,) or (words, labels) for each text."""

TEXTS_AT_ONCE = 2_048

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+|\s*<br\s*/?>\s*")


def sample_sentences(
    texts: Sequence[str], most: int, seed: int, *, fewest_words: int = 4, most_words: int = 40
) -> list[str]:
    """`most` sentences of middling length from all over the texts, in the order of the texts; fewer if there are."""
    found = [
        part.strip()
        for text in texts
        for part in _SENTENCE_END.split(text)
        if part and fewest_words <= part.count(" ") + 1 <= most_words
    ]
    if len(found) <= most:
        return found
    chosen = np.random.default_rng(seed).choice(len(found), most, replace=False)
    return [found[at] for at in np.sort(chosen)]


def split_texts(texts: Sequence[str]) -> list[list[str]]:
    """The words of each text."""
    return [[word.text for word in words(text)] for text in texts]


def network_teacher(checkpoint: Checkpoint) -> Teacher:
    """A trained model as a teacher. Of a long text it reads the beginning; the tags of the rest are zero."""

    def answer(texts: Sequence[list[str]]) -> list[np.ndarray]:
        return [np.nan_to_num(found) for found in probabilities(checkpoint, texts)]

    return answer


def linear_teacher(
    examples: Sequence[Examples], labels: Sequence[str], strength: float = 20.0, *, balanced: bool = False
) -> Teacher:
    """TF-IDF over words and word pairs with logistic regression, trained on the examples, as a teacher.

    Args:
        strength: the inverse of the regularisation, scikit-learn's `C`.
        balanced: whether all labels weigh alike, however many examples each has.
    Source:
        Wang and Manning 2012, https://aclanthology.org/P12-2018/ (word pairs for sentiment)
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    counted = TfidfVectorizer(analyzer=_words_and_pairs, min_df=2, sublinear_tf=True, dtype=np.float32)
    texts = [text for part in examples for text in word_lists(part)]
    gold = [list(labels).index(label) for part in examples for label in part.labels]
    weights = "balanced" if balanced else None
    model = LogisticRegression(C=strength, max_iter=300, class_weight=weights).fit(counted.fit_transform(texts), gold)

    def answer(texts: Sequence[list[str]]) -> list[np.ndarray]:
        return list(model.predict_proba(counted.transform(texts)))

    return answer


def _words_and_pairs(text: Sequence[str]) -> list[str]:
    keys = [normalise(word) for word in text]
    return keys + [f"{first} {second}" for first, second in pairwise(keys)]


def mean_probabilities(
    teachers: Sequence[Teacher], texts: Sequence[list[str]], on_progress: Callable[[str], None] = lambda line: None
) -> list[np.ndarray]:
    """The mean of the teachers' probabilities: (labels,) or (words, labels) float32 for each text."""
    found: list[np.ndarray] = []
    for begin in range(0, len(texts), TEXTS_AT_ONCE):
        part = texts[begin : begin + TEXTS_AT_ONCE]
        answers = zip(*(teacher(part) for teacher in teachers), strict=True)
        found += [np.mean(members, 0).astype(np.float32) for members in answers]
        on_progress(f"soft labels: {len(found):,} of {len(texts):,} texts")
    return found
