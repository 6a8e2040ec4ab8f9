"""What the view of a unit shows, as a file: a picture, a table of every word's value, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from playground.lenses.units.unit import Place, Unit
from playground.ui.components.downloads import FIGURE_KINDS, MEDIA_TYPES, csv_table, file_name
from playground.ui.components.svg import LETTER, WIDTH, shortened, svg, text, text_columns, wrapped, xml
from playground.ui.intervene.units.queries import UnitsView, records
from playground.ui.intervene.units.render import Scale, are_characters, name_of
from playground.ui.intervene.units.words import say
from playground.ui.language.numbers import number

BINS_HEIGHT = 90  # pixels


def written(view: UnitsView, kind: str, language: str) -> dict[str, str]:
    """Name, media type and content of the file; empty where there is no such kind, or nothing to keep.

    Of a PNG the content is the SVG that the browser makes it of (`SAVE`).
    """
    if kind not in FIGURE_KINDS or view.unit is None:
        return {}
    if kind == "csv":
        content = csv_table(rows(view.unit))
    elif kind == "json":
        content = json.dumps(records(view), ensure_ascii=False, allow_nan=False)
    else:
        content = picture(view.unit, language)
    name = file_name(f"{view.unit.model}-{view.unit.part}")
    return {"name": f"{name}.{kind}", "type": MEDIA_TYPES[kind], "content": content}


def rows(found: Unit) -> Iterator[list[Any]]:
    """A row a word of every sentence that is shown."""
    yield ["model", "unit", "end", "rank", "sentence", "label", "position", "word", "value", "strongest_here"]
    for end, places in (("highest", found.highest), ("lowest", found.lowest)):
        for rank, place in enumerate(places, 1):
            for at, (word, value) in enumerate(zip(place.words, place.values, strict=True)):
                here = place.word <= at < place.word + place.width
                yield [
                    found.model, found.part, end, rank, place.sentence, place.label, at, word,
                    float(f"{value:.6g}"), here,
                ]  # fmt: skip


def picture(found: Unit, language: str) -> str:
    """The sentences with a bar below each word, and the histogram; readable on white paper."""
    scale = Scale(found.low, found.high)
    parts = [text(10, 22, f"{found.model} · {name_of(found.part, language)}", size=14, bold=True)]
    top = 42.0
    for key, places in (("unit-highest", found.highest), ("unit-lowest", found.lowest if found.low < 0 else ())):
        if places:
            parts.append(text(10, top, say(key, language), bold=True))
            top += 8
        for place in places:
            drawn, top = _sentence(place, scale, top)
            parts.append(drawn)
        top += 18
    drawn, top = _histogram(found, scale, top, language)
    parts.append(drawn)
    note = say(
        "unit-facts", language, low=number(found.low, 2), high=number(found.high, 2), mean=number(found.mean, 2),
        words=f"{found.words:,}", sentences=f"{found.sentences:,}", corpus=found.corpus,
    )  # fmt: skip
    for line in wrapped(note):
        parts.append(text(10, top, line, size=11, colour="#555"))
        top += 15
    return svg("".join(parts), WIDTH, round(top + 6))


def _sentence(place: Place, scale: Scale, top: float) -> tuple[str, float]:
    """One sentence with its bars, and where the next one begins."""
    space = 1.0 if are_characters(place.words) else 6.0
    left, line = 66.0, top + 16
    parts = [text(10, line, number(place.value, 2), size=11, colour="#555")]
    for at, (word, value) in enumerate(zip(place.words, place.values, strict=True)):
        shown = shortened(word, 40)
        here = place.word <= at < place.word + place.width
        width = LETTER * (0.98 if here else 0.88) * text_columns(shown)
        if left + width > WIDTH - 10:
            left, line = 66.0, line + 34
        height = scale.height(value)
        weight = ' font-weight="bold"' if here else ""
        parts.append(
            f'<text x="{left:.1f}" y="{line:.1f}" font-size="13"{weight}>{xml(shown)}</text>'
            f'<rect x="{left:.1f}" y="{line + 3:.1f}" width="{max(width - 1, 2):.1f}" height="{height:.1f}" '
            f'fill="{scale.colour(value)}"/>'
        )
        left += width + space
    return "".join(parts), line + 22


def _histogram(found: Unit, scale: Scale, top: float, language: str) -> tuple[str, float]:
    parts = [text(10, top, say("unit-histogram", language), bold=True)]
    most, bottom, width = max(found.counts) or 1, top + 10 + BINS_HEIGHT, 360 / len(found.counts)
    step = (found.high - found.low) / len(found.counts)
    for at, count in enumerate(found.counts):
        height = BINS_HEIGHT * (count / most) ** 0.5
        middle = found.low + (at + 0.5) * step
        parts.append(
            f'<rect x="{10 + at * width:.1f}" y="{bottom - height:.1f}" width="{width - 1:.1f}" height="{height:.1f}" '
            f'fill="{scale.colour(middle)}"/>'
        )
    parts.append(text(10, bottom + 14, number(found.low, 2), size=11))
    parts.append(text(340, bottom + 14, number(found.high, 2), size=11))
    return "".join(parts), bottom + 36
