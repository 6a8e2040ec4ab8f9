"""Equations with their numbers filled in: what a network says of how one of its values comes about. Records only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Term:
    """One summand: a product of two numbers that are shown beside it, or a number by itself."""

    symbol: str
    value: float
    factors: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Equation:
    """`symbol` = `function`(sum of the terms), for one word and one unit."""

    name: str  # of the traced array: forget_gate
    symbol: str
    function: str  # "σ", "tanh", or "" for the sum itself
    terms: tuple[Term, ...]
    total: float  # the sum of the terms
    value: float  # the function of it
    traced: float  # what the trace holds

    @property
    def gap(self) -> float:
        """How far the value is from the traced one; rounding of float32, unless something is wrong."""
        return abs(self.value - self.traced)


def equation(name: str, symbol: str, function: str, terms: tuple[Term, ...], traced: Mapping[str, float]) -> Equation:
    """The equation of a value, worked out from its terms.

    Args:
        traced: what the trace holds for the word and unit, by the names of its arrays.
    """
    total = sum(term.value for term in terms)
    value = {"σ": (1 + np.tanh(total / 2)) / 2, "tanh": np.tanh(total), "": total}[function]
    return Equation(name, symbol, function, terms, total, float(value), traced[name])
