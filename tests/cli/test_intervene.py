"""The commands intervene and means."""

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from playground import checkpoints, intervene, load
from playground.lenses.intervene.means import stored
from playground.lenses.intervene.reading import reading
from tests.command_line import run

TEXT = "The dog is not good, a bad film."
PART = "layer1.forward.hidden"


def answer(*arguments: str) -> Any:
    """The JSON of a command that succeeds and says nothing else."""
    done = run("intervene", "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
    return json.loads(done.stdout)


def timeless(record: dict[str, Any]) -> dict[str, Any]:
    for name in ("before", "after"):
        record[name].pop("seconds")
    return record


def test_python_and_the_command_line_say_the_same(tiny: dict[str, str]) -> None:
    model = tiny["sentiment-lstm"]
    found = answer("--model", model, "--set", f"{PART}[3]=0", "--set", f"{PART}[4]=1@2", "--at", "1-", TEXT)
    expected = intervene(load(model), TEXT, [f"{PART}[3]=0@1-", f"{PART}[4]=1@2"]).as_json()
    assert timeless(found) == timeless(json.loads(json.dumps(expected)))
    assert found["before"]["scores"] != found["after"]["scores"]
    other = answer("--model", model, "--set", f"{PART}=from", "--from", "a bad dog", "--at", "0:0,1:2", TEXT)
    assert other["from"] == "a bad dog"
    assert other["changes"][0]["others"] == [0, 2]


def test_parts_are_listed_ranked_and_patched_from_a_twin(tiny: dict[str, str]) -> None:
    model = tiny["pos-transformer"]
    listed = answer("--model", model, "--parts")
    assert {"part": "layer2.feedforward", "kind": "feedforward", "units": 20} in listed
    ranked = answer("--model", model, "--rank", "--word", "1", TEXT)
    assert len(ranked) == 2 * (3 + 20)
    assert list(ranked[0]) == ["part", "word", "logit_change"]
    carried = answer("--model", model, "--twin", TEXT.replace("dog", "film"), "--word", "1", TEXT)
    assert (carried["word"], len(carried["carriers"])) == (1, 12)
    assert carried["curve"][-1]["share"] == pytest.approx(1, abs=1e-3)


def test_people_get_tables(tiny: dict[str, str]) -> None:
    model = tiny["sentiment-textcnn"]
    for arguments, said in (
        (("--set", "filters3=0", TEXT), "moved farthest"),
        (("--rank", TEXT), "parts; half of them move it by less than"),
        (("--twin", "a good good film film", TEXT), "of the difference"),
        (("--parts",), "filters3"),
    ):
        done = run("intervene", "--model", model, *arguments)
        assert (done.returncode, done.stderr) == (0, b"")
        assert said in done.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "There is no text. Give one as an argument, or --parts."),
        (["--rank", "--set", "x=0", TEXT], "--set and --rank ask different things. Give one of them."),
        (["--at", "3", TEXT], "--at belongs to --set. Give it beside that, or not at all."),
        (["--from", "x", TEXT], "--from belongs to --set. Give it beside that, or not at all."),
        (["--word", "1", TEXT], "--word belongs to --rank or --twin. Give it beside that, or not at all."),
        (["--rank", "--to", "one", TEXT], "There is no value to switch off to 'one'. Choose one of: zero, mean."),
        (["--rank", "--word", "1", TEXT], "answers for the whole text, so no word can be chosen. Leave the word out."),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(tiny: dict[str, str], arguments: list[str], message: str) -> None:
    done = run("intervene", "--model", tiny["sentiment-rnn"], *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    said = done.stderr.decode()
    assert said.startswith("error: ")
    assert said.count("\n") == 1
    assert message in said


@pytest.mark.parametrize("name", ["sentiment-lstm", "pos-textcnn"])
def test_means_are_measured_stored_and_set(tiny: dict[str, str], tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    shutil.copytree(tiny[name], folder)
    texts = ["a good film", "the dog is bad .", "not good"]
    if name.startswith("pos"):
        data = tmp_path / "data.conllu"
        rows = [
            "".join(f"{at}\t{word}\t_\tNOUN\t_\t_\t_\t_\t_\t_\n" for at, word in enumerate(one.split(), 1))
            for one in texts
        ]
        data.write_text("\n".join(rows) + "\n", "utf-8")
    else:
        data = tmp_path / "data.tsv"
        data.write_text("text\tlabel\n" + "".join(f"{one}\tpositive\n" for one in texts), "utf-8")
    done = run("index", "--model", str(folder), "--data", str(data), "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    (printed,) = json.loads(done.stdout)
    assert printed["model"] == str(folder)
    checkpoint = load(str(folder))
    found = stored(str(folder))
    assert found is not None
    assert (found.sentences, found.words, found.weights) == (3, 10, checkpoints.weights_digest(checkpoint))
    readings = [reading(checkpoint, one) for one in texts]
    for part, mean in found.means.items():
        every = np.concatenate([one.values[part] for one in readings])
        assert np.allclose(mean, every.mean(0), rtol=1e-3, atol=1e-4), part
    part = "layer1.forward.cell" if name.startswith("sentiment") else "layer1.filters3"
    answer = intervene(checkpoint, TEXT, [f"{part}[2]=mean@3"])
    expected = intervene(checkpoint, TEXT, [f"{part}[2]={found.means[part][2]:.9g}@3"])
    assert np.array_equal(answer.logits_after, expected.logits_after)
