"""Made reviews in Chinese to learn from: balanced, denied as they should be, and none of those that measure."""

from collections import Counter

from playground.evaluation.behaviour.chinese_sentiment import SENTIMENT_ZH
from playground.evaluation.behaviour.suite import cases
from playground.training.recipes.chinese_review_sentences import (
    ASIDES,
    FEELINGS,
    FRAMES,
    IDIOMS,
    NOUNS,
    PAIRS,
    PEOPLE,
    TOPICS,
    VERDICTS,
    WORDS,
    chinese_reviews,
)
from tests.training.recipes.chinese_wordings import bare, measured_wordings


def test_both_labels_are_equally_frequent_and_no_clause_decides() -> None:
    made = chinese_reviews(8_000, 1)
    assert len(set(made.texts)) == 8_000
    assert Counter(made.labels) == {"positive": 4_000, "negative": 4_000}
    for side, label in enumerate(("positive", "negative")):
        said = [clauses[side] for _, pairs in TOPICS.values() for clauses in pairs]
        having = [
            given for text, given in zip(made.texts, made.labels, strict=True) if any(clause in text for clause in said)
        ]
        assert 0.35 < having.count(label) / len(having) < 0.75, "a clause alone does not decide"


def test_a_wording_holds_what_its_own_side_says_or_denies_what_the_other_says() -> None:
    gaps = {"{" + one + "}" for one in (*"tuabxyijnmhkvwpf", "a2", "a3", "b2", "f2")}
    sides = {"{" + one + "}" for one in "abxyvijnmhk"}
    for frame in FRAMES:
        used = {"{" + part.split("}")[0] + "}" for part in frame.split("{")[1:]}
        assert used <= gaps, frame
        assert used & sides, frame
    assert len(set(FRAMES)) == len(FRAMES) >= 100
    for pairs in (WORDS, IDIOMS, NOUNS, FEELINGS, VERDICTS, PAIRS, *(clauses for _, clauses in TOPICS.values())):
        assert len({one for pair in pairs for one in pair}) == 2 * len(pairs)


def test_what_is_denied_has_the_other_label() -> None:
    made = chinese_reviews(8_000, 3)
    good = {pair[0] for pair in WORDS}
    checked = 0
    for text, label in zip(made.texts, made.labels, strict=True):
        told = text.rstrip("。！~…")
        if "跟" in told and told.endswith("不沾边"):
            denied = told.removesuffix("不沾边").rsplit("跟", 1)[1]
            assert label == ("negative" if denied in good else "positive"), text
            checked += 1
    assert checked > 20


def test_no_sentence_and_no_wording_is_one_that_measures() -> None:
    measured = {text for key in SENTIMENT_ZH for case in cases("sentiment", key, "zh") for text in case.texts}
    assert not measured & set(chinese_reviews(20_000, 1).texts)
    learnt = {bare(frame) for frame in (*FRAMES, *(one for pair in PAIRS for one in pair))}
    assert not measured_wordings() & {frame for frame in learnt if frame.strip("_")}  # some are gaps alone
    clauses = {one for _, pairs in TOPICS.values() for pair in pairs for one in pair}
    for said in (*clauses, *ASIDES, *PEOPLE):
        assert not any(f"{said}，" in text for text in measured if len(said) > 3), said
