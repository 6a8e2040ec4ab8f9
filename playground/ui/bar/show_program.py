"""“Use it from a program”: the calls for what the page shows now; while they are shown they follow what is seen."""

import gradio as gr

from playground.ui.bar.bar import Bar, parts_of
from playground.ui.bar.program import calls
from playground.ui.bar.render_program import program
from playground.ui.components.gradio_options import QUIET


def show(address: str, home: str, language: str) -> str:
    """The calls for what is seen, drawn.

    Args:
        address: the query that the page's address would have.
        home: where the page is.
    """
    return program(calls(parts_of(address), home.rstrip("/")), language)


def connect(bar: Bar) -> None:
    """The hidden buttons that `page.js` clicks."""
    open_button = gr.Button(elem_id="show-program", visible="hidden")
    close_button = gr.Button(elem_id="hide-program", visible="hidden")
    address, home = gr.Textbox(visible="hidden"), gr.Textbox(visible="hidden")
    open_button.click(
        show, [address, home, bar.language], bar.program, queue=False, trigger_mode="always_last", **QUIET,
        js="(address, home, language) => [playground.now(), location.origin + location.pathname, language]",
    )  # fmt: skip
    close_button.click(None, None, bar.program, js="() => ''")
