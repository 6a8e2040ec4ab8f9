"""A small data root with films and sentences, recipes for it, and how checkpoints are compared."""

import hashlib
import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file

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


def continued_recipe(root: Path) -> dict[str, Any]:
    """A model that is trained, and then once more on other sentences."""
    (root / "films" / "other.csv").write_text(OTHER)
    fit, evaluate_ = small_recipe(root)["stages"]
    again = {key: value for key, value in fit.items() if key != "vocabulary"} | {"from": "first", "seed": 9}
    again |= {"train": [entry(root, "films/other.csv")], "settings": {"epochs": 1, "learning_rate": 1e-7}}
    return {"stages": [{**fit, "name": "first"}, again, evaluate_]}
