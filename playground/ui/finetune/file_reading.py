"""How a visitor's files are to be read: the one to learn from, and the validation file beside it.

Actions come from a browser: one that makes no sense gives None. What a file of 20 MB comes to takes 200 MB in memory,
so it is put away when nobody works with it (`without_content`), and read again from the disk (`read_again`). Nothing
here is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from playground.data.bounds import PAGE
from playground.data.examples import Examples
from playground.data.formats import FORMATS
from playground.data.inspection import inspect, recognise
from playground.data.notation import GUESSED, Notation, notation
from playground.data.problems import STOP
from playground.data.reading import Checked, check
from playground.data.recorded_reading import recorded
from playground.data.row_parts import RowParts, divide, sheet_parts
from playground.data.sheet import Choice, Sheet, first_filled_row
from playground.data.stored_file import StoredFile
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
        same_choice: whether that is the choice that was made for the file to learn from; otherwise it was guessed.
        result: what came of both files.
    """

    sheet: Sheet
    choice: Choice
    same_choice: bool
    result: Validation


@dataclass(frozen=True)
class VisitFiles:
    """The files of a visit as they are read now; replaced as a whole, so that nobody sees half of a change.

    Attributes:
        notation: what somebody says of how the file is written.
        parts: what a column says of the rows, where one does; `choice` says whether that is followed.
        checked: what came of the file as it is to be read, or `unread`, why nothing did.
        validation_sheet: the validation file; `validation` is what came of it, None while there is nothing to learn
            from.
        validation_error: why the last validation file cannot be used, or no longer.
        source, validation_source: either file as it came.
        request, validation_request: the number of the action that brought either file, so that no slower one undoes a
            later one.
    """

    sheet: Sheet | None = None
    choice: Choice | None = None
    notation: Notation = GUESSED
    parts: RowParts | None = None
    checked: Checked | None = None
    unread: PlaygroundError | None = None
    validation_sheet: Sheet | None = None
    validation: ValidationFile | None = None
    validation_error: PlaygroundError | None = None
    request: int = 0
    validation_request: int = 0
    source: StoredFile | None = None
    validation_source: StoredFile | None = None

    @property
    def bytes(self) -> int:
        """How large the files are on the disk."""
        return sum(one.bytes for one in (self.source, self.validation_source) if one is not None)

    @property
    def ready(self) -> bool:
        """Whether there is something to train on."""
        return self.checked is not None and not any(one.severity == STOP for one in self.checked.problems)

    @property
    def training_examples(self) -> Examples | None:
        """What there is to learn from, before a share of it is held back."""
        if not self.ready or self.checked is None:
            return None
        return self.validation.result.training if self.validation else self.checked.examples


# ---- the file to learn from


def read_file(raw: bytes, name: str, request: int) -> VisitFiles:
    """A file to learn from, read as it suggests.

    Raises:
        BadInput: it cannot be used.
    """
    sheet = inspect(raw, name, bounds=PAGE)
    return _as_suggested(sheet, StoredFile(raw, name), GUESSED, request)


def _as_suggested(sheet: Sheet, source: StoredFile, said: Notation, request: int) -> VisitFiles:
    """A file to learn from, read as it suggests, but for what somebody says of how it is written."""
    choice = replace(sheet.guess, parts_kept_apart=True)
    return _read(VisitFiles(sheet, choice, notation=said, request=request, source=source))


def without_content(files: VisitFiles) -> VisitFiles:
    """What is needed to read the files again as they are read now."""
    return replace(
        files,
        sheet=_without_rows(files.sheet),
        checked=None,
        validation_sheet=_without_rows(files.validation_sheet),
        validation=None,
    )


def read_again(files: VisitFiles) -> VisitFiles:
    """The files with their content, from `without_content`.

    Raises:
        BadInput: they are no longer on the disk.
    """
    if files.source is None:
        return files
    sheet = inspect(files.source.read(), files.source.name, bounds=PAGE, notation=files.notation)
    found = replace(files, sheet=sheet)
    if files.validation_source is not None and files.validation_sheet is not None:
        raw, name = files.validation_source.read(), files.validation_source.name
        found = replace(found, validation_sheet=inspect_validation(raw, name, found))
    return replace(_read(found), validation_error=files.validation_error)


def _without_rows(sheet: Sheet | None) -> Sheet | None:
    return sheet and replace(sheet, table=[], sentences=None)


def apply_action(files: VisitFiles, action: str, given: Mapping[str, Any]) -> VisitFiles | None:
    """All files as they are read after an action, the validation file too; None where nothing changes.

    Raises:
        BadInput: the file cannot be read as somebody says that it is written.
    """
    if files.sheet is None or files.choice is None:
        return None
    if action in ("delimiter", "encoding"):
        return _written_otherwise(files, action, str(given.get("value") or ""))
    choice = change_choice(files.choice, action, given, len(files.sheet.columns))
    if choice is None or choice == files.choice:
        return None
    trouble = None if action == "parts" else files.validation_error
    return _read(replace(files, choice=choice, validation_error=trouble))


def _written_otherwise(files: VisitFiles, what: str, said: str) -> VisitFiles | None:
    """The files where somebody says in which encoding the file is, or what stands between its columns; None where that
    was said before. Columns are guessed anew.

    Args:
        said: empty: it is to be guessed.
    """
    assert files.sheet is not None
    given = {"delimiter": files.notation.delimiter, "encoding": files.notation.encoding, what: said or None}
    now = notation(**given)
    if now == files.notation:
        return None
    assert files.source is not None
    sheet = inspect(files.source.read(), files.source.name, bounds=PAGE, notation=now)
    fresh = _as_suggested(sheet, files.source, now, files.request)
    held = files.validation_sheet
    fresh = replace(
        fresh,
        validation_sheet=held,
        validation_source=files.validation_source,
        validation_request=files.validation_request,
    )
    return fresh if held is None else _read(fresh)


def _read(files: VisitFiles) -> VisitFiles:
    """The files with what came of reading them; a validation file that no longer fits is dropped."""
    assert files.sheet is not None
    assert files.choice is not None
    parts = sheet_parts(files.sheet, files.choice)
    learnt, held = files.sheet, files.validation_sheet
    if parts is not None and files.choice.parts_kept_apart:
        learnt, held_rows = divide(files.sheet, files.choice, parts)
        held = held or held_rows
    try:
        checked = recorded(check(learnt, files.choice), files.sheet, files.choice, files.notation)
        files = replace(files, parts=parts, checked=checked, unread=None, validation=None)
    except PlaygroundError as error:
        files = replace(files, parts=parts, checked=None, unread=error, validation=None)
    if held is None or not files.ready:
        return files
    try:
        return replace(files, validation=_read_validation(files, held), validation_error=None)
    except PlaygroundError as error:
        return replace(files, validation_sheet=None, validation_source=None, validation_error=error)


def change_choice(choice: Choice, action: str, given: Mapping[str, Any], width: int) -> Choice | None:
    """The choice after an action: another task, columns, header, or names of labels; None where nothing changes.

    Args:
        width: how many columns the file has.
    """
    if action == "task":
        other = given.get("value") in TASKS and given["value"] != choice.task
        return replace(choice, task=given["value"], renames={}, pretokenized=False) if other else None
    if action == "pretokenized":
        value = given.get("value")
        return replace(choice, pretokenized=value) if isinstance(value, bool) else None
    if action == "parts":
        kept_apart = given.get("value")
        return replace(choice, parts_kept_apart=kept_apart) if isinstance(kept_apart, bool) else None
    changed = _choose_columns(choice, action, given, width) or _rename_labels(choice, action, given)
    if changed and (changed.label_column, changed.colon) != (choice.label_column, choice.colon):
        return replace(changed, renames={})
    return changed


# ---- the validation file


def inspect_validation(raw: bytes, name: str, files: VisitFiles) -> Sheet:
    """A validation file, inspected for the task of the file to learn from unless its layout is the same anyway.

    Raises:
        BadInput: it cannot be used.
    """
    assert files.sheet is not None
    assert files.choice is not None
    said = Notation(files.notation.delimiter)  # written by the same hand
    file = open_text(raw, name, PAGE, notation=said)
    if file.encoding_assumed and files.notation.encoding:
        file = open_text(raw, name, PAGE, notation=files.notation)
    sheet = recognise(file)
    if sheet.guess.task == files.choice.task or _possible_choices(sheet, files.sheet, files.choice)[0][1]:
        return sheet
    return recognise(file.for_task(files.choice.task))


def without_validation(files: VisitFiles) -> VisitFiles:
    """The files without a validation file, and without rows that the file itself sets apart: a share is held back."""
    bare = replace(files, validation_sheet=None, validation_source=None, validation=None, validation_error=None)
    if bare.choice is None or bare.parts is None or not bare.choice.parts_kept_apart:
        return bare
    return _read(replace(bare, choice=replace(bare.choice, parts_kept_apart=False)))


def with_validation(files: VisitFiles, sheet: Sheet, source: StoredFile) -> VisitFiles:
    """The files with this validation file; where it cannot be used the one before it stays."""
    after = replace(files, validation_sheet=sheet, validation_source=source, validation=None, validation_error=None)
    if not files.ready:
        return after
    try:
        return replace(after, validation=_read_validation(files, sheet))
    except PlaygroundError as error:
        return replace(files, validation_error=error)


def _read_validation(files: VisitFiles, sheet: Sheet) -> ValidationFile:
    """What comes of a validation file, read in the first way that brings labels which can be learnt.

    Raises:
        BadInput: the file cannot be used, has labels that nobody can learn, or leaves nothing to learn from.
    """
    assert files.sheet is not None
    assert files.choice is not None
    assert files.checked is not None
    first_error: PlaygroundError | None = None
    for choice, same_choice in _possible_choices(sheet, files.sheet, files.choice):
        try:
            checked = recorded(check(sheet, choice), sheet, choice, _said(files, sheet))
            return ValidationFile(sheet, choice, same_choice, check_validation(files.checked, checked))
        except PlaygroundError as error:
            if error.key == "same-files":  # read in another way, texts that are known would only pass unseen
                raise
            first_error = first_error or error
    assert first_error is not None
    raise first_error


def _said(files: VisitFiles, sheet: Sheet) -> Notation:
    """What is taken to be said of a validation file, as `inspect_validation` reads it."""
    own = not sheet.part and not sheet.encoding_assumed
    return Notation(files.notation.delimiter) if own else files.notation


def _possible_choices(sheet: Sheet, other: Sheet, choice: Choice) -> list[tuple[Choice, bool]]:
    """How a file may be read beside another one, the likeliest first, each with whether it is that one's own choice.

    Columns of the same names are the same columns. Where one of the files names none, columns in the same places are,
    unless that makes no sense of them.
    """
    guessed = replace(sheet.guess, task=choice.task, renames=choice.renames, colon=choice.colon)
    guess = replace(guessed, pretokenized=choice.pretokenized), False
    if not (FORMATS[sheet.kind].columns_chosen and FORMATS[other.kind].columns_chosen):
        return [(choice, True)] if sheet.kind == other.kind else [guess]
    names, theirs = _column_names(sheet), _column_names(other)
    if names == theirs:
        return [(choice, True)]
    if choice.header and (named := _match_column_names(names, theirs, choice)):
        return [(named, True)]
    if len(sheet.columns) == len(other.columns) and not (choice.header and sheet.guess.header):
        return [(replace(choice, header=sheet.guess.header), True), guess]
    return [guess]


def _column_names(sheet: Sheet) -> list[str]:
    """The first row of a file, in small letters, whether or not it names the columns."""
    return [cell.strip().casefold() for cell in sheet.table[first_filled_row(sheet.table, sheet.name)]]


def _match_column_names(names: Sequence[str], theirs: Sequence[str], choice: Choice) -> Choice | None:
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


# ---- actions


def _choose_columns(choice: Choice, action: str, given: Mapping[str, Any], width: int) -> Choice | None:
    """The choice with other columns or another header."""
    value, column = given.get("value"), given.get("column")
    if action == "header" and isinstance(value, bool):
        return replace(choice, header=value)
    if action == "colon" and value in ("coarse", "fine"):
        return replace(choice, colon=value)
    if action != "role" or type(column) is not int or not 0 <= column < width:
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


def _rename_labels(choice: Choice, action: str, given: Mapping[str, Any]) -> Choice | None:
    """The choice with other names for labels."""
    label, value = given.get("label"), given.get("value")
    if action == "names":
        return replace(choice, renames={})
    if action == "merge" and isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return replace(choice, renames=_with_new_name(choice.renames, value[1:], value[0]))
    if not isinstance(label, str):
        return None
    if action == "rename" and isinstance(value, str):
        new = " ".join(value.split())[:LABEL_CHARACTERS]
        return replace(choice, renames=_with_new_name(choice.renames, [label], new)) if new and new != label else None
    if action == "drop":
        return replace(choice, renames=_with_new_name(choice.renames, [label], None))
    if action == "restore":
        return replace(choice, renames={old: new for old, new in choice.renames.items() if old != label})
    return None


def _with_new_name(renames: Mapping[str, str | None], labels: list[str], new: str | None) -> dict[str, str | None]:
    """The new names where labels as they are called now get another one, or are dropped."""
    kept = {old: new if was in labels else was for old, was in renames.items()}
    kept |= {label: new for label in labels if label not in kept}
    return {old: name for old, name in kept.items() if old != name}
