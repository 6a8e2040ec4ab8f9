"""Every part of a model switched off in turn, with the map of words and layers beside it, the units that carry a
difference, and the search for units that fire at a word; for texts of 20 words, the slowest of the rounds."""

import time
from collections.abc import Iterator

from playground.checkpoints import load, shipped
from playground.errors import BadInput
from playground.lenses.intervene.carriers import carriers
from playground.lenses.intervene.ranking import by_word, rank
from playground.lenses.units.find import find
from tests.bench.lines import Line, duration
from tests.bench.texts import texts


def measure(rounds: int) -> Iterator[Line]:
    """Three or four lines a model: a first search reads the shipped sentences, the later ones have read them."""
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
        searched = []
        for text in asked:
            started = time.perf_counter()
            find(checkpoint, text, [3])
            searched.append(time.perf_counter() - started)
        yield Line(f"units that fire at a word, and phrases: {reference}, the first", duration(searched[0]))
        yield Line(f"the same, {reference}, the later ones", duration(max(searched[1:])), aim="≤ 1 s")
