"""The trace command, and what can be recomputed from nothing but its file and the weights' file."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground import checkpoints
from playground.models import Config
from tests.command_line import run
from tests.lenses.inside.test_trace import CLOSE, GATES, TEXT, made, reference, stored


def answer(*arguments: str | Path) -> Any:
    """The JSON of a command that succeeds and says nothing else."""
    done = run("trace", "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    assert done.stdout.count(b"\n") == 1
    return json.loads(done.stdout)


def mistake(*arguments: str | Path) -> str:
    """The one line of a command that the caller can mend, without its `error: `."""
    done = run("trace", *arguments)
    assert (done.returncode, done.stdout) == (2, b""), done
    (line,) = done.stderr.decode().splitlines()
    return line.removeprefix("error: ")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder with a checkpoint of random weights for some kinds of model, by a short name."""
    names = {
        "lstm": "lstm-deep sentiment",
        "rnn": "rnn-deep pos",
        "transformer": "transformer pos",
        "textcnn": "textcnn-wide sentiment",
    }
    found = {}
    for short, name in names.items():
        checkpoint = made(name, max_words=12)
        folder = tmp_path_factory.mktemp("checkpoints") / short
        found[short] = checkpoints.save(folder, checkpoint.model, checkpoint.vocabulary)
    return found


def arrays_of(file: Path) -> dict[str, np.ndarray]:
    with np.load(file, allow_pickle=False) as loaded:
        return {name: loaded[name] for name in loaded.files}


def test_trace_names_words_positions_and_shapes(folders: dict[str, Path], tmp_path: Path) -> None:
    for short in ("textcnn", "transformer"):
        folder = folders[short]
        out = tmp_path / f"{short}.npz"
        found = answer("--model", folder, TEXT, "--out", out)
        assert list(found) == ["model", "words", "positions", "arrays"]
        assert found["model"] == str(folder)
        assert [TEXT[word["start"] : word["end"]] for word in found["words"]] == [
            word["text"] for word in found["words"]
        ]
        assert [word["read"] for word in found["words"]] == [True] * 12 + [False] * (len(found["words"]) - 12)
        words = [word["text"] for word in found["words"]][:12]
        assert found["positions"] == (words if short == "transformer" else None)
        arrays = arrays_of(out)
        assert found["arrays"] == {name: list(array.shape) for name, array in arrays.items()}
        for name, array in arrays.items():
            assert array.dtype == (np.int64 if name.startswith("winners") else np.float32)


def test_trace_without_a_file_writes_none(folders: dict[str, Path], tmp_path: Path) -> None:
    before = set(tmp_path.parent.rglob("*.npz"))
    assert answer("--model", folders["rnn"], "")["arrays"]["embedded"][0] == 0
    assert set(tmp_path.parent.rglob("*.npz")) == before


def test_trace_draws_a_table_for_people(folders: dict[str, Path], tmp_path: Path) -> None:
    done = run("trace", "--model", folders["textcnn"], TEXT, "--out", tmp_path / "t.npz")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == f"{folders['textcnn']}: 12 words, 5 more were not read"
    assert lines[1].split() == ["array", "shape"]
    assert [line.split() for line in lines[2:4]] == [["embedded", "12", "×", "9"], ["filters7", "6", "×", "5"]]
    assert lines[-2].startswith("recomputed; largest difference from the model's own output: ")
    assert float(lines[-2].split()[-1]) < CLOSE
    assert lines[-1] == f"written to {tmp_path / 't.npz'}"


def check_lstm_file(arrays: dict[str, np.ndarray]) -> int:
    """c follows from the gates in the file, h from c; how many layers and directions there were comes back."""
    starts = [name.removesuffix("cell") for name in arrays if name.endswith(".cell")]
    for start in starts:
        i, f, g, o = (arrays[start + name] for name in GATES)
        words = range(len(i))
        c = np.zeros(i.shape[1])
        for word in reversed(words) if "backward" in start else words:
            c = f[word] * c + i[word] * g[word]
            assert np.abs(c - arrays[start + "cell"][word]).max() < CLOSE
            assert np.abs(o[word] * np.tanh(c) - arrays[start + "hidden"][word]).max() < CLOSE
    return len(starts)


def test_an_lstm_can_be_recomputed_from_the_files_alone(folders: dict[str, Path], tmp_path: Path) -> None:
    answer("--model", folders["lstm"], TEXT, "--out", tmp_path / "t.npz")
    arrays, weights = arrays_of(tmp_path / "t.npz"), stored(folders["lstm"])
    assert check_lstm_file(arrays) == 6
    stored_config = json.loads((folders["lstm"] / "config.json").read_text())
    sizes = {name: stored_config[name] for name in ("architecture", "task", "labels", "words", "layers", "directions")}
    for name, values in reference(weights, arrays["embedded"], Config(**sizes)).items():
        assert np.abs(arrays[name] - values).max() < CLOSE, name


@pytest.mark.parametrize("model", [name for name in checkpoints.shipped() if "lstm" in name])
def test_a_shipped_lstm_can_be_recomputed_from_the_files_alone(model: str, tmp_path: Path) -> None:
    text = "It starts slowly and the jokes are old, but I liked it 🎬 a lot."
    found = answer("--model", model, text, "--out", tmp_path / "t.npz")
    assert found["model"] == model
    arrays, weights = arrays_of(tmp_path / "t.npz"), stored(checkpoints.FOLDER / model)
    assert check_lstm_file(arrays) >= 1
    for name, values in reference(weights, arrays["embedded"], checkpoints.load(model).config).items():
        assert np.abs(arrays[name] - values).max() < CLOSE, name


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["a film"],
            "The following arguments are required: --model. See python -m playground trace --help.",
        ),
        (
            ["--model", "./m"],
            "The following arguments are required: TEXT. See python -m playground trace --help.",
        ),
        (
            ["--model", "./m", "a", "film"],
            "Unrecognized arguments: film. See python -m playground --help. "
            "Put -- before a text that begins with a hyphen.",
        ),
        (
            ["--model", "./m", "a"],
            "There is no checkpoint in the folder './m': it has no config.json. "
            "Name a folder that “train --out” has written.",
        ),
    ],
)
def test_a_mistake_is_one_line_and_status_2(arguments: list[str], message: str) -> None:
    assert mistake(*arguments) == message


def test_a_file_that_cannot_be_written_is_named(folders: dict[str, Path], tmp_path: Path) -> None:
    out = tmp_path / "none" / "t.npz"
    assert mistake("--model", folders["rnn"], "a", "--out", out) == (
        f"{out}: No such file or directory. Check the path, the permissions and the space on the disk."
    )
