"""What can be said of a checkpoint without reading its weights: sizes, card, recipe, measurements."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from playground.checkpoints import references, session_store
from playground.checkpoints.checkpoint import UNTRAINED, Checkpoint, Description
from playground.checkpoints.folder import (
    MAX_BYTES,
    RECIPE,
    WEIGHTS,
    read_config,
    read_json,
    split_card,
    stored_parameters,
)
from playground.checkpoints.references import locate, origin

MAX_RESULTS = 30  # of a card that are shown


def describe(reference: str) -> Description:
    """What can be said of a checkpoint without reading its weights.

    Raises:
        NotFound: there is no such checkpoint.
        BadCheckpoint: its files cannot be read.
    """
    folder, source, untrained = locate(reference)
    config = read_config(folder)
    elsewhere = origin(folder.name) if source == "hub" and folder.parent == references.FOLDER else None
    files = [file for file in MAX_BYTES if (folder / file).is_file() and not (elsewhere and file == WEIGHTS)]
    return Description(
        id=reference,
        task=config["task"],
        architecture=config["architecture"],
        parameters=elsewhere.parameters if elsewhere else stored_parameters(folder / WEIGHTS),
        bytes=sum((folder / file).stat().st_size for file in files) + (elsewhere.bytes if elsewhere else 0),
        labels=tuple(config["labels"]),
        source=source,
        metrics={} if untrained else _metrics(folder),
        revision=elsewhere.revision if elsewhere else folder.name if source == "hub" else "",
        title=session_store.title(reference.removesuffix(UNTRAINED)) if source == "session" else "",
        language=config.get("language") or ("en" if folder.parent == references.FOLDER else None),
        variant=config.get("variant") or "standard",
    )


def read_card(reference: str) -> str:
    """The model card, Markdown without its metadata; empty where there is none."""
    folder, _, _ = locate(reference)
    return split_card(folder)[1]


def read_measurement(reference: str, name: str) -> Any:
    """What a file of measurements in a checkpoint's folder holds: memory.json, behaviour.json, means.json, units.json.

    None where there is no such file, or it was measured of other weights.
    """
    folder, _, untrained = locate(reference)
    if untrained or not (folder / name).is_file():
        return None
    found = read_json(folder / name)
    same = isinstance(found, dict) and found.get("weights") == read_config(folder).get("sha256")
    return found if same else None


def weights_digest(checkpoint: Checkpoint) -> str:
    """The sha256 that the checkpoint's config has of its weights; empty for a model that lies nowhere."""
    return "" if checkpoint.folder is None else str(read_config(checkpoint.folder).get("sha256", ""))


def read_recipe(reference: str) -> list[dict[str, Any]]:
    """The stages that made a checkpoint, as its recipe has them; none where no recipe is stored."""
    folder, _, _ = locate(reference)
    value = read_json(folder / RECIPE) if (folder / RECIPE).is_file() else {}
    stages = value.get("stages") if isinstance(value, dict) else None
    return [stage for stage in stages if isinstance(stage, dict)] if isinstance(stages, list) else []


def _metrics(folder: Path) -> dict[str, dict[str, float]]:
    """The measured results of the card's model-index: {data set: {metric: number}}."""
    found: dict[str, dict[str, float]] = {}
    try:
        for model in split_card(folder)[0].get("model-index", []):
            for result in model["results"][:MAX_RESULTS]:
                numbers = found.setdefault(str(result["dataset"]["name"]), {})
                numbers |= {
                    str(one["type"]): value for one in result["metrics"] if (value := _number(one["value"])) is not None
                }
    except (KeyError, TypeError, AttributeError):
        return {}
    return found


def _number(written: object) -> float | None:
    """A finite number as a card writes it; None for anything else, since JSON has no other numbers."""
    try:
        value = float(str(written))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
