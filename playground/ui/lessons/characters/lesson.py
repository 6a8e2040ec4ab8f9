"""Characters or words? A Chinese text that jieba has split, and the words that networks make of its characters."""

from dataclasses import dataclass

from playground.checkpoints import load
from playground.evaluation.baselines import is_unspaced
from playground.lenses.predict.predict import predict
from playground.ui.components.terms import Place
from playground.ui.lessons.characters.words import SPLIT_TEXT, say
from playground.ui.lessons.lesson import Answer, Asked, Lesson, Named, NoAnswer, Option, Step

FEWEST = 4  # words
ALL_FOUND = "all"


@dataclass(frozen=True)
class Split:
    """A text and the words that stand between its spaces, by their ends in the text without them."""

    text: str  # without spaces
    words: tuple[str, ...]

    @property
    def places(self) -> dict[tuple[int, int], str]:
        """The words by where they begin and end."""
        found, start = {}, 0
        for word in self.words:
            found[start, start + len(word)] = word
            start += len(word)
        return found


def split(text: str) -> Split:
    """The words of a text that spaces have split; the lesson's own text is known without its spaces, too.

    Raises:
        NoAnswer: the text is not split, or not written in characters.
    """
    known = text.strip() == "".join(SPLIT_TEXT.split())
    words = tuple((SPLIT_TEXT if known else text).split())
    if len(words) < FEWEST or not is_unspaced(["".join(words)]):
        raise NoAnswer("not-split")
    return Split("".join(words), words)


def made(asked: Asked, found: Split) -> dict[str, set[tuple[int, int]]]:
    """The words that each model makes of the text without its spaces, by where they begin and end.

    Raises:
        NoAnswer: no model tags characters.
    """
    answers = {model: predict(load(model), found.text).spans for model in asked.models}
    words = {model: {(one.start, one.end) for one in spans} for model, spans in answers.items() if spans is not None}
    if not words:
        raise NoAnswer("no-characters")
    return words


def agreement(mine: set[tuple[int, int]], gold: set[tuple[int, int]]) -> float:
    """F1 of the words of two splits, in per cent."""
    return 200 * len(mine & gold) / (len(mine) + len(gold))


# ---- answers


def pieces(asked: Asked) -> Answer:
    """How many pieces does a network read that reads characters?"""
    found = split(asked.text)
    model = next(iter(made(asked, found)))
    count = len(load(model).divide(found.text))
    return Answer(
        right=float(count),
        numbers={"words": len(found.words), "pieces": count},
        place=_there(found),
    )


def nearest(asked: Asked) -> Answer:
    """Whose words are most like those between the spaces?"""
    found = split(asked.text)
    gold = set(found.places)
    words = made(asked, found)
    if len(words) < 2:
        raise NoAnswer("few-models", count=2)
    scores = {model: agreement(mine, gold) for model, mine in words.items()}
    best = max(scores.values())
    right = tuple(model for model, score in scores.items() if score >= best - 1e-9)
    order = sorted(scores, key=lambda model: -scores[model])
    return Answer(
        right=right,
        options=tuple(Option(model, Named("model", model)) for model in words),
        numbers={"model": Named("model", right[0]), "best": best},
        why="one" if len(right) == 1 else "several",
        columns=("", "words", "same", "f1"),
        rows=tuple((Named("model", one), len(words[one]), len(words[one] & gold), scores[one]) for one in order),
        digits=1,
        place=_there(found),
    )


def otherwise(asked: Asked) -> Answer:
    """Which of the words between the spaces does the network least like them not have?"""
    found = split(asked.text)
    places = found.places
    words = made(asked, found)
    model = min(words, key=lambda one: agreement(words[one], set(places)))
    missed = tuple(dict.fromkeys(word for place, word in places.items() if place not in words[model]))
    options = [Option(word, word) for word in dict.fromkeys(found.words)]
    return Answer(
        right=missed or (ALL_FOUND,),
        options=(*options, Option(ALL_FOUND, Named("option", ALL_FOUND))),
        numbers={
            "model": Named("model", model),
            "missed": " · ".join(missed),
            "instead": " · ".join(found.text[start:end] for start, end in sorted(words[model] - set(places))),
        },
        why="some" if missed else ALL_FOUND,
        place=_there(found),
    )


def _there(found: Split) -> Place:
    """Where the models' words stand: of the lesson's own text without its spaces, over which no word reaches."""
    known = found.text == "".join(SPLIT_TEXT.split())
    return Place("compare", {"text": found.text} if known else {}, at="#compare table.tags")


HERE = Place("compare", {}, at="#compare table.tags")
LESSON = Lesson(
    key="characters",
    says=say,
    steps=(
        Step("see", HERE),
        Step("pieces", HERE, pieces),
        Step("nearest", HERE, nearest),
        Step("otherwise", HERE, otherwise),
        Step("alone", HERE),
    ),
    tasks=("pos",),
    text=SPLIT_TEXT,
)
