"""What holds for every test: threads are settled before torch is imported, and GPU tests need a GPU."""

import pytest

from playground import devices

devices.configure()


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
    """Mark what goes through the front door as slow: files whose every test asks a server or starts a command."""
    for item in items:
        if item.path.name.startswith(("test_api", "test_main_")):
            item.add_marker(pytest.mark.slow)
