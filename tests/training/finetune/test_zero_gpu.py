"""A training in slices, each in a process that forgets: the same numbers as in one piece."""

import dataclasses
import multiprocessing
from collections.abc import Callable, Generator
from typing import Any

import pytest
import torch

from playground.errors import Unreachable
from playground.training.encoding import encode_examples
from playground.training.finetune import zero_gpu
from playground.training.fit import History, Progress, fit
from tests import tiny
from tests.training.eight_examples import FAST, examples


def forked(function: Callable[..., Any]) -> Callable[..., Any]:
    """As ZeroGPU calls a function: in a forked process, of which only the return value is left."""

    def call(*given: Any) -> Any:
        here, there = multiprocessing.Pipe()
        process = multiprocessing.get_context("fork").Process(target=lambda: there.send(function(*given)))
        process.start()
        answer = here.recv()
        process.join()
        return answer

    return call


def ended(run: Generator[Progress, None, History]) -> History:
    """What a training comes to."""
    while True:
        try:
            next(run)
        except StopIteration as end:
            return end.value


@pytest.mark.slow
def test_slices_give_the_weights_of_a_training_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = dataclasses.replace(FAST, epochs=3)
    data = encode_examples(tiny.config("lstm", "sentiment"), tiny.VOCABULARY, examples("sentiment"))
    whole, sliced = tiny.model("lstm", "sentiment"), tiny.model("lstm", "sentiment")
    steps = [step.epoch for step in fit(whole, data, {"same": data}, settings, 1) if step.finished]

    calls: list[int] = []
    slice_of = forked(zero_gpu.run_slice)
    monkeypatch.setattr(zero_gpu, "SLICE_SECONDS", 0.0)  # an epoch each

    def counted(*given: Any) -> Any:
        calls.append(1)
        return slice_of(*given)

    monkeypatch.setattr(zero_gpu, "run_slice", counted)
    told = [step.epoch for step in zero_gpu.fit_in_slices(sliced, data, {"same": data}, settings, 1) if step.finished]
    assert (told, len(calls)) == (steps, 3)
    assert all(torch.equal(value, whole.state_dict()[key]) for key, value in sliced.state_dict().items())
    assert not sliced.training


def test_a_gpu_that_is_taken_back_leaves_the_best_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode_examples(tiny.config("rnn", "sentiment"), tiny.VOCABULARY, examples("sentiment"))
    monkeypatch.setattr(zero_gpu, "SLICE_SECONDS", 0.0)
    lent: list[int] = []
    slice_of = zero_gpu.run_slice

    def until_the_third(*given: Any) -> Any:
        lent.append(1)
        if len(lent) > 2:
            raise Unreachable("The GPU was not lent.", key="gpu-not-lent", reason="GPU task aborted")
        return slice_of(*given)

    monkeypatch.setattr(zero_gpu, "run_slice", until_the_third)
    sliced, whole = tiny.model("rnn", "sentiment"), tiny.model("rnn", "sentiment")
    history = ended(zero_gpu.fit_in_slices(sliced, data, {"same": data}, FAST, 1))
    assert (len(history.epochs), history.lost, history.paused) == (2, "GPU task aborted", False)
    asked: list[int] = []

    def twice() -> bool:
        asked.append(1)
        return len(asked) > 1

    ended(fit(whole, data, {"same": data}, FAST, 1, pause=twice))
    assert all(torch.equal(value, whole.state_dict()[key]) for key, value in sliced.state_dict().items())
    assert not sliced.training

    lent += [1, 1]
    with pytest.raises(Unreachable):
        ended(zero_gpu.fit_in_slices(tiny.model("rnn", "sentiment"), data, {"same": data}, FAST, 1))


def test_between_slices_a_training_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode_examples(tiny.config("rnn", "sentiment"), tiny.VOCABULARY, examples("sentiment"))
    monkeypatch.setattr(zero_gpu, "SLICE_SECONDS", 0.0)
    told: list[int] = []
    for step in zero_gpu.fit_in_slices(
        tiny.model("rnn", "sentiment"), data, {"same": data}, FAST, 1, lambda: len(told) == 2
    ):
        if step.finished:
            told.append(step.epoch)
    assert told == [1, 2], "no GPU is asked for once it is stopped: the best weights are here"
