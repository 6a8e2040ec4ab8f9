"""What may be chance: the interval of a score, and two models on the same rows in plain words. Records -> HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.evaluation.comparison import Comparison, sentence
from playground.ui.components.markup import safe
from playground.ui.components.words import say
from playground.ui.language.translations import in_language


def interval(found: Sequence[float] | None, language: str) -> str:
    """The 95 % confidence interval of a score, small and grey; empty where none is known."""
    if found is None:
        return ""
    low, high = (f"{100 * bound:.1f}" for bound in found)
    return (
        f'<small class="interval" tabindex="0" data-tip="{safe(say("interval-title", language))}">{low}–{high}</small>'
    )


def comparisons(found: Sequence[Comparison], names: Mapping[str, str], language: str) -> str:
    """A sentence for each pair; pairs without the first model are folded. Empty where there is none.

    Args:
        names: what each model is called.
    """
    if not found:
        return ""
    first = found[0].first
    shown = [one for one in found if first in (one.first, one.second)]
    rest = [one for one in found if first not in (one.first, one.second)]
    folded = ""
    if rest:
        summary = safe(say("compared-others", language, count=len(rest)))
        folded = f"<details><summary>{summary}</summary>{_listed(rest, names, language)}</details>"
    several = f"<p>{safe(say('compared-several', language, count=len(found)))}</p>" if len(found) > 1 else ""
    return (
        f'<div class="compared"><p>{safe(say("compared-title", language))}</p>'
        f"{_listed(shown, names, language)}{folded}{several}</div>"
    )


def _listed(found: Sequence[Comparison], names: Mapping[str, str], language: str) -> str:
    rows = "".join(
        f'<li class="{"chance" if one.chance else "real"}">{safe(in_language(sentence(one, names), language))}</li>'
        for one in found
    )
    return f"<ul>{rows}</ul>"
