"""How a process of the page ends, and its own temporary folder with all that it makes: uploads, models, trainings.

It goes when the process ends, on SIGTERM too. What a process that was killed has left goes at the next start: each
folder has a lock that the system takes off when its process is gone, whatever ended it.
"""

import atexit
import contextlib
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from types import FrameType
from typing import IO

if sys.platform != "win32":  # where nothing is swept
    import fcntl

CLOSING = threading.Event()  # the process is about to end: no work is wanted any more
PREFIX = "playground-page-"
LOCK = ".lock"
YOUNG_SECONDS = 60.0  # of a lock that a process may be about to take


def use_own_folder() -> Path:
    """Make the folder, and have everything temporary lie in it from now on; what is left of dead processes goes.

    Call it before anything temporary is made. Where GRADIO_TEMP_DIR names a folder, uploads lie there.
    """
    above = Path(tempfile.gettempdir())
    sweep(above)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=above))
    lock = _locked(folder.with_suffix(LOCK), "x")
    tempfile.tempdir = str(folder)
    atexit.register(_remove, folder, lock)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _end)
    return folder


def sweep(above: Path) -> None:
    """Remove the folders of processes that are gone."""
    if sys.platform == "win32":
        return
    for path in above.glob(f"{PREFIX}*{LOCK}"):
        with contextlib.suppress(OSError):
            if path.stat().st_uid == os.getuid() and time.time() - path.stat().st_mtime > YOUNG_SECONDS:
                _remove(path.with_suffix(""), _locked(path, "r+"))


def _locked(path: Path, mode: str) -> IO[str]:
    """The lock, taken.

    Raises:
        OSError: another process holds it.
    """
    lock = path.open(mode)
    try:
        if sys.platform != "win32":
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise
    return lock


def _remove(folder: Path, lock: IO[str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.with_suffix(LOCK).unlink()
    lock.close()


def _end(number: int, frame: FrameType | None) -> None:
    CLOSING.set()  # work that runs ends at its next step
    raise KeyboardInterrupt  # which closes the server, as Ctrl+C does
