"""An uploaded file in Many texts: its texts, how they were found, and another way where that was the wrong one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playground.data.bounds import PAGE
from playground.data.notation import GUESSED, Notation, notation
from playground.data.texts_to_ask import FoundTexts, find_texts
from playground.errors import BadInput
from playground.lenses.predict.many_texts import check_texts
from playground.ui.compare.words import say
from playground.ui.components.markup import safe
from playground.ui.components.notation import notation_controls
from playground.ui.components.uploads import read_upload

UPLOAD_BYTES = 1_000_000


@dataclass(frozen=True)
class TextsFile:
    """A file whose texts stand in the box, as it was read; a session keeps it without them.

    Attributes:
        labelled: whether the label of each came along.
        said: what somebody says of how it is written.
    """

    name: str
    count: int
    labelled: bool
    said: Notation
    found: FoundTexts


def read(path: str, said: Notation = GUESSED, column: int = -1) -> tuple[list[str], list[str] | None, TextsFile]:
    """The texts of a file, each on one line; the label of each where a column looks like one of labels; and how they
    were found.

    Args:
        said: what somebody says of how it is written.
        column: the index of the column that holds the texts; below zero: it is guessed.
    Raises:
        BadInput: the file is too large, cannot be read, or holds too many or too long texts.
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
    found = find_texts(raw, name, PAGE, said, column)
    kept = [(at, text) for at, text in enumerate(found.texts) if text.strip()]
    texts = [" ".join(text.split()) if {"\n", "\r"} & set(text) else text for _, text in kept]
    check_texts(texts)
    labels = [" ".join(found.labels[at].split()) for at, _ in kept] if found.labels else None
    how = replace(found, texts=[], labels=None)
    return texts, labels, TextsFile(name, len(texts), labels is not None, said, how)


def asked_otherwise(given: object) -> tuple[Notation, int]:
    """How a file is to be read, as the browser says it: `{"delimiter": …, "encoding": …, "column": …}`.

    Raises:
        BadInput: there is no such delimiter or encoding.
    """
    told: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    column = str(told.get("column") or "")
    said = notation(str(told.get("delimiter") or "") or None, str(told.get("encoding") or "") or None)
    return said, int(column) if column.isascii() and column.isdecimal() and len(column) < 5 else -1


def about(file: TextsFile | None, language: str) -> str:
    """How many texts were found in a file and how, with what to say where that was wrong; nothing without a file."""
    if file is None:
        return ""
    key = "many-uploaded-labels" if file.labelled else "many-uploaded"
    note = say(key, language, count=f"{file.count:,}", file=file.name)
    column = _column(file, language)
    controls = notation_controls(file.said, file.found.delimiter, file.found.encoding, language)
    return f'<p class="many-note" role="status">{safe(note)}</p>{column}{controls}'


def _column(file: TextsFile, language: str) -> str:
    """The choice of the column that holds the texts; nothing where there is only one."""
    if not file.found.columns:
        return ""
    options = "".join(
        f'<option value="{at}"{" selected" if at == file.found.column else ""}>{safe(name)}</option>'
        for at, name in enumerate(file.found.columns)
    )
    control = f'<label>{safe(say("many-column", language))} <select data-action="column">{options}</select></label>'
    return f'<p class="notation">{control}</p>'
