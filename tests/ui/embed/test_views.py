"""What an address of one view by itself may hold: what does not fit is said, and nothing else is shown instead."""

import json
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from playground.checkpoints import load
from playground.errors import BadInput, NotApplicable, NotFound, PlaygroundError
from playground.ui.components.alone import VIEWS
from playground.ui.embed.queries import changed, shown, with_models
from playground.ui.embed.render import document
from playground.ui.embed.show import _load
from playground.ui.embed.views import MOST_WORDS, wanted
from playground.ui.inside.all_models.queries import ALL_MODELS_VIEWS
from playground.ui.inside.queries import ORDER, InsideView

TEXT = "Not bad at all."


def test_every_view_of_look_inside_can_be_shown_by_itself() -> None:
    assert {name for name, view in VIEWS.items() if view.tab == "inside"} == {*ORDER, *ALL_MODELS_VIEWS}
    assert {name for name, view in VIEWS.items() if view.tab == "inside" and view.many} == set(ALL_MODELS_VIEWS)


@pytest.mark.parametrize(
    ("query", "kind", "said"),
    [
        ({}, BadInput, "There is no text."),
        ({"text": "  "}, BadInput, "There is no text."),
        ({"text": "\u200b"}, BadInput, "has no word"),
        ({"text": "a " * (MOST_WORDS + 1)}, BadInput, f"The text has {MOST_WORDS + 1} words. A view by itself shows"),
        ({"text": TEXT, "view": "gate"}, NotFound, "There is no view 'gate'. Choose one of: compare, gates, states,"),
        ({"text": TEXT, "veiw": "gates"}, NotFound, "There is no part of this view's address 'veiw'."),
        ({"text": TEXT, "view": "gates", "head": "1"}, NotFound, "There is no part of this view's address 'head'."),
        ({"text": TEXT, "language": "fr"}, NotFound, "There is no language of the page 'fr'. Choose one of: en, zh."),
        ({"text": TEXT, "theme": "blue"}, NotFound, "There is no theme 'blue'. Choose one of: auto, light, dark."),
        ({"text": TEXT, "view": "gates", "word": "x"}, BadInput, "word is 'x'. It has to be a whole number from 0"),
        ({"text": TEXT, "view": "gates", "unit": "9" * 5000}, BadInput, "It has to be a whole number from 0"),
        (
            {"text": TEXT, "view": "gates", "models": "a,b"},
            BadInput,
            "The view gates shows one model, and 2 are named. Name one of them.",
        ),
        ({"text": TEXT, "models": ",".join("abcdefghi")}, BadInput, "9 models are named. At most 8 are shown"),
    ],
)
def test_what_does_not_fit_is_said(query: dict[str, str], kind: type[PlaygroundError], said: str) -> None:
    with pytest.raises(kind) as caught:
        wanted(query)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400


def test_what_a_host_adds_to_an_address_is_passed_over() -> None:
    assert wanted({"text": TEXT, "__sign": "x"}).view == "compare"


@pytest.mark.parametrize(
    ("query", "models"),
    [
        ({"view": "gates"}, ("sentiment-lstm",)),
        ({"view": "attention", "task": "pos"}, ("pos-transformer",)),
        ({"view": "filters"}, ("sentiment-textcnn",)),
        ({"view": "compare", "task": "pos"}, ("pos-rnn", "pos-lstm", "pos-textcnn", "pos-transformer")),
        ({"view": "states", "model": "sentiment-rnn#untrained"}, ("sentiment-rnn#untrained",)),
    ],
)
def test_without_a_model_those_answer_that_the_view_tells_most_of(
    query: dict[str, str], models: tuple[str, ...]
) -> None:
    assert with_models(wanted({"text": TEXT, **query})).models == models


def test_a_chinese_text_is_read_by_chinese_models() -> None:
    (model,) = with_models(wanted({"text": "这部电影太差了", "view": "gates"})).models
    assert load(model).config.language == "zh"


@pytest.mark.parametrize(
    ("query", "kind", "said"),
    [
        ({"model": "nobody"}, NotFound, "There is no checkpoint 'nobody'."),
        ({"model": "/etc"}, NotFound, "The folder '/etc' cannot be named over the network."),
        (
            {"model": "sentiment-rnn", "view": "filters"},
            NotFound,
            "sentiment-rnn has no view filters. It has: states, layers, code. Choose one of these, or another model.",
        ),
        ({"task": "parsing"}, NotFound, "There is no task 'parsing'."),
        (
            {"model": "pos-rnn", "task": "sentiment"},
            NotApplicable,
            "pos-rnn does the task pos, not sentiment. Name models of one task, or leave the task out.",
        ),
        ({"task": "pos", "view": "filters"}, NotFound, "No shipped model of the task pos has no view filters."),
    ],
)
def test_models_that_do_not_fit_are_said(query: dict[str, str], kind: type[PlaygroundError], said: str) -> None:
    with pytest.raises(kind) as caught:
        with_models(wanted({"text": TEXT, **query}))
    assert said in str(caught.value)


PAIR = {"text": TEXT, "view": "states", "model": "sentiment-lstm", "beside": "sentiment-rnn"}


def test_a_second_model_stands_beside_the_first_at_a_place_of_its_own() -> None:
    asked = with_models(wanted({**PAIR, "word": "2", "unit": "3", "beside_unit": "5", "beside_layer": "1 backward"}))
    _load(asked.every)
    found = shown(asked)
    assert isinstance(found, InsideView)
    places = [(one.side.model, one.word, one.unit, one.side.direction) for one in found.panels]
    assert places == [("sentiment-lstm", 2, 3, "forward"), ("sentiment-rnn", 2, 5, "backward")]
    after = changed(asked, json.dumps({"key": "place", "side": 1, "value": "1 forward"}))
    assert (after.query["beside"], after.query["beside_unit"]) == ("sentiment-rnn", "5")
    assert after.query["beside_layer"] == "1" and with_models(after).every == asked.every


def test_a_second_model_without_such_a_view_shows_its_own_and_says_so_as_on_the_page() -> None:
    asked = with_models(wanted({**PAIR, "view": "gates", "beside": "sentiment-transformer"}))
    _load(asked.every)
    found = shown(asked)
    assert isinstance(found, InsideView)
    assert [(one.view, one.requested_view) for one in found.panels] == [("gates", ""), ("attention", "gates")]
    drawn = document(found, asked).html
    assert "const drawAttention = null;" not in drawn, "a document of maps alone does without that script"
    assert drawn.count("<article") == 2 and 'class="note other"' in drawn


@pytest.mark.parametrize(
    ("query", "kind", "said"),
    [
        ({"beside": "nobody"}, NotFound, "There is no checkpoint 'nobody'."),
        ({"beside": "/etc"}, NotFound, "The folder '/etc' cannot be named over the network."),
        ({"beside": "pos-rnn"}, NotApplicable, "pos-rnn does the task pos, not sentiment."),
        ({"beside_unit": "x"}, BadInput, "beside_unit is 'x'. It has to be a whole number from 0"),
        ({"beside": "", "beside_unit": "1"}, NotFound, "There is no part of this view's address 'beside_unit'."),
        ({"view": "path"}, NotFound, "There is no part of this view's address 'beside'."),
        ({"beside_unit": "9999"}, BadInput, "There is no unit 9999."),
    ],
)
def test_a_second_model_that_does_not_fit_is_said(
    query: dict[str, str], kind: type[PlaygroundError], said: str
) -> None:
    with pytest.raises(kind) as caught:
        asked = with_models(wanted({**PAIR, **query}))
        _load(asked.every)
        shown(asked)
    assert said in str(caught.value)


def test_what_is_chosen_in_a_document_becomes_its_address() -> None:
    before = with_models(wanted({"text": TEXT, "view": "gates", "word": "2", "theme": "dark"}))
    after = changed(before, json.dumps({"key": "place", "side": 0, "value": "1 backward"}))
    assert dict(parse_qsl(after.address(after.query))) == {
        "text": TEXT,
        "view": "gates",
        "task": "sentiment",
        "models": "sentiment-lstm",
        "word": "2",
        "layer": "1 backward",
        "language": "en",
        "theme": "dark",
    }
    explained = with_models(wanted({"text": TEXT, "view": "explain", "task": "pos", "method": "saliency"}))
    query = changed(explained, json.dumps({"key": "word", "value": "3"})).query
    assert (query["word"], query["method"]) == ("3", "saliency")
    for nonsense in ("[]", "1", json.dumps({"key": "x" * 5000, "value": None})):
        assert changed(before, nonsense).view == "gates"
    with pytest.raises(BadInput, match=r"^The change is no JSON\."):
        changed(before, "{" * 10_000)


def test_the_table_in_the_docs_is_this_one() -> None:
    docs = (Path(__file__).parents[3] / "docs/embed.md").read_text("utf-8")
    rows = [line.split("|")[1:] for line in docs.splitlines() if line.startswith("| `")]
    told: dict[str, tuple[bool, set[str]]] = {}
    for names, _, models, parts, *_ in rows:
        for name in names.replace("`", "").split(","):
            own = {part.split("`")[1] for part in parts.split(", ") if "`" in part and part.strip()[0] == "`"}
            told[name.strip()] = models.strip() == "several", own
    assert set(told) == set(VIEWS)
    assert {name: many for name, (many, _) in told.items()} == {name: view.many for name, view in VIEWS.items()}
    for name, view in VIEWS.items():
        assert set(view.parts) <= told[name][1], name
