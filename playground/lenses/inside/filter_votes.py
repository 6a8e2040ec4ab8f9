"""Which n-grams spoke for a label? The votes of a TextCNN's filters, which add up to the label's logit.

A filter keeps the strongest of its answers in the whole text, its activation. The head multiplies it by a weight for
each label: that product is the filter's vote. Votes and the head's bias are all that a logit is made of; `gap` says how
far their sum is from the traced one. Nothing here knows how they are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.errors import NotApplicable, choose
from playground.lenses.inside.trace import Trace
from playground.models.architectures import ARCHITECTURES
from playground.models.arrays import numbers

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint


@dataclass(frozen=True, slots=True)
class Vote:
    """What one filter found, and what that says about the label."""

    width: int
    filter: int  # among those of its width, from 0
    first: (
        int  # the n-gram that won: words[first:last] of the trace; where nothing is in it the filter saw only padding
    )
    last: int
    activation: float  # the filter's strongest answer, 0 or more
    weight: float  # of this filter in the head, for the label
    vote: float  # activation × weight, in logits; positive speaks for the label


@dataclass(frozen=True, slots=True)
class Votes:
    """How a label's logit comes about: every filter's vote, strongest first whichever way it speaks, and the bias."""

    model: str
    text: str
    label: str
    against: str | None  # where two labels share one output: the label that the logit is measured against
    votes: tuple[Vote, ...]
    bias: float
    logit: float  # the model's own

    @property
    def total(self) -> float:
        """The votes and the bias, added up."""
        return self.bias + sum(vote.vote for vote in self.votes)

    @property
    def gap(self) -> float:
        """How far that is from the logit; rounding of float32, unless something is wrong."""
        return abs(self.total - self.logit)

    def strongest(self, count: int) -> tuple[tuple[Vote, ...], tuple[Vote, ...]]:
        """The filters that voted most for the label, and those that voted most against it; at most `count` of each."""
        speaking_for = [vote for vote in self.votes if vote.vote > 0]
        speaking_against = [vote for vote in self.votes if vote.vote < 0]
        return tuple(speaking_for[:count]), tuple(speaking_against[:count])


def votes(checkpoint: Checkpoint, traced: Trace, label: str) -> Votes:
    """What each filter of a TextCNN says about a label.

    Two labels that share one output have one logit, of the second label against the first; seen from the first, all
    signs are turned round.

    Args:
        traced: a trace of this checkpoint.
    Raises:
        NotApplicable: the model is no TextCNN, or answers for each word, where no maximum is taken.
        NotFound: no such label.
    """
    config = checkpoint.config
    filters = "filters" in ARCHITECTURES[config.architecture].views
    if not filters or config.per_word:
        why = "it answers for each word, so no filter's answers are pooled" if filters else "it has no filters"
        raise NotApplicable(
            f"{checkpoint.reference} has no votes: {why}. Choose a TextCNN that gives one label a text.",
            key="no-votes",
            model=checkpoint.reference,
        )
    at = choose({name: number for number, name in enumerate(config.labels)}, label, "label")
    weights, biases = numbers(checkpoint.model.head.weight), numbers(checkpoint.model.head.bias)
    logit, against = float(traced.arrays["logits"][at]), None
    if config.outputs == 1:
        against, sign = config.labels[1 - at], 1.0 if at == 1 else -1.0
        logit -= float(traced.arrays["logits"][1 - at])
        weight, bias = sign * weights[0], sign * float(biases[0])
    else:
        weight, bias = weights[at], float(biases[at])
    found, words, column = [], len(traced.read), 0
    for width in config.widths:
        activations, winners = traced.arrays[f"filters{width}"].max(0), traced.arrays[f"winners{width}"]
        for number, (activation, winner) in enumerate(zip(activations.tolist(), winners.tolist(), strict=True)):
            by = float(weight[column])
            first = max(winner, 0)
            found.append(Vote(width, number, first, min(first + width, words), activation, by, activation * by))
            column += 1
    found.sort(key=lambda vote: -abs(vote.vote))
    return Votes(checkpoint.reference, traced.text, label, against, tuple(found), bias, logit)
