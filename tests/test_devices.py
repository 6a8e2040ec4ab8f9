import copy
import json
import os
import subprocess
import sys
import types
from collections.abc import Callable

import gradio as gr
import pytest

from playground import devices
from playground.errors import BadInput, Unreachable
from playground.ui.language import chinese

SET = {
    "OMP_NUM_THREADS": "3",
    "MKL_NUM_THREADS": "3",
    "OMP_WAIT_POLICY": "PASSIVE",
    "GOMP_SPINCOUNT": "0",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
}


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without the variables that devices reads or sets; restored afterwards, with what the test sets."""
    monkeypatch.setattr(os, "environ", {name: value for name, value in os.environ.items() if name not in SET})
    for name in ("CPU_CORES", "SPACES_ZERO_GPU"):
        os.environ.pop(name, None)
    return monkeypatch


def test_cores_are_those_that_the_system_grants(bare: pytest.MonkeyPatch) -> None:
    bare.setattr(os, "sched_getaffinity", lambda process: {0, 5, 7}, raising=False)
    assert devices.cores() == 3
    bare.delattr(os, "sched_getaffinity")
    bare.setattr(os, "cpu_count", lambda: 8)
    assert devices.cores() == 8


@pytest.mark.parametrize(("said", "cores"), [("6", 6), (" 2 ", 2), ("7.5", 7), ("0.5", 1)])
def test_cores_are_those_that_a_space_tells(bare: pytest.MonkeyPatch, said: str, cores: int) -> None:
    bare.setitem(os.environ, "CPU_CORES", said)
    assert devices.cores() == cores


@pytest.mark.parametrize("said", ["many", "0", "-2", "nan", "inf"])
def test_a_wrong_number_of_cores_is_named(bare: pytest.MonkeyPatch, said: str) -> None:
    bare.setitem(os.environ, "CPU_CORES", said)
    with pytest.raises(BadInput) as caught:
        devices.cores()
    expected = f"CPU_CORES is '{said}'. It has to be a number of cores, such as 2. Correct it or unset it."
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("cores", "concurrent", "threads"), [(8, 2, 4), (2, 2, 1), (1, 2, 1), (7, 2, 3), (2, 1, 2), (4, 0, 4)]
)
def test_threads_are_cores_divided_by_requests(
    bare: pytest.MonkeyPatch, cores: int, concurrent: int, threads: int
) -> None:
    bare.setitem(os.environ, "CPU_CORES", str(cores))
    assert devices.threads(concurrent) == threads


def test_configure_sets_threads_and_telemetry(bare: pytest.MonkeyPatch) -> None:
    bare.setitem(os.environ, "CPU_CORES", "6")
    devices.configure()
    assert {name: os.environ.get(name) for name in SET} == SET


def test_configure_leaves_what_the_user_has_set(bare: pytest.MonkeyPatch) -> None:
    bare.setitem(os.environ, "OMP_NUM_THREADS", "5")
    devices.configure(concurrent=1)
    assert os.environ["OMP_NUM_THREADS"] == "5"
    assert os.environ["MKL_NUM_THREADS"] == "5", "one number for both"


@pytest.mark.slow
def test_torch_runs_with_the_threads_that_configure_chose() -> None:
    program = (
        "import sys, json; from playground import devices; devices.configure(); before = 'torch' in sys.modules; "
        "import torch; print(json.dumps([before, torch.get_num_threads()]))"
    )
    environment = {name: value for name, value in os.environ.items() if name not in SET} | {"CPU_CORES": "2"}
    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(answer.stdout) == [False, 1]


def test_device_is_the_gpu_where_torch_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    for available, device in ((True, "cuda"), (False, "cpu")):
        monkeypatch.setattr(torch.cuda, "is_available", lambda available=available: available)
        assert devices.device() == device


def double(number: int) -> int:
    return 2 * number


def test_on_gpu_is_the_function_itself_where_no_gpu_is_lent(bare: pytest.MonkeyPatch) -> None:
    assert devices.on_gpu(double) is double
    bare.setitem(os.environ, "SPACES_ZERO_GPU", "true")
    bare.setattr("importlib.util.find_spec", lambda name: None)
    assert devices.on_gpu(double) is double


def test_on_gpu_asks_for_the_gpu_on_a_zero_gpu_space(bare: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    lend(bare, lambda name: asked.append(name))
    assert asked == []
    assert devices.on_gpu(double)(4) == 8
    assert asked == ["double"]


def lend(monkeypatch: pytest.MonkeyPatch, schedule: Callable[[str], object]) -> None:
    """A package `spaces` that does as the real one, which works on a Space only: answers are copied, and of an error
    nothing is left but its class's name, in an error of gradio's.

    Args:
        schedule: is told who asks for a GPU, and may refuse.
    """

    def handler(function: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            schedule(function.__name__)
            try:
                return copy.deepcopy(function(*given, **named))  # as pickling does
            except Exception as error:  # noqa: BLE001
                raise gr.Error(type(error).__name__) from None

        return call

    spaces = types.ModuleType("spaces")
    spaces.GPU = handler  # type: ignore[attr-defined]
    monkeypatch.setitem(os.environ, "SPACES_ZERO_GPU", "true")
    monkeypatch.setitem(sys.modules, "spaces", spaces)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object())


def refusing(number: int) -> int:
    raise BadInput(f"The number is {number}. Give another.", key="number", given=number)


def mistaken(number: int) -> int:
    return [0, 1][number]


def test_what_goes_wrong_on_a_lent_gpu_is_told_as_it_was_said_there(bare: pytest.MonkeyPatch) -> None:
    lend(bare, lambda name: None)
    with pytest.raises(BadInput, match=r"^The number is 4\. Give another\.$") as refused:
        devices.on_gpu(refusing)(4)
    assert (refused.value.key, refused.value.values) == ("number", {"given": 4})
    with pytest.raises(IndexError):
        devices.on_gpu(mistaken)(4)


def test_a_gpu_that_is_not_lent_is_said_without_its_links(bare: pytest.MonkeyPatch) -> None:
    def none_left(name: str) -> None:
        raise gr.Error('You have exceeded your quota.<a href="https://x.y">\n More</a>')

    lend(bare, none_left)
    with pytest.raises(Unreachable) as refused:
        devices.on_gpu(double)(4)
    assert str(refused.value) == (
        "The GPU was not lent, or was taken back too soon (You have exceeded your quota. More). Try again in a few "
        "minutes, or with less."
    )
    assert refused.value.key in chinese.ERRORS
