"""Edits that a person might make, beside negations: a degree made stronger or weaker, and another word of the same tag.

A shipped tagger of the text's language says what the words are, and reads each changed text again: only where every
word that stays, and the word in a replaced one's place, has the tag that it had is the change one of these.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from playground.checkpoints import load, shipped
from playground.lenses.edit.intensity import Way, intensities
from playground.lenses.edit.rewrite import position_after
from playground.lenses.edit.same_tag import same_tag_words
from playground.lenses.predict.predict import predict
from playground.text_language import language_of

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

MOST = {"intensify": 1, "same_tag": 2}  # of each kind in an answer, each at another word
RETAGGED = 24  # changed texts that the tagger reads


class NaturalEdits:
    """The edits of one text, and what a tagger says of it; without one only degrees, as they stand in lists."""

    def __init__(self, text: str) -> None:
        self.text = text
        reference = next(iter(shipped("pos", language_of(text))), None)
        self.tagger: Checkpoint | None = load(reference) if reference else None
        self.tags = predict(self.tagger, text).tags if self.tagger else None

    def ways(self) -> Iterator[tuple[str, list[Way]]]:
        """The kinds, and the changes of each that might be made."""
        yield "intensify", intensities(self.text, self.tags)
        yield "same_tag", same_tag_words(self.text, self.tags) if self.tags else []

    def fitting(self, kind: str, ranked: Sequence[tuple[float, Way, str]]) -> list[tuple[Way, str]]:
        """The first of the ranked changes, each at another word, that leave the sentence one.

        Args:
            ranked: how far the answer moves, the changes, and the changed text; the best first.
        """
        found: dict[int, tuple[Way, str]] = {}
        for _, changes, text in ranked[:RETAGGED]:
            place = changes[-1].word
            if place not in found and self._fits(changes, text):
                found[place] = changes, text
            if len(found) == MOST[kind]:
                break
        return list(found.values())

    def _fits(self, changes: Way, text: str) -> bool:
        """Whether every word that is still there has the tag that it had."""
        if self.tagger is None or self.tags is None:
            return True
        after = predict(self.tagger, text).tags or ()
        places = [(at, position_after(at, changes)) for at in range(len(self.tags))]
        return all(now is None or self.tags[at] == after[now] for at, now in places)
