"""The temporary folder of a process: gone with it on SIGTERM, and at the next start after a kill."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from playground import process
from tests.serving import ROOT

PROGRAM = """
import sys, tempfile, time
from playground import process
process.use_own_folder()
open(tempfile.mkdtemp() + "/model", "w").close()
try:
    print("ready", flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print("ended")
"""


def page(above: Path) -> "subprocess.Popen[str]":
    """A process with such a folder below this one, once it has made something."""
    made = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(above)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert made.stdout is not None
    assert made.stdout.readline() == "ready\n"
    return made


def test_sigterm_leaves_nothing(tmp_path: Path) -> None:
    running = page(tmp_path)
    assert list(tmp_path.glob("playground-page-*/*/model"))
    running.send_signal(signal.SIGTERM)
    said, _ = running.communicate(timeout=60)
    assert (said, running.returncode) == ("ended\n", 0)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_goes_at_the_next_start_and_what_a_living_one_has_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    living, killed = page(tmp_path), page(tmp_path)
    killed.kill()
    killed.wait(60)
    assert len(list(tmp_path.glob("playground-page-*/*/model"))) == 2
    process.sweep(tmp_path)
    assert len(list(tmp_path.glob("playground-page-*/*/model"))) == 2, "too young: it may be about to be locked"
    later = time.time() + 2 * process.YOUNG_SECONDS
    monkeypatch.setattr(time, "time", lambda: later)
    process.sweep(tmp_path)
    assert len(list(tmp_path.glob("playground-page-*/*/model"))) == 1
    living.terminate()
    living.communicate(timeout=60)
    assert list(tmp_path.iterdir()) == []
