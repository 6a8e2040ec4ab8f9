"""What Look inside can tell of a TextCNN: filters beside each other, their maxima, and each filter's products."""

from __future__ import annotations

from typing import Any

import numpy as np
from torch import Tensor

from playground.models.arrays import Arrays, numbers
from playground.models.block_builder import Sketch
from playground.models.blocks import Block, Shape, repeated, whole
from playground.models.inside import Inside, Pairs, side_by_side
from playground.models.parts import Part, Patch, embedding_part


class TextCNNInside(Inside):
    """What convolutions over words do."""

    def compared(self, arrays: Arrays) -> Pairs:
        """Each filter as a product with every window; against torch's convolution."""
        hidden = arrays["embedded"]
        for number, layer in enumerate(self.encoder.layers, 1):
            made = {width: _slide(layer[str(width)], hidden) for width in self.config.widths}
            if f"layer{number}.hidden" in arrays:
                new = np.concatenate(list(made.values()), -1)
                yield new + hidden if number > 1 else new, arrays[f"layer{number}.hidden"]
                hidden = arrays[f"layer{number}.hidden"]
            else:
                yield from ((values, arrays[f"filters{width}"]) for width, values in made.items())

    def parts(self) -> tuple[Part, ...]:
        """The filters of each width at each window, and their maxima; of a tagger each layer's filters, and what comes
        of them with the shortcut round the layer."""
        config, found = self.config, [embedding_part(self.config)]
        size = config.filters * len(config.widths)
        if not config.per_word:
            found += [
                Part(f"filters{width}", "filter", config.filters, window=width, ranked=True, carries=True)
                for width in config.widths
            ]
            return (*found, Part("readout.max", "readout", size, window=0))
        for number in range(1, config.layers + 1):
            found += [
                Part(f"layer{number}.filters{width}", "filter", config.filters, layer=number, ranked=True)
                for width in config.widths
            ]
            found.append(Part(f"layer{number}.hidden", "state", size, layer=number, carries=number == config.layers))
        return tuple(found)

    def read_with(self, embedded: Tensor, patch: Patch) -> Tensor:
        """Every filter is handed on behind its ReLU; the maximum over the text is that of what comes back."""
        hidden = embedded
        if self.config.per_word:
            for number, layer in enumerate(self.encoder.layers, 1):
                channels, found = hidden.transpose(1, 2), []
                for width, convolution in layer.items():
                    filtered = convolution(channels).relu().transpose(1, 2)  # (batch, words, filters)
                    found.append(patch(f"layer{number}.filters{width}", filtered, None))
                new = side_by_side(found)
                hidden = patch(f"layer{number}.hidden", new + hidden if number > 1 else new, None)
            return hidden
        mask = embedded.new_ones(embedded.shape[:2]).bool()
        windows = self.encoder._windows(embedded, mask).items()
        maxima = [patch(f"filters{width}", filtered, None).amax(1) for width, filtered in windows]
        return patch("readout.max", side_by_side(maxima), None)

    def blocks(self, sketch: Sketch, embedded: Shape) -> Block:
        """Filters of each width beside each other: with a maximum over the text, or stacked and one position a word."""
        if not sketch.config.per_word:
            return _pooled(sketch, embedded)
        config, found, reads = sketch.config, [], embedded
        words = embedded[1]
        for number in range(1, config.layers + 1):
            hidden = sketch.shape("batch", "words", features=config.filters * len(config.widths))
            start, channels = f"layer{number}", (reads[0], reads[2], words)
            parts = [sketch.dropout("encoder.dropout", f"{start}.dropout", reads, number - 2)] if number > 1 else []
            branches = []
            for width in config.widths:
                filtered = (reads[0], ("filters", config.filters), words)
                branches.append(whole("width", f"{start}.width{width}", "c_t = max(0, W · [… x_t …] + b)", [
                    *_convolution(sketch, number, width, channels, filtered, f"{start}.width{width}")
                ], number=width))  # fmt: skip
            made = np.concatenate([sketch.given(f"encoder.active.{number - 1}.{width}") for width in config.widths], 1)
            joined = (hidden[0], hidden[2], hidden[1])
            parts.append(whole("widths", f"{start}.widths", _side(config.widths), branches, hidden, reads=channels,
                               beside=True, values=sketch.few(made, joined)))  # fmt: skip
            values = sketch.few(sketch.layer(number)["hidden"], hidden[1:])
            if number > 1:
                parts.append(Block("shortcut", f"{start}.shortcut", "h ← h + x", hidden, hidden, values=values,
                                   back=len(parts)))  # fmt: skip
            parts.append(Block("masked", f"{start}.masked", "h ← h · m", hidden, hidden, values=values))
            formula = _side(config.widths) + (" + x" if number > 1 else "")
            found.append(whole("layer", start, formula, parts, reads=reads, number=number))
            reads = hidden
        return whole("encoder", "encoder", "", repeated(found), sketch.features(), reads=embedded, module="encoder")

    def listing(self) -> str:
        """Convolutions with the stored weights."""
        config = self.config
        if not config.per_word:
            return f"""
channels = functional.pad(x.T[None], (0, max(0, {max(config.widths)} - len(words))))  # (1, {config.embedded}, words)
found = []
for width in {config.widths!r}:
    kernel, bias = weights[f"encoder.layers.0.{{width}}.weight"], weights[f"encoder.layers.0.{{width}}.bias"]
    answers = functional.conv1d(channels, kernel, bias).relu()  # (1, {config.filters}, positions)
    inside = max(1, len(words) - width + 1)  # windows that hold words only
    found.append(answers[0, :, :inside].amax(-1))
h = torch.cat(found)  # ({config.filters * len(config.widths)},)
"""
        return f"""
h = x
for layer in range({config.layers}):
    found = []
    for width in {config.widths!r}:
        name = f"encoder.layers.{{layer}}.{{width}}"
        kernel, bias = weights[name + ".weight"], weights[name + ".bias"]
        found.append(functional.conv1d(h.T[None], kernel, bias, padding=width // 2)[0].relu())
    new = torch.cat(found).T  # (words, {config.filters * len(config.widths)})
    h = new + h if layer else new
"""


def _slide(convolution: Any, hidden: np.ndarray) -> np.ndarray:
    """(words, size) -> (positions, filters), negative answers set to 0."""
    (width,), (padding,) = convolution.kernel_size, convolution.padding
    missing = max(0, width - len(hidden)) if not padding else 0
    filled = np.pad(hidden, ((padding, padding + missing), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(filled, width, axis=0)  # (positions, size, width)
    weight = numbers(convolution.weight)  # (filters, size, width)
    answers = windows.reshape(len(windows), -1) @ weight.reshape(len(weight), -1).T + numbers(convolution.bias)
    return np.maximum(answers, 0)


def _side(widths: tuple[int, ...]) -> str:
    return "h = [" + "; ".join(f"c({width})" for width in widths) + "]"


def _window(width: int) -> str:
    """What a filter is laid over, beginning at word t."""
    return "x_t" if width == 1 else f"[x_t … x_t+{width - 1}]"


def _convolution(sketch: Sketch, number: int, width: int, reads: Shape, gives: Shape, id: str) -> list[Block]:
    """A convolution and its ReLU; channels come before words, as torch wants them."""
    formula = f"c_t = W · {_window(width)} + b"
    if sketch.config.per_word and width > 1:
        formula = f"c_t = W · [x_t−{width // 2} … x_t+{width // 2}] + b"
    count = gives[0][1] * gives[2][1] * gives[1][1] * reads[1][1] * width
    return [
        sketch.part(f"encoder.layers.{number - 1}.{width}", "convolution", formula, reads, gives,
                    multiplications=count, id=f"{id}.convolution", number=width),
        sketch.part(f"encoder.active.{number - 1}.{width}", "relu", "c ← max(0, c)", gives, gives, id=f"{id}.relu"),
    ]  # fmt: skip


def _pooled(sketch: Sketch, embedded: Shape) -> Block:
    config, branches = sketch.config, []
    filled = max(sketch.sizes["words"], *config.widths)  # a text shorter than a filter is filled up to one window
    channels = (embedded[0], embedded[2], ("words", filled))
    pooled = sketch.shape("batch", filters=config.filters)
    made = sketch.given("encoder")
    for at, width in enumerate(config.widths):
        filtered = (embedded[0], ("filters", config.filters), ("positions", filled - width + 1))
        best = made[:, at * config.filters : (at + 1) * config.filters]
        parts = [
            *_convolution(sketch, 1, width, channels, filtered, f"width{width}"),
            Block("max", f"width{width}.max", "r = max_t c_t", filtered, pooled, values=sketch.few(best, pooled)),
        ]
        branches.append(
            whole("width", f"width{width}", f"r = max_t max(0, W · {_window(width)} + b)", parts, number=width)
        )
    formula = "r = [" + "; ".join(f"r({width})" for width in config.widths) + "]"
    values = sketch.few(made, sketch.features())
    return whole("encoder", "encoder", formula, branches, sketch.features(), reads=embedded, beside=True, values=values,
                 module="encoder")  # fmt: skip
