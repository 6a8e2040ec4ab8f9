"""The parts of a file that is being written, in a folder beside it, and the run that writes them.

A part is written under another name and renamed, so one that is there is whole. `run.json` says of which file and
which models the parts are; another run does not go on with them. The folder goes when the file is there.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playground.errors import BadInput, Busy, shown
from playground.scale.outputs import Output

if sys.platform != "win32":
    import fcntl

RUN, LOCK, SUFFIX = "run.json", "lock", ".part"


class Parts:
    """The folder of the parts of a file; made by `open_parts`."""

    def __init__(self, out: Path) -> None:
        self.out, self.folder = out, folder_of(out)

    def done(self) -> tuple[int, ...]:
        """The numbers of the parts that are there, in order."""
        return tuple(sorted(int(path.stem) for path in self.folder.glob(f"*{SUFFIX}")))

    def write(self, number: int, raw: bytes) -> None:
        """Write a part, whole or not at all."""
        _write_whole(self._path(number), raw)

    def join(self, output: Output, count: int) -> None:
        """Make the file of its parts, and remove the folder.

        Args:
            count: how many parts there have to be.
        """
        paths = [self._path(number) for number in range(count)]
        joined = self.folder / "joined"
        output.join(output.header, paths, joined)
        os.replace(joined, self.out)
        shutil.rmtree(self.folder)

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:08d}{SUFFIX}"


def folder_of(out: Path) -> Path:
    """The folder in which the parts of a file lie until they are joined."""
    return out.with_name(f"{out.name}.parts")


@contextmanager
def open_parts(out: Path, run: dict[str, Any]) -> Iterator[Parts]:
    """The parts of a file, those included that a run of the same kind has left; no other process may write them.

    Args:
        run: what the parts follow from, as JSON.
    Raises:
        BadInput: there is a file of this name, or parts of another run.
        Busy: another process is writing it.
    """
    parts = Parts(out)
    if out.exists() and not parts.folder.exists():
        raise BadInput(
            f"There is a file at {shown(str(out))}. Give another --out, or delete it.",
            key="score-exists",
            given=shown(str(out)),
        )
    if not out.parent.is_dir():
        raise BadInput(
            f"There is no folder {shown(str(out.parent))} to write into. Make it, or give another --out.",
            key="score-folder",
            given=shown(str(out.parent)),
        )
    parts.folder.mkdir(exist_ok=True)
    with (parts.folder / LOCK).open("w") as lock:
        _lock(lock.fileno(), parts.folder)
        _check_run(parts.folder, run)
        for left in parts.folder.glob("*.writing"):
            left.unlink()
        yield parts


def _check_run(folder: Path, run: dict[str, Any]) -> None:
    """Note what the parts follow from, or raise where the folder holds other ones."""
    path, asked = folder / RUN, json.dumps(run, ensure_ascii=False, indent=1, sort_keys=True)
    if not path.exists():
        _write_whole(path, asked.encode("utf-8", "backslashreplace"))
        return
    try:
        before = json.loads(path.read_text("utf-8"))
    except ValueError:
        before = {}
    asked_again = json.loads(asked.encode("utf-8", "backslashreplace"))
    if before != asked_again:
        names = [name for name in asked_again if before.get(name) != asked_again[name]]
        raise BadInput(
            f"{shown(str(folder))} holds parts of a run with another {', '.join(names)}. Give another --out, or delete "
            "this folder.",
            key="score-other-run",
            given=shown(str(folder)),
            names=", ".join(names),
        )


def _lock(handle: int, folder: Path) -> None:
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise Busy(
            f"Another process is writing {shown(str(folder))}. Wait for it, or give another --out.",
            key="score-busy",
            seconds=60,
        ) from error


def _write_whole(path: Path, raw: bytes) -> None:
    half = path.with_suffix(".writing")
    with half.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    os.replace(half, path)
