"""The way of the states: the plane is NumPy's, the states the trace's, the answers those of `growth` and `predict`."""

import numpy as np
import pytest
import torch

from playground.checkpoints import Checkpoint
from playground.lenses.inside.state_path import path, plane
from playground.lenses.inside.trace import trace
from playground.lenses.predict.predict import predict
from playground.lenses.predict.prefixes import growth
from playground.models import ARCHITECTURES
from playground.text import words
from tests.tiny import PAIRS, VOCABULARY, model

TEXT = "The film , it 's not a good film . The bad dog is n't bad , zzz 😀 good good ."


def made(architecture: str, task: str, **changes: object) -> Checkpoint:
    network = model(architecture, task, seed=5, **changes)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(1.5)
    return Checkpoint(f"./{task}-{architecture}", network.config, VOCABULARY, network, temperature=1.3)


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_coordinates_are_those_of_a_singular_value_decomposition(architecture: str, task: str) -> None:
    found = path(made(architecture, task), TEXT)
    centred = found.states.astype(np.float64) - found.states.astype(np.float64).mean(0)
    _, size, right = np.linalg.svd(centred, full_matrices=False)
    expected = centred @ right[:2].T
    assert found.coordinates.shape == (len(words(TEXT)), 2)
    for column in range(2):
        mine, other = found.coordinates[:, column], expected[:, column]
        assert np.allclose(mine, other, atol=1e-8) or np.allclose(mine, -other, atol=1e-8)
        assert mine[np.abs(mine).argmax()] > 0
    assert found.variance == pytest.approx((size[:2] ** 2 / (size**2).sum()).tolist())
    assert 0 < found.variance[1] <= found.variance[0] <= 1


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_coordinates_are_those_of_scikit_learn(architecture: str, task: str) -> None:
    decomposition = pytest.importorskip("sklearn.decomposition")
    found = path(made(architecture, task), TEXT)
    other = decomposition.PCA(2, svd_solver="full").fit_transform(found.states.astype(np.float64))
    assert np.allclose(np.abs(found.coordinates), np.abs(other), atol=1e-8)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_tagger_has_the_states_that_the_trace_holds_and_the_tags_that_it_predicts(architecture: str) -> None:
    checkpoint = made(architecture, "pos")
    found, seen = path(checkpoint, TEXT), trace(checkpoint, TEXT)
    ways = ("forward", "backward") if checkpoint.architecture in ("rnn", "lstm") else ("forward",)
    assert np.array_equal(found.states, np.concatenate([seen.at(2, way)["hidden"] for way in ways], -1))
    tags = [found.labels[best] for best in found.probabilities.argmax(-1)]
    assert tags == predict(checkpoint, TEXT).tags
    assert np.allclose(found.probabilities, predict(checkpoint, TEXT).probabilities, atol=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_each_point_is_where_the_text_that_ends_there_ends(architecture: str) -> None:
    checkpoint = made(architecture, "sentiment")
    found = path(checkpoint, TEXT)
    grown = growth(checkpoint, TEXT)
    assert found.words_read == grown.words_read
    assert np.allclose(found.probabilities, grown.probabilities, atol=1e-6)
    assert np.ptp(found.probabilities[:, 1]) > 0.01
    for at, read in enumerate(found.words_read):
        beginning = TEXT[: found.words[read - 1].end]
        seen = trace(checkpoint, beginning)
        if architecture == "textcnn":
            state = np.concatenate([seen.arrays[f"filters{width}"].max(0) for width in checkpoint.config.widths])
        else:
            state = seen.at(2)["hidden"][-1]
        assert np.allclose(found.states[at], state, atol=1e-5), read


def test_a_forward_layer_would_be_there_anyway() -> None:
    checkpoint = made("lstm", "sentiment", layers=1)
    assert np.allclose(path(checkpoint, TEXT).states, trace(checkpoint, TEXT).at(1)["hidden"], atol=1e-6)


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
@pytest.mark.parametrize("text", ["", "\n", "good", "good good good", "dog ."])
def test_short_texts_have_a_path_too(architecture: str, task: str, text: str) -> None:
    found = path(made(architecture, task), text)
    assert found.coordinates.shape == (len(words(text)), 2)
    assert np.isfinite(found.coordinates).all()
    assert all(0 <= share <= 1 for share in found.variance)


def test_what_does_not_move_has_no_variance() -> None:
    assert plane(np.ones((4, 3)))[1] == (0.0, 0.0)
    coordinates, variance = plane(np.array([[0.0], [3.0]]))
    assert np.abs(coordinates[:, 0]).tolist() == [1.5, 1.5]
    assert variance == (1.0, 0.0)


def test_a_long_text_has_a_point_for_the_first_words_and_some_behind_them() -> None:
    checkpoint = made("rnn", "sentiment", max_words=200)
    found = path(checkpoint, " ".join(["good", "dog", "bad"] * 60))
    assert found.words_read == growth(checkpoint, " ".join(["good", "dog", "bad"] * 60)).words_read
    assert len(found.states) == len(found.words_read) < 80
    tagged = path(made("rnn", "pos", max_words=200), " ".join(["good"] * 230))
    assert len(tagged.coordinates) == 200
    assert sum(word.read for word in tagged.words) == 200
