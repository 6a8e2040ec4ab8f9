"""What a recipe may say, and what is refused before anything is trained."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playground.data.row_parts import MARKS
from playground.errors import BadCheckpoint, BadInput, NotFound, PlaygroundError
from playground.training.recipes.run import run_recipe
from tests.training.films import continued_recipe, masked_recipe, small_recipe, written


@pytest.mark.parametrize("change", [{"architecture": "textcnn"}, {"architecture": "lstm", "layers": 2}, {"letters": 1}])
def test_who_cannot_guess_words_is_refused(root: Path, tmp_path: Path, change: dict[str, Any]) -> None:
    recipe = masked_recipe(root)
    recipe["stages"][0]["config"] = {**recipe["stages"][0]["config"], **change}
    with pytest.raises(BadInput) as refused:
        run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    assert str(refused.value) == (
        "The recipe has a stage “masked” for a model that cannot learn to guess words that it does not see: that takes "
        "a Transformer, or an RNN or LSTM of one layer, that reads no letters. Take the stage out."
    )


@pytest.mark.parametrize("settings", [{"asked": 0}, {"hidden": 2}, {"clip": -1}, {"depth": 3}, {"epochs": 0}])
def test_settings_of_hidden_words_have_bounds(root: Path, tmp_path: Path, settings: dict[str, Any]) -> None:
    recipe = masked_recipe(root)
    recipe["stages"][0]["settings"] = {"epochs": 1, **settings}
    with pytest.raises(BadInput) as refused:
        run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    assert str(refused.value).endswith(BAD_LAYOUT)


BAD_LAYOUT = (
    "training.json is not a recipe: a JSON object with a list of “stages”, each with a “stage” and its data. "
    "Compare it with a training.json under checkpoints/."
)


@pytest.mark.parametrize(
    ("seeds", "stages", "message"),
    [
        ([-1], 2, "The seed is -1. It has to be a whole number from 0 to 2,147,483,647. Change it."),
        ([4, 3], 2, "The seed 3 is there twice; the recipe's own is 3. Give others."),
        ([4, 4], 2, "The seed 4 is there twice; the recipe's own is 3. Give others."),
        (
            [4],
            1,
            "Seeds were given, but the recipe does not measure its model at its end, or not only there. Let its last "
            "stage, and no earlier one, be “evaluate”, or leave the seeds out.",
        ),
    ],
)
def test_seeds_that_show_no_spread_are_refused(
    root: Path, tmp_path: Path, seeds: list[int], stages: int, message: str
) -> None:
    path = written(tmp_path, {"stages": small_recipe(root)["stages"][:stages]})
    with pytest.raises(BadInput) as refused:
        run_recipe(path, str(root), str(tmp_path / "made"), seeds=seeds)
    assert str(refused.value) == message
    assert not (tmp_path / "made").exists()


def test_a_stage_that_goes_on_has_the_sizes_of_the_earlier_one(root: Path, tmp_path: Path) -> None:
    recipe = continued_recipe(root)
    recipe["stages"][1]["config"] = {**recipe["stages"][1]["config"], "filters": 7}
    with pytest.raises(BadInput) as refused:
        run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    assert str(refused.value) == (
        "The recipe has a stage that goes on with the model of a stage before, which has other sizes. Give both the "
        "same “config”."
    )
    assert not (tmp_path / "stages").exists(), "said before anything is trained"


def edited(edit: Callable[[dict[str, Any], dict[str, Any]], Any]) -> Callable[[Path], dict[str, Any]]:
    """A recipe with something wrong in its stages `fit` and `evaluate`."""

    def make(root: Path) -> dict[str, Any]:
        recipe = small_recipe(root)
        edit(*recipe["stages"])
        return recipe

    return make


def reversed_stages(root: Path) -> dict[str, Any]:
    return {"stages": small_recipe(root)["stages"][::-1]}


def with_vectors_for_no_words(root: Path) -> dict[str, Any]:
    recipe = continued_recipe(root)
    recipe["stages"][1]["vector_file"] = {"name": "vectors.txt"}
    return recipe


@pytest.mark.parametrize(
    ("make", "kind", "message"),
    [
        (lambda root: "{", BadInput, BAD_LAYOUT),
        (lambda root: "[" * 100_000, BadInput, BAD_LAYOUT),
        (lambda root: [], BadInput, BAD_LAYOUT),
        (lambda root: {"stages": 3}, BadInput, BAD_LAYOUT),
        (lambda root: {"stages": ["fit"]}, BadInput, BAD_LAYOUT),
        (lambda root: {"stages": []}, BadInput, "has no stage “fit”. A recipe has to train a model. Add one."),
        (reversed_stages, BadInput, BAD_LAYOUT),
        (edited(lambda fit, test: fit.pop("config")), BadInput, BAD_LAYOUT),
        (edited(lambda fit, test: fit.pop("train")), BadInput, BAD_LAYOUT),
        (edited(lambda fit, test: fit.update(train=[])), BadInput, BAD_LAYOUT),
        (edited(lambda fit, test: fit.update(validation=[])), BadInput, BAD_LAYOUT),
        (edited(lambda fit, test: fit["train"][0].update(repeat=0)), BadInput, BAD_LAYOUT),
        (edited(lambda fit, test: fit["train"][0].update(name="opinions", made=4, part="dev")), BadInput, BAD_LAYOUT),
        (
            edited(lambda fit, test: fit["train"][0].update(part="held")),
            NotFound,
            f"There is no part of a file 'held'. Choose one of: {', '.join(sorted(MARKS))}.",
        ),
        (
            edited(lambda fit, test: fit["train"][0].update(part="train")),
            BadInput,
            "The recipe asks for the part “train” of train.csv, and no column marks rows so. Take the “part” out.",
        ),
        (edited(lambda fit, test: fit.update(kept=0.5)), BadInput, BAD_LAYOUT),  # of what, it does not say
        (edited(lambda fit, test: fit.update(vocabulary={"least": 1})), BadInput, BAD_LAYOUT),
        (edited(lambda fit, test: test["data"][0].pop("title")), BadInput, BAD_LAYOUT),
        (
            edited(lambda fit, test: fit.update(stage="distil")),
            NotFound,
            "There is no stage 'distil'. Choose one of: vectors, masked, encoder, fit, teach, tune, evaluate.",
        ),
        (
            edited(lambda fit, test: fit.update(vectors="glove")),
            NotFound,
            "There is no stage of vectors before this one: 'glove'. Choose one of: none.",
        ),
        (
            edited(lambda fit, test: fit.update({"from": "first"})),
            NotFound,
            "There is no named stage of fitting before this one: 'first'. Choose one of: none.",
        ),
        (with_vectors_for_no_words, BadInput, BAD_LAYOUT),
        (
            edited(lambda fit, test: fit["config"].update(architecture="gru")),
            NotFound,
            "There is no architecture 'gru'. Choose one of: rnn, lstm, textcnn, transformer.",
        ),
        (
            edited(lambda fit, test: fit["config"].update(filters=10**9)),
            BadCheckpoint,
            "The config has filters = 1000000000. Allowed: a whole number from 1 to 1,024. Change it.",
        ),
        (
            edited(lambda fit, test: fit["settings"].update(epochs=0)),
            BadInput,
            "The setting epochs is 0. Allowed is a whole number from 1 to 1000. Change it.",
        ),
        (
            edited(lambda fit, test: fit.update(seed=-1)),
            BadInput,
            "The seed is -1. It has to be a whole number from 0 to 2,147,483,647. Change it.",
        ),
        (
            edited(lambda fit, test: fit["train"][0].update(name="../films/train.csv")),
            BadInput,
            "The recipe names the data ../films/train.csv. Names have to lie inside the data root. Change the name.",
        ),
        (
            edited(lambda fit, test: test["data"][0].update(name="/etc/passwd")),
            BadInput,
            "The recipe names the data /etc/passwd. Names have to lie inside the data root. Change the name.",
        ),
        (
            edited(lambda fit, test: fit["train"][0].update(sha256="0" * 64)),
            BadInput,
            "train.csv is not the file that the recipe was made with (sha256 differs). "
            "Get the file that its card names.",
        ),
    ],
)
def test_a_recipe_that_cannot_be_run_is_refused_before_anything_is_written(
    root: Path, tmp_path: Path, make: Callable[[Path], Any], kind: type[PlaygroundError], message: str
) -> None:
    path = written(tmp_path, make(root))
    with pytest.raises(kind) as refused:
        run_recipe(path, str(root), str(tmp_path / "made"))
    assert str(refused.value).endswith(message)
    assert not (tmp_path / "made").exists()


def test_missing_data_and_a_missing_recipe_are_named(root: Path, tmp_path: Path) -> None:
    path = written(tmp_path, small_recipe(root))
    (root / "films" / "train.csv").unlink()
    with pytest.raises(NotFound) as no_data:
        run_recipe(path, str(root), str(tmp_path / "made"))
    assert str(no_data.value) == (
        f"There is no films/train.csv under {root}, which the recipe needs. Give its folder with --data-root."
    )
    with pytest.raises(BadInput) as no_recipe:
        run_recipe(str(tmp_path / "none.json"), str(root))
    assert str(no_recipe.value) == (
        f"The recipe {tmp_path / 'none.json'} cannot be read (No such file or directory). Name a training.json."
    )
