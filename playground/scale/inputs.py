"""What is scored: a file, how somebody says it is written, and the rows that come of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from playground.data.notation import GUESSED, Notation
from playground.data.row_stream import open_rows
from playground.data.survey import Survey, survey
from playground.scale.blocks import Source

PARQUET = ".parquet"


@dataclass(frozen=True)
class Input:
    """A file to score.

    Attributes:
        text_column: the name of the column of texts, or its number counted from 1; None: guessed.
        survey: what one reading of it has told; None of Parquet, and as long as it has not been read.
    """

    path: Path
    text_column: str | None = None
    notation: Notation = GUESSED
    survey: Survey | None = None

    @property
    def is_parquet(self) -> bool:
        """Whether the file's name says that it is Parquet."""
        return self.path.name.lower().endswith(PARQUET)

    def surveyed(self) -> Input:
        """The same file, read from end to end once.

        Raises:
            BadInput: it is no file of text, or no encoding fits.
            NotFound: no such file.
        """
        return self if self.is_parquet or self.survey else replace(self, survey=survey(self.path, self.notation))


def open_source(given: Input) -> Source:
    """The rows of a file, which begin anew each time that they are read.

    Raises:
        BadInput: it cannot be read as rows, or no column looks like a text.
        NotFound: no such file.
        NotApplicable: it is Parquet, and pyarrow is not installed.
    """
    if given.is_parquet:
        from playground.scale.parquet import ParquetRows

        return ParquetRows(given.path, given.text_column)
    found = given.surveyed().survey
    assert found is not None
    return open_rows(found, given.text_column, given.notation)
