"""What stands in a column or tab that has no answer: waiting, a problem, nothing to read yet. HTML; no gradio."""

from collections.abc import Sequence

from playground.text import words
from playground.ui.components.examples import example_button, invitations
from playground.ui.components.markup import safe
from playground.ui.components.words import say
from playground.ui.language.translations import error


def waiting(language: str) -> str:
    """What stands in place of the answers until the first question is answered.

    It is drawn before the language is known: `page.js` writes it anew in the language of the page.
    """
    return f'<div class="state"><p class="pulse" data-waiting>{safe(say("device-loading", language))} …</p></div>'


def problem(failure: Exception, language: str) -> str:
    """An error that concerns the whole question."""
    return state(say("problem-title", language), error(failure, language), "alert")


def state(heading: str, body: str, role: str = "note", more: str = "") -> str:
    """A heading and a sentence below it.

    Args:
        more: HTML that stands below both.
    """
    return f'<div class="state" role="{role}"><h3>{safe(heading)}</h3><p>{safe(body)}</p>{more}</div>'


def nothing_to_answer(text: str, models: Sequence[str], language: str) -> str:
    """What stands in place of the answers where there is no text, no model or no word; empty where there are all."""
    if not text.strip():
        return empty(language)
    if not models:
        return state(say("no-models-title", language), say("no-models-body", language))
    if not words(text):
        return state(say("no-words-title", language), say("no-words-body", language))
    return ""


def empty(language: str) -> str:
    """An invitation to write a text, with three examples."""
    offers = "".join(example_button(example, language) for example in invitations(language))
    more = f'<div class="offers">{offers}</div>'
    return state(say("empty-title", language), say("empty-body", language), more=more)
