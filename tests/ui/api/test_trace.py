"""The trace endpoint: the record of the command line, and the numbers of the arrays that are named."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground import checkpoints, load, trace
from playground.errors import BadInput, NotFound, PlaygroundError
from playground.ui import api
from tests.command_line import run
from tests.lenses.inside.test_trace import TEXT
from tests.ui.api.test_predict_and_models import call, read

LONG = "that film is not good but " * 100


def test_the_numbers_of_the_named_arrays_come_with_the_record(tiny: dict[str, str]) -> None:
    for reference in tiny.values():
        record = trace(load(reference), TEXT)
        assert api.trace(reference, TEXT) == {**record.as_json(), "values": {}}
        names = list(record.arrays)[1:]
        found = json.loads(json.dumps(api.trace(reference, TEXT, names), allow_nan=False))
        assert list(found) == ["model", "words", "positions", "arrays", "values"]
        assert list(found["values"]) == names
        for name in names:
            assert (np.array(found["values"][name], record.arrays[name].dtype) == record.arrays[name]).all()


def test_every_optional_argument_takes_null(tiny: dict[str, str]) -> None:
    assert api.trace(tiny["pos-rnn"], "", None)["arrays"]["embedded"][0] == 0
    assert api.trace(tiny["pos-rnn"], "", [])["values"] == {}


@pytest.mark.parametrize(
    ("given", "kind", "message"),
    [
        (
            {},
            BadInput,
            "The model is missing. It has to be a string. Give the id of one model, for instance sentiment-lstm.",
        ),
        (
            {"model": ["sentiment-lstm"], "text": "x"},
            BadInput,
            "The model is ['sentiment-lstm']. It has to be a string. "
            "Give the id of one model, for instance sentiment-lstm.",
        ),
        (
            {"model": "pos-rnn"},
            BadInput,
            "The text is missing. It has to be a string. Give the words as one piece of text.",
        ),
        (
            {"model": "pos-rnn", "text": "x", "names": "logits"},
            BadInput,
            "The names are 'logits'. They have to be a list of strings. "
            'Give, for instance, ["layer1.hidden"], or null to learn which there are.',
        ),
        (
            {"model": "pos-rnn", "text": "x", "names": ["logits", 5]},
            BadInput,
            "The names are ['logits', 5]. They have to be a list of strings. "
            'Give, for instance, ["layer1.hidden"], or null to learn which there are.',
        ),
        (
            {"model": "pos-textcnn", "text": "x", "names": ["layer1.cell"]},
            NotFound,
            "There is no array 'layer1.cell'. Choose one of: embedded, layer1.hidden, layer2.hidden, logits.",
        ),
    ],
)
def test_a_mistake_says_what_is_allowed(
    tiny: dict[str, str], given: dict[str, Any], kind: type[PlaygroundError], message: str
) -> None:
    model = given.get("model")
    if isinstance(model, str):
        given = {**given, "model": tiny[model]}
    with pytest.raises(kind) as caught:
        api.trace(**given)
    assert str(caught.value) == message


# ---- through the front door


@pytest.mark.parametrize("model", checkpoints.shipped())
def test_http_gives_what_the_command_line_writes(address: str, model: str, tmp_path: Path) -> None:
    text = 'Do n’t <b>say</b> "2024" 😀 that that that.'
    done = run("trace", "--json", "--model", model, text, "--out", tmp_path / "t.npz")
    assert done.returncode == 0
    printed = json.loads(done.stdout)
    for name in ("logits", "embedded"):
        kind, (found,) = call(address, "v2/trace", {"model": model, "text": text, "names": [name]})
        assert kind == "complete"
        with np.load(tmp_path / "t.npz") as arrays:
            assert np.abs(np.array(found["values"].pop(name)) - arrays[name]).max() < 1e-5
        assert found == {**printed, "values": {}}


def test_a_null_name_and_a_missing_one_are_the_same(address: str) -> None:
    model = checkpoints.shipped()[0]
    by_position = call(address, "trace", {"data": [model, "Fine.", None]})
    assert by_position[0] == "complete"
    assert by_position == call(address, "v2/trace", {"model": model, "text": "Fine."})


def test_a_long_text_does_not_send_megabytes(address: str) -> None:
    for model in checkpoints.shipped():
        kind, (found,) = call(address, "v2/trace", {"model": model, "text": LONG})
        assert kind == "complete"
        arrays = {name: int(np.prod(shape)) for name, shape in found["arrays"].items()}
        names = [name for name, count in arrays.items() if count > 0]
        count = sum(arrays.values())
        assert count > 80_000
        kind, data = call(address, "v2/trace", {"model": model, "text": LONG, "names": names})
        assert kind == "error"
        assert data["error"] == (
            f"The arrays asked for hold {count:,} numbers. At most 80,000 are sent at a time. "
            "Name fewer arrays, or shorten the text."
        )


def test_a_model_that_is_not_there_is_said_as_the_command_line_says_it(address: str) -> None:
    kind, data = call(address, "v2/trace", {"model": "nobody", "text": "x"})
    printed = run("trace", "--model", "nobody", "x").stderr.decode().strip()
    assert kind == "error"
    assert f"error: {data['error']}" == printed


def test_the_endpoint_explains_itself(address: str) -> None:
    named = json.loads(read(address, "/gradio_api/info"))["named_endpoints"]["/trace"]
    assert named["description"].startswith("Look inside a small neural network")
    assert [one["parameter_name"] for one in named["parameters"]] == ["model", "text", "names"]
