"""Votes: which n-gram speaks loudest in a TextCNN, and what is left of the logit without it?"""

from dataclasses import dataclass

from playground.checkpoints import load
from playground.lenses.inside.filter_votes import Vote, Votes, votes
from playground.lenses.inside.trace import Trace
from playground.lenses.intervene.intervene import intervene
from playground.ui.components.terms import Place
from playground.ui.lessons.lesson import Answer, Asked, Lesson, Named, NoAnswer, Option, Step, Value, changed
from playground.ui.lessons.votes.words import say

LOUD = 12  # filters whose n-grams are offered to choose from
OFFERED = 6  # n-grams at most
SAME = 0.005  # logits: less is not to be seen in two digits
LEAST = 1e-4  # of a vote, in logits; less is none
WITHIN = 0.05  # of the logit that is to be predicted


@dataclass(frozen=True)
class Loudest:
    """The n-gram on which the loudest filter votes, with all filters of this width that vote on it.

    Attributes:
        group: their votes, the loudest first.
        change: switches these filters off, in the notation of Intervene.
        without_filters: the logit with these filters at 0.
        without_gram: with them at 0 at the n-gram only, so that each keeps its runner-up.
        moved_in: what the runner-ups vote, all together.
        runner_gram: the n-gram of the runner-up that votes most; empty where no filter answers to another one.
    """

    model: str
    traced: Trace
    votes: Votes
    group: tuple[Vote, ...]
    change: str
    without_filters: float
    without_gram: float
    moved_in: float
    runner_gram: str

    @property
    def total(self) -> float:
        """What the filters of the n-gram vote together."""
        return sum(vote.vote for vote in self.group)

    def gram(self, vote: Vote) -> str:
        """The n-gram of a vote, as it stands in the text."""
        return gram(self.traced, vote.first, vote.last)

    @property
    def place(self) -> Place:
        """Where the loudest vote stands in Look inside."""
        best = self.group[0]
        row = f"#inside [data-filter='filters{best.width}[{best.filter}]']"
        return Place("inside", {"view": "filters", "model": self.model, "target": self.votes.label}, at=row)


def gram(traced: Trace, first: int, last: int) -> str:
    """Words of a trace as they stand in the text."""
    read = traced.read[first:last]
    return traced.text[read[0].start : read[-1].end] if read else ""


def loudest(asked: Asked) -> Loudest:
    """What there is to be asked of the text's TextCNN.

    Raises:
        NoAnswer: there is no TextCNN, or no filter that votes on words.
    """
    model = asked.model("textcnn")
    traced = asked.traced(model)
    found = votes(load(model), traced, traced.labels[int(traced.arrays["logits"].argmax())])
    best = found.votes[0]
    if abs(best.vote) < LEAST or not gram(traced, best.first, best.last):
        raise NoAnswer("no-vote")
    group = tuple(one for one in found.votes if (one.width, one.first) == (best.width, best.first) and one.vote)
    rest = traced.arrays[f"filters{best.width}"].copy()  # (positions, filters)
    rest[best.first] = 0
    seconds = {one: max(float(rest[:, one.filter].max()), 0.0) * one.weight for one in group}
    runner = max(seconds, key=lambda one: abs(seconds[one]))
    at = int(rest[:, runner.filter].argmax())
    units = ",".join(str(one.filter) for one in sorted(group, key=lambda one: one.filter))
    change = f"filters{best.width}[{units}]=0"
    return Loudest(
        model,
        traced,
        found,
        group,
        change,
        _logit(asked, model, found, change),
        _logit(asked, model, found, f"{change}@{best.first}"),
        sum(seconds.values()),
        gram(traced, at, at + best.width) if abs(seconds[runner]) > 0 else "",
    )


def _logit(asked: Asked, model: str, found: Votes, change: str) -> float:
    """The label's logit with a part of the model held at another value."""
    logits = intervene(load(model), asked.text, [change])
    at = logits.before.labels.index(found.label)
    logit = float(logits.logits_after[at])
    return logit - float(logits.logits_after[1 - at]) if found.against else logit


# ---- answers


def which(asked: Asked) -> Answer:
    """On which n-gram does the loudest filter vote?"""
    found = loudest(asked)
    best = found.group[0]
    places = {(vote.first, vote.last): vote for vote in reversed(found.votes.votes[:LOUD]) if found.gram(vote)}
    loud = sorted(places, key=lambda place: -abs(places[place].vote))[:OFFERED]
    rows = tuple((found.gram(vote), vote.activation, vote.weight, vote.vote) for vote in found.votes.votes[:OFFERED])
    return Answer(
        right=(f"{best.first}-{best.last}",),
        options=tuple(Option(f"{first}-{last}", gram(found.traced, first, last)) for first, last in sorted(loud)),
        numbers={"gram": found.gram(best), "vote": best.vote, "label": Named("label", found.votes.label)},
        columns=("", "activation", "weight", "vote"),
        rows=rows,
        place=found.place,
    )


def without(asked: Asked) -> Answer:
    """What is the logit with the filters of this n-gram switched off?"""
    found = loudest(asked)
    return Answer(
        right=found.without_filters,
        tolerance=WITHIN,
        numbers=_numbers(found) | {"after": found.without_filters},
        place=changed(found.model, found.change),
    )


def runner_up(asked: Asked) -> Answer:
    """Does the logit change by all of these votes, where only the n-gram is taken away?"""
    found = loudest(asked)
    change, whole = found.without_gram - found.votes.logit, -found.total
    missing = abs(whole) - abs(change)
    way = "whole" if abs(missing) < SAME else "less" if missing > 0 else "more"
    rows = (
        (Named("option", "filter"), found.votes.logit, found.without_filters, whole),
        (Named("option", "gram"), found.votes.logit, found.without_gram, change),
    )
    return Answer(
        right=(way,),
        options=tuple(Option(key, Named("option", key)) for key in ("less", "whole", "more")),
        numbers=_numbers(found) | {"change": change, "runner": found.runner_gram, "moved": found.moved_in},
        why=way,
        columns=("", "before", "after", "change"),
        rows=rows,
        place=changed(found.model, f"{found.change}@{found.group[0].first}"),
    )


def _numbers(found: Loudest) -> dict[str, Value]:
    return {
        "gram": found.gram(found.group[0]),
        "count": len(found.group),
        "width": found.group[0].width,
        "total": found.total,
        "logit": found.votes.logit,
        "label": Named("label", found.votes.label),
    }


HERE = Place("compare", {}, at="#compare .columns")
LESSON = Lesson(
    key="votes",
    says=say,
    steps=(
        Step("see", HERE),
        Step("which", HERE, which),
        Step("without", lambda asked: loudest(asked).place, without),
        Step("runner", lambda asked: loudest(asked).place, runner_up),
        Step("alone", lambda asked: loudest(asked).place),
    ),
    needs="textcnn",
)
