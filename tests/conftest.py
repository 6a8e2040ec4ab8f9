"""What holds for every test: threads are settled before torch is imported, and GPU tests need a GPU."""

import pytest

from playground import devices

devices.configure()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("gpu") and devices.device() != "cuda":
        pytest.skip("needs a CUDA device")
