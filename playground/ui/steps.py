"""What Edit keeps: every step with every model's answer before and after, for spreadsheets or as JSON, with a note."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

from playground.lenses.edit import answer
from playground.lenses.many import plain
from playground.lenses.predict import Prediction
from playground.tasks import TASKS
from playground.text import words
from playground.ui.drafts import Draft, Stage, stages
from playground.ui.strings import say

KINDS = {"csv": "text/csv", "json": "application/json"}
ANSWER = ("model", "word", "before", "before_share", "after", "after_share", "flips")


def written(draft: Draft, task: str, models: Sequence[str], kind: str, language: str) -> dict[str, str]:
    """Name, media type and content of the file; empty where there is no such kind, or no word that is asked about."""
    place = draft.place if task in TASKS and TASKS[task].per_word else None
    if kind not in KINDS or task not in TASKS or (TASKS[task].per_word and place is None):
        return {}
    found, told = stages(draft, task, models), note(draft, place, language)
    content = table(found, place, told) if kind == "csv" else record(draft, found, place, told)
    return {"name": f"edit-{task}.{kind}", "type": KINDS[kind], "content": content}


def note(draft: Draft, place: int | None, language: str) -> str:
    """How the answers were made, in sentences that a report can quote."""
    if place is None:
        return say("edit-note", language, asked=say("edit-note-text", language))
    word = words(draft.original)[place].text
    return say("edit-note", language, asked=say("edit-note-word", language, word=word, number=place + 1))


def record(draft: Draft, found: Sequence[Stage], place: int | None, told: str) -> str:
    """The steps in their order, each with its answers."""
    steps = [
        {
            "deed": one.step.deed,
            "old": one.step.old,
            "new": one.step.new,
            "text": one.step.text,
            "answers": [dict(zip(ANSWER, row, strict=True)) for row in _answers(one, place)],
        }
        for one in found
    ]
    kept = {"text": draft.original, "word": place, "note": told, "steps": steps}
    return json.dumps(kept, ensure_ascii=False, allow_nan=False)


def table(found: Sequence[Stage], place: int | None, told: str) -> str:
    """A row a step and model; the mark in front tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["step", "deed", "old", "new", "text", *ANSWER, "note"])
    for at, one in enumerate(found):
        head = [at, one.step.deed, plain(one.step.old), plain(one.step.new), plain(one.step.text)]
        writer.writerows([*head, *row, told] for row in _answers(one, place))
    return "\ufeff" + out.getvalue()


def _answers(found: Stage, place: int | None) -> Iterator[tuple[Any, ...]]:
    """Of each model that answers, in the order of `ANSWER`.

    The word is counted from 0 in the step's own text; where the step has lost it, there is no answer after.
    """
    for row in found.rows:
        if row.before is None or row.after is None:
            continue
        here = None if place is None else found.word
        before, was = _said(row.before, place)
        after, share = (None, None) if here is None and place is not None else _said(row.after, here)
        yield (row.reference, here, before, was, after, share, after is not None and before != after)


def _said(prediction: Prediction, word: int | None) -> tuple[str | None, float | None]:
    said = answer(prediction, word)
    shares = prediction.scores if prediction.tags is None or word is None else prediction.scores[word]
    return said, None if said is None else round(float(shares[said]), 6)
