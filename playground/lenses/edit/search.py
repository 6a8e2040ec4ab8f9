"""A search for edits of a text: what is asked, how near an edited text comes to the answer aimed at, and its records.

The answer is that of the text, that of one word, or the tag of a word which tagged characters make; what is asked about
stays as it is. Which edits are tried stands in `edit.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.lenses.edit.rewrite import Change, apply_changes, position_after
from playground.lenses.predict.asked_word import answer
from playground.lenses.predict.predict import Prediction, predict, probabilities
from playground.lenses.predict.spans import kinds, word_odds
from playground.models.config import SPACES

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

WORDS_A_REPORT = 4_096  # in edited texts that are read between two reports of how far the search is

Changes = tuple[Change, ...]
OnTried = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed text, and the answer to it."""

    kind: str  # replace, delete, negate, intensify or same_tag
    changes: Changes
    text: str
    after: Prediction
    word: int | None  # where the word asked about stands in `text`; None for an answer a text
    flips: bool  # whether the answer is another one (the target, where one was given)
    characters: tuple[int, ...] = ()  # of that word, where it is one that characters make

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "kind": self.kind,
            "changes": [change.as_json() for change in self.changes],
            "text": self.text,
            "after": self.after.as_json(),
            "word": self.word,
            "flips": self.flips,
            **_span(self.after, self.characters),
        }


@dataclass(frozen=True, slots=True)
class Edits:
    """What would change a model's answer to a text, at most three replacements, a deletion, and of natural ones
    a negation, a degree and two words of the same tag."""

    model: str
    text: str
    word: int | None  # whose tag is asked about; None for an answer a text
    target: str | None  # the answer aimed at; None: any other one
    before: Prediction
    edits: tuple[Edit, ...]
    characters: tuple[int, ...] = ()  # of the word asked about, where it is one that characters make

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "model": self.model,
            "text": self.text,
            "word": self.word,
            "target": self.target,
            "before": self.before.as_json(),
            "edits": [edit.as_json() for edit in self.edits],
            **_span(self.before, self.characters),
        }


def _span(prediction: Prediction, characters: Sequence[int]) -> dict[str, Any]:
    """Where a word that characters make stands; nothing where none is asked about."""
    if not characters:
        return {}
    start, end = prediction.words[characters[0]].start, prediction.words[characters[-1]].end
    return {"span": {"start": start, "end": end, "text": prediction.text[start:end]}}


class Search:
    """A search for edits: the text, the answer to it, and how near another text comes to the answer aimed at."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        before: Prediction,
        word: int | None,
        target: str | None,
        characters: tuple[int, ...] = (),
    ) -> None:
        self.checkpoint = checkpoint
        self.before = before
        self.text = before.text
        self.word = word
        self.characters = characters
        self.asked: tuple[int, ...] = characters or (() if word is None else (word,))  # they stay as they are
        self.names = tuple(kinds(before.labels)) if characters else before.labels
        self.target = target
        self.on_tried: OnTried | None = None
        self.tried = 0
        self.words = [one.text for one in before.words]
        self.split_at_spaces = checkpoint.config.tokenisation == SPACES and not checkpoint.unsplit(before.text)
        self.read = min(len(self.words), checkpoint.config.max_words)
        self.before_label = answer(before, characters or word)
        row = self._row(before.probabilities, self.asked)
        self.away = int(row.argmax())
        others = [at for at in np.argsort(-row).tolist() if at != self.away]
        self.toward = others[0] if target is None else self.names.index(target)

    def _row(self, probabilities: np.ndarray, asked: Sequence[int]) -> np.ndarray:
        """How probable each answer is: of a text, of a word, or of the characters of one; NaN where it was not read."""
        if not asked:
            return probabilities
        if not self.characters or np.isnan(probabilities[list(asked)]).any():
            return np.asarray(probabilities[asked[0]] if not self.characters else np.full(len(self.names), np.nan))
        return word_odds(self.before.labels, probabilities, asked)

    def _asked_after(self, changes: Changes) -> tuple[int, ...] | None:
        """Where what is asked about stands after the changes; None where it is taken apart."""
        after = [position_after(at, changes) for at in self.asked]
        places = tuple(at for at in after if at is not None)
        return places if places == tuple(range(min(places, default=0), min(places, default=0) + len(after))) else None

    def gains(self, proposals: Sequence[Changes]) -> list[tuple[float, str] | None]:
        """How probable the answer aimed at is with each of these changes, and the text; None where there is no such
        text.

        A proposal that flips the answer comes before every one that does not: it gets 1 more.
        """
        texts = [self._edited_text(changes) for changes in proposals]
        there = [at for at, text in enumerate(texts) if text is not None]
        divide = self.checkpoint.divide
        rows = self._probabilities([[word.text for word in divide(str(texts[at]))] for at in there])
        gains: list[tuple[float, str] | None] = [None] * len(proposals)
        for at, row in zip(there, rows, strict=True):
            places = self._asked_after(proposals[at])
            row = row if places is None else self._row(row, places)
            if places is None or np.isnan(row).any():
                continue
            aimed = row[self.toward] if self.target is not None else 1 - row[self.away]
            gains[at] = float(aimed) + float(self._flips(int(row.argmax()))), str(texts[at])
        return gains

    def _probabilities(self, texts: Sequence[Sequence[str]]) -> list[np.ndarray]:
        """The probabilities of edited texts, some at a time."""
        found: list[np.ndarray] = []
        some = max(1, WORDS_A_REPORT // len(self.words))
        for start in range(0, len(texts), some):
            if self.on_tried:
                self.on_tried(self.tried)
            found += probabilities(self.checkpoint, texts[start : start + some])
            self.tried += len(texts[start : start + some])
        return found

    def _edited_text(self, changes: Changes) -> str | None:
        """The text with these changes; None where it cannot be, or would change the word that is asked about."""
        if any(change.word in self.asked and change.old is not None for change in changes):
            return None
        made = apply_changes(self.text, changes, self.checkpoint.divide)
        return made if made is not None and self.checkpoint.divide(made) else None

    def _flips(self, label: int) -> bool:
        """Whether this answer is the one aimed at, or any other one than before."""
        return label == self.toward if self.target is not None else label != self.away

    def verify(self, kind: str, changes: Changes, text: str) -> Edit:
        """The edit, with a prediction of its own text and of nothing else beside it."""
        after = predict(self.checkpoint, text)
        place = None if self.word is None else position_after(self.word, changes)
        characters = (self._asked_after(changes) or ()) if self.characters else ()
        new_answer = answer(after, characters or place)
        flips = new_answer is not None and self._flips(self.names.index(new_answer))
        return Edit(kind, changes, text, after, place, flips, characters)

    def record(self, edits: Iterable[Edit]) -> Edits:
        """The answer of this lens, with these edits."""
        aimed = self.names[self.toward] if self.target is None and len(self.names) == 2 else self.target
        return Edits(self.checkpoint.reference, self.text, self.word, aimed, self.before, tuple(edits), self.characters)
