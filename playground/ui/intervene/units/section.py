"""The view of a unit and the search for units, as a part of the tab: handlers and layout.

What is seen follows from the text of the bar and from `UnitOptions`. Reading the sentences for the first time takes
some seconds, tells how far it is and can be stopped. A visitor's own sentences stay in the session, as texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gradio as gr

from playground import devices
from playground.data.corpus import Corpus, corpus_of_texts
from playground.errors import BadInput, PlaygroundError
from playground.lenses.predict.many_texts import check_texts
from playground.lenses.predict.right_labels import divided
from playground.ui.background import Stopped, request_stop, until_stop_requested
from playground.ui.bar.bar import Bar
from playground.ui.components import own_texts, states
from playground.ui.components.downloads import SAVE
from playground.ui.components.gradio_options import CHOICES, QUIET, html_options
from playground.ui.intervene.units import UNITS, render_view
from playground.ui.intervene.units.downloads import written
from playground.ui.intervene.units.queries import UnitOptions, UnitsView, look_at_unit
from playground.ui.intervene.units.words import say

_HERE = Path(__file__).parent
OWN_NAME = "Many texts"


@dataclass
class Shown:
    """What a session sees now, and its own sentences."""

    view: UnitsView | None = None
    own: Corpus | None = None


# ---- handlers


def answer(
    text: str,
    language: str,
    plan: Any,
    options: UnitOptions,
    shown: Shown,
    stop_requests: list[bool],
) -> Iterator[tuple[Any, ...]]:
    """The unit, drawn; before that, how many sentences have been read. Nothing in another view of the tab.

    Args:
        plan: what the tab shows: its `model`, and `view`.
    """
    if plan.view != UNITS:
        yield "", *_quiet()
        return
    work = until_stop_requested(look_at_unit(text, plan.model, options, shown.own), stop_requests)
    try:
        while True:
            done, total = next(work)
            yield gr.skip(), gr.HTML(render_view.progress(done, total, language), visible=True), gr.Button(visible=True)
    except StopIteration as finished:
        shown.view = finished.value
        yield render_view.units_view(finished.value, language), *_quiet()
    except Stopped:
        note = f'<p class="note">{say("units-stopped", language)}</p>'
        yield gr.skip(), gr.HTML(note, visible=True), gr.Button(visible=False)
    except PlaygroundError as error:
        shown.view = None
        yield states.problem(error, language), *_quiet()
    finally:
        work.close()


def change(options: UnitOptions, event: gr.EventData) -> tuple[UnitOptions, Any]:
    """The options after a visitor's choice; what was said of an earlier one is taken away."""
    return options.changed(event._data), gr.HTML("", visible=False)


def take_own(
    request: gr.Request, options: UnitOptions, shown: Shown, language: str, event: gr.EventData
) -> tuple[UnitOptions, Any]:
    """The options with the visitor's own sentences; without them where there are none, and where such are to be had."""
    given = event._data if isinstance(event._data, Mapping) else {}
    whose, texts = str(given.get("whose")), given.get("texts")
    try:
        shown.own = own_corpus(whose, texts if isinstance(texts, str) else "", request.session_hash)
    except PlaygroundError as error:
        return replace(options, whose=""), gr.HTML(states.problem(error, language), visible=True)
    return options.changed({"key": "whose", "value": whose}), gr.HTML("", visible=False)


def own_corpus(whose: str, lines: str, session: str | None) -> Corpus:
    """A visitor's own sentences.

    Args:
        lines: the texts of Many texts, one a line, perhaps with a tab and a label behind each.
    Raises:
        BadInput: there are none, or too many.
    """
    if whose == "finetune":
        found = own_texts.taken(whose, session)
        if found is None:
            raise BadInput(
                "There is no file in Fine-tune. Upload one there, or take one of its examples; then choose it again.",
                key="units-no-file",
            )
        return found
    if not lines.strip():
        raise BadInput(
            "There are no texts in Compare, under “Many texts at once”. Paste some there, one a line, or upload a "
            "file; then choose your own sentences again.",
            key="units-own-none",
        )
    texts, labels = divided([line for line in lines.splitlines() if line.strip()])
    check_texts(texts)
    return corpus_of_texts(OWN_NAME, texts, labels)


def download(shown: Shown, language: str, event: gr.EventData) -> dict[str, str]:
    """What is shown, as a file."""
    kind = event._data.get("kind") if isinstance(event._data, Mapping) else None
    return written(shown.view, str(kind), language) if shown.view else {}


def translate(language: str) -> Any:
    """The button that stops the reading, in a language."""
    return gr.Button(say("units-stop", language))


def _quiet() -> tuple[Any, Any]:
    return gr.HTML("", visible=False), gr.Button(visible=False)


# ---- layout


def build(bar: Bar, plan: gr.State, asked: Sequence[Any]) -> None:
    """The section, and its events.

    Args:
        plan: what the tab shows.
        asked: the tab's own events, after which this part is drawn.
    """
    options, stop_requests = gr.State(UnitOptions()), gr.State([])
    shown = gr.State(Shown(), time_to_live=3_600)
    progress = gr.HTML("", visible=False, elem_id="units-progress", apply_default_css=False, js_on_load=None)
    note = gr.HTML("", visible=False, elem_id="units-note", apply_default_css=False, js_on_load=None)
    stop_button = gr.Button(say("units-stop", "en"), visible=False, size="sm", elem_id="units-stop")
    view = gr.HTML("", elem_id="units", **html_options(_HERE))
    file = gr.JSON(visible="hidden")
    slow = {**QUIET, "concurrency_id": "units", "concurrency_limit": devices.CONCURRENT_REQUESTS}
    now, drawn = [bar.text, bar.language, plan, options, shown, stop_requests], [view, progress, stop_button]
    for event in asked:
        event.then(answer, now, drawn, **slow).then(None, js="() => playground.drawn()")
    stop_button.click(request_stop, stop_requests, queue=False, **QUIET)
    quick = {**QUIET, "trigger_mode": "multiple", "queue": False}
    view.option(change, options, [options, note], **CHOICES).then(None, js="() => playground.ask()")
    own = view.own(take_own, [options, shown, bar.language], [options, note], **CHOICES)
    own.then(None, js="() => playground.ask()")
    view.download(download, [shown, bar.language], file, **quick).then(None, file, js=SAVE)
    bar.on_address("intervene", UnitOptions.from_address, options)
    bar.on_language(translate, [stop_button])
