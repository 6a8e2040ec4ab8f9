"""Uploads: read by whoever comes, the same file of a whole class too; old ones go, and the oldest of too many."""

import os
import threading
import time
from pathlib import Path

import pytest

from playground.errors import BadInput
from playground.ui.components import uploads
from playground.ui.components.uploads import KEPT_SECONDS, SPARED_SECONDS, read_upload, sweep


def put(folder: Path, name: str, size: int, age: float) -> Path:
    path = folder / name / "a.csv"
    path.parent.mkdir()
    path.write_bytes(b"x" * size)
    os.utime(path, (time.time() - age,) * 2)
    return path


def test_a_whole_class_reads_the_same_upload_at_once(tmp_path: Path) -> None:
    path, answers = put(tmp_path, "hash", 1000, 0), []
    pupils = [threading.Thread(target=lambda: answers.append(read_upload(str(path)))) for _ in range(8)]
    for one in pupils:
        one.start()
    for one in pupils:
        one.join()
    assert answers == [(b"x" * 1000, "a.csv")] * 8


def test_old_uploads_go_and_one_that_was_read_just_now_stays(tmp_path: Path) -> None:
    old, read, new = (put(tmp_path, name, 10, age) for name, age in (("a", KEPT_SECONDS + 60), ("b", 9999), ("c", 60)))
    read_upload(str(read))
    assert sweep(tmp_path, most=1000) == 20
    assert [one.exists() for one in (old, read, new)] == [False, True, True]


def test_of_too_many_those_go_first_that_nobody_has_read_for_longest(tmp_path: Path) -> None:
    first, second, third = (
        put(tmp_path, name, 100, SPARED_SECONDS + age) for name, age in (("a", 90), ("b", 60), ("c", 30))
    )
    just_now = put(tmp_path, "d", 100, 0)
    assert sweep(tmp_path, most=200) == 200
    assert [one.exists() for one in (first, second, third, just_now)] == [False, False, True, True]
    assert sweep(tmp_path, most=0) == 100
    assert just_now.exists()


def test_an_upload_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(
        BadInput, match=r"a\.csv is no longer here: too much was uploaded meanwhile\. Upload it again\."
    ):
        read_upload(str(tmp_path / "a.csv"))


def test_the_sweeper_runs_beside_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swept = threading.Event()
    monkeypatch.setattr(uploads, "SWEEP_SECONDS", 0.01)
    monkeypatch.setattr(uploads, "sweep", lambda folder, most: swept.set())
    assert uploads.keep_few(tmp_path).daemon
    assert swept.wait(30)
