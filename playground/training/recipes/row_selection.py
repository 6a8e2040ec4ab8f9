"""Some of the rows of a file of examples: those that have certain values in another column than text and label, or so
many from all over the file."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from playground.data.examples import Examples
from playground.errors import BadInput


def where(examples: Examples, path: Path, wanted: Mapping[str, Sequence[str]]) -> Examples:
    """The examples in whose rows each named column has one of the values; a value may end in `*`.

    Args:
        examples: of the file, with the rows in which they stand.
        path: a tab-separated file with a header and no quoting, plain or as .gz.
        wanted: column -> values.
    Raises:
        BadInput: there is no such column, or no row with such a value.
    """
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    header = rows[0]
    for column in wanted:
        if column not in header:
            raise BadInput(
                f"{path.name} has no column {column}. It has {', '.join(header)}. Name one of these.",
                key="where-column",
                column=column,
            )
    places = {header.index(column): tuple(values) for column, values in wanted.items()}
    kept = [
        at
        for at, row in enumerate(examples.rows)
        if all(any(_fits(rows[row - 1][place], value) for value in values) for place, values in places.items())
    ]
    if not kept:
        raise BadInput(f"No row of {path.name} has what the recipe asks for. Change “where”.", key="where-empty")
    return replace(
        examples,
        texts=tuple(examples.texts[at] for at in kept),
        labels=tuple(examples.labels[at] for at in kept),
        rows=tuple(examples.rows[at] for at in kept),
    )


def _fits(cell: str, value: str) -> bool:
    return cell.startswith(value[:-1]) if value.endswith("*") else cell == value


def sampled(examples: Examples, most: int | None, seed: int) -> Examples:
    """At most so many of the examples, from all over the file."""
    if most is None or len(examples) <= most:
        return examples
    kept = np.sort(np.random.default_rng(seed).choice(len(examples), most, replace=False))
    return replace(
        examples,
        texts=tuple(examples.texts[at] for at in kept),
        words=None if examples.words is None else tuple(examples.words[at] for at in kept),
        labels=tuple(examples.labels[at] for at in kept),
        rows=tuple(examples.rows[at] for at in kept) if examples.rows else (),
    )
