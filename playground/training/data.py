"""Files of examples become checked `Examples`; whatever is wrong with a file is said with its row.

Nothing here knows about vocabularies, tensors or the page, and no text is cleaned: `<br />` and `-lrb-` are the
tokeniser's business (`playground.text`).

Decisions:
- The csv module reads the tables, not pandas: it gives every row as it stands, so that all rows of a wrong width can be
  named at once, and it never turns "NA" into a missing value. On 25,000 film reviews it takes under a second.
- Rows are counted as a spreadsheet counts them: from 1, the header and empty rows included.
- A text or a label that is missing is no mistake of the file's shape: such rows are left out and counted in `dropped`.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playground.errors import SHOWN_ALTERNATIVES, BadInput, NotFound, choose, shown
from playground.tasks import TASKS, UPOS

FILE_BYTES = 256 * 2**20  # of a file, unpacked
ROWS = 2_000_000
COLUMNS = 200
CELL_CHARACTERS = 100_000
LABELS = 200
LABEL_CHARACTERS = 100
PROBLEMS_SHOWN = 10
SAMPLE_BYTES = 64 * 2**10  # given to charset-normalizer
DELIMITERS = ",;\t|"

_SIGNATURES = {
    b"PK\x03\x04": "a zip archive or an Office file (.xlsx, .docx)",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls, .doc)",
    b"\x1f\x8b": "compressed with gzip (give it a name that ends in .gz)",
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
}
_TAGS = frozenset(UPOS)
_BYTE_ORDER_MARKS = (  # the longer ones first: UTF-32 begins as UTF-16 does
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_COLUMN_HELP = (
    "Say which they are with --text-column and --label-column (text_column and label_column in Python): "
    "a name, or a number counted from 1."
)


@dataclass(frozen=True)
class Examples:
    """Texts with their labels, from one file.

    Attributes:
        task: a key of TASKS.
        texts: one text an example, as the file has it.
        words: the words that the file itself sets apart (pos); None where texts are yet to be split (sentiment).
        labels: a label a text (sentiment) or a tuple of tags, one a word (pos).
        name: the file's name, as it was given.
        sha256: of the file's bytes as they lie on disk.
        dropped: reason -> rows that were left out.
        encoding: in which the bytes were read; assumed unless it is utf-8.
    """

    task: str
    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] | None
    labels: tuple[Any, ...]
    name: str
    sha256: str
    dropped: dict[str, int] = field(default_factory=dict)
    encoding: str = "utf-8"

    def __len__(self) -> int:
        return len(self.texts)


def read(path: str | Path, task: str, text_column: str | None = None, label_column: str | None = None) -> Examples:
    """Examples of a task from a .csv, .tsv or .conllu file, plain or as .gz; any other name is judged by its content.

    Columns named text and label are taken as such, in any case of letters. A column given by number may belong to a
    file without a header: the first row counts as data where its label occurs again further down.

    Args:
        text_column, label_column: the name of a column, or its number counted from 1.
    Raises:
        BadInput: the file cannot be read as examples; up to ten problems are named with their rows.
        NotFound: no such task, no such file.
    """
    choose(TASKS, task, "task")
    name = str(path)
    raw = _bytes(path)
    text, encoding = _decoded(_unpacked(raw, name), name)
    kind = _kind(name, text)
    per_word = TASKS[task].per_word
    if per_word and kind != "conllu":
        raise BadInput(
            f"{_file(name)} is not CoNLL-U. {TASKS[task].title} is learnt from .conllu files, which have a tag for "
            "every word. Give one of these, or choose the task sentiment.",
            key="not-conllu",
            file=name,
        )
    if kind == "conllu" and not per_word:
        raise BadInput(
            f"{_file(name)} is CoNLL-U: it has a tag for every word and no label for a text. "
            "Choose the task pos, or give a .csv or .tsv file.",
            key="is-conllu",
            file=name,
        )
    sha256 = hashlib.sha256(raw).hexdigest()
    if kind == "conllu":
        if text_column is not None or label_column is not None:
            raise BadInput(
                f"{_file(name)} is CoNLL-U, where the columns are fixed. Leave out --text-column and --label-column.",
                key="conllu-columns",
                file=name,
            )
        texts, words, tags, dropped = _sentences(text, name)
        return Examples(task, texts, words, tags, name, sha256, dropped, encoding)
    texts, labels, dropped = _table(text, kind, name, text_column, label_column)
    return Examples(task, texts, None, labels, name, sha256, dropped, encoding)


def joined(parts: Sequence[Examples]) -> Examples:
    """The examples of several files of one task, one file after the other.

    Names and sha256 are joined by " + " in the same order.

    Raises:
        BadInput: no parts, or parts of different tasks.
    """
    if len({part.task for part in parts}) != 1:
        raise BadInput("Only files of one task can be joined. Give at least one.", key="joined-tasks")
    dropped: Counter[str] = Counter()
    for part in parts:
        dropped.update(part.dropped)
    gold = [part.words for part in parts]
    return Examples(
        task=parts[0].task,
        texts=tuple(text for part in parts for text in part.texts),
        words=None if gold[0] is None else tuple(words for part in gold for words in part or ()),
        labels=tuple(label for part in parts for label in part.labels),
        name=" + ".join(part.name for part in parts),
        sha256=" + ".join(part.sha256 for part in parts),
        dropped=dict(dropped),
        encoding=" + ".join(dict.fromkeys(part.encoding for part in parts)),
    )


def lines(path: str | Path) -> Iterator[str]:
    """The texts of a file without labels, for pre-training: its column text, or its only column.

    Raises:
        BadInput: the file has several columns, none of them named text, or rows that cannot be read.
        NotFound: no such file.
    """
    name = str(path)
    text, _ = _decoded(_unpacked(_bytes(path), name), name)
    kind = _kind(name, text)
    if kind == "conllu":
        yield from _sentences(text, name)[0]
        return
    rows = _rows(text, kind, name)
    top = _top(rows, name)
    header = [cell.strip().lower() for cell in rows[top]]
    named = "text" in header
    if not named and len(header) > 1:
        raise BadInput(
            f"{_file(name)} has no column named text. {_columns(rows[top])} Name the column of the texts text.",
            key="no-column",
            file=name,
            column="text",
            columns=header,
        )
    _check(rows, top, name)
    column = header.index("text") if named else 0
    for row in rows[top + named :]:
        if row and row[column].strip():
            yield row[column]


# ---- bytes and characters


def _bytes(path: str | Path) -> bytes:
    path = Path(path)
    try:
        if path.stat().st_size > FILE_BYTES:
            raise _too_large(str(path))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(
            f"There is no file {_file(str(path))}. Check the path.", key="no-file", file=str(path)
        ) from error
    except (OSError, ValueError) as error:  # a folder, no permission, a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            f"{_file(str(path))} cannot be read: {reason}. Give a readable file.", key="unreadable", file=str(path)
        ) from error


def _unpacked(raw: bytes, name: str) -> bytes:
    """The bytes of the file itself, at most FILE_BYTES of them, out of its .gz where it is in one."""
    if name.lower().endswith(".gz"):
        try:
            with gzip.open(io.BytesIO(raw)) as packed:
                raw = packed.read(FILE_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise BadInput(
                f"{_file(name)} is not a whole gzip file. Pack it again, or give the file unpacked.",
                key="bad-gzip",
                file=name,
            ) from error
        if len(raw) > FILE_BYTES:
            raise _too_large(name)
    for signature, what in _SIGNATURES.items():
        if raw.startswith(signature):
            raise BadInput(
                f"{_file(name)} is {what}. Give a .csv, .tsv or .conllu file: a spreadsheet saves one as CSV.",
                key="not-text",
                file=name,
            )
    return raw


def _decoded(raw: bytes, name: str) -> tuple[str, str]:
    """The file's text without a byte order mark, and the encoding in which it was read."""
    encoding = next((marked for mark, marked in _BYTE_ORDER_MARKS if raw.startswith(mark)), "")
    if not encoding:
        if b"\0" in raw:
            row = raw[: raw.index(b"\0")].count(b"\n") + 1
            raise _nul(name, row)
        try:
            return _without_nul(raw.decode("utf-8-sig"), name), "utf-8"
        except UnicodeDecodeError as error:
            _refuse_damaged(raw, error, name)
        encoding = _guessed(raw)
    try:
        return _without_nul(raw.decode(encoding), name), encoding
    except (UnicodeError, LookupError) as error:
        raise BadInput(
            f"The encoding of {_file(name)} is unknown: it is neither UTF-8 nor {encoding or 'any other that fits'}. "
            "Save the file as UTF-8.",
            key="encoding",
            file=name,
        ) from error


def _refuse_damaged(raw: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Raise for a file that is UTF-8 but for a few bytes: any other encoding would garble all of its text."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    if whole > 10 * broken:
        row = raw[: error.start].count(b"\n") + 1
        raise BadInput(
            f"Row {row} of {_file(name)} holds bytes that are not UTF-8, as the rest of the file is. "
            "Fix the row or save the file as UTF-8.",
            key="damaged-utf-8",
            file=name,
            row=row,
        ) from error


def _guessed(raw: bytes) -> str:
    """The likeliest encoding by charset-normalizer, "" for none; cp1252 (latin-1 of Windows) wins where it fits."""
    from charset_normalizer import from_bytes

    first = next(at for at, byte in enumerate(raw) if byte > 127)
    start = raw.rfind(b"\n", 0, first) + 1  # before it, every encoding reads the same
    found = [match.encoding for match in from_bytes(raw[start : start + SAMPLE_BYTES])]
    return "cp1252" if "cp1252" in found else next(iter(found), "")


def _without_nul(text: str, name: str) -> str:
    if "\0" in text:
        raise _nul(name, text[: text.index("\0")].count("\n") + 1)
    return text


def _nul(name: str, row: int) -> BadInput:
    return BadInput(
        f"Row {row} of {_file(name)} holds a NUL character, so this is not a text file. Give a text file in UTF-8.",
        key="nul",
        file=name,
        row=row,
    )


def _too_large(name: str) -> BadInput:
    return BadInput(
        f"{_file(name)} is larger than {FILE_BYTES // 2**20} MiB. Give a smaller part of it.",
        key="too-large",
        file=name,
    )


def _kind(name: str, text: str) -> str:
    """csv, tsv or conllu, by the file's name, else by its content (csv then stands for any delimiter)."""
    stem = name.lower().removesuffix(".gz")
    for kind in ("csv", "tsv", "conllu"):
        if stem.endswith("." + kind):
            return kind
    for line in text[:SAMPLE_BYTES].splitlines():
        if line.strip() and not line.startswith("#"):
            cells = line.split("\t")
            return "conllu" if len(cells) == 10 and re.fullmatch(r"0\.1|1(-\d+)?", cells[0]) else "csv"
    return "csv"


# ---- tables


def _table(
    text: str, kind: str, name: str, text_column: str | None, label_column: str | None
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, int]]:
    """Texts, labels, and the rows that were left out by reason."""
    rows = _rows(text, kind, name)
    top = _top(rows, name)
    at_text, text_named = _column(rows[top], text_column, "text", name)
    at_label, label_named = _column(rows[top], label_column, "label", name)
    if at_text == at_label:
        raise BadInput(
            f"Text and label are the same column of {_file(name)}. Name two columns. {_columns(rows[top])}",
            key="same-column",
            file=name,
        )
    headed = text_named or label_named or not _occurs_again(rows, top, at_label)
    if headed:
        _refuse_duplicates(rows[top], name)
    _check(rows, top, name)
    texts, labels = [], []
    dropped: Counter[str] = Counter()
    for row in rows[top + headed :]:
        if not row:
            continue
        label = row[at_label].strip()
        if not row[at_text].strip():
            dropped["no text"] += 1
        elif not label:
            dropped["no label"] += 1
        else:
            texts.append(row[at_text])
            labels.append(label)
    if not texts:
        raise BadInput(
            f"{_file(name)} has no row with both a text and a label. Every example needs both. Fill them in.",
            key="no-examples",
            file=name,
        )
    _check_labels(labels, name)
    return tuple(texts), tuple(labels), dict(dropped)


def _rows(text: str, kind: str, name: str) -> list[list[str]]:
    """The cells of every row; an empty row is an empty list."""
    delimiter = "\t" if kind == "tsv" else _delimiter(text, name)
    if text.count("\n") > ROWS:
        raise BadInput(
            f"{_file(name)} has more than {ROWS:,} rows. Give a part of it.",
            key="too-many-rows",
            file=name,
            allowed=ROWS,
        )
    if delimiter != "\t":
        return _split(text, delimiter, True, name)
    plain = _split(text, delimiter, False, name)
    if '"' in text and len(_widths(plain)) > 1:
        try:
            quoted = _split(text, delimiter, True, name)
        except BadInput:  # quoting mends nothing: the plain rows are the ones to complain about
            return plain
        if len(_widths(quoted)) == 1:
            return quoted
    return plain


def _split(text: str, delimiter: str, quoted: bool, name: str) -> list[list[str]]:
    """The cells of every row, by the csv module.

    Raises:
        BadInput: a quote is never closed, or a cell is longer than the csv module takes.
    """
    end = "\ue000end"  # stands behind the last row: a quote that is never closed would swallow it
    source = io.StringIO(text + ("" if text.endswith(("\n", "\r")) else "\n") + end, newline="")
    reader = csv.reader(source, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if len(row) > COLUMNS:
                raise BadInput(
                    f"Row {len(rows) + 1} of {_file(name)} has more than {COLUMNS} columns. "
                    "Leave only the text and the label.",
                    key="too-many-columns",
                    file=name,
                    row=len(rows) + 1,
                )
            rows.append(row)
    except csv.Error as error:
        raise BadInput(
            f"Row {len(rows) + 1} of {_file(name)} has a cell of more than {CELL_CHARACTERS:,} characters. "
            "Is a quote not closed? Fix the row or delete it.",
            key="long-cell",
            file=name,
            row=len(rows) + 1,
        ) from error
    if rows.pop() != [end]:
        raise BadInput(
            f"Row {len(rows) + 1} of {_file(name)} opens a quote that is never closed. "
            "Close it, or double a quote that belongs to the text.",
            key="open-quote",
            file=name,
            row=len(rows) + 1,
        )
    return rows


def _delimiter(text: str, name: str) -> str:
    """The delimiter under which the first row names text and label, else the one that makes the most even rows."""
    sample = text[:SAMPLE_BYTES]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        try:
            rows = [row for row in _split(sample, delimiter, delimiter != "\t", name) if row]
        except BadInput:  # for example a cell cut off at the end of the sample
            rows = [line.split(delimiter) for line in sample.splitlines() if line]
        if {"text", "label"} <= {cell.strip().lower() for cell in rows[0]}:
            return delimiter
        width, count = Counter(len(row) for row in rows).most_common(1)[0]
        score = count / len(rows) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(rows: Sequence[Sequence[str]]) -> set[int]:
    return {len(row) for row in rows if row}


def _top(rows: list[list[str]], name: str) -> int:
    """The index of the first row that is not empty."""
    top = next((at for at, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    if top is None:
        raise BadInput(
            f"{_file(name)} is empty. Give a file with a text and a label in each row.", key="empty-file", file=name
        )
    return top


def _column(first: list[str], asked: str | None, default: str, name: str) -> tuple[int, bool]:
    """The index of a column, and whether the first row names it (so that it is a header)."""
    names = [cell.strip() for cell in first]
    wanted = default if asked is None else str(asked).strip()
    if wanted.isdecimal() and 1 <= int(wanted) <= len(first):  # a column named "1" can still be given by its number
        return int(wanted) - 1, False
    for spelt, sought in ((names, wanted), ([cell.lower() for cell in names], wanted.lower())):
        if sought and sought in spelt:
            return spelt.index(sought), True
    if asked is None:
        raise BadInput(
            f"{_file(name)} has no column named {default}. {_columns(first)} {_COLUMN_HELP}",
            key="no-column",
            file=name,
            column=default,
            columns=names,
        )
    raise BadInput(
        f"{_file(name)} has no column {shown(str(asked))}. {_columns(first)} "
        "Give one of these, or a number counted from 1.",
        key="no-such-column",
        file=name,
        column=asked,
        columns=names,
    )


def _columns(first: list[str]) -> str:
    more = f" and {len(first) - SHOWN_ALTERNATIVES} more" if len(first) > SHOWN_ALTERNATIVES else ""
    return f"Its first row is: {', '.join(shown(cell) for cell in first[:SHOWN_ALTERNATIVES])}{more}."


def _occurs_again(rows: list[list[str]], top: int, column: int) -> bool:
    """Whether the first row's cell of a column stands in a later row too: then the first row is no header."""
    first = rows[top][column].strip()
    return any(len(row) > column and row[column].strip() == first for row in rows[top + 1 :])


def _refuse_duplicates(header: list[str], name: str) -> None:
    twice = [cell for cell, count in Counter(cell.strip() for cell in header).items() if cell and count > 1]
    if twice:
        raise BadInput(
            f"{_file(name)} has two columns named {shown(twice[0])}. Give each column a name of its own.",
            key="duplicate-column",
            file=name,
            column=twice[0],
        )


def _check(rows: list[list[str]], top: int, name: str) -> None:
    """Raise for rows that are wider or narrower than the first, or that hold a cell that is too long."""
    width = len(rows[top])
    problems = []
    for number, row in enumerate(rows[top:], top + 1):
        if row and len(row) != width:
            if len(row) > width and not any(row[width:]):
                continue  # empty cells at the end, as spreadsheets leave them
            problems.append(f"Row {number} has {_count(len(row), 'cell')}, the first row has {width}.")
        elif any(len(cell) > CELL_CHARACTERS for cell in row):
            problems.append(f"Row {number} has a cell of more than {CELL_CHARACTERS:,} characters.")
    _refuse(problems, name, "Fix the rows or delete them.")


def _check_labels(labels: list[str], name: str) -> None:
    counts = Counter(labels)
    longest = max(counts, key=len)
    if len(counts) > LABELS or len(longest) > LABEL_CHARACTERS:
        example = longest if len(longest) > LABEL_CHARACTERS else labels[0]
        raise BadInput(
            f"The label column of {_file(name)} has {_count(len(counts), 'different value')}, "
            f"such as {shown(example)}. At most {LABELS} labels of up to {LABEL_CHARACTERS} characters are allowed. "
            "Choose another column with --label-column.",
            key="too-many-labels",
            file=name,
            labels=len(counts),
            allowed=LABELS,
        )


# ---- CoNLL-U


def _sentences(
    text: str, name: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...], dict[str, int]]:
    """Texts, words, tags, and the sentences that were left out by reason.

    A text is the sentence as it was written: a range such as `1-2` gives its surface form ("don't" for do, n't), and
    SpaceAfter=No keeps the next word close.
    """
    problems: list[str] = []
    texts, all_words, all_tags = [], [], []
    pieces: list[str] = []
    words: list[str] = []
    tags: list[str] = []
    inside = 0  # the last word number that the current range covers

    def finish() -> None:
        if words:
            texts.append("".join(pieces).strip(" "))
            all_words.append(tuple(words))
            all_tags.append(tuple(tags))

    for number, line in enumerate(io.StringIO(text), 1):  # StringIO reads \r\n and \r as line ends too
        line = line.rstrip("\n")
        if not line.strip():
            finish()
            pieces, words, tags, inside = [], [], [], 0
            continue
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 10:
            problems.append(f"Row {number} has {_count(len(cells), 'column')}, CoNLL-U has 10, with tabs between them.")
            continue
        index, form, tag, misc = cells[0], cells[1], cells[3], cells[9]
        space = "" if "SpaceAfter=No" in misc.split("|") else " "
        if re.fullmatch(r"[0-9]{1,9}", index):
            if not form.strip():
                problems.append(f"Row {number} has no word.")
            elif tag not in _TAGS:
                what = "has no tag" if tag in ("_", "") else f"has the tag {shown(tag)}, which is none of the 17"
                problems.append(f"Row {number} {what}.")
            words.append(form)
            tags.append(tag)
            if int(index) > inside:
                pieces += (form, space)
        elif match := re.fullmatch(r"[0-9]{1,9}-([0-9]{1,9})", index):
            inside = int(match[1])
            pieces += (form, space)
        elif not re.fullmatch(r"[0-9]{1,9}\.[0-9]{1,9}", index):
            problems.append(f"Row {number} begins with {shown(index)}, not with a word's number.")
    finish()
    _refuse(problems, name, f"The tags are {' '.join(UPOS)}. Fix the rows or delete their sentences.")
    if not texts:
        raise BadInput(
            f"{_file(name)} has no sentence. Give a CoNLL-U file with tagged words.", key="no-examples", file=name
        )
    return tuple(texts), tuple(all_words), tuple(all_tags), {}


# ---- messages


def _refuse(problems: list[str], name: str, advice: str) -> None:
    """Raise if there are problems: ten are shown, the rest counted."""
    if problems:
        more = len(problems) - PROBLEMS_SHOWN
        first = " ".join(problems[:PROBLEMS_SHOWN]) + (f" And {more} more." if more > 0 else "")
        raise BadInput(
            f"{_file(name)} has {_count(len(problems), 'row')} that cannot be used. {first} {advice}",
            key="bad-rows",
            file=name,
            problems=problems[:PROBLEMS_SHOWN],
            count=len(problems),
        )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _file(name: str) -> str:
    return Path(name).name or name
