"""From checked examples to a model in the comparison: the plan, the training, and what came out of it.

`suggest` makes a plan from the data's size and words, each choice with its reason; `tune` carries a plan out and ends
with a complete checkpoint folder. It reads examples (data.py) and knows nothing about files, the queue (jobs.py) or the
page.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from playground import devices, sessions
from playground.checkpoints import Checkpoint, describe, load, round_weights, save, shipped
from playground.errors import BadInput, NotApplicable, choose, shown
from playground.models import ARCHITECTURES, Config, Model
from playground.tasks import TASKS
from playground.text import Vocabulary
from playground.training import card, outcome, transfer
from playground.training.baselines import baselines
from playground.training.data import Examples
from playground.training.evaluate import evaluate
from playground.training.fit import (
    Encoded,
    History,
    Progress,
    Settings,
    encode_examples,
    fit,
    measure,
    temperature,
    word_lists,
)
from playground.training.outcome import Said
from playground.training.slices import in_slices

SAMPLE = 2_000  # examples that a plan looks at
KNOWN_SHARE = 0.5  # of the running words: a source that knows fewer has read another language
UNBALANCED = 20.0  # times as frequent as the rarest; at 15 times (TREC) weights cost two points of macro-F1
RATES = {"rnn": 2e-3, "lstm": 3e-3, "textcnn": 4e-3, "transformer": 2e-3}  # learning rates with a source
RATE = 2e-3  # without one
TAUGHT_TEXTS = 20_000  # of larger files the linear model would take too long
AVERAGE = 0.99  # of the weights over the steps, where the model is taught
EPOCHS = (5, 20)  # the fewest and the most that a plan suggests
WORDS_TO_READ = {"rnn": 1_200_000, "lstm": 1_000_000, "textcnn": 3_000_000, "transformer": 2_000_000}
"""How many words a plan lets each architecture read in all its epochs: about as many as two cores do in a minute."""
MOST_SECONDS = 30 * 60.0  # of a training on the page; then it ends with the best model so far: others may be waiting
LATE = "late"  # what `stop` says then
SHORT_MINUTES = 2.5  # up to these a training takes “a minute or two”


@dataclass(frozen=True)
class Plan:
    """How a model is to be fine-tuned. What a person may want to change stands first."""

    task: str
    architecture: str
    source: str | None  # reference of the checkpoint it starts from; None: random weights
    title: str = ""  # what the page will call the model
    epochs: int = 10
    learning_rate: float = 2e-3  # of the head, at its highest
    kept_rate: float = 1.0  # of all that is carried over, as a share of the head's; 0 freezes it
    class_weights: bool = False  # rare labels count more
    seed: int = 0
    word_dropout: float = 0.1
    texts_a_batch: int = 32
    patience: int = 5
    taught: bool = False  # it also learns from what a linear model says of the texts and their parts
    reasons: dict[str, Said] = field(default_factory=dict, compare=False)  # field -> why it is as it is

    @property
    def settings(self) -> Settings:
        """How `fit` is to train.

        Raises:
            BadInput: a value is out of its range.
        """
        return Settings(
            epochs=self.epochs,
            learning_rate=self.learning_rate,
            kept_rate=self.kept_rate if self.source else 1.0,
            balance=0.5 if self.class_weights else 0.0,
            word_dropout=self.word_dropout,
            texts_a_batch=self.texts_a_batch,
            patience=self.patience,
            average=AVERAGE if self.taught else 0.0,
            whole_at_start=self.source is not None,  # which knows the positions beyond the file's longest text
        )

    @property
    def minutes(self) -> float:
        """About how long all epochs take on two processor cores; 0 where nobody has counted the words."""
        counted = self.reasons.get("epochs")
        return _minutes(counted.values["words"], self.epochs, self.architecture) if counted else 0.0

    def as_json(self) -> dict[str, Any]:
        """What `training.json` keeps of it."""
        values = asdict(self)
        return {key: value for key, value in values.items() if key not in ("title", "reasons")}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Plan:
        """A plan from what `as_json` gives, or from all of its fields."""
        known = {one.name for one in fields(cls)}
        reasons = {key: Said(**said) for key, said in value.get("reasons", {}).items()}
        return cls(**{key: one for key, one in value.items() if key in known and key != "reasons"}, reasons=reasons)


@dataclass(frozen=True)
class Step:
    """Where a fine-tuning is."""

    phase: str  # reading, training, measuring
    progress: Progress | None = None  # while training
    history: tuple[dict[str, Any], ...] = ()  # finished epochs: entries of the summary's `epochs`


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


# --- the plan ------------------------------------------------------------------------------------


FROM_THE_FILE = (
    "It starts from word vectors learnt from the file, by which words stand near each other, and from random weights "
    "for all else."
)


TAUGHT = (
    "It began without a checkpoint, so it also learnt what TF-IDF with logistic regression, trained on the same "
    "examples, says of the texts and of their parts."
)


def suggest(
    train: Examples, architecture: str, source: str | None = "shipped", *, seed: int = 0, title: str = ""
) -> Plan:
    """A plan for these examples, with the reason of each choice.

    Args:
        source: a reference; "shipped" for the shipped checkpoint of that architecture and task; None for random
        weights.
    Raises:
        NotFound, NotApplicable: there is no such architecture or source, or it does not fit.
    """
    choose(ARCHITECTURES, architecture, "architecture")
    reasons: dict[str, Said] = {}
    if source == "shipped":
        source, reasons["source"] = _shipped(train, architecture)
    elif source is None:
        reasons["source"] = Said("plan-scratch", FROM_THE_FILE)
    else:
        _fitting(source, train.task, architecture)
        reasons["source"] = Said("plan-source", f"It starts from {source}, as you asked.", {"source": source})
    reads = load(source).config.max_words if source else Config.max_words
    lengths = [min(len(text), reads) for text, _ in zip(word_lists(train), range(SAMPLE), strict=False)]
    words = round(sum(lengths) / max(len(lengths), 1) * len(train))
    epochs = max(EPOCHS[0], min(EPOCHS[1], round(WORDS_TO_READ[architecture] / max(words, 1))))
    reasons["epochs"] = _lasting(words, epochs, architecture)
    weighed, reasons["class_weights"] = _weighed(train)
    return Plan(
        train.task,
        architecture,
        source,
        title,
        epochs=epochs,
        learning_rate=RATE if source is None else RATES[architecture],
        class_weights=weighed,
        taught=source is None and not TASKS[train.task].per_word and not weighed and len(train) <= TAUGHT_TEXTS,
        seed=seed,
        reasons=reasons,
    )


def _lasting(words: int, epochs: int, architecture: str) -> Said:
    """How long so many rounds take on two processor cores."""
    minutes = _minutes(words, epochs, architecture)
    if minutes <= SHORT_MINUTES:
        return Said(
            "plan-epochs",
            f"{words:,} words to learn from: {epochs} rounds take a minute or two, and training ends sooner when it "
            "gets no better.",
            {"words": words, "epochs": epochs},
        )
    return Said(
        "plan-epochs-long",
        f"{words:,} words to learn from: {epochs} rounds take about {minutes:.0f} minutes on two processor cores, and "
        "training ends sooner when it gets no better.",
        {"words": words, "epochs": epochs, "minutes": round(minutes)},
    )


def _minutes(words: int, epochs: int, architecture: str) -> float:
    return epochs * words / WORDS_TO_READ[architecture]


def _shipped(train: Examples, architecture: str) -> tuple[str | None, Said]:
    """The shipped checkpoint where it knows the words of the examples, else None; and why."""
    reference = f"{train.task}-{architecture}"
    if reference not in shipped(train.task):
        return None, Said("plan-none-shipped", f"No {architecture} for this task is shipped. {FROM_THE_FILE}")
    vocabulary = load(reference).vocabulary
    texts = [text for text, _ in zip(word_lists(train), range(SAMPLE), strict=False)]
    running = sum(map(len, texts))
    share = sum(vocabulary.knows(word) for text in texts for word in text) / max(running, 1)
    values = {"source": reference, "share": share}
    if share < KNOWN_SHARE:
        return None, Said(
            "plan-unknown-words",
            f"{reference} knows only {100 * share:.0f} % of these words, so nothing of it is of use here. "
            + FROM_THE_FILE,
            values,
        )
    return reference, Said(
        "plan-shipped",
        f"It starts from {reference}, which knows {100 * share:.0f} % of these words.",
        values,
    )


def _fitting(source: str, task: str, architecture: str) -> None:
    described = describe(source)
    if described.task != task or described.architecture != architecture:
        raise NotApplicable(
            f"{source} has the architecture {described.architecture} and does the task {described.task}. The new model "
            f"is to be {architecture} for {task}. Choose a checkpoint of that kind.",
            key="source-kind",
            source=source,
            given=f"{described.architecture}, {described.task}",
            wanted=f"{architecture}, {task}",
        )


def _weighed(train: Examples) -> tuple[bool, Said]:
    """Whether rare labels should count more, and why."""
    if TASKS[train.task].per_word:
        return False, Said("plan-weights-words", "Every word counts the same.")
    counts = Counter(train.labels)
    ratio = max(counts.values()) / min(counts.values())
    if ratio <= UNBALANCED:
        return False, Said("plan-balanced", "No label is very much rarer than the others: all texts count the same.")
    rarest = min(counts, key=lambda label: counts[label])
    return True, Said(
        "plan-unbalanced",
        f"The most frequent label is {ratio:.1f} times as frequent as {rarest}: rare labels count more.",
        {"ratio": ratio, "rarest": rarest},
    )


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
        _fitting(plan.source, train.task, plan.architecture)
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
    verdict = outcome.verdict(summary["metrics"], summary["baselines"], len(held))
    summary["seconds"] = time.perf_counter() - started
    recipe = _recipe(train, held, plan, columns or {})
    text = card.tuned(
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
    found = outcome.answers(checkpoint, held)
    return Tuned(
        folder=str(folder),
        summary=summary,
        report=evaluate(checkpoint, held).as_json(),
        calibration=outcome.calibration(found, warmth),
        mistakes=outcome.mistakes(found, held, model.config.labels),
        cells=outcome.cells(found, held, model.config.labels),
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
    if plan.source and plan.source.startswith(sessions.SCHEME):  # whoever holds the reference has the model
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
