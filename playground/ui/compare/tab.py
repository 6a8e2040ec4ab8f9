"""Compare: every chosen model's answer to the text, side by side."""

import gradio as gr

from playground.errors import PlaygroundError
from playground.ui.bar.bar import Bar, question
from playground.ui.compare import many_texts, render
from playground.ui.compare.queries import compare
from playground.ui.components import states
from playground.ui.components.gradio_options import QUICK

# ---- handlers


def answer(text: str, task: str, models: list[str], language: str) -> str:
    """Every chosen model's answer, drawn; models that are not loaded yet say so."""
    try:
        return render.comparison(compare(text, task, models), language)
    except PlaygroundError as error:
        return states.problem(error, language)


# ---- layout


def build(bar: Bar) -> None:
    """The tab's content, and the one event that fills it."""
    ask = question("compare")
    answers = gr.HTML(states.waiting("en"), elem_id="compare", apply_default_css=False, js_on_load=None)
    gr.on(
        [ask.click],
        answer,
        [bar.text, bar.task, bar.models, bar.language],
        answers,
        trigger_mode="always_last",
        **QUICK,
    ).then(None, js="() => playground.drawn()")
    many_texts.build(bar)
