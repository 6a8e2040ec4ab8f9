"""What do the shipped models answer? Of each text those that were made for its language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from playground.checkpoints import load, shipped_for
from playground.errors import choose
from playground.lenses.predict.predict import Prediction, predict
from playground.tasks import TASKS


@overload
def predict_shipped(  # type: ignore[overload-overlap]
    text: str, task: str = "sentiment", language: str | None = None, split: bool = False
) -> list[Prediction]: ...
@overload
def predict_shipped(
    text: Sequence[str], task: str = "sentiment", language: str | None = None, split: bool = False
) -> list[list[Prediction]]: ...
def predict_shipped(
    text: str | Sequence[str], task: str = "sentiment", language: str | None = None, split: bool = False
) -> list[Prediction] | list[list[Prediction]]:
    """The answers of all shipped models of a task to a text, or to each of a list of texts.

    Args:
        language: `en` or `zh`, whose models are asked; None: those of each text's own language.
        split: the words are split already, by spaces.
    Raises:
        BadInput: a text is not a string, or too long.
        NotFound: there is no such task or language.
    """
    choose(TASKS, task, "task")
    several = not isinstance(text, str) and isinstance(text, Sequence)
    texts: list[str] = list(text) if several else [text]  # type: ignore[list-item]
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, one in enumerate(texts):
        groups.setdefault(tuple(shipped_for(one if isinstance(one, str) else "", task, language)), []).append(at)
    answers: list[list[Prediction]] = [[] for _ in texts]
    for references, places in groups.items():
        for reference in references:
            found = predict(load(reference), [texts[at] for at in places], split)
            for at, prediction in zip(places, found, strict=True):
                answers[at].append(prediction)
    return answers if several else answers[0]
