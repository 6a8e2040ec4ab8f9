"""The parts of a network that can be changed while it reads: units, gates, cells, heads, filters, the readout.

Which there are and what they are called is declared by the class that tells what goes on inside a network
(`models/inside.py`), which also reads a text with a `Patch` in the way (activation patching). Names are those of a
trace, with these beside them: `layer1.feedforward` (the inner units of a Transformer's layer), `layer1.filters3` (a
tagger's filters, before the shortcut), `readout.mean`; and `layer1.attention` is what each head brings to a word, not
where it looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

    from playground.models.config import Config

Patch = Callable[[str, "Tensor", "int | None"], "Tensor"]
"""What is handed every part as it is computed, and gives back what is read on with: name, values, and the word where
they are those of one word, (batch, size); else None, and all of them, (batch, words, size). A readout has no words,
(batch, size). The batch is 1 until a patch makes more rows of it; each row is then a reading of its own."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a network by its name, as it stands in a trace.

    Attributes:
        kind: what it is: embedding, state, gate, candidate, cell, head, feedforward, filter, readout.
        units: how many units, heads or filters it has.
        each: how many numbers stand for one of them: 1, or of a head hidden ÷ heads.
        window: how many words one place of it covers; 0: it has none, as the readout of a text.
        layer: counted from 1; 0 for what belongs to no layer.
        ranked: whether its units are those that are switched off in turn.
        carries: whether its units together are all that an answer is made of from there on, where each is changed at
            every word.
    """

    name: str
    kind: str
    units: int
    each: int = 1
    window: int = 1
    layer: int = 0
    ranked: bool = False
    carries: bool = False

    @property
    def size(self) -> int:
        """The numbers of the part at one place."""
        return self.units * self.each

    def places(self, words: int) -> int:
        """How many places the part has in a text of so many words: a word each, or a window each; 1 of a readout."""
        return max(1, words - self.window + 1) if self.window else 1


def embedding_part(config: Config) -> Part:
    """The embedded words, which every network reads."""
    return Part("embedded", "embedding", config.embedded)


def readout_parts(config: Config, size: int) -> Iterator[Part]:
    """What the states of the words are made into, where there is an answer a text; `size` numbers each."""
    if not config.per_word:
        yield from (Part(f"readout.{kind}", "readout", size, window=0) for kind in config.readout)
