"""Models wake up in the background; questions are answered by those that are awake."""

import threading
import time
from pathlib import Path

import pytest

from playground import checkpoints
from playground.checkpoints import loading, references
from playground.errors import NotFound, PlaygroundError
from playground.ui import model_loader, selection
from playground.ui.compare import queries as compare_queries
from playground.ui.model_loader import Bedroom, Stopwatch
from tests import tiny


@pytest.fixture
def bedroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bedroom:
    for architecture, task in tiny.PAIRS:
        tiny.write(tmp_path, architecture, task)
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    monkeypatch.setattr(loading, "_loaded", type(loading._loaded)())
    selection._described.cache_clear()
    fresh = Bedroom()
    monkeypatch.setattr(compare_queries, "BEDROOM", fresh)
    return fresh


def test_a_model_wakes_up_once_it_is_wanted(bedroom: Bedroom) -> None:
    assert bedroom.stage("sentiment-rnn") is False
    bedroom.want(["sentiment-rnn"])
    bedroom.wait(["sentiment-rnn"], 30)
    assert bedroom.stage("sentiment-rnn") is True
    assert bedroom.wait_for_device(0) in ("cpu", "cuda")


def test_a_model_that_cannot_wake_says_why_and_is_tried_again_later(
    bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    bedroom.want(["nothing"])
    bedroom.wait(["nothing"], 30)
    assert isinstance(bedroom.stage("nothing"), NotFound)
    monkeypatch.setattr(model_loader, "load", lambda reference: checkpoints.load("sentiment-rnn"))
    bedroom.want(["nothing"])
    assert isinstance(bedroom.stage("nothing"), NotFound)  # too soon
    monkeypatch.setattr(model_loader, "FAILURE_SECONDS", 0.0)
    bedroom.want(["nothing"])
    until = time.monotonic() + 30
    while bedroom.stage("nothing") is not True:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_question_does_not_wait_for_a_model_that_sleeps(bedroom: Bedroom, monkeypatch: pytest.MonkeyPatch) -> None:
    bedroom.want(["sentiment-rnn"])
    bedroom.wait(["sentiment-rnn"], 30)
    asleep = threading.Event()
    monkeypatch.setattr(model_loader, "load", lambda reference: asleep.wait(30) and checkpoints.load(reference))
    found = compare_queries.compare("a good film", "sentiment", ["sentiment-rnn", "sentiment-lstm"])
    assert [bool(column.answered) for column in found.columns] == [True, False]
    assert [column.failed for column in found.columns] == [None, None]
    asleep.set()
    bedroom.wait(["sentiment-lstm"], 30)
    found = compare_queries.compare("a good film", "sentiment", ["sentiment-rnn", "sentiment-lstm"])
    assert [bool(column.answered) for column in found.columns] == [True, True]


def test_a_question_is_for_models_of_its_task_each_once(bedroom: Bedroom) -> None:
    wanted = ["pos-rnn", "sentiment-rnn", "pos-rnn", "pos-lstm#untrained"]
    assert selection.of_task(wanted, "pos") == ["pos-rnn", "pos-lstm#untrained"]
    bedroom.want(wanted)
    bedroom.wait(wanted, 30)
    found = compare_queries.compare("the dog", "pos", wanted)
    assert [column.reference for column in found.columns] == ["pos-rnn", "pos-lstm#untrained"]
    assert len(found.panels) == 1
    with pytest.raises(PlaygroundError, match="There is no task 'cooking'"):
        compare_queries.compare("the dog", "cooking", wanted)


def test_a_text_without_words_wakes_nobody(bedroom: Bedroom) -> None:
    found = compare_queries.compare("  ", "sentiment", ["sentiment-rnn"])
    assert [column.answered for column in found.columns] == [None]
    assert bedroom.stage("sentiment-rnn") is False
    assert bedroom._thread is None


def test_an_answer_carries_the_curve_that_ends_with_it(bedroom: Bedroom) -> None:
    bedroom.want(["sentiment-lstm"])
    bedroom.wait(["sentiment-lstm"], 30)
    (column,) = compare_queries.compare("a good film .", "sentiment", ["sentiment-lstm"]).columns
    assert column.answered is not None
    assert column.answered.growth is not None
    assert column.answered.growth.words_read == (1, 2, 3, 4)
    assert column.answered.growth.probabilities[-1] == pytest.approx(column.answered.prediction.probabilities, abs=1e-5)
    assert column.answered.size.parameters == checkpoints.load("sentiment-lstm").parameters


def test_the_stopwatch_tells_the_median_of_texts_of_like_length() -> None:
    watch = Stopwatch()
    assert watch.note("a", 20, 3.0) == (3.0, 1)
    assert watch.note("a", 30, 1.0) == (2.0, 2)
    assert watch.note("a", 20, 1.0) == (1.0, 3)
    assert watch.note("a", 200, 9.0) == (9.0, 1)
    assert watch.note("b", 20, 5.0) == (5.0, 1)
    for _ in range(20):
        told = watch.note("a", 20, 7.0)
    assert told == (7.0, model_loader.REMEMBERED)
