"""Fine-tuning: a plan carried out on checked examples, from the training to a complete checkpoint folder.

The plan is made in `plan.py`. Nothing here knows about files of examples, the queue (`queue.py`) or the page.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground import devices
from playground.checkpoints import Checkpoint, describe, round_weights, save, session_store
from playground.data.examples import Examples, flat_labels
from playground.data.problems import Note
from playground.evaluation import error_analysis
from playground.evaluation.answer_when_sure import measure as measure_answering
from playground.evaluation.baselines import baseline_answers, scores_of
from playground.evaluation.beside import beside
from playground.evaluation.comparison import Comparison
from playground.evaluation.evaluate import evaluate
from playground.models import Model
from playground.tasks import TASKS
from playground.training import model_card, transfer
from playground.training.encoding import encode_examples
from playground.training.finetune.fitting import fit_plan
from playground.training.finetune.plan import (
    MOST_SECONDS,
    SOFT_LABELS_EXPLANATION,
    TIME_IS_UP,
    Plan,
    TuningStep,
)
from playground.training.fit import History, fit_temperature, measure
from playground.training.report import Log, ProgressLog


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
    state_folder: Path | None = None,
    remarks: Sequence[Note] = (),
    share: float | None = None,
) -> Generator[TuningStep, None, TuningResult]:
    """What came out of a plan that is carried out; the trained model lies in `folder` then.

    Args:
        stop: once it says true, training ends with the best model so far; `TIME_IS_UP`, where its time is over.
        columns: text_column, label_column and the like, where they were given, for training.json.
        state_folder: as that of `fit_plan`.
        remarks: what else a person should know of the examples; the card says it, too.
        share: of the file that was asked to be held back, for training.json; None: about that of the validation
            examples.
    Yields:
        A step at the beginning of each phase, about once a second while training, and at the end of each epoch.
    Raises:
        BadInput: the examples have one label only, a setting is out of its range, or training explodes before there
            is a model.
    """
    started = time.perf_counter()
    fitted = yield from fit_plan(train, validation, plan, stop, state_folder)
    history, source = fitted.history, fitted.source
    yield TuningStep("measuring", history=tuple(history.epochs))
    model, vocabulary, encoded_validation = fitted.checkpoint.model, fitted.checkpoint.vocabulary, fitted.validation
    if source is not None:
        model, vocabulary = transfer.with_source_words(model, vocabulary, source)
        round_weights(model)
        encoded_validation = encode_examples(model.config, vocabulary, validation)
    temperature = fit_temperature(model, [encoded_validation])
    summary = _summary(folder, model, train, validation, history)
    summary["metrics"] = {key: value for key, value in measure(model, encoded_validation).items() if key != "loss"}
    checkpoint = Checkpoint(str(folder), model.config, vocabulary, model, temperature, folder)
    others = baseline_answers(train, validation)
    summary["baselines"] = {name: scores_of(validation, given) for name, given in others.items()}
    comparisons = add_others(summary, checkpoint, source, others, validation)
    if not checkpoint.config.per_word:
        summary["answering"] = {
            "curve": [one.as_json() for one in measure_answering(checkpoint, validation)],
            "chosen": None,
        }
    stopped = stop()
    notes = [*remarks, *_notes(plan, history, stopped, fitted.taught)]
    verdict = error_analysis.verdict(summary["metrics"], summary["baselines"], len(validation), comparisons)
    summary["seconds"] = time.perf_counter() - started
    recipe = _recipe(train, validation, plan, columns or {}, share)
    _save(checkpoint, plan.title or folder.name, summary, recipe, _card_paragraphs(train, verdict, notes))
    return TuningResult(
        folder=str(folder),
        summary=summary,
        **_measured(checkpoint, validation),
        verdict=verdict,
        words_per_second=fitted.words_per_second,
        stopped=bool(stopped),
        notes=notes,
    )


def add_others(
    summary: dict[str, Any],
    checkpoint: Checkpoint,
    source: Checkpoint | None,
    others: Mapping[str, Sequence[str]],
    validation: Examples,
) -> list[Comparison]:
    """Add to the summary the interval of every score, what the model had before it was trained, where it knew the
    labels, and how it compares with all of these.

    Args:
        others: the answers of simple models, by name.
    """
    answers = {error_analysis.NETWORK: error_analysis.given_labels(checkpoint, validation)}
    if source is not None and set(flat_labels(validation)) <= set(source.config.labels):
        answers[error_analysis.SOURCE] = before = error_analysis.given_labels(source, validation)
        summary["source_metrics"] = scores_of(validation, before)
    summary["intervals"], comparisons = beside(validation, {**answers, **others})
    summary["comparisons"] = [one.as_json(error_analysis.NAMES) for one in comparisons]
    return comparisons


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


def _recipe(
    train: Examples, validation: Examples, plan: Plan, columns: dict[str, Any], share: float | None
) -> dict[str, Any]:
    """What training.json holds: data by name and sha256, and the plan."""
    stage: dict[str, Any] = {"stage": "tune", "plan": plan.as_json()}
    if plan.source and plan.source.startswith(session_store.SCHEME):  # whoever holds the reference has the model
        stage["plan"]["source"] = describe(plan.source).title or "a model of the same visit"
    columns = columns | ({"pretokenized": True} if train.pretokenized else {})
    stage["train"] = [{**train.origin, **columns}]
    if validation.same_rows_as(train):
        stage["share"] = share or round(len(validation) / (len(train) + len(validation)), 3)
    else:
        stage["validation"] = [{**validation.origin, **columns}]
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
    train: Examples,
    validation: Examples,
    plan: Plan,
    target: Path,
    columns: dict[str, Any],
    log: Log,
    state_folder: Path | None = None,
    share: float | None = None,
) -> dict[str, Any]:
    """The summary of a plan that is carried out, its progress logged.

    Args:
        columns, state_folder, share: as those of `tune`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    tuning = tune(train, validation, plan, target, columns=columns, state_folder=state_folder, share=share)
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
