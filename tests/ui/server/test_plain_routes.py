"""The plain routes: the JSON of Gradio's endpoints in one request, and each mistake in the same sentence."""

import contextlib
import json
import queue
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from playground.errors import BadInput, NotFound
from playground.ui.api import VERBS, predict
from playground.ui.server.openapi import description
from playground.ui.server.plain_routes import arguments
from tests.serving import serving
from tests.ui.api.test_predict_and_models import call, without_seconds


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as (found, _):
        yield found


def post(address: str, name: str, body: bytes | dict[str, Any], **headers: str) -> tuple[int, Any, dict[str, str]]:
    """Status, JSON and headers of a plain route."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = urllib.request.Request(f"{address}/api/{name}", raw, {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=90) as answer:
            return answer.status, json.loads(answer.read()), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read()), dict(error.headers)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("predict", {"text": 'Do n’t <b>say</b> "2024" 😀 不坏.', "task": "pos"}),
        ("predict", {"text": "\ud800", "models": ["sentiment-lstm"]}),
        ("trace", {"model": "sentiment-textcnn", "text": "Not bad.", "names": ["logits"]}),
        ("explain", {"model": "sentiment-rnn", "text": "Not bad.", "method": "saliency"}),
        ("edit", {"text": "A bad film.", "models": ["sentiment-lstm"]}),
        ("intervene", {"model": "sentiment-lstm", "text": "Not bad.", "changes": ["layer1.forward.hidden[3] = 0"]}),
        ("rank_parts", {"model": "pos-textcnn", "text": "Not bad.", "word": 1}),
        ("carriers", {"model": "sentiment-rnn", "text": "Not bad.", "twin": "So bad."}),
        ("models", {}),
    ],
)
def test_the_answer_is_that_of_gradio_s_endpoint(address: str, name: str, given: dict[str, Any]) -> None:
    kind, (expected,) = call(address, f"v2/{name}", given)
    status, found, _ = post(address, name, given)
    assert (kind, status) == ("complete", 200)
    if name == "predict":
        assert without_seconds(found) == without_seconds(expected)
    else:
        assert _timeless(found) == _timeless(expected)


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _timeless(one) for key, one in value.items() if key != "seconds"}
    return [_timeless(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("predict", {}),
        ("predict", {"text": "x", "task": "parsing"}),
        ("predict", {"text": "x" * 200_001}),
        ("trace", {"model": "nobody", "text": "x"}),
        ("explain", {"model": "pos-rnn", "text": "x", "method": "deep_lift"}),
        ("edit", {"text": "x", "word": "1"}),
        ("intervene", {"model": "pos-rnn", "text": "x", "changes": ["hidden"]}),
    ],
)
def test_a_mistake_is_the_sentence_of_gradio_s_endpoint(address: str, name: str, given: dict[str, Any]) -> None:
    kind, data = call(address, f"v2/{name}", given)
    assert kind == "error"
    assert post(address, name, given)[:2] == (422, {"error": data["error"]})


def test_a_body_that_is_too_long_is_said_and_not_read(address: str) -> None:
    status, said, _ = post(address, "predict", b'{"text": "' + b"x" * 5_000_000 + b'"}')
    assert (status, said["error"].partition(".")[0]) == (422, "The request has more than 4,194,304 bytes")


@pytest.mark.parametrize("body", [b"[1]", b"{", b'"x"', b"\xff", b"[" * 100_000, b"null"])
def test_what_is_no_object_is_said(body: bytes) -> None:
    with pytest.raises(BadInput, match="It has to be a JSON object"):
        arguments(predict, body)


def test_an_argument_of_another_name_is_told_the_right_ones() -> None:
    with pytest.raises(NotFound) as caught:
        arguments(predict, b'{"txt": "x"}')
    assert str(caught.value) == "There is no argument 'txt'. Choose one of: text, task, models, language."
    assert arguments(predict, b"") == {}


def test_the_description_lists_every_route_with_its_arguments(address: str) -> None:
    with urllib.request.urlopen(f"{address}/api/openapi.json", timeout=60) as answer:
        found = json.loads(answer.read())
    assert found == json.loads(json.dumps(description(VERBS)))
    assert list(found["paths"]) == [f"/api/{name}" for name in VERBS]
    for name, verb in VERBS.items():
        operation = found["paths"][f"/api/{name}"]["post"]
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        assert list(schema["properties"]) == [one for one in verb.__annotations__ if one != "return"]
        assert all(one["description"] for one in schema["properties"].values())
        assert {"200", "422", "429", "503"} == set(operation["responses"])
        assert operation["summary"].endswith(".")


@pytest.mark.slow
def test_too_many_questions_are_told_when_to_ask_again_and_others_are_answered() -> None:
    slow = {"model": "pos-transformer", "text": "They run fast and far. " * 90, "method": "kernel_shap"}
    answers: queue.SimpleQueue[tuple[int, Any, dict[str, str]]] = queue.SimpleQueue()
    with serving(FORWARDED_ALLOW_IPS="127.0.0.1") as (address, _):
        mine, other = {"X-Forwarded-For": "192.0.2.1"}, {"X-Forwarded-For": "192.0.2.2"}
        post(address, "predict", {"text": "Wake up.", "task": "pos"}, **mine)

        def ask() -> None:
            with contextlib.suppress(OSError, ValueError):  # the server ends before the last ones are answered
                answers.put(post(address, "explain", slow, **mine))

        for _ in range(8):
            threading.Thread(target=ask, daemon=True).start()
        status, said, headers = answers.get(timeout=60)
        assert status == 429
        assert said["error"].startswith("2 questions that take long of yours are waiting. At most 2 may wait.")
        assert 1 <= int(headers["retry-after"]) <= 60
        assert post(address, "predict", {"text": "Fine."}, **mine)[0] == 200
        assert post(address, "predict", {"text": "Fine."}, **other)[0] == 200
