"""Is one model better than another, or was it luck? An exact test on the rows on which one is right and the other not.

Rows on which both are right, or both wrong, say nothing about which is better. If the two were equally good, each of
the others would be as a coin falls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.data.problems import Note

CHANCE = 0.05  # a difference of which p is not below this can be chance

Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Comparison:
    """Two models on the same rows.

    Attributes:
        first, second: who is compared.
        rows: how many there are: texts, or sentences of tagged words.
        first_only, second_only: on how many of them the one is right and the other is not; of sentences, on how many
            the one tags more words correctly.
        p: 0-1, how often two equally good models would lie so far apart, or further.
        unit: what a row is, "rows" or "sentences".
    """

    first: str
    second: str
    rows: int
    first_only: int
    second_only: int
    p: float
    unit: str = "rows"

    @property
    def chance(self) -> bool:
        """Whether the difference can be chance."""
        return self.p >= CHANCE

    def as_json(self, names: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The comparison as plain JSON, with its sentence.

        Args:
            names: what the two are called in the sentence, where it is not as they are named here.
        """
        return asdict(self) | {"sentence": sentence(self, names).sentence}


def compare(
    first: str, second: str, first_right: npt.ArrayLike, second_right: npt.ArrayLike, groups: Array | None = None
) -> Comparison:
    """Two models on the same rows, with McNemar's exact test (two-sided).

    Words of one sentence are no independent rows: where words are tagged, each sentence counts for the model that tags
    more of its words correctly (a sign test over sentences).

    Args:
        first_right, second_right: (answers,), whether each answer is right.
        groups: (answers,), from which sentence each is, rising from 0; None where each answer is a row.
    Source:
        McNemar 1947, https://doi.org/10.1007/BF02295996
    """
    one, other = np.asarray(first_right, dtype=bool), np.asarray(second_right, dtype=bool)
    if groups is None:
        first_only, second_only, rows = int((one & ~other).sum()), int((other & ~one).sum()), len(one)
    else:
        more = np.bincount(groups, weights=one) - np.bincount(groups, weights=other)
        first_only, second_only = int((more > 0).sum()), int((more < 0).sum())
        rows = len(np.unique(groups))
    unit = "rows" if groups is None else "sentences"
    return Comparison(first, second, rows, first_only, second_only, exact_p(first_only, second_only), unit)


def exact_p(first_only: int, second_only: int) -> float:
    """How often a fair coin that is thrown as often falls so unevenly, or more so; 0-1."""
    from scipy.special import bdtr

    thrown = first_only + second_only
    return min(1.0, 2 * float(bdtr(min(first_only, second_only), thrown, 0.5))) if thrown else 1.0


def pairs(named: Sequence[tuple[str, npt.ArrayLike]], groups: Array | None = None) -> list[Comparison]:
    """Every pair of several models, the better one of each pair first.

    Args:
        named: the name of each and (answers,), whether each answer is right.
    """
    ordered = sorted(named, key=lambda one: -int(np.asarray(one[1], dtype=bool).sum()))
    return [
        compare(first, second, right, other, groups)
        for at, (first, right) in enumerate(ordered)
        for second, other in ordered[at + 1 :]
    ]


def written_p(p: float) -> str:
    """p with as many digits as it deserves: “p = 0.36”, “p = 0.003”, “p < 0.001”."""
    if p < 0.001:
        return "p < 0.001"
    return f"p = {p:.3f}" if p < 0.095 else f"p = {p:.2f}"


def sentence(found: Comparison, names: Mapping[str, str] | None = None) -> Note:
    """What came of a comparison, in plain words.

    Args:
        names: what the two are called, where it is not as the comparison names them.
    """
    first, second = ((names or {}).get(one, one) for one in (found.first, found.second))
    one, other = f"{found.first_only:,}", f"{found.second_only:,}"
    p, rows = written_p(found.p), f"{found.rows:,}"
    chance = "that can be chance" if found.chance else "that is hardly chance"
    if found.unit == "sentences":
        key = "compared-sentences" + "-chance" * found.chance
        told = f"On {rows} sentences {first} tags more words correctly in {one}, {second} in {other}: {chance}, {p}."
        if not found.first_only + found.second_only:
            key = "compared-sentences-same"
            told = f"On {rows} sentences {first} and {second} tag as many words correctly in each."
    else:
        key = "compared" + "-chance" * found.chance
        told = f"On {rows} rows {first} is right on {one} that {second} misses, {second} on {other}: {chance}, {p}."
        if not found.first_only + found.second_only:
            key, told = "compared-same", f"On {rows} rows {first} and {second} are right and wrong on the same ones."
    told = told[:1].upper() + told[1:]
    return Note(told, key, {"first": first, "second": second, "rows": rows, "one": one, "other": other, "p": p})
