"""Memory and Path as files: every number in full, and nothing that a spreadsheet would take for a formula."""

import csv
import io
import json
from typing import Any

import pytest

from playground.checkpoints import load
from playground.errors import BadInput
from playground.lenses.inside.memory import memory
from playground.lenses.inside.state_path import path
from playground.ui.inside.all_models import downloads as all_models_downloads
from playground.ui.inside.all_models.downloads import all_models_file
from playground.ui.inside.all_models.queries import AllModelsView
from playground.ui.inside.queries import look_inside
from playground.ui.inside.view_options import ViewOptions
from playground.ui.model_loader import MODEL_LOADER

TEXT = "=the good film , - not good"


def group(tiny: dict[str, str], view: str, task: str) -> AllModelsView:
    return gathered(TEXT, task, [tiny[f"{task}-{name}"] for name in ("rnn", "textcnn")], view)


def gathered(text: str, task: str, references: list[str], view: str) -> AllModelsView:
    MODEL_LOADER.load(references, 60)
    found = look_inside(text, task, references, ViewOptions(view, word=2)).group
    assert found is not None
    assert not found.loading
    assert [member.failed for member in found.members] == [None] * len(references)
    return found


def table(file: dict[str, str]) -> list[dict[str, str]]:
    assert file["type"] == "text/csv"
    assert file["content"].startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(file["content"].removeprefix("\ufeff"))))


@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_memory_holds_both_measures_of_every_model(tiny: dict[str, str], task: str) -> None:
    found = group(tiny, "memory", task)
    rows = table(all_models_file(found, 0, "csv"))
    record: dict[str, Any] = json.loads(all_models_file(found, 1, "json")["content"])
    assert record["text"] == TEXT
    for member, kept in zip(found.members, record["models"], strict=True):
        expected = memory(load(member.reference), TEXT, found.word)
        mine = [row for row in rows if row["model"] == member.reference]
        assert [int(row["distance"]) for row in mine] == expected.distances.tolist()
        assert [float(row["gradient"]) for row in mine] == pytest.approx(expected.gradients, rel=1e-6)
        assert kept["gradients"] == [float(row["gradient"]) for row in mine]
        assert [row["deletion"] == "" for row in mine] == [number is None for number in kept["deletions"]]
        assert [number is None for number in kept["deletions"]] == [
            task == "pos" and at == 2 for at in range(len(mine))
        ]
        assert [row["word"] for row in mine] == ["'=", "the", "good", "film", ",", "'-", "not", "good"]
        assert kept["words"] == ["=", "the", "good", "film", ",", "-", "not", "good"]
        assert {row["answer"] for row in mine} == {expected.answer}


def test_memory_holds_the_means_that_stand_behind_the_lines(tiny: dict[str, str]) -> None:
    found = group(tiny, "memory", "sentiment")
    record = json.loads(all_models_file(found, 0, "json")["content"])
    rows = table(all_models_file(found, 0, "csv"))
    assert [one["means"] for one in record["models"]] == [None, None]
    assert {row["mean gradient"] for row in rows} == {""}
    shipped = gathered("a good film", "sentiment", ["sentiment-lstm"], "memory")
    means = shipped.members[0].means
    assert means is not None
    rows = table(all_models_file(shipped, 0, "csv"))
    assert [float(row["mean gradient"]) for row in rows] == [
        means.gradients[means.distances.index(-n)] for n in (2, 1, 0)
    ]


@pytest.mark.parametrize("task", ["sentiment", "pos"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_path_is_kept_model_by_model(tiny: dict[str, str], task: str, at: int) -> None:
    found = group(tiny, "path", task)
    expected = path(load(found.members[at].reference), TEXT)
    rows = table(all_models_file(found, at, "csv"))
    record = json.loads(all_models_file(found, at, "json")["content"])
    assert [[float(row["across"]), float(row["up"])] for row in rows] == pytest.approx(expected.coordinates, abs=1e-6)
    assert record["coordinates"] == [[float(row["across"]), float(row["up"])] for row in rows]
    assert record["states"] == pytest.approx(expected.states, abs=1e-6)
    assert record["model"] == found.members[at].reference
    for row, shares in zip(rows, expected.probabilities, strict=True):
        assert [float(row[name]) for name in expected.labels] == pytest.approx(shares, abs=1e-6)
    assert [row["word"] for row in rows][:2] == ["'=", "the"]


def test_the_name_of_a_file_says_what_is_in_it(tiny: dict[str, str]) -> None:
    assert all_models_file(group(tiny, "memory", "pos"), 0, "csv")["name"] == "pos-memory-word3.csv"
    assert all_models_file(group(tiny, "memory", "sentiment"), 0, "json")["name"] == "sentiment-memory.json"
    name = all_models_file(group(tiny, "path", "pos"), 1, "csv")["name"]
    assert name.endswith("pos-textcnn-path.csv")
    assert "/" not in name
    assert all_models_downloads.all_models_file_name(group(tiny, "path", "pos"), 0).endswith("pos-rnn-path")


@pytest.mark.parametrize(("at", "kind"), [(0, "exe"), (0, "py"), (2, "csv")])
def test_what_is_not_there_cannot_be_kept(tiny: dict[str, str], at: int, kind: str) -> None:
    with pytest.raises(BadInput, match="There is nothing to keep"):
        all_models_file(group(tiny, "path", "pos"), at, kind)
