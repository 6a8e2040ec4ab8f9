"""The view that a link restores, the language of a session, the models that can be chosen."""

from pathlib import Path

import pytest

from playground.checkpoints import references
from playground.ui.bar import bar
from playground.ui.bar.bar import View, choices, preferred_language, view_from_link
from playground.ui.components.examples import DEFAULT
from tests import tiny

SENTIMENT = ("sentiment-rnn", "sentiment-lstm", "sentiment-textcnn", "sentiment-transformer")


@pytest.fixture(autouse=True)
def checkpoints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for architecture, task in tiny.PAIRS:
        tiny.write(tmp_path, architecture, task)
    monkeypatch.setattr(references, "FOLDER", tmp_path)


def test_without_a_query_the_view_is_the_default_one() -> None:
    assert view_from_link({}, "") == View(DEFAULT.text, "sentiment", SENTIMENT, (), "en")


def test_a_link_restores_every_part_of_a_view() -> None:
    query = {"text": "Ça va? #1", "task": "pos", "models": "pos-lstm#untrained,pos-rnn", "lang": "zh", "tab": "compare"}
    assert view_from_link(query, "en") == View("Ça va? #1", "pos", ("pos-rnn", "pos-lstm#untrained"), (), "zh")


def test_an_empty_text_is_a_text() -> None:
    assert view_from_link({"text": ""}, "").text == ""


@pytest.mark.parametrize(
    ("query", "part", "expected"),
    [
        ({"task": "cooking"}, "task", "sentiment"),
        ({"lang": "xx"}, "language", "en"),
        ({"models": ""}, "models", SENTIMENT),
        ({"models": "/etc/passwd,./x,sentiment-gru"}, "models", SENTIMENT),
        ({"models": "pos-rnn"}, "models", SENTIMENT),
        ({"models": " sentiment-lstm ,nothing"}, "models", ("sentiment-lstm",)),
        ({"models": "sentiment-rnn,sentiment-rnn"}, "models", ("sentiment-rnn",)),
    ],
)
def test_what_is_strange_in_a_link_is_the_default(query: dict[str, str], part: str, expected: object) -> None:
    assert getattr(view_from_link(query, ""), part) == expected


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh", "zh"),
        ("zh-TW", "zh"),
        ("zh-Hans-CN", "zh"),
        ("en-GB,zh;q=0.5", "en"),
        ("fr,zh;q=0.8,en;q=0.7", "zh"),
        ("en;q=0.3,zh;q=0.9", "zh"),
        ("zh;q=0,en", "en"),
        ("fr", "en"),
        ("", "en"),
        ("zh;q=rubbish", "en"),
        (",,;;", "en"),
    ],
)
def test_the_browsers_first_language_that_the_page_speaks(header: str, language: str) -> None:
    assert preferred_language(header) == language
    assert view_from_link({}, header).language == language
    assert view_from_link({"lang": "en"}, header).language == "en"


def test_trained_models_come_first_and_their_twins_have_hollow_marks() -> None:
    offered = choices("pos", "en")
    assert offered[:2] == [("■ RNN", "pos-rnn"), ("● LSTM", "pos-lstm")]
    assert offered[4:6] == [("□ RNN untrained", "pos-rnn#untrained"), ("○ LSTM untrained", "pos-lstm#untrained")]
    assert choices("pos", "zh")[4][0] == "□ RNN 随机初始化"


def test_another_task_keeps_the_architectures_and_who_is_untrained() -> None:
    update = bar.models_of_task("pos", ["sentiment-lstm", "sentiment-rnn#untrained"], [], "en")
    assert update.value == ["pos-lstm", "pos-rnn#untrained"]
    assert [reference for _, reference in update.choices][:1] == ["pos-rnn"]


def test_the_switch_speaks_the_other_language() -> None:
    assert bar.switch_language("en", "pos", ["pos-rnn"], [])[0] == "zh"
    assert "模型游乐场" in bar.switch_language("en", "pos", ["pos-rnn"], [])[1]
    assert bar.switch_language("zh", "pos", ["pos-rnn"], [])[0] == "en"


def test_a_link_brings_models_of_the_hub_and_none_of_somebodys_visit() -> None:
    view = view_from_link({"models": "anna/tagger@v1,session:abc,sentiment-rnn,anna/tagger@v1#untrained"}, "")
    assert view.extras == ("anna/tagger@v1",)
    assert view.models == ("sentiment-rnn", "anna/tagger@v1")


def test_a_model_that_is_added_is_chosen_and_another_tasks_brings_its_task(tmp_path: Path) -> None:
    tagger = str(tmp_path / "pos-lstm")
    extras, task, update = bar.with_model(tagger, [], "sentiment", ["sentiment-rnn"], "en")
    assert (extras, task) == ([tagger], "pos")
    assert update.value == ["pos-rnn", "pos-lstm", "pos-textcnn", "pos-transformer", tagger]
    extras, task, update = bar.with_model(tagger, [tagger], "pos", ["pos-rnn"], "en")
    assert (extras, task, update.value) == ([tagger], "pos", ["pos-rnn", tagger])
    assert [one for _, one in update.choices].count(tagger) == 1


def test_the_oldest_model_goes_when_there_are_too_many() -> None:
    extras: list[str] = []
    for number in range(bar.EXTRAS + 1):
        extras, _, _ = bar.with_model(f"anna/model{number}", extras, "sentiment", [], "en")
    assert len(extras) == bar.EXTRAS and "anna/model0" not in extras and extras[-1] == f"anna/model{bar.EXTRAS}"


def test_a_model_that_is_removed_is_neither_offered_nor_chosen(tmp_path: Path) -> None:
    tagger = str(tmp_path / "pos-lstm")
    extras, task, update = bar.without_model(tagger, [tagger, "anna/x"], "pos", ["pos-rnn", tagger], "en")
    assert (extras, task, update.value) == (["anna/x"], "pos", ["pos-rnn"])
    assert tagger not in [one for _, one in update.choices]


def test_another_task_keeps_an_added_model_only_where_it_does_that_task(tmp_path: Path) -> None:
    tagger = str(tmp_path / "pos-lstm")
    assert bar.models_of_task("sentiment", [tagger, "pos-rnn"], [tagger], "en").value == ["sentiment-rnn"]
    assert bar.models_of_task("pos", ["sentiment-rnn"], [tagger], "en").value == ["pos-rnn"]


def test_two_models_of_one_name_are_told_apart() -> None:
    assert bar._distinct_names([("★ a", "x"), ("★ a", "y"), ("★ b", "z")]) == [
        ("★ a", "x"),
        ("★ a (2)", "y"),
        ("★ b", "z"),
    ]
