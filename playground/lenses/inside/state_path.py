"""Which way does a model go while it reads? Its state after each word, as a point in a plane, and its answer there.

The plane is that of the two main components of the states of this one text: their singular value decomposition, less
their mean. `variance` says how much of the states' differences it shows; the rest is not to be seen.

For one answer a word there is a state a word: the last layer's, what the tag is read from. For one answer a text the
text is taken to end after each word, as in `growth`: the state is the last layer's hidden state at that word, which a
forward layer of an RNN or LSTM would have there anyway. Where there is no state a word the points are what the encoder
gives for the text so far: of a TextCNN the maxima of its filters, which is all that it keeps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.lenses.predict.predict import PredictedWord, batches, softmax
from playground.lenses.predict.prefixes import WORDS_A_BATCH, prefix_lengths
from playground.lenses.predict.spans import characters_of_words, makes_words

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint


@dataclass(frozen=True, slots=True)
class Path:
    """Points in the order of reading. Probabilities are 0-1, after the checkpoint's temperature.

    Attributes:
        words_read: after how many words each point stands; every word, or of a long text some (as in `growth`).
        states: (points, size), what the points are made of.
        coordinates: (points, 2); of each component the point farthest out is positive.
        variance: the share of the states' variance that each of the two components shows, 0-1.
        probabilities: (points, labels), the answer at each point.
        joined: the points of each word that tagged characters make; None where there are no such.
    """

    model: str
    task: str
    text: str
    words: tuple[PredictedWord, ...]
    words_read: tuple[int, ...]
    states: np.ndarray
    coordinates: np.ndarray
    variance: tuple[float, float]
    labels: tuple[str, ...]
    probabilities: np.ndarray
    joined: tuple[range, ...] | None = None


def path(checkpoint: Checkpoint, text: str) -> Path:
    """The way of a model's states through a text; a text without a word has no point.

    Raises:
        BadInput: the text is too long.
    """
    checkpoint.must_read_words()
    divided = checkpoint.divide(text)
    read = min(len(divided), checkpoint.config.max_words)
    stops = tuple(range(1, read + 1)) if checkpoint.config.per_word or not read else prefix_lengths(read)
    states, answers = _states(checkpoint, [word.text for word in divided[:read]], stops)
    coordinates, variance = plane(states)
    predicted_words = tuple(
        PredictedWord(word.text, word.start, word.end, checkpoint.vocabulary.knows(word.text), number < read)
        for number, word in enumerate(divided)
    )
    labels, joined = checkpoint.config.labels, None
    if checkpoint.config.per_word and makes_words(labels):
        joined = tuple(characters_of_words(predicted_words[:read], labels, answers))
    return Path(
        model=checkpoint.reference,
        task=checkpoint.task,
        text=text,
        words=predicted_words,
        words_read=stops,
        states=states,
        coordinates=coordinates,
        variance=variance,
        labels=labels,
        probabilities=answers,
        joined=joined,
    )


def plane(states: np.ndarray) -> tuple[np.ndarray, tuple[float, float]]:
    """Coordinates in the plane of the two main components, (points, 2), and the share of the variance of each.

    A component has no sign of its own: it is turned so that the point farthest out is positive.
    """
    centred = states.astype(np.float64) - (states.mean(0, dtype=np.float64) if len(states) else 0)
    if len(states) < 2 or not centred.any():
        return np.zeros((len(states), 2)), (0.0, 0.0)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)  # (points, components), (components,)
    places = np.zeros((len(states), 2))
    count = min(2, len(size))
    places[:, :count] = left[:, :count] * size[:count]
    places *= np.where(places[np.abs(places).argmax(0), [0, 1]] < 0, -1, 1)
    shares = np.append(size**2 / (size**2).sum(), 0.0)
    return places, (float(shares[0]), float(shares[1]))


def _states(checkpoint: Checkpoint, text: list[str], stops: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The states, (points, size), and the answers, (points, labels)."""
    import torch

    if not text:
        return np.empty((0, 0)), np.empty((0, len(checkpoint.config.labels)))
    model = checkpoint.model
    inputs = checkpoint.encode([text])
    with torch.inference_mode():
        embedded = model.embed(inputs)  # (1, words, size)
        if checkpoint.config.per_word:
            found = model.states(embedded, inputs.mask)
            hidden = _last_layer(found)
            states = model.encoder(found["embedded"], inputs.mask)[0] if hidden is None else hidden[0]
            logits = found["logits"][0]
        else:
            rows: list[tuple[Tensor, Tensor]] = [(embedded, embedded)] * len(stops)
            for at, state, logit in _beginnings(checkpoint, embedded, stops):
                rows[at] = state, logit
            states, logits = (torch.stack(part) for part in zip(*rows, strict=True))
    answers = softmax(logits.float().cpu().numpy() / checkpoint.temperature)
    return states.float().cpu().numpy(), answers


def _beginnings(
    checkpoint: Checkpoint, embedded: Tensor, stops: tuple[int, ...]
) -> Iterator[tuple[int, Tensor, Tensor]]:
    """For each stop its number, and state and logits of the text that ends there."""
    import torch

    places = torch.arange(embedded.shape[1], device=embedded.device)
    model = checkpoint.model
    for batch in batches(stops, WORDS_A_BATCH):
        lengths = torch.tensor([stops[at] for at in batch], device=embedded.device)
        longest = stops[batch[-1]]  # batches are sorted by length
        mask = places[None, :longest] < lengths[:, None]  # (batch, words)
        beginnings = embedded[:, :longest].expand(len(batch), -1, -1)
        found = model.states(beginnings, mask)
        layer = _last_layer(found, forward=True)
        if layer is None:
            states = model.encoder(found["embedded"], mask)
        else:
            states = layer[torch.arange(len(batch), device=layer.device), lengths - 1]
        yield from zip(batch, states, found["logits"], strict=True)


def _last_layer(found: dict[str, Tensor], forward: bool = False) -> Tensor | None:
    """The hidden states of the last layer, (batch, words, size); of two directions both, side by side, or the first.

    None where the network has no states of words.
    """
    import torch

    names = [name for name in found if name.endswith("hidden")]
    if not names:
        return None
    last = [name for name in names if name.split(".")[0] == names[-1].split(".")[0]]
    return torch.cat([found[name] for name in (last[:1] if forward else last)], -1)
