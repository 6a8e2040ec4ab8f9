"""What each part of a network is at every word of many sentences: what an index and a search are made from.

A *part* is a unit of a state or gate, a filter, a feed-forward unit or a head; parts stand in *groups*, named as the
arrays of a trace: `layer1.forward.hidden`, `layer1.cell`, `layer1.feedforward`, `filters3`, `layer1.attention`.
A row is a word, of filters a window (its first word). What a head is at a word: how much all words of the sentence look
at that word, summed; 1 where every word looks at every other alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.data.corpus import Corpus
from playground.errors import BadInput
from playground.lenses.predict.predict import batches
from playground.lenses.predict.spans import makes_words
from playground.models.config import SPACES

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.models.inside import Inside

Progress = Callable[[int, int], None]

GATES = ("input_gate", "forget_gate", "cell_candidate", "output_gate")
LOOKS = ("previous", "same", "next", "first", "last")
MOST_WORDS = 45_000  # read of a corpus: bounds the memory, since every part is kept at every word
WORDS_A_BATCH = 4_096  # padded words in one forward pass
LARGEST = float(np.finfo(np.float16).max)


@dataclass(frozen=True)
class Group:
    """The parts of one array at every row.

    Attributes:
        values: (rows, parts), float16; rows in the order of the sentences.
        sentences, words: (rows,), which sentence and which of its words each row is; of a window, its first word.
        width: words of a window; 1 for all but filters.
    """

    values: np.ndarray
    sentences: np.ndarray
    words: np.ndarray
    width: int = 1

    @property
    def starts(self) -> np.ndarray:
        """The first row of each sentence that has one."""
        return np.flatnonzero(np.r_[True, np.diff(self.sentences) > 0]) if len(self.sentences) else np.empty(0, int)


@dataclass(frozen=True)
class Activations:
    """A corpus as a model read it.

    Attributes:
        texts: the words of each sentence that were read.
        groups: by the name of the array.
        looks: by the name of the array, (heads, LOOKS + tags): the mean share of a word's look that goes to the word
            before it, itself, the next one, the first, the last; and to words of each tag.
    """

    texts: tuple[tuple[str, ...], ...]
    groups: dict[str, Group]
    looks: dict[str, np.ndarray]


def is_gate(name: str) -> bool:
    """Whether an array is one of an LSTM's gates."""
    return name.rpartition(".")[2] in GATES


def parts_of(checkpoint: Checkpoint, texts: Sequence[Sequence[str]]) -> list[dict[str, np.ndarray]]:
    """Every inner value of each text that an index is made from, by name, without padding; (rows, parts) float32.

    `layer1.attention` is (heads, words, words).
    """
    import torch

    from playground.models.inside import inside

    model, inputs = checkpoint.model, checkpoint.encode(texts)
    with torch.inference_mode():
        embedded = model.embed(inputs)
        found = model.states(embedded, inputs.mask)
        arrays = {name: _numpy(value) for name, value in found.items() if _listened_to(name)}
        lengths = [checkpoint.reads(text) for text in texts]
        more = _inner_units(inside(model), embedded, lengths)
    return [
        {name: _cut(name, array[row], length) for name, array in arrays.items()} | more[row]
        for row, length in enumerate(lengths)
    ]


def _inner_units(told: Inside, embedded: Tensor, lengths: Sequence[int]) -> list[dict[str, np.ndarray]]:
    """What no trace holds and yet has a value a word: the units of the networks between a Transformer's layers.

    They are noted while the texts are read; those of one length together, since there is no padding then.
    """
    names = {part.name for part in told.parts() if part.kind == "feedforward"}
    found: list[dict[str, np.ndarray]] = [{} for _ in lengths]
    for length in set(lengths) - {0} if names else ():
        rows = [row for row, own in enumerate(lengths) if own == length]

        def note(name: str, values: Tensor, word: int | None, rows: list[int] = rows) -> Tensor:
            if name in names:
                for row, own in zip(rows, values, strict=True):
                    found[row][name] = _numpy(own)
            return values

        told.read_with(embedded[rows, :length], note)
    return found


def _listened_to(name: str) -> bool:
    return name not in ("embedded", "logits") and not name.startswith("winners")


def _numpy(value: Tensor) -> np.ndarray:
    return np.asarray(value.float().cpu().numpy())


def _cut(name: str, array: np.ndarray, read: int) -> np.ndarray:
    if name.startswith("filters"):
        return array[: max(1, read - width_of(name) + 1)]
    if name.endswith(".attention"):
        return array[:, :read, :read]
    return array[:read]


def width_of(name: str) -> int:
    """How many words a row of an array is about."""
    return int(name.removeprefix("filters")) if name.startswith("filters") else 1


def takes_words(checkpoint: Checkpoint, corpus: Corpus) -> bool:
    """Whether a model reads the words that a file sets apart, and not its texts' characters."""
    config = checkpoint.config
    own = config.per_word and not makes_words(config.labels)
    return corpus.words is not None and (own or config.tokenisation == SPACES)


def divided(checkpoint: Checkpoint, corpus: Corpus) -> tuple[tuple[str, ...], ...]:
    """The words of each sentence that the model reads, of the first sentences with `MOST_WORDS` words together.

    Raises:
        BadInput: there is no word.
    """
    found, words = [], 0
    own = corpus.words if takes_words(checkpoint, corpus) else None
    for number, text in enumerate(corpus.texts):
        split = own[number] if own else [word.text for word in checkpoint.divide(text)]
        read = tuple(split[: checkpoint.config.max_words])
        words += len(read)
        if words > MOST_WORDS:
            break
        found.append(read)
    if not any(found):
        raise BadInput("The sentences have no word to be read. Give others.", key="corpus-no-words")
    return tuple(found)


def read_corpus(
    checkpoint: Checkpoint,
    texts: tuple[tuple[str, ...], ...],
    tags: np.ndarray | None = None,
    gates: bool = True,
    on_progress: Progress | None = None,
) -> Activations:
    """What every part is at every word of sentences that are divided.

    Args:
        tags: (words of all sentences, tags) of 0 and 1, for where heads look.
        gates: whether the gates of an LSTM are kept.
        on_progress: called with the sentences that were read, and all.
    """
    checkpoint.must_read_words()
    order = batches([len(text) for text in texts], WORDS_A_BATCH)
    offsets = np.cumsum([0, *(len(text) for text in texts)])
    kept: dict[str, list[np.ndarray | None]] = {}
    looks: dict[str, np.ndarray] = {}
    done = 0
    for batch in order:
        batch = [number for number in batch if texts[number]]
        for number, arrays in zip(batch, parts_of(checkpoint, [texts[n] for n in batch]) if batch else [], strict=True):
            own_tags = None if tags is None else tags[offsets[number] : offsets[number + 1]]
            for name, array in arrays.items():
                if name.endswith(".attention"):
                    looks[name] = looks.get(name, 0) + _look(array, own_tags)
                    array = array.sum(1).T  # (words, heads): how much each is looked at
                if gates or not is_gate(name):
                    rows = kept.setdefault(name, [None] * len(texts))
                    rows[number] = np.clip(array, -LARGEST, LARGEST).astype(np.float16)
        done += len(batch)
        if on_progress:
            on_progress(done, len(texts))
    words = max(1, int(offsets[-1]))
    return Activations(
        texts,
        {name: _group(name, rows) for name, rows in kept.items()},
        {name: total / words for name, total in looks.items()},
    )


def _look(attention: np.ndarray, tags: np.ndarray | None) -> np.ndarray:
    """Where the words of one sentence look, summed over them, (heads, LOOKS + tags)."""
    places = [
        np.trace(attention, -1, 1, 2),
        np.trace(attention, 0, 1, 2),
        np.trace(attention, 1, 1, 2),
        attention[:, :, 0].sum(1),
        attention[:, :, -1].sum(1),
    ]
    received = attention.sum(1)  # (heads, words)
    by_tag = received @ tags if tags is not None else np.zeros((len(received), 0))
    return np.concatenate([np.stack(places, 1), by_tag], 1).astype(np.float64)


def _group(name: str, rows: Sequence[np.ndarray | None]) -> Group:
    numbered = [(number, array) for number, array in enumerate(rows) if array is not None]
    return Group(
        np.concatenate([array for _, array in numbered]),
        np.concatenate([np.full(len(array), number, np.int32) for number, array in numbered]),
        np.concatenate([np.arange(len(array), dtype=np.int32) for _, array in numbered]),
        width_of(name),
    )


def in_chunks(parts: int, size: int = 128) -> Iterator[slice]:
    """Slices of so many parts: what is computed in float32 is computed of a few at a time."""
    yield from (slice(at, min(at + size, parts)) for at in range(0, parts, size))
