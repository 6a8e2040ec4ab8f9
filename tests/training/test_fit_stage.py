"""Weights between those before and those after a training."""

from dataclasses import replace

import pytest
import torch

from playground.data.examples import Examples
from playground.text import Vocabulary
from playground.training.fit_stage import FittedModel, between
from tests import tiny

MORE = Vocabulary([*tiny.VOCABULARY.words, "new", "words"], tiny.VOCABULARY.letters)
TEXTS = ("a good film", "a bad film", "good", "bad dog")
EXAMPLES = Examples("sentiment", TEXTS, None, ("positive", "negative") * 2, "four.csv", "0" * 64)


def fitted(seed: int, vocabulary: Vocabulary = tiny.VOCABULARY) -> FittedModel:
    model = tiny.model("textcnn", "sentiment", seed=seed)
    if len(vocabulary) > len(tiny.VOCABULARY):
        wider = torch.nn.Embedding(len(vocabulary), 8, padding_idx=0)
        model.config = replace(model.config, words=len(vocabulary))
        model.word_embedding = wider
    return FittedModel(model, vocabulary, {"metrics": {}}, 1.0, f"seed{seed}")


@pytest.mark.parametrize("kept", [0.25, 0.5])
def test_each_weight_lies_so_far_back(kept: float) -> None:
    before, after = fitted(1), fitted(2, MORE)
    mixed = between(after, before, kept, [EXAMPLES])
    first, last, found = (one.model.state_dict() for one in (before, after, mixed))
    known = len(tiny.VOCABULARY)
    for name, value in found.items():
        rows = slice(None, known if name == "word_embedding.weight" else None)
        wanted = kept * first[name] + (1 - kept) * last[name][rows]
        torch.testing.assert_close(value[rows], wanted, atol=0.02, rtol=0.01)  # rounded as it is stored
        assert value.dim() == 1 or not torch.allclose(value[rows], last[name][rows], atol=0.02), name
    new = found["word_embedding.weight"][known:]
    torch.testing.assert_close(new, last["word_embedding.weight"][known:], atol=0.02, rtol=0)
    assert mixed.key != after.key and set(mixed.summary["metrics"]) == {"accuracy", "macro_f1", "balanced_accuracy"}


def test_the_trained_model_stays_as_it_is() -> None:
    before, after = fitted(1), fitted(2)
    old = {name: value.clone() for name, value in after.model.state_dict().items()}
    between(after, before, 0.5, [EXAMPLES])
    assert all(torch.equal(value, old[name]) for name, value in after.model.state_dict().items())
