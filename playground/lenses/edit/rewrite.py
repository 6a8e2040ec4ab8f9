"""Changes of a text word by word: the edited string.

A changed text is a string again and is divided into words anew. Where that does not give the words that were meant
("ca" without its "n't" glued to the next word), there is no such text: `apply_changes` returns None. Nothing here knows
about models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from playground.text import Word, unspaced, words

Divide = Callable[[str], Sequence[Word]]


class Change(NamedTuple):
    """One word replaced, taken out (`new` is None) or put in (`old` is None).

    `word` counts the words of the text as it was, from 0; a word that is put in stands before the word of its number.
    """

    word: int
    old: str | None
    new: str | None

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {"word": self.word, "from": self.old, "to": self.new}


def apply_changes(text: str, changes: Sequence[Change], divide: Divide = words) -> str | None:
    """The text with these changes and no other ones; None where it would not be read as the words that are meant.

    What stands between the words stays; a word that is taken out takes the space before it along, and the text begins
    as it began.

    Args:
        divide: a text into its words, as its reader does.
    """
    found = divide(text)
    inserted = {change.word: change.new for change in changes if change.old is None}
    replaced = {change.word: change.new for change in changes if change.old is not None}
    pieces: list[tuple[str, str]] = []  # what stands before a word, and the word
    for number, (gap, word) in enumerate(_with_gaps(text, found)):
        before = gap if pieces else text[: found[0].start]
        added = inserted.get(number)
        if added is not None:
            space = "" if unspaced(added) else " "
            pieces.append((before if not pieces or (before and not space) else space, added))
            before = (gap if space else "") if len(pieces) > 1 else space
        new = replaced.get(number, word)
        if new is None:
            continue
        if (
            pieces
            and not before
            and number - 1 in replaced
            and replaced[number - 1] is None
            and _would_join(pieces[-1][1], new)
        ):
            before = " "
        pieces.append((before, new))
    last = inserted.get(len(found))
    if last is not None:
        pieces.append((" " if pieces and not unspaced(last) else "", last))
    edited = "".join(gap + word for gap, word in pieces) + (text[found[-1].end :] if found else text)
    return edited if [word.text for word in divide(edited)] == [word for _, word in pieces] else None


def _with_gaps(text: str, found: Sequence[Word]) -> Iterator[tuple[str, str]]:
    """What stands before each word, and the word."""
    at = 0
    for word in found:
        yield text[at : word.start], word.text
        at = word.end


def _would_join(left: str, right: str) -> bool:
    """Whether two words would become one without a space."""
    if unspaced(left[-1:]) or unspaced(right[:1]):
        return False
    return left[-1:].isalnum() and (right[:1].isalnum() or right[:1] in "'’")


def position_after(place: int, changes: Sequence[Change]) -> int | None:
    """Where a word stands after the changes; None where it was taken out."""
    if any(change.word == place and change.old is not None and change.new is None for change in changes):
        return None
    added = sum(change.old is None and change.word <= place for change in changes)
    removal = sum(change.new is None and change.word < place for change in changes)
    return place + added - removal


def match_case(word: str, like: str) -> str:
    """A lower-case word written the way another one is: The -> A, THE -> ALL."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
