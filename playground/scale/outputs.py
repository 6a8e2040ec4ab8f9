"""What is written: the kinds of file, each as parts that are made by themselves and joined at the end."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.errors import BadInput, shown
from playground.scale.answers import DECIMALS, AnswerColumn
from playground.scale.blocks import Block, Source

UNREADABLE = "unreadable"  # the key under which a line of JSON Lines stands that is no object


@dataclass(frozen=True)
class Output:
    """A file that is written in parts.

    Attributes:
        header: the bytes before the first part.
        part: the bytes of a block with its answers.
        join: puts a header and parts one behind the other.
    """

    header: bytes
    part: Callable[[Block, Sequence[Sequence[Any]]], bytes]
    join: Callable[[bytes, Iterable[Path], Path], None]


@dataclass(frozen=True)
class Layout:
    """What the output keeps of a file: its columns and kind, whether quotes stand around the cells of a table, and the
    schema of Parquet."""

    columns: tuple[str, ...]
    kind: str
    quoted: bool
    schema: Any = None


def layout_of(source: Source) -> Layout:
    """What the output keeps of a file."""
    return Layout(source.columns, source.kind, source.quoted, getattr(source, "schema", None))


def check_name(out: Path) -> None:
    """Raise for a name whose ending says nothing.

    Raises:
        BadInput: it is none of those that can be written.
    """
    if _ending(out) not in KINDS or (out.name.lower().endswith(".parquet.gz")):
        raise BadInput(
            f"--out is {shown(str(out))}. Its name has to end in .csv, .tsv, .jsonl (each also .gz) or .parquet.",
            key="score-out",
            given=shown(str(out)),
        )


def open_output(out: Path, layout: Layout, answers: Sequence[AnswerColumn]) -> Output:
    """How a file is written, by the ending of its name.

    Raises:
        NotApplicable: it is Parquet, and pyarrow is not installed.
    """
    check_name(out)
    return KINDS[_ending(out)](out.name.lower().endswith(".gz"), layout, answers)


def _ending(out: Path) -> str:
    return Path(out.name.lower().removesuffix(".gz")).suffix


# ---- CSV and TSV


def _csv(packed: bool, layout: Layout, answers: Sequence[AnswerColumn]) -> Output:
    return _table(packed, layout, answers, csv.QUOTE_MINIMAL, ",")


def _tsv(packed: bool, layout: Layout, answers: Sequence[AnswerColumn]) -> Output:
    """Tabs between cells. Where the file was read so without quotes, it is written without: its cells stay as they
    stood."""
    plain = layout.kind == "lines" or (layout.kind == "table" and not layout.quoted)
    return _table(packed, layout, answers, csv.QUOTE_NONE if plain else csv.QUOTE_MINIMAL, "\t")


def _table(packed: bool, layout: Layout, answers: Sequence[AnswerColumn], quoting: Any, delimiter: str) -> Output:
    numbers = [column.number for column in answers]

    def rows_as_bytes(rows: Iterable[Sequence[Any]]) -> bytes:
        written = io.StringIO()
        if quoting == csv.QUOTE_NONE:
            written.writelines("\t".join(cell.replace("\t", " ") for cell in row) + "\n" for row in rows)
        else:
            csv.writer(written, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)
        return _packed(written.getvalue().encode("utf-8", "replace"), packed)

    def cells(answer: Sequence[Any]) -> list[str]:
        return [
            "" if value is None else f"{value:.{DECIMALS}f}" if number else value
            for value, number in zip(answer, numbers, strict=True)
        ]

    typed = layout.kind == "parquet"

    def part(block: Block, found: Sequence[Sequence[Any]]) -> bytes:
        given = [[_plain(cell) for cell in row] for row in block.cells] if typed else block.cells
        return rows_as_bytes([*row, *cells(answer)] for row, answer in zip(given, found, strict=True))

    names = [*layout.columns, *(column.name for column in answers)]
    return Output(rows_as_bytes([names]), part, _concatenate)


def _plain(cell: Any) -> str:
    """A cell of Parquet as one of a table."""
    if cell is None:
        return ""
    return json.dumps(cell, ensure_ascii=False, default=str) if isinstance(cell, list | dict) else str(cell)


# ---- JSON Lines


def _json(packed: bool, layout: Layout, answers: Sequence[AnswerColumn]) -> Output:
    """An object a row: that of the file as it stands with the answers behind its keys, or the columns as keys."""
    names = [column.name for column in answers]
    columns = _distinct(layout.columns)

    def part(block: Block, found: Sequence[Sequence[Any]]) -> bytes:
        written = []
        for at, answer in enumerate(found):
            behind = json.dumps(dict(zip(names, answer, strict=True)), ensure_ascii=False)
            written.append(f"{_opened(block, at, columns)}{behind[1:]}\n")
        return _packed("".join(written).encode("utf-8", "replace"), packed)

    return Output(b"", part, _concatenate)


def _opened(block: Block, at: int, columns: Sequence[str]) -> str:
    """The object of a row without its closing bracket, ready for more keys."""
    if block.lines:
        line = block.lines[at]
        if at not in block.unreadable:
            return line[:-1].rstrip() + (", " if line[1:-1].strip() else "")
        return json.dumps({UNREADABLE: line}, ensure_ascii=False)[:-1] + ", "
    cells = dict(zip(columns, block.cells[at], strict=True))
    return json.dumps(cells, ensure_ascii=False, default=str)[:-1] + ", "


def _distinct(names: Sequence[str]) -> list[str]:
    """Names of which none occurs twice: a later one has its number behind it."""
    found: list[str] = []
    for at, name in enumerate(names, 1):
        found.append(f"{name} ({at})" if name in found else name)
    return found


# ---- Parquet


def _parquet(packed: bool, layout: Layout, answers: Sequence[AnswerColumn]) -> Output:
    from playground.scale import parquet

    arrow = parquet.need_pyarrow()
    given = (
        list(layout.schema)
        if layout.schema is not None
        else [arrow.field(name, arrow.string()) for name in _distinct(layout.columns)]
    )
    behind = [arrow.field(column.name, arrow.float64() if column.number else arrow.string()) for column in answers]
    schema = arrow.schema([*given, *behind])

    def part(block: Block, found: Sequence[Sequence[Any]]) -> bytes:
        rows = [[*row, *answer] for row, answer in zip(block.cells, found, strict=True)]
        return parquet.table_bytes(schema, rows)

    def join(header: bytes, parts: Iterable[Path], target: Path) -> None:
        parquet.join(list(parts), target)

    return Output(b"", part, join)


KINDS: dict[str, Callable[[bool, Layout, Sequence[AnswerColumn]], Output]] = {
    ".csv": _csv,
    ".tsv": _tsv,
    ".jsonl": _json,
    ".ndjson": _json,
    ".parquet": _parquet,
}
"""The ending of a name -> how such a file is written."""


def _packed(raw: bytes, packed: bool) -> bytes:
    """Bytes, packed where the file ends in .gz: parts that are packed one by one are a gzip file when joined."""
    return gzip.compress(raw, 6, mtime=0) if packed else raw


def _concatenate(header: bytes, parts: Iterable[Path], target: Path) -> None:
    with target.open("wb") as joined:
        joined.write(header)
        for part in parts:
            with part.open("rb") as file:
                shutil.copyfileobj(file, joined, 2**20)
