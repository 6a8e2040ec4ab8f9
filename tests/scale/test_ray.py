"""On a cluster of two machines (both on this one): the same bytes as one process writes, a lost machine loses nothing.

Run by `make scale`, where Ray is installed.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playground.errors import NotApplicable, Unreachable
from playground.scale import ray_engine, score
from playground.scale.scoring import Pace
from tests import tiny
from tests.command_line import ROOT, run, run_process
from tests.scale.test_score import many_rows, write


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return tiny.write(tmp_path_factory.mktemp("model"), "textcnn", "sentiment")


def test_without_ray_it_is_named_and_so_is_what_belongs_together(
    model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    data = write(tmp_path / "i.csv")
    with pytest.raises(NotApplicable, match=r"needs the package ray.*requirements-ray\.txt"):
        ray_engine.score_on_ray([model], data, tmp_path / "o.csv")
    given = ("score", "--model", model, "--data", data, "--out", tmp_path / "o.csv")
    for more, said in ((("--engine", "spark"), "There is no engine 'spark'"), (("--address", "auto"), "--address is")):
        done = run(*given, *more)
        assert done.returncode == 2 and said in done.stderr.decode()


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two machines of one core each, to which this process is connected."""
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    made.add_node(num_cpus=1)
    settings = {"env_vars": {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}}
    ray.init(address=made.address, log_to_driver=False, runtime_env=settings)
    yield made
    ray.shutdown()
    made.shutdown()


@pytest.mark.scale
def test_two_machines_write_the_bytes_of_one_process(cluster: Any, model: str, tmp_path: Path) -> None:
    data = many_rows(tmp_path / "i.csv", 60_000)
    with data.open("a") as file:
        file.write("60000,\n60001\n")
    alone = score([model], data, tmp_path / "alone.csv.gz")
    together = ray_engine.score_on_ray([model], data, tmp_path / "together.csv.gz")
    assert (tmp_path / "together.csv.gz").read_bytes() == (tmp_path / "alone.csv.gz").read_bytes()
    assert together.as_json()["wrong"] == alone.as_json()["wrong"] != {}
    assert together.rows == alone.rows == 60_002


@pytest.mark.scale
def test_a_machine_that_is_lost_in_the_middle_costs_no_row(cluster: Any, model: str, tmp_path: Path) -> None:
    data = many_rows(tmp_path / "i.csv", 200_000)
    score([model], data, tmp_path / "alone.csv")
    other = next(iter(cluster.worker_nodes))
    lost: list[int] = []

    def lose_it(pace: Pace) -> None:
        if pace.rows >= 40_000 and not lost:
            lost.append(pace.rows)
            cluster.remove_node(other, allow_graceful=False)

    summary = ray_engine.score_on_ray([model], data, tmp_path / "together.csv", on_progress=lose_it)
    assert lost and lost[0] < 200_000
    assert summary.rows == summary.answered == 200_000
    assert (tmp_path / "together.csv").read_bytes() == (tmp_path / "alone.csv").read_bytes()


@pytest.mark.scale
def test_what_one_process_has_begun_a_cluster_goes_on_with(
    cluster: Any, model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, out = many_rows(tmp_path / "i.csv", 30_000), tmp_path / "o.jsonl"
    score([model], data, tmp_path / "alone.jsonl")

    def end(pace: Pace) -> None:
        if pace.rows > 10_000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score([model], data, out, on_progress=end)
    summary = ray_engine.score_on_ray([model], data, out)
    assert summary.rows == 30_000 and summary.answered < 20_000
    assert out.read_bytes() == (tmp_path / "alone.jsonl").read_bytes()


@pytest.mark.scale
def test_the_command_starts_ray_and_ends_it(model: str, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    data = many_rows(tmp_path / "i.csv", 5_000)
    given = ("score", "--json", "--model", model, "--data", data, "--out", tmp_path / "o.csv", "--engine", "ray")
    done = run_process(*given)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["rows"] == 5_000
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.scale
def test_a_cluster_that_is_not_there_is_said_so(model: str, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    with pytest.raises(Unreachable, match="There is no Ray cluster at"):
        ray_engine.score_on_ray([model], write(tmp_path / "i.csv"), tmp_path / "o.csv", address="127.0.0.1:1")
