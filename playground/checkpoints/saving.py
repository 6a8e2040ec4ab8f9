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
from playground.checkpoints.folder import CARD, CONFIG, RECIPE, VOCABULARY, WEIGHTS
from playground.checkpoints.loading import unload
from playground.checkpoints.weights import pack


def save(
    folder: str | os.PathLike[str],
    model: Model,
    vocabulary: Vocabulary,
    *,
    temperature: float = 1.0,
    recipe: dict[str, Any] | None = None,
    card: str = "",
) -> Path:
    """Write a checkpoint folder, whole or not at all; files of an older checkpoint there are replaced, others stay.

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
