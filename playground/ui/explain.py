"""Explain: which words speak for the answer, in every chosen model or by every method, and how far to believe it.

What is seen follows from the text of the bar and from a `Wish`, which the browser changes with the event `wish`. Work
that takes long tells how far it is and can be stopped; the rows stay in the session for `test` and `keep`.
"""

from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from playground import devices
from playground.errors import PlaygroundError
from playground.ui import credit, render
from playground.ui.background import Stopped, press, until_stopped
from playground.ui.bar import Bar, question
from playground.ui.pictures import SAVE, written
from playground.ui.reasons import CAUGHT, Reasons, Wish, put_to_test, reasons
from playground.ui.strings import say

_HERE = Path(__file__).parent

# ---- handlers


def answer(
    text: str, task: str, models: list[str], language: str, wish: Wish, presses: list[bool]
) -> Iterator[tuple[Any, ...]]:
    """The words' scores, drawn; before that, how far the work is."""
    try:
        found = yield from _told(reasons(text, task, models, wish), language, presses)
        yield credit.reasons(found, language), found, *_rest()
    except Stopped:
        yield gr.skip(), gr.skip(), *_stopped(language)
    except PlaygroundError as error:
        yield render.problem(error, language), None, *_rest()


def try_row(
    found: Reasons | None, language: str, presses: list[bool], event: gr.EventData
) -> Iterator[tuple[Any, ...]]:
    """How far one row can be believed, beside it."""
    row = _number(event._data, found)
    if found is not None and row is not None:
        try:
            tested = yield from _told(put_to_test(found.rows[row]), language, presses)
            found = found.tested(row, tested)
            yield credit.reasons(found, language), found, *_rest()
        except Stopped:
            yield gr.skip(), gr.skip(), *_stopped(language)
        except CAUGHT as error:
            said = gr.HTML(render.problem(error, language), visible=True)
            yield gr.skip(), gr.skip(), said, gr.Button(visible=False)


def keep(found: Reasons | None, language: str, event: gr.EventData) -> dict[str, str]:
    """What is shown, as a file."""
    kind = event._data.get("kind") if isinstance(event._data, Mapping) else None
    return written(found, str(kind), language) if found else {}


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
            said = credit.working(done, total, language)
            yield gr.skip(), gr.skip(), gr.HTML(said, visible=True), gr.Button(visible=True)
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
    wish, presses, found = gr.State(Wish()), gr.State([]), gr.State(None, time_to_live=3_600)
    progress = gr.HTML("", visible=False, elem_id="explain-progress", apply_default_css=False, js_on_load=None)
    halt = gr.Button(say("explain-stop", "en"), visible=False, size="sm", elem_id="explain-stop")
    seen = gr.HTML(
        render.waiting("en"),
        elem_id="explain",
        apply_default_css=False,
        css_template=(_HERE / "explain.css").read_text("utf-8"),
        js_on_load=(_HERE / "explain.js").read_text("utf-8"),
    )
    kept = gr.JSON(visible="hidden")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    slow = {**quiet, "concurrency_id": "explain", "concurrency_limit": devices.CONCURRENT_REQUESTS}
    shown = [seen, found, progress, halt]
    now = [bar.text, bar.task, bar.models, bar.language, wish, presses]
    ask.click(answer, now, shown, trigger_mode="always_last", **slow).then(None, js="() => playground.drawn()")
    seen.test(try_row, [found, bar.language, presses], shown, trigger_mode="multiple", **slow)
    halt.click(press, presses, queue=False, **quiet)
    seen.wish(change, wish, wish, trigger_mode="multiple", queue=False, **quiet).then(None, js="() => playground.ask()")
    seen.keep(keep, [found, bar.language], kept, trigger_mode="multiple", queue=False, **quiet).then(
        None, kept, js=SAVE
    )
    bar.language.change(speak, bar.language, halt, queue=False, **quiet)
