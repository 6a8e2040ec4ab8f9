"""Bytes -> rows of cells: encoding, delimiter, quoting, and the files that are none of ours.

Nothing here knows what a text or a label is, and nothing is written to a disk.

Decisions:
- The csv module reads the tables, not pandas: it gives every row as it stands, so that all rows of a wrong width can be
  named at once, and it never turns "NA" into a missing value. On 25,000 film reviews it takes under a second.
- It reads strictly, row by row. A row whose quotes do not add up (`"Go on" she said,positive`, or one that is never
  closed) is divided at its delimiters and the next row begins afresh, so that one stray quote spoils one row.
- Two stray quotes may add up and join the rows between them. Such a cell is told from one that holds line ends by its
  lines: each has as many cells as the other rows, and ends, or begins, as they do, with one of few values that recur.
- Rows are counted as a spreadsheet counts them: from 1, the header and empty rows included.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
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
ENOUGH = 20  # rows that tell the delimiter, where a sample ends inside a quoted cell

# Else a longer cell would be taken for a stray quote; how long a cell may be is said below, of whole rows.
csv.field_size_limit(COMMAND_LINE.bytes)

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
# The letters by which languages that share a code page's bytes are told apart; the first code page wins a tie.
_ALPHABETS = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìòùî", "åäöæøéü", "éëïüöóè", "áðéíóúýþæö",
        "õäöüšž",
    ),
    "cp1250": ("áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "iso8859-2": ("áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "cp1254": ("çğıöşüâî\u0307",),
}  # fmt: skip
_SIGNS = frozenset("’‘‚“”„«»‹›–—…•·°§©®™€£¡¿´\xa0½")
_HOLES = b"\x81\x8d\x8f\x90\x9d"  # no characters of cp1252; as latin-1 has it, marks that nobody sees
_FITS = 0.9  # of the letters beyond ASCII are those of one language
_CLEARLY = 0.1  # by this share of its letters another code page has to fit better than that of Western Europe


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

    A file that was cut within its last character is read up to there.

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
            return _readable(_whole(raw, "utf-8-sig"), name), "utf-8", False
        except UnicodeDecodeError as error:
            _refuse_damaged(raw, error, name)
        encoding = _guessed(raw)
    try:
        return _readable(_whole(raw, encoding).removeprefix("\ufeff"), name), encoding, assumed
    except (UnicodeError, LookupError) as error:
        raise BadInput(
            f"The encoding of {called(name)} is unknown: it is neither UTF-8 nor "
            f"{encoding or 'any other that fits'}. Save the file as UTF-8.",
            key="encoding",
            file=called(name),
        ) from error


def _whole(raw: bytes, encoding: str) -> str:
    """The text, without its last character where that is cut off and not the only one of several bytes."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        told = raw[: error.start]
        narrow = encoding[:6] != "utf-16"
        if error.end < len(raw) or error.start < len(raw) - 3 or (narrow and told.isascii()):
            raise
        return told.decode(encoding)


def _wide(raw: bytes) -> str:
    """UTF-16 without its mark: every other byte of the commonest characters is zero, or most of what it says can be."""
    sample = raw[:4096]
    if len(sample) < 4 or b"\0" not in raw:
        return ""
    even, odd = sample[0::2].count(0) / len(sample[0::2]), sample[1::2].count(0) / len(sample[1::2])
    if max(even, odd) >= 0.3 and min(even, odd) <= 0.05:
        return "utf-16-le" if odd > even else "utf-16-be"
    sample = raw[: SAMPLE_BYTES // 2 * 2]
    narrow = sample.replace(b"\0", b"").decode("utf-8", "replace")
    if sum(letter != "\ufffd" and (letter.isprintable() or letter in "\t\r\n") for letter in narrow) > 0.9 * len(
        narrow
    ):
        return ""  # a text of narrow characters with NUL characters in it
    ends = {encoding: _line_ends(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    likely = max(ends, key=lambda encoding: ends[encoding])
    return likely if ends[likely] > 1 else ""


def _line_ends(sample: bytes, encoding: str) -> int:
    """How many lines end in bytes that are read so; 0 where what is read is no text."""
    text = sample.decode(encoding, "replace")
    strange = sum(letter == "\ufffd" or not (letter.isprintable() or letter.isspace()) for letter in text)
    return text.count("\n") + text.count("\r") if "\0" not in text and strange <= 0.01 * len(text) else 0


def _refuse_damaged(raw: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Raise for a file that is UTF-8 but for a few bytes: any other encoding would garble the rest of its text."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    if whole >= 2 * broken:
        row = raw[: error.start].count(b"\n") + 1
        raise BadInput(
            f"Row {row} of {called(name)} holds bytes that are not UTF-8, as the rest of the file is. "
            "Fix the row or save the file as UTF-8.",
            key="damaged-utf-8",
            file=called(name),
            row=row,
        ) from error


def _guessed(raw: bytes) -> str:
    """The likeliest encoding, "" for none; cp1252 (latin-1 of Windows) wins where it fits and no other fits better."""
    from charset_normalizer import from_bytes

    first = next(at for at, byte in enumerate(raw) if byte > 127)
    start = raw.rfind(b"\n", 0, first) + 1  # before it, every encoding reads the same
    sample = raw[start : start + SAMPLE_BYTES]
    if _chinese(sample):
        return "gb18030"
    found = list(from_bytes(sample))
    could_be = {encoding for match in found for encoding in match.could_be_from_charset}
    if could_be & {"cp1252", "cp1250", "iso8859_2", "cp1254"} and (latin := _latin(sample)):
        return latin
    if "cp1252" in could_be:
        return "cp1252"
    return found[0].encoding if found else ""


def _latin(sample: bytes) -> str:
    """The code page of Latin letters in which bytes spell words of some language, "" for none."""
    fits = dict.fromkeys(_ALPHABETS, 0.0)
    for encoding, alphabets in _ALPHABETS.items():
        try:
            told = sample.decode(encoding, "replace" if encoding == "cp1252" else "strict")
            letters = Counter(letter for letter in told.lower() if letter > "\x7f")
        except UnicodeDecodeError:
            continue
        known = [sum(letters[one] for one in {*alphabet} | _SIGNS) for alphabet in alphabets]
        fits[encoding] = max(known) / letters.total()
    western = fits.pop("cp1252")
    other = max(fits, key=lambda encoding: fits[encoding])
    if fits[other] >= max(_FITS, western + _CLEARLY):
        return other
    if western < _FITS:
        return ""
    return "latin-1" if any(bytes([hole]) in sample for hole in _HOLES) else "cp1252"


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
        if best is None or score > best[0]:
            best = score, found
        if score == 1.0:
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


def split_rows(lines: Sequence[str], style: Style, sample: bool = False) -> Grid:
    """The cells of every row; a row whose quotes do not add up is divided at its delimiters.

    Args:
        sample: the lines are the first of more, so the last of them may end inside a quoted cell.
    """
    if style.quote is None:
        return Grid([_plain(line, style.delimiter) for line in lines], style)
    rows: list[list[str]] = []
    spans: list[tuple[int, int]] = []  # the lines of each row
    mended: set[int] = set()  # lines whose quotes do not add up
    start = 0
    options = style.reader_options()
    while start < len(lines):
        reader = csv.reader((lines[at] for at in range(start, len(lines))), **options)
        read = 0  # lines of whole rows
        try:
            for row in reader:
                rows.append(row)
                spans.append((start + read, start + reader.line_num))
                read = reader.line_num
            break
        except csv.Error as error:
            if sample and len(rows) >= ENOUGH and str(error) == _NEVER_CLOSED:
                break
            start += read
            rows.append(_plain(lines[start], style.delimiter))
            spans.append((start, start + 1))
            mended.add(start)
            if len(mended) > MENDED:
                return split_rows(lines, Style(style.delimiter, None))
            start += 1
    return _parted(rows, [lines[first:end] for first, end in spans], style, [first in mended for first, _ in spans])


_NEVER_CLOSED = "unexpected end of data"  # what the csv module says of a quote that is open at the end


def _parted(rows: list[list[str]], spans: Sequence[Sequence[str]], style: Style, mended: Sequence[bool]) -> Grid:
    """The same rows, those taken apart that two stray quotes have joined; `spans` holds the lines of each."""
    joined = _joined([row for row, span in zip(rows, spans, strict=True) if len(span) == 1 and row], style)
    parted: list[tuple[list[str], bool]] = []
    for row, span, stray in zip(rows, spans, mended, strict=True):
        parted += _one_by_one(span, style) if len(span) > 1 and joined(span) else [(row, stray)]
    return Grid([row for row, _ in parted], style, tuple(at for at, (_, stray) in enumerate(parted, 1) if stray))


def _joined(rows: Sequence[Sequence[str]], style: Style) -> Callable[[Sequence[str]], bool]:
    """What tells whether lines that quotes have joined are rows like these, each of which is one line."""
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    regular = [row for row in rows if len(row) == width > 1]
    sides: list[tuple[int, set[str]]] = []
    for side in (-1, 0):
        values = Counter(row[side] for row in regular)
        known = {value for value, count in values.items() if value and count > 1}
        if known and 2 * len(values) <= len(regular):
            sides.append((side, known))

    def joined(span: Sequence[str]) -> bool:
        if len(_plain(span[0], style.delimiter)) < width:
            return False
        told = [_plain(line, style.delimiter) for line in span if line.strip()]
        return any(
            sum(len(cells) >= width and cells[side].strip('"') in known for cells in told) >= _MOSTLY * len(told)
            for side, known in sides
        )

    return joined


_MOSTLY = 0.9  # of the lines that quotes have joined are rows: one of many may be cut short


def _one_by_one(lines: Sequence[str], style: Style) -> Iterator[tuple[list[str], bool]]:
    """The cells of each line by itself, and whether its quotes do not add up."""
    for line in lines:
        try:
            row = next(csv.reader([line], **style.reader_options()), [])
        except csv.Error:
            yield _plain(line, style.delimiter), True
        else:
            yield row, False


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
