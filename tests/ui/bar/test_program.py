"""The calls that a program is shown: each can be run as it stands, and asks for what the page shows."""

import ast
import html
import inspect
import json
import re
import shlex
from urllib.parse import parse_qsl

import pytest

from playground.cli.arguments import parse_parameters
from playground.cli.parser import build_parser
from playground.ui import api
from playground.ui.bar.program import Calls, calls
from playground.ui.bar.render_program import program
from playground.ui.bar.words import say
from playground.ui.embed.queries import with_models
from playground.ui.embed.show import show
from playground.ui.embed.views import wanted

HOME = "http://127.0.0.1:7860"
TEXT = '-- it\'s a "good" film; $(echo) `x` & 中文\n<b>'
QUERIES = [
    {"tab": "compare", "text": TEXT, "task": "pos", "models": "pos-rnn,owner/name@main"},
    {"tab": "compare", "text": TEXT},
    {"tab": "inside", "text": TEXT, "view": "gates", "model": "sentiment-lstm#untrained"},
    {
        "tab": "explain",
        "text": TEXT,
        "task": "pos",
        "models": "pos-lstm",
        "method": "lime",
        "baseline": "zero",
        "target": "VERB",
        "word": "3",
        "settings": "lime.samples:200,lime.ridge:x,lime.no:1,saliency.magnitude:true",
    },
    {"tab": "explain", "text": TEXT, "models": "", "method": "<b>", "baseline": "x", "word": "-1", "settings": ",:,"},
    {"tab": "edit", "text": TEXT, "task": "pos", "models": "pos-rnn", "word": "2"},
    {"tab": "intervene", "text": TEXT, "model": "sentiment-lstm", "edits": '["layer1.forward.hidden[3]=0@2-"]'},
    {
        "tab": "intervene",
        "text": TEXT,
        "model": "sentiment-lstm",
        "edits": '["layer1.cell=from"]',
        "beside": "bad film",
    },
    {"tab": "intervene", "text": TEXT, "task": "pos", "model": "pos-rnn", "word": "2", "edits": "[[1]"},
    {"tab": "intervene", "text": TEXT, "task": "pos", "model": "pos-zh-rnn", "word": "1", "target": "NOUN"},
    {"tab": "intervene", "text": TEXT, "model": "sentiment-rnn", "view": "twin", "beside": "a bad film"},
    {"tab": "models"},
    {"tab": "nowhere", "task": "cooking", "text": TEXT},
]


def arguments_of(found: Calls) -> tuple[str, dict[str, object]]:
    """The endpoint and the JSON that a shell would send."""
    words = shlex.split(found.curl.replace("\\\n", " ").removeprefix("event=$("))
    return words[2].rpartition("/")[2], json.loads(words[words.index("-d") + 1])


@pytest.mark.parametrize("query", QUERIES)
def test_every_call_is_one_that_can_be_made(query: dict[str, str]) -> None:
    found = calls(query, HOME)
    verb, arguments = arguments_of(found)
    accepted = inspect.signature(getattr(api, verb)).parameters
    assert set(arguments) <= set(accepted)
    python = {
        keyword.arg: ast.literal_eval(keyword.value)
        for node in ast.walk(ast.parse(found.python))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "client.predict"
        for keyword in node.keywords
    }
    assert python == {**arguments, "api_name": f"/{verb}"}
    command = build_parser().parse_args(shlex.split(found.command)[3:])
    command_of = {"rank_parts": "intervene", "carriers": "intervene"}  # one command asks all of them
    assert command.run.__name__ == command_of.get(verb, verb) if hasattr(command, "run") else True
    if "text" in arguments:
        assert arguments["text"] == TEXT
        assert command.text in (TEXT, [TEXT])


def test_an_explanation_is_asked_for_as_it_is_shown() -> None:
    found = calls(QUERIES[3], HOME)
    assert arguments_of(found)[1] == {
        "model": "pos-lstm",
        "text": TEXT,
        "method": "lime",
        "baseline": "zero",
        "target": "VERB",
        "word": 3,
        "parameters": {"samples": 200},
    }
    command = build_parser().parse_args(shlex.split(found.command)[3:])
    assert (command.model, command.method, command.word, command.param) == ("pos-lstm", "lime", 3, ["samples=200"])


def test_a_setting_is_written_as_the_command_line_reads_it() -> None:
    found = calls(
        {"tab": "explain", "text": "Good.", "method": "saliency", "settings": "saliency.magnitude:true"}, HOME
    )
    command = build_parser().parse_args(shlex.split(found.command)[3:])
    assert parse_parameters(command.param) == {"magnitude": "true"}
    assert arguments_of(found)[1]["parameters"] == {"magnitude": True}


def test_the_command_line_is_not_sent_models_that_only_the_page_has() -> None:
    found = calls({"tab": "compare", "text": "Good.", "models": "sentiment-rnn,session:abc"}, HOME)
    assert arguments_of(found)[1]["models"] == ["sentiment-rnn", "session:abc"]
    assert "session:abc" not in found.command
    for tab in ("explain", "inside"):
        assert calls({"tab": tab, "text": "session:x", "model": "session:abc"}, HOME).command == ""
        assert calls({"tab": tab, "text": "session:x", "model": "sentiment-rnn"}, HOME).command != ""


def test_a_training_has_a_command_and_no_endpoint() -> None:
    found = calls({"tab": "finetune", "task": "pos"}, HOME)
    assert found.curl == ""
    command = build_parser().parse_args(shlex.split(found.command)[3:])
    assert (command.task, command.data) == ("pos", "sentences.conllu")
    assert "playground.train(" in ast.unparse(ast.parse(found.python))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_shown_is_escaped(language: str) -> None:
    drawn = program(calls(QUERIES[0], HOME), language)
    assert "<b>" not in drawn
    assert drawn.count("<pre") == 5
    assert 'target="_blank"' in drawn


SEEN = [
    {"tab": "compare", "text": TEXT, "task": "pos", "models": "pos-rnn,pos-lstm,session:abc", "lang": "zh"},
    {"tab": "compare", "text": TEXT, "task": "sentiment", "models": "", "theme": "dark", "lang": "en"},
    {
        "tab": "inside",
        "text": TEXT,
        "view": "gates",
        "model": "sentiment-lstm",
        "beside": "sentiment-rnn",
        "layer": "1 backward",
        "word": "2",
        "unit": "5",
        "row": "cell",
        "beside_layer": "1",
    },
    {"tab": "inside", "text": TEXT, "view": "attention", "model": "sentiment-transformer", "layer": "2", "head": "3"},
    {"tab": "inside", "text": TEXT, "view": "memory", "task": "pos", "models": "pos-rnn,pos-lstm", "word": "1"},
    {"tab": "inside", "text": TEXT, "view": "filters", "model": "sentiment-textcnn", "target": "negative"},
    {
        "tab": "explain",
        "text": TEXT,
        "by": "methods",
        "model": "pos-lstm",
        "models": "pos-rnn,pos-lstm",
        "task": "pos",
        "word": "3",
        "target": "*",
        "settings": "lime.samples:200",
    },
    {"tab": "explain", "text": TEXT, "by": "models", "word": "0", "method": "lime", "baseline": "zero", "target": ""},
]


@pytest.mark.parametrize("query", SEEN)
def test_a_frame_and_a_notebook_show_what_is_seen(query: dict[str, str]) -> None:
    found = calls(query, f"{HOME}/play")
    source = html.unescape(re.findall(r'src="([^"]*)"', found.embed)[0])
    assert source.startswith(f"{HOME}/play/embed?")
    asked = with_models(wanted(dict(parse_qsl(source.partition("?")[2]))))
    assert asked.text == TEXT
    assert asked.view == query.get("view", query["tab"])
    assert not any(model.startswith("session:") for model in asked.models)
    assert {name: value for name, value in asked.query.items() if value != query.get(name)} == {}
    call = ast.parse(found.notebook).body[-1]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    given = [ast.literal_eval(one) for one in call.value.args]
    named = {str(one.arg): ast.literal_eval(one.value) for one in call.value.keywords}
    bound = inspect.signature(show).bind(*given, **named).arguments
    assert bound["text"] == TEXT
    for name in ("word", "unit", "head"):
        assert bound.get(name, 0) == int(asked.query.get(name, 0))
    layer = f"{bound.get('layer', '')} {bound.get('direction', '')}".strip()
    assert layer == asked.query.get("layer", "")


@pytest.mark.parametrize(
    "query",
    [
        {"tab": "edit", "text": TEXT},
        {"tab": "compare", "text": " "},
        {"tab": "compare", "text": TEXT, "models": "session:abc"},
        {"tab": "inside", "text": TEXT, "view": "gates", "model": "session:abc"},
        {"tab": "inside", "text": TEXT, "view": "<b>", "model": "sentiment-rnn"},
    ],
)
def test_what_nobody_else_can_be_shown_has_no_frame(query: dict[str, str]) -> None:
    found = calls(query, HOME)
    assert (found.embed, found.notebook) == ("", "")
    assert say("program-embed-none", "zh") in program(found, "zh")
