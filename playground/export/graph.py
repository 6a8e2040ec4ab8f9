"""A network as an ONNX graph: ids in, probabilities out, for any number of texts of any length.

torch's own exporter writes the graph, from `Model.forward`, so that an architecture has nothing to declare. What it
cannot write as it stands is put in other words here:

- Its loop over the words of an `nn.RNN` would have the length of the example. The module becomes one ONNX node, `RNN`.
- Where a network pads a short text, the example's path would be taken for all. So every text gets a few words of
  padding in the graph, which no result depends on.
- Which spellings occur in a batch depends on its ids, which the exporter follows badly. So each word's letters are
  read, also where the same word was there before.

The exporter runs in a process of its own: what it keeps of one network it takes for another one's (a second LSTM had
the length of its example), and it fills the terminal.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel

from playground.checkpoints import Checkpoint, load, save
from playground.errors import BadCheckpoint, NotApplicable, shown
from playground.models import Inputs, Model
from playground.models.base import twin
from playground.models.stored_embedding import StoredEmbedding

ROOT = Path(__file__).parents[2]
TOLERANCE = 1e-4  # of a probability: how far the graph may be from the network
_EXAMPLE = (2, 11)  # texts and words of the batch that the exporter follows; neither may be 0 or 1


def write_graph(checkpoint: Checkpoint, path: Path) -> None:
    """Write the network of a checkpoint as an ONNX file, and hold it against the network.

    Inputs of the graph: `words` (texts, words) int64, `mask` (texts, words) bool, and `letters` (texts, words, 20)
    int64 where the model reads letters. Output: `probabilities` (texts, labels) or (texts, words, labels) float32,
    after the checkpoint's temperature.

    Raises:
        NotApplicable: the packages are missing, or the model is not one of this project's own.
        BadCheckpoint: the graph could not be written, or answers otherwise than the network.
    """
    if type(checkpoint.model) is not Model:
        raise NotApplicable(
            f"{checkpoint.reference} is not a network of this project. Only those of a folder or repository in this "
            "project's format can be exported. Export a model with config.json, vocabulary.json and model.safetensors.",
            key="export-foreign",
            model=checkpoint.reference,
        )
    try:
        import onnx  # noqa: F401
        import onnxruntime  # noqa: F401
        import onnxscript  # noqa: F401
    except ImportError as error:
        raise NotApplicable(
            f"Exporting needs the package {error.name}. Install what it needs with “pip install -r "
            "requirements-export.txt”.",
            key="export-packages",
            package=str(error.name),
        ) from error
    with tempfile.TemporaryDirectory() as folder:
        save(folder, checkpoint.model, checkpoint.vocabulary, temperature=checkpoint.temperature)
        command = [sys.executable, "-m", __name__, folder, str(path.resolve())]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        why = shown((done.stderr.strip().splitlines() or ["it was ended"])[-1])
        raise BadCheckpoint(
            f"{checkpoint.reference} could not be written as an ONNX graph: {why}. Nothing was written. Use the "
            "versions of requirements-export.txt.",
            key="export-failed",
            model=checkpoint.reference,
            why=why,
        )
    _check(checkpoint, path)


def _write(folder: str, path: str) -> None:
    """Write the network of a checkpoint folder as an ONNX file."""
    checkpoint = load(folder)
    model = twin(checkpoint.model)
    if isinstance(checkpoint.model.word_embedding, StoredEmbedding):
        model.word_embedding = checkpoint.model.word_embedding  # a quarter of the size; nothing here changes it
    network = _Network(model, checkpoint.temperature).eval()
    _RNNNode.put_into(network)
    if model.letters is not None:
        model.letters = _EveryWord(model.letters)  # type: ignore[assignment]
    given = _example(checkpoint)
    with sdpa_kernel(SDPBackend.MATH):  # of the fused ones the exporter sees another order in memory than they have
        program = torch.onnx.export(
            network,
            tuple(given.values()),
            dynamo=True,
            input_names=list(given),
            output_names=["probabilities"],
            dynamic_shapes=tuple(dict.fromkeys((0, 1), torch.export.Dim.DYNAMIC) for _ in given),
            custom_translation_table={torch.ops.playground.rnn.default: _rnn_node},
        )
    assert program is not None
    program.save(path)


def _example(checkpoint: Checkpoint) -> dict[str, Tensor]:
    """A batch of random ids for the exporter to follow, by the names of the graph's inputs."""
    config, draw = checkpoint.config, torch.Generator().manual_seed(1)
    words = torch.randint(config.words, _EXAMPLE, generator=draw)
    found = {"words": words, "mask": torch.ones(_EXAMPLE, dtype=torch.bool)}
    found["mask"][1, 7:] = False
    if config.letters:
        found["letters"] = torch.randint(config.letters, (*_EXAMPLE, 20), generator=draw)
    return found


class _Network(nn.Module):
    """What the graph computes: padding behind every text, the network, the temperature, softmax."""

    def __init__(self, model: Model, temperature: float) -> None:
        super().__init__()
        self.model = model
        self.temperature = temperature
        self.spare = max(model.config.widths)

    def forward(self, words: Tensor, mask: Tensor, letters: Tensor | None = None) -> Tensor:
        """As `write_graph` says of inputs and output."""
        number = words.shape[1]
        if letters is not None:
            letters = functional.pad(letters, (0, 0, 0, self.spare))
        inputs = Inputs(functional.pad(words, (0, self.spare)), letters, functional.pad(mask, (0, self.spare)))
        logits: Tensor = self.model(inputs)
        if self.model.config.per_word:
            logits = logits[:, :number]
        return (logits / self.temperature).softmax(-1)


class _EveryWord(nn.Module):
    """In place of `Letters`: the same vectors, without looking for words that occur twice."""

    def __init__(self, letters: Any) -> None:
        super().__init__()
        self.letters = letters

    def forward(self, letters: Tensor) -> Tensor:
        """(batch, words, letters) ids -> (batch, words, letter_filters)."""
        found: Tensor = self.letters.of_spellings(letters.flatten(0, 1))
        return found.unflatten(0, letters.shape[:2])


# ---- nn.RNN


@torch.library.custom_op("playground::rnn", mutates_args=())
def _rnn(read: Tensor, w: Tensor, r: Tensor, b: Tensor, c: Tensor) -> Tensor:
    """The states of `nn.RNN` with tanh, in one direction: (texts, words, size) -> (texts, words, hidden).

    Args:
        w: (hidden, size), what a word is multiplied by.
        r: (hidden, hidden), what the state before is multiplied by.
        b, c: (hidden,), both biases.
    """
    state, found = read.new_zeros(len(read), len(r)), []
    for word in range(read.shape[1]):
        state = torch.tanh(functional.linear(read[:, word], w, b) + functional.linear(state, r, c))
        found.append(state)
    return torch.stack(found, 1)


@_rnn.register_fake
def _(read: Tensor, w: Tensor, r: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return read.new_empty(read.shape[0], read.shape[1], r.shape[0])


def _rnn_node(read: Any, w: Any, r: Any, b: Any, c: Any) -> Any:
    """The same as a node of ONNX, which wants words in front and a place for directions.

    Source:
        https://onnx.ai/onnx/operators/onnx__RNN.html
    """
    from onnxscript import opset18

    op: Any = opset18

    biases = op.Unsqueeze(op.Concat(b, c, axis=0), [0])
    states, _ = op.RNN(
        op.Transpose(read, perm=[1, 0, 2]), op.Unsqueeze(w, [0]), op.Unsqueeze(r, [0]), biases, hidden_size=r.shape[0]
    )
    return op.Transpose(op.Squeeze(states, [1]), perm=[1, 0, 2])


class _RNNNode(nn.Module):
    """In place of an `nn.RNN` of one layer and direction."""

    def __init__(self, cell: nn.RNN) -> None:
        super().__init__()
        self.cell = cell

    def forward(self, read: Tensor) -> tuple[Tensor, None]:
        """States as `nn.RNN` gives them, without the last one apart."""
        cell: Any = self.cell
        return _rnn(read, cell.weight_ih_l0, cell.weight_hh_l0, cell.bias_ih_l0, cell.bias_hh_l0), None

    @classmethod
    def put_into(cls, network: nn.Module) -> None:
        """Put such a module in place of every `nn.RNN` inside."""
        for module in list(network.modules()):
            for name, child in module.named_children():
                if type(child) is nn.RNN:
                    setattr(module, name, cls(child))


# ---- held against the network


def _check(checkpoint: Checkpoint, path: Path) -> None:
    """Raise where the graph answers otherwise than the network, alone and in a mixed batch, short and long."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    known, most = checkpoint.vocabulary.words or ("a",), checkpoint.config.max_words
    for lengths in ([1], [0, 3], [most, 40, 5]):
        texts = [[known[(at * 31 + row) % len(known)] for at in range(length)] for row, length in enumerate(lengths)]
        inputs = checkpoint.encode(texts)
        given = {name: value.cpu().numpy() for name, value in inputs._asdict().items() if value is not None}
        found = session.run(None, given)[0]
        with torch.inference_mode():
            expected = (checkpoint.model(inputs) / checkpoint.temperature).softmax(-1).cpu().numpy()
        apart = np.abs(found - expected)
        apart = apart[given["mask"]] if checkpoint.config.per_word else apart
        if not (apart <= TOLERANCE).all():
            raise BadCheckpoint(
                f"The exported graph of {checkpoint.reference} answers otherwise than the network: a probability "
                f"differs by {apart.max():.1e}, and at most {TOLERANCE:.0e} is allowed. Nothing was written. Use the "
                "versions of requirements-export.txt.",
                key="export-differs",
                model=checkpoint.reference,
                difference=f"{apart.max():.1e}",
            )


if __name__ == "__main__":
    _write(*sys.argv[1:])
