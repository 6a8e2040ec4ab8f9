"""Batches: each example once, padded, windows of long texts, dropped words."""

import dataclasses

import numpy as np
import torch

from playground.checkpoints import encode
from playground.models import Inputs
from playground.tasks import IGNORED
from playground.text import UNKNOWN
from playground.training.batching import collate, epoch_batches
from playground.training.encoding import Encoded
from tests import tiny
from tests.tiny import VOCABULARY
from tests.training.eight_examples import FAST, REVIEWS, encoded


def test_batches_hold_each_example_once_with_its_own_label_and_zeros_behind() -> None:
    model = tiny.model("lstm", "pos")
    data = encoded(model)
    settings = dataclasses.replace(FAST, texts_a_batch=3, words_a_batch=16)
    plan, starts = epoch_batches(data, settings, 1, 1)
    assert sorted(index for batch in plan for index in batch) == list(range(8))
    assert plan != epoch_batches(data, settings, 1, 2)[0], "another order in another epoch"
    for batch in plan:
        inputs, gold = collate(data, batch, starts, settings, model.config, None, torch.device("cpu"))
        assert inputs.mask.sum(1).tolist() == [data.lengths[index] for index in batch]
        assert inputs.letters is not None
        for row, index in enumerate(batch):
            length = data.lengths[index]
            assert inputs.words[row, :length].tolist() == VOCABULARY.ids(REVIEWS[index].split())
            assert gold[row, :length].tolist() == data.gold[index].tolist()
            assert (gold[row, length:] == IGNORED).all()
            assert (inputs.words[row, length:] == 0).all()
            assert (inputs.letters[row, length:] == 0).all()


def test_training_and_asking_encode_a_text_alike() -> None:
    model = tiny.model("lstm", "pos")
    words = ["the", "good", "dog", ",", "a", "film"]
    asked = encode(model.config, VOCABULARY, [words])
    data = encoded(model, [" ".join(words)])
    trained, _ = collate(data, [0], None, FAST, model.config, None, torch.device("cpu"))
    assert all(torch.equal(one, other) for one, other in zip(asked, trained, strict=True))  # type: ignore[arg-type]


def test_a_long_text_is_read_through_a_window_that_moves_and_words_are_dropped_at_random() -> None:
    model = tiny.model("textcnn", "sentiment", max_words=40)
    data = Encoded([np.arange(2, 14, dtype=np.int32)], None, [1])
    settings = dataclasses.replace(FAST, crop_words=5, word_dropout=0.5)
    begins = set()
    for epoch in range(40):
        plan, starts = epoch_batches(data, settings, 1, epoch)
        inputs, _ = collate(data, plan[0], starts, settings, model.config, None, torch.device("cpu"))
        row = inputs.words[0].tolist()
        assert row == list(range(row[0], row[0] + 5))
        begins.add(row[0])
    assert begins == set(range(2, 10)), "every window from the first to the last word"
    noisy: Inputs
    noisy, _ = collate(data, [0], None, settings, model.config, np.random.default_rng(1), torch.device("cpu"))
    dropped = (noisy.words == UNKNOWN).sum().item()
    assert 0 < dropped < 5
