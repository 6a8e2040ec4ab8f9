"""The controls of Intervene as HTML: buttons that carry what they do, and the fields of one more change.

`script.js` reads `data-action` with its value, and writes the fields as a change in its notation.
"""

import json

from playground.lenses.intervene.changes import FROM, MEAN
from playground.models.parts import Part
from playground.ui.components.markup import safe
from playground.ui.intervene.naming import part_title, words_of
from playground.ui.intervene.queries import STATE_KINDS, Shown
from playground.ui.intervene.words import say
from playground.ui.language.translations import error

VALUES = ("0", MEAN, "number", FROM)
PLACES = ("all", "at", "from", "to")


def action(name: str, value: object) -> str:
    """The attributes of a button that does something."""
    return f'data-action="{name}" data-value="{safe(json.dumps(value, ensure_ascii=False))}"'


def option(value: str, name: str, chosen: bool = False, disabled: bool = False) -> str:
    """A line of a list."""
    more = (" selected" if chosen else "") + (" disabled" if disabled else "")
    return f'<option value="{safe(value)}"{more}>{safe(name)}</option>'


def change_form(found: Shown, language: str) -> str:
    """The fields of one more change."""
    values = "".join(
        option(one, say(f"intervene-value-{one}", language), disabled=one == MEAN and not found.means) for one in VALUES
    )
    wheres = "".join(option(one, say(f"intervene-where-{one}", language)) for one in PLACES)
    places = "".join(option(str(at), word) for at, word in enumerate(words_of(found)))
    which, number = say("intervene-which", language), say("intervene-number", language)
    word, source = say("intervene-which-word", language), say("intervene-source", language)
    fields = (
        _select("part", say("intervene-part", language), _part_options(found, language))
        + _input("units", which, 'size="8" placeholder="37"')
        + _select("where", say("intervene-at", language), wheres)
        + _select("word", word, places, ' data-only="word" hidden')
        + _select("to", say("intervene-to", language), values)
        + _input("number", number, 'size="6" value="1" inputmode="decimal"', ' data-only="number" hidden')
        + _input("source", source, f'value="{safe(found.plan.source)}"', ' data-only="from" class="wide" hidden')
        + _input(
            "pairs", say("intervene-pairs", language), 'size="14" placeholder="4:6,5:7"', ' data-only="pairs" hidden'
        )
    )
    means = "" if found.means else f" {safe(say('intervene-without-means', language))}"
    return (
        f'<section class="add"><h3>{safe(say("intervene-add", language))}</h3><div class="fields">{fields}'
        f'<button type="button" data-action="form">{safe(say("intervene-do", language))}</button></div>'
        f"{_problem(found, language)}"
        f'<p class="note">{safe(say("intervene-form-how", language))}{means}</p></section>'
    )


def twin_form(found: Shown, language: str) -> str:
    """The field for an edited sentence."""
    field = _input("twin", say("intervene-twin", language), f'value="{safe(found.plan.twin)}"', ' class="wide"')
    return (
        f'<section class="add"><p class="note">{safe(say("intervene-twin-how", language))}</p>'
        f'<div class="fields">{field}<button type="button" data-action="twin">'
        f"{safe(say('intervene-twin-do', language))}</button></div>{_problem(found, language)}</section>"
    )


def _part_options(found: Shown, language: str) -> str:
    """The parts, those of which single units are looked at first."""

    def listed(parts: list[Part]) -> str:
        return "".join(option(part.name, part_title(part, language)) for part in parts)

    first = sorted(found.parts, key=lambda part: part.kind not in STATE_KINDS)
    units, others = ([part for part in first if part.ranked is wanted] for wanted in (True, False))
    return (
        f'<optgroup label="{safe(say("intervene-units", language))}">{listed(units)}</optgroup>'
        f'<optgroup label="{safe(say("intervene-whole", language))}">{listed(others)}</optgroup>'
    )


def _select(name: str, title: str, options: str, more: str = "") -> str:
    return f'<label{more}>{safe(title)} <select data-field="{name}">{options}</select></label>'


def _input(name: str, title: str, attributes: str, more: str = "") -> str:
    field = f'<input type="text" data-field="{name}" {attributes} autocomplete="off" spellcheck="false">'
    return f"<label{more}>{safe(title)} {field}</label>"


def _problem(found: Shown, language: str) -> str:
    if found.plan.problem is None:
        return ""
    return f'<p class="warn" role="alert">{safe(error(found.plan.problem, language))}</p>'
