"""What Explain shows, as a file: a picture (SVG), a table for spreadsheets, or JSON, each with a methods note.

The parts of a picture (`svg`, `text`, `wrapped`, `shortened`) are those of Edit's too (`steps.py`).
"""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator

from playground.lenses.explain import METHODS, Explanation
from playground.lenses.many import plain
from playground.ui.credit import baseline_title, end, facts, method_title, number, safe
from playground.ui.reasons import Reasons, Row, kept
from playground.ui.signs import name
from playground.ui.strings import label, say

KINDS = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv", "json": "application/json"}
SAVE = """
async (file) => {
  if (!file?.name) return;
  const save = (blob) => {
    const link = Object.assign(document.createElement('a'), {href: URL.createObjectURL(blob), download: file.name});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  if (file.type !== 'image/png') return save(new Blob([file.content], {type: file.type + ';charset=utf-8'}));
  const picture = new Image(), address = URL.createObjectURL(new Blob([file.content], {type: 'image/svg+xml'}));
  await new Promise((loaded, failed) => Object.assign(picture, {onload: loaded, onerror: failed, src: address}));
  const scale = Math.min(2, 16000 / Math.max(picture.width, picture.height)); // larger ones are not drawn
  const canvas = document.createElement('canvas');
  canvas.width = picture.width * scale;
  canvas.height = picture.height * scale;
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(address);
  canvas.toBlob(save, 'image/png');
}
"""
WIDTH, LINE, LETTER = 900, 30, 8.6  # pixels
LETTERS = 100  # of a word that are drawn
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML
FOR, AGAINST = "#2166ac", "#b35806"


def written(found: Reasons, kind: str, language: str) -> dict[str, str]:
    """Name, media type and content of the file; empty where there is no such kind, or nothing to keep.

    Of a PNG the content is the SVG that the browser makes it of (`SAVE`).
    """
    if kind not in KINDS or not any(row.explanation for row in found.rows):
        return {}
    made = {"svg": picture, "png": picture, "csv": table, "json": record}[kind](found, language)
    return {"name": f"explain-{found.task}.{kind}", "type": KINDS[kind], "content": made}


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
        + ("" if explanation.word is None else f" ({explanation.words[explanation.word].text})"),
        baseline=instead if METHODS[explanation.method].baseline else "",
        settings=settings or say("explain-defaults", language),
        unit=say(f"explain-note-{explanation.unit}", language),
    )


def record(found: Reasons, language: str) -> str:
    """Every explanation as the command line prints it, with its note, its spread and its verdict."""
    shown = [row for row in found.rows if row.explanation]
    explained = [
        {**one, "note": note(row.explanation, language)}
        for one, row in zip(kept(found), shown, strict=True)
        if row.explanation
    ]
    return json.dumps({"text": found.text, "explanations": explained}, ensure_ascii=False, allow_nan=False)


def table(found: Reasons, language: str) -> str:
    """A row a model, method and word; the mark in front tells spreadsheets that it is UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["model", "method", "target", "of_word", "baseline", "position", "word", "score", "note"])
    for row in found.rows:
        explanation = row.explanation
        if explanation is None:
            continue
        baseline = explanation.baseline if METHODS[explanation.method].baseline else ""
        target = plain(explanation.target or "")
        head = [plain(explanation.model), explanation.method, target, explanation.word, baseline]
        told = plain(note(explanation, language))
        for at, (word, score) in enumerate(zip(explanation.words, explanation.scores.tolist(), strict=True)):
            if word.read:
                writer.writerow([*head, at, plain(word.text), float(f"{score:.9g}"), told])
    return "\ufeff" + out.getvalue()


def picture(found: Reasons, language: str) -> str:
    """The coloured words of every row, with its numbers below; readable on white paper."""
    parts, top = [], 14
    for row in found.rows:
        if row.explanation:
            drawn, top = _drawn(row, row.explanation, top, language)
            parts.append(drawn)
    return svg("".join(parts), WIDTH, top)


def svg(content: str, width: int, height: int) -> str:
    """The whole picture."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>{content}</svg>'
    )


def text(left: float, top: float, said: str, size: int = 12, bold: bool = False, colour: str = "#000") -> str:
    """A line of text; what XML does not allow is drawn as �."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{left:g}" y="{top:g}" font-size="{size}"{weight} fill="{colour}">{_xml(said)}</text>'


def shortened(said: str, columns: int) -> str:
    """The beginning of a text that would be wider."""
    if _columns(said) <= columns:
        return said
    while said and _columns(said) >= columns:
        said = said[:-1]
    return f"{said}…"


def _xml(said: str) -> str:
    return safe(_FORBIDDEN.sub("\ufffd", said))


def _drawn(row: Row, explanation: Explanation, top: int, language: str) -> tuple[str, int]:
    """One row, and where the next one begins."""
    shown = name(row.architecture, row.reference, language)
    heading = f"{shown} · {method_title(row.method, language)} · {label(explanation.target or '', language)}"
    parts = [text(10, top + 12, heading, bold=True)]
    left, line, largest = 10.0, top + 24, end(explanation)
    for place, (word, score) in enumerate(zip(explanation.words, explanation.scores.tolist(), strict=True)):
        if not word.read:
            break
        shown = shortened(word.text, LETTERS)
        width = LETTER * max(_columns(shown), 4) + 8
        if left + width > WIDTH - 10 and left > 10:
            left, line = 10.0, line + LINE + 8
        fill = FOR if score > 0 else AGAINST
        frame = ' stroke="#000"' if place == explanation.word else ""
        middle = left + width / 2
        parts.append(
            f'<rect x="{left:.1f}" y="{line}" width="{width:.1f}" height="20" rx="3" fill="{fill}" '
            f'fill-opacity="{0.6 * abs(score) / largest:.2f}"{frame}/>'
            f'<text x="{middle:.1f}" y="{line + 15}" text-anchor="middle" font-size="14">{_xml(shown)}</text>'
            f'<text x="{middle:.1f}" y="{line + 31}" text-anchor="middle" font-size="9">{number(score)}</text>'
        )
        left += width + 3
    line += LINE + 20
    for told in wrapped(f"{note(explanation, language)} {facts(row, language)}"):
        parts.append(text(10, line, told, size=11, colour="#555"))
        line += 15
    return "".join(parts), line + 14


def wrapped(said: str, columns: int = 130) -> Iterator[str]:
    """The lines of a text that is so wide at most, but for a single word that is wider."""
    line = ""
    for word in said.split(" "):
        if line and _columns(line) + _columns(word) >= columns:
            yield line
            line = ""
        line += f" {word}" if line else word
    yield line


def _columns(said: str) -> int:
    return len(said) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in said)
