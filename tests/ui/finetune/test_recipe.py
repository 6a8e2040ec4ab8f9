"""The recipe of a model that was trained on the page: run again it gives the same weights, however a file was read."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import torch

from playground.checkpoints import load
from playground.errors import PlaygroundError
from playground.training.finetune import queue, worker
from playground.training.finetune.queue import JobStatus
from playground.training.recipes.run import run_recipe
from playground.ui.finetune.visit import Visit

GOOD, BAD = ("gut", "schön", "prächtig"), ("übel", "öde", "schäbig")


def reviews(count: int, first: int = 0) -> bytes:
    """A table whose delimiter, encoding and columns have to be said: two are texts, two look like labels."""
    rows = []
    for at in range(first, first + count):
        word = (GOOD, BAD)[at % 2][at // 2 % 3]
        part = ("train", "dev")[at % 5 == 0]
        rows.append(
            f"{at}~~Zimmer {at} war {word}~~und {word} blieb es~~{'yn'[at // 2 % 2]}~~{5 - 4 * (at % 2)}~~{part}"
        )
    return "\n".join(rows).encode("cp1252")


def trained_on_the_page(
    one: Visit, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    """Train as the page does, in this process: the stage of its recipe, and the weights."""
    asked: list[tuple[Any, ...]] = []

    def submit(*given: Any, **more: Any) -> str:
        asked.append((*given, more))
        return "0"

    monkeypatch.setattr(queue, "submit", submit)
    monkeypatch.setattr(queue, "status", lambda job, looking=True: JobStatus("running"))
    one.begin_training()
    train, validation, plan, _, more = asked[0]
    folder.mkdir(parents=True)
    (folder / "job.json").write_text(
        json.dumps({"train": asdict(train), "validation": asdict(validation), **more.get("also", {})}), "utf-8"
    )
    job = {"work": "train", "examples": str(folder / "job.json"), "plan": asdict(plan), "folder": str(folder / "model")}
    assert "tuned" in list(worker.run(job, lambda: False))[-1]
    recipe = json.loads((folder / "model" / "training.json").read_text("utf-8"))
    return recipe["stages"][0], load(str(folder / "model")).model.state_dict()


def chosen(raw: bytes) -> Visit:
    """A visit that reads such a table as it is meant."""
    one = Visit(from_scratch=True, architecture="textcnn")
    one.read_file(raw, "zimmer.csv")
    actions: list[dict[str, Any]] = [
        {"action": "delimiter", "value": "~~"},
        {"action": "encoding", "value": "cp1252"},
        {"action": "header", "value": False},
        {"action": "role", "column": 2, "value": "text"},
        {"action": "role", "column": 1, "value": "text"},
        {"action": "role", "column": 4, "value": "label"},
        {"action": "rename", "label": "5", "value": "gut"},
        {"action": "rename", "label": "1", "value": "schlecht"},
        {"action": "setting", "name": "epochs", "value": 2},
        {"action": "setting", "name": "seed", "value": 7},
    ]
    for action in actions:
        one.change(action)
    assert one.file_error is None
    return one


@pytest.mark.slow
@pytest.mark.parametrize("held", ["share", "part", "file"])
def test_the_recipe_of_a_training_on_the_page_gives_the_same_weights(
    held: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "zimmer.csv").write_bytes(reviews(48))
    (data / "mehr.csv").write_bytes(reviews(12, 100))
    one = chosen(reviews(48))
    if held != "part":
        one.change({"action": "parts", "value": False})
    if held == "share":
        one.change({"action": "setting", "name": "share", "value": 0.3})
    if held == "file":
        one.read_validation_file(reviews(12, 100), "mehr.csv")
        assert one.files.validation_error is None
    assert one.files.training_examples is not None
    assert one.files.training_examples.texts[1].startswith("und "), "the columns in the order in which they were chosen"
    assert set(one.files.training_examples.labels) == {"gut", "schlecht"}
    stage, weights = trained_on_the_page(one, tmp_path / "page", monkeypatch)
    assert stage["train"][0]["reading"] == {
        "kind": "table",
        "text": [3, 2],
        "label": 5,
        "header": False,
        "renames": {"5": "gut", "1": "schlecht"},
    }
    assert (stage["train"][0]["delimiter"], stage["train"][0]["encoding"]) == ("~~", "cp1252")
    assert stage.get("share") == (0.3 if held == "share" else None)
    assert stage["train"][0].get("part") == ("train" if held == "part" else None)
    run_recipe(str(tmp_path / "page" / "model" / "training.json"), str(data), str(tmp_path / "again"))
    again = load(str(tmp_path / "again"))
    assert again.config.labels == ("gut", "schlecht")
    assert all(torch.equal(value, again.model.state_dict()[name]) for name, value in weights.items())
    repeated = json.loads((tmp_path / "again" / "training.json").read_text("utf-8"))["stages"][0]
    assert {**repeated, "plan": 0} == {**stage, "plan": 0}


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"reading": {"kind": "none", "text": [1], "label": 2, "header": True}}, "There is no kind of file"),
        ({"reading": {"kind": "table", "text": [0], "label": 2, "header": True}}, "is not a recipe"),
        ({"reading": {"kind": "table", "text": [1], "label": 2, "header": "yes"}}, "is not a recipe"),
        (
            {"reading": {"kind": "table", "text": [1], "label": 2, "header": True, "renames": {"a": 1}}},
            "is not a recipe",
        ),
        ({"reading": {"kind": "table", "text": [1], "label": 9, "header": True}}, "has no column 9"),
        ({"reading": {"kind": "words", "text": [1], "label": 2, "header": True}}, "as a file of the kind words"),
        ({"labels_changed": 8, "rows_dropped": 0}, "after somebody had corrected its labels"),
    ],
)
def test_a_recipe_that_cannot_be_read_so_says_why(entry: dict[str, Any], said: str, tmp_path: Path) -> None:
    one = Visit(from_scratch=True, architecture="textcnn")
    one.read_file("\n".join(["text,label", *(f"It was {at},{'ab'[at % 2]}" for at in range(12))]).encode(), "a.csv")
    assert one.plan is not None
    (tmp_path / "a.csv").write_text("\n".join(["text,label", *(f"It was {at},{'ab'[at % 2]}" for at in range(12))]))
    stage = {"stage": "tune", "plan": one.plan.as_json(), "train": [{"name": "a.csv", **entry}], "share": 0.2}
    (tmp_path / "training.json").write_text(json.dumps({"stages": [stage]}))
    with pytest.raises(PlaygroundError, match=said):
        run_recipe(str(tmp_path / "training.json"), str(tmp_path), str(tmp_path / "out"))
