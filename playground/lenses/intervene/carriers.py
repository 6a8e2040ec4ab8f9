"""Which units carry the difference between a sentence and its edited twin? Each patched from the twin, one by one.

A unit is set, at every word, to what it is while the model reads the twin; what of the difference between the two
answers that brings is its share. `curve` patches the units with the largest shares together, one more each time, and
beside them as many drawn at random: where the curve is steep, few units carry the difference. Units are those of which
everything behind them is computed (`Part.carries`): the last layer's states, or a TextCNN's filters. Where both texts
have as many words, all of them together carry all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import BadInput, NotApplicable
from playground.lenses.intervene.intervene import pairs
from playground.lenses.intervene.ranking import DRAWS, Asked, doubled, joined
from playground.lenses.intervene.reading import Placed, Progress, reading

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

SAME = 1e-3  # logits; a smaller difference has no parts worth telling apart
WHOLE_CURVE = 128  # units up to which the curve has a point each; beyond, the counts are doubled


@dataclass(frozen=True, slots=True)
class Carrier:
    """A unit, and the share of the difference that it brings alone; it can be negative, and above 1."""

    part: str
    unit: int
    share: float

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {"part": f"{self.part}[{self.unit}]", "share": self.share}


@dataclass(frozen=True, slots=True)
class Carriers:
    """The units that carry the difference between two texts' answers, the largest share first.

    Attributes:
        answer: the label whose logit it is, that of the first text.
        logit, other_logit: of the first text, and of its twin.
        matched: (word, word of the twin) at which the units were patched.
        counts, curve: the share that so many units bring together, those with the largest shares first.
        random: the mean share that as many bring which are drawn at random.
    """

    model: str
    text: str
    twin: str
    word: int | None
    answer: str
    logit: float
    other_logit: float
    matched: tuple[tuple[int, int], ...]
    carriers: tuple[Carrier, ...]
    counts: tuple[int, ...]
    curve: tuple[float, ...]
    random: tuple[float, ...]

    def needed(self, share: float = 0.8) -> int | None:
        """How many units bring a share of the difference together; None where the curve does not get there."""
        return next((count for count, brought in zip(self.counts, self.curve, strict=True) if brought >= share), None)

    def as_json(self) -> dict[str, Any]:
        """As the command line prints it."""
        names = ("model", "text", "twin", "word", "answer", "logit", "other_logit")
        return {
            **{name: getattr(self, name) for name in names},
            "matched": [list(pair) for pair in self.matched],
            "carriers": [one.as_json() for one in self.carriers],
            "curve": [
                {"units": count, "share": share, "random": random}
                for count, share, random in zip(self.counts, self.curve, self.random, strict=True)
            ],
        }


def carriers(
    checkpoint: Checkpoint,
    text: str,
    twin: str,
    word: int | None = None,
    answer: str | None = None,
    on_progress: Progress | None = None,
    characters: Sequence[int] = (),
) -> Carriers:
    """Which units, patched from a twin of a text, carry the difference between the answers.

    Args:
        word: whose tag is asked about, from 0 (the first unless given), where there is one a word; in the twin it is
            the word that is matched to it.
        answer: the label or tag whose logit is asked about; the model's answer to the first text unless given.
        on_progress: called with how many readings are done, and of how many; what it raises ends the work.
        characters: of a model that tags characters, those of the word that is asked about, as for `ranking.rank`; in
            the twin it is the word of those that are matched to them.
    Raises:
        BadInput: the texts have nothing in common, or their answers do not differ.
        NotFound, NotApplicable: as `ranking.rank`.
    """
    both = _Both(checkpoint, text, twin, word, answer, characters)
    units = [(part.name, unit) for part in both.chosen for unit in range(part.units)]
    shares = both.shares([[unit] for unit in units], on_progress)
    order = np.argsort(-shares, kind="stable")
    counts = [*range(1, min(WHOLE_CURVE, len(units)) + 1), *(n for n in doubled(len(units)) if n > WHOLE_CURVE)]
    draw = np.random.default_rng(0)
    few = doubled(len(units))
    drawn = [draw.choice(len(units), count, replace=False) for count in few for _ in range(DRAWS)]
    random = both.shares([[units[at] for at in one] for one in drawn]).reshape(len(few), DRAWS).mean(1)
    return Carriers(
        model=checkpoint.reference,
        text=text,
        twin=twin,
        word=both.asked.word,
        answer=both.asked.answer,
        logit=both.asked.before,
        other_logit=both.other_logit,
        matched=tuple(both.matched),
        carriers=tuple(Carrier(units[at][0], units[at][1], float(shares[at])) for at in order),
        counts=tuple(counts),
        curve=tuple(both.shares([[units[at] for at in order[:count]] for count in counts]).tolist()),
        random=tuple(np.interp(counts, few, random).tolist()),
    )


class _Both:
    """Two texts and the difference between their answers; what units of the first bring of it, patched from the second.

    Raises: as `carriers`.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        text: str,
        twin: str,
        word: int | None,
        answer: str | None,
        characters: Sequence[int] = (),
    ) -> None:
        self.read, other = reading(checkpoint, text), reading(checkpoint, twin)
        self.asked = Asked(self.read, word, answer, characters)
        self.matched = pairs([one.text for one in self.read.words], [one.text for one in other.words])
        there = self._there()
        if not self.matched or (self.asked.word is not None and there is None):
            raise BadInput(
                "The two texts have no words that could be matched, or not the word that is asked about. Give a twin "
                "that differs in a few words.",
                key="twin-no-match",
            )
        asked = (None, ()) if self.asked.word is None or there is None else there
        self.other_logit = Asked(other, asked[0], self.asked.answer, asked[1]).before
        self.difference = self.other_logit - self.asked.before
        self.chosen = [part for part in self.read.parts.values() if part.carries]
        if abs(self.difference) < SAME:
            raise BadInput(
                f"{checkpoint.reference} answers both texts alike (its logits differ by {abs(self.difference):.0e}): "
                "there is no difference to be carried. Give a twin that it answers otherwise.",
                key="twin-same",
                model=checkpoint.reference,
            )
        if not self.chosen:
            raise NotApplicable(
                f"{checkpoint.reference} declares no units that carry its answer. Choose another model.",
                key="no-carriers",
                model=checkpoint.reference,
            )
        self.values = {part.name: np.array(self.read.values[part.name]) for part in self.chosen}
        for name, values in self.values.items():
            for here, at in self.matched:
                if here < self.read.places(name) and at < other.places(name):
                    values[here] = other.values[name][at]

    def _there(self) -> tuple[int, tuple[int, ...]] | None:
        """The word of the twin that stands for the one that is asked about, with its characters where the model tags
        characters; None where there is none, or its characters do not stand side by side there."""
        partners = dict(self.matched)
        mine = self.asked.characters or (self.asked.word or 0,)
        if any(at not in partners for at in mine):
            return None
        found = tuple(partners[at] for at in mine)
        side_by_side = found == tuple(range(found[0], found[0] + len(found)))
        return (found[0], found if self.asked.characters else ()) if side_by_side else None

    def shares(self, groups: Sequence[Sequence[tuple[str, int]]], on_progress: Progress | None = None) -> np.ndarray:
        """The share of the difference that each group of units brings, (groups,)."""
        rows = [joined(self._patched, group) for group in groups]
        return (self.asked(self.read.logits(rows, on_progress)) - self.asked.before) / self.difference

    def _patched(self, part: str, units: Sequence[int] | None, places: Sequence[int] | None) -> Placed:
        return self.read.put(part, self.values[part], units, places)
