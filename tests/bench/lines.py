"""A line of the table, and taking turns."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What was measured, against what, and the aim."""

    what: str
    measured: str
    against: str = ""
    ratio: float | None = None
    aim: str = ""


def seconds_in_turns(*jobs: Callable[[], object], rounds: int) -> list[float]:
    """The median seconds of each job; the jobs take turns, so that a disturbance meets all of them."""
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, times in zip(jobs, taken, strict=True):
            started = time.perf_counter()
            job()
            times.append(time.perf_counter() - started)
    return [statistics.median(times) for times in taken]


def compared(what: str, measured: float, against: float, aim: str) -> Line:
    """A line for two durations in seconds."""
    return Line(what, duration(measured), duration(against), measured / against, aim)


def duration(seconds: float) -> str:
    """Seconds, or milliseconds where there is less than one."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.1f} ms"
