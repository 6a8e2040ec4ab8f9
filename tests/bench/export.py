"""An exported graph under onnxruntime against the same network under torch: how far apart their answers are, how large
the graph is, and how fast it answers; both with one thread."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from playground.checkpoints import Checkpoint, load, shipped
from playground.export.graph import write_graph
from playground.scale.scoring import one_thread
from tests.bench.lines import Line, compared, seconds_in_turns
from tests.bench.texts import texts

LENGTHS = (1, 2, 20, 200, 1_024)  # words, each text alone and all of them as one batch
TASKS = ("sentiment", "pos")


def measure(rounds: int) -> Iterator[Line]:
    """Lines of every model: the largest difference of a probability, and megabytes; of those that answer with a label
    also one text of 20 words, and 64 of them."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    for reference in (one for task in TASKS for one in shipped(task)):
        checkpoint = load(reference)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            write_graph(checkpoint, path)
            session = onnxruntime.InferenceSession(str(path), options)
            large = path.stat().st_size / 1e6
        yield Line(
            f"largest difference of a probability, {reference}", f"{_difference(checkpoint, session):.0e}", aim="≤ 1e-4"
        )
        yield Line(
            f"model.onnx, {reference} / model.safetensors", f"{large:.1f} MB", f"{checkpoint.bytes / 1e6:.1f} MB"
        )
        if not checkpoint.config.per_word:
            yield from _speed(checkpoint, session, rounds)


def _difference(checkpoint: Checkpoint, session: Any) -> float:
    """The largest difference of a probability between the two, over texts of every length."""
    import torch

    given = [text.split(" ") for length in LENGTHS for text in texts(length, 1)]
    found = 0.0
    for batch in (*([one] for one in given), given):
        inputs = checkpoint.encode(batch)
        with torch.inference_mode():
            wanted = (checkpoint.model(inputs) / checkpoint.temperature).softmax(-1).numpy()
        (answers,) = session.run(None, _arrays(inputs))
        read = inputs.mask.numpy() if checkpoint.config.per_word else slice(None)
        found = max(found, float(np.abs(answers[read] - wanted[read]).max()))
    return found


def _speed(checkpoint: Checkpoint, session: Any, rounds: int) -> Iterator[Line]:
    import torch

    for count in (1, 64):
        inputs = checkpoint.encode([text.split(" ") for text in texts(20, count)])
        given = _arrays(inputs)

        def with_torch() -> None:
            with one_thread(), torch.inference_mode():
                checkpoint.model(inputs)  # noqa: B023  called before the next count's

        def with_onnxruntime() -> None:
            session.run(None, given)  # noqa: B023

        seconds_in_turns(with_torch, with_onnxruntime, rounds=3)  # warm
        bare, exported = seconds_in_turns(with_torch, with_onnxruntime, rounds=rounds)
        yield compared(f"onnxruntime, {checkpoint.architecture}, {count} of 20 words / torch", exported, bare, "")


def _arrays(inputs: Any) -> dict[str, np.ndarray]:
    return {name: value.numpy() for name, value in inputs._asdict().items() if value is not None}
