"""The gate at “but”: where an LSTM forgets most, what stands in its cell then, and what if it forgot nothing."""

from dataclasses import dataclass

import numpy as np

from playground.checkpoints import load
from playground.lenses.inside.notable_place import notable_place
from playground.lenses.inside.trace import Trace
from playground.lenses.intervene.intervene import Intervention, intervene
from playground.ui.components.terms import Place
from playground.ui.lessons.gate.words import say
from playground.ui.lessons.lesson import Answer, Asked, Lesson, Named, NoAnswer, Option, Step, Value, changed

MOST_WORDS = 60  # to choose from
WITHIN_CELL = 0.005  # of the cell that is worked out by hand
WITHIN_PERCENT = 10.0
STILL = 0.05  # logits: less is hardly a change
SMALLEST = 1e-9  # probability that a logarithm is taken of


@dataclass(frozen=True)
class Gates:
    """The last layer of an LSTM, read forward, and the word at which it forgets most.

    Attributes:
        part: the name of the forget gates, as in a trace.
        means: (words,), how open they are on average.
        word, unit: where they are least open from the second word on, and the unit there that matters most.
    """

    model: str
    traced: Trace
    part: str
    layer: int
    means: np.ndarray
    word: int
    unit: int

    def value(self, name: str, word: int | None = None) -> float:
        """A gate, the candidate or the cell of the unit at the word; before the first word 0."""
        at = self.word if word is None else word
        return float(self.traced.at(self.layer)[name][at, self.unit]) if at >= 0 else 0.0

    @property
    def held(self) -> str:
        """All forget gates of the layer held open."""
        return f"{self.part}=1"

    @property
    def place(self) -> Place:
        """Where the word's gates stand in Look inside."""
        parts = {"view": "gates", "model": self.model, "layer": str(self.layer)}
        return Place("inside", parts | {"word": str(self.word), "unit": str(self.unit)}, at="#inside .view-body")


def gates(asked: Asked) -> Gates:
    """The gates of the text's LSTM.

    Raises:
        NoAnswer: there is no LSTM, or the text has too few or too many words.
    """
    model = asked.model("lstm")
    traced = asked.traced(model)
    if len(traced.read) < 2:
        raise NoAnswer("few-words", count=2)
    if len(traced.read) > MOST_WORDS:
        raise NoAnswer("many-words", count=MOST_WORDS)
    layer = load(model).config.layers
    means = traced.means(layer)["forget_gate"]
    word = 1 + int(means[1:].argmin())  # before the first word there is nothing to be forgotten
    unit = notable_place(load(model), traced, layer, "forward", gates=True, word=word).unit
    names = [name for name in traced.arrays if name.endswith("forget_gate") and name.startswith(f"layer{layer}.")]
    return Gates(model, traced, names[0], layer, means, word, unit)


def held_open(asked: Asked, found: Gates) -> Intervention:
    """The answer with all forget gates of the layer held at 1."""
    return intervene(load(found.model), asked.text, [found.held])


# ---- answers


def lowest(asked: Asked) -> Answer:
    """At which word is the mean forget gate lowest?"""
    found = gates(asked)
    read = found.traced.read
    order = [1 + int(at) for at in np.argsort(found.means[1:], kind="stable")]
    best = float(found.means[found.word])
    return Answer(
        right=tuple(str(at) for at in order if found.means[at] <= best + 5e-5),  # the same in four digits
        options=tuple(Option(str(at), read[at].text) for at in range(1, len(read))),
        numbers={"word": read[found.word].text, "mean": best, "open": float(found.means[1:].mean())},
        columns=("", "mean"),
        rows=tuple((read[at].text, float(found.means[at])) for at in order[:5]),
        digits=4,
        place=found.place,
    )


def cell(asked: Asked) -> Answer:
    """What stands in the cell at this word, by f · c + i · g?"""
    found = gates(asked)
    numbers: dict[str, Value] = {
        "word": found.traced.read[found.word].text,
        "unit": found.unit + 1,
        "f": found.value("forget_gate"),
        "before": found.value("cell", found.word - 1),
        "i": found.value("input_gate"),
        "g": found.value("cell_candidate"),
    }
    kept = found.value("forget_gate") * found.value("cell", found.word - 1)
    written = found.value("input_gate") * found.value("cell_candidate")
    return Answer(
        right=found.value("cell"),
        tolerance=WITHIN_CELL,
        numbers=numbers | {"kept": kept, "written": written},
        digits=4,
        place=found.place,
    )


def which_way(asked: Asked) -> Answer:
    """Which way does the answer go where nothing is forgotten?"""
    found = gates(asked)
    held = held_open(asked, found)
    before, after = (_odds(one.probabilities, held.before.probabilities) for one in (held.before, held.after))
    change = after - before
    way = "still" if abs(change) < STILL else "more" if change > 0 else "less"
    return Answer(
        right=(way,),
        options=tuple(Option(key, Named("option", key)) for key in ("more", "less", "still")),
        numbers={"label": Named("label", str(held.before.label)), "before": before, "after": after, "change": change},
        why=way,
        place=changed(found.model, found.held),
    )


def how_far(asked: Asked) -> Answer:
    """How probable is the label then?"""
    found = gates(asked)
    held = held_open(asked, found)
    labels = held.before.labels
    rows = tuple(
        (Named("label", label), 100 * float(before), 100 * float(after))
        for label, before, after in zip(labels, held.before.probabilities, held.after.probabilities, strict=True)
    )
    at = labels.index(str(held.before.label))
    return Answer(
        right=rows[at][2],
        tolerance=WITHIN_PERCENT,
        numbers={"label": Named("label", labels[at]), "before": rows[at][1], "after": rows[at][2]},
        columns=("", "before", "held"),
        rows=rows,
        digits=1,
        place=changed(found.model, found.held),
    )


def _odds(probabilities: np.ndarray, answered: np.ndarray) -> float:
    """The log odds of the label that was answered at first."""
    at = int(answered.argmax())
    rest = max(float(probabilities.sum() - probabilities[at]), SMALLEST)
    return float(np.log(max(float(probabilities[at]), SMALLEST) / rest))


HERE = Place("compare", {}, at="#compare .columns")
LESSON = Lesson(
    key="gate",
    says=say,
    steps=(
        Step("see", HERE),
        Step("lowest", HERE, lowest),
        Step("cell", HERE, cell),
        Step("way", lambda asked: gates(asked).place, which_way),
        Step("far", lambda asked: gates(asked).place, how_far),
        Step("alone", lambda asked: gates(asked).place),
    ),
    needs="lstm",
)
