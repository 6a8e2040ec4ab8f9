"""What Look inside can tell of a Transformer: attention and networks layer by layer, and the same in plain torch."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
from torch import Tensor
from torch.nn import functional

from playground.models.arrays import Arrays, layer_norm, linear
from playground.models.block_builder import Sketch
from playground.models.blocks import Block, Shape, repeated, whole
from playground.models.inside import (
    Inside,
    Pairs,
    StandardLayers,
    read_out_with,
    readout_blocks,
    readout_listing,
)
from playground.models.parts import Part, Patch, embedding_part, readout_parts
from playground.models.transformer.network import FALL, NEAR, Distances, Layer, positions


class TransformerInside(Inside):
    """What layers of attention do."""

    def parts(self) -> tuple[Part, ...]:
        """Of each layer what its heads bring to a word, its inner units, and what it makes of a word; the readout."""
        config, found = self.config, [embedding_part(self.config)]
        for number in range(1, config.layers + 1):
            heads, each = config.heads, config.hidden // config.heads
            found += [
                Part(f"layer{number}.attention", "head", heads, each, layer=number, ranked=True),
                Part(f"layer{number}.feedforward", "feedforward", config.feedforward, layer=number, ranked=True),
                Part(f"layer{number}.hidden", "state", config.hidden, layer=number, carries=number == config.layers),
            ]
        return (*found, *readout_parts(config, config.hidden))

    def read_with(self, embedded: Tensor, patch: Patch) -> Tensor:
        """The layers as `Layer.forward` has them, with what is between their matrices handed on."""
        mask = embedded.new_ones(embedded.shape[:2]).bool()
        hidden, added = self.encoder._placed(embedded), self.encoder.added(mask[:1])
        for number, layer in enumerate(self.encoder.layers, 1):
            start = f"layer{number}."
            if layer.norm_first:
                hidden = hidden + _attend_with(layer, layer.norm1(hidden), added, start, patch)
                hidden = hidden + _think_with(layer, layer.norm2(hidden), start, patch)
            else:
                hidden = layer.norm1(hidden + _attend_with(layer, hidden, added, start, patch))
                hidden = layer.norm2(hidden + _think_with(layer, hidden, start, patch))
            hidden = patch(f"{start}hidden", hidden, None)
        if self.encoder.norm is not None:
            hidden = self.encoder.norm(hidden)
        if self.config.per_word:
            return hidden
        return read_out_with(hidden, self.config.readout, hidden[:, -1], patch)

    def classes(self) -> tuple[type, ...]:
        """The network, its layers and, where it tells them apart, the distances."""
        return (*super().classes(), Layer, *((Distances,) if self.config.positions == "distances" else ()))

    def compared(self, arrays: Arrays) -> Pairs:
        """What each layer gives with the traced attention; against the layer with torch's fused attention."""
        hidden = arrays["embedded"]
        if self.encoder.projection is not None:
            hidden = linear(self.encoder.projection, hidden)
        if self.encoder.distances is None:
            hidden = hidden + positions(*hidden.shape).numpy()
        for number, layer in enumerate(self.encoder.layers, 1):
            attention = arrays[f"layer{number}.attention"]  # (heads, words, words)
            read = layer_norm(layer.norm1, hidden) if layer.norm_first else hidden
            value = linear(layer.mix, read)[:, 2 * hidden.shape[1] :]  # query, key, value
            value = value.reshape(len(value), layer.heads, -1).transpose(1, 0, 2)  # (heads, words, hidden ÷ heads)
            hidden = hidden + linear(layer.out, (attention @ value).transpose(1, 0, 2).reshape(hidden.shape))
            if not layer.norm_first:
                hidden = layer_norm(layer.norm1, hidden)
            read = layer_norm(layer.norm2, hidden) if layer.norm_first else hidden
            hidden = hidden + linear(layer.narrow, np.maximum(linear(layer.wide, read), 0))
            if not layer.norm_first:
                hidden = layer_norm(layer.norm2, hidden)
            yield hidden, arrays[f"layer{number}.hidden"]
            hidden = arrays[f"layer{number}.hidden"]  # each layer is measured by itself

    def blocks(self, sketch: Sketch, embedded: Shape) -> Block:
        """Positions, layers of attention and a small network for each word, and the readout."""
        config, parts = sketch.config, []
        hidden = sketch.shape("batch", "words", hidden=config.hidden)
        tokens = sketch.number("batch", "words")
        if self.encoder.projection is not None:
            parts.append(sketch.part("encoder.projection", "projection", "x = W · e + b", embedded, hidden,
                                     multiplications=tokens * config.embedded * config.hidden))  # fmt: skip
        if config.positions == "waves":
            placed = sketch.given("encoder.dropout")
            parts.append(Block("positions", "positions", "x ← x + sin, cos(t / 10000^(2k / hidden))", hidden, hidden,
                               values=sketch.few(placed, hidden)))  # fmt: skip
        parts.append(sketch.dropout("encoder.dropout", "encoder.dropout", hidden))
        parts += repeated([_layer(sketch, number, hidden, tokens) for number in range(1, config.layers + 1)])
        if self.encoder.norm is not None:
            parts.append(_norm(sketch, "encoder.norm", hidden))
        states = sketch.layer(config.layers)["hidden"][None]
        if self.encoder.norm is not None:
            states = sketch.given("encoder.norm")
        parts.append(Block("masked", "encoder.masked", "h ← h · m", hidden, hidden, values=sketch.few(states, hidden)))
        parts += readout_blocks(sketch, hidden)
        return whole("encoder", "encoder", "", parts, sketch.features(), reads=embedded, module="encoder")

    def listing(self) -> str:
        """torch's own layers with the stored weights under torch's names, and the readout."""
        config = self.config
        before = config.norm == "before"
        projected = self.encoder.projection is not None
        projection = (
            'x = x @ weights["encoder.projection.weight"].T + weights["encoder.projection.bias"]\n' if projected else ""
        )
        final = ""
        if before:
            norm = 'weights["encoder.norm.weight"], weights["encoder.norm.bias"]'
            final = f"\nh = nn.functional.layer_norm(h, ({config.hidden},), {norm})"
        looks = ", src_mask=added" if config.positions == "distances" else ""
        return f"""
{projection}{self._order_listing()}
names = {{
    "mix.weight": "self_attn.in_proj_weight", "mix.bias": "self_attn.in_proj_bias",
    "out.weight": "self_attn.out_proj.weight", "out.bias": "self_attn.out_proj.bias",
    "wide.weight": "linear1.weight", "wide.bias": "linear1.bias",
    "narrow.weight": "linear2.weight", "narrow.bias": "linear2.bias",
    "norm1.weight": "norm1.weight", "norm1.bias": "norm1.bias",
    "norm2.weight": "norm2.weight", "norm2.bias": "norm2.bias",
}}
for number in range({config.layers}):
    sizes = {{"batch_first": True, "norm_first": {before}}}
    layer = nn.TransformerEncoderLayer({config.hidden}, {config.heads}, {config.feedforward}, **sizes)
    layer.load_state_dict({{new: weights[f"encoder.layers.{{number}}.{{old}}"] for old, new in names.items()}})
    with torch.no_grad():
        h = layer.eval()(h[None]{looks})[0]{final}
{readout_listing(self.encoder, config)}
"""

    def _order_listing(self) -> str:
        """How the order of the words comes in: distances that are added to the scores, or waves added to the words."""
        config = self.config
        if config.positions == "distances":
            return f"""h = x
at = torch.arange(len(words))
away = at[None] - at[:, None]  # how far to the right of the word that looks; negative to the left
near = away.clamp(-{NEAR}, {NEAR})
added = weights["encoder.distances.weight"][:, near + {NEAR}] - {FALL} * (away - near).abs()  # (heads, words, words)
"""
        return f"""place = torch.arange(len(words), dtype=torch.float32)[:, None]
angle = place * torch.exp(torch.arange(0, {config.hidden}, 2) * (-torch.log(torch.tensor(10_000.0)) / {config.hidden}))
waves = torch.zeros(len(words), {config.hidden})
waves[:, 0::2], waves[:, 1::2] = angle.sin(), angle.cos()[:, :{config.hidden // 2}]
h = x + waves  # (words, {config.hidden})
"""

    def standard_layers(self, embedded: Tensor, mask: Tensor) -> StandardLayers:
        """These layers under torch's names."""
        added = None if self.encoder.distances is None else self.encoder.distances(mask)
        names = {"mix": "self_attn.in_proj_", "out": "self_attn.out_proj.", "wide": "linear1.", "narrow": "linear2."}
        names |= {norm: f"{norm}." for norm in ("norm1", "norm2")}
        weights = tuple(
            {
                new + kind: getattr(getattr(layer, old), kind).detach()
                for old, new in names.items()
                for kind in ("weight", "bias")
            }
            for layer in self.encoder.layers
        )
        return StandardLayers(self.config.hidden, self.config.heads, self.encoder._placed(embedded), added, weights)


def _attend_with(layer: Any, hidden: Tensor, added: Tensor, start: str, patch: Patch) -> Tensor:
    """What attention adds to each word; what each head brings is handed on, (batch, words, heads × each)."""
    query, key, value = layer._split(hidden)
    found = functional.scaled_dot_product_attention(query, key, value, attn_mask=added.to(query.dtype))
    return layer.out(patch(f"{start}attention", found.transpose(1, 2).flatten(2), None))


def _think_with(layer: Any, hidden: Tensor, start: str, patch: Patch) -> Tensor:
    """What the network of a layer adds to each word; its inner units are handed on behind the ReLU."""
    return layer.narrow(patch(f"{start}feedforward", layer.wide(hidden).relu(), None))


def _norm(sketch: Sketch, module: str, hidden: Shape) -> Block:
    return sketch.part(module, "norm", "x ← γ · (x − mean) / √(variance + ε) + β", hidden, hidden)


def _layer(sketch: Sketch, number: int, hidden: Shape, tokens: int) -> Block:
    config, module, start = sketch.config, f"encoder.layers.{number - 1}", f"layer{number}"
    first = config.norm == "before"
    last = number == config.layers
    after = "encoder.norm" if last else f"encoder.layers.{number}.norm1"
    attend, think = _attention(sketch, number, hidden, tokens), _network(sketch, number, hidden, tokens)
    norm1, norm2 = (_norm(sketch, f"{module}.norm{which}", hidden) for which in (1, 2))
    sums = [sketch.read(f"{module}.norm2"), sketch.read(after)] if first else [
        sketch.read(f"{module}.norm1"), sketch.read(f"{module}.norm2")]  # fmt: skip
    adds = [
        Block("shortcut", f"{start}.shortcut{which}", "x ← x + new", hidden, hidden, values=sketch.few(made, hidden),
              back=2 if first else 1)
        for which, made in enumerate(sums, 1)
    ]  # fmt: skip
    parts = (
        (norm1, attend, adds[0], norm2, think, adds[1]) if first else (attend, adds[0], norm1, think, adds[1], norm2)
    )
    formula = (
        "x ← x + attention(norm(x)),   x ← x + network(norm(x))"
        if first
        else "x ← norm(x + attention(x)),   x ← norm(x + network(x))"
    )
    return whole("layer", start, formula, parts, number=number, reads=hidden, module=module)


def _attention(sketch: Sketch, number: int, hidden: Shape, tokens: int) -> Block:
    config, module, start = sketch.config, f"encoder.layers.{number - 1}", f"layer{number}.attention"
    units, heads = config.hidden, config.heads
    each = units // heads
    words = sketch.sizes["words"]
    mixed = sketch.given(f"{module}.mix")  # (1, words, 3 × hidden)
    read = mixed.shape[1]
    query, key, _ = mixed.reshape(1, read, 3, heads, each).transpose(2, 0, 3, 1, 4)
    raw = query @ key.swapaxes(-1, -2) / np.sqrt(each)  # (1, heads, words, words)
    shares = sketch.layer(number)["attention"][None]
    square = (hidden[0], ("heads", heads), ("words", words), ("words looked at", words))
    split = (hidden[0], ("heads", heads), ("words", words), ("hidden ÷ heads", each))
    output = sketch.read(f"{module}.out")
    pairs = hidden[0][1] * heads * words * words * each
    parts = [
        sketch.part(f"{module}.mix", "mix", "q, k, v = W · x + b", hidden, (*hidden[:2], ("3 × hidden", 3 * units)),
                    multiplications=tokens * units * 3 * units),
        Block("split", f"{start}.split", f"q, k, v: {heads} × {each}", (*hidden[:2], ("3 × hidden", 3 * units)), split,
              values=sketch.few(query, split)),
        _scores(sketch, number, raw, split, square),
        Block("weights", f"{start}.weights", "a = softmax(s + (0 or −10⁹))", square, square,
              values=sketch.few(shares, square)),
        Block("gather", f"{start}.gather", "y = a · v", square, hidden, multiplications=pairs,
              values=sketch.few(output, hidden)),
        sketch.part(f"{module}.out", "out", "y ← W · y + b", hidden, hidden, multiplications=tokens * units * units),
        sketch.dropout(f"{module}.dropout", f"{start}.dropout", hidden),
    ]  # fmt: skip
    added = " + b" if config.positions == "distances" else ""
    return whole("attention", start, f"softmax(q · kᵀ / √d{added}) · v", parts, number=heads)


def _scores(sketch: Sketch, number: int, raw: np.ndarray, split: Shape, square: Shape) -> Block:
    """How well each query meets each key, and, where the order is known by distances, what is added for them."""
    start, formula = f"layer{number}.attention.scores", "s = q · kᵀ / √(hidden ÷ heads)"
    pairs = math.prod(size for _, size in square) * split[-1][1]
    products = Block("scores", start, formula, split, square, multiplications=pairs, values=sketch.few(raw, square))
    if sketch.config.positions == "waves":
        return products
    first, added = number == 1, sketch.given("encoder.distances")
    distances = Block(
        "distances",
        "encoder.distances" if first else f"{start}.distances",
        "b_ij = B[j − i]",
        sketch.shape("batch", "words"),
        square[1:],
        sketch.model.get_parameter("encoder.distances.weight").numel() if first else 0,
        values=sketch.few(added, square[1:]),
        module="encoder.distances" if first else "",
    )
    parts = (replace(products, key="products", id=f"{start}.products"), distances)
    return whole("scores", start, f"{formula} + b", parts, square, beside=True, values=sketch.few(raw + added, square))


def _network(sketch: Sketch, number: int, hidden: Shape, tokens: int) -> Block:
    module, start = f"encoder.layers.{number - 1}", f"layer{number}.network"
    wide = (*hidden[:2], ("feedforward", sketch.config.feedforward))
    count = tokens * sketch.config.hidden * sketch.config.feedforward
    active = np.maximum(sketch.given(f"{module}.wide"), 0)
    parts = [
        sketch.part(f"{module}.wide", "wide", "y = W · x + b", hidden, wide, multiplications=count),
        Block("relu", f"{start}.relu", "y ← max(0, y)", wide, wide, values=sketch.few(active, wide)),
        sketch.dropout(f"{module}.dropout", f"{start}.dropout1", wide, 1),
        sketch.part(f"{module}.narrow", "narrow", "y ← W · y + b", wide, hidden, multiplications=count),
        sketch.dropout(f"{module}.dropout", f"{start}.dropout2", hidden, 2),
    ]
    return whole("network", start, "W · max(0, W · x + b) + b", parts)
