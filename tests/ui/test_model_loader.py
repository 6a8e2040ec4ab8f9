"""Models are loaded in the background; what has failed is tried again; how long calls take."""

import time
from types import SimpleNamespace

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


class Panic(BaseException):
    """What a library written in another language raises where it gives up: no Exception."""


@pytest.mark.slow
@pytest.mark.parametrize("failure", [Panic("regex"), SystemExit(3), KeyError("x")])
@pytest.mark.parametrize("step", ["admit", "load", "predict", "fetch"])
def test_whatever_goes_wrong_with_one_model_the_next_one_is_loaded(
    loader: ModelLoader, monkeypatch: pytest.MonkeyPatch, step: str, failure: BaseException
) -> None:
    def fail(given: object, *more: object) -> object:
        if given == "bad" or getattr(given, "reference", "") == "bad":
            raise failure
        return "owner/bad" if step == "fetch" else before(given, *more)

    before = getattr(model_loader, step)
    if step == "predict":
        monkeypatch.setattr(model_loader, "load", lambda name: SimpleNamespace(reference=name))
        monkeypatch.setattr(model_loader, "admit", lambda name: "sentiment-rnn")
        before = lambda *given: None  # noqa: E731
    elif step != "admit":
        monkeypatch.setattr(model_loader, "admit", lambda name: name)
        monkeypatch.setattr(model_loader, "is_local", lambda name: name != "bad" or step == "load")
    monkeypatch.setattr(model_loader, step, fail)
    loader.request(["bad", "sentiment-rnn"])
    loader.wait(["bad", "sentiment-rnn"], 30)
    assert isinstance(loader.state("bad"), Exception)
    assert loader.state("sentiment-rnn") is True


def test_a_model_that_breaks_when_it_is_asked_answers_with_what_went_wrong(loader: ModelLoader) -> None:
    loader.load(["sentiment-rnn"], 30)
    assert isinstance(loader.ask("sentiment-rnn", lambda: dict[str, int]()["nothing"]), KeyError)
    assert loader.ask("sentiment-rnn", lambda: 7) == 7
