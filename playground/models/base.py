"""A model is embedding -> encoder -> head, and its forward pass is split at the embeddings.

`embed` turns ids into vectors; `logits` and `states` are pure functions of those vectors and of the mask. So an
attribution method can move the vectors without hooks and without touching a model that other people are using. The mask
is always an argument and never worked out from ids: a baseline made of padding would otherwise have length zero.

Dimensions have whole names everywhere: batch, words, size (of an embedding), hidden, features (what an encoder gives),
labels, layers, heads. Padding stands behind the words of a text, is zeroed on the way in, and reaches no result.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, NamedTuple

import torch
from torch import Tensor, nn

from playground.errors import BadCheckpoint
from playground.tasks import TASKS

MAX_PARAMETERS = 100_000_000
READOUTS = ("last", "mean", "max")


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
    directions: int = 1  # RNN, LSTM: 1 forward, 2 forward and backward
    readout: tuple[str, ...] = ("last",)  # how word states become one vector for a text
    widths: tuple[int, ...] = (3, 4, 5)  # TextCNN: words in a window
    filters: int = 100  # TextCNN: filters of each width
    heads: int = 4  # Transformer
    feedforward: int = 256  # Transformer
    norm: str = "after"  # Transformer: layer norm "after" each block, as in the paper, or "before" it
    positions: str = "waves"  # Transformer: "waves" added to the words, as in the paper, or "distances" to the scores
    outputs: int = 0  # 1: two labels share one logit, read through a sigmoid; 0: a logit a label
    dropout: float = 0.0
    max_words: int = 512  # how much of a text is read
    language: str | None = None  # of the texts that it was made for: en or zh; None where nobody said

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
    def from_json(cls, value: dict[str, Any]) -> "Config":
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
    if config.architecture == "textcnn" and config.per_word and any(width % 2 == 0 for width in widths):
        raise _refuse("widths", widths, "odd widths, so that a window has a word in its middle")
    if config.architecture == "transformer" and config.hidden % config.heads:
        raise _refuse("heads", config.heads, f"a divisor of hidden = {config.hidden}")
    if config.norm not in ("before", "after"):
        raise _refuse("norm", config.norm, "before or after")
    if config.positions not in ("waves", "distances"):
        raise _refuse("positions", config.positions, "waves or distances")
    if config.language not in ("en", "zh", None):
        raise _refuse("language", config.language, "en, zh or null")
    if not isinstance(config.dropout, int | float) or not 0 <= config.dropout < 1:
        raise _refuse("dropout", config.dropout, "a number from 0 up to, not including, 1")


class Encoder(nn.Module):
    """What the four architectures have in common, and what a student should know of each.

    `forward` gives (batch, words, features) for a task with an answer a word and (batch, features) for one with an
    answer a text. `states` gives every inner value by name, computed from the same weights.
    """

    title: ClassVar[str]
    idea: ClassVar[str]
    good_at: ClassVar[str]
    fails_at: ClassVar[str]
    paper: ClassVar[str]
    paper_url: ClassVar[str]

    features: int
    wanders_from = 0  # in training, texts of so many words or more may stand at any position that the encoder has

    def states(self, embedded: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Every inner value by name; each documented in the class."""
        raise NotImplementedError


class Letters(nn.Module):
    """A vector for a word from its letters: a convolution over them, and the maximum of each filter.

    Source:
        dos Santos, Zadrozny 2014, https://proceedings.mlr.press/v32/santos14.html
    """

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.embedding = nn.Embedding(config.letters, config.letter_size, padding_idx=0)
        self.convolution = nn.Conv1d(config.letter_size, config.letter_filters, 3, padding=1)

    def forward(self, letters: Tensor) -> Tensor:
        """(batch, words, letters) ids -> (batch, words, letter_filters)."""
        batch, words, length = letters.shape
        # A word is often there more than once in a batch, and padding always is: each spelling is convolved once.
        spellings, where = torch.unique(letters.reshape(-1, length), dim=0, return_inverse=True)
        embedded = self.embedding(spellings).transpose(1, 2)  # (spellings, letter_size, letters)
        filtered = torch.relu(self.convolution(embedded))  # (spellings, letter_filters, letters)
        filtered = filtered.masked_fill((spellings == 0)[:, None], 0.0)
        return filtered.amax(-1)[where].reshape(batch, words, -1)


class Model(nn.Module):
    """Embedding -> encoder -> head."""

    bulk = 1  # how many words of such a model take as much memory as one of this one

    def __init__(self, config: Config, encoder: Encoder) -> None:
        super().__init__()
        self.config = config
        self.word_embedding = nn.Embedding(config.words, config.size, padding_idx=0)
        self.letters = Letters(config) if config.letters else None
        self.encoder = encoder
        self.dropout = nn.Dropout(config.dropout)
        self.head = nn.Linear(encoder.features, config.head_outputs)

    def embed(self, inputs: Inputs) -> Tensor:
        """The embedded words, (batch, words, size): the seam at which the forward pass is split.

        Where the model reads letters, the vector made from a word's letters stands behind its word vector.
        """
        embedded: Tensor = self.word_embedding(inputs.words)
        if self.letters is not None:
            assert inputs.letters is not None
            embedded = torch.cat([embedded, self.letters(inputs.letters)], -1)
        return embedded

    def reading(self, inputs: Inputs) -> "Model":
        """The model as it reads these texts: for one that reads words, itself."""
        return self

    def logits(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """The logits of every label, (batch, labels) or (batch, words, labels), as a function of the embedded words.

        A head with one output gives the logit of the second label against a first one that is fixed at zero, so that
        softmax over the two is the sigmoid of that output.
        """
        embedded = embedded * mask[..., None]
        features = self.encoder(self.dropout(embedded), mask)
        logits: Tensor = self.head(self.dropout(features))
        if self.config.outputs == 1:
            logits = torch.cat([torch.zeros_like(logits), logits], -1)
        return logits

    def states(self, embedded: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Every inner value by name: `embedded`, those of the encoder, and `logits`; each with the batch in front."""
        masked = embedded * mask[..., None]
        return {"embedded": masked, **self.encoder.states(masked, mask), "logits": self.logits(embedded, mask)}

    def forward(self, inputs: Inputs) -> Tensor:
        """The logits of a batch of ids: (batch, labels) or (batch, words, labels)."""
        return self.logits(self.embed(inputs), inputs.mask)


def read_out(hidden: Tensor, mask: Tensor, kinds: tuple[str, ...], last: Tensor) -> Tensor:
    """One vector for a text from the states of its words: last, mean and max side by side, as asked for.

    A text without a word gives zeros.

    Args:
        hidden: (batch, words, hidden), zero at padding.
        mask: (batch, words) bool.
        last: (batch, hidden), where reading ended.
    Returns:
        (batch, kinds × hidden).
    """
    parts = []
    for kind in kinds:
        if kind == "last":
            parts.append(last)
        elif kind == "mean":
            parts.append(hidden.sum(1) / mask.sum(1, keepdim=True).clamp(min=1))
        else:
            low = torch.finfo(hidden.dtype).min
            highest = hidden.masked_fill(~mask[..., None], low).amax(1)
            parts.append(highest.masked_fill(~mask.any(1, keepdim=True), 0.0))
    return torch.cat(parts, -1)


def last_word(hidden: Tensor, mask: Tensor) -> Tensor:
    """The state of each text's last word, (batch, hidden): not the last position of a padded batch."""
    where = (mask.sum(1) - 1).clamp(min=0)
    return hidden[torch.arange(len(hidden), device=hidden.device), where]
