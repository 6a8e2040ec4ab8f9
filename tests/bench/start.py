"""Time from the start of `app.py` to the first answer on `/`, against a bare Gradio app."""

import statistics
import time
from collections.abc import Iterator

from tests.bench.lines import Line, compared
from tests.serving import serving

BARE = ("-m", "tests.bench.bare")


def measure(rounds: int) -> Iterator[Line]:
    """One line; both start anew each time, in turns."""
    taken: dict[tuple[str, ...], list[float]] = {("app.py",): [], BARE: []}
    for _ in range(max(2, rounds // 10)):
        for command, times in taken.items():
            started = time.perf_counter()
            with serving(command):
                times.append(time.perf_counter() - started)
    app, bare = (statistics.median(times) for times in taken.values())
    yield compared("first answer on /; a bare Gradio app", app, bare, "≤ 1.2")
