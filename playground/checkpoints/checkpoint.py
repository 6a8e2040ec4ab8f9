"""A model that can be asked, with its vocabulary, temperature and description; and texts as its ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.models.config import SPACES
from playground.text import LETTERS_A_WORD, Vocabulary, Word, is_split, pretokenized, words

if TYPE_CHECKING:
    import torch

    from playground.models import Config, Inputs, Model


UNTRAINED = "#untrained"
UNTRAINED_SEED = 0


@dataclass(frozen=True)
class Description:
    """What can be said of a checkpoint without reading its weights."""

    id: str
    task: str
    architecture: str
    parameters: int
    bytes: int  # of all its files
    labels: tuple[str, ...]
    source: str  # bundled, hub, folder or session
    metrics: dict[str, dict[str, float]]  # by data set, then by metric; shares are 0-1
    title: str = ""  # what the page calls it; empty where its architecture or its reference says it
    revision: str = ""  # the commit, of what comes from the Hub
    language: str | None = None  # of the texts that it was made for; None where nobody said
    variant: str = "standard"  # or "textbook", asked by name only

    def as_json(self) -> dict[str, Any]:
        """As `python -m playground models --json` prints it."""
        return {**{key: value for key, value in self.__dict__.items() if key != "title"}, "labels": list(self.labels)}


class TextReader:
    """How a model divides texts into words, and which of them it knows: what can be done without its weights."""

    def __init__(self, config: Config, vocabulary: Vocabulary) -> None:
        self.config = config
        self.vocabulary = vocabulary

    def divide(self, text: str) -> tuple[Word, ...]:
        """The words of a text as this model reads them: by the rules of `playground.text`, or at its spaces, where it
        learnt from texts that were split by spaces and this one is.

        Raises:
            BadInput: the text is too long.
        """
        if self.config.tokenisation != SPACES or self.unsplit(text):
            return words(text)
        return pretokenized(text)

    def unsplit(self, text: str) -> bool:
        """Whether the model learnt from texts that were split by spaces, and this one is not: then it is read character
        by character. A text of one word that the model knows is split already."""
        return self.config.tokenisation == SPACES and not is_split(text) and not self.vocabulary.knows(text.strip())


class Checkpoint(TextReader):
    """A model that can be asked, with all that is needed to put a text to it."""

    whole_words = True  # a model that reads subwords can be compared and explained, not looked into

    def __init__(
        self,
        reference: str,
        config: Config,
        vocabulary: Vocabulary,
        model: Model,
        temperature: float = 1.0,
        folder: Path | None = None,
        description: Description | None = None,
        card: str = "",
        answer_above: float = 0.0,
    ) -> None:
        super().__init__(config, vocabulary)
        self.reference = reference
        self.model = model
        self.temperature = temperature
        self.answer_above = answer_above  # 0-1: where the answer is less probable, it says that it is not sure
        self.folder = folder
        self.card = card
        self.untrained = reference.endswith(UNTRAINED)
        self.id = reference
        self.source = description.source if description else "folder"
        self.metrics = description.metrics if description and not self.untrained else {}
        self.bytes = description.bytes if description else 0
        self.parameters = sum(parameter.numel() for parameter in model.parameters())

    @property
    def task(self) -> str:
        """`sentiment` or `pos`."""
        return self.config.task

    @property
    def architecture(self) -> str:
        """A key of `models.ARCHITECTURES`."""
        return self.config.architecture

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.model.device

    def encode(self, texts: Sequence[Sequence[str | Word]]) -> Inputs:
        """A batch of texts, given as their words, as ids on the model's device; words beyond `max_words` are left
        out.

        Args:
            texts: words as strings, or with their places in the text, which tell a model of subwords what stands apart.
        """
        spelled = [[word if isinstance(word, str) else word[0] for word in text] for text in texts]
        return encode(self.config, self.vocabulary, spelled, self.device)

    def reads(self, words: Sequence[str | Word]) -> int:
        """How many words of a text reach the model, from the first one on."""
        return min(len(words), self.config.max_words)

    def must_read_words(self) -> None:
        """Do nothing: the model reads whole words, so that its inner values are those of words."""


def encode(
    config: Config, vocabulary: Vocabulary, texts: Sequence[Sequence[str]], device: torch.device | str = "cpu"
) -> Inputs:
    """A batch of texts, given as their words, as ids.

    Returns:
        words (batch, words), letters (batch, words, 20) or None, mask (batch, words); at least one position wide.
    """
    import torch

    from playground.models import Inputs

    cut = [text[: config.max_words] for text in texts]
    lengths = list(map(len, cut))
    longest = max([1, *lengths])
    filled = [vocabulary.ids(text) + [0] * (longest - len(text)) for text in cut]
    ids = torch.from_numpy(np.array(filled, np.int64))  # three times as quick as `torch.tensor` of a list
    if min(lengths, default=0) == longest:  # a text alone, most of the time
        mask = torch.ones(len(cut), longest, dtype=torch.bool)
    else:
        mask = torch.arange(longest)[None] < torch.tensor(lengths)[:, None]
    letters = None
    if config.letters:
        blank = (0,) * LETTERS_A_WORD
        rows = [
            [(vocabulary.letter_ids(word) + blank)[:LETTERS_A_WORD] for word in text] + [blank] * (longest - len(text))
            for text in cut
        ]
        letters = torch.tensor(rows).to(device)
    return Inputs(ids.to(device), letters, mask.to(device))
