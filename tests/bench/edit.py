"""For how many short sentences `edit` finds a verified flip, and what an answer costs in forward passes.

`python -m tests.bench edit --sst sst/dev.tsv`. The file has the columns text and label; the first sentences of at most
20 words are taken. Without a file only the time is measured.
"""

import time
from collections import Counter
from collections.abc import Iterator
from functools import partial

from playground.checkpoints import Checkpoint, load, shipped
from playground.lenses.edit.edit import edit
from playground.lenses.predict.predict import predict
from tests.bench.lines import Line, compared, duration, seconds_in_turns
from tests.bench.texts import texts

WORDS = 20
SENTENCES = 100


def measure(rounds: int, sst: str | None = None) -> Iterator[Line]:
    """One line a sentiment model for the time, and one for the flips where there are sentences."""
    from playground.data.reading import read

    checkpoints = [load(reference) for reference in shipped("sentiment")]
    text = texts(WORDS, 1)[0]
    for checkpoint in checkpoints:
        jobs = partial(edit, checkpoint, text), partial(predict, checkpoint, text)
        seconds_in_turns(*jobs, rounds=1)  # warm
        edited, predicted = seconds_in_turns(*jobs, rounds=max(3, rounds // 10))
        yield compared(f"edit, {checkpoint.reference}, {WORDS} words / one prediction", edited, predicted, "")
    if sst:
        short = [text for text in read(sst, "sentiment").texts if len(text.split()) <= WORDS][:SENTENCES]
        yield from (_flips(checkpoint, short) for checkpoint in checkpoints)


def _flips(checkpoint: Checkpoint, sentences: list[str]) -> Line:
    found: Counter[str] = Counter()
    started = time.perf_counter()
    for text in sentences:
        kinds = {one.kind for one in edit(checkpoint, text).edits if one.flips}
        found.update([*kinds, "any"] if kinds else [])
    seconds = (time.perf_counter() - started) / len(sentences)
    shares = ", ".join(f"{kind} {found[kind] / len(sentences):.0%}" for kind in ("replace", "delete", "negate"))
    what = f"edit flips {len(sentences)} sentences, {checkpoint.reference} ({shares}); time an answer"
    return Line(what, f"{found['any'] / len(sentences):.0%}", duration(seconds), aim="≥ 90 %")
