"""What was read from a file before it becomes examples, how somebody wants it read, and how it begins.

Every kind of file in `formats.FORMATS` brings its content into these records; whoever shows or checks a file needs
nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from playground.data.bounds import Bounds
from playground.data.column_roles import Column
from playground.data.problems import Note, file_name
from playground.data.tagged_sentences import Sentences
from playground.errors import SHOWN_ALTERNATIVES, BadInput, shown

PREVIEW = 8  # rows or sentences
LEARNT = "train"
"""The part of a file that is learnt from, where a column sets rows apart: the rows that no mark holds back."""


def name_of_part(name: str, part: str) -> str:
    """What the rows of one part of a file are called; those to learn from are called as the file."""
    return name if part == LEARNT else f"{name} ({part})"


@dataclass(frozen=True)
class Choice:
    """How a file is to be read.

    Attributes:
        task: a key of TASKS.
        text_columns: indices from 0, joined in this order; for words the column of the words. Empty where no
            column looks like a text.
        label_column: index from 0; for words the column of the tags. -1 where no column looks like a label.
        header: whether the first row names the columns.
        colon: of labels such as A:b, "coarse" takes A and "fine" the whole; None where labels are not of this form.
        sentence_column: index from 0 of the column that tells sentences apart (words); None: blank lines do.
        renames: label -> its new name; None drops the examples that have it. Two with one new name become one label.
        parts_kept_apart: whether rows that a column marks as those for validation or a test are held back
            (`row_parts`); `reading.check` reads the rows that it is given.
        pretokenized: whether the texts are split into words by spaces already, and are to be read so.
    """

    task: str
    text_columns: tuple[int, ...]
    label_column: int
    header: bool = False
    colon: str | None = None
    sentence_column: int | None = None
    renames: dict[str, str | None] = field(default_factory=dict)
    parts_kept_apart: bool = False
    pretokenized: bool = False


@dataclass(frozen=True)
class Sheet:
    """A file that was read and not yet made examples of.

    Attributes:
        name: the file's name, as it was given.
        sha256: of the file's bytes.
        encoding: in which the bytes were read.
        encoding_assumed: whether nothing in the file says that this is its encoding.
        bounds: how large the file may be.
        guess: what is done unless somebody chooses otherwise.
        kind: a key of FORMATS.
        columns: those of the table; empty where there is no table.
        rows: how many rows have something in them, the header not counted; of tagged sentences how many there are.
        preview: the first rows below the header, each with its cells.
        assumed: what was assumed, each in a sentence.
        table: all rows; an empty one is an empty list. Row 1 of the file is table[0].
        delimiter: "," ";" "|" a space or a tab; None where lines are not divided into cells.
        repaired: numbers of rows whose quotes did not add up.
        sentences: of a file that is no table.
        part: which rows of the file these are, where a column sets rows apart (`row_parts`); empty: all.
    """

    name: str
    sha256: str
    encoding: str
    encoding_assumed: bool
    bounds: Bounds
    guess: Choice
    kind: str = ""
    columns: tuple[Column, ...] = ()
    rows: int = 0
    preview: tuple[tuple[str, ...], ...] = ()
    assumed: tuple[Note, ...] = ()
    table: list[list[str]] = field(default_factory=list, repr=False)
    delimiter: str | None = None
    repaired: tuple[int, ...] = field(default=(), repr=False)
    sentences: Sentences | None = field(default=None, repr=False)
    part: str = ""

    @property
    def header(self) -> bool:
        """Whether the first row seems to name the columns."""
        return self.guess.header


@dataclass(frozen=True)
class Preview:
    """The beginning of a file as it is read, for drawing: rows of a table, or tagged sentences.

    Attributes:
        columns: of the table; empty where there is none.
        rows: its first rows below the header.
        sentences: the words and the tags of each; None where there are none to be shown.
    """

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    sentences: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] | None = None


def is_filled(row: Sequence[str]) -> bool:
    """Whether something stands in a row."""
    return any(cell.strip() for cell in row)


def first_filled_row(rows: Sequence[Sequence[str]], name: str) -> int:
    """The index of the first row in which something stands.

    Args:
        name: of the file, for the message.
    Raises:
        BadInput: there is none.
    """
    top = next((at for at, row in enumerate(rows) if is_filled(row)), None)
    if top is None:
        raise BadInput(
            f"{file_name(name)} is empty. Give a file with a text and a label in each row.",
            key="empty-file",
            file=file_name(name),
        )
    return top


def quote_first_row(cells: Sequence[str]) -> str:
    """A sentence that shows the first row of a file."""
    more = f" and {len(cells) - SHOWN_ALTERNATIVES} more" if len(cells) > SHOWN_ALTERNATIVES else ""
    return f"Its first row is: {', '.join(shown(cell) for cell in cells[:SHOWN_ALTERNATIVES])}{more}."


def find_column(first: Sequence[str], asked: str | None, name: str) -> tuple[int | None, bool]:
    """The index of a column that was asked for, and whether the first row names it (so that it is a header).

    Args:
        first: the cells of the first row.
        asked: a name, or a number counted from 1; None: nothing was asked for.
        name: of the file, for the message.
    Raises:
        BadInput: there is no such column.
    """
    if asked is None:
        return None, False
    names = [cell.strip() for cell in first]
    wanted = str(asked).strip()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(first):  # a column named "1" can still be given by its number
        return int(wanted) - 1, False
    for spelt, sought in ((names, wanted), ([cell.lower() for cell in names], wanted.lower())):
        if sought and sought in spelt:
            return spelt.index(sought), True
    raise BadInput(
        f"{file_name(name)} has no column {shown(str(asked))}. {quote_first_row(first)} "
        "Give one of these, or a number counted from 1.",
        key="no-such-column",
        file=file_name(name),
        column=asked,
        columns=names,
    )


def guess_with_columns(sheet: Sheet, names: Sequence[str], text_column: str | None, label_column: str | None) -> Choice:
    """What the file suggests, with the columns that are given in place of the guessed ones.

    Args:
        names: what the columns are called.
        text_column, label_column: a name, or a number counted from 1; None: as the file suggests.
    Raises:
        BadInput: there is no such column.
    """
    text, _ = find_column(names, text_column, sheet.name)
    label, _ = find_column(names, label_column, sheet.name)
    guess = sheet.guess
    return replace(
        guess,
        text_columns=guess.text_columns if text is None else (text,),
        label_column=guess.label_column if label is None else label,
    )
