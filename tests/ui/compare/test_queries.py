"""What Compare asks: models that are loaded answer, the others are waited for briefly; the majority."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from playground import checkpoints
from playground import text as playground_text
from playground.ui import model_loader
from playground.ui.compare import queries as compare_queries
from playground.ui.compare import render
from playground.ui.compare.queries import majority
from playground.ui.model_loader import ModelLoader


def test_a_question_does_not_wait_for_a_model_that_is_being_loaded(
    loader: ModelLoader, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader.request(["sentiment-rnn"])
    loader.wait(["sentiment-rnn"], 30)
    released = threading.Event()
    monkeypatch.setattr(model_loader, "load", lambda reference: released.wait(30) and checkpoints.load(reference))
    found = compare_queries.compare("a good film", "sentiment", ["sentiment-rnn", "sentiment-lstm"])
    assert [bool(column.answered) for column in found.columns] == [True, False]
    assert [column.failed for column in found.columns] == [None, None]
    released.set()
    loader.wait(["sentiment-lstm"], 30)
    found = compare_queries.compare("a good film", "sentiment", ["sentiment-rnn", "sentiment-lstm"])
    assert [bool(column.answered) for column in found.columns] == [True, True]


def test_a_text_without_words_loads_nothing(loader: ModelLoader) -> None:
    found = compare_queries.compare("  ", "sentiment", ["sentiment-rnn"])
    assert [column.answered for column in found.columns] == [None]
    assert loader.state("sentiment-rnn") is False
    assert loader._thread is None


@pytest.mark.slow
def test_a_long_text_is_divided_once_a_question(loader: ModelLoader, monkeypatch: pytest.MonkeyPatch) -> None:
    models = ["sentiment-rnn", "sentiment-lstm"]
    loader.load(models, 30)
    divided: list[str] = []
    pattern = playground_text._WORD

    def finditer(text: str) -> Iterator[Any]:
        divided.append(text)
        yield from pattern.finditer(text)

    monkeypatch.setattr(playground_text, "_WORD", SimpleNamespace(finditer=finditer))
    found = compare_queries.compare("a good film . " * 2_000, "sentiment", models)
    assert all(column.answered for column in found.columns)
    render.comparison(found, "en")
    assert len(divided) == 1


def test_an_answer_carries_the_curve_that_ends_with_it(loader: ModelLoader) -> None:
    loader.request(["sentiment-lstm"])
    loader.wait(["sentiment-lstm"], 30)
    (column,) = compare_queries.compare("a good film .", "sentiment", ["sentiment-lstm"]).columns
    assert column.answered is not None
    assert column.answered.growth is not None
    assert column.answered.growth.words_read == (1, 2, 3, 4)
    assert column.answered.growth.probabilities[-1] == pytest.approx(column.answered.prediction.probabilities, abs=1e-5)
    assert column.answered.facts.parameters == checkpoints.load("sentiment-lstm").parameters


@pytest.mark.parametrize(
    ("votes", "most"),
    [
        (["a", "a", "b"], "a"),
        (["a", "b"], None),
        (["a"], "a"),
        ([], None),
        ([None, "b"], "b"),
        (["a", "b", "c", "a"], "a"),
    ],
)
def test_a_majority_has_more_votes_than_every_other_answer(votes: list[str | None], most: str | None) -> None:
    assert majority(votes) == most
