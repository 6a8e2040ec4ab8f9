"""One more model of the Hub: a field in the bar, and what is said while the model is on its way.

Nobody waits: the model is among the chosen ones at once, its column says that it is coming, and the others answer.
While something is on its way the drawn field says so, and the browser asks how far it is (`poll`).
"""

from collections.abc import Mapping
from typing import Any

import gradio as gr

from playground import hub
from playground.errors import BadInput, PlaygroundError
from playground.ui.bar import bar as above
from playground.ui.bar import render_add_model
from playground.ui.bar.bar import Bar
from playground.ui.language.translations import error
from playground.ui.model_loader import BEDROOM
from playground.ui.selection import about

_QUICK: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "trigger_mode": "multiple",
    "queue": False,
}

# ---- handlers


def add(
    coming: list[str], extras: list[str], kind: str, models: list[str], language: str, event: gr.EventData
) -> tuple[Any, ...]:
    """What is coming, the field, and the bar with the model that was asked for among the chosen ones."""
    try:
        reference = _asked(event._data)
    except PlaygroundError as problem:
        said = render_add_model.field(language, [render_add_model.line(error(problem, language), "warn")])
        return coming, said, gr.skip(), gr.skip(), gr.skip()
    BEDROOM.want([reference])
    coming = [*(one for one in coming if one != reference), reference]
    said = render_add_model.field(language, *render_add_model.said(coming, language))
    return coming, said, *above.added(reference, extras, kind, models, language)


def poll(coming: list[str], extras: list[str], kind: str, models: list[str], language: str) -> tuple[Any, ...]:
    """The same once more: what has come is named, and chosen in the task that it turned out to be of."""
    still = [reference for reference in coming if reference in extras and BEDROOM.stage(reference) is False]
    arrived = [one for one in coming if BEDROOM.stage(one) is True and one in extras and about(one)[0] != kind]
    bar = above.added(arrived[-1], extras, kind, models, language) if arrived else (gr.skip(),) * 3
    return still, render_add_model.field(language, *render_add_model.said(coming, language)), *bar


def speak(coming: list[str], language: str) -> str:
    """The field in a language."""
    return render_add_model.field(language, *render_add_model.said(coming, language))


def _asked(given: object) -> str:
    """The reference that was typed.

    Raises:
        BadInput: nothing was typed.
        NotFound: it is no repository of the Hub.
    """
    typed = given.get("reference") if isinstance(given, Mapping) else None
    reference = typed.strip() if isinstance(typed, str) else ""
    if not reference:
        raise BadInput("There is no name of a repository. Write owner/name.", key="hub-empty")
    hub.address(reference)
    return reference


# ---- layout


def build(bar: Bar) -> None:
    """The events of the field in the bar; where it stands, `bar.py` says."""
    wire(bar, bar.adding)
    now, drawn = _state(bar)
    bar.adding.poll(poll, now, drawn, **_QUICK)
    bar.language.change(speak, [bar.coming, bar.language], bar.adding, **_QUICK)


def wire(bar: Bar, form: gr.HTML) -> None:
    """Let a form that `adding.form` has drawn add models."""
    now, drawn = _state(bar)
    form.bring(add, now, drawn, **_QUICK).then(None, js="() => playground.ask()")


def _state(bar: Bar) -> tuple[list[Any], list[Any]]:
    now = [bar.coming, bar.extras, bar.task, bar.models, bar.language]
    return now, [bar.coming, bar.adding, bar.extras, bar.task, bar.models]
