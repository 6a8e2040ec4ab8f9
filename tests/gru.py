"""Two architectures that the project does not have: what one that is added brings along.

`LEAST` declares no more than it must, `FULL` everything. Tests enter them in ARCHITECTURES; in the project each would
be a folder of `playground/models` with `facts.py`, `network.py` and, for `FULL`, `inside.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from playground.models.arrays import Arrays, before
from playground.models.base import Encoder, last_word
from playground.models.blocks import Block, whole
from playground.models.config import Config
from playground.models.equations import Equation, Term, equation
from playground.models.facts import Facts
from playground.models.inside import Pairs
from playground.models.recurrent import Recurrent
from playground.models.recurrent_inside import CellSketch, RecurrentInside

# ---- the least that can be declared

LEAST = Facts(title="Plain GRU", network="tests.gru:PlainGRU")


class PlainGRU(Encoder):
    """One layer, read forwards; the answer for a text is read from the last word's state."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.cell = nn.GRU(config.embedded, config.hidden, batch_first=True)
        self.features = config.hidden

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """(batch, words, size) -> (batch, words, features) or (batch, features)."""
        hidden = self.states(embedded, mask)["layer1.hidden"]
        return hidden if self.config.per_word else last_word(hidden, mask)

    def states(self, embedded: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """`layer1.hidden` (batch, words, hidden)."""
        return {"layer1.hidden": self.cell(embedded)[0] * mask[..., None]}


class BagOfWords(Encoder):
    """A network without any state: the mean of the words, or each word by itself."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.mix = nn.Linear(config.embedded, config.hidden)
        self.features = config.hidden

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """(batch, words, size) -> (batch, words, features) or (batch, features)."""
        mixed = self.mix(embedded).relu() * mask[..., None]
        return mixed if self.config.per_word else mixed.sum(1) / mask.sum(1, keepdim=True).clamp(min=1)

    def states(self, embedded: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Nothing."""
        return {}


STATELESS = Facts(title="Bag", network="tests.gru:BagOfWords")


# ---- everything

FULL = Facts(
    title="GRU",
    network="tests.gru:GRU",
    inside="tests.gru:GRUInside",
    words={
        "en": {
            "idea": "Reads word by word and keeps one state. Two gates decide what of it is renewed.",
            "good_at": "Order, with fewer weights than an LSTM.",
            "fails_at": "Speed: the words must be read one after the other.",
            "in_short": "reads word by word, with two gates",
            "how-gates": "An update gate near 1 keeps the state as it was.",
            "row-update_gate": "Update gate",
            "row-reset_gate": "Reset gate",
            "row-candidate": "New state",
            "tells-update_gate": "what is kept of the state",
            "tells-reset_gate": "what the new state sees of the old one",
            "tells-candidate": "what the state could become",
            "block-update_gate": "Update gate",
            "does-update_gate": "How much of the state is kept.",
            "block-reset_gate": "Reset gate",
            "does-reset_gate": "How much of the state the new one is made from.",
            "block-candidate": "New state",
            "does-candidate": "What the state could become.",
        },
        "zh": {
            "idea": "逐词阅读，只保留一个状态，由两个门决定更新多少。",
            "good_at": "词序；权重比 LSTM 少。",
            "fails_at": "速度：词只能一个接一个地读。",
            "in_short": "逐词阅读，带两个门",
            "how-gates": "更新门接近 1 时，状态保持不变。",
            "row-update_gate": "更新门",
            "row-reset_gate": "重置门",
            "row-candidate": "新状态",
            "tells-update_gate": "保留多少状态",
            "tells-reset_gate": "新状态看到多少旧状态",
            "tells-candidate": "状态可以变成什么",
            "block-update_gate": "更新门",
            "does-update_gate": "保留多少状态。",
            "block-reset_gate": "重置门",
            "does-reset_gate": "新状态由多少旧状态算出。",
            "block-candidate": "新状态",
            "does-candidate": "状态可以变成什么。",
            "refused-deep_lift-gru": "DeepLift 对互相相乘的门没有规则。请选择别的方法。",
        },
    },
    paper="Cho et al. 2014, Learning phrase representations",
    paper_url="https://aclanthology.org/D14-1179/",
    mark="✚✛",
    colour="#7a5195",
    colour_in_the_dark="#b48ad0",
    views=("gates", "states", "layers", "code"),
    gates=("update_gate", "reset_gate", "candidate", "hidden"),
    equations=("reset_gate", "update_gate", "candidate", "hidden"),
    remembers_longer_than="rnn",
    reads=("hidden", "layers", "directions", "readout"),
    sizes={"size": 8, "hidden": 10, "layers": 2, "directions": 2, "readout": ["last", "mean"], "dropout": 0.1},
    tagger_sizes={"letter_size": 4, "letter_filters": 6},
    learning_rate=3e-3,
    words_to_read=5_000,
    masked_layers=1,
    no_deep_lift="gates that are multiplied with each other",
)

GATES = {"reset_gate": "r", "update_gate": "z"}  # in torch's order of rows; the candidate's stand behind


class GRU(Recurrent):
    """Gated recurrent unit: an update gate mixes the old state with a new one."""

    cell = nn.GRU

    @classmethod
    def refused(cls, config: Config) -> tuple[str, str] | None:
        """More layers than anybody needs here."""
        return ("layers", "at most 3 layers of a GRU") if config.layers > 3 else None

    def inner(self, module: nn.Module, read: Tensor, hidden: Tensor) -> dict[str, Tensor]:
        """The gates and the candidate, worked out from the module's weights."""
        earlier = torch.cat([torch.zeros_like(hidden[:, :1]), hidden[:, :-1]], 1)
        given = functional.linear(read, module.weight_ih_l0, module.bias_ih_l0).chunk(3, -1)  # type: ignore[arg-type]
        kept = functional.linear(earlier, module.weight_hh_l0, module.bias_hh_l0).chunk(3, -1)  # type: ignore[arg-type]
        reset, update = (given[0] + kept[0]).sigmoid(), (given[1] + kept[1]).sigmoid()
        return {"reset_gate": reset, "update_gate": update, "candidate": (given[2] + reset * kept[2]).tanh()}


class GRUInside(RecurrentInside):
    """What a GRU's cell does."""

    def cell_compared(
        self, module: Any, held: Arrays, reads: np.ndarray, hidden: np.ndarray, last: Any, direction: str
    ) -> Pairs:
        """h from the gates and the candidate."""
        update = held["update_gate"]
        yield (1 - update) * held["candidate"] + update * before(held["hidden"], direction), hidden

    def cell_equations(
        self, sums: list[tuple[Term, ...]], now: Mapping[str, float], earlier: Mapping[str, float]
    ) -> tuple[Equation, ...]:
        """Those of the gates, of the candidate and of the state."""
        found = [equation(name, GATES[name], "σ", terms, now) for name, terms in zip(GATES, sums[:2], strict=True)]
        reset, update = (one.value for one in found)
        state = sums[2][2].value + sums[2][3].value
        seen = Term("r × (U·h′ + b′)", reset * state, (reset, state))
        found.append(equation("candidate", "n", "tanh", (*sums[2][:2], seen), now))
        new, old = found[-1].value, earlier["hidden"]
        terms = Term("(1 − z) × n", (1 - update) * new, (1 - update, new)), Term("z × h′", update * old, (update, old))
        return (*found, equation("hidden", "h", "", terms, now))

    def cell_blocks(self, cell: CellSketch) -> tuple[str, list[Block]]:
        """The gates, the candidate and the state."""
        count, learnt = cell.steps * cell.products // 3, cell.learnt // 3
        gates = [
            cell.made(name, f"{symbol} = σ(W · x_t + b + U · h_t−1 + b′)", count, learnt)
            for name, symbol in GATES.items()
        ]
        parts = [
            whole("gates", f"{cell.start}.gates", "r, z", gates, beside=True),
            cell.made("candidate", "n = tanh(W · x_t + b + r · (U · h_t−1 + b′))", count, learnt),
            cell.made("hidden", "h_t = (1 − z) · n + z · h_t−1", 2 * cell.steps * cell.units),
        ]
        return "h_t = (1 − z) · n + z · h_t−1", parts
