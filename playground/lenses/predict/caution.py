"""When an answer says little about the text: there is no word in it, or none that the model has learnt.

A network always answers, also where it has nothing to go by; whoever shows the answer shows this beside it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from playground.text_language import letters_of_another

if TYPE_CHECKING:
    from playground.text import Vocabulary

FEW_KNOWN = 0.5  # of the words with letters; with more that are known the script is one that was learnt
LEARNT_SHARE = 0.01  # of a vocabulary's words, from which on a script counts as learnt


class ReadWord(Protocol):
    """A word of a text, with whether the model has learnt it and whether it was read."""

    @property
    def text(self) -> str: ...
    @property
    def known(self) -> bool: ...
    @property
    def read(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Caution:
    """Why an answer says little: a key, and the sentence in English."""

    key: str
    sentence: str

    def as_json(self) -> dict[str, str]:
        """As the command line and the HTTP API print it."""
        return asdict(self)


NO_WORDS = Caution("no-words", "There is no word in this text, so the answer says nothing about it.")
NO_KNOWN_WORD = Caution(
    "no-known-word", "The model knows none of the words of this text, so the answer says nothing about it."
)
LETTERS_ALONE = Caution(
    "no-known-word", "The model knows none of the words of this text; its answer goes by their letters alone."
)
OTHER_SCRIPT = Caution(
    "other-script",
    "Most of this text is written in a script that the model has not learnt, so the answer says nothing about it.",
)
JAPANESE = Caution(
    "other-script",
    "There are kana in this text, so it is Japanese, and the model has learnt none: the answer says nothing about it.",
)
NOT_SPLIT = Caution(
    "not-split",
    "The model learnt from texts that were split into words by spaces, and this one is not: it was read character by "
    "character. Split it first, for instance with jieba.",
)
NOT_SURE = Caution(
    "not-sure",
    "The model is not sure enough of this answer: it is to answer only where it is surer, so that it is seldom wrong.",
)
CAUTIONS = {
    "no-words": NO_WORDS,
    "no-known-word": NO_KNOWN_WORD,
    "letters-alone": LETTERS_ALONE,
    "other-script": OTHER_SCRIPT,
    "japanese": JAPANESE,
    "not-split": NOT_SPLIT,
    "not-sure": NOT_SURE,
}
"""By a name of their own, under which the page has them in its languages: two may share a key."""


def caution(words: Sequence[ReadWord], vocabulary: Vocabulary, unsplit: bool = False) -> Caution | None:
    """Why the answer to a text says little about it; None where the model knows enough of its words.

    Args:
        words: the words of the text.
        vocabulary: the model's. One that lists no words (a tokenizer of subwords) is taken to know every script.
        unsplit: whether the text is not split into words by spaces, and the model learnt from such.
    """
    if not words:
        return NO_WORDS
    if unsplit:
        return NOT_SPLIT
    spelt = [word for word in words if word.read and (word.text.isalpha() or any(map(str.isalpha, word.text)))]
    known = sum(word.known for word in spelt)
    if spelt and known / len(spelt) <= FEW_KNOWN:
        learnt = scripts_learnt(vocabulary)
        counted = Counter(script(letter) for word in spelt for letter in word.text if letter.isalpha())
        other = sum(count for name, count in counted.items() if name not in learnt)
        if learnt and 2 * other > counted.total():
            return OTHER_SCRIPT
    kana = letters_of_another(" ".join(word.text for word in words if word.read))
    if kana and not any(script(letter) in scripts_learnt(vocabulary) for letter in kana) and vocabulary.words:
        return JAPANESE
    if not any(word.known for word in words if word.read):
        return LETTERS_ALONE if vocabulary.letters else NO_KNOWN_WORD
    return None


def script(letter: str) -> str:
    """The script of a letter, as the first word of its Unicode name: LATIN, CJK, CYRILLIC, HIRAGANA …"""
    return unicodedata.name(letter, "").partition(" ")[0]


@lru_cache(maxsize=64)
def scripts_learnt(vocabulary: Vocabulary) -> frozenset[str]:
    """The scripts that a vocabulary has more than a few words of."""
    first = (next((letter for letter in word if letter.isalpha()), "") for word in vocabulary.words)
    counted = Counter(script(letter) for letter in first if letter)
    return frozenset(name for name, count in counted.items() if count >= LEARNT_SHARE * counted.total())
