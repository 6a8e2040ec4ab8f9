"""A pretrained encoder as a teacher: fine-tuned, asked in windows, stored, and named on the card."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from transformers import BertModel

from playground.data.examples import Examples
from playground.errors import BadInput
from playground.training.pretrained_encoder import (
    ENCODER_FILES,
    EncoderClassifier,
    EncoderSettings,
    Pieces,
    encoder_teacher,
    fit_encoder,
)
from playground.training.recipes.run import run_recipe
from tests import strangers
from tests.training.films import entry, small_recipe, written

GOOD, BAD = ("a good film", "really good"), ("a bad film", "never watchable")
EXAMPLES = Examples("sentiment", (*GOOD, *BAD) * 8, None, ("positive", "positive", "negative", "negative") * 8, "", "")


@pytest.fixture
def folder(root: Path) -> Path:
    """A tiny BERT with random weights, as a folder of the transformers library."""
    made = root / "tiny"
    torch.manual_seed(0)
    BertModel(strangers.settings("bert", "sentiment")).save_pretrained(made)
    strangers.tokenizer().save(str(made / "tokenizer.json"))
    return made


def test_it_learns_what_the_examples_say(folder: Path) -> None:
    settings = EncoderSettings(epochs=12, learning_rate=0.01, texts_a_batch=8, dropout=0)
    told: list[str] = []
    model = fit_encoder(folder, [EXAMPLES], ["negative", "positive"], settings, 1, told.append)
    found = encoder_teacher(lambda: model, folder, settings)([text.split() for text in (*GOOD, *BAD)])
    assert [row.argmax() for row in found] == [1, 1, 0, 0]
    assert np.allclose([row.sum() for row in found], 1, atol=1e-6)


def test_a_long_text_is_answered_by_the_mean_over_the_logits_of_its_windows(folder: Path) -> None:
    model = EncoderClassifier(folder, 2, 0).eval()
    settings, pieces = EncoderSettings(pieces=8), Pieces.read(folder)
    words = ["good", "film", "not", "bad", "the", "a", "it", "do", "really", "never"]
    ids = pieces.ids([words])[0]
    assert len(ids) == 10
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        logits = torch.cat([model(*pieces.batch([ids[:6]])), model(*pieces.batch([ids[6:]]))]).float()
    expected = logits.mean(0).softmax(0).numpy()
    both = encoder_teacher(lambda: model, folder, settings)([["good"], words, []])
    assert both[1] == pytest.approx(expected, abs=2e-3)
    assert len(both) == 3 and both[2].shape == (2,), "a text without words has an answer too"


def test_padding_changes_nothing(folder: Path) -> None:
    model, pieces = EncoderClassifier(folder, 2, 0).eval(), Pieces.read(folder)
    short, long = pieces.ids([["good"], ["a", "good", "film", "really", "good"]])
    with torch.inference_mode():
        alone, beside = model(*pieces.batch([short])), model(*pieces.batch([short, long]))[:1]
    assert torch.allclose(alone, beside, atol=1e-6)


@pytest.mark.parametrize("change", [{"epochs": 0}, {"pieces": 4}, {"learning_rate": 2}, {"dropout": 1}])
def test_settings_have_bounds(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"epochs|learning_rate"):
        EncoderSettings(**change)


def taught_by_encoder(root: Path, folder: Path) -> dict[str, Any]:
    fit, evaluate = small_recipe(root)["stages"]
    names = [f"{folder.name}/{name}" for name in ENCODER_FILES]
    encoder = {
        "stage": "encoder",
        "name": "large",
        "folder": folder.name,
        "files": [{"name": name, "sha256": hashlib.sha256((root / name).read_bytes()).hexdigest()} for name in names],
        "labels": ["negative", "positive"],
        "train": [entry(root, "films/train.csv", texts=10)],
        "validation": [entry(root, "films/test.csv")],
        "settings": {"epochs": 1, "texts_a_batch": 4},
    }
    data = [entry(root, "films/train.csv")]
    teach = {"stage": "teach", "name": "soft", "teachers": ["one"], "encoders": ["large"], "data": data}
    return {
        "stages": [encoder, {**fit, "name": "one"}, teach, {**fit, "teach": {"name": "soft", "share": 0.5}}, evaluate]
    }


@pytest.mark.slow
def test_a_recipe_has_it_as_a_teacher_and_its_card_names_it(root: Path, folder: Path, tmp_path: Path) -> None:
    told: list[str] = []
    recipe = taught_by_encoder(root, folder)
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"), told.append)
    assert any(line.startswith("encoder: films/test.csv 0.") for line in told)
    card = (tmp_path / "made" / "README.md").read_text("utf-8")
    assert "TextCNN, tiny, which was pretrained elsewhere and fine-tuned here" in card
    told.clear()
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "again"), told.append)
    assert any(line.startswith("encoder: taken from ") for line in told)


@pytest.mark.parametrize(
    "wrong",
    [
        {"files": []},
        {"labels": ["positive"]},
        {"settings": {"epochs": 0}},
        {"folder": "elsewhere"},
        {"train": [{"name": "films/train.csv", "texts": -1}]},
    ],
)
def test_a_recipe_with_something_wrong_in_it_is_refused(
    root: Path, folder: Path, tmp_path: Path, wrong: dict[str, Any]
) -> None:
    recipe = taught_by_encoder(root, folder)
    recipe["stages"][0] |= wrong
    with pytest.raises(BadInput, match="is not a recipe"):
        run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))


def test_weights_other_than_those_of_the_recipe_are_refused(root: Path, folder: Path, tmp_path: Path) -> None:
    recipe = taught_by_encoder(root, folder)
    save_file({"other": torch.zeros(1)}, folder / "model.safetensors")
    with pytest.raises(BadInput, match="sha256 differs"):
        run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))


def test_a_tokenizer_without_the_marks_is_refused(folder: Path) -> None:
    data = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    data["model"]["vocab"] = {("[X]" if word == "[SEP]" else word): at for word, at in data["model"]["vocab"].items()}
    data["post_processor"] = None
    (folder / "tokenizer.json").write_text(json.dumps(data), "utf-8")
    with pytest.raises(BadInput, match="Take an encoder of the BERT family"):
        Pieces.read(folder)
