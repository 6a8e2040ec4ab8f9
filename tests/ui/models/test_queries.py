"""What the Models tab asks of every model, and how fast it is."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from playground import checkpoints, hub
from playground.errors import Unreachable
from playground.lenses.predict.predict import predict
from playground.text import words
from playground.ui.models import queries as asks
from playground.ui.models import render as models_render
from playground.ui.models.queries import SENTENCE, ViewOptions, catalogue
from tests.ui.compare.answers import Seen
from tests.ui.models.entries import Loaded


def test_every_shipped_model_is_in_the_catalogue_with_its_results_and_its_speed(folder: Path, loader: Loaded) -> None:
    found = catalogue("sentiment", ["sentiment-rnn"], [], ViewOptions())
    assert [one.reference for one in found.entries] == checkpoints.shipped(language=None)
    assert loader.requested == checkpoints.shipped(language=None)
    assert found.data == ("IMDB",)
    assert found.options.data == "IMDB"
    assert [one.reference for one in found.entries if one.chosen] == ["sentiment-rnn"]
    assert all(one.seconds is not None and 0 < one.seconds < 1 for one in found.entries)
    assert found.entries[1].accuracy("IMDB") == pytest.approx(0.82)
    assert not found.loading


def test_a_speed_is_the_median_of_calls_with_a_sentence_of_twenty_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(words(SENTENCE)) == 20
    took = iter([9.0, *[0.001, 0.003, 0.002] * 3])  # the first call warms up and does not count
    monkeypatch.setattr(
        asks, "predict", lambda checkpoint, text: SimpleNamespace(seconds=next(took)) if text == SENTENCE else predict
    )
    assert asks.speed("sentiment-rnn") == 0.002


def test_models_that_sleep_are_not_timed_and_nothing_is_timed_beside_them(folder: Path, loader: Loaded) -> None:
    loader.states["pos-rnn"] = False
    found = catalogue("sentiment", [], [], ViewOptions())
    assert found.loading
    assert all(one.seconds is None for one in found.entries)
    assert all(one.description for one in found.entries)


def test_a_model_of_the_hub_that_is_on_its_way_is_no_failure_and_one_that_cannot_come_says_why(
    folder: Path, loader: Loaded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(hub, "cached", lambda *_: None)
    loader.states |= {"a/coming": False, "a/gone": Unreachable("The Hub is silent.", key="hub-silent")}
    found = catalogue("sentiment", [], ["a/coming", "a/gone"], ViewOptions())
    coming, gone = found.entries[-2:]
    assert (coming.description, coming.failed, coming.extra) == (None, None, True)
    assert str(gone.failed) == "The Hub is silent."
    drawn = Seen(models_render.models(found, "en")).text
    assert "Loading a/coming …" in drawn
    assert "The Hub is silent." in drawn


def test_an_option_that_makes_no_sense_changes_nothing(folder: Path, loader: Loaded) -> None:
    strange: list[Any] = [None, {"key": "axis", "value": "beauty"}, {"key": "__class__", "value": "x"}, {"key": 1}, []]
    for change in strange:
        assert ViewOptions().changed(change) == ViewOptions()
    assert ViewOptions().changed({"key": "axis", "value": "bytes"}).axis == "bytes"
    wrong = ViewOptions(data="nothing", card="../../etc", publishing="sentiment-rnn")
    assert catalogue("pos", [], [], wrong).options == ViewOptions(data="IMDB")
