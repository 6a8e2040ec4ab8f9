"""What Look inside can tell of a network beside its states: blocks, a listing, equations, and a check of its numbers.

`Inside` has a default for all of it. An architecture that can tell more has a class of its own, which its facts name;
the network itself, which a student reads, knows nothing of it. Nothing here knows about checkpoints or the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from playground.models.architectures import ARCHITECTURES
from playground.models.arrays import Arrays
from playground.models.base import Encoder, Model, read_out
from playground.models.block_builder import Sketch
from playground.models.blocks import Block, Shape, whole
from playground.models.config import Config
from playground.models.equations import Equation
from playground.models.parts import Part, Patch, embedding_part

Pairs = Iterator[tuple[np.ndarray, np.ndarray]]
Places = Sequence[tuple[int, int]]  # word and unit, each counted from 0


@dataclass(frozen=True)
class StandardLayers:
    """A network's layers as torch has them in `nn.TransformerEncoder`, to be compared with it."""

    units: int
    heads: int
    read: Tensor  # (batch, words, units), what the first layer reads
    added: Tensor | None = None  # to the scores of attention
    weights: tuple[dict[str, Tensor], ...] = ()  # of each layer, under torch's names; empty: whatever torch begins with


class Inside:
    """What can be told of a network of any architecture.

    Args:
        encoder: the network.
        config: that it was made from.
    """

    def __init__(self, encoder: Encoder, config: Config) -> None:
        self.encoder: Any = encoder
        self.config = config
        self.title = ARCHITECTURES[config.architecture].title

    def compared(self, arrays: Arrays) -> Pairs:
        """Pairs of what follows from the traced arrays, worked out in NumPy, and what the network itself computed.

        Their largest difference is shown with every trace; without a pair nothing is said of it.
        """
        return iter(())

    def equations(self, arrays: Arrays, layer: int, direction: str, places: Places) -> Iterator[tuple[Equation, ...]]:
        """How the numbers of each of these places, a word and a unit, come about, in the order of computing; empty
        where none are told.

        The facts of an architecture that tells them name their arrays.
        """
        return iter([()] * len(places))

    def continued(
        self, embedded: Tensor, layer: int, direction: str, word: int
    ) -> tuple[tuple[Tensor, ...], Tensor] | None:
        """What the network gives for one text as a function of the state that a layer has at a word; None where no
        state is carried from word to word.

        Args:
            embedded: (1, words, size), without padding.
        Returns:
            The tensors of that state, (1, 1, hidden) each and open to a gradient, the hidden state first; and what the
            encoder gives, computed from them as far as it depends on them.
        """
        return None

    def parts(self) -> tuple[Part, ...]:
        """The parts that can be changed, in the order in which they are computed."""
        return (embedding_part(self.config),)

    def read_with(self, embedded: Tensor, patch: Patch) -> Tensor:
        """What the encoder gives for one text while `patch` is in the way: it is handed each of `parts` but the
        embedded words as it is computed, and all that follows is computed from what it gives back.

        Args:
            embedded: (1 or more, words, size), without padding; with a row a reading, where a change has made more.
        Returns:
            (batch, words, features) or (batch, features); the batch is 1 where nothing made it larger.
        """
        mask = embedded.new_ones(embedded.shape[:2]).bool()
        found: Tensor = self.encoder(embedded, mask)
        return found

    def blocks(self, sketch: Sketch, embedded: Shape) -> Block:
        """The network as one block, with parts where it is taken apart.

        Without parts, every weight is taken to be multiplied with once a word.

        Args:
            embedded: the shape that it reads.
        """
        products = sum(weight.numel() for weight in self.encoder.parameters() if weight.dim() > 1)
        count = products * sketch.number("batch", "words")
        return sketch.part("encoder", "encoder", "", embedded, sketch.features(), multiplications=count)

    def classes(self) -> tuple[type, ...]:
        """The classes that a reader has to know: the network's with what it inherits, then those that it holds."""
        return tuple(one for one in type(self.encoder).__mro__ if issubclass(one, Encoder) and one is not Encoder)

    def listing(self) -> str:
        """Plain torch that makes `h` of `x`, the embedded words (words, size); empty where nobody has written it.

        It finds the stored weights by name in `weights`, and `words`, a list. `h` is (words, features) for a task with
        an answer a word, else (features,).
        """
        return ""

    def standard_layers(self, embedded: Tensor, mask: Tensor) -> StandardLayers | None:
        """The network's layers as torch has them, where they are those of a Transformer; None of any other."""
        return None


def inside(model: Model) -> Inside:
    """What can be told of a model's network."""
    kind = ARCHITECTURES[model.config.architecture].inside_class() or Inside
    made: Inside = kind(model.encoder, model.config)
    return made


# ---- what several have in common


def read_out_with(hidden: Tensor, kinds: tuple[str, ...], last: Tensor, patch: Patch) -> Tensor:
    """`read_out` of texts without padding, where each of its vectors is handed to `patch`.

    Args:
        hidden: (batch, words, hidden).
        last: (batch, hidden), where reading ended.
    """
    mask = hidden.new_ones(hidden.shape[:2]).bool()
    found = [patch(f"readout.{kind}", read_out(hidden, mask, (kind,), last), None) for kind in kinds]
    return side_by_side(found)


def side_by_side(found: Sequence[Tensor]) -> Tensor:
    """Tensors joined along their last axis; those of one reading are repeated for every reading of the others."""
    batch = max(len(one) for one in found)
    return torch.cat([one.expand(batch, *one.shape[1:]) for one in found], -1)


def readout_blocks(sketch: Sketch, hidden: Shape, both_ends: bool = False) -> list[Block]:
    """How the states of the words become one vector; nothing where each word has its own answer.

    Args:
        both_ends: whether reading ends at the last word forwards and at the first backwards.
    """
    config = sketch.config
    if config.per_word:
        return []
    formulas = {
        "last": "r = [h→_n; h←_1]" if both_ends else "r = h_n",
        "mean": "r = Σ_t h_t / n",
        "max": "r = max_t h_t",
    }
    features, made, parts = sketch.features(), sketch.given("encoder"), []
    for at, kind in enumerate(config.readout):
        width = hidden[-1][1]
        piece = sketch.shape("batch", **{hidden[-1][0]: width})
        values = sketch.few(made[:, at * width : (at + 1) * width], piece)
        parts.append(Block(kind, f"readout.{kind}", formulas[kind], hidden, piece, values=values))
    if len(parts) == 1:
        return [Block(parts[0].key, "readout", parts[0].formula, hidden, features, values=parts[0].values)]
    joined = "r = [" + "; ".join(config.readout) + "]"
    return [whole("readout", "readout", joined, parts, features, beside=True, values=sketch.few(made, features))]


def readout_listing(encoder: Encoder, config: Config, last: str = "h[-1]") -> str:
    """The same as a line of plain torch; empty where each word has its own answer.

    Args:
        last: where reading ended.
    """
    if config.per_word:
        return ""
    ways = {"last": last, "mean": "h.mean(0)", "max": "h.amax(0)"}
    chosen = [ways[kind] for kind in config.readout]
    return f"h = torch.cat([{', '.join(chosen)}])  # ({encoder.features},)"
