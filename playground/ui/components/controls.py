"""Controls as HTML: lists, sliders, buttons that copy or keep. Pure functions, no gradio.

A control carries what it changes in `data-option` and on which side it stands in `data-side`; `inside/events.js`
reads both. What is typed into a box for numbers is looked at by `page.js`.
"""

from playground.ui.components.downloads import FIGURE_KINDS
from playground.ui.components.markup import safe
from playground.ui.components.words import say


def select(key: str, side: int, options: list[tuple[str, str]], chosen: str, title: str) -> str:
    """A list of (value, name); nothing where there is nothing to choose."""
    if len(options) < 2:
        return ""
    listed = "".join(
        f'<option value="{safe(value)}"{" selected" if value == chosen else ""}>{safe(name)}</option>'
        for value, name in options
    )
    what = f'data-{"order" if key == "order" else "option"}="{key}" data-side="{side}"'
    return f'<label class="pick">{safe(title)} <select {what} value="{safe(chosen)}">{listed}</select></label>'


def slider(key: str, side: int, low: int, high: int, value: int, title: str) -> str:
    """A whole number between two ends; nothing where they are the same."""
    if low >= high:
        return ""
    return (
        f'<label class="slider"><span>{safe(title)} <output>{value}</output></span><input type="range" '
        f'data-option="{key}" data-side="{side}" min="{low}" max="{high}" value="{value}"></label>'
    )


def number_limits(low: float, high: float, whole: bool, language: str) -> tuple[str, str]:
    """The attribute of a box for a number by which `page.js` says what is allowed where something else is typed, and
    the place behind the box where it says so."""
    kind = say("number-whole" if whole else "number-any", language)
    values = {"low": exact(low), "high": exact(high), "kind": kind, "given": "{}"}
    return (
        f' data-limits="{safe(say("number-limits", language, **values))}"',
        '<small class="limits" role="alert"></small>',
    )


def exact(value: float) -> str:
    """A number as it is written in a sentence, with as many digits as it has."""
    return f"{value:,.10g}" if abs(value) >= 1 or not value else f"{value:.6f}".rstrip("0")


def copy_button(what: str, language: str) -> str:
    """A button that copies the text of the element that `what` names, a CSS selector within the panel."""
    copied = f'data-said="{safe(say("apart-copied", language))}"'
    name = safe(say("apart-copy", language))
    return f'<button type="button" class="copy" data-copy="{safe(what)}" {copied}>{name}</button>'


def download_buttons(language: str, kinds: tuple[str, ...] = FIGURE_KINDS) -> str:
    """Buttons that keep what the panel shows as a file."""
    buttons = "".join(f'<button type="button" data-download="{kind}">{kind.upper()}</button>' for kind in kinds)
    return f'<p class="downloads">{safe(say("keep-picture", language))} {buttons}</p>'
