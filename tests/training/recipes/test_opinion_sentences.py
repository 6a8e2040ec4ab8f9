"""Made sentences to learn from: balanced, the same for a seed, and none of those that measure."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from playground.errors import BadInput
from playground.evaluation.behaviour import sentiment_sentences
from playground.evaluation.behaviour.sentiment import SENTIMENT
from playground.evaluation.behaviour.suite import cases
from playground.tasks import TASKS
from playground.training.recipes.opinion_sentences import BAD, FIXED, FRAMES, GOOD, MOST, opinions
from playground.training.recipes.schema import read_recipe
from playground.training.recipes.stages import RecipeRun, _read_examples


def test_both_labels_and_both_kinds_of_words_are_equally_frequent() -> None:
    made = opinions(4_000, 1)
    assert len(set(made.texts)) == 4_000
    assert Counter(made.labels) == {"positive": 2_000, "negative": 2_000}
    for words, label in ((GOOD, "positive"), (BAD, "negative")):
        assert len(words) == len(GOOD)
        having = [
            said
            for text, said in zip(made.texts, made.labels, strict=True)
            if set(words) & set(re.findall("[a-z]+", text.lower()))
        ]
        assert 0.35 < having.count(label) / len(having) < 0.65, "a word alone decides nothing"


def test_the_same_seed_makes_the_same_sentences() -> None:
    assert opinions(300, 1) == opinions(300, 1)
    assert opinions(300, 1).sha256 != opinions(300, 2).sha256


def test_an_opinion_is_turned_round_and_kept() -> None:
    said = dict(zip(opinions(6_000, 3).texts, opinions(6_000, 3).labels, strict=True))
    for text, label in said.items():
        if match := re.fullmatch(r".* was (by no means|not in the least) (\w+)\.", text):
            assert label == ("negative" if match[2] in GOOD else "positive")
        if match := re.fullmatch(r"How (\w+)!", text):
            assert label == ("positive" if match[1] in GOOD else "negative")


def test_no_sentence_and_no_wording_is_one_that_measures() -> None:
    measured = {text for key in SENTIMENT for case in cases("sentiment", key) for text in case.texts}
    assert not measured & set(opinions(20_000, 1).texts)

    def bare(template: str) -> str:
        return re.sub(r"[^a-z_ ]", "", re.sub(r"{\w+}", "_", template.lower()))

    def strings(value: object) -> list[str]:
        if isinstance(value, str):
            return [value]
        rows = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
        return [one for row in rows for one in strings(row)]

    theirs = {bare(one) for value in vars(sentiment_sentences).values() for one in strings(value) if "{" in one}
    assert len(theirs) > 200
    ours = {bare(frame) for frame, _ in FRAMES} | {bare(frame) for rows in FIXED.values() for frame in rows}
    assert not theirs & ours


def test_a_recipe_names_them_and_notices_when_they_have_changed(tmp_path: Path) -> None:
    made = {"name": "opinions", "made": 50, "seed": 4}
    run = RecipeRun(tmp_path, tmp_path / "made", tmp_path / "stages", print)
    found = _read_examples(run, made, TASKS["sentiment"].key)
    assert found == opinions(50, 4)
    with pytest.raises(BadInput, match="made differently by now"):
        _read_examples(run, {**made, "sha256": "0" * 64}, "sentiment")
    recipe = tmp_path / "training.json"
    for wrong in (0, MOST + 1, "many", True):
        stage = {"stage": "fit", "config": {}, "train": [{**made, "made": wrong}]}
        recipe.write_text(json.dumps({"stages": [stage]}), "utf-8")
        with pytest.raises(BadInput, match="is not a recipe"):
            read_recipe(recipe)
