"""The numbers of a figure as a table, folded below it: for who hears the page, and for who wants to read them off.

Pure functions, no gradio.
"""

from collections.abc import Sequence

from playground.ui.components.markup import safe
from playground.ui.components.words import say


def data_table(heads: Sequence[str], rows: Sequence[Sequence[str]], language: str) -> str:
    """A table with a heading a column; the first cell of a row is what the others are about."""
    head = "".join(f'<th scope="col">{safe(one)}</th>' for one in heads)
    body = "".join(
        f'<tr><th scope="row">{safe(first)}</th>{"".join(f"<td>{safe(one)}</td>" for one in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<details class="as-table"><summary>{safe(say("as-table", language))}</summary><div class="scroll">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></details>"
    )


def table_of_chart(first: str, language: str) -> str:
    """The same for a chart whose numbers stand in its places (`data-g`): `page.js` fills it where somebody unfolds it,
    so that the numbers do not travel twice.

    Args:
        first: the heading of the first column.
    """
    caption = safe(say("as-table", language))
    return f'<details class="as-table" data-table="{safe(first)}"><summary>{caption}</summary></details>'
