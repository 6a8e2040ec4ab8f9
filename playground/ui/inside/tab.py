"""Look inside: what goes on in one model, or in two beside each other, while they read the text.

What is seen follows from the text of the bar and from `ViewOptions`, which the browser changes with the event `option`;
`drawn_option` changes them where the browser has drawn already. Choices are kept one after another and drawn
afterwards, as the bar's are: two that were kept and drawn at once began with the same options, and the first was lost.

Numbers that were not sent with the drawing are asked for: `place` gives the equations of another word and unit, `keep`
whole arrays as a file. Both are answered through a hidden component, so that nothing is drawn twice.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from playground.errors import PlaygroundError
from playground.ui.bar.bar import Bar, question
from playground.ui.components import states
from playground.ui.components.gradio_options import CHOICES, QUICK, html_options
from playground.ui.inside import render as inside_render
from playground.ui.inside.all_models.downloads import all_models_file
from playground.ui.inside.downloads import as_file
from playground.ui.inside.equations import equations
from playground.ui.inside.queries import current_options, equations_at, look_inside
from playground.ui.inside.view_options import ViewOptions

_HERE = Path(__file__).parent
STYLES = ("style.css", "all_models/style.css", "layers/style.css")
SCRIPTS = (
    "script.js",
    "units.js",
    "attention.js",
    "pictures.js",
    "all_models/script.js",
    "layers/script.js",
    "events.js",
)

# ---- handlers


def answer(text: str, task: str, models: list[str], language: str, options: ViewOptions) -> str:
    """The inside of the chosen models, drawn; those that are not loaded yet say so."""
    try:
        return inside_render.inside(look_inside(text, task, models, options), language)
    except PlaygroundError as error:
        return states.problem(error, language)


def change(text: str, task: str, models: list[str], options: ViewOptions, event: gr.EventData) -> ViewOptions:
    """The options after a visitor's choice."""
    try:
        return current_options(text, task, models, options).changed(event._data)
    except PlaygroundError:
        return options


def place(
    text: str, task: str, models: list[str], language: str, options: ViewOptions, event: gr.EventData
) -> dict[str, Any] | None:
    """The equations of another word and unit; None where there are none, because the text has changed meanwhile."""
    try:
        panel, side = equations_at(text, task, models, options, event._data)
    except PlaygroundError:
        return None
    return {"side": side, "word": panel.word, "unit": panel.unit, "html": equations(panel, language)}


def download(text: str, task: str, models: list[str], options: ViewOptions, event: gr.EventData) -> dict[str, str]:
    """What one side shows, or one of all models, as a file."""
    given = event._data if isinstance(event._data, Mapping) else {}
    side, kind = given.get("side"), str(given.get("kind"))
    at = side if type(side) is int and side >= 0 else 0
    try:
        found = look_inside(text, task, models, options)
        return all_models_file(found.group, at, kind) if found.group else as_file(found.panels[at], kind)
    except (PlaygroundError, IndexError):
        return {}


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    ask = question("inside")
    options = gr.State(ViewOptions())
    equations_found, file = gr.JSON(visible="hidden"), gr.JSON(visible="hidden")
    view = gr.HTML(states.waiting("en"), elem_id="inside", **html_options(_HERE, STYLES, SCRIPTS))
    bar.on_address("inside", ViewOptions.from_address, options)
    text_and_models = [bar.text, bar.task, bar.models]
    ask.click(answer, [*text_and_models, bar.language, options], view, trigger_mode="always_last", **QUICK).then(
        None, js="() => playground.drawn()"
    )
    # `always_last` forgets the data of all but the first of several quick events
    quick = {**QUICK, "trigger_mode": "multiple"}
    view.option(change, [*text_and_models, options], options, **CHOICES).then(None, js="() => playground.ask()")
    view.drawn_option(change, [*text_and_models, options], options, **CHOICES)
    view.place(place, [*text_and_models, bar.language, options], equations_found, **quick).then(
        None, equations_found, js="(answer) => playground.inside.fill(answer)"
    )
    view.download(download, [*text_and_models, options], file, **quick).then(
        None, file, js="(file) => playground.inside.save(file)"
    )
