import threading
import time
from collections.abc import Generator

import pytest

from playground.ui.background import Progress, Stopped, in_background, request_stop, until_stop_requested


def test_work_in_the_background_tells_how_far_it_is_and_ends_when_nobody_waits() -> None:
    ended = threading.Event()

    def work(progress: Progress) -> str:
        try:
            for step in range(200):
                progress(step, 200)
                time.sleep(0.01)
        finally:
            ended.set()
        return "done"

    job = in_background(work)
    done, total = next(job)
    assert 0 < done < total == 200
    job.close()
    assert ended.wait(2)
    answers = in_background(lambda progress: 7)
    with pytest.raises(StopIteration) as finished:
        next(answers)
    assert finished.value.value == 7

    def broken(progress: Progress) -> None:
        raise ValueError("a mistake")

    with pytest.raises(ValueError, match="a mistake"):
        next(in_background(broken))


def test_work_ends_at_its_next_report_after_a_press_and_only_the_work_that_was_running() -> None:
    closed: list[str] = []
    stop_requests: list[bool] = [True]  # of a job before

    def work(name: str) -> Generator[int, None, str]:
        try:
            yield from range(3)
            return name
        finally:
            closed.append(name)

    first = until_stop_requested(work("first"), stop_requests)
    assert next(first) == 0
    request_stop(stop_requests)
    second = until_stop_requested(work("second"), stop_requests)
    assert list(second) == [0, 1, 2]
    with pytest.raises(Stopped):
        next(first)
    assert closed == ["second", "first"]
    third = until_stop_requested(work("third"), stop_requests)
    with pytest.raises(StopIteration) as finished:
        while True:
            next(third)
    assert finished.value.value == "third"
