"""What goes on inside? Every inner value of a model for one text, by name: states, gates, attention, filters.

The arrays are the model's own values from one pass; what torch does not hand out (an LSTM's gates, attention weights)
is worked out from the weights beside it. That those numbers are the model's is measured with every trace: `difference`
says how far the states that follow from the traced values are from those that the model computed with torch's fused
layers. Nothing stays on the model, and nothing here knows about the page.

Of a number beyond 1 the difference counts in relation to it: float32 has seven digits, and an LSTM's cell can grow with
the text, and collects the rounding of every word (a shipped tagger's reaches 87 in 512 words of prose, where h agrees
within 2e-7 and c within 2e-6 of itself; in one word 512 times over, c within 1.2e-5).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import BadInput, NotApplicable, choose
from playground.lenses.predict.predict import PredictedWord
from playground.text import words

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.models import Encoder, Model

DIRECTIONS = ("forward", "backward")
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
    difference: float  # the largest between what follows from the traced values and the model's own; see above

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
        for start in (f"layer{layer}.{direction}.", f"layer{layer}."):
            found = {name[len(start) :]: array for name, array in self.arrays.items() if name.startswith(start)}
            if found and (direction == "forward" or start.endswith("backward.")):
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
    divided = words(text)
    inputs = checkpoint.encode([[word.text for word in divided]])
    model = checkpoint.model
    with torch.inference_mode():
        states = model.states(model.embed(inputs), inputs.mask)
    read = min(len(divided), checkpoint.config.max_words)
    arrays = {name: _cut(name, values, read) for name, values in states.items()}
    seen = tuple(
        PredictedWord(word.text, word.start, word.end, checkpoint.vocabulary.knows(word.text), number < read)
        for number, word in enumerate(divided)
    )
    looks = any(name.endswith(".attention") for name in arrays)
    return Trace(
        model=checkpoint.reference,
        task=checkpoint.task,
        text=text,
        words=seen,
        positions=tuple(word.text for word in divided[:read]) if looks else None,
        labels=checkpoint.config.labels,
        arrays=arrays,
        difference=max((_apart(mine, own) for mine, own in _compared(model, arrays) if own.size), default=0.0),
    )


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


def _compared(model: Model, arrays: dict[str, np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs of what follows from the traced values, worked out in NumPy, and what the model itself computed."""
    from playground.models.recurrent import Recurrent
    from playground.models.textcnn.network import TextCNN
    from playground.models.transformer.network import Transformer

    if not len(arrays["embedded"]):
        return
    encoder: Encoder = model.encoder
    if isinstance(encoder, Recurrent):
        yield from _recurrent(encoder, arrays)
    elif isinstance(encoder, Transformer):
        yield from _transformer(encoder, arrays)
    elif isinstance(encoder, TextCNN):
        yield from _textcnn(encoder, arrays)


def numbers(parameter: Any) -> np.ndarray:
    """A model's weights as a NumPy array."""
    return np.asarray(parameter.detach().cpu().numpy())


def below(arrays: dict[str, np.ndarray], layer: int) -> np.ndarray:
    """What a recurrent layer reads, (words, size): the embedded words, or all directions of the layer below."""
    if layer == 1:
        return arrays["embedded"]
    start = f"layer{layer - 1}."
    names = [f"{start}hidden", *(f"{start}{direction}.hidden" for direction in DIRECTIONS)]
    return np.concatenate([arrays[name] for name in names if name in arrays], -1)


def before(states: np.ndarray, direction: str) -> np.ndarray:
    """The state that each word was read with, (words, size): of the word read before it; zero where reading begins."""
    moved = np.zeros_like(states)
    if direction == "forward":
        moved[1:] = states[:-1]
    else:
        moved[:-1] = states[1:]
    return moved


def _recurrent(encoder: Any, arrays: dict[str, np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Of an LSTM h = output gate × tanh(cell) and the last cell, of an RNN h by its equation; against torch's layer."""
    import torch

    for number, layer in enumerate(encoder.layers, 1):
        reads = below(arrays, number)
        for direction in encoder.directions:
            start = f"layer{number}." + (f"{direction}." if len(encoder.directions) == 2 else "")
            module, step = layer[f"{direction}_cell"], 1 if direction == "forward" else -1
            with torch.inference_mode():
                read = torch.from_numpy(reads[::step].copy()).to(module.weight_ih_l0.device)
                fused, last = module(read)
            hidden = numbers(fused)[::step]
            if start + "cell" in arrays:
                cell = arrays[start + "cell"]
                yield arrays[start + "output_gate"] * np.tanh(cell), hidden
                yield cell[::step][-1], numbers(last[1])[0]
            else:
                mixed = reads @ numbers(module.weight_ih_l0).T + numbers(module.bias_ih_l0)
                mixed += before(hidden, direction) @ numbers(module.weight_hh_l0).T + numbers(module.bias_hh_l0)
                yield np.tanh(mixed), hidden
            yield arrays[start + "hidden"], hidden


def _transformer(encoder: Any, arrays: dict[str, np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """What each layer gives with the traced attention; against the layer with torch's fused attention."""
    from playground.models.transformer.network import positions

    hidden = arrays["embedded"]
    if encoder.projection is not None:
        hidden = _linear(encoder.projection, hidden)
    if encoder.distances is None:
        hidden = hidden + positions(*hidden.shape).numpy()
    for number, layer in enumerate(encoder.layers, 1):
        attention = arrays[f"layer{number}.attention"]  # (heads, words, words)
        read = _norm(layer.norm1, hidden) if layer.norm_first else hidden
        value = _linear(layer.mix, read)[:, 2 * hidden.shape[1] :]  # query, key, value
        value = value.reshape(len(value), layer.heads, -1).transpose(1, 0, 2)  # (heads, words, hidden ÷ heads)
        hidden = hidden + _linear(layer.out, (attention @ value).transpose(1, 0, 2).reshape(hidden.shape))
        if not layer.norm_first:
            hidden = _norm(layer.norm1, hidden)
        read = _norm(layer.norm2, hidden) if layer.norm_first else hidden
        hidden = hidden + _linear(layer.narrow, np.maximum(_linear(layer.wide, read), 0))
        if not layer.norm_first:
            hidden = _norm(layer.norm2, hidden)
        yield hidden, arrays[f"layer{number}.hidden"]
        hidden = arrays[f"layer{number}.hidden"]  # each layer is measured by itself


def _textcnn(encoder: Any, arrays: dict[str, np.ndarray]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Each filter as a product with every window; against torch's convolution."""
    hidden = arrays["embedded"]
    for number, layer in enumerate(encoder.layers, 1):
        made = {width: _slide(layer[str(width)], hidden) for width in encoder.config.widths}
        if f"layer{number}.hidden" in arrays:
            new = np.concatenate(list(made.values()), -1)
            yield new + hidden if number > 1 else new, arrays[f"layer{number}.hidden"]
            hidden = arrays[f"layer{number}.hidden"]
        else:
            yield from ((values, arrays[f"filters{width}"]) for width, values in made.items())


def _slide(convolution: Any, hidden: np.ndarray) -> np.ndarray:
    """(words, size) -> (positions, filters), negative answers set to 0."""
    (width,), (padding,) = convolution.kernel_size, convolution.padding
    missing = max(0, width - len(hidden)) if not padding else 0
    filled = np.pad(hidden, ((padding, padding + missing), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(filled, width, axis=0)  # (positions, size, width)
    weight = numbers(convolution.weight)  # (filters, size, width)
    answers = windows.reshape(len(windows), -1) @ weight.reshape(len(weight), -1).T + numbers(convolution.bias)
    return np.maximum(answers, 0)


def _linear(layer: Any, values: np.ndarray) -> np.ndarray:
    return np.asarray(values @ numbers(layer.weight).T + numbers(layer.bias))


def _norm(layer: Any, values: np.ndarray) -> np.ndarray:
    centred = values - values.mean(-1, keepdims=True)
    spread = np.sqrt((centred**2).mean(-1, keepdims=True) + layer.eps)
    return np.asarray(centred / spread * numbers(layer.weight) + numbers(layer.bias))
