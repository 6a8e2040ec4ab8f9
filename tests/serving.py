"""A server in a process of its own, for tests and measurements that go through the front door."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def serving(
    command: Sequence[str] = ("app.py",),
    seconds: float = 90.0,
    python: str = sys.executable,
    folder: Path = ROOT,
    log: Path | None = None,
    **environment: str,
) -> Iterator[tuple[str, int]]:
    """The address and the process id of a Python program that serves on GRADIO_SERVER_PORT, once `/` answers.

    Args:
        command: what stands behind `python`, in the folder.
        log: a file for what the program prints.
    """
    port = str(free_port())
    settings = {**os.environ, **environment, "GRADIO_SERVER_PORT": port, "GRADIO_SERVER_NAME": "127.0.0.1"}
    address = f"http://127.0.0.1:{port}"
    with log.open("w+") if log else tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [python, *command], cwd=folder, env=settings, stdout=said, stderr=said, start_new_session=True
        )
        try:
            if not _answers(process, address, time.monotonic() + seconds):
                said.seek(0)
                raise RuntimeError(f"The server does not answer on {address}. It says:\n{said.read()}")
            yield address, process.pid
        finally:
            end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask a process to end, and end it if it does not within ten seconds."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _answers(process: "subprocess.Popen[bytes]", address: str, until: float) -> bool:
    """Wait until `/` answers; false where the process ends or the time runs out."""
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                answer.read()
            return True
        except OSError:
            time.sleep(0.02)
    return False
