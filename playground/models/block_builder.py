"""What blocks are made of: sizes by name, and what every module of a model gave for a text.

A sketch knows a model, what it reads and the arrays of its trace; nothing of checkpoints, and nothing of how a diagram
is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from playground.models.arrays import Arrays, of_layer
from playground.models.blocks import Batch, Block, Shape

if TYPE_CHECKING:
    from playground.models.config import Inputs

FEW = 5  # real numbers that a block shows


class Sketch:
    """What the blocks of one diagram are drawn from: sizes by name, recorded numbers, and the chosen word.

    Args:
        model: one that nobody else uses, on the CPU: hooks are put into it.
        inputs: the ids of the text.
        arrays: those of a trace of the text, by name.
        word: whose numbers are shown, counted from 0.
    """

    def __init__(self, model: Any, inputs: Inputs, arrays: Arrays, word: int, batch: Batch) -> None:
        self.model, self.inputs, self.arrays, self.word = model, inputs, arrays, word
        self.config = model.config
        self.read_words = int(inputs.mask.sum())
        self.recorded = _record(self.model, self.inputs)
        self.spelling = 0
        self.sizes = self._sizes(batch)

    def of(self, batch: Batch) -> Sketch:
        """The same text in another batch."""
        other = object.__new__(Sketch)
        other.__dict__.update(self.__dict__)
        other.sizes = self._sizes(batch)
        return other

    def _sizes(self, batch: Batch) -> dict[str, int]:
        sizes = {"batch": batch.sentences, "words": batch.longest}
        letters = self.inputs.letters
        if letters is not None:
            import torch

            spellings, where = torch.unique(letters[0], dim=0, return_inverse=True)
            self.spelling = int(where[self.word])
            # Padding is one spelling more, of zeros only. The other sentences are taken to have the same words.
            sizes |= {
                "spellings": len(spellings) + (batch.longest > self.read_words),
                "letters": letters.shape[-1],
            }
        return sizes

    def layer(self, number: int, direction: str = "forward") -> dict[str, np.ndarray]:
        """The traced arrays of a layer, by the last part of their names."""
        return of_layer(self.arrays, number, direction)

    def features(self) -> Shape:
        """The shape of what the encoder gives."""
        names = ("batch", "words") if self.config.per_word else ("batch",)
        return self.shape(*names, features=self.model.encoder.features)

    def shape(self, *names: str, **sizes: int) -> Shape:
        """A shape of named dimensions; sizes that are not those of the batch are given by name, in this order."""
        return tuple((name, self.sizes[name]) for name in names) + tuple(sizes.items())

    def number(self, *names: str) -> int:
        """The product of the sizes of named dimensions."""
        return int(np.prod([self.sizes[name] for name in names]))

    def few(self, array: np.ndarray, shape: Shape) -> tuple[float, ...]:
        """The first numbers of an array without padding at the chosen word, or those of every label.

        Args:
            shape: the names of the array's dimensions.
        """
        at = {
            "batch": 0,
            "words": self.word,
            "positions": self.word,
            "spellings": self.spelling,
            "letters": 0,
            "heads": 0,
        }
        names = [name for name, _ in shape]
        main = max((place for place, name in enumerate(names) if name not in at), default=len(names) - 1)
        index = tuple(
            slice(None) if place == main else min(at.get(name, 0), array.shape[place] - 1)
            for place, name in enumerate(names)
        )
        return tuple(float(value) for value in np.atleast_1d(array[index])[: None if "labels" in names else FEW])

    def given(self, module: str, call: int = 0) -> np.ndarray:
        """What a module gave for the text."""
        return self.recorded[module][call][1]

    def read(self, module: str, call: int = 0) -> np.ndarray:
        """What a module was given for the text."""
        return self.recorded[module][call][0]

    def part(self, module: str, key: str, formula: str, reads: Shape, gives: Shape, **more: Any) -> Block:
        """A block that is a module of the model, with its parameters and numbers."""
        found = self.model.get_submodule(module)
        count = sum(parameter.numel() for parameter in found.parameters())
        more = {"id": module, "values": self.few(self.given(module, more.get("call", 0)), gives)} | more
        return Block(key, formula=formula, reads=reads, gives=gives, parameters=count, module=module, **more)

    def dropout(self, module: str, id: str, shape: Shape, call: int = 0) -> Block:
        """A dropout: it does nothing outside of training."""
        formula = "x ← x · b / (1 − p),   b ∈ {0, 1}"
        return self.part(module, "dropout", formula, shape, shape, id=id, call=call, number=self.config.dropout)


def _record(model: Any, inputs: Inputs) -> dict[str, list[tuple[np.ndarray, np.ndarray]]]:
    """What went into and came out of every module, call by call."""
    import torch

    recorded: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {}

    def listen(name: str) -> Any:
        def note(_: Any, given: Any, made: Any) -> None:
            made = made[0] if isinstance(made, tuple) else made
            if given and isinstance(made, torch.Tensor) and isinstance(given[0], torch.Tensor):
                recorded.setdefault(name, []).append((given[0].numpy(), made.numpy()))

        return note

    for name, module in model.named_modules():
        if name:
            module.register_forward_hook(listen(name))
    with torch.no_grad():
        embedded = model.embed(inputs)
        recorded["embed"] = [(inputs.words.numpy(), embedded.numpy())]
        recorded["logits"] = [(embedded.numpy(), model.logits(embedded, inputs.mask).numpy())]
    return recorded
