"""What the endpoints `/unit` and `/find` answer, once model and text are known to be such."""

from __future__ import annotations

from typing import Any

from playground.checkpoints import load
from playground.devices import on_gpu
from playground.errors import BadInput, shown
from playground.lenses.units.find import THRESHOLD
from playground.lenses.units.find import find as find_in
from playground.lenses.units.unit import unit as unit_of
from playground.ui.background import still_wanted


@on_gpu
def listens_to(reference: str, part: Any) -> dict[str, Any]:
    """What one part of a model listens to, as JSON."""
    return unit_of(load(reference), part, on_progress=still_wanted).as_json()


@on_gpu
def fire_at(reference: str, text: str, words: Any, threshold: Any, parts: list[str]) -> dict[str, Any]:
    """The units that fire at marked words, and phrases where they fire too, as JSON."""
    if not isinstance(words, list) or not all(type(word) is int for word in words):
        raise BadInput(
            f"The words are {shown(words)}. They have to be a list of whole numbers. "
            "Give the places of the words in the text, counted from 0, for instance [3].",
            key="words-type",
            given=shown(words),
        )
    if threshold is not None and type(threshold) not in (int, float):
        raise BadInput(
            f"The threshold is {shown(threshold)}. It has to be a number above 0 and at most 100: deviations of a unit "
            "from its mean. Give, for instance, 1.",
            key="find-threshold",
            given=shown(threshold),
        )
    asked = THRESHOLD if threshold is None else threshold
    return find_in(load(reference), text, words, asked, parts, on_progress=still_wanted).as_json()
