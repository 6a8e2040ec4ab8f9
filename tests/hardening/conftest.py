"""A page over tiny models for the tests of this folder: quick, with a secret in its environment and a log."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import tiny
from tests.serving import serving

TOKEN = "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"


@dataclass(frozen=True)
class Page:
    """A running page: its address, its process, what it has printed, and its folders."""

    address: str
    pid: int
    log: Path
    folder: Path


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder, work = tmp_path_factory.mktemp("checkpoints"), tmp_path_factory.mktemp("page")
    for seed, (architecture, task) in enumerate(tiny.PAIRS):
        tiny.write(folder, architecture, task, seed=seed)
    command = ("-m", "tests.browser.server", str(folder), str(work / "calls.txt"))
    environment: dict[str, Any] = {
        "HF_TOKEN": TOKEN,
        "GRADIO_TEMP_DIR": str(work / "uploads"),
        "FORWARDED_ALLOW_IPS": "127.0.0.1",
    }
    with serving(command, log=work / "log.txt", **environment) as (address, pid):
        yield Page(address, pid, work / "log.txt", folder)
