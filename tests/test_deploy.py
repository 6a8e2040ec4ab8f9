"""What goes to a Space, checked as far as it can be without one: which files, how large, and what is done with them."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from playground import checkpoints
from tests.hubs import ROOT
from tests.serving import serving
from tests.test_structure import files_of_the_repository

MOST_BYTES = 10_000_000  # of a file in a Space's plain git
COLOURS = {"red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray"}


def command() -> list[str]:
    """The words of the command that `make space` runs."""
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", "space", "SPACE=owner/name"], cwd=ROOT, capture_output=True, text=True
    )
    line = next(line for line in done.stdout.splitlines() if "hf upload" in line)
    return shlex.split(line)


def sent(folder: Path) -> set[str]:
    """The files of a folder that the command sends, chosen as the client chooses them."""
    from huggingface_hub.utils import filter_repo_objects
    from huggingface_hub.utils._paths import DEFAULT_IGNORE_PATTERNS

    left_out = [word.removeprefix("--exclude=") for word in command() if word.startswith("--exclude=")]
    found = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return set(filter_repo_objects(found, ignore_patterns=[*left_out, *DEFAULT_IGNORE_PATTERNS]))


def copy(folder: Path) -> None:
    """What git tracks or would track, copied."""
    for path in files_of_the_repository():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def front() -> dict[str, Any]:
    found = yaml.safe_load((ROOT / "README.md").read_text("utf-8").split("---\n")[1])
    assert isinstance(found, dict)
    return found


def test_the_command_is_the_one_that_the_readme_explains() -> None:
    words = command()
    assert words[1:6] == ["upload", "owner/name", ".", "--repo-type", "space"]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "make space SPACE=OWNER/NAME" in readme
    assert "hf upload OWNER/NAME . --repo-type space" in readme


@pytest.mark.slow
def test_all_is_sent_but_what_gitignore_lists(tmp_path: Path) -> None:
    copy(tmp_path)
    tracked = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    for junk in (
        ".venv/bin/python",
        ".venv-olah/installed",
        ".venv-scale/installed",
        "runs/mine/model.safetensors",
        "playground/__pycache__/text.cpython-312.pyc",
        ".mypy_cache/x.json",
        ".ruff_cache/x",
        ".pytest_cache/x",
        ".gradio/flagged/x.csv",
        ".git/config",
        ".DS_Store",
        ".vscode/settings.json",
    ):
        (tmp_path / junk).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / junk).write_text("x")
    assert sent(tmp_path) == tracked
    needed = {"app.py", "requirements.txt", "README.md", "playground/ui/page.css", "checkpoints/sources.json"}
    needed |= {f"checkpoints/{name}/{file}" for name in checkpoints.shipped() for file in checkpoints.NEEDED}
    assert needed <= tracked


def test_no_file_is_larger_than_a_space_takes() -> None:
    sizes = {str(path.relative_to(ROOT)): path.stat().st_size for path in files_of_the_repository()}
    assert {name: size for name, size in sizes.items() if size >= MOST_BYTES} == {}
    assert sum(sizes.values()) < 100_000_000


def test_the_front_matter_is_one_that_a_space_takes() -> None:
    found = front()
    assert {"title", "emoji", "colorFrom", "colorTo", "sdk", "sdk_version", "app_file", "python_version"} <= set(found)
    assert found["sdk"] == "gradio"
    assert (ROOT / found["app_file"]).is_file()
    assert {found["colorFrom"], found["colorTo"]} <= COLOURS
    assert len(found["short_description"]) <= 60
    assert found["python_version"] == "3.12", "as text: 3.10 would become 3.1"
    assert re.fullmatch(r"\d+\.\d+\.\d+", found["sdk_version"])
    assert (found["hf_oauth"], found["hf_oauth_scopes"]) == (True, ["contribute-repos"])


def test_a_space_preloads_only_what_is_published() -> None:
    published = {entry["repo"]: entry["revision"] for entry in checkpoints.sources().values()}
    found = front()
    assert set(found.get("models", [])) <= set(published)
    for line in found.get("preload_from_hub", []):
        repo, _, revision = line.split()
        assert published.get(repo) == revision, "a Space whose preloading names what is not there is not built"


@pytest.mark.deploy
def test_in_a_new_environment_with_requirements_alone_the_page_answers(tmp_path: Path) -> None:
    copy(tmp_path / "space")
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    install: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--requirement", "requirements.txt"]
    subprocess.run(install, cwd=tmp_path / "space", check=True)
    with serving(seconds=300, python=str(python), folder=tmp_path / "space") as (address, _):
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert b"gradio" in answer.read()
        given = json.dumps({"text": "A quietly moving film.", "task": "sentiment"}).encode()
        request = urllib.request.Request(
            f"{address}/gradio_api/call/v2/predict", given, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            event = json.loads(answer.read())["event_id"]
        with urllib.request.urlopen(f"{address}/gradio_api/call/predict/{event}", timeout=120) as answer:
            said = answer.read().decode()
    assert "event: complete" in said
    assert [found["model"] for found in json.loads(said.split("data: ")[-1])[0]] == checkpoints.shipped("sentiment")
