"""What goes on inside? Every inner value of a model for one text, by name: states, gates, attention, filters.

The arrays are the model's own values from one pass; what torch does not hand out (an LSTM's gates, attention weights)
is worked out from the weights beside it. That those numbers are the model's is measured with every trace: `difference`
says how far the states that follow from the traced values are from those that the model computed with torch's fused
layers, and is None for an architecture that tells nothing to be compared. Nothing stays on the model, and nothing here
knows about the page.

Of a number beyond 1 the difference counts in relation to it: float32 has seven digits, and an LSTM's cell can grow with
the text, and collects the rounding of every word (a shipped tagger's reaches 87 in 512 words of prose, where h agrees
within 2e-7 and c within 2e-6 of itself; in one word 512 times over, c within 1.2e-5).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import encode
from playground.errors import BadInput, NotApplicable, choose
from playground.lenses.predict.predict import PredictedWord
from playground.models.arrays import of_layer

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.models import Inputs, Model

NUMBERS_AN_ANSWER = 80_000  # about a megabyte of JSON


@dataclass(frozen=True, slots=True)
class Trace:
    """A model's inner values for a text, for the words that were read; layers are counted from 1.

    `layer1.hidden` (words, size), or `layer1.forward.hidden` and `layer1.backward.hidden` where a layer runs both ways,
    in word order; for an LSTM beside it `input_gate`, `forget_gate`, `cell_candidate`, `output_gate`, `cell`.
    `layer1.attention` (heads, positions, positions), from-position first. `filters3` (positions, filters) and
    `winners3` (filters,) for width 3. `embedded` (words, size) and `logits` (labels,) or (words, labels) in all.
    """

    model: str
    task: str
    text: str
    words: tuple[PredictedWord, ...]
    positions: tuple[str, ...] | None  # what the attention's positions stand for: the words; None without attention
    labels: tuple[str, ...]
    arrays: dict[str, np.ndarray]  # float32; int64 where the name begins with `winners`
    difference: float | None  # the largest between what follows from the traced values and the model's own; see above

    @property
    def read(self) -> tuple[PredictedWord, ...]:
        """The words that reached the model: those that the arrays have rows for."""
        return tuple(word for word in self.words if word.read)

    def as_json(self) -> dict[str, Any]:
        """What there is, without the numbers; as the command line and the HTTP API print it."""
        return {
            "model": self.model,
            "words": [word._asdict() for word in self.words],
            "positions": None if self.positions is None else list(self.positions),
            "arrays": {name: list(array.shape) for name, array in self.arrays.items()},
        }

    def values(self, names: Sequence[str]) -> dict[str, list[Any]]:
        """The numbers of the named arrays as nested lists for JSON; nine digits, which are exact for float32.

        Raises:
            NotFound: there is no array of this name.
            BadInput: these are more than `NUMBERS_AN_ANSWER` numbers.
        """
        named = {name: choose(self.arrays, name, "array") for name in names}
        count = sum(array.size for array in named.values())
        if count > NUMBERS_AN_ANSWER:
            raise BadInput(
                f"The arrays asked for hold {count:,} numbers. At most {NUMBERS_AN_ANSWER:,} are sent at a time. "
                "Name fewer arrays, or shorten the text.",
                key="trace-numbers",
                numbers=count,
                allowed=NUMBERS_AN_ANSWER,
            )
        return {name: _nested(array) for name, array in named.items()}

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the arrays under their names to an .npz file; numbers only, never pickled objects."""
        with open(path, "wb") as file:  # a name would get .npz appended
            np.savez_compressed(file, allow_pickle=False, **self.arrays)

    def at(self, layer: int, direction: str = "forward") -> dict[str, np.ndarray]:
        """What a layer holds, by the last part of its name: `hidden`, `forget_gate`, `attention`.

        Args:
            direction: matters only where a layer runs both ways.
        Raises:
            BadInput: there is no such layer or direction.
        """
        found = of_layer(self.arrays, layer, direction)
        if found:
            return found
        held = sorted({name.rpartition(".")[0] for name in self.arrays if name.startswith("layer")})
        raise BadInput(
            f"{self.model} has no layer {layer} that runs {direction}. "
            f"It has: {', '.join(held) or 'no layers, only filters'}. Choose one of these.",
            key="trace-layer",
            given=f"{layer}, {direction}",
            allowed=", ".join(held),
        )

    def means(self, layer: int, direction: str = "forward") -> dict[str, np.ndarray]:
        """The mean over the units of each (words, size) array of a layer, (words,): how open a gate is at each word."""
        return {name: array.mean(-1) for name, array in self.at(layer, direction).items() if array.ndim == 2}

    def attention(self, layer: int, word: int) -> tuple[np.ndarray, np.ndarray]:
        """Where a word looks, and how much every word looks at it; each (heads, positions).

        Where it looks sums to 1 in each head; how much it is looked at can be anything from 0 to the number of words.

        Raises:
            NotApplicable: this model has no attention.
            BadInput: there is no such layer or word.
        """
        if self.positions is None:
            raise NotApplicable(
                f"{self.model} has no attention: its words do not look at each other. Choose a Transformer.",
                key="no-attention",
                model=self.model,
            )
        array = self.at(layer)["attention"]
        within(word, len(self.positions), "word")
        return array[:, word], array[:, :, word]


def within(number: int, count: int, what: str) -> None:
    """Check a number that counts from 0.

    Raises:
        BadInput: it is not one of `count`.
    """
    if not 0 <= number < count:
        allowed = f"0 to {count - 1}" if count else "none"
        raise BadInput(
            f"There is no {what} {number}. There are {count}, counted from 0: {allowed}. Choose one of these.",
            key="trace-number",
            what=what,
            given=number,
            allowed=allowed,
        )


def trace(checkpoint: Checkpoint, text: str) -> Trace:
    """Every inner value of a model for a text.

    Raises:
        BadInput: the text is too long.
    """
    import torch

    checkpoint.must_read_words()
    divided = checkpoint.divide(text)
    inputs = checkpoint.encode([[word.text for word in divided]])
    model = checkpoint.model
    with torch.inference_mode():
        states = model.states(model.embed(inputs), inputs.mask)
    read = min(len(divided), checkpoint.config.max_words)
    arrays = {name: _cut(name, values, read) for name, values in states.items()}
    predicted_words = tuple(
        PredictedWord(word.text, word.start, word.end, checkpoint.vocabulary.knows(word.text), number < read)
        for number, word in enumerate(divided)
    )
    looks = any(name.endswith(".attention") for name in arrays)
    return Trace(
        model=checkpoint.reference,
        task=checkpoint.task,
        text=text,
        words=predicted_words,
        positions=tuple(word.text for word in divided[:read]) if looks else None,
        labels=checkpoint.config.labels,
        arrays=arrays,
        difference=_difference(model, arrays),
    )


def inputs_of(checkpoint: Checkpoint, traced: Trace) -> Inputs:
    """The ids of a traced text, on the CPU."""
    return encode(checkpoint.config, checkpoint.vocabulary, [[one.text for one in traced.read]])


def _cut(name: str, values: Tensor, read: int) -> np.ndarray:
    """One text's values without the batch and without padding: an empty text is one position of padding to a model.

    A text shorter than a filter keeps the one window that it is filled up to, since the model's answer comes from it.
    """
    array = values[0].cpu().numpy()
    if name.startswith("winners"):
        return np.ascontiguousarray(array, dtype=np.int64)
    if name.startswith("filters"):
        array = array[: max(1, read - int(name.removeprefix("filters")) + 1)]
    elif name.endswith(".attention"):
        array = array[:, :read, :read]
    elif array.ndim == 2:
        array = array[:read]
    return np.ascontiguousarray(array, dtype=np.float32)


def _nested(array: np.ndarray) -> list[Any]:
    if array.dtype.kind == "i":
        return list(array.tolist())
    short = [float(f"{number:.9g}") for number in array.ravel().tolist()]
    return list(np.array(short).reshape(array.shape).tolist())


# ---- how far the traced values are from the model's own output


def _apart(mine: np.ndarray, own: np.ndarray) -> float:
    return float((np.abs(mine - own) / np.maximum(np.abs(own), 1)).max())


def _difference(model: Model, arrays: dict[str, np.ndarray]) -> float | None:
    """The largest difference between what follows from the traced values, worked out in NumPy, and what the model
    itself computed; None where nothing is worked out."""
    from playground.models.inside import inside

    if not len(arrays["embedded"]):
        return 0.0
    pairs = list(inside(model).compared(arrays))
    return max((_apart(mine, own) for mine, own in pairs if own.size), default=0.0) if pairs else None
