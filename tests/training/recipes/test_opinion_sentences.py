"""Made sentences to learn from: balanced, the same for a seed, and none of those that measure."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from playground.data.examples import Examples
from playground.errors import BadInput, NotFound
from playground.evaluation.behaviour import sentiment_sentences
from playground.evaluation.behaviour.sentiment import SENTIMENT
from playground.evaluation.behaviour.suite import cases
from playground.tasks import TASKS
from playground.training.recipes import everyday_sentences as more
from playground.training.recipes import negation_sentences as denied
from playground.training.recipes import review_sentences as told
from playground.training.recipes.everyday_sentences import everyday
from playground.training.recipes.identity_swaps import KINDS
from playground.training.recipes.negation_sentences import negations
from playground.training.recipes.opinion_sentences import BAD, FIXED, FRAMES, GOOD, MOST, OTHER, opinions
from playground.training.recipes.review_sentences import reviews
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


@pytest.mark.slow
def test_everyday_ones_are_balanced_and_naming_somebody_decides_nothing() -> None:
    made = everyday(8_000, 1)
    assert len(set(made.texts)) == 8_000
    assert Counter(made.labels) == {"positive": 4_000, "negative": 4_000}
    said = list(zip((re.findall(r"[\w-]+", text) for text in made.texts), made.labels, strict=True))
    for words, label in ((GOOD, "positive"), (BAD, "negative")):
        having = [one for text, one in said if set(words) & set(text)]
        assert 0.35 < having.count(label) / len(having) < 0.65, "a word alone decides nothing"
    shares = {}
    for name in ("nation", "faith", "group", "land", "name"):
        having = [one for text, one in said if set(more.SWAPPED[name]) & set(text)]
        shares[name] = having.count("positive") / len(having)
    assert max(shares.values()) - min(shares.values()) < 0.15
    for gap, chosen in more.SWAPPED.items():
        assert len(set(chosen)) == len(chosen), gap


@pytest.mark.slow
def test_denials_are_balanced_in_labels_and_words() -> None:
    made = negations(8_000, 1)
    assert len(set(made.texts)) == 8_000
    assert Counter(made.labels) == {"positive": 4_000, "negative": 4_000}
    good, bad = denied.ADJECTIVES["positive"], denied.ADJECTIVES["negative"]
    assert len(set(good)) == len(good) == len(set(bad)) == len(bad)
    assert not set(good) & set(bad)
    for words, label in ((good, "positive"), (bad, "negative")):
        having = [
            said
            for text, said in zip(made.texts, made.labels, strict=True)
            if set(words) & set(re.findall(r"[\w-]+", text.lower()))
        ]
        assert 0.3 < having.count(label) / len(having) < 0.65, "a word alone decides nothing"
        assert all(
            said != label
            for text, said in zip(made.texts, made.labels, strict=True)
            if (match := re.fullmatch(r".* isn't ([\w-]+)\.", text)) and match[1] in words
        )


@pytest.mark.slow
def test_of_made_reviews_no_clause_and_nobody_who_is_named_decides_anything() -> None:
    made = reviews(8_000, 1)
    assert len(set(made.texts)) == 8_000
    assert Counter(made.labels) == {"positive": 4_000, "negative": 4_000}
    said = [(text.lower(), label) for text, label in zip(made.texts, made.labels, strict=True)]
    for side, label in enumerate(("positive", "negative")):
        clauses = [pair[side].lower() for _, pairs in told.TOPICS.values() for pair in pairs]
        having = [one for text, one in said if any(clause in text for clause in clauses)]
        assert 0.35 < having.count(label) / len(having) < 0.75, "a clause alone decides nothing"
    shares = {}
    for kind in ("nation", "land", "name"):
        words = {word.lower() for word in KINDS[kind]}
        having = [one for text, one in said if words & set(re.findall(r"[\w'-]+", text))]
        assert len(having) > 200
        shares[kind] = having.count("positive") / len(having)
    assert max(shares.values()) - min(shares.values()) < 0.15


def test_a_wording_of_a_made_review_has_a_side() -> None:
    own = {"a", "a2", "a3", "v", "v2", "x", "n", "h", "hd", "did", "better", "best"}
    other = {"b", "b2", "y", "m", "k", "kd", "undo", "undid"}
    neutral = {"t", "u", "f", "f2", "p", "w", *KINDS}
    for frame in (*told.FRAMES, *told.NAMING):
        used = set(re.findall(r"{(\w+)}", frame))
        assert used <= own | other | neutral, frame
        assert used & (own | other), frame
    for frame in told.NEUTRAL:
        assert set(re.findall(r"{(\w+)}", frame)) <= set(KINDS), frame
    assert len(set(told.FRAMES)) == len(told.FRAMES) >= 200
    for pairs in (told.VERDICTS, told.LIKES, told.LIKED, *(clauses for _, clauses in told.TOPICS.values())):
        assert len({one for pair in pairs for one in pair}) == 2 * len(pairs)


def test_a_made_review_means_the_side_that_is_not_denied() -> None:
    clauses = [pair for _, pairs in told.TOPICS.values() for pair in pairs]
    denied_ones = {f"It is not true that {clause}.": OTHER[side] for pair in clauses for side, clause in _sides(pair)}
    said_ones = {f"I can confirm that {clause}.": side for pair in clauses for side, clause in _sides(pair)}
    made = reviews(12_000, 3)
    found = Counter[str]()
    for text, label in zip(made.texts, made.labels, strict=True):
        for kind, expected in (("denied", denied_ones), ("said", said_ones)):
            if text in expected:
                assert label == expected[text], text
                found[kind] += 1
        if match := re.fullmatch(r".* deserves to be called ([\w-]+)\.", text):
            assert match[1] in denied.ADJECTIVES[label], text
        assert "{" not in text, text
    assert min(found["denied"], found["said"]) > 3


def _sides(pair: tuple[str, str]) -> Iterator[tuple[str, str]]:
    return zip(("positive", "negative"), pair, strict=True)


@pytest.mark.parametrize("make", [opinions, everyday, negations, reviews])
def test_the_same_seed_makes_the_same_sentences(make: Callable[[int, int], Examples]) -> None:
    assert make(300, 1) == make(300, 1)
    assert make(300, 1).sha256 != make(300, 2).sha256


@pytest.mark.slow
def test_everyday_opinions_are_turned_round_and_kept() -> None:
    made = everyday(9_000, 3)
    glad, sorry = more.GLAD, more.SORRY
    found = Counter[str]()
    for text, label in zip(made.texts, made.labels, strict=True):
        match = re.fullmatch(r"I was (not )?((?:\w|-)+ (?:\w+ )?(?:with|by|of|about|for)) .*\.", text)
        if match and match[2] in (*glad, *sorry):
            assert label == ("positive" if (match[2] in glad) != bool(match[1]) else "negative"), text
            found["felt"] += 1
        if match := re.fullmatch(r"(Sadly|Unfortunately|Luckily|Thank goodness),? .* not (\w+)\.", text):
            assert label == ("negative" if match[1] in ("Sadly", "Unfortunately") else "positive"), text
            assert match[2] in (GOOD if label == "negative" else BAD), text
            found["hope"] += 1
        assert "{" not in text and not re.search(r"\b[Aa] [aeio]", text), text
    assert min(found["felt"], found["hope"]) > 20


def test_an_opinion_is_turned_round_and_kept() -> None:
    said = dict(zip(opinions(6_000, 3).texts, opinions(6_000, 3).labels, strict=True))
    for text, label in said.items():
        if match := re.fullmatch(r".* was (by no means|not in the least) (\w+)\.", text):
            assert label == ("negative" if match[2] in GOOD else "positive")
        if match := re.fullmatch(r"How (\w+)!", text):
            assert label == ("positive" if match[1] in GOOD else "negative")


@pytest.mark.slow
def test_no_sentence_and_no_wording_is_one_that_measures() -> None:
    measured = {text for key in SENTIMENT for case in cases("sentiment", key) for text in case.texts}
    assert not measured & set(opinions(20_000, 1).texts)
    assert not measured & set(everyday(20_000, 1).texts)
    assert not measured & set(negations(30_000, 1).texts)
    made = {text.lower() for text in reviews(40_000, 1).texts}
    assert not {text.lower() for text in measured} & made

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
    ours |= {bare(frame) for frame, _ in (*more.FRAMES, *more.NAMING)} | {bare(frame) for frame in more.NEUTRAL}
    ours |= {bare(frame) for pair in (*more.PAIRS, *denied.PAIRS, *told.PAIRS) for frame in pair}
    ours |= {bare(frame) for frame, _ in (*denied.FRAMES, *denied.PLACED)} | {bare(frame) for frame in denied.PLAIN}
    ours |= {bare(frame) for frame in (*told.FRAMES, *told.NAMING, *told.NEUTRAL)}
    assert not theirs & ours


def test_a_recipe_names_them_and_notices_when_they_have_changed(tmp_path: Path) -> None:
    run = RecipeRun(tmp_path, tmp_path, tmp_path, print)
    made = {"name": "opinions", "made": 50, "seed": 4}
    found = _read_examples(run, made, TASKS["sentiment"].key)
    assert found == opinions(50, 4)
    assert _read_examples(run, {**made, "name": "everyday"}, "sentiment") == everyday(50, 4)
    with pytest.raises(BadInput, match="made differently by now"):
        _read_examples(run, {**made, "sha256": "0" * 64}, "sentiment")
    recipe = tmp_path / "training.json"
    for wrong in (0, MOST + 1, "many", True):
        stage = {"stage": "fit", "config": {}, "train": [{**made, "made": wrong}]}
        recipe.write_text(json.dumps({"stages": [stage]}), "utf-8")
        with pytest.raises(BadInput, match="is not a recipe"):
            read_recipe(recipe)
    stage = {"stage": "fit", "config": {}, "train": [{**made, "name": "hearsay"}]}
    recipe.write_text(json.dumps({"stages": [stage]}), "utf-8")
    with pytest.raises(NotFound, match="hearsay"):
        read_recipe(recipe)
