"""Edit: change the text word by word and see at once what every chosen model makes of it.

The draft is a state of the session. A deed of the visitor (`script.js` triggers the event `deed`) changes it and draws
it anew; suggestions, which take longer, follow in a component of their own, a model after the other. Where a deed asks
something else, the search that runs ends, and what is known for the new question stands there at once.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from playground import devices
from playground.errors import PlaygroundError
from playground.tasks import TASKS
from playground.ui.background import Stopped, press, until_stopped
from playground.ui.bar.bar import Bar, question
from playground.ui.components import states
from playground.ui.components.downloads import SAVE
from playground.ui.edit import render as edit_render
from playground.ui.edit.downloads import written
from playground.ui.edit.draft import Draft
from playground.ui.edit.queries import desk, hints, known_hints, waits
from playground.ui.edit.words import say

_HERE = Path(__file__).parent
SEARCHES = 2  # for suggestions at a time, so that answers do not wait for them
ANOTHER = False  # what another question adds to the presses; the button to stop adds True

# ---- handlers


def answer(
    text: str, task: str, models: list[str], language: str, draft: Draft, presses: list[bool]
) -> tuple[Draft, str, Any]:
    """The draft of the bar's text with every chosen model's answer before and after, and the edits that are known to
    flip them; a search for what was asked before ends."""
    draft, seen, asked = _answered(text, task, models, language, draft)
    if not asked:
        return draft, seen, gr.skip()
    presses.append(ANOTHER)
    if waits(draft):
        return draft, seen, edit_render.offer(language)
    return draft, seen, edit_render.hints(draft, known_hints(draft, task, models), language)


def act(
    text: str, task: str, models: list[str], language: str, draft: Draft, presses: list[bool], event: gr.EventData
) -> tuple[Draft, str, Any]:
    """The draft after a deed, drawn; after a deed that fails, the draft as it was."""
    before = draft.of(text)
    try:
        after = before.changed(event._data)
    except PlaygroundError:
        after = before
    moved = task in TASKS and TASKS[task].per_word and after.place != before.place
    if moved or waits(after) != waits(before):
        return answer(text, task, models, language, after, presses)
    after, seen, _ = _answered(text, task, models, language, after)
    return after, seen, gr.skip()


def suggest(
    task: str, models: list[str], language: str, draft: Draft, presses: list[bool]
) -> Iterator[tuple[str, Any]]:
    """The edits that would flip each model, a model more each time, and how far the search is."""
    shown = edit_render.offer(language) if waits(draft) else ""
    if not waits(draft):
        try:
            for found in until_stopped(hints(draft, task, models), presses):
                shown = edit_render.hints(draft, found, language)
                yield shown, gr.Button(visible=any(hint.tried for hint in found))
        except Stopped:
            if presses[-1] is ANOTHER:
                return  # its own search draws
            shown = edit_render.hints(draft, known_hints(draft, task, models), language, stopped=True)
    yield shown, gr.Button(visible=False)


def keep(task: str, models: list[str], language: str, draft: Draft, event: gr.EventData) -> dict[str, str]:
    """The steps with their answers, as a file."""
    kind = event._data.get("kind") if isinstance(event._data, Mapping) else None
    return written(draft, task, models, str(kind), language)


def _answered(text: str, task: str, models: list[str], language: str, draft: Draft) -> tuple[Draft, str, bool]:
    """The draft with its answers, drawn, and whether they could be given."""
    try:
        found = desk(draft.of(text), task, models)
    except PlaygroundError as error:
        return draft, states.problem(error, language), False
    return found.draft, edit_render.desk(found, language), True


def speak(language: str) -> Any:
    """The button in a language."""
    return gr.Button(say("edit-stop", language))


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    ask = question("edit")
    draft, presses = gr.State(Draft()), gr.State([])
    looks: dict[str, Any] = {
        "apply_default_css": False,
        "css_template": (_HERE / "style.css").read_text("utf-8"),
        "js_on_load": (_HERE / "script.js").read_text("utf-8"),
    }
    seen = gr.HTML(states.waiting("en"), elem_id="edit", **looks)
    beside = gr.HTML("", elem_id="edit-hints", **looks)
    halt = gr.Button(say("edit-stop", "en"), visible=False, size="sm", elem_id="edit-stop")
    kept = gr.JSON(visible="hidden")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    quick = {**quiet, "concurrency_id": "quick", "concurrency_limit": devices.CONCURRENT_REQUESTS}
    slow = {**quiet, "concurrency_id": "edits", "concurrency_limit": SEARCHES, "trigger_mode": "always_last"}
    now = [bar.text, bar.task, bar.models, bar.language, draft, presses]
    search = [bar.task, bar.models, bar.language, draft]
    drawn = "() => playground.drawn()"  # also where nothing was drawn anew
    done = "() => { playground.edit.next(); playground.drawn(); }"
    for event, after in [
        (ask.click(answer, now, [draft, seen, beside], trigger_mode="always_last", **quick), drawn),
        (seen.deed(act, now, [draft, seen, beside], trigger_mode="multiple", **quick), done),
        (beside.deed(act, now, [draft, seen, beside], trigger_mode="multiple", **quick), done),
    ]:
        event.then(None, js=after).then(suggest, [*search, presses], [beside, halt], **slow)
    halt.click(press, presses, queue=False, **quiet)
    seen.keep(keep, search, kept, trigger_mode="multiple", queue=False, **quiet).then(None, kept, js=SAVE)
    bar.language.change(speak, bar.language, halt, queue=False, **quiet)
