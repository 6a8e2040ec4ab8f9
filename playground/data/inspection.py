"""What a file seems to be: which kind, which column is the text and which the label, before anything is learnt from it.

Nothing is refused here that a person could still mend: `inspect` guesses and says what it assumed, `reading.check`
does what was chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from playground.data.bounds import COMMAND_LINE, Bounds
from playground.data.formats import FORMATS
from playground.data.notation import GUESSED, Notation
from playground.data.problems import file_name
from playground.data.sheet import Choice, Sheet
from playground.data.text_file import TextFile, open_text
from playground.errors import BadInput, choose
from playground.tasks import TASKS


def inspect(
    source: str | Path | bytes,
    name: str | None = None,
    task: str | None = None,
    bounds: Bounds = COMMAND_LINE,
    notation: Notation = GUESSED,
) -> Sheet:
    """What a file seems to be.

    Args:
        source: a path, or the bytes of a file.
        name: what the file is called; the path unless given.
        task: a key of TASKS; None: guessed.
        bounds: how large it may be.
        notation: what somebody says of how it is written.
    Raises:
        BadInput: it is not a file of text, or larger than the bounds, or of another task.
        NotFound: no such file, no such task.
    """
    if task is not None:
        choose(TASKS, task, "task")
    name = name or ("file" if isinstance(source, bytes) else str(source))
    return recognise(open_text(source, name, bounds, task, notation))


def recognise(file: TextFile) -> Sheet:
    """The content of a file, as the first kind in FORMATS reads it that knows the file.

    Raises:
        BadInput: it cannot be used, or is not for the task that is wanted.
    """
    refuse_markup(file.lines, file.name)
    for kind, entry in FORMATS.items():
        sheet = entry.recognise(file)
        if sheet is not None:
            if file.task is not None:
                refuse_task(kind, file.task, file.name)
            return replace(sheet, kind=kind)
    assert file.task is not None  # a table of texts is whatever is left
    raise BadInput(
        f"{file_name(file.name)} has no tag for each word. {TASKS[file.task].title} is learnt from .conllu "
        "files, or from a table with a word and its tag in each row. Give one of these, or choose the task sentiment.",
        key="not-conllu",
        file=file_name(file.name),
    )


def choose_columns(sheet: Sheet, text_column: str | None, label_column: str | None) -> Choice:
    """The choice that columns make which are given by name or by number (from 1); what is not given is guessed.

    Raises:
        BadInput: there is no such column, or the file's columns are fixed.
    """
    if text_column is None and label_column is None:
        return sheet.guess
    return FORMATS[sheet.kind].choose_columns(sheet, text_column, label_column)


def refuse_task(kind: str, task: str, name: str) -> None:
    """Raise where a kind of file cannot be read for a task.

    Args:
        kind: a key of FORMATS.
        name: of the file, for the message.
    Raises:
        BadInput: it cannot.
    """
    entry = FORMATS[kind]
    if task in entry.tasks:
        return
    if entry.wrong_task is not None:
        raise entry.wrong_task(name)
    raise BadInput(
        f"{file_name(name)} is a file of the kind {kind}, which is not for the task {task}. "
        f"Choose one of: {', '.join(entry.tasks)}.",
        key="format-task",
        file=file_name(name),
        kind=kind,
        task=task,
        allowed=", ".join(entry.tasks),
    )


def refuse_markup(lines: Sequence[str], name: str) -> None:
    """Raise for a web page or XML.

    Raises:
        BadInput: it is one of these.
    """
    start = "".join(lines[:1000])[:1000].lstrip().lower()
    what = "a web page or XML"
    if start.startswith(("<!doctype html", "<html", "<?xml")):
        raise BadInput(
            f"{file_name(name)} is {what}, not a table. Save it as CSV, with a text and a label in each row.",
            key="is-markup",
            file=file_name(name),
            kind=what,
        )
