"""A text that is being edited: its steps, what can be undone, and where each word comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from playground.lenses.edit.rewrite import Change, apply_changes
from playground.text import words

MOST_STEPS = 60
REPLACEMENT_CHARACTERS = 200  # characters that may stand in place of a word

WordOrigins = tuple[int | None, ...]


@dataclass(frozen=True)
class Step:
    """A text on the way: of each word the word of the bar's text that it was, and what was done to get here."""

    text: str
    origins: WordOrigins
    action: str = "begin"  # or replace, delete, swap, try
    old: str = ""
    new: str = ""
    word: int | None = None  # of the text before, to which it was done


@dataclass(frozen=True)
class Draft:
    """A text that is being edited, from `original`, the bar's text."""

    original: str = ""
    steps: tuple[Step, ...] = (Step("", ()),)
    at: int = 0
    picked: int | None = None  # a word of the text as it is now
    searched_text: str = ""  # the long text for which edits were asked for

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
        """The draft after an action: `{"action": …, "word": …, "from": …, "value": …}`.

        `pick` a word; `replace` it by a value, `delete` it, `swap` it with the next one; `try` a text; `undo`, `redo`,
        `go` to a step; `look` for edits of a long text. `from` is what the visitor took the word for.
        """
        if not isinstance(given, Mapping):
            return self
        action, word, value = given.get("action"), given.get("word"), given.get("value")
        if action == "undo":
            return self._at_step(self.at - 1)
        if action == "redo":
            return self._at_step(self.at + 1)
        if action == "go":
            return self._at_step(value) if type(value) is int else self
        if action == "look":
            return replace(self, searched_text=self.original)
        if action == "try" and isinstance(value, str):
            return self._with_suggestion(value)
        found = words(self.now.text)
        if type(word) is not int or not 0 <= word < len(found) or found[word].text != given.get("from"):
            return self
        if action == "pick":
            return replace(self, picked=word)
        if action == "replace" and isinstance(value, str):
            return self._replaced(word, " ".join(value.split())[:REPLACEMENT_CHARACTERS])
        if action == "delete":
            return self._deleted(word)
        return self._swapped(word) if action == "swap" else self

    def address(self) -> dict[str, object]:
        """The parts of an address that bring the draft back: what was done since the bar's text, and the word picked.

        `edits` is JSON, a list a step: the action, its word and its value, or the text of a suggestion; at last how
        many of them were undone.
        """
        first = max((at for at in range(self.at + 1) if self.steps[at].text == self.original), default=0)
        done = [_as_list(step) for step in self.steps[first + 1 :]]
        undone = len(self.steps) - 1 - self.at
        done += [["undo", undone]] if undone else []
        written = json.dumps(done, ensure_ascii=False, separators=(",", ":")) if done else ""
        return {"edits": written, "word": self.picked}

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> Draft:
        """The draft that an address asks for; what makes no sense is as if it were not there."""
        draft = cls().of(query.get("text", ""))
        try:
            done = json.loads(query.get("edits") or "[]")
        except (ValueError, RecursionError):
            done = []
        for one in done[:MOST_STEPS] if isinstance(done, list) else []:
            draft = draft._again(one)
        word = query.get("word", "")
        number = int(word) if word.isdecimal() and len(word) < 6 else len(draft.now.origins)
        return replace(draft, picked=number) if number < len(draft.now.origins) else draft

    def _again(self, done: object) -> Draft:
        """The draft after a step of an address."""
        if not isinstance(done, list) or len(done) < 2:
            return self
        action, given, *value = done
        if action == "undo" and type(given) is int:
            return self._at_step(self.at - given)
        if action == "try":
            return self.changed({"action": action, "value": given})
        found = words(self.now.text)
        if type(given) is not int or not 0 <= given < len(found):
            return self
        return self.changed(
            {"action": action, "word": given, "from": found[given].text, "value": value[0] if value else ""}
        )

    def _at_step(self, at: int) -> Draft:
        if not 0 <= at < len(self.steps):
            return self
        return replace(self, at=at, picked=self._picked_in(self.steps[at]))

    def _picked_in(self, step: Step) -> int | None:
        """Where the picked word stands in another step, as far as it comes from the same word."""
        return None if self.place is None or self.place not in step.origins else step.origins.index(self.place)

    def _with_step(self, step: Step, picked: int | None) -> Draft:
        if step.text == self.now.text:
            return replace(self, picked=picked)
        steps = (*self.steps[: self.at + 1], step)
        steps = (steps[0], *steps[1:][-(MOST_STEPS - 1) :])
        kept = picked if picked is not None and picked < len(step.origins) else None
        return replace(self, steps=steps, at=len(steps) - 1, picked=kept)

    def _replaced(self, at: int, value: str) -> Draft:
        if not value:
            return self._deleted(at)
        word = words(self.now.text)[at]
        text = self.now.text[: word.start] + value + self.now.text[word.end :]
        return self._with_step(Step(text, self._origins_in(text), "replace", word.text, value, at), at)

    def _deleted(self, at: int) -> Draft:
        word = words(self.now.text)[at]
        text = apply_changes(self.now.text, [Change(at, word.text, None)])
        if text is None:
            text = f"{self.now.text[: word.start].rstrip()} {self.now.text[word.end :].lstrip()}"
            origins = self._origins_in(text)
        else:
            origins = self.now.origins[:at] + self.now.origins[at + 1 :]
        step = Step(text, origins, "delete", word.text, word=at)
        return self._with_step(step, min(at, len(origins) - 1) if origins else None)

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
            origins = list(self._origins_in(made))
        follows = at + 1 if self.picked == at else at if self.picked == at + 1 else self.picked
        return self._with_step(Step(made, tuple(origins), "swap", left.text, right.text, at), follows)

    def _with_suggestion(self, text: str) -> Draft:
        """A suggested text, which is an edit of the bar's text and not of the draft."""
        origins = word_origins([one.text for one in words(self.original)], [one.text for one in words(text)])
        step = Step(text, origins, "try")
        return self._with_step(step, self._picked_in(step))

    def _origins_in(self, text: str) -> WordOrigins:
        found = word_origins([one.text for one in words(self.now.text)], [one.text for one in words(text)])
        return tuple(None if one is None else self.now.origins[one] for one in found)


def _as_list(step: Step) -> list[object]:
    """A step as it stands in an address."""
    if step.action == "try":
        return [step.action, step.text]
    return [step.action, step.word, *([step.new] if step.action == "replace" else [])]


def word_origins(old: Sequence[str], new: Sequence[str]) -> WordOrigins:
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
