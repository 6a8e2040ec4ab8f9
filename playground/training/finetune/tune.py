"""Fine-tuning: a plan carried out on checked examples, from the training to a complete checkpoint folder.

The plan is made in `plan.py`. Nothing here knows about files of examples, the queue (`queue.py`) or the page.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground import devices
from playground.checkpoints import Checkpoint, describe, load, round_weights, save, session_store
from playground.data.examples import Examples
from playground.data.problems import Note
from playground.errors import BadInput, shown
from playground.evaluation import error_analysis
from playground.evaluation.baselines import baselines
from playground.evaluation.evaluate import evaluate
from playground.models import Model
from playground.tasks import TASKS
from playground.text import Vocabulary
from playground.training import model_card, transfer
from playground.training.encoding import Encoded, encode_examples
from playground.training.finetune.plan import (
    MOST_SECONDS,
    SOFT_LABELS_EXPLANATION,
    TIME_IS_UP,
    Plan,
    TuningStep,
    check_source,
)
from playground.training.finetune.zero_gpu import fit_in_slices
from playground.training.fit import History, fit, fit_temperature, measure
from playground.training.report import Log, ProgressLog
from playground.training.settings import Settings


@dataclass(frozen=True)
class TuningResult:
    """What came out of a fine-tuning; plain values only.

    Attributes:
        folder: a complete checkpoint folder, to be moved by `session_store.keep`.
        summary: what the command `train` prints.
        report: `evaluate.Report` on the validation examples, as JSON.
        calibration: {temperature, error, error_before, bins: [{low, high, confidence, accuracy, count}]}; the
            temperature was fitted on the same validation examples.
        mistakes: the validation examples it gets most wrong, the surest first: {index, text, word, words, gold,
            predicted, probability, gold_probability}; `word` is None or the index of a word in `words` (pos), `index`
            counts the validation examples from 0.
        cells: row a true label, column an answer, as in the report's confusion: up to 20 of such entries each.
        verdict: whether the network was worth it beside the baselines (keys verdict-better, verdict-even,
            verdict-worse).
        notes: what a person should know, such as that it was stopped or that the learning rate was too high.
    """

    folder: str
    summary: dict[str, Any]
    report: dict[str, Any]
    calibration: dict[str, Any]
    mistakes: list[dict[str, Any]]
    cells: list[list[list[dict[str, Any]]]]
    verdict: Note
    words_per_second: float
    stopped: bool
    notes: list[Note]


# --- the training --------------------------------------------------------------------------------


def tune(
    train: Examples,
    validation: Examples,
    plan: Plan,
    folder: Path,
    stop: Callable[[], bool | str] = lambda: False,
    columns: dict[str, Any] | None = None,
) -> Generator[TuningStep, None, TuningResult]:
    """What came out of a plan that is carried out; the trained model lies in `folder` then.

    Args:
        stop: once it says true, training ends with the best model so far; `TIME_IS_UP`, where its time is over.
        columns: text_column, label_column and the like, where they were given, for training.json.
    Yields:
        A step at the beginning of each phase, about once a second while training, and at the end of each epoch.
    Raises:
        BadInput: the examples have one label only, a setting is out of its range, or training explodes before there
            is a model.
    """
    started = time.perf_counter()
    yield TuningStep("reading")
    source = load(plan.source) if plan.source else None
    if plan.source:
        check_source(plan.source, train, plan.architecture)
    labels = _labels(train, validation, source)
    has_teacher = _has_linear_teacher(plan, train, labels)
    model, vocabulary = _starting_model(train, validation, plan, labels, source)
    encoded = encode_examples(model.config, vocabulary, train)
    if has_teacher:
        encoded = transfer.with_linear_soft_labels(train, encoded, labels)
    encoded_validation = encode_examples(model.config, vocabulary, validation)
    history, speed, done = yield from _run_training(model, encoded, encoded_validation, plan.settings, plan.seed, stop)
    yield TuningStep("measuring", history=done)
    if source is not None:
        model, vocabulary = transfer.with_source_words(model, vocabulary, source)
        round_weights(model)
        encoded_validation = encode_examples(model.config, vocabulary, validation)
    temperature = fit_temperature(model, [encoded_validation])
    summary = _summary(folder, model, train, validation, history)
    summary["metrics"] = {key: value for key, value in measure(model, encoded_validation).items() if key != "loss"}
    summary["baselines"] = baselines(train, validation)
    stopped = stop()
    notes = _notes(plan, history, stopped, has_teacher)
    verdict = error_analysis.verdict(summary["metrics"], summary["baselines"], len(validation))
    summary["seconds"] = time.perf_counter() - started
    checkpoint = Checkpoint(str(folder), model.config, vocabulary, model, temperature, folder)
    recipe = _recipe(train, validation, plan, columns or {})
    _save(checkpoint, plan.title or folder.name, summary, recipe, _card_paragraphs(train, verdict, notes))
    return TuningResult(
        folder=str(folder),
        summary=summary,
        **_measured(checkpoint, validation),
        verdict=verdict,
        words_per_second=speed,
        stopped=bool(stopped),
        notes=notes,
    )


def _save(
    checkpoint: Checkpoint, title: str, summary: dict[str, Any], recipe: dict[str, Any], paragraphs: Sequence[str]
) -> None:
    """Write the folder of a fine-tuned model, with its card."""
    config, temperature = checkpoint.config, checkpoint.temperature
    card = model_card.fine_tuned_card(title, config, summary, recipe, paragraphs, temperature, devices.hardware())
    assert checkpoint.folder is not None
    save(
        checkpoint.folder,
        checkpoint.model,
        checkpoint.vocabulary,
        temperature=temperature,
        recipe=recipe,
        card=card,
    )


def _measured(checkpoint: Checkpoint, validation: Examples) -> dict[str, Any]:
    """What a result holds of the validation examples: report, calibration, mistakes and cells."""
    found = error_analysis.answers(checkpoint, validation)
    labels = checkpoint.config.labels
    return {
        "report": evaluate(checkpoint, validation).as_json(),
        "calibration": error_analysis.calibration(found, checkpoint.temperature),
        "mistakes": error_analysis.mistakes(found, validation, labels),
        "cells": error_analysis.cells(found, validation, labels),
    }


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


def _run_training(
    model: Model, encoded: Encoded, validation: Encoded, settings: Settings, seed: int, stop: Callable[[], bool | str]
) -> Generator[TuningStep, None, tuple[History, float, tuple[dict[str, Any], ...]]]:
    """Train a model in place.

    Returns:
        The history, the words a second (a mean over the epochs) and the finished epochs.
    """
    done: tuple[dict[str, Any], ...] = ()
    speeds: list[float] = []
    if devices.has_zero_gpu():
        run = fit_in_slices(model, encoded, {"validation": validation}, settings, seed, stop)
    else:
        run = fit(model, encoded, {"validation": validation}, settings, seed, stop=stop)
    while True:
        try:
            progress = next(run)
        except StopIteration as end:
            return end.value, sum(speeds) / max(len(speeds), 1), done
        if progress.finished is not None:
            done = (*done, progress.finished)
            speeds.append(progress.words_per_second)
        yield TuningStep("training", progress, done)


def _notes(plan: Plan, history: History, stopped: bool | str, has_teacher: bool) -> list[Note]:
    """What a person should know of the training: how it ended, and what the model learnt from beside its labels."""
    notes = [*_early_end(plan, history, bool(stopped))]
    if has_teacher:
        notes.append(Note(SOFT_LABELS_EXPLANATION, "tuned-taught"))
    if history.lost:
        notes.append(
            Note(
                f"The GPU that was lent was taken back before training had ended ({history.lost}). This is the best "
                "model up to then.",
                "tuned-lost",
                {"reason": history.lost},
            )
        )
    elif stopped == TIME_IS_UP:
        minutes = round(MOST_SECONDS / 60)
        notes.append(
            Note(
                f"Training was ended after {minutes} minutes, since others may be waiting. This is the best model up "
                "to then.",
                "tuned-time",
                {"minutes": minutes},
            )
        )
    elif stopped:
        notes.append(Note("Training was stopped. This is the best model up to then.", "tuned-stopped"))
    return notes


def _early_end(plan: Plan, history: History, stopped: bool) -> list[Note]:
    """Why the training ended before its last epoch, where it did so by itself.

    One that somebody stopped says nothing of what might have come.
    """
    later = len(history.epochs) - history.best_epoch
    if history.exploded:
        return [
            Note(
                f"Training exploded after epoch {len(history.epochs)}: the learning rate {plan.learning_rate:g} is too "
                "high. This is the best model up to then. Try a tenth of it.",
                "tuned-exploded",
                {"epoch": len(history.epochs), "learning_rate": plan.learning_rate},
            )
        ]
    if not (stopped or history.lost) and later and len(history.epochs) < plan.epochs:
        return [
            Note(
                f"Epoch {history.best_epoch} was the best; {later} later {'one was' if later == 1 else 'ones were'} no "
                "better.",
                "tuned-early",
                {"best": history.best_epoch, "later": later},
            )
        ]
    return []


def _summary(folder: Path, model: Model, train: Examples, validation: Examples, history: History) -> dict[str, Any]:
    """The summary that the command `train` prints, before anything is measured."""
    return {
        "checkpoint": str(folder) if folder.is_absolute() else f"./{folder}",
        "task": model.config.task,
        "architecture": model.config.architecture,
        "labels": list(model.config.labels),
        "examples": {"train": len(train), "validation": len(validation)},
        "dropped": train.dropped,
        "best_epoch": history.best_epoch,
        "epochs": history.epochs,
        "metrics": {},
        "baselines": {},
        "seconds": 0.0,
    }


def _recipe(train: Examples, validation: Examples, plan: Plan, columns: dict[str, Any]) -> dict[str, Any]:
    """What training.json holds: data by name and sha256, and the plan."""
    stage: dict[str, Any] = {"stage": "tune", "plan": plan.as_json()}
    if plan.source and plan.source.startswith(session_store.SCHEME):  # whoever holds the reference has the model
        stage["plan"]["source"] = describe(plan.source).title or "a model of the same visit"
    columns = columns | ({"pretokenized": True} if train.pretokenized else {})
    stage["train"] = [{"name": Path(train.name).name, "sha256": train.sha256, **columns}]
    if (validation.name, validation.sha256) == (train.name, train.sha256):
        stage["share"] = round(len(validation) / (len(train) + len(validation)), 3)
    else:
        stage["validation"] = [{"name": Path(validation.name).name, "sha256": validation.sha256, **columns}]
    return {"stages": [stage]}


def _card_paragraphs(train: Examples, verdict: Note, notes: Sequence[Note]) -> list[str]:
    """Paragraphs for the card: the verdict, the notes, and what the data was like."""
    if TASKS[train.task].per_word:
        counts = Counter(tag for tags in train.labels for tag in tags)
    else:
        counts = Counter(train.labels)
    shares = ", ".join(f"{label} {count:,}" for label, count in counts.most_common())
    return [
        verdict.sentence,
        *(note.sentence for note in notes),
        f"Labels of the training examples: {shares}. The examples themselves are not part of this folder.",
    ]


def tune_and_save(
    train: Examples, validation: Examples, plan: Plan, target: Path, columns: dict[str, Any], log: Log
) -> dict[str, Any]:
    """The summary of a plan that is carried out, its progress logged."""
    target.parent.mkdir(parents=True, exist_ok=True)
    tuning = tune(train, validation, plan, target, columns=columns)
    progress_log = ProgressLog(log)
    while True:
        try:
            step = next(tuning)
        except StopIteration as end:
            result: TuningResult = end.value
            for note in (*result.notes, result.verdict):
                log(note.sentence)
            return result.summary
        if step.progress is not None:
            progress_log(step.progress)
