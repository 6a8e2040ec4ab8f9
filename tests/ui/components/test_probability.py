"""The way from logits to a probability, checked with the numbers that are written out."""

import re

import numpy as np
import pytest

from playground.ui.components.probability import workings


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_steps_can_be_followed_with_a_calculator(language: str) -> None:
    logits, temperature = np.array([0.3, 1.8]), 0.75
    share = np.exp(logits / temperature) / np.exp(logits / temperature).sum()
    html = workings(("negative", "positive"), share.tolist(), temperature, 1, language)
    assert "+1.50" in html  # 1.8 − 0.3
    assert "+1.50 / 0.75 = +2.00" in html
    assert "e^(−2.00)" in html
    assert f"{100 / (1 + np.exp(-2)):.1f} %" in html
    assert len(re.findall(r"<li>", html)) == 3


def test_of_many_labels_the_most_probable_ones_and_the_chosen_one_are_written_out() -> None:
    logits, temperature = np.array([2.0, 1.0, 0.5, -1.0, -3.0]), 2.0
    share = np.exp(logits / temperature) / np.exp(logits / temperature).sum()
    html = workings(tuple("ABCDE"), share.tolist(), temperature, 4, "en")
    assert "A 0.00 · B −1.00 · C −1.50 · E −5.00 · …" in html
    assert "A 0.00 · B −0.50 · C −0.75 · E −2.50 · …" in html
    assert f"For E: {100 * share[4]:.1f} %" in html


def test_a_certain_answer_has_steps_too_and_labels_are_escaped() -> None:
    html = workings(("<b>", "positive"), [0.0, 1.0], 1.0, 1, "en")
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
