"""A small corpus in the words of `tests.tiny`, and a network with a unit that fires at “not”."""

from typing import Any

import torch

from playground.checkpoints import Checkpoint
from playground.data.corpus import Corpus, corpus_of_texts
from tests import tiny

TEXTS = (
    "a good film", "the bad dog , it 's bad .", "not a good dog", "the film is n't bad .", "good", "a film , a dog .",
    "it 's not the dog , not the film .", "bad bad bad", "the good , the bad , not it", "a dog", "it 's a good film .",
    "dog film it not",
)  # fmt: skip
LABELS = ("positive", "negative", "negative", "positive", "positive", "", "", "negative", "", "", "positive", "")
PLANTED = 3
"""The unit, or filter, that fires at “not” in a network of `planted`."""


def corpus() -> Corpus:
    """Twelve sentences, seven of them with a label."""
    return corpus_of_texts("small", TEXTS, LABELS)


def checkpoint(architecture: str, task: str, **changes: object) -> Checkpoint:
    """A model with random weights that lies nowhere."""
    model = tiny.model(architecture, task, **changes)  # type: ignore[arg-type]
    return Checkpoint(f"{task}-{architecture}", model.config, tiny.VOCABULARY, model)


def planted(architecture: str) -> Checkpoint:
    """An RNN or a TextCNN for sentiment, one of whose units answers to the word “not” alone: +1 there, else about 0."""
    made = checkpoint(architecture, "sentiment", **({"layers": 1, "directions": 1} if architecture == "rnn" else {}))
    word = tiny.VOCABULARY.ids(["not"])[0]
    with torch.no_grad():
        embedding = made.model.word_embedding.weight
        embedding[:, 0] = 0.0
        embedding[word, 0] = 5.0
        if architecture == "rnn":
            cell: Any = made.model.encoder.layers[0]["forward_cell"]  # type: ignore[index]
            for weight in (cell.weight_ih_l0, cell.weight_hh_l0, cell.bias_ih_l0, cell.bias_hh_l0):
                weight[PLANTED] = 0.0
            cell.weight_ih_l0[PLANTED, 0] = 1.0
        else:
            layer: Any = made.model.encoder.layers[0]["1"]  # type: ignore[index]
            layer.weight[PLANTED], layer.bias[PLANTED] = 0.0, 0.0
            layer.weight[PLANTED, 0] = 0.2
    return made
