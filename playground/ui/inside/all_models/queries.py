"""What Look inside asks of all chosen models at once: how far back each listens, and which way its states go.

Records; nothing is drawn here. The other views ask one model, or two beside each other (`inside/queries.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from playground import devices
from playground.checkpoints import load
from playground.lenses.inside.memory import Means, Memory, memory, stored
from playground.lenses.inside.state_path import Path, path
from playground.models.architectures import ARCHITECTURES
from playground.tasks import TASKS
from playground.text import words
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about

MIDDLE = 255  # the last word that is chosen by itself: what lies far behind is not read by every model
ALL_MODELS_VIEWS = ("memory", "path")
"""The views that show all chosen models at once."""


@dataclass(frozen=True)
class ModelView:
    """One of the models: its memory or its path, or why there is none, or none of these while it is being loaded."""

    reference: str
    architecture: str
    memory: Memory | None = None
    means: Means | None = None  # over dev sentences; None where none are stored
    pooled: bool = False  # it answers from the mean or the maximum over all words
    path: Path | None = None
    failed: Exception | None = None


@dataclass(frozen=True)
class AllModelsView:
    """A view of all chosen models, in the order chosen."""

    view: str
    text: str
    task: str
    word: int | None  # the chosen word, where there is an answer for each
    members: tuple[ModelView, ...]

    @property
    def loading(self) -> bool:
        """Whether a model is still being loaded."""
        return any(not (member.memory or member.path or member.failed) for member in self.members)


def all_models_view(view: str, text: str, task: str, references: Sequence[str], word: int | None) -> AllModelsView:
    """A view of these models, as far as they are loaded; the others are being loaded.

    Args:
        word: for a task with an answer for each word; the one in the middle where it is None or not there.
    """
    MODEL_LOADER.load(references)
    chosen = None
    if TASKS[task].per_word:
        length = len(words(text))
        chosen = word if word is not None and 0 <= word < length else min(length // 2, MIDDLE)
    return AllModelsView(view, text, task, chosen, tuple(_member(view, text, one, chosen) for one in references))


def _member(view: str, text: str, reference: str, word: int | None) -> ModelView:
    found = MODEL_LOADER.ask(reference, lambda: _measured(view, text, reference, word))
    if found is None or isinstance(found, Exception):
        return ModelView(reference, about(reference)[1], failed=found)
    return found


@devices.on_gpu
def _measured(view: str, text: str, reference: str, word: int | None) -> ModelView:
    checkpoint = load(reference)
    if view == "path":
        return ModelView(reference, checkpoint.architecture, path=path(checkpoint, text))
    config, facts = checkpoint.config, ARCHITECTURES[checkpoint.architecture]
    pooled = not config.per_word and (not facts.state_a_word or config.readout != ("last",))
    return ModelView(reference, checkpoint.architecture, memory(checkpoint, text, word), stored(reference), pooled)
