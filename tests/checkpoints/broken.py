"""Ways to break a good checkpoint, and what is said of it then."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playground.checkpoints import load
from playground.errors import BadCheckpoint

ROOT = Path(__file__).parents[2]


def change(folder: Path, edit: Callable[[dict[str, Any]], Any], name: str = "config.json") -> None:
    value = json.loads((folder / name).read_text("utf-8"))
    edit(value)
    (folder / name).write_text(json.dumps(value), "utf-8")


def message(folder: Path, suffix: str = "") -> str:
    with pytest.raises(BadCheckpoint) as refused:
        load(str(folder) + suffix)
    return str(refused.value)
