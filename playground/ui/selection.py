"""Which of the chosen models do a task, and what can be said of a model without reading its weights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from playground.checkpoints import admit, describe
from playground.errors import PlaygroundError


def of_task(references: Sequence[str], task: str) -> list[str]:
    """Those of the references that do a task, each once. What cannot be described stays: its column says why.

    Raises:
        NotFound: one that visitors may not name.
    """
    wanted = dict.fromkeys(map(admit, references))
    return [reference for reference in wanted if about(reference)[0] in (task, "")]


@lru_cache(maxsize=256)
def _described(reference: str) -> tuple[str, str]:
    description = describe(admit(reference))
    return description.task, description.architecture


def about(reference: str) -> tuple[str, str]:
    """Task and architecture of a model; empty where its files do not say. Failures are not kept."""
    try:
        return _described(reference)
    except PlaygroundError:
        return "", ""
