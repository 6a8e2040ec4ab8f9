"""What the page shows is settled: when it is loaded, on Back, and in another language.

One event fills the bar and every tab, so that nobody sees the page half in one language, or half of what an address
asks for. The tab that an address names is opened in the browser, because a session's states do not reach it. The
browser hands the query on itself: it may keep one that is too long for an address (`address.js`).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import gradio as gr

from playground.ui.bar.bar import (
    Bar,
    Restoration,
    Translation,
    bar_in_language,
    parts_of,
    show_device,
    switch_language,
    view_from_link,
)
from playground.ui.components.gradio_options import QUIET

BAR_PARTS = 5  # of which the bar in another language is made: language, task, models, extras, language of the text


def connect(bar: Bar) -> None:
    """The events that settle the page; after every tab's `build`."""
    # The models' `change` reaches the server only from an event that went through the queue.
    queued = {**QUIET, "concurrency_limit": None}
    more = [component for one in bar.translations for component in one.inputs]
    drawn = [component for one in bar.translations for component in one.outputs]
    address = gr.Textbox(visible="hidden")
    asked = [address, bar.language, bar.extras, *more]
    shown = [bar.extras, bar.text_language, *bar.in_language, *drawn, *(one.output for one in bar.restorations)]
    restore, query = _restore(bar, len(drawn)), "(address, ...rest) => [playground.address(), ...rest]"
    blocks = gr.context.Context.root_block
    assert blocks is not None
    loaded = blocks.load(restore, asked, shown, js=query, **queued)
    loaded.then(None, js="() => playground.loaded()")
    loaded.then(show_device, bar.language, bar.header, **QUIET, queue=False)
    back = gr.Button(elem_id="restore", visible="hidden")
    back.click(restore, asked, shown, js=query, trigger_mode="always_last", **queued).then(
        None, js="() => playground.settled()"
    )
    other = gr.Button(elem_id="switch-language", visible="hidden")
    spoken = [bar.language, bar.task, bar.models, bar.extras, bar.text_language, *more]
    other.click(_switch(bar.translations), spoken, [*bar.in_language, *drawn], **queued).then(
        None, js="() => { playground.ask(); playground.program(); }"
    )


def _restore(bar: Bar, drawn: int) -> Callable[..., tuple[Any, ...]]:
    """The handler that lets the page show what an address asks for.

    Args:
        drawn: how many components the translations fill.
    """

    def restore(request: gr.Request, address: str, before: str, extras: list[str], *values: Any) -> tuple[Any, ...]:
        query = parts_of(address)
        view = view_from_link(query, request.headers.get("accept-language", ""), extras)
        updates = bar_in_language(
            view.language, view.task, view.models, view.extras, view.text_language, value=view.text
        )
        unchanged = view.language == before
        tabs = [gr.skip()] * drawn if unchanged else _translated(bar.translations, view.language, request, values)
        options = _restored(bar.restorations, {**query, "text": view.text})
        return list(view.extras), view.text_language, *updates, *tabs, *options

    return restore


def _switch(translations: Sequence[Translation]) -> Callable[..., tuple[Any, ...]]:
    """The handler that lets the page be read in the language that follows."""

    def switch(request: gr.Request, *given: Any) -> tuple[Any, ...]:
        now, values = given[:BAR_PARTS], given[BAR_PARTS:]
        updates = switch_language(*now)
        return *updates, *_translated(translations, updates[0], request, values)

    return switch


def _restored(restorations: Sequence[Restoration], query: Mapping[str, str]) -> list[Any]:
    """The options that an address asks for, of the tab that it names; those of the others stay."""
    return [one.restore(query) if query.get("tab") == one.tab else gr.skip() for one in restorations]


def _translated(
    translations: Sequence[Translation], language: str, request: gr.Request, values: Sequence[Any]
) -> list[Any]:
    """What every translation fills its components with, in their order."""
    updates: list[Any] = []
    left = list(values)
    for one in translations:
        taken, left = left[: len(one.inputs)], left[len(one.inputs) :]
        filled = one.translate(language, *taken, *([request] if one.with_request else []))
        updates += [filled] if len(one.outputs) == 1 else filled
    return updates
