"""Room in the Hub's cache: what a page has fetched for its visitors is bounded, what was used least recently goes.

The cache is everybody's on this machine: only revisions that were fetched while the bound held are counted and go, and
none that was used within the last minutes. Each has a mark beside it, whose time says when it was used last.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import time
from pathlib import Path

from playground.errors import Unreachable
from playground.hub.address import Address

MARKS = ".playground"  # a folder in that of a repository: a mark a revision, named by its commit
IN_USE_SECONDS = 600.0  # after it was used last a revision stays for so long in any case

_most: int | None = None  # bytes; None: no bound, as on the command line
_guard = threading.Lock()


def bound(most: int | None) -> None:
    """Bound what is fetched from now on, all together; None takes the bound off."""
    global _most
    _most = most


def note_use(folder: Path) -> None:
    """Note that a revision is used now, where it is one that may go.

    Args:
        folder: of the revision in the cache.
    """
    with contextlib.suppress(OSError):  # without a mark it is not ours to take away
        os.utime(_mark(folder))


def mark(folder: Path) -> None:
    """Mark a revision as one that may go later, where there is a bound."""
    if _most is not None:
        with contextlib.suppress(OSError):  # on a full disk it is not counted, and stays
            _mark(folder).parent.mkdir(parents=True, exist_ok=True)
            _mark(folder).touch()


def make_room(cache: Path, at: Address, size: int) -> None:
    """Take revisions away until so many bytes more are within the bound.

    Args:
        cache: the Hub's cache, with a folder a repository.
        at: what is to be fetched.
    Raises:
        Unreachable: what is in use leaves no room.
    """
    if _most is None:
        return
    with _guard:
        marks = sorted((_used(path), path) for path in cache.glob(f"*/{MARKS}/*"))
        sizes = {path: _bytes(_revision(path)) for _, path in marks}
        for used, path in marks:
            if size + sum(sizes.values()) <= _most or 0 <= time.time() - used < IN_USE_SECONDS:
                break
            _remove(path)
            del sizes[path]
        if size + sum(sizes.values()) > _most:
            raise Unreachable(
                f"There is no room for {at}: it has {size:,} bytes, and models of the Hub that are in use here have "
                f"{sum(sizes.values()):,} of {_most:,}. Try again in {round(IN_USE_SECONDS / 60)} minutes, or choose a "
                "smaller one.",
                key="hub-full",
                given=str(at),
                allowed=_most,
                minutes=round(IN_USE_SECONDS / 60),
            )


def _mark(folder: Path) -> Path:
    return folder.parents[1] / MARKS / folder.name


def _revision(mark: Path) -> Path:
    return mark.parents[1] / "snapshots" / mark.name


def _used(mark: Path) -> float:
    try:
        return mark.stat().st_mtime
    except OSError:  # another process was quicker
        return 0.0


def _bytes(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total


def _remove(mark: Path) -> None:
    """Take a revision away, with the branches and tags that stand for it."""
    home = mark.parents[1]
    for path in (home / "refs").rglob("*"):
        with contextlib.suppress(OSError):
            if path.is_file() and path.read_text().strip() == mark.name:
                path.unlink()
    shutil.rmtree(_revision(mark), ignore_errors=True)
    with contextlib.suppress(OSError):
        mark.unlink()
