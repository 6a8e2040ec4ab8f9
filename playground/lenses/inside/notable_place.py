"""Where is a recurrent or other layer worth a look first? The word at which it changes most, and a unit there.

A layer changes at a word by what differs from the word that it read before: of gates the mean of the absolute
differences over all gates and units, of states the norm of the difference. Where a state is carried from word to word,
the first two words read are left out: it begins empty, and what changes most is then hardly ever anything else. So is
punctuation, unless there is nothing else. Of the units the one is named that matters
most to the prediction, by |gradient × state|, where the architecture carries a state from word to word: the state that
the word leaves is taken for the input of all that follows, which is differentiated exactly, through every later word
and layer. Elsewhere it is the unit that changes most. Nothing here knows how it is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.lenses.inside.trace import Trace, within
from playground.models.architectures import ARCHITECTURES
from playground.models.arrays import before

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.models import Model

GATE = "_gate"  # what the names of arrays between 0 and 1 end in


@dataclass(frozen=True, slots=True)
class NotablePlace:
    """A word and a unit, and by what they were chosen."""

    word: int
    unit: int
    gates: bool  # the gates change most at the word; else the hidden state does
    later: bool  # the first two words that are read were left out
    matters: bool  # the unit matters most to the prediction; else it is the one that changes most


def notable_place(
    checkpoint: Checkpoint, traced: Trace, layer: int, direction: str, gates: bool, word: int | None = None
) -> NotablePlace:
    """The word of a layer at which most changes, and the unit there that matters most to the prediction.

    Args:
        traced: a trace of this checkpoint, of at least one word.
        gates: look at the gates, where the layer has any; else at its hidden state.
        word: name a unit of this word instead.
    Raises:
        BadInput: there is no such layer, direction or word.
    """
    arrays = traced.at(layer, direction)
    names = [name for name in arrays if name.endswith(GATE)] if gates else []
    carries = bool(ARCHITECTURES[checkpoint.architecture].equations)
    changes = _changes([arrays[name] for name in names or ["hidden"]], direction)
    left_out = min(2 if carries else 1, len(changes) - 1)
    counted = changes.copy()
    counted[slice(left_out) if direction == "forward" else slice(len(changes) - left_out, None)] = 0
    wordy = np.array([any(map(str.isalnum, one.text)) for one in traced.read])
    if counted[wordy].any():
        counted[~wordy] = 0
    if word is None:
        word = int((counted.sum(-1) if names else np.linalg.norm(counted, axis=-1)).argmax())
    within(word, len(changes), "word")
    matter = unit_effects(checkpoint, traced, layer, direction, word)
    unit = int(np.abs(changes[word] if matter is None else matter).argmax())
    return NotablePlace(word, unit, bool(names), left_out == 2, matter is not None)


def _changes(arrays: list[np.ndarray], direction: str) -> np.ndarray:
    """By how much each unit differs from the word read before, (words, units), the mean of the arrays."""
    return np.asarray(np.mean([np.abs(array - before(array, direction)) for array in arrays], axis=0))


def unit_effects(checkpoint: Checkpoint, traced: Trace, layer: int, direction: str, word: int) -> np.ndarray | None:
    """Gradient × state of each unit at a word, (units,), in logits: to first order, by how much the logit would fall if
    the unit left nothing behind there. None where no state is carried from word to word.

    The logit is that of the predicted label, or of the word's own tag; where two labels share one output, that of the
    one against the other. An LSTM carries a hidden state and a cell, and their products are added up.

    Args:
        traced: a trace of this checkpoint.
        layer: counted from 1; `word` from 0.
    Raises:
        BadInput: there is no such layer, direction or word.
    """
    import torch

    from playground.models.base import twin
    from playground.models.inside import inside

    traced.at(layer, direction)
    within(word, len(traced.read), "word")
    # cuDNN has no way back through a network that is not being trained
    model = twin(checkpoint.model) if checkpoint.model.word_embedding.weight.is_cuda else checkpoint.model
    with torch.enable_grad():
        embedded = torch.from_numpy(traced.arrays["embedded"][None])
        found = inside(model).continued(embedded, layer, direction, word)
        if found is None:
            return None
        state, features = found
        slopes = torch.autograd.grad(_logit(model, features, word), state, allow_unused=True)
    parts = [one * slope for one, slope in zip(state, slopes, strict=True) if slope is not None]
    total = sum(part.detach().reshape(-1).double() for part in parts)
    return np.zeros(state[0].numel()) if isinstance(total, int) else np.asarray(total.cpu().numpy())


def _logit(model: Model, features: Tensor, word: int) -> Tensor:
    """The logit of the prediction, or of a word's."""
    logits = model.answered(features)[0]
    row = logits[word] if model.config.per_word else logits
    best = int(row.argmax())
    return row[best] - row[1 - best] if model.config.outputs == 1 else row[best]
