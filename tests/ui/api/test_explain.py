"""The explain endpoint: the record of the command line, nulls for what is not given, and mistakes in one line."""

import json
from typing import Any

import pytest

from playground import explain, load
from playground.errors import BadInput, NotApplicable, NotFound, PlaygroundError
from playground.ui import api

TEXT = "A good dog, not a bad film."


def without_seconds(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "seconds"}


def test_the_endpoint_answers_the_record_of_python(tiny: dict[str, str]) -> None:
    for reference in tiny.values():
        found = json.loads(json.dumps(api.explain(reference, TEXT, "kernel_shap", None, 1, "mean"), allow_nan=False))
        expected = explain(load(reference), TEXT, "kernel_shap", word=1, baseline="mean").as_json()
        assert without_seconds(found) == without_seconds(expected)


def test_a_method_s_parameters_are_those_of_python(tiny: dict[str, str]) -> None:
    found = api.explain(tiny["sentiment-rnn"], TEXT, "lime", parameters={"samples": 120})
    expected = explain(load(tiny["sentiment-rnn"]), TEXT, "lime", samples=120).as_json()
    assert without_seconds(found) == without_seconds(expected)
    assert found["scores"] != api.explain(tiny["sentiment-rnn"], TEXT, "lime")["scores"]


def test_every_optional_argument_takes_null(tiny: dict[str, str]) -> None:
    found = api.explain(tiny["pos-rnn"], TEXT, None, None, None, None)
    assert (found["method"], found["word"], found["baseline"]) == ("integrated_gradients", 0, "padding")
    assert api.explain(tiny["sentiment-rnn"], "")["scores"] == []


@pytest.mark.parametrize(
    ("given", "kind", "message"),
    [
        ({}, BadInput, "The model is missing."),
        ({"model": "pos-rnn"}, BadInput, "The text is missing."),
        ({"model": "pos-rnn", "text": "x", "method": 5}, NotFound, "There is no method 5."),
        ({"model": "pos-rnn", "text": "x", "method": ["lime"]}, NotFound, "There is no method ['lime']."),
        ({"model": "pos-rnn", "text": "x", "method": "deep_lift"}, NotApplicable, "deep_lift is not for this arch"),
        ({"model": "pos-rnn", "text": "x", "target": "positive"}, NotFound, "There is no label 'positive'."),
        ({"model": "pos-rnn", "text": "x", "word": "1"}, BadInput, "There is no word '1' to explain."),
        ({"model": "pos-rnn", "text": "x", "baseline": {}}, NotFound, "There is no baseline {}."),
        ({"model": "pos-rnn", "text": "x", "parameters": [1]}, BadInput, "The parameters are [1]. They have to be an"),
        ({"model": "pos-rnn", "text": "x", "parameters": {"checkpoint": 1}}, NotFound, "There is no parameter of"),
        ({"model": "pos-rnn", "text": "x", "parameters": {"steps": 1}}, BadInput, "The parameter steps is 1. Allowed:"),
        ({"model": "pos-rnn", "text": "x", "method": [1], "parameters": {"steps": 1}}, NotFound, "There is no method"),
    ],
)
def test_a_mistake_says_what_is_allowed(
    tiny: dict[str, str], given: dict[str, Any], kind: type[PlaygroundError], message: str
) -> None:
    if "model" in given:
        given = {**given, "model": tiny[given["model"]]}
    with pytest.raises(kind) as caught:
        api.explain(**given)
    assert str(caught.value).startswith(message)
