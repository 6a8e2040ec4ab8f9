"""The blocks inside an encoder: gates, filters or attention, as far apart as they can be taken.

`ENCODERS` has a function an architecture; each gives one block with parts. Nothing here knows how a diagram is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from playground.lenses.inside.block_builder import Sketch
from playground.lenses.inside.cell_equations import GATES
from playground.lenses.inside.trace import before, below, numbers
from playground.models.blocks import Block, Shape, repeated, whole


def encoder(sketch: Sketch, embedded: Shape) -> Block:
    """The encoder of a model as one block.

    Args:
        embedded: the shape that it reads.
    """
    return ENCODERS[sketch.config.architecture](sketch, embedded)


def _features(sketch: Sketch) -> Shape:
    width = sketch.model.encoder.features
    return sketch.shape(*(("batch", "words") if sketch.config.per_word else ("batch",)), features=width)


def _readout(sketch: Sketch, hidden: Shape) -> list[Block]:
    """How the states of the words become one vector; nothing where each word has its own answer."""
    config = sketch.config
    if config.per_word:
        return []
    both = config.directions == 2 and config.architecture in ("rnn", "lstm")
    formulas = {
        "last": "r = [h→_n; h←_1]" if both else "r = h_n",
        "mean": "r = Σ_t h_t / n",
        "max": "r = max_t h_t",
    }
    features, made, parts = _features(sketch), sketch.given("encoder"), []
    for at, kind in enumerate(config.readout):
        width = hidden[-1][1]
        piece = sketch.shape("batch", **{hidden[-1][0]: width})
        values = sketch.few(made[:, at * width : (at + 1) * width], piece)
        parts.append(Block(kind, f"readout.{kind}", formulas[kind], hidden, piece, values=values))
    if len(parts) == 1:
        return [Block(parts[0].key, "readout", parts[0].formula, hidden, features, values=parts[0].values)]
    joined = "r = [" + "; ".join(config.readout) + "]"
    return [whole("readout", "readout", joined, parts, features, beside=True, values=sketch.few(made, features))]


# ---- RNN and LSTM


def recurrent(sketch: Sketch, embedded: Shape) -> Block:
    """Layers of one or two directions, each a cell with its gates, and the readout."""
    config, found, reads = sketch.config, [], embedded
    for number in range(1, config.layers + 1):
        hidden = sketch.shape("batch", "words", features=config.hidden * config.directions)
        parts = [sketch.dropout("encoder.dropout", f"layer{number}.dropout", reads, number - 2)] if number > 1 else []
        cells = [_cell(sketch, number, way, reads) for way in ("forward", "backward")[: config.directions]]
        values = _states(sketch, number)
        if len(cells) == 2:
            parts.append(whole("directions", f"layer{number}.directions", "h = [h→; h←]", cells, hidden, beside=True,
                               values=values))  # fmt: skip
        else:
            parts += cells
        formula = "h_t = [LSTM→; LSTM←]" if config.architecture == "lstm" else "h_t = [RNN→; RNN←]"
        if len(cells) == 1:
            formula = "h_t, c_t = LSTM(x_t, h_t−1, c_t−1)" if config.architecture == "lstm" else "h_t = RNN(x_t, h_t−1)"
        parts.append(Block("masked", f"layer{number}.masked", "h ← h · m", hidden, hidden, values=values))
        found.append(whole("layer", f"layer{number}", formula, parts, number=number, reads=reads))
        reads = hidden
    parts = [*repeated(found), *_readout(sketch, reads)]
    return whole("encoder", "encoder", "", parts, _features(sketch), reads=embedded, module="encoder")


def _states(sketch: Sketch, number: int) -> tuple[float, ...]:
    ways = ("forward", "backward")[: sketch.config.directions]
    states = np.concatenate([sketch.traced.at(number, way)["hidden"] for way in ways], -1)
    return sketch.few(states, (("words", len(states)), ("features", states.shape[1])))


def _cell(sketch: Sketch, number: int, way: str, reads: Shape) -> Block:
    """One direction of one layer."""
    name, start = f"encoder.layers.{number - 1}.{way}_cell", f"layer{number}.{way}"
    module = sketch.model.get_submodule(name)
    units, size = sketch.config.hidden, reads[-1][1]
    weights = {key: numbers(value) for key, value in module.named_parameters()}
    arrays, steps = sketch.traced.at(number, way), sketch.number("batch", "words")
    hidden = sketch.shape("batch", "words", hidden=units)

    def made(key: str, formula: str, multiplications: int, parameters: int = 0) -> Block:
        values = sketch.few(arrays[key], hidden[1:])
        return Block(key, f"{start}.{key}", formula, reads if parameters else hidden, hidden, parameters,
                     multiplications, values)  # fmt: skip

    learnt = sum(value.size for value in weights.values())
    matrices = steps * units * (size + units)
    if "cell" not in arrays:
        parts = [
            Block("input-part", f"{start}.input", "a = W · x_t + b", reads, hidden,
                  weights["weight_ih_l0"].size + weights["bias_ih_l0"].size, steps * units * size,
                  _mixed(sketch, weights, number, way, 0)),
            Block("memory-part", f"{start}.memory", "u = U · h_t−1 + b′", hidden, hidden,
                  weights["weight_hh_l0"].size + weights["bias_hh_l0"].size, steps * units * units,
                  _mixed(sketch, weights, number, way, 1)),
            made("hidden", "h_t = tanh(a + u)", 0),
        ]  # fmt: skip
        formula = "h_t = tanh(W · x_t + b + U · h_t−1 + b′)"
    else:
        gates = [
            made(key, _gate(symbol),
                 matrices, learnt // 4)
            for key, symbol in GATES.items()
        ]  # fmt: skip
        parts = [
            whole("gates", f"{start}.gates", "i, f, g, o", gates, beside=True),
            made("cell", "c_t = f · c_t−1 + i · g", 2 * steps * units),
            made("hidden", "h_t = o · tanh(c_t)", steps * units),
        ]
        formula = "c_t = f · c_t−1 + i · g,   h_t = o · tanh(c_t)"
    return whole(way, start, formula, parts, hidden, reads=reads, module=name)


def _gate(symbol: str) -> str:
    function = "tanh" if symbol == "g" else "σ"
    return f"{symbol} = {function}(W_{symbol} · x_t + b_{symbol} + U_{symbol} · h_t−1 + b′_{symbol})"


def _mixed(sketch: Sketch, weights: dict[str, np.ndarray], number: int, way: str, which: int) -> tuple[float, ...]:
    """The two summands of an RNN's state at the chosen word: of what is read, and of the state that it is read with."""
    kind = ("ih", "hh")[which]
    given = below(sketch.traced.arrays, number) if not which else before(sketch.traced.at(number, way)["hidden"], way)
    mixed = given @ weights[f"weight_{kind}_l0"].T + weights[f"bias_{kind}_l0"]
    return sketch.few(mixed, (("words", len(mixed)), ("hidden", mixed.shape[1])))


# ---- TextCNN


def textcnn(sketch: Sketch, embedded: Shape) -> Block:
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
        values = sketch.few(sketch.traced.at(number)["hidden"], hidden[1:])
        if number > 1:
            parts.append(Block("shortcut", f"{start}.shortcut", "h ← h + x", hidden, hidden, values=values,
                               back=len(parts)))  # fmt: skip
        parts.append(Block("masked", f"{start}.masked", "h ← h · m", hidden, hidden, values=values))
        formula = _side(config.widths) + (" + x" if number > 1 else "")
        found.append(whole("layer", start, formula, parts, reads=reads, number=number))
        reads = hidden
    return whole("encoder", "encoder", "", repeated(found), _features(sketch), reads=embedded, module="encoder")


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
    values = sketch.few(made, _features(sketch))
    return whole("encoder", "encoder", formula, branches, _features(sketch), reads=embedded, beside=True, values=values,
                 module="encoder")  # fmt: skip


# ---- Transformer


def transformer(sketch: Sketch, embedded: Shape) -> Block:
    """Positions, layers of attention and a small network for each word, and the readout."""
    config, parts = sketch.config, []
    hidden = sketch.shape("batch", "words", hidden=config.hidden)
    tokens = sketch.number("batch", "words")
    if sketch.model.encoder.projection is not None:
        parts.append(sketch.part("encoder.projection", "projection", "x = W · e + b", embedded, hidden,
                                 multiplications=tokens * config.embedded * config.hidden))  # fmt: skip
    if config.positions == "waves":
        placed = sketch.given("encoder.dropout")
        parts.append(Block("positions", "positions", "x ← x + sin, cos(t / 10000^(2k / hidden))", hidden, hidden,
                           values=sketch.few(placed, hidden)))  # fmt: skip
    parts.append(sketch.dropout("encoder.dropout", "encoder.dropout", hidden))
    parts += repeated([_layer(sketch, number, hidden, tokens) for number in range(1, config.layers + 1)])
    if sketch.model.encoder.norm is not None:
        parts.append(_norm(sketch, "encoder.norm", hidden))
    states = sketch.traced.at(config.layers)["hidden"][None]
    if sketch.model.encoder.norm is not None:
        states = sketch.given("encoder.norm")
    parts.append(Block("masked", "encoder.masked", "h ← h · m", hidden, hidden, values=sketch.few(states, hidden)))
    parts += _readout(sketch, hidden)
    return whole("encoder", "encoder", "", parts, _features(sketch), reads=embedded, module="encoder")


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
    shares = sketch.traced.at(number)["attention"][None]
    square = (hidden[0], ("heads", heads), ("words", words), ("words looked at", words))
    split = (hidden[0], ("heads", heads), ("words", words), ("hidden ÷ heads", each))
    seen = sketch.read(f"{module}.out")
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
              values=sketch.few(seen, hidden)),
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


ENCODERS: dict[str, Callable[[Sketch, Shape], Block]] = {
    "rnn": recurrent,
    "lstm": recurrent,
    "textcnn": textcnn,
    "transformer": transformer,
}
