"""Which device, how many threads, and ZeroGPU where a Space has it.

The number of threads is settled by environment variables that torch reads once, when it is imported; so `configure` is
called first, and nothing here imports torch before it is asked for a device. Nothing here knows about models.

Decisions, both measured: threads are cores ÷ requests that compute at the same time (24 LSTM passes from 8 callers took
0.49 s with two threads each and 0.33 s with one), and idle threads sleep instead of spinning (with another process on
one of two cores, four small forward passes took 13 ms, and 231 ms with spinning threads).
"""

import contextlib
import ctypes
import importlib.util
import os
import platform
import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from playground.errors import BadInput, Unreachable, shown

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

CONCURRENT_REQUESTS = 2  # that the page lets compute at the same time


def cores() -> int:
    """Processor cores that this process may use: what a Space says, else what the system grants.

    `os.cpu_count()` would tell the cores of the whole host, of which a container often has a small part.

    Raises:
        BadInput: CPU_CORES is set to something else than a number above zero.
    """
    setting = os.environ.get("CPU_CORES", "").strip()
    if setting:
        try:
            number = float(setting)
        except ValueError:
            number = 0.0
        if not 0 < number < 100_000:
            raise BadInput(
                f"CPU_CORES is {shown(setting)}. It has to be a number of cores, such as 2. Correct it or unset it.",
                key="cpu-cores",
                given=shown(setting),
            )
        return max(1, int(number))
    if hasattr(os, "sched_getaffinity"):  # Linux
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def threads(concurrent: int = CONCURRENT_REQUESTS) -> int:
    """Threads for one computation when `concurrent` of them share the cores; at least one."""
    return max(1, cores() // max(1, concurrent))


def configure(concurrent: int = CONCURRENT_REQUESTS) -> None:
    """Set threads and telemetry by environment variables; those that are already set stay as they are.

    Call it before torch and gradio are imported: both read their variables at that moment. A command that computes
    alone (training, evaluation) says `concurrent=1` and gets every core.
    """
    number = str(threads(concurrent))
    for name, value in {
        "OMP_NUM_THREADS": number,
        "MKL_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", number),  # two numbers would make threads fight for cores
        "OMP_WAIT_POLICY": "PASSIVE",
        "GOMP_SPINCOUNT": "0",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }.items():
        os.environ.setdefault(name, value)
    if has_zero_gpu():
        import spaces  # noqa: F401  has to come before torch, which it patches


def device() -> str:
    """`cuda` where torch can use a GPU, else `cpu`.

    On a GPU cuDNN keeps to full float32: by default it rounds what RNNs and convolutions multiply to 10 bits, and the
    same model would answer differently there.
    """
    import torch

    if not torch.cuda.is_available():
        return "cpu"
    torch.backends.cudnn.allow_tf32 = False
    return "cuda"


def give_memory_back() -> None:
    """Hand free memory back to the system: reading weights leaves some 10 MB a model, which glibc would keep."""
    with contextlib.suppress(AttributeError, OSError, TypeError):  # elsewhere there is no such function
        ctypes.CDLL(None).malloc_trim(0)


def hardware() -> str:
    """What is computed on, in a line for a card."""
    import torch

    if device() == "cuda":
        return torch.cuda.get_device_name()
    number = torch.get_num_threads()
    return f"{number} CPU thread{'s' * (number > 1)} ({platform.machine()})"


def has_zero_gpu() -> bool:
    """Whether this is a Space whose GPU is lent per call; such a Space says so and has the package `spaces`."""
    wanted = os.environ.get("SPACES_ZERO_GPU", "").lower() in ("1", "t", "true")
    return wanted and importlib.util.find_spec("spaces") is not None


def on_gpu(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """The function, asking for the GPU on each call where ZeroGPU lends it; elsewhere the function itself.

    There it runs in a forked process for at most 60 s: what it changes outside its return value is lost. Of an error
    ZeroGPU would hand on no more than its class's name, so errors come back as values and are raised here.

    Raises:
        Unreachable: no GPU is lent (the visitor's quota is used up, all are busy), or it was taken back.
    """
    if not has_zero_gpu():
        return function
    import spaces

    @spaces.GPU
    @wraps(function)
    def lent(*given: Arguments.args, **named: Arguments.kwargs) -> tuple[Answer | None, Exception | None]:
        try:
            return function(*given, **named), None
        except Exception as error:  # noqa: BLE001  it is raised again where it was asked for
            return None, error

    @wraps(function)
    def call(*given: Arguments.args, **named: Arguments.kwargs) -> Answer:
        try:
            answer, wrong = lent(*given, **named)
        except Exception as error:
            if type(error).__module__.split(".")[0] in ("gradio", "spaces"):  # as which ZeroGPU speaks
                raise _not_lent(error) from error
            raise
        if wrong is not None:
            raise wrong
        return cast("Answer", answer)

    return call


def _not_lent(error: Exception) -> Unreachable:
    """What ZeroGPU says, in a line and without its links."""
    words = re.sub(r"<[^>]*>", " ", str(getattr(error, "message", error))).split()
    reason = " ".join(words)[:200] or type(error).__name__
    return Unreachable(
        f"The GPU was not lent, or was taken back too soon ({reason}). Try again in a few minutes, or with less.",
        key="gpu-not-lent",
        reason=reason,
    )
