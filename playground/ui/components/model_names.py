"""Signs that mean one thing everywhere: a model's mark and colour, and its name.

Each architecture has a mark and a colour of its own, which its facts declare. A model that is not a shipped one (a
visitor's own, one of the Hub) takes one of the remaining marks and colours, always the same ones for the same
reference. A trained model has a filled mark, its untrained twin a hollow one.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from playground.checkpoints import SESSION, STANDARD, UNTRAINED, describe
from playground.checkpoints.session_store import palette_index
from playground.errors import PlaygroundError
from playground.models.architectures import ARCHITECTURES
from playground.models.facts import Facts
from playground.text_language import DEFAULT
from playground.ui.components.markup import safe
from playground.ui.components.words import say
from playground.ui.language.say import FALLBACK
from playground.ui.language.translations import error

OTHERS = ("★☆", "▼▽", "⬢⬡", "⬟⬠", "▶▷")
COLOURS = 4  # beyond those of the architectures: `.a-other0` and so on in page.css


def facts(architecture: str) -> Facts | None:
    """What is declared of an architecture; None of one that is not ours."""
    return ARCHITECTURES.get(architecture)


def kind(architecture: str) -> str:
    """What an architecture is called."""
    found = facts(architecture)
    return found.title if found else architecture


def style() -> str:
    """Style rules for the colours of the architectures: of all that is drawn of a model, and of its mark in the bar."""
    rules = []
    for key, found in ARCHITECTURES.items():
        for place in (f".a-{key}", f'#models label:has([name*="-{key}"])'):
            if found.colour:
                rules.append(f"{place} {{ --a: {found.colour}; }}")
            if found.colour_in_the_dark:
                rules.append(f".dark {place} {{ --a: {found.colour_in_the_dark}; }}")
    return "\n".join(rules)


def foreign(reference: str) -> bool:
    """Whether a reference names a model that is not a shipped one: a visitor's, one of the Hub, a folder."""
    return "/" in reference or reference.startswith((SESSION, "."))


def plain_mark(architecture: str, reference: str) -> str:
    """A model's mark as a single character."""
    found = None if foreign(reference) else facts(architecture)
    other = OTHERS[palette_index(reference.removesuffix(UNTRAINED)) % len(OTHERS)]
    marks = found.mark if found and found.mark else other
    return marks[reference.endswith(UNTRAINED)]


def colour_class(architecture: str, reference: str) -> str:
    """The class of `page.css` that gives a model its colour."""
    found = None if foreign(reference) else facts(architecture)
    if not found or not found.colour:
        return f"a-other{palette_index(reference.removesuffix(UNTRAINED)) % COLOURS}"
    return f"a-{architecture}"


def colours(references: Sequence[str]) -> str:
    """Style rules by which the marks in the bar's list of models have their colour, for models that are not shipped.

    A reference that could end a rule gets none.
    """
    rules = [
        f'#models label:has([name^="{one}"]) {{ --a: var(--{colour_class("", one).removeprefix("a-")}); }}'
        for one in references
        if foreign(one) and re.fullmatch(r"[\w:./@-]+", one, re.ASCII)
    ]
    return f"<style>{' '.join(rules)}</style>" if rules else ""


def mark(architecture: str, reference: str) -> str:
    """The mark in the model's colour, for HTML; screen readers pass over it, since the name stands beside it."""
    shown = safe(plain_mark(architecture, reference))
    return f'<i class="mark {colour_class(architecture, reference)}" aria-hidden="true">{shown}</i>'


def notes(reference: str, language: str) -> str:
    """What stands behind a model's name, for HTML: the language that it reads, that it is untrained; mostly nothing."""
    read = other_language(reference, language)
    of_language = f' <em class="reads">{safe(read)}</em>' if read else ""
    return of_language + (f" <em>{safe(say('untrained', language))}</em>" if reference.endswith(UNTRAINED) else "")


def named(architecture: str, reference: str, language: str) -> str:
    """Mark and name within a line, for HTML."""
    shown = safe(title(architecture, reference, language))
    return f"{mark(architecture, reference)}&nbsp;{shown}{notes(reference, language)}"


def heading(architecture: str, reference: str, language: str, more: str = "") -> str:
    """What stands above all that is drawn of a model."""
    shown = safe(title(architecture, reference, language))
    return f"<header>{mark(architecture, reference)}<h3>{shown}</h3>{notes(reference, language)}{more}</header>"


def missing(architecture: str, reference: str, failed: Exception | None, language: str) -> str:
    """What is said, for HTML, in place of a model that has failed or is being loaded."""
    shown = title(architecture, reference, language)
    if failed is None:
        return f'<p class="pulse">{safe(say("loading", language, model=shown))}</p>'
    reason = f'<p class="warn">{safe(say("failed", language, model=shown))}</p>'
    return f"{reason}<p>{safe(error(failed, language))}</p>"


def title(architecture: str, reference: str, language: str = FALLBACK) -> str:
    """The name of a model: its architecture where it is a shipped one, with its variant; else what it is called
    itself."""
    bare = reference.removesuffix(UNTRAINED)
    if foreign(bare):
        return _own_title(bare)
    if not facts(architecture) or f"-{architecture}" not in bare:
        return bare
    variant = _language_and_variant(bare)[1]
    return kind(architecture) if variant == STANDARD else say(f"named-{variant}", language, model=kind(architecture))


def other_language(reference: str, language: str) -> str:
    """The language that a shipped model reads, where that is not the first one; else empty."""
    bare = reference.removesuffix(UNTRAINED)
    read = DEFAULT if foreign(bare) else _language_and_variant(bare)[0]
    return "" if read == DEFAULT else text_language(read, language)


def text_language(key: str, language: str) -> str:
    """What the language of a text is called."""
    return say(f"text-language-{key}", language)


@lru_cache(maxsize=256)
def _language_and_variant(bare: str) -> tuple[str, str]:
    try:
        found = describe(bare)
    except PlaygroundError:
        return DEFAULT, STANDARD
    return found.language or DEFAULT, found.variant


def _own_title(reference: str) -> str:
    """What a model that is not a shipped one is called."""
    if not reference.startswith(SESSION):
        return reference
    try:
        return describe(reference).title or say("session-model", "en")
    except PlaygroundError:
        return say("session-model", "en")  # gone: the token that found it is no name


def name(architecture: str, reference: str, language: str) -> str:
    """Mark, name, the language that it reads and whether it is untrained, as plain text."""
    twin = f" {say('untrained', language)}" if reference.endswith(UNTRAINED) else ""
    read = other_language(reference, language)
    more = f" · {read}" if read else ""
    return f"{plain_mark(architecture, reference)} {title(architecture, reference, language)}{more}{twin}"
