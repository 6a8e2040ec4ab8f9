"""Clocks that jump, forwards and back, and things that expire while somebody uses them."""

import os
import threading
import time
from pathlib import Path

import pytest

from playground import process
from playground.checkpoints import load, session_store
from playground.errors import NotFound
from playground.lenses.predict.predict import predict
from playground.training.finetune import queue
from playground.ui.components import uploads
from playground.ui.finetune.visit_registry import VisitRegistry
from tests import tiny
from tests.ui.finetune.visits import FILE

DAY = 86_400.0


@pytest.mark.parametrize("jump", [-400 * DAY, -DAY, -60.0, 60.0, DAY, 400 * DAY])
def test_a_clock_that_jumps_takes_no_model_no_visit_and_no_place_in_the_queue(
    jump: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wall clock is set; what is kept for a time is kept by the monotonic one."""
    known = VisitRegistry()
    visit = known.find("mine")
    visit.read_file(FILE, "shop.csv")
    reference = session_store.keep(Path(tiny.write(tmp_path, "rnn", "sentiment")), "mine")
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + jump)
    assert known.look("mine") is visit
    assert visit.files.ready
    assert predict(load(reference), "a good film").label
    assert session_store.has(reference)
    assert queue._patience.__name__  # it asks the monotonic clock only
    session_store.drop(reference)


@pytest.mark.parametrize("jump", [-DAY, -1_000.0, 1_000.0, DAY])
def test_uploads_of_a_clock_that_jumped_are_swept_and_nothing_is_kept_for_ever(
    jump: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 100)
    assert uploads.sweep(tmp_path, most=1_000) == 100
    clock = time.time
    monkeypatch.setattr(time, "time", lambda: clock() + jump)
    assert uploads.sweep(tmp_path, most=1_000) == 0
    path.write_bytes(b"x" * 100)
    os.utime(path, (time.time(),) * 2)
    assert uploads.sweep(tmp_path, most=1_000) == 100
    assert uploads.read_upload(str(path))[0] == b"x" * 100


def test_the_folder_of_a_living_process_stays_whatever_the_clock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / f"{process.PREFIX}mine"
    folder.mkdir()
    lock = process._locked(folder.with_suffix(process.LOCK), "x")
    clock = time.time
    for jump in (-DAY, DAY):
        monkeypatch.setattr(time, "time", lambda jump=jump: clock() + jump)
        process.sweep(tmp_path)
        assert folder.is_dir()
    lock.close()


def test_a_model_that_expires_while_it_is_asked_answers_to_the_end_and_then_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_store, "_models", type(session_store._models)())
    reference = session_store.keep(Path(tiny.write(tmp_path, "lstm", "sentiment")), "mine")
    checkpoint = load(reference)
    expected = predict(checkpoint, "a good film").scores
    asked, gone = threading.Event(), threading.Event()
    answers: list[object] = []

    def ask() -> None:
        held = load(reference)
        asked.set()
        gone.wait(60)
        answers.append(predict(held, "a good film").scores)

    thread = threading.Thread(target=ask)
    thread.start()
    asked.wait(60)
    clock = time.monotonic
    monkeypatch.setattr(
        "playground.checkpoints.session_store.time.monotonic", lambda: clock() + session_store.SECONDS + 1
    )
    with pytest.raises(NotFound, match="This model is gone"):
        load(reference)
    gone.set()
    thread.join()
    assert answers == [expected]
