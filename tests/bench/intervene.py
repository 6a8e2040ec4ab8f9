"""Every part of a model switched off in turn, with the map of words and layers beside it, and the units that carry a
difference; for texts of 20 words, the slowest of the rounds."""

import time
from collections.abc import Iterator

from playground.checkpoints import load, shipped
from playground.errors import BadInput
from playground.lenses.intervene.carriers import carriers
from playground.lenses.intervene.ranking import by_word, rank
from tests.bench.lines import Line, duration
from tests.bench.texts import texts


def measure(rounds: int) -> Iterator[Line]:
    """Two lines a model."""
    for reference in shipped(language=None):
        checkpoint, asked = load(reference), texts(20, max(3, rounds // 10))
        rank(checkpoint, asked[0])  # warm
        ranked, carried = [], []
        for text in asked:
            started = time.perf_counter()
            found = rank(checkpoint, text)
            by_word(checkpoint, text)
            ranked.append(time.perf_counter() - started)
            started = time.perf_counter()
            try:
                carriers(checkpoint, text, f"{text.rsplit(' ', 1)[0]} awful")
            except BadInput:  # answered alike
                continue
            carried.append(time.perf_counter() - started)
        what = f"{len(found.effects):,} parts in turn and every word's state, {reference}, 20 words"
        yield Line(what, duration(max(ranked)), aim="≤ 2 s")
        if carried:
            yield Line(f"what carries a difference, {reference}, 20 words", duration(max(carried)), aim="≤ 2 s")
