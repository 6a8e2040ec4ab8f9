"""A text that is being edited: its steps, what can be undone, and where each word comes from.

A word that tagged characters make is several words of the axis; an action says by its `from` which ones it means.
"""

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
    count: int = 1  # how many words of the axis that word is
    following: int = 1  # and the one that it was swapped with


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
        `go` to a step; `look` for edits of a long text. `from` is what the visitor took the word for, and `next` the
        word with which it is swapped.
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
        places = self._places(word, given.get("from"))
        if places is None:
            return self
        if action == "pick":
            return replace(self, picked=places.start)
        if action == "replace" and isinstance(value, str):
            return self._replaced(places, " ".join(value.split())[:REPLACEMENT_CHARACTERS])
        if action == "delete":
            return self._deleted(places)
        following = self._places(places.stop, given["next"]) if "next" in given else range(places.stop, places.stop + 1)
        return self._swapped(places, following) if action == "swap" and following else self

    def _places(self, first: object, taken_for: object) -> range | None:
        """The words of the axis, from one of them on, that are written like this; None where they are not."""
        found, text = words(self.now.text), self.now.text
        if type(first) is not int or not isinstance(taken_for, str) or not 0 <= first < len(found):
            return None
        stop = first + 1
        while stop < len(found) and found[stop].end - found[first].start <= len(taken_for):
            stop += 1
        return range(first, stop) if text[found[first].start : found[stop - 1].end] == taken_for else None

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
        written, *counts = value or [""]
        first, second = (*(one if type(one) is int and 0 < one < 99 else 1 for one in counts), 1, 1)[:2]
        found, text = words(self.now.text), self.now.text
        if type(given) is not int or not 0 <= given <= len(found) - first:
            return self
        behind, last = given + first, min(given + first + second, len(found))
        change = {
            "action": action,
            "word": given,
            "from": text[found[given].start : found[behind - 1].end],
            "value": written,
        }
        if action == "swap" and behind < last:
            change["next"] = text[found[behind].start : found[last - 1].end]
        return self.changed(change)

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

    def _replaced(self, places: range, value: str) -> Draft:
        if not value:
            return self._deleted(places)
        found, origins, text = words(self.now.text), self.now.origins, self.now.text
        start, end = found[places.start].start, found[places[-1]].end
        made = text[:start] + value + text[end:]
        old, new = [one.text for one in found], [one.text for one in words(made)]
        behind = places.stop + len(new) - len(old)  # of the words that were put in the one that follows them
        others = old[: places.start] + old[places.stop :]
        if behind >= places.start and new[: places.start] + new[behind:] == others:
            theirs = origins[places.start : places.stop][: behind - places.start]
            put_in = (None,) * (behind - places.start - len(theirs))
            came = (*origins[: places.start], *theirs, *put_in, *origins[places.stop :])
        else:
            came = self._origins_in(made)
        step = Step(made, came, "replace", text[start:end], value, places.start, len(places))
        return self._with_step(step, places.start)

    def _deleted(self, places: range) -> Draft:
        old, now = words(self.now.text), self.now
        start, end = old[places.start].start, old[places[-1]].end
        text = apply_changes(now.text, [Change(at, old[at].text, None) for at in places])
        if text is None:
            text = f"{now.text[:start].rstrip()} {now.text[end:].lstrip()}"
            origins = self._origins_in(text)
        else:
            origins = now.origins[: places.start] + now.origins[places.stop :]
        step = Step(text, origins, "delete", now.text[start:end], word=places.start, count=len(places))
        return self._with_step(step, min(places.start, len(origins) - 1) if origins else None)

    def _swapped(self, left: range, right: range) -> Draft:
        found, text = words(self.now.text), self.now.text
        if right.stop > len(found):
            return self
        ends = [(found[one.start].start, found[one[-1]].end) for one in (left, right)]
        (start, behind), (before, end) = ends
        made = text[:start] + text[before:end] + text[behind:before] + text[start:behind] + text[end:]
        order = [*range(left.start), *right, *left, *range(right.stop, len(found))]
        if [one.text for one in words(made)] == [found[at].text for at in order]:
            origins = tuple(self.now.origins[at] for at in order)
        else:
            origins = self._origins_in(made)
        follows = self.picked
        if follows is not None and follows in (*left, *right):
            follows += len(right) if follows in left else -len(left)
        counts = len(left), len(right)
        step = Step(made, origins, "swap", text[start:behind], text[before:end], left.start, *counts)
        return self._with_step(step, follows)

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
    written: list[object] = [step.new] if step.action == "replace" else []
    counts = [step.count, step.following] if max(step.count, step.following) > 1 else []
    return [step.action, step.word, *(written or ([""] if counts else [])), *counts]


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
