"""Integrated gradients against autograd by hand in one batch; every method in units of that; growth with the text."""

from collections.abc import Iterator
from functools import partial

from playground.checkpoints import Checkpoint, load, shipped
from playground.lenses.explain import METHODS, embed, explain, vector
from playground.text import words
from tests.bench.lines import Line, compared, duration, seconds_in_turns
from tests.bench.texts import texts

STEPS = 50


def measure(rounds: int) -> Iterator[Line]:
    """One line a model and length, one a method, and one for the growth from 20 to 500 words."""
    rounds = max(3, rounds // 10)
    checkpoints = [load(reference) for reference in shipped("sentiment")]
    for length in (20, 200):
        for checkpoint in checkpoints:
            whole, bare = _seconds(checkpoint, texts(length, 1)[0], rounds)
            what = f"integrated gradients, {checkpoint.reference}, {length} words / one batch by hand"
            yield compared(what, whole, bare, "≤ 1.2")
    lstm = next(checkpoint for checkpoint in checkpoints if checkpoint.architecture == "lstm")
    text = texts(20, 1)[0]
    _, bare = _seconds(lstm, text, rounds)
    for method in METHODS:
        if METHODS[method].applies(lstm.config) is None:
            (seconds,) = seconds_in_turns(partial(explain, lstm, text, method), rounds=rounds)
            yield compared(f"{method}, {lstm.reference}, 20 words / integrated gradients by hand", seconds, bare, "")
    for checkpoint in checkpoints:
        short, long = (_seconds(checkpoint, texts(length, 1)[0], 3)[0] for length in (20, 500))
        yield Line(f"integrated gradients, {checkpoint.reference}, 500 words / 20 words", duration(long),
                   duration(short), long / short)  # fmt: skip


def _seconds(checkpoint: Checkpoint, text: str, rounds: int) -> tuple[float, float]:
    """The median seconds of `explain`, and of a gradient at as many points as it took, in one batch."""
    import torch

    steps = explain(checkpoint, text).parameters["steps"]
    place = torch.linspace(0.5 / steps, 1 - 0.5 / steps, steps)[:, None, None]

    def bare() -> None:
        embedded, mask = embed(checkpoint, [word.text for word in words(text)])
        start = vector(checkpoint, "padding") * mask[..., None]
        points = (start + place * (embedded - start)).requires_grad_()
        logits = checkpoint.model.logits(points, mask.expand(steps, -1))[:, 1]
        (gradient,) = torch.autograd.grad(logits.sum(), points)
        (gradient.mean(0) * (embedded - start)[0]).sum(-1).tolist()

    seconds_in_turns(bare, lambda: explain(checkpoint, text), rounds=1)  # warm
    by_hand, whole = seconds_in_turns(bare, lambda: explain(checkpoint, text, steps=steps), rounds=rounds)
    return whole, by_hand
