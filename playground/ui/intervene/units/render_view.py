"""Records -> the HTML of the whole view: what can be chosen, the unit, and the search for units that fire at words.

Pure functions, no gradio. In what has `dir="auto"` no term is explained: a visitor's words, and names on many buttons.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from playground.lenses.units.find import UNITS, Findings, Found, Phrase
from playground.ui.components.markup import safe
from playground.ui.components.model_names import name
from playground.ui.components.states import nothing_to_answer, problem
from playground.ui.intervene.units.queries import BETWEEN, WHOSE, UnitsView
from playground.ui.intervene.units.render import (
    Scale,
    are_characters,
    group_name,
    short_name,
    tag_name,
    unit_page,
    words_with_values,
)
from playground.ui.intervene.units.words import say
from playground.ui.language.numbers import number
from playground.ui.language.translations import label
from playground.ui.selection import about

SHOWN = 8
"""Units that are named of those that fire at the marked words."""


def units_view(view: UnitsView, language: str) -> str:
    """The whole view; an invitation where there is nothing to be asked, or why there is no answer."""
    nothing = nothing_to_answer(view.text, [view.model] if view.model else [], language)
    if nothing:
        return nothing
    title = f"<h3>{safe(say('units-title', language))}</h3>"
    listens = f' data-model="{safe(view.model)}" data-listens="{safe(urlencode(_address(view)))}"'
    if view.unit is None:
        return f'<div class="units"{_again(view)}{listens}>{title}{_no_unit(view, language)}</div>'
    here = (view.here.words, view.here.values) if view.here else None
    sizes = dict(view.groups)
    return (
        f'<div class="units"{listens}>{title}<p class="note">{safe(say("units-intro", language))}</p>'
        f"{controls(view, language)}{unit_page(view.unit, here, sizes[view.unit.group], language)}"
        f"{search(view, language)}</div>"
    )


def _address(view: UnitsView) -> dict[str, object]:
    return {name: value for name, value in view.options.address().items() if value}


def _again(view: UnitsView) -> str:
    return ' data-again="1"' if view.loading else ""


def _no_unit(view: UnitsView, language: str) -> str:
    if view.failed is not None:
        return problem(view.failed, language)
    model = name(about(view.model)[1], view.model, language)
    return f'<p class="pulse">{safe(say("units-waiting", language, model=model))}</p>'


def progress(done: int, total: int, language: str) -> str:
    """How many of the sentences have been read."""
    if total <= 1:
        return f'<p class="pulse">{safe(say("units-begin", language))}</p>'
    told = say("units-reading", language, done=f"{done:,}", total=f"{total:,}")
    return f'<p class="pulse" role="status">{safe(told)} <progress value="{done}" max="{total}"></progress></p>'


# ---- what can be chosen


def controls(view: UnitsView, language: str) -> str:
    """Lists of models, parts and sentences, the unit's number, and units that go with something."""
    assert view.unit is not None
    options, found = view.options, view.unit
    groups = [(group, group_name(group, language)) for group, _ in view.groups]
    whose = [(one, say(f"units-whose-{one or 'page'}", language)) for one in ("", *WHOSE)]
    many = dict(view.groups)[found.group]
    box = (
        f'<label class="pick">{safe(say("units-number", language))} <input type="number" data-option="number" min="1" '
        f'max="{many}" value="{found.number + 1}"></label>'
    )
    return (
        f'<div class="choose">{_select("group", groups, found.group, "units-group", language)}'
        f"{box}{_select('whose', whose, options.whose, 'units-whose', language)}</div>{_ranked(view, language)}"
    )


def _select(key: str, options: Sequence[tuple[str, str]], chosen: str, caption: str, language: str) -> str:
    listed = "".join(
        f'<option value="{safe(value)}"{" selected" if value == chosen else ""}>{safe(shown)}</option>'
        for value, shown in options
    )
    return (
        f'<label class="pick">{safe(say(caption, language))} <select data-option="{key}" value="{safe(chosen)}">'
        f"{listed}</select></label>"
    )


def _ranked(view: UnitsView, language: str) -> str:
    """The units that go with something, as buttons."""
    by = [(one, _by_name(one, view, language)) for one in view.by]
    buttons = "".join(
        f'<button type="button" data-part="{safe(part)}"{_pressed(part, view)}>{safe(short_name(part, language))} '
        f"<b>{number(value, 2, plus=True)}</b></button>"
        for part, value in view.ranked
    )
    return (
        f'<div class="choose ranked">{_select("by", by, view.options.by, "units-by", language)}'
        f'<p class="unit-list" dir="auto">{buttons}</p></div>'
    )


def _by_name(by: str, view: UnitsView, language: str) -> str:
    if by in ("position", "length"):
        return say(f"units-by-{by}", language)
    assert view.unit is not None
    return label(by, language) if by in view.unit.labels else tag_name(by, language)


def _pressed(part: str, view: UnitsView) -> str:
    return f' aria-pressed="{"true" if view.options.part == part else "false"}"'


# ---- the search


def search(view: UnitsView, language: str) -> str:
    """The words to mark, the threshold, and what was found."""
    if view.here is None:
        return ""
    options = view.options
    marks = "".join(
        f'<button type="button" data-mark="{at}" aria-pressed="{"true" if at in options.marked else "false"}">'
        f"{safe(word)}</button>"
        for at, word in enumerate(view.here.words)
    )
    threshold = (
        f'<label class="pick">{safe(say("find-threshold", language))} <input type="number" data-option="threshold" '
        f'min="{BETWEEN[0]}" max="{BETWEEN[1]}" step="0.1" value="{options.threshold:g}"></label>'
    )
    unmark = (
        f'<button type="button" data-unmark>{safe(say("find-unmark", language))}</button>' if options.marked else ""
    )
    found = findings(view.findings, language) if view.findings else ""
    return (
        f'<section class="find"><h3>{safe(say("find-title", language))}</h3>'
        f'<p class="note">{safe(say("find-how", language))}</p><p class="marks" dir="auto">{marks}</p>'
        f'<div class="choose">{threshold}{unmark if options.marked else ""}</div>{found}</section>'
    )


def findings(found: Findings, language: str) -> str:
    """The units that fire at the marked words, and the phrases at which they fire too."""
    meeting = [one for one in found.units if one.meets]
    if not meeting:
        said = say("find-none", language)
    else:
        key = "find-more" if len(meeting) == UNITS else "find-some"
        said = say(key, language, count=len(meeting))
    rows = "".join(_found(one, language) for one in (meeting or found.units)[:SHOWN])
    heads = "".join(
        f'<th scope="col">{safe(say(key, language))}</th>' for key in ("find-unit", "find-there", "find-elsewhere")
    )
    return (
        f'<p class="note other">{safe(said)}</p><div class="scroll"><table class="found" dir="auto">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"{_phrases(found, language) if found.together else ''}"
    )


def _found(one: Found, language: str) -> str:
    way = say("find-is-high" if one.sign > 0 else "find-is-low", language)
    outside = "" if one.outside is None else number(one.outside, 1)
    button = f'<button type="button" data-part="{safe(one.part)}">{safe(short_name(one.part, language))}</button>'
    return f'<tr><th scope="row">{button}</th><td>{safe(way)} {number(one.inside, 1)}</td><td>{outside}</td></tr>'


def _phrases(found: Findings, language: str) -> str:
    if not found.phrases:
        return f'<p class="note">{safe(say("find-no-phrases", language))}</p>'
    values = [value for phrase in found.phrases for value in phrase.values]
    scale = Scale(min(0.0, *values), max(values))
    key = "find-phrases-one" if len(found.together) == 1 else "find-phrases"
    rows = "".join(_phrase(phrase, scale, language) for phrase in found.phrases)
    heading = say(key, language, count=len(found.together))
    return f'<h4>{safe(heading)}</h4><ol class="unit-places">{rows}</ol>'


def _phrase(phrase: Phrase, scale: Scale, language: str) -> str:
    chosen = range(phrase.start, phrase.end)
    drawn = words_with_values(phrase.words, phrase.values, scale, chosen, language, are_characters(phrase.words))
    return f'<li><b class="unit-value">{number(phrase.strength, 1)}</b>{drawn}<small></small></li>'
