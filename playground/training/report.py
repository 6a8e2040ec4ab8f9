"""What is told of a training: a line for each epoch, and the summary at its end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from playground.models import Model
from playground.training.encoding import Encoded
from playground.training.fit import History, Progress, measure

Say = Callable[[str], None]


class Telling:
    """Tells a training's progress in lines: each epoch, and every ten seconds."""

    def __init__(self, say: Say) -> None:
        self.say, self.last = say, 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.perf_counter()
        if progress.finished is not None or now - self.last > 10:
            self.last = now
            self.say(_line(progress))


def epoch_reporter(run: Any, on_progress: Say) -> History:
    """Run a training to its end, telling each step of it in a line."""
    told = Telling(on_progress)
    while True:
        try:
            told(next(run))
        except StopIteration as end:
            history: History = end.value
            return history


def _line(progress: Progress) -> str:
    line = (
        f"epoch {progress.epoch}/{progress.epochs} · step {progress.step}/{progress.steps} · loss "
        f"{progress.train_loss:.4f} · "
        f"{progress.words_per_second:,.0f} words/s · {progress.seconds_left:.0f} s left"
    )
    if progress.finished is not None:
        shown = {
            key: progress.finished[key]
            for key in ("validation_loss", "accuracy", "macro_f1")
            if key in progress.finished
        }
        line += "".join(f" · {key} {value:.4f}" for key, value in shown.items())
        line += "".join(f" · {key} {value:.4f}" for key, value in progress.finished.get("sets", {}).items())
    return line


def folder_reference(folder: Path) -> str:
    """A folder as a reference to a checkpoint: a relative one begins with a point."""
    return str(folder) if folder.is_absolute() else f".{os.sep}{folder}"


def summarize(
    target: Path,
    model: Model,
    learnt: Encoded,
    validations: Sequence[Encoded],
    dropped: dict[str, int],
    history: History,
    started: float,
) -> dict[str, Any]:
    """What `train` answers; its metrics are those of the rounded weights, a mean over the validation sets."""
    measured = [measure(model, data) for data in validations]
    return {
        "checkpoint": folder_reference(target),
        "task": model.config.task,
        "architecture": model.config.architecture,
        "labels": list(model.config.labels),
        "examples": {"train": len(learnt), "validation": sum(map(len, validations))},
        "dropped": dropped,
        "best_epoch": history.best_epoch,
        "epochs": history.epochs,
        "metrics": {
            key: float(np.mean([one[key] for one in measured])) for key in ("accuracy", "macro_f1", "balanced_accuracy")
        },
        "baselines": {},
        # of a run that was taken up again: at least what all its epochs took
        "seconds": max(time.perf_counter() - started, sum(entry["seconds"] for entry in history.epochs)),
    }
