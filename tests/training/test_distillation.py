"""Soft labels: sentences out of texts, the mean of several teachers, and what a student makes of them."""

import numpy as np
import pytest
import torch

from playground.data.examples import Examples
from playground.models import Config, build
from playground.tasks import TASKS
from playground.text import Vocabulary
from playground.training.distillation import linear_teacher, mean_probabilities, sample_sentences, split_texts
from playground.training.encoding import Encoded, encode_texts
from playground.training.fit import _label_weights, fit, predict_logits
from playground.training.settings import Settings

GOOD = ["good film", "a good , warm film", "warm and good", "so good"]
BAD = ["bad film", "a bad , cold film", "cold and bad", "so bad"]


def films() -> Examples:
    labels = ("positive",) * len(GOOD) + ("negative",) * len(BAD)
    return Examples("sentiment", (*GOOD, *BAD), None, labels, "films.csv", "0" * 64)


def test_sentences_are_taken_from_all_over_the_texts_and_are_of_middling_length() -> None:
    text = 'One two three four. No. "Five six seven eight!" he said to us.<br /><br />Nine ten eleven twelve?'
    assert sample_sentences([text, "Far too short."], 10, 0) == [
        "One two three four.",
        '"Five six seven eight!',
        "he said to us.",
        "Nine ten eleven twelve?",
    ]
    many = [f"this is the sentence number {number}." for number in range(100)]
    some = sample_sentences(many, 10, 1)
    assert len(some) == 10 and some == sample_sentences(many, 10, 1) and some != sample_sentences(many, 10, 2)
    assert some == [one for one in many if one in some]
    assert sample_sentences(["word " * 41], 10, 0) == []


def test_several_teachers_teach_their_mean() -> None:
    one = lambda texts: [np.array([0.2, 0.8])] * len(texts)  # noqa: E731
    other = lambda texts: [np.array([0.6, 0.4])] * len(texts)  # noqa: E731
    told: list[str] = []
    found = mean_probabilities([one, other], [["a"], ["b"]], told.append)
    np.testing.assert_allclose(found, [[0.4, 0.6]] * 2, atol=1e-6)
    assert told == ["soft labels: 2 of 2 texts"]


def test_the_linear_teacher_knows_what_it_was_shown() -> None:
    teacher = linear_teacher([films()], ("negative", "positive"))
    sure = np.array(teacher(split_texts(["good and warm", "bad and cold"])))
    assert sure.shape == (2, 2) and sure[0, 1] > 0.6 and sure[1, 0] > 0.6
    np.testing.assert_allclose(sure.sum(1), 1, atol=1e-6)


def test_a_balanced_linear_teacher_does_not_take_the_commonest_label_for_granted() -> None:
    many = Examples("sentiment", tuple(GOOD * 9 + BAD), None, ("positive",) * 36 + ("negative",) * 4, "many", "0" * 64)
    unknown = split_texts(["nothing that it knows"])
    plain, balanced = (
        linear_teacher([many], ("negative", "positive"), 1e-5, balanced=balanced)(unknown)[0]
        for balanced in (False, True)
    )
    assert plain[1] == pytest.approx(0.9, abs=0.01)
    assert balanced[1] == pytest.approx(0.5, abs=0.01)


def test_the_loss_of_certain_probabilities_is_that_of_the_labels() -> None:
    random = torch.Generator().manual_seed(0)
    logits, gold = torch.randn(5, 3, generator=random), torch.tensor([0, 2, 1, 1, 0])
    for task in TASKS.values():
        assert torch.isclose(task.loss(logits, torch.eye(3)[gold]), task.loss(logits, gold))


def test_a_word_without_probabilities_is_not_in_the_loss() -> None:
    random = torch.Generator().manual_seed(0)
    logits = torch.randn(1, 3, 2, generator=random)
    gold = torch.tensor([[[0.5, 0.5], [0.9, 0.1], [0.0, 0.0]]])
    by_hand = -(gold * logits.log_softmax(-1)).sum(-1)[0, :2].mean()
    assert torch.isclose(TASKS["pos"].loss(logits, gold), by_hand)


@pytest.mark.slow
@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_a_student_comes_to_answer_what_it_was_taught(task: str) -> None:
    labels = ["x", "y"]
    vocabulary = Vocabulary(["good", "bad", "film"])
    sizes = {"architecture": "textcnn", "task": task, "labels": labels, "size": 8, "widths": [1], "filters": 8}
    config = Config.from_json({**sizes, "words": len(vocabulary), "letters": 0, "dropout": 0.0})
    torch.manual_seed(0)
    model = build(config)
    texts = [["good", "film"], ["bad"]]
    wanted = [np.array([0.25, 0.75], dtype=np.float32), np.array([0.9, 0.1], dtype=np.float32)]
    gold = [np.tile(one, (len(text), 1)) if config.per_word else one for one, text in zip(wanted, texts, strict=True)]
    data = encode_texts(config, vocabulary, texts, gold)
    for _ in fit(model, data, {}, Settings(epochs=150, learning_rate=0.05, weight_decay=0.0), 0):
        pass
    plain = [np.zeros(len(text), dtype=np.int64) if config.per_word else 0 for text in texts]
    logits, _ = predict_logits(model, encode_texts(config, vocabulary, texts, plain))
    answers = np.exp(logits) / np.exp(logits).sum(-1, keepdims=True)
    by_word = [wanted[1], wanted[0], wanted[0]] if config.per_word else [wanted[1], wanted[0]]  # the shorter text first
    np.testing.assert_allclose(answers, by_word, atol=0.03)


def test_a_blend_is_so_much_of_the_lesson_and_the_rest_of_the_label() -> None:
    vocabulary = Vocabulary(["good"])
    config = Config.from_json(
        {"architecture": "rnn", "task": "sentiment", "labels": ["x", "y"], "words": 3, "letters": 0}
    )
    data = encode_texts(config, vocabulary, [["good"], ["good"]], [0, 1])
    lessons = [np.array([0.4, 0.6]), np.array([0.2, 0.8])]
    np.testing.assert_allclose(data.blended(2, lessons, 0.5).gold, [[0.7, 0.3], [0.1, 0.9]], atol=1e-6)
    np.testing.assert_allclose(data.blended(2, lessons, 0.0).gold, [[1, 0], [0, 1]])


def test_labels_that_are_probabilities_are_weighed_by_their_shares() -> None:
    texts = [np.zeros(1, dtype=np.int32)] * 4
    certain = Encoded(texts, None, [0, 0, 0, 1])
    spread = Encoded(texts, None, [np.array([0.75, 0.25], dtype=np.float32)] * 4)
    weights, same = _label_weights(certain, 2, 1.0), _label_weights(spread, 2, 1.0)
    assert weights is not None and same is not None
    np.testing.assert_allclose(weights, [2 / 3, 2])
    np.testing.assert_allclose(same, weights)
