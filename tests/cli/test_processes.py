"""Each command once as people run it: in a process of its own, whose outputs hold what was asked for and nothing else.

`app` is run so in test_commands.py, `publish` in tests/checkpoints/test_publishing.py.
"""

import json
import shutil
from pathlib import Path

import pytest

from tests.command_line import Argument, run, run_process

pytestmark = pytest.mark.slow  # a process a command, each importing torch

TEXT = "A good dog, not a bad film."
COMMANDS: dict[str, list[Argument]] = {
    "models": [],
    "predict": ["--model", "{sentiment}", "--model", "{pos}", "--", TEXT, "电影", "-", b"\xff dog"],
    "trace": ["--model", "{sentiment}", TEXT],
    "edit": ["--model", "{sentiment}", TEXT],
    "explain": ["--model", "{sentiment}", TEXT],
    "evaluate": ["--model", "{sentiment}", "--data", "{rows}"],
    "memory": ["--model", "{sentiment}", "--data", "{rows}"],
    "behaviour": ["--model", "{pos}"],
}


@pytest.fixture
def places(tiny: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """What stands in braces in `COMMANDS`: two checkpoints, and a file of examples."""
    rows = tmp_path / "rows.tsv"
    rows.write_text("text\tlabel\n" + f"{'a good dog ' * 9}\tpositive\n{'the bad film ' * 9}\tnegative\n" * 8)
    own = shutil.copytree(tiny["sentiment-textcnn"], tmp_path / "own")  # `memory` writes beside the weights
    return {"sentiment": str(own), "pos": tiny["pos-textcnn"], "rows": str(rows)}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_process_prints_one_json_value_and_nothing_else(command: str, places: dict[str, str]) -> None:
    given = [one.format(**places) if isinstance(one, str) else one for one in COMMANDS[command]]
    done = run_process(command, "--json", *given)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    assert done.stdout.count(b"\n") == 1
    expected = run(command, "--json", *given)
    assert outline(json.loads(done.stdout)) == outline(json.loads(expected.stdout))


def test_training_tells_its_progress_on_standard_error(places: dict[str, str], tmp_path: Path) -> None:
    rows = tmp_path / "other.tsv"
    rows.write_text(Path(places["rows"]).read_text().replace("dog", "cat").replace("film", "play"))
    files = ["--data", str(rows), "--validation", places["rows"]]
    given = [*files, "--architecture", "textcnn", "--from-scratch", "--epochs", "1"]
    done = run_process("train", *given, "--out", str(tmp_path / "made"), "--json")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["checkpoint"] == str(tmp_path / "made")
    assert "Warning" not in done.stderr.decode()


def test_faithfulness_tells_its_progress_on_standard_error(places: dict[str, str]) -> None:
    given = ["--data", places["rows"], "--model", places["sentiment"], "--method", "saliency", "--sentences", "1"]
    done = run_process("faithfulness", *given, "--json")
    assert done.returncode == 0, done.stderr.decode()
    assert [one["method"] for one in json.loads(done.stdout)] == ["saliency"]
    assert done.stderr.decode() == f"{places['sentiment']}, saliency, 1 texts\n"


def test_standard_input_is_read(places: dict[str, str]) -> None:
    done = run_process("predict", "--json", "--model", places["pos"], "--file", "-", given=b"a dog\r\n\xe7\x94\xb5\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [one["text"] for one in json.loads(done.stdout)] == ["a dog", "电"]


@pytest.mark.parametrize(
    ("given", "beginning"),
    [
        (["predict", "-x"], "Unrecognized arguments: -x."),
        (["trace", "--model", "./m", "a"], "There is no checkpoint in the folder './m'"),
        (["pull", "owner/name"], "The Hub ("),
    ],
)
def test_a_mistake_is_one_line_and_status_2(given: list[str], beginning: str) -> None:
    done = run_process(*given)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"error: {beginning}")


def outline(value: object) -> object:
    """A JSON value in which every number that is not whole is the same: seconds and last places differ."""
    if isinstance(value, dict):
        return {key: outline(one) for key, one in value.items()}
    if isinstance(value, list):
        return [outline(one) for one in value]
    return 0.5 if isinstance(value, float) else value
