"""The equations of every word and unit of a layer, small enough to stand in a document that asks nobody.

Every number is written with three digits, so it is kept as a whole number of thousandths: what a reader sees is to the
last digit what the page shows. Most of them follow from others: a value from the map that the document holds anyway, a
sum from the gate that it opens, one term from the sum and the other terms. Kept is what is left when the expected is
taken off, nearly all zeros. `script.js` expects the same, reads this and writes the equations anew.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from playground.checkpoints import load
from playground.lenses.inside.cell_equations import all_equations
from playground.models.architectures import ARCHITECTURES
from playground.models.arrays import before
from playground.models.equations import Equation, Term
from playground.ui.inside.heat_maps import unit_maps, unpack
from playground.ui.inside.queries import Panel
from playground.ui.inside.words import say
from playground.ui.language.architectures import readable, words_if_known
from playground.ui.language.numbers import tiny

MOST = 6_000  # places, words × units; of more, the equations of the first place alone are there
EDGE = 2.0**-17  # of a gate: nearer to 0 and 1 its sum cannot be told from it
Whole = np.ndarray  # (words, units), thousandths, int64


def packed_equations(panel: Panel, language: str) -> dict[str, Any] | None:
    """The equations of every place; None where the view shows none, or they would be too many."""
    if not panel.sums or panel.traced is None:
        return None
    side, traced, checkpoint = panel.side, panel.traced, load(panel.side.model)
    words, units = len(traced.read), checkpoint.config.hidden
    if words * units > MOST:
        return None
    found = all_equations(checkpoint, traced, side.layer, side.direction)
    maps = {row["name"]: unpack(row).reshape(words, units) for row in unit_maps(panel)["rows"]}
    packing = _Packing(maps, side.direction)
    told = [
        {"title": _title(one, language), **packing.equation([[row[at] for row in every] for every in found])}
        for at, one in enumerate(found[0][0])
    ]
    order = ARCHITECTURES[panel.architecture].equations
    gap = max(one.gap for every in found for row in every for one in row)
    many = "sums-title" if len(told) > 1 else "sums-title-one"
    return {
        "words": words,
        "units": units,
        "earlier": -1 if side.direction == "forward" else 1,
        "heading": say(many, language, place="{place}", unit="{unit}", word="{word}"),
        "gap": say("sums-gap", language, gap=tiny(gap)),
        "order": sorted(range(len(told)), key=lambda at: order.index(found[0][0][at].name)),
        "equations": told,
        "data": packing.text(),
    }


def _title(one: Equation, language: str) -> str:
    return words_if_known(say, f"row-{one.name}", language) or readable(one.name)


def thousandths(values: Any) -> Whole:
    """Numbers as whole thousandths, rounded as they are written."""
    return np.rint(np.asarray(values, np.float64) * 1000).astype(np.int64)


class _Packing:
    """Arrays of (words, units), one after another, each as what is left of it when what is expected is taken off.

    Args:
        maps: what the document's maps hold, by name, each number as the browser reads it.
        direction: in which the words are read.
    """

    def __init__(self, maps: Mapping[str, np.ndarray], direction: str) -> None:
        self.maps, self.direction = maps, direction
        self.shape = next(iter(maps.values())).shape
        self.rests: list[Whole] = []
        self.values: list[Whole] = []  # of the equations so far

    def equation(self, places: list[list[Equation]]) -> dict[str, Any]:
        """One equation at every place: its value, the sum of its terms where it has a function, and the terms."""
        one = places[0][0]
        value = thousandths([[here.value for here in row] for row in places])
        drawn = self.maps.get(one.name)
        self._keep(value - (0 if drawn is None else thousandths(drawn)))
        total = value
        if one.function:
            total = thousandths([[here.total for here in row] for row in places])
            opened = value / 1000 if drawn is None else drawn
            self._keep(total - thousandths(inverse(one.function, opened)))
        terms, left = [], total
        for at in range(len(one.terms) - 1, -1, -1):  # the first one last: it is what the others leave
            term = [[here.terms[at] for here in row] for row in places]
            told, made = self._term(term, left if at == 0 else None)
            terms.append({"symbol": one.terms[at].symbol, **told})
            left = left - made
        self.values.append(value)
        drawn_as = one.name if drawn is not None else ""
        return {"symbol": one.symbol, "function": one.function, "map": drawn_as, "terms": terms[::-1]}

    def _term(self, places: list[list[Term]], left: Whole | None) -> tuple[dict[str, Any], Whole]:
        """How a term's numbers are told, and its value as the browser will have it.

        Args:
            left: what it should be by the sum and the other terms, of the last one that is told.
        """
        if places[0][0].factors:
            return self._product(places)
        value = thousandths([[here.value for here in row] for row in places])
        steady = left is None and bool((value == value[0]).all())
        if left is not None:
            self._keep(value - left)
        else:
            self._keep(np.diff(value, axis=0, prepend=0) if steady else value)
        return {"steady": steady}, value

    def _product(self, places: list[list[Term]]) -> tuple[dict[str, Any], Whole]:
        factors, product = [], np.ones(self.shape)
        for at in range(len(places[0][0].factors)):
            value = thousandths([[here.factors[at] for here in row] for row in places])
            expected, guess = self._expected(value)
            self._keep(value - guess)
            factors.append(expected)
            product = product * value / 1000
        return {"factors": factors}, thousandths(product)

    def _expected(self, value: Whole) -> tuple[list[Any], Whole]:
        """What a factor is likely to be: the value of an equation before, its tanh, or what a map has at the word that
        was read before; else nothing."""
        guesses: list[tuple[list[Any], Whole]] = [([], np.zeros(self.shape, np.int64))]
        for at, known in enumerate(self.values):
            guesses += [(["value", at], known), (["tanh", at], thousandths(np.tanh(known / 1000)))]
        guesses += [(["before", name], before(thousandths(drawn), self.direction)) for name, drawn in self.maps.items()]
        return min(guesses, key=lambda guess: int(np.abs(value - guess[1]).sum()))

    def _keep(self, rest: Whole) -> None:
        self.rests.append(rest)

    def text(self) -> str:
        """All of it as 32 bits a number, the lowest bytes of every number first, deflated, in base64.

        The sign is the lowest bit (0, -1, 1, -2 become 0, 1, 2, 3), so that the high bytes of small numbers are 0.
        """
        raw = np.stack(self.rests).astype("<i4").ravel()
        planes = ((raw << 1) ^ (raw >> 31)).view(np.uint8).reshape(-1, 4).T
        return base64.b64encode(zlib.compress(np.ascontiguousarray(planes).tobytes(), 9)).decode("ascii")


def inverse(function: str, value: np.ndarray) -> np.ndarray:
    """The sum that a function makes such a value of, as far as its digits tell."""
    if function == "σ":
        inside = np.clip(value, EDGE, 1 - EDGE)
        return np.asarray(np.log(inside / (1 - inside)))
    return np.asarray(np.arctanh(np.clip(value, EDGE - 1, 1 - EDGE)))
