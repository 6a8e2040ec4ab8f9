"""The view that a link restores, the language of a session, the models that can be chosen."""

from pathlib import Path

import pytest

from playground.checkpoints import references
from playground.ui import selection
from playground.ui.bar import bar
from playground.ui.bar.bar import View, choices, preferred_language, view_from_link
from playground.ui.components import model_names
from playground.ui.components.examples import EXAMPLES, first_example
from tests import tiny

SENTIMENT = ("sentiment-rnn", "sentiment-lstm", "sentiment-textcnn", "sentiment-transformer")


@pytest.fixture(autouse=True)
def checkpoints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for architecture, task in tiny.PAIRS:
        tiny.write(tmp_path, architecture, task)
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    for cache in (selection._described, model_names._language_and_variant):
        cache.cache_clear()


def test_without_a_query_the_view_is_the_default_one() -> None:
    assert view_from_link({}, "") == View(EXAMPLES[0].text, "sentiment", SENTIMENT, (), "en", "en")


def test_a_link_restores_every_part_of_a_view() -> None:
    query = {"text": "Ça va? #1", "task": "pos", "models": "pos-lstm#untrained,pos-rnn", "lang": "zh", "tab": "compare"}
    assert view_from_link(query, "en") == View("Ça va? #1", "pos", ("pos-rnn", "pos-lstm#untrained"), (), "zh", "en")


def test_an_empty_text_is_a_text() -> None:
    assert view_from_link({"text": ""}, "").text == ""


@pytest.mark.slow
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


@pytest.mark.slow
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


CHINESE = ("sentiment-zh-lstm", "sentiment-zh-textcnn")


@pytest.fixture
def chinese(tmp_path: Path) -> None:
    for name in ("lstm", "textcnn"):
        tiny.write(tmp_path, name, "sentiment", language="zh")


def test_a_chinese_text_is_for_the_chinese_models_unless_a_link_names_others(chinese: None) -> None:
    view = view_from_link({"text": "这部电影太差了"}, "")
    assert (view.models, view.text_language) == (CHINESE, "zh")
    view = view_from_link({"text": "这部电影太差了", "models": "sentiment-lstm,sentiment-zh-lstm"}, "")
    assert view.models == ("sentiment-lstm", "sentiment-zh-lstm")
    view = view_from_link({"text": "A good film", "models": "sentiment-zh-lstm"}, "")
    assert (view.models, view.text_language) == (("sentiment-zh-lstm",), "en")


def test_the_chinese_page_begins_with_a_chinese_sentence(chinese: None) -> None:
    view = view_from_link({}, "zh-CN")
    assert (view.text_language, view.models, view.task) == ("zh", CHINESE, "sentiment")
    assert view.text == first_example("zh").text != EXAMPLES[0].text
    kinds = {language: [one.kind for one in EXAMPLES if one.language == language] for language in ("en", "zh")}
    assert kinds["en"] == kinds["zh"], "of every kind there is one in each language"


def test_models_follow_the_language_of_the_text_when_it_changes_and_only_then(chinese: None) -> None:
    english = ["sentiment-lstm"]
    now, update, said = bar.models_of_text("这部电影太差了", "sentiment", english, [], "en", "en")
    assert (now, update.value) == ("zh", ["sentiment-zh-lstm"])
    assert "Chinese text: the Chinese models answer" in said
    assert "中文文本：由中文模型预测" in bar.models_of_text("太差了", "sentiment", english, [], "zh", "en")[2]
    now, update, said = bar.models_of_text("太差了", "sentiment", english, [], "en", "zh")
    assert (now, update.value) == ("zh", english), "somebody has chosen it"
    assert "chosen are models made for another language: ● LSTM" in said
    for nothing in ("", "2024 !"):
        assert bar.models_of_text(nothing, "sentiment", list(CHINESE), [], "en", "zh")[0] == "zh"
    now, update, said = bar.models_of_text("A good film", "sentiment", list(CHINESE), [], "en", "zh")
    assert (now, tuple(update.value)) == ("en", SENTIMENT)
    assert "models answer" not in said


def test_models_of_the_other_language_are_folded_away_and_offered(chinese: None) -> None:
    offered = dict(choices("sentiment", "en"))
    assert offered["● LSTM · Chinese"] == "sentiment-zh-lstm"
    assert dict(choices("sentiment", "zh"))["● LSTM · 中文"] == "sentiment-zh-lstm"
    for text_language, hidden, shown in (("en", "sentiment-zh-lstm", "sentiment-lstm"), ("zh", "sentiment-lstm", "zh")):
        said = bar.reading(text_language, "sentiment", [], "en")
        assert f'[name="{hidden}"]' in said
        assert f'[name="{shown}' not in said
        assert 'data-do="others"' in said
    assert 'data-do="others"' not in bar.reading("en", "pos", [], "en"), "there is no other one"


def test_textbook_versions_are_offered_with_one_click_and_never_chosen_unasked(tmp_path: Path) -> None:
    assert 'data-do="textbook"' not in bar.switch_language("zh", "sentiment", [], [], "en")[6], "there are none"
    tiny.write(tmp_path, "rnn", "sentiment", variant="textbook")
    view = view_from_link({}, "")
    assert view.models == SENTIMENT
    assert 'data-do="textbook"' in bar.switch_language("zh", "sentiment", [], [], "en")[6]
    assert dict(choices("sentiment", "en"))["■ textbook RNN"] == "sentiment-rnn-textbook"
    assert dict(choices("sentiment", "zh"))["■ 教科书版 RNN"] == "sentiment-rnn-textbook"
    assert view_from_link({"models": "sentiment-rnn-textbook"}, "").models == ("sentiment-rnn-textbook",)
    assert bar.models_of_task("pos", ["sentiment-rnn-textbook"], [], "en").value == [
        "pos-rnn", "pos-lstm", "pos-textcnn", "pos-transformer"
    ]  # fmt: skip


def test_another_task_stays_with_the_language(chinese: None, tmp_path: Path) -> None:
    tiny.write(tmp_path, "lstm", "pos", language="zh")
    update = bar.models_of_task("pos", list(CHINESE), [], "en")
    assert update.value == ["pos-zh-lstm"]
    update = bar.models_of_task("sentiment", ["pos-zh-lstm"], [], "en")
    assert update.value == ["sentiment-zh-lstm"]


def test_the_switch_speaks_the_other_language() -> None:
    assert bar.switch_language("en", "pos", ["pos-rnn"], [], "en")[0] == "zh"
    assert "模型游乐场" in bar.switch_language("en", "pos", ["pos-rnn"], [], "en")[1]
    assert bar.switch_language("zh", "pos", ["pos-rnn"], [], "en")[0] == "en"


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
