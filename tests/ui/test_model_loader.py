"""Models are loaded in the background; what has failed is tried again; how long calls take."""

import time

import pytest

from playground import checkpoints
from playground.errors import NotFound
from playground.ui import model_loader
from playground.ui.model_loader import ModelLoader, Stopwatch


def test_a_model_is_loaded_once_it_is_requested(loader: ModelLoader) -> None:
    assert loader.state("sentiment-rnn") is False
    loader.request(["sentiment-rnn"])
    loader.wait(["sentiment-rnn"], 30)
    assert loader.state("sentiment-rnn") is True
    assert loader.wait_for_device(0) in ("cpu", "cuda")


def test_a_model_that_cannot_be_loaded_says_why_and_is_tried_again_later(
    loader: ModelLoader, monkeypatch: pytest.MonkeyPatch
) -> None:
    loader.request(["nothing"])
    loader.wait(["nothing"], 30)
    assert isinstance(loader.state("nothing"), NotFound)
    monkeypatch.setattr(model_loader, "load", lambda reference: checkpoints.load("sentiment-rnn"))
    loader.request(["nothing"])
    assert isinstance(loader.state("nothing"), NotFound)  # too soon
    monkeypatch.setattr(model_loader, "RETRY_SECONDS", 0.0)
    loader.request(["nothing"])
    until = time.monotonic() + 30
    while loader.state("nothing") is not True:
        assert time.monotonic() < until
        time.sleep(0.01)


def test_the_stopwatch_tells_the_median_of_texts_of_like_length() -> None:
    watch = Stopwatch()
    assert watch.note("a", 20, 3.0) == (3.0, 1)
    assert watch.note("a", 30, 1.0) == (2.0, 2)
    assert watch.note("a", 20, 1.0) == (1.0, 3)
    assert watch.note("a", 200, 9.0) == (9.0, 1)
    assert watch.note("b", 20, 5.0) == (5.0, 1)
    for _ in range(20):
        told = watch.note("a", 20, 7.0)
    assert told == (7.0, model_loader.KEPT_CALLS)
