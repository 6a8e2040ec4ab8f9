"""Examples held back: the same share of each label, and no text on both sides."""

import unicodedata
from collections import Counter

import pytest

from playground.data.examples import Examples
from playground.data.splits import split, without_texts_of
from playground.errors import BadInput


def examples(texts: list[str], labels: list[str], name: str = "mine.csv") -> Examples:
    rows = tuple(range(2, len(texts) + 2))
    return Examples("sentiment", tuple(texts), None, tuple(labels), name, "0" * 64, {"no text": 1}, "utf-8", rows)


def test_every_label_is_held_back_in_the_same_share_and_nothing_is_lost() -> None:
    given = examples([f"text {number}" for number in range(130)], ["a"] * 100 + ["b"] * 27 + ["c"] * 3)
    learnt, held = split(given, seed=1)
    assert Counter(held.labels) == {"a": 10, "b": 3, "c": 1}
    assert Counter(learnt.labels) + Counter(held.labels) == Counter(given.labels)
    assert sorted(learnt.texts + held.texts) == sorted(given.texts)
    assert all(given.texts[row - 2] == text for row, text in zip(held.rows, held.texts, strict=True))
    assert (held.name, held.dropped) == (given.name, given.dropped)


def test_the_same_seed_holds_the_same_examples_back_and_another_seed_others() -> None:
    given = examples([f"text {number}" for number in range(100)], ["a", "b"] * 50)
    assert split(given, 1)[1] == split(given, 1)[1]
    assert split(given, 1)[1].texts != split(given, 2)[1].texts


@pytest.mark.parametrize("seed", range(20))
def test_texts_that_differ_by_case_and_spaces_only_stay_on_one_side(seed: int) -> None:
    texts = [
        spelt for number in range(40) for spelt in (f"call me {number}", f"Call  me {number}", f" CALL me {number}")
    ]
    texts += ["always the same"] * 30
    learnt, held = split(examples(texts, ["a", "b", "a"] * 50), seed)
    sides = [{" ".join(text.lower().split()) for text in side.texts} for side in (learnt, held)]
    assert not sides[0] & sides[1]
    assert 10 <= len(held) <= 20
    assert len(learnt) + len(held) == len(texts)


def test_texts_that_differ_by_unicode_form_and_quotes_only_stay_on_one_side() -> None:
    texts = [f"the café isn't number {number}" for number in range(40)]
    other = [unicodedata.normalize("NFD", text).replace("'", "’") for text in texts]
    learnt, held = split(examples(texts + other, ["a", "b"] * 40), 0)
    plain = [{unicodedata.normalize("NFC", text).replace("’", "'") for text in side.texts} for side in (learnt, held)]
    assert held.texts
    assert not plain[0] & plain[1]


def test_a_label_with_too_few_texts_is_learnt_from_only() -> None:
    learnt, held = split(examples(["x", "X", "x ", *"abcdefghijkl"], ["rare"] * 3 + ["common"] * 12), 0)
    assert Counter(held.labels) == {"common": 1}
    assert Counter(learnt.labels)["rare"] == 3


def test_a_larger_share_can_be_held_back() -> None:
    _, held = split(examples([f"text {number}" for number in range(100)], ["a", "b"] * 50), 0, share=0.4)
    assert Counter(held.labels) == {"a": 20, "b": 20}


def test_sentences_with_tags_are_held_back_whole() -> None:
    words = tuple((f"word{number}", "runs") for number in range(20))
    tags = (("NOUN", "VERB"),) * 20
    learnt, held = split(Examples("pos", tuple(map(" ".join, words)), words, tags, "a.conllu", "0" * 64), 3)
    assert len(held) == 2
    assert held.words is not None
    assert held.texts == tuple(map(" ".join, held.words))
    assert len(learnt) == 18


def test_too_few_examples_are_refused() -> None:
    with pytest.raises(BadInput) as caught:
        split(examples(["a", "b"], ["x", "y"]), 1)
    assert str(caught.value) == (
        "mine.csv has 2 examples, too few to hold some back for choosing the best epoch. "
        "Give at least three of a label, or a validation file."
    )


def test_what_stands_in_the_validation_file_too_is_not_learnt_from() -> None:
    learnt, problem = without_texts_of(
        examples(["One", "two", "three"], ["a", "b", "a"]), examples(["one ", "four"], ["a", "b"], "v.csv")
    )
    assert (learnt.texts, learnt.labels, learnt.rows) == (("two", "three"), ("b", "a"), (3, 4))
    assert learnt.dropped == {"no text": 1, "in validation": 1}
    assert problem is not None
    assert problem.sentence == "Row 2 of mine.csv holds a text of v.csv too and is left out."


def test_files_that_share_nothing_are_left_as_they_are() -> None:
    given = examples(["one", "two"], ["a", "b"])
    assert without_texts_of(given, examples(["three"], ["a"])) == (given, None)


def test_a_file_cannot_validate_itself() -> None:
    given = examples(["one", "two"], ["a", "b"])
    with pytest.raises(BadInput) as caught:
        without_texts_of(given, given)
    assert str(caught.value) == (
        "All texts of mine.csv are in mine.csv too, so nothing is left to learn from. "
        "Give a validation file with other texts."
    )


def test_validation_takes_its_share_of_each_label_and_no_example_twice() -> None:
    texts = tuple(f"text {number}" for number in range(130))
    labels = tuple(["often"] * 100 + ["seldom"] * 26 + ["rare"] * 3 + ["once"])
    given = Examples("sentiment", texts, None, labels, "mine.csv", "0" * 64, {"no text": 2})
    learnt, held = split(given, 1)
    assert sorted(learnt.texts + held.texts) == sorted(texts)
    assert [held.labels.count(label) for label in ("often", "seldom", "rare", "once")] == [10, 3, 1, 0]
    assert all(label == labels[texts.index(text)] for text, label in zip(held.texts, held.labels, strict=True))
    assert split(given, 1)[1].texts == held.texts
    assert split(given, 2)[1].texts != held.texts
    with pytest.raises(BadInput) as too_few:
        split(Examples("sentiment", ("a", "b"), None, ("x", "y"), "mine.csv", "0" * 64), 1)
    assert str(too_few.value) == (
        "mine.csv has 2 examples, too few to hold some back for choosing the best epoch. "
        "Give at least three of a label, or a validation file."
    )
