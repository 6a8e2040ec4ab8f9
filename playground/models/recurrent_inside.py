"""What Look inside can tell of networks of torch's recurrent cells, RNN, LSTM and others of their kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor

from playground.models.arrays import Arrays, before, below, numbers, of_layer
from playground.models.base import read_out
from playground.models.block_builder import Sketch
from playground.models.blocks import Block, Shape, repeated, whole
from playground.models.equations import Equation, Term
from playground.models.inside import (
    Inside,
    Pairs,
    Places,
    read_out_with,
    readout_blocks,
    readout_listing,
    side_by_side,
)
from playground.models.parts import Part, Patch, embedding_part, readout_parts

CellPatch = Callable[[str, Tensor], Tensor]
"""A `Patch` at one word of one cell: the part's name within the cell, and its values, (batch, hidden)."""


class RecurrentInside(Inside):
    """The stack, its directions and its readout. A cell's own class tells what goes on inside of it, as far as it can:
    `cell_compared`, `cell_equations`, `cell_blocks`."""

    step: ClassVar[str] = "h_t = {cell}(x_t, h_t−1)"  # what a cell does at a word
    cell_parts: ClassVar[Mapping[str, str]] = {"hidden": "state"}  # what of a cell can be changed, and its kind

    def compared(self, arrays: Arrays) -> Pairs:
        """What follows from the traced arrays of each layer and direction; against torch's fused layer."""
        for number, layer in enumerate(self.encoder.layers, 1):
            reads = below(arrays, number)
            for direction in self.encoder.directions:
                module, way = layer[f"{direction}_cell"], 1 if direction == "forward" else -1
                with torch.inference_mode():
                    read = torch.from_numpy(reads[::way].copy()).to(module.weight_ih_l0.device)
                    fused, last = module(read)
                hidden = numbers(fused)[::way]
                held = of_layer(arrays, number, direction)
                yield from self.cell_compared(module, held, reads, hidden, last, direction)
                yield held["hidden"], hidden

    def cell_compared(
        self, module: Any, held: Arrays, reads: np.ndarray, hidden: np.ndarray, last: Any, direction: str
    ) -> Pairs:
        """Further pairs for one cell.

        Args:
            held: the traced arrays of its layer and direction.
            reads: (words, size), what it reads.
            hidden: (words, hidden), what torch's layer gives, in word order.
            last: what torch's layer ends with.
        """
        return iter(())

    def equations(self, arrays: Arrays, layer: int, direction: str, places: Places) -> Iterator[tuple[Equation, ...]]:
        """Those of the units of a cell at the words; a gate or a state is made of four summands."""
        held = of_layer(arrays, layer, direction)
        earlier = {name: before(array, direction) for name, array in held.items()}
        module: Any = self.encoder.layers[layer - 1][f"{direction}_cell"]
        weights = {name: numbers(value).astype(np.float64) for name, value in module.named_parameters()}
        words, units = sorted({word for word, _ in places}), sorted({unit for _, unit in places})
        hidden = self.config.hidden
        gates = len(weights["bias_ih_l0"]) // hidden
        rows = [gate * hidden + unit for gate in range(gates) for unit in units]  # of torch's matrices

        def product(kind: str, read: np.ndarray) -> np.ndarray:
            """What the rows make of what is read, (words, gates, units), with twice the digits of float32."""
            found = read[words].astype(np.float64) @ weights[f"weight_{kind}_l0"][rows].T
            return np.asarray(found.reshape(len(words), gates, len(units)))

        read, kept = product("ih", below(arrays, layer)), product("hh", earlier["hidden"])
        place_of = {word: at for at, word in enumerate(words)}, {unit: at for at, unit in enumerate(units)}
        for word, unit in places:
            at, column = place_of[0][word], place_of[1][unit]
            sums: list[tuple[Term, ...]] = [
                (
                    Term("W·x", float(read[at, gate, column])),
                    Term("b", float(weights["bias_ih_l0"][gate * hidden + unit])),
                    Term("U·h′", float(kept[at, gate, column])),
                    Term("b′", float(weights["bias_hh_l0"][gate * hidden + unit])),
                )
                for gate in range(gates)
            ]
            now = {name: float(array[word, unit]) for name, array in held.items()}
            yield self.cell_equations(sums, now, {name: float(array[word, unit]) for name, array in earlier.items()})

    def cell_equations(
        self, sums: list[tuple[Term, ...]], now: Mapping[str, float], earlier: Mapping[str, float]
    ) -> tuple[Equation, ...]:
        """The equations of one unit; none unless a class tells them.

        Args:
            sums: the summands W·x + b + U·h′ + b′ of each of torch's blocks of rows, in their order.
            now: the traced values of the unit at the word, by name.
            earlier: the same at the word read before it; 0 where reading begins.
        """
        return ()

    def continued(self, embedded: Tensor, layer: int, direction: str, word: int) -> tuple[tuple[Tensor, ...], Tensor]:
        """The cell reads as far as the word, and from its state on to the end: of an LSTM the hidden state and the
        cell."""
        hidden = embedded
        state: tuple[Tensor, ...] = ()
        for number, modules in enumerate(self.encoder.layers, 1):
            parts = []
            for way in self.encoder.directions:
                module, turn = modules[f"{way}_cell"], (1,) if way == "backward" else ()
                read = hidden.flip(turn)
                if (number, way) == (layer, direction):
                    at = hidden.shape[1] - 1 - word if turn else word
                    states, state = _stopped(module, read, at)
                else:
                    states = module(read)[0]
                parts.append(states.flip(turn))
            hidden = torch.cat(parts, -1)
        if self.config.per_word:
            return state, hidden
        mask = torch.ones(hidden.shape[:2], dtype=torch.bool, device=hidden.device)
        return state, read_out(hidden, mask, self.config.readout, self.encoder._last(hidden, mask))

    def parts(self) -> tuple[Part, ...]:
        """The embedded words, what `cell_parts` names of each layer and direction, and the readout."""
        config, ways = self.config, self.encoder.directions
        found = [embedding_part(config)]
        for number in range(1, config.layers + 1):
            last = number == config.layers
            for way in ways:
                start = self._start(number, way)
                found += [
                    Part(start + key, kind, config.hidden, layer=number, ranked=kind in ("state", "cell", "gate"),
                         carries=last and kind == "state")
                    for key, kind in self.cell_parts.items()
                ]  # fmt: skip
        return (*found, *readout_parts(config, config.hidden * len(ways)))

    def _start(self, layer: int, direction: str) -> str:
        """What the names of a layer's arrays begin with, as `Recurrent.states` has them."""
        return f"layer{layer}." + (f"{direction}." if len(self.encoder.directions) == 2 else "")

    def read_with(self, embedded: Tensor, patch: Patch) -> Tensor:
        """Each cell reads word by word, with its parts handed to `patch` at every word: what is changed at a word is
        what the next word is read with."""
        hidden = embedded
        for number, modules in enumerate(self.encoder.layers, 1):
            hidden = side_by_side(
                [
                    self._cell_with(modules[f"{way}_cell"], hidden, way, self._start(number, way), patch)
                    for way in self.encoder.directions
                ]
            )
        if self.config.per_word:
            return hidden
        mask = hidden.new_ones(hidden.shape[:2]).bool()
        return read_out_with(hidden, self.config.readout, self.encoder._last(hidden, mask), patch)

    def _cell_with(self, module: Any, hidden: Tensor, way: str, start: str, patch: Patch) -> Tensor:
        """One direction of one layer, in word order; before the first change there is one reading of the text, from
        there on one a row."""
        order = range(hidden.shape[1])
        states: dict[int, Tensor] = {}
        state: tuple[Tensor, ...] = ()
        for word in order if way == "forward" else reversed(order):

            def patch_word(key: str, values: Tensor, word: int = word) -> Tensor:
                return patch(start + key, values, word)

            state = self.step_with(module, hidden[:, word], state, patch_word)
            states[word] = state[0]
        batch = max(len(one) for one in states.values())
        return torch.stack([states[word].expand(batch, -1) for word in order], 1)

    def step_with(self, module: Any, read: Tensor, state: tuple[Tensor, ...], patch: CellPatch) -> tuple[Tensor, ...]:
        """The state of a cell after one more word, the hidden state first; every part that `cell_parts` names is handed
        to `patch`. A cell that tells nothing of its inside hands on its hidden state.

        Args:
            read: (batch, size), what the cell reads at the word.
            state: what it was left with at the word before, (batch, hidden) each; empty where reading begins.
        """
        batch = max(len(one) for one in (read, *state))
        before = state[0].expand(batch, -1)[None].contiguous() if state else None
        _, left = module(read.expand(batch, -1)[:, None], before)
        return (patch("hidden", left[0]),)

    def blocks(self, sketch: Sketch, embedded: Shape) -> Block:
        """Layers of one or two directions, each a cell with its parts, and the readout."""
        config, found, reads = sketch.config, [], embedded
        for number in range(1, config.layers + 1):
            hidden = sketch.shape("batch", "words", features=config.hidden * config.directions)
            start = f"layer{number}"
            parts = [sketch.dropout("encoder.dropout", f"{start}.dropout", reads, number - 2)] if number > 1 else []
            cells = [self._cell_block(sketch, number, way, reads) for way in self.encoder.directions]
            states = np.concatenate([sketch.layer(number, way)["hidden"] for way in self.encoder.directions], -1)
            values = sketch.few(states, (("words", len(states)), ("features", states.shape[1])))
            if len(cells) == 2:
                parts.append(whole("directions", f"{start}.directions", "h = [h→; h←]", cells, hidden, beside=True,
                                   values=values))  # fmt: skip
            else:
                parts += cells
            formula = f"h_t = [{self.title}→; {self.title}←]" if len(cells) == 2 else self.step.format(cell=self.title)
            parts.append(Block("masked", f"{start}.masked", "h ← h · m", hidden, hidden, values=values))
            found.append(whole("layer", start, formula, parts, number=number, reads=reads))
            reads = hidden
        parts = [*repeated(found), *readout_blocks(sketch, reads, both_ends=config.directions == 2)]
        return whole("encoder", "encoder", "", parts, sketch.features(), reads=embedded, module="encoder")

    def _cell_block(self, sketch: Sketch, number: int, way: str, reads: Shape) -> Block:
        """One direction of one layer."""
        cell = CellSketch(sketch, number, way, reads)
        formula, parts = self.cell_blocks(cell)
        if not parts:
            formula = self.step.format(cell=self.title)
            values = sketch.few(cell.held["hidden"], cell.hidden[1:])
            return sketch.part(cell.module, way, formula, reads, cell.hidden, id=cell.start, values=values,
                               multiplications=cell.steps * cell.products)  # fmt: skip
        return whole(way, cell.start, formula, parts, cell.hidden, reads=reads, module=cell.module)

    def cell_blocks(self, cell: CellSketch) -> tuple[str, list[Block]]:
        """What a cell does as a formula, and its parts; without parts it is one block."""
        return "", []

    def listing(self) -> str:
        """torch's own stack of such cells, with the stored weights under torch's names, and the readout."""
        config = self.config
        both = config.directions == 2
        last = f"torch.cat([h[-1, :{config.hidden}], h[0, {config.hidden}:]])" if both else "h[-1]"
        return f"""
sizes = {{"num_layers": {config.layers}, "bidirectional": {both}, "batch_first": True}}
network = nn.{self.encoder.cell.__name__}({config.embedded}, {config.hidden}, **sizes)
way = {{"forward_cell": "", "backward_cell": "_reverse"}}
state = {{}}
for name, tensor in weights.items():
    if name.startswith("encoder.layers."):
        _, _, layer, cell, kind = name.split(".")  # encoder.layers.0.forward_cell.weight_ih_l0
        state[kind[:-1] + layer + way[cell]] = tensor
network.load_state_dict(state)
network.eval()
with torch.no_grad():
    h = network(x[None])[0][0]  # (words, {config.hidden * config.directions})
{readout_listing(self.encoder, config, last)}
"""


def _stopped(module: Any, read: Tensor, at: int) -> tuple[Tensor, tuple[Tensor, ...]]:
    """The states of all places, (1, words, hidden), those from a place on as a function of the state there; and that
    state, open to a gradient."""
    with torch.no_grad():
        before, left = module(read[:, : at + 1])
    several = isinstance(left, tuple)
    state = tuple(one.clone().requires_grad_() for one in (left if several else (left,)))
    states = [before[:, :at], state[0].transpose(0, 1)]
    if at + 1 < read.shape[1]:
        states.append(module(read[:, at + 1 :], state if several else state[0])[0])
    return torch.cat(states, 1), state


class CellSketch:
    """What the blocks of one cell are drawn from: one direction of one layer, with its weights and traced arrays."""

    def __init__(self, sketch: Sketch, number: int, way: str, reads: Shape) -> None:
        self.sketch, self.number, self.way, self.reads = sketch, number, way, reads
        self.module, self.start = f"encoder.layers.{number - 1}.{way}_cell", f"layer{number}.{way}"
        parameters = sketch.model.get_submodule(self.module).named_parameters()
        self.weights = {name: numbers(value) for name, value in parameters}
        self.held = sketch.layer(number, way)
        self.units, self.size = sketch.config.hidden, reads[-1][1]
        self.steps = sketch.number("batch", "words")
        self.hidden = sketch.shape("batch", "words", hidden=self.units)

    @property
    def products(self) -> int:
        """Multiplications of the matrices at one word."""
        return sum(weight.size for weight in self.weights.values() if weight.ndim == 2)

    @property
    def learnt(self) -> int:
        """Parameters of the cell."""
        return sum(weight.size for weight in self.weights.values())

    def made(self, key: str, formula: str, multiplications: int, parameters: int = 0) -> Block:
        """A block that gives a traced array; with parameters it reads what the cell reads, else states."""
        values = self.sketch.few(self.held[key], self.hidden[1:])
        reads = self.reads if parameters else self.hidden
        return Block(key, f"{self.start}.{key}", formula, reads, self.hidden, parameters, multiplications, values)

    def mixed(self, kind: str) -> np.ndarray:
        """A summand of all rows at every word, (words, rows): of what is read (`ih`), or of the state that it is read
        with (`hh`)."""
        if kind == "ih":
            given = below(self.sketch.arrays, self.number)
        else:
            given = before(self.held["hidden"], self.way)
        return np.asarray(given @ self.weights[f"weight_{kind}_l0"].T + self.weights[f"bias_{kind}_l0"])
