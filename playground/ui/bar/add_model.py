"""One more model of the Hub: a field in the bar, and what is said while the model is on its way.

Nobody waits: the model is among the chosen ones at once, its column says that it is fetching, and the others answer.
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
from playground.ui.components.gradio_options import QUIET
from playground.ui.language.translations import error
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about

_QUICK: dict[str, Any] = {
    **QUIET,
    "trigger_mode": "multiple",
    "queue": False,
}

# ---- handlers


def add(
    fetching: list[str], extras: list[str], kind: str, models: list[str], language: str, event: gr.EventData
) -> tuple[Any, ...]:
    """What is on its way, the field, and the bar with the model that was asked for among the chosen ones."""
    try:
        reference = _typed_reference(event._data)
    except PlaygroundError as problem:
        field = render_add_model.field(language, [render_add_model.line(error(problem, language), "warn")])
        return fetching, field, gr.skip(), gr.skip(), gr.skip()
    MODEL_LOADER.request([reference])
    fetching = [*(one for one in fetching if one != reference), reference]
    field = render_add_model.field(language, *render_add_model.progress_lines(fetching, language))
    return fetching, field, *above.with_model(reference, extras, kind, models, language)


def poll(fetching: list[str], extras: list[str], kind: str, models: list[str], language: str) -> tuple[Any, ...]:
    """The same once more: what has come is named, and chosen in the task that it turned out to be of; what has not come
    is named too and chosen no longer, so that no card of a failure stands among the answers."""
    still = [reference for reference in fetching if reference in extras and MODEL_LOADER.state(reference) is False]
    arrived = [one for one in fetching if MODEL_LOADER.state(one) is True and one in extras and about(one)[0] != kind]
    missed = [one for one in fetching if one in models and isinstance(MODEL_LOADER.state(one), Exception)]
    bar = (gr.skip(),) * 3
    if missed:
        bar = above.with_extras(extras, kind, [one for one in models if one not in missed], language)
    if arrived:
        bar = above.with_model(arrived[-1], extras, kind, [one for one in models if one not in missed], language)
    return still, render_add_model.field(language, *render_add_model.progress_lines(fetching, language)), *bar


def translate(language: str, fetching: list[str]) -> str:
    """The field for one more model, drawn in a language."""
    return render_add_model.field(language, *render_add_model.progress_lines(fetching, language))


def _typed_reference(given: object) -> str:
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
    return hub.plain(reference)


# ---- layout


def build(bar: Bar) -> None:
    """The events of the field in the bar; where it stands, `bar.py` says."""
    connect_form(bar, bar.adding)
    now, drawn = _components(bar)
    failed = "() => document.querySelector('.card.failed') && playground.ask()"  # one that is chosen no longer
    bar.adding.poll(poll, now, drawn, **_QUICK).then(None, js=failed)
    bar.on_language(translate, [bar.adding], [bar.fetching])


def connect_form(bar: Bar, form: gr.HTML) -> None:
    """Let a form that `render_add_model.form` has drawn add models."""
    now, drawn = _components(bar)
    form.fetch(add, now, drawn, **_QUICK).then(None, js="() => playground.ask()")


def _components(bar: Bar) -> tuple[list[Any], list[Any]]:
    now = [bar.fetching, bar.extras, bar.task, bar.models, bar.language]
    return now, [bar.fetching, bar.adding, bar.extras, bar.task, bar.models]
