"""Four predictions through `predict` against the bare sum of their four forward passes."""

from collections.abc import Iterator
from typing import Any

from playground.checkpoints import load, shipped
from playground.lenses.predict.predict import predict
from tests.bench.lines import Line, compared, seconds_in_turns
from tests.bench.texts import texts


def measure(rounds: int) -> Iterator[Line]:
    """One line a length. Each round has a text of its own, so that nothing is remembered from the round before."""
    import torch

    checkpoints = [load(reference) for reference in shipped("sentiment")]
    for length in (20, 200):
        given = texts(length, rounds + 3)
        prepared = iter([[one.encode([text.split(" ")]) for one in checkpoints] for text in given])
        unseen = iter(given)

        def bare(prepared: Iterator[list[Any]] = prepared) -> None:
            with torch.inference_mode():
                for checkpoint, inputs in zip(checkpoints, next(prepared), strict=True):
                    checkpoint.model(inputs)

        def through_predict(unseen: Iterator[str] = unseen) -> None:
            text = next(unseen)
            for checkpoint in checkpoints:
                predict(checkpoint, text)

        seconds_in_turns(bare, through_predict, rounds=3)  # warm
        forwards, predictions = seconds_in_turns(bare, through_predict, rounds=rounds)
        yield compared(
            f"predict, {len(checkpoints)} models, {length} words / forward passes", predictions, forwards, "≤ 1.3"
        )
