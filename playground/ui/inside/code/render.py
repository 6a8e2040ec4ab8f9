"""Records -> the HTML of “Code”: a program for this checkpoint, the class that it stands for, and common mistakes."""

import io
import keyword
import tokenize

from playground.lenses.inside.common_mistakes import Mistake, Pair
from playground.ui.components.controls import copy_button
from playground.ui.components.markup import safe
from playground.ui.inside.code.queries import Code
from playground.ui.inside.code.words import say
from playground.ui.inside.layers.diagram import written
from playground.ui.language.numbers import percent
from playground.ui.language.translations import label

SHARES = ("probability",)


def code(found: Code, untrained: bool, file: str, language: str) -> str:
    """A model's code.

    Args:
        file: the name under which the program is kept.
    """
    how = say("code-run", language, file=file, folder=f"checkpoints/{found.folder}")
    caution = f'<p class="note warn">{safe(say("code-untrained", language))}</p>' if untrained else ""
    made = ""
    for one in found.sources:
        name = say("code-class", language, name=one.name, file=one.file, line=one.line)
        made += f"<details><summary>{safe(name)}</summary>{_scrolled(one.code, name)}</details>"
    listing, configuration = say("code-listing", language), say("code-config", language)
    wrong = "".join(_mistake(one, language) for one in found.mistakes)
    return (
        f'<div class="view-body code"><div><h4>{safe(listing)} {copy_button(".listing", language)}</h4>{caution}'
        f'{_scrolled(found.listing, listing, "listing")}<p class="note">{safe(how)}</p>'
        f"<h4>{safe(say('code-sources', language))}</h4><details open><summary>{safe(configuration)}</summary>"
        f"{_scrolled(found.configuration, configuration)}</details>{made}</div>"
        f"<aside><h4>{safe(say('code-mistakes', language))}</h4>{wrong}</aside></div>"
    )


def _scrolled(program: str, name: str, kind: str = "") -> str:
    """A program in a region of its own, which the keyboard can reach and scroll."""
    style = f' class="{kind}"' if kind else ""
    return f'<pre tabindex="0" role="region" aria-label="{safe(name)}"{style}>{coloured(program)}</pre>'


def _mistake(one: Mistake, language: str) -> str:
    """The wrong line and the right one, and a table of what they give."""
    wrong, right = safe(say("code-wrong", language)), safe(say("code-right", language))
    note = f'<p class="said">{safe(one.said)}</p>' if one.said else ""
    rows = "".join(_pair(pair, language) for pair in one.pairs)
    return (
        f'<section class="mistake"><h5>{safe(say(f"mistake-{one.key}", language))}</h5>'
        f'<pre class="no"><b>✗ {wrong}</b>{coloured(one.wrong)}</pre>{note}'
        f'<pre class="yes"><b>✓ {right}</b>{coloured(one.right)}</pre>'
        f'<p class="note">{safe(say(f"mistake-{one.key}-why", language))}</p>'
        f"<table><thead><tr><td></td><th>{right}</th><th>{wrong}</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _pair(pair: Pair, language: str) -> str:
    name = say(f"pair-{pair.key}", language, label=label(pair.label, language))
    cells = "".join(f"<td>{safe(_value(pair.key, value))}</td>" for value in (pair.right, pair.wrong))
    return f"<tr><th>{safe(name)}</th>{cells}</tr>"


def _value(key: str, value: float) -> str:
    if key in SHARES:
        return percent(value, 1)
    return f"{value:,.0f}" if key.endswith("parameters") else written(value)


def coloured(program: str) -> str:
    """Python as HTML, with keywords, strings and comments marked; as it is where it is not whole."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(program).readline))
    except (tokenize.TokenError, SyntaxError):
        return safe(program)
    lines, pieces, row, column = program.splitlines(keepends=True), [], 1, 0

    def until(goal: tuple[int, int]) -> str:
        nonlocal row, column
        text = ""
        while row < goal[0]:
            text += lines[row - 1][column:] if row <= len(lines) else ""
            row, column = row + 1, 0
        if row <= len(lines):
            text += lines[row - 1][column : goal[1]]
        column = goal[1]
        return safe(text)

    for token in tokens:
        mark = {tokenize.STRING: "s", tokenize.COMMENT: "c"}.get(token.type, "")
        mark = "k" if token.type == tokenize.NAME and keyword.iskeyword(token.string) else mark
        if mark:
            pieces.append(until(token.start))
            pieces.append(f'<span class="{mark}">{until(token.end)}</span>')
    return "".join(pieces) + until((len(lines) + 1, 0))
