"""The endpoints about units: the JSON of the command line, and what is wrong with a question."""

import json
from typing import Any

import pytest

from playground import find, load, unit
from playground.errors import BadInput, NotFound, PlaygroundError
from playground.ui import api


@pytest.mark.slow
def test_a_unit_is_answered_as_in_python(tiny: dict[str, str]) -> None:
    reference = tiny["sentiment-lstm"]
    found = json.loads(json.dumps(api.unit(reference, "layer1.forward.hidden[2]"), allow_nan=False))
    assert found == json.loads(json.dumps(unit(load(reference), "layer1.forward.hidden[2]").as_json()))
    assert found["part"] == "layer1.forward.hidden[2]"
    assert found["corpus"] == "en"
    assert sum(found["counts"]) == found["words"]
    strongest = found["highest"][0]
    assert strongest["values"][strongest["word"]] == pytest.approx(strongest["value"], abs=2e-3)


@pytest.mark.slow
def test_units_that_fire_at_words_are_found_as_in_python(tiny: dict[str, str]) -> None:
    reference = tiny["sentiment-rnn"]
    found = json.loads(json.dumps(api.find(reference, "a good film", [1], 0.5), allow_nan=False))
    assert found == json.loads(json.dumps(find(load(reference), "a good film", [1], 0.5).as_json()))
    assert (found["words"], found["marked"]) == (["a", "good", "film"], [1])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ask", "given", "kind", "message"),
    [
        (api.unit, {}, BadInput, "The model is missing. It has to be a string."),
        (api.unit, {"model": "MODEL"}, BadInput, "None names no unit. Write an array of a trace and a number, for"),
        (
            api.unit,
            {"model": "MODEL", "part": "layer1.x[0]"},
            NotFound,
            "There is no group of units 'layer1.x'. Choose",
        ),
        (api.find, {"model": "MODEL"}, BadInput, "The text is missing. It has to be a string."),
        (api.find, {"model": "MODEL", "text": "a"}, BadInput, "The words are None. They have to be a list of whole"),
        (api.find, {"model": "MODEL", "text": "a", "words": [True]}, BadInput, "The words are [True]. They have to be"),
        (api.find, {"model": "MODEL", "text": "a", "words": [2]}, BadInput, "There is no word 2. There are 1, counted"),
        (
            api.find,
            {"model": "MODEL", "text": "a", "words": [0], "threshold": "much"},
            BadInput,
            "The threshold is 'much'. It has to be a number above 0 and at most 100",
        ),
    ],
)
def test_what_cannot_be_asked_is_said(
    tiny: dict[str, str], ask: Any, given: dict[str, Any], kind: type[PlaygroundError], message: str
) -> None:
    asked = {name: tiny["sentiment-rnn"] if value == "MODEL" else value for name, value in given.items()}
    with pytest.raises(kind) as caught:
        ask(**asked)
    assert str(caught.value).startswith(message), str(caught.value)
