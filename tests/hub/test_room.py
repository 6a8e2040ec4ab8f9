"""Room in the Hub's cache: what a page has fetched is bounded, what was used least recently goes, nothing in use."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground.errors import Unreachable
from playground.hub import Address, room

OLD = room.IN_USE_SECONDS + 100.0


@pytest.fixture
def bounded() -> Iterator[None]:
    room.bound(1000)
    yield
    room.bound(None)


def revision(cache: Path, name: str, size: int, age: float, marked: bool = True) -> Path:
    """A revision in a cache, as a fetch leaves it."""
    home = cache / f"models--owner--{name}"
    folder = home / "snapshots" / (name[0] * 40)
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(bytes(size))
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text(folder.name)
    if marked:
        room.mark(folder)
    if (mark := home / room.MARKS / folder.name).exists():
        os.utime(mark, (time.time() - age,) * 2)
    return folder


def test_what_was_used_least_recently_goes_first_and_its_branch_with_it(tmp_path: Path, bounded: None) -> None:
    first, second, third = (revision(tmp_path, name, 300, OLD + age) for name, age in (("a", 30), ("b", 20), ("c", 10)))
    theirs = revision(tmp_path, "d", 5000, OLD + 40, marked=False)
    room.note_use(first)
    room.note_use(theirs)
    room.make_room(tmp_path, Address("owner/new"), 300)
    assert [path.exists() for path in (first, second, third)] == [True, False, True]
    assert not (second.parents[1] / "refs" / "main").exists()
    assert theirs.exists(), "nobody fetched it here: it is not counted, and stays"


def test_what_is_in_use_stays_and_whoever_wants_more_is_told(tmp_path: Path, bounded: None) -> None:
    used, old = revision(tmp_path, "a", 800, 10), revision(tmp_path, "b", 100, OLD)
    with pytest.raises(Unreachable) as told:
        room.make_room(tmp_path, Address("owner/new"), 300)
    assert str(told.value) == (
        "There is no room for owner/new@main: it has 300 bytes, and models of the Hub that are in use here have 800 of "
        "1,000. Try again in 10 minutes, or choose a smaller one."
    )
    assert (used.exists(), old.exists()) == (True, False)
    room.make_room(tmp_path, Address("owner/small"), 200)
    assert used.exists()


def test_a_clock_that_jumps_back_makes_nothing_immortal(tmp_path: Path, bounded: None) -> None:
    ahead = revision(tmp_path, "a", 800, -3 * 3600)
    room.make_room(tmp_path, Address("owner/new"), 300)
    assert not ahead.exists()


def test_the_command_line_has_no_bound_and_marks_nothing(tmp_path: Path) -> None:
    folder = revision(tmp_path, "a", 5000, OLD)
    room.make_room(tmp_path, Address("owner/new"), 10**12)
    assert folder.exists()
    assert not (folder.parents[1] / room.MARKS).exists()
