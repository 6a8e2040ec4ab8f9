"""The edit endpoint: the record of the command line."""

import json
from typing import Any

import pytest

from playground import checkpoints, edit, load
from playground.errors import BadInput
from playground.ui import api
from tests.ui.api.test_predict_and_models import call, read

TEXT = "The dog is not good, a bad film."


def plain(record: dict[str, Any]) -> dict[str, Any]:
    """A record without the times that were measured."""
    without: dict[str, Any] = json.loads(json.dumps(record, allow_nan=False))
    for prediction in (without["before"], *(one["after"] for one in without["edits"])):
        prediction.pop("seconds")
    return without


def test_each_model_gives_its_record(tiny: dict[str, str]) -> None:
    models = [tiny["sentiment-rnn"], tiny["sentiment-transformer"]]
    found = api.edit(models, TEXT)
    assert [plain(one) for one in found] == [plain(edit(load(model), TEXT).as_json()) for model in models]


def test_every_optional_argument_takes_null(tiny: dict[str, str]) -> None:
    (found,) = api.edit([tiny["pos-rnn"]], TEXT, None, None)
    assert (found["word"], found["target"]) == (0, None)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "The text is missing. It has to be a string. Give the words as one piece of text."),
        (
            {"text": "x", "word": "1"},
            "The word is '1'. It has to be a whole number. Give its place in the text, counted from 0.",
        ),
        (
            {"text": "x", "word": True},
            "The word is True. It has to be a whole number. Give its place in the text, counted from 0.",
        ),
        (
            {"text": "x", "target": ["NOUN"]},
            "The target is ['NOUN']. It has to be a string. Give a label of the model, or null for any other one.",
        ),
    ],
)
def test_a_mistake_says_what_is_allowed(given: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput) as caught:
        api.edit(**{"models": ["pos-rnn"], **given})
    assert str(caught.value) == message


def test_the_shipped_models_answer_over_http(address: str) -> None:
    text = "The plot is thin, but the acting more than makes up for it."
    kind, (found,) = call(address, "v2/edit", {"text": text})
    assert kind == "complete"
    assert [one["model"] for one in found] == checkpoints.shipped("sentiment")
    for one in found:
        assert any(made["after"]["label"] != one["before"]["label"] for made in one["edits"]), one["model"]
    kind, (tagged,) = call(address, "edit", {"data": [None, "They will park here.", 2, None]})
    assert kind == "complete"
    assert [(one["model"], one["word"]) for one in tagged] == [(model, 2) for model in checkpoints.shipped("pos")]


def test_the_endpoint_explains_itself(address: str) -> None:
    named = json.loads(read(address, "/gradio_api/info"))["named_endpoints"]["/edit"]
    assert named["description"].startswith("Look for small edits of a text")
    assert [one["parameter_name"] for one in named["parameters"]] == ["models", "text", "word", "target", "language"]
