"""Does order matter, and to whom? Two words of the text change places; counting words sees nothing of it."""

from playground.checkpoints import load
from playground.evaluation.baselines import is_unspaced
from playground.lenses.predict.predict import predict
from playground.text import Word, normalise, words
from playground.ui.components.terms import Place
from playground.ui.lessons.lesson import Answer, Asked, Lesson, Named, NoAnswer, Option, Step
from playground.ui.lessons.order.counting import Counter, counter
from playground.ui.lessons.order.words import say

FEWEST_MODELS = 2  # to ask which of them changes most
SAME = 1e-9  # of a logit: less is the rounding of the computer


def exchanged(text: str) -> tuple[str, Word, Word]:
    """The text with two words in each other's place, and these words in the order in which they stand.

    Of the words that stand there once each, the one that praises most and the one that blames most, by the model that
    counts words; where it knows none of both kinds, the first and the last one. Done twice, it gives the text again.

    Raises:
        NoAnswer: there are no two such words.
    """
    found = [word for word in words(text) if any(letter.isalpha() for letter in word.text)]
    names = [normalise(word.text) for word in found]
    once = [word for word, name in zip(found, names, strict=True) if names.count(name) == 1]
    if len(once) < 2:
        raise NoAnswer("no-pair")
    weighed = sorted(once, key=lambda word: (counter_for(text).weight(word.text), normalise(word.text)))
    pair = (weighed[0], weighed[-1])
    if counter_for(text).weight(pair[0].text) * counter_for(text).weight(pair[1].text) >= 0:
        pair = (once[0], once[-1])
    first, last = sorted(pair, key=lambda word: word.start)
    between = text[first.end : last.start]
    return text[: first.start] + last.text + between + first.text + text[last.end :], first, last


def counter_for(text: str) -> Counter:
    """The model that counts words, for the script of a text."""
    return counter(is_unspaced([text]))


def logits(asked: Asked, text: str) -> dict[str, float]:
    """The logit of each model for the label that it gives the text of the bar, against the best of the others."""
    found = {}
    for model in asked.models:
        at = int(predict(load(model), asked.text).probabilities.argmax())
        values = asked.traced(model, text).arrays["logits"].tolist()
        found[model] = values.pop(at) - max(values)
    return found


def moves(asked: Asked) -> dict[str, tuple[float, float]]:
    """Of each model the logit before and after the exchange.

    Raises:
        NoAnswer: fewer than two models are chosen, or there is nothing to exchange.
    """
    after, _, _ = exchanged(asked.text)
    if len(asked.models) < FEWEST_MODELS:
        raise NoAnswer("few-models", count=FEWEST_MODELS)
    before, changed = logits(asked, asked.text), logits(asked, after)
    return {model: (before[model], changed[model]) for model in asked.models}


# ---- answers


def counting(asked: Asked) -> Answer:
    """Does the number of a model that counts words change?"""
    after, first, last = exchanged(asked.text)
    model = counter_for(asked.text)
    before, then = model.logit(asked.text), model.logit(after)
    way = "same" if abs(then - before) < SAME else "up" if then > before else "down"
    known = sorted(model.counts(asked.text).items(), key=lambda one: -abs(model.weight(one[0])))[:6]
    rows = [(word, count, model.counts(after)[word]) for word, count in known]
    return Answer(
        right=(way,),
        options=tuple(Option(key, Named("option", key)) for key in ("same", "up", "down")),
        numbers={"before": before, "after": then, "first": first.text, "last": last.text},
        why=way,
        columns=("", "here", "exchanged"),
        rows=(*rows, (Named("option", "logit"), before, then)),
        digits=4,
        place=Place("compare", {"text": after}, at="#text"),
    )


def most_moved(asked: Asked) -> Answer:
    """Which network's logit changes most?"""
    found = moves(asked)
    distances = {model: abs(after - before) for model, (before, after) in found.items()}
    largest = max(distances.values())
    first, *_ = right = tuple(model for model, far in distances.items() if far >= largest - SAME)
    after, one, other = exchanged(asked.text)
    return Answer(
        right=right,
        options=tuple(Option(model, Named("model", model)) for model in found),
        numbers={"model": Named("model", first), "far": largest, "first": one.text, "last": other.text},
        columns=("", "before", "after", "far"),
        rows=tuple((Named("model", model), *found[model], far) for model, far in _ordered(distances)),
        place=Place("compare", {"text": after}, at="#compare .columns"),
    )


def _ordered(distances: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(distances.items(), key=lambda one: -one[1])


def flips(asked: Asked) -> Answer:
    """How many networks give the other text another label?"""
    after, _, _ = exchanged(asked.text)
    answers = {model: (predict(load(model), asked.text), predict(load(model), after)) for model in asked.models}
    flipped = sum(before.label != then.label for before, then in answers.values())
    rows = [
        (Named("model", model), Named("label", str(before.label)), Named("label", str(then.label)))
        for model, (before, then) in answers.items()
    ]
    return Answer(
        right=float(flipped),
        numbers={"flipped": flipped, "count": len(answers)},
        why="all" if flipped == len(answers) else "none" if not flipped else "some",
        columns=("", "before", "after"),
        rows=tuple(rows),
        place=Place("compare", {"text": after}, at="#compare .verdict"),
    )


def both_texts(asked: Asked) -> dict[str, str]:
    """The text with the two words exchanged."""
    return {"exchange": exchanged(asked.text)[0]}


HERE = Place("compare", {}, at="#compare .columns")
LESSON = Lesson(
    key="order",
    says=say,
    steps=(
        Step("see", HERE, texts=both_texts),
        Step("count", HERE, counting),
        Step("most", HERE, most_moved),
        Step("flips", HERE, flips),
        Step("alone", HERE, texts=both_texts),
    ),
)
