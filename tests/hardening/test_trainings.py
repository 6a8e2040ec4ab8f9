"""Trainings that are killed, cancelled twice, cancelled while they wait, or asked for by ten at once."""

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from playground.checkpoints import session_store
from playground.errors import NotFound
from playground.training.finetune import queue
from playground.training.finetune.plan import Plan
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_registry import VisitRegistry
from tests.training.finetune.toy import toy
from tests.ui.finetune.visits import FILE

TRAIN, VALIDATION = toy(60), toy(24, seed=1)
ENDLESS = Plan("sentiment", "rnn", None, epochs=1_000, patience=1_000, texts_a_batch=1)
PATIENCE = 300.0  # seconds that a test waits on a busy machine


def until(true: Callable[[], bool]) -> None:
    """Wait until it is true."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list["subprocess.Popen[str]"]]:
    """The processes of trainings; none of them, and no file, is left behind."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    started: list[subprocess.Popen[str]] = []
    popen = subprocess.Popen

    def noted(*given: Any, **more: Any) -> Any:
        started.append(popen(*given, **more))
        return started[-1]

    monkeypatch.setattr("playground.training.finetune.queue.subprocess.Popen", noted)
    yield started
    for name in list(queue._jobs):
        queue.drop(name)
    until(lambda: queue._worker is None and all(one.poll() is not None for one in started))
    until(lambda: [path.name for path in tmp_path.iterdir() if "training" in path.name] == [])


def step(job: str) -> bool:
    return queue.status(job).step is not None


@pytest.mark.slow
def test_a_training_that_is_killed_is_said_to_have_died_and_the_next_one_runs(
    processes: list["subprocess.Popen[str]"],
) -> None:
    first = queue.submit(TRAIN, VALIDATION, replace(ENDLESS, title="first"))
    until(lambda: step(first))
    second = queue.submit(TRAIN, VALIDATION, replace(ENDLESS, epochs=1, title="second"))
    os.kill(processes[0].pid, signal.SIGKILL)
    until(lambda: queue.status(first).state == "failed")
    error = queue.status(first).error
    assert error is not None
    assert error.key == "training-died"
    assert "exit status -9" in str(error) or "Killed" in str(error)
    until(lambda: queue.status(second).state == "done")
    reference = queue.status(second).reference
    assert reference is not None
    session_store.drop(reference)


@pytest.mark.slow
def test_cancelled_twice_and_while_it_waits_a_training_ends_once(processes: list["subprocess.Popen[str]"]) -> None:
    running, waiting = (queue.submit(TRAIN, VALIDATION, replace(ENDLESS, title=title)) for title in "ab")
    until(lambda: step(running))
    queue.stop(waiting)
    with pytest.raises(NotFound):
        queue.stop(waiting)
    with pytest.raises(NotFound):
        queue.status(waiting)
    for _ in range(2):
        queue.stop(running)
    until(lambda: queue.status(running).state == "done")
    queue.stop(running)  # too late, and harmless
    status = queue.status(running)
    assert status.result is not None
    assert status.result.stopped
    assert status.reference is not None
    session_store.drop(status.reference)
    queue.drop(running)
    queue.drop(running)
    assert len(processes) == 1, "the one that waited never began"


def test_ten_press_train_and_one_too_many_is_told_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten visitors at the same moment: one trains, eight know their place, the tenth is told, and keeps the file."""
    released = threading.Event()

    def pretend(job: Any, folder: Path) -> Iterator[dict[str, Any]]:
        yield {"step": {"phase": "reading", "progress": None, "history": []}}
        while not (released.wait(0.02) or job.unwanted):
            pass
        yield {"error": {"kind": "BadInput", "message": "Played.", "key": "played", "values": {}}}

    monkeypatch.setattr(queue, "_run_in_process", pretend)
    monkeypatch.setattr(queue, "WAITING", 8)
    known = VisitRegistry()

    def press(name: str) -> Visit:
        visit = known.find(name)
        visit.from_scratch = True
        visit.read_file(FILE, "shop.csv")
        return visit

    visits = [press(str(number)) for number in range(10)]
    ready = threading.Barrier(10)

    def train(visit: Visit) -> None:
        ready.wait()
        visit.begin_training()
        visit.begin_training()  # pressed twice

    threads = [threading.Thread(target=train, args=(visit,)) for visit in visits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    until(lambda: sum(one.training.look() and one.training.status.state == "running" for one in visits) == 1)  # type: ignore[union-attr]
    told = [one for one in visits if one.training.failed is not None]
    assert len(told) == 1
    assert str(told[0].training.failed) == (
        "8 trainings are waiting already. No more can be taken. Try again in a few minutes."
    )
    assert told[0].files.ready
    places = sorted(one.training.status.place for one in visits if one.training.status and one.training.running)
    assert places == list(range(9))
    released.set()
    until(lambda: not any(one.training.look() for one in visits))
