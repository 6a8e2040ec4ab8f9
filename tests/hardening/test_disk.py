"""Disks that are full or read-only: one sentence, nothing half written, and what can go on goes on.

A small tmpfs, and a mount that is read-only, since nobody who runs this as root is stopped by permissions.
"""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.hardening.asking import ask
from tests.serving import ROOT, serving

ROWS = "text,label\n" + "".join(
    f"a {('good', 'bad')[at % 2]} film {at},{('good', 'bad')[at % 2]}\n" for at in range(60)
)


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A tmpfs with these options; the test is left out where this machine lets nobody mount."""
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", str(folder)], capture_output=True, text=True)
    if made.returncode:
        pytest.skip(f"no file system can be mounted here ({made.stderr.strip().splitlines()[-1][:80]})")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[Path]:
    """A file system of 64 kB without a free byte."""
    with mounted(folder, "size=64k") as here:
        with (here / "filler").open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass
        yield here


@contextmanager
def read_only(folder: Path) -> Iterator[Path]:
    """A file system that takes nothing."""
    with mounted(folder, "size=1m") as here:
        subprocess.run(["mount", "-o", "remount,ro", str(here)], check=True)
        yield here


def command(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "playground", *words],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def is_one_line(done: "subprocess.CompletedProcess[str]", *named: str) -> None:
    """Exit status 2, and one line of standard error that names what is in the way."""
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 2, done.stderr
    assert last.startswith("error: ")
    assert "Traceback" not in done.stderr
    assert any(name in last for name in named), last


@pytest.mark.harden
def test_a_full_disk_is_said_by_every_command_that_writes(tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text(ROWS)
    with full(tmp_path / "full") as disk:
        train = ["train", "--data", str(data), "--architecture", "rnn", "--from-scratch", "--epochs", "1"]
        is_one_line(command(*train, "--out", str(disk / "model")), "space", "full", "room")
        is_one_line(
            command("trace", "--model", "sentiment-rnn", "Fine.", "--out", str(disk / "x.npz")), "space", "full", "room"
        )
        said = command("predict", "Fine.", TMPDIR=str(disk), HF_HOME=str(disk))
        assert said.returncode == 0, said.stderr
        assert [path.name for path in disk.iterdir() if path.is_file() and path.stat().st_size == 0] in ([], ["x.npz"])


@pytest.mark.harden
def test_a_full_disk_leaves_the_page_and_its_answers(tmp_path: Path) -> None:
    """Uploads are refused; everything that is not stored works."""
    with full(tmp_path / "full") as disk, serving(GRADIO_TEMP_DIR=str(disk / "uploads")) as (page, _):
        assert ask(f"{page}/api/predict", {"text": "Fine."}).status == 200
        body = (
            b'--m\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\n'
            + b"x" * 9_000
            + b"\r\n--m--"
        )
        sent = ask(f"{page}/gradio_api/upload", body, Content_Type="multipart/form-data; boundary=m")
        assert sent.status >= 400
        assert b"Traceback" not in sent.raw
        assert ask(f"{page}/api/predict", {"text": "Still fine."}).status == 200


@pytest.mark.harden
def test_a_read_only_disk_is_said_by_every_command_that_writes(tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text(ROWS)
    with read_only(tmp_path / "read-only") as disk:
        train = ["train", "--data", str(data), "--architecture", "rnn", "--from-scratch", "--epochs", "1"]
        is_one_line(command(*train, "--out", str(disk / "model")), "ead-only", "written")
        is_one_line(
            command("trace", "--model", "sentiment-rnn", "Fine.", "--out", str(disk / "x.npz")), "ead-only", "written"
        )
        said = command("predict", "Fine.", HOME=str(disk), HF_HOME=str(disk), XDG_CACHE_HOME=str(disk))
        assert said.returncode == 0, said.stderr


@pytest.mark.harden
def test_a_read_only_home_leaves_the_page_and_without_a_temporary_folder_one_line_says_why(tmp_path: Path) -> None:
    with read_only(tmp_path / "read-only") as disk:
        settings = {"HOME": str(disk), "HF_HOME": str(disk), "XDG_CACHE_HOME": str(disk), "MPLCONFIGDIR": str(disk)}
        with serving(**settings) as (page, _):  # type: ignore[arg-type]
            with urllib.request.urlopen(page, timeout=60) as answer:
                assert answer.status == 200
            assert ask(f"{page}/api/predict", {"text": "Fine."}).status == 200
        is_one_line(command("app", GRADIO_TEMP_DIR=str(disk / "uploads")), "ead-only")
