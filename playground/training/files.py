"""Bytes -> rows of cells: encoding, delimiter, quoting, and the files that are none of ours.

Nothing here knows what a text or a label is, and nothing is written to a disk.

Decisions:
- The csv module reads the tables, not pandas: it gives every row as it stands, so that all rows of a wrong width can be
  named at once, and it never turns "NA" into a missing value. On 25,000 film reviews it takes under a second.
- It reads strictly, row by row. A row whose quotes do not add up (`"Go on" she said,positive`, or one that is never
  closed) is divided at its delimiters and the next row begins afresh, so that one stray quote spoils one row.
- Rows are counted as a spreadsheet counts them: from 1, the header and empty rows included.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.errors import BadInput, NotFound


@dataclass(frozen=True)
class Bounds:
    """How large a file may be.

    Attributes:
        bytes: unpacked.
        characters: of a cell.
        labels: different ones.
    """

    bytes: int
    rows: int
    columns: int
    characters: int
    labels: int


COMMAND_LINE = Bounds(bytes=256 * 2**20, rows=2_000_000, columns=200, characters=100_000, labels=200)
PAGE = Bounds(bytes=20 * 2**20, rows=50_000, columns=50, characters=20_000, labels=100)

SAMPLE_BYTES = 64 * 2**10  # given to charset-normalizer
MENDED = 1000  # rows with stray quotes; a file with more of them is read without quoting

_SIGNATURES = {
    b"PK\x03\x04": "a zip archive or an Office file (.xlsx, .docx)",
    b"\xd0\xcf\x11\xe0": "an old Office file (.xls, .doc)",
    b"\x1f\x8b": "compressed with gzip (give it a name that ends in .gz)",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ\x00": "compressed with xz",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text with formatting (.rtf)",
    b"PAR1": "a Parquet file",
    b"ARROW1": "an Arrow file",
    b"SQLite format 3": "a database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
}
_BYTE_ORDER_MARKS = (  # the longer ones first: UTF-32 begins as UTF-16 does
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WHOLE = re.compile(r'^\s*"((?:[^"]|"")*)"\s*$')
# The commonest characters of Chinese, about 40 % of any text: short GBK files look Korean to charset-normalizer.
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所"
    "然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样很最太差再服务房间"
)


@dataclass(frozen=True)
class Style:
    """How the cells of a row are set apart; `quote` None: quotes are characters of the text."""

    delimiter: str
    quote: str | None = '"'
    escape: str | None = None
    after_space: bool = False  # a quote may stand behind the space that follows a delimiter

    def reader_options(self) -> dict[str, Any]:
        """What the csv module calls it."""
        return {
            "delimiter": self.delimiter,
            "quotechar": self.quote,
            "escapechar": self.escape,
            "doublequote": self.escape is None,
            "skipinitialspace": self.after_space,
            "strict": True,
        }


@dataclass(frozen=True)
class Grid:
    """The cells of every row; an empty row is an empty list. Rows in `mended` (counted from 1) had stray quotes."""

    rows: list[list[str]]
    style: Style
    mended: tuple[int, ...] = ()


def called(name: str) -> str:
    """What a message calls a file: its name without the folders."""
    return Path(name).name or name


# ---- bytes


def loaded(source: str | Path | bytes, bounds: Bounds) -> bytes:
    """The bytes of a file as it lies on disk.

    Raises:
        BadInput: it is too large or cannot be read.
        NotFound: it is not there.
    """
    if isinstance(source, bytes):
        return source
    path = Path(source)
    name = called(str(path))
    try:
        if path.stat().st_size > bounds.bytes:
            raise _too_large(name, bounds)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {name}. Check the path.", key="no-file", file=name) from error
    except (OSError, ValueError) as error:  # a folder, no permission, a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            f"{name} cannot be read: {reason}. Give a readable file.", key="unreadable", file=name
        ) from error


def unpacked(raw: bytes, name: str, bounds: Bounds) -> bytes:
    """The bytes of the text itself, out of its .gz where it is in one.

    Raises:
        BadInput: they are too many, or no text at all.
    """
    if len(raw) > bounds.bytes:
        raise _too_large(name, bounds)
    if name.lower().endswith(".gz"):
        try:
            with gzip.open(io.BytesIO(raw)) as packed:
                raw = packed.read(bounds.bytes + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise BadInput(
                f"{called(name)} is not a whole gzip file. Pack it again, or give the file unpacked.",
                key="bad-gzip",
                file=called(name),
            ) from error
        if len(raw) > bounds.bytes:
            raise _too_large(name, bounds)
    for signature, what in _SIGNATURES.items():
        if raw.startswith(signature):
            raise BadInput(
                f"{called(name)} is {what}. Give a .csv, .tsv or .conllu file: a spreadsheet saves one as CSV.",
                key="not-text",
                file=called(name),
            )
    return raw


def _too_large(name: str, bounds: Bounds) -> BadInput:
    return BadInput(
        f"{called(name)} is larger than {bounds.bytes // 2**20} MiB. Give a smaller part of it.",
        key="too-large",
        file=called(name),
        allowed=bounds.bytes // 2**20,
    )


# ---- characters


def decoded(raw: bytes, name: str) -> tuple[str, str, bool]:
    """The text without a byte order mark, the encoding in which it was read, and whether that was assumed.

    Raises:
        BadInput: no encoding fits, a few bytes are damaged, or the text holds NUL characters.
    """
    encoding = next((marked for mark, marked in _BYTE_ORDER_MARKS if raw.startswith(mark)), "")
    assumed = not encoding
    if not encoding:
        encoding = _wide(raw)
    if not encoding:
        if b"\0" in raw:
            raise _nul(name, raw[: raw.index(b"\0")].count(b"\n") + 1)
        try:
            return _readable(raw.decode("utf-8-sig"), name), "utf-8", False
        except UnicodeDecodeError as error:
            _refuse_damaged(raw, error, name)
        encoding = _guessed(raw)
    try:
        return _readable(raw.decode(encoding).removeprefix("\ufeff"), name), encoding, assumed
    except (UnicodeError, LookupError) as error:
        raise BadInput(
            f"The encoding of {called(name)} is unknown: it is neither UTF-8 nor "
            f"{encoding or 'any other that fits'}. Save the file as UTF-8.",
            key="encoding",
            file=called(name),
        ) from error


def _wide(raw: bytes) -> str:
    """UTF-16 without its mark: every other byte of the commonest characters is zero."""
    sample = raw[:4096]
    if len(sample) < 4 or len(raw) % 2:
        return ""
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    if max(even, odd) < 0.3 or min(even, odd) > 0.05:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _refuse_damaged(raw: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Raise for a file that is UTF-8 but for a few bytes: any other encoding would garble all of its text."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    if whole > 10 * broken:
        row = raw[: error.start].count(b"\n") + 1
        raise BadInput(
            f"Row {row} of {called(name)} holds bytes that are not UTF-8, as the rest of the file is. "
            "Fix the row or save the file as UTF-8.",
            key="damaged-utf-8",
            file=called(name),
            row=row,
        ) from error


def _guessed(raw: bytes) -> str:
    """The likeliest encoding, "" for none; cp1252 (latin-1 of Windows) wins where it reads the same or fits too."""
    from charset_normalizer import from_bytes

    first = next(at for at, byte in enumerate(raw) if byte > 127)
    start = raw.rfind(b"\n", 0, first) + 1  # before it, every encoding reads the same
    sample = raw[start : start + SAMPLE_BYTES]
    if _chinese(sample):
        return "gb18030"
    found = list(from_bytes(sample))
    if any("cp1252" in match.could_be_from_charset for match in found):
        return "cp1252"
    return found[0].encoding if found else ""


def _chinese(sample: bytes) -> bool:
    """Whether bytes are simplified Chinese: pairs, many of which are the commonest characters."""
    text = sample[: sample.rfind(b"\n") + 1 or len(sample)].decode("gb18030", "replace")
    han = [letter for letter in text if "\u4e00" <= letter <= "\u9fff"]
    other = sum(letter > "\x7f" for letter in text) - len(han)
    return len(han) > other and sum(letter in _COMMON_HAN for letter in han) > 0.15 * len(han)


def _readable(text: str, name: str) -> str:
    if "\0" in text:
        raise _nul(name, text[: text.index("\0")].count("\n") + 1)
    return text


def _nul(name: str, row: int) -> BadInput:
    return BadInput(
        f"Row {row} of {called(name)} holds a NUL character, so this is not a text file. Give a text file in UTF-8.",
        key="nul",
        file=called(name),
        row=row,
    )


def lines_of(text: str) -> list[str]:
    """The lines with their ends, which are \\n, \\r\\n or \\r and nothing else that Unicode takes for one."""
    return list(io.StringIO(text, newline=""))


# ---- cells


def grid(lines: Sequence[str], delimiter: str, name: str, bounds: Bounds) -> Grid:
    """The cells of every row, in the style that makes the most even rows.

    A tab-separated file is read without quoting unless that leaves rows of unequal width and quoting does not. Others
    are read with quotes, doubled inside; other habits are tried where that leaves uneven rows.

    Raises:
        BadInput: more rows or columns than the bounds allow.
    """
    best: tuple[float, Grid] | None = None
    for style in _styles(lines, delimiter):
        found = split_rows(lines, style)
        if best is None and found.rows and max(map(len, found.rows)) > bounds.columns:
            _refuse_wide(found.rows, name, bounds)
        score = evenness(found.rows)
        if best is None or score > best[0] or (score == 1.0 and _swallowed(best[1], found)):
            best = score, found
        if score == 1.0 and len(found.rows) == len(lines):
            break
    assert best is not None
    rows = best[1].rows
    if len(rows) > bounds.rows:
        raise BadInput(
            f"{called(name)} has {len(rows):,} rows. At most {bounds.rows:,} are read. Give a part of it.",
            key="too-many-rows",
            file=called(name),
            given=len(rows),
            allowed=bounds.rows,
        )
    return best[1]


def _swallowed(quoted: Grid, plain: Grid) -> bool:
    """Whether quotes joined lines that are whole rows: each of them then is as wide without quoting."""
    if plain.style.quote is not None or len(plain.rows) == len(quoted.rows):
        return False
    widths = [Counter(len(row) for row in grid.rows if row).most_common(1) for grid in (quoted, plain)]
    return all(widths) and widths[0][0][0] == widths[1][0][0]


def _styles(lines: Sequence[str], delimiter: str) -> list[Style]:
    """The habits worth trying, the likeliest first."""
    quoted, plain = Style(delimiter), Style(delimiter, None)
    if not any('"' in line for line in lines):
        single = any(line.startswith("'") or f"{delimiter}'" in line for line in lines[:100])
        return [plain, Style(delimiter, "'")] if single else [plain]
    styles = [plain, quoted] if delimiter == "\t" else [quoted, plain]
    if any(f'{delimiter} "' in line for line in lines):
        styles.append(Style(delimiter, after_space=True))
    if any('\\"' in line for line in lines):
        styles.append(Style(delimiter, escape="\\"))
    return styles


def split_rows(lines: Sequence[str], style: Style) -> Grid:
    """The cells of every row; a row whose quotes do not add up is divided at its delimiters."""
    if style.quote is None:
        return Grid([_plain(line, style.delimiter) for line in lines], style)
    rows: list[list[str]] = []
    mended: list[int] = []
    start = 0
    options = style.reader_options()
    while start < len(lines):
        reader = csv.reader((lines[at] for at in range(start, len(lines))), **options)
        read = 0  # lines of whole rows
        try:
            for row in reader:
                rows.append(row)
                read = reader.line_num
        except csv.Error:  # also where a quote has swallowed more than the csv module takes for a cell
            rows.append(_plain(lines[start + read], style.delimiter))
            mended.append(len(rows))
            if len(mended) > MENDED:
                return split_rows(lines, Style(style.delimiter, None))
        start += read + 1 if mended and mended[-1] == len(rows) else len(lines)
    return Grid(rows, style, tuple(mended))


def _plain(line: str, delimiter: str) -> list[str]:
    """The cells between delimiters; a cell that is quoted as a whole loses its quotes, but not between tabs."""
    bare = line.rstrip("\r\n")
    cells = bare.split(delimiter) if bare else []
    return cells if delimiter == "\t" or '"' not in bare else [_WHOLE.sub(_unquoted, cell) for cell in cells]


def _unquoted(match: re.Match[str]) -> str:
    return match[1].replace('""', '"')


def evenness(rows: Sequence[Sequence[str]]) -> float:
    """The share of rows that have the commonest width, empty cells at the end aside."""
    widths = Counter(len(row) for row in rows if row)
    if len(widths) <= 1:
        return 1.0
    width, _ = widths.most_common(1)[0]
    even = sum(len(row) == width or (len(row) > width and not any(row[width:])) for row in rows if row)
    return even / widths.total()


def _refuse_wide(rows: Sequence[Sequence[str]], name: str, bounds: Bounds) -> None:
    number = next(number for number, row in enumerate(rows, 1) if len(row) > bounds.columns)
    raise BadInput(
        f"Row {number} of {called(name)} has more than {bounds.columns} columns. Leave only the text and the label.",
        key="too-many-columns",
        file=called(name),
        row=number,
        allowed=bounds.columns,
    )
