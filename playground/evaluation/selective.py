"""When should a model keep quiet? How many texts it answers above each confidence, and how often it is wrong on these.

A model that is told to answer only when it is sure is wrong less often on what it answers. How often at most is a
bound (Clopper-Pearson) that was worked out on rows which were not learnt from. It is worked out for all confidences of
a fixed list at once (Bonferroni), so that one may choose among them after having seen the numbers, and the bound of the
chosen one holds in 95 of 100 cases all the same. Nothing here knows about models.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from playground.errors import BadInput
from playground.evaluation.intervals import CONFIDENCE, most_wrong

ABOVE = (0.0, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.925, 0.95, 0.97, 0.98, 0.99, 0.995)
"""The confidences that are looked at, fixed before anything is measured."""


@dataclass(frozen=True)
class Answering:
    """What becomes of answers that are given from a confidence on.

    Attributes:
        answer_above: the confidence, 0-1.
        answered, wrong: texts that are answered, and wrong answers among them.
        rows: all texts.
        most_wrong: 0-1, above which the rate of wrong answers does not lie, in 95 of 100 cases for all at once.
    """

    answer_above: float
    answered: int
    wrong: int
    rows: int
    most_wrong: float

    @property
    def coverage(self) -> float:
        """The share of texts that is answered, 0-1."""
        return self.answered / self.rows

    @property
    def error(self) -> float | None:
        """The share of wrong answers, 0-1; None where nothing is answered."""
        return self.wrong / self.answered if self.answered else None

    def as_json(self) -> dict[str, Any]:
        """All of it as plain JSON."""
        return asdict(self) | {"coverage": self.coverage, "error": self.error}


def answering(confidence: npt.ArrayLike, right: npt.ArrayLike) -> list[Answering]:
    """What becomes of the answers from each confidence of `ABOVE` on, from all to the fewest.

    Args:
        confidence: (rows,), the probability of each answer, 0-1.
        right: (rows,), whether it is the true label.
    Source:
        Geifman and El-Yaniv 2017, https://arxiv.org/abs/1705.08500 (selective answers with a guaranteed risk)
    """
    sure, true = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=bool)
    each = 1 - (1 - CONFIDENCE) / len(ABOVE)
    found = []
    for above in ABOVE:
        answered = sure >= above
        number, wrong = int(answered.sum()), int((answered & ~true).sum())
        found.append(Answering(above, number, wrong, len(sure), most_wrong(wrong, number, each)))
    return found


def at_most(found: list[Answering], wrong: float) -> Answering:
    """The lowest confidence from which on at most this share of the answers is wrong, by the bound.

    Args:
        found: what `answering` gives.
        wrong: 0-1.
    Raises:
        BadInput: no share between 0 and 1; or no confidence on the list can promise so little.
    """
    check_share(wrong)
    for one in found:
        if one.answered and one.most_wrong <= wrong:
            return one
    best = min(found, key=lambda one: one.most_wrong)
    raise BadInput(
        f"On {found[0].rows:,} rows no more can be promised than {100 * best.most_wrong:.1f} % wrong answers at most, "
        f"and {100 * wrong:g} % were asked for. Ask for less, or give more labelled rows.",
        key="no-promise",
        rows=found[0].rows,
        best=f"{100 * best.most_wrong:.1f}",
        given=f"{100 * wrong:g}",
    )


def check_share(wrong: float) -> None:
    """Raise where a share of wrong answers is none.

    Raises:
        BadInput: it is not above 0 and below 1.
    """
    if not 0 < wrong < 1:
        raise BadInput(
            f"{100 * wrong:g} % wrong answers were allowed. It has to be more than 0 % and less than 100 %. Change it.",
            key="wrong-at-most",
            given=f"{100 * wrong:g}",
        )
