"""Words out of characters: a model that tags characters says with each tag whether a word begins there.

Its tags are those of words behind `B-` (a word begins) or `I-` (it goes on): B-NOUN, I-NOUN, … . What one model calls a
character is a word of the axis that all models share (`playground.text`): a Han character, a number, a word in Latin
letters. Pure functions; nothing here knows about models or checkpoints.

Decisions:
- A word begins where the most probable tag says so, and besides at the beginning of a text, behind a space, and behind
  what was not read: no tag can join what does not touch.
- The tag of a word is the X with the highest product of P(B-X) at its first and P(I-X) at each further character, so
  that characters that do not agree still make one word with one tag. Its score is the mean of these probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import numpy as np

BEGINS, GOES_ON = "B-", "I-"
LEAST = 1e-30  # of a probability, so that its logarithm is a number


class Placed(Protocol):
    """What stands in a text from `start` up to `end`, counted in Python characters."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Span(NamedTuple):
    """A word that characters make: where it stands, its tag, and how probable that is, a mean over its characters."""

    start: int
    end: int
    text: str
    tag: str
    score: float

    def as_json(self) -> dict[str, Any]:
        """As a prediction holds it."""
        return self._asdict()


def makes_words(labels: Sequence[str]) -> bool:
    """Whether the labels of a model are those of characters that make words."""
    return any(label.startswith(BEGINS) for label in labels) and all(
        label[:2] in (BEGINS, GOES_ON) and len(label) > 2 for label in labels
    )


def kinds(labels: Sequence[str]) -> list[str]:
    """The tags that words can have, in the order of the labels."""
    return list(dict.fromkeys(label[2:] for label in labels))


def spans(text: str, words: Sequence[Placed], labels: Sequence[str], probabilities: np.ndarray) -> list[Span]:
    """The words that the characters of a text make, in reading order; what was not read is in none.

    Args:
        words: where each character stands.
        labels: B-X or I-X, in the order of the probabilities.
        probabilities: (characters, labels), 0-1; NaN in the rows of those that were not read.
    """
    found: list[Span] = []
    for characters in characters_of_words(words, labels, probabilities):
        start, stop = words[characters[0]].start, words[characters[-1]].end
        best, shares = word_shares(labels, probabilities, characters)
        found.append(Span(start, stop, text[start:stop], kinds(labels)[best], float(shares[best])))
    return found


def characters_of_words(words: Sequence[Placed], labels: Sequence[str], probabilities: np.ndarray) -> list[range]:
    """Of each word that the characters of a text make, the numbers of its characters; arguments as of `spans`."""
    begins = np.array([label.startswith(BEGINS) for label in labels])
    found: list[range] = []
    for at, row in enumerate(probabilities):
        if np.isnan(row).any():
            continue
        joins = found and found[-1].stop == at and words[at - 1].end == words[at].start and not begins[row.argmax()]
        if joins:
            found[-1] = range(found[-1].start, at + 1)
        else:
            found.append(range(at, at + 1))
    return found


def word_shares(labels: Sequence[str], probabilities: np.ndarray, characters: Sequence[int]) -> tuple[int, np.ndarray]:
    """The tag of a word whose characters are given, an index into `kinds`; and how probable each tag is there, a mean
    over the characters, (kinds,).

    The model need not have joined them itself: asked is which tag these characters have as one word.
    """
    own = by_kind(labels, probabilities[list(characters)])
    inside = range(len(own[0]))
    return best_kind(own, inside), np.asarray(rows_of(own, inside).mean(0))


def word_odds(labels: Sequence[str], probabilities: np.ndarray, characters: Sequence[int]) -> np.ndarray:
    """How probable each tag is for a word whose characters are given: the product over them, divided so that all tags
    add up to 1, (kinds,). The largest is the tag that `word_shares` names."""
    own = by_kind(labels, probabilities[list(characters)])
    logs = np.log(np.maximum(rows_of(own, range(len(own[0]))), LEAST)).sum(0)
    powers = np.exp(logs - logs.max())
    return np.asarray(powers / powers.sum())


def word_logits(labels: Sequence[str], logits: np.ndarray, characters: Sequence[int]) -> np.ndarray:
    """The logits of the tags of a word whose characters are given: of each tag X the sum of the logits of B-X at its
    first character and of I-X at each further one.

    What the softmax divides by at a character is the same for all tags, so the largest of these sums belongs to the tag
    that `word_shares` names.

    Args:
        logits: (..., characters of the text, labels).
    Returns:
        (..., kinds), as precise as the logits.
    """
    never = np.full_like(logits[..., :1], np.log(LEAST))
    every = np.concatenate([logits, never], -1)  # (..., characters, labels and none)
    columns = label_columns(labels, len(characters))
    return np.sum([every[..., at, own] for at, own in zip(characters, columns, strict=True)], 0)


def label_columns(labels: Sequence[str], count: int) -> np.ndarray:
    """Which label each tag of a word has at each of its characters, (count, kinds) int64: the number of B-X at the
    first, of I-X at each further one; the number of labels where there is no such label."""
    numbers = {label: at for at, label in enumerate(labels)}
    missing, tags = len(labels), kinds(labels)
    rows = [[numbers.get(f"{GOES_ON if at else BEGINS}{tag}", missing) for tag in tags] for at in range(count)]
    return np.array(rows, np.int64)


def best_kind(scores: np.ndarray, characters: Sequence[int]) -> int:
    """The tag with the highest product of probabilities over the characters of a word: an index into `kinds`.

    Args:
        scores: as `by_kind` gives it.
        characters: indices of the word's characters, the first one first.
    """
    return int(np.log(np.maximum(rows_of(scores, characters), LEAST)).sum(0).argmax())


def by_kind(labels: Sequence[str], probabilities: np.ndarray) -> np.ndarray:
    """Probabilities of characters by what they do and by tag, (2, characters, kinds): B-X, then I-X; 0 where there is
    no such label."""
    tags = kinds(labels)
    found = np.zeros((2, len(probabilities), len(tags)))
    for at, label in enumerate(labels):
        found[int(label.startswith(GOES_ON)), :, tags.index(label[2:])] = probabilities[:, at]
    return found


def rows_of(scores: np.ndarray, characters: Sequence[int]) -> np.ndarray:
    """P(B-X) of a word's first character, then P(I-X) of each further one: (characters of the word, kinds)."""
    rows = scores[1, list(characters)]
    rows[0] = scores[0, characters[0]]
    return np.asarray(rows)
