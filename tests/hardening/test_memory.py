"""What the page keeps in memory beside its models, and what happens where there is none left."""

import subprocess
import sys
from typing import Any

import pytest
import torch

from playground import devices
from playground.checkpoints import load, loading
from playground.lenses.explain.explain import Explanation, explain
from playground.lenses.predict.predict import predict
from playground.ui.model_loader import ModelLoader
from tests.serving import ROOT

PROGRAM = """
import sys
from playground.checkpoints import load, shipped
from playground.lenses.predict.predict import predict
for reference in [*shipped("sentiment"), *shipped("pos"), "pos-transformer#untrained"]:
    predict(load(reference), "A quietly moving film.")
print("torch._dynamo" in sys.modules)
"""


@pytest.mark.slow
def test_loading_and_asking_models_does_not_import_torch_s_compiler() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


CPU = "[enforce fail at alloc_cpu.cpp:117] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes."


@pytest.mark.parametrize("kind", [torch.OutOfMemoryError, RuntimeError, MemoryError])
@pytest.mark.parametrize("when", ["forward", "backward"])
def test_out_of_memory_is_said_of_one_model_and_the_next_question_is_answered(
    tiny: dict[str, str], monkeypatch: pytest.MonkeyPatch, when: str, kind: type[Exception]
) -> None:
    """Of an answer and of an explanation; nothing stays on the model, which answers the next question as before."""
    checkpoint, loader = load(tiny["sentiment-lstm"]), ModelLoader()
    loader._loaded.add(checkpoint.reference)
    before = predict(checkpoint, "a good film").scores

    def fail(*given: Any, **more: Any) -> Any:
        raise kind(CPU)

    with monkeypatch.context() as patch:
        if when == "forward":
            patch.setattr(type(checkpoint.model), "logits", fail)
        else:
            patch.setattr(torch.autograd, "grad", fail)
        said: object = loader.ask(checkpoint.reference, lambda: explain(checkpoint, "a good film", "saliency"))
    assert isinstance(said, kind)
    assert loader.ask(checkpoint.reference, lambda: predict(checkpoint, "a good film").scores) == before
    assert isinstance(explain(checkpoint, "a good film", "saliency"), Explanation)


def test_a_gpu_that_fails_to_start_is_said_and_the_page_goes_on(
    tiny: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> str:
        raise RuntimeError("CUDA driver initialization failed, you might not have a CUDA gpu.")

    monkeypatch.setattr(devices, "device", fail)
    monkeypatch.setattr(loading, "_loaded", type(loading._loaded)())  # whatever other tests have loaded
    loader = ModelLoader()
    loader.load([tiny["sentiment-rnn"]], seconds=60)
    said = loader.state(tiny["sentiment-rnn"])
    assert isinstance(said, RuntimeError)
    assert loader.device is None
    monkeypatch.undo()
    other = ModelLoader()
    other.load([tiny["sentiment-rnn"]], seconds=60)
    assert other.state(tiny["sentiment-rnn"]) is not False
