"""Which column of a table is the text, which the label, and whether there is a header: all three as one `Choice`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from playground.data.bounds import Bounds
from playground.data.column_roles import Column, classify_columns, describe_columns, guess_text_and_label, is_header
from playground.data.sheet import Choice, is_filled


def guess_roles(
    rows: Sequence[list[str]],
    top: int,
    bounds: Bounds,
    text: int | None = None,
    label: int | None = None,
    header: bool | None = None,
) -> tuple[Choice, tuple[Column, ...]]:
    """What is likeliest to be the text, the label and the header of a table, where it is not given; the columns.

    Args:
        top: the index of the first row in which something stands.
    """
    first = [cell.strip() for cell in rows[top]]
    below = [row for row in rows[top + 1 :] if is_filled(row)]
    columns = describe_columns(below or [first], [])
    asked = label
    likely = guess_text_and_label(columns, first, bounds, text, label)
    if header is None:
        header = is_header(first, below, columns, *likely)
    names = first if header else []
    columns = describe_columns(below if header else [first, *below], names)
    found = guess_text_and_label(columns, names, bounds, text, label)
    text, label = (one if one is not None else other for one, other in zip(found, likely, strict=True))
    if label is not None and (label >= len(columns) or (label == text and label != asked)):
        label = None
    if text is not None and text >= len(columns):
        text = None
    all_looks = classify_columns(columns, text, label, names, bounds)
    columns = tuple(replace(column, looks=look) for column, look in zip(columns, all_looks, strict=True))
    return Choice("sentiment", () if text is None else (text,), -1 if label is None else label, header), columns
