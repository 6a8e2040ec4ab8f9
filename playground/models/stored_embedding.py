"""A table of word vectors that stays in memory as its file has it: a byte a number, with a scale a row.

A text needs some of its rows, which are made float32 as they are looked up; the whole table as float32 would take four
times the memory, and tables are most of what a small model weighs. A row comes out as `unpack` gives it, to the bit.
Only models that answer have such a table. One that is trained has torch's own, and so has a twin.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


class StoredEmbedding(nn.Module):
    """In place of an `nn.Embedding` whose vectors nobody learns any more.

    Args:
        rows: (words, size) int8.
        scale: (words, 1), what each row is multiplied by.
    """

    scale: Tensor

    def __init__(self, rows: Tensor, scale: Tensor) -> None:
        super().__init__()
        self.num_embeddings, self.embedding_dim = rows.shape
        self.rows = nn.Parameter(rows, requires_grad=False)  # counted among the model's numbers; the scales are not
        self.register_buffer("scale", scale.float())

    def forward(self, ids: Tensor) -> Tensor:
        """(…) ids -> (…, size) float32."""
        return functional.embedding(ids, self.rows).float() * functional.embedding(ids, self.scale)

    @property
    def weight(self) -> Tensor:
        """The whole table, (words, size) float32, made anew each time; to change it is refused, since it would change
        nothing."""
        with torch.inference_mode():
            return self.rows.float() * self.scale

    def _save_to_state_dict(self, destination: dict[str, Any], prefix: str, keep_vars: bool) -> None:
        """As `nn.Embedding` has it, so that whoever reads a model's weights need not know of this class."""
        destination[f"{prefix}weight"] = self.rows.detach().float() * self.scale
