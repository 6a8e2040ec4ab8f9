"""Encoded examples -> the batches of an epoch, padded: texts of like length share a batch.

Nothing here knows about models; which texts meet in a batch follows from the seed and the epoch alone.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from playground.lenses.predict.predict import batches
from playground.models import Config, Inputs
from playground.text import LETTERS_A_WORD, UNKNOWN
from playground.training.encoding import Encoded, blank_gold
from playground.training.settings import Settings


def epoch_batches(train: Encoded, settings: Settings, seed: int, epoch: int) -> tuple[list[list[int]], np.ndarray]:
    """The batches of an epoch in their order, and where the window of each text begins."""
    random = np.random.default_rng([seed, epoch])
    lengths = np.array(train.lengths)
    starts = np.zeros(len(lengths), dtype=np.int64)
    if settings.crop_words:
        spare = np.maximum(lengths - settings.crop_words, 0)
        starts = random.integers(0, spare + 1)
        lengths = np.minimum(lengths, settings.crop_words)
    order = random.permutation(len(lengths))
    # Lengths within a tenth of each other count as equal, so that the same texts do not always meet.
    blurred = np.maximum(1, lengths[order] * random.uniform(1.0, 1.1, len(order))).astype(np.int64)
    groups = batches(blurred.tolist(), settings.words_a_batch, settings.texts_a_batch)
    random.shuffle(groups)
    return [[int(order[i]) for i in group] for group in groups], starts


def collate(
    data: Encoded,
    chosen: list[int],
    starts: np.ndarray | None,
    settings: Settings,
    config: Config,
    noise: np.random.Generator | None,
    device: torch.device,
) -> tuple[Inputs, Tensor]:
    """Inputs and gold labels of a batch, padded to its longest text."""
    limit = min(settings.crop_words or config.max_words, config.max_words)
    begins = [int(starts[i]) if starts is not None else 0 for i in chosen]
    lengths = np.array([min(data.lengths[i] - begin, limit) for i, begin in zip(chosen, begins, strict=True)])
    shape = (len(chosen), max(1, int(lengths.max())))
    words = np.zeros(shape, dtype=np.int64)
    letters = np.zeros((*shape, LETTERS_A_WORD), dtype=np.int64) if data.letters is not None else None
    gold = blank_gold(shape, data, config) if config.per_word else np.array([data.gold[i] for i in chosen])
    for row, (index, begin, length) in enumerate(zip(chosen, begins, lengths, strict=True)):
        cut = slice(begin, begin + length)
        words[row, :length] = data.words[index][cut]
        if letters is not None and data.letters is not None:
            letters[row, :length] = data.letters[index][cut]
        if config.per_word:
            gold[row, :length] = data.gold[index][cut]
    mask = np.arange(shape[1])[None] < lengths[:, None]
    if noise is not None and settings.word_dropout:
        words[(noise.random(shape) < settings.word_dropout) & mask] = UNKNOWN
    inputs = Inputs(
        torch.from_numpy(words).to(device),
        torch.from_numpy(letters).to(device) if letters is not None else None,
        torch.from_numpy(mask).to(device),
    )
    return inputs, torch.from_numpy(gold).to(device)
