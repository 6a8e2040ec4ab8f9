"""Resident memory of the page, above that of a bare Gradio app that has imported torch."""

import time
from collections.abc import Iterator
from pathlib import Path

from playground.checkpoints import shipped
from tests.bench.http import Visitor
from tests.bench.lines import Line
from tests.serving import serving

QUESTIONS = 100
SETTLING_SECONDS = 5.0  # after which nothing is imported or loaded any more


def resident(process: int) -> float:
    """Of a process, in MB."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def measure(rounds: int) -> Iterator[Line]:
    """A line for the models that the page begins with, and one for all English ones after a hundred questions."""
    with serving(("-m", "tests.bench.bare", "torch")) as (_, process):
        time.sleep(SETTLING_SECONDS)
        bare = resident(process)
    with serving() as (address, process):
        visitor = Visitor(address)
        visitor.ask("POST", "/api/predict", {"text": "A quietly moving film."})
        time.sleep(SETTLING_SECONDS)
        yield _above("four models awake", resident(process), bare)
        for number in range(QUESTIONS):
            task = ("sentiment", "pos")[number % 2]
            visitor.ask("POST", "/api/predict", {"text": f"A quietly moving film, {number}.", "task": task})
        count = len(shipped("sentiment")) + len(shipped("pos"))
        yield _above(f"{count} models awake, {QUESTIONS} questions", resident(process), bare)


def _above(what: str, here: float, bare: float) -> Line:
    return Line(f"memory above a bare Gradio app with torch, {what}", f"{here - bare:.0f} MB", f"{bare:.0f} MB")
