"""How long a prediction takes while a training runs, against an idle machine; and from click to result."""

import random
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from playground.checkpoints import load, session_store, shipped
from playground.data.examples import Examples
from playground.data.splits import VALIDATION_SHARE, split
from playground.lenses.predict.predict import predict
from playground.models import ARCHITECTURES
from playground.training.finetune import queue
from playground.training.finetune.plan import suggest
from tests.bench.lines import Line, compared
from tests.bench.texts import texts

ROWS = 1_000
ANSWERS = 30  # of all four models, at most
PAUSE = 0.1  # seconds from one to the next: a person does not ask without end
LONGEST = 300  # seconds


def rows() -> Examples:
    """Short reviews of restaurants, made up: one word of each decides."""
    draw = random.Random(0)
    fillers = ("the", "soup", "waiter", "room", "was", "and", "very", "a", "place", "we", "had", "with", "our", "food")
    decide = {"up": ("great", "lovely", "warm", "fresh"), "down": ("awful", "stale", "cold", "rude")}
    made, labels = [], []
    for number in range(ROWS):
        label = ("up", "down")[number % 2]
        words = draw.choices(fillers, k=draw.randint(5, 18))
        words.insert(draw.randrange(len(words)), draw.choice(decide[label]))
        made.append(f"{' '.join(words)} {number}")
        labels.append(label)
    return Examples("sentiment", tuple(made), None, tuple(labels), "made up", "0" * 64)


def measure(rounds: int) -> Iterator[Line]:
    """For each architecture a line for a training, looked at once a second as the page does, and one for predictions
    beside another."""
    for key, architecture in ARCHITECTURES.items():
        yield compared(
            f"1,000 short rows from click to result, {architecture.title}; a minute", result(key), 60.0, "≤ 1"
        )
    for key, architecture in ARCHITECTURES.items():
        beside, alone = predictions(key, min(rounds, ANSWERS))
        yield compared(
            f"four models, 20 words, beside a training of the {architecture.title}; idle", beside, alone, "≤ 2"
        )


def result(architecture: str) -> float:
    """Seconds from the click to the model."""
    examples = rows()
    started = time.perf_counter()
    train, held = split(examples, 0, VALIDATION_SHARE)
    job = queue.submit(train, held, suggest(train, architecture, title="bench"))
    for status in looks(job, 1.0):
        if status.error is not None:
            raise status.error
        if status.reference is not None:
            session_store.drop(status.reference)
            return time.perf_counter() - started
    raise AssertionError("a job ends with a model or an error")


def predictions(architecture: str, count: int) -> tuple[float, float]:
    """Median seconds of a prediction by all four models while a training runs, and of as many before it and after it.

    Whatever else the machine does meets both, since the idle ones stand on both sides.
    """
    checkpoints = [load(reference) for reference in shipped("sentiment")]
    text = texts(20, 1)[0]

    def ask() -> float:
        started = time.perf_counter()
        for checkpoint in checkpoints:
            predict(checkpoint, text)
        return time.perf_counter() - started

    ask()
    idle = [ask() for _ in range(count)]
    train, held = split(rows(), 0, VALIDATION_SHARE)
    endless = replace(suggest(train, architecture, title="bench"), epochs=1_000, patience=1_000)
    job = queue.submit(train, held, endless)
    busy: list[float] = []
    for status in looks(job, PAUSE):
        if status.error is not None:
            raise status.error
        if status.step is not None and status.step.phase == "training":
            busy.append(ask())
        if len(busy) == count:
            break
    queue.drop(job)
    time.sleep(1.0)  # in which its process is ended
    idle += [ask() for _ in range(count)]
    return float(np.median(busy)), float(np.median(idle))


def looks(job: str, pause: float) -> Iterator[queue.JobStatus]:
    """Where a job is, every so many seconds.

    Raises:
        TimeoutError: it has taken longer than anybody would wait.
    """
    started = time.perf_counter()
    while time.perf_counter() - started < LONGEST:
        yield queue.status(job)
        time.sleep(pause)
    queue.drop(job)
    raise TimeoutError(f"no result within {LONGEST} seconds")
