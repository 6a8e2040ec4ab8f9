"""What the parts of a network, its units and changes of them are called on the page, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from playground.lenses.intervene.changes import FROM, MEAN, Change
from playground.models.parts import Part
from playground.ui.components import model_names
from playground.ui.intervene.queries import Shown
from playground.ui.intervene.words import WORDS, say

KNOWN = frozenset(key.removeprefix("part-") for key in WORDS["en"] if key.startswith("part-"))


def title(found: Shown, language: str) -> str:
    """What the model is called."""
    return model_names.title(found.architecture, found.plan.model, language)


def words_of(found: Shown) -> list[str]:
    """The words of the text that the model reads."""
    return [word.text for word in found.answer.words if word.read] if found.answer else []


def part_title(part: Part, language: str) -> str:
    """A part by its layer, direction and kind: “layer 1, backward: hidden state”."""
    pieces = part.name.split(".")
    last = pieces[-1].rstrip("0123456789") if part.kind == "filter" else pieces[-1]
    key = f"readout-{last}" if part.kind == "readout" else last
    if key not in KNOWN:
        return part.name
    width = pieces[-1].removeprefix("filters") if part.kind == "filter" else ""
    named = say(f"part-{key}", language, width=width)
    where = [say("intervene-layer", language, number=part.layer)] if part.layer else []
    where += [say(f"intervene-{one}", language) for one in pieces if one in ("forward", "backward")]
    return (
        say("intervene-where", language, where=say("intervene-comma", language).join(where), part=named)
        if where
        else named
    )


def unit_title(part: Part, unit: int, language: str) -> str:
    """One unit, head or filter of a part, counted from 1, as in Look inside; in the notation from 0."""
    return say(f"intervene-one-{_kind(part)}", language, number=unit + 1, part=part_title(part, language))


def _kind(part: Part) -> str:
    return part.kind if part.kind in ("head", "filter") else "unit"


def change_title(change: Change, parts: Sequence[Part], words: Sequence[str], language: str) -> str:
    """What is changed, to what, and where; the notation where the model has no such part.

    Args:
        words: those of the text.
    """
    part = next((one for one in parts if one.name == change.part), None)
    if part is None:
        return change.notation
    if change.units is None:
        what = part_title(part, language)
        what = what[:1].upper() + what[1:]
    elif len(change.units) == 1:
        what = unit_title(part, change.units[0], language)
    else:
        what = say("intervene-several", language, count=len(change.units), part=part_title(part, language))
    to = change.to
    value = say("intervene-is-number", language, number=f"{to:g}".replace("-", "−")) if not isinstance(to, str) else ""
    value = value or say({MEAN: "intervene-is-mean", FROM: "intervene-is-from"}[str(to)], language)
    return say("intervene-change", language, what=what, value=value, where=_places_title(change, part, words, language))


def _places_title(change: Change, part: Part, words: Sequence[str], language: str) -> str:
    """At which words a change is made, each by how it is written."""
    if not part.window:
        return ""
    if change.words is None:
        return say("intervene-everywhere", language)
    named = [words[at] if at < len(words) else f"#{at}" for at in change.words]
    if change.onwards and len(named) == 1:
        return say("intervene-from-word", language, word=named[0])
    if len(named) == 1:
        return say("intervene-at-word", language, word=named[0])
    if change.words == tuple(range(change.words[0], change.words[-1] + 1)) and not change.onwards:
        return say("intervene-words-between", language, first=named[0], last=named[-1])
    return say("intervene-at-words", language, count=len(named))
