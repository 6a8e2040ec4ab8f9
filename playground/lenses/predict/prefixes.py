"""How does the answer change as the text grows? The probabilities after the first word, the first two, and so on.

The text is embedded once; each point is the same forward pass over fewer words, many of them in one batch. All
beginnings of 400 words cost a Transformer 13.7 s and 2.6 GB. So every word has a point up to `DENSE_WORDS` words, and
what lies behind is shown by `SPARSE_POINTS` evenly spaced points: fewer than 5,000 words are computed for a text of
512. Batches are small because the processor's cache is: 64 beginnings took an LSTM 9 ms in batches of 512 words and
21 ms in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import NotApplicable
from playground.lenses.predict.predict import batches, softmax

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

DENSE_WORDS = 64  # words, from the first, that have a point each
SPARSE_POINTS = 8  # points behind them
WORDS_A_BATCH = 512  # padded words in one forward pass


@dataclass(frozen=True, slots=True)
class Growth:
    """A model's answers to the beginnings of a text. Probabilities are 0-1, after the checkpoint's temperature.

    Attributes:
        words_read: how many words each point has read, rising; the last has read all that the model reads of the text.
        probabilities: (points, labels) float64.
    """

    model: str
    text: str
    words_read: tuple[int, ...]
    labels: tuple[str, ...]
    probabilities: np.ndarray

    def as_json(self) -> dict[str, Any]:
        """The record as plain JSON: one list of probabilities a label."""
        return {
            "model": self.model,
            "text": self.text,
            "words_read": list(self.words_read),
            "scores": {label: self.probabilities[:, at].tolist() for at, label in enumerate(self.labels)},
        }


def growth(checkpoint: Checkpoint, text: str) -> Growth:
    """The answers to the beginnings of a text, the whole of it last.

    Raises:
        NotApplicable: the model answers for each word, not for the text.
        BadInput: the text is not a string, or too long.
    """
    import torch

    if checkpoint.config.per_word:
        raise NotApplicable(
            f"{checkpoint.reference} has an answer for each word, and none for the text that could change as it grows. "
            "Choose a model with one label a text.",
            key="growth-per-word",
            model=checkpoint.reference,
        )
    text_words = checkpoint.divide(text)
    words_read = prefix_lengths(checkpoint.reads(text_words))
    inputs = checkpoint.encode([text_words])
    model = checkpoint.model.reading(inputs)
    found = np.empty((len(words_read), len(checkpoint.config.labels)))
    with torch.inference_mode():
        embedded = checkpoint.model.embed(inputs)  # (1, words, size)
        positions = torch.arange(embedded.shape[1], device=embedded.device)
        for batch in batches(words_read, WORDS_A_BATCH):
            lengths = torch.tensor([words_read[at] for at in batch], device=embedded.device)
            longest = max(1, words_read[batch[-1]])  # batches are sorted by length
            mask = positions[None, :longest] < lengths[:, None]  # (batch, words)
            prefixes = embedded[:, :longest].expand(len(batch), -1, -1)
            logits = model.logits(prefixes, mask).float().cpu().numpy()
            found[batch] = softmax(logits / checkpoint.temperature)
    return Growth(checkpoint.reference, text, words_read, checkpoint.config.labels, found)


def prefix_lengths(length: int) -> tuple[int, ...]:
    """How many words each point reads of a text of so many words.

    Each word up to `DENSE_WORDS` has a point, those behind are evenly spaced, and the last point reads all.
    """
    if length <= DENSE_WORDS:
        return tuple(range(1, length + 1)) or (0,)
    count = min(SPARSE_POINTS, length - DENSE_WORDS)
    sparse = (DENSE_WORDS + -(-(length - DENSE_WORDS) * step // count) for step in range(1, count + 1))
    return (*range(1, DENSE_WORDS + 1), *sparse)
