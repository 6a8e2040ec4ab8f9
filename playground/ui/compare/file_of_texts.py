"""An uploaded file in Many texts: its texts, how they were found, and another way where that was the wrong one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playground.data.bounds import PAGE
from playground.data.notation import GUESSED, Notation, notation
from playground.data.texts_to_ask import NO_LABELS, FoundTexts, find_texts
from playground.errors import BadInput
from playground.lenses.predict.many_texts import check_texts
from playground.lenses.predict.right_labels import are_labels, check_labels
from playground.ui.compare.words import say
from playground.ui.components.markup import safe
from playground.ui.components.notation import notation_controls, option, select
from playground.ui.components.uploads import read_upload

UPLOAD_BYTES = 1_000_000
NO_COLUMN = "none"
"""How the browser says that no column holds labels."""


@dataclass(frozen=True)
class TextsFile:
    """A file whose texts stand in the box, as it was read; a session keeps it without them.

    Attributes:
        labelled: whether the label of each came along.
        said: what somebody says of how it is written.
        said_labels: the column of labels that somebody has chosen; NO_LABELS: none; None: it was guessed.
    """

    name: str
    count: int
    labelled: bool
    said: Notation
    said_labels: int | None
    found: FoundTexts


def read(
    path: str, said: Notation = GUESSED, column: int = -1, label_column: int | None = None
) -> tuple[list[str], list[str] | None, TextsFile]:
    """The texts of a file, each on one line; the label of each where a column looks like one of labels; and how they
    were found.

    Args:
        said: what somebody says of how it is written.
        column: the index of the column that holds the texts; below zero: it is guessed.
        label_column: the index of the column that holds the labels; NO_LABELS: there are none; None: it is guessed.
    Raises:
        BadInput: the file is too large, cannot be read, or holds too many or too long texts; or the column that was
            chosen holds no labels.
    """
    raw, name = read_upload(path)
    if len(raw) > UPLOAD_BYTES:
        raise BadInput(
            f"{name} has {len(raw):,} bytes. At most {UPLOAD_BYTES:,} are read. Upload a part of it.",
            key="many-file-size",
            file=name,
            given=f"{len(raw):,}",
            allowed=f"{UPLOAD_BYTES:,}",
        )
    found = find_texts(raw, name, PAGE, said, column, label_column)
    kept = [(at, text) for at, text in enumerate(found.texts) if text.strip()]
    texts = [" ".join(text.split()) if {"\n", "\r"} & set(text) else text for _, text in kept]
    check_texts(texts)
    labels = [" ".join(found.labels[at].split()) for at, _ in kept] if found.labels else None
    is_chosen = label_column is not None and found.label_column == label_column
    if labels is not None and is_chosen:
        check_labels(labels, found.columns[found.label_column or 0])
    elif labels is not None and not are_labels(labels):
        labels = None
    how = replace(found, texts=[], labels=None, label_column=None if labels is None else found.label_column)
    chosen = label_column if is_chosen or label_column == NO_LABELS else None
    return texts, labels, TextsFile(name, len(texts), labels is not None, said, chosen, how)


def asked_otherwise(given: object) -> tuple[Notation, int, int | None]:
    """How a file is to be read, as the browser says it: `{"delimiter": …, "encoding": …, "column": …, "labels": …}`.

    Raises:
        BadInput: there is no such delimiter or encoding.
    """
    told: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    said = notation(str(told.get("delimiter") or "") or None, str(told.get("encoding") or "") or None)
    column, labels = _index(told.get("column")), _index(told.get("labels"))
    return said, -1 if column is None else column, NO_LABELS if told.get("labels") == NO_COLUMN else labels


def _index(given: object) -> int | None:
    """The index of a column, as the browser says it; None where it says none."""
    told = str(given)
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 5 else None


def about(file: TextsFile | None, language: str) -> str:
    """How many texts were found in a file and how, with what to say where that was wrong; nothing without a file."""
    if file is None:
        return ""
    key = "many-uploaded-labels" if file.labelled else "many-uploaded"
    note = say(key, language, count=f"{file.count:,}", file=file.name)
    controls = notation_controls(file.said, file.found.delimiter, file.found.encoding, language)
    return f'<p class="many-note" role="status">{safe(note)}</p>{_columns(file, language)}{controls}'


def _columns(file: TextsFile, language: str) -> str:
    """The choice of the columns that hold the texts and the labels; nothing where there is only one."""
    found = file.found
    if not found.columns:
        return ""
    texts = "".join(option(str(at), name, at == found.column) for at, name in enumerate(found.columns))
    none = say("many-labels-none", language)
    guessed = none if found.label_column is None else found.columns[found.label_column]
    is_guessed = file.said_labels is None
    first = say("notation-found", language, found=guessed) if is_guessed else say("notation-guess", language)
    labels = option("", first, is_guessed) + option(NO_COLUMN, none, file.said_labels == NO_LABELS)
    labels += "".join(
        option(str(at), name, at == file.said_labels) for at, name in enumerate(found.columns) if at != found.column
    )
    return (
        f'<p class="notation">{select("column", say("many-column", language), texts)}'
        f"{select('labels', say('many-labels', language), labels)}</p>"
    )
