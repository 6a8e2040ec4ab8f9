"""Intervene: change what a model computes on the way, and see at once what its prediction hangs on.

What is asked is a `Plan` of the session. An action of the visitor (`script.js` triggers the event `action`) changes it
and draws it anew; what takes longer follows in a component of its own: the parts ranked, or the units that carry the
difference to an edited sentence. Another question ends the work that runs.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import gradio as gr

from playground.errors import PlaygroundError
from playground.ui.background import CAUGHT, Stopped, request_stop, until_stop_requested
from playground.ui.bar.bar import Bar, question
from playground.ui.components import states
from playground.ui.components.downloads import SAVE
from playground.ui.components.gradio_options import QUICK, QUIET, html_options
from playground.ui.intervene import render as intervene_render
from playground.ui.intervene import render_found
from playground.ui.intervene.downloads import as_file
from playground.ui.intervene.plan import Plan
from playground.ui.intervene.queries import Shown, carried, known_carried, shown, waiting, worth
from playground.ui.intervene.units import UNITS, section
from playground.ui.intervene.words import say
from playground.ui.language.translations import error

_HERE = Path(__file__).parent
SEARCHES = 2  # at a time, so that answers do not wait for them
NEW_QUESTION = False  # what another question adds to the stop_requests; the button to stop adds True

# ---- handlers


def answer(
    text: str, task: str, models: list[str], language: str, plan: Plan, stop_requests: list[bool]
) -> tuple[Plan, str, str]:
    """What is done to the chosen model and what comes of it; work for what was asked before ends."""
    stop_requests.append(NEW_QUESTION)
    try:
        found = shown(text, task, models, plan)
    except PlaygroundError as failure:
        return plan, states.problem(failure, language), ""
    return found.plan, intervene_render.intervene(found, language), _known(found, language)


def redraw(
    text: str, task: str, models: list[str], language: str, plan: Plan, stop_requests: list[bool]
) -> tuple[Any, str, str]:
    """The same for what the bar asks; a plan that stays as it is is not written back, since an action may have changed
    what is kept meanwhile."""
    new, drawn, found = answer(text, task, models, language, plan, stop_requests)
    return gr.skip() if new == plan else new, drawn, found


def act(
    text: str, task: str, models: list[str], language: str, plan: Plan, stop_requests: list[bool], event: gr.EventData
) -> tuple[Plan, str, str]:
    """The same after an action."""
    return answer(text, task, models, language, plan.changed(event._data), stop_requests)


def search(
    text: str, task: str, models: list[str], language: str, plan: Plan, stop_requests: list[bool]
) -> Iterator[tuple[str, Any]]:
    """What takes longer, and how far it is."""
    try:
        found = shown(text, task, models, plan)
    except PlaygroundError:
        return  # it is said already
    instead: dict[str, str] = {}
    try:
        for one in waiting(found):
            model = one.plan.model
            try:
                work = carried(one) if one.plan.view == "twin" else worth(one)
                for done, total in _told(until_stop_requested(work, stop_requests), one is found):
                    so_far = {**instead, model: render_found.progress(done, total, language)}
                    yield _known(found, language, so_far), gr.Button(visible=True)
            except CAUGHT as failure:
                instead[model] = render_found.note(error(failure, language), "warn")
    except Stopped:
        if stop_requests[-1] is NEW_QUESTION:
            return  # its own search draws
        stopped = render_found.note(say("intervene-stopped", language)) + render_found.look_button(found, language)
        instead |= {one.plan.model: stopped for one in waiting(found) if one.plan.model not in instead}
    yield _known(found, language, instead), gr.Button(visible=False)


def _told(reports: Iterator[tuple[int, int]], every: bool) -> Iterator[tuple[int, int]]:
    """How far work is: every report, or each tenth of the way, since what stands beside is drawn anew with it."""
    tenth = -1
    for done, total in reports:
        if every or 10 * done // max(1, total) > tenth:
            tenth = 10 * done // max(1, total)
            yield done, total


def download(text: str, task: str, models: list[str], language: str, plan: Plan, event: gr.EventData) -> dict[str, str]:
    """The steps with their answers, as a file."""
    kind = event._data.get("kind") if isinstance(event._data, Mapping) else None
    try:
        return as_file(shown(text, task, models, plan), str(kind), language)
    except PlaygroundError:
        return {}


def _known(found: Shown, language: str, instead: Mapping[str, str] = MappingProxyType({})) -> str:
    """What takes longer, where it is known; the button that asks for it, where it waits for one.

    Args:
        instead: by model, what stands in place of what is not known.
    """
    if found.answer is None or found.plan.view == UNITS:
        return ""
    if found.plan.view == "twin":
        twin = known_carried(found)
        return render_found.difference(found, twin, language) if twin else instead.get(found.plan.model, "")
    return render_found.worth_of_parts(found, instead, language)


def translate(language: str) -> Any:
    """The button that stops the search, in a language."""
    return gr.Button(say("intervene-stop", language))


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and its events."""
    ask = question("intervene")
    plan, stop_requests = gr.State(Plan()), gr.State([])
    view = gr.HTML(states.waiting("en"), elem_id="intervene", **html_options(_HERE))
    stop_button = gr.Button(say("intervene-stop", "en"), visible=False, size="sm", elem_id="intervene-stop")
    found = gr.HTML("", elem_id="intervene-found", **html_options(_HERE))
    file = gr.JSON(visible="hidden")
    slow = {**QUIET, "concurrency_id": "interventions", "concurrency_limit": SEARCHES, "trigger_mode": "always_last"}
    asked = [bar.text, bar.task, bar.models, bar.language, plan]
    actions = 'playground.actions("intervene")'
    begun, drawn, done = f"(...given) => {actions}.ask(...given)", f"() => {actions}.asked()", f"() => {actions}.done()"
    events = (
        ask.click(redraw, [*asked, stop_requests], [plan, view, found], js=begun, trigger_mode="always_last", **QUICK),
        view.action(act, [*asked, stop_requests], [plan, view, found], trigger_mode="multiple", **QUICK),
        found.action(act, [*asked, stop_requests], [plan, view, found], trigger_mode="multiple", **QUICK),
    )
    for event, after in zip(events, (drawn, done, done), strict=True):
        event.then(None, js=after).then(search, [*asked, stop_requests], [found, stop_button], **slow)
    stop_button.click(request_stop, stop_requests, queue=False, **QUIET)
    view.download(download, asked, file, trigger_mode="multiple", **QUICK).then(None, file, js=SAVE)
    bar.on_address("intervene", Plan.from_address, plan)
    section.build(bar, plan, events)
    bar.on_language(translate, [stop_button])
