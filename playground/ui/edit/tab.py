"""Edit: change the text word by word and see at once what every chosen model makes of it.

The draft is a state of the session. An action of the visitor (`script.js` triggers the event `action`) changes it and
draws it anew; suggestions, which take longer, follow in a component of their own, a model after the other. Where an
action asks something else, the search that runs ends, and what is known for the new question stands there at once.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import gradio as gr

from playground.errors import PlaygroundError
from playground.tasks import TASKS
from playground.ui.background import Stopped, request_stop, until_stop_requested
from playground.ui.bar.bar import Bar, question
from playground.ui.components import states
from playground.ui.components.downloads import SAVE
from playground.ui.components.gradio_options import QUICK, QUIET, html_options
from playground.ui.edit import render as edit_render
from playground.ui.edit.downloads import as_file
from playground.ui.edit.draft import Draft
from playground.ui.edit.queries import draft_answers, known_suggestions, suggestions, waits_for_request
from playground.ui.edit.words import say

_HERE = Path(__file__).parent
SEARCHES = 2  # for suggestions at a time, so that answers do not wait for them
NEW_QUESTION = False  # what another question adds to the stop_requests; the button to stop adds True

# ---- handlers


def answer(
    text: str, task: str, models: list[str], language: str, draft: Draft, stop_requests: list[bool]
) -> tuple[Draft, str, Any]:
    """The draft of the bar's text with every chosen model's answer before and after, and the edits that are known to
    flip them; a search for what was asked before ends."""
    draft, drawn, asked = _draw_answers(text, task, models, language, draft)
    if not asked:
        return draft, drawn, gr.skip()
    stop_requests.append(NEW_QUESTION)
    if waits_for_request(draft):
        return draft, drawn, edit_render.search_button(language)
    return draft, drawn, edit_render.suggestions(draft, known_suggestions(draft, task, models), language)


def redraw(
    text: str, task: str, models: list[str], language: str, draft: Draft, stop_requests: list[bool]
) -> tuple[Any, str, Any]:
    """The same for what the bar asks; a draft that stays as it is is not written back, since an action may have changed
    what is kept meanwhile."""
    new, drawn, found = answer(text, task, models, language, draft, stop_requests)
    return gr.skip() if new == draft else new, drawn, found


def act(
    text: str, task: str, models: list[str], language: str, draft: Draft, stop_requests: list[bool], event: gr.EventData
) -> tuple[Draft, str, Any]:
    """The draft after an action, drawn; after an action that fails, the draft as it was."""
    before = draft.of(text)
    try:
        after = before.changed(event._data)
    except PlaygroundError:
        after = before
    moved = task in TASKS and TASKS[task].per_word and after.place != before.place
    if moved or waits_for_request(after) != waits_for_request(before):
        return answer(text, task, models, language, after, stop_requests)
    after, drawn, _ = _draw_answers(text, task, models, language, after)
    return after, drawn, gr.skip()


def suggest(
    task: str, models: list[str], language: str, draft: Draft, stop_requests: list[bool]
) -> Iterator[tuple[str, Any]]:
    """The edits that would flip each model, a model more each time, and how far the search is."""
    shown = edit_render.search_button(language) if waits_for_request(draft) else ""
    if not waits_for_request(draft):
        try:
            for found in until_stop_requested(suggestions(draft, task, models), stop_requests):
                shown = edit_render.suggestions(draft, found, language)
                yield shown, gr.Button(visible=any(hint.tried for hint in found))
        except Stopped:
            if stop_requests[-1] is NEW_QUESTION:
                return  # its own search draws
            shown = edit_render.suggestions(draft, known_suggestions(draft, task, models), language, stopped=True)
    yield shown, gr.Button(visible=False)


def download(task: str, models: list[str], language: str, draft: Draft, event: gr.EventData) -> dict[str, str]:
    """The steps with their answers, as a file."""
    kind = event._data.get("kind") if isinstance(event._data, Mapping) else None
    return as_file(draft, task, models, str(kind), language)


def _draw_answers(text: str, task: str, models: list[str], language: str, draft: Draft) -> tuple[Draft, str, bool]:
    """The draft with its answers, drawn, and whether they could be given."""
    try:
        found = draft_answers(draft.of(text), task, models)
    except PlaygroundError as error:
        return draft, states.problem(error, language), False
    return found.draft, edit_render.edit(found, language), True


def translate(language: str) -> Any:
    """The button that stops the search, in a language."""
    return gr.Button(say("edit-stop", language))


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    ask = question("edit")
    draft, stop_requests = gr.State(Draft()), gr.State([])
    answers = gr.HTML(states.waiting("en"), elem_id="edit", **html_options(_HERE))
    suggestions = gr.HTML("", elem_id="edit-suggestions", **html_options(_HERE))
    stop_button = gr.Button(say("edit-stop", "en"), visible=False, size="sm", elem_id="edit-stop")
    file = gr.JSON(visible="hidden")
    slow = {**QUIET, "concurrency_id": "edits", "concurrency_limit": SEARCHES, "trigger_mode": "always_last"}
    now = [bar.text, bar.task, bar.models, bar.language, draft, stop_requests]
    search = [bar.task, bar.models, bar.language, draft]
    actions = 'playground.actions("edit")'
    begun, drawn, done = f"(...given) => {actions}.ask(...given)", f"() => {actions}.asked()", f"() => {actions}.done()"
    for event, after in [
        (ask.click(redraw, now, [draft, answers, suggestions], js=begun, trigger_mode="always_last", **QUICK), drawn),
        (answers.action(act, now, [draft, answers, suggestions], trigger_mode="multiple", **QUICK), done),
        (suggestions.action(act, now, [draft, answers, suggestions], trigger_mode="multiple", **QUICK), done),
    ]:
        event.then(None, js=after).then(suggest, [*search, stop_requests], [suggestions, stop_button], **slow)
    stop_button.click(request_stop, stop_requests, queue=False, **QUIET)
    answers.download(download, search, file, trigger_mode="multiple", queue=False, **QUIET).then(None, file, js=SAVE)
    bar.on_address("edit", Draft.from_address, draft)
    bar.on_language(translate, [stop_button])
