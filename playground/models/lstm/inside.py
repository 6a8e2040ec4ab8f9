"""What Look inside can tell of an LSTM: six equations, its gates, the cell that they change, and its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from torch import Tensor
from torch.nn import functional

from playground.models.arrays import Arrays, numbers
from playground.models.blocks import Block, whole
from playground.models.equations import Equation, Term, equation
from playground.models.inside import Pairs
from playground.models.recurrent_inside import CellPatch, CellSketch, RecurrentInside

GATES = {"input_gate": "i", "forget_gate": "f", "cell_candidate": "g", "output_gate": "o"}  # in torch's order of rows


class LSTMInside(RecurrentInside):
    """What an LSTM's cell does."""

    step = "h_t, c_t = {cell}(x_t, h_t−1, c_t−1)"
    cell_parts = {
        "input_gate": "gate",
        "forget_gate": "gate",
        "cell_candidate": "candidate",
        "output_gate": "gate",
        "cell": "cell",
        "hidden": "state",
    }

    def step_with(self, module: Any, read: Tensor, state: tuple[Tensor, ...], patch: CellPatch) -> tuple[Tensor, ...]:
        """The three gates and the candidate, then the cell, then the hidden state, each as `patch` gives it back.

        Source:
            https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html (order i, f, g, o; two biases)
        """
        hidden, cell = state or (read.new_zeros(1, self.config.hidden),) * 2
        mixed = functional.linear(read, module.weight_ih_l0, module.bias_ih_l0)  # (batch, 4 × hidden)
        mixed = mixed + functional.linear(hidden, module.weight_hh_l0, module.bias_hh_l0)
        sums = dict(zip(GATES, mixed.chunk(4, -1), strict=True))
        i, f, g, o = (
            patch(name, one.tanh() if name == "cell_candidate" else one.sigmoid()) for name, one in sums.items()
        )
        cell = patch("cell", f * cell + i * g)
        return patch("hidden", o * cell.tanh()), cell

    def cell_compared(
        self, module: Any, held: Arrays, reads: np.ndarray, hidden: np.ndarray, last: Any, direction: str
    ) -> Pairs:
        """h = output gate × tanh(cell), and the last cell."""
        cell = held["cell"]
        yield held["output_gate"] * np.tanh(cell), hidden
        yield cell[:: 1 if direction == "forward" else -1][-1], numbers(last[1])[0]

    def cell_equations(
        self, sums: list[tuple[Term, ...]], now: Mapping[str, float], earlier: Mapping[str, float]
    ) -> tuple[Equation, ...]:
        """Those of the gates, of the cell and of the state.

        Source:
            https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html
        """
        found = [
            equation(name, GATES[name], "tanh" if name == "cell_candidate" else "σ", terms, now)
            for name, terms in zip(GATES, sums, strict=True)
        ]
        i, f, g, o = (one.value for one in found)
        cell = earlier["cell"]
        kept, written = Term("f × c′", f * cell, (f, cell)), Term("i × g", i * g, (i, g))
        found.append(equation("cell", "c", "", (kept, written), now))
        shown = float(np.tanh(found[-1].value))
        found.append(equation("hidden", "h", "", (Term("o × tanh(c)", o * shown, (o, shown)),), now))
        return tuple(found)

    def cell_blocks(self, cell: CellSketch) -> tuple[str, list[Block]]:
        """The gates, the cell that they change, and the state."""
        matrices = cell.steps * cell.products // len(GATES)
        gates = [cell.made(key, _gate(symbol), matrices, cell.learnt // len(GATES)) for key, symbol in GATES.items()]
        parts = [
            whole("gates", f"{cell.start}.gates", "i, f, g, o", gates, beside=True),
            cell.made("cell", "c_t = f · c_t−1 + i · g", 2 * cell.steps * cell.units),
            cell.made("hidden", "h_t = o · tanh(c_t)", cell.steps * cell.units),
        ]
        return "c_t = f · c_t−1 + i · g,   h_t = o · tanh(c_t)", parts


def _gate(symbol: str) -> str:
    function = "tanh" if symbol == "g" else "σ"
    return f"{symbol} = {function}(W_{symbol} · x_t + b_{symbol} + U_{symbol} · h_t−1 + b′_{symbol})"
