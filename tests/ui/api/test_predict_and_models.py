"""The HTTP endpoints through the front door: the README's own examples, and what a caller sees of mistakes."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from importlib.metadata import requires
from pathlib import Path
from typing import Any

import pytest

from playground.checkpoints import shipped
from playground.errors import BadInput
from playground.tasks import TASKS
from playground.ui import api
from tests.command_line import ROOT, run
from tests.serving import serving

HERE = "http://127.0.0.1:7860"  # as the README has it


def read(address: str, path: str, given: object = None) -> str:
    """What a path answers, to a POST of JSON where something is given."""
    body = None if given is None else json.dumps(given).encode()
    request = urllib.request.Request(address + path, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.read().decode())


def call(address: str, path: str, given: object) -> tuple[str, Any]:
    """The last event of a call, and its data."""
    event = json.loads(read(address, f"/gradio_api/call/{path}", given))["event_id"]
    stream = read(address, f"/gradio_api/call/{path.removeprefix('v2/')}/{event}")
    kind, data = re.findall(r"^event: (.*)\ndata: (.*)$", stream, re.M)[-1]
    return kind, json.loads(data, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


def predict(address: str, **given: object) -> list[dict[str, Any]]:
    kind, data = call(address, "v2/predict", given)
    assert kind == "complete", data
    return list(data[0])


def without_seconds(answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**answer, "seconds": 0} for answer in answers]


@pytest.mark.parametrize("task", TASKS)
def test_predict_gives_what_the_command_line_prints(address: str, task: str) -> None:
    text = 'Do n’t <b>say</b> "2024" 😀 不坏.'
    printed = run("predict", "--task", task, "--json", text)
    expected, found = (
        without_seconds(json.loads(printed.stdout)),
        without_seconds(predict(address, text=text, task=task)),
    )
    assert [answer["model"] for answer in found] == shipped(task)
    assert [answer["words"] for answer in found] == [answer["words"] for answer in expected]
    for one, other in zip(found, expected, strict=True):
        assert other.keys() == one.keys()
        assert one["text"] == text
        assert [text[word["start"] : word["end"]] for word in one["words"]] == [word["text"] for word in one["words"]]
        assert _numbers(one["scores"]) == pytest.approx(_numbers(other["scores"]), abs=1e-5)


def _numbers(scores: Any) -> list[float]:
    return [number for row in (scores if isinstance(scores, list) else [scores]) for number in row.values()]


def test_what_was_not_read_is_null_and_not_nan(address: str) -> None:
    for answer in predict(address, text="word " * 2_000, task="pos"):
        unread = [word["read"] for word in answer["words"]].index(False)
        assert answer["tags"][unread] is None
        assert answer["scores"][unread] is None


@pytest.mark.parametrize("models", [None, []])
def test_no_models_means_all_of_the_task(address: str, models: object) -> None:
    assert [answer["model"] for answer in predict(address, text="Fine.", task="pos", models=models)] == shipped("pos")


def test_without_models_those_of_the_texts_language_answer_unless_one_is_forced(address: str) -> None:
    assert [one["model"] for one in predict(address, text="太差了", task="pos")] == shipped("pos", "zh")
    assert [one["model"] for one in predict(address, text="太差了", language="en")] == shipped("sentiment", "en")
    kind, data = call(address, "v2/predict", {"text": "Fine.", "language": "fr"})
    assert (kind, data["error"]) == ("error", "There is no language 'fr'. Choose one of: en, zh.")


def test_every_optional_argument_takes_null(address: str) -> None:
    for given in (["Fine.", None, None, None], ["Fine.", None, None], ["Fine."]):  # the last ones may be left out
        kind, data = call(address, "predict", {"data": given})
        assert kind == "complete"
        assert [answer["model"] for answer in data[0]] == shipped("sentiment")


def test_models_gives_what_the_command_line_prints(address: str) -> None:
    assert call(address, "v2/models", {}) == ("complete", [json.loads(run("models", "--json").stdout)])


def test_hostile_texts_are_answered(address: str) -> None:
    for text in ("", "\x00", "\ud800", "שלום", "<img src=x onerror=alert(1)>", "a" * 10_000):
        for answer in predict(address, text=text, task="pos"):
            assert answer["text"] == text


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ({"text": "x", "task": "parsing"}, ["--task", "parsing", "x"]),
        ({"text": "x", "models": ["nobody"]}, ["--model", "nobody", "x"]),
        ({"text": "x" * 200_001}, ["--file", "-"]),
    ],
)
def test_a_mistake_is_said_as_the_command_line_says_it(
    address: str, given: dict[str, Any], arguments: list[str]
) -> None:
    kind, data = call(address, "v2/predict", given)
    printed = run("predict", *arguments, given=given["text"].encode())
    assert kind == "error"
    assert "error: " + data["error"] == printed.stderr.decode().strip()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "The text is missing."),
        ({"text": 5}, "The text is 5."),
        ({"text": "x", "models": "sentiment-lstm"}, "The models are 'sentiment-lstm'. They have to be a list"),
        ({"text": "x", "models": [1]}, "The models are [1]."),
        ({"text": "x", "task": 5}, "There is no task 5."),
        ({"text": "x", "models": ["pos-rnn"] * 17}, "17 models are asked for. At most 16"),
    ],
)
def test_what_only_json_can_get_wrong(address: str, given: dict[str, Any], said: str) -> None:
    kind, data = call(address, "v2/predict", given)
    assert kind == "error"
    assert data["error"].startswith(said)


def test_models_that_are_asked_twice_are_answered_once() -> None:
    found = api.predict("Fine.", models=["sentiment-rnn", "sentiment-lstm", "sentiment-rnn"])
    assert [answer["model"] for answer in found] == ["sentiment-rnn", "sentiment-lstm"]


@pytest.mark.slow
def test_an_answer_that_would_be_too_long_is_refused_before_any_model_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_answers", lambda *_: pytest.fail("a model is asked"))
    with pytest.raises(BadInput) as caught:
        api.predict("我" * 200_000, models=["pos-lstm", "pos-rnn"])
    assert str(caught.value) == (
        "The text has 200,000 words, and 2 models are asked. Words × models may be 200,000 at most. Ask fewer models, "
        "shorten the text, or use the command line, which has no such bound: python -m playground predict --file FILE "
        "--json."
    )


def test_the_endpoints_explain_themselves_and_the_page_s_events_are_not_public(address: str) -> None:
    named = json.loads(read(address, "/gradio_api/info"))["named_endpoints"]
    assert {"/predict", "/models"} <= set(named) == {f"/{verb}" for verb in api.VERBS}
    assert named["/predict"]["description"].startswith("Ask small neural networks")
    parameters = {one["parameter_name"]: one for one in named["/predict"]["parameters"]}
    assert list(parameters) == ["text", "task", "models", "language"]
    assert parameters["task"]["parameter_default"] == "sentiment"


def readme(language: str) -> list[str]:
    """The README's examples under “From outside”, in a language."""
    section = re.search(r"^### From outside$(.*?)^##", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
    assert section is not None
    return re.findall(rf"```{language}\n(.*?)```", section[1], re.S)


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_the_readme_s_curl_examples(address: str) -> None:
    plain, gradio = (
        subprocess.run(["bash", "-ec", example.replace(HERE, address)], capture_output=True, text=True, timeout=60)
        for example in readme("bash")
    )
    assert "event: complete" in gradio.stdout
    for answers in (json.loads(plain.stdout), *json.loads(gradio.stdout.partition("data: ")[2])):
        assert [answer["model"] for answer in answers] == ["sentiment-lstm", "sentiment-lstm#untrained"]


def test_the_readme_s_python_example(address: str) -> None:
    (example,) = readme("python")
    ran = subprocess.run(
        [sys.executable, "-c", example.replace(HERE, address)], capture_output=True, text=True, timeout=120
    )
    assert ran.returncode == 0, ran.stderr
    for model in (*shipped(), "NOUN"):
        assert model in ran.stdout


def test_the_tools_for_language_models_have_the_same_pin() -> None:
    pins = [
        re.search(r"^gradio(?:\[mcp\])?==(\S+)$", (ROOT / name).read_text("utf-8"), re.M)
        for name in ("requirements.txt", "requirements-mcp.txt")
    ]
    assert pins[0] is not None
    assert pins[1] is not None
    assert pins[0][1] == pins[1][1]


AS_A_LANGUAGE_MODEL = """
import asyncio, json, sys
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client

async def main():
    async with streamablehttp_client(sys.argv[1]) as (reading, writing, _), ClientSession(reading, writing) as session:
        await session.initialize()
        print(json.dumps([tool.name for tool in (await session.list_tools()).tools]))
        for given in ({"model": "sentiment-lstm", "text": "A good film .", "words": [1]}, {"text": "A good film ."}):
            print(json.dumps((await session.call_tool("find", given)).content[0].text))

asyncio.run(main())
"""


@pytest.mark.slow
def test_the_endpoints_are_tools_for_language_models(tmp_path: Path) -> None:
    """With what requirements-mcp.txt adds, put in a folder of its own so that the tests keep the page's pydantic."""
    added = [
        wanted.partition(";")[0] for wanted in requires("gradio") or () if 'extra == "mcp"' in wanted.replace("'", '"')
    ]
    assert any(wanted.startswith("mcp") for wanted in added)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(tmp_path), *added]
    subprocess.run(pip, check=True, capture_output=True, timeout=300)
    with serving(GRADIO_MCP_SERVER="True", PYTHONPATH=str(tmp_path)) as (found, _):
        tools = json.loads(read(found, "/gradio_api/mcp/schema"))
        ran = subprocess.run(
            [sys.executable, "-c", AS_A_LANGUAGE_MODEL, f"{found}/gradio_api/mcp/"],
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert {tool["name"] for tool in tools} == set(api.VERBS)
    assert ran.returncode == 0, ran.stderr
    listed, found_units, refused = map(json.loads, ran.stdout.splitlines())
    assert set(listed) == set(api.VERBS)
    assert ast.literal_eval(found_units)["marked"] == [1], "gradio writes a tool's answer as Python does"
    assert "It has to be a string." in refused


def test_the_first_line_of_the_help_says_what_comes_back() -> None:
    for verb in (api.predict, api.models):
        assert verb.__doc__ is not None
        assert "Returns:" in verb.__doc__
