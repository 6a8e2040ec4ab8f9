"""The sentences to begin with: what is said of each in every language, and what most readers would say."""

import pytest

from playground.checkpoints import load, shipped
from playground.lenses.predict.predict import predict
from playground.tasks import TASKS, UPOS
from playground.text import words
from playground.ui.components.examples import (
    EXAMPLES,
    Example,
    example_of,
    examples,
    first_example,
    what_to_notice,
)
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


DISAGREE = {
    ("en", "negation"),
    ("en", "contrast"),
    ("en", "sarcasm"),
    ("en", "review"),
    ("zh", "negation"),
    ("zh", "sarcasm"),
}
LSTM_IS_RIGHT = {(language, kind) for language in ("en", "zh") for kind in ("negation", "contrast")}


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.language}-{one.kind}")
def test_the_shipped_models_do_with_an_example_what_it_is_shown_for(example: Example) -> None:
    """A model that is trained again must not quietly spoil what a visitor sees first."""
    task = example.task or "pos"
    answers = {name: predict(load(name), example.text) for name in shipped(task, example.language)}
    known = (example.language, example.kind)
    if known in DISAGREE:
        assert len({answer.label for answer in answers.values()}) > 1
    if known in LSTM_IS_RIGHT:
        assert [one.label for name, one in answers.items() if name.endswith("-lstm")] == [example.readers]
    tags = [answer.tags for answer in answers.values() if answer.tags is not None]
    if known == ("en", "noun-verb"):
        assert all(found[at] == tag for found in tags for at, tag in example.reads), "each is told from its neighbours"
    if known == ("en", "garden-path"):
        assert any(found[at] != tag for found in tags for at, tag in example.reads), "it leads astray"
    if known in {("zh", "garden-path"), ("zh", "names")}:
        words = {tuple(span.text for span in answer.spans or ()) for answer in answers.values()}
        assert len(words) > 1, "where a word ends is told in different ways"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_sentence_parts_the_models_and_the_best_of_them_is_right(language: str) -> None:
    first = first_example(language)
    assert (first.language, first.kind) in DISAGREE & LSTM_IS_RIGHT
