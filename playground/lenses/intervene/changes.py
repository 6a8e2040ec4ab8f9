"""A change: which part of a network, which of its units, at which words, and what is put there; and its notation.

    layer1.forward.hidden[37] = 0          unit 37 of a layer, to zero, at every word
    layer1.forward.forget_gate = 1 @ 4-    all forget gates held open, from word 4 on
    filters3[12] = mean                    a filter to its mean over many sentences
    layer1.hidden = from                   to what it is while the model reads another text
    layer1.hidden = from @ 4:6,5:7         the same, at word 4 what the other text's word 6 has, at 5 that of word 7
    readout.max[3,8-11] = -0.5             several units, to a number

Layers count from 1; words and units from 0, as everywhere. A filter of a TextCNN stands at the first word of its
window. Nothing here reads a text or knows a model.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playground.errors import BadInput, shown

MEAN, FROM = "mean", "from"
CHANGES = 64  # in one question
LARGEST = 1e6  # number that a part is set to
EXAMPLE = "layer1.forward.hidden[37] = 0 @ 4-"

_NUMBERS = r"\d+(?:\s*-\s*\d+)?(?:\s*,\s*\d+(?:\s*-\s*\d+)?)*"
_WORDS = r"\d+(?:\s*[-:]\s*\d*)?(?:\s*,\s*\d+(?:\s*[-:]\s*\d*)?)*"
_NOTATION = re.compile(
    rf"\s*(?P<part>[A-Za-z_][\w.]*)\s*(?:\[\s*(?P<units>{_NUMBERS})\s*\])?\s*=\s*(?P<to>[^@\s]+)\s*"
    rf"(?:@\s*(?P<words>{_WORDS})\s*)?"
)
_MANY = 100_000  # units or words that a range may name


@dataclass(frozen=True, slots=True)
class Change:
    """What is put in place of some units of a part, at some words.

    Attributes:
        part: by its name, as in a trace: layer1.forward.hidden.
        to: a number, `MEAN`, or `FROM` (what it is while the model reads another text).
        units: which units, heads or filters, from 0; None: all.
        words: at which words, from 0; None: at all.
        onwards: from the last of the words to the end of the text too.
        others: for `FROM`, the word of the other text for each of the words; None: matched by themselves.
    """

    part: str
    to: float | str = 0.0
    units: tuple[int, ...] | None = None
    words: tuple[int, ...] | None = None
    onwards: bool = False
    others: tuple[int, ...] | None = None

    @property
    def notation(self) -> str:
        """The change as it is written, and parsed."""
        units = "" if self.units is None else f"[{_ranges(self.units)}]"
        to = self.to if isinstance(self.to, str) else f"{self.to:.9g}"
        if self.words is None:
            return f"{self.part}{units}={to}"
        if self.others is not None:
            at = ",".join(f"{mine}:{other}" for mine, other in zip(self.words, self.others, strict=True))
        elif self.onwards:
            at = ",".join(filter(None, (_ranges(self.words[:-1]), f"{self.words[-1]}-")))
        else:
            at = _ranges(self.words)
        return f"{self.part}{units}={to}@{at}"

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "change": self.notation,
            "part": self.part,
            "units": None if self.units is None else list(self.units),
            "to": self.to,
            "words": None if self.words is None else list(self.words),
            "onwards": self.onwards,
            "others": None if self.others is None else list(self.others),
        }


def parse(notation: object) -> Change:
    """A change from its notation.

    Raises:
        BadInput: it is not written like one, or sets a part to what is no number.
    """
    found = _NOTATION.fullmatch(notation) if isinstance(notation, str) and len(notation) <= 10_000 else None
    if found is None:
        raise BadInput(
            f"The change {shown(notation)} cannot be read. A change is a part, =, a number, mean or from, and, if you "
            f"like, @ and words. Write, for instance, {EXAMPLE}.",
            key="change-notation",
            given=shown(notation),
            example=EXAMPLE,
        )
    words, onwards, others = _words(found["words"], str(notation))
    units = None if found["units"] is None else _numbers(found["units"], str(notation))
    to = _value(found["to"])
    if others is not None and to != FROM:
        raise BadInput(
            f"The change {shown(notation)} names words of another text, but its value is {found['to']}. Only from "
            "takes pairs of words. Write = from, or leave out what stands behind the colons.",
            key="change-pairs",
            given=shown(notation),
            to=found["to"],
        )
    return Change(found["part"], to, units, words, onwards, others)


def parsed(given: Sequence[Change | str]) -> tuple[Change, ...]:
    """Changes, each as such or in its notation.

    Raises:
        BadInput: one cannot be read, or there are too many.
    """
    if len(given) > CHANGES:
        raise BadInput(
            f"{len(given):,} changes are given. At most {CHANGES} are made at a time. Name several units or words in "
            "one change, as in layer1.hidden[3,8-11] = 0.",
            key="changes-many",
            given=len(given),
            allowed=CHANGES,
        )
    return tuple(one if isinstance(one, Change) else parse(one) for one in given)


def _value(given: str) -> float | str:
    if given in (MEAN, FROM):
        return given
    try:
        number = float(given)
    except ValueError:
        number = math.nan
    if not abs(number) <= LARGEST:
        raise BadInput(
            f"A part cannot be set to {shown(given)}. Allowed are a number from -{LARGEST:,.0f} to {LARGEST:,.0f}, "
            "mean (its mean over many sentences) and from (what it is in another text). Write one behind the =.",
            key="change-value",
            given=shown(given),
            allowed=f"{LARGEST:,.0f}",
        )
    return number


def _numbers(listed: str, notation: str) -> tuple[int, ...]:
    """The numbers of a list such as 3,8-11, each once, in order."""
    found: set[int] = set()
    for one in listed.replace(" ", "").split(","):
        first, _, last = one.partition("-")
        low, high = int(first), int(last or first)
        if not low <= high < _MANY:
            raise _range_error(one, notation)
        found.update(range(low, high + 1))
    return tuple(sorted(found))


def _words(listed: str | None, notation: str) -> tuple[tuple[int, ...] | None, bool, tuple[int, ...] | None]:
    """The words of a list such as 2,4- or 4:6,5:7; whether it goes on to the end; the words of another text."""
    if listed is None:
        return None, False, None
    pieces = "".join(listed.split()).split(",")
    pairs = [one.split(":") for one in pieces if ":" in one]
    if pairs:
        if len(pairs) != len(pieces) or not all(other for _, other in pairs):
            raise _range_error(listed, notation)
        mine, others = zip(*((int(one), int(other)) for one, other in pairs), strict=True)
        if len(set(mine)) != len(mine) or max(*mine, *others) >= _MANY:
            raise _range_error(listed, notation)
        return mine, False, others
    onwards = pieces[-1].endswith("-")
    if any(one.endswith("-") for one in pieces[:-1]):
        raise _range_error(listed, notation)
    found = _numbers(",".join([*pieces[:-1], pieces[-1].removesuffix("-")]), notation)
    if onwards and found[-1] != int(pieces[-1].removesuffix("-")):
        raise _range_error(listed, notation)
    return found, onwards, None


def _range_error(given: str, notation: str) -> BadInput:
    return BadInput(
        f"“{given}” in {shown(notation)} names no words or units. Allowed are numbers from 0 and ranges, the smaller "
        "number first; of words an open range at the end (4-), or pairs (4:6). Write, for instance, 3,8-11.",
        key="change-range",
        given=given,
        change=shown(notation),
    )


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in order as a list with ranges: 3,8-11."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
