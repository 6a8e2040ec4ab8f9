"""From checked examples to a model in the comparison: the plan, the training, and what came out of it.

`suggest` makes a plan from the data's size and words, each choice with its reason; `tune` carries a plan out and ends
with a complete checkpoint folder. It reads examples (data.py) and knows nothing about files, the queue (jobs.py) or the
page.
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
from playground.errors import BadInput, shown
from playground.evaluation import error_analysis
from playground.evaluation.baselines import baselines
from playground.evaluation.error_analysis import Said
from playground.evaluation.evaluate import evaluate
from playground.models import Model
from playground.tasks import TASKS
from playground.text import Vocabulary
from playground.training import model_card, transfer
from playground.training.encoding import Encoded, encode_examples
from playground.training.finetune.plan import LATE, MOST_SECONDS, TAUGHT, Plan, Step, fitting
from playground.training.finetune.zero_gpu import in_slices
from playground.training.fit import History, fit, measure, temperature
from playground.training.report import Say, Telling
from playground.training.settings import Settings


@dataclass(frozen=True)
class Tuned:
    """What came out of a fine-tuning; plain values only.

    Attributes:
        folder: a complete checkpoint folder, to be moved by `sessions.keep`.
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
    verdict: Said
    words_per_second: float
    stopped: bool
    notes: list[Said]


# --- the training --------------------------------------------------------------------------------


def tune(
    train: Examples,
    held: Examples,
    plan: Plan,
    folder: Path,
    stop: Callable[[], bool | str] = lambda: False,
    columns: dict[str, str] | None = None,
) -> Generator[Step, None, Tuned]:
    """Carry a plan out: a trained model in `folder`, and what was measured on the held-back examples.

    Args:
        stop: once it says true, training ends with the best model so far; `LATE`, where its time is over.
        columns: text_column and label_column, where they were given, for training.json.
    Yields:
        A step at the beginning of each phase, about once a second while training, and at the end of each epoch.
    Raises:
        BadInput: the examples have one label only, a setting is out of its range, or training explodes before there
            is a model.
    """
    started = time.perf_counter()
    yield Step("reading")
    settings = plan.settings
    source = load(plan.source) if plan.source else None
    if plan.source:
        fitting(plan.source, train.task, plan.architecture)
    labels = _labels(train, held, source)
    model, vocabulary = _start(train, held, plan, labels, source)
    encoded = encode_examples(model.config, vocabulary, train)
    if _is_taught(plan, train, labels):
        encoded = transfer.taught(train, encoded, labels)
    validation = encode_examples(model.config, vocabulary, held)
    history, speed, done = yield from _trained(model, encoded, validation, settings, plan.seed, stop)
    yield Step("measuring", history=done)
    if source is not None:
        model, vocabulary = transfer.whole(model, vocabulary, source)
        round_weights(model)
        validation = encode_examples(model.config, vocabulary, held)
    warmth = temperature(model, [validation])
    summary = _summary(folder, model, train, held, history)
    summary["metrics"] = {key: value for key, value in measure(model, validation).items() if key != "loss"}
    summary["baselines"] = baselines(train, held)
    stopped = stop()
    notes = _notes(plan, history, bool(stopped))
    if _is_taught(plan, train, labels):
        notes.append(Said("tuned-taught", TAUGHT))
    if history.lost:
        notes.append(
            Said(
                "tuned-lost",
                f"The GPU that was lent was taken back before training had ended ({history.lost}). This is the best "
                "model up to then.",
                {"reason": history.lost},
            )
        )
    elif stopped == LATE:
        minutes = round(MOST_SECONDS / 60)
        notes.append(
            Said(
                "tuned-time",
                f"Training was ended after {minutes} minutes, since others may be waiting. This is the best model up "
                "to then.",
                {"minutes": minutes},
            )
        )
    elif stopped:
        notes.append(Said("tuned-stopped", "Training was stopped. This is the best model up to then."))
    verdict = error_analysis.verdict(summary["metrics"], summary["baselines"], len(held))
    summary["seconds"] = time.perf_counter() - started
    recipe = _recipe(train, held, plan, columns or {})
    text = model_card.tuned(
        plan.title or folder.name,
        model.config,
        summary,
        recipe,
        _told(train, verdict, notes),
        warmth,
        devices.hardware(),
    )
    save(folder, model, vocabulary, temperature=warmth, recipe=recipe, card=text)
    checkpoint = Checkpoint(str(folder), model.config, vocabulary, model, warmth, folder)
    found = error_analysis.answers(checkpoint, held)
    return Tuned(
        folder=str(folder),
        summary=summary,
        report=evaluate(checkpoint, held).as_json(),
        calibration=error_analysis.calibration(found, warmth),
        mistakes=error_analysis.mistakes(found, held, model.config.labels),
        cells=error_analysis.cells(found, held, model.config.labels),
        verdict=verdict,
        words_per_second=speed,
        stopped=bool(stopped),
        notes=notes,
    )


def _labels(train: Examples, held: Examples, source: Checkpoint | None) -> tuple[str, ...]:
    """The labels of the new model: the source's where those are the ones of the examples, else theirs in order.

    Raises:
        BadInput: there is only one.
    """
    per_word = TASKS[train.task].per_word
    parts = (*train.labels, *held.labels)
    found = {tag for tags in parts for tag in tags} if per_word else set(parts)
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


def _is_taught(plan: Plan, train: Examples, labels: Sequence[str]) -> bool:
    """Whether a linear model can teach: it knows only labels that it has seen, and its answers cannot be weighed."""
    return plan.taught and not plan.class_weights and set(train.labels) == set(labels)


def _start(
    train: Examples, held: Examples, plan: Plan, labels: Sequence[str], source: Checkpoint | None
) -> tuple[Model, Vocabulary]:
    if source is not None:
        words = transfer.words_of(train, held, source.vocabulary)
        return transfer.started(source, labels, words, plan.seed)
    return transfer.fresh(train, plan.architecture, labels, plan.seed)


def _trained(
    model: Model, encoded: Encoded, validation: Encoded, settings: Settings, seed: int, stop: Callable[[], bool | str]
) -> Generator[Step, None, tuple[History, float, tuple[dict[str, Any], ...]]]:
    """Train, telling each step; the history, the words a second (a mean over the epochs) and the finished epochs."""
    done: tuple[dict[str, Any], ...] = ()
    speeds: list[float] = []
    if devices.has_zero_gpu():
        run = in_slices(model, encoded, {"validation": validation}, settings, seed, stop)
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
        yield Step("training", progress, done)


def _notes(plan: Plan, history: History, stopped: bool) -> list[Said]:
    """Why it ended where it did; a training that somebody stopped says nothing of what might have come."""
    notes = []
    later = len(history.epochs) - history.best_epoch
    if history.exploded:
        notes.append(
            Said(
                "tuned-exploded",
                f"Training exploded after epoch {len(history.epochs)}: the learning rate {plan.learning_rate:g} is too "
                "high. This is the best model up to then. Try a tenth of it.",
                {"epoch": len(history.epochs), "learning_rate": plan.learning_rate},
            )
        )
    elif not (stopped or history.lost) and later and len(history.epochs) < plan.epochs:
        notes.append(
            Said(
                "tuned-early",
                f"Epoch {history.best_epoch} was the best; {later} later {'one was' if later == 1 else 'ones were'} no "
                "better.",
                {"best": history.best_epoch, "later": later},
            )
        )
    return notes


def _summary(folder: Path, model: Model, train: Examples, held: Examples, history: History) -> dict[str, Any]:
    """What the command `train` answers, before anything is measured."""
    return {
        "checkpoint": str(folder) if folder.is_absolute() else f"./{folder}",
        "task": model.config.task,
        "architecture": model.config.architecture,
        "labels": list(model.config.labels),
        "examples": {"train": len(train), "validation": len(held)},
        "dropped": train.dropped,
        "best_epoch": history.best_epoch,
        "epochs": history.epochs,
        "metrics": {},
        "baselines": {},
        "seconds": 0.0,
    }


def _recipe(train: Examples, held: Examples, plan: Plan, columns: dict[str, str]) -> dict[str, Any]:
    """What training.json holds: data by name and sha256, and the plan."""
    stage: dict[str, Any] = {"stage": "tune", "plan": plan.as_json()}
    if plan.source and plan.source.startswith(session_store.SCHEME):  # whoever holds the reference has the model
        stage["plan"]["source"] = describe(plan.source).title or "a model of the same visit"
    stage["train"] = [{"name": Path(train.name).name, "sha256": train.sha256, **columns}]
    if (held.name, held.sha256) == (train.name, train.sha256):
        stage["share"] = round(len(held) / (len(train) + len(held)), 3)
    else:
        stage["validation"] = [{"name": Path(held.name).name, "sha256": held.sha256, **columns}]
    return {"stages": [stage]}


def _told(train: Examples, verdict: Said, notes: Sequence[Said]) -> list[str]:
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
    learnt: Examples, held: Examples, plan: Plan, target: Path, columns: dict[str, str], say: Say
) -> dict[str, Any]:
    """Carry out a plan, telling each step of it in a line; the summary."""
    target.parent.mkdir(parents=True, exist_ok=True)
    run = tune(learnt, held, plan, target, columns=columns)
    told = Telling(say)
    while True:
        try:
            step = next(run)
        except StopIteration as end:
            tuned: Tuned = end.value
            for said in (*tuned.notes, tuned.verdict):
                say(said.sentence)
            return tuned.summary
        if step.progress is not None:
            told(step.progress)
