"""Models: every model that is here, how right, quick and large it is, and its card; one more, one less, publish.

What is seen follows from the bar and from a `Wish`, which the browser changes with the event `wish`. A model that is
chosen here is chosen in the bar.
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
from playground.ui.models import publish as models_publish
from playground.ui.models import render as models_render
from playground.ui.models.queries import Wish, shelf

_HERE = Path(__file__).parent

# ---- handlers


def answer(task: str, models: list[str], extras: list[str], language: str, wish: Wish) -> str:
    """Every model that is here, drawn."""
    try:
        return models_render.models(shelf(task, models, extras, wish), language)
    except PlaygroundError as error:
        return states.problem(error, language)


def change(wish: Wish, extras: list[str], language: str, event: gr.EventData) -> tuple[Wish, Any, Any]:
    """The wish after a visitor's choice, and the form of the model that is to be published."""
    new = wish.changed(event._data)
    return new, *models_publish.opened(new.publishing, extras, language)


def compare(extras: list[str], kind: str, models: list[str], language: str, event: gr.EventData) -> tuple[Any, ...]:
    """The bar with a model more among the chosen ones, or one less."""
    given = _given(event)
    return above.chosen(str(given.get("reference")), given.get("chosen") is True, extras, kind, models, language)


def remove(extras: list[str], kind: str, models: list[str], language: str, event: gr.EventData) -> tuple[Any, ...]:
    """The bar without a model of this visit."""
    return above.removed(str(_given(event).get("reference")), extras, kind, models, language)


def publish(extras: list[str], language: str, event: gr.EventData, token: gr.OAuthToken | None = None) -> Iterator[str]:
    """Send a model of this visit to the Hub; where it is then, or why it is not."""
    yield from models_publish.published(_given(event), extras, token.token if token else None, language)


def _given(event: gr.EventData) -> Mapping[str, Any]:
    return event._data if isinstance(event._data, Mapping) else {}


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    ask = question("models")
    wish = gr.State(Wish())
    looks: dict[str, Any] = {
        "apply_default_css": False,
        "css_template": (_HERE / "style.css").read_text("utf-8"),
        "js_on_load": (_HERE / "script.js").read_text("utf-8"),
    }
    seen = gr.HTML(states.waiting("en"), elem_id="shelf", **looks)
    more = gr.HTML(render_add_model.alone("en"), elem_id="shelf-more", **render_add_model.LOOKS)
    with gr.Column(visible=False, elem_id="publish") as column:
        form = gr.HTML("", elem_id="publish-form", **looks)
        if models_publish.can_sign_in():
            gr.LoginButton("Sign in with Hugging Face · 登录", size="sm")
        said = gr.HTML("", elem_id="publish-said", **looks)
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    quick = {**quiet, "trigger_mode": "multiple", "queue": False}
    again = "() => playground.ask()"
    asked = [bar.task, bar.models, bar.extras, bar.language, wish]
    ask.click(
        answer, asked, seen, trigger_mode="always_last", **quiet,
        concurrency_id="shelf", concurrency_limit=devices.CONCURRENT_REQUESTS,
    ).then(None, js="() => playground.drawn()")  # fmt: skip
    seen.wish(change, [wish, bar.extras, bar.language], [wish, column, form], **quick).then(None, js=again)
    choice = [bar.extras, bar.task, bar.models]
    seen.compare(compare, [*choice, bar.language], choice, **quick).then(None, js=again)
    seen.remove(remove, [*choice, bar.language], choice, **quick).then(None, js=again)
    form.publish(publish, [bar.extras, bar.language], said, **quiet, concurrency_id="publish", concurrency_limit=2)
    add_model.wire(bar, more)
    bar.language.change(render_add_model.alone, bar.language, more, **quiet)
    bar.language.change(
        lambda language, wish, extras: models_publish.opened(wish.publishing, extras, language),
        [bar.language, wish, bar.extras], [column, form], **quiet,
    )  # fmt: skip
