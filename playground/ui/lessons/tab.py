"""Lessons: short ones, whose questions are about the text of the bar, and whose answers are worked out on the spot.

The tab lists them. A lesson that is on stands in a panel beside all tabs (`#lesson`): `script.js` says with the hidden
button `ask-lesson` where one is and what was answered, draws what comes back, opens the place that the step names, and
keeps lesson and step in the address. Nothing about who takes it is kept anywhere.
"""

from datetime import date
from typing import Any

import gradio as gr

from playground.errors import PlaygroundError
from playground.ui.bar.bar import Bar, question
from playground.ui.components import states
from playground.ui.components.gradio_options import QUICK, QUIET
from playground.ui.lessons import render, render_sheet
from playground.ui.lessons.queries import Request, leave_others, sheet, step_view

# ---- handlers


def answer(written: str, text: str, models: list[str], language: str, request: gr.Request) -> str:
    """The panel of the step that a browser asks for; empty where no lesson is on."""
    asked = Request.from_browser(written)
    leave_others(asked.lesson if asked else "", request.session_hash)
    if asked is None:
        return ""
    try:
        return render.panel(step_view(asked, text, models, request.session_hash), language)
    except PlaygroundError as error:
        return render.problem(error, language)


def printed(written: str, text: str, models: list[str], language: str, request: gr.Request) -> str:
    """The lesson that is on as sheets to be printed; empty where there is none."""
    asked = Request.from_browser(written)
    try:
        found = sheet(asked, text, models, request.session_hash) if asked else None
        return render_sheet.sheet(found, date.today(), language) if found else ""
    except PlaygroundError as error:
        return render.problem(error, language)


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content."""
    listed = gr.HTML(states.waiting("en"), elem_id="lessons", apply_default_css=False, js_on_load=None)
    question("lessons").click(render.catalogue, bar.language, listed, **QUIET, queue=False).then(
        None, js="() => playground.drawn()"
    )


def build_panel(bar: Bar) -> None:
    """The panel of the lesson that is on, below all tabs, and its event."""
    panel = gr.HTML("", elem_id="lesson", apply_default_css=False, js_on_load=None)
    sheets = gr.HTML("", elem_id="lesson-sheets", apply_default_css=False, js_on_load=None)
    asked = gr.Textbox(visible="hidden")
    now: dict[str, Any] = {
        "inputs": [asked, bar.text, bar.models, bar.language],
        "js": "(asked, ...rest) => [playground.lesson.asked(), ...rest]",
        "trigger_mode": "always_last",
        **QUICK,
    }
    gr.Button(elem_id="ask-lesson", visible="hidden").click(answer, outputs=panel, **now).then(
        None, js="() => playground.lesson.drawn()"
    )
    gr.Button(elem_id="print-lesson", visible="hidden").click(printed, outputs=sheets, **now).then(
        None, js="() => playground.lesson.print()"
    )
