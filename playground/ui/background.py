"""Slow work behind the page: done in a thread of its own, told how far it is, and stopped when its visitor says so.

Nothing here knows what the work is. Gradio's `cancels` does not stop it: a report could come after the end and leave
the page as if it were still asking, and what was asked anew while a cancelled event was closing was closed with it.
So a button to stop, or another question, adds to a list of the session, and the work ends itself at its next report.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import TypeVar

from playground import devices
from playground.errors import PlaygroundError, TooSlow
from playground.process import CLOSING

STEP_SECONDS = 0.25  # between two reports of how far the work is
ANSWER_SECONDS = 60  # that an answer may take, from when it is begun

Answer = TypeVar("Answer")
Report = TypeVar("Report")
Progress = Callable[[int, int], None]


class Stopped(Exception):
    """Nobody waits for this work any more."""


class Wait:
    """Somebody's wait for an answer that is being worked out: until when, and whether anybody is still there.

    Args:
        anybody: whether somebody waits.
        seconds: that the answer may take.
    """

    def __init__(self, anybody: Callable[[], bool], seconds: float = ANSWER_SECONDS) -> None:
        self.anybody = anybody
        self.seconds = seconds
        self.until = time.monotonic() + seconds

    def check(self) -> None:
        """Return where the work is still wanted.

        Raises:
            Stopped: nobody waits any more.
            TooSlow: the time is over.
        """
        if not self.anybody():
            raise Stopped
        if time.monotonic() > self.until:
            raise TooSlow(
                f"The answer was not there after {self.seconds:.0f} seconds, and the work was ended. "
                "Shorten the text, or choose a quicker method or fewer models; the command line has no such limit.",
                key="too-slow",
                seconds=round(self.seconds),
            )


_wait: ContextVar[Wait | None] = ContextVar("wait", default=None)


@contextmanager
def waited_for(anybody: Callable[[], bool]) -> Iterator[Wait]:
    """What is worked out inside is waited for by somebody, and no longer than `ANSWER_SECONDS`."""
    wait = Wait(anybody)
    before = _wait.set(wait)
    try:
        yield wait
    finally:
        _wait.reset(before)


def still_wanted(*_: object) -> None:
    """Return where the work that runs now is still wanted; takes what a report of progress takes.

    Raises:
        Stopped, TooSlow: as `Wait.check`. Work that nobody set a wait for is always wanted.
    """
    if CLOSING.is_set():
        raise Stopped
    wait = _wait.get()
    if wait is not None:
        wait.check()


def in_background(job: Callable[[Progress], Answer]) -> Generator[tuple[int, int], None, Answer]:
    """Do a job in a thread of its own; yields how far it is, at most every `STEP_SECONDS`, and returns its answer.

    Closing the generator ends the job at its next report, and so does the end of the time that an answer may take.

    Raises:
        TooSlow: that time is over.
    """
    reports: list[tuple[int, int]] = []
    answers: list[Answer] = []
    failures: list[BaseException] = []
    finished, closed = threading.Event(), threading.Event()

    def note(done: int, total: int) -> None:
        if closed.is_set():
            raise Stopped
        still_wanted()
        reports[:] = [(done, total)]

    def work() -> None:
        try:
            answers.append(job(note))
        except (Exception, Stopped) as error:  # noqa: BLE001  it is raised again where the answer is waited for
            failures.append(error)
        finished.set()

    still_wanted()  # the time may be over before this part of the work begins
    threading.Thread(target=copy_context().run, args=(work,), name="explaining", daemon=True).start()
    try:
        while not finished.wait(STEP_SECONDS):
            still_wanted()
            yield reports[0] if reports else (0, 1)
    finally:
        closed.set()
    if failures:
        raise failures[0]
    return answers[0]


def until_stop_requested(
    work: Generator[Report, None, Answer], stop_requests: Sequence[object]
) -> Generator[Report, None, Answer]:
    """Hand on the reports of some work, and return its answer, unless it is stopped meanwhile.

    Args:
        stop_requests: the session's own list, to which its button to stop adds, or another question.
    Raises:
        Stopped: the list has grown. The work is closed.
    """
    before = len(stop_requests)
    try:
        while True:
            report = next(work)
            if len(stop_requests) > before:
                raise Stopped
            yield report
    except StopIteration as finished:
        answer: Answer = finished.value
        return answer
    finally:
        work.close()


def request_stop(stop_requests: list[bool]) -> None:
    """Stop the session's work that is running now."""
    stop_requests.append(True)


CAUGHT = (PlaygroundError, OSError, RuntimeError, ValueError)


def sendable(progress: Progress) -> Progress | None:
    return None if devices.has_zero_gpu() else progress  # there the work is done in another process
