"""Recipes from end to end: what each stage makes, what is stored and used again, other seeds."""

import importlib.util
import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import yaml
from safetensors.torch import load_file

from playground.checkpoints import describe, load
from playground.checkpoints.card_sections import with_section
from playground.errors import BadInput, NotFound
from playground.evaluation.evaluate import evaluate
from playground.training.pretraining import VectorSettings
from playground.training.recipes.run import run_recipe
from tests.training.films import SUMMARY, continued_recipe, entry, equal, masked_recipe, small_recipe, weights, written

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

    from playground.training.recipes import stages as module

    made = (["film", "walrus"], np.array([[1, -1, 2], [0, 1, 1]], dtype=np.float32))
    monkeypatch.setattr(module, "word_vectors", lambda texts, settings, seed, say: made)
    recipe = small_recipe(root)
    recipe["stages"].insert(0, {"stage": "vectors", "name": "own", "data": [entry(root, "films/train.csv")]})
    recipe["stages"][1] |= {"vectors": "own"}
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    checkpoint = load(str(tmp_path / "made"))
    assert checkpoint.config.size == 3
    assert checkpoint.vocabulary.knows("walrus"), "a word that only the vectors have"


@pytest.mark.slow
def test_other_vectors_are_another_training(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    from playground.training.recipes import stages as module

    def made(texts: Any, settings: VectorSettings, seed: int, say: Any) -> tuple[list[str], np.ndarray]:
        return ["film", "walrus"], np.full((2, settings.size), seed, dtype=np.float32)

    monkeypatch.setattr(module, "word_vectors", made)
    recipe = small_recipe(root)
    vectors = {"stage": "vectors", "name": "own", "data": [entry(root, "films/train.csv")]}
    recipe["stages"].insert(0, {**vectors, "settings": {"size": 3}})
    recipe["stages"][1] |= {"vectors": "own"}
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    recipe["stages"][0]["settings"]["size"] = 5
    run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "again"))
    assert load(str(tmp_path / "again")).config.size == 5, "the kept epochs are those of other vectors"


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_student_learns_from_its_teachers_answers_too(root: Path, tmp_path: Path) -> None:
    recipe = taught_recipe(root)
    summary = run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))
    assert summary["examples"] == {"train": 24 + 2 + 2, "validation": 12}
    alone = {"stages": recipe["stages"][3:]}
    alone["stages"][0] = {key: value for key, value in alone["stages"][0].items() if key != "teach"}
    run_recipe(written(tmp_path, alone), str(root), str(tmp_path / "alone"))
    assert not equal(weights(tmp_path / "made"), weights(tmp_path / "alone"))
    card = (tmp_path / "made" / "README.md").read_text()
    assert "the mean answer of two TextCNNs, a linear model over words and word pairs" in card


@pytest.mark.slow
def test_other_texts_can_have_other_teachers(root: Path, tmp_path: Path) -> None:
    recipe = taught_recipe(root)
    (root / "others.txt").write_text("a warm and good film\na cold and bad film\n")
    lesson, student = recipe["stages"][2:4]
    others = {"stage": "teach", "name": "others", "teachers": ["one"], "data": [entry(root, "others.txt")]}
    student["teach"]["also"] = ["others"]
    recipe["stages"] = [*recipe["stages"][:2], lesson, others, student, recipe["stages"][4]]
    told: list[str] = []
    summary = run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"), told.append)
    assert summary["examples"]["train"] == 24 + 2 + 2 + 2
    asked = [line for line in told if line.startswith("soft labels:") and "fitted" not in line]
    assert sorted(asked) == [f"soft labels: {count} of {count} texts" for count in ("12", "2", "4")], (
        "labelled examples by the first alone, unlabelled texts by each its own"
    )
    card = (tmp_path / "made" / "README.md").read_text("utf-8")
    assert "on the labelled examples; of others.txt it learnt that of TextCNN." in card
    student["teach"]["also"] = ["nobody"]
    with pytest.raises(NotFound, match="nobody"):
        run_recipe(written(tmp_path, recipe), str(root), str(tmp_path / "made"))


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_other_seeds_can_share_what_was_learnt_before_the_last_training(root: Path, tmp_path: Path) -> None:
    one, other, lesson, student, evaluate_ = teacher_that_goes_on(root)
    one["shared_by_seeds"] = True
    path = written(tmp_path, {"stages": [one, other, lesson, student, evaluate_]})
    summary = run_recipe(path, str(root), str(tmp_path / "made"), seeds=[21])
    made = tmp_path / "hand" / "made"
    run_recipe(
        written(tmp_path, {"stages": [one, other, lesson, {**student, "seed": 21}, evaluate_]}), str(root), str(made)
    )
    found = {key: round(value, 4) for key, value in summary["seeds"][1]["metrics"]["Films"].items()}
    assert found == describe(str(made)).metrics["Films"]
    card = (tmp_path / "made" / "README.md").read_text("utf-8")
    assert "shared: the teachers' answers, what it had learnt from labels before its last training. Each" in card
    with pytest.raises(BadInput, match="nothing would be trained again"):
        stages = [one, other, lesson, {**student, "shared_by_seeds": True}, evaluate_]
        run_recipe(written(tmp_path, {"stages": stages}), str(root), str(made), seeds=[21])
    with pytest.raises(BadInput, match="2 trainings called “one”"):
        stages = [one, other, lesson, {**student, "name": "one"}, evaluate_]
        run_recipe(written(tmp_path, {"stages": stages}), str(root), str(made), seeds=[21])


@pytest.mark.slow
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
