"""Models on many texts with right labels: each pair of them tested on the texts of which both know the label."""

from __future__ import annotations

from collections.abc import Sequence

from playground.evaluation.comparison import Comparison, compare
from playground.lenses.predict.many_texts import Row, models_of_columns


def compared(rows: Sequence[Row]) -> list[Comparison]:
    """Each pair of columns of answers, the better one first, pairs with the best model at the top; by column number.

    A pair that shares no text with a right label that both have is left out.
    """
    columns = range(len(models_of_columns(rows)))
    right = [sum(row.wrong[at] is False for row in rows) for at in columns]
    order = sorted(columns, key=lambda at: -right[at])
    found = []
    for place, first in enumerate(order):
        for second in order[place + 1 :]:
            judged = [(row.wrong[first], row.wrong[second]) for row in rows]
            both = [pair for pair in judged if None not in pair]
            if both:
                found.append(
                    compare(str(first), str(second), [not one for one, _ in both], [not other for _, other in both])
                )
    return found
