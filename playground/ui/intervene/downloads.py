"""What Intervene keeps: the steps with the answers that they lead to, the ranked parts, the units that carry a
difference; as a picture (SVG), a table for spreadsheets, or JSON, each with a note of how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np

from playground.lenses.intervene.changes import parse
from playground.lenses.intervene.intervene import Intervention
from playground.lenses.intervene.ranking import WordMap
from playground.lenses.predict.asked_word import answer, shares
from playground.ui.components.downloads import FIGURE_KINDS, MEDIA_TYPES, csv_table
from playground.ui.components.svg import WIDTH, svg, text, wrapped
from playground.ui.intervene.naming import change_title, title, words_of
from playground.ui.intervene.queries import Shown, both, first_place, known_carried, known_worth
from playground.ui.intervene.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import label, task

LINE = 20  # pixels


def as_file(found: Shown, kind: str, language: str) -> dict[str, str]:
    """Name, media type and content of the file; empty where there is no such kind, or nothing to keep.

    Of a PNG the content is the SVG that the browser makes it of (`components.downloads.SAVE`).
    """
    if kind not in FIGURE_KINDS or found.now is None:
        return {}
    if kind == "csv":
        content = csv_table(iter(table(found, language)))
    elif kind == "json":
        content = record(found, language)
    else:
        content = picture(found, language)
    return {"name": f"intervene-{found.task}.{kind}", "type": MEDIA_TYPES[kind], "content": content}


def note(found: Shown, language: str) -> str:
    """How the numbers were made, in a sentence that a report can quote."""
    return say("intervene-note", language, model=found.plan.model, task=task(found.task, language))


def _answers(found: Shown) -> Iterator[tuple[str, str | None, dict[str, float]]]:
    """Each step's notation, the answer that it leads to and how probable each label is; the first without a
    change."""
    done = [one.found for one in found.steps if one.found]
    if done:
        first: Intervention = done[0]
        yield "", answer(first.before, found.asked), shares(first.before, found.asked)
    for one in found.steps:
        if one.found:
            after = one.found.after
            yield one.notation, answer(after, found.asked), shares(after, found.asked)


def table(found: Shown, language: str) -> list[list[Any]]:
    """A row a step and label."""
    rows: list[list[Any]] = [["step", "change", "model", "text", "word", "answer", "label", "probability", "note"]]
    for one in both(found):
        about, said = [one.plan.model, one.text, first_place(one.asked)], note(one, language)
        for at, (notation, best, probable) in enumerate(_answers(one)):
            rows += [[at, notation, *about, best, name, round(share, 6), said] for name, share in probable.items()]
    return rows


def record(found: Shown, language: str) -> str:
    """Everything that is known: the last step as the command line prints it, the steps, the ranked parts; and the same
    of the second model."""
    first, *seconds = (_record(one, language) for one in both(found))
    return json.dumps({**first, "second": seconds[0] if seconds else None}, ensure_ascii=False, allow_nan=False)


def _record(found: Shown, language: str) -> dict[str, Any]:
    worth, carried = known_worth(found), known_carried(found) if found.plan.twin else None
    return {
        "note": note(found, language),
        "model": found.plan.model,
        "steps": [
            {"change": notation, "answer": best, "probabilities": probable}
            for notation, best, probable in _answers(found)
        ],
        "intervention": found.now.as_json() if found.now else None,
        "answer": worth.ranking.answer if worth else None,
        "ranking": worth.ranking.as_json() if worth else None,
        "together": [asdict(one) for one in worth.ranking.together] if worth else None,
        "words": _word_map(worth.map) if worth else None,
        "carriers": carried.as_json() if carried else None,
    }


def _word_map(found: WordMap) -> dict[str, list[float | None]]:
    """By how much the logit moves where a row of the network is switched off at each word; null where none begins."""
    return {
        name: [None if np.isnan(value) else float(value) for value in row]
        for name, row in zip(found.rows, found.changes, strict=True)
    }


def picture(found: Shown, language: str) -> str:
    """The steps and their answers, then the strongest parts; readable on white paper."""
    parts, top = [], 26
    for line in wrapped(found.text[:600], 110):
        parts.append(text(10, top, line, size=14, bold=True))
        top += LINE
    ends = []
    for at, one in enumerate(both(found)):
        drawn, end = _column(one, 10 + at * WIDTH // 2, top, WIDTH // (2 if found.second else 1), language)
        parts += drawn
        ends.append(end)
    top = max(ends)
    for line in wrapped(note(found, language)):
        parts.append(text(10, top + 6, line, size=11, colour="#555"))
        top += 15
    return svg("".join(parts), WIDTH, top + 10)


def _column(found: Shown, left: int, top: int, width: int, language: str) -> tuple[list[str], int]:
    """A model's steps with their answers, and its strongest parts, in so many pixels; and where that ends."""
    words, parts, columns = words_of(found), [], width // 10
    for notation, best, probable in _answers(found):
        named = change_title(parse(notation), found.parts, words, language) if notation else title(found, language)
        for line in wrapped(named, columns):
            parts.append(text(left, top, line))
            top += LINE - 3
        shown = "" if best is None else best if found.asked is not None else label(best, language)
        parts.append(text(left + 20, top, f"→ {shown} {percent(probable.get(best or '', 0.0), 1)}", bold=True))
        top += LINE + 4
    worth = known_worth(found)
    if worth and found.now is None:  # its steps could not be done
        parts.append(text(left, top, title(found, language), bold=True))
        top += LINE
    for one in worth.ranking.effects[:12] if worth else ():
        parts.append(text(left, top, one.name))
        parts.append(text(left + min(410, width - 90), top, f"{one.logit_change:+.3f}".replace("-", "−")))
        top += LINE - 3
    return parts, top
