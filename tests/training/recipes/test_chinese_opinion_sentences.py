"""Made sentences in Chinese to learn from: balanced, the same for a seed, and none of those that measure."""

import re
from collections import Counter
from pathlib import Path

import pytest

from playground.evaluation.behaviour.chinese_sentiment import SENTIMENT_ZH
from playground.evaluation.behaviour.suite import cases
from playground.training.recipes.chinese_opinion_sentences import BAD, FIXED, FRAMES, GOOD, chinese_opinions
from playground.training.recipes.schema import MADE
from playground.training.recipes.stages import RecipeRun, _read_examples
from tests.training.recipes.chinese_wordings import bare, measured_wordings


def test_both_labels_and_both_kinds_of_words_are_equally_frequent() -> None:
    made = chinese_opinions(4_000, 1)
    assert len(set(made.texts)) == 4_000
    assert Counter(made.labels) == {"positive": 2_000, "negative": 2_000}
    assert len(GOOD) == len(BAD) == len({*GOOD, *BAD}) / 2
    for words, label in ((GOOD, "positive"), (BAD, "negative")):
        having = [
            said
            for text, said in zip(made.texts, made.labels, strict=True)
            if any(word in text for word in words if len(word) > 1)
        ]
        assert 0.35 < having.count(label) / len(having) < 0.65, "a word alone decides nothing"


@pytest.mark.parametrize("name", ["chinese-opinions", "chinese-reviews"])
def test_the_same_seed_makes_the_same_sentences(name: str, tmp_path: Path) -> None:
    make = MADE[name]
    assert make(300, 1) == make(300, 1)
    assert make(300, 1).sha256 != make(300, 2).sha256
    entry = {"name": name, "made": 300, "seed": 1, "language": "zh"}
    run = RecipeRun(tmp_path, tmp_path, tmp_path, print)
    assert _read_examples(run, entry, "sentiment") == make(300, 1)


def test_an_opinion_is_turned_round_and_kept() -> None:
    made = chinese_opinions(6_000, 3)
    for text, label in zip(made.texts, made.labels, strict=True):
        if match := re.fullmatch(r".*(?:完全不|绝不|压根儿不)(.+)。", text):
            assert label == ("negative" if match[1] in GOOD else "positive"), text
        if match := re.fullmatch(r"太(.+)了！", text):
            assert label == ("positive" if match[1] in GOOD else "negative"), text


def test_no_sentence_and_no_wording_is_one_that_measures() -> None:
    measured = {text for key in SENTIMENT_ZH for case in cases("sentiment", key, "zh") for text in case.texts}
    assert not measured & set(chinese_opinions(20_000, 1).texts)

    learnt = [frame for frame, _ in FRAMES] + [one for ones in FIXED.values() for one in ones]
    assert not measured_wordings() & {bare(one) for one in learnt}
    assert [len(ones) for ones in FIXED.values()] == [20, 20]
