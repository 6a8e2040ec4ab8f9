"""What Explain shows, as a file: a picture (SVG), a table for spreadsheets, or JSON, each with a methods note.

The parts of a picture (`svg`, `text`, `wrapped`, `shortened`) are those of Edit's files too (`components/svg.py`).
"""

import csv
import io
import json

from playground.lenses.explain.explain import Explanation
from playground.lenses.explain.methods import METHODS
from playground.lenses.predict.many_texts import escape_formula
from playground.ui.components.downloads import FIGURE_KINDS, MEDIA_TYPES
from playground.ui.components.model_names import name
from playground.ui.components.svg import LETTER, LETTERS, LINE, WIDTH, shortened, svg, text, text_columns, wrapped, xml
from playground.ui.explain.queries import Explanations, Row, records
from playground.ui.explain.render import facts
from playground.ui.explain.wording import asked_word, baseline_title, end, method_title, number, summary
from playground.ui.explain.words import say
from playground.ui.language.translations import label

FOR, AGAINST = "#2166ac", "#b35806"


def written(found: Explanations, kind: str, language: str) -> dict[str, str]:
    """Name, media type and content of the file; empty where there is no such kind, or nothing to keep.

    Of a PNG the content is the SVG that the browser makes it of (`SAVE`).
    """
    if kind not in FIGURE_KINDS or not any(row.explanation for row in found.rows):
        return {}
    made = {"svg": picture, "png": picture, "csv": table, "json": record}[kind](found, language)
    return {"name": f"explain-{found.task}.{kind}", "type": MEDIA_TYPES[kind], "content": made}


def note(explanation: Explanation, language: str) -> str:
    """How the scores were made, in a sentence that a report can quote."""
    settings = ", ".join(f"{key} {value}" for key, value in explanation.parameters.items() if key != "exact")
    if "exact" in explanation.parameters:
        settings = say("explain-exact", language)
    instead = say("explain-note-baseline", language, baseline=baseline_title(explanation.baseline, language))
    return say(
        "explain-note",
        language,
        method=method_title(explanation.method, language),
        target=label(explanation.target or "", language)
        + ("" if explanation.word is None else f" ({asked_word(explanation)})"),
        baseline=instead if METHODS[explanation.method].baseline else "",
        settings=settings or say("explain-defaults", language),
        unit=say(f"explain-note-{explanation.unit}", language),
    )


def record(found: Explanations, language: str) -> str:
    """Every explanation as the command line prints it, with its note, its spread and its verdict."""
    shown = [row for row in found.rows if row.explanation]
    explained = [
        {**one, "note": note(row.explanation, language)}
        for one, row in zip(records(found), shown, strict=True)
        if row.explanation
    ]
    return json.dumps({"text": found.text, "explanations": explained}, ensure_ascii=False, allow_nan=False)


def table(found: Explanations, language: str) -> str:
    """A row a model, method and word; the mark in front tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    made = any(row.explanation and row.explanation.characters for row in found.rows)
    more = ["in_word", "tag", "score_of_word"] if made else []  # of the words that tagged characters make
    writer.writerow(["model", "method", "target", "of_word", "baseline", "position", "word", "score", *more, "note"])
    for row in found.rows:
        explanation = row.explanation
        if explanation is None:
            continue
        baseline = explanation.baseline if METHODS[explanation.method].baseline else ""
        target = escape_formula(explanation.target or "")
        head = [escape_formula(explanation.model), explanation.method, target, explanation.word, baseline]
        remark = escape_formula(note(explanation, language))
        for word in row.scored:
            whole = [escape_formula(word.text), word.tag, float(f"{word.score:.9g}")] if made else []
            for at, score in zip(word.places, word.scores, strict=True):
                text_there = escape_formula(explanation.words[at].text)
                writer.writerow([*head, at, text_there, float(f"{score:.9g}"), *whole, remark])
    return "\ufeff" + out.getvalue()


def picture(found: Explanations, language: str) -> str:
    """The coloured words of every row, with its numbers below; readable on white paper."""
    parts, top = [], 14
    for row in found.rows:
        if row.explanation:
            drawn, top = _row_picture(row, row.explanation, top, language)
            parts.append(drawn)
    return svg("".join(parts), WIDTH, top)


def _row_picture(row: Row, explanation: Explanation, top: int, language: str) -> tuple[str, int]:
    """One row, and where the next one begins."""
    shown = name(row.architecture, row.reference, language)
    heading = f"{shown} · {method_title(row.method, language)} · {label(explanation.target or '', language)}"
    parts = [text(10, top + 12, heading, bold=True)]
    left, line, largest = 10.0, top + 24, end(row)
    for word in row.scored:
        score = word.score
        shown = shortened(word.text, LETTERS)
        width = LETTER * max(text_columns(shown), 4) + 8
        if left + width > WIDTH - 10 and left > 10:
            left, line = 10.0, line + LINE + 8
        fill = FOR if score > 0 else AGAINST
        frame = ' stroke="#000"' if explanation.word in word.places else ""
        middle = left + width / 2
        parts.append(
            f'<rect x="{left:.1f}" y="{line}" width="{width:.1f}" height="20" rx="3" fill="{fill}" '
            f'fill-opacity="{0.6 * abs(score) / largest:.2f}"{frame}/>'
            f'<text x="{middle:.1f}" y="{line + 15}" text-anchor="middle" font-size="14">{xml(shown)}</text>'
            f'<text x="{middle:.1f}" y="{line + 31}" text-anchor="middle" font-size="9">{number(score)}</text>'
        )
        left += width + 3
    line += LINE + 20
    for line_text in wrapped(f"{note(explanation, language)} {summary(explanation, language)} {facts(row, language)}"):
        parts.append(text(10, line, line_text, size=11, colour="#555"))
        line += 15
    return "".join(parts), line + 14
