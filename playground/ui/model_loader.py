"""Models are loaded in the background, one after the other, so that the page is there at once.

One that has to be fetched from the Hub first is fetched in a thread of its own, and holds up nobody.

A question never waits long for a model: `MODEL_LOADER.ask` answers with what the model says, or that it is not loaded
yet. Beside that, a stopwatch for models that are loaded. Nothing here knows about the page.
"""

import logging
import queue
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from playground import devices
from playground.checkpoints import admit, fetch, is_local, load
from playground.errors import PlaygroundError
from playground.lenses.predict.predict import predict
from playground.ui.background import CAUGHT

WAIT_SECONDS = 0.25  # that a question gives models to be loaded
RETRY_SECONDS = 10.0  # after which a model that has failed is tried again
KEPT_CALLS = 9  # that a median is made of
WARM_UP_TEXT = "A text to warm up with, so that the first answer is not the slowest one."

Answer = TypeVar("Answer")
_LOG = logging.getLogger(__name__)


class ModelLoader:
    """Which models are loaded, still to be loaded or have failed; one thread loads them in the order requested."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[tuple[str, bool]] = queue.SimpleQueue()  # and whether it is on this machine
        self._loaded: set[str] = set()
        self._requested: set[str] = set()
        self._failed: dict[str, tuple[float, Exception]] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None
        self.device: str | None = None  # known once torch is imported

    def request(self, references: Iterable[str]) -> None:
        """Have models loaded; returns at once. One that failed a while ago is tried again."""
        with self._changed:
            for reference in references:
                failed = self._failed.get(reference)
                if failed and time.monotonic() - failed[0] > RETRY_SECONDS:
                    self._failed[reference] = time.monotonic(), failed[1]  # it stays failed until it is loaded
                    self._requested.discard(reference)
                if reference not in self._requested:
                    self._requested.add(reference)
                    self._queue.put((reference, False))
            if self._thread is None and not self._queue.empty():
                self._thread = threading.Thread(target=self._work, name="model-loader", daemon=True)
                self._thread.start()

    def wait(self, references: Iterable[str], seconds: float = WAIT_SECONDS) -> None:
        """Return when all of these are loaded or have failed, or after so many seconds."""
        wanted = set(references)
        with self._changed:
            self._changed.wait_for(lambda: wanted <= self._loaded | set(self._failed), seconds)

    def load(self, references: Iterable[str], seconds: float = WAIT_SECONDS) -> None:
        """Request models and wait for them, at most so many seconds."""
        wanted = list(references)
        self.request(wanted)
        self.wait(wanted, seconds)

    def load_all(self, references: Iterable[str], seconds: float, late: Callable[[str], PlaygroundError]) -> None:
        """Request models and wait until all of them are loaded, at most so many seconds.

        Args:
            late: the error for a model that is not loaded by then.
        Raises:
            PlaygroundError: one cannot be loaded, and why; or what `late` makes of it.
        """
        wanted = list(references)
        self.load(wanted, seconds)
        for reference in wanted:
            state = self.state(reference)
            if isinstance(state, Exception):
                raise state
            if not state:
                raise late(reference)

    def state(self, reference: str) -> bool | Exception:
        """True: loaded; False: not yet; else why it cannot be loaded."""
        with self._changed:
            if reference in self._failed:
                return self._failed[reference][1]
            return reference in self._loaded

    def ask(self, reference: str, question: Callable[[], Answer]) -> Answer | Exception | None:
        """What a question to a model comes to: its answer; None while the model is not loaded; else what went wrong.

        Args:
            question: called once the model is loaded.
        """
        state = self.state(reference)
        if state is not True:
            return state or None
        try:
            return question()
        except CAUGHT as error:
            return error
        except Exception as error:  # noqa: BLE001  a model of somebody else's harms itself only, not the answers beside it
            _LOG.exception("%s does not answer", reference)
            return error

    def wait_for_device(self, seconds: float) -> str | None:
        """The device, as soon as it is known; None where it is not after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.device is not None, seconds)
        return self.device

    def _work(self) -> None:
        device = _device()
        with self._changed:
            self.device = device
            self._changed.notify_all()
        while True:
            reference, here = self._queue.get()
            with self._failure_noted(reference):
                if here or is_local(admit(reference)):
                    predict(load(reference), WARM_UP_TEXT)
                    self._settle(reference, None)
                else:
                    threading.Thread(target=self._fetch, args=(reference,), name="fetching", daemon=True).start()

    def _fetch(self, reference: str) -> None:
        with self._failure_noted(reference):
            fetch(reference)
            self._queue.put((reference, True))

    @contextmanager
    def _failure_noted(self, reference: str) -> Iterator[None]:
        """Note whatever is raised as the failure of one model: the thread that loads all others goes on."""
        try:
            yield
        except CAUGHT as error:
            self._settle(reference, error)
        except BaseException as error:  # noqa: BLE001  a library's panic is no Exception; this thread goes on
            _LOG.exception("%s cannot be loaded", reference)
            self._settle(reference, error if isinstance(error, Exception) else RuntimeError(str(error)))

    def _settle(self, reference: str, failure: Exception | None) -> None:
        """Note that a model is loaded, or has failed."""
        with self._changed:
            if failure is None:
                self._loaded.add(reference)
                self._failed.pop(reference, None)
            else:
                self._failed[reference] = time.monotonic(), failure
            self._changed.notify_all()


def _device() -> str | None:
    """The device; None where torch cannot be imported, which every model says that is loaded then."""
    try:
        return devices.device()  # imports torch
    except (ImportError, OSError, RuntimeError):
        _LOG.exception("no device")
        return None


class Stopwatch:
    """The median time of each model's latest calls, texts of like length together (16 to 31 words, and so on)."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, int], deque[float]] = {}
        self._guard = threading.Lock()

    def note(self, reference: str, words: int, seconds: float) -> tuple[float, int]:
        """Add a call; the median in seconds, and of how many calls."""
        with self._guard:
            calls = self._calls.setdefault((reference, words.bit_length()), deque(maxlen=KEPT_CALLS))
            calls.append(seconds)
            return statistics.median(calls), len(calls)


MODEL_LOADER = ModelLoader()
STOPWATCH = Stopwatch()
