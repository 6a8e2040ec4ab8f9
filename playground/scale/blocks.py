"""A file as blocks of 4,096 rows; each comes with all that a network is asked, and what is wrong with its rows.

Nothing here knows about torch: the process that reads texts goes without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np

from playground.checkpoints import TextReader
from playground.data.row_stream import DAMAGED, NO_JSON, Row
from playground.lenses.predict.caution import caution
from playground.models.config import SPACES
from playground.text import UNKNOWN

ROWS_A_BLOCK = 4_096


class Source(Protocol):
    """A file that can be read row by row, from the beginning, as often as wanted."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""

    @property
    def kind(self) -> str:
        """What it is: table, json, lines or parquet."""

    @property
    def quoted(self) -> bool:
        """Of a table, whether quotes stand around cells."""

    def read(self) -> tuple[Progress, Iterable[Row]]:
        """How far reading has come, and the rows."""


class Progress(Protocol):
    """How far the reading of a file has come."""

    @property
    def share(self) -> float:
        """0-1."""


class Encoded(NamedTuple):
    """Texts as a model reads them.

    Attributes:
        ids: of the words of all texts, one after the other, int32; no more of a text than the model reads.
        lengths: words of each text, int32.
        cautions: the key of why the answer to each text will say little, None elsewhere.
    """

    ids: np.ndarray
    lengths: np.ndarray
    cautions: list[str | None]


class Wrong(NamedTuple):
    """A row that no model is asked about: its number in the file, and why."""

    number: int
    reason: str


@dataclass
class Block:
    """Up to 4,096 rows of a file.

    Attributes:
        number: counted from 0.
        cells: of each row; empty where the block has been answered already.
        lines: of JSON Lines each row as it stands.
        unreadable: indices of those lines that hold no object.
        asked: indices of the rows that models are asked about.
        texts: of these rows.
        encoded: of these texts, one for each model; None for a model that is given the texts themselves.
        wrong: the rows that are not asked about.
        rows: how many there are.
        share: how much of the file has been read, 0-1.
    """

    number: int
    rows: int
    share: float
    wrong: list[Wrong]
    cells: list[list[Any]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    unreadable: frozenset[int] = frozenset()
    asked: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    encoded: list[Encoded | None] = field(default_factory=list)


def read_blocks(source: Source, done: Iterable[int] = ()) -> Iterator[Block]:
    """The blocks of a file, texts not yet read by any model.

    Args:
        done: numbers of blocks that have been answered already; of these only the counts come.
    """
    progress, rows = source.read()
    answered, number = frozenset(done), 0
    gathered: list[Row] = []
    for row in rows:
        gathered.append(row)
        if len(gathered) == ROWS_A_BLOCK:
            yield _block(number, gathered, progress.share, number in answered)
            gathered, number = [], number + 1
    if gathered:
        yield _block(number, gathered, 1.0, number in answered)


def _block(number: int, rows: list[Row], share: float, answered: bool) -> Block:
    wrong = [Wrong(row.number, row.wrong) for row in rows if row.wrong is not None]
    block = Block(number, len(rows), share, wrong)
    if not answered:
        block.cells = [row.cells for row in rows]
        if rows[0].line:
            block.lines = [row.line for row in rows]
            block.unreadable = frozenset(at for at, row in enumerate(rows) if row.wrong in (NO_JSON, DAMAGED))
        block.asked = [at for at, row in enumerate(rows) if row.wrong is None]
        block.texts = [rows[at].text for at in block.asked]
    return block


def encode_block(block: Block, readers: Sequence[TextReader | None]) -> None:
    """Put the texts of a block as each model reads them into it; None stands for a model that is given the texts."""
    block.encoded = [None if reader is None or not block.cells else encode(reader, block.texts) for reader in readers]


def encode(reader: TextReader, texts: Sequence[str]) -> Encoded:
    """Texts as a model reads them, with why its answers will say little."""
    config, vocabulary = reader.config, reader.vocabulary
    ids: list[int] = []
    lengths: list[int] = []
    cautions: list[str | None] = []
    for text in texts:
        spelled = [word[0] for word in reader.divide(text)]
        found = vocabulary.ids(spelled)
        if found and UNKNOWN not in found and config.tokenisation != SPACES and text.isascii():
            cautions.append(None)  # as most texts are; nothing of what is asked below could hold
        else:
            limit = config.max_words
            read = [
                _ReadWord(word, id != UNKNOWN, at < limit)
                for at, (word, id) in enumerate(zip(spelled, found, strict=True))
            ]
            doubt = caution(read, vocabulary, reader.unsplit(text))
            cautions.append(doubt.key if doubt else None)
        ids += found[: config.max_words]
        lengths.append(min(len(found), config.max_words))
    return Encoded(np.array(ids, np.int32), np.array(lengths, np.int32), cautions)


class _ReadWord(NamedTuple):
    text: str
    known: bool
    read: bool
