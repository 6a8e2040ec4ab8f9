"""What stands above all tabs: the text, the task, the models; language, link and device. It drives the visible tab.

A question is one event: `page.js` clicks the hidden button of the visible tab (`question`), after a pause in typing
and on Enter (it listens to the box itself: Gradio passes on some of its input events and not all), and on a change of
task or models. A view, which is what a link restores, is settled once when the page is loaded; the tab that a link
names is opened in the browser, because a session's states do not reach it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from playground.checkpoints import UNTRAINED, describe, shipped
from playground.tasks import TASKS
from playground.ui import render
from playground.ui.examples import DEFAULT
from playground.ui.strings import LANGUAGES, say, task
from playground.ui.waking import BEDROOM

DEVICE_SECONDS = 60.0  # to wait for torch to be imported
LINK_CHARACTERS = 2_000  # of a link that every browser and chat takes
_DRAWN: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}  # HTML that brings its own looks


@dataclass(frozen=True)
class View:
    """What a link restores."""

    text: str
    task: str
    models: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class Bar:
    """The bar's components."""

    language: gr.State
    header: gr.HTML
    text: gr.Textbox
    examples: gr.HTML
    task: gr.Radio
    models: gr.CheckboxGroup
    twins: gr.HTML

    @property
    def spoken(self) -> list[Any]:
        """What changes with the language, the language first."""
        return [self.language, self.header, self.text, self.examples, self.task, self.models, self.twins]


def restore(query: Mapping[str, str], accept_language: str) -> View:
    """The view that a query string asks for; what it does not name, or names wrongly, is the default.

    Args:
        accept_language: the browser's header, for a query without a language.
    """
    language = query.get("lang", "")
    kind = query.get("task", "")
    chosen_task = kind if kind in TASKS else (DEFAULT.task or "sentiment")
    offered = [reference for _, reference in choices(chosen_task, "en")]
    asked = [reference.strip() for reference in query.get("models", "").split(",")]
    models = tuple(reference for reference in offered if reference in asked) or tuple(shipped(chosen_task))
    return View(
        text=query.get("text", DEFAULT.text),
        task=chosen_task,
        models=models,
        language=language if language in LANGUAGES else preferred(accept_language),
    )


def preferred(accept_language: str) -> str:
    """The first language of the browser's list that the page speaks; English where it speaks none."""
    ranked = []
    for place, entry in enumerate(accept_language.split(",")):
        name, _, weight = entry.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            quality = 0.0
        ranked.append((-quality, place, name.strip().lower().split("-")[0]))
    return next((name for quality, _, name in sorted(ranked) if name in LANGUAGES and quality < 0), LANGUAGES[0])


def choices(kind: str, language: str) -> list[tuple[str, str]]:
    """The models to choose from, trained ones first, as (name on the page, reference)."""
    found = [(describe(reference).architecture, reference) for reference in shipped(kind)]
    twins = [(architecture, reference + UNTRAINED) for architecture, reference in found]
    return [(render.name(architecture, reference, language), reference) for architecture, reference in found + twins]


# ---- handlers


def settle(request: gr.Request) -> tuple[Any, ...]:
    """Settle view and language when the page is loaded, from its address and the browser."""
    view = restore(dict(request.query_params), request.headers.get("accept-language", ""))
    return _spoken(view.language, view.task, view.models, value=view.text)


def switch(language: str, kind: str, models: list[str]) -> tuple[Any, ...]:
    """The bar in the other language."""
    return _spoken("en" if language == "zh" else "zh", kind, models)


def offer(kind: str, models: list[str], language: str) -> Any:
    """The same architectures, for another task."""
    offered = choices(kind, language)
    wanted = {reference.partition("-")[2] for reference in models}
    return gr.CheckboxGroup(offered, value=[name for _, name in offered if name.partition("-")[2] in wanted])


def tell_device(language: str) -> str:
    """The header again, as soon as the device is known."""
    return render.header(BEDROOM.wait_for_device(DEVICE_SECONDS), language)


def _spoken(language: str, kind: str, models: Sequence[str], **text: Any) -> tuple[Any, ...]:
    """Every component of the bar in a language, in the order of `Bar.spoken`."""
    return (
        language,
        render.header(BEDROOM.device, language),
        gr.update(label=say("text", language), placeholder=say("text-placeholder", language), **text),
        render.examples(language),
        gr.Radio([(task(key, language), key) for key in TASKS], label=say("task", language), value=kind),
        gr.CheckboxGroup(choices(kind, language), label=say("models", language), value=list(models)),
        render.twins(language),
    )


# ---- layout


def build() -> Bar:
    """The bar, in English until the page is loaded, with the events that are its own; tabs add theirs."""
    view = restore({}, "")
    language = view.language
    header = gr.HTML(render.header(None, language), elem_id="header", **_DRAWN)
    with gr.Column(elem_id="sentence"):
        text = gr.Textbox(
            view.text,
            label=say("text", language),
            placeholder=say("text-placeholder", language),
            lines=1,
            max_lines=8,
            elem_id="text",
        )
        examples = gr.HTML(render.examples(language), elem_id="examples", **_DRAWN)
    bar = Bar(header=header, text=text, examples=examples, language=gr.State(language), **_choosers(view))
    _wire(bar)
    return bar


def _choosers(view: View) -> dict[str, Any]:
    with gr.Row(elem_id="choosers"):
        return {
            "task": gr.Radio(
                [(task(key, view.language), key) for key in TASKS],
                value=view.task,
                label=say("task", view.language),
                elem_id="task",
            ),
            "models": gr.CheckboxGroup(
                choices(view.task, view.language),
                value=list(view.models),
                label=say("models", view.language),
                elem_id="models",
            ),
            "twins": gr.HTML(render.twins(view.language), elem_id="twins", **_DRAWN),
        }


def _wire(bar: Bar) -> None:
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    quick = {**quiet, "queue": False}
    # A change of the language reaches the tabs (`language.change`) only from an event that went through the queue.
    queued = {**quiet, "concurrency_limit": None}
    blocks = gr.context.Context.root_block
    assert blocks is not None
    settled = blocks.load(settle, None, bar.spoken, **queued)
    settled.then(None, js="() => playground.settled()")
    settled.then(tell_device, bar.language, bar.header, **quick)
    bar.models.input(None, js="() => playground.ask()")
    bar.task.input(offer, [bar.task, bar.models, bar.language], bar.models, **quick).then(
        None, js="() => playground.ask()"
    )
    other = gr.Button(elem_id="switch-language", visible="hidden")
    other.click(switch, [bar.language, bar.task, bar.models], bar.spoken, **queued).then(
        None, js="() => playground.ask()"
    )
    copy = gr.Button(elem_id="copy-link", visible="hidden")
    copy.click(
        None,
        [bar.text, bar.task, bar.models],
        js=f"(...view) => playground.copy({LINK_CHARACTERS}, ...view)",
    )


def question(tab: str) -> gr.Button:
    """The hidden button that `page.js` clicks when a tab, being visible, has a question to answer."""
    return gr.Button(elem_id=f"ask-{tab}", visible="hidden")
