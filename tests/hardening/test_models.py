"""The models under texts of every kind, and after whatever was asked before."""

import math
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.checkpoints import Checkpoint, load
from playground.errors import PlaygroundError
from playground.lenses.edit.edit import edit
from playground.lenses.explain.explain import explain
from playground.lenses.inside.trace import trace
from playground.lenses.predict.predict import Prediction, predict
from tests.tiny import PAIRS

QUICKLY = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
LETTERS = st.characters(codec=None) | st.sampled_from(
    "a good film.,'!?\n\t\r\x00\u200d\u202e\ufeff\u0301😀👩\u200d👩不坏\ud800\U0010ffff"
)
WORDS = st.sampled_from(("good", "n't", "it's", "2024", "<b>", "&amp;", "=1+1", "不", "שלום", "…"))
TEXTS = (
    st.text(LETTERS, max_size=80)
    | st.lists(WORDS, max_size=40).map(" ".join)
    | st.sampled_from(("", " ", "\x00" * 50, "a" * 3_000, "." * 500, "a " * 600, "ﷺ" * 40, "\u0301" * 200))
)


def is_whole(found: Prediction) -> None:
    """Offsets reproduce the text, and probabilities are such."""
    for word in found.words:
        assert found.text[word.start : word.end] == word.text
    rows = [found.scores] if isinstance(found.scores, dict) else [row for row in found.scores if row is not None]
    for row in rows:
        assert math.isclose(sum(row.values()), 1, abs_tol=1e-4)
        assert all(0 <= value <= 1 for value in row.values())


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_any_text_is_answered_or_refused_in_a_sentence(tiny: dict[str, str], architecture: str, task: str) -> None:
    checkpoint = load(tiny[f"{task}-{architecture}"])

    @QUICKLY
    @given(TEXTS)
    def ask(text: str) -> None:
        is_whole(predict(checkpoint, text))
        for question in (
            lambda: trace(checkpoint, text),
            lambda: explain(checkpoint, text, "saliency"),
            lambda: edit(checkpoint, text) if task == "sentiment" and len(text) < 100 else None,
        ):
            try:
                question()
            except PlaygroundError as refused:
                assert "\n" not in str(refused)

    ask()


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_the_answer_is_the_same_after_a_hundred_others_and_beside_longer_ones(
    tiny: dict[str, str], architecture: str, task: str
) -> None:
    checkpoint, text = load(tiny[f"{task}-{architecture}"]), "a good film , not bad"
    before = _logits(checkpoint, text)
    others = [" ".join(["good", "bad", "film", "\x00"][: number % 4 + 1] * (number % 9 + 1)) for number in range(100)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda other: predict(checkpoint, other), others))
    predict(checkpoint, others)
    torch.testing.assert_close(_logits(checkpoint, text), before, rtol=0, atol=0)
    alone = predict(checkpoint, text)
    together = predict(checkpoint, [*others[:20], text, "film " * 39])[20]
    assert _numbers(together) == pytest.approx(_numbers(alone), abs=1e-5)


def _logits(checkpoint: Checkpoint, text: str) -> torch.Tensor:
    return torch.tensor(_numbers(predict(checkpoint, text)), dtype=torch.float64)


def _numbers(found: Prediction) -> list[float]:
    rows: list[Any] = [found.scores] if isinstance(found.scores, dict) else list(found.scores)
    return [value for row in rows if row for value in row.values()]


@pytest.mark.parametrize("method", ["integrated_gradients", "smooth_grad", "gradient_shap", "kernel_shap", "lime"])
def test_the_same_question_has_the_same_answer(tiny: dict[str, str], method: str) -> None:
    checkpoint = load(tiny["sentiment-lstm"])
    first = explain(checkpoint, "a good film", method)
    torch.rand(7)  # somebody else draws
    again = explain(checkpoint, "a good film", method)
    assert list(first.scores) == list(again.scores)
    assert _numbers(predict(checkpoint, "a good film")) == _numbers(predict(checkpoint, "a good film"))
