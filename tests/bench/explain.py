"""Integrated gradients against autograd by hand in one batch; every method in units of that; growth with the text."""

from collections.abc import Iterator
from functools import partial
from unittest import mock

from playground.checkpoints import Checkpoint, load, shipped
from playground.lenses.explain import attribution
from playground.lenses.explain.explain import baseline_vector, embed, explain
from playground.lenses.explain.methods import METHODS
from playground.text import words
from tests.bench.lines import Line, compared, duration, seconds_in_turns
from tests.bench.texts import texts

STEPS = 50
FEW = 3  # rounds, at most, of a text of 200 words; one of 500 words is explained once


def measure(rounds: int) -> Iterator[Line]:
    """One line a model and length, one a method, and one a method for the growth from 20 to 500 words.

    Integrated gradients take the same steps everywhere. Where the logit hardly changes, as it does in some texts of
    random words, 2 % of the change is so little that they would take up to 16 times as many.
    """
    with mock.patch.object(attribution, "MOST_STEPS", STEPS):
        yield from _lines(max(3, rounds // 10))


def _lines(rounds: int) -> Iterator[Line]:
    checkpoints = {load(reference).architecture: load(reference) for reference in shipped("sentiment")}
    for length, times in ((20, rounds), (200, min(FEW, rounds))):
        for checkpoint in checkpoints.values():
            whole, bare = _seconds(checkpoint, texts(length, 1)[0], times)
            what = f"integrated gradients, {STEPS} steps, {checkpoint.reference}, {length} words / one batch by hand"
            yield compared(what, whole, bare, "≤ 1.2")
    short, long = texts(20, 1)[0], texts(500, 1)[0]
    by_hand = {key: _seconds(checkpoints[key], short, rounds)[1] for key in ("lstm", "textcnn")}
    needed: dict[str, float] = {}
    for method, entry in METHODS.items():
        key = "lstm" if entry.applies(checkpoints["lstm"].config) is None else "textcnn"
        job = partial(explain, checkpoints[key], short, method)
        needed[method] = seconds_in_turns(job, rounds=rounds)[0]
        what = f"{method}, {checkpoints[key].reference}, 20 words / integrated gradients by hand"
        yield compared(what, needed[method], by_hand[key], "")
    for method, seconds in needed.items():
        key = "lstm" if METHODS[method].applies(checkpoints["lstm"].config) is None else "textcnn"
        yield _growth(checkpoints[key], method, long, seconds)
    for key in ("rnn", "textcnn", "transformer"):
        (seconds,) = seconds_in_turns(partial(explain, checkpoints[key], short), rounds=rounds)
        yield _growth(checkpoints[key], "integrated_gradients", long, seconds)


def _growth(checkpoint: Checkpoint, method: str, text: str, short: float) -> Line:
    (seconds,) = seconds_in_turns(partial(explain, checkpoint, text, method), rounds=1)
    what = f"{method}, {checkpoint.reference}, 500 words / 20 words"
    return Line(what, duration(seconds), duration(short), seconds / short)


def _seconds(checkpoint: Checkpoint, text: str, rounds: int) -> tuple[float, float]:
    """The median seconds of `explain`, and of a gradient at as many points, in one batch."""
    import torch

    place = torch.linspace(0.5 / STEPS, 1 - 0.5 / STEPS, STEPS)[:, None, None]

    def bare() -> None:
        embedded, mask = embed(checkpoint, [word.text for word in words(text)])
        start = baseline_vector(checkpoint, "padding") * mask[..., None]
        points = (start + place * (embedded - start)).requires_grad_()
        logits = checkpoint.model.logits(points, mask.expand(STEPS, -1))[:, 1]
        (gradient,) = torch.autograd.grad(logits.sum(), points)
        (gradient.mean(0) * (embedded - start)[0]).sum(-1).tolist()

    whole = partial(explain, checkpoint, text, steps=STEPS)
    seconds_in_turns(bare, whole, rounds=1)  # warm
    by_hand, ours = seconds_in_turns(bare, whole, rounds=rounds)
    return ours, by_hand
