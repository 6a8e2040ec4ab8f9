"""Is attention an explanation? The words that are looked at most, beside those without which the answer changes."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from playground.checkpoints import load
from playground.lenses.inside.memory import memory
from playground.lenses.inside.trace import Trace
from playground.lenses.predict.predict import predict
from playground.ui.components.terms import Place
from playground.ui.lessons.attention.words import say
from playground.ui.lessons.lesson import Answer, Asked, Lesson, Named, NoAnswer, Option, Step

RANDOM = 20  # rankings to compare with
WITHIN = 3.0  # of them
FEWEST_WORDS = 6  # of fewer, random rankings too often begin with the same words
MOST_WORDS = 60  # to choose from
SMALLEST = 1e-12  # probability that a logarithm is taken of


def looked_into(asked: Asked) -> tuple[str, Trace]:
    """The text's Transformer, traced.

    Raises:
        NoAnswer: there is none, or the text has too few or too many words.
    """
    model = asked.model("transformer")
    traced = asked.traced(model)
    if len(traced.read) < FEWEST_WORDS:
        raise NoAnswer("few-words", count=FEWEST_WORDS)
    if len(traced.read) > MOST_WORDS:
        raise NoAnswer("many-words", count=MOST_WORDS)
    return model, traced


def received(traced: Trace) -> np.ndarray:
    """How much attention each word gets, (words,): the mean over all layers, heads and words that look."""
    layers = [array for name, array in traced.arrays.items() if name.endswith(".attention")]
    return np.asarray(np.mean([layer.mean((0, 1)) for layer in layers], axis=0))


def fall(model: str, traced: Trace, ranking: Sequence[int]) -> float:
    """By how much the label's log odds fall on average while the first words of a ranking are deleted, one after the
    other, down to half of the text."""
    words = [word.text for word in traced.read]
    removed = [set(ranking[: count + 1]) for count in range(len(words) // 2)]
    texts = [" ".join(word for at, word in enumerate(words) if at not in gone) for gone in (set[int](), *removed)]
    answers = predict(load(model), texts, split=True)
    label = int(answers[0].probabilities.argmax())
    odds = [_odds(one.probabilities, label) for one in answers]
    return odds[0] - float(np.mean(odds[1:]))


def _odds(probabilities: np.ndarray, label: int) -> float:
    rest = max(float(probabilities.sum() - probabilities[label]), SMALLEST)
    return float(np.log(max(float(probabilities[label]), SMALLEST) / rest))


# ---- answers


def most_attention(asked: Asked) -> Answer:
    """Which word gets most attention?"""
    model, traced = looked_into(asked)
    return _by_word(traced, received(traced), "share", _view(model, "attention", ".view-body"))


def most_change(asked: Asked) -> Answer:
    """Without which word does the answer change most?"""
    model, traced = looked_into(asked)
    found = memory(load(model), asked.text)
    attended = int(received(traced).argmax())
    place = Place("inside", {"view": "memory"}, at="#inside .memory-charts")
    answer = _by_word(traced, np.abs(np.nan_to_num(found.deletions)), "change", place)
    return replace(
        answer,
        numbers={**answer.numbers, "attended": traced.read[attended].text},
        why="same" if answer.accepts(str(attended)) else "other",
    )


def _by_word(traced: Trace, values: np.ndarray, column: str, place: Place) -> Answer:
    """The word with the largest value."""
    order = [int(at) for at in np.argsort(-values, kind="stable")]
    largest = float(values[order[0]])
    return Answer(
        right=tuple(str(at) for at in order if values[at] >= largest - 5e-5),  # the same in four digits
        options=tuple(Option(str(at), word.text) for at, word in enumerate(traced.read)),
        numbers={"word": traced.read[order[0]].text, "largest": largest},
        columns=("", column),
        rows=tuple((traced.read[at].text, float(values[at])) for at in order[:5]),
        digits=4,
        place=place,
    )


def beaten(asked: Asked) -> Answer:
    """How many of 20 random rankings does attention beat?"""
    model, traced = looked_into(asked)
    words = len(traced.read)
    mine = fall(model, traced, np.argsort(-received(traced), kind="stable").tolist())
    change = np.abs(np.nan_to_num(memory(load(model), asked.text).deletions))
    best = fall(model, traced, np.argsort(-change, kind="stable").tolist())
    draw = np.random.default_rng(0)
    random = [fall(model, traced, draw.permutation(words).tolist()) for _ in range(RANDOM)]
    count = sum(one < mine for one in random)
    better = sum(one < best for one in random)
    return Answer(
        right=float(count),
        tolerance=WITHIN,
        numbers={"count": RANDOM, "beaten": count, "better": better},
        why="more" if count >= 0.95 * RANDOM else "no-more",
        columns=("", "fall"),
        rows=(
            (Named("option", "attention"), mine),
            (Named("option", "removal"), best),
            (Named("option", "random"), float(np.mean(random))),
            (Named("option", "best-random"), float(max(random))),
        ),
        place=Place("explain", {"by": "models", "model": model}, at="#explain .faithfulness,#explain .attributions"),
    )


def _view(model: str, view: str, at: str) -> Place:
    return Place("inside", {"view": view, "model": model}, at=f"#inside {at}")


HERE = Place("compare", {}, at="#compare .columns")
LESSON = Lesson(
    key="attention",
    says=say,
    steps=(
        Step("see", HERE),
        Step("most", HERE, most_attention),
        Step("without", lambda asked: _view(looked_into(asked)[0], "attention", ".view-body"), most_change),
        Step("random", HERE, beaten),
        Step("alone", HERE),
    ),
    needs="transformer",
)
