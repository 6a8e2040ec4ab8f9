"""A text that is being edited: its steps, what can be undone, and where each word comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from playground.lenses.edit.rewrite import Change, apply_changes
from playground.text import words

KEPT_STEPS = 60
TYPED = 200  # characters that may stand in place of a word

Origins = tuple[int | None, ...]


@dataclass(frozen=True)
class Step:
    """A text on the way: of each word the word of the bar's text that it was, and what was done to get here."""

    text: str
    origins: Origins
    deed: str = "begin"  # or replace, delete, swap, try
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Draft:
    """A text that is being edited, from `original`, the bar's text."""

    original: str = ""
    steps: tuple[Step, ...] = (Step("", ()),)
    at: int = 0
    picked: int | None = None  # a word of the text as it is now
    looked: str = ""  # the long text for which edits were asked for

    @property
    def now(self) -> Step:
        return self.steps[self.at]

    @property
    def place(self) -> int | None:
        """The picked word's place in the bar's text; None where nothing is picked, or the word is a new one."""
        return None if self.picked is None else self.now.origins[self.picked]

    def of(self, text: str) -> Draft:
        """The draft of the bar's text; one that has become the bar's text keeps its history."""
        if text == self.original:
            return self
        if text != self.now.text:
            return Draft(text, (Step(text, tuple(range(len(words(text))))),))
        place = {origin: at for at, origin in enumerate(self.now.origins) if origin is not None}
        steps = tuple(
            replace(step, origins=tuple(None if one is None else place.get(one) for one in step.origins))
            for step in self.steps
        )
        here = replace(self.now, origins=tuple(range(len(self.now.origins))))
        return replace(self, original=text, steps=(*steps[: self.at], here, *steps[self.at + 1 :]))

    def changed(self, given: object) -> Draft:
        """The draft after a deed: `{"deed": …, "word": …, "from": …, "value": …}`.

        `pick` a word; `replace` it by a value, `delete` it, `swap` it with the next one; `try` a text; `undo`, `redo`,
        `go` to a step; `look` for edits of a long text. `from` is what the visitor took the word for.
        """
        if not isinstance(given, Mapping):
            return self
        deed, word, value = given.get("deed"), given.get("word"), given.get("value")
        if deed == "undo":
            return self._gone(self.at - 1)
        if deed == "redo":
            return self._gone(self.at + 1)
        if deed == "go":
            return self._gone(value) if type(value) is int else self
        if deed == "look":
            return replace(self, looked=self.original)
        if deed == "try" and isinstance(value, str):
            return self._tried(value)
        found = words(self.now.text)
        if type(word) is not int or not 0 <= word < len(found) or found[word].text != given.get("from"):
            return self
        if deed == "pick":
            return replace(self, picked=word)
        if deed == "replace" and isinstance(value, str):
            return self._replaced(word, " ".join(value.split())[:TYPED])
        if deed == "delete":
            return self._deleted(word)
        return self._swapped(word) if deed == "swap" else self

    def _gone(self, at: int) -> Draft:
        if not 0 <= at < len(self.steps):
            return self
        return replace(self, at=at, picked=self._found_again(self.steps[at]))

    def _found_again(self, step: Step) -> int | None:
        """Where the picked word stands in another step, as far as it comes from the same word."""
        return None if self.place is None or self.place not in step.origins else step.origins.index(self.place)

    def _stepped(self, step: Step, picked: int | None) -> Draft:
        if step.text == self.now.text:
            return replace(self, picked=picked)
        steps = (*self.steps[: self.at + 1], step)
        steps = (steps[0], *steps[1:][-(KEPT_STEPS - 1) :])
        kept = picked if picked is not None and picked < len(step.origins) else None
        return replace(self, steps=steps, at=len(steps) - 1, picked=kept)

    def _replaced(self, at: int, value: str) -> Draft:
        if not value:
            return self._deleted(at)
        word = words(self.now.text)[at]
        text = self.now.text[: word.start] + value + self.now.text[word.end :]
        return self._stepped(Step(text, self._traced(text), "replace", word.text, value), at)

    def _deleted(self, at: int) -> Draft:
        word = words(self.now.text)[at]
        text = apply_changes(self.now.text, [Change(at, word.text, None)])
        if text is None:
            text = f"{self.now.text[: word.start].rstrip()} {self.now.text[word.end :].lstrip()}"
            origins = self._traced(text)
        else:
            origins = self.now.origins[:at] + self.now.origins[at + 1 :]
        return self._stepped(Step(text, origins, "delete", word.text), min(at, len(origins) - 1) if origins else None)

    def _swapped(self, at: int) -> Draft:
        found, text = words(self.now.text), self.now.text
        if at + 1 >= len(found):
            return self
        left, right = found[at], found[at + 1]
        made = text[: left.start] + right.text + text[left.end : right.start] + left.text + text[right.end :]
        order = [one.text for one in (*found[:at], right, left, *found[at + 2 :])]
        if [one.text for one in words(made)] == order:
            origins = list(self.now.origins)
            origins[at], origins[at + 1] = origins[at + 1], origins[at]
        else:
            origins = list(self._traced(made))
        follows = at + 1 if self.picked == at else at if self.picked == at + 1 else self.picked
        return self._stepped(Step(made, tuple(origins), "swap", left.text, right.text), follows)

    def _tried(self, text: str) -> Draft:
        """A suggested text, which is an edit of the bar's text and not of the draft."""
        origins = traced([one.text for one in words(self.original)], [one.text for one in words(text)])
        step = Step(text, origins, "try")
        return self._stepped(step, self._found_again(step))

    def _traced(self, text: str) -> Origins:
        told = traced([one.text for one in words(self.now.text)], [one.text for one in words(text)])
        return tuple(None if one is None else self.now.origins[one] for one in told)


def traced(old: Sequence[str], new: Sequence[str]) -> Origins:
    """Of each new word the old word that it was or that it stands in place of; None for one that was put in."""
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    ends = 0
    while ends < min(len(old), len(new)) - same and old[-1 - ends] == new[-1 - ends]:
        ends += 1
    origins: list[int | None] = [*range(same), *[None] * (len(new) - same)]
    for at in range(1, ends + 1):
        origins[-at] = len(old) - at
    matcher = SequenceMatcher(None, old[same : len(old) - ends], new[same : len(new) - ends], autojunk=False)
    for kind, low, high, first, last in matcher.get_opcodes():
        if kind in ("equal", "replace"):
            for at in range(min(high - low, last - first)):
                origins[same + first + at] = same + low + at
    return tuple(origins)
