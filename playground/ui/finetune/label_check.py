"""What a check of a file's labels has found, and what the visitor decides of it. Nothing here is drawn.

It holds what is shown of the examples itself, since the file's content is put away when nobody asks for it. What was
decided counts for the examples that were checked: where the file is read in another way, it waits until they are back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.data.examples import Examples
from playground.evaluation.label_decisions import CHANGE, DROP, KEEP, Place, labels_to_choose
from playground.tasks import TASKS

AT_ONCE = 25  # rows of the list that are shown at first, and with each “more”
TEXT_CHARACTERS = 600
ALIKE_CHARACTERS = 160


@dataclass(frozen=True)
class ListedText:
    """A text that is all but the same as another one: its row, the text, and its label where it has one for all."""

    row: int
    text: str
    label: str


@dataclass(frozen=True)
class Listed:
    """A label that models which had not learnt from it would not have given.

    Attributes:
        place: which example, and which of its words where words are tagged.
        row: of the file, from 1.
        text: of the example, cut where it is very long.
        words: of the example, where words are tagged.
        label, suggested, fit, sure, likely: as `label_errors.Suspect`.
        alike: texts that are all but the same.
    """

    place: Place
    row: int
    text: str
    words: tuple[str, ...] | None
    label: str
    suggested: str
    fit: float
    sure: float
    likely: bool
    alike: tuple[ListedText, ...]


@dataclass
class LabelCheck:
    """A check of the labels of a file.

    Attributes:
        file: its name.
        material: the number that stands for the examples that were checked.
        per_word: whether words are tagged.
        rows: the labels to look at, the least fitting first.
        checked, unlike, likely, folds: as `studies.study_labels` gives them.
        labels: those to which one can be changed.
        shown: how many rows are shown.
        decided: what was decided, by place: what, and the label to which it is changed where that was it.
    """

    file: str
    material: int
    per_word: bool
    rows: tuple[Listed, ...]
    checked: int
    unlike: int
    likely: int
    folds: int
    labels: tuple[str, ...]
    shown: int = AT_ONCE
    decided: dict[Place, tuple[str, str]] = field(default_factory=dict)

    def decide(self, given: object) -> None:
        """Keep, change or drop what the browser names, or take that back; show more rows; or take everything back.

        Args:
            given: {action: "decide", at, word, decision, label}, {action: "more"} or {action: "undo"}; without a label
                the suggested one is meant.
        """
        if not isinstance(given, Mapping):
            return
        if given.get("action") == "more":
            self.shown = min(len(self.rows), self.shown + AT_ONCE)
        elif given.get("action") == "undo":
            self.decided = {}
        elif given.get("action") == "decide":
            found = next((one for one in self.rows if list(one.place) == [given.get("at"), given.get("word")]), None)
            decision = given.get("decision")
            if found is None or decision not in (KEEP, CHANGE, DROP, ""):
                return
            label = given.get("label") or found.suggested
            if decision == CHANGE and (label not in self.labels or label == found.label):
                return
            rest = {place: one for place, one in self.decided.items() if place != found.place}
            self.decided = rest | ({found.place: (str(decision), str(label))} if decision else {})

    def change_to(self, one: Listed) -> str:
        """The label to which a row of the list is changed, or would be."""
        decision, label = self.decided.get(one.place, ("", ""))
        return label if decision == CHANGE else one.suggested

    def count(self, decision: str) -> int:
        """How many rows of the list were decided so."""
        return sum(one == decision for one, _ in self.decided.values())


def label_check(file: str, material: int, examples: Examples, found: Mapping[str, Any]) -> LabelCheck:
    """What a study of the labels has found, beside what is shown of the examples.

    Args:
        found: as `studies.study_labels` gives it.
    """
    rows = tuple(_listed(examples, suspect) for suspect in found["suspects"])
    numbers = {key: found[key] for key in ("checked", "unlike", "likely", "folds")}
    return LabelCheck(file, material, TASKS[examples.task].per_word, rows, labels=labels_to_choose(examples), **numbers)


def _listed(examples: Examples, suspect: Mapping[str, Any]) -> Listed:
    at, word = suspect["example"], suspect["word"]
    return Listed(
        (at, word),
        _row(examples, at),
        _cut(examples.texts[at], TEXT_CHARACTERS),
        examples.words[at] if word is not None and examples.words is not None else None,
        alike=tuple(_alike(examples, other) for other in suspect["alike"]),
        **{key: suspect[key] for key in ("label", "suggested", "fit", "sure", "likely")},
    )


def _alike(examples: Examples, at: int) -> ListedText:
    label = "" if TASKS[examples.task].per_word else str(examples.labels[at])
    return ListedText(_row(examples, at), _cut(examples.texts[at], ALIKE_CHARACTERS), label)


def _row(examples: Examples, at: int) -> int:
    return examples.rows[at] if examples.rows else at + 1


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
