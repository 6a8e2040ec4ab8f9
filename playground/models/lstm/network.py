"""LSTM: a hidden state and a cell, with three gates between 0 and 1."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from playground.models.recurrent import Recurrent


class LSTM(Recurrent):
    """Long short-term memory: a cell that gates write to, keep and read from."""

    cell = nn.LSTM

    def inner(self, module: nn.Module, read: Tensor, hidden: Tensor) -> dict[str, Tensor]:
        """The gates and the cell, worked out from the module's weights, since torch does not hand them out.

        The hidden states are known, so the gates of all words are computed at once; only the cell needs a loop.

        Source:
            https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html (order i, f, g, o; two biases)
        """
        before = torch.cat([torch.zeros_like(hidden[:, :1]), hidden[:, :-1]], 1)
        mixed = functional.linear(read, module.weight_ih_l0, module.bias_ih_l0)  # type: ignore[arg-type]
        mixed = mixed + functional.linear(before, module.weight_hh_l0, module.bias_hh_l0)  # type: ignore[arg-type]
        i, f, g, o = mixed.chunk(4, -1)  # each (batch, words, hidden)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        cell, cells = torch.zeros_like(hidden[:, 0]), []
        for word in range(hidden.shape[1]):
            cell = f[:, word] * cell + i[:, word] * g[:, word]
            cells.append(cell)
        stacked = torch.stack(cells, 1) if cells else torch.zeros_like(hidden)
        return {"input_gate": i, "forget_gate": f, "cell_candidate": g, "output_gate": o, "cell": stacked}
