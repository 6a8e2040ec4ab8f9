"""Made examples that can be told apart, and a fine-tuning in one call."""

import random
from collections.abc import Generator
from pathlib import Path
from typing import Any

from playground.data.examples import Examples
from playground.training.finetune.plan import Plan, TuningStep
from playground.training.finetune.tune import TuningResult, tune

GOOD, BAD = ("great", "lovely", "warm", "fresh"), ("awful", "stale", "cold", "rude")
FILLERS = ("the", "soup", "waiter", "room", "was", "and", "very", "a", "place")


def toy(number: int, seed: int = 0, rare: int = 1) -> Examples:
    """Texts that one word decides; of the label `down` there are `rare` times fewer."""
    draw = random.Random(seed)
    texts, labels = [], []
    for at in range(number):
        up = at % (rare + 1) != 0
        words = draw.choices(FILLERS, k=draw.randint(3, 10))
        words.insert(draw.randrange(len(words)), draw.choice(GOOD if up else BAD))
        texts.append(" ".join(words))
        labels.append("up" if up else "down")
    return Examples("sentiment", tuple(texts), None, tuple(labels), "toy.csv", "0" * 64, {"no text": 1})


def to_end(running: Generator[Any, None, Any]) -> tuple[list[Any], Any]:
    """The steps of something that goes on for long, and what it comes to."""
    steps = []
    while True:
        try:
            steps.append(next(running))
        except StopIteration as end:
            return steps, end.value


def done(
    train: Examples, held: Examples, plan: Plan, folder: Path, **more: Any
) -> tuple[list[TuningStep], TuningResult]:
    going, steps = tune(train, held, plan, folder, **more), []
    while True:
        try:
            steps.append(next(going))
        except StopIteration as end:
            return steps, end.value
