"""A training in a process of its own: `python -m playground.training.finetune.worker`, started by `queue.py`.

A line of JSON on standard input says what to do; a line "stop" (or "late") behind it ends the training with the best
model so far, and the end of the input, which comes when the page's process is gone, ends everything. Lines of JSON on
standard output tell each step, and at last what came out or what was wrong. Random numbers, threads and memory are this
process's own, and it has low priority, so that predictions in the page's process go on at their speed.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from playground.devices import configure
from playground.errors import PlaygroundError

NICENESS = 10  # of 19; the page's process has 0


def run(job: dict[str, Any], stop: Callable[[], bool | str]) -> Iterator[dict[str, Any]]:
    """The messages of a job that is carried out: {"step": …} for each step, at last {"tuned": …} for a model,
    {"found": …} for what a study has found, None where it was stopped, or {"error": …}. Beside a step may stand what
    a study has found so far.

    Args:
        job: {work, examples, plan, folder}: "train", "corrected" or a study; a file of JSON with the examples {train,
            validation} and what else the work takes; the plan as JSON; and where a model is to be written.
    """
    from playground.training.finetune.studies import ROWS, STUDIES

    try:
        running = _begin(job, stop)
        while True:
            step = next(running)
            step, known = step if job["work"] == ROWS else (step, None)
            yield {"step": asdict(step), "found": known}
    except StopIteration as end:
        yield {"found": end.value} if job["work"] in (ROWS, *STUDIES) else {"tuned": asdict(end.value)}
    except PlaygroundError as error:
        yield {"error": {"kind": type(error).__name__, "message": str(error), "key": error.key, "values": error.values}}


def _begin(job: dict[str, Any], stop: Callable[[], bool | str]) -> Generator[Any, None, Any]:
    """The work of a job, before its first step."""
    from playground.data.examples import Examples
    from playground.training.finetune.corrected import Corrected, tune_corrected
    from playground.training.finetune.plan import Plan
    from playground.training.finetune.studies import ROWS, STUDIES, study_rows
    from playground.training.finetune.tune import tune

    given = json.loads(Path(job["examples"]).read_bytes())
    sides = ("train", "validation", "filed")
    examples = {side: examples_from_json(Examples, given[side]) for side in sides if given.get(side)}
    plan, folder = Plan.from_json(job["plan"]), Path(job["folder"])
    if job["work"] == ROWS:
        return study_rows(examples["train"], examples["validation"], plan, given["rows"], stop)
    if job["work"] in STUDIES:
        return STUDIES[job["work"]](examples["train"], plan, stop)
    if job["work"] == "corrected":
        return tune_corrected(Corrected(**examples, counts=given["counts"]), plan, folder, given["before"], stop)
    return tune(examples["train"], examples["validation"], plan, folder, stop, share=given.get("share"))


def examples_from_json(kind: Any, value: dict[str, Any]) -> Any:
    """`Examples` from their JSON, where tuples have become lists."""

    def with_tuples(part: Any) -> Any:
        return tuple(map(with_tuples, part)) if isinstance(part, list) else part

    return kind(**{key: with_tuples(part) for key, part in value.items()})


def main(requests: TextIO, answers: TextIO) -> None:
    """Read the job, carry it out, and listen for “stop” and “late” meanwhile."""
    job = json.loads(requests.readline())
    stopped: list[str] = []

    def listen() -> None:
        for line in requests:
            if line.strip() in ("stop", "late"):
                stopped.append(line.strip())
        os._exit(1)  # the page's process is gone, and nobody reads on

    threading.Thread(target=listen, daemon=True).start()
    for message in run(job, lambda: stopped[0] if stopped else False):
        answers.write(json.dumps(message, default=str) + "\n")
        answers.flush()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    configure(concurrent=1)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is not an answer
    main(os.fdopen(0, encoding="utf-8", closefd=False), answers)
    answers.close()
    os._exit(0)  # the thread that listens holds standard input, which would be waited for
