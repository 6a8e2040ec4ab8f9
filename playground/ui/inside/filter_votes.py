"""Records -> HTML: the votes of a TextCNN's filters, which add up to a logit."""

from collections.abc import Sequence

import numpy as np

from playground.lenses.inside.filter_votes import Vote, Votes
from playground.lenses.inside.trace import Trace
from playground.lenses.predict.predict import PredictedWord
from playground.ui.components.markup import safe
from playground.ui.inside.queries import Panel
from playground.ui.inside.words import say
from playground.ui.language.numbers import number, tiny
from playground.ui.language.translations import label

SHOWN_VOTES = 8  # on each side


# ---- votes


def vote_columns(panel: Panel, language: str) -> str:
    """The sum that makes the logit, the text with the n-grams that won, and the strongest votes for and against."""
    assert panel.votes is not None
    assert panel.traced is not None
    found, traced = panel.votes, panel.traced
    speaking_for, speaking_against = found.strongest(SHOWN_VOTES)
    longest = max((abs(vote.vote) for vote in found.votes[:1]), default=0.0) or 1.0
    shown = (*speaking_for, *speaking_against)
    sides = "".join(
        _vote_column(votes, key, found, traced.read, longest, language)
        for key, votes in (("for", speaking_for), ("against", speaking_against))
    )
    return (
        f'<p class="sum">{_vote_sum(found, language)}</p>'
        f'<p class="grams walked" dir="auto">{_text_with_votes(traced, shown, language)}</p>'
        f'<div class="vote-columns">{sides}</div>'
    )


def _vote_sum(found: Votes, language: str) -> str:
    """Votes for + votes against + bias = logit, as a sentence of numbers."""
    shown_label = label(found.label, language)
    speaking_for = sum(vote.vote for vote in found.votes if vote.vote > 0)
    speaking_against = sum(vote.vote for vote in found.votes if vote.vote < 0)
    logit = "votes-logit-two" if found.against else "votes-logit"
    other = label(found.against or "", language)
    parts = (
        ("for", number(speaking_for, 2, plus=True), say("votes-for", language, label=shown_label)),
        ("against", number(speaking_against, 2, plus=True), say("votes-against", language, label=shown_label)),
        ("", number(found.bias, 2, plus=True), say("votes-bias", language)),
    )
    written = " ".join(f'<span class="{key}"><b>{value}</b> {safe(what)}</span>' for key, value, what in parts)
    total = f"<b>= {number(found.total, 2)}</b> {safe(say(logit, language, label=shown_label, other=other))}"
    model = say("votes-model", language, logit=number(found.logit, 2), gap=tiny(found.gap))
    return f"{written} <span>{total}</span> <small>{safe(model)}</small>"


def _vote_column(
    votes: Sequence[Vote], key: str, found: Votes, read: Sequence[PredictedWord], longest: float, language: str
) -> str:
    rows = "".join(_vote(vote, key, read, longest, language) for vote in votes)
    shown_label = label(found.label, language)
    count = sum((vote.vote > 0) == (key == "for") for vote in found.votes if vote.vote)
    heading = say(f"votes-{key}-title", language, label=shown_label, count=f"{count:,}", shown=len(votes))
    none = f'<p class="note">{safe(say("votes-none", language))}</p>' if not votes else ""
    return (
        f'<section class="{key}"><h4>{safe(heading)}</h4>{none}<ol role="listbox" aria-label="{safe(heading)}">'
        f"{rows}</ol></section>"
    )


def _vote(vote: Vote, key: str, read: Sequence[PredictedWord], longest: float, language: str) -> str:
    """A filter's n-gram, where it stands, and activation × weight = vote; a bar as long as the vote is strong."""
    gram = " ".join(safe(word.text) for word in read[vote.first : vote.last])
    gram = gram or f"<em>{safe(say('votes-padding', language))}</em>"
    place = say("votes-filter", language, width=vote.width, filter=vote.filter + 1, place=vote.first + 1)
    sums = f"{number(vote.activation, 2)} × {number(vote.weight)} ="
    return (
        f'<li role="option" tabindex="-1" data-first="{vote.first}" data-last="{vote.last}" '
        f'data-filter="filters{vote.width}[{vote.filter}]">'
        f'<span class="gram" dir="auto">{gram}</span>'
        f"<small>{safe(place)}</small><span class=product>{safe(sums)} <b>{number(vote.vote, plus=True)}</b>"
        f'</span><i class="{key}" style="width:{100 * abs(vote.vote) / longest:.1f}%"></i></li>'
    )


def _text_with_votes(traced: Trace, shown: Sequence[Vote], language: str) -> str:
    """The text; each word of a shown n-gram carries the sum of the votes of the n-grams that it stands in."""
    votes = np.zeros(len(traced.read))
    touched = np.zeros(len(traced.read), bool)
    for vote in shown:
        votes[vote.first : vote.last] += vote.vote
        touched[vote.first : vote.last] = True
    end = float(np.abs(votes).max(initial=0)) or 1.0
    pieces, at = [], 0
    for place, word in enumerate(traced.read):
        strength = round(100 * abs(votes[place]) / end)
        side = "for" if votes[place] > 0 else "against"
        tip = f"{place + 1} {word.text}\n" + (
            say("votes-word", language, votes=number(votes[place], 2, plus=True))
            if touched[place]
            else say("votes-no-word", language)
        )
        mark = f' data-tip="{safe(tip)}"' + (f' class="{side}" style="--v:{strength}%"' if touched[place] else "")
        sign = f"<sup>{'+' if votes[place] > 0 else '−'}</sup>" if touched[place] else ""
        text = safe(word.text) if word.known else f'<u class="u">{safe(word.text)}</u>'
        pieces.append(f"{safe(traced.text[at : word.start])}<span{mark}>{text}{sign}</span>")
        at = word.end
    return "".join(pieces)
