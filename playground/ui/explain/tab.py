"""Explain: which words speak for the answer, in every chosen model or by every method, and how far to believe it.

What is seen follows from the text of the bar and from a `Wish`, which the browser changes with the event `wish`. Work
that takes long tells how far it is and can be stopped. The rows stay in the session for `test` and `keep`: in a `Shown`
that all events share, since two rows may be put to the test at once while the text above them changes.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from playground import devices
from playground.errors import PlaygroundError
from playground.ui.background import CAUGHT, Stopped, press, until_stopped
from playground.ui.bar.bar import Bar, question
from playground.ui.components import states
from playground.ui.components.downloads import SAVE
from playground.ui.explain import render as explain_render
from playground.ui.explain.downloads import written
from playground.ui.explain.queries import Reasons, Wish, put_to_test, reasons
from playground.ui.explain.words import say

_HERE = Path(__file__).parent


@dataclass
class Shown:
    """What a session sees now."""

    found: Reasons | None = None


# ---- handlers


def answer(
    text: str, task: str, models: list[str], language: str, wish: Wish, shown: Shown, presses: list[bool]
) -> Iterator[tuple[Any, ...]]:
    """The words' scores, drawn; before that, how far the work is."""
    try:
        found = yield from _told(reasons(text, task, models, wish), language, presses)
        shown.found = found
        yield explain_render.reasons(found, language), *_rest()
    except Stopped:
        yield gr.skip(), *_stopped(language)
    except PlaygroundError as error:
        shown.found = None
        yield states.problem(error, language), *_rest()


def try_row(shown: Shown, language: str, presses: list[bool], event: gr.EventData) -> Iterator[tuple[Any, ...]]:
    """How far one row can be believed, beside it; nothing where the row has become another one meanwhile."""
    number = _number(event._data, shown.found)
    if shown.found is None or number is None:
        return
    row = shown.found.rows[number]
    try:
        verdict = yield from _told(put_to_test(row), language, presses)
        found = shown.found
        if found is not None and number < len(found.rows) and found.rows[number].explanation is row.explanation:
            shown.found = found.tested(number, verdict)
            yield explain_render.reasons(shown.found, language), *_rest()
        else:
            yield gr.skip(), *_rest()
    except Stopped:
        yield gr.skip(), *_stopped(language)
    except CAUGHT as error:
        yield gr.skip(), gr.HTML(states.problem(error, language), visible=True), gr.Button(visible=False)


def keep(shown: Shown, language: str, event: gr.EventData) -> dict[str, str]:
    """What is shown, as a file."""
    kind = event._data.get("kind") if isinstance(event._data, Mapping) else None
    return written(shown.found, str(kind), language) if shown.found else {}


def speak(language: str) -> Any:
    """The button in a language."""
    return gr.Button(say("explain-stop", language))


def change(wish: Wish, event: gr.EventData) -> Wish:
    """The wish after a visitor's choice."""
    return wish.changed(event._data)


def _told(
    job: Generator[tuple[int, int], None, Any], language: str, presses: list[bool]
) -> Generator[tuple[Any, ...], None, Any]:
    """Hand on how far a job is as what is drawn of it; its answer comes back."""
    work = until_stopped(job, presses)
    try:
        while True:
            done, total = next(work)
            said = explain_render.working(done, total, language)
            yield gr.skip(), gr.HTML(said, visible=True), gr.Button(visible=True)
    except StopIteration as finished:
        return finished.value
    finally:
        work.close()


def _stopped(language: str) -> tuple[Any, Any]:
    """What is said of work that was stopped."""
    return gr.HTML(f'<p class="many-note">{say("explain-stopped", language)}</p>'), gr.Button(visible=False)


def _rest() -> tuple[Any, Any]:
    return gr.HTML("", visible=False), gr.Button(visible=False)


def _number(given: object, found: Reasons | None) -> int | None:
    row = given.get("row") if isinstance(given, Mapping) else None
    if type(row) is int and found and 0 <= row < len(found.rows) and found.rows[row].explanation:
        return row
    return None


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    ask = question("explain")
    wish, presses, held = gr.State(Wish()), gr.State([]), gr.State(Shown(), time_to_live=3_600)
    progress = gr.HTML("", visible=False, elem_id="explain-progress", apply_default_css=False, js_on_load=None)
    halt = gr.Button(say("explain-stop", "en"), visible=False, size="sm", elem_id="explain-stop")
    seen = gr.HTML(
        states.waiting("en"),
        elem_id="explain",
        apply_default_css=False,
        css_template=(_HERE / "style.css").read_text("utf-8"),
        js_on_load=(_HERE / "script.js").read_text("utf-8"),
    )
    kept = gr.JSON(visible="hidden")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    slow = {**quiet, "concurrency_id": "explain", "concurrency_limit": devices.CONCURRENT_REQUESTS}
    shown = [seen, progress, halt]
    now = [bar.text, bar.task, bar.models, bar.language, wish, held, presses]
    ask.click(answer, now, shown, trigger_mode="always_last", **slow).then(None, js="() => playground.drawn()")
    seen.test(try_row, [held, bar.language, presses], shown, trigger_mode="multiple", **slow)
    halt.click(press, presses, queue=False, **quiet)
    seen.wish(change, wish, wish, trigger_mode="multiple", queue=False, **quiet).then(None, js="() => playground.ask()")
    seen.keep(keep, [held, bar.language], kept, trigger_mode="multiple", queue=False, **quiet).then(None, kept, js=SAVE)
    bar.language.change(speak, bar.language, halt, queue=False, **quiet)
