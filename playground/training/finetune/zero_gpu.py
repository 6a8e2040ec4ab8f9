"""A training in short slices, for a GPU that is lent call by call (ZeroGPU).

Each slice runs in a process that is forked for it and ends with it: what it changes in memory is lost, so it keeps its
state in a folder after every epoch, as `fit` does for a run that may be interrupted, and each returns the best weights
up to then: where no further GPU is lent, they are what is left. The numbers are those of a training in one piece.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from playground import devices
from playground.errors import Unreachable
from playground.models import Config, Model, build
from playground.training.encoding import Encoded
from playground.training.fit import History, Progress, fit
from playground.training.settings import Settings

SLICE_SECONDS = 15.0  # after which no further epoch begins; the GPU is lent for 60


def fit_in_slices(
    model: Model,
    train: Encoded,
    validation: dict[str, Encoded],
    settings: Settings,
    seed: int,
    stop: Callable[[], bool | str] = lambda: False,
) -> Generator[Progress, None, History]:
    """As `fit`, in slices: the progress of a slice comes when it is over, and `stop` is asked between slices.

    Raises:
        BadInput: as `fit`.
        Unreachable: no GPU was lent, or it was taken back before the first slice had ended.
    """
    history = History([], 0)  # nothing yet
    with tempfile.TemporaryDirectory(prefix="playground-slices-") as state_folder:
        state = {name: value.cpu() for name, value in model.state_dict().items()}
        while not (history.epochs and stop()):
            try:
                progress, history, best = run_slice(
                    model.config, state, train, validation, settings, seed, state_folder, bool(stop())
                )
            except Unreachable as error:
                if not history.epochs:
                    raise
                history = replace(history, paused=False, lost=error.values["reason"])
            else:
                yield from progress
                model.load_state_dict({name: torch.from_numpy(value) for name, value in best.items()})
            if not history.paused:
                break
    model.eval()
    return replace(history, paused=False)


@devices.on_gpu
def run_slice(
    config: Config,
    state: dict[str, Tensor],
    train: Encoded,
    validation: dict[str, Encoded],
    settings: Settings,
    seed: int,
    state_folder: str,
    last: bool,
) -> tuple[list[Progress], History, dict[str, np.ndarray]]:
    """The progress, the history and the best weights of a slice of training, from the kept state if there is one.

    The weights are arrays: a tensor would be handed over as shared memory, which ends with the process.

    Args:
        state: the weights before the first slice.
        state_folder: where the state after each epoch is kept for the next slice.
        last: no further epoch is wanted.
    """
    model = build(config)
    model.load_state_dict(state)
    model.to(devices.device())
    until = time.monotonic() + SLICE_SECONDS
    training = fit(
        model,
        train,
        validation,
        settings,
        seed,
        Path(state_folder),
        stop=lambda: last,
        pause=lambda: time.monotonic() > until,
    )
    progress = []
    while True:
        try:
            progress.append(next(training))
        except StopIteration as end:
            history: History = end.value
            return progress, history, {name: value.cpu().numpy() for name, value in model.state_dict().items()}
