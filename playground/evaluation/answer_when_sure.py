"""How a checkpoint fares that answers only when it is sure, on examples that it has not learnt from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playground.checkpoints.saving import store_answer_above
from playground.data.examples import Examples
from playground.errors import BadInput, NotApplicable
from playground.evaluation.error_analysis import answers
from playground.evaluation.selective import Answering, answering, at_most

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint


def measure(checkpoint: Checkpoint, examples: Examples) -> list[Answering]:
    """What becomes of the checkpoint's answers from each confidence on.

    Raises:
        NotApplicable: it tags words, of which those of a sentence are no independent rows.
    """
    if checkpoint.config.per_word:
        raise NotApplicable(
            f"{checkpoint.reference} answers for each word, and keeping quiet is for one label a text. Choose a model "
            "of texts.",
            key="quiet-words",
            model=checkpoint.reference,
        )
    found = answers(checkpoint, examples)
    return answering(found.probabilities.max(1), found.probabilities.argmax(1) == found.gold)


def settle(folder: Path, found: list[Answering], wrong: float | None) -> Answering | None:
    """The confidence from which on at most this share of answers is wrong, written into a checkpoint's folder.

    Args:
        found: what `measure` gives.
        wrong: 0-1; None: it answers always.
    Raises:
        BadInput: so little cannot be promised; then nothing is written. Or the folder cannot be written.
    """
    chosen = None if wrong is None else at_most(found, wrong)
    try:
        store_answer_above(folder, chosen.answer_above if chosen else 0.0)
    except OSError as error:
        raise BadInput(
            f"The config of {folder.name} cannot be written ({error.strerror}). Choose a folder of your own.",
            key="quiet-unwritable",
            folder=folder.name,
        ) from error
    return chosen
