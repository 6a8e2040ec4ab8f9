"""Between which values a score may well lie: intervals of 95 % for accuracy and F1, and a bound on a rate of mistakes.

A score on 200 rows is a draw: other rows of the same kind would have given another. Each interval holds the score on
endlessly many such rows in 95 of 100 cases, if the rows are a fair sample of them. What it does not hold is the luck of
the training (seeds) and rows of another kind.

Words of one sentence are not independent of each other, so where words are scored the sentence is the unit that is
drawn. scipy is imported where it is needed; nothing here knows about models.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Z = 1.959963984540054  # of the normal distribution: 95 % lie between -Z and Z
CONFIDENCE = 0.95
DRAWS = 2_000  # of the bootstrap
SEED = 0
MOST_GROUPS = 2_000  # drawn from; more sentences are first joined, at random, into so many lots

Array = npt.NDArray[Any]
Interval = tuple[float, float]
"""From where to where, 0-1."""


@dataclass(frozen=True)
class Intervals:
    """Intervals of the scores that `evaluate.score` gives, 0-1, and of each label's F1, (labels, 2)."""

    accuracy: Interval
    macro_f1: Interval
    balanced_accuracy: Interval
    f1: Array

    def as_json(self) -> dict[str, list[float]]:
        """The intervals of the three scores, as lists of two numbers."""
        return {name: list(getattr(self, name)) for name in ("accuracy", "macro_f1", "balanced_accuracy")}


def wilson(right: float, total: float) -> Interval:
    """The Wilson score interval of a share, 0-1; (0, 1) of nothing.

    Unlike the share plus and minus two standard errors it stays within 0 and 1 and says something where all is right.

    Args:
        right, total: counts, or effective numbers of them.
    Source:
        Wilson 1927, https://doi.org/10.1080/01621459.1927.10502953; Brown, Cai, DasGupta 2001, eq. 4,
        https://doi.org/10.1214/ss/1009213286
    """
    if total <= 0:
        return 0.0, 1.0
    share, square = right / total, Z * Z / total
    centre = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * math.sqrt(share * (1 - share) / total + square / total / 4)
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return (0.0 if right <= 0 else low), (1.0 if right >= total else high)


def clustered(right: Array, sizes: Array) -> Interval:
    """The Wilson interval of a share of words, whose sentences are what is drawn.

    The number of words is divided by the design effect: how much further the shares of the sentences lie apart than
    those of words drawn one by one would. Where all words are right, or none, nothing tells it, and a sentence is
    one word.

    Args:
        right: (sentences,), how many words of each are right.
        sizes: (sentences,), how many words each has; 1 or more.
    Source:
        Dean and Pagano 2015, https://doi.org/10.1111/anzs.12126 (intervals of clustered shares: Wilson's with the
        effective number of observations)
    """
    words, groups = float(sizes.sum()), len(sizes)
    share = float(right.sum()) / words
    if groups < 2 or share in (0.0, 1.0):
        return wilson(share * groups, groups)
    drawn = float(np.square(right - share * sizes).sum()) * groups / (groups - 1) / words**2
    effect = max(1.0, drawn / (share * (1 - share) / words))
    return wilson(share * words / effect, words / effect)


def intervals(labels: int, gold: Array, predicted: Array, groups: Array | None = None, seed: int = SEED) -> Intervals:
    """The intervals of accuracy (Wilson), macro-F1, balanced accuracy and the F1 of each label (percentile bootstrap).

    Drawing rows with replacement is drawing how often each pair of a true and a predicted label occurs, which takes
    milliseconds. An interval holds its own score, and where nothing is wrong, and there is so nothing to draw, that of
    the accuracy stands for all.

    Args:
        labels: how many there are.
        gold, predicted: (answers,), indices of labels; a negative one is no answer.
        groups: (answers,), from which sentence each is, rising from 0; None where each answer is drawn by itself.
    Source:
        Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13
    """
    right = gold == predicted
    if groups is None:
        accuracy = wilson(int(right.sum()), len(right))
    else:
        sizes = np.bincount(groups)
        sizes, hits = sizes[sizes > 0], np.bincount(groups, weights=right)[sizes > 0]
        accuracy = clustered(hits, sizes)
    if right.all():
        return Intervals(accuracy, accuracy, accuracy, np.tile(accuracy, (labels, 1)))
    width = labels + 1  # the last column is no answer
    cells, place = np.unique(gold * width + np.where(predicted < 0, labels, predicted), return_inverse=True)
    drawn = _drawn_counts(len(cells), place, groups, np.random.default_rng(seed))
    macro, balanced, f1 = _scores(labels, cells // width, cells % width, drawn)
    counts = np.bincount(place, minlength=len(cells))[None]
    own_macro, own_balanced, own_f1 = _scores(labels, cells // width, cells % width, counts)
    return Intervals(
        accuracy,
        _percentiles(macro, own_macro[0]),
        _percentiles(balanced, own_balanced[0]),
        np.stack([_of_label(f1[:, at], own_f1[0, at], int((gold == at).sum())) for at in range(labels)]),
    )


def _of_label(drawn: Array, own: float, support: int) -> Interval:
    """The interval of a label's F1; where it is 0 or 1, so that there is nothing to draw, that of its recall."""
    return wilson(own * support, support) if own in (0.0, 1.0) else _percentiles(drawn, own)


def ratio(parts: Array, wholes: Array, seed: int = SEED) -> Interval:
    """The interval of a sum of parts by a sum of wholes, such as F1 over all sentences at once (percentile bootstrap).

    Args:
        parts, wholes: (sentences,), of each; no part is larger than its whole.
    """
    if not wholes.sum() or (parts == wholes).all():
        return wilson(len(parts), len(parts))
    random = np.random.default_rng(seed)
    number = min(len(parts), MOST_GROUPS)
    lots = np.arange(number) if number == len(parts) else random.integers(number, size=len(parts))
    of_lot = np.stack([np.bincount(lots, weights=one, minlength=number) for one in (parts, wholes)], axis=1)
    drawn = random.multinomial(number, np.full(number, 1 / number), size=DRAWS) @ of_lot  # (draws, 2)
    return _percentiles(drawn[:, 0] / np.maximum(drawn[:, 1], 1), float(parts.sum() / wholes.sum()))


def _drawn_counts(cells: int, place: Array, groups: Array | None, random: np.random.Generator) -> Array:
    """How often each cell occurs in each draw, (DRAWS, cells)."""
    if groups is None:
        return random.multinomial(len(place), np.bincount(place, minlength=cells) / len(place), size=DRAWS)
    number = int(groups.max()) + 1
    if number > MOST_GROUPS:
        groups, number = random.integers(MOST_GROUPS, size=number)[groups], MOST_GROUPS
    of_group = np.bincount(groups * cells + place, minlength=number * cells).reshape(number, cells).astype(np.float64)
    weights = random.multinomial(number, np.full(number, 1 / number), size=DRAWS).astype(np.float64)
    return weights @ of_group


def _scores(labels: int, gold: Array, predicted: Array, counts: Array) -> tuple[Array, Array, Array]:
    """Macro-F1 and balanced accuracy, (draws,), and the F1 of each label, (draws, labels), NaN where a draw has it
    neither as true nor as predicted.

    Args:
        gold, predicted: (cells,), the label that a cell stands for; `labels` for no answer.
        counts: (draws, cells).
    """
    is_gold = np.eye(labels + 1)[gold][:, :labels]  # (cells, labels)
    is_predicted = np.eye(labels + 1)[predicted][:, :labels]
    support, answered = counts @ is_gold, counts @ is_predicted  # (draws, labels)
    right = counts @ (is_gold * is_predicted)
    with np.errstate(invalid="ignore", divide="ignore"):
        f1, recall = 2 * right / (support + answered), right / support
    there = support > 0
    number = np.maximum(there.sum(1), 1)
    return np.where(there, f1, 0).sum(1) / number, np.where(there, recall, 0).sum(1) / number, f1


def _percentiles(drawn: Array, own: float) -> Interval:
    """The middle 95 % of what was drawn, widened to what was measured where that lies outside."""
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return 0.0, 1.0
    low, high = np.quantile(known, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    if not np.isnan(own):
        low, high = min(low, own), max(high, own)
    return float(low), float(high)


def most_wrong(wrong: int, total: int, confidence: float = CONFIDENCE) -> float:
    """The Clopper-Pearson upper bound on a rate of mistakes, 0-1: in `confidence` of all cases it is not above this.

    It is exact: it never promises more than it says, for however few rows.

    Source:
        Clopper and Pearson 1934, https://doi.org/10.1093/biomet/26.4.404
    """
    from scipy.special import betaincinv

    return 1.0 if wrong >= total else float(betaincinv(wrong + 1, total - wrong, confidence))
