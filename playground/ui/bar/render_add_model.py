"""The field for one more model of the Hub, and what is said of those on their way -> HTML.

What it does, `add_model.py` says. While a model is on its way the field carries `data-coming`, once one has come or
failed `data-here`: the browser then asks how far it is, and asks the visible tab anew.
"""

from collections.abc import Sequence
from pathlib import Path

from playground import hub
from playground.ui.bar.words import say
from playground.ui.components.gradio_options import html_options
from playground.ui.components.markup import safe
from playground.ui.language.numbers import size
from playground.ui.language.translations import error
from playground.ui.model_loader import MODEL_LOADER

_HERE = Path(__file__).parent
HTML_OPTIONS = html_options(_HERE, ("add_model.css",), ("add_model.js",))


def progress_lines(fetching: Sequence[str], language: str) -> tuple[list[str], bool, bool]:
    """A line for each model that was asked for; whether any is still on its way, and whether any has come or failed."""
    lines, still, here = [], False, False
    for reference in fetching:
        state = MODEL_LOADER.state(reference)
        if state is False:
            still = True
            lines.append(line(_fetch_progress(reference, language), "pulse"))
        elif state is True:
            here = True
            lines.append(line(say("hub-here", language, model=reference), "here"))
        else:
            here = True  # the column says it too
            problem = f"{say('hub-missed', language, model=reference)} {error(state, language)}"
            lines.append(line(problem, "warn"))
    return lines, still, here


def _fetch_progress(reference: str, language: str) -> str:
    """How much of a model has been fetched, as a sentence."""
    known = hub.progress(reference)
    if known is None:
        return say("hub-coming", language, model=reference)
    done, total = (size(amount) for amount in known)
    return say("hub-share", language, model=reference, done=done, total=total)


def field(language: str, lines: Sequence[str] = (), still: bool = False, here: bool = False) -> str:
    """The button that unfolds the field, the field, and what is said of models on their way."""
    state = (' data-coming="1"' if still else "") + (' data-here="1"' if here else "")
    shown = " open" if lines else ""
    return (
        f'<details class="adding"{state}{shown}><summary data-tip="{safe(say("hub-add", language))}">'
        f"+ {safe(say('hub-more', language))}</summary>{form(language)}"
        f'<div role="status">{"".join(lines)}</div></details>'
    )


def form(language: str) -> str:
    """What is asked of who adds a model."""
    return (
        f'<form class="more"><input name="reference" autocomplete="off" spellcheck="false" maxlength="200" '
        f'aria-label="{safe(say("hub-add", language))}" placeholder="{safe(say("hub-placeholder", language))}"> '
        f"<button>{safe(say('hub-button', language))}</button><p>{safe(say('hub-what', language))}</p></form>"
    )


def form_with_heading(language: str) -> str:
    """The form under a heading of its own."""
    return f'<div class="adding"><h3>{safe(say("hub-add", language))}</h3>{form(language)}</div>'


def line(text: str, look: str) -> str:
    """One thing that is said of a model."""
    return f'<p class="{look}">{safe(text)}</p>'
