"""The settings of a fine-tuning, suggested from the examples, each with its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from playground.checkpoints import describe, load, shipped
from playground.data.examples import Examples, word_lists
from playground.data.problems import Note, file_name
from playground.errors import NotApplicable, choose
from playground.lenses.predict.spans import makes_words
from playground.models import ARCHITECTURES, Config
from playground.models.config import SPACES
from playground.tasks import TASKS
from playground.text_language import language_of
from playground.training.fit import Progress
from playground.training.settings import Settings

SAMPLE = 2_000  # examples that a plan looks at
CHARACTERS = "zh"  # the language whose shipped models read characters
KNOWN_SHARE = 0.5  # of the running words: a source that knows fewer has read another language
UNBALANCED = 20.0  # times as frequent as the rarest; at 15 times (TREC) weights cost two points of macro-F1
RATE = 2e-3  # the learning rate without a source; with one it is the architecture's
TAUGHT_TEXTS = 20_000  # of larger files the linear model would take too long
AVERAGE = 0.99  # of the weights over the steps, where the model is taught
EPOCHS = (5, 20)  # the fewest and the most that a plan suggests
MOST_SECONDS = 30 * 60.0  # of a training on the page; then it ends with the best model so far: others may be waiting
TIME_IS_UP = "late"  # what `stop` says then
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
    reasons: dict[str, Note] = field(default_factory=dict, compare=False)  # field -> why it is as it is

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
        reasons = {key: Note(**reason) for key, reason in value.get("reasons", {}).items()}
        return cls(**{key: one for key, one in value.items() if key in known and key != "reasons"}, reasons=reasons)


@dataclass(frozen=True)
class TuningStep:
    """Where a fine-tuning is, or where several trainings are of which one comes after the other."""

    phase: str  # reading, training, measuring
    progress: Progress | None = None  # while training
    history: tuple[dict[str, Any], ...] = ()  # finished epochs: entries of the summary's `epochs`
    number: int = 0  # which training it is, from 1, where there are several
    trainings: int = 0  # how many there are then
    examples: int = 0  # that this one learns from, where they do not all learn from as many


# --- the plan ------------------------------------------------------------------------------------


SCRATCH_EXPLANATION = (
    "It starts from word vectors learnt from the file, by which words stand near each other, and from random weights "
    "for all else."
)


SOFT_LABELS_EXPLANATION = (
    "It began without a checkpoint, so it also learnt what TF-IDF with logistic regression, trained on the same "
    "examples, says of the texts and of their parts."
)


def suggest(
    train: Examples,
    architecture: str,
    source: str | None = "shipped",
    *,
    seed: int = 0,
    title: str = "",
    language: str | None = None,
) -> Plan:
    """A plan for these examples, with the reason of each choice.

    Args:
        source: a reference; "shipped" for the shipped checkpoint of that architecture and task; None for random
        weights.
        language: of the shipped checkpoint; None: the one that the texts are in.
    Raises:
        NotFound, NotApplicable: there is no such architecture, language or source, or it does not fit.
    """
    facts = choose(ARCHITECTURES, architecture, "architecture")
    reasons: dict[str, Note] = {}
    if source == "shipped":
        source, reasons["source"] = _shipped_source(train, architecture, language)
    elif source is None:
        reasons["source"] = Note(SCRATCH_EXPLANATION, "plan-scratch")
    else:
        check_source(source, train, architecture)
        reasons["source"] = Note(f"It starts from {source}, as you asked.", "plan-source", {"source": source})
    reads = load(source).config.max_words if source else Config.max_words
    lengths = [min(len(text), reads) for text, _ in zip(word_lists(train), range(SAMPLE), strict=False)]
    words = round(sum(lengths) / max(len(lengths), 1) * len(train))
    epochs = max(EPOCHS[0], min(EPOCHS[1], round(facts.words_to_read / max(words, 1))))
    reasons["epochs"] = _duration_note(words, epochs, architecture)
    class_weights, reasons["class_weights"] = _class_weights(train)
    return Plan(
        train.task,
        architecture,
        source,
        title,
        epochs=epochs,
        learning_rate=RATE if source is None else facts.learning_rate,
        class_weights=class_weights,
        taught=source is None and not TASKS[train.task].per_word and not class_weights and len(train) <= TAUGHT_TEXTS,
        seed=seed,
        reasons=reasons,
    )


def _duration_note(words: int, epochs: int, architecture: str) -> Note:
    """How long so many rounds take on two processor cores."""
    minutes = _minutes(words, epochs, architecture)
    if minutes <= SHORT_MINUTES:
        return Note(
            f"{words:,} words to learn from: {epochs} rounds take a minute or two, and training ends sooner when it "
            "gets no better.",
            "plan-epochs",
            {"words": words, "epochs": epochs},
        )
    return Note(
        f"{words:,} words to learn from: {epochs} rounds take about {minutes:.0f} minutes on two processor cores, and "
        "training ends sooner when it gets no better.",
        "plan-epochs-long",
        {"words": words, "epochs": epochs, "minutes": round(minutes)},
    )


def _minutes(words: int, epochs: int, architecture: str) -> float:
    return epochs * words / ARCHITECTURES[architecture].words_to_read


def _shipped_source(train: Examples, architecture: str, language: str | None) -> tuple[str | None, Note]:
    """The shipped checkpoint of a language where it knows the words of the examples, else None; and why.

    Of a tagger of characters a file of tagged words has no use.
    """
    texts = [text for text, _ in zip(word_lists(train), range(SAMPLE), strict=False)]
    read = language_of(" ".join(word for text in texts for word in text), language)
    offered = (one for one in shipped(train.task, read) if describe(one).architecture == architecture)
    reference = next((one for one in offered if not makes_words(describe(one).labels)), None)
    if reference is None:
        return None, Note(f"No {architecture} for this task is shipped. {SCRATCH_EXPLANATION}", "plan-none-shipped")
    if train.pretokenized and read == CHARACTERS:
        return None, Note(
            f"The texts are split into words, and {reference} reads Chinese character by character, so nothing of it "
            f"is of use here. {SCRATCH_EXPLANATION}",
            "plan-split",
            {"source": reference},
        )
    vocabulary = load(reference).vocabulary
    running = sum(map(len, texts))
    share = sum(vocabulary.knows(word) for text in texts for word in text) / max(running, 1)
    values = {"source": reference, "share": share}
    if share < KNOWN_SHARE:
        return None, Note(
            f"{reference} knows only {100 * share:.0f} % of these words, so nothing of it is of use here. "
            + SCRATCH_EXPLANATION,
            "plan-unknown-words",
            values,
        )
    return reference, Note(
        f"It starts from {reference}, which knows {100 * share:.0f} % of these words.",
        "plan-shipped",
        values,
    )


def check_source(source: str, train: Examples, architecture: str) -> None:
    """Raise where a checkpoint is not what a model of this architecture can start from for these examples.

    Raises:
        NotApplicable: it is of another task or architecture, or reads words between spaces, and the texts are not read
            so.
    """
    described, task = describe(source), train.task
    if described.task != task or described.architecture != architecture:
        raise NotApplicable(
            f"{source} has the architecture {described.architecture} and does the task {described.task}. The new model "
            f"is to be {architecture} for {task}. Choose a checkpoint of that kind.",
            key="source-kind",
            source=source,
            given=f"{described.architecture}, {described.task}",
            wanted=f"{architecture}, {task}",
        )
    if load(source).config.tokenisation == SPACES and not train.pretokenized:
        raise NotApplicable(
            f"{source} reads words that are split by spaces, and {file_name(train.name)} is not read so. Say "
            "that it is (--pretokenized), or choose another checkpoint.",
            key="source-split",
            source=source,
            file=file_name(train.name),
        )


def _class_weights(train: Examples) -> tuple[bool, Note]:
    """Whether rare labels should count more, and why."""
    if TASKS[train.task].per_word:
        return False, Note("Every word counts the same.", "plan-weights-words")
    counts = Counter(train.labels)
    ratio = max(counts.values()) / min(counts.values())
    if ratio <= UNBALANCED:
        return False, Note("No label is very much rarer than the others: all texts count the same.", "plan-balanced")
    rarest = min(counts, key=lambda label: counts[label])
    return True, Note(
        f"The most frequent label is {ratio:.1f} times as frequent as {rarest}: rare labels count more.",
        "plan-unbalanced",
        {"ratio": ratio, "rarest": rarest},
    )
