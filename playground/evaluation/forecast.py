"""Would more examples help? A power law through what trainings on parts of the examples came to, and beyond them.

The error falls as a power of the number of examples towards a rest that no number of examples takes away:
error(n) = rest + a · n^-b. Four or five points do not settle three numbers, so none is settled: every curve of a grid
counts by how well it fits, and the forecast is their mean, its band how far they lie apart, with the luck of a training
on top.

Source:
    Hestness et al. 2017, https://arxiv.org/abs/1712.00409 (power laws); Cortes, Jackel, Solla, Vapnik, Denker 1993,
    https://papers.nips.cc/paper/1993/hash/1aa48fc4880bb0c9b8a3bf979d3b917e-Abstract.html (with a rest, from few rows)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.evaluation.intervals import Interval, wilson

POWERS = np.arange(0.05, 2.01, 0.05)
RESTS = np.linspace(0, 1, 26)  # as a share of the error on the most examples
LUCK = 0.005  # how far apart two trainings on the same examples lie, as a standard deviation of the accuracy
UNLIKE = 0.05  # of its error, how far a point may lie off for each time that the examples were doubled since
OWN_ROWS = 0.5  # of the rows' variance: all points are measured on the same ones, which moves them alike
Z = 1.645  # the band holds in nine of ten cases
FEWEST_POINTS = 3


@dataclass(frozen=True)
class Point:
    """What a training on so many examples came to: whether each answer to what was held back is right."""

    examples: int
    right: np.ndarray  # (answers,), bool; the same answers at every point

    @property
    def accuracy(self) -> float:
        """The share that is right, 0-1."""
        return float(self.right.mean())

    @property
    def interval(self) -> Interval:
        """The 95 % confidence interval of the accuracy (Wilson)."""
        return wilson(int(self.right.sum()), len(self.right))

    def as_json(self) -> dict[str, Any]:
        """The point as plain JSON, without the single answers."""
        return {"examples": self.examples, "accuracy": self.accuracy, "interval": list(self.interval)}


@dataclass(frozen=True)
class Forecast:
    """The accuracy to expect of a training on so many examples, 0-1, and between which it lies in nine of ten cases."""

    examples: int
    accuracy: float
    low: float
    high: float

    def as_json(self) -> dict[str, Any]:
        """The forecast as plain JSON."""
        return {"examples": self.examples, "accuracy": self.accuracy, "interval": [self.low, self.high]}


def forecast(points: Sequence[Point], examples: Sequence[int]) -> list[Forecast]:
    """What trainings on more examples would come to.

    Args:
        points: from the fewest examples to the most; three or more.
        examples: how many, for each forecast.
    """
    assert len(points) >= FEWEST_POINTS
    sizes = np.array([point.examples for point in points], dtype=np.float64) / points[-1].examples
    errors = np.array([1 - point.accuracy for point in points])
    rows = len(points[-1].right)
    variance = np.maximum(errors, 1 / rows) * (1 - errors) / rows * OWN_ROWS + LUCK**2
    weights = 1 / (variance + (UNLIKE * errors * np.log2(1 / sizes)) ** 2)
    asked = np.array(examples, dtype=np.float64) / points[-1].examples
    power, rest = (grid.ravel() for grid in np.meshgrid(POWERS, RESTS * errors[-1]))
    shape = sizes[None] ** -power[:, None]  # (curves, points)
    above = errors[None] - rest[:, None]
    scale = np.maximum(0, (weights * shape * above).sum(1) / (weights * shape**2).sum(1))
    misfit = (weights * (above - scale[:, None] * shape) ** 2).sum(1)
    counts = np.exp(-(misfit - misfit.min()) / 2)
    counts /= counts.sum()
    found = rest[:, None] + scale[:, None] * asked[None] ** -power[:, None]  # (curves, asked)
    mean = counts @ found
    half = Z * np.sqrt(counts @ (found - mean) ** 2 + variance[-1])
    return [
        Forecast(number, float(1 - one), float(max(0.0, 1 - one - width)), float(min(1.0, 1 - one + width)))
        for number, one, width in zip(examples, mean, half, strict=True)
    ]


def as_answer(points: Sequence[Point]) -> dict[str, Any]:
    """What was measured, what twice and four times the examples would come to, and whether that is worth it, as JSON.

    Returns:
        {points, forecast: [twice, four times], verdict, gain}; the last two as `gain` has them.
    """
    most = points[-1].examples
    expected = forecast(points, [2 * most, 4 * most])
    verdict, more = gain(points, expected[0])
    measured = [one.as_json() for one in points]
    return {"points": measured, "forecast": [one.as_json() for one in expected], "verdict": verdict, "gain": more}


def gain(points: Sequence[Point], doubled: Forecast) -> tuple[str, float]:
    """Whether twice the examples would help, and by how much, 0-1: "helps", "maybe" (less than a point) or "flat" (less
    than the luck of a training).

    Args:
        doubled: the forecast for twice the examples of the last point.
    """
    more = doubled.accuracy - points[-1].accuracy
    return ("helps" if more >= 0.01 else "maybe" if more >= LUCK else "flat"), more
