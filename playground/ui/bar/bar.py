"""What stands above all tabs: the text, the task, the models; language, link and device. It drives the visible tab.

A question is one event: `page.js` clicks the hidden button of the visible tab (`question`), after a pause in typing
and on Enter (it listens to the box itself: Gradio passes on some of its input events and not all), and on a change of
task or models. What an address asks for is settled in one event (`restore.py`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import gradio as gr

from playground.checkpoints import SESSION, UNTRAINED, shipped, shipped_for
from playground.tasks import TASKS
from playground.text_language import TEXT_LANGUAGES, found_language, language_of
from playground.ui.bar import render, render_add_model
from playground.ui.bar.words import say
from playground.ui.components import examples as components_examples
from playground.ui.components import model_names
from playground.ui.components.examples import first_example
from playground.ui.components.gradio_options import QUIET
from playground.ui.language.languages import LANGUAGES, following
from playground.ui.language.say import FALLBACK
from playground.ui.language.translations import task
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about, bundled, for_language, reads, variant

DEVICE_SECONDS = 60.0  # to wait for torch to be imported
LINK_CHARACTERS = 8_000  # of an address that every browser and server takes
QUERY_PARTS = 100  # of an address; more are taken for none
EXTRAS = 12  # models beside the shipped ones; the oldest goes when another one comes
_STATIC: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}  # HTML that brings its own looks


@dataclass(frozen=True)
class View:
    """The text, task, models and language that a link restores."""

    text: str
    task: str
    models: tuple[str, ...]
    extras: tuple[str, ...]  # models beside the shipped ones
    language: str
    text_language: str = next(iter(TEXT_LANGUAGES))


@dataclass(frozen=True)
class Translation:
    """What of a tab changes with the language: a function of the language and of more values, and what it fills."""

    translate: Callable[..., Any]
    inputs: Sequence[Any]  # components whose values follow the language
    outputs: Sequence[Any]
    with_request: bool  # whether the function takes the request last


@dataclass(frozen=True)
class Restoration:
    """What a tab takes from an address: a function of the query that gives its options, and where they are kept."""

    tab: str
    restore: Callable[[Mapping[str, str]], Any]
    output: gr.State


@dataclass(frozen=True)
class Bar:
    """The components above all tabs, which every tab reads."""

    language: gr.State
    header: gr.HTML
    program: gr.HTML  # the calls for what is seen; empty until somebody asks for them
    text: gr.Textbox
    examples: gr.HTML
    task: gr.Radio
    models: gr.CheckboxGroup
    extras: gr.State  # references of models beside the shipped ones, which this visit has made or fetched
    twins: gr.HTML
    text_language: gr.State  # a key of TEXT_LANGUAGES; a text without a letter leaves it as it is
    reading: gr.HTML  # what is said of that language, beside the models
    adding: gr.HTML  # the field for one more model of the Hub; `add_model.py` says what it does
    colours: gr.HTML  # of those models' marks
    fetching: gr.State  # references of models that are on their way from the Hub
    rejoin: gr.Button  # `page.js` clicks it when a page is loaded anew whose browser tab has kept a token
    token: gr.Textbox
    named: gr.Textbox  # the models that the address names, for the same event
    translations: list[Translation] = field(default_factory=list)
    restorations: list[Restoration] = field(default_factory=list)

    def on_language(
        self,
        translate: Callable[..., Any],
        outputs: Sequence[Any],
        inputs: Sequence[Any] = (),
        with_request: bool = False,
    ) -> None:
        """Let components be filled anew in every language, in the same event in which the bar is: nobody sees the page
        half in one language and half in another."""
        self.translations.append(Translation(translate, inputs, outputs, with_request))

    def on_address(self, tab: str, restore: Callable[[Mapping[str, str]], Any], output: gr.State) -> None:
        """Let a tab's options be what an address asks for, where it names that tab."""
        self.restorations.append(Restoration(tab, restore, output))

    @property
    def in_language(self) -> list[Any]:
        """What changes with the language, the language first."""
        return [
            *(self.language, self.header, self.text, self.examples, self.task, self.models, self.twins),
            self.reading,
        ]


def parts_of(address: str) -> dict[str, str]:
    """The parts of a query; of one that stands there twice the last, as the browser's script has it."""
    try:
        return dict(parse_qsl(address or "", keep_blank_values=True, max_num_fields=QUERY_PARTS))
    except ValueError:
        return {}


def view_from_link(query: Mapping[str, str], accept_language: str, extras: Sequence[str] = ()) -> View:
    """The view that a query string asks for; what it does not name, or names wrongly, is the default.

    Args:
        accept_language: the browser's header, for a query without a language.
        extras: models beside the shipped ones that are here already, and stay.
    """
    language = query.get("lang", "")
    kind = query.get("task", "")
    chosen_task = kind if kind in TASKS else "sentiment"
    asked = [reference.strip() for reference in query.get("models", "").split(",")]
    fetched = (one.removesuffix(UNTRAINED) for one in asked if _of_the_hub(one))
    extras = tuple(dict.fromkeys((*extras, *fetched)))[:EXTRAS]
    offered = [reference for _, reference in choices(chosen_task, "en", extras)]
    spoken = language if language in LANGUAGES else preferred_language(accept_language)
    text = query.get("text", first_example(spoken).text)
    named = tuple(reference for reference in offered if reference in asked)
    return View(
        text=text,
        task=chosen_task,
        models=named or tuple(shipped_for(text, chosen_task)),
        extras=extras,
        language=spoken,
        text_language=language_of(text),
    )


def preferred_language(accept_language: str) -> str:
    """The first language of the browser's list that the page speaks; English where it speaks none."""
    ranked = []
    for place, entry in enumerate(accept_language.split(",")):
        name, _, weight = entry.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            quality = 0.0
        ranked.append((-quality, place, name.strip().lower().split("-")[0]))
    return next((name for quality, _, name in sorted(ranked) if name in LANGUAGES and quality < 0), FALLBACK)


def choices(kind: str, language: str, extras: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The models to choose from, as (name on the page, reference): the shipped ones of every language, the textbook
    versions, those of this visit, the twins. What is not for the text's language is folded away (`render.reads`).

    Args:
        extras: models beside the shipped ones; one that cannot be described yet is offered for every task.
    """
    found = shipped(kind, language=None)
    textbook = [one for one in shipped(kind, language=None, variant=None) if one not in found]
    more = [reference for reference in extras if about(reference)[0] in (kind, "")]
    offered = [*found, *textbook, *more, *(reference + UNTRAINED for reference in found)]
    return _distinct_names([(model_names.name(about(one)[1], one, language), one) for one in offered])


def _distinct_names(named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The choices, with a number behind a name that another one has too."""
    met: dict[str, int] = {}
    apart = []
    for name, reference in named:
        met[name] = met.get(name, 0) + 1
        apart.append((name if met[name] == 1 else f"{name} ({met[name]})", reference))
    return apart


def _of_the_hub(reference: str) -> bool:
    return "/" in reference and not reference.startswith((".", "/", SESSION))


def _place_in_task(reference: str) -> tuple[str, str, str, bool]:
    """Which of a task's models this one is: its architecture, its language, its variant, whether it is the twin."""
    return about(reference)[1], reads(reference), variant(reference), reference.endswith(UNTRAINED)


def _all_of_task(kind: str, models: Sequence[str]) -> list[str]:
    """The shipped models of a task, for the language that those which are chosen now read."""
    found = (shipped(kind, reads(one)) for one in models if bundled(one))
    return next(filter(None, found), shipped(kind))


# ---- what tabs do to the choice of models


def with_model(
    reference: str, extras: Sequence[str], kind: str, models: Sequence[str], language: str
) -> tuple[Any, ...]:
    """Updates of extras, task and models with one more model, which is chosen; the task becomes that model's."""
    kept = [*[one for one in extras if one != reference][1 - EXTRAS :], reference]
    task_now = about(reference)[0] or kind
    offered = choices(task_now, language, kept)
    chosen = [one for _, one in offered if one in models] if task_now == kind else _all_of_task(task_now, models)
    return kept, task_now, gr.CheckboxGroup(offered, value=list(dict.fromkeys([*chosen, reference])))


def with_choices(
    boxes: Sequence[tuple[str, bool]], extras: Sequence[str], kind: str, models: Sequence[str], language: str
) -> tuple[Any, ...]:
    """Updates of extras, task and models with models that are here among the chosen ones, or not, one after the other;
    a model of the other task brings that task with it."""
    now = list(models)
    for reference, wanted in boxes:
        before, kind = kind, (about(reference)[0] or kind) if wanted else kind
        kept = [one for one in (now if kind == before else _all_of_task(kind, now)) if one != reference]
        now = [one for _, one in choices(kind, language, extras) if one in kept or (wanted and one == reference)]
    return list(extras), kind, gr.CheckboxGroup(choices(kind, language, extras), value=now)


def with_extras(extras: Sequence[str], kind: str, models: Sequence[str], language: str) -> tuple[Any, ...]:
    """Updates of extras, task and models with these models beside the shipped ones, of which those in `models` are
    chosen."""
    offered = choices(kind, language, extras)
    return list(extras), kind, gr.CheckboxGroup(offered, value=[one for _, one in offered if one in models])


def without_model(
    reference: str, extras: Sequence[str], kind: str, models: Sequence[str], language: str
) -> tuple[Any, ...]:
    """Updates of extras, task and models without a model."""
    kept = [one for one in extras if one != reference]
    offered = choices(kind, language, kept)
    return kept, kind, gr.CheckboxGroup(offered, value=[one for _, one in offered if one in models])


# ---- handlers


def switch_language(
    language: str, kind: str, models: list[str], extras: list[str], text_language: str
) -> tuple[Any, ...]:
    """The components of the bar in the language that follows."""
    return bar_in_language(following(language), kind, models, extras, text_language)


def models_of_task(kind: str, models: list[str], extras: list[str], language: str) -> Any:
    """The same architectures, for another task."""
    offered = choices(kind, language, extras)
    wanted = {_place_in_task(reference) for reference in models if reference not in extras}
    value = [one for _, one in offered if one in models or (one not in extras and _place_in_task(one) in wanted)]
    return gr.CheckboxGroup(offered, value=value or (_all_of_task(kind, models) if models else []))


def models_of_text(
    text: str, kind: str, models: list[str], extras: list[str], language: str, text_language: str
) -> tuple[Any, ...]:
    """The text's language, the models to choose for it, and what is said of both.

    Models change when the language does, and only then: what somebody has chosen stays while they type.
    """
    now = found_language(text or "") or text_language
    chosen = for_language(models, now, kind) if now != text_language else models
    return now, gr.CheckboxGroup(choices(kind, language, extras), value=chosen), reading(now, kind, chosen, language)


def reading(text_language: str, kind: str, models: Sequence[str], language: str) -> str:
    """What is said beside the models of the text's language, and which models are folded away."""
    chosen = [
        (model_names.name(about(one)[1], one, language), reads(one)) for one in models if bundled(one) and reads(one)
    ]
    hidden = {
        key: [name for one in shipped(kind, key, variant=None) for name in (one, one + UNTRAINED)]
        for key in TEXT_LANGUAGES
        if shipped(kind, key)
    }
    return render.reads(text_language, chosen, hidden, language)


def show_device(language: str) -> str:
    """The header again, as soon as the device is known."""
    return render.header(MODEL_LOADER.wait_for_device(DEVICE_SECONDS), language)


def bar_in_language(
    language: str, kind: str, models: Sequence[str], extras: Sequence[str], text_language: str, **text: Any
) -> tuple[Any, ...]:
    """Every component of the bar in a language, in the order of `Bar.in_language`."""
    return (
        language,
        render.header(MODEL_LOADER.device, language),
        gr.update(label=say("text", language), placeholder=say("text-placeholder", language), **text),
        components_examples.examples(language),
        gr.Radio([(task(key, language), key) for key in TASKS], label=say("task", language), value=kind),
        gr.CheckboxGroup(choices(kind, language, extras), label=say("models", language), value=list(models)),
        render.twins(language, _has_textbook()),
        reading(text_language, kind, models, language),
    )


def _has_textbook() -> bool:
    return set(shipped(language=None, variant=None)) > set(shipped(language=None))


# ---- layout


def build() -> Bar:
    """The bar, in English until the page is loaded, with the events that are its own; tabs add theirs."""
    view = view_from_link({}, "")
    language = view.language
    header = gr.HTML(render.header(None, language), elem_id="header", **_STATIC)
    calls = gr.HTML("", elem_id="program", **_STATIC)
    with gr.Column(elem_id="sentence"):
        text = gr.Textbox(
            view.text,
            label=say("text", language),
            placeholder=say("text-placeholder", language),
            lines=1,
            max_lines=8,
            elem_id="text",
        )
        examples = gr.HTML(components_examples.examples(language), elem_id="examples", **_STATIC)
    bar = Bar(
        header=header, program=calls, text=text, examples=examples, language=gr.State(language), **_choices_row(view)
    )
    _connect_choices(bar)
    return bar


def _choices_row(view: View) -> dict[str, Any]:
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
            "extras": gr.State(list(view.extras)),
            "twins": gr.HTML(render.twins(view.language, _has_textbook()), elem_id="twins", **_STATIC),
            "text_language": gr.State(view.text_language),
            "reading": gr.HTML(
                reading(view.text_language, view.task, view.models, view.language), elem_id="reading", **_STATIC
            ),
            "fetching": gr.State(list[str]()),
            "adding": gr.HTML(render_add_model.field(view.language), elem_id="adding", **render_add_model.HTML_OPTIONS),
            "colours": gr.HTML(model_names.colours(view.extras), elem_id="colours", **_STATIC),
            "rejoin": gr.Button(elem_id="rejoin", visible="hidden"),
            "token": gr.Textbox(visible="hidden"),
            "named": gr.Textbox(visible="hidden"),
        }


def _connect_choices(bar: Bar) -> None:
    quick = {**QUIET, "queue": False}
    bar.models.change(
        model_names.colours, bar.extras, bar.colours, **quick
    )  # a State that changes tells only the queue
    bar.models.change(reading, [bar.text_language, bar.task, bar.models, bar.language], bar.reading, **quick)
    bar.models.input(None, js="() => playground.ask()")
    switch = gr.Button(elem_id="switch-models", visible="hidden")
    switch.click(
        models_of_text,
        [bar.text, bar.task, bar.models, bar.extras, bar.language, bar.text_language],
        [bar.text_language, bar.models, bar.reading],
        **quick,
    ).then(None, js="() => playground.ask()")
    bar.task.input(models_of_task, [bar.task, bar.models, bar.extras, bar.language], bar.models, **quick).then(
        None, js="() => playground.ask()"
    )


def question(tab: str) -> gr.Button:
    """The hidden button that `page.js` clicks when a tab, being visible, has a question to answer."""
    return gr.Button(elem_id=f"ask-{tab}", visible="hidden")
