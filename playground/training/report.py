"""What a training reports: lines while it runs, and the summary at its end.

Nothing here knows where a line is shown.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from playground.models import Model
from playground.training.encoding import Encoded
from playground.training.fit import History, Progress, measure

Log = Callable[[str], None]
"""What takes a line about a training: `print`, for instance."""

SECONDS_A_LINE = 10


class ProgressLog:
    """Logs a training's progress in lines: one an epoch, and one every ten seconds within it."""

    def __init__(self, log: Log) -> None:
        self.log, self.last = log, 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.perf_counter()
        if progress.finished is not None or now - self.last > SECONDS_A_LINE:
            self.last = now
            self.log(_progress_line(progress))


def run_to_end(training: Generator[Progress, None, History], log: Log) -> History:
    """The history of a training that is run to its end here, its progress logged."""
    progress_log = ProgressLog(log)
    while True:
        try:
            progress_log(next(training))
        except StopIteration as end:
            history: History = end.value
            return history


def _progress_line(progress: Progress) -> str:
    line = (
        f"epoch {progress.epoch}/{progress.epochs} · step {progress.step}/{progress.steps} · loss "
        f"{progress.train_loss:.4f} · "
        f"{progress.words_per_second:,.0f} words/s · {progress.seconds_left:.0f} s left"
    )
    if progress.finished is not None:
        measured = {
            key: progress.finished[key]
            for key in ("validation_loss", "accuracy", "macro_f1")
            if key in progress.finished
        }
        line += "".join(f" · {key} {value:.4f}" for key, value in measured.items())
        line += "".join(f" · {key} {value:.4f}" for key, value in progress.finished.get("sets", {}).items())
    return line


def folder_reference(folder: Path) -> str:
    """A folder as a reference to a checkpoint: a relative one begins with a point."""
    return str(folder) if folder.is_absolute() else f".{os.sep}{folder}"


def mean_metrics(model: Model, validations: Sequence[Encoded]) -> dict[str, float]:
    """Accuracy, macro-F1 and balanced accuracy, 0-1: means over the validation sets."""
    measured = [measure(model, data) for data in validations]
    return {
        key: float(np.mean([one[key] for one in measured])) for key in ("accuracy", "macro_f1", "balanced_accuracy")
    }


def summarize(
    target: Path,
    model: Model,
    train: Encoded,
    validations: Sequence[Encoded],
    dropped: dict[str, int],
    history: History,
    started: float,
) -> dict[str, Any]:
    """The summary that `train` returns; its metrics are those of the rounded weights, a mean over the validation sets.

    Args:
        target: the folder that the checkpoint is written to.
        dropped: how many rows were left out, by reason.
        started: when the training began, by `time.perf_counter`.
    """
    return {
        "checkpoint": folder_reference(target),
        "task": model.config.task,
        "architecture": model.config.architecture,
        "labels": list(model.config.labels),
        "examples": {"train": len(train), "validation": sum(map(len, validations))},
        "dropped": dropped,
        "best_epoch": history.best_epoch,
        "epochs": history.epochs,
        "metrics": mean_metrics(model, validations),
        "baselines": {},
        # of a run that was taken up again: at least what all its epochs took
        "seconds": max(time.perf_counter() - started, sum(entry["seconds"] for entry in history.epochs)),
    }
