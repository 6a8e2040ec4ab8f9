"""The commands explain and faithfulness."""

import json
from pathlib import Path
from typing import Any

import pytest

from playground.checkpoints import load
from playground.lenses.explain.explain import explain
from playground.lenses.explain.faithfulness import TRIALS
from playground.lenses.explain.faithfulness_over_texts import markdown_table as faithfulness_table
from playground.lenses.explain.faithfulness_over_texts import with_row
from tests.command_line import run

TEXT = "A good dog, not a bad film."


def answer(*arguments: str | Path) -> Any:
    """The JSON of a command that succeeds and says nothing else."""
    done = run(*arguments, "--json")
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return json.loads(done.stdout)


def mistake(*arguments: str | Path) -> str:
    """The one line of a command that the caller can mend, without its `error: `."""
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, b""), done
    (line,) = done.stderr.decode().splitlines()
    return line.removeprefix("error: ")


@pytest.mark.parametrize(
    ("model", "more", "settings"),
    [
        ("sentiment-textcnn", ["--method", "deep_lift", "--baseline", "mean"], {"baseline": "mean"}),
        ("pos-lstm", ["--word", "2", "--target", "VERB"], {"word": 2, "target": "VERB"}),
        ("sentiment-rnn", ["--method", "lime", "--seed", "4", "--param", "samples=200"], {"seed": 4, "samples": 200}),
        ("pos-transformer", ["--method", "saliency", "--param", "magnitude=true"], {"magnitude": True}),
    ],
)
def test_the_command_prints_the_record_of_python(
    tiny: dict[str, str], model: str, more: list[str], settings: dict[str, Any]
) -> None:
    found = answer("explain", "--model", tiny[model], *more, TEXT)
    method = more[1] if more[0] == "--method" else "integrated_gradients"
    expected = explain(load(tiny[model]), TEXT, method, **settings).as_json()
    assert found.pop("seconds") > 0
    del expected["seconds"]
    scores, logits = ("scores", "logit", "baseline_logit", "gap"), expected
    for name in scores:
        assert found.pop(name) == pytest.approx(logits.pop(name), abs=1e-6)
    assert found == expected


def test_people_are_shown_a_row_a_word_the_gap_and_the_spread(tiny: dict[str, str]) -> None:
    done = run("explain", "--model", tiny["pos-rnn"], "--method", "shapley_value_sampling", "--word", "1", TEXT)
    lines = done.stdout.decode().splitlines()
    assert "of word 1 (good), in logits: above zero speaks for the target" in lines[0]
    assert [line.split()[1] for line in lines[2:10]] == ["A", "good", "dog", ",", "not", "a", "bad", "film"]
    assert all(line.split()[2][0] in "+-" for line in lines[2:11])
    assert "with the baseline (padding) in place" in lines[11]
    assert lines[12].startswith("gap ") and lines[12].endswith("under 2 % of the scores' sizes")
    assert lines[13].startswith("asked again with another seed, a score differs by up to")
    exact = run("explain", "--model", tiny["pos-rnn"], "--method", "kernel_shap", "--word", "1", TEXT)
    assert exact.stdout.decode().splitlines()[13:] == ["exact: every subset of the words was read"]


def test_a_slope_is_not_called_a_share_of_the_answer(tiny: dict[str, str]) -> None:
    for more, unit in ((), "slopes of the logit"), (("--param", "magnitude=true"), "lengths of the logit's gradient"):
        done = run("explain", "--model", tiny["sentiment-rnn"], "--method", "saliency", *more, TEXT)
        lines = done.stdout.decode().splitlines()
        assert "speaks for" not in lines[0] and f", in {unit}" in lines[0]
        assert len(lines) == 12 and "baseline" not in lines[11]  # which has no part in it


def test_the_seed_of_the_spread_is_one_too(tiny: dict[str, str]) -> None:
    done = run("explain", "--model", tiny["sentiment-rnn"], "--method", "lime", "--seed", str(2**31 - 1), TEXT)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--method", "deep_lift"], "deep_lift is not for this architecture (lstm): "),
        (["--method", "lrp"], "lrp is for none of these models: "),
        (["--method", "magic"], "There is no method 'magic'. Choose one of: saliency, "),
        (["--param", "steps"], "--param 'steps' is no parameter. Write it as name=value, for instance steps=200."),
        (["--param", "method=lime"], "--param 'method=lime' is no parameter."),
        (["--param", "speed=9"], "There is no parameter of integrated_gradients 'speed'. Choose one of: steps."),
        (["--param", "steps=1"], "The parameter steps is '1'. Allowed: a whole number from 5 to 800."),
        (["--word", "99"], "There is no word 99 to explain."),
    ],
)
def test_a_mistake_is_said_in_one_line(tiny: dict[str, str], more: list[str], message: str) -> None:
    assert mistake("explain", "--model", tiny["pos-lstm"], TEXT, *more).startswith(message)


@pytest.mark.slow
def test_the_table_of_faithfulness_has_a_row_a_method_and_model(tiny: dict[str, str], tmp_path: Path) -> None:
    data = tmp_path / "some.tsv"
    data.write_text(
        f"text\tlabel\n{TEXT}\tpositive\nshort\tnegative\nnot a good film at all .\tnegative\nextra {TEXT}\tpositive\n"
    )
    methods = ["--method", "saliency", "--method", "deep_lift"]
    models = ["--model", tiny["sentiment-rnn"], "--model", tiny["sentiment-textcnn"]]
    done = run("faithfulness", "--data", data, *models, *methods, "--sentences", "3", "--json")
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert [(one["model"], one["method"], one["texts"]) for one in found] == [
        (tiny["sentiment-rnn"], "saliency", 2),  # DeepLift is not for an RNN, and one text is too short
        (tiny["sentiment-textcnn"], "saliency", 2),
        (tiny["sentiment-textcnn"], "deep_lift", 2),
    ]
    assert all(list(one["measures"]) == list(TRIALS) for one in found)
    page = tmp_path / "page.md"
    page.write_text(f"# Means\n\n{faithfulness_table([])}\n\nThe end.\n")
    for some in (models[:2], models, models[2:]):  # one model at a time, or again
        done = run("faithfulness", "--data", data, *some, *methods, "--sentences", "3", "--table", page)
        assert done.returncode == 0
        if some == models:
            table = done.stdout.decode().splitlines()
    assert len(table) == 5
    assert len({line.count("|") for line in table}) == 1
    assert page.read_text() == "\n".join(["# Means", "", *table, "", "The end.", ""])
    page.write_text("# No table\n")
    asked: list[str | Path] = ["faithfulness", "--data", data, *models]
    assert mistake(*asked, *methods, "--table", page).startswith("The file has no table of faithfulness to write into.")
    assert mistake(*asked, "--sentences", "-1").startswith("--sentences is -1. It has to be 1 or more.")
    assert mistake(*asked, "--method", "lrp").startswith("lrp is for none of these models: ")
    assert mistake(*asked[:5], "--method", "deep_lift").startswith("deep_lift is not for this architecture (rnn): ")


def test_a_new_row_goes_behind_the_table_that_it_belongs_to() -> None:
    rows = ["| saliency | a | 1 |", "| lime | a | 1 |"]
    document = f"# One\n\n{faithfulness_table(rows[:1])}\n\n# Two\n\n| model | gap |\n|---|---|\n| a | 0 |\n"
    assert with_row(document, rows[1]) == document.replace(rows[0], "\n".join(rows))


def test_texts_that_are_all_too_short_are_refused(tiny: dict[str, str], tmp_path: Path) -> None:
    data = tmp_path / "short.tsv"
    data.write_text("text\tlabel\ngood\tpositive\nbad\tnegative\n")
    done = run("faithfulness", "--data", data, "--model", tiny["sentiment-rnn"], "--method", "saliency")
    assert done.returncode == 2
    last = done.stderr.decode().splitlines()[-1]
    assert last == "error: None of the 2 texts has 6 words or more. Give longer texts."
