"""How does one number of a recurrent model come about? Its equations, filled in for one word and one unit.

An RNN has one equation, an LSTM six. Every term is worked out from the checkpoint's weights and the values that the
trace holds for the word before, so that a reader can add them up; `gap` says how far the result is from the traced
value. Nothing here knows how they are drawn.

In the symbols x is what the layer reads at this word, h and c are the hidden state and the cell, and ′ marks those that
the word was read with. torch keeps two biases where one would do: b stands with W, b′ with U.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import NotApplicable
from playground.lenses.inside.trace import Trace, before, below, numbers, within

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

GATES = {"input_gate": "i", "forget_gate": "f", "cell_candidate": "g", "output_gate": "o"}  # in torch's order of rows


@dataclass(frozen=True, slots=True)
class Term:
    """One summand: a product of two numbers that are shown beside it, or a number by itself."""

    symbol: str
    value: float
    factors: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Equation:
    """`symbol` = `function`(sum of the terms), for one word and one unit."""

    name: str  # of the traced array: forget_gate
    symbol: str
    function: str  # "σ", "tanh", or "" for the sum itself
    terms: tuple[Term, ...]
    total: float  # the sum of the terms
    value: float  # the function of it
    traced: float  # what the trace holds

    @property
    def gap(self) -> float:
        """How far the value is from the traced one; rounding of float32, unless something is wrong."""
        return abs(self.value - self.traced)


def equations(
    checkpoint: Checkpoint, traced: Trace, layer: int, word: int, unit: int, direction: str = "forward"
) -> tuple[Equation, ...]:
    """The equations of a recurrent layer with the numbers of one word and unit, in the order of computing.

    Args:
        traced: a trace of this checkpoint.
        layer: counted from 1; `word` and `unit` from 0.
        direction: forward or backward, in which the word before is the one behind.
    Raises:
        NotApplicable: the model is not recurrent.
        BadInput: there is no such layer, direction, word or unit.
    Source:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html
    """
    from playground.models.recurrent import Recurrent

    encoder = checkpoint.model.encoder
    if not isinstance(encoder, Recurrent):
        raise NotApplicable(
            f"{checkpoint.reference} is a {encoder.title}. Only an RNN and an LSTM carry a state from word to word. "
            "Choose one of these.",
            key="no-cell",
            model=checkpoint.reference,
            architecture=encoder.title,
        )
    arrays = traced.at(layer, direction)
    within(word, len(traced.read), "word")
    within(unit, checkpoint.config.hidden, "unit")
    module: Any = encoder.layers[layer - 1]
    weights = {name: numbers(value) for name, value in module[f"{direction}_cell"].named_parameters()}
    reads = below(traced.arrays, layer)[word]
    hidden = before(arrays["hidden"], direction)[word]

    def mixed(row: int) -> tuple[Term, ...]:
        """The four summands that a gate or a state is made of; a row of the weights each."""
        return (
            Term("W·x", _dot(weights["weight_ih_l0"][row], reads)),
            Term("b", float(weights["bias_ih_l0"][row])),
            Term("U·h′", _dot(weights["weight_hh_l0"][row], hidden)),
            Term("b′", float(weights["bias_hh_l0"][row])),
        )

    now = {name: float(array[word, unit]) for name, array in arrays.items()}
    if "cell" not in now:
        return (_equation("hidden", "h", "tanh", mixed(unit), now),)
    rows = {name: number * checkpoint.config.hidden + unit for number, name in enumerate(GATES)}
    found = [
        _equation(name, GATES[name], "tanh" if name == "cell_candidate" else "σ", mixed(row), now)
        for name, row in rows.items()
    ]
    i, f, g, o = (equation.value for equation in found)
    cell = float(before(arrays["cell"], direction)[word, unit])
    kept, written = Term("f × c′", f * cell, (f, cell)), Term("i × g", i * g, (i, g))
    found.append(_equation("cell", "c", "", (kept, written), now))
    shown = float(np.tanh(found[-1].value))
    found.append(_equation("hidden", "h", "", (Term("o × tanh(c)", o * shown, (o, shown)),), now))
    return tuple(found)


def _equation(name: str, symbol: str, function: str, terms: tuple[Term, ...], now: dict[str, float]) -> Equation:
    total = sum(term.value for term in terms)
    value = {"σ": (1 + np.tanh(total / 2)) / 2, "tanh": np.tanh(total), "": total}[function]
    return Equation(name, symbol, function, terms, total, float(value), now[name])


def _dot(weights: np.ndarray, values: np.ndarray) -> float:
    return float(weights.astype(np.float64) @ values.astype(np.float64))
