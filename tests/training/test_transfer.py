"""What a new model takes over from an old one, and that the old one stays as it was."""

from pathlib import Path

import numpy as np
import pytest
import torch

from playground.checkpoints import Checkpoint, encode, read
from playground.data.examples import Examples
from playground.models import ARCHITECTURES
from playground.tasks import TASKS
from playground.training.encoding import encode_examples
from playground.training.transfer import (
    WordOverlap,
    cooccurrence_vectors,
    from_scratch,
    from_source,
    with_linear_soft_labels,
    with_source_words,
    word_overlap,
)
from tests import tiny
from tests.tiny import PAIRS, VOCABULARY

TRAIN = Examples("sentiment", ("a zesty zesty film", "The DOG", "zesty, umami"), None, ("x", "y", "x"), "own", "0" * 64)
HELD = Examples("sentiment", ("a good crispy dog",), None, ("y",), "own", "0" * 64)


def source(tmp_path: Path, architecture: str = "lstm", task: str = "sentiment") -> Checkpoint:
    return read(tiny.write(tmp_path, architecture, task))


def state(checkpoint: Checkpoint) -> dict[str, torch.Tensor]:
    return {key: value.clone() for key, value in checkpoint.model.state_dict().items()}


def test_words_are_sorted_into_known_and_new_ones() -> None:
    words = word_overlap(TRAIN, HELD, VOCABULARY, minimum_count=1)
    assert set(words.known) == {"a", "film", "the", "dog", ",", "good"}, "a known word of the held-back part counts"
    assert words.new == ("zesty", "umami"), "a new one of it does not: there is nothing to learn it from"
    assert words.known_share == pytest.approx(5 / 9)
    assert word_overlap(TRAIN, HELD, VOCABULARY).new == ("zesty",), "what occurs but once stays the unknown word"
    assert word_overlap(TRAIN, HELD, None, 1) == WordOverlap(
        (), ("zesty", "a", "film", "the", "dog", ",", "umami"), 0.0
    )


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_embeddings_and_encoder_are_kept_and_the_head_is_new(architecture: str, task: str, tmp_path: Path) -> None:
    old = source(tmp_path, architecture, task)
    before = state(old)
    words = WordOverlap(("good", "film"), ("zesty",), 0.5)
    labels = ("bitter", "sour", "sweet")
    model, vocabulary = from_source(old, labels, words, seed=1)
    assert vocabulary.words == ("good", "film", "zesty")
    assert (model.config.labels, model.config.words, model.config.outputs) == (labels, 5, 0)
    new = model.state_dict()
    for name, value in before.items():
        if name.startswith("head."):
            assert len(new[name]) == 3
        elif name != "word_embedding.weight":
            assert torch.equal(new[name], value), name
    rows = old.vocabulary.ids(["good", "film"])
    assert torch.equal(new["word_embedding.weight"][:4], before["word_embedding.weight"][[0, 1, *rows]])
    assert new["word_embedding.weight"][4].abs().sum() > 0, "a new word has an embedding of its own"
    assert all(torch.equal(value, old.model.state_dict()[name]) for name, value in before.items())


def test_rows_of_labels_that_both_have_are_kept(tmp_path: Path) -> None:
    old = source(tmp_path)
    words = WordOverlap(("good",), (), 1.0)
    same, _ = from_source(old, ("negative", "positive"), words, seed=1)
    assert torch.equal(same.head.weight, old.model.head.weight)
    turned, _ = from_source(old, ("mixed", "positive"), words, seed=1)
    assert torch.equal(turned.head.weight[1], old.model.head.weight[1])
    assert torch.equal(turned.head.bias[1], old.model.head.bias[1])
    assert not torch.equal(turned.head.weight[0], old.model.head.weight[0])


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_afterwards_the_model_has_all_words_of_its_source(architecture: str, tmp_path: Path) -> None:
    old = source(tmp_path, architecture)
    small, vocabulary = from_source(old, ("x", "y"), WordOverlap(("dog", "good"), ("zesty",), 0.5), seed=1)
    with torch.no_grad():
        small.word_embedding.weight.add_(1.0)
    small.eval()
    full, words = with_source_words(small, vocabulary, old)
    assert words.words == (*VOCABULARY.words, "zesty")
    assert full.config.words == len(words)
    text = [["zesty", "good", "dog", "nonsense"]]
    mine = small(encode(small.config, vocabulary, text))
    assert torch.allclose(full(encode(full.config, words, text)), mine, atol=1e-6), "the file's words as they are now"
    row = words.ids(["film"])[0]
    assert torch.equal(full.word_embedding.weight[row], old.model.word_embedding.weight[row]), "the others as they were"


def test_words_that_stand_in_like_places_get_like_vectors() -> None:
    draw = np.random.default_rng(0)
    frames = {"city": "we went to {} by train", "dish": "she cooked {} with rice", "name": "my friend {} laughed"}
    groups = {"city": ("oslo", "lima", "kyiv"), "dish": ("soup", "stew", "curry"), "name": ("ada", "bob", "cy")}
    kinds = list(frames)
    texts = tuple(frames[kind].format(draw.choice(groups[kind])) for kind in (kinds[i % 3] for i in range(300)))
    train = Examples("sentiment", texts, None, ("x",) * len(texts), "own", "0" * 64)
    model, vocabulary = from_scratch(train, "textcnn", ("x", "y"), seed=0)
    vectors = cooccurrence_vectors(vocabulary, train, 12)
    assert vectors.shape == (len(vocabulary.words), 12)
    assert np.isfinite(vectors).all()
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True).clip(1e-9)
    at = {word: number for number, word in enumerate(vocabulary.words)}
    alike = unit @ unit.T
    for kind, members in groups.items():
        for other in kinds:
            score = np.mean([alike[at[one], at[two]] for one in members for two in groups[other] if one != two])
            assert score > 0.9 if kind == other else score < 0.3, (kind, other, score)
    assert float(model.word_embedding.weight[2:].detach().std()) == pytest.approx(0.3, rel=0.1)


@pytest.mark.parametrize("task", TASKS)
def test_a_model_without_a_source_can_be_made_of_a_single_word(task: str) -> None:
    words = (("soup",), ("soup",)) if TASKS[task].per_word else None
    labels = (("NOUN",), ("VERB",)) if TASKS[task].per_word else ("x", "y")
    train = Examples(task, ("soup", "soup"), words, labels, "own", "0" * 64)
    for architecture in ARCHITECTURES:
        model, vocabulary = from_scratch(train, architecture, ("NOUN", "VERB"), seed=0)
        assert vocabulary.words == ("soup",)
        distances = architecture == "transformer" and TASKS[task].per_word
        assert model.config.positions == ("distances" if distances else "waves")
        assert all(value.isfinite().all() for value in model.state_dict().values())


def test_a_linear_model_says_which_part_of_a_long_text_decides() -> None:
    rest = "the room was near a road and we had a bed in it with one lamp on the wall"
    long = [f"{rest} {word} {rest} {rest}" for word in ("good", "bad") * 20]
    examples = Examples("sentiment", (*long, "so good"), None, (*("up", "down") * 20, "up"), "own", "0" * 64)
    labels = ("down", "up")
    model, vocabulary = from_scratch(examples, "rnn", labels, seed=0)
    plain = encode_examples(model.config, vocabulary, examples)
    given = with_linear_soft_labels(examples, plain, labels)
    with_source_words, parts = given.gold[: len(examples)], given.gold[len(examples) :]
    assert len(parts) == 2 * len(long), "55 words make two parts, two words none"
    assert [gold.dtype for gold in given.gold] == [np.float32] * len(given)
    assert np.allclose([gold.sum() for gold in given.gold], 1.0)
    assert all(gold[label] > 0.5 for gold, label in zip(with_source_words, plain.gold, strict=True)), (
        "half of it is the label"
    )
    first, second = parts[0], parts[1]
    assert first[1] > 0.7, "the good part of a good text"
    assert abs(second[1] - 0.5) < 0.2, "nothing decides in its other part"
    assert (given.words[len(examples)] == plain.words[0][: len(given.words[len(examples)])]).all()
    assert given.lengths[len(examples)] + given.lengths[len(examples) + 1] == plain.lengths[0]


def test_examples_of_which_no_linear_model_can_learn_stay_as_they_are() -> None:
    examples = Examples("sentiment", ("one", "two"), None, ("x", "y"), "own", "0" * 64)
    model, vocabulary = from_scratch(examples, "rnn", ("x", "y"), seed=0)
    encoded = encode_examples(model.config, vocabulary, examples)
    assert with_linear_soft_labels(examples, encoded, ("x", "y")) is encoded
