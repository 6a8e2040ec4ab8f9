"""The queue of trainings: one at a time, in a process of its own, ended when nobody waits for it."""

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest

from playground import checkpoints, devices
from playground.checkpoints import session_store
from playground.errors import BadInput, NotFound, Unreachable
from playground.training.finetune import queue, zero_gpu
from playground.training.finetune.plan import Plan
from tests.training.finetune.toy import toy

TRAIN, VALIDATION = toy(60), toy(24, seed=1)
ENDLESS = Plan("sentiment", "rnn", None, epochs=1_000, patience=1_000, texts_a_batch=1)
PATIENCE = 300.0  # seconds that a test waits on a busy machine


def until(true: Callable[[], bool], *names: str) -> None:
    """Wait, looking at these jobs meanwhile, as a page does."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, [queue.status(name) for name in names]
        for name in names:
            queue.status(name)
        time.sleep(0.05)


def state(name: str) -> str:
    return queue.status(name).state


@pytest.fixture(autouse=True)
def nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No process, no job and no file is left behind by any test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    started: list[subprocess.Popen[str]] = []
    popen = subprocess.Popen

    def noted(*given: Any, **more: Any) -> Any:
        started.append(popen(*given, **more))
        return started[-1]

    monkeypatch.setattr("playground.training.finetune.queue.subprocess.Popen", noted)
    yield
    for name in list(queue._jobs):
        queue.drop(name)
    deadline = time.monotonic() + PATIENCE
    while queue._worker is not None or any(process.poll() is None for process in started):
        assert time.monotonic() < deadline, "a process goes on although nobody waits for it"
        time.sleep(0.05)
    left = ("playground-training-", "playground-file-")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(left)] == []


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch) -> dict[str, threading.Event]:
    """Trainings that do nothing until their event is set; by title."""
    events: dict[str, threading.Event] = {title: threading.Event() for title in ascii_lowercase}

    def pretend(job: Any, folder: Path) -> Iterator[dict[str, Any]]:
        yield {"step": {"phase": "reading", "progress": None, "history": []}}
        while not (events.setdefault(job.plan.title, threading.Event()).wait(0.02) or job.unwanted):
            pass
        yield {"error": {"kind": "BadInput", "message": "Played.", "key": "played", "values": {"at": 1}}}

    monkeypatch.setattr(queue, "_run_in_process", pretend)
    return events


def named(title: str) -> Plan:
    return replace(ENDLESS, title=title)


def test_one_training_at_a_time_and_the_others_know_their_place(scripted: dict[str, threading.Event]) -> None:
    a, b, c = (queue.submit(TRAIN, VALIDATION, named(title)) for title in "abc")
    until(lambda: state(a) == "running", b, c)
    assert [(state(one), queue.status(one).place) for one in (b, c)] == [("waiting", 1), ("waiting", 2)]
    scripted["a"].set()
    until(lambda: state(b) == "running", a, c)
    assert (state(a), queue.status(c).place) == ("failed", 1)
    queue.stop(c)
    with pytest.raises(NotFound, match="This training is gone"):
        queue.status(c)
    scripted["b"].set()
    until(lambda: state(b) == "failed")
    error = queue.status(b).error
    assert isinstance(error, BadInput)
    assert (str(error), error.key, error.values) == ("Played.", "played", {"at": 1})


def test_whoever_looks_away_loses_the_place_and_frees_the_machine(scripted: dict[str, threading.Event]) -> None:
    assert (queue.AWAY_SECONDS, queue.AWAITED_SECONDS) == (300, 60)
    running, waiting, mine = (queue.submit(TRAIN, VALIDATION, named(title)) for title in "abc")
    until(lambda: state(running) == "running", waiting, mine)
    for away in (running, waiting):
        queue._jobs[away].last_looked -= queue.AWAITED_SECONDS
    until(lambda: state(mine) == "running", mine)
    for gone in (running, waiting):
        with pytest.raises(NotFound) as told:
            queue.status(gone)
        assert str(told.value) == (
            "The training was ended: no page had looked at it for 1 minute. Start it again, and leave the page open."
        )


def test_a_training_for_whose_place_nobody_waits_goes_on_for_minutes_without_a_look(
    scripted: dict[str, threading.Event],
) -> None:
    job = queue.submit(TRAIN, VALIDATION, named("a"))
    until(lambda: state(job) == "running", job)
    queue._jobs[job].last_looked -= queue.AWAY_SECONDS - 60
    assert queue.status(job, looking=False).state == "running"
    queue._jobs[job].last_looked -= 61
    until(lambda: queue._worker is None)
    for _ in range(2):
        with pytest.raises(NotFound, match="no page had looked at it for 5 minutes") as told:
            queue.status(job)
    assert told.value.key == "job-away"


def test_examples_lie_on_the_disk_while_a_training_waits_and_go_with_it(
    scripted: dict[str, threading.Event], tmp_path: Path
) -> None:
    running, waiting = (queue.submit(TRAIN, VALIDATION, named(title)) for title in "ab")
    until(lambda: state(running) == "running", waiting)
    assert len(list(tmp_path.glob("playground-file-*"))) == 2
    queue.drop(waiting)
    assert len(list(tmp_path.glob("playground-file-*"))) == 1
    scripted["a"].set()
    until(lambda: state(running) == "failed", running)
    until(lambda: not list(tmp_path.glob("playground-file-*")), running)


def test_the_queue_has_an_end(scripted: dict[str, threading.Event], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "WAITING", 2)
    for title in "abc":
        queue.submit(TRAIN, VALIDATION, named(title))
    with pytest.raises(BadInput) as full:
        queue.submit(TRAIN, VALIDATION, named("d"))
    assert str(full.value) == "2 trainings are waiting already. No more can be taken. Try again in a few minutes."


def test_a_setting_out_of_its_range_is_refused_before_it_waits() -> None:
    with pytest.raises(BadInput, match="The setting epochs is 0"):
        queue.submit(TRAIN, VALIDATION, replace(ENDLESS, epochs=0))
    with pytest.raises(NotFound):
        queue.status("nobody")
    queue.drop("nobody")


@pytest.mark.slow
def test_a_training_becomes_a_model_of_the_visit() -> None:
    name = queue.submit(TRAIN, VALIDATION, replace(ENDLESS, epochs=2, texts_a_batch=32, title="toy · RNN"))
    until(lambda: state(name) in ("done", "failed"), name)
    status = queue.status(name)
    assert status.error is None
    assert status.result is not None
    assert status.reference is not None
    assert [one["epoch"] for one in status.result.summary["epochs"]] == [1, 2]
    assert checkpoints.load(status.reference).config.labels == ("down", "up")
    assert checkpoints.describe(status.reference).title == "toy · RNN"
    queue.drop(name)
    assert session_store.has(status.reference), "the model outlives the job"
    session_store.drop(status.reference)


def test_where_the_gpu_is_lent_call_by_call_a_training_runs_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "has_zero_gpu", lambda: True)
    monkeypatch.setattr(queue, "_run_in_process", None)
    name = queue.submit(TRAIN, VALIDATION, replace(ENDLESS, epochs=2, texts_a_batch=32))
    until(lambda: state(name) in ("done", "failed"), name)
    status = queue.status(name)
    assert status.error is None
    assert status.reference is not None
    assert checkpoints.load(status.reference).config.labels == ("down", "up")
    session_store.drop(status.reference)

    def refused(*given: Any) -> Any:
        raise Unreachable("The GPU was not lent.", key="gpu-not-lent", reason="none is free")

    monkeypatch.setattr(zero_gpu, "run_slice", refused)
    name = queue.submit(TRAIN, VALIDATION, ENDLESS)
    until(lambda: state(name) == "failed", name)
    assert str(queue.status(name).error) == "The GPU was not lent."


@pytest.mark.slow
def test_stop_keeps_the_best_so_far_and_drop_ends_the_process() -> None:
    name = queue.submit(TRAIN, VALIDATION, named("stopped"))
    until(lambda: queue.status(name).step is not None and len(queue.status(name).step.history) >= 1, name)  # type: ignore[union-attr]
    queue.stop(name)
    until(lambda: state(name) == "done", name)
    status = queue.status(name)
    assert status.result is not None
    assert status.result.stopped
    assert status.reference is not None
    session_store.drop(status.reference)

    name = queue.submit(TRAIN, VALIDATION, named("dropped"))
    until(lambda: state(name) == "running", name)
    queue.drop(name)  # the fixture sees that the process ends


@pytest.mark.slow
def test_stop_is_heard_after_the_job_however_long_it_takes_to_hand_that_over(monkeypatch: pytest.MonkeyPatch) -> None:
    handed = queue._message

    def slowly(*given: Any) -> Any:
        time.sleep(4 * queue.CHECK_SECONDS)
        return handed(*given)

    monkeypatch.setattr(queue, "_message", slowly)
    name = queue.submit(TRAIN, VALIDATION, named("hasty"))
    until(lambda: state(name) == "running", name)
    queue.stop(name)
    until(lambda: state(name) != "running", name)
    status = queue.status(name)
    assert status.error is None
    assert status.result is not None
    assert (status.result.stopped, len(status.result.summary["epochs"])) == (True, 1)
    assert status.reference is not None
    session_store.drop(status.reference)


@pytest.mark.slow
def test_a_training_that_has_had_its_time_ends_with_the_best_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    name = queue.submit(TRAIN, VALIDATION, named("long"))
    until(lambda: queue.status(name).step is not None and len(queue.status(name).step.history) >= 1, name)  # type: ignore[union-attr]
    monkeypatch.setattr(queue, "MOST_SECONDS", 0.0)
    until(lambda: state(name) == "done", name)
    status = queue.status(name)
    assert status.result is not None
    assert [note.sentence for note in status.result.notes] == [
        "Training was ended after 30 minutes, since others may be waiting. This is the best model up to then."
    ]
    assert status.reference is not None
    session_store.drop(status.reference)


def test_a_process_that_dies_over_a_line_is_said_to_have_died(monkeypatch: pytest.MonkeyPatch) -> None:
    started = subprocess.Popen
    program = "import sys; sys.stdout.write('{\"step\": {\"pha'); sys.stderr.write('Killed\\n'); sys.exit(9)"

    def dying(command: list[str], **more: Any) -> Any:
        return started([sys.executable, "-c", program], **more)

    monkeypatch.setattr("playground.training.finetune.queue.subprocess.Popen", dying)
    name = queue.submit(TRAIN, VALIDATION, named("dying"))
    until(lambda: state(name) == "failed", name)
    assert str(queue.status(name).error) == (
        "The training ended before there was a model (Killed). Try a smaller file or a smaller model."
    )


@pytest.mark.slow
def test_what_goes_wrong_there_is_said_here(monkeypatch: pytest.MonkeyPatch) -> None:
    one = replace(TRAIN, labels=("up",) * len(TRAIN))
    name = queue.submit(one, replace(VALIDATION, labels=("up",) * len(VALIDATION)), named("one label"))
    until(lambda: state(name) == "failed", name)
    error = queue.status(name).error
    assert error is not None
    assert error.key == "one-label"

    monkeypatch.setattr("playground.training.finetune.queue.worker.__name__", "playground.training.nothing")
    name = queue.submit(TRAIN, VALIDATION, named("no such program"))
    until(lambda: state(name) == "failed", name)
    error = queue.status(name).error
    assert error is not None
    assert "No module named playground.training.nothing" in str(error)


@pytest.mark.slow
def test_when_the_page_is_gone_its_training_ends() -> None:
    """A process that asks for a training and is killed leaves none running."""
    program = (
        "import time; from tests.training.finetune.test_queue import *\n"
        "name = queue.submit(TRAIN, VALIDATION, ENDLESS)\n"
        "while not queue.status(name).step: time.sleep(0.1)\n"
        "import subprocess; print(subprocess.run(['pgrep', '-P', str(__import__('os').getpid())], "
        "capture_output=True, text=True).stdout.split()[0], flush=True)\n"
        "time.sleep(1000)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert Path(f"/proc/{child}").exists()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + PATIENCE
    while Path(f"/proc/{child}").exists() and "Z" not in Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1][:3]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
