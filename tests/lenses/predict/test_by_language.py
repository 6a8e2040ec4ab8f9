"""The shipped models of each text's own language answer."""

import pytest

from playground import load, predict, predict_shipped
from playground.checkpoints import counterpart, describe, references, shipped, shipped_for
from playground.errors import NotFound

ENGLISH, CHINESE = "A quietly moving film.", "这部电影的故事很普通，但是演员演得非常好。"


@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_a_list_of_texts_is_answered_each_by_the_models_of_its_language(task: str) -> None:
    texts = [CHINESE, ENGLISH, "太差了"]
    found = predict_shipped(texts, task)
    for text, answers, language in zip(texts, found, ("zh", "en", "zh"), strict=True):
        assert [one.text for one in answers] == [text] * len(answers)
        assert [one.model for one in answers] == shipped(task, language)
        assert {describe(one.model).language for one in answers} == {language}
    assert [one.as_json() | {"seconds": 0} for one in predict_shipped(ENGLISH, task)] == [
        predict(load(reference), ENGLISH).as_json() | {"seconds": 0} for reference in shipped(task)
    ]


def test_a_language_can_be_forced() -> None:
    assert [one.model for one in predict_shipped(CHINESE, language="en")] == shipped("sentiment", "en")
    assert {one.caution.key for one in predict_shipped(CHINESE, language="en") if one.caution} == {"other-script"}
    assert [one.model for one in predict_shipped(ENGLISH, "pos", "zh")] == shipped("pos", "zh")
    with pytest.raises(NotFound, match="There is no language 'fr'"):
        predict_shipped(ENGLISH, language="fr")
    with pytest.raises(NotFound, match="There is no task 'cooking'"):
        predict_shipped(ENGLISH, "cooking")


def test_japanese_is_answered_with_a_caution_whoever_is_asked() -> None:
    for language in (None, "en", "zh"):
        answers = predict_shipped("日本映画の傑作です", language=language)
        assert {one.caution and one.caution.key for one in answers} == {"other-script"}


def test_where_no_model_reads_the_language_the_others_answer(
    tiny: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path

    monkeypatch.setattr(references, "FOLDER", Path(tiny["pos-rnn"]).parent)
    assert shipped_for(CHINESE, "sentiment") == shipped("sentiment", "en") != []
    with pytest.raises(NotFound, match="No model of the task sentiment reads the language zh"):
        shipped_for(CHINESE, "sentiment", "zh")


def test_a_model_has_a_counterpart_in_another_language() -> None:
    assert counterpart("sentiment-lstm", "zh") == "sentiment-zh-lstm"
    assert counterpart("pos-zh-rnn#untrained", "en") == "pos-rnn#untrained"
    assert counterpart("pos-rnn", "en") == "pos-rnn"
    assert counterpart("anna/model", "zh") is None
