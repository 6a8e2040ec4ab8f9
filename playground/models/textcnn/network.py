"""TextCNN: filters that slide over the words and answer to n-grams.

For one answer a text it is Kim's: parallel widths, and of each filter the maximum over the text. Windows lie inside
the text; a text shorter than a filter is filled up with zeros to one window. For one answer a word nothing may be
pooled away: layers of odd-width convolutions keep one position a word, with a shortcut round each layer from the second
on.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

from playground.models.base import Encoder
from playground.models.config import Config


class TextCNN(Encoder):
    """Parallel convolutions of several widths with a maximum over time, or stacked ones for taggers."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.dropout = nn.Dropout(config.dropout)
        self.layers = nn.ModuleList()
        self.active = nn.ModuleList()  # a ReLU module a convolution: DeepLift needs to tell them apart
        size = config.embedded
        for _ in range(config.layers if config.per_word else 1):
            self.layers.append(
                nn.ModuleDict(
                    {
                        str(width): nn.Conv1d(size, config.filters, width, padding=width // 2 if config.per_word else 0)
                        for width in config.widths
                    }
                )
            )
            self.active.append(nn.ModuleDict({str(width): nn.ReLU() for width in config.widths}))
            size = config.filters * len(config.widths)
        self.features = size

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """(batch, words, size) -> (batch, words, features) or (batch, features)."""
        if self.config.per_word:
            hidden = embedded
            for number in range(len(self.layers)):
                hidden = self._layer(number, self.dropout(hidden) if number else hidden, mask)
            return hidden
        return torch.cat([filtered.amax(1) for filtered in self._windows(embedded, mask).values()], -1)

    def _windows(self, embedded: Tensor, mask: Tensor) -> dict[int, Tensor]:
        """The answer of each filter at each window, by width: (batch, positions, filters), at least 0, and 0 where no
        window is."""
        missing = max(self.config.widths) - embedded.shape[1]
        if missing > 0:
            embedded = functional.pad(embedded, (0, 0, 0, missing))
        channels = embedded.transpose(1, 2)  # (batch, size, words)
        lengths = mask.sum(1)
        found = {}
        for width in self.config.widths:
            convolved = self.layers[0][str(width)](channels)  # type: ignore[index]
            filtered = self.active[0][str(width)](convolved).transpose(1, 2)  # type: ignore[index]  # (batch, positions, filters)
            positions = torch.arange(filtered.shape[1], device=mask.device)
            inside = positions[None] + width <= lengths[:, None].clamp(min=width)
            found[width] = filtered * inside[..., None]
        return found

    def _layer(self, number: int, hidden: Tensor, mask: Tensor) -> Tensor:
        """One layer of a tagger: (batch, words, size) -> (batch, words, filters × widths)."""
        channels = hidden.transpose(1, 2)
        parts = [self.active[number][key](layer(channels)) for key, layer in self.layers[number].items()]  # type: ignore[operator,index]
        new = torch.cat(parts, 1).transpose(1, 2)
        if number:
            new = new + hidden
        return new * mask[..., None]

    def states(self, embedded: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """For one answer a text `filters3` (batch, positions, filters) and `winners3` (batch, filters) for width 3.

        `winners3` is the index of the first word of the window that the filter's maximum comes from, −1 in a text
        without a word. For one answer a word `layer1.hidden` (batch, words, filters × widths).
        """
        found: dict[str, Tensor] = {}
        if self.config.per_word:
            hidden = embedded
            for number in range(len(self.layers)):
                hidden = self._layer(number, hidden, mask)
                found[f"layer{number + 1}.hidden"] = hidden
            return found
        for width, filtered in self._windows(embedded, mask).items():
            found[f"filters{width}"] = filtered
            found[f"winners{width}"] = filtered.argmax(1).masked_fill(~mask.any(1, keepdim=True), -1)
        return found

    @classmethod
    def refused(cls, config: Config) -> tuple[str, str] | None:
        """Even widths, where there is an answer for each word."""
        if config.per_word and any(width % 2 == 0 for width in config.widths):
            return "widths", "odd widths, so that a window has a word in its middle"
        return None
