"""An exported folder answers where neither torch nor this project is."""

import csv
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from playground.checkpoints import load
from playground.checkpoints.saving import store_answer_above
from playground.errors import BadInput
from playground.export import export
from playground.lenses.predict.predict import predict
from tests import tiny
from tests.serving import free_port

pytest.importorskip("onnxruntime")
pytestmark = pytest.mark.slow

CHARACTERS = ("B-NOUN", "I-NOUN", "B-VERB", "I-VERB")
CHANGES: dict[tuple[str, str], dict[str, Any]] = {
    ("lstm", "sentiment"): {},
    ("rnn", "pos"): {"language": "zh", "labels": CHARACTERS},
}


@pytest.fixture(scope="module", params=list(CHANGES), ids="-".join)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The reference of a checkpoint, and the folder that was made of it."""
    folder = tmp_path_factory.mktemp("exported")
    reference = tiny.write(folder, *request.param, **CHANGES[request.param])
    return reference, export(load(reference), folder / "out")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which to import torch or this project fails."""
    folder = tmp_path_factory.mktemp("alone")
    for name in ("torch", "playground"):
        (folder / f"{name}.py").write_text(f"raise ImportError('{name} is not here')")
    return {"PYTHONPATH": str(folder), "PATH": ""}


def test_a_model_that_answers_only_when_it_is_sure_does_so_there_too(
    exported: tuple[str, Path], alone: dict[str, str], tmp_path: Path
) -> None:
    reference, folder = exported
    checkpoint = load(reference)
    if checkpoint.config.per_word:
        return
    texts = ["a good film", "the bad dog", "it 's"]
    sure = [max(answer.as_json()["scores"].values()) for answer in predict(checkpoint, texts)]
    above = sum(sorted(sure)[:2]) / 2
    wanted = ["not-sure" if one < above else None for one in sure]
    assert wanted.count("not-sure") == 1
    store_answer_above(Path(reference), above)
    try:
        out = export(load(reference), tmp_path / "quiet")
    finally:
        store_answer_above(Path(reference), 0.0)
    assert [json.loads(line)["caution"] for line in run(out, alone, "predict.py", *texts).stdout.splitlines()] == wanted
    assert run(out, alone, "test_answers.py").stderr == ""
    (tmp_path / "in.txt").write_text("\n".join(texts))
    run(out, alone, "predict.py", "--file", str(tmp_path / "in.txt"), "--out", str(tmp_path / "out.csv"))
    rows = list(csv.reader((tmp_path / "out.csv").open(newline="")))
    assert [row[-1] for row in rows] == ["sure", *("no" if one else "yes" for one in wanted)]
    assert "It answers only when it is sure" in (out / "README.md").read_text("utf-8")
    assert "caution" not in json.loads(run(folder, alone, "predict.py", texts[0]).stdout)


def run(folder: Path, environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)


def test_its_own_test_passes(exported: tuple[str, Path], alone: dict[str, str]) -> None:
    done = run(exported[1], alone, "test_answers.py")
    assert (done.stdout.strip(), done.stderr) == ("all answers are those of the network", "")
    answers = json.loads((exported[1] / "answers.json").read_text())
    answers[0]["scores"] = answers[1]["scores"]
    assert answers[0]["scores"] != json.loads((exported[1] / "answers.json").read_text())[0]["scores"]


def test_texts_of_a_command_line_and_of_files_are_answered(
    exported: tuple[str, Path], alone: dict[str, str], tmp_path: Path
) -> None:
    reference, folder = exported
    texts = ["=a good film", "the bad dog", "不错 it 's"]
    wanted = [answer.as_json() for answer in predict(load(reference), texts)]
    done = run(folder, alone, "predict.py", *texts)
    assert done.stderr == ""
    for line, one in zip(done.stdout.splitlines(), wanted, strict=True):
        found = json.loads(line)
        assert all(found[key] == one[key] for key in ("text", "label", "tags") if key in one)
        for span, other in zip(found.get("spans", []), one.get("spans", []), strict=True):
            assert span["tag"] == other["tag"] and span["score"] == pytest.approx(other["score"], abs=1e-4)
    with (tmp_path / "in.csv").open("w", newline="") as file:
        csv.writer(file).writerows([["number", "text"], *enumerate(texts)])
    done = run(folder, alone, "predict.py", "--file", str(tmp_path / "in.csv"), "--out", str(tmp_path / "out.csv"))
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.reader((tmp_path / "out.csv").open(newline="")))
    assert [row[0] for row in rows] == ["text", "'=a good film", *texts[1:]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--file", "nothing.csv"], "error: [Errno 2]"),
        (["--file", "model.onnx"], "error: model.onnx ends in .onnx. Give a .txt, .csv, .tsv or .jsonl file."),
        (["x" * 200_001], "error: The text has 200,001 characters."),
        ([], "give a text, or a file with --file"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(
    exported: tuple[str, Path], alone: dict[str, str], arguments: list[str], said: str
) -> None:
    if len("".join(arguments)) > 100_000:  # longer than an argument may be
        (exported[1] / "long.txt").write_text(arguments[0])
        arguments = ["--file", "long.txt"]
    done = run(exported[1], alone, "predict.py", *arguments)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


@contextmanager
def served(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """The address of the exported service."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "serve:app", "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=folder, env=environment)
    try:
        for _ in range(600):
            assert process.poll() is None
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def post(address: str, body: Any) -> tuple[int, Any]:
    request = urllib.request.Request(
        f"{address}/predict", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def test_the_service_answers_and_refuses_too_much(exported: tuple[str, Path], alone: dict[str, str]) -> None:
    reference, folder = exported
    with served(folder, alone) as address:
        status, found = post(address, {"texts": ["a good film", "不错"]})
        assert status == 200
        for one, other in zip(found, predict(load(reference), ["a good film", "不错"]), strict=True):
            assert (one.get("label"), one.get("tags")) == (other.label, other.tags)
        assert post(address, {"texts": []})[0] == 422
        assert post(address, {"texts": ["a"] * 257})[0] == 422
        assert post(address, {"texts": ["a" * 20_001]})[0] == 422
        assert post(address, {"texts": [1]})[0] == 422


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="There is something at"):
        export(load(tiny.write(tmp_path, "textcnn", "sentiment")), tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]
    assert not list(tmp_path.glob(".export-*"))


def test_wheels_of_the_service_fit_into_its_picture() -> None:
    """What pip would fetch for the exported requirements.txt is installed here too; its files are at most 250 MB."""
    import importlib.metadata as metadata

    from packaging.requirements import Requirement

    from playground.export.folder import FILES

    lines = [line for line in (FILES / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    left, seen, size = [Requirement(line) for line in lines], set(), 0
    while left:
        requirement = left.pop()
        if requirement.name in seen or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        seen.add(requirement.name)
        found = metadata.distribution(requirement.name)
        assert requirement.specifier.contains(found.version), f"{requirement} is not what is tested: {found.version}"
        size += sum(file.size or 0 for file in found.files or ())
        left += [Requirement(one) for one in found.requires or ()]
    assert size < 250e6
