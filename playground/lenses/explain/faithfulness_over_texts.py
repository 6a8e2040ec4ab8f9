"""How far can a method's explanations be believed, on the whole? The tests of `faithfulness.py`, over many texts.

The means can be written as a table in Markdown, a row a method and model, into a document that has such a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import BadInput
from playground.lenses.explain.explain import explain
from playground.lenses.explain.faithfulness import FEWEST_WORDS, RANDOM, TRIALS, faithfulness

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint


def over_texts(
    checkpoint: Checkpoint, twin: Checkpoint, texts: Sequence[str], method: str, random: int = RANDOM
) -> dict[str, Any]:
    """The means of a method over many texts, beside those of the random explanations.

    Returns:
        model, method, texts (those with enough words), untrained (mean rank correlation with the untrained twin), and
        for each test value, random, and convincing: the share of the texts where the explanation beats 19 of 20.
    Raises:
        BadInput: no text has enough words.
    """
    found = []
    for text in texts:
        one = faithfulness(checkpoint, explain(checkpoint, text, method), random, twin=twin)
        if one.measures:
            found.append(one)
    if not found:
        raise BadInput(
            f"None of the {len(texts):,} texts has {FEWEST_WORDS} words or more. Give longer texts.",
            key="faithfulness-short",
            texts=len(texts),
            allowed=FEWEST_WORDS,
        )
    return {
        "model": checkpoint.reference,
        "method": method,
        "texts": len(found),
        "untrained": float(np.mean([one.untrained for one in found if one.untrained is not None])),
        "measures": {
            name: {
                "value": float(np.mean([one.measures[name].value for one in found])),
                "random": float(np.mean([np.mean(one.measures[name].random) for one in found])),
                "convincing": float(np.mean([one.measures[name].convincing for one in found])),
            }
            for name in TRIALS
        },
    }


def markdown_row(answer: dict[str, Any]) -> str:
    """What `over_texts` found, as a row of a table in Markdown."""
    cells = [
        f"{one['value']:.2f} ({one['random']:.2f}; {100 * one['convincing']:.0f} %)"
        for one in answer["measures"].values()
    ]
    named = (answer["method"], answer["model"], str(answer["texts"]))
    cells.append(f"{answer['untrained']:.2f}")
    return f"| {' | '.join((*named, *cells))} |"


def markdown_table(rows: Sequence[str]) -> str:
    """The whole table."""
    names = ["method", "model", "texts", *(trial.title for trial in TRIALS.values()), "untrained twin"]
    return "\n".join([f"| {' | '.join(names)} |", "|---" * len(names) + "|", *rows])


def with_row(document: str, row: str) -> str:
    """A document with a row in its table: in place of that of the same method and model, else behind the table.

    Raises:
        BadInput: the document has no such table.
    """
    lines, key = document.split("\n"), row.split("|")[1:3]
    top = markdown_table([]).split("\n")[0]
    begin = lines.index(top) if top in lines else len(lines)
    inside = list(takewhile(lambda at: lines[at].startswith("|"), range(begin, len(lines))))
    if not inside:
        raise BadInput(
            "The file has no table of faithfulness to write into. Give one that this command has printed.",
            key="faithfulness-table",
        )
    same = [at for at in inside if lines[at].split("|")[1:3] == key]
    if same:
        lines[same[0]] = row
    else:
        lines.insert(inside[-1] + 1, row)
    return "\n".join(lines)
