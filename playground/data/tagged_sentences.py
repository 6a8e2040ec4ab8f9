"""Sentences with a tag for every word, and the tags that there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from playground.errors import shown
from playground.tasks import UPOS

# The same in other spellings, and the tags of the Penn Treebank as English treebanks map them.
_SPELT = {"CONJ": "CCONJ", "PRT": "PART", ".": "PUNCT", "PNOUN": "PROPN", "PUNC": "PUNCT", "NUMBER": "NUM"}
_PENN = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ",
    "JJS": "ADJ", "LS": "X", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET",
    "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM",
    "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB",
    "VBZ": "VERB", "WDT": "DET", "WP": "PRON", "WP$": "PRON", "WRB": "ADV", ",": "PUNCT", ":": "PUNCT", "``": "PUNCT",
    "''": "PUNCT", "\"": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT", "(": "PUNCT", ")": "PUNCT", "HYPH": "PUNCT",
    "$": "SYM", "#": "SYM", "ADD": "X", "AFX": "X", "NFP": "PUNCT", "XX": "X",
}  # fmt: skip


@dataclass
class Sentences:
    """What was found: sentences that can be used, and the rows that keep others from it.

    Attributes:
        rows: the row in which each sentence begins.
        problems: row -> what is wrong with it, in a sentence.
        unusable: sentences with such rows.
    """

    texts: list[str] = field(default_factory=list)
    words: list[tuple[str, ...]] = field(default_factory=list)
    tags: list[tuple[str, ...]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)
    unusable: int = 0

    def renamed(self, renames: Mapping[str, str | None]) -> tuple[Sentences, int]:
        """The same with new names for tags, and how many sentences were left out since they hold a tag without one.

        Args:
            renames: tag -> its new name; None leaves out the sentences that hold it.
        """
        tags = [tuple(renames.get(tag, tag) for tag in sentence) for sentence in self.tags]
        kept = [at for at, sentence in enumerate(tags) if None not in sentence]
        new = Sentences(
            [self.texts[at] for at in kept],
            [self.words[at] for at in kept],
            [tuple(tag for tag in tags[at] if tag is not None) for at in kept],
            [self.rows[at] for at in kept],
            self.problems,
            self.unusable,
        )
        return new, len(tags) - len(kept)

    def add(self, text: str, words: Sequence[str], tags: Sequence[str], row: int, whole: bool) -> None:
        """Take a sentence, or count it where it is not whole."""
        if not whole:
            self.unusable += 1
        elif words:
            self.texts.append(text)
            self.words.append(tuple(words))
            self.tags.append(tuple(tags))
            self.rows.append(row)


def universal(tag: str, penn: bool) -> str | None:
    """The universal tag that a cell stands for, None for none."""
    bare = tag.strip().upper()
    if penn and bare in _PENN:
        return _PENN[bare]
    if bare in UPOS:
        return bare
    return _SPELT.get(bare)


def is_penn(cells: Iterable[str]) -> bool:
    """Whether the tags of a column are those of the Penn Treebank rather than the universal ones."""
    tags = {cell.strip().upper() for cell in cells if cell.strip()}
    return len(tags & set(_PENN)) > len(tags & (set(UPOS) | set(_SPELT)))


def word_problem(word: str, tag: str, known: str | None) -> str:
    """What is wrong with a word and its tag, "" for nothing.

    Args:
        known: the universal tag for which the tag stands, None for none.
    """
    if not word.strip():
        return "has no word"
    if known is None:
        return "has no tag" if tag in ("_", "") else f"has the tag {shown(tag)}, which is none of the 17"
    return ""
