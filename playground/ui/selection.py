"""Which of the chosen models do a task, and what can be said of a model without reading its weights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from playground.checkpoints import STANDARD, UNTRAINED, Description, admit, counterpart, describe, shipped
from playground.errors import PlaygroundError


def of_task(references: Sequence[str], task: str) -> list[str]:
    """Those of the references that do a task, each once. What cannot be described stays: its column says why.

    Raises:
        NotFound: one that visitors may not name.
    """
    wanted = dict.fromkeys(map(admit, references))
    return [reference for reference in wanted if about(reference)[0] in (task, "")]


def about(reference: str) -> tuple[str, str]:
    """Task and architecture of a model; empty where its files do not say. Failures are not kept."""
    try:
        found = _described(reference)
    except PlaygroundError:
        return "", ""
    return found.task, found.architecture


def reads(reference: str) -> str:
    """The language of the texts that a model was made for; empty where nobody said."""
    try:
        return _described(reference).language or ""
    except PlaygroundError:
        return ""


def variant(reference: str) -> str:
    """Of which variant a model is: standard, or textbook."""
    try:
        return _described(reference).variant
    except PlaygroundError:
        return STANDARD


def bundled(reference: str) -> bool:
    """Whether a model is one that comes with the page, or the untrained twin of one."""
    return reference.removesuffix(UNTRAINED) in shipped(language=None, variant=None)


def for_language(references: Sequence[str], language: str, task: str) -> list[str]:
    """The models to choose for a text in a language, where these are chosen for one in another: the same architectures.

    Models that are not bundled stay, and so does one that has no counterpart beside others that have one. Where every
    model of a language was chosen, every one is; where nothing of the language is left, all of it are.
    """
    chosen = [one for one in references if bundled(one)]
    others = [one for one in references if not bundled(one)]
    if not chosen:
        return list(references)
    complete = {reads(one) for one in chosen if set(shipped(task, reads(one))) <= set(chosen)}
    found = [new for one in chosen if (new := counterpart(one, language))]
    trained = shipped(task, language)
    if complete or (trained and not found):
        found = [*trained, *found]
    return list(dict.fromkeys([*(found or chosen), *others]))


@lru_cache(maxsize=256)
def _described(reference: str) -> Description:
    return describe(admit(reference))
