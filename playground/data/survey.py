"""A file that may be larger than the memory, read from end to end once before its rows are: how it is encoded, what
ends its lines, and its beginning.

What `decoding` finds out of a whole file in memory is found out here of one that streams past, by the same rules; so
the rows that come of it later are those that training would read. Nothing here knows what a row is.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from playground.data import decoding
from playground.data.notation import GUESSED, Notation
from playground.data.problems import file_name
from playground.errors import BadInput, NotFound

CHUNK = 2**17  # bytes
SAMPLE_BYTES = 2**21  # of the beginning, from which the layout is told


@dataclass(frozen=True)
class Survey:
    """What one reading of a whole file tells.

    Attributes:
        sha256: of its bytes, unpacked.
        bytes: how many there are, unpacked.
        encoding: in which they are read; `encoding_assumed` where nothing in the file says so.
        damaged: whether some bytes are not of this encoding; they are read as halves of surrogate pairs.
        returns: carriage returns within lines, which are read as spaces; 0 where they end lines.
        sample: the first lines, with their ends.
        whole: whether these are all.
    """

    path: Path
    sha256: str
    bytes: int
    encoding: str
    encoding_assumed: bool
    damaged: bool
    returns: int
    sample: tuple[str, ...]
    whole: bool

    @property
    def name(self) -> str:
        """The file's name, as it was given."""
        return str(self.path)


class Lines:
    """The lines of a file, with their ends; `share` says how much of it has been read, 0-1."""

    def __init__(self, survey: Survey) -> None:
        self.survey, self.bytes = survey, 0

    @property
    def share(self) -> float:
        """How much of the file has been read, 0-1."""
        return self.bytes / max(1, self.survey.bytes)

    def __iter__(self) -> Iterator[str]:
        return split(decoded(self._chunks(), self.survey.encoding), self.survey.returns > 0)

    def _chunks(self) -> Iterator[bytes]:
        for chunk in chunks(self.survey.path):
            self.bytes += len(chunk)
            yield chunk


def survey(path: Path, notation: Notation = GUESSED) -> Survey:
    """What a reading of a whole file tells.

    Args:
        notation: what somebody says of how it is written.
    Raises:
        BadInput: it is no file of text, or no encoding fits.
        NotFound: no such file.
    """
    tally, digest = _Tally(), hashlib.sha256()
    for chunk in chunks(path):
        if not tally.bytes:
            decoding.refuse_signature(chunk, path.name)
        digest.update(chunk)
        tally.add(chunk)
    encoding, assumed = (notation.encoding, False) if notation.encoding else _encoding(tally, path.name)
    feeds, returns = tally.feeds, tally.returns
    if encoding[:6] in ("utf-16", "utf-32"):  # where the bytes of a line end stand in other characters too
        feeds, returns = _line_ends(decoded(chunks(path), encoding))
    within = returns if 0 < returns < feeds else 0
    sample, whole = _sample(tally, encoding, within > 0)
    damaged = tally.broken > 0 if encoding == "utf-8" else True
    return Survey(path, digest.hexdigest(), tally.bytes, encoding, assumed, damaged, within, sample, whole)


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file in order, out of its .gz where it is in one.

    Raises:
        BadInput: it cannot be read, or is no whole gzip file.
        NotFound: no such file.
    """
    packed = path.name.lower().endswith(".gz")
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path.name}. Check the path.", key="no-file", file=path.name) from error
    except decoding.GZIP_ERRORS as error:
        if packed and not (isinstance(error, OSError) and error.errno):
            raise decoding.gzip_error(path.name) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(
            f"{path.name} cannot be read: {reason}. Give a readable file.", key="unreadable", file=path.name
        ) from error


def decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[str]:
    """The text of bytes, piece by piece, without a byte order mark; a character that is cut off at the end is left
    out, and bytes that are none of this encoding become halves of surrogate pairs."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    except LookupError:  # a codec that has no such decoder
        yield b"".join(pieces).decode(encoding, "replace")
        return
    first = True
    for piece in pieces:
        text = decoder.decode(piece)
        if first and text:
            text, first = text.removeprefix("\ufeff"), False
        yield text


def split(pieces: Iterable[str], returns_within: bool) -> Iterator[str]:
    """The lines of a text that comes in pieces, with their ends.

    Args:
        returns_within: whether a carriage return by itself stands within a line; it becomes a space.
    """
    rest = ""
    for piece in pieces:
        text = rest + piece
        held = "\r" if text.endswith("\r") else ""  # a line feed may follow in the next piece
        text = text.removesuffix("\r")
        if returns_within:
            text = decoding.LONE_RETURN.sub(" ", text)
        lines = decoding.LINE.findall(text)
        rest = lines.pop() if lines and not lines[-1].endswith(("\n", "\r")) else ""
        rest += held
        yield from lines
    if rest:
        yield from decoding.LINE.findall(decoding.LONE_RETURN.sub(" ", rest) if returns_within else rest)


class _Tally:
    """What is counted while the bytes of a file pass."""

    def __init__(self) -> None:
        self.bytes = self.feeds = self.returns = self.broken = self.whole = 0
        self.head = b""  # the beginning
        self.foreign = b""  # from the line of the first byte that is no ASCII on
        self._after_return = False
        self._last = b""
        self._utf_8 = codecs.getincrementaldecoder("utf-8")("replace")

    def add(self, chunk: bytes) -> None:
        """Count the next bytes."""
        if len(self.head) <= SAMPLE_BYTES:
            self.head += chunk
        self.bytes += len(chunk)
        self.feeds += chunk.count(b"\n")
        self.returns += chunk.count(b"\r") - chunk.count(b"\r\n")
        if self._after_return and chunk.startswith(b"\n"):  # the return was not alone
            self.returns -= 1
        self._after_return = chunk.endswith(b"\r")
        text = self._utf_8.decode(chunk)
        if not text.isascii():
            broken = text.count("\ufffd")
            self.broken += broken
            self.whole += len(text) - len(text.encode("ascii", "ignore")) - broken
        if self.foreign:
            if len(self.foreign) < decoding.SAMPLE_BYTES:
                self.foreign += chunk
        elif not chunk.isascii():
            beginning = self._last + chunk
            first = next(at for at, byte in enumerate(beginning) if byte > 127)
            self.foreign = beginning[beginning.rfind(b"\n", 0, first) + 1 :]
        self._last = chunk


def _encoding(tally: _Tally, name: str) -> tuple[str, bool]:
    """The encoding of a file and whether it was assumed, by the rules of `decoding.decode`.

    Raises:
        BadInput: none fits, or the file is none of text.
    """
    for mark, encoding in decoding.BYTE_ORDER_MARKS:
        if tally.head.startswith(mark):
            return encoding, False
    if found := decoding.utf_16_without_mark(tally.head):
        return found, True
    if b"\0" in tally.head[: decoding.SAMPLE_BYTES]:
        raise decoding.nul_error(name, tally.head[: tally.head.index(b"\0")].count(b"\n") + 1)
    if not tally.broken or tally.whole >= 2 * tally.broken:
        return "utf-8", False
    found = decoding.guess_encoding(tally.foreign)
    if not found:
        raise decoding.encoding_error(file_name(name))
    return found, True


def _line_ends(pieces: Iterable[str]) -> tuple[int, int]:
    """How many line feeds a text has, and carriage returns that none follows."""
    feeds = returns = 0
    after_return = False
    for piece in pieces:
        feeds += piece.count("\n")
        returns += piece.count("\r") - piece.count("\r\n") - (after_return and piece.startswith("\n"))
        after_return = piece.endswith("\r") if piece else after_return
    return feeds, returns


def _sample(tally: _Tally, encoding: str, returns_within: bool) -> tuple[tuple[str, ...], bool]:
    """The lines of the beginning, the last of which may be cut off only where it is the last of the file, or the
    only one; and whether these are all."""
    lines = list(split(decoded([tally.head], encoding), returns_within))
    whole = len(tally.head) == tally.bytes
    return tuple(lines if whole or len(lines) == 1 else lines[:-1]), whole
