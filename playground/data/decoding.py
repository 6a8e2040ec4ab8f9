"""Bytes -> lines of text: size, compression, encoding, and the files that are not text.

Nothing here knows what a text or a label is, and nothing is written to a disk.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from pathlib import Path

from playground.data.bounds import Bounds
from playground.data.code_pages import foreign_code_page, latin_code_page
from playground.data.problems import file_name
from playground.errors import BadInput, NotFound

SAMPLE_BYTES = 64 * 2**10  # given to charset-normalizer

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
BYTE_ORDER_MARKS = (  # the longer ones first: UTF-32 begins as UTF-16 does
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# The commonest characters of Chinese, about 40 % of any text: short GBK files look Korean to charset-normalizer.
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所"
    "然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样很最太差再服务房间"
)
LINES_A_ROW = 20  # lines that a row has at most on average: a quoted cell may hold line ends, a sentence is many lines
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
LONE_RETURN = re.compile(r"\r(?!\n)")


# ---- bytes


def read_bytes(source: str | Path | bytes, bounds: Bounds) -> bytes:
    """The bytes of a file as it lies on disk.

    Raises:
        BadInput: it is too large or cannot be read.
        NotFound: it is not there.
    """
    if isinstance(source, bytes):
        return source
    path = Path(source)
    name = file_name(str(path))
    try:
        if path.stat().st_size > bounds.bytes:
            raise _too_large_error(name, bounds)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {name}. Check the path.", key="no-file", file=name) from error
    except (OSError, ValueError) as error:  # a folder, no permission, a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            f"{name} cannot be read: {reason}. Give a readable file.", key="unreadable", file=name
        ) from error


def decompress(raw: bytes, name: str, bounds: Bounds) -> bytes:
    """The bytes of the text itself, out of its .gz where it is in one.

    Raises:
        BadInput: they are too many, or no text at all.
    """
    if len(raw) > bounds.bytes:
        raise _too_large_error(name, bounds)
    if name.lower().endswith(".gz"):
        try:
            with gzip.open(io.BytesIO(raw)) as packed:
                raw = packed.read(bounds.bytes + 1)
        except GZIP_ERRORS as error:
            raise gzip_error(name) from error
        if len(raw) > bounds.bytes:
            raise _too_large_error(name, bounds)
    refuse_signature(raw, name)
    return raw


def refuse_signature(raw: bytes, name: str) -> None:
    """Raise for bytes that begin as those of a file which is no text.

    Raises:
        BadInput: it is an archive, a picture, …
    """
    for signature, what in _SIGNATURES.items():
        if raw.startswith(signature):
            raise BadInput(
                f"{file_name(name)} is {what}. Give a .csv, .tsv or .conllu file: a spreadsheet saves one as CSV.",
                key="not-text",
                file=file_name(name),
            )


GZIP_ERRORS = (OSError, EOFError, zlib.error)  # what reading a file that is no whole gzip raises


def gzip_error(name: str) -> BadInput:
    """The error for a file that ends in .gz and is none, or not whole."""
    return BadInput(
        f"{file_name(name)} is not a whole gzip file. Pack it again, or give the file unpacked.",
        key="bad-gzip",
        file=file_name(name),
    )


def _too_large_error(name: str, bounds: Bounds) -> BadInput:
    """The error for a file of too many bytes."""
    return BadInput(
        f"{file_name(name)} is larger than {bounds.bytes // 2**20} MiB. Give a smaller part of it.",
        key="too-large",
        file=file_name(name),
        allowed=bounds.bytes // 2**20,
    )


# ---- characters


def decode(raw: bytes, name: str, given: str | None = None) -> tuple[str, str, bool]:
    """The text without a byte order mark, the encoding in which it was read, and whether that was assumed.

    A file that was cut within its last character is read up to there.

    Args:
        given: the encoding, where somebody names it.
    Raises:
        BadInput: no encoding fits, a few bytes are damaged, or the text holds NUL characters.
    """
    if given is not None:
        return _decode_as(raw, given, name), given, False
    encoding = next((marked for mark, marked in BYTE_ORDER_MARKS if raw.startswith(mark)), "")
    assumed = not encoding
    if not encoding:
        encoding = utf_16_without_mark(raw)
    if not encoding:
        if b"\0" in raw:
            raise nul_error(name, raw[: raw.index(b"\0")].count(b"\n") + 1)
        try:
            return _refuse_nul(_decode_to_last_whole_character(raw, "utf-8-sig"), name), "utf-8", False
        except UnicodeDecodeError as error:
            _refuse_damaged(raw, error, name)
        encoding = guess_encoding(raw)
    try:
        return (
            _refuse_nul(_decode_to_last_whole_character(raw, encoding).removeprefix("\ufeff"), name),
            encoding,
            assumed,
        )
    except (UnicodeError, LookupError) as error:
        raise encoding_error(name, encoding) from error


def encoding_error(name: str, encoding: str = "") -> BadInput:
    """The error for a file that no encoding fits."""
    return BadInput(
        f"The encoding of {file_name(name)} is unknown: it is neither UTF-8 nor "
        f"{encoding or 'any other that fits'}. Save the file as UTF-8.",
        key="encoding",
        file=file_name(name),
    )


def _decode_as(raw: bytes, encoding: str, name: str) -> str:
    """The text in an encoding that somebody has named.

    Raises:
        BadInput: it is not in this encoding.
    """
    try:
        return _refuse_nul(_decode_to_last_whole_character(raw, encoding).removeprefix("\ufeff"), name)
    except (UnicodeError, LookupError) as error:
        raise BadInput(
            f"{file_name(name)} is not in the encoding {encoding}. Name another one, or none: then it is guessed.",
            key="not-in-encoding",
            file=file_name(name),
            encoding=encoding,
        ) from error


def _decode_to_last_whole_character(raw: bytes, encoding: str) -> str:
    """The text, without its last character where that is cut off and not the only one of several bytes."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        whole = raw[: error.start]
        narrow = encoding[:6] != "utf-16"
        if error.end < len(raw) or error.start < len(raw) - 3 or (narrow and whole.isascii()):
            raise
        return whole.decode(encoding)


def utf_16_without_mark(raw: bytes) -> str:
    """The byte order of UTF-16 without its mark, "" where the bytes are none.

    Every other byte of the commonest characters is zero; else most of what is read in that order is text.
    """
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
    ends = {encoding: _count_line_ends(sample, encoding) for encoding in ("utf-16-le", "utf-16-be")}
    likely = max(ends, key=lambda encoding: ends[encoding])
    return likely if ends[likely] > 1 else ""


def _count_line_ends(sample: bytes, encoding: str) -> int:
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
            f"Row {row} of {file_name(name)} holds bytes that are not UTF-8, as the rest of the file is. "
            "Fix the row or save the file as UTF-8.",
            key="damaged-utf-8",
            file=file_name(name),
            row=row,
        ) from error


def guess_encoding(raw: bytes) -> str:
    """The likeliest encoding, "" for none; cp1252 (latin-1 of Windows) wins where it fits and no other fits better."""
    from charset_normalizer import from_bytes

    first = next(at for at, byte in enumerate(raw) if byte > 127)
    start = raw.rfind(b"\n", 0, first) + 1  # before it, every encoding reads the same
    sample = raw[start : start + SAMPLE_BYTES]
    if _is_simplified_chinese(sample):
        return "gb18030"
    if foreign := foreign_code_page(sample):
        return foreign
    found = list(from_bytes(sample))
    could_be = {encoding for match in found for encoding in match.could_be_from_charset}
    if could_be & {"cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257"} and (latin := latin_code_page(sample)):
        return latin
    if "cp1252" in could_be:
        return "cp1252"
    likely = [match.encoding for match in found if not match.encoding.startswith("mac_")]  # what nobody writes today
    return likely[0] if likely else found[0].encoding if found else ""


def _is_simplified_chinese(sample: bytes) -> bool:
    """Whether bytes are simplified Chinese: pairs, many of which are the commonest characters."""
    text = sample[: sample.rfind(b"\n") + 1 or len(sample)].decode("gb18030", "replace")
    han = [letter for letter in text if "\u4e00" <= letter <= "\u9fff"]
    other = sum(letter > "\x7f" for letter in text) - len(han)
    return len(han) > other and sum(letter in _COMMON_HAN for letter in han) > 0.15 * len(han)


def _refuse_nul(text: str, name: str) -> str:
    """The text as it is.

    Raises:
        BadInput: it holds a NUL character.
    """
    if "\0" in text:
        raise nul_error(name, text[: text.index("\0")].count("\n") + 1)
    return text


def nul_error(name: str, row: int) -> BadInput:
    """The error for a file with a NUL character."""
    return BadInput(
        f"Row {row} of {file_name(name)} holds a NUL character, so this is not a text file. Give a text file in UTF-8.",
        key="nul",
        file=file_name(name),
        row=row,
    )


def split_lines(text: str, name: str, bounds: Bounds) -> tuple[list[str], int]:
    """The lines with their ends, and how many carriage returns within lines were read as spaces.

    Ends are \\n, \\r\\n or \\r and nothing else that Unicode takes for one. Where most lines end in a line feed, a
    carriage return by itself stands within a text and ends nothing.

    Raises:
        BadInput: there are more lines than any file of the bounds needs.
    """
    feeds, returns = text.count("\n"), text.count("\r") - text.count("\r\n")
    within = returns if 0 < returns < feeds else 0
    if within:
        text, returns = LONE_RETURN.sub(" ", text), 0
    most = LINES_A_ROW * bounds.rows
    if feeds + returns > most:
        raise BadInput(
            f"{file_name(name)} has {feeds + returns:,} lines. At most {most:,} are read. Give a part of it.",
            key="too-many-lines",
            file=file_name(name),
            given=feeds + returns,
            allowed=most,
        )
    return LINE.findall(text), within
