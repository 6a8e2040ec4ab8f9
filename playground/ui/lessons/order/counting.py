"""The simplest reader that there is: it counts words, and knows of no order. TF-IDF with logistic regression.

It learns from plain sentences of this project (“the story was lovely”), one a word of praise or blame, in the language
of the text. The networks have learnt from far more; what they are compared in here is order alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np

from playground.text import normalise, words
from playground.training.recipes import chinese_opinion_sentences as chinese
from playground.training.recipes import opinion_sentences as english

REGULARISATION = 10.0  # C of scikit-learn, as in evaluation/baselines.py
SENTENCES = 4  # for each word of praise or blame
NOT_THERE = 0.0
DENYING = ("n't", "Never", "Contrary", "rarely", "?", "不", "没", "什么")


@dataclass(frozen=True)
class Counter:
    """A linear model over counted words.

    Attributes:
        weights: what a word adds for “positive”, before the length of the text is divided out.
        rarity: the inverse document frequency of a word.
    """

    weights: dict[str, float]
    rarity: dict[str, float]
    bias: float

    def logit(self, text: str) -> float:
        """For “positive” against “negative”, whatever the order of the words."""
        counts = self.counts(text)
        sizes = {word: (1 + np.log(count)) * self.rarity[word] for word, count in sorted(counts.items())}
        length = float(np.sqrt(sum(size**2 for size in sizes.values()))) or 1.0
        return float(self.bias + sum(size * self.weights[word] for word, size in sizes.items()) / length)

    def counts(self, text: str) -> dict[str, int]:
        """How often each word of the text stands there that the model knows."""
        found: dict[str, int] = {}
        for word in counted(text):
            if word in self.weights:
                found[word] = found.get(word, 0) + 1
        return found

    def weight(self, word: str) -> float:
        """What a word adds for “positive”; 0 for one that the model has not met."""
        known = normalise(word)
        return self.weights.get(known, NOT_THERE) * self.rarity.get(known, NOT_THERE)


def counted(text: str) -> list[str]:
    """The words of a text as they are counted."""
    return [normalise(word.text) for word in words(text)]


@lru_cache(maxsize=4)
def counter(unspaced: bool) -> Counter:
    """The model for texts in a script with or without spaces, fitted once."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts, labels = _sentences(unspaced)
    features = TfidfVectorizer(analyzer=counted, sublinear_tf=True)
    model = LogisticRegression(C=REGULARISATION, max_iter=300).fit(features.fit_transform(texts), labels)
    names = features.get_feature_names_out().tolist()
    weights, rarity = dict(zip(names, model.coef_[0].tolist(), strict=True)), features.idf_.tolist()
    return Counter(weights, dict(zip(names, rarity, strict=True)), float(model.intercept_[0]))


def _sentences(unspaced: bool) -> tuple[list[str], list[int]]:
    """Plain praise and blame, and whether each is praise."""
    source = chinese if unspaced else english
    frames: Sequence[str] = [frame for frame, side in source.FRAMES if side == "same" and _plain(frame)]
    draw, texts, labels = Random(0), [], []
    for side, praised in ((source.GOOD, 1), (source.BAD, 0)):
        for word in side:
            for _ in range(SENTENCES):
                texts.append(draw.choice(frames).format(thing=draw.choice(source.THINGS), x=word))
                labels.append(praised)
    return texts, labels


def _plain(frame: str) -> bool:
    """Whether a wording says one word about a thing, and denies and asks nothing."""
    filled = frame.count("{") == 2 and "{thing}" in frame and "{x}" in frame
    return filled and not any(mark in frame for mark in DENYING)
