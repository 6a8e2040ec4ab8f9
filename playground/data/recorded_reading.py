"""How somebody chose to read a file, as a recipe records it, and reading it so again.

Nothing is left to be guessed, so that the file gives the same examples when guessing has changed. Columns count from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from playground.data.bounds import PAGE
from playground.data.examples import Examples
from playground.data.formats import FORMATS
from playground.data.inspection import inspect
from playground.data.notation import Notation, notation
from playground.data.problems import file_name, refuse
from playground.data.reading import Checked, check
from playground.data.row_parts import rows_of_part
from playground.data.sheet import Choice, Sheet
from playground.errors import BadInput, choose


def recorded(found: Checked, sheet: Sheet, choice: Choice, said: Notation) -> Checked:
    """What came of a file, whose examples say how they were read.

    Args:
        said: what somebody said of how the file is written.
    """
    reading = {
        "kind": sheet.kind,
        "text": [at + 1 for at in choice.text_columns],
        "label": choice.label_column + 1,
        "header": choice.header,
        "colon": choice.colon,
        "sentence": None if choice.sentence_column is None else choice.sentence_column + 1,
        "renames": choice.renames or None,
    }
    entry = {
        "reading": {key: value for key, value in reading.items() if value is not None},
        "delimiter": said.delimiter,
        "encoding": said.encoding,
    }
    read_as = {key: value for key, value in entry.items() if value is not None}
    return replace(found, examples=replace(found.examples, read_as=read_as))


def read_recorded(path: str | Path, task: str, entry: Mapping[str, Any]) -> Examples:
    """The examples of a file that is read as an entry of a recipe records it.

    Args:
        entry: with `reading` as `recorded` has it, and what stands beside it: delimiter, encoding, pretokenized, part.
    Raises:
        BadInput: the file cannot be read so.
        NotFound: no such file.
    """
    reading = entry["reading"]
    said = notation(entry.get("delimiter"), entry.get("encoding"))
    sheet = inspect(path, bounds=PAGE, notation=said)
    if sheet.kind != reading["kind"]:  # its task was chosen before it was looked at
        sheet = inspect(path, task=task, bounds=PAGE, notation=said)
    choice = Choice(
        task,
        tuple(at - 1 for at in reading["text"]),
        reading["label"] - 1,
        reading["header"],
        reading.get("colon"),
        reading["sentence"] - 1 if "sentence" in reading else None,
        dict(reading.get("renames", {})),
        pretokenized=bool(entry.get("pretokenized")),
    )
    if sheet.kind != reading["kind"]:
        raise BadInput(
            f"The recipe reads {file_name(sheet.name)} as a file of the kind {reading['kind']}, and it is of the kind "
            f"{sheet.kind}. Take the “reading” out of the recipe, and name the columns.",
            key="recipe-reading",
            file=file_name(sheet.name),
            kind=reading["kind"],
            found=sheet.kind,
        )
    found = check(rows_of_part(sheet, choice, entry["part"]) if "part" in entry else sheet, choice)
    refuse(found.problems)
    return recorded(found, sheet, choice, said).examples


def check_recorded(reading: Mapping[str, Any]) -> None:
    """Raise where `reading` of an entry is not laid out as `recorded` has it.

    Raises:
        NotFound: there is no such kind of file.
        ValueError, KeyError, TypeError: anything else.
    """
    choose(FORMATS, reading["kind"], "kind of file")
    columns = [*reading["text"], reading["label"], reading.get("sentence", 1)]
    if not all(type(at) is int and at > 0 for at in columns) or not reading["text"]:
        raise ValueError("columns")
    if type(reading["header"]) is not bool or reading.get("colon", "fine") not in ("coarse", "fine"):
        raise ValueError("header, colon")
    for label, new in reading.get("renames", {}).items():
        if type(label) is not str or not (new is None or type(new) is str):
            raise ValueError("renames")
