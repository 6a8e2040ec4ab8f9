"""Look inside: what goes on in one model, or in two beside each other, while they read the text.

What is seen follows from the text of the bar and from a `Wish`, which the browser changes with the event `wish`; `turn`
changes it where the browser has drawn already. Choices are kept one after another and drawn afterwards, as the bar's
are: two that were kept and drawn at once began with the same wish, and the first was lost.

Numbers that were not sent with the drawing are asked for: `place` gives the equations of another word and unit, `keep`
whole arrays as a file. Both are answered through a hidden component, so that nothing is drawn twice.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from playground import devices
from playground.errors import PlaygroundError
from playground.ui.bar.bar import Bar, question
from playground.ui.components import states
from playground.ui.inside import render as inside_render
from playground.ui.inside.all_models.downloads import written_together
from playground.ui.inside.downloads import written
from playground.ui.inside.equations import equations
from playground.ui.inside.queries import Wish, asked, look

_HERE = Path(__file__).parent
STYLES = ("style", "all_models/style", "layers/style")
SCRIPTS = (
    "script",
    "units",
    "attention",
    "pictures",
    "all_models/script",
    "layers/script",
    "events",
)

# ---- handlers


def answer(text: str, task: str, models: list[str], language: str, wish: Wish) -> str:
    """The inside of the wished models, drawn; those that are not awake yet are drawn waking up."""
    try:
        return inside_render.inside(look(text, task, models, wish), language)
    except PlaygroundError as error:
        return states.problem(error, language)


def change(task: str, models: list[str], wish: Wish, event: gr.EventData) -> Wish:
    """The wish after a visitor's choice."""
    try:
        return look("", task, models, wish).wish.changed(event._data)
    except PlaygroundError:
        return wish


def place(
    text: str, task: str, models: list[str], language: str, wish: Wish, event: gr.EventData
) -> dict[str, Any] | None:
    """The equations of another word and unit; None where there are none, because the text has changed meanwhile."""
    try:
        panel, side = asked(text, task, models, wish, event._data)
    except PlaygroundError:
        return None
    return {"side": side, "word": panel.word, "unit": panel.unit, "html": equations(panel, language)}


def keep(text: str, task: str, models: list[str], wish: Wish, event: gr.EventData) -> dict[str, str]:
    """What one side shows, or one of all models, as a file."""
    given = event._data if isinstance(event._data, Mapping) else {}
    side, kind = given.get("side"), str(given.get("kind"))
    at = side if type(side) is int and side >= 0 else 0
    try:
        found = look(text, task, models, wish)
        return written_together(found.group, at, kind) if found.group else written(found.panels[at], kind)
    except (PlaygroundError, IndexError):
        return {}


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    ask = question("inside")
    wish = gr.State(Wish())
    told, kept = gr.JSON(visible="hidden"), gr.JSON(visible="hidden")
    seen = gr.HTML(
        states.waiting("en"),
        elem_id="inside",
        apply_default_css=False,
        css_template="\n".join((_HERE / f"{name}.css").read_text("utf-8") for name in STYLES),
        js_on_load="\n".join((_HERE / f"{name}.js").read_text("utf-8") for name in SCRIPTS),
    )
    quick: dict[str, Any] = {
        "show_progress": "hidden",
        "api_visibility": "private",
        "concurrency_id": "quick",
        "concurrency_limit": devices.CONCURRENT_REQUESTS,
    }
    question_now = [bar.text, bar.task, bar.models]
    ask.click(answer, [*question_now, bar.language, wish], seen, trigger_mode="always_last", **quick).then(
        None, js="() => playground.drawn()"
    )
    quick["trigger_mode"] = "multiple"  # `always_last` forgets the data of all but the first of several quick events
    chosen = quick | {"concurrency_id": "choices", "concurrency_limit": 1}
    seen.wish(change, [bar.task, bar.models, wish], wish, **chosen).then(None, js="() => playground.ask()")
    seen.turn(change, [bar.task, bar.models, wish], wish, **chosen)
    seen.place(place, [*question_now, bar.language, wish], told, **quick).then(
        None, told, js="(answer) => playground.inside.fill(answer)"
    )
    seen.keep(keep, [*question_now, wish], kept, **quick).then(None, kept, js="(file) => playground.inside.save(file)")
