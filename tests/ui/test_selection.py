"""Which of the chosen models do a task."""

from pathlib import Path

import pytest

from playground.checkpoints import references
from playground.errors import PlaygroundError
from playground.ui import selection
from playground.ui.compare import queries as compare_queries
from playground.ui.model_loader import ModelLoader
from tests import tiny


def test_a_question_is_for_models_of_its_task_each_once(loader: ModelLoader) -> None:
    wanted = ["pos-rnn", "sentiment-rnn", "pos-rnn", "pos-lstm#untrained"]
    assert selection.of_task(wanted, "pos") == ["pos-rnn", "pos-lstm#untrained"]
    loader.request(wanted)
    loader.wait(wanted, 30)
    found = compare_queries.compare("the dog", "pos", wanted)
    assert [column.reference for column in found.columns] == ["pos-rnn", "pos-lstm#untrained"]
    assert len(found.panels) == 1
    with pytest.raises(PlaygroundError, match="There is no task 'cooking'"):
        compare_queries.compare("the dog", "cooking", wanted)


@pytest.fixture
def two_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Models of both languages; of Chinese ones there are two architectures, as while the others are being trained."""
    for name in ("rnn", "lstm", "textcnn"):
        tiny.write(tmp_path, name, "sentiment")
    for name in ("lstm", "textcnn"):
        tiny.write(tmp_path, name, "sentiment", language="zh")
    monkeypatch.setattr(references, "FOLDER", tmp_path)
    selection._described.cache_clear()


@pytest.mark.parametrize(
    ("chosen", "language", "expected"),
    [
        (["lstm"], "zh", ["zh-lstm"]),
        (["zh-textcnn", "zh-lstm#untrained"], "en", ["textcnn", "lstm#untrained"]),
        (["rnn", "lstm", "textcnn"], "zh", ["zh-lstm", "zh-textcnn"]),  # all of them: all of the others
        (["zh-lstm", "zh-textcnn"], "en", ["rnn", "lstm", "textcnn"]),
        (["rnn"], "zh", ["zh-lstm", "zh-textcnn"]),  # it has no counterpart
        (["rnn", "lstm"], "zh", ["zh-lstm"]),
        (["lstm", "zh-lstm"], "zh", ["zh-lstm"]),  # both had been chosen beside each other
        ([], "zh", []),
    ],
)
def test_another_language_keeps_the_architectures(
    two_languages: None, chosen: list[str], language: str, expected: list[str]
) -> None:
    named = [f"sentiment-{one}" for one in chosen]
    assert selection.for_language(named, language, "sentiment") == [f"sentiment-{one}" for one in expected]


def test_models_that_are_not_bundled_stay_in_every_language(two_languages: None) -> None:
    assert selection.for_language(["sentiment-lstm", "anna/model"], "zh", "sentiment") == [
        "sentiment-zh-lstm",
        "anna/model",
    ]
    assert selection.for_language(["anna/model"], "zh", "sentiment") == ["anna/model"]
