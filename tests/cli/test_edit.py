"""The edit command."""

import json
from typing import Any

import pytest

from tests.command_line import run

TEXT = "The dog is not good, a bad film."


def answer(*arguments: str) -> Any:
    """The JSON of a command that succeeds and says nothing else."""
    done = run("edit", "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b"\n") == 1
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
    done = run("edit", "--model", tiny["pos-rnn"], "--word", "1", TEXT)
    assert (done.returncode, done.stderr) == (0, b"")
    shown = done.stdout.decode()
    assert f"{tiny['pos-rnn']}: dog is " in shown
    (record,) = answer("--model", tiny["pos-rnn"], "--word", "1", TEXT)
    for one in record["edits"]:
        assert one["text"] in shown


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
    done = run("edit", "--model", tiny["sentiment-rnn"], *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"error: {said.format(tiny['sentiment-rnn'])}\n"
