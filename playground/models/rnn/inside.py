"""What Look inside can tell of an RNN: one equation, and the two summands of its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from torch import Tensor
from torch.nn import functional

from playground.models.arrays import Arrays, before, numbers
from playground.models.blocks import Block
from playground.models.equations import Equation, Term, equation
from playground.models.inside import Pairs
from playground.models.recurrent_inside import CellPatch, CellSketch, RecurrentInside


class RNNInside(RecurrentInside):
    """What an RNN's cell does."""

    def step_with(self, module: Any, read: Tensor, state: tuple[Tensor, ...], patch: CellPatch) -> tuple[Tensor, ...]:
        """h = tanh(W·x + b + U·h′ + b′), as `patch` gives it back."""
        hidden = state[0] if state else read.new_zeros(1, self.config.hidden)
        mixed = functional.linear(read, module.weight_ih_l0, module.bias_ih_l0)  # (batch, hidden)
        mixed = mixed + functional.linear(hidden, module.weight_hh_l0, module.bias_hh_l0)
        return (patch("hidden", mixed.tanh()),)

    def cell_compared(
        self, module: Any, held: Arrays, reads: np.ndarray, hidden: np.ndarray, last: Any, direction: str
    ) -> Pairs:
        """h by its equation."""
        mixed = reads @ numbers(module.weight_ih_l0).T + numbers(module.bias_ih_l0)
        mixed += before(hidden, direction) @ numbers(module.weight_hh_l0).T + numbers(module.bias_hh_l0)
        yield np.tanh(mixed), hidden

    def cell_equations(
        self, sums: list[tuple[Term, ...]], now: Mapping[str, float], earlier: Mapping[str, float]
    ) -> tuple[Equation, ...]:
        """The one that makes the state."""
        return (equation("hidden", "h", "tanh", sums[0], now),)

    def cell_blocks(self, cell: CellSketch) -> tuple[str, list[Block]]:
        """The two summands of the state, of what is read and of the state that it is read with, and the state."""
        parts = []
        for kind, key, name, formula, reads in (
            ("ih", "input-part", "input", "a = W · x_t + b", cell.reads),
            ("hh", "memory-part", "memory", "u = U · h_t−1 + b′", cell.hidden),
        ):
            weight, bias, mixed = cell.weights[f"weight_{kind}_l0"], cell.weights[f"bias_{kind}_l0"], cell.mixed(kind)
            values = cell.sketch.few(mixed, (("words", len(mixed)), ("hidden", mixed.shape[1])))
            parts.append(Block(key, f"{cell.start}.{name}", formula, reads, cell.hidden, weight.size + bias.size,
                               cell.steps * weight.size, values))  # fmt: skip
        parts.append(cell.made("hidden", "h_t = tanh(a + u)", 0))
        return "h_t = tanh(W · x_t + b + U · h_t−1 + b′)", parts
