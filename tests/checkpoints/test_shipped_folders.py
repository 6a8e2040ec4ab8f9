"""Each shipped folder holds what a checkpoint has to hold, and the README's table what the cards hold."""

import hashlib
import json
import re

import pytest
import torch
import yaml

from playground.checkpoints import describe, load, shipped
from playground.lenses.predict.predict import predict
from playground.tasks import UPOS
from tests.checkpoints.broken import ROOT

pytestmark = pytest.mark.usefixtures("nothing_loaded")


@pytest.mark.slow
@pytest.mark.parametrize("name", shipped())
def test_a_shipped_folder_is_a_whole_checkpoint_that_answers(name: str) -> None:
    folder = ROOT / "checkpoints" / name
    task, architecture = name.split("-")
    files = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert {"config.json", "vocabulary.json", "model.safetensors", "README.md", "training.json"} <= set(files)
    assert max(files.values()) < 10_000_000, "plain git on a Space takes no more"
    assert files["model.safetensors"] <= 9_500_000

    config = json.loads((folder / "config.json").read_text("utf-8"))
    assert (config["task"], config["architecture"]) == (task, architecture)
    assert config["labels"] == (["negative", "positive"] if task == "sentiment" else list(UPOS))
    assert config["sha256"] == hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()

    recipe = json.loads((folder / "training.json").read_text("utf-8"))
    assert {stage["stage"] for stage in recipe["stages"]} >= {"fit", "evaluate"}
    named = [
        entry for stage in recipe["stages"] for part in ("data", "train", "validation") for entry in stage.get(part, [])
    ]
    assert all(len(entry["sha256"]) == 64 for entry in named)
    assert all("seed" in stage for stage in recipe["stages"] if stage["stage"] != "evaluate")

    card = (folder / "README.md").read_text("utf-8")
    metadata = yaml.safe_load(card.split("---\n")[1])
    assert {"license", "language", "pipeline_tag", "datasets", "model-index"} <= set(metadata)
    results = metadata["model-index"][0]["results"]
    measured = {result["dataset"]["name"] for result in results}
    assert measured - {"general"} == ({"IMDB", "SST-2"} if task == "sentiment" else {"UD English EWT"})
    for result in results:
        metrics = {metric["type"]: metric["value"] for metric in result["metrics"]}
        assert {"accuracy", "macro_f1", "calibration_error"} <= set(metrics)
        assert all(0 <= value <= 1 for value in metrics.values())
        assert describe(name).metrics[result["dataset"]["name"]] == metrics
    assert f"python -m playground evaluate --model {name} --data" in card

    checkpoint = load(name)
    assert checkpoint.source == "bundled"
    assert checkpoint.parameters == describe(name).parameters
    answer = predict(checkpoint, "A quietly moving film.")
    if task == "sentiment":
        assert answer.label == "positive"
        assert predict(checkpoint, "A dull, stupid waste of time.").label == "negative"
    else:
        assert answer.tags == ["DET", "ADV", "VERB", "NOUN", "PUNCT"] or answer.tags == [
            *("DET", "ADV", "ADJ", "NOUN", "PUNCT")
        ]
    twin = load(name + "#untrained")
    assert not torch.equal(twin.model.head.weight, checkpoint.model.head.weight)


@pytest.mark.parametrize("name", sorted(path.parent.name for path in ROOT.glob("checkpoints/*/README.md")))
def test_a_card_says_the_same_numbers_in_chinese(name: str) -> None:
    card = (ROOT / "checkpoints" / name / "README.md").read_text("utf-8")
    measured, chinese = (card.partition(f"## {title}\n")[2].partition("\n## ")[0] for title in ("Measured", "中文"))
    rows, told = ([line for line in part.splitlines() if line.startswith("| ")][1:] for part in (measured, chinese))
    assert told and [line.split(" | ")[:2] for line in told] == [line.split(" | ")[:2] for line in rows]
    assert set(re.findall(r"\d+\.\d+ %", "".join(told))) <= set(re.findall(r"\d+\.\d+ %", measured))


def test_the_readme_table_holds_what_the_cards_hold() -> None:
    columns = {
        **{title: ("sentiment", title) for title in ("IMDB", "SST-2", "general")},
        "EWT": ("pos", "UD English EWT"),
    }
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    header = next(row for row in rows if row[1:5] == list(columns))
    for name in ("RNN", "LSTM", "TextCNN", "Transformer"):
        row = next(row for row in rows if row[:1] == [name] and len(row) == len(header))
        for title, shown in zip(header[1:5], row[1:5], strict=True):
            task, dataset = columns[title]
            measured = describe(f"{task}-{name.lower()}").metrics
            if title != "general" or dataset in measured:  # the cards of models of films do not have it
                assert shown == f"{100 * measured[dataset]['accuracy']:.1f} %"
