"""Publishing a model of this visit: the form, and what came of it.

The token of who has signed in is handed on to the Hub and kept nowhere. Where nobody can sign in, the page names the
command that does the same.
"""

import importlib.util
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import gradio as gr

from playground import checkpoints
from playground.checkpoints import SESSION, locate
from playground.errors import NotApplicable, PlaygroundError
from playground.ui.components.markup import safe
from playground.ui.components.model_names import title
from playground.ui.language.translations import error
from playground.ui.models.words import say

COMMAND = "python -m playground publish FOLDER --repo OWNER/NAME"
SHOWN = 12  # letters of a commit


def can_sign_in() -> bool:
    """Whether this is a Space that lets its visitors sign in, with the packages that this takes."""
    needed = ("authlib", "itsdangerous")
    return bool(os.environ.get("OAUTH_CLIENT_ID")) and all(importlib.util.find_spec(name) for name in needed)


def opened(reference: str, extras: Sequence[str], language: str) -> tuple[Any, Any]:
    """The column of the form, shown where a model is to be published, and the form."""
    there = reference in extras and reference.startswith(SESSION)
    return gr.Column(visible=there), form(reference, language) if there else ""


def form(reference: str, language: str) -> str:
    """What is asked before a model is published; where nobody can sign in, the command."""
    heading = f"<h3>{safe(say('publish-title', language, model=title('', reference)))}</h3>"
    if not can_sign_in():
        instead = f"<p>{safe(say('publish-elsewhere', language))}</p><pre>{safe(COMMAND)}</pre>"
        return f'<div class="publishing">{heading}{instead}</div>'
    return (
        f'<div class="publishing">{heading}<p>{safe(say("publish-what", language))}</p>'
        f'<form class="publish" data-reference="{safe(reference)}"><label>{safe(say("publish-repo", language))} '
        '<input name="repo" autocomplete="off" spellcheck="false" placeholder="owner/name" maxlength="200"></label>'
        f'<label><input type="checkbox" name="private"> {safe(say("publish-private", language))}</label>'
        f"<button>{safe(say('publish-button', language))}</button></form></div>"
    )


def published(asked: Mapping[str, Any], extras: Sequence[str], token: str | None, language: str) -> Iterator[str]:
    """Send a model to the Hub: first that it is being sent, then where it is, or why it is not.

    Args:
        asked: the form's `reference`, `repo` and `private`, from a browser.
        token: of who has signed in.
    """
    repo = str(asked.get("repo", "")).strip()
    try:
        folder = locate(_own_model(asked.get("reference"), extras))[0]
        if not token:
            raise NotApplicable(
                "Nobody has signed in. Sign in with Hugging Face beside the form, then publish.", key="publish-sign-in"
            )
        yield f'<div class="publishing"><p class="pulse">{safe(say("publish-working", language, repo=repo))}</p></div>'
        found = checkpoints.publish(folder, repo, private=bool(asked.get("private")), token=token)
    except PlaygroundError as problem:
        yield f'<div class="publishing"><p class="warn">{safe(error(problem, language))}</p></div>'
        return
    load = f'playground.load("{found.repo}")'
    yield (
        f'<div class="publishing"><p>{safe(say("publish-done", language))} <a href="{safe(found.url)}" target="_blank" '
        f'rel="noopener">{safe(found.repo)}</a>, '
        f"{safe(say('publish-revision', language, revision=found.revision[:SHOWN]))}</p>"
        f"<p>{safe(say('publish-load', language))}</p><pre>{safe(load)}</pre></div>"
    )


def _own_model(reference: object, extras: Sequence[str]) -> str:
    if isinstance(reference, str) and reference in extras and reference.startswith(SESSION):
        return reference
    raise NotApplicable(
        "Only a model of this visit can be published here. Train one, or use the command “publish”.",
        key="publish-not-own",
    )
