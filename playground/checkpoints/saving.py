"""Write a checkpoint folder, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground.text import Vocabulary

if TYPE_CHECKING:
    from playground.models import Model
from playground.checkpoints.folder import CARD, CONFIG, RECIPE, VOCABULARY, WEIGHTS, read_json
from playground.checkpoints.loading import unload
from playground.checkpoints.weights import pack


def save(
    folder: str | os.PathLike[str],
    model: Model,
    vocabulary: Vocabulary,
    *,
    temperature: float = 1.0,
    answer_above: float = 0.0,
    recipe: dict[str, Any] | None = None,
    card: str = "",
) -> Path:
    """Write a checkpoint folder, whole or not at all; files of an older checkpoint there are replaced, others stay.

    Args:
        answer_above: 0-1, the probability of an answer from which on it counts as sure; 0: always.
    Returns:
        The folder.
    """
    from safetensors.torch import save as save_tensors

    target = Path(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    weights = save_tensors(pack(model.state_dict()), {"format": "pt"})
    config = {
        **model.config.as_json(),
        "temperature": temperature,
        **({"answer_above": answer_above} if answer_above else {}),
        "sha256": hashlib.sha256(weights).hexdigest(),
    }
    with tempfile.TemporaryDirectory(dir=target.parent) as made:
        new = Path(made)
        (new / WEIGHTS).write_bytes(weights)
        (new / CONFIG).write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        (new / VOCABULARY).write_text(json.dumps(vocabulary.as_json(), ensure_ascii=False) + "\n", encoding="utf-8")
        if recipe is not None:
            (new / RECIPE).write_text(json.dumps(recipe, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        if card:
            (new / CARD).write_text(card, encoding="utf-8")
        target.mkdir(exist_ok=True)
        for path in sorted(
            new.iterdir(), key=lambda path: path.name == CONFIG
        ):  # the config last: it makes it a checkpoint
            shutil.move(str(path), target / path.name)
    unload(target)
    return target


def store_answer_above(folder: Path, answer_above: float) -> None:
    """Write into the config of a checkpoint folder from which probability on its answers count as sure; 0: always."""
    path = folder / CONFIG
    config = read_json(path)
    config.pop("answer_above", None)
    if answer_above:
        config["answer_above"] = answer_above
    with tempfile.TemporaryDirectory(dir=folder) as made:
        new = Path(made) / CONFIG
        new.write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        shutil.move(str(new), path)
    unload(folder)
