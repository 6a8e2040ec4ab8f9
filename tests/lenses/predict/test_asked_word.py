"""Whose tag is asked about, where characters are tagged: joined by a model, or named; and the tag of such a word."""

import numpy as np
import pytest

from playground.checkpoints import Checkpoint, load
from playground.errors import BadInput, NotApplicable
from playground.lenses.predict.asked_word import answer, asked_characters, asked_names, shares, targets
from playground.lenses.predict.predict import PredictedWord, Prediction
from playground.text import words
from tests.tiny import write

LABELS = ("B-NOUN", "I-NOUN", "B-VERB", "I-VERB")
TEXT = "看电影了"


@pytest.fixture(scope="module")
def characters(tmp_path_factory: pytest.TempPathFactory) -> Checkpoint:
    return load(write(tmp_path_factory.mktemp("characters"), "rnn", "pos", labels=LABELS, language="zh"))


def tagged(*rows: list[float]) -> Prediction:
    """A model's answer to 看电影了: for each character the probabilities of the labels."""
    seen = tuple(PredictedWord(*word, True, True) for word in words(TEXT))
    return Prediction("m", "pos", TEXT, seen, 0.0, LABELS, np.array(rows))


def test_the_tag_of_a_word_is_that_with_the_highest_product_over_its_characters() -> None:
    made = tagged([0.1, 0.1, 0.7, 0.1], [0.5, 0.0, 0.4, 0.1], [0.1, 0.3, 0.1, 0.5], [0.1, 0.1, 0.1, 0.7])
    assert answer(made, 1) == "B-NOUN"
    assert answer(made, (1, 2)) == "VERB", "0.4 · 0.5 is more than 0.5 · 0.3"
    assert shares(made, (1, 2)) == pytest.approx({"NOUN": 0.4, "VERB": 0.45})
    assert shares(made, 1) == pytest.approx({"B-NOUN": 0.5, "I-NOUN": 0.0, "B-VERB": 0.4, "I-VERB": 0.1})
    assert [(span.text, span.tag) for span in made.spans or ()] == [("看", "VERB"), ("电影了", "VERB")]


def test_what_was_not_read_has_no_tag() -> None:
    row = [0.7, 0.1, 0.1, 0.1]
    half = tagged(row, row, [np.nan] * 4, [np.nan] * 4)
    short = Prediction(
        "m", "pos", TEXT, tuple(word._replace(read=at < 2) for at, word in enumerate(half.words)), 0.0, LABELS,
        half.probabilities,
    )  # fmt: skip
    assert answer(short, (1, 2)) is None and shares(short, (1, 2)) == {}
    assert answer(short, (0, 1)) == "NOUN"


def test_a_tag_of_words_asks_about_the_word_that_the_model_joins(characters: Checkpoint) -> None:
    assert targets(characters) == (*LABELS, "NOUN", "VERB")
    assert asked_names(characters, "B-NOUN") == asked_names(characters, None) == LABELS
    assert asked_names(characters, "NOUN") == asked_names(characters, None, (1, 2)) == ("NOUN", "VERB")
    from playground.lenses.predict.predict import predict

    for joined in predict(characters, TEXT).joined or ():
        assert all(asked_characters(characters, TEXT, at) == tuple(joined) for at in joined)
    assert asked_characters(characters, TEXT, 2, (1, 2)) == (1, 2)


@pytest.mark.parametrize("named", [(1, 3), (2, 1), (0, 1), (1, 2, 3, 4), (-1, 0)])
def test_characters_that_make_no_word_are_refused(characters: Checkpoint, named: tuple[int, ...]) -> None:
    with pytest.raises(BadInput, match=r"do not make a word in which character 2 stands.*numbers from 0 to 3"):
        asked_characters(characters, TEXT, 2, named)


def test_who_does_not_tag_characters_is_asked_about_none(tiny: dict[str, str], characters: Checkpoint) -> None:
    for model, target in ((load(tiny["pos-rnn"]), None), (characters, "B-NOUN")):
        with pytest.raises(NotApplicable, match="Leave them out"):
            asked_names(model, target, (0, 1))
