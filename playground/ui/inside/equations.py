"""Records -> HTML that shows how a number comes about: the equations of a unit, and the votes that make a logit.

Pure functions; nothing here knows about gradio. Whatever a visitor wrote passes through `safe`.
"""

from playground.models.architectures import ARCHITECTURES
from playground.models.equations import Equation
from playground.ui.components.markup import safe
from playground.ui.inside.queries import Panel
from playground.ui.inside.words import say
from playground.ui.language.architectures import readable, words_if_known, words_of
from playground.ui.language.numbers import number, tiny

# ---- equations


def equations(panel: Panel, language: str) -> str:
    """The equations of a word and a unit, filled in: one of an RNN, six of an LSTM."""
    assert panel.traced is not None
    word = panel.traced.read[panel.word].text
    order = ARCHITECTURES[panel.architecture].equations
    rows = sorted(panel.sums, key=lambda one: order.index(one.name))
    many = "sums-title" if len(rows) > 1 else "sums-title-one"
    heading = say(many, language, place=panel.word + 1, unit=panel.unit + 1, word=word)
    gap = max((one.gap for one in rows), default=0.0)
    return (
        f"<h4>{safe(heading)}</h4><dl>{''.join(_equation(one, language) for one in rows)}</dl>"
        f'<p class="note">{safe(words_of(panel.architecture, say, "sums-symbols", language))}</p>'
        f'<p class="note">{safe(say("sums-gap", language, gap=tiny(gap)))}</p>'
    )


def _equation(one: Equation, language: str) -> str:
    symbols = " + ".join(term.symbol for term in one.terms)
    terms = [" × ".join(map(_factor, term.factors)) if term.factors else number(term.value) for term in one.terms]
    filled = terms[0] + "".join(f" + {term}" if term[0] != "−" else f" − {term[1:]}" for term in terms[1:])
    if one.function:
        symbols, filled = (
            f"{one.function}({symbols})",
            f"{one.function}({filled}) = {one.function}({number(one.total)})",
        )
    name = words_if_known(say, f"row-{one.name}", language) or readable(one.name)
    return (
        f"<div><dt>{safe(name)}</dt>"
        f"<dd><span>{one.symbol} = {safe(symbols)}</span><span>= {safe(filled)}</span>"
        f"<b>= {number(one.value)}</b></dd></div>"
    )


def _factor(value: float) -> str:
    return f"({number(value)})" if value < -0.0005 else number(value)
