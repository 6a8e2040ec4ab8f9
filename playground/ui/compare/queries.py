"""What Compare asks: every chosen model's answer to one text, and what stands beside it. Nothing is drawn here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from playground import devices
from playground.checkpoints import load, votes
from playground.errors import choose
from playground.lenses.predict.predict import Prediction, predict
from playground.lenses.predict.prefixes import Growth, growth
from playground.models import Config
from playground.tasks import TASKS
from playground.text import words
from playground.ui.model_loader import MODEL_LOADER, STOPWATCH
from playground.ui.selection import about, of_task

UNDECIDED = 0.1  # between the probabilities of the two most probable labels, below which an answer is a toss-up
GROWING_WORDS = 24  # of a text whose beginnings a large model of pieces is asked one by one


@dataclass(frozen=True)
class ModelFacts:
    """What is said of a model beside its answer."""

    architecture: str
    parameters: int
    max_words: int  # that it reads of a text
    config: Config | None = None  # of a network of ours
    temperature: float = 1.0  # that its logits are divided by


@dataclass(frozen=True)
class ModelAnswer:
    """A model's answer, its growth where it has one label a text, and how long it takes."""

    prediction: Prediction
    growth: Growth | None
    seconds: float  # the median of `calls` warm calls
    calls: int
    facts: ModelFacts

    @property
    def undecided(self) -> bool:
        """Whether its most probable label is hardly more probable than the next one; only for one label a text."""
        if self.prediction.tags is not None or len(self.prediction.labels) < 2:
            return False
        first, second = sorted(self.prediction.probabilities.tolist(), reverse=True)[:2]
        return bool(first - second < UNDECIDED)


@dataclass(frozen=True)
class Column:
    """A chosen model: `answered`, or `failed`, or neither while it is being loaded."""

    reference: str
    architecture: str
    answered: ModelAnswer | None = None
    failed: Exception | None = None


@dataclass(frozen=True)
class Comparison:
    """Every chosen model's answer to a text, in the order chosen."""

    text: str
    task: str
    columns: tuple[Column, ...]

    @cached_property
    def panels(self) -> list[list[ModelAnswer]]:
        """The answers, those with the same labels together; only within a panel can models agree."""
        found: dict[tuple[str, ...], list[ModelAnswer]] = {}
        for column in self.columns:
            if column.answered:
                found.setdefault(column.answered.prediction.labels, []).append(column.answered)
        return list(found.values())


def compare(text: str, task: str, references: Sequence[str]) -> Comparison:
    """The answers of all chosen models that are loaded; the others are being loaded.

    Args:
        references: none chosen gives a comparison without columns; those of another task are left out.
    Raises:
        BadInput: the text is too long.
        NotFound: there is no such task.
    """
    chosen = of_task(references, choose(TASKS, task, "task").key)
    if not chosen or not words(text):
        return Comparison(text, task, tuple(Column(reference, about(reference)[1]) for reference in chosen))
    MODEL_LOADER.load(chosen)
    return Comparison(text, task, tuple(_column(reference, text) for reference in chosen))


def _column(reference: str, text: str) -> Column:
    answer = MODEL_LOADER.ask(reference, lambda: _ask(reference, text))
    if answer is None or isinstance(answer, Exception):
        return Column(reference, about(reference)[1], failed=answer)
    prediction, grown, facts = answer
    seconds, calls = STOPWATCH.note(reference, len(prediction.words), prediction.seconds)
    return Column(reference, facts.architecture, ModelAnswer(prediction, grown, seconds, calls, facts))


@devices.on_gpu
def _ask(reference: str, text: str) -> tuple[Prediction, Growth | None, ModelFacts]:
    checkpoint = load(reference)
    found = words(text)
    read = checkpoint.config.max_words if checkpoint.whole_words else checkpoint.reads(found)
    grows = not checkpoint.config.per_word and (checkpoint.whole_words or len(found) <= GROWING_WORDS)
    config = checkpoint.config if checkpoint.whole_words else None
    facts = ModelFacts(checkpoint.architecture, checkpoint.parameters, read, config, checkpoint.temperature)
    return predict(checkpoint, text), growth(checkpoint, text) if grows else None, facts


def voting(panel: Sequence[ModelAnswer]) -> list[ModelAnswer]:
    """The answers that count where models are said to agree or to differ: those of trained models, where there are."""
    counts = votes([answered.prediction.model for answered in panel])
    return [answered for answered, counted in zip(panel, counts, strict=True) if counted]


def majority(votes: Sequence[str | None]) -> str | None:
    """What most say; None where no answer has more votes than every other one."""
    ranked = Counter(vote for vote in votes if vote is not None).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
