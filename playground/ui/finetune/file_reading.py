"""How a visitor's files are to be read: the one to learn from, and the validation file beside it.

Deeds come from a browser: one that makes no sense gives None. Nothing here is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from playground.data.bounds import PAGE
from playground.data.examples import Examples
from playground.data.formats import FORMATS
from playground.data.inspection import recognise
from playground.data.problems import STOP
from playground.data.reading import Checked, check
from playground.data.sheet import Choice, Sheet, first_filled_row
from playground.data.text_file import open_text
from playground.data.validation import Validation, check_validation
from playground.errors import PlaygroundError
from playground.tasks import TASKS

LABEL_CHARACTERS = 100


@dataclass(frozen=True)
class ValidationFile:
    """A validation file as it is read beside the file to learn from.

    Attributes:
        choice: how it is read.
        alike: whether that is the choice that was made for the file to learn from; otherwise it was guessed.
        found: what came of both files.
    """

    sheet: Sheet
    choice: Choice
    alike: bool
    found: Validation


@dataclass(frozen=True)
class Reading:
    """The files of a visit as they are read now; replaced as a whole, so that nobody sees half of a change.

    Attributes:
        checked: what came of the file as it is to be read, or `unread`, why nothing did.
        spare: the validation file; `held` is what came of it, None while there is nothing to learn from.
        held_trouble: why the last validation file cannot be used, or no longer.
        turn, held_turn: the number of the deed that brought either file, so that no slower one undoes a later one.
    """

    sheet: Sheet | None = None
    choice: Choice | None = None
    checked: Checked | None = None
    unread: PlaygroundError | None = None
    spare: Sheet | None = None
    held: ValidationFile | None = None
    held_trouble: PlaygroundError | None = None
    turn: int = 0
    held_turn: int = 0

    @property
    def ready(self) -> bool:
        """Whether there is something to train on."""
        return self.checked is not None and not any(one.severity == STOP for one in self.checked.problems)

    @property
    def material(self) -> Examples | None:
        """What there is to learn from, before a share of it is held back."""
        if not self.ready or self.checked is None:
            return None
        return self.held.found.training if self.held else self.checked.examples


# ---- the file to learn from


def read_file(sheet: Sheet, turn: int) -> Reading:
    """A file to learn from, read as it suggests."""
    return _read(Reading(sheet, sheet.guess, turn=turn))


def read_changed(now: Reading, deed: str, given: Mapping[str, Any]) -> Reading | None:
    """All files as they are read after a deed, the validation file too; None where nothing changes."""
    if now.sheet is None or now.choice is None:
        return None
    choice = read_as(now.choice, deed, given, len(now.sheet.columns))
    if choice is None or choice == now.choice:
        return None
    return _read(replace(now, choice=choice))


def _read(now: Reading) -> Reading:
    """The same with what comes of the files; a validation file that no longer fits is let go."""
    assert now.sheet is not None
    assert now.choice is not None
    try:
        now = replace(now, checked=check(now.sheet, now.choice), unread=None, held=None)
    except PlaygroundError as error:
        now = replace(now, checked=None, unread=error, held=None)
    if now.spare is None or not now.ready:
        return now
    try:
        return replace(now, held=_read_validation(now, now.spare), held_trouble=None)
    except PlaygroundError as error:
        return replace(now, spare=None, held_trouble=error)


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


# ---- the validation file


def inspect_validation(raw: bytes, name: str, now: Reading) -> Sheet:
    """A validation file, looked at for the task of the file to learn from unless its layout is the same anyway.

    Raises:
        BadInput: it cannot be used.
    """
    assert now.sheet is not None
    assert now.choice is not None
    file = open_text(raw, name, PAGE)
    sheet = recognise(file)
    if sheet.guess.task == now.choice.task or _possible_choices(sheet, now.sheet, now.choice)[0][1]:
        return sheet
    return recognise(file.for_task(now.choice.task))


def with_validation(now: Reading, sheet: Sheet) -> Reading:
    """The files with this validation file; where it cannot be used the one before it stays."""
    if not now.ready:
        return replace(now, spare=sheet, held=None, held_trouble=None)
    try:
        return replace(now, spare=sheet, held=_read_validation(now, sheet), held_trouble=None)
    except PlaygroundError as error:
        return replace(now, held_trouble=error)


def _read_validation(now: Reading, sheet: Sheet) -> ValidationFile:
    """What comes of a validation file, read in the first way that brings labels which can be learnt.

    Raises:
        BadInput: the file cannot be used, has labels that nobody can learn, or leaves nothing to learn from.
    """
    assert now.sheet is not None
    assert now.choice is not None
    assert now.checked is not None
    trouble: PlaygroundError | None = None
    for choice, alike in _possible_choices(sheet, now.sheet, now.choice):
        try:
            return ValidationFile(sheet, choice, alike, check_validation(now.checked, check(sheet, choice)))
        except PlaygroundError as error:
            if error.key == "same-files":  # read in another way, texts that are known would only pass unseen
                raise
            trouble = trouble or error
    assert trouble is not None
    raise trouble


def _possible_choices(sheet: Sheet, other: Sheet, choice: Choice) -> list[tuple[Choice, bool]]:
    """How a file may be read beside another one, the likeliest first, each with whether it is that one's own way.

    Columns of the same names are the same columns. Where one of the files names none, columns in the same places are,
    unless that makes no sense of them.
    """
    guess = replace(sheet.guess, task=choice.task, renames=choice.renames, colon=choice.colon), False
    if not (FORMATS[sheet.kind].columns_chosen and FORMATS[other.kind].columns_chosen):
        return [(choice, True)] if sheet.kind == other.kind else [guess]
    names, theirs = _first_row(sheet), _first_row(other)
    if names == theirs:
        return [(choice, True)]
    if choice.header and (named := _by_name(names, theirs, choice)):
        return [(named, True)]
    if len(sheet.columns) == len(other.columns) and not (choice.header and sheet.guess.header):
        return [(replace(choice, header=sheet.guess.header), True), guess]
    return [guess]


def _first_row(sheet: Sheet) -> list[str]:
    return [cell.strip().casefold() for cell in sheet.table[first_filled_row(sheet.table, sheet.name)]]


def _by_name(names: Sequence[str], theirs: Sequence[str], choice: Choice) -> Choice | None:
    """The choice for a file whose columns have these names; None where a column that is read is not among them."""
    sentence = () if choice.sentence_column is None else (choice.sentence_column,)
    places: dict[int, int] = {}
    for at in (*choice.text_columns, choice.label_column, *sentence):
        name = theirs[at] if at < len(theirs) else ""
        if not name or names.count(name) != 1 or theirs.count(name) != 1:
            return None
        places[at] = names.index(name)
    return replace(
        choice,
        text_columns=tuple(places[at] for at in choice.text_columns),
        label_column=places[choice.label_column],
        sentence_column=places[sentence[0]] if sentence else None,
    )


# ---- deeds


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
