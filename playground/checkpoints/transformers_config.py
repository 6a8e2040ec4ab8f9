"""The config.json of a model of the library transformers, in our terms: task, labels, sizes within bounds."""

from __future__ import annotations

from typing import Any

from playground.errors import BadCheckpoint, shown
from playground.tasks import TASKS

KINDS = {"ForSequenceClassification": "sentiment", "ForTokenClassification": "pos"}
MAX_PARAMETERS = 150_000_000
MAX_LAYERS = 48
MAX_NUMBER = 1_000_000  # of anything else that a config counts
MAX_LABELS = 1_000


# ---- what a config says


def is_foreign(config: Any) -> bool:
    """Whether a config.json is one of transformers."""
    return isinstance(config, dict) and "model_type" in config and "architecture" not in config


def understood(config: dict[str, Any], called: str) -> dict[str, Any]:
    """Task, architecture and labels of a config, under the names that our own configs have for them.

    Raises:
        BadCheckpoint: it is no text or token classifier, or claims sizes that are not built here.
    """
    named = config.get("architectures")
    name = named[0] if isinstance(named, list) and named and isinstance(named[0], str) else ""
    task = next((task for ending, task in KINDS.items() if name.endswith(ending)), None)
    if task is None or not isinstance(config["model_type"], str):
        raise refused(
            called,
            f"is a {shown(name or config['model_type'])}",
            "It has to be a text classifier or a token classifier (…ForSequenceClassification, "
            "…ForTokenClassification)",
        )
    _bounded(config, called)
    labels = _labels(config, called)
    if config.get("problem_type") in ("multi_label_classification", "regression"):
        raise refused(called, f"gives {config['problem_type']}", "It has to give one label a text")
    if config.get("quantization_config"):
        raise refused(called, "is quantised", "Its weights have to be plain floating-point numbers")
    ours = TASKS[task].labels
    lowered = {label.casefold(): label for label in ours}
    if {label.casefold() for label in labels} == set(lowered):  # the same labels, written otherwise
        labels = tuple(lowered[label.casefold()] for label in labels)
    same = len(set(labels)) == len(labels) and set(labels) == set(ours)
    return {
        "task": task,
        "architecture": config["model_type"],
        "labels": list(ours if same else labels),
        "order": [labels.index(label) for label in (ours if same else labels)],
        "transformers": config,
    }


def _labels(config: dict[str, Any], called: str) -> tuple[str, ...]:
    given = config.get("id2label")
    if given is None:
        given = {str(at): f"LABEL_{at}" for at in range(config.get("num_labels", 2))}
    wanted = [str(at) for at in range(len(given))] if isinstance(given, dict) else []
    labels = tuple(given[at] for at in wanted if at in given) if wanted else ()
    right = all(isinstance(label, str) and label for label in labels) and len(set(labels)) == len(labels) == len(wanted)
    if not right or not 2 <= len(labels) <= MAX_LABELS:
        raise refused(called, f"names {len(labels)} labels", f"It has to name 2 to {MAX_LABELS:,} different ones")
    return labels


def _bounded(value: Any, called: str, key: str = "") -> None:
    """Refuse numbers from which no model of a bearable size is built, before anything is."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _bounded(inner, called, str(name))
    elif isinstance(value, list):
        for inner in value[:MAX_NUMBER]:
            _bounded(inner, called, key)
    elif isinstance(value, int) and not isinstance(value, bool):
        layers = "layer" in key and "norm" not in key and "drop" not in key
        most = MAX_LAYERS if layers else MAX_NUMBER
        if not -1 <= value <= most:
            raise refused(called, f"has {key} = {shown(value)}", f"At most {most:,} are allowed")


def refused(called: str, given: str, allowed: str) -> BadCheckpoint:
    return BadCheckpoint(
        f"The model {called} {given}. {allowed}. Choose another model.",
        key="foreign-refused",
        checkpoint=called,
        given=given,
        allowed=allowed,
    )
