"""What does a unit, a filter, a head listen to? The places where it is strongest and weakest, each in its sentence.

What is said comes from an index (`index.py`); the activation of every word of a sentence is computed when it is asked
for, so that what is drawn is the model's own number.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.checkpoints import Checkpoint
from playground.data.corpus import Corpus
from playground.errors import BadInput
from playground.lenses.units.activations import LOOKS, Progress, divided, parts_of, width_of
from playground.lenses.units.index import NONE, split_part
from playground.lenses.units.sources import index_of, own_corpus


@dataclass(frozen=True, slots=True)
class Place:
    """A word of a sentence, or a window of words, and what the part is there.

    Attributes:
        text: the sentence; `words` as the model divides it.
        word: the number of the word, from 0, or of a window's first one; `width` how many words it has.
        values: what the part is at each word; of a filter the highest of the windows in which the word stands.
        label: of the sentence; empty where it has none.
    """

    sentence: int
    text: str
    words: tuple[str, ...]
    word: int
    width: int
    value: float
    values: tuple[float, ...]
    label: str

    @property
    def phrase(self) -> tuple[str, ...]:
        """The words that the place is about."""
        return self.words[self.word : self.word + self.width]

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "sentence": self.sentence,
            "text": self.text,
            "words": list(self.words),
            "word": self.word,
            "width": self.width,
            "value": _short(self.value),
            "values": [_short(value) for value in self.values],
            "label": self.label,
        }


@dataclass(frozen=True, slots=True)
class Unit:
    """What one part of a model listens to, over a corpus.

    Attributes:
        part: its name, `layer1.forward.hidden[17]`.
        corpus: the language of the shipped sentences, or a file's name.
        sentences, words: how many were read.
        low, high: its lowest and highest value; `counts` how many words (of a filter windows) lie in each of as many
            equal steps between them.
        labels, tags: correlations with these, by name; `position`, `length` likewise; None where nothing varies.
        looks: of a head, the mean share of a word's look that goes to each of `activations.LOOKS`; else empty.
        looks_at: of a head, to words of each tag: that share, and the share of all words that have this tag.
        highest, lowest: places, the strongest first.
    """

    model: str
    part: str
    corpus: str
    sentences: int
    words: int
    tagger: str
    mean: float
    deviation: float
    low: float
    high: float
    counts: tuple[int, ...]
    labels: dict[str, float | None]
    tags: dict[str, float | None]
    position: float | None
    length: float | None
    looks: dict[str, float]
    looks_at: dict[str, tuple[float, float]]
    highest: tuple[Place, ...]
    lowest: tuple[Place, ...]

    @property
    def group(self) -> str:
        """The array in which it stands."""
        return split_part(self.part)[0]

    @property
    def number(self) -> int:
        """Its number in that array, from 0."""
        return split_part(self.part)[1]

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        plain = ("model", "part", "corpus", "sentences", "words", "tagger", "mean", "deviation", "low", "high")
        return {
            **{name: getattr(self, name) for name in plain},
            "counts": list(self.counts),
            "correlations": {
                "labels": self.labels, "tags": self.tags, "position": self.position, "length": self.length
            },
            "looks": self.looks,
            "looks_at": {tag: list(shares) for tag, shares in self.looks_at.items()},
            "highest": [place.as_json() for place in self.highest],
            "lowest": [place.as_json() for place in self.lowest],
        }  # fmt: skip


def unit(checkpoint: Checkpoint, part: str, corpus: Corpus | None = None, on_progress: Progress | None = None) -> Unit:
    """What one part of a model listens to.

    Args:
        part: its name, as in a trace, with its number: `layer1.forward.hidden[17]`, `filters3[12]`,
            `layer1.attention[3]`, `layer1.feedforward[40]`.
        corpus: the sentences; None: the shipped ones in the model's language.
        on_progress: called where an index has to be made first.
    Raises:
        BadInput: the name is not written so, or there is no such part.
        NotFound: the model has no such array.
        NotApplicable: the model reads pieces of words.
    """
    split_part(part)  # said before an index is made
    index = index_of(checkpoint, corpus, on_progress)
    given = own_corpus(checkpoint) if corpus is None else corpus
    group, number = index.find(part)
    columns = {name: column[number] for name, column in index.groups[group].items()}
    highest, lowest = (_places(checkpoint, given, group, number, columns, end) for end in ("high", "low"))
    looks = columns.get("looks", np.empty(0)).astype(float)
    low, high = (_short(one) for one in columns["range"].tolist())
    return Unit(
        checkpoint.reference, part, index.corpus, index.sentences, index.words, index.tagger,
        _short(float(columns["mean"])), _short(float(columns["deviation"])),
        low, high,
        tuple(columns["counts"].tolist()),
        _named(index.labels, columns["labels"]), _named(index.tags, columns["tags"]),
        _number(columns["position"]), _number(columns["length"]),
        {name: _short(share) for name, share in zip(LOOKS, looks[: len(LOOKS)].tolist(), strict=False)},
        {
            tag: (_short(share), index.tag_shares[at])
            for at, (tag, share) in enumerate(zip(index.tags, looks[len(LOOKS) :].tolist(), strict=False))
        },
        highest, lowest,
    )  # fmt: skip


def values_of(group: str, array: np.ndarray, number: int, words: int) -> np.ndarray:
    """What a part is at each word of a sentence, (words,), of its array (see `activations.parts_of`)."""
    if group.endswith(".attention"):
        return np.asarray(array[number].sum(0))
    column, width = array[:, number], width_of(group)
    if width == 1:
        return column
    return np.array([column[max(0, at - width + 1) : at + 1].max(initial=0) for at in range(words)])


def _places(
    checkpoint: Checkpoint, corpus: Corpus, group: str, number: int, columns: dict[str, np.ndarray], end: str
) -> tuple[Place, ...]:
    numbers = [int(one) for one in columns[f"{end}_sentences"] if one != NONE]
    if any(one >= len(corpus) for one in numbers):
        raise BadInput(
            f"The index of {checkpoint.reference} is of other sentences. "
            "Make it again with “python -m playground index”.",
            key="units-other-sentences",
            model=checkpoint.reference,
        )
    texts = divided_few(checkpoint, corpus, numbers)
    found = parts_of(checkpoint, texts) if texts else []
    return tuple(
        Place(
            sentence, corpus.texts[sentence], words, int(columns[f"{end}_words"][at]), width_of(group),
            float(columns[f"{end}_values"][at]),
            tuple(values_of(group, arrays[group], number, len(words)).tolist()), corpus.labels[sentence],
        )
        for at, (sentence, words, arrays) in enumerate(zip(numbers, texts, found, strict=True))
    )  # fmt: skip


def divided_few(checkpoint: Checkpoint, corpus: Corpus, numbers: Sequence[int]) -> list[tuple[str, ...]]:
    """The words of a few sentences that the model reads."""
    few = Corpus(
        corpus.name, corpus.sha256, tuple(corpus.texts[one] for one in numbers), ("",) * len(numbers),
        words=None if corpus.words is None else tuple(corpus.words[one] for one in numbers),
    )  # fmt: skip
    return list(divided(checkpoint, few)) if numbers else []


def _named(names: Sequence[str], values: np.ndarray) -> dict[str, float | None]:
    return {name: _number(value) for name, value in zip(names, values, strict=True)}


def _number(value: Any) -> float | None:
    return None if math.isnan(value) else _short(float(value))


def _short(value: float) -> float:
    return float(f"{value:.4g}")
