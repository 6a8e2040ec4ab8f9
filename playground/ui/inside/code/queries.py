"""The code of a model and of common mistakes on this text. Records only, nothing drawn."""

from __future__ import annotations

from dataclasses import dataclass

from playground.checkpoints import load
from playground.lenses.inside.common_mistakes import Mistake, mistakes
from playground.lenses.inside.source_code import Source, configuration, listing, sources
from playground.lenses.inside.trace import Trace

SHOWN_WORDS = 12  # of the text, as the words of the program


@dataclass(frozen=True)
class Code:
    """A program for one checkpoint, the classes behind it, and what common mistakes give."""

    listing: str
    folder: str
    configuration: str
    sources: tuple[Source, ...]
    mistakes: tuple[Mistake, ...]


def code(reference: str, traced: Trace, word: int) -> Code:
    """A model's code, and what mistakes do to a text."""
    checkpoint = load(reference)
    word = min(word, len(traced.read) - 1)
    shown = [one.text for one in traced.read[:SHOWN_WORDS]]
    return Code(
        listing(checkpoint, shown),
        checkpoint.folder.name if checkpoint.folder else "",
        configuration(checkpoint),
        sources(checkpoint),
        mistakes(checkpoint, traced, word),
    )
