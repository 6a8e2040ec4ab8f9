"""The words of a corpus as a vocabulary, and the vectors that their embeddings start from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from playground.data.examples import Examples, word_lists
from playground.errors import BadInput
from playground.models import Model
from playground.text import Vocabulary, normalise, unspaced

CARRIED_FROM = 20_000  # most frequent words, from which vectors of another kind are learnt to be carried over


def build_vocabulary(
    parts: Sequence[Examples],
    *,
    minimum_count: int = 2,
    most: int = 40_000,
    also: Sequence[str] = (),
    letters: bool = False,
) -> Vocabulary:
    """The words of the training examples that occur often enough, most frequent first, then those of `also` while
    there is room."""
    counts: Counter[str] = Counter()
    characters: Counter[str] = Counter()
    for examples in parts:
        for text in word_lists(examples):
            counts.update(normalise(word) for word in text)
            if letters:
                for word in text:
                    characters.update(word)
    found = [word for word, count in counts.most_common(most) if count >= minimum_count]
    taken = set(found)
    for word in also:
        if len(found) >= most:
            break
        if word not in taken:
            taken.add(word)
            found.append(word)
    return Vocabulary(
        found, tuple(sorted(letter for letter, count in characters.items() if count >= 2 and letter.isprintable()))
    )


def start_embeddings(model: Model, vocabulary: Vocabulary, words: Sequence[str], vectors: np.ndarray) -> int:
    """Put vectors learnt elsewhere under the words that both know; returns how many. Other words keep a small random
    start.

    Raises:
        BadInput: the vectors are not as long as the model's.
    """
    weight = model.word_embedding.weight
    if vectors.shape[1] != weight.shape[1]:
        raise BadInput(
            f"The vectors have {vectors.shape[1]} numbers, the model's embedding {weight.shape[1]}. They have to be "
            f"equal. "
            "Set the model's size to that of the vectors.",
            key="vectors-size",
            given=vectors.shape[1],
            allowed=weight.shape[1],
        )
    rows = {word: row for row, word in enumerate(words)}
    scale = 0.3 / max(float(vectors.std()), 1e-6)
    found = 0
    with torch.no_grad():
        weight.mul_(0.1)
        for number, word in enumerate(vocabulary.words, 2):
            row = rows.get(word)
            if row is not None:
                weight[number] = torch.from_numpy(vectors[row] * scale)
                found += 1
    return found


def widened(
    vocabulary: Vocabulary,
    parts: Sequence[Examples],
    *,
    minimum_count: int = 2,
    most: int = 40_000,
    also: Sequence[str] = (),
) -> Vocabulary:
    """A vocabulary with more words behind its own: what occurs in the examples often enough, most frequent first, then
    those of `also` while there is room."""
    there = set(vocabulary.words)
    new = build_vocabulary(parts, minimum_count=minimum_count, most=most).words
    words = dict.fromkeys(word for word in (*new, *also) if word not in there)
    room = max(0, most - len(vocabulary.words))
    return Vocabulary([*vocabulary.words, *list(words)[:room]], vocabulary.letters, vocabulary.lower)


def carried(
    known: Sequence[str], weight: Tensor, new: Sequence[str], words: Sequence[str], vectors: np.ndarray
) -> tuple[list[int], Tensor]:
    """Vectors for words that a model does not know, out of vectors that were learnt elsewhere and are of another kind.

    A linear map from those vectors to the model's embedding is fitted, by least squares, on the words that both know.

    Args:
        known, weight: the model's words and their embeddings, (words, size).
        new: words that it is to know.
        words, vectors: those learnt elsewhere, (words, any size).
    Returns:
        Which of the new words have a vector there, and what it is carried over to, (found, size).
    Source:
        Mikolov, Le, Sutskever 2013, https://arxiv.org/abs/1309.4168
    """
    rows = {word: row for row, word in enumerate(words)}
    both = [(at, rows[word]) for at, word in enumerate(known) if word in rows][:CARRIED_FROM]
    source = np.c_[vectors, np.ones(len(vectors), dtype=vectors.dtype)]
    target = weight.cpu().numpy()[[at for at, _ in both]]
    (mapping, *_) = np.linalg.lstsq(source[[row for _, row in both]], target, rcond=None)
    found = [at for at, word in enumerate(new) if word in rows]
    return found, torch.from_numpy(source[[rows[new[at]] for at in found]] @ mapping)


def read_vectors(path: str | Path, wanted: set[str] | None = None) -> tuple[list[str], np.ndarray]:
    """The words and vectors, (words, size) float32, of a GloVe- or word2vec-style text file; of `wanted` words only,
    if given.

    Raises:
        BadInput: a line is not a word and as many numbers as the first line has.
    """
    try:
        words, rows = _read_vector_lines(Path(path), wanted)
    except OSError as error:
        raise BadInput(
            f"The vectors {path} cannot be read ({error.strerror}). Name a text file of word vectors.",
            key="vectors-file",
        ) from None
    except ValueError:
        raise BadInput(
            f"{Path(path).name} is not a text file of word vectors: a word and its numbers on each line, in UTF-8. "
            "Name a GloVe or word2vec text file.",
            key="vectors-text",
            file=Path(path).name,
        ) from None
    if not rows and wanted and 2 * sum(map(unspaced, wanted)) > len(wanted):
        raise BadInput(
            f"Chinese text is read character by character, and {Path(path).name} has no vector for any single "
            "character of the training data, only for longer words. Name a file that has vectors of characters, or "
            "split the data into words (for instance with jieba) and say --pretokenized.",
            key="vectors-characters",
            file=Path(path).name,
        )
    if not rows:
        raise BadInput(
            f"{Path(path).name} has no vector for any word of the training data. Name another file of vectors.",
            key="vectors-none",
            file=Path(path).name,
        )
    return words, np.stack(rows)


def _read_vector_lines(path: Path, wanted: set[str] | None) -> tuple[list[str], list[np.ndarray]]:
    """The normalised words of a file of vectors, each once, and their vectors.

    Raises:
        ValueError, OSError: it is no text, or a number is none.
    """
    words: list[str] = []
    taken: set[str] = set()
    rows: list[np.ndarray] = []
    size = 0
    with open(path, encoding="utf-8", errors="strict") as lines:
        for number, line in enumerate(lines, 1):
            word, *numbers = line.rstrip("\n").rstrip(" ").split(" ")
            if number == 1 and len(numbers) == 1 and word.isdigit():
                continue  # word2vec's header: how many, how long
            size = size or len(numbers)
            while len(numbers) > size and not _is_number(numbers[0]):
                word = f"{word} {numbers.pop(0)}"  # GloVe's largest file has words such as ". . ."
            if len(numbers) != size or not 1 <= size <= 2_048:
                raise _uneven_line(path, number, len(numbers), size)
            key = normalise(word)
            if key not in taken and (wanted is None or key in wanted):  # frequent ones come first: "the", then "The"
                taken.add(key)
                row = np.array(numbers, dtype=np.float32)
                if not np.isfinite(row).all():
                    raise ValueError
                words.append(key)
                rows.append(row)
    return words, rows


def _uneven_line(path: Path, line: int, given: int, size: int) -> BadInput:
    return BadInput(
        f"Line {line} of {path.name} has {given} numbers, the first one {size}. "
        "Each line has to hold a word and equally many numbers (GloVe or word2vec text). "
        "Mend or remove the line.",
        key="vectors-line",
        line=line,
        file=path.name,
    )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
