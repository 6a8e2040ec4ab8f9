"""Examples as ids with their gold labels, ready for batches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from playground.data.examples import Examples, word_lists
from playground.errors import BadInput
from playground.models import Config
from playground.tasks import IGNORED
from playground.text import LETTERS_A_WORD, Vocabulary


@dataclass
class Encoded:
    """Examples as ids, one array a text: what `fit` reads."""

    words: list[np.ndarray]  # (words,) int32
    letters: list[np.ndarray] | None  # (words, 20) int32
    gold: list[Any]  # an index, or (words,) int64; or probabilities, (labels,) or (words, labels) float32
    lengths: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.lengths = [len(text) for text in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def __add__(self, other: Encoded) -> Encoded:
        letters = None if self.letters is None or other.letters is None else self.letters + other.letters
        return Encoded(self.words + other.words, letters, self.gold + other.gold)

    def blended(self, labels: int, soft_labels: Sequence[np.ndarray], share: float) -> Encoded:
        """These examples with probabilities for gold: so much of the lesson, the rest of the label itself.

        Args:
            labels: how many there are.
            lessons: (labels,) or (words, labels) for each example.
        """
        rows = np.eye(labels, dtype=np.float32)
        gold = [
            (share * soft + (1 - share) * rows[label]).astype(np.float32)
            for label, soft in zip(self.gold, soft_labels, strict=True)
        ]
        return Encoded(self.words, self.letters, gold)


def encode_examples(config: Config, vocabulary: Vocabulary, examples: Examples) -> Encoded:
    """Examples as ids; whole texts, however long.

    Raises:
        BadInput: a label is not among the config's.
    """
    index = {label: number for number, label in enumerate(config.labels)}
    gold: list[Any] = []
    for label in examples.labels:
        try:
            gold.append(np.array([index[tag] for tag in label]) if config.per_word else index[label])
        except KeyError as error:
            raise BadInput(
                f"{examples.name} has the label {error.args[0]}, which the model does not have. "
                f"Its labels are {', '.join(config.labels)}. Rename the label, or train a model of its own.",
                key="label-foreign",
                file=examples.name,
                label=error.args[0],
            ) from None
    return encode_texts(config, vocabulary, word_lists(examples), gold)


def encode_texts(config: Config, vocabulary: Vocabulary, texts: Iterable[Sequence[str]], gold: list[Any]) -> Encoded:
    """Texts, given as their words, as ids, with what is to be learnt of each."""
    words: list[np.ndarray] = []
    letters: list[np.ndarray] = []
    for text in texts:
        words.append(np.array(vocabulary.ids(text), dtype=np.int32))
        if config.letters:
            rows = np.zeros((len(text), LETTERS_A_WORD), dtype=np.int32)
            for row, word in enumerate(text):
                ids = vocabulary.letter_ids(word)
                rows[row, : len(ids)] = ids
            letters.append(rows)
    return Encoded(words, letters if config.letters else None, gold)


def blank_gold(shape: tuple[int, int], data: Encoded, config: Config) -> np.ndarray:
    """Gold labels of a batch of words before any is filled in."""
    if data.gold[0].ndim == 2:
        return np.zeros((*shape, len(config.labels)), dtype=np.float32)
    return np.full(shape, IGNORED, dtype=np.int64)
