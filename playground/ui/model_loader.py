"""Models wake up in the background, one after the other, so that the page is there at once.

One that has to be fetched from the Hub first is fetched in a thread of its own, and holds up nobody.

A question never waits for a model: it asks `stage` and draws what is awake; what is not yet is asked for with `want`.
Beside that, a stopwatch for models that are awake. Nothing here knows about the page.
"""

import queue
import statistics
import threading
import time
from collections import deque
from collections.abc import Iterable

from playground import devices
from playground.checkpoints import admit, fetch, is_local, load
from playground.errors import PlaygroundError
from playground.lenses.predict.predict import predict

PATIENCE_SECONDS = 0.25  # that a question grants a model to wake up
FAILURE_SECONDS = 10.0  # after which a model that has failed is tried again
REMEMBERED = 9  # calls that a median is made of
WARM_UP = "A text to warm up with, so that the first answer is not the slowest one."


class Bedroom:
    """Which models are awake, asleep or have failed; one thread wakes them in the order wanted."""

    def __init__(self) -> None:
        self._wanted: queue.SimpleQueue[tuple[str, bool]] = queue.SimpleQueue()  # and whether it is on this machine
        self._awake: set[str] = set()
        self._asked: set[str] = set()
        self._failed: dict[str, tuple[float, Exception]] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self.device: str | None = None  # known once torch is imported

    def want(self, references: Iterable[str]) -> None:
        """Ask for models to be woken; at once back. One that failed a while ago is tried again."""
        with self._changed:
            for reference in references:
                failed = self._failed.get(reference)
                if failed and time.monotonic() - failed[0] > FAILURE_SECONDS:
                    self._failed[reference] = time.monotonic(), failed[1]  # it stays failed until it is awake
                    self._asked.discard(reference)
                if reference not in self._asked:
                    self._asked.add(reference)
                    self._wanted.put((reference, False))
            if self._thread is None and not self._wanted.empty():
                self._thread = threading.Thread(target=self._work, name="waking", daemon=True)
                self._thread.start()

    def wait(self, references: Iterable[str], seconds: float = PATIENCE_SECONDS) -> None:
        """Come back when all of these are awake or have failed, or after so many seconds."""
        wanted = set(references)
        with self._changed:
            self._changed.wait_for(lambda: wanted <= self._awake | set(self._failed), seconds)

    def stage(self, reference: str) -> bool | Exception:
        """True: awake; False: not yet; else why it cannot be woken."""
        with self._changed:
            if reference in self._failed:
                return self._failed[reference][1]
            return reference in self._awake

    def wait_for_device(self, seconds: float) -> str | None:
        """The device, as soon as it is known; None where it is not after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.device is not None, seconds)
        return self.device

    def _work(self) -> None:
        device = devices.device()  # imports torch
        with self._changed:
            self.device = device
            self._changed.notify_all()
        while True:
            reference, here = self._wanted.get()
            try:
                if here or is_local(admit(reference)):
                    predict(load(reference), WARM_UP)
                    self._settle(reference, None)
                else:
                    threading.Thread(target=self._fetch, args=(reference,), name="fetching", daemon=True).start()
            except (PlaygroundError, OSError, RuntimeError, ValueError) as error:
                self._settle(reference, error)

    def _fetch(self, reference: str) -> None:
        try:
            fetch(reference)
        except (PlaygroundError, OSError) as error:
            self._settle(reference, error)
        else:
            self._wanted.put((reference, True))

    def _settle(self, reference: str, failure: Exception | None) -> None:
        """A model is awake, or has failed."""
        with self._changed:
            if failure is None:
                self._awake.add(reference)
                self._failed.pop(reference, None)
            else:
                self._failed[reference] = time.monotonic(), failure
            self._changed.notify_all()


class Stopwatch:
    """The median time of each model's latest calls, texts of like length together (16 to 31 words, and so on)."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, int], deque[float]] = {}
        self._guard = threading.Lock()

    def note(self, reference: str, words: int, seconds: float) -> tuple[float, int]:
        """Add a call; the median in seconds, and of how many calls."""
        with self._guard:
            calls = self._calls.setdefault((reference, words.bit_length()), deque(maxlen=REMEMBERED))
            calls.append(seconds)
            return statistics.median(calls), len(calls)


BEDROOM = Bedroom()
STOPWATCH = Stopwatch()
