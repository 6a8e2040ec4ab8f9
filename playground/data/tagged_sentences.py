"""Sentences with a tag for every word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from playground.errors import shown

PROBLEMS_KEPT = 10  # sentences about rows; the others are counted


@dataclass
class Sentences:
    """What was found: sentences that can be used, and the rows that keep others from it.

    Attributes:
        rows: the row in which each sentence begins.
        problems: row -> what is wrong with it, in a sentence; of the first PROBLEMS_KEPT rows.
        bad_rows: how many rows there are with which something is wrong.
        unusable: sentences with such rows.
        joined: sentences that begin without an empty row before them.
    """

    texts: list[str] = field(default_factory=list)
    words: list[tuple[str, ...]] = field(default_factory=list)
    tags: list[tuple[str, ...]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)
    bad_rows: int = 0
    unusable: int = 0
    joined: int = 0

    def note(self, row: int, problem: str) -> None:
        """Note what is wrong with a row."""
        self.bad_rows += 1
        if len(self.problems) < PROBLEMS_KEPT:
            self.problems[row] = f"Row {row} {problem}."

    def renamed(self, renames: Mapping[str, str | None]) -> tuple[Sentences, int]:
        """The same with new names for tags, and how many sentences were left out since they hold a tag without one.

        Args:
            renames: tag -> its new name; None leaves out the sentences that hold it.
        """
        if not renames:
            return self, 0
        new = Sentences([], [], [], [], self.problems, self.bad_rows, self.unusable, self.joined)
        for text, words, tags, row in zip(self.texts, self.words, self.tags, self.rows, strict=True):
            named = [name for tag in tags if (name := renames.get(tag, tag)) is not None]
            if len(named) == len(tags):
                new.add(text, words, named, row, whole=True)
        return new, len(self.texts) - len(new.texts)

    def add(self, text: str, words: Sequence[str], tags: Sequence[str], row: int, whole: bool) -> None:
        """Take a sentence, or count it where it is not whole."""
        if not whole:
            self.unusable += 1
        elif words:
            named = tuple(tags)
            self.texts.append(words[0] if text == words[0] else text)  # one string in memory where both are the same
            self.words.append(tuple(words))
            self.tags.append(self.tags[-1] if self.tags and self.tags[-1] == named else named)
            self.rows.append(row)


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
