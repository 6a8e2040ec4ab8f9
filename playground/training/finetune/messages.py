"""What a worker (`worker.py`) says, as the records that the queue keeps; and what is said where it says nothing."""

from __future__ import annotations

from typing import Any

from playground import errors
from playground.data.problems import Note
from playground.errors import BadInput, PlaygroundError
from playground.training.finetune.plan import MOST_SECONDS, TuningStep
from playground.training.finetune.tune import TuningResult
from playground.training.fit import Progress


def step_from_json(value: dict[str, Any]) -> TuningStep:
    """A step."""
    progress = None if value["progress"] is None else Progress(**value["progress"])
    return TuningStep(**{**value, "progress": progress, "history": tuple(value["history"])})


def result_from_json(value: dict[str, Any]) -> TuningResult:
    """What came out of a training."""
    notes = [Note(**note) for note in value["notes"]]
    return TuningResult(**{**value, "verdict": Note(**value["verdict"]), "notes": notes})


def error_from_json(value: dict[str, Any]) -> PlaygroundError:
    """Why nothing came out."""
    kind: type[PlaygroundError] = getattr(errors, value["kind"])
    return kind(value["message"], key=value["key"], **value["values"])


def died_error(reason: str) -> BadInput:
    """A worker that ended without a last word."""
    return BadInput(
        f"The training ended before there was a model ({reason[:200]}). Try a smaller file or a smaller model.",
        key="training-died",
        reason=reason[:200],
    )


def too_long_error() -> BadInput:
    """A study whose time was over before it was whole."""
    minutes = round(MOST_SECONDS / 60)
    return BadInput(
        f"This was ended after {minutes} minutes, since others may be waiting. Try a smaller file or a quicker model, "
        "or use the command line, which has no limit.",
        key="study-time",
        minutes=minutes,
    )
