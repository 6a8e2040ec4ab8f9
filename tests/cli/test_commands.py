"""Every command: its exit status and both of its outputs."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from playground import checkpoints
from playground.tasks import TASKS
from tests.command_line import ROOT, run

ROWS = "text\tlabel\n" + "a good film\tpositive\nthe bad dog\tnegative\n" * 8
SENTENCE = "1\tgood\t_\tADJ\t_\t_\t0\troot\t_\t_\n2\tdog\t_\tNOUN\t_\t_\t1\tdep\t_\t_\n\n"


def answer(command: str, *arguments: str | bytes | Path, given: bytes = b"") -> Any:
    """The JSON of a command that succeeds and says nothing else."""
    done = run(command, "--json", *arguments, given=given)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    assert done.stdout.count(b"\n") == 1
    return json.loads(done.stdout)


def shown(*arguments: str | bytes | Path) -> str:
    """What a command that succeeds prints for people."""
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout.decode()


SEED_TWICE = "--seeds names a seed twice, or that of --seed (0 unless given). Name other ones, each once."


def mistake(*arguments: str | bytes | Path, given: bytes = b"") -> str:
    """The one line of a command that the caller can mend, without its `error: `."""
    done = run(*arguments, given=given)
    assert (done.returncode, done.stdout) == (2, b""), done
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("error: ")
    return lines[0].removeprefix("error: ")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Task -> the folder of a checkpoint that reads six words of a text, with random weights."""
    import torch

    from playground.models import Config, build
    from playground.text import Vocabulary

    torch.manual_seed(1)
    vocabulary = Vocabulary(["a", "good", "film", "the", "bad", "dog"])
    folders = {}
    for key, task in TASKS.items():
        config = Config("textcnn", key, task.labels, len(vocabulary), size=8, filters=4, widths=(3, 5), max_words=6)
        model = build(config).eval()
        checkpoints.round_weights(model)
        folders[key] = str(checkpoints.save(tmp_path_factory.mktemp("checkpoints") / key, model, vocabulary))
    return folders


# ---- predict


def test_predict_answers_texts_outer_and_models_inner(tiny: dict[str, str]) -> None:
    models = (tiny["sentiment"], tiny["sentiment"] + "#untrained")
    found = answer("predict", "--model", models[0], "--model", models[1], "A good film.", "It's  bad")
    assert [(one["text"], one["model"]) for one in found] == [
        *(("A good film.", model) for model in models),
        *(("It's  bad", model) for model in models),
    ]
    for one in found:
        assert list(one) == ["model", "task", "text", "words", "seconds", "label", "scores", "caution"]
        assert list(one["scores"]) == ["negative", "positive"]
        assert sum(one["scores"].values()) == pytest.approx(1)
        assert one["scores"][one["label"]] == max(one["scores"].values())
        assert [one["text"][word["start"] : word["end"]] for word in one["words"]] == [
            word["text"] for word in one["words"]
        ]
    assert [word["text"] for word in found[2]["words"]] == ["It", "'s", "bad"]
    assert [word["known"] for word in found[2]["words"]] == [False, False, True]


def test_predict_tags_words_and_says_which_were_not_read(tiny: dict[str, str]) -> None:
    (one,) = answer("predict", "--model", tiny["pos"], "a good film the bad dog barks")
    assert list(one) == ["model", "task", "text", "words", "seconds", "tags", "scores", "caution"]
    assert [word["read"] for word in one["words"]] == [True] * 6 + [False]
    assert one["tags"][6] is None
    assert one["scores"][6] is None
    assert set(one["tags"][:6]) <= set(TASKS["pos"].labels)


@pytest.mark.slow
def test_each_text_is_answered_by_the_shipped_models_of_its_language_unless_one_is_forced(tmp_path: Path) -> None:
    (tmp_path / "texts.txt").write_text("太差了\nA good film.\n", "utf-8")
    found = answer("predict", "--task", "pos", "--file", tmp_path / "texts.txt")
    assert [one["model"] for one in found] == [*checkpoints.shipped("pos", "zh"), *checkpoints.shipped("pos", "en")]
    forced = answer("predict", "--language", "en", "--file", tmp_path / "texts.txt")
    assert [one["model"] for one in forced] == checkpoints.shipped("sentiment", "en") * 2
    assert "\n  pos-zh-lstm: 电影/NOUN " in shown("predict", "--task", "pos", "电影太差了")
    edited = answer("edit", "这部电影太差了")
    assert [one["model"] for one in edited] == checkpoints.shipped("sentiment", "zh")


def test_predict_takes_words_that_are_split_already(tiny: dict[str, str]) -> None:
    (one,) = answer("predict", "--pretokenized", "--model", tiny["pos"], "don't 3.5-litre U.S.")
    assert [word["text"] for word in one["words"]] == ["don't", "3.5-litre", "U.S."]


def test_predict_reads_a_text_a_line_and_takes_off_only_the_line_end(tiny: dict[str, str], tmp_path: Path) -> None:
    content = b'\xef\xbb\xbfa good film\r\n  \xe7\x94\xb5\xe5\xbd\xb1\t \n\n"the", \xe2\x80\xa8 dog'
    texts = ["a good film", "  电影\t ", "", '"the", \u2028 dog']
    file = tmp_path / "texts.txt"
    file.write_bytes(content)
    assert [one["text"] for one in answer("predict", "--model", tiny["sentiment"], "--file", file)] == texts
    piped = answer("predict", "--model", tiny["sentiment"], "--file", "-", given=content + b"\n")
    assert [one["text"] for one in piped] == texts


def test_predict_gives_every_text_back_as_it_was(tiny: dict[str, str]) -> None:
    texts = ["", " ", "a", "!?", "שלום עולם", "e\u0301", "👩‍👩‍👧‍👦 好", "-", "--json", "a\nb", "\ufeffa"]
    found = answer("predict", "--model", tiny["sentiment"], "--model", tiny["pos"], "--", *texts)
    assert [one["text"] for one in found] == [text for text in texts for _ in range(2)]


@pytest.mark.skipif(os.name == "nt", reason="arguments are not bytes there")
def test_predict_survives_bytes_that_are_no_text(tiny: dict[str, str]) -> None:
    (one,) = answer("predict", "--model", tiny["pos"], b"\xff dog")
    assert one["text"] == "\udcff dog"
    assert "\\udcff" in shown("predict", "--model", tiny["pos"], b"\xff dog")


def test_predict_draws_a_table_for_people(tiny: dict[str, str]) -> None:
    lines = shown("predict", "--model", tiny["sentiment"], "--model", tiny["pos"], "the good 电影 dog").splitlines()
    assert lines[0] == "the good 电影 dog"
    assert lines[1].split() == ["model", "label", "negative", "positive"]
    assert lines[2].split()[0] == tiny["sentiment"]
    assert [line.split()[0] for line in lines[3:9]] == ["word", "the", "good", "电", "影", "dog"]
    assert lines[3].index(tiny["pos"]) == lines[4].index(lines[4].split()[1]) == lines[6].index(lines[6].split()[1]) + 1


@pytest.mark.slow
def test_whoever_reads_the_answer_may_stop_early(tiny: dict[str, str]) -> None:
    command = [sys.executable, "-m", "playground", "predict", "--json", "--model", tiny["pos"], "dog " * 10_000]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(1)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0
    process.stderr.close()


# ---- models, evaluate


def test_models_lists_what_is_shipped() -> None:
    found = answer("models")
    assert [one["id"] for one in found] == checkpoints.shipped(language=None, variant=None)
    for one in found:
        assert list(one) == [
            "id",
            "task",
            "architecture",
            "parameters",
            "bytes",
            "labels",
            "source",
            "metrics",
            "revision",
            "language",
            "variant",
        ]
        assert (one["source"], one["revision"]) == ("bundled", "")
        assert one["language"] == ("zh" if "-zh-" in one["id"] else "en")
    table = shown("models").splitlines()
    assert [line.split()[0] for line in table] == ["model", *checkpoints.shipped(language=None, variant=None)]


def test_evaluate_reports_on_a_table(tiny: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "films.csv"
    file.write_text("v1,v2\npositive,a good film\nnegative,the bad dog\nnegative,\n")
    report = answer(
        "evaluate", "--model", tiny["sentiment"], "--data", file, "--text-column", "v2", "--label-column", "1"
    )
    assert (report["model"], report["task"], report["data"]) == (tiny["sentiment"], "sentiment", str(file))
    assert report["examples"] == 2
    assert "words" not in report
    predicted = answer("predict", "--model", tiny["sentiment"], "a good film", "the bad dog")
    right = [one["label"] == gold for one, gold in zip(predicted, ("positive", "negative"), strict=True)]
    assert report["accuracy"] == sum(right) / 2


def test_evaluate_reports_on_tagged_words(tiny: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "words.conllu"
    file.write_text(SENTENCE * 3)
    report = answer("evaluate", "--model", tiny["pos"], "--data", file)
    assert (report["examples"], report["words"], report["unknown_word_accuracy"]) == (3, 6, None)
    assert report["labels"]["ADJ"]["support"] == report["labels"]["NOUN"]["support"] == 3
    table = shown("evaluate", "--model", tiny["pos"], "--data", file)
    assert "3 examples" in table
    assert [line.split()[-1] for line in table.splitlines() if line.startswith(("ADJ", "NOUN"))] == ["3", "3"]


# ---- train, app


@pytest.mark.slow
def test_train_writes_a_checkpoint_that_can_be_asked(tmp_path: Path) -> None:
    (tmp_path / "films.tsv").write_text(ROWS)
    (tmp_path / "other.tsv").write_text(ROWS.replace("dog", "cat").replace("film", "play"))
    given = ("--data", tmp_path / "films.tsv", "--validation", tmp_path / "other.tsv", "--epochs", "2", "--seed", "3")
    done = run("train", *given, "--architecture", "textcnn", "--from-scratch", "--out", tmp_path / "made", "--json")
    assert done.returncode == 0, done.stderr.decode()
    summary = json.loads(done.stdout)
    assert {
        *("checkpoint", "task", "architecture", "labels", "examples", "dropped", "best_epoch", "epochs", "metrics"),
        *("baselines", "seconds"),
    } <= set(summary)
    assert (summary["task"], summary["architecture"]) == ("sentiment", "textcnn")
    assert sorted(summary["labels"]) == ["negative", "positive"]
    assert summary["examples"] == {"train": 16, "validation": 16}
    assert set(summary["baselines"]) == {"majority", "tfidf_logistic_regression"}
    assert len(summary["epochs"]) == 2
    report = answer("evaluate", "--model", tmp_path / "made", "--data", tmp_path / "other.tsv")
    assert report["accuracy"] == pytest.approx(summary["metrics"]["accuracy"])


@pytest.mark.slow
def test_app_serves_the_page() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "playground", "app", "--host", "127.0.0.1", "--port", str(port)]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell that runs the tests behind it ignores it
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heard)
    try:
        deadline = time.monotonic() + 60
        while True:
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < deadline
            try:
                page = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).read()
                break
            except urllib.error.URLError:
                time.sleep(0.2)
        assert b"<html" in page
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


# ---- what the caller can mend


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "The following arguments are required: COMMAND. See python -m playground --help."),
        (["predict"], "Give the texts either as arguments or with --file F."),
        (["predict", "--file", "a", "b"], "Give the texts either as arguments or with --file F."),
        (["predict", "--task", "weather", "a"], "There is no task 'weather'. Choose one of: sentiment, pos."),
        (
            ["predict", "--task", "pos", "--model", "./m", "a"],
            "--task asks all shipped models of a task and --model a model of its own. Give one of them.",
        ),
        (["predict", "--language", "fr", "a"], "There is no language 'fr'. Choose one of: en, zh."),
        (
            ["edit", "--language", "zh", "--model", "./m", "a"],
            "--language chooses among the shipped models and --model names one. Give one of them.",
        ),
        (
            ["predict", "-x"],
            "Unrecognized arguments: -x. See python -m playground --help. "
            "Put -- before a text that begins with a hyphen.",
        ),
        (["predict", "--file", "./no\nsuch"], r"There is no file './no\nsuch'. Check the path."),
        (
            ["predict", "--file", "./tests"],
            "tests cannot be read: Is a directory. Give a readable file.",
        ),
        (
            ["evaluate", "--model", "./m"],
            "The following arguments are required: --data. See python -m playground evaluate --help.",
        ),
        (["train"], "There is nothing to train on. Give --data F, or --recipe F with --data-root D."),
        (["train", "--recipe", "r"], "--recipe needs --data-root, the folder that holds the recipe's data."),
        (
            ["train", "--recipe", "r", "--data-root", "d", "--seed", "1"],
            "A recipe says all of its settings, so --seed cannot stand beside --recipe. "
            "Leave it out, or change the recipe.",
        ),
        (["train", "--data", "f"], "There is no model to train. Give --architecture A, or --from REF."),
        (
            ["train", "--data", "f", "--architecture", "rnn", "--from", "./m"],
            "--from starts from a checkpoint, whose architecture the model has, so --architecture cannot stand beside "
            "it. Leave one of them out.",
        ),
        (
            ["train", "--data", "f", "--architecture", "rnn", "--vectors", "v"],
            "--vectors are what a model without a source starts from. Give --from-scratch beside it.",
        ),
        (
            ["train", "--data", "f", "--from", "./m", "--language", "zh"],
            "--language chooses the shipped checkpoint to start from, so --from cannot stand beside it. "
            "Leave one of them out.",
        ),
        (["train", "--data", "./no.csv", "--architecture", "rnn"], "There is no file no.csv. Check the path."),
        (["train", "--data", "f", "--data-root", "d"], "--data-root belongs to --recipe. Leave it out."),
        (["train", "--data", "f", "--seeds", "1", "0"], SEED_TWICE),
        (["train", "--data", "f", "--seed", "2", "--seeds", "2"], SEED_TWICE),
        (
            ["train", "--data", "f", "--architecture", "rnn", "--epochs", "x"],
            "Argument --epochs: invalid int value: 'x'. See python -m playground train --help.",
        ),
    ],
)
def test_a_mistake_is_one_line_and_status_2(arguments: list[str], message: str) -> None:
    assert mistake(*arguments) == message


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    line = mistake("predict", "--json", "--model", tmp_path / "none", "a")
    assert str(tmp_path / "none")[:20] in line


def test_files_that_cannot_be_used_are_named(tiny: dict[str, str], tmp_path: Path) -> None:
    latin = tmp_path / "latin.txt"
    latin.write_bytes("fine\ncafé\n".encode("latin-1"))
    assert [one["text"] for one in answer("predict", "--model", tiny["pos"], "--file", latin)] == ["fine", "café"]
    told = mistake("predict", "--model", tiny["pos"], "--file", latin, "--encoding", "utf-8")
    assert told == "latin.txt is not in the encoding utf-8. Name another one, or none: then it is guessed."
    (tmp_path / "table.txt").write_text("1~so fine, it was~x\n2~not at all~y\n", "utf-8")
    table = answer("predict", "--model", tiny["pos"], "--file", tmp_path / "table.txt", "--delimiter", "~")
    assert [one["text"] for one in table] == ["so fine, it was", "not at all"]
    assert (
        mistake("predict", "--model", tiny["pos"], "--file", "-") == "'standard input' is empty. Give one text a line."
    )
    rows = tmp_path / "rows.csv"
    rows.write_text("text,label\nso,it,goes\n")
    assert mistake("evaluate", "--model", tiny["sentiment"], "--data", rows) == (
        "rows.csv has 1 row that cannot be used. Row 2 has 3 cells, the first row has 2. Fix the rows or delete them."
    )
    assert mistake("evaluate", "--json", "--model", tiny["pos"], "--data", tmp_path / "none.conllu") == (
        "There is no file none.conllu. Check the path."
    )


def test_help_is_no_mistake() -> None:
    for command in ("", "app", "models", "predict", "evaluate", "train"):
        assert shown(*([command] if command else []), "--help").startswith("usage: python -m playground")
