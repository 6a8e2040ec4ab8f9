"""The edit command as people run it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "The dog is not good, a bad film."


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "playground", "edit", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def answer(*arguments: str) -> Any:
    """The JSON of a command that succeeds and says nothing else."""
    done = run("--json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    return json.loads(done.stdout)


def test_several_models_give_a_record_each(tiny: dict[str, str]) -> None:
    models = [tiny["sentiment-rnn"], tiny["sentiment-textcnn"]]
    found = answer("--model", models[0], "--model", models[1], TEXT)
    assert [one["model"] for one in found] == models
    for one in found:
        assert list(one) == ["model", "text", "word", "target", "before", "edits"]
        assert (one["text"], one["word"]) == (TEXT, None)
        assert one["target"] != one["before"]["label"]
        for made in one["edits"]:
            assert made["after"]["text"] == made["text"] != TEXT
            assert made["flips"] == (made["after"]["label"] == one["target"])


def test_a_word_and_a_target_are_for_tags(tiny: dict[str, str]) -> None:
    (found,) = answer("--model", tiny["pos-lstm"], "--word", "3", "--target", "VERB", TEXT)
    assert (found["word"], found["target"]) == (3, "VERB")
    assert answer("--model", tiny["pos-lstm"], TEXT)[0]["word"] == 0


def test_python_and_the_command_line_say_the_same(tiny: dict[str, str]) -> None:
    from playground import edit, load

    (printed,) = answer("--model", tiny["sentiment-lstm"], TEXT)
    found = edit(load(tiny["sentiment-lstm"]), TEXT).as_json()
    assert [(one["kind"], one["changes"]) for one in printed["edits"]] == [
        (one["kind"], json.loads(json.dumps(one["changes"]))) for one in found["edits"]
    ]


def test_people_get_a_row_an_edit(tiny: dict[str, str]) -> None:
    done = run("--model", tiny["pos-rnn"], "--word", "1", TEXT)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{tiny['pos-rnn']}: dog is " in done.stdout
    (record,) = answer("--model", tiny["pos-rnn"], "--word", "1", TEXT)
    for one in record["edits"]:
        assert one["text"] in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([""], "The text has no words, so there is nothing to edit. Write a sentence."),
        (["--target", "x", TEXT], "{} has no label 'x'. It has: negative, positive. Choose one of these."),
        (
            ["--word", "1", TEXT],
            "{} gives one answer for the whole text, so no word of it can be chosen. "
            "Leave the word out, or choose a model that answers for each word.",
        ),
    ],
)
def test_a_mistake_is_one_line(tiny: dict[str, str], arguments: list[str], said: str) -> None:
    done = run("--model", tiny["sentiment-rnn"], *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: {said.format(tiny['sentiment-rnn'])}\n"
