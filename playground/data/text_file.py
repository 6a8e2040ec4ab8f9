"""A decoded file, with what several kinds of files ask of its lines; each question is answered once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from playground.data.bounds import Bounds
from playground.data.column_roles import Column, above_header
from playground.data.decoding import decode, decompress, read_bytes, split_lines
from playground.data.delimited import Dialect, parse
from playground.data.layout import (
    declared_delimiter,
    find_delimiter,
    find_long_delimiter,
    pad_header,
    quote_straightener,
    space_between_words,
    split_labels,
)
from playground.data.notation import GUESSED, Notation
from playground.data.problems import Note, counted, is_or_are, name_rows
from playground.data.sheet import PREVIEW, Choice, Sheet, first_filled_row, is_filled
from playground.data.table_roles import guess_roles
from playground.errors import shown
from playground.tasks import TASKS

EVEN_SHARE = 0.5  # at least this share of rows has to be of one width for a delimiter to be believed


@dataclass(frozen=True)
class Cells:
    """The rows of a file, divided at its delimiter.

    Attributes:
        rows: an empty one is an empty list, as is one that stands above the header.
        delimiter: "" where lines are not divided.
        repaired: numbers of rows whose quotes did not add up.
        assumed: what was assumed.
        dialect: how the lines were divided; None where they are not.
        straighten: what gave each line straight quotes in place of curly ones; None where there are none.
    """

    rows: list[list[str]]
    delimiter: str
    repaired: tuple[int, ...]
    assumed: tuple[Note, ...]
    dialect: Dialect | None = None
    straighten: Callable[[str], str] | None = None


@dataclass(frozen=True)
class TextFile:
    """A decoded file whose kind is not known yet.

    Attributes:
        name: as it was given.
        sha256: of its bytes.
        encoding: in which they were read; `encoding_assumed` where nothing in the file says so.
        lines: with their ends.
        bounds: how large the file may be.
        task: a key of TASKS for which examples are wanted; None: whatever the file suggests.
        returns: carriage returns within lines that were read as spaces.
        notation: what somebody says of how it is written.
    """

    name: str
    sha256: str
    encoding: str
    encoding_assumed: bool
    lines: list[str]
    bounds: Bounds
    task: str | None = None
    returns: int = 0
    notation: Notation = GUESSED

    def for_task(self, task: str) -> TextFile:
        """The same file, of which examples of a task are wanted."""
        return replace(self, task=task)

    def has_extension(self, *extensions: str) -> bool:
        """Whether its name ends in one of these (".csv"), a .gz behind it aside, in any case of letters."""
        return self.name.lower().removesuffix(".gz").endswith(extensions)

    @property
    def per_word(self) -> bool | None:
        """Whether the task that is wanted has a tag for every word; None where no task was given."""
        return None if self.task is None else TASKS[self.task].per_word

    def sheet(self, guess: Choice, assumed: tuple[Note, ...] | list[Note] = (), **content: Any) -> Sheet:
        """A sheet of this file's name, encoding and bounds; rows and preview are those of its table unless given.

        Args:
            assumed: what was assumed, beside the encoding.
            content: attributes of a Sheet.
        """
        below = [row for row in content.get("table", []) if is_filled(row)][int(guess.header) :]
        content = {"rows": len(below), "preview": tuple(tuple(row) for row in below[:PREVIEW]), **content}
        notes = [_encoding_note(self.encoding)] if self.encoding_assumed else []
        notes += [_returns_note(self.returns)] if self.returns else []
        return Sheet(
            self.name,
            self.sha256,
            self.encoding,
            self.encoding_assumed,
            self.bounds,
            guess,
            assumed=(*notes, *assumed),
            **content,
        )

    @cached_property
    def surely_labelled(self) -> list[list[str]] | None:
        """Label and text of every line where lines begin with labels that can be nothing else, None elsewhere."""
        if self.notation.delimiter is not None:
            return None
        return split_labels(self.lines, self.name, self.bounds, strong=True)

    @cached_property
    def perhaps_labelled(self) -> list[list[str]] | None:
        """Label and text of every line where lines may begin with their label, None elsewhere."""
        if self.notation.delimiter is not None or space_between_words(self.lines):
            return None
        return split_labels(self.lines, self.name, self.bounds, strong=False)

    @cached_property
    def _delimiter(self) -> tuple[str, float]:
        """The likeliest delimiter, "" for none, and the share of rows that it makes even."""
        if self.notation.delimiter is not None:
            return self.notation.delimiter, 1.0
        if self.surely_labelled:
            return "", 0.0
        found = declared_delimiter(self.lines) or find_delimiter(self.lines)
        long = find_long_delimiter(self.lines) if found[1] <= EVEN_SHARE or found[0] in (";", "|") else None
        if long and (found[1] <= EVEN_SHARE or set(long[0].strip()) == {found[0]}):
            return long
        return found

    @cached_property
    def labelled(self) -> list[list[str]] | None:
        """Label and text of every line where lines begin with their label rather than being rows of a table."""
        return self.surely_labelled or (self.perhaps_labelled if self._delimiter[1] < EVEN_SHARE else None)

    @cached_property
    def _straightened(self) -> tuple[list[str], Callable[[str], str] | None]:
        """The lines with straight quotes around cells that have curly ones, and what did that; None elsewhere."""
        straighten = quote_straightener(self.lines, self._delimiter[0])
        return (self.lines if straighten is None else list(map(straighten, self.lines))), straighten

    @cached_property
    def cells(self) -> Cells:
        """The rows of the file, read as a table.

        Raises:
            BadInput: more rows or columns than the bounds allow.
        """
        (delimiter, share), (lines, curly) = self._delimiter, self._straightened
        if not delimiter and (self.per_word or not share):
            delimiter = space_between_words(lines)
        if self.notation.delimiter is None and self.has_extension(".tsv") and any("\t" in line for line in lines):
            delimiter = "\t"
        grid = parse(lines, delimiter, self.name, self.bounds) if delimiter else None
        rows = grid.rows if grid else [[bare] if (bare := line.rstrip("\r\n")) else [] for line in lines]
        if declared_delimiter(lines):
            rows[0] = []
        notes = [_delimiter_note(delimiter)] if delimiter else []
        if curly:
            notes.append(Note("Curly quotes around cells were read as straight ones.", "assumed-curly"))
        if (
            grid
            and delimiter != "\t"
            and grid.dialect.quote is None
            and any('"' in cell for row in rows for cell in row)
        ):
            notes.append(Note("Quotes do not pair up, so each was taken for a character of the text.", "assumed-plain"))
        rows = pad_header(rows)
        if above := _clear_above_header(rows, self.bounds):
            notes.append(above)
        dialect = grid.dialect if grid else None
        return Cells(rows, delimiter, grid.repaired if grid else (), tuple(notes), dialect, curly)

    @cached_property
    def roles(self) -> tuple[Choice, tuple[Column, ...]]:
        """How the file is likeliest to be read as a table of texts and labels, and its columns.

        Raises:
            BadInput: it is empty, or larger than the bounds.
        """
        rows = self.cells.rows
        return guess_roles(rows, first_filled_row(rows, self.name), self.bounds)


def open_text(
    source: str | Path | bytes, name: str, bounds: Bounds, task: str | None = None, notation: Notation = GUESSED
) -> TextFile:
    """A file, decompressed and decoded.

    Args:
        source: a path, or the bytes of a file.
        name: what the file is called.
        task: a key of TASKS for which examples are wanted.
        notation: what somebody says of how it is written.
    Raises:
        BadInput: it is not a file of text, or larger than the bounds.
        NotFound: no such file.
    """
    raw = read_bytes(source, bounds)
    digest = hashlib.sha256(raw).hexdigest()
    text, encoding, assumed = decode(decompress(raw, name, bounds), name, notation.encoding)
    del raw
    lines, returns = split_lines(text, name, bounds)
    return TextFile(name, digest, encoding, assumed, lines, bounds, task, returns, notation)


def _clear_above_header(rows: list[list[str]], bounds: Bounds) -> Note | None:
    """Empty the rows above the header in place, and say which they were; None where there are none."""
    above = [at for at in range(above_header(rows, bounds)) if is_filled(rows[at])]
    if not above:
        return None
    first = next(cell.strip() for cell in rows[above[0]] if cell.strip())[:40]
    for at in above:
        rows[at] = []
    numbers = [at + 1 for at in above]
    verb = "stands" if len(above) == 1 else "stand"
    return Note(
        f"{name_rows(numbers)} {verb} above the names of the columns and {is_or_are(len(above))} passed over: "
        f"{shown(first)}.",
        "assumed-above",
        {"rows": tuple(numbers), "first": first},
    )


def _encoding_note(encoding: str) -> Note:
    """That the encoding was assumed."""
    return Note(
        f"The file does not say in which encoding it is; {encoding} fits.", "assumed-encoding", {"encoding": encoding}
    )


def _returns_note(returns: int) -> Note:
    """That carriage returns do not end lines."""
    what = counted(returns, "carriage return")
    return Note(
        f"{what} {'stands' if returns == 1 else 'stand'} within lines, which end in a line feed; each is read as a "
        "space.",
        "assumed-returns",
        {"count": returns},
    )


def _delimiter_note(delimiter: str) -> Note:
    """Which delimiter was assumed."""
    word = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}.get(delimiter)
    if word is None:
        said = f"The columns are separated by {delimiter}."
        return Note(said, "assumed-delimiter", {"delimiter": delimiter})
    return Note(f"The columns are separated by {word}.", f"assumed-{word}")
