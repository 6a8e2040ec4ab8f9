"""The answer as the sentence grows: its points, its bound, and that its end is the answer itself."""

import json

import numpy as np
import pytest
import torch

from playground.checkpoints import Checkpoint
from playground.errors import NotApplicable
from playground.lenses.predict.predict import predict
from playground.lenses.predict.prefixes import DENSE_WORDS, SPARSE_POINTS, growth, prefix_lengths
from playground.models import ARCHITECTURES, Config, build
from playground.text import Vocabulary

KNOWN = ["a", "quietly", "moving", "film", "that", "is", "not", "bad", "at", "all", ",", "and", "never", "dull"]


def checkpoint(architecture: str, task: str = "sentiment", max_words: int = 90) -> Checkpoint:
    labels = ("negative", "positive") if task == "sentiment" else ("NOUN", "VERB", "ADJ")
    config = Config(
        architecture, task, labels, words=len(KNOWN) + 2, size=12, hidden=16, filters=8, feedforward=16,
        layers=2, directions=2, readout=("last", "mean", "max"), max_words=max_words,
    )  # fmt: skip
    torch.manual_seed(1)
    model = build(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(2.0)  # answers that differ from each other
    return Checkpoint(f"./{architecture}", config, Vocabulary(KNOWN), model, temperature=1.3)


TEXTS = [
    "",
    " \n",
    "bad",
    "!",
    "A quietly moving film, never dull.",
    "不坏 😀 <b>2024</b> that that that",
    " ".join(KNOWN * 5),  # 70 words: more than have a point each
    " ".join(KNOWN * 20),  # 280 words: more than are read
]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("text", TEXTS)
def test_the_last_point_is_the_answer(architecture: str, text: str) -> None:
    asked = checkpoint(architecture)
    answer = growth(asked, text)
    assert np.allclose(answer.probabilities[-1], predict(asked, text).probabilities, atol=1e-5)
    assert np.allclose(answer.probabilities.sum(-1), 1)


@pytest.mark.slow
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_each_point_is_the_answer_to_the_beginning_of_the_text(architecture: str) -> None:
    asked, text = checkpoint(architecture), " ".join(KNOWN * 6)
    answer = growth(asked, text)
    for read, found in zip(answer.words_read, answer.probabilities, strict=True):
        beginning = " ".join((KNOWN * 6)[:read])
        assert np.allclose(found, predict(asked, beginning).probabilities, atol=1e-5), read
    assert np.ptp(answer.probabilities[:, 0]) > 0.01  # it does change


@pytest.mark.parametrize(
    "length",
    [0, 1, 2, DENSE_WORDS - 1, DENSE_WORDS, DENSE_WORDS + 1, DENSE_WORDS + SPARSE_POINTS - 1, 100, 200, 512, 4_096],
)
def test_every_word_has_a_point_at_first_and_then_they_are_evenly_spaced(length: int) -> None:
    read = prefix_lengths(length)
    assert read[-1] == length
    assert len(read) <= DENSE_WORDS + SPARSE_POINTS
    assert list(read) == sorted(set(read))
    if length:
        assert read[:DENSE_WORDS] == tuple(range(1, min(length, DENSE_WORDS) + 1))
    steps = np.diff(read[DENSE_WORDS - 1 :])
    assert len(steps) == 0 or np.ptp(steps) <= 1


def test_the_work_is_bounded() -> None:
    assert sum(prefix_lengths(200)) < 3_300
    assert sum(prefix_lengths(512)) < 5_000


def test_what_is_not_read_has_no_point() -> None:
    assert growth(checkpoint("lstm", max_words=10), " ".join(KNOWN)).words_read == tuple(range(1, 11))


def test_an_answer_a_word_does_not_grow() -> None:
    with pytest.raises(NotApplicable, match="an answer for each word"):
        growth(checkpoint("rnn", task="pos"), "A film.")


def test_it_is_plain_json() -> None:
    answer = growth(checkpoint("textcnn"), "not bad")
    found = json.loads(json.dumps(answer.as_json(), allow_nan=False))
    assert found["words_read"] == [1, 2]
    assert list(found["scores"]) == ["negative", "positive"]
    assert found["scores"]["positive"] == answer.probabilities[:, 1].tolist()
