"""The sizes of a model: `Config`, everything that is needed to build it, and `Inputs`, what it reads.

Nothing here imports torch. What only one architecture can refuse is asked of its class.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, NamedTuple

from playground.errors import BadCheckpoint
from playground.models.architectures import ARCHITECTURES
from playground.tasks import TASKS
from playground.text_language import TEXT_LANGUAGES

if TYPE_CHECKING:
    from torch import Tensor

READOUTS = ("last", "mean", "max")
VARIANTS = ("standard", "textbook")
WORDS, SPACES = "words", "spaces"
TOKENISATIONS = (WORDS, SPACES)


class Inputs(NamedTuple):
    """A batch of texts as ids."""

    words: Tensor  # (batch, words) int64
    letters: Tensor | None  # (batch, words, letters) int64, where the config has letters
    mask: Tensor  # (batch, words) bool, true where there is a word


@dataclass(frozen=True)
class Config:
    """The sizes of a model; everything that is needed to build it, and nothing that is learnt."""

    architecture: str
    task: str
    labels: tuple[str, ...]
    words: int  # rows of the word embedding, padding and the unknown word included
    size: int = 100  # numbers in a word's embedding
    letters: int = 0  # rows of the letter embedding; 0: this model reads no letters
    letter_size: int = 32
    letter_filters: int = 64  # what the letters add to the size of an embedded word
    hidden: int = 128
    layers: int = 1
    directions: int = 1  # of a recurrent network: 1 forward, 2 forward and backward
    readout: tuple[str, ...] = ("last",)  # how word states become one vector for a text
    widths: tuple[int, ...] = (3, 4, 5)  # of convolutions: words in a window
    filters: int = 100  # of each width
    heads: int = 4  # of attention
    feedforward: int = 256  # units between attention and attention
    norm: str = "after"  # layer norm "after" each block, as in the Transformer's paper, or "before" it
    positions: str = "waves"  # "waves" added to the words, as in the paper, or "distances" to the scores
    outputs: int = 0  # 1: two labels share one logit, read through a sigmoid; 0: a logit a label
    dropout: float = 0.0
    max_words: int = 512  # how much of a text is read
    language: str | None = None  # of the texts that it was made for, a key of TEXT_LANGUAGES; None where nobody said
    variant: str = "standard"  # or "textbook": one direction, answers from the last state, as tutorials build it
    tokenisation: str = WORDS  # how a text is divided: by the rules of `playground.text`, or at its "spaces"

    def __post_init__(self) -> None:
        for field in ("labels", "readout", "widths"):
            value = getattr(self, field)
            if isinstance(value, list):
                object.__setattr__(self, field, tuple(value))
        _check(self)

    @property
    def per_word(self) -> bool:
        """Whether there is an answer for each word, instead of one for the text."""
        return TASKS[self.task].per_word

    @property
    def embedded(self) -> int:
        """Numbers in an embedded word, its letters included."""
        return self.size + (self.letter_filters if self.letters else 0)

    @property
    def head_outputs(self) -> int:
        """Logits that the head computes."""
        return self.outputs or len(self.labels)

    def as_json(self) -> dict[str, Any]:
        """Every field, as plain JSON."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Config:
        """A config from plain JSON.

        Raises:
            BadCheckpoint: a field is missing, unknown, of the wrong type or out of range.
        """
        known = {field.name for field in fields(cls)}
        unknown = sorted(set(value) - known)
        if unknown:
            raise BadCheckpoint(
                f"The config has a field “{unknown[0]}” that is not known here. Known are: {', '.join(sorted(known))}. "
                "Remove it, or use a newer version.",
                key="config-unknown",
                field=unknown[0],
            )
        missing = sorted({"architecture", "task", "labels", "words"} - set(value))
        if missing:
            raise BadCheckpoint(
                f"The config has no “{missing[0]}”. It has to say architecture, task, labels and words. Save the "
                f"checkpoint again.",
                key="config-missing",
                field=missing[0],
            )
        return cls(**value)


_RANGES: dict[str, tuple[int, int]] = {
    "words": (2, 500_000),
    "size": (1, 2_048),
    "letters": (0, 20_000),
    "letter_size": (1, 256),
    "letter_filters": (1, 512),
    "hidden": (1, 2_048),
    "layers": (1, 12),
    "directions": (1, 2),
    "filters": (1, 1_024),
    "heads": (1, 32),
    "feedforward": (1, 8_192),
    "outputs": (0, 1),
    "max_words": (1, 4_096),
}


def _refuse(field: str, given: object, allowed: str) -> BadCheckpoint:
    return BadCheckpoint(
        f"The config has {field} = {str(given)[:80]}. Allowed: {allowed}. Change it.",
        key="config-range",
        field=field,
        given=str(given)[:80],
        allowed=allowed,
    )


def _check(config: Config) -> None:
    """Refuse sizes that make no model, before anything is built.

    Raises:
        BadCheckpoint: a field has the wrong type or is out of its range.
    """
    if not isinstance(config.task, str) or config.task not in TASKS:
        raise _refuse("task", config.task, ", ".join(TASKS))
    for field, (low, high) in _RANGES.items():
        value = getattr(config, field)
        if type(value) is not int or not low <= value <= high:
            raise _refuse(field, value, f"a whole number from {low:,} to {high:,}")
    labels = config.labels
    if not isinstance(labels, tuple) or not all(isinstance(label, str) and label for label in labels):
        raise _refuse("labels", labels, "a list of names")
    if not 2 <= len(labels) <= 1_000 or len(set(labels)) != len(labels):
        raise _refuse("labels", f"{len(labels)} labels", "2 to 1,000 different names")
    if config.outputs == 1 and (len(labels) != 2 or config.per_word):
        raise _refuse("outputs", 1, "one output only for two labels a text")
    readout = config.readout
    if not isinstance(readout, tuple) or not readout or not all(kind in READOUTS for kind in readout):
        raise _refuse("readout", config.readout, f"one or more of {', '.join(READOUTS)}")
    widths = config.widths
    if not isinstance(widths, tuple) or not all(type(width) is int and 1 <= width <= 15 for width in widths):
        raise _refuse("widths", widths, "whole numbers from 1 to 15")
    if not 1 <= len(widths) <= 8 or len(set(widths)) != len(widths):
        raise _refuse("widths", widths, "one to eight different widths")
    if config.norm not in ("before", "after"):
        raise _refuse("norm", config.norm, "before or after")
    if config.positions not in ("waves", "distances"):
        raise _refuse("positions", config.positions, "waves or distances")
    if config.language is not None and config.language not in TEXT_LANGUAGES:
        raise _refuse("language", config.language, f"{', '.join(TEXT_LANGUAGES)} or null")
    if config.variant not in VARIANTS:
        raise _refuse("variant", config.variant, " or ".join(VARIANTS))
    if config.tokenisation not in TOKENISATIONS or (config.tokenisation == SPACES and config.per_word):
        raise _refuse("tokenisation", config.tokenisation, "words; or spaces, for one label a text")
    if not isinstance(config.dropout, int | float) or not 0 <= config.dropout < 1:
        raise _refuse("dropout", config.dropout, "a number from 0 up to, not including, 1")
    if isinstance(config.architecture, str) and config.architecture in ARCHITECTURES:
        wrong = ARCHITECTURES[config.architecture].network_class().refused(config)
        if wrong is not None:
            field, allowed = wrong
            raise _refuse(field, getattr(config, field), allowed)
