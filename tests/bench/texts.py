"""Texts of known length, made of words that the shipped models know."""

import random

from playground.checkpoints import load, shipped


def texts(length: int, count: int) -> list[str]:
    """Different texts of so many words each; the same ones in every run."""
    draw = random.Random(length)
    known = [word for word in load(shipped("sentiment")[0]).vocabulary.words if word.isalpha() and word.isascii()]
    return [" ".join(draw.choices(known[:5_000], k=length)) for _ in range(count)]
