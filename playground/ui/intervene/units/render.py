"""Records -> the HTML of the view of a unit: its places, values and correlations. Pure functions, no gradio.

Whatever a visitor or a file wrote passes through `safe`. The bar below a word has the colour of its value, and a
height, so that it can be read without colours; the number is read out where one points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from playground.lenses.units.activations import width_of
from playground.lenses.units.index import split_part
from playground.lenses.units.unit import Place, Unit
from playground.ui.components.controls import download_buttons
from playground.ui.components.data_table import data_table
from playground.ui.components.markup import safe
from playground.ui.intervene.units.words import say
from playground.ui.language.architectures import readable, words_if_known
from playground.ui.language.numbers import number, percent
from playground.ui.language.translations import label, tag

CIVIDIS = (
    "#00224e", "#123570", "#3b496c", "#575d6d", "#707173", "#8a8678", "#a59c74", "#c3b369", "#e1cc55", "#fee838",
)  # fmt: skip
"""Colours from low to high, as Look inside has them."""
BAR = (2, 13)  # pixels, of a value of zero and of the largest
TAGS = 6  # that a unit goes with, which are shown
DECIMALS = 2


def name_of(part: str, language: str) -> str:
    """What a part is called: “Unit 17: layer 1, forward, hidden state”; counted from 1, in its notation from 0."""
    group, at = split_part(part)
    kind = "filter" if group.startswith("filters") else group.rpartition(".")[2]
    key = {"filter": "unit-filter", "attention": "unit-head", "feedforward": "unit-inner"}.get(kind, "unit-unit")
    return say("unit-of", language, name=say(key, language, number=at + 1), place=group_name(group, language))


def short_name(part: str, language: str) -> str:
    """The same for a button."""
    group, at = split_part(part)
    if group.startswith("filters"):
        return say("unit-short-filter", language, width=width_of(group), number=at + 1)
    return say("unit-short", language, place=group_name(group, language), number=at + 1)


def group_name(group: str, language: str) -> str:
    """What a group of parts is called: “layer 1, forward, hidden state”."""
    if group.startswith("filters"):
        return say("what-filters", language, width=width_of(group))
    layer, *way, what = group.split(".")
    named = words_if_known(say, f"what-{what}", language) or readable(what)
    values = {"layer": layer.removeprefix("layer"), "what": named}
    if way:
        return say("unit-layer-way", language, way=say(f"unit-{way[0]}", language), **values)
    return say("unit-layer", language, **values)


def tag_name(name: str, language: str) -> str:
    """A tag and what it is called: “NOUN · noun”."""
    told = re.split("[:：]", tag(name, language))[0]
    return f"{name} · {told}" if told else name


# ---- words with their values


class Scale:
    """From values to colours and heights: symmetric around zero for what has a sign, from zero for what has none."""

    def __init__(self, low: float, high: float) -> None:
        self.end = max(abs(low), abs(high)) or 1.0
        self.low = -self.end if low < 0 else 0.0

    def colour(self, value: float) -> str:
        """The colour of a value."""
        share = (value - self.low) / (self.end - self.low)
        return CIVIDIS[min(max(round(share * (len(CIVIDIS) - 1)), 0), len(CIVIDIS) - 1)]

    def height(self, value: float) -> float:
        """The height of a value's bar, in pixels."""
        return BAR[0] + (BAR[1] - BAR[0]) * min(abs(value) / self.end, 1.0)


NEVER_FIRST = frozenset("，。！？；：、）》」』”’")  # of a line of Chinese


def words_with_values(
    words: Sequence[str], values: Sequence[float], scale: Scale, chosen: range, language: str, joined: bool = False
) -> str:
    """The words of a sentence, each with a bar for its value; those in `chosen` stand out.

    Args:
        joined: whether they stand together without spaces, as Chinese characters do.
    """
    drawn: list[str] = []
    for at, (word, value) in enumerate(zip(words, values, strict=True)):
        tip = say("unit-word-value", language, word=word, value=number(value, DECIMALS))
        here = " here" if at in chosen else ""
        style = f"--c: {scale.colour(value)}; --h: {scale.height(value):.1f}px"
        one = f'<span class="valued{here}" data-tip="{safe(tip)}" style="{style}">{safe(word)}</span>'
        if joined and drawn and word[:1] in NEVER_FIRST:
            one = f'<span class="kept">{drawn.pop()}{one}</span>'
        drawn.append(one)
    return f'<p class="valued-words walked{" joined" if joined else ""}">{(" " if not joined else "").join(drawn)}</p>'


def are_characters(words: Sequence[str]) -> bool:
    """Whether most of the words are Chinese characters, which are written without spaces."""
    return 2 * sum("\u4e00" <= word[:1] <= "\u9fff" for word in words) > len(words)


# ---- a unit


def unit_page(found: Unit, here: tuple[Sequence[str], Sequence[float]] | None, of_group: int, language: str) -> str:
    """What a unit listens to.

    Args:
        here: the words of the visitor's sentence, and what the unit is at each.
        of_group: how many parts its group has.
    """
    scale = Scale(found.low, found.high)
    own = ""
    if here:
        drawn = words_with_values(*here, scale, range(0), language, are_characters(here[0]))
        own = f"<h4>{safe(say('unit-here', language))}</h4>{drawn}"
    return (
        f'<article class="unit-page" data-part="{safe(found.part)}">'
        f"<header><h3>{safe(name_of(found.part, language))}</h3></header>"
        f'<p class="note">{safe(_facts(found, language))}</p>{_ways(found, of_group, language)}{own}'
        f"{_places(found.highest, 'unit-highest', scale, language)}{_ngrams(found, language)}"
        f"{_places(found.lowest, 'unit-lowest', scale, language) if _has_lowest(found) else ''}"
        f'<div class="unit-numbers">{histogram(found, language)}{_goes_with(found, language)}{_looks(found, language)}'
        f'</div><p class="note caution">{safe(say("unit-caution", language))}</p>{download_buttons(language)}</article>'
    )


def _has_lowest(found: Unit) -> bool:
    """Whether its lowest values say something: where nothing is below zero, they are those of words that it ignores."""
    return bool(found.lowest) and found.low < 0


def _facts(found: Unit, language: str) -> str:
    corpus = words_if_known(say, f"unit-corpus-{found.corpus}", language) or found.corpus
    values = {"low": number(found.low, DECIMALS), "high": number(found.high, DECIMALS)}
    said = [
        say(
            "unit-facts", language, **values, mean=number(found.mean, DECIMALS), words=f"{found.words:,}",
            sentences=f"{found.sentences:,}", corpus=corpus,
        )
    ]  # fmt: skip
    if found.low == 0 and found.counts[0] > sum(found.counts) / 2:
        said.append(say("unit-silent", language, share=percent(found.counts[0] / sum(found.counts))))
    if found.looks:
        said.append(say("unit-head-value", language))
    width = width_of(found.group)
    if width > 1:
        said.append(say("unit-filter-value", language, width=width))
    return " ".join(said)


def _ways(found: Unit, of_group: int, language: str) -> str:
    """To the units beside it, to switching it off, to where Look inside shows it."""
    buttons = []
    for key, at in (("unit-previous", found.number - 1), ("unit-next", found.number + 1)):
        off = "" if 0 <= at < of_group else " disabled"
        part = safe(f"{found.group}[{at}]")
        buttons.append(f'<button type="button" data-part="{part}"{off}>{safe(say(key, language))}</button>')
    buttons.append(
        f'<button type="button" class="way" data-off="{safe(found.part)}">{safe(say("unit-off", language))}</button>'
    )
    view = inside_view(found.part)
    if view:
        told = safe(say("unit-inside", language))
        buttons.append(f'<button type="button" class="way" data-inside="{safe(view)}">{told}</button>')
    return f'<p class="unit-ways">{"".join(buttons)}</p>'


def inside_view(part: str) -> str:
    """The parts of an address at which Look inside shows a unit; empty where it shows no such thing by itself."""
    group, at = split_part(part)
    if group.startswith("filters"):
        return "view=filters"
    layer, *way, what = group.split(".")
    if what == "feedforward":
        return ""
    if what == "attention":
        return f"view=attention&layer={layer.removeprefix('layer')}&head={at}"
    view = "states" if what == "hidden" else "gates"
    direction = f"+{way[0]}" if way and way[0] != "forward" else ""
    return f"view={view}&layer={layer.removeprefix('layer')}{direction}&unit={at}"


def _places(places: Sequence[Place], title: str, scale: Scale, language: str) -> str:
    if not places:
        return f'<h4>{safe(say(title, language))}</h4><p class="note">{safe(say("unit-no-places", language))}</p>'
    rows = "".join(_place(place, scale, language) for place in places)
    how = f'<p class="note">{safe(say("unit-how", language))}</p>' if title == "unit-highest" else ""
    return f'<h4>{safe(say(title, language))}</h4>{how}<ol class="unit-places">{rows}</ol>'


def _place(place: Place, scale: Scale, language: str) -> str:
    chosen = range(place.word, place.word + place.width)
    drawn = words_with_values(place.words, place.values, scale, chosen, language, are_characters(place.words))
    tagged = say("unit-label", language, label=label(place.label, language)) if place.label else ""
    return f'<li><b class="unit-value">{number(place.value, DECIMALS)}</b>{drawn}<small>{safe(tagged)}</small></li>'


def _ngrams(found: Unit, language: str) -> str:
    if width_of(found.group) < 2 or not found.highest:
        return ""
    rows = [(_phrase(place), number(place.value, DECIMALS)) for place in found.highest]
    listed = "".join(f"<li><span>{safe(phrase)}</span> <b>{value}</b></li>" for phrase, value in rows)
    return f'<h4>{safe(say("unit-ngrams", language))}</h4><ul class="unit-ngrams">{listed}</ul>'


def _phrase(place: Place) -> str:
    return ("" if are_characters(place.phrase) else " ").join(place.phrase)


# ---- numbers


def histogram(found: Unit, language: str) -> str:
    """How often the unit has which value, with the numbers as a table below."""
    scale, step = Scale(found.low, found.high), (found.high - found.low) / len(found.counts)
    most, bars, rows = max(found.counts) or 1, [], []
    for at, count in enumerate(found.counts):
        low, high = found.low + at * step, found.low + (at + 1) * step
        between = {"low": number(low, DECIMALS), "high": number(high, DECIMALS)}
        tip = say("unit-bin", language, **between, count=f"{count:,}")
        style = f"--h: {(count / most) ** 0.5:.3f}; --c: {scale.colour((low + high) / 2)}"
        bars.append(f'<i data-tip="{safe(tip)}" style="{style}"></i>')
        rows.append((f"{between['low']} – {between['high']}", f"{count:,}"))
    heads = [say("unit-value", language), say("unit-count", language)]
    ends = "".join(f"<span>{number(end, DECIMALS)}</span>" for end in (found.low, found.high))
    return (
        f'<figure><h4>{safe(say("unit-histogram", language))}</h4><div class="unit-bins walked">{"".join(bars)}</div>'
        f'<p class="unit-ends">{ends}</p>'
        f'<p class="note">{safe(say("unit-histogram-how", language))}</p>{data_table(heads, rows, language)}</figure>'
    )


def _goes_with(found: Unit, language: str) -> str:
    """Correlations as bars to either side of zero."""
    named = [(label(one, language), value) for one, value in found.labels.items()]
    named += [(say(f"unit-{key}", language), getattr(found, key)) for key in ("position", "length")]
    tags = sorted(((one, value) for one, value in found.tags.items() if value), key=lambda entry: -abs(entry[1] or 0))
    named += [(tag_name(one, language), value) for one, value in tags[:TAGS]]
    rows = "".join(_correlation(name, value) for name, value in named if value is not None)
    tagger = say("unit-tags-data", language) if found.tagger == "data" else found.tagger
    how = say("unit-goes-with-how", language, tagger=tagger or "–")
    return (
        f'<figure><h4>{safe(say("unit-goes-with", language))}</h4><div class="goes-with">{rows}</div>'
        f'<p class="note">{safe(how)}</p></figure>'
    )


def _correlation(name: str, value: float) -> str:
    side = "with" if value >= 0 else "against"
    return (
        f'<div><span>{safe(name)}</span><i class="{side}" style="--r: {min(abs(value), 1):.3f}"></i>'
        f"<b>{number(value, DECIMALS, plus=True)}</b></div>"
    )


def _looks(found: Unit, language: str) -> str:
    """Where a head looks: shares as bars; nothing of other parts."""
    if not found.looks:
        return ""
    rows = [_share(say(f"looks-{key}", language), share, "") for key, share in found.looks.items()]
    at_tags = sorted(found.looks_at.items(), key=lambda entry: -abs(entry[1][0] - entry[1][1]))[:TAGS]
    alike = partial(say, "unit-alike", language)
    rows += [_share(tag_name(one, language), share, alike(share=percent(usual))) for one, (share, usual) in at_tags]
    return (
        f'<figure><h4>{safe(say("unit-looks", language))}</h4><div class="goes-with shares">{"".join(rows)}</div>'
        f'<p class="note">{safe(say("unit-looks-how", language))}</p></figure>'
    )


def _share(name: str, share: float, beside: str) -> str:
    told = f" <small>{safe(beside)}</small>" if beside else ""
    return (
        f'<div><span>{safe(name)}{told}</span><i class="with" style="--r: {min(share, 1):.3f}"></i>'
        f"<b>{percent(share)}</b></div>"
    )
