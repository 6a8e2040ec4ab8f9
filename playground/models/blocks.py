"""What a model taken apart consists of: blocks with their formula, shapes, parameters, multiplications and numbers.

Records only; nothing here computes, and nothing here knows how a diagram is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Shape = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Batch:
    """How many sentences are read at once, and how many words the longest of them has; 0: as many as this text."""

    sentences: int = 1
    longest: int = 0


@dataclass(frozen=True)
class Block:
    """A step on the way from text to answer."""

    key: str  # what it is; several blocks may be of a kind
    id: str  # where it stands: layer1.forward.forget_gate
    formula: str
    reads: Shape
    gives: Shape
    parameters: int = 0
    multiplications: int = 0
    values: tuple[float | int | str, ...] = ()  # the first few of what it gives, at the chosen word
    module: str = ""  # the name in the model; empty where a block is a line of code
    call: int = 0  # which call of this module, where it is called several times
    parts: tuple[Block, ...] = ()
    beside: bool = False  # its parts run beside each other, not one after the other
    back: int = 0  # a shortcut begins so many blocks earlier and is added here
    number: float = 0  # of a layer, a width, a rate, a temperature
    times: int = 1  # how many blocks alike are folded into this one


@dataclass(frozen=True)
class Diagram:
    """The blocks of a model for a text."""

    model: str
    architecture: str
    text: str
    words: tuple[str, ...]  # those that were read
    word: int  # whose numbers are shown
    batch: Batch
    blocks: tuple[Block, ...]
    parameters: int
    multiplications: int  # of the whole batch
    on_padding: int  # of these: those done on padding

    def all(self) -> tuple[Block, ...]:
        """Every block, parts behind the block that they belong to."""
        return _all(self.blocks)


def _all(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(one for block in blocks for one in (block, *_all(block.parts)))


def whole(key: str, id: str, formula: str, parts: Sequence[Block], gives: Shape = (), **more: Any) -> Block:
    """A block that is the sum of its parts."""
    return Block(
        key,
        id,
        formula,
        more.pop("reads", parts[0].reads),
        gives or parts[-1].gives,
        parameters=sum(part.parameters for part in parts),
        multiplications=sum(part.multiplications for part in parts),
        values=more.pop("values", parts[-1].values),
        parts=tuple(parts),
        **more,
    )


def repeated(found: Sequence[Block]) -> list[Block]:
    """Layers of one stack; from the second on, those that are alike are folded into one block."""
    later = found[1:]
    if len(later) < 2 or len({(one.reads, one.gives, one.parameters) for one in later}) > 1:
        return list(found)
    return [found[0], whole("repeat", "repeat", later[0].formula, later, times=len(later))]
