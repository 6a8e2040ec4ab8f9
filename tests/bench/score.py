"""A file of many rows, by two processes and by one, against the bare network: the same texts as tensors, in a loop with
one thread.

The three take turns, several times, and what is told is the median of the ratios of each turn: whoever else uses the
machine meets all three. Rows are counted from the first block on, so that starting a process is no part of it.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playground.checkpoints import load
from playground.data.notation import GUESSED
from playground.lenses.predict.predict import WORDS_A_BATCH, batches
from playground.scale import score
from playground.scale.answers import text_readers
from playground.scale.blocks import ROWS_A_BLOCK
from playground.scale.scoring import finish, one_thread, parts_of, prepared
from playground.scale.text_process import Task, encoded_blocks
from tests.bench.lines import Line
from tests.bench.texts import texts

BLOCKS = 5  # that are timed, behind the first
WORDS = 10
MOST_ROUNDS = 9
MODELS = ("sentiment-textcnn", "sentiment-lstm")

Report = Callable[[Any], None]


def measure(rounds: int) -> Iterator[Line]:
    """Three lines a model: two processes and one against the loop, and two against one; rows a second."""
    given = texts(WORDS, ROWS_A_BLOCK * (BLOCKS + 1))
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "texts.csv"
        data.write_text("id,text\n" + "".join(f"{at},{text}\n" for at, text in enumerate(given)))
        for reference in MODELS:
            loop = _loop(reference, given[: ROWS_A_BLOCK * BLOCKS])
            jobs = (
                lambda: _rate(_by_two, reference, data),  # noqa: B023  called before the next model's
                lambda: _rate(_by_one, reference, data),  # noqa: B023
                loop,
            )
            turns = [[job() for job in jobs] for _ in range(max(1, min(MOST_ROUNDS, rounds)))]
            name = reference.removeprefix("sentiment-")
            for what, first, second, aim in (
                ("two processes / loop over ready tensors", 0, 2, "≥ 0.8" if reference == MODELS[0] else ""),
                ("one process / loop over ready tensors", 1, 2, ""),
                ("two processes / one process", 0, 1, ""),
            ):
                one, other = ([turn[at] for turn in turns] for at in (first, second))
                ratio = statistics.median(a / b for a, b in zip(one, other, strict=True))
                yield Line(f"rows a second of {WORDS} words, {name}, {what}", _rows(one), _rows(other), ratio, aim)


def _rows(found: list[float]) -> str:
    """The median rows a second."""
    return f"{statistics.median(found):,.0f} /s"


def _rate(run: Callable[[str, Path, Path, Report], object], reference: str, data: Path) -> float:
    """Rows a second from the first block to the last."""
    stamps: list[float] = []
    out = data.with_name("out.csv")
    out.unlink(missing_ok=True)
    run(reference, data, out, lambda pace: stamps.append(time.perf_counter()))
    assert len(stamps) == BLOCKS + 1
    return ROWS_A_BLOCK * BLOCKS / (stamps[-1] - stamps[0])


def _by_two(reference: str, data: Path, out: Path, on_progress: Report) -> None:
    score([reference], data, out, on_progress=on_progress)


def _by_one(reference: str, data: Path, out: Path, on_progress: Report) -> None:
    """The same, with the texts read and divided by the process that asks the network."""
    with prepared([reference], data, out, None, GUESSED) as run, one_thread():
        checkpoints = [load(reference)]
        task = Task(run.given, text_readers(checkpoints), run.parts.done())
        finish(run, parts_of(run, checkpoints, encoded_blocks(task)), on_progress)


def _loop(reference: str, given: list[str]) -> Callable[[], float]:
    """Asks the network about ready tensors, as they are put together for a file; rows a second."""
    import torch

    checkpoint = load(reference)
    words = [checkpoint.divide(text) for text in given]
    ready = [
        checkpoint.encode([words[start + at] for at in group])
        for start in range(0, len(words), ROWS_A_BLOCK)
        for group in batches([WORDS] * ROWS_A_BLOCK, WORDS_A_BATCH // checkpoint.model.bulk)
    ]

    def ask() -> float:
        started = time.perf_counter()
        with one_thread(), torch.inference_mode():
            for inputs in ready:
                checkpoint.model(inputs)
        return len(given) / (time.perf_counter() - started)

    return ask
