"""Explain: which words speak for the answer, in every chosen model or by every method, and how far to believe it.

What is seen follows from the text of the bar and from `ViewOptions`, which the browser changes with the event `option`.
Work that takes long tells how far it is and can be stopped. The rows stay in the session for `show_faithfulness` and
`download`: in a `Shown` that all events share, since two rows may be tested at once while the text above them changes.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from playground import devices
from playground.errors import PlaygroundError
from playground.ui.background import CAUGHT, Stopped, request_stop, until_stop_requested
from playground.ui.bar.bar import Bar, question
from playground.ui.components import states
from playground.ui.components.downloads import SAVE
from playground.ui.components.gradio_options import CHOICES, QUIET, html_options
from playground.ui.explain import render as explain_render
from playground.ui.explain.downloads import written
from playground.ui.explain.queries import Explanations, ViewOptions, explanations, measure_faithfulness
from playground.ui.explain.words import say

_HERE = Path(__file__).parent


@dataclass
class Shown:
    """The explanations that a session sees now; None before the first."""

    found: Explanations | None = None


# ---- handlers


def answer(
    text: str,
    task: str,
    models: list[str],
    language: str,
    options: ViewOptions,
    shown: Shown,
    stop_requests: list[bool],
) -> Iterator[tuple[Any, ...]]:
    """The words' scores, drawn; before that, how far the work is."""
    try:
        found = yield from _with_progress(explanations(text, task, models, options), language, stop_requests)
        shown.found = found
        yield explain_render.explanations(found, language), *_without_progress()
    except Stopped:
        yield gr.skip(), *_stopped(language)
    except PlaygroundError as error:
        shown.found = None
        yield states.problem(error, language), *_without_progress()


def show_faithfulness(
    shown: Shown, language: str, stop_requests: list[bool], event: gr.EventData
) -> Iterator[tuple[Any, ...]]:
    """How far one row can be believed, beside it; nothing where the row has become another one meanwhile."""
    number = _row_number(event._data, shown.found)
    if shown.found is None or number is None:
        return
    row = shown.found.rows[number]
    try:
        verdict = yield from _with_progress(measure_faithfulness(row), language, stop_requests)
        found = shown.found
        if found is not None and number < len(found.rows) and found.rows[number].explanation is row.explanation:
            shown.found = found.tested(number, verdict)
            yield explain_render.explanations(shown.found, language), *_without_progress()
        else:
            yield gr.skip(), *_without_progress()
    except Stopped:
        yield gr.skip(), *_stopped(language)
    except CAUGHT as error:
        yield gr.skip(), gr.HTML(states.problem(error, language), visible=True), gr.Button(visible=False)


def download(shown: Shown, language: str, event: gr.EventData) -> dict[str, str]:
    """The explanations that are shown, as a file."""
    kind = event._data.get("kind") if isinstance(event._data, Mapping) else None
    return written(shown.found, str(kind), language) if shown.found else {}


def translate(language: str) -> Any:
    """The button that stops the work, in a language."""
    return gr.Button(say("explain-stop", language))


def change(options: ViewOptions, event: gr.EventData) -> ViewOptions:
    """The options after a visitor's choice."""
    return options.changed(event._data)


def _with_progress(
    job: Generator[tuple[int, int], None, Any], language: str, stop_requests: list[bool]
) -> Generator[tuple[Any, ...], None, Any]:
    """Hand on how far a job is as what is drawn of it; its answer comes back."""
    work = until_stop_requested(job, stop_requests)
    try:
        while True:
            done, total = next(work)
            drawn = explain_render.work_progress(done, total, language)
            yield gr.skip(), gr.HTML(drawn, visible=True), gr.Button(visible=True)
    except StopIteration as finished:
        return finished.value
    finally:
        work.close()


def _stopped(language: str) -> tuple[Any, Any]:
    """What is said of work that was stopped."""
    return gr.HTML(f'<p class="many-note">{say("explain-stopped", language)}</p>'), gr.Button(visible=False)


def _without_progress() -> tuple[Any, Any]:
    return gr.HTML("", visible=False), gr.Button(visible=False)


def _row_number(given: object, found: Explanations | None) -> int | None:
    row = given.get("row") if isinstance(given, Mapping) else None
    if type(row) is int and found and 0 <= row < len(found.rows) and found.rows[row].explanation:
        return row
    return None


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    ask = question("explain")
    options, stop_requests, shown = gr.State(ViewOptions()), gr.State([]), gr.State(Shown(), time_to_live=3_600)
    progress = gr.HTML("", visible=False, elem_id="explain-progress", apply_default_css=False, js_on_load=None)
    stop_button = gr.Button(say("explain-stop", "en"), visible=False, size="sm", elem_id="explain-stop")
    rows = gr.HTML(states.waiting("en"), elem_id="explain", **html_options(_HERE))
    file = gr.JSON(visible="hidden")
    slow = {**QUIET, "concurrency_id": "explain", "concurrency_limit": devices.CONCURRENT_REQUESTS}
    drawn = [rows, progress, stop_button]
    now = [bar.text, bar.task, bar.models, bar.language, options, shown, stop_requests]
    ask.click(answer, now, drawn, trigger_mode="always_last", **slow).then(None, js="() => playground.drawn()")
    rows.test(show_faithfulness, [shown, bar.language, stop_requests], drawn, trigger_mode="multiple", **slow)
    stop_button.click(request_stop, stop_requests, queue=False, **QUIET)
    rows.option(change, options, options, **CHOICES).then(None, js="() => playground.ask()")
    rows.download(download, [shown, bar.language], file, trigger_mode="multiple", queue=False, **QUIET).then(
        None, file, js=SAVE
    )
    bar.on_address("explain", ViewOptions.from_address, options)
    bar.on_language(translate, [stop_button])
