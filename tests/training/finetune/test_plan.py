"""The plan of a fine-tuning: what is suggested, and why."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from playground.data.examples import Examples
from playground.errors import NotApplicable, NotFound, PlaygroundError
from playground.models import ARCHITECTURES
from playground.training.finetune import plan as finetune_plan
from playground.training.finetune.plan import Plan, suggest
from tests.training.finetune.toy import done, toy


@pytest.mark.slow
def test_a_plan_starts_from_the_shipped_checkpoint_where_that_knows_the_words() -> None:
    plan = suggest(toy(100), "lstm", seed=3, title="toy · LSTM")
    assert (plan.task, plan.architecture, plan.source) == ("sentiment", "lstm", "sentiment-lstm")
    assert (plan.seed, plan.title) == (3, "toy · LSTM")
    assert plan.reasons["source"].sentence == "It starts from sentiment-lstm, which knows 100 % of these words."
    chinese = Examples("sentiment", ("房间很大", "服务太差"), None, ("1", "0"), "own", "0" * 64)
    assert suggest(chinese, "lstm").source == "sentiment-zh-lstm"
    assert "sentiment-zh-lstm, which knows 100 %" in suggest(chinese, "lstm").reasons["source"].sentence
    assert suggest(toy(100), "lstm", language="zh").reasons["source"].key == "plan-unknown-words"
    with pytest.raises(NotFound, match="There is no language 'fr'"):
        suggest(chinese, "lstm", language="fr")
    plan = suggest(chinese, "lstm", language="en")
    assert plan.source is None
    assert plan.reasons["source"].key == "plan-unknown-words"
    assert plan.reasons["source"].sentence.startswith(
        "sentiment-lstm knows only 0 % of these words, so nothing of it is of use here. It starts from word vectors"
    )
    assert suggest(toy(100), "lstm", None).source is None


@pytest.mark.slow
def test_what_begins_without_a_checkpoint_is_taught_by_a_linear_model(tmp_path: Path) -> None:
    plan = suggest(toy(100), "rnn", None)
    assert plan.taught
    assert plan.settings.average > 0
    assert not suggest(toy(100), "rnn").taught
    assert not suggest(toy(300, rare=25), "rnn", None).taught, "its answers cannot be weighed"
    changes: tuple[dict[str, Any], ...] = ({}, {"class_weights": True}, {"taught": False})
    for change, taught in zip(changes, (True, False, False), strict=True):
        folder = tmp_path / "-".join(["made", *change])
        _, tuned = done(toy(40), toy(12, seed=1), replace(plan, epochs=1, **change), folder)
        assert ("tuned-taught" in [note.key for note in tuned.notes]) == taught
        assert ("It began without a checkpoint" in (folder / "README.md").read_text()) == taught


def test_a_plan_gives_short_files_more_rounds_than_long_ones() -> None:
    few, many = suggest(toy(100), "rnn"), suggest(replace_texts(toy(2_000), "word " * 500), "rnn")
    assert (few.epochs, many.epochs) == (finetune_plan.EPOCHS[1], finetune_plan.EPOCHS[0])
    assert "rounds take a minute or two" in few.reasons["epochs"].sentence
    minutes = round(5 * many.reasons["epochs"].values["words"] / ARCHITECTURES["rnn"].words_to_read)
    assert minutes >= 3
    assert f"5 rounds take about {minutes} minutes on two processor cores" in many.reasons["epochs"].sentence


def replace_texts(given: Examples, text: str) -> Examples:
    return replace(given, texts=(text,) * len(given))


def test_a_plan_goes_to_json_and_back() -> None:
    plan = suggest(toy(100, rare=20), "textcnn", title="mine")
    assert Plan.from_json(json.loads(json.dumps(asdict(plan)))) == plan
    assert Plan.from_json(json.loads(json.dumps(plan.as_json()))) == replace(plan, title="")


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({"architecture": "gru"}, NotFound, "There is no architecture 'gru'."),
        ({"source": "sentiment-gru"}, NotFound, "There is no checkpoint 'sentiment-gru'."),
        (
            {"source": "pos-lstm"},
            NotApplicable,
            "pos-lstm has the architecture lstm and does the task pos. The new model is to be lstm for sentiment. "
            "Choose a checkpoint of that kind.",
        ),
        ({"source": "sentiment-rnn"}, NotApplicable, "sentiment-rnn has the architecture rnn and does the task"),
        ({"source": "session:gone"}, NotFound, "This model is gone"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(
    change: dict[str, Any], kind: type[PlaygroundError], message: str, tmp_path: Path
) -> None:
    given: dict[str, Any] = {"architecture": "lstm", "source": None, **change}
    with pytest.raises(kind) as refused:
        suggest(toy(20), given["architecture"], given["source"])
    assert str(refused.value).startswith(message)
