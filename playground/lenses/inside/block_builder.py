"""What blocks are made of: sizes by name, and what every module of a model gave for a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import encode
from playground.lenses.inside.trace import Trace
from playground.models.blocks import Batch, Block, Shape

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
    from playground.models import Inputs, Model

FEW = 5  # real numbers that a block shows


def twin(model: Model) -> Model:
    """A model of its own with the same weights, on the CPU: what is hooked to it or asked of it disturbs nobody."""
    import torch

    from playground.models import build

    with torch.device("meta"):
        made = build(model.config)
    made.load_state_dict({name: value.cpu() for name, value in model.state_dict().items()}, assign=True)
    return made.eval()


def inputs_of(checkpoint: Checkpoint, traced: Trace) -> Inputs:
    """The ids of a traced text, on the CPU."""
    return encode(checkpoint.config, checkpoint.vocabulary, [[one.text for one in traced.read]])


class Sketch:
    """What the blocks of one diagram are drawn from: sizes by name, recorded numbers, and the chosen word."""

    def __init__(self, checkpoint: Checkpoint, traced: Trace, word: int, batch: Batch) -> None:
        self.checkpoint, self.traced, self.word = checkpoint, traced, word
        self.config = checkpoint.config
        self.inputs = inputs_of(checkpoint, traced)
        self.model = twin(checkpoint.model)
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
                "spellings": len(spellings) + (batch.longest > len(self.traced.read)),
                "letters": letters.shape[-1],
            }
        return sizes

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


def _record(model: Model, inputs: Inputs) -> dict[str, list[tuple[np.ndarray, np.ndarray]]]:
    """What went into and came out of every module, call by call."""
    import torch

    seen: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {}

    def listen(name: str) -> Any:
        def note(_: Any, given: Any, made: Any) -> None:
            made = made[0] if isinstance(made, tuple) else made
            if isinstance(made, torch.Tensor) and isinstance(given[0], torch.Tensor):
                seen.setdefault(name, []).append((given[0].numpy(), made.numpy()))

        return note

    for name, module in model.named_modules():
        if name:
            module.register_forward_hook(listen(name))
    with torch.no_grad():
        embedded = model.embed(inputs)
        seen["embed"] = [(inputs.words.numpy(), embedded.numpy())]
        seen["logits"] = [(embedded.numpy(), model.logits(embedded, inputs.mask).numpy())]
    return seen
