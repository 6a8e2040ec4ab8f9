"""A model is embedding -> encoder -> head, and its forward pass is split at the embeddings.

`embed` turns ids into vectors; `logits` and `states` are pure functions of those vectors and of the mask. So an
attribution method can move the vectors without hooks and without touching a model that other people are using. The mask
is always an argument and never worked out from ids: a baseline made of padding would otherwise have length zero.

Dimensions have whole names everywhere: batch, words, size (of an embedding), hidden, features (what an encoder gives),
labels, layers, heads. Padding stands behind the words of a text, is zeroed on the way in, and reaches no result.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from playground.errors import BadCheckpoint, choose
from playground.models.architectures import ARCHITECTURES
from playground.models.config import Config, Inputs
from playground.models.stored_embedding import StoredEmbedding

MAX_PARAMETERS = 100_000_000


class Encoder(nn.Module):
    """What lets words know of each other; the part of a model that gives its architecture the name.

    `forward` gives (batch, words, features) for a task with an answer a word and (batch, features) for one with an
    answer a text. `states` gives every inner value by name, computed from the same weights. A class has to have these
    two and `features`, and is made from a `Config`.
    """

    features: int
    two_sided: ClassVar[bool] = False  # `around` gives what is known on either side of a word, without the word
    wanders_from = 0  # in training, texts of so many words or more may stand at any position that the encoder has

    def states(self, embedded: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Every inner value by name; each documented in the class.

        `layer1.hidden`, or `layer1.forward.hidden` and `layer1.backward.hidden`, of (batch, words, hidden), make the
        view “states”; `layer1.attention` of (batch, heads, words, words) makes “attention”.
        """
        raise NotImplementedError

    @classmethod
    def refused(cls, config: Config) -> tuple[str, str] | None:
        """The field of a config that no such network can be made of, and what is allowed there; None if all is well."""
        return None


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
        return self.of_spellings(spellings)[where].reshape(batch, words, -1)

    def of_spellings(self, spellings: Tensor) -> Tensor:
        """(spellings, letters) ids -> (spellings, letter_filters)."""
        embedded = self.embedding(spellings).transpose(1, 2)  # (spellings, letter_size, letters)
        filtered = torch.relu(self.convolution(embedded))  # (spellings, letter_filters, letters)
        return filtered.masked_fill((spellings == 0)[:, None], 0.0).amax(-1)


class Model(nn.Module):
    """Embedding -> encoder -> head."""

    bulk = 1  # how many words of such a model take as much memory as one of this one

    def __init__(self, config: Config, encoder: Encoder) -> None:
        super().__init__()
        self.config = config
        self.word_embedding: nn.Embedding | StoredEmbedding = nn.Embedding(config.words, config.size, padding_idx=0)
        self.letters = Letters(config) if config.letters else None
        self.encoder = encoder
        self.dropout = nn.Dropout(config.dropout)
        self.head = nn.Linear(encoder.features, config.head_outputs)

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.head.weight.device

    def embed(self, inputs: Inputs) -> Tensor:
        """The embedded words, (batch, words, size): the seam at which the forward pass is split.

        Where the model reads letters, the vector made from a word's letters stands behind its word vector.
        """
        embedded: Tensor = self.word_embedding(inputs.words)
        if self.letters is not None:
            assert inputs.letters is not None
            embedded = torch.cat([embedded, self.letters(inputs.letters)], -1)
        return embedded

    def reading(self, inputs: Inputs) -> Model:
        """The model as it reads these texts: for one that reads words, itself."""
        return self

    def logits(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """The logits of every label, (batch, labels) or (batch, words, labels), as a function of the embedded words.

        A head with one output gives the logit of the second label against a first one that is fixed at zero, so that
        softmax over the two is the sigmoid of that output.
        """
        embedded = embedded * mask[..., None]
        return self.answered(self.encoder(self.dropout(embedded), mask))

    def answered(self, features: Tensor) -> Tensor:
        """The logits of every label, as a function of what the encoder gives."""
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


# ---- models of a configuration


def build(config: Config) -> Model:
    """A model of this configuration with random weights, drawn from torch's current generator.

    Raises:
        NotFound: no such architecture.
        BadCheckpoint: it would have more than `MAX_PARAMETERS` parameters; found out before any memory is taken.
    """
    count = parameter_count(config)
    if count > MAX_PARAMETERS:
        raise BadCheckpoint(
            f"This configuration has {count:,} parameters. At most {MAX_PARAMETERS:,} are allowed. Make it smaller.",
            key="config-too-big",
            parameters=count,
            allowed=MAX_PARAMETERS,
        )
    return Model(config, _encoder(config))


def parameter_count(config: Config) -> int:
    """How many numbers a model of this configuration learns, counted without taking the memory for them."""
    with shapes_only():
        model = Model(config, _encoder(config))
    return sum(parameter.numel() for parameter in model.parameters())


@contextmanager
def shapes_only() -> Iterator[None]:
    """Modules that are made inside have shapes and no numbers: no memory is taken, and no random number drawn."""
    with torch.device("meta"), _NothingDrawn():
        yield


class _NothingDrawn(TorchFunctionMode):
    """Random starts are skipped: for a tensor without numbers torch would import its compiler (74 MB) to draw them."""

    DRAWN = frozenset(f"{name}_" for name in ("normal", "uniform", "kaiming_uniform", "xavier_uniform", "trunc_normal"))

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if getattr(func, "__name__", "") in self.DRAWN:
            return kwargs["tensor"] if kwargs and "tensor" in kwargs else args[0]
        return func(*args, **(kwargs or {}))


def _encoder(config: Config) -> Encoder:
    made: Encoder = choose(ARCHITECTURES, config.architecture, "architecture").network_class()(config)
    return made


def twin(model: Model) -> Model:
    """A model of its own with the same weights, on the CPU: what is hooked to it or asked of it disturbs nobody."""
    with shapes_only():
        made = build(model.config)
    made.load_state_dict({name: value.cpu() for name, value in model.state_dict().items()}, assign=True)
    return made.eval()


# ---- what the encoders share


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
