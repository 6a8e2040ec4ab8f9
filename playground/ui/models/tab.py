"""Models: every model that is here, how right, quick and large it is, and its card; one more, one less, publish.

What is seen follows from the bar and from `ViewOptions`, which the browser changes with the event `option`. A model
that is chosen here is chosen in the bar.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from playground import devices
from playground.errors import PlaygroundError
from playground.ui.bar import add_model, render_add_model
from playground.ui.bar import bar as above
from playground.ui.bar.bar import Bar, question
from playground.ui.components import states
from playground.ui.components.gradio_options import QUIET, html_options
from playground.ui.models import export as models_export
from playground.ui.models import publish as models_publish
from playground.ui.models import render as models_render
from playground.ui.models.queries import ViewOptions, catalogue

MOST_BOXES = 200
"""That are answered at once: more than anybody presses while one answer is on its way."""
_HERE = Path(__file__).parent

# ---- handlers


def answer(task: str, models: list[str], extras: list[str], language: str, options: ViewOptions) -> str:
    """The tab with every model that is here, drawn."""
    try:
        return models_render.models(catalogue(task, models, extras, options), language)
    except PlaygroundError as error:
        return states.problem(error, language)


def change(options: ViewOptions, extras: list[str], language: str, event: gr.EventData) -> tuple[ViewOptions, Any, Any]:
    """The options after a visitor's choice, and the form of the model that is to be published."""
    new = options.changed(event._data)
    return new, *models_publish.opened(new.publishing, extras, language)


def compare(extras: list[str], kind: str, models: list[str], language: str, event: gr.EventData) -> tuple[Any, ...]:
    """The bar with the models whose boxes were pressed among the chosen ones, or not, in the order in which they were:
    the last one, and those before it that are not answered for yet."""
    return above.with_choices(_boxes(_event_data(event)), extras, kind, models, language)


def _boxes(given: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """References and whether each is wanted, of what a browser sent; what is neither is left out."""
    boxes = given.get("boxes")
    pairs = boxes[-MOST_BOXES:] if isinstance(boxes, list) else []
    return [(str(pair[0]), pair[1] is True) for pair in pairs if isinstance(pair, list) and len(pair) == 2]


def remove(extras: list[str], kind: str, models: list[str], language: str, event: gr.EventData) -> tuple[Any, ...]:
    """The bar without a model of this visit."""
    return above.without_model(str(_event_data(event).get("reference")), extras, kind, models, language)


def publish(extras: list[str], language: str, event: gr.EventData, token: gr.OAuthToken | None = None) -> Iterator[str]:
    """Send a model of this visit to the Hub; where it is then, or why it is not."""
    yield from models_publish.published(_event_data(event), extras, token.token if token else None, language)


def export(extras: list[str], language: str, event: gr.EventData) -> Iterator[tuple[dict[str, str], str]]:
    """A model as a service in a zip, for the browser to save."""
    yield from models_export.exported(_event_data(event), extras, language)


def _event_data(event: gr.EventData) -> Mapping[str, Any]:
    return event._data if isinstance(event._data, Mapping) else {}


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    ask = question("models")
    options = gr.State(ViewOptions())
    html = html_options(_HERE)
    table = gr.HTML(states.waiting("en"), elem_id="catalogue", **html)
    exported = gr.HTML("", elem_id="export-said", **html)
    file = gr.JSON(visible="hidden")
    more = gr.HTML(render_add_model.form_with_heading("en"), elem_id="catalogue-more", **render_add_model.HTML_OPTIONS)
    with gr.Column(visible=False, elem_id="publish") as column:
        form = gr.HTML("", elem_id="publish-form", **html)
        if models_publish.can_sign_in():
            gr.LoginButton("Sign in with Hugging Face · 登录", size="sm")
        outcome = gr.HTML("", elem_id="publish-said", **html)
    quick = {**QUIET, "trigger_mode": "multiple", "queue": False}
    again = "() => playground.ask()"
    asked = [bar.task, bar.models, bar.extras, bar.language, options]
    ask.click(
        answer, asked, table, trigger_mode="always_last", **QUIET,
        concurrency_id="catalogue", concurrency_limit=devices.CONCURRENT_REQUESTS,
    ).then(None, js="() => playground.drawn()")  # fmt: skip
    table.option(change, [options, bar.extras, bar.language], [options, column, form], **quick).then(None, js=again)
    choice = [bar.extras, bar.task, bar.models]
    table.compare(compare, [*choice, bar.language], choice, **quick).then(
        None, js="() => playground.choosing.answered()"
    )
    table.remove(remove, [*choice, bar.language], choice, **quick).then(None, js=again)
    table.export(
        export, [bar.extras, bar.language], [file, exported], **QUIET, concurrency_id="export", concurrency_limit=1
    ).then(None, file, js="(file) => playground.save(file)")
    form.publish(publish, [bar.extras, bar.language], outcome, **QUIET, concurrency_id="publish", concurrency_limit=2)
    add_model.connect_form(bar, more)
    bar.on_address("models", ViewOptions.from_address, options)
    bar.on_language(render_add_model.form_with_heading, [more])
    bar.on_language(
        lambda language, options, extras: models_publish.opened(options.publishing, extras, language),
        [column, form],
        [options, bar.extras],
    )
