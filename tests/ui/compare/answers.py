"""Made for the tests of this folder."""

from html.parser import HTMLParser
from typing import Any

import numpy as np

from playground.lenses.predict.predict import PredictedWord, Prediction
from playground.lenses.predict.prefixes import Growth
from playground.tasks import UPOS
from playground.text import words
from playground.ui.compare import render
from playground.ui.compare.queries import Column, Comparison, ModelAnswer, ModelFacts

LABELS = ("negative", "positive")


class Seen(HTMLParser):
    """The text of HTML, its elements, and whether each that is opened is closed in order."""

    VOID = frozenset({"br", "line", "img", "input"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


def answered(
    model: str = "sentiment-rnn",
    text: str = "a good film",
    probabilities: Any = (0.25, 0.75),
    labels: tuple[str, ...] = LABELS,
    known: tuple[bool, ...] | None = None,
    limit: int = 512,
    architecture: str = "rnn",
) -> ModelAnswer:
    task = "pos" if model.startswith("pos") else "sentiment"
    divided = words(text)
    knows = known or (True,) * len(divided)
    seen = tuple(PredictedWord(*word, knows[at], at < limit) for at, word in enumerate(divided))
    numbers = np.array(probabilities, dtype=float)
    grown = None
    if task == "sentiment":
        read = tuple(range(1, min(len(divided), limit) + 1))
        grown = Growth(model, text, read, labels, np.tile(numbers, (len(read), 1)))
    prediction = Prediction(model, task, text, seen, 0.001, labels, numbers)
    return ModelAnswer(prediction, grown, 0.0012, 3, ModelFacts(architecture, 1_234_567, limit))


def compared(
    *found: ModelAnswer, text: str = "a good film", language: str = "en", others: tuple[Column, ...] = ()
) -> str:
    columns = tuple(Column(one.prediction.model, one.facts.architecture, one) for one in found) + others
    task = found[0].prediction.task if found else "sentiment"
    return render.comparison(Comparison(text, task, columns), language)


def tagging(model: str, *said: str, sure: float = 0.9, text: str = "the dog") -> ModelAnswer:
    names = tuple(UPOS)
    rows = np.full((len(said), len(names)), (1 - sure) / (len(names) - 1))
    for row, tag in zip(rows, said, strict=True):
        row[names.index(tag)] = sure
    return answered(model, text, rows, names, architecture=model.removeprefix("pos-"))
