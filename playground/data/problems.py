"""What is to be said about a file: what was assumed, and what is wrong with which rows.

Each is an English sentence with a key and its values, as an error is, so that the page can say it in Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playground.errors import BadInput

ROWS_SHOWN = 10
STOP, REPAIRED, WARNING = "stop", "repaired", "warning"


@dataclass(frozen=True)
class Note:
    """A sentence about a file or a training: what was assumed, found or done, and why.

    Attributes:
        key, values: as those of a `PlaygroundError`; the Chinese is found by the key.
    """

    sentence: str
    key: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem(Note):
    """Something that is wrong with a file; the sentence names up to ten rows and counts them all.

    Attributes:
        rows: the numbers of the first ten rows, counted as a spreadsheet counts them; empty where no row is to blame.
        count: how many rows there are.
        severity: "stop" (nothing can be learnt until it is mended), "repaired" (done, and counted in `dropped` where
            rows were left out) or "warning" (left as it is).
    """

    severity: str = WARNING
    rows: tuple[int, ...] = ()
    count: int = 0


def refuse(problems: Iterable[Problem]) -> None:
    """Raise for the first problem that stops.

    Raises:
        BadInput: with the sentence of that problem.
    """
    for problem in problems:
        if problem.severity == STOP:
            raise BadInput(problem.sentence, key=problem.key, **problem.values)


def no_examples_problem(name: str, what: str) -> Problem:
    """The problem that stops where nothing is left to learn from."""
    return Problem(f"{file_name(name)} has {what}", "no-examples", {"file": file_name(name)}, STOP)


def file_name(path: str) -> str:
    """A file as a message names it: without its folders."""
    return Path(path).name or path


def name_rows(rows: Sequence[int]) -> str:
    """Up to ten row numbers as they stand in a sentence: "Row 3", "Rows 3, 5 and 8", "Rows 3, 5, … and 7 more"."""
    first = [f"{row:,}" if row > 9999 else str(row) for row in rows[:ROWS_SHOWN]]
    if len(rows) == 1:
        return f"Row {first[0]}"
    if len(rows) > ROWS_SHOWN:
        return f"Rows {', '.join(first)} and {len(rows) - ROWS_SHOWN:,} more"
    return f"Rows {', '.join(first[:-1])} and {first[-1]}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 row", "2,000 rows"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def is_or_are(number: int) -> str:
    """The verb that goes with a number."""
    return "is" if number == 1 else "are"
