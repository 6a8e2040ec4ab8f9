"""What Edit keeps: every step and suggestion with every model's answer before and after, each file with a note.

A picture (SVG), a table for spreadsheets, or JSON. Steps are compared with the text that was given first, suggestions
with the bar's text, of which they are edits; each row names both texts.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playground.lenses.predict.asked_word import answer, shares
from playground.lenses.predict.many_texts import escape_formula
from playground.lenses.predict.predict import Prediction
from playground.tasks import TASKS
from playground.text import words
from playground.ui.components import model_names
from playground.ui.components.downloads import FIGURE_KINDS, MEDIA_TYPES
from playground.ui.components.svg import WIDTH, shortened, svg, text, wrapped
from playground.ui.edit.draft import Draft
from playground.ui.edit.queries import Row, known_suggestions, step_answers
from playground.ui.edit.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import label

ANSWER = ("model", "word", "before", "before_share", "after", "after_share", "flips")
LINE = 22  # pixels
STEPS_DRAWN = 12  # the newest


@dataclass(frozen=True)
class Line:
    """A changed text, and what the models say before and after."""

    kind: str  # the action of a step, or that of a suggestion
    old: str
    new: str
    before_text: str
    text: str
    rows: tuple[Row, ...]
    was: tuple[int, ...] | None  # where the word that is asked about stands in the text before, as words of the axis
    word: tuple[int, ...] | None  # and in the changed one
    suggested: bool = False


def as_file(draft: Draft, task: str, models: Sequence[str], kind: str, language: str) -> dict[str, str]:
    """Name, media type and content of the file; empty where there is no such kind, or no word that is asked about.

    Of a PNG the content is the SVG that the browser makes it of (`components.downloads.SAVE`).
    """
    per_word = task in TASKS and TASKS[task].per_word
    if kind not in FIGURE_KINDS or task not in TASKS or (per_word and draft.place is None):
        return {}
    found = [*_steps(draft, task, models), *_suggestions(draft, task, models)]
    note_text = note(draft, found[0].was, per_word, language)
    if kind == "csv":
        content = table(found, per_word, note_text)
    elif kind == "json":
        content = record(found, per_word, note_text)
    else:
        content = picture(found, per_word, note_text, language)
    return {"name": f"edit-{task}.{kind}", "type": MEDIA_TYPES[kind], "content": content}


def note(draft: Draft, asked: Sequence[int] | None, per_word: bool, language: str) -> str:
    """How the answers were made, in sentences that a report can quote."""
    if not per_word:
        return say("edit-note", language, asked=say("edit-note-text", language))
    if asked is None:  # the word came in by a step that has become the bar's text
        assert draft.place is not None
        word = words(draft.original)[draft.place].text
        return say("edit-note", language, asked=say("edit-note-new", language, word=word))
    found = words(draft.steps[0].text)
    word = "".join(found[at].text for at in asked)
    return say("edit-note", language, asked=say("edit-note-word", language, word=word, number=asked[0] + 1))


def _steps(draft: Draft, task: str, models: Sequence[str]) -> Iterator[Line]:
    for one in step_answers(draft, task, models):
        step = one.step
        yield Line(step.action, step.old, step.new, draft.steps[0].text, step.text, one.rows, one.was, one.word)


def _suggestions(draft: Draft, task: str, models: Sequence[str]) -> Iterator[Line]:
    """The suggestions that were found so far, each as a changed text."""
    for hint in known_suggestions(draft, task, models):
        for one in hint.edits.edits if hint.edits else ():
            assert hint.edits is not None
            row = Row(hint.reference, hint.architecture, hint.edits.before, one.after)
            old = " ".join(change.old for change in one.changes if change.old is not None)
            new = " ".join(change.new for change in one.changes if change.new is not None)
            was = hint.edits.characters or (None if hint.edits.word is None else (hint.edits.word,))
            word = one.characters or (None if one.word is None else (one.word,))
            yield Line(one.kind, old, new, draft.original, one.text, (row,), was, word, True)


def record(found: Sequence[Line], per_word: bool, note_text: str) -> str:
    """The steps in their order, each with its answers, then the suggestions."""

    def parts(suggested: bool) -> list[dict[str, Any]]:
        return [
            {
                "deed": one.kind,
                "old": one.old,
                "new": one.new,
                "before_text": one.before_text,
                "text": one.text,
                "answers": [dict(zip(ANSWER, row, strict=True)) for row in _answers(one, per_word)],
            }
            for one in found
            if one.suggested is suggested
        ]

    first = found[0]
    kept = {
        "text": first.text,
        "word": first.was and first.was[0],
        "note": note_text,
        "steps": parts(False),
        "suggestions": parts(True),
    }
    return json.dumps(kept, ensure_ascii=False, allow_nan=False)


def table(found: Sequence[Line], per_word: bool, note_text: str) -> str:
    """A row a step or suggestion and model; the mark in front tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["step", "deed", "old", "new", "before_text", "text", *ANSWER, "note"])
    for at, one in enumerate(found):
        head = ["suggestion" if one.suggested else at, one.kind, one.old, one.new, one.before_text, one.text]
        for row in _answers(one, per_word):
            writer.writerow(
                [escape_formula(cell) if isinstance(cell, str) else cell for cell in (*head, *row, note_text)]
            )
    return "\ufeff" + out.getvalue()


def picture(found: Sequence[Line], per_word: bool, note_text: str, language: str) -> str:
    """Each step with what the models say before and after, then the suggestions; readable on white paper."""
    steps = [one for one in found if not one.suggested][-STEPS_DRAWN:]
    parts, top = [], 26
    for one in (*steps, *(one for one in found if one.suggested)):
        lines = list(wrapped(_heading(one, language), 110))
        for line in lines:
            parts.append(text(10, top, line, size=13, bold=not one.suggested))
            top += LINE - 4
        for row in _answers(one, per_word):
            reference, _, before, was, after, share, flips = row
            model = next(row for row in one.rows if row.reference == reference)
            name = model_names.name(model.architecture, reference, language)
            parts.append(text(26, top, shortened(name, 26)))
            first = _shown(before, was, language)
            content = first if one.kind == "begin" else f"{first}  →  {_shown(after, share, language)}"
            parts.append(text(250, top, content))
            if flips:
                parts.append(text(640, top, f"≠ {say('edit-flip', language)}", bold=True))
            top += LINE - 4
        top += 10
    for line in wrapped(note_text):
        parts.append(text(10, top, line, size=11, colour="#555"))
        top += 15
    return svg("".join(parts), WIDTH, top)


def _heading(one: Line, language: str) -> str:
    kind = say(f"edit-kind-{one.kind}", language) if one.suggested else ""
    if one.suggested or one.kind == "try":
        return f"{kind or say('edit-step-try', language)}: {one.text}"
    title = say(f"edit-step-{one.kind}", language, old=one.old, new=one.new)
    return f"{title}: {one.text}"


def _shown(answered: str | None, share: float | None, language: str) -> str:
    return "–" if answered is None or share is None else f"{label(answered, language)} {percent(share, 1)}"


def _answers(found: Line, per_word: bool) -> Iterator[tuple[Any, ...]]:
    """Of each model that answers, in the order of `ANSWER`.

    The word is counted from 0 in the changed text; where a text has lost it, there is no answer.
    """
    for row in found.rows:
        if row.before is None or row.after is None:
            continue
        before, was = (None, None) if per_word and found.was is None else _answer_text(row.before, found.was)
        after, share = (None, None) if per_word and found.word is None else _answer_text(row.after, found.word)
        flips = before is not None and after is not None and before != after
        yield (row.reference, found.word and found.word[0], before, was, after, share, flips)


def _answer_text(prediction: Prediction, word: Sequence[int] | None) -> tuple[str | None, float | None]:
    answered = answer(prediction, word)
    return answered, None if answered is None else round(shares(prediction, word)[answered], 6)
