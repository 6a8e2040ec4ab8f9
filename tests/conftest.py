"""What holds for every test: threads are settled before torch is imported, GPU tests need a GPU, no Hub is there."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from playground import devices
from tests.hubs import ADDRESS

BROWSER = Path(__file__).parent / "browser"

devices.configure()
# The Hub's client reads these once. Nobody listens there unless a test opens a server; commands that tests start ask
# there too.
os.environ |= {"HF_ENDPOINT": ADDRESS, "HF_HOME": tempfile.mkdtemp(), "HF_HUB_DISABLE_XET": "1"}
os.environ.pop("HF_TOKEN", None)
atexit.register(shutil.rmtree, os.environ["HF_HOME"], ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def open_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Whoever visits the page may name the folders that tests write."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLAYGROUND_FOLDERS", str(tmp_path_factory.getbasetemp()))
        yield


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("gpu") and devices.device() != "cuda":
        pytest.skip("needs a CUDA device")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Id (`pos-rnn`) -> the folder of a small checkpoint with random weights, for every architecture and task."""
    from tests.tiny import PAIRS, write

    folder = tmp_path_factory.mktemp("tiny")
    return {f"{task}-{architecture}": write(folder, architecture, task) for architecture, task in PAIRS}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by place: what stands in tests/browser opens a browser; what asks a server in its own process is slow.

    The Makefile runs tests/browser apart, so a test of the page elsewhere would be run by no command.
    """
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker(pytest.mark.browser)
        elif item.get_closest_marker("browser"):
            raise pytest.UsageError(f"{item.nodeid} opens a browser. Tests that do stand in tests/browser.")
        if "address" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
