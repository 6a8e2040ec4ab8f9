"""What somebody decides of suspect labels, as a file that can be written, filled in and read; and the cleaned examples.

The file has a row a suspect, the worst first, with an empty column `decision`: keep, change or drop. What is left empty
is kept. Of a tagged word a decision to drop drops its sentence.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from playground.data.examples import Examples
from playground.data.splits import part
from playground.errors import BadInput, NotFound, shown
from playground.evaluation.label_errors import Suspect
from playground.lenses.predict.many_texts import escape_formula
from playground.tasks import TASKS

KEEP, CHANGE, DROP = "keep", "change", "drop"
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
    _write(path, rows)


def read_decisions(path: Path, found: Examples) -> dict[Place, tuple[str, str]]:
    """What was decided: by place the decision and the suggested label.

    Raises:
        NotFound: there is no such file.
        BadInput: it is not a list that `write_list` wrote of these examples, or a decision is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise NotFound(f"There is no file {shown(str(path))}. Check the path.", key="no-file", file=str(path)) from None
    except (OSError, UnicodeError, csv.Error) as error:
        raise _no_list(path) from error
    decided: dict[Place, tuple[str, str]] = {}
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
        if decision:
            decided[place] = decision, row["suggested"]
    return decided


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


def cleaned_rows(examples: Examples, decided: Mapping[Place, tuple[str, str]]) -> tuple[list[list[Any]], list[str]]:
    """The cleaned examples as a table with a header and a column `done`, dropped rows left out; and what was done of
    each example of before.

    Tagged words stand one a row, with the number of their sentence. No cell begins as a formula does: a spreadsheet
    would run it.
    """
    kept, done = cleaned(examples, decided)
    remarks = [remark for remark in done if remark != DROP]
    if TASKS[examples.task].per_word:
        assert kept.words is not None
        rows: list[list[Any]] = [["sentence", "word", "tag", "done"]]
        for number, (words, tags, remark) in enumerate(zip(kept.words, kept.labels, remarks, strict=True), 1):
            rows += [[number, word, tag, remark] for word, tag in zip(words, tags, strict=True)]
    else:
        rows = [["text", "label", "done"], *map(list, zip(kept.texts, kept.labels, remarks, strict=True))]
    return [[escape_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in rows], done


def write_cleaned(path: Path, examples: Examples, decided: Mapping[Place, tuple[str, str]]) -> dict[str, int]:
    """Write the cleaned examples as a CSV file, as `cleaned_rows` has them; how many of each kind there are.

    Raises:
        BadInput: the file cannot be written.
    """
    rows, done = cleaned_rows(examples, decided)
    _write(path, rows)
    return count(done)


def _write(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    except OSError as error:
        raise BadInput(
            f"{path} cannot be written ({error.strerror}). Name a file in a folder that is there.",
            key="label-unwritable",
            file=str(path),
        ) from error
