"""How does one number of a recurrent model come about? Its equations, filled in for one word and one unit.

An RNN has one equation, an LSTM six. Every term is worked out from the checkpoint's weights and the values that the
trace holds for the word before, so that a reader can add them up; `gap` says how far the result is from the traced
value. Nothing here knows how they are drawn.

In the symbols x is what the layer reads at this word, h and c are the hidden state and the cell, and ′ marks those that
the word was read with. torch keeps two biases where one would do: b stands with W, b′ with U.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from playground.errors import NotApplicable
from playground.lenses.inside.trace import Trace, within
from playground.models.architectures import ARCHITECTURES
from playground.models.equations import Equation

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
    from playground.models.inside import Places


def equations(
    checkpoint: Checkpoint, traced: Trace, layer: int, word: int, unit: int, direction: str = "forward"
) -> tuple[Equation, ...]:
    """The equations of a recurrent layer with the numbers of one word and unit, in the order of computing.

    Args:
        traced: a trace of this checkpoint.
        layer: counted from 1; `word` and `unit` from 0.
        direction: forward or backward, in which the word before is the one behind.
    Raises:
        NotApplicable: the architecture tells no equations.
        BadInput: there is no such layer, direction, word or unit.
    """
    _must_tell(checkpoint)
    traced.at(layer, direction)
    within(word, len(traced.read), "word")
    within(unit, checkpoint.config.hidden, "unit")
    (found,) = _at(checkpoint, traced, layer, direction, [(word, unit)])
    return found


def all_equations(
    checkpoint: Checkpoint, traced: Trace, layer: int, direction: str = "forward"
) -> list[list[tuple[Equation, ...]]]:
    """The same of every word and unit of a layer, by word and then by unit.

    Raises:
        NotApplicable, BadInput: as `equations`.
    """
    _must_tell(checkpoint)
    traced.at(layer, direction)
    words, units = len(traced.read), checkpoint.config.hidden
    found = _at(checkpoint, traced, layer, direction, [(word, unit) for word in range(words) for unit in range(units)])
    return [[next(found) for _ in range(units)] for _ in range(words)]


def _at(
    checkpoint: Checkpoint, traced: Trace, layer: int, direction: str, places: Places
) -> Iterator[tuple[Equation, ...]]:
    from playground.models.inside import inside

    return inside(checkpoint.model).equations(traced.arrays, layer, direction, places)


def _must_tell(checkpoint: Checkpoint) -> None:
    """Return where the architecture tells equations."""
    facts = ARCHITECTURES[checkpoint.architecture]
    if not facts.equations:
        *others, last = [one.with_article for one in ARCHITECTURES.values() if one.equations]
        named = f"{', '.join(others)} and {last}" if others else last
        raise NotApplicable(
            f"{checkpoint.reference} is {facts.with_article}. Only {named} carry a state from word to word. "
            "Choose one of these.",
            key="no-cell",
            model=checkpoint.reference,
            architecture=facts.title,
        )
