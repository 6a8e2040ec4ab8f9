"""A plan carried out on checked examples, up to a trained model that can be asked; nothing is measured or written here.

What a training as a whole comes to is in `tune.py`; models that are trained only to see something by, of folds and of
parts of the examples, need no more than this.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from playground import devices
from playground.checkpoints import Checkpoint, load
from playground.data.examples import Examples
from playground.errors import BadInput, shown
from playground.models import Model
from playground.tasks import TASKS
from playground.text import Vocabulary
from playground.training import transfer
from playground.training.encoding import Encoded, encode_examples
from playground.training.finetune.plan import Plan, TuningStep, check_source
from playground.training.finetune.zero_gpu import fit_in_slices
from playground.training.fit import History, Progress, fit

Step = TypeVar("Step")


@dataclass(frozen=True)
class Fitted:
    """A trained model that lies nowhere yet.

    Attributes:
        checkpoint: without a temperature, with the words of the examples alone.
        source: what it started from.
        validation: the validation examples as its ids.
        taught: whether a linear model taught it.
    """

    checkpoint: Checkpoint
    source: Checkpoint | None
    validation: Encoded
    history: History
    words_per_second: float
    taught: bool


def fit_plan(
    train: Examples,
    validation: Examples,
    plan: Plan,
    stop: Callable[[], bool | str] = lambda: False,
    state_folder: Path | None = None,
) -> Generator[TuningStep, None, Fitted]:
    """The model that a plan makes of the examples.

    Args:
        stop: once it says true, training ends with the best model so far.
        state_folder: where the state after each epoch is kept; an interrupted training goes on from there.
    Yields:
        A step before anything is read, about once a second while training, and at the end of each epoch.
    Raises:
        BadInput: the examples have one label only, a setting is out of its range, or training explodes before there
            is a model.
    """
    yield TuningStep("reading")
    source = load(plan.source) if plan.source else None
    if plan.source:
        check_source(plan.source, train, plan.architecture)
    labels = _labels(train, validation, source)
    taught = _has_linear_teacher(plan, train, labels)
    model, vocabulary = _starting_model(train, validation, plan, labels, source)
    encoded = encode_examples(model.config, vocabulary, train)
    if taught:
        encoded = transfer.with_linear_soft_labels(train, encoded, labels)
    held_back = encode_examples(model.config, vocabulary, validation)
    run = _training(model, encoded, {"validation": held_back}, plan, stop, state_folder)
    history, speed = yield from _run_training(run)
    return Fitted(Checkpoint("", model.config, vocabulary, model), source, held_back, history, speed, taught)


def fit_unless_stopped(
    train: Examples,
    validation: Examples,
    plan: Plan,
    stop: Callable[[], bool | str],
    told: Callable[[Progress | None], Step],
) -> Generator[Step, None, Checkpoint | None]:
    """The model that a plan makes of the examples, whole or not at all: None where it was stopped.

    Args:
        told: the step that is yielded for where the training is.
    """
    training = fit_plan(train, validation, plan, stop)
    while True:
        try:
            step = next(training)
        except StopIteration as end:
            return None if stop() else end.value.checkpoint  # a training that is stopped ends with its best so far
        if stop():
            training.close()
            return None
        yield told(step.progress)


def _labels(train: Examples, validation: Examples, source: Checkpoint | None) -> tuple[str, ...]:
    """The labels of the new model: the source's where those are the ones of the examples, else theirs in order.

    Raises:
        BadInput: there is only one.
    """
    per_word = TASKS[train.task].per_word
    all_labels = (*train.labels, *validation.labels)
    found = {tag for tags in all_labels for tag in tags} if per_word else set(all_labels)
    if len(found) < 2:
        raise BadInput(
            f"All examples of {train.name} have the label {shown(next(iter(found), ''))}. A model needs two labels or "
            "more to tell apart. Choose another label column, or add examples.",
            key="one-label",
            file=train.name,
            label=next(iter(found), ""),
        )
    if source is not None and (found == set(source.config.labels) or (per_word and found <= set(source.config.labels))):
        return source.config.labels
    return tuple(sorted(found))


def _has_linear_teacher(plan: Plan, train: Examples, labels: Sequence[str]) -> bool:
    """Whether a linear model can teach: it knows only labels that it has seen, and its answers cannot be weighed."""
    return plan.taught and not plan.class_weights and set(train.labels) == set(labels)


def _starting_model(
    train: Examples, validation: Examples, plan: Plan, labels: Sequence[str], source: Checkpoint | None
) -> tuple[Model, Vocabulary]:
    """The model before its first step, and the vocabulary that it is trained with."""
    if source is not None:
        words = transfer.word_overlap(train, validation, source.vocabulary)
        return transfer.from_source(source, labels, words, plan.seed, tokenisation=transfer.tokenisation(train))
    return transfer.from_scratch(train, plan.architecture, labels, plan.seed)


def _training(
    model: Model,
    encoded: Encoded,
    validation: dict[str, Encoded],
    plan: Plan,
    stop: Callable[[], bool | str],
    state_folder: Path | None,
) -> Generator[Progress, None, History]:
    """The training of a model in place, as this machine can run it."""
    if devices.has_zero_gpu():
        return fit_in_slices(model, encoded, validation, plan.settings, plan.seed, stop)
    return fit(model, encoded, validation, plan.settings, plan.seed, state_folder, stop)


def _run_training(run: Generator[Progress, None, History]) -> Generator[TuningStep, None, tuple[History, float]]:
    """Train a model in place.

    Returns:
        The history, and the words a second, a mean over the epochs.
    """
    done: tuple[dict[str, Any], ...] = ()
    speeds: list[float] = []
    while True:
        try:
            progress = next(run)
        except StopIteration as end:
            return end.value, sum(speeds) / max(len(speeds), 1)
        if progress.finished is not None:
            done = (*done, progress.finished)
            speeds.append(progress.words_per_second)
        yield TuningStep("training", progress, done)
