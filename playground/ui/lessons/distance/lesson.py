"""How far does it hear? The words around one are replaced, ever nearer ones, until its tag's logit moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from playground.checkpoints import Checkpoint, load
from playground.evaluation.baselines import is_unspaced
from playground.lenses.predict.predict import predict
from playground.text import Word
from playground.ui.components.terms import Place
from playground.ui.lessons.distance.words import FILLERS, say
from playground.ui.lessons.lesson import Answer, Asked, Lesson, Named, NoAnswer, Option, Step

FARTHEST = 24  # words away that are tried
MIDDLE = 255  # the last word that is asked about in a long text, as in Look inside
STILL = 1e-3  # of the logarithm of the odds: less is the rounding of float32
RANKED = 3  # models that are ranked, so that there are six orders to choose from
OFFERS = {"six": 6, "three": 3}


@dataclass(frozen=True)
class Heard:
    """What replacing the words that are at least so far away does to a word's tag.

    Attributes:
        moves: (distances,), the largest change of the tag's log odds, from distance 1 on.
        reach: the farthest distance at which something still moves; 0: nothing does.
    """

    model: str
    moves: np.ndarray

    @property
    def reach(self) -> int:
        heard = np.flatnonzero(self.moves > STILL)
        return int(heard[-1]) + 1 if len(heard) else 0


def place_of(checkpoint: Checkpoint, text: str) -> tuple[list[Word], int]:
    """The words that are read, and the number of the one that is asked about: the one in the middle."""
    found = list(checkpoint.divide(text))[: checkpoint.config.max_words]
    return found, min(len(found) // 2, MIDDLE)


def fillers(text: str) -> tuple[str, ...]:
    """Words that are put in place of others, for the script of a text."""
    return FILLERS[is_unspaced([text])]


def heard(asked: Asked, model: str) -> Heard:
    """How far a model hears from the word in the middle: measured, by replacing words."""
    checkpoint = load(model)
    found, place = place_of(checkpoint, asked.text)
    words = [word.text for word in found]
    farthest = min(max(place, len(words) - 1 - place), FARTHEST)
    texts = [" ".join(words)]
    for distance in range(1, farthest + 1):
        for filler in fillers(asked.text):
            texts.append(" ".join(_replaced(words, place, distance, filler)))
    answers = [one.probabilities[place] for one in predict(checkpoint, texts, split=True)]
    tag = int(answers[0].argmax())
    odds = np.array([_odds(answer, tag) for answer in answers])
    moves = np.abs(odds[1:] - odds[0]).reshape(farthest, -1).max(1)  # (distances,), over the fillers
    return Heard(model, moves)


def _replaced(words: Sequence[str], place: int, distance: int, filler: str) -> list[str]:
    return [filler if abs(at - place) >= distance else word for at, word in enumerate(words)]


def _odds(probabilities: np.ndarray, tag: int) -> float:
    """The logarithm of the odds of a tag: its logit against all others."""
    logs = np.log(np.maximum(probabilities, 1e-300))
    return float(logs[tag] - np.logaddexp.reduce(np.delete(logs, tag)))


def window(asked: Asked) -> tuple[str, Heard, int]:
    """The text's TextCNN, how far it hears, and how far it can by its widths and layers.

    Raises:
        NoAnswer: there is none, or the text ends before its window does.
    """
    model = asked.model("textcnn")
    config = load(model).config
    reach = config.layers * (max(config.widths) // 2)
    found, place = place_of(load(model), asked.text)
    if max(place, len(found) - 1 - place) <= reach:
        raise NoAnswer("few-words", count=2 * (reach + 1))
    return model, heard(asked, model), reach


# ---- answers


def stands_still(asked: Asked) -> Answer:
    """How many words away does the TextCNN still hear?"""
    model, found, reach = window(asked)
    config = load(model).config
    return Answer(
        right=float(found.reach),
        numbers={
            "word": _word(asked, model),
            "reach": found.reach,
            "by_config": reach,
            "widest": max(config.widths),
            "side": max(config.widths) // 2,
            "layers": config.layers,
        },
        why="as-built" if found.reach == reach else "less",
        columns=("", "moves"),
        rows=tuple((at, float(move)) for at, move in enumerate(found.moves[: reach + 2], 1)),
        digits=3,
        place=_memory(asked, model),
    )


def farther(asked: Asked) -> Answer:
    """In which order do the others move, one step beyond the TextCNN's window?"""
    model, mine, _ = window(asked)
    at = mine.reach + 1
    others = [one for one in asked.models if one != model][:RANKED]
    if not others:
        raise NoAnswer("few-models", count=2)
    moves = {one: float(heard(asked, one).moves[at - 1]) for one in others}
    order = sorted(others, key=lambda one: -moves[one])
    orders = [tuple(Named("model", one) for one in ranked) for ranked in permutations(others)]
    return Answer(
        right=(_key(tuple(Named("model", one) for one in order)),),
        options=tuple(Option(_key(ranked), ranked) for ranked in orders),
        numbers={"word": _word(asked, model), "distance": at, "first": Named("model", order[0])},
        columns=("", "moves"),
        rows=(
            *((Named("model", one), moves[one]) for one in order),
            (Named("model", model), float(mine.moves[at - 1])),
        ),
        digits=3,
        place=_memory(asked, model),
    )


def _key(order: Sequence[Named]) -> str:
    return " ".join(one.key for one in order)


def _word(asked: Asked, model: str) -> str:
    found, place = place_of(load(model), asked.text)
    return found[place].text


def _memory(asked: Asked, model: str) -> Place:
    _, place = place_of(load(model), asked.text)
    return Place("inside", {"view": "memory", "word": str(place)}, at="#inside .memory-charts")


def replaced_texts(asked: Asked) -> dict[str, str]:
    """The text with the words replaced that are more than so many away."""
    found, place = place_of(load(asked.model("textcnn")), asked.text)
    filler, space = fillers(asked.text)[0], "" if is_unspaced([asked.text]) else " "
    made = {}
    for name, distance in OFFERS.items():
        kept = [word for at, word in enumerate(found) if abs(at - place) <= distance]
        if kept and len(kept) < len(found):
            before, after = found.index(kept[0]), len(found) - 1 - found.index(kept[-1])
            middle = asked.text[kept[0].start : kept[-1].end]
            made[name] = space.join([*[filler] * before, middle, *[filler] * after])
    return made


HERE = Place("compare", {}, at="#compare table.tags")
LESSON = Lesson(
    key="distance",
    says=say,
    steps=(
        Step("see", HERE, texts=replaced_texts),
        Step("still", HERE, stands_still),
        Step("farther", HERE, farther),
        Step("alone", lambda asked: _memory(asked, asked.model("textcnn"))),
    ),
    tasks=("pos",),
    needs="textcnn",
)
