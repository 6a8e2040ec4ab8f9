"""Records -> the HTML of Look inside: what to choose, and a panel a model. Pure functions, no gradio.

A figure is an empty element that carries its numbers (`data-figure`, made by `heat_maps.py`) and its words
(`data-words`); `units.js` and `attention.js` draw it. Equations and votes are written out here, so that they can be
read and tested without a browser.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from playground.checkpoints import UNTRAINED
from playground.models.architectures import ARCHITECTURES
from playground.tasks import TASKS
from playground.ui.components import model_names
from playground.ui.components.address import address_attribute
from playground.ui.components.controls import download_buttons, select
from playground.ui.components.markup import safe
from playground.ui.components.model_names import colour_class
from playground.ui.components.states import nothing_to_answer
from playground.ui.inside import downloads, filter_votes, heat_maps
from playground.ui.inside import equations as inside_equations
from playground.ui.inside.all_models import memory_chart, path_chart
from playground.ui.inside.all_models.queries import AllModelsView
from playground.ui.inside.code.render import code
from playground.ui.inside.layers.render import layers
from playground.ui.inside.queries import InsideView, Panel
from playground.ui.inside.words import say
from playground.ui.language.architectures import readable, words_if_known, words_of
from playground.ui.language.numbers import tiny
from playground.ui.language.translations import label
from playground.ui.selection import about

_UNITS = ("cell", "unit-line", "word-line", "top-units", "top-words", "all-units")
_HEADS = (
    *("overview", "head", "largest", "from", "to", "sum", "received", "axis-from", "axis-to"),
    *("read", "first", "rest", "all-words"),
)
WORDS = {
    "units": (
        *(f"inside-{key}" for key in _UNITS),
        *("chart-gates", "chart-rest", "states-winners", "states-won", "states-winner", "as-table", "inside-listen"),
        *("inside-listen-name", "inside-listen-tip"),
    ),
    "attention": (*(f"attention-{key}" for key in _HEADS), "as-table"),
}
"""The page's words that the scripts write, a kind of figure each; what stands in braces it fills in itself."""

BRACES = {
    name: f"{{{name}}}" for name in (*("place", "word", "unit", "units", "layer", "head"), *("share", "count", "other"))
}

FIGURES: dict[str, Callable[[Panel], dict[str, Any]]] = {
    "gates": heat_maps.unit_maps,
    "states": heat_maps.unit_maps,
    "attention": heat_maps.attention_maps,
}


def inside(found: InsideView, language: str, controls: bool = True) -> str:
    """The tab: what can be chosen, and a panel a model or a view of all; an invitation where there is no text.

    Args:
        controls: whether model and view can be chosen.
    """
    address = address_attribute(found.options.address())
    above = _controls(found, language) if controls else ""
    if found.group:
        again = (' data-again="1"' if found.group.loading else "") + address
        return f'<div class="inside"{again}>{above}{_all_models(found.group, language)}</div>'
    nothing = nothing_to_answer(found.text, [side.model for side in found.options.sides], language)
    if nothing:
        return nothing
    again = ' data-again="1"' if any(not (panel.traced or panel.failed) for panel in found.panels) else ""
    again += address
    panels = "".join(_panel(panel, at, language) for at, panel in enumerate(found.panels))
    two = " two" if len(found.panels) > 1 else ""
    return f'<div class="inside{two}"{again}>{above}<div class="panels">{panels}</div></div>'


def _all_models(group: AllModelsView, language: str) -> str:
    """The charts of a view of all chosen models, with how to read them."""
    if group.view == "path":
        colours = path_chart.legend(group, language)
        before = f'<p class="note">{safe(say("how-path", language))}</p>'
        before += f'<p class="note" data-colours>{safe(colours)}</p>' if colours else ""
        return f'{before}{path_chart.paths(group, language)}<p class="note">{safe(say("not-path", language))}</p>'
    missing = "".join(path_chart.absent(member, language) for member in group.members if not member.memory)
    return memory_chart.memory(group, language) + (f'<div class="panels">{missing}</div>' if missing else "")


# ---- what to choose


def _controls(found: InsideView, language: str) -> str:
    views = "".join(
        f'<label><input type="radio" name="inside-view" value="{view}" data-option="view" data-side="0"'
        f"{' checked' if view == found.options.view else ''}>{safe(_view(found, view, language))}</label>"
        for view in found.views
    )
    chooser = f'<fieldset class="views"><legend>{safe(say("inside-view", language))}</legend>{views}</fieldset>'
    if found.group:
        together = f'<span class="all-models">{safe(say("together-models", language))}</span>'
        return f'<div class="choose">{chooser}{together}</div>'
    chosen = [side.model for side in found.options.sides]
    models = [(reference, _name(reference, language)) for reference in found.offered]
    alone = [("", say("inside-alone", language)), *models]
    return (  # the views first: they stay where they are, whatever stands behind them
        f'<div class="choose">{chooser}{select("model", 0, models, chosen[0], say("inside-model", language))}'
        f"{select('model', 1, alone, chosen[1] if len(chosen) > 1 else '', say('inside-beside', language))}</div>"
    )


def _view(found: InsideView, view: str, language: str) -> str:
    """What a view is called, where there is one model as its architecture has it."""
    kinds = {about(side.model)[1] for side in found.options.sides}
    return words_of(kinds.pop() if len(kinds) == 1 else "", say, f"view-{view}", language)


def _name(reference: str, language: str) -> str:
    return model_names.name(about(reference)[1], reference, language)


# ---- a panel


def _panel(panel: Panel, at: int, language: str) -> str:
    if panel.traced is None:
        return _absent(panel, language)
    body = BODIES.get(panel.view, _figure)(panel, at, language)
    # where colours are for and against a label, the model's own would be a third thing
    colours = "neutral" if panel.view == "filters" else colour_class(panel.architecture, panel.side.model)
    proof = ""
    if panel.view != "code" and panel.traced.difference is not None:
        gap = say("inside-difference", language, gap=tiny(panel.traced.difference))
        proof = f'<p class="note proof">✓ {safe(gap)}</p>'
    return (
        f'<article class="panel-inside {colours}" data-side="{at}" '
        f'data-name="{safe(downloads.name_of(panel))}">{_head(panel, language)}'
        f"{_notes(panel, language)}{body}"
        f'<p class="note">{safe(words_of(panel.architecture, say, f"not-{panel.view}", language))}</p>{proof}'
        f"{download_buttons(language, ('py',)) if panel.view == 'code' else download_buttons(language)}</article>"
    )


def _absent(panel: Panel, language: str) -> str:
    """A model that has failed, or is being loaded."""
    key, reference = panel.architecture, panel.side.model
    reason = model_names.missing(key, reference, panel.failed, language)
    return f'<article class="panel-inside {colour_class(key, reference)}">{_head(panel, language)}{reason}</article>'


def _head(panel: Panel, language: str) -> str:
    return model_names.heading(panel.architecture, panel.side.model, language)


def _notes(panel: Panel, language: str) -> str:
    """How to read the view, and what has to be known before."""
    assert panel.traced is not None
    notes = []
    if panel.requested_view:
        title = model_names.title(panel.architecture, panel.side.model, language)
        view = words_of(panel.architecture, say, f"view-{panel.view}", language)
        notes.append(f'<p class="note other">{safe(say("inside-other-view", language, model=title, view=view))}</p>')
    if panel.view == "attention":
        notes.append(f'<p class="note caution">{safe(say("caution-attention", language))}</p>')
    notes.append(f'<p class="note">{safe(words_of(panel.architecture, say, f"how-{panel.view}", language))}</p>')
    read, unread = len(panel.traced.read), len(panel.traced.words) - len(panel.traced.read)
    if unread:
        notes.append(
            f'<p class="note warn">{safe(say("inside-unread", language, count=f"{unread:,}", limit=read))}</p>'
        )
    return "".join(notes)


def _figure(panel: Panel, at: int, language: str) -> str:
    """Layer and order to choose, the place where the browser draws, and the equations below it."""
    figure = FIGURES[panel.view](panel)
    shown = {key: say(key, language, **BRACES) for key in WORDS[figure["kind"]]}
    if figure["kind"] == "units":
        shown |= _row_words([row["name"] for row in figure["rows"]], panel, language)
        figure |= {"listener": panel.side.model, "listen": _start_of_names(panel)}
    choose = "" if panel.view == "attention" else _places(panel, at, language) + _orders(at, language)
    equations = f'<section class="sums">{inside_equations.equations(panel, language)}</section>' if panel.sums else ""
    beside = "" if panel.view == "attention" else f'<aside><div class="reading-out"></div>{equations}</aside>'
    return (
        f'<div class="choose">{choose}</div>{_notable(panel, at, language)}'
        f'<div class="view-body"><div class="drawing" data-side="{at}" '
        f'data-figure="{_attribute(figure)}" data-words="{_attribute(shown)}"></div>{beside}</div>'
    )


def _start_of_names(panel: Panel) -> str:
    """What the names of the arrays of the layer that is shown begin with in a trace."""
    assert panel.traced is not None
    both = f"layer{panel.side.layer}.{panel.side.direction}."
    return both if any(name.startswith(both) for name in panel.traced.arrays) else f"layer{panel.side.layer}."


def _notable(panel: Panel, at: int, language: str) -> str:
    """Where the view is worth a look, which is where it opens unless an address names another place; with a button that
    goes there."""
    if panel.notable is None or panel.traced is None:
        return ""
    place, read = panel.notable, panel.traced.read
    key = f"notable-{'gates' if place.gates else 'states'}{'-later' if place.later else ''}"
    word = words_of(panel.architecture, say, key, language, place=place.word + 1, word=read[place.word].text)
    what = "change" if not place.matters else "tag" if TASKS[panel.traced.task].per_word else "text"
    unit = say(f"notable-unit-{what}", language, unit=place.unit + 1)
    return (
        f'<p class="note notable">{safe(word)} {safe(unit)} <button type="button" data-go="{place.word} {place.unit}" '
        f'data-side="{at}">{safe(say("notable-go", language))}</button></p>'
    )


def _row_words(drawn: Sequence[str], panel: Panel, language: str) -> dict[str, str]:
    """What the maps of units are called, and what each tells, where that is known."""
    own = ARCHITECTURES[panel.architecture]
    declared = [name for facts in ARCHITECTURES.values() for name in facts.gates]
    found: dict[str, str] = {}
    for kind in ("row", "tells"):
        for name in dict.fromkeys([*declared, *drawn]):
            otherwise = readable(name) if kind == "row" else ""
            key = f"{kind}-{name}"
            found[key] = own.sentence(key, language) or words_if_known(say, key, language, **BRACES) or otherwise
    return found


def _attribute(value: object) -> str:
    return safe(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def _places(panel: Panel, at: int, language: str) -> str:
    both = len({way for _, way in panel.places}) > 1
    options = [
        (f"{layer} {way}", say(f"inside-place-{way}" if both else "inside-place", language, layer=layer))
        for layer, way in panel.places
    ]
    chosen = f"{panel.side.layer} {panel.side.direction}"
    return select("place", at, options, chosen, say("inside-layer", language))


def _orders(at: int, language: str) -> str:
    options = [(key, say(f"order-{key}", language)) for key in ("natural", "activity", "alike")]
    return select("order", at, options, "natural", say("inside-order", language))


def _votes(panel: Panel, at: int, language: str) -> str:
    assert panel.traced is not None
    options = [(name, label(name, language)) for name in panel.traced.labels]
    choose = select("label", at, options, panel.side.label, say("inside-label", language))
    votes = filter_votes.vote_columns(panel, language)
    return f'<div class="choose">{choose}</div><div class="filter-votes">{votes}</div>'


def _layers(panel: Panel, at: int, language: str) -> str:
    assert panel.layers is not None
    return layers(panel.layers, panel.side.layer_options, _name(panel.side.model, language), at, language)


def _code(panel: Panel, at: int, language: str) -> str:
    assert panel.code is not None
    return code(panel.code, panel.side.model.endswith(UNTRAINED), f"{downloads.name_of(panel)}.py", language)


BODIES: dict[str, Callable[[Panel, int, str], str]] = {"filters": _votes, "layers": _layers, "code": _code}
"""What draws the views that are no figures painted by a script."""
