"""What somebody decides of suspect labels, as a file that can be written, filled in and read; and the cleaned examples.

The file has a row a suspect, the worst first, with an empty column `decision`: keep, change or drop. What is left empty
is kept; `suggested` says to which label one is changed. Of a tagged word a decision to drop drops its sentence.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from playground.data.examples import Examples, flat_labels
from playground.data.splits import part
from playground.errors import BadInput, NotFound, shown
from playground.evaluation.label_errors import Suspect
from playground.lenses.predict.many_texts import escape_formula
from playground.tasks import TASKS

KEEP, CHANGE, DROP = "keep", "change", "drop"
LABELS_NAMED = 20  # in a message
COLUMNS = ("example", "word", "row", "text", "label", "suggested", "fit", "sure", "likely", "alike", "decision")

Place = tuple[int, int | None]
"""An example and one of its words, from 0; no word where a text has one label."""


def write_list(path: Path, examples: Examples, found: Sequence[Suspect]) -> None:
    """Write suspects as a table to be filled in; numbers count from 1, as a spreadsheet does.

    Raises:
        BadInput: the file cannot be written.
    """
    rows: list[list[Any]] = [list(COLUMNS)]
    for one in found:
        words = examples.words[one.example] if examples.words is not None and one.word is not None else ()
        text = examples.texts[one.example] if one.word is None else f"{' '.join(words)} → {words[one.word]}"
        rows.append(
            [
                one.example + 1,
                "" if one.word is None else one.word + 1,
                examples.rows[one.example] if examples.rows else "",
                escape_formula(text),
                escape_formula(one.label),
                escape_formula(one.suggested),
                f"{one.fit:.4f}",
                f"{one.sure:.4f}",
                "yes" if one.likely else "",
                " ".join(str(other + 1) for other in one.alike),
                "",
            ]
        )
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    except OSError as error:
        raise unwritable(path, error) from error


def labels_to_choose(examples: Examples) -> tuple[str, ...]:
    """The labels to which one of these examples can be changed: those that they have; of tagged words all tags, unless
    they have others."""
    found = sorted(set(flat_labels(examples)))
    every = TASKS[examples.task].labels
    return tuple(every) if TASKS[examples.task].per_word and set(found) <= set(every) else tuple(found)


def read_decisions(path: Path, found: Examples) -> dict[Place, tuple[str, str]]:
    """What was decided: by place the decision, and the label to which it is changed.

    That is what stands under “suggested”; somebody may have written any other label of the file there.

    Raises:
        NotFound: there is no such file.
        BadInput: it is not a list that `write_list` wrote of these examples, or a decision or a label is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise NotFound(f"There is no file {shown(str(path))}. Check the path.", key="no-file", file=str(path)) from None
    except (OSError, UnicodeError, csv.Error) as error:
        raise _no_list(path) from error
    decided: dict[Place, tuple[str, str]] = {}
    allowed = {written: label for label in labels_to_choose(found) for written in (label, escape_formula(label))}
    for number, row in enumerate(rows, 2):
        decision = (row.get("decision") or "").strip().lower()
        if decision not in ("", KEEP, CHANGE, DROP):
            raise BadInput(
                f"Row {number} of {path.name} has the decision {shown(decision)}. Write keep, change or drop, or leave "
                "it empty.",
                key="label-decision",
                row=number,
                given=decision,
            )
        try:
            place = int(row["example"]) - 1, int(row["word"]) - 1 if row["word"] else None
        except (KeyError, TypeError, ValueError):
            raise _no_list(path) from None
        if not 0 <= place[0] < len(found) or row["label"].removeprefix("'") != _label(found, place).removeprefix("'"):
            raise BadInput(
                f"Row {number} of {path.name} has a label that {found.name} does not have there. Make the list anew "
                "from this file.",
                key="label-list-other",
                row=number,
                file=found.name,
            )
        suggested = (row.get("suggested") or "").strip()
        if decision == CHANGE and suggested not in allowed:
            raise _no_label(path, number, suggested, found)
        if decision:
            decided[place] = decision, allowed.get(suggested, suggested)
    return decided


def _no_label(path: Path, number: int, given: str, found: Examples) -> BadInput:
    allowed = ", ".join(labels_to_choose(found)[:LABELS_NAMED])
    return BadInput(
        f"Row {number} of {path.name} would change the label to {shown(given)}, which {found.name} does not have. "
        f"Write one of these under “suggested”: {allowed}.",
        key="label-unknown",
        row=number,
        given=given,
        file=found.name,
        allowed=allowed,
    )


def _label(examples: Examples, place: Place) -> str:
    at, word = place
    label = examples.labels[at]
    if word is None:
        return str(label)
    return str(label[word]) if 0 <= word < len(label) else ""


def _no_list(path: Path) -> BadInput:
    return BadInput(
        f"{path.name} is no list of suspect labels. Make one with “labels --data F --architecture A --out LIST.csv”.",
        key="label-list",
        file=path.name,
    )


def cleaned(examples: Examples, decided: Mapping[Place, tuple[str, str]]) -> tuple[Examples, list[str]]:
    """The examples as decided, and of every example of before what was done: "", keep, drop, or what was changed."""
    done = [""] * len(examples)
    labels = list(examples.labels)
    dropped: set[int] = set()
    for (at, word), (decision, suggested) in sorted(decided.items(), key=lambda one: (one[0][0], one[0][1] or 0)):
        if decision == DROP:
            dropped.add(at)
        elif decision == CHANGE and word is None:
            done[at] = f"changed from {labels[at]}"
            labels[at] = suggested
        elif decision == CHANGE and word is not None:
            done[at] = "; ".join(filter(None, [done[at], f"word {word + 1} changed from {labels[at][word]}"]))
            labels[at] = (*labels[at][:word], suggested, *labels[at][word + 1 :])
        elif not done[at]:
            done[at] = KEEP
    for at in dropped:
        done[at] = DROP
    changed = replace(examples, labels=tuple(labels))
    return part(changed, [at for at in range(len(examples)) if at not in dropped]), done


def of_part(decided: Mapping[Place, tuple[str, str]], indices: Sequence[int]) -> dict[Place, tuple[str, str]]:
    """What was decided of a part of the examples, by their places in it.

    Args:
        indices: of the part's examples among all.
    """
    places = {at: number for number, at in enumerate(indices)}
    return {(places[at], word): one for (at, word), one in decided.items() if at in places}


def count(done: Sequence[str]) -> dict[str, int]:
    """How many examples were kept, changed and dropped, by what `cleaned` says was done."""
    return {
        "kept": sum(remark in ("", KEEP) for remark in done),
        "changed": sum("changed" in remark for remark in done),
        "dropped": sum(remark == DROP for remark in done),
    }


def unwritable(path: Path, error: OSError) -> BadInput:
    """That a list or a cleaned file cannot be written."""
    return BadInput(
        f"{path} cannot be written ({error.strerror}). Name a file in a folder that is there.",
        key="label-unwritable",
        file=str(path),
    )
