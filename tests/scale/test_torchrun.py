"""Several processes train what one does, and a process that is lost costs at most the epoch at hand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from safetensors.torch import load_file

from playground.training import distributed
from tests.command_line import ROOT, run_process

pytestmark = [pytest.mark.slow, pytest.mark.scale]  # processes that find one another again, or not in time
SCRIPT = Path(__file__).with_name("torchrun_fit.py")


def torchrun(*arguments: str, restarts: int = 0) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    command += ["--max-restarts", str(restarts), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=280)


def weights(folder: Path) -> dict[str, list[float]]:
    return {
        f"{name}.{key}": value.float().flatten().tolist()
        for name in ("lstm", "textcnn")
        for key, value in load_file(folder / name).items()
    }


def test_two_processes_take_the_steps_of_one_and_a_lost_one_is_started_again(tmp_path: Path) -> None:
    for name in ("one", "two", "lost"):
        (tmp_path / name).mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    alone = [sys.executable, str(SCRIPT), str(tmp_path / "one"), str(tmp_path), "0"]
    subprocess.run(alone, cwd=ROOT, env=environment, check=True, timeout=280)
    done = torchrun(str(SCRIPT), str(tmp_path / "two"), str(tmp_path / "state"), "0")
    assert done.returncode == 0, done.stderr
    wanted, found = weights(tmp_path / "one"), weights(tmp_path / "two")
    for name, values in wanted.items():
        assert found[name] == pytest.approx(values, abs=3e-3), name  # stored as float16 and int8
    done = torchrun(str(SCRIPT), str(tmp_path / "lost"), str(tmp_path / "state 2"), "2", restarts=3)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "lost" / "textcnn.attempt").read_text() == "1 4"
    assert weights(tmp_path / "lost") == found


def test_the_command_under_torchrun_gives_a_model_as_good(tmp_path: Path) -> None:
    rows = "".join(
        f"{'good' if at % 2 else 'bad'} film number {at % 7} with {at % 5} dogs,{'yes' if at % 2 else 'no'}\n"
        for at in range(300)
    )
    (tmp_path / "films.csv").write_text("text,label\n" + rows)
    given = ["train", "--data", str(tmp_path / "films.csv"), "--architecture", "textcnn", "--from-scratch"]
    given += ["--epochs", "4", "--json"]
    done = torchrun("-m", "playground", *given, "--out", str(tmp_path / "two"))
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("{")]
    two = json.loads(line)
    one = json.loads(run_process(*given, "--out", tmp_path / "one").stdout)
    assert two["examples"] == one["examples"]
    assert two["metrics"]["accuracy"] >= one["metrics"]["accuracy"] - 0.05
    assert not (tmp_path / "two.state").exists()
    assert sorted(path.name for path in (tmp_path / "two").iterdir()) == sorted(
        path.name for path in (tmp_path / "one").iterdir()
    )
    done = torchrun("-m", "playground", "train", "--recipe", "x.json", "--data-root", ".")
    assert done.returncode != 0 and "A recipe is run by one process" in done.stderr


def test_one_process_notes_nothing(tmp_path: Path) -> None:
    with distributed.joined(), distributed.work_folders(tmp_path / "out", ["x"]) as (folder, state):
        assert (folder, state, distributed.world(), distributed.rank()) == (tmp_path / "out", None, 1, 0)
    assert distributed.of_the_first(lambda: 5) == 5
    assert not list(tmp_path.iterdir())
