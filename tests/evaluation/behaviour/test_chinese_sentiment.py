"""The behavioural suite in Chinese: its cases, and which models it is for."""

from dataclasses import replace
from random import Random

import pytest

from playground.checkpoints import Checkpoint
from playground.errors import NotApplicable
from playground.evaluation.behaviour.chinese_sentiment import SENTIMENT_ZH, miswritten
from playground.evaluation.behaviour.chinese_sentiment_sentences import CONFUSED
from playground.evaluation.behaviour.suite import KINDS, Behaviour, behaviour, cases, digest, section
from playground.tasks import TASKS
from tests.tiny import VOCABULARY, config, model

LEAST = 100  # cases a capability


def test_there_are_enough_capabilities() -> None:
    assert len(SENTIMENT_ZH) >= 10
    assert {capability.kind for capability in SENTIMENT_ZH.values()} == set(KINDS)


@pytest.mark.parametrize("key", SENTIMENT_ZH)
def test_a_capability_has_enough_cases_of_the_shape_of_its_kind(key: str) -> None:
    asked, kind = cases("sentiment", key, "zh"), SENTIMENT_ZH[key].kind
    assert len(asked) >= LEAST
    for case in asked:
        assert len(set(case.texts)) == len(case.texts), case
        assert not case.places
        assert not case.tags
        for text in case.texts:
            assert text == text.strip()
            assert "{" not in text
            assert any("一" <= letter <= "鿿" for letter in text)
        assert (len(case.texts) == 1) == (kind == "minimum")
        assert (case.label in TASKS["sentiment"].labels) == (kind != "invariance")


def test_no_case_stands_twice_and_no_sentence_has_two_right_answers() -> None:
    asked = [case for key in SENTIMENT_ZH for case in cases("sentiment", key, "zh")]
    assert len(set(asked)) == len(asked)
    gold: dict[str, str] = {}
    for case in asked:
        if len(case.texts) == 1:
            assert gold.setdefault(case.texts[0], case.label) == case.label, case


def test_both_answers_are_asked_for_where_both_can_be_right() -> None:
    for key, capability in SENTIMENT_ZH.items():
        labels = [case.label for case in cases("sentiment", key, "zh")]
        if capability.kind != "invariance" and key not in ("denied-good", "denied-bad"):
            assert 0.4 < labels.count("positive") / len(labels) < 0.6, key
    assert {case.label for case in cases("sentiment", "denied-good", "zh")} == {"negative"}
    assert {case.label for case in cases("sentiment", "denied-bad", "zh")} == {"positive"}


def test_the_cases_are_the_same_every_time() -> None:
    for key, capability in SENTIMENT_ZH.items():
        assert tuple(capability.cases(key)) == cases("sentiment", key, "zh")
    assert digest("sentiment", "zh") != digest("sentiment")


def test_a_typo_changes_one_confused_character_and_nothing_else() -> None:
    assert miswritten("我已经看过了", Random(1)) == "我己经看过了"
    for case in cases("sentiment", "typos", "zh"):
        before, after = case.texts
        assert len(before) == len(after)
        changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
        assert len(changed) == 1
        assert any(changed[0][0] in right and changed[0][1] in wrong for right, wrong in CONFUSED.items())


@pytest.mark.slow
def test_a_chinese_model_is_asked_the_chinese_sentences() -> None:
    chinese = replace(config("rnn", "sentiment"), language="zh")
    checkpoint = Checkpoint("mine", chinese, VOCABULARY, model("rnn", "sentiment"))
    found = behaviour(checkpoint)
    assert (found.language, list(found.capabilities)) == ("zh", list(SENTIMENT_ZH))
    assert found.suite == digest("sentiment", "zh")
    assert Behaviour.from_json(found.as_json()) == found
    assert "转折 Contrast" in section(found)


def test_there_is_no_suite_for_chinese_taggers() -> None:
    chinese = replace(config("rnn", "pos"), language="zh")
    checkpoint = Checkpoint("mine", chinese, VOCABULARY, model("rnn", "pos"))
    with pytest.raises(NotApplicable, match="no sentences in the language zh"):
        behaviour(checkpoint)
