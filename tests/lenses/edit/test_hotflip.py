"""The gradient's guess: exact on a linear model, plain words only."""

from typing import Any

import numpy as np
import pytest
import torch

from playground.checkpoints import Checkpoint, load
from playground.lenses.edit.hotflip import candidates, estimates
from tests.lenses.edit.known_models import linear
from tests.tiny import VOCABULARY


def test_the_estimate_is_exact_on_a_linear_model() -> None:
    for outputs in (0, 1):
        checkpoint = linear(outputs=outputs)
        text, new = ["the", "film", "is", "good"], ("bad", "dull", "fine", "dog")
        found = estimates(checkpoint, text, new, toward=0, away=1)
        assert found.shape == (4, 4)
        for at in range(4):
            for number, word in enumerate(new):
                changed = logits(checkpoint, [*text[:at], word, *text[at + 1 :]]) - logits(checkpoint, text)
                assert found[at, number] == pytest.approx(changed[0] - changed[1], abs=1e-5)
        assert np.allclose(found, estimates(checkpoint, text, new, toward=0, away=1, without=range(4)), atol=1e-5)


def logits(checkpoint: Checkpoint, text: list[str]) -> Any:
    with torch.no_grad():
        return checkpoint.model(checkpoint.encode([text]))[0].double().numpy()


def test_candidates_are_plain_words() -> None:
    found = candidates(VOCABULARY)
    assert found == ("a", "good", "film", "the", "bad", "dog", "not", "it")


def test_candidates_of_a_model_that_reads_characters_are_characters() -> None:
    found = candidates(load("sentiment-zh-lstm").vocabulary)
    assert len(found) > 1_000
    assert all(len(word) == 1 and "\u4e00" <= word <= "\u9fff" for word in found)
