"""What a file seems to be: which column is the text and which the label, before anything is learnt from it.

Nothing is refused here that a person could still mend: `inspect` guesses and says what it assumed, `data.examples`
does what was chosen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from playground.data import tagged_sentences
from playground.data.column_roles import Column as Column
from playground.data.column_roles import above_header, column_of, columns_of, is_header, looks, roles
from playground.data.decoding import COMMAND_LINE, Bounds, called, decoded, grid, lines_of, loaded, unpacked
from playground.data.formats import declared, delimiter_of, is_conllu, labelled, refuse_markup, spaced_words, squared
from playground.data.labels import coarse, have_parts
from playground.data.problems import Note, are, numbered
from playground.errors import SHOWN_ALTERNATIVES, BadInput, choose, shown
from playground.tasks import TASKS

PREVIEW = 8
EVEN = 0.5  # at least this share of rows has to be of one width for a delimiter to be believed


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
    """

    task: str
    text_columns: tuple[int, ...]
    label_column: int
    header: bool = False
    colon: str | None = None
    sentence_column: int | None = None
    renames: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A file that was read and not yet made examples of.

    Attributes:
        name: the file's name, as it was given.
        sha256: of the file's bytes.
        encoding: in which the bytes were read.
        encoding_assumed: whether nothing in the file says that this is its encoding.
        delimiter: "," ";" "|" or a tab; None where lines are not divided into cells.
        header: whether the first row seems to name the columns.
        kind: "table", "labelled-lines" (each begins with its label), "words" (a table of words and tags) or "conllu".
        columns: of labelled lines: label, text. Empty for CoNLL-U.
        rows: how many rows have something in them, the header not counted; for CoNLL-U sentences.
        preview: the first rows below the header, each with its cells.
        guess: what is done unless somebody chooses otherwise.
        assumed: what was assumed, each in a sentence.
        table: all rows; an empty one is an empty list. Row 1 of the file is table[0].
        mended: numbers of rows whose quotes did not add up.
        lines: of a file that is no table (CoNLL-U).
    """

    name: str
    sha256: str
    encoding: str
    encoding_assumed: bool
    delimiter: str | None
    header: bool
    kind: str
    columns: tuple[Column, ...]
    rows: int
    preview: tuple[tuple[str, ...], ...]
    guess: Choice
    assumed: tuple[Note, ...]
    bounds: Bounds = COMMAND_LINE
    table: list[list[str]] = field(default_factory=list, repr=False)
    mended: tuple[int, ...] = field(default=(), repr=False)
    lines: list[str] = field(default_factory=list, repr=False)


def inspect(
    source: str | Path | bytes, name: str | None = None, task: str | None = None, bounds: Bounds = COMMAND_LINE
) -> Sheet:
    """What a file seems to be.

    Args:
        source: a path, or the bytes of a file.
        name: what the file is called; the path unless given.
        task: a key of TASKS; None: guessed.
        bounds: how large it may be.
    Raises:
        BadInput: it is not a file of text, or larger than the bounds, or of another task.
        NotFound: no such file, no such task.
    """
    if task is not None:
        choose(TASKS, task, "task")
    name = name or ("file" if isinstance(source, bytes) else str(source))
    raw = loaded(source, bounds)
    text, encoding, assumed = decoded(unpacked(raw, name, bounds), name)
    refuse_markup(text, name)
    lines = lines_of(text)
    sha256 = hashlib.sha256(raw).hexdigest()
    notes = [_encoding_note(encoding)] if assumed else []
    start = Sheet(
        name,
        sha256,
        encoding,
        assumed,
        None,
        False,
        "table",
        (),
        0,
        (),
        Choice(task or "sentiment", (), -1),
        (),
        bounds,
    )
    if is_conllu(name, lines):
        return _of_conllu(start, lines, task, notes)
    marked = labelled(lines, bounds, strong=True)
    delimiter, share = ("", 0.0) if marked else declared(lines) or delimiter_of(lines)
    if not marked and share < EVEN:
        marked = labelled(lines, bounds, strong=False)
    if marked and task != "pos":
        return _of_labelled(start, marked, notes)
    if not delimiter and (task == "pos" or not share):
        delimiter = spaced_words(lines)
    if name.lower().removesuffix(".gz").endswith(".tsv") and any("\t" in line for line in lines):
        delimiter = "\t"
    table = grid(lines, delimiter or ",", name, bounds) if delimiter else None
    rows = table.rows if table else [[bare] if (bare := line.rstrip("\r\n")) else [] for line in lines]
    so_far = list(notes)
    if declared(lines):
        rows[0] = []
    if delimiter:
        notes.append(_delimiter_note(delimiter))
    if table and delimiter != "\t" and table.style.quote is None and any('"' in cell for row in rows for cell in row):
        notes.append(Note("Quotes do not pair up, so each was taken for a character of the text.", "assumed-plain"))
    rows = squared(rows)
    if above := _without_above(rows, bounds):
        notes.append(above)
    mended = table.mended if table else ()
    sheet = _of_table(replace(start, delimiter=delimiter or None, table=rows, mended=mended), task, notes)
    marked = _rather_labelled(sheet, lines)
    return _of_labelled(start, marked, so_far) if marked else sheet


def _without_above(rows: list[list[str]], bounds: Bounds) -> Note | None:
    """Empty the rows above the header; what is said of them, None where there are none."""
    above = [at for at in range(above_header(rows, bounds)) if any(cell.strip() for cell in rows[at])]
    if not above:
        return None
    first = next(cell.strip() for cell in rows[above[0]] if cell.strip())[:40]
    for at in above:
        rows[at] = []
    numbers = [at + 1 for at in above]
    verb = "stands" if len(above) == 1 else "stand"
    return Note(
        f"{numbered(numbers)} {verb} above the names of the columns and {are(len(above))} passed over: {shown(first)}.",
        "assumed-above",
        {"rows": tuple(numbers), "first": first},
    )


def _rather_labelled(sheet: Sheet, lines: list[str]) -> list[list[str]] | None:
    """Label and text of every line where the delimiters of a table are rather marks within texts, None elsewhere."""
    if sheet.kind != "table" or declared(lines):
        return None
    rows = labelled(lines, sheet.bounds, strong=False)
    first = next((row for row in rows or () if row), None)
    if (
        not rows
        or not first
        or not first[0]
        or any(sheet.delimiter in row[0] for row in rows if sheet.delimiter and row)
    ):
        return None
    labels = [row[0] for row in rows if row]
    if sheet.guess.label_column < 0:
        return rows if labels.count(first[0]) > 1 else None
    marks = all(label.isupper() and len(label) > 1 for label in labels if label) or all(
        line.lstrip().startswith(f"{row[0]}:") for row, line in zip(rows, lines, strict=True) if row and row[0]
    )
    return rows if marks and not sheet.header and _go_on(sheet, set(labels)) else None


def _go_on(sheet: Sheet, labels: set[str]) -> bool:
    """Whether what a table takes for labels is more than these, with the text's first words behind them or instead."""
    at = sheet.guess.label_column
    cells = {row[at].strip() for row in sheet.table if len(row) > at}
    rests = {cell.partition(" ")[2] for cell in cells}
    begin = all(cell.partition(" ")[0].rstrip(":") in labels for cell in cells)
    return len(labels) < len(cells) if not begin else all(rest and not rest.isupper() for rest in rests)


# ---- kinds of files


def _of_conllu(sheet: Sheet, lines: list[str], task: str | None, notes: list[Note]) -> Sheet:
    if task is not None and not TASKS[task].per_word:
        raise is_conllu_error(sheet.name)
    found = tagged_sentences.conllu(lines)
    return replace(
        sheet,
        kind="conllu",
        delimiter="\t",
        rows=len(found.texts) + found.unusable,
        preview=tuple(
            (" ".join(words), " ".join(tags)) for words, tags in zip(found.words[:PREVIEW], found.tags, strict=False)
        ),
        guess=Choice("pos", (1,), 3),
        assumed=tuple(notes),
        lines=lines,
    )


def is_conllu_error(name: str) -> BadInput:
    """What is said where texts are wanted and words with tags were given."""
    return BadInput(
        f"{called(name)} is CoNLL-U: it has a tag for every word and no label for a text. "
        "Choose the task pos, or give a .csv or .tsv file.",
        key="is-conllu",
        file=called(name),
    )


def _of_labelled(sheet: Sheet, rows: list[list[str]], notes: list[Note]) -> Sheet:
    """A sheet of lines that begin with their label: the columns are the label and the text."""
    labels = {row[0] for row in rows if row}
    colon = "coarse" if have_parts(labels) else None
    notes = [*notes, Note("Each line begins with its label; the rest of it is the text.", "assumed-labelled-lines")]
    if colon:
        label = min(labels)
        notes.append(
            Note(
                f"Of a label such as {label} the part before the colon is taken: {coarse(label)}.",
                "assumed-coarse",
                {"label": label, "part": coarse(label)},
            )
        )
    guess = Choice("sentiment", (1,), 0, colon=colon)
    filled = [row for row in rows if row]
    columns = tuple(
        replace(column_of([row[at] for row in filled], at), looks=look) for at, look in enumerate(("label", "text"))
    )
    return replace(
        sheet,
        kind="labelled-lines",
        columns=columns,
        rows=len(filled),
        preview=tuple(map(tuple, filled[:PREVIEW])),
        guess=guess,
        assumed=tuple(notes),
        table=rows,
    )


def _of_table(sheet: Sheet, task: str | None, notes: list[Note]) -> Sheet:
    top = top_of(sheet)
    rows = sheet.table
    words = (
        None
        if task is not None and not TASKS[task].per_word
        else tagged_sentences.word_and_tag(rows[top + 1 :], rows[top])
    )
    if words and (task or words[2] is not None or _has_gaps(rows, top)):
        return _of_words(sheet, top, words, notes)
    if task is not None and TASKS[task].per_word:
        raise BadInput(
            f"{called(sheet.name)} has no tag for each word. {TASKS[task].title} is learnt from .conllu files, or from "
            "a table with a word and its tag in each row. Give one of these, or choose the task sentiment.",
            key="not-conllu",
            file=called(sheet.name),
        )
    guess, columns = _guess(sheet, None, None, None)
    data = _filled(rows[top + guess.header :])
    notes = [*notes, _header_note(rows[top], guess.header), *_column_notes(columns, guess)]
    preview = tuple(tuple(row) for row in data[:PREVIEW])
    return replace(
        sheet,
        header=guess.header,
        columns=columns,
        rows=len(data),
        preview=preview,
        guess=guess,
        assumed=tuple(notes),
    )


def _guess(sheet: Sheet, text: int | None, label: int | None, header: bool | None) -> tuple[Choice, tuple[Column, ...]]:
    """What is likeliest to be the text, the label and the header of a table, where it is not given; the columns."""
    top = top_of(sheet)
    first = [cell.strip() for cell in sheet.table[top]]
    below = _filled(sheet.table[top + 1 :])
    columns = columns_of(below or [first], [])
    asked = label
    likely = roles(columns, first, sheet.bounds, text, label)
    if header is None:
        header = is_header(first, below, columns, *likely)
    names = first if header else []
    columns = columns_of(below if header else [first, *below], names)
    found = roles(columns, names, sheet.bounds, text, label)
    text, label = (one if one is not None else other for one, other in zip(found, likely, strict=True))
    if label is not None and (label >= len(columns) or (label == text and label != asked)):
        label = None
    if text is not None and text >= len(columns):
        text = None
    all_looks = looks(columns, text, label, names, sheet.bounds)
    columns = tuple(replace(column, looks=look) for column, look in zip(columns, all_looks, strict=True))
    return Choice("sentiment", () if text is None else (text,), -1 if label is None else label, header), columns


def _filled(rows: Sequence[list[str]]) -> list[list[str]]:
    return [row for row in rows if any(cell.strip() for cell in row)]


def _has_gaps(rows: Sequence[Sequence[str]], top: int) -> bool:
    """Whether empty rows stand between others."""
    return any(not any(cell.strip() for cell in row) for row in rows[top + 1 : -1])


def top_of(sheet: Sheet) -> int:
    """The index of the first row in which something stands.

    Raises:
        BadInput: there is none.
    """
    top = next((at for at, row in enumerate(sheet.table) if any(cell.strip() for cell in row)), None)
    if top is None:
        raise BadInput(
            f"{called(sheet.name)} is empty. Give a file with a text and a label in each row.",
            key="empty-file",
            file=called(sheet.name),
        )
    return top


def _of_words(sheet: Sheet, top: int, found: tuple[int, int, int | None], notes: list[Note]) -> Sheet:
    word, tag, sentence = found
    rows = tagged_sentences.rejoined(sheet.table, word, tag, sheet.delimiter or ",")
    penn = tagged_sentences.is_penn([row[tag] for row in rows[top + 1 :] if len(row) > tag])
    header = tagged_sentences.is_header(rows[top], word, tag, penn)
    names = [cell.strip() for cell in rows[top]] if header else []
    filled = _filled(rows[top + header :])
    columns = columns_of(filled or rows[top : top + 1], names)
    roles_of = {word: "text", tag: "label"}
    columns = tuple(replace(column, looks=roles_of.get(at, "other")) for at, column in enumerate(columns))
    notes.append(Note("Each row holds a word and its tag.", "assumed-words"))
    notes.append(_header_note([cell.strip() for cell in rows[top]], header))
    if penn:
        notes.append(
            Note("The tags are those of the Penn Treebank; each is read as its universal tag.", "assumed-penn-tags")
        )
    if sentence is not None:
        notes.append(
            Note(
                f"{_named(columns[sentence])} tells the sentences apart.",
                "assumed-sentence-column",
                {"column": columns[sentence].number},
            )
        )
    elif not _has_gaps(rows, top):
        notes.append(Note("Nothing stands between the sentences, so each ends with . ! or ?", "assumed-sentence-ends"))
    return replace(
        sheet,
        kind="words",
        header=header,
        columns=columns,
        rows=len(filled),
        preview=tuple(tuple(row) for row in filled[:PREVIEW]),
        guess=Choice("pos", (word,), tag, header, sentence_column=sentence),
        assumed=tuple(notes),
        table=rows,
    )


# ---- what is asked for


def chosen(sheet: Sheet, text_column: str | None, label_column: str | None) -> Choice:
    """The choice that columns make which are given by name or by number (from 1); what is not given is guessed.

    Raises:
        BadInput: there is no such column, or the file's columns are fixed.
    """
    if text_column is None and label_column is None:
        return sheet.guess
    if sheet.kind == "conllu":
        raise BadInput(
            f"{called(sheet.name)} is CoNLL-U, where the columns are fixed. "
            "Leave out --text-column and --label-column.",
            key="conllu-columns",
            file=called(sheet.name),
        )
    first = ["label", "text"] if sheet.kind == "labelled-lines" else sheet.table[top_of(sheet)]
    text, text_named = _asked(first, text_column, sheet.name)
    label, label_named = _asked(first, label_column, sheet.name)
    if sheet.kind == "table":
        return _guess(sheet, text, label, True if text_named or label_named else None)[0]
    guess = sheet.guess
    return replace(
        guess,
        text_columns=guess.text_columns if text is None else (text,),
        label_column=guess.label_column if label is None else label,
    )


def _asked(first: Sequence[str], asked: str | None, name: str) -> tuple[int | None, bool]:
    """The index of a column that was asked for, and whether the first row names it (so that it is a header)."""
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
        f"{called(name)} has no column {shown(str(asked))}. {first_row(first)} "
        "Give one of these, or a number counted from 1.",
        key="no-such-column",
        file=called(name),
        column=asked,
        columns=names,
    )


def first_row(first: Sequence[str]) -> str:
    """A sentence that shows the first row."""
    more = f" and {len(first) - SHOWN_ALTERNATIVES} more" if len(first) > SHOWN_ALTERNATIVES else ""
    return f"Its first row is: {', '.join(shown(cell) for cell in first[:SHOWN_ALTERNATIVES])}{more}."


# ---- what was assumed


def _named(column: Column) -> str:
    return f"Column {column.number}" + (f" ({column.name})" if column.name else "")


def _encoding_note(encoding: str) -> Note:
    return Note(
        f"The file does not say in which encoding it is; {encoding} fits.", "assumed-encoding", {"encoding": encoding}
    )


def _delimiter_note(delimiter: str) -> Note:
    word = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}[delimiter]
    return Note(f"The columns are separated by {word}.", f"assumed-{word}")


def _header_note(names: Sequence[str], header: bool) -> Note:
    first = next((name.strip() for name in names if name.strip()), "")[:40]
    if header:
        return Note("The first row names the columns.", "assumed-header", {"first": first})
    return Note("The first row is data, not names of columns.", "assumed-no-header", {"first": first})


def _column_notes(columns: Sequence[Column], guess: Choice) -> list[Note]:
    notes = []
    if guess.text_columns and guess.label_column >= 0:
        text, label = _named(columns[guess.text_columns[0]]), _named(columns[guess.label_column])
        notes.append(
            Note(
                f"{text} is the text, {label[0].lower() + label[1:]} the label.",
                "assumed-columns",
                {"text": columns[guess.text_columns[0]].number, "label": columns[guess.label_column].number},
            )
        )
    more = [
        column.number for column in columns if column.looks == "text" and column.number - 1 not in guess.text_columns
    ]
    if more:
        numbers = ", ".join(map(str, more))
        notes.append(
            Note(
                f"There is more text in {'column' if len(more) == 1 else 'columns'} {numbers}, which could be joined.",
                "more-text",
                {"columns": more},
            )
        )
    return notes
