"""A prediction: its fields, its words, and that it never depends on which texts are asked together."""

import json
from typing import Any

import numpy as np
import pytest
import torch

import playground
from playground.checkpoints import Checkpoint, load
from playground.errors import BadInput
from playground.lenses.predict import predict as module
from playground.lenses.predict.predict import batches, forward, predict, probabilities, softmax
from playground.tasks import TASKS
from playground.text import words
from tests.tiny import PAIRS

TEXTS = [
    "A good film.",
    "",
    "I can't say I didn't  enjoy it.",
    "!",
    "x",
    "   ",
    "我爱北京 👩‍👩‍👧‍👦 مرحبا",
    "a\x00b \ud800",
    "the bad dog " * 30,  # more words than the models of these tests read
    "<b>&amp;</b> ”quoted“ café e\u0301",
]
IDS = [f"{task}-{architecture}" for architecture, task in PAIRS]


@pytest.fixture(params=IDS)
def checkpoint(request: pytest.FixtureRequest, tiny: dict[str, str]) -> Checkpoint:
    return load(tiny[request.param])


def test_a_prediction_has_the_fields_of_the_contract(checkpoint: Checkpoint) -> None:
    for text in TEXTS:
        one = predict(checkpoint, text)
        answer = one.as_json()
        per_word = TASKS[checkpoint.task].per_word
        assert list(answer) == [
            *("model", "task", "text", "words", "seconds"),
            *(("tags",) if per_word else ("label",)),
            *("scores", "caution"),
        ]
        assert (answer["model"], answer["task"]) == (checkpoint.reference, checkpoint.task)
        assert answer["text"] == text, "unaltered"
        assert answer["seconds"] > 0
        for word, expected in zip(answer["words"], words(text), strict=True):
            assert list(word) == ["text", "start", "end", "known", "read"]
            assert text[word["start"] : word["end"]] == word["text"] == expected.text
            assert word["known"] is checkpoint.vocabulary.knows(word["text"])
        labels = checkpoint.config.labels
        if per_word:
            assert len(answer["tags"]) == len(answer["scores"]) == len(answer["words"])
            for word, tag, scores in zip(answer["words"], answer["tags"], answer["scores"], strict=True):
                if not word["read"]:
                    assert tag is scores is None
                    continue
                assert list(scores) == list(labels)
                assert sum(scores.values()) == pytest.approx(1, abs=1e-12)
                assert scores[tag] == max(scores.values())
            assert one.label is None
        else:
            assert list(answer["scores"]) == list(labels)
            assert sum(answer["scores"].values()) == pytest.approx(1, abs=1e-12)
            assert answer["scores"][answer["label"]] == max(answer["scores"].values())
            assert one.tags is None
        assert json.loads(json.dumps(answer, allow_nan=False)) == answer


def test_words_beyond_what_a_model_reads_are_said_and_change_nothing(checkpoint: Checkpoint) -> None:
    limit = checkpoint.config.max_words
    assert limit == 40
    exact = predict(checkpoint, "the bad dog runs " * 10)
    longer = predict(checkpoint, "the bad dog runs " * 10 + "not good at all")
    assert all(word.read for word in exact.words)
    assert [word.read for word in longer.words] == [True] * limit + [False] * 4
    assert np.array_equal(longer.probabilities[:limit], exact.probabilities)
    assert predict(checkpoint, "dog " * 5_000).words[-1].read is False
    if checkpoint.config.per_word:
        assert longer.tags is not None
        assert longer.tags[:limit] == exact.tags
        assert longer.tags[limit:] == [None] * 4
        assert longer.probabilities.shape == (44, 17)
        assert np.isnan(longer.probabilities[limit:]).all()


@pytest.mark.slow
def test_a_list_is_answered_in_its_order_as_its_texts_are_one_by_one(
    checkpoint: Checkpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = TEXTS * 3
    alone = [predict(checkpoint, text) for text in texts]
    for words_a_batch in (8_192, 50, 1):
        monkeypatch.setattr(module, "WORDS_A_BATCH", words_a_batch)
        together = predict(checkpoint, texts)
        assert [one.text for one in together] == texts
        for one, other in zip(alone, together, strict=True):
            assert one.words == other.words
            assert one.probabilities.shape == other.probabilities.shape
            assert np.allclose(one.probabilities, other.probabilities, atol=1e-6, equal_nan=True)
    assert predict(checkpoint, []) == []
    (only,) = predict(checkpoint, ["A good film."])
    assert np.array_equal(only.probabilities, alone[0].probabilities)


def test_probabilities_are_the_softmax_of_the_logits_over_the_temperature(checkpoint: Checkpoint) -> None:
    assert checkpoint.temperature == 1.5
    tokens = [word.text for word in words("A good film, not bad.")]
    with torch.no_grad():
        logits = checkpoint.model(checkpoint.encode([tokens]))[0].double()
    expected = (logits / 1.5).softmax(-1).numpy()
    assert np.allclose(predict(checkpoint, "A good film, not bad.").probabilities, expected, atol=1e-9)


def test_words_that_are_split_already_are_taken_as_they_are(checkpoint: Checkpoint) -> None:
    text = "do n't can't U.S."
    assert [word.text for word in predict(checkpoint, text, split=True).words] == ["do", "n't", "can't", "U.S."]
    assert [word.text for word in predict(checkpoint, text).words] == ["do", "n't", "ca", "n't", "U.S."]
    (listed,) = predict(checkpoint, [text], split=True)
    assert len(listed.words) == 4
    a, b = predict(checkpoint, "a good , film", split=True), predict(checkpoint, "a good, film")
    assert np.array_equal(a.probabilities, b.probabilities)


def test_asking_leaves_the_model_as_it_was(checkpoint: Checkpoint) -> None:
    before = {key: value.clone() for key, value in checkpoint.model.state_dict().items()}
    state = torch.get_rng_state()
    predict(checkpoint, TEXTS)
    assert all(torch.equal(value, before[key]) for key, value in checkpoint.model.state_dict().items())
    assert torch.equal(torch.get_rng_state(), state)
    assert not checkpoint.model.training


@pytest.mark.parametrize("given", [None, 3, b"bytes", [None], [["a", "list"]], ["fine", 4]])
def test_what_is_no_text_is_refused(given: Any, tiny: dict[str, str]) -> None:
    with pytest.raises(BadInput) as refused:
        predict(load(tiny["sentiment-rnn"]), given)
    assert str(refused.value).endswith("It has to be a string. Pass the words as one piece of text.")


def test_a_batch_of_one_pass_keeps_the_order_and_the_lengths(checkpoint: Checkpoint) -> None:
    texts = [["a"], [], ["the", "bad", "dog"], ["zebra"] * 50]
    found = forward(checkpoint, texts)
    again = probabilities(checkpoint, texts)
    for text, one, other in zip(texts, found, again, strict=True):
        assert one.shape == ((len(text), 17) if checkpoint.config.per_word else (2,))
        assert np.allclose(one, other, atol=1e-6, equal_nan=True)
        assert one.dtype == np.float64


def test_batches_hold_every_text_once_and_stay_under_their_bound() -> None:
    random = np.random.default_rng(1)
    lengths = random.integers(0, 60, 500).tolist()
    groups = batches(lengths, 200, 16)
    assert sorted(index for group in groups for index in group) == list(range(500))
    for group in groups:
        longest = max(1, *(lengths[index] for index in group), 0)
        assert len(group) <= 16
        assert len(group) == 1 or longest * len(group) <= 200
    assert batches([1_000], 200) == [[0]]
    assert batches([], 200) == []


def test_softmax_survives_logits_of_any_size() -> None:
    found = softmax(np.array([[1e4, -1e4], [0.0, 0.0]], dtype=np.float32))
    assert found.tolist() == [[1, 0], [0.5, 0.5]]


def test_the_public_names_are_these(tiny: dict[str, str]) -> None:
    model = playground.load(tiny["sentiment-lstm"])
    assert set(playground.predict(model, "A quietly moving film.").scores) == {"negative", "positive"}
    assert {"load", "predict", "evaluate", "train"} <= set(playground.__all__)
    with pytest.raises(AttributeError):
        _ = playground.nothing
