"""Records -> HTML: what a file was found to be written in, and what to say where that was found wrongly.

The controls carry `data-action`, as others beside a file do; who shows them hands the actions on.
"""

from __future__ import annotations

import codecs

from playground.data.notation import DELIMITER_NAMES, ENCODINGS, Notation
from playground.ui.components.markup import safe
from playground.ui.components.words import say

NAMED = {sign: name for name, sign in DELIMITER_NAMES.items() if name.isalpha()}
"""Delimiter -> its word, for those that have one."""


def notation_controls(said: Notation, delimiter: str | None, encoding: str, language: str) -> str:
    """What stands between columns, and the encoding, each with a choice of others.

    Args:
        said: what somebody has said of the file.
        delimiter: with which it is read now; None: nothing is divided, and nothing can be chosen; "": nothing is.
        encoding: in which it is read now.
    """
    parts = [] if delimiter is None else [_delimiters(said, delimiter, language)]
    return f'<p class="notation">{"".join([*parts, _encodings(said, encoding, language)])}</p>'


def _delimiters(said: Notation, delimiter: str, language: str) -> str:
    name = say(f"delimiter-{NAMED[delimiter]}", language) if delimiter in NAMED else delimiter
    found = say("notation-found", language, found=name or say("delimiter-none", language))
    first = say("notation-guess", language) if said.delimiter is not None else found
    options = option("", first, said.delimiter is None) + "".join(
        option(word, say(f"delimiter-{word}", language), said.delimiter == sign) for sign, word in NAMED.items()
    )
    other = said.delimiter or ""
    if other and other not in NAMED:
        options += option(other, other, True)
    return select("delimiter", say("notation-delimiter", language), options) + (
        f'<label>{safe(say("delimiter-other", language))} <input data-action="delimiter" size="6" maxlength="8" '
        f'value="{safe("" if other in NAMED else other)}" autocomplete="off" spellcheck="false"></label>'
    )


def _encodings(said: Notation, encoding: str, language: str) -> str:
    found = say("notation-found", language, found=_encoding(encoding, language))
    first = say("notation-guess", language) if said.encoding is not None else found
    options = option("", first, said.encoding is None) + "".join(
        option(one, _encoding(one, language), _same(one, said.encoding)) for one in ENCODINGS
    )
    return select("encoding", say("notation-encoding", language), options)


def _encoding(name: str, language: str) -> str:
    """An encoding with the languages that it is for, as far as it is one of those offered."""
    known = next((one for one in ENCODINGS if _same(one, name)), None)
    return name if known is None else f"{known} · {say(f'encoding-{known}', language)}"


def _same(one: str, other: str | None) -> bool:
    return other is not None and codecs.lookup(one).name == codecs.lookup(other).name


def select(name: str, title: str, options: str) -> str:
    """A choice with its title; the browser says what was chosen by its name."""
    return f'<label>{safe(title)} <select data-action="{name}">{options}</select></label>'


def option(value: str, text: str, selected: bool) -> str:
    """One of what can be chosen."""
    return f'<option value="{safe(value)}"{" selected" if selected else ""}>{safe(text)}</option>'
