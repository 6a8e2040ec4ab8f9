"""Models and checkpoints small enough to be built in every test, for every architecture and task."""

from pathlib import Path
from typing import Any

import torch

from playground import checkpoints
from playground.models import ARCHITECTURES, Config, Model, build
from playground.tasks import TASKS
from playground.text import Vocabulary

VOCABULARY = Vocabulary(
    ["a", "good", "film", "the", "bad", "dog", "not", ",", ".", "it", "'s", "n't"], "abcdefghilmnopqrstuvwy'.,"
)
SIZES: dict[str, dict[str, Any]] = {
    "rnn": {"hidden": 10, "directions": 2, "layers": 2, "readout": ("last", "mean", "max")},
    "lstm": {"hidden": 10, "directions": 2, "layers": 2, "readout": ("mean", "max")},
    "textcnn": {"filters": 6, "widths": (1, 3, 5), "layers": 2},
    "transformer": {"hidden": 12, "heads": 3, "layers": 2, "feedforward": 20, "readout": ("mean", "max")},
}
PAIRS = [(architecture, task) for architecture in ARCHITECTURES for task in TASKS]


def config(architecture: str, task: str, **changes: Any) -> Config:
    """Sizes for `VOCABULARY`; models with an answer a word read letters, and a Transformer distances."""
    letters = len(VOCABULARY.letters) + 2 if TASKS[task].per_word else 0
    sizes: dict[str, Any] = {
        "size": 8,
        "letters": letters,
        "letter_size": 5,
        "letter_filters": 4,
        "max_words": 40,
        "dropout": 0.1,
    }
    sizes |= SIZES.get(architecture, {})
    if architecture == "transformer" and TASKS[task].per_word:
        sizes["positions"] = "distances"
    labels = changes.pop("labels", TASKS[task].labels)
    return Config(architecture, task, labels, len(VOCABULARY), **(sizes | changes))


def model(architecture: str, task: str, seed: int = 0, **changes: Any) -> Model:
    """A model with random weights, in eval mode."""
    torch.manual_seed(seed)
    return build(config(architecture, task, **changes)).eval()


def write(folder: Path, architecture: str, task: str, **changes: Any) -> str:
    """Write a checkpoint with random, rounded weights; its reference."""
    made = model(architecture, task, **changes)
    checkpoints.round_weights(made)
    name = "-".join(filter(None, [task, changes.get("language"), architecture, changes.get("variant")]))
    return str(checkpoints.save(folder / name, made, VOCABULARY, temperature=1.5))
