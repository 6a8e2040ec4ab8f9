"""The config.json of a model of the library transformers, in our terms: task, labels, sizes within bounds."""

from __future__ import annotations

from typing import Any

from playground.errors import BadCheckpoint, shown
from playground.tasks import TASKS

TASK_BY_CLASS = {"ForSequenceClassification": "sentiment", "ForTokenClassification": "pos"}
MAX_PARAMETERS = 150_000_000
MAX_LAYERS = 48
MAX_NUMBER = 1_000_000  # of anything else that a config counts
MAX_LABELS = 1_000


# ---- what a config says


def is_transformers_config(config: Any) -> bool:
    """Whether a config.json is one of transformers."""
    return isinstance(config, dict) and "model_type" in config and "architecture" not in config


def to_our_config(config: dict[str, Any], name: str) -> dict[str, Any]:
    """Task, architecture and labels of a config, under the names that our own configs have for them.

    Raises:
        BadCheckpoint: it is no text or token classifier, or claims sizes that are not built here.
    """
    classes = config.get("architectures")
    class_name = classes[0] if isinstance(classes, list) and classes and isinstance(classes[0], str) else ""
    task = next((task for ending, task in TASK_BY_CLASS.items() if class_name.endswith(ending)), None)
    if task is None or not isinstance(config["model_type"], str):
        raise refusal(
            name,
            f"is a {shown(class_name or config['model_type'])}",
            "It has to be a text classifier or a token classifier (…ForSequenceClassification, "
            "…ForTokenClassification)",
        )
    _check_bounds(config, name)
    labels = _labels(config, name)
    if config.get("problem_type") in ("multi_label_classification", "regression"):
        raise refusal(name, f"gives {config['problem_type']}", "It has to give one label a text")
    if config.get("quantization_config"):
        raise refusal(name, "is quantised", "Its weights have to be plain floating-point numbers")
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


def _labels(config: dict[str, Any], name: str) -> tuple[str, ...]:
    """The labels that a config names, in the order of the network's outputs.

    Raises:
        BadCheckpoint: they are too few, too many or not different.
    """
    given = config.get("id2label")
    if given is None:
        given = {str(at): f"LABEL_{at}" for at in range(config.get("num_labels", 2))}
    wanted = [str(at) for at in range(len(given))] if isinstance(given, dict) else []
    labels = tuple(given[at] for at in wanted if at in given) if wanted else ()
    right = all(isinstance(label, str) and label for label in labels) and len(set(labels)) == len(labels) == len(wanted)
    if not right or not 2 <= len(labels) <= MAX_LABELS:
        raise refusal(name, f"names {len(labels)} labels", f"It has to name 2 to {MAX_LABELS:,} different ones")
    return labels


def _check_bounds(value: Any, name: str, key: str = "") -> None:
    """Refuse numbers from which no model of a bearable size is built, before anything is."""
    if isinstance(value, dict):
        for field, inner in value.items():
            _check_bounds(inner, name, str(field))
    elif isinstance(value, list):
        for inner in value[:MAX_NUMBER]:
            _check_bounds(inner, name, key)
    elif isinstance(value, int) and not isinstance(value, bool):
        layers = "layer" in key and "norm" not in key and "drop" not in key
        most = MAX_LAYERS if layers else MAX_NUMBER
        if not -1 <= value <= most:
            raise refusal(name, f"has {key} = {shown(value)}", f"At most {most:,} are allowed")


def refusal(name: str, given: str, allowed: str) -> BadCheckpoint:
    """The error that says why a model of transformers is not loaded."""
    return BadCheckpoint(
        f"The model {name} {given}. {allowed}. Choose another model.",
        key="foreign-refused",
        checkpoint=name,
        given=given,
        allowed=allowed,
    )
