"""Parquet in and out; the only module that knows pyarrow, which stands in requirements-scale.txt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground.data.bounds import COMMAND_LINE
from playground.data.row_stream import Row
from playground.data.sheet import find_column, quote_first_row
from playground.data.table_roles import guess_roles
from playground.errors import BadInput, NotApplicable, NotFound

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_BATCH = 1_024  # read at a time: bounds the memory
SAMPLE_ROWS = 2_000  # from which the column of texts is told


def need_pyarrow() -> Any:
    """The package pyarrow, with its modules for Parquet.

    Raises:
        NotApplicable: it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise NotApplicable(
            "Parquet needs the package pyarrow, which is not installed. Install it with “pip install -r "
            "requirements-scale.txt”, or give and write .csv, .tsv or .jsonl files.",
            key="no-pyarrow",
        ) from error
    return pyarrow


class ParquetRows:
    """The rows of a Parquet file; `share` says how much of it has been read, 0-1.

    Cells keep the types that they have in Python. Rows are counted from 1.
    """

    kind, quoted = "parquet", False

    def __init__(self, path: Path, text_column: str | None = None) -> None:
        arrow = need_pyarrow()
        self.path, self._done = path, 0
        try:
            file = arrow.parquet.ParquetFile(path)
        except FileNotFoundError as error:
            raise NotFound(f"There is no file {path.name}. Check the path.", key="no-file", file=path.name) from error
        except (OSError, arrow.ArrowException) as error:
            raise BadInput(
                f"{path.name} is no whole Parquet file. Write it again.", key="bad-parquet", file=path.name
            ) from error
        with file:
            self.schema: pa.Schema = file.schema_arrow
            self.count: int = file.metadata.num_rows
            self.columns: tuple[str, ...] = tuple(self.schema.names)
            if not self.count or not self.columns:
                raise BadInput(f"{path.name} has no rows. Give a file with texts.", key="empty-file", file=path.name)
            if len(set(self.columns)) < len(self.columns):
                raise BadInput(
                    f"{path.name} has two columns of the same name. Give each a name of its own.",
                    key="duplicate-column",
                    file=path.name,
                )
            sample = next(file.iter_batches(batch_size=SAMPLE_ROWS)).to_pylist()
        rows = [list(self.columns), *([_as_text(value) for value in row.values()] for row in sample)]
        asked, _ = find_column(rows[0], text_column, path.name)
        found = guess_roles(rows, 0, COMMAND_LINE, asked, None, header=True)[0].text_columns
        if not found:
            raise BadInput(
                f"{path.name} has no column that looks like a text. {quote_first_row(rows[0])} Choose it: "
                "--text-column, a name, or a number counted from 1.",
                key="score-no-text",
                file=path.name,
            )
        self.text_column = found[0]

    @property
    def share(self) -> float:
        """How much of the file has been read, 0-1."""
        return self._done / self.count

    def read(self) -> tuple[ParquetRows, Iterator[Row]]:
        """How far reading has come, and the rows."""
        return self, self._rows()

    def _rows(self) -> Iterator[Row]:
        from playground.data.row_stream import checked_row

        arrow, self._done = need_pyarrow(), 0
        with arrow.parquet.ParquetFile(self.path, pre_buffer=False) as file:
            for batch in file.iter_batches(batch_size=ROWS_A_BATCH):
                for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    self._done += 1
                    yield checked_row(Row(self._done, list(cells), _as_text(cells[self.text_column])))


def _as_text(value: Any) -> str:
    return value if type(value) is str else "" if value is None else str(value)


def table_bytes(schema: pa.Schema, rows: Sequence[Sequence[Any]]) -> bytes:
    """A Parquet file of these rows."""
    arrow = need_pyarrow()
    arrays = [
        arrow.array(list(values), type=field.type)
        for values, field in zip(zip(*rows, strict=True), schema, strict=True)
    ]
    table = arrow.Table.from_arrays(arrays, schema=schema)
    sink = arrow.BufferOutputStream()
    arrow.parquet.write_table(table, sink)
    return bytes(sink.getvalue())


def join(parts: Sequence[Path], target: Path) -> None:
    """Put Parquet files of the same columns one behind the other."""
    arrow = need_pyarrow()
    writer = None
    for part in parts:
        table = arrow.parquet.read_table(part)
        writer = writer or arrow.parquet.ParquetWriter(target, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()
