"""How far back does a model listen? What each word still does to the answer, against its distance from the answer.

Two measures that know nothing of each other: the norm of the gradient of the answer's logit with respect to the word's
embedding, and how much that logit changes when the word is deleted. For one answer a text the distance is counted from
the last word that was read; for one answer a word, from the word that was chosen.

One text tells little, so `average` takes the mean over many, and `store` writes it beside the weights as memory.json:
numbers, counts and the sha256 of the data and of the weights, no text. Means of other weights are not taken for these.

Where two labels share one output, the logit is that of the answer against the other label: one of the two is fixed.
"""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import MEMORY, read_measurement, weights_digest
from playground.errors import BadCheckpoint, BadInput, NotApplicable
from playground.lenses.inside.trace import within
from playground.lenses.predict.predict import PredictedWord

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.models import Model

DELETED_WORDS = 16_000  # that are read again for one text: bounds how many of its words are deleted
ROUNDING = 4.0  # units in the last place of a logit; a smaller change is one of rounding, and counts as none
WORDS_A_BATCH = 4_096  # padded words in one forward pass
SENTENCES = 200  # that a mean is taken over, unless said otherwise
LEAST_WORDS = 25  # of such a sentence: every distance before the last word then stands on the same sentences
FARTHEST = LEAST_WORDS - 1  # words from the answer, to either side
PLACES = 4  # words of a sentence that are chosen, where there is an answer for each


@dataclass(frozen=True, slots=True)
class Memory:
    """What each word does to one answer. Gradients in logits per unit of the embedding, deletions in logits.

    Attributes:
        word: where the distance is counted from: the chosen word, or the last one that was read; −1 without a word.
        answer: the label or tag whose logit this is about.
        gradients: (words read,), the norm over the numbers of the word's embedding.
        deletions: (words read,), the logit before less the logit after; positive: the word spoke for the answer, 0:
            nothing changed that float32 could tell. NaN for the chosen word itself, and where a long text made it too
            much work (`DELETED_WORDS`).
    """

    model: str
    task: str
    text: str
    words: tuple[PredictedWord, ...]
    word: int
    answer: str
    gradients: np.ndarray
    deletions: np.ndarray

    @property
    def distances(self) -> np.ndarray:
        """How many words behind the chosen or last one each stands, (words read,); negative: before it."""
        return np.arange(len(self.gradients)) - self.word


@dataclass(frozen=True, slots=True)
class Means:
    """The two measures averaged over many sentences, by distance; what memory.json holds.

    Attributes:
        data, sha256: name and digest of the file that the sentences come from.
        weights: digest of the weights that were measured.
        sentences: how many; each of at least `least_words`.
        answers: how many answers; for one answer a word several a sentence.
        distances: in words from the answer; negative: before it.
        counts, gradients: how many words a mean is taken over, and the mean norm.
        deleted, deletions: the same of the absolute change; 0 and null where there was none.
    """

    data: str
    sha256: str
    weights: str
    sentences: int
    least_words: int
    answers: int
    distances: tuple[int, ...]
    counts: tuple[int, ...]
    gradients: tuple[float, ...]
    deleted: tuple[int, ...]
    deletions: tuple[float | None, ...]

    def as_json(self) -> dict[str, Any]:
        """As it stands in memory.json, and as the command line prints it."""
        return {name: _plain(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def from_json(cls, value: Any) -> Means:
        """Means from plain JSON.

        Raises:
            BadCheckpoint: a part is missing, of another length or no number.
        """
        try:
            made = cls(**{name: _tuple(value[name]) for name in cls.__slots__})
            columns = [made.counts, made.gradients, made.deleted, made.deletions]
            numbers = [number for column in columns for number in column if number is not None]
            whole = all(len(column) == len(made.distances) for column in columns)
            if set(value) != set(cls.__slots__) or not whole or not all(math.isfinite(n) and n >= 0 for n in numbers):
                raise ValueError("not means")
        except (KeyError, TypeError, ValueError):
            raise BadCheckpoint(
                f"{MEMORY} does not hold means by distance. Measure them again with “python -m playground memory”.",
                key="checkpoint-memory",
            ) from None
        return made

    @property
    def kept(self) -> float | None:
        """The share of the gradient that each word further back keeps of it, on average; 0.5 halves it a word.

        The slope of a straight line through the logarithms of the means from the farthest word to the one before the
        answer; None where fewer than three of them are above zero.
        """
        places = [
            (-at, math.log(mean)) for at, mean in zip(self.distances, self.gradients, strict=True) if at < 0 < mean
        ]
        if len(places) < 3:
            return None
        back, logs = np.array(places).T
        return float(np.exp(np.polyfit(back, logs, 1)[0]))


def memory(checkpoint: Checkpoint, text: str, word: int | None = None) -> Memory:
    """What each word of a text does to the model's answer.

    Args:
        word: the word whose tag is asked about, from 0, where there is an answer for each; unless given, the last one.
    Raises:
        BadInput: there is no such word, or the text is too long.
        NotApplicable: a word is chosen, and the answer is about the whole text.
    """
    checkpoint.must_read_words()
    divided = checkpoint.divide(text)
    read = min(len(divided), checkpoint.config.max_words)
    if word is not None and not checkpoint.config.per_word:
        raise NotApplicable(
            f"{checkpoint.reference} answers for the whole text, so no word can be chosen. Leave the word out.",
            key="memory-word",
            model=checkpoint.reference,
        )
    if word is not None:
        within(word, read, "word")
    place = read - 1 if word is None else word
    labels, gradients, deletions = _listen(checkpoint, [one.text for one in divided], [place] if read else [])
    predicted_words = tuple(
        PredictedWord(one.text, one.start, one.end, checkpoint.vocabulary.knows(one.text), number < read)
        for number, one in enumerate(divided)
    )
    answer = checkpoint.config.labels[labels[0]] if read else ""
    found = (gradients[0], deletions[0]) if read else (np.empty(0), np.empty(0))
    return Memory(checkpoint.reference, checkpoint.task, text, predicted_words, place, answer, *found)


def _listen(
    checkpoint: Checkpoint, text: Sequence[str], places: Sequence[int]
) -> tuple[list[int], np.ndarray, np.ndarray]:
    """The answer at each place, and what each word does to it: (places, words) of gradients and of deletions.

    For one answer a text the only place is the last word.
    """
    import torch

    if not places:
        return [], np.empty((0, 0)), np.empty((0, 0))
    model = _differentiable(checkpoint.model)
    inputs = checkpoint.encode([text])
    with torch.no_grad():
        embedded = model.embed(inputs)  # (1, words, size)
        whole = model.logits(embedded, inputs.mask)[0]
    per_word = checkpoint.config.per_word
    labels = [int(whole[place].argmax() if per_word else whole.argmax()) for place in places]
    one = checkpoint.config.outputs == 1

    def asked(logits: Tensor, label: int, place: int) -> Tensor:
        """The answer's logit of each text of a batch, (batch,)."""
        rows = logits[:, place] if per_word else logits
        return rows[:, label] - rows[:, 1 - label] if one else rows[:, label]

    with torch.enable_grad():
        points = embedded.expand(len(places), -1, -1).clone().requires_grad_()  # (places, words, size)
        logits = model.logits(points, inputs.mask.expand(len(places), -1))
        own = torch.stack([asked(logits[n : n + 1], labels[n], place)[0] for n, place in enumerate(places)])
        (slopes,) = torch.autograd.grad(own.sum(), points)
    gradients = slopes.norm(dim=-1).double().cpu().numpy()  # (places, words)
    deletions = np.full(gradients.shape, np.nan)
    tried = _deleted(embedded.shape[1], places)
    for batch in _batches(tried, embedded.shape[1]):
        shorter, mask = _without(embedded, batch)
        with torch.no_grad():
            logits = model.logits(shorter, mask)
        for number, (place, label) in enumerate(zip(places, labels, strict=True)):
            for row, gone in enumerate(batch):
                if per_word and gone == place:
                    continue
                after = float(asked(logits[row : row + 1], label, place - (gone < place))[0])
                deletions[number, gone] = _change(float(own[number].detach()), after)
    return labels, gradients, deletions


def _change(before: float, after: float) -> float:
    """By how much a logit fell; 0 where float32 could not tell. A word that no filter reaches moves the last digit."""
    least = ROUNDING * float(np.spacing(np.float32(max(abs(before), abs(after)))))
    return 0.0 if abs(before - after) <= least else before - after


def _differentiable(model: Model) -> Model:
    """The model itself; on a GPU a twin that shares its weights, and whose recurrent layers can be differentiated.

    cuDNN keeps what it needs to go backwards only in training mode, which changes nothing in a layer without dropout.
    Neither the model nor cuDNN's global switch is touched: others may be using them.
    """
    import torch
    from torch import nn

    if model.device.type != "cuda":
        return model
    twin: Model = copy.deepcopy(model, {id(weight): weight for weight in model.parameters()})
    assert not any(layer.dropout for layer in twin.modules() if isinstance(layer, nn.RNNBase))
    for layer in twin.modules():
        if isinstance(layer, nn.RNNBase):
            layer.train()
    torch.backends.cudnn.allow_tf32 = False  # as `devices.device` has it
    return twin


def _deleted(length: int, places: Sequence[int]) -> list[int]:
    """The words that are deleted, one at a time: all, or in a long text those nearest to one of the places."""
    most = max(1, DELETED_WORDS // length)
    return sorted(sorted(range(length), key=lambda at: (min(abs(at - place) for place in places), at))[:most])


def _batches(tried: Sequence[int], length: int) -> Iterator[Sequence[int]]:
    step = max(1, WORDS_A_BATCH // length)
    yield from (tried[at : at + step] for at in range(0, len(tried), step))


def _without(embedded: Tensor, gone: Sequence[int]) -> tuple[Tensor, Tensor]:
    """The embedded text without each of these words, (deletions, words − 1, size), and the mask.

    A word's embedding does not depend on its neighbours, so nothing is embedded again.
    """
    import torch

    length = embedded.shape[1]
    if length == 1:  # the text that is left has no word: one position of padding, as `encode` makes it
        return torch.zeros_like(embedded), torch.zeros(1, 1, dtype=torch.bool, device=embedded.device)
    left = torch.tensor([[at for at in range(length) if at != one] for one in gone], device=embedded.device)
    return embedded[0][left], torch.ones_like(left, dtype=torch.bool)


# ---- many sentences


def average(
    checkpoint: Checkpoint,
    sentences: Sequence[Sequence[str]],
    data: str = "",
    sha256: str = "",
    at_most: int = SENTENCES,
    on_progress: Callable[[int, int], None] | None = None,
) -> Means:
    """The mean of both measures by distance, over the first sentences that are long enough.

    For one answer a text a sentence gives one answer; for one answer a word, `PLACES` words are chosen, evenly spaced
    from the first to the last. The mean of deletions is that of their absolute values.

    Args:
        sentences: each as its words.
        data, sha256: where they come from, for the record.
        at_most: how many of them.
    Raises:
        BadInput: none has `LEAST_WORDS` words.
        NotApplicable: the model has random weights.
    """
    chosen = _long_enough(checkpoint, sentences)[:at_most]
    sums = np.zeros((4, 2 * FARTHEST + 1))  # counts, gradients, deleted, deletions
    answers = 0
    for done, sentence in enumerate(chosen, 1):
        places = [len(sentence) - 1]
        if checkpoint.config.per_word:
            places = [round(at) for at in np.linspace(0, len(sentence) - 1, PLACES)]
        answers += len(places)
        _, gradients, deletions = _listen(checkpoint, sentence, places)
        for place, slope, change in zip(places, gradients, deletions, strict=True):
            _add(sums, np.arange(len(sentence)) - place, slope, np.abs(change))
        if on_progress:
            on_progress(done, len(chosen))
    kept = np.flatnonzero(sums[0])  # one answer a text has nothing behind it
    counts, slopes, deleted, changes = sums[:, kept]
    return Means(
        data=data,
        sha256=sha256,
        weights=weights_digest(checkpoint),
        sentences=len(chosen),
        least_words=LEAST_WORDS,
        answers=answers,
        distances=tuple((kept - FARTHEST).tolist()),
        counts=tuple(counts.astype(int).tolist()),
        gradients=tuple(float(f"{mean:.6g}") for mean in slopes / counts),
        deleted=tuple(deleted.astype(int).tolist()),
        deletions=tuple(
            float(f"{total / number:.6g}") if number else None for total, number in zip(changes, deleted, strict=True)
        ),
    )


def _long_enough(checkpoint: Checkpoint, sentences: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The sentences over which a trained model's memory can be measured; `average` says what is raised."""
    if checkpoint.untrained:
        raise NotApplicable(
            f"{checkpoint.reference} has random weights, and its folder keeps what is measured of the trained ones. "
            "Leave #untrained out.",
            key="memory-untrained",
            model=checkpoint.reference,
        )
    chosen = [one for one in sentences if LEAST_WORDS <= len(one) <= checkpoint.config.max_words]
    if not chosen:
        raise BadInput(
            f"No sentence of the data has {LEAST_WORDS} words. Memory is measured over that distance. "
            "Give data with longer sentences.",
            key="memory-short",
            allowed=LEAST_WORDS,
        )
    return chosen


def _add(sums: np.ndarray, distances: np.ndarray, slope: np.ndarray, change: np.ndarray) -> None:
    near = np.abs(distances) <= FARTHEST
    at = distances[near] + FARTHEST
    tried = ~np.isnan(change[near])
    sums[0, at] += 1
    sums[1, at] += slope[near]
    sums[2, at] += tried
    sums[3, at] += np.where(tried, change[near], 0)


# ---- what is stored


def store(checkpoint: Checkpoint, means: Means) -> None:
    """Write the means into the checkpoint's folder."""
    assert checkpoint.folder is not None
    text = json.dumps(means.as_json(), ensure_ascii=False, allow_nan=False)
    (checkpoint.folder / MEMORY).write_text(text.replace('], "', '],\n "').replace(', "', ',\n "') + "\n", "utf-8")


def stored(reference: str) -> Means | None:
    """The means that a checkpoint's folder holds; None where it holds none, or those of other weights.

    Raises:
        NotFound: there is no such checkpoint.
        BadCheckpoint: the file is not what `store` writes.
    """
    found = read_measurement(reference, MEMORY)
    return None if found is None else Means.from_json(found)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
