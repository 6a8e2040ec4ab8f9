"""From files to a checkpoint folder: `train` on one file, and recipes from end to end."""

import hashlib
import importlib.util
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from safetensors.torch import load_file

from playground.checkpoints import describe, load
from playground.errors import BadCheckpoint, BadInput, NotFound, PlaygroundError
from playground.lenses.predict import predict
from playground.models import ARCHITECTURES
from playground.tasks import UPOS
from playground.training.card import with_section
from playground.training.columns import inspect
from playground.training.data import Examples, read
from playground.training.evaluate import evaluate
from playground.training.files import PAGE
from playground.training.pretrain import VectorSettings
from playground.training.recipe import run_recipe, train
from playground.training.splits import split
from playground.ui import chinese

POSITIVE = ["a good film", "the film is good", "good , warm and wise", "a wise dog", "so warm", "warm and good"]
NEGATIVE = ["a bad film", "the film is bad", "bad , cold and dull", "a dull dog", "so cold", "cold and bad"]
TABLE = "text,label\n" + "".join(
    f'"{good}",positive\n"{bad}",negative\n' for good, bad in zip(POSITIVE, NEGATIVE, strict=True)
)
OTHER = "text,label\na warm and lively play,positive\nit drags on,negative\nwell made,positive\ntoo loud,negative\n"
SENTENCES = "".join(
    "".join(f"{at}\t{word}\t_\t{tag}\t_\t_\t0\troot\t_\t_\n" for at, (word, tag) in enumerate(sentence, 1)) + "\n"
    for sentence in (
        [("The", "DET"), ("dog", "NOUN"), ("barks", "VERB"), (".", "PUNCT")],
        [("A", "DET"), ("film", "NOUN"), ("ends", "VERB")],
        [("Dogs", "NOUN"), ("bark", "VERB"), ("!", "PUNCT")],
    )
    * 3
)
SUMMARY = ["checkpoint", "task", "architecture", "labels", "examples", "dropped", "best_epoch", "epochs", "metrics"]
SUMMARY += ["baselines", "seconds"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data root with films and sentences."""
    folder = tmp_path / "data"
    (folder / "films").mkdir(parents=True)
    (folder / "films" / "train.csv").write_text(TABLE)
    (folder / "films" / "test.csv").write_text(TABLE)
    (folder / "sentences.conllu").write_text(SENTENCES)
    return folder


def entry(root: Path, name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "sha256": hashlib.sha256((root / name).read_bytes()).hexdigest(), **more}


def small_recipe(root: Path) -> dict[str, Any]:
    return {
        "stages": [
            {
                "stage": "fit",
                "config": {
                    "architecture": "textcnn",
                    "task": "sentiment",
                    "labels": ["negative", "positive"],
                    "size": 8,
                    "widths": [1, 2],
                    "filters": 6,
                },
                "vocabulary": {"minimum_count": 1},
                "train": [entry(root, "films/train.csv", repeat=2)],
                "validation": [entry(root, "films/test.csv")],
                "settings": {"epochs": 4, "learning_rate": 0.02, "texts_a_batch": 4},
                "seed": 3,
            },
            {"stage": "evaluate", "data": [entry(root, "films/test.csv", title="Films")]},
        ]
    }


def written(folder: Path, recipe: Any) -> str:
    path = folder / "training.json"
    path.write_text(recipe if isinstance(recipe, str) else json.dumps(recipe))
    return str(path)


def weights(folder: str | Path) -> dict[str, torch.Tensor]:
    return load_file(Path(folder) / "model.safetensors")


def equal(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return set(one) == set(other) and all(torch.equal(value, other[key]) for key, value in one.items())


# --- recipes -------------------------------------------------------------------------------------


def test_a_recipe_makes_a_checkpoint_with_its_card(root: Path, tmp_path: Path) -> None:
    recipe = small_recipe(root)
    told: list[str] = []
    summary = run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"), told.append)
    assert list(summary) == SUMMARY
    assert summary["checkpoint"] == str(tmp_path / "made")
    assert summary["examples"] == {"train": 24, "validation": 12}
    assert (summary["task"], summary["architecture"]) == ("sentiment", "textcnn")
    assert any(line.startswith("epoch 4/4") for line in told)

    assert json.loads((tmp_path / "made" / "training.json").read_text()) == recipe
    checkpoint = load(str(tmp_path / "made"))
    report = evaluate(checkpoint, root / "films" / "test.csv")
    assert report.accuracy == pytest.approx(summary["metrics"]["accuracy"])
    measured = describe(str(tmp_path / "made")).metrics["Films"]
    assert measured == {
        key: pytest.approx(getattr(report, key), abs=5e-5) for key in ("accuracy", "macro_f1", "calibration_error")
    }
    card = (tmp_path / "made" / "README.md").read_text("utf-8")
    metadata = yaml.safe_load(card.split("---\n")[1])
    assert metadata["pipeline_tag"] == "text-classification"
    assert metadata["model-index"][0]["results"][0]["dataset"] == {"name": "Films", "type": "custom", "split": "test"}
    assert "python -m playground evaluate --model made --data DATA/films/test.csv" in card
    assert f"{100 * report.accuracy:.2f} %" in card

    again = run_recipe(str(tmp_path / "made" / "training.json"), str(root), str(tmp_path / "other" / "made"))
    assert again["metrics"] == summary["metrics"]
    assert equal(weights(tmp_path / "made"), weights(tmp_path / "other" / "made"))


def test_a_recipe_that_was_run_to_its_end_is_not_trained_a_second_time(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, small_recipe(root))
    first = run_recipe(path, str(root), str(tmp_path / "made"))
    told: list[str] = []
    monkeypatch.setattr(time, "perf_counter", lambda: 0.0)
    second = run_recipe(path, str(root), str(tmp_path / "made"), told.append)
    assert len(told) == 2, told  # where the model is taken from, and what it does on the test set
    assert told[0].startswith("model: taken from ")
    assert second["seconds"] == sum(epoch["seconds"] for epoch in first["epochs"]), "the time that it took then"
    assert second["epochs"] == first["epochs"]
    assert second["metrics"] == first["metrics"]


@pytest.mark.slow
def test_vectors_learnt_in_one_stage_start_the_model_of_the_next(root: Path, tmp_path: Path) -> None:
    assert importlib.util.find_spec("gensim"), "in requirements-dev.txt"
    recipe = small_recipe(root)
    vectors = {"stage": "vectors", "name": "own", "data": [entry(root, "films/train.csv")], "seed": 1}
    recipe["stages"].insert(0, {**vectors, "settings": {"size": 6, "epochs": 1, "minimum_count": 1}})
    recipe["stages"][1] |= {"vectors": "own"}
    del recipe["stages"][1]["config"]["size"]
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    assert load(str(tmp_path / "made")).config.size == 6
    told: list[str] = []
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "again"), told.append)
    assert told[0].startswith("vectors: taken from "), "learnt once"


def test_a_stage_takes_up_the_vectors_of_an_earlier_one(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy as np

    from playground.training import recipe as module

    made = (["film", "walrus"], np.array([[1, -1, 2], [0, 1, 1]], dtype=np.float32))
    monkeypatch.setattr(module, "vectors", lambda texts, settings, seed, say: made)
    recipe = small_recipe(root)
    recipe["stages"].insert(0, {"stage": "vectors", "name": "own", "data": [entry(root, "films/train.csv")]})
    recipe["stages"][1] |= {"vectors": "own"}
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    checkpoint = load(str(tmp_path / "made"))
    assert checkpoint.config.size == 3
    assert checkpoint.vocabulary.knows("walrus"), "a word that only the vectors have"


def test_other_vectors_are_another_training(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    from playground.training import recipe as module

    def made(texts: Any, settings: VectorSettings, seed: int, say: Any) -> tuple[list[str], np.ndarray]:
        return ["film", "walrus"], np.full((2, settings.size), seed, dtype=np.float32)

    monkeypatch.setattr(module, "vectors", made)
    recipe = small_recipe(root)
    vectors = {"stage": "vectors", "name": "own", "data": [entry(root, "films/train.csv")]}
    recipe["stages"].insert(0, {**vectors, "settings": {"size": 3}})
    recipe["stages"][1] |= {"vectors": "own"}
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    recipe["stages"][0]["settings"]["size"] = 5
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "again"))
    assert load(str(tmp_path / "again")).config.size == 5, "the kept epochs are those of other vectors"


def masked_recipe(root: Path) -> dict[str, Any]:
    """A Transformer that learns to guess hidden words of unlabelled text, and then the labels."""
    lines = [f"the {one} film is {other} . so {one} and so {other}" for one in ["warm", "good", "wise"] for other in
             ["warm", "good", "wise", "cold"]]  # fmt: skip
    (root / "more.txt").write_text("".join(f"{line}\n" for line in lines))
    fit, evaluate_ = small_recipe(root)["stages"]
    config = {"architecture": "transformer", "task": "sentiment", "labels": ["negative", "positive"], "size": 8}
    config |= {"hidden": 8, "heads": 2, "feedforward": 16, "max_words": 32}
    fit = {**fit, "config": config}
    masked = {
        "stage": "masked",
        "name": "reader",
        "config": config,
        "vocabulary": fit.pop("vocabulary"),
        "words": [entry(root, "films/train.csv")],
        "data": [entry(root, "more.txt")],
        "settings": {"epochs": 60, "windows_a_batch": 4, "others": 8, "learning_rate": 0.03, "warmup": 10},
        "seed": 5,
    }
    return {"stages": [masked, {**fit, "from": "reader"}, evaluate_]}


def test_a_model_that_has_guessed_hidden_words_learns_the_labels(root: Path, tmp_path: Path) -> None:
    recipe = masked_recipe(root)
    recipe["stages"][1]["settings"] = {"epochs": 1, "learning_rate": 1e-7}
    told: list[str] = []
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"), told.append)
    made = load(str(tmp_path / "made"))
    kept = next((tmp_path / "stages").glob("masked-*"))
    reader = load_file(kept / "model.safetensors")
    for name, value in made.model.state_dict().items():
        # a step of a ten-millionth, and then rounding to what a checkpoint stores
        assert torch.allclose(value, reader[name], atol=0.03), name
    assert made.vocabulary.knows("dull"), "a word that only the labelled examples have"
    assert (
        "This was its first training with labels. It had learnt to guess words that it could not see, for "
        "60 epochs before, from more.txt: the stage “reader” of its recipe, whose time is not counted."
    ) in (tmp_path / "made" / "README.md").read_text("utf-8")
    again: list[str] = []
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "again"), again.append)
    assert any(line.startswith("hidden words: taken from ") for line in again), "learnt once"
    assert equal(weights(tmp_path / "made"), weights(tmp_path / "again"))


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


def taught_recipe(root: Path) -> dict[str, Any]:
    """Two teachers and a linear model, who teach a student from unlabelled text."""
    (root / "more.txt").write_text("so warm and wise. a good dog\nso cold and dull. a bad dog\n")
    fit, evaluate_ = small_recipe(root)["stages"]
    teachers = [{**fit, "name": name, "seed": seed} for seed, name in enumerate(("one", "other"))]
    lesson = {
        "stage": "teach",
        "name": "soft",
        "teachers": ["one", "other"],
        "linear": [entry(root, "films/train.csv")],
        "data": [entry(root, "more.txt", sentences=3)],  # of four words and more there are two
    }
    student = {**fit, "teach": {"name": "soft", "share": 0.5}, "seed": 9}
    return {"stages": [*teachers, lesson, student, evaluate_]}


def test_a_student_learns_from_its_teachers_answers_too(root: Path, tmp_path: Path) -> None:
    recipe = taught_recipe(root)
    summary = run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    assert summary["examples"] == {"train": 24 + 2 + 2, "validation": 12}
    alone = {"stages": recipe["stages"][3:]}
    alone["stages"][0] = {key: value for key, value in alone["stages"][0].items() if key != "teach"}
    run_recipe(written(tmp_path, alone), str(root), str(tmp_path / "alone"))
    assert not equal(weights(tmp_path / "made"), weights(tmp_path / "alone"))
    card = (tmp_path / "made" / "README.md").read_text()
    assert "the mean answer of TextCNN, TextCNN, a linear model over words and word pairs" in card


def test_what_teachers_have_said_is_kept_and_used_again(root: Path, tmp_path: Path) -> None:
    recipe = taught_recipe(root)
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    for folder in (tmp_path / "stages").glob("fit-*"):
        for path in folder.iterdir():
            path.unlink()  # the student learns again, from what its teachers have said
    told: list[str] = []
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "again"), told.append)
    assert sum("soft labels: taken from" in line for line in told) == 2
    assert not any("a linear model is fitted" in line for line in told)
    assert equal(weights(tmp_path / "made"), weights(tmp_path / "again"))


def test_examples_can_be_kept_from_the_teachers(root: Path, tmp_path: Path) -> None:
    recipe = taught_recipe(root)
    train = recipe["stages"][3]["train"]
    recipe["stages"][3]["train"] = [{**one, "share": 0} for one in train]
    told: list[str] = []
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "own"), told.append)
    assert not any("of 12 texts" in line for line in told), "who is not heard is not asked"
    recipe["stages"][3]["train"], recipe["stages"][3]["teach"]["share"] = train, 0
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "all"))
    assert equal(weights(tmp_path / "own"), weights(tmp_path / "all"))
    recipe["stages"][3]["teach"]["share"] = 0.5
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "half"), told.append)
    assert any("of 12 texts" in line for line in told), told
    assert not equal(weights(tmp_path / "own"), weights(tmp_path / "half"))
    assert "but 0 % on films/train.csv." in (tmp_path / "own" / "README.md").read_text("utf-8")


def continued_recipe(root: Path) -> dict[str, Any]:
    """A model that is trained, and then once more on other sentences."""
    (root / "films" / "other.csv").write_text(OTHER)
    fit, evaluate_ = small_recipe(root)["stages"]
    again = {key: value for key, value in fit.items() if key != "vocabulary"} | {"from": "first", "seed": 9}
    again |= {"train": [entry(root, "films/other.csv")], "settings": {"epochs": 1, "learning_rate": 1e-7}}
    return {"stages": [{**fit, "name": "first"}, again, evaluate_]}


def test_a_stage_goes_on_with_the_model_of_an_earlier_one(root: Path, tmp_path: Path) -> None:
    recipe = continued_recipe(root)
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    run_recipe(written(tmp_path, {"stages": recipe["stages"][:1]}), str(root), str(tmp_path / "first"))
    made, first = load(str(tmp_path / "made")), load(str(tmp_path / "first"))
    assert made.vocabulary.words == first.vocabulary.words, "not those of its own sentences"
    for name, value in made.model.state_dict().items():
        # a step of a ten-millionth, and then rounding to what a checkpoint stores
        assert torch.allclose(value, first.model.state_dict()[name], atol=2e-3), name
    recipe["stages"][1]["settings"]["learning_rate"] = 0.1
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "further"))
    assert not equal(weights(tmp_path / "further"), weights(tmp_path / "made")), "it learns"
    card = (tmp_path / "made" / "README.md").read_text("utf-8")
    assert "It had learnt for 4 epochs at most before, from films/train.csv: the stage “first” of its recipe" in card
    assert " examples, 1 epoch, " in card and "number 1" not in card


def test_a_stage_that_goes_on_can_know_more_words(root: Path, tmp_path: Path) -> None:
    recipe = continued_recipe(root)
    words = [*["a", "film", "is", "good", "bad", "warm", "cold", "wise", "dull", "dog", "drags", "walrus"]]
    lines = [f"{word} {at % 3} {at % 5} {at}" for at, word in enumerate(words)]
    (root / "vectors.txt").write_text("\n".join(lines) + "\n")
    recipe["stages"][1] |= {"vocabulary": {"minimum_count": 1, "most": 30}}
    recipe["stages"][1] |= {"vector_file": entry(root, "vectors.txt")}
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    run_recipe(written(tmp_path, {"stages": recipe["stages"][:1]}), str(root), str(tmp_path / "first"))
    made, first = load(str(tmp_path / "made")), load(str(tmp_path / "first"))
    count = len(first.vocabulary.words)
    assert made.vocabulary.words[:count] == first.vocabulary.words
    assert set(made.vocabulary.words[count:]) >= {"drags", "lively", "walrus"}
    assert made.config.words == len(made.vocabulary)
    old, new = first.model.state_dict(), made.model.state_dict()
    assert torch.allclose(new["word_embedding.weight"][: count + 2], old["word_embedding.weight"], atol=2e-3)
    recipe["stages"][1].pop("vocabulary")
    with pytest.raises(BadInput, match="is not a recipe"):
        run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "other"))


@pytest.mark.parametrize("second", ["second", "first"])  # a name may be used again
def test_a_third_training_says_what_the_first_and_the_second_were(root: Path, tmp_path: Path, second: str) -> None:
    recipe = continued_recipe(root)
    again = recipe["stages"][1]
    recipe["stages"][1:2] = [{**again, "name": second}, {**again, "name": second, "from": second}]
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    assert (
        "This was its third training. It had learnt for 4 epochs at most before, from films/train.csv: the "
        f"stage “first” of its recipe; then for 1 epoch at most before, from films/other.csv: the stage “{second}” of "
        "its recipe, whose time is not counted."
    ) in (tmp_path / "made" / "README.md").read_text("utf-8")


def teacher_that_goes_on(root: Path) -> list[dict[str, Any]]:
    """The stages of a recipe whose model is one of its own teachers, trained once more; what measures it comes last."""
    one, other, lesson, student, evaluate_ = taught_recipe(root)["stages"]
    student = {key: value for key, value in student.items() if key != "vocabulary"} | {"from": "one"}
    return [one, other, lesson, student, evaluate_]


@pytest.mark.parametrize("whole", [True, False])  # whether the validation examples are a part of the same file
def test_other_seeds_show_the_spread(whole: bool, root: Path, tmp_path: Path) -> None:
    one, other, lesson, student, evaluate_ = teacher_that_goes_on(root)
    if not whole:
        one, other, student = ({**stage, "share": 0.3} for stage in (one, other, student))
        for stage in (one, other, student):
            stage.pop("validation")
    path = written(tmp_path, {"stages": [one, other, lesson, student, evaluate_]})
    run_recipe(path, str(root), str(tmp_path / "alone"))
    summary = run_recipe(path, str(root), str(tmp_path / "made"), seeds=[21, 22])
    assert list(summary) == [*SUMMARY, "seeds"]
    assert equal(weights(tmp_path / "made"), weights(tmp_path / "alone")), "it is the recipe's own model"
    assert describe(str(tmp_path / "made")).metrics == describe(str(tmp_path / "alone")).metrics
    assert [run["seed"] for run in summary["seeds"]] == [9, 21, 22]

    for run in summary["seeds"][1:]:  # by hand: its teachers are the same, and it begins anew
        begun = {**one, "name": "begun", "seed": run["seed"]}
        by_hand = [one, other, lesson, begun, {**student, "from": "begun", "seed": run["seed"]}, evaluate_]
        made = tmp_path / f"hand-{run['seed']}" / "made"  # where nothing is kept of what was run above
        run_recipe(written(tmp_path, {"stages": by_hand}), str(root), str(made))
        measured = describe(str(made)).metrics["Films"]
        assert {key: round(value, 4) for key, value in run["metrics"]["Films"].items()} == measured

    found = [run["metrics"]["Films"]["calibration_error"] for run in summary["seeds"]]
    assert len(set(found)) == 3
    card = (tmp_path / "made" / "README.md").read_text("utf-8")
    row = next(line for line in card.splitlines() if line.startswith("| mean ± standard deviation |"))
    assert row.endswith(f"| {100 * np.mean(found):.2f} ± {100 * np.std(found, ddof=1):.2f} % |")
    assert f"| 9 (this model) | {100 * summary['seeds'][0]['metrics']['Films']['accuracy']:.2f} % |" in card
    assert card.index("## Measured") < card.index("## Seeds") < card.index("## Training")
    assert "the test sets were looked at once with each seed." in card
    assert "where this model learns from labels; shared: the teachers' answers. Each has its own best epoch" in card


def test_a_card_keeps_what_it_tells_of_the_same_weights(root: Path, tmp_path: Path) -> None:
    recipe = small_recipe(root)
    path, made = written(tmp_path, recipe), tmp_path / "made"
    run_recipe(path, str(root), str(made), seeds=[5])
    readme = made / "README.md"
    readme.write_text(with_section(readme.read_text("utf-8"), "## Behaviour\n\nIt fails.\n\n"), "utf-8")
    told = readme.read_text("utf-8")
    run_recipe(path, str(root), str(made))
    again = readme.read_text("utf-8")
    assert [line for line in again.splitlines() if line.startswith("#")] == [
        line for line in told.splitlines() if line.startswith("#")
    ]
    assert "| 5 | " in again
    recipe["stages"][0]["seed"] = 4
    run_recipe(written(tmp_path, recipe), str(root), str(made))
    assert "## Seeds" not in readme.read_text("utf-8"), "other weights"
    assert "## Behaviour" not in readme.read_text("utf-8")


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
        (edited(lambda fit, test: fit.update(vocabulary={"least": 1})), BadInput, BAD_LAYOUT),
        (edited(lambda fit, test: test["data"][0].pop("title")), BadInput, BAD_LAYOUT),
        (
            edited(lambda fit, test: fit.update(stage="distil")),
            NotFound,
            "There is no stage 'distil'. Choose one of: vectors, masked, fit, teach, tune, evaluate.",
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


# --- train ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_training_from_scratch_writes_a_checkpoint_that_answers(architecture: str, root: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "made")
    summary = train(
        str(root / "films" / "train.csv"), architecture=architecture, from_scratch=True, out=out, epochs=3, seed=2
    )
    assert list(summary) == SUMMARY
    assert (summary["checkpoint"], summary["task"], summary["architecture"]) == (out, "sentiment", architecture)
    assert summary["labels"] == ["negative", "positive"]
    assert summary["examples"] == {"train": 10, "validation": 2}, "one of each label is held back"
    assert summary["dropped"] == {}
    assert set(summary["baselines"]) == {"majority", "tfidf_logistic_regression"}
    assert set(summary["metrics"]) == {"accuracy", "macro_f1", "balanced_accuracy"}
    assert 1 <= summary["best_epoch"] <= len(summary["epochs"]) <= 3
    for number, epoch in enumerate(summary["epochs"], 1):
        assert {"epoch", "train_loss", "validation_loss", "accuracy", "macro_f1", "seconds"} <= set(epoch)
        assert epoch["epoch"] == number
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    checkpoint = load(summary["checkpoint"])
    assert predict(checkpoint, "A good film.").label in ("negative", "positive")
    measured = describe(out).metrics["validation examples"]  # the card's model-index, which the Hub shows
    assert measured == {key: pytest.approx(value, abs=5e-5) for key, value in summary["metrics"].items()}
    card = (tmp_path / "made" / "README.md").read_text("utf-8")
    assert "English film reviews" not in card, "nothing is claimed of data that nobody knows"
    assert "language" not in yaml.safe_load(card.split("---\n")[1])


def test_a_tagger_is_trained_on_conllu(root: Path, tmp_path: Path) -> None:
    summary = train(
        str(root / "sentences.conllu"),
        "pos",
        architecture="rnn",
        from_scratch=True,
        out=str(tmp_path / "made"),
        epochs=2,
    )
    assert summary["labels"] == list(UPOS)
    assert summary["examples"] == {"train": 6, "validation": 3}, "sentences that are alike stay on one side"
    answer = predict(load(str(tmp_path / "made")), "The dog barks.")
    assert answer.tags is not None
    assert len(answer.tags) == 4
    assert load(str(tmp_path / "made")).config.letters > 2


def test_the_recipe_of_a_training_makes_the_same_weights_again(root: Path, tmp_path: Path) -> None:
    table = TABLE.replace("text,label", "what,kind")
    (root / "own.csv").write_text(table)
    (root / "other.csv").write_text(OTHER.replace("text,label", "what,kind"))
    (root / "vectors.txt").write_text("film 1 2 3\nbad 0 1 -1\ngood 1 0 0\n")
    columns = {"text_column": "what", "label_column": "kind"}
    for name, more in (
        ("plain", {}),
        ("all", {"validation": str(root / "other.csv"), "vector_file": str(root / "vectors.txt")}),
    ):
        made = str(tmp_path / name)
        given: dict[str, Any] = {
            **columns,
            **more,
            "architecture": "textcnn",
            "from_scratch": True,
            "out": made,
            "epochs": 2,
            "seed": 5,
        }
        first = train(str(root / "own.csv"), **given)
        again = run_recipe(f"{made}/training.json", str(root), made + "-again")
        assert equal(weights(made), weights(made + "-again"))
        assert again["metrics"] == first["metrics"]
        assert again["examples"] == first["examples"]
    assert load(str(tmp_path / "all")).config.size == 3
    (stage,) = json.loads((tmp_path / "all" / "training.json").read_text())["stages"]
    assert len(stage["vector_file"]["sha256"]) == len(stage["validation"][0]["sha256"]) == 64


def test_without_more_it_starts_from_the_shipped_checkpoint_and_its_recipe_does_it_again(
    root: Path, tmp_path: Path
) -> None:
    told: list[str] = []
    given = {"epochs": 2, "seed": 3, "on_progress": told.append}
    data = str(root / "films" / "train.csv")
    first = train(data, architecture="textcnn", out=str(tmp_path / "made"), **given)  # type: ignore[arg-type]
    assert list(first) == SUMMARY
    assert any(line.startswith("It starts from sentiment-textcnn, which knows ") for line in told), told
    assert len(load(str(tmp_path / "made")).vocabulary) >= len(load("sentiment-textcnn").vocabulary)
    again = run_recipe(str(tmp_path / "made" / "training.json"), str(root / "films"), str(tmp_path / "again"))
    assert equal(weights(tmp_path / "made"), weights(tmp_path / "again"))
    assert again["metrics"] == first["metrics"]

    (root / "films" / "other.csv").write_text(OTHER)
    other = str(root / "films" / "other.csv")
    further = train(data, source=str(tmp_path / "made"), validation=other, out=str(tmp_path / "further"), **given)  # type: ignore[arg-type]
    assert (further["architecture"], further["labels"]) == ("textcnn", ["negative", "positive"])
    assert further["examples"] == {"train": 12, "validation": 4}
    again = run_recipe(str(tmp_path / "further" / "training.json"), str(root / "films"), str(tmp_path / "more"))
    assert again["metrics"] == further["metrics"]


@pytest.mark.parametrize("from_scratch", [True, False])
def test_texts_of_the_validation_file_are_not_learnt_from(from_scratch: bool, root: Path, tmp_path: Path) -> None:
    shared = f"{POSITIVE[0].upper()},positive\n  {NEGATIVE[1]},negative\n"  # but for case and spaces
    (root / "films" / "other.csv").write_text(OTHER + shared)
    told: list[str] = []
    made = str(tmp_path / "made")
    summary = train(
        str(root / "films" / "train.csv"),
        architecture="textcnn",
        from_scratch=from_scratch,
        validation=str(root / "films" / "other.csv"),
        epochs=1,
        out=made,
        on_progress=told.append,
    )
    assert summary["examples"] == {"train": 10, "validation": 6}
    assert summary["dropped"]["in validation"] == 2
    assert any("of train.csv hold texts of other.csv too and are left out." in line for line in told), told
    again = run_recipe(f"{made}/training.json", str(root / "films"), str(tmp_path / "again"))
    assert again["examples"] == summary["examples"]
    assert equal(weights(made), weights(tmp_path / "again"))


def test_the_same_seed_trains_the_same_model_and_another_seed_another(root: Path, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        train(
            str(root / "films" / "train.csv"),
            architecture="lstm",
            from_scratch=True,
            out=str(tmp_path / name),
            epochs=1,
            seed=seed,
        )
    a, b, c = (weights(tmp_path / name) for name in "abc")
    assert equal(a, b)
    assert not equal(a, c)


def test_the_summary_names_a_folder_that_can_be_asked(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for out, expected in ((None, "./runs/train-rnn"), ("here", "./here"), ("./there", "./there")):
        summary = train(str(root / "films" / "train.csv"), architecture="rnn", from_scratch=True, out=out, epochs=1)
        assert summary["checkpoint"] == expected
        assert load(summary["checkpoint"]).task == "sentiment"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"architecture": "gru"}, "There is no architecture 'gru'. Choose one of: rnn, lstm, textcnn, transformer."),
        (
            {"source": "sentiment-rnn"},
            "A model starts from the shipped checkpoint of an architecture, from random weights of one, or from a "
            "checkpoint. Give an architecture, or an architecture and from_scratch, or a source.",
        ),
        (
            {"vector_file": "vectors.txt"},
            "Word vectors are what a model without a source starts from. Say that it starts from scratch.",
        ),
        (
            {"architecture": None, "source": "./no"},
            "There is no checkpoint in the folder './no': it has no config.json. Name a folder that “train --out” has "
            "written.",
        ),
        (
            {"architecture": None, "source": "pos-rnn"},
            "pos-rnn has the architecture rnn and does the task pos. The new model is to be rnn for sentiment. "
            "Choose a checkpoint of that kind.",
        ),
        ({"task": "weather"}, "There is no task 'weather'. Choose one of: sentiment, pos."),
        ({"epochs": 0}, "The setting epochs is 0. Allowed is a whole number from 1 to 1000. Change it."),
        ({"seed": -1}, "The seed is -1. It has to be a whole number from 0 to 2,147,483,647. Change it."),
        ({"seed": 2**70}, f"The seed is {2**70}. It has to be a whole number from 0 to 2,147,483,647. Change it."),
    ],
)
def test_what_train_cannot_do_is_said(change: dict[str, Any], message: str, root: Path, tmp_path: Path) -> None:
    given: dict[str, Any] = {"architecture": "rnn", "out": str(tmp_path / "made"), **change}
    with pytest.raises(PlaygroundError) as refused:
        train(str(root / "films" / "train.csv"), **given)
    assert str(refused.value) == message
    assert not (tmp_path / "made").exists()


def test_training_tells_what_was_assumed_of_a_file_and_what_is_odd_about_it(root: Path, tmp_path: Path) -> None:
    rows = TABLE.removeprefix("text,label\n").replace('"', "").replace(",", ";")
    odd = "".join(row.replace(";", ",", row.count(";") - 1) + "\n" for row in rows.splitlines())
    (root / "films" / "odd.csv").write_text(odd + "A GOOD  film;positive\n;negative\n")
    told: list[str] = []
    path = str(root / "films" / "odd.csv")
    train(
        path, architecture="textcnn", from_scratch=True, epochs=1, out=str(tmp_path / "made"), on_progress=told.append
    )
    assert told[:5] == [
        "The columns are separated by semicolons.",
        "The first row is data, not names of columns.",
        "Column 1 is the text, column 2 the label.",
        "Row 14 of odd.csv has no text and is left out.",
        "Row 13 of odd.csv holds a text that stood before. It stays, on the same side of the split as the first.",
    ]


def test_a_validation_file_may_have_tags_that_the_examples_lack(root: Path, tmp_path: Path) -> None:
    (root / "held.conllu").write_text(
        "".join(
            f"{at}\t{word}\t_\t{tag}\t_\t_\t0\troot\t_\t_\n"
            for at, (word, tag) in enumerate([("Oh", "INTJ"), (",", "PUNCT"), ("two", "NUM"), ("dogs", "NOUN")], 1)
        )
        + "\n"
    )
    told: list[str] = []
    summary = train(
        str(root / "sentences.conllu"),
        "pos",
        architecture="rnn",
        from_scratch=True,
        epochs=1,
        validation=str(root / "held.conllu"),
        out=str(tmp_path / "made"),
        on_progress=told.append,
    )
    assert summary["examples"]["validation"] == 1
    assert "held.conllu, for validation:" in told
    assert "held.conllu has labels of which nothing is left to learn from: INTJ, NUM." in told


@pytest.mark.slow
def test_a_file_larger_than_the_page_takes_is_learnt_from(root: Path, tmp_path: Path) -> None:
    lines = "".join(
        f"{'so good' if at % 2 else 'so bad'} number {at},{'pos' if at % 2 else 'neg'}\n" for at in range(60_000)
    )
    (root / "large.csv").write_text("text,label\n" + lines)
    with pytest.raises(BadInput, match=r"At most 50,000 are read\."):
        inspect(root / "large.csv", bounds=PAGE)
    summary = train(
        str(root / "large.csv"), architecture="textcnn", from_scratch=True, epochs=1, out=str(tmp_path / "made")
    )
    assert summary["examples"] == {"train": 48_000, "validation": 12_000}
    assert summary["metrics"]["accuracy"] > 0.99


@pytest.mark.parametrize("from_scratch", [True, False])
def test_labels_that_cannot_be_learnt_are_refused(from_scratch: bool, root: Path, tmp_path: Path) -> None:
    films = root / "films"
    (films / "one.csv").write_text(
        "text,label\n" + "".join(f"{text},positive\n" for text in POSITIVE if "," not in text)
    )
    (films / "held.csv").write_text(OTHER + "so so,mixed\n")
    options: dict[str, Any] = {"architecture": "textcnn", "from_scratch": from_scratch, "out": str(tmp_path / "made")}
    with pytest.raises(BadInput) as one:
        train(str(films / "one.csv"), **options)
    assert str(one.value) == (
        "All of one.csv has the label 'positive'. At least two labels are needed to learn a difference. Choose another "
        "label column, or add examples."
    )
    (films / "same.csv").write_text("text,label\nwarm enough,positive\nnever dull,positive\n")
    with pytest.raises(BadInput) as one:
        train(str(films / "train.csv"), validation=str(films / "same.csv"), **options)
    assert str(one.value) == (
        "All of same.csv has the label 'positive', so it does not show whether labels are told apart. Give another "
        "validation file."
    )
    assert one.value.key in chinese.ERRORS
    with pytest.raises(BadInput) as strange:
        train(str(films / "train.csv"), validation=str(films / "held.csv"), **options)
    assert str(strange.value) == (
        "held.csv has labels that the file to learn from does not have: mixed. Rename them, or give another validation "
        "file."
    )
    assert not (tmp_path / "made").exists()


def test_validation_takes_its_share_of_each_label_and_no_example_twice() -> None:
    texts = tuple(f"text {number}" for number in range(130))
    labels = tuple(["often"] * 100 + ["seldom"] * 26 + ["rare"] * 3 + ["once"])
    given = Examples("sentiment", texts, None, labels, "mine.csv", "0" * 64, {"no text": 2})
    learnt, held = split(given, 1)
    assert sorted(learnt.texts + held.texts) == sorted(texts)
    assert [held.labels.count(label) for label in ("often", "seldom", "rare", "once")] == [10, 3, 1, 0]
    assert all(label == labels[texts.index(text)] for text, label in zip(held.texts, held.labels, strict=True))
    assert split(given, 1)[1].texts == held.texts
    assert split(given, 2)[1].texts != held.texts
    with pytest.raises(BadInput) as too_few:
        split(Examples("sentiment", ("a", "b"), None, ("x", "y"), "mine.csv", "0" * 64), 1)
    assert str(too_few.value) == (
        "mine.csv has 2 examples, too few to hold some back for choosing the best epoch. "
        "Give at least three of a label, or a validation file."
    )


def test_a_file_that_was_read_is_the_file_that_the_recipe_names(root: Path, tmp_path: Path) -> None:
    path = root / "films" / "train.csv"
    train(str(path), architecture="textcnn", from_scratch=True, out=str(tmp_path / "made"), epochs=1)
    (stage,) = json.loads((tmp_path / "made" / "training.json").read_text())["stages"]
    assert stage["train"] == [{"name": "train.csv", "sha256": read(path, "sentiment").sha256}]
    assert stage["seed"] == 0
