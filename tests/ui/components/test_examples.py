"""The sentences to begin with: what is said of each in every language, and what most readers would say."""

import pytest

from playground.tasks import TASKS, UPOS
from playground.text import words
from playground.ui.components.examples import EXAMPLES, Example, example_of, examples, what_to_notice
from playground.ui.components.words import WORDS
from tests.ui.compare.answers import Seen, answered, compared, tagging


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.language}-{one.kind}")
def test_each_says_what_is_to_be_noticed_and_its_answer_fits_its_task(example: Example) -> None:
    for language, table in WORDS.items():
        assert table[example.notice()] in examples(language).replace("&#x27;", "'"), "written where it is picked"
        if example.task is None:
            assert example.notice(per_word=True) in table
    assert example.readers in ("", *TASKS["sentiment"].labels)
    assert bool(example.readers) is (example.task == "sentiment")
    found = words(example.text)
    assert all(tag in UPOS and at < len(found) for at, tag in example.reads)
    assert not (example.reads and example.task != "pos")


def test_another_text_is_no_example() -> None:
    assert example_of(f" {EXAMPLES[0].text} ", "sentiment") is EXAMPLES[0]
    assert example_of(EXAMPLES[0].text, "pos") is None
    assert example_of("A film.", "sentiment") is None
    assert what_to_notice("A film.", "sentiment", "en", "") == ""


def test_right_and_wrong_are_seen_on_the_cards_of_an_example() -> None:
    text = next(one.text for one in EXAMPLES if one.readers == "positive")
    wrong = answered("sentiment-lstm", text, (0.8, 0.2), architecture="lstm")
    seen = Seen(compared(answered(text=text), wrong, text=text)).text
    assert "Most readers: positive." in seen
    assert seen.count("✓ like most readers") == 1
    assert seen.count("✗ unlike most readers") == 1
    assert "most readers" not in Seen(compared(answered())).text


def test_tags_that_most_readers_would_give_are_named_and_counted() -> None:
    example = next(one for one in EXAMPLES if one.reads)
    right = ["X"] * len(words(example.text))
    for at, tag in example.reads:
        right[at] = tag
    half = [*right]
    half[example.reads[0][0]] = "X"
    panel = tagging("pos-rnn", *right, text=example.text), tagging("pos-lstm", *half, text=example.text)
    seen = Seen(compared(*panel, text=example.text)).text
    total = len(example.reads)
    assert f"like most readers: {total} of {total}" in seen
    assert f"like most readers: {total - 1} of {total}" in seen
    at, tag = example.reads[0]
    assert f"Most readers: {words(example.text)[at].text} {tag}" in seen
