"""Files for the browser to save: their kinds, and numbers and tables as they are written in them."""

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from playground.errors import BadInput
from playground.lenses.predict.many_texts import escape_formula

FIGURE_KINDS = ("svg", "png", "csv", "json")
"""The kinds of files as which a figure can be kept."""
MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv",
    "json": "application/json",
    "py": "text/x-python",
}
"""The kinds of files that a visitor can keep, by their endings."""

SAVE = (Path(__file__).parent / "save_file.js").read_text("utf-8")
"""What the browser does with a file: an event's `js`, which takes `{name, type, content}`. A PNG is made of an SVG."""


def nothing_to_keep() -> BadInput:
    """The error where there is nothing to write into a file."""
    return BadInput("There is nothing to keep. Wait for the figure, and choose CSV or JSON.", key="nothing-to-keep")


def file_name(wanted: str) -> str:
    """A name of nothing but letters, digits and hyphens."""
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in wanted).strip("-")


def csv_table(rows: Iterator[list[Any]]) -> str:
    """Rows as CSV, in which no text is run as a formula; the mark in front tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows([escape_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def number_or_none(value: float) -> float | None:
    """A measured number with the digits of a float32; None where nothing was measured."""
    return None if math.isnan(value) else float(f"{value:.9g}")


def as_decimals(array: np.ndarray) -> Any:
    """Numbers as the shortest decimals that give the same float32 back."""
    if array.dtype != np.float32:
        return array.tolist()
    if array.ndim > 1:
        return [as_decimals(row) for row in array]
    return [float(str(value)) for value in array]
