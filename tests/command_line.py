"""Commands of the playground run by tests: in the tests' own process, or in a fresh one as people run them.

A fresh process imports torch first, which takes longer than most commands. So tests of what a command says and writes
run it in their own process; what only a process shows (its exit status, that nothing else is printed) is tested once a
command, in tests/cli/test_processes.py.
"""

import io
import logging
import os
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from playground.__main__ import main

ROOT = Path(__file__).parents[1]

Argument = str | bytes | Path


def run(*arguments: Argument, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """A command's exit status and its outputs as bytes, from a call in this process.

    Args:
        given: what standard input holds.
    """
    words = [os.fsdecode(argument) for argument in arguments]
    streams = {
        name: io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", write_through=True)
        for name, content in (("stdin", given), ("stdout", b""), ("stderr", b""))
    }
    disabled = logging.root.manager.disable
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        patch.chdir(ROOT)
        try:
            status = main(words)
        except SystemExit as ended:  # --help
            status = int(ended.code or 0)
        finally:
            logging.disable(disabled)
    said, wrong = (_content(streams[name]) for name in ("stdout", "stderr"))
    return subprocess.CompletedProcess(words, status, said, wrong)


def run_process(
    *arguments: Argument, given: bytes = b"", environment: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """A command's exit status and its outputs as bytes, from `python -m playground` in a process of its own."""
    command: Sequence[Any] = [sys.executable, "-m", "playground", *arguments]
    settings = {**os.environ, **(environment or {})}
    return subprocess.run(command, cwd=ROOT, env=settings, input=given, capture_output=True, timeout=120)


def _content(stream: io.TextIOWrapper) -> bytes:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()
