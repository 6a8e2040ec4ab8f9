"""An exported graph under onnxruntime against the same network under torch, both with one thread."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playground.checkpoints import load, shipped
from playground.export.graph import write_graph
from playground.scale.scoring import one_thread
from tests.bench.lines import Line, compared, seconds_in_turns
from tests.bench.texts import texts


def measure(rounds: int) -> Iterator[Line]:
    """Two lines a model: one text of 20 words, and 64 of them."""
    import onnxruntime
    import torch

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    for reference in shipped("sentiment"):
        checkpoint = load(reference)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "model.onnx"
            write_graph(checkpoint, path)
            session = onnxruntime.InferenceSession(str(path), options)
        for count in (1, 64):
            inputs = checkpoint.encode([text.split(" ") for text in texts(20, count)])
            given = {name: value.numpy() for name, value in inputs._asdict().items() if value is not None}

            def with_torch() -> None:
                with one_thread(), torch.inference_mode():
                    checkpoint.model(inputs)  # noqa: B023  called before the next model's

            def with_onnxruntime() -> None:
                session.run(None, given)  # noqa: B023

            seconds_in_turns(with_torch, with_onnxruntime, rounds=3)  # warm
            bare, exported = seconds_in_turns(with_torch, with_onnxruntime, rounds=rounds)
            what = f"onnxruntime, {reference.removeprefix('sentiment-')}, {count} of 20 words / torch"
            yield compared(what, exported, bare, "")
