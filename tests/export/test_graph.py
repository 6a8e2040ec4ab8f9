"""The exported graph answers as the network does: any length, alone and in mixed batches."""

from pathlib import Path

import numpy as np
import pytest
import torch

from playground.checkpoints import Checkpoint, load
from playground.errors import BadCheckpoint, NotApplicable
from playground.export import graph
from playground.models import Model
from tests import tiny

onnxruntime = pytest.importorskip("onnxruntime")

LENGTHS = ([1], [2], [5, 0, 1], [3, 40, 7, 40], [60, 2])  # words; a tiny model reads 40 of them


def expected(checkpoint: Checkpoint, texts: list[list[str]]) -> np.ndarray:
    """What the network answers to each text alone, padded to the longest."""
    with torch.inference_mode():
        found = [(checkpoint.model(checkpoint.encode([text])) / 1.5).softmax(-1).numpy()[0] for text in texts]
    if not checkpoint.config.per_word:
        return np.stack(found)
    longest = max(map(len, found))
    return np.stack([np.pad(one, ((0, longest - len(one)), (0, 0))) for one in found])


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task"), tiny.PAIRS)
def test_every_architecture_answers_the_same_for_any_number_of_words(
    architecture: str, task: str, tmp_path: Path
) -> None:
    checkpoint = load(tiny.write(tmp_path, architecture, task))
    graph.write_graph(checkpoint, tmp_path / "model.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "model.onnx"))
    words = [*tiny.VOCABULARY.words, "unheard-of", "😀"]
    for lengths in LENGTHS:
        texts = [[words[(7 * at + row) % len(words)] for at in range(length)] for row, length in enumerate(lengths)]
        inputs = checkpoint.encode(texts)
        given = {name: value.numpy() for name, value in inputs._asdict().items() if value is not None}
        (found,) = session.run(None, given)
        wanted = expected(checkpoint, texts)
        if checkpoint.config.per_word:
            found, wanted = found[given["mask"]], wanted[given["mask"]]
        np.testing.assert_allclose(found, wanted, atol=1e-5)


@pytest.mark.slow
def test_the_textbooks_rnn_of_two_layers_is_one_node_a_layer(tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    checkpoint = load(tiny.write(tmp_path, "rnn", "sentiment", directions=1, readout=("last",)))
    graph.write_graph(checkpoint, tmp_path / "model.onnx")
    nodes = [node.op_type for node in onnx.load(tmp_path / "model.onnx").graph.node]
    assert nodes.count("RNN") == 2


@pytest.mark.slow
def test_a_graph_that_answers_otherwise_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint = load(tiny.write(tmp_path, "textcnn", "sentiment"))
    graph.write_graph(checkpoint, tmp_path / "model.onnx")
    with torch.no_grad():
        checkpoint.model.head.bias.add_(torch.tensor([0.01, 0.0]))
    with pytest.raises(BadCheckpoint, match="answers otherwise than the network: a probability differs by"):
        graph._check(checkpoint, tmp_path / "model.onnx")


def test_what_is_not_one_of_our_networks_is_refused(tmp_path: Path) -> None:
    class Foreign(Model):
        """A network that somebody else has written."""

    checkpoint = load(tiny.write(tmp_path, "textcnn", "sentiment"))
    checkpoint.model.__class__ = Foreign
    with pytest.raises(NotApplicable, match="is not a network of this project"):
        graph.write_graph(checkpoint, tmp_path / "model.onnx")
    assert not (tmp_path / "model.onnx").exists()


def test_missing_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "onnxscript", None)
    with pytest.raises(NotApplicable, match=r"needs the package onnxscript.*requirements-export\.txt"):
        graph.write_graph(load(tiny.write(tmp_path, "textcnn", "sentiment")), tmp_path / "model.onnx")
