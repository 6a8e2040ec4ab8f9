"""Fine-tuning: the plan and its reasons, what is learnt, what comes out, and what never changes."""

import hashlib
import json
import random
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from playground import devices
from playground.checkpoints import load, read, session_store
from playground.data.examples import Examples
from playground.errors import BadInput, Unreachable
from playground.evaluation.evaluate import evaluate
from playground.lenses.predict.predict import predict
from playground.models import ARCHITECTURES
from playground.tasks import UPOS
from playground.training.finetune import zero_gpu
from playground.training.finetune.plan import Plan, suggest
from tests.tiny import write
from tests.training.finetune.toy import done, toy


def tagged(number: int, tags: dict[str, str], seed: int = 0) -> Examples:
    """Sentences whose words each have one tag."""
    draw = random.Random(seed)
    words = tuple(tuple(draw.choices(list(tags), k=draw.randint(2, 6))) for _ in range(number))
    labels = tuple(tuple(tags[word] for word in sentence) for sentence in words)
    return Examples("pos", tuple(map(" ".join, words)), words, labels, "toy.conllu", "0" * 64)


def bytes_of(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


# --- the training --------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_what_can_be_told_apart_is_learnt_from_a_shipped_checkpoint_which_stays_as_it_was(
    architecture: str, tmp_path: Path
) -> None:
    train, held = toy(240), toy(120, seed=1)
    plan = replace(suggest(train, architecture), epochs=6)
    assert plan.source is not None
    source = load(plan.source)
    assert source.folder is not None
    files, weights = bytes_of(source.folder), {k: v.clone() for k, v in source.model.state_dict().items()}
    _, tuned = done(train, held, plan, tmp_path / "made")
    assert tuned.summary["metrics"]["macro_f1"] > 0.95
    assert tuned.verdict.key in ("verdict-better", "verdict-even")
    assert bytes_of(source.folder) == files
    assert all(bool((value == weights[key]).all()) for key, value in source.model.state_dict().items())
    made = read(str(tmp_path / "made"))
    assert set(source.vocabulary.words) <= set(made.vocabulary.words)
    report = evaluate(made, held)
    assert report.macro_f1 == tuned.summary["metrics"]["macro_f1"]
    assert report.confusion == tuned.report["confusion"]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_what_comes_out_is_told_whole(architecture: str, tiny: dict[str, str], tmp_path: Path) -> None:
    train, held = toy(60), toy(24, seed=1)
    plan = Plan("sentiment", architecture, tiny[f"sentiment-{architecture}"], "mine", epochs=2)
    steps, tuned = done(train, held, plan, tmp_path / "made")
    assert [step.phase for step in steps if step.progress is None] == ["reading", "measuring"]
    assert [step.progress.epoch for step in steps if step.progress and step.progress.finished] == [1, 2]
    assert [len(step.history) for step in steps][-1] == 2
    assert tuned.summary["examples"] == {"train": 60, "validation": 24}
    assert tuned.summary["dropped"] == {"no text": 1}
    assert tuned.summary["labels"] == ["down", "up"]
    assert set(tuned.summary["baselines"]) == {"majority", "tfidf_logistic_regression"}
    assert json.loads(json.dumps(asdict(tuned), allow_nan=False)) == asdict(tuned), "plain values"

    made = read(str(tmp_path / "made"))
    answers = predict(made, list(held.texts))
    wrong = [at for at, (answer, gold) in enumerate(zip(answers, held.labels, strict=True)) if answer.label != gold]
    assert sorted(one["index"] for one in tuned.mistakes) == wrong
    sure = [one["probability"] for one in tuned.mistakes]
    assert sure == sorted(sure, reverse=True)
    for one in tuned.mistakes:
        assert one["text"] == held.texts[one["index"]]
        assert one["gold"] == held.labels[one["index"]] != one["predicted"] == answers[one["index"]].label
        assert one["probability"] == pytest.approx(answers[one["index"]].scores[one["predicted"]], abs=1e-6)
    counts = tuned.report["confusion"]["counts"]
    assert [[len(cell) for cell in row] for row in tuned.cells] == counts, "24 examples: every one is shown"
    assert sum(one["count"] for one in tuned.calibration["bins"]) == 24
    assert tuned.calibration["temperature"] == made.temperature
    assert tuned.calibration["error"] == pytest.approx(tuned.report["calibration_error"], abs=1e-9)

    card = (tmp_path / "made" / "README.md").read_text("utf-8")
    assert yaml.safe_load(card.split("---\n")[1])["pipeline_tag"] == "text-classification"
    assert tuned.verdict.sentence in card
    assert "Labels of the training examples: down 30, up 30." in card
    assert not any(text in card for text in train.texts), "the data is described and not included"
    recipe = json.loads((tmp_path / "made" / "training.json").read_text("utf-8"))
    assert recipe["stages"][0]["plan"]["source"] == plan.source
    assert recipe["stages"][0]["share"] == pytest.approx(24 / 84, abs=1e-3)


@pytest.mark.slow
def test_the_same_examples_and_seed_give_the_same_numbers(tiny: dict[str, str], tmp_path: Path) -> None:
    train, held = toy(60), toy(24, seed=1)
    plan = Plan("sentiment", "transformer", tiny["sentiment-transformer"], epochs=2, seed=4)
    for name, one in (("a", plan), ("b", plan), ("c", replace(plan, seed=5))):
        done(train, held, one, tmp_path / name)
    a, b, c = (bytes_of(tmp_path / name)["model.safetensors"] for name in "abc")
    assert a == b
    assert a != c


@pytest.mark.slow
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_a_tagger_keeps_its_head_where_the_tags_are_the_same(
    architecture: str, tiny: dict[str, str], tmp_path: Path
) -> None:
    tags = {"the": "DET", "dog": "NOUN", "good": "ADJ", "umami": "NOUN"}
    train, held = tagged(40, tags), tagged(10, tags, seed=1)
    plan = Plan(
        "pos",
        architecture,
        tiny[f"pos-{architecture}"],
        epochs=8,
        learning_rate=2e-2,
        word_dropout=0.0,
        texts_a_batch=4,
    )
    _, tuned = done(train, held, plan, tmp_path / "made")
    assert tuned.summary["labels"] == list(UPOS)
    assert tuned.summary["metrics"]["accuracy"] > 0.95
    assert set(tuned.summary["baselines"]) == {"majority", "most_frequent_tag"}
    cell = tuned.cells[UPOS_AT["DET"]][UPOS_AT["DET"]][0]
    assert cell["words"][cell["word"]] == "the"
    own = {"the": "D", "dog": "N"}
    _, tuned = done(tagged(20, own), tagged(5, own, seed=1), replace(plan, epochs=1), tmp_path / "own")
    assert tuned.summary["labels"] == ["D", "N"]


UPOS_AT = {tag: number for number, tag in enumerate(UPOS)}


def test_the_folder_does_not_give_away_the_reference_of_the_model_it_started_from(tmp_path: Path) -> None:
    source = session_store.keep(Path(write(tmp_path, "rnn", "sentiment")), "first\nmodel")
    plan = Plan("sentiment", "rnn", source, "second", epochs=1)
    done(toy(60), toy(24, seed=1), plan, tmp_path / "made")
    for name in ("training.json", "README.md"):
        assert source.removeprefix(session_store.SCHEME) not in (tmp_path / "made" / name).read_text("utf-8")
    assert (
        json.loads((tmp_path / "made" / "training.json").read_text())["stages"][0]["plan"]["source"] == "first\nmodel"
    )
    session_store.drop(source)


def test_frozen_parts_stay_as_they_were(tiny: dict[str, str], tmp_path: Path) -> None:
    plan = Plan("sentiment", "rnn", tiny["sentiment-rnn"], epochs=2, kept_rate=0.0)
    done(toy(60), toy(24, seed=1), plan, tmp_path / "frozen")
    old, new = read(tiny["sentiment-rnn"]), read(str(tmp_path / "frozen"))
    for name, value in old.model.encoder.state_dict().items():
        assert bool((new.model.encoder.state_dict()[name] == value).all()), name
    assert not bool((new.model.head.weight == old.model.head.weight).all())


def test_stopping_keeps_the_best_so_far(tiny: dict[str, str], tmp_path: Path) -> None:
    calls = 0

    def stop() -> bool:
        nonlocal calls
        calls += 1
        return calls > 12

    plan = Plan("sentiment", "rnn", tiny["sentiment-rnn"], epochs=500, patience=500, texts_a_batch=8)
    _, tuned = done(toy(60), toy(24, seed=1), plan, tmp_path / "made", stop=stop)
    assert tuned.stopped
    assert len(tuned.summary["epochs"]) < 5
    assert [note.key for note in tuned.notes if note.key != "tuned-taught"] == ["tuned-stopped"]
    assert read(str(tmp_path / "made")).config.labels == ("down", "up")


def test_a_learning_rate_that_explodes_stops_with_a_sentence(tiny: dict[str, str], tmp_path: Path) -> None:
    plan = Plan("sentiment", "textcnn", tiny["sentiment-textcnn"], epochs=3, learning_rate=10.0)
    try:
        _, tuned = done(toy(60), toy(24, seed=1), plan, tmp_path / "made")
    except BadInput as error:
        assert str(error).endswith("The learning rate is 10. Try a tenth of it.")
        assert not (tmp_path / "made").exists()
    else:
        assert "tuned-exploded" in [note.key for note in tuned.notes]


def one_label(given: Examples) -> Examples:
    return replace(given, labels=("up",) * len(given))


@pytest.mark.parametrize(
    ("make", "change", "message"),
    [
        (
            one_label,
            {},
            "All examples of toy.csv have the label 'up'. A model needs two labels or more to tell apart. Choose "
            "another label column, or add examples.",
        ),
        (
            lambda one: one,
            {"epochs": 0},
            "The setting epochs is 0. Allowed is a whole number from 1 to 1000. Change it.",
        ),
        (
            lambda one: one,
            {"learning_rate": float("nan")},
            "The setting learning_rate is nan. Allowed is a number from 1e-07 to 10. Change it.",
        ),
    ],
)
def test_what_cannot_be_trained_is_said_before_anything_is_written(
    make: Callable[[Examples], Examples], change: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.raises(BadInput) as refused:
        done(make(toy(20)), make(toy(8)), replace(Plan("sentiment", "rnn", None), **change), tmp_path / "made")
    assert str(refused.value) == message
    assert not (tmp_path / "made").exists()


# --- a GPU that is lent in slices ----------------------------------------------------------------


@pytest.mark.slow
def test_where_the_gpu_is_lent_in_slices_the_same_model_comes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan("sentiment", "textcnn", None, "toy", epochs=3)
    _, whole = done(toy(60), toy(24, seed=1), plan, tmp_path / "whole")
    monkeypatch.setattr(devices, "has_zero_gpu", lambda: True)
    monkeypatch.setattr(zero_gpu, "SLICE_SECONDS", 0.0)  # an epoch each
    steps, sliced = done(toy(60), toy(24, seed=1), plan, tmp_path / "sliced")
    assert [step.history[-1]["epoch"] for step in steps if step.progress and step.progress.finished] == [1, 2, 3]
    assert bytes_of(tmp_path / "sliced")["model.safetensors"] == bytes_of(tmp_path / "whole")["model.safetensors"]
    assert sliced.summary["metrics"] == whole.summary["metrics"]


def test_a_gpu_that_is_taken_back_leaves_a_model_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "has_zero_gpu", lambda: True)
    monkeypatch.setattr(zero_gpu, "SLICE_SECONDS", 0.0)
    lent: list[int] = []
    slice_of = zero_gpu.run_slice

    def once(*given: Any) -> Any:
        if lent:
            raise Unreachable("The GPU was not lent.", key="gpu-not-lent", reason="You have exceeded your GPU quota")
        lent.append(1)
        return slice_of(*given)

    monkeypatch.setattr(zero_gpu, "run_slice", once)
    _, tuned = done(toy(60), toy(24, seed=1), Plan("sentiment", "textcnn", None, "toy", epochs=3), tmp_path / "made")
    assert [note.sentence for note in tuned.notes] == [
        "The GPU that was lent was taken back before training had ended (You have exceeded your GPU quota). This is "
        "the best model up to then."
    ]
    assert len(tuned.summary["epochs"]) == 1
    assert load(str(tmp_path / "made")).config.labels == ("down", "up")
