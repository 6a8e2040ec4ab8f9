"""How a file is to be read after a deed of the visitor, and which validation file fits it.

Deeds come from a browser: one that makes no sense gives None. Nothing here is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from playground.errors import BadInput
from playground.tasks import TASKS
from playground.training.columns import Choice, inspect
from playground.training.data import Checked, examples
from playground.training.files import PAGE
from playground.training.problems import refuse

LABEL_CHARACTERS = 100


def read_as(choice: Choice, deed: str, given: Mapping[str, Any], width: int) -> Choice | None:
    """The choice after a deed: another task, columns, header, or names of labels; None where the deed says nothing.

    Args:
        width: how many columns the file has.
    """
    if deed == "task":
        other = given.get("value") in TASKS and given["value"] != choice.task
        return replace(choice, task=given["value"], renames={}) if other else None
    changed = _columns(choice, deed, given, width) or _labels(choice, deed, given)
    if changed and (changed.label_column, changed.colon) != (choice.label_column, choice.colon):
        return replace(changed, renames={})
    return changed


def held_back(raw: bytes, name: str, choice: Choice, known: Checked) -> Checked:
    """The examples of a validation file, which is read as its own columns suggest, with the same new names of labels.

    Raises:
        BadInput: the file cannot be used, or has labels that nobody can learn from `known`.
    """
    sheet = inspect(raw, name, task=choice.task, bounds=PAGE)
    found = examples(sheet, replace(sheet.guess, renames=choice.renames, colon=choice.colon))
    refuse(found.problems)
    strange = [label for label in found.labels if label not in known.labels][:10]
    if strange:
        raise BadInput(
            f"{name} has labels that the file to learn from does not have: {', '.join(strange)}. "
            "Rename them, or give another validation file.",
            key="held-labels",
            file=name,
            labels=strange,
        )
    return found


def _columns(choice: Choice, deed: str, given: Mapping[str, Any], width: int) -> Choice | None:
    """The choice with other columns or another header."""
    value, column = given.get("value"), given.get("column")
    if deed == "header" and isinstance(value, bool):
        return replace(choice, header=value)
    if deed == "colon" and value in ("coarse", "fine"):
        return replace(choice, colon=value)
    if deed != "role" or type(column) is not int or not 0 <= column < width:
        return None
    texts = tuple(one for one in choice.text_columns if one != column)
    sentence = None if choice.sentence_column == column else choice.sentence_column
    if value == "text":
        kept = () if TASKS[choice.task].per_word else texts
        return replace(choice, text_columns=(*kept, column), sentence_column=sentence)
    if value == "label":
        return replace(choice, label_column=column, text_columns=texts, sentence_column=sentence)
    if value == "sentence":
        return replace(choice, sentence_column=column, text_columns=texts)
    return replace(choice, text_columns=texts, sentence_column=sentence) if value == "none" else None


def _labels(choice: Choice, deed: str, given: Mapping[str, Any]) -> Choice | None:
    """The choice with other names for labels."""
    label, value = given.get("label"), given.get("value")
    if deed == "names":
        return replace(choice, renames={})
    if deed == "merge" and isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return replace(choice, renames=_renamed(choice.renames, value[1:], value[0]))
    if not isinstance(label, str):
        return None
    if deed == "rename" and isinstance(value, str):
        new = " ".join(value.split())[:LABEL_CHARACTERS]
        return replace(choice, renames=_renamed(choice.renames, [label], new)) if new and new != label else None
    if deed == "drop":
        return replace(choice, renames=_renamed(choice.renames, [label], None))
    if deed == "restore":
        return replace(choice, renames={old: new for old, new in choice.renames.items() if old != label})
    return None


def _renamed(renames: Mapping[str, str | None], labels: list[str], new: str | None) -> dict[str, str | None]:
    """The new names where labels as they are called now get another one, or are dropped."""
    kept = {old: new if was in labels else was for old, was in renames.items()}
    kept |= {label: new for label in labels if label not in kept}
    return {old: name for old, name in kept.items() if old != name}
