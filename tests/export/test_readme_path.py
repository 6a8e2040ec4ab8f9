"""The README's short path from a CSV to a service, command by command."""

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import ROOT

pytest.importorskip("onnxruntime")


def commands() -> list[str]:
    readme = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"## From a CSV to a service\n+```\n(.*?)```", readme, re.S)
    assert block is not None
    return block[1].strip().splitlines()


@pytest.mark.slow
def test_every_command_of_the_short_path_runs(tmp_path: Path) -> None:
    """But for the installations, which have been made, and the service, which tests/export/test_folder.py starts."""
    texts = [f"{'a good and warm' if at % 2 else 'a bad and cold'} film number {at}" for at in range(200)]
    with (tmp_path / "reviews.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [["text", "label"], *((one, "good" if at % 2 else "bad") for at, one in enumerate(texts))]
        )
    with (tmp_path / "new.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["text"], *([one] for one in texts[:20])])
    ran, folder, said = [], tmp_path, ""
    for line in commands():
        words = shlex.split(line, comments=True)
        if "pip" in words or words[0] == "uvicorn":
            folder = folder / words[1] if words[0] == "cd" else folder
            continue
        assert words[0] == "python"
        path = str(ROOT) if folder == tmp_path else ""
        done = subprocess.run(
            [sys.executable, *words[1:]],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            timeout=280,
        )
        assert done.returncode == 0, done.stderr
        ran.append(words[3] if "playground" in words else words[1])
        said = done.stdout
    assert ran == ["train", "score", "export", "test_answers.py", "predict.py"]
    assert folder.name == "service" and '"label": ' in said
    with (tmp_path / "answers.csv").open(newline="") as file:
        assert [row["label"] for row in csv.DictReader(file)] == ["bad", "good"] * 10
