"""The files of a checkpoint folder: their names, the bounds on their sizes, and how each is read."""

from __future__ import annotations

import hashlib
import json
import math
import struct
from pathlib import Path
from typing import Any

from playground.checkpoints.card import parse_front_matter, split_front_matter
from playground.errors import BadCheckpoint

CONFIG, WEIGHTS, VOCABULARY, CARD, RECIPE, MEMORY, BEHAVIOUR, MEANS, UNITS = (
    "config.json",
    "model.safetensors",
    "vocabulary.json",
    "README.md",
    "training.json",
    "memory.json",
    "behaviour.json",
    "means.json",
    "units.json",
)
TOKENIZER = "tokenizer.json"  # in place of a vocabulary, where a model reads subwords (`transformers_model.py`)
MAX_BYTES = {
    CONFIG: 1_000_000,
    WEIGHTS: 600_000_000,
    VOCABULARY: 30_000_000,
    TOKENIZER: 30_000_000,
    CARD: 1_000_000,
    RECIPE: 1_000_000,
    MEMORY: 1_000_000,
    BEHAVIOUR: 1_000_000,
    MEANS: 1_000_000,
    UNITS: 1_500_000,
}
ENTRIES = 1_000_000  # of a JSON file, by its commas: what a vocabulary of 500,000 words does not reach
NEEDED = (CONFIG, VOCABULARY, WEIGHTS)  # files without which a folder is no checkpoint

SCALE = ".scale"


def file_digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_digest(name: str, digest: object, folder: Path) -> None:
    """Refuse weights that have another sha256."""
    if file_digest(folder / WEIGHTS) != digest:
        raise digest_error(name)


def digest_error(name: str) -> BadCheckpoint:
    """The error for weights that have another sha256 than the config names."""
    return BadCheckpoint(
        f"The weights of the checkpoint {name} are not the ones that its config names (sha256 differs). "
        "Get the checkpoint again.",
        key="checkpoint-sha256",
        checkpoint=name,
    )


def read_file(path: Path) -> bytes:
    """What a file of a checkpoint folder holds.

    Raises:
        BadCheckpoint: it cannot be read, or is larger than such a file may be.
    """
    try:
        if path.stat().st_size > MAX_BYTES[path.name]:
            raise BadCheckpoint(
                f"{path.name} has {path.stat().st_size:,} bytes. At most {MAX_BYTES[path.name]:,} are read. "
                "Use a smaller checkpoint.",
                key="checkpoint-file-size",
                file=path.name,
                allowed=MAX_BYTES[path.name],
            )
        return path.read_bytes()
    except OSError as error:
        raise _unreadable_error(path, error) from None


def _unreadable_error(path: Path, error: OSError) -> BadCheckpoint:
    return BadCheckpoint(
        f"{path.name} of the checkpoint {display_name(path.parent)} cannot be read ({error.strerror}). "
        "Get the checkpoint again, for instance with “git checkout checkpoints”.",
        key="checkpoint-file",
        file=path.name,
        checkpoint=display_name(path.parent),
    )


def display_name(folder: Path) -> str:
    """What messages call a checkpoint: the Hub's cache has its repository two folders above."""
    if folder.parent.name == "snapshots":
        return f"{folder.parent.parent.name.removeprefix('models--').replace('--', '/')}@{folder.name[:7]}"
    return folder.name


def read_json(path: Path, name: str = "") -> Any:
    """What a JSON file holds.

    Raises:
        BadCheckpoint: it cannot be read, is no JSON, or has so many entries that they would fill the memory.
    """
    raw = read_file(path)
    if raw.count(b",") > ENTRIES:
        raise BadCheckpoint(
            f"{path.name} of the checkpoint {name or display_name(path.parent)} has more than {ENTRIES:,} entries. "
            "Use a smaller vocabulary.",
            key="checkpoint-entries",
            file=path.name,
            checkpoint=name or display_name(path.parent),
            allowed=f"{ENTRIES:,}",
        )
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise BadCheckpoint(
            f"{path.name} of the checkpoint {name or display_name(path.parent)} is not JSON. Get the checkpoint again.",
            key="checkpoint-json",
            file=path.name,
            checkpoint=name or display_name(path.parent),
        ) from None


def read_config(folder: Path) -> dict[str, Any]:
    """What the config of a checkpoint says; of a model of transformers, in our terms.

    Raises:
        BadCheckpoint: it cannot be read, or does not say architecture, task and labels.
    """
    from playground.checkpoints import transformers_config

    value = read_json(folder / CONFIG)
    if transformers_config.is_transformers_config(value):
        return transformers_config.to_our_config(value, display_name(folder))
    if (
        not isinstance(value, dict)
        or not isinstance(value.get("labels"), list)
        or not all(isinstance(text, str) for text in (value.get("task"), value.get("architecture"), *value["labels"]))
    ):
        raise BadCheckpoint(
            f"{CONFIG} of the checkpoint {display_name(folder)} does not say architecture, task and labels. "
            "Save the checkpoint again.",
            key="checkpoint-config",
            checkpoint=display_name(folder),
        )
    return value


def stored_parameters(path: Path) -> int:
    """The numbers in a safetensors file, scales not counted; read from its header.

    Raises:
        BadCheckpoint: the file is missing, or its header is not that of a safetensors file.
    """
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > MAX_BYTES[CONFIG]:
                raise ValueError(length)
            header = json.loads(file.read(length))
        shapes = [entry["shape"] for name, entry in header.items() if not name.endswith((SCALE, "__metadata__"))]
        return sum(math.prod(map(int, shape)) for shape in shapes)
    except OSError as error:
        raise _unreadable_error(path, error) from None
    except (struct.error, ValueError, RecursionError, AttributeError, KeyError, TypeError):
        raise BadCheckpoint(
            f"{path.name} of the checkpoint {display_name(path.parent)} is not a safetensors file. "
            "Get the checkpoint again.",
            key="checkpoint-weights",
            checkpoint=display_name(path.parent),
        ) from None


def split_card(folder: Path) -> tuple[dict[str, Any], str]:
    """The metadata of a model card, values as they are written, and its Markdown; both empty where there is no card.

    Metadata that is not read is empty too, and the Markdown begins with the reason.
    """
    path = folder / CARD
    if not path.is_file():
        return {}, ""
    front, markdown = split_front_matter(read_file(path).decode("utf-8", "replace"))
    metadata, refused = parse_front_matter(front)
    return metadata, f"> The front matter of this card was not read. {refused}\n\n{markdown}" if refused else markdown
