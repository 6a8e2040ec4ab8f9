"""The calls of `program.py` -> HTML, with a button each to copy it. Pure functions, no gradio."""

from collections.abc import Iterator

from playground.ui.bar.program import Calls
from playground.ui.bar.words import say
from playground.ui.components.controls import copy_button
from playground.ui.components.markup import safe


def program(calls: Calls, language: str) -> str:
    """The calls, what they are for, and where every endpoint is described."""
    sections = "".join(_way(key, written, language) for key, written in _ways(calls))
    if not calls.embed:
        sections += f'<p data-embed tabindex="-1">{safe(say("program-embed-none", language))}</p>'
    close = safe(say("program-close", language))
    return (
        f'<section class="program" aria-label="{safe(say("api", language))}">'
        f"<header><h2>{safe(say('api', language))}</h2>"
        f'<button type="button" data-do="unprogram">{close}</button></header>'
        f"<p>{safe(say('program-what', language))} "
        f'<a href="?view=api" target="_blank" rel="noopener">{safe(say("program-all", language))}</a></p>'
        f"{sections}</section>"
    )


def _ways(calls: Calls) -> Iterator[tuple[str, str]]:
    """The ways in which the question can be asked, and how each is written."""
    every = {"curl": calls.curl, "python": calls.python, "command": calls.command}
    every |= {"embed": calls.embed, "notebook": calls.notebook}
    return ((key, written) for key, written in every.items() if written)


def _way(key: str, written: str, language: str) -> str:
    title = safe(say(f"program-{key}", language))
    place = ' data-embed tabindex="-1"' if key == "embed" else ""
    return (
        f"<article{place}><h3>{title} {copy_button('pre', language)}</h3>"
        f'<pre tabindex="0" role="group" aria-label="{title}" dir="ltr">{safe(written)}</pre></article>'
    )
