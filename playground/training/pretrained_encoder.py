"""A Transformer that was pretrained elsewhere, fine-tuned on our labels, as a teacher of the small networks.

It is never shipped and never asked by the page: recipes name its files by sha256, and what it says of a text becomes
soft labels. It needs the packages of requirements-transformers.txt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from playground.data.examples import Examples, word_lists
from playground.errors import BadInput
from playground.training.distillation import Teacher
from playground.training.report import Log

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ENCODER_FILES = ("config.json", "model.safetensors", "tokenizer.json")
EVERY = 200  # steps from one line of progress to the next


@dataclass(frozen=True)
class EncoderSettings:
    """How the encoder is fine-tuned.

    Attributes:
        learning_rate: of AdamW at its height; it rises over the first twentieth of the steps and falls to zero.
        pieces: how many pieces of words it reads at once, its two marks included. Of a longer text it reads one
            window at random in training; asked, it reads all windows, and their logits are averaged.
    """

    epochs: int = 1
    learning_rate: float = 1e-4
    texts_a_batch: int = 64
    pieces: int = 64
    dropout: float = 0.1

    def __post_init__(self) -> None:
        """Refuse what cannot be trained with."""
        whole = (self.epochs, self.texts_a_batch, self.pieces)
        if not all(type(number) is int and 1 <= number <= 512 for number in whole) or self.pieces < 8:
            raise ValueError("epochs, texts_a_batch, pieces")
        if not (0 < self.learning_rate < 1 and 0 <= self.dropout < 1):
            raise ValueError("learning_rate, dropout")


class EncoderClassifier(nn.Module):
    """A pretrained encoder, the mean over its last states, and one linear layer.

    Source:
        Reimers and Gurevych 2019, https://arxiv.org/abs/1908.10084 (the mean as what a sentence is)
    """

    def __init__(self, folder: Path, labels: int, dropout: float) -> None:
        """Read the encoder from a folder in the format of the transformers library, weights as safetensors only."""
        super().__init__()
        import transformers

        self.encoder: Any = transformers.AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(self.encoder.config.hidden_size, labels)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces) ids and 1 where there is one -> (batch, labels) logits."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        weights = mask[..., None].float()
        logits: Tensor = self.output(self.dropout((states * weights).sum(1) / weights.sum(1)))
        return logits


@dataclass(frozen=True)
class Pieces:
    """Splits words into the pieces that the encoder knows."""

    tokenizer: Tokenizer
    first: int
    last: int

    @classmethod
    def read(cls, folder: Path) -> Pieces:
        """The tokenizer of a folder, with its marks of the beginning and the end of a text."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        if first is None or last is None:
            raise BadInput(
                f"The tokenizer in {folder} has no [CLS] or no [SEP]. Take an encoder of the BERT family.",
                key="encoder-tokenizer",
                given=str(folder),
            )
        return cls(tokenizer, first, last)

    def ids(self, texts: Iterable[Sequence[str]]) -> list[list[int]]:
        """Texts as words -> the ids of their pieces, without marks."""
        lines = [" ".join(text) for text in texts]
        return [found.ids for found in self.tokenizer.encode_batch(lines, add_special_tokens=False)]

    def batch(self, windows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
        """Windows of ids -> (batch, pieces) ids with marks, and the mask."""
        rows = [torch.tensor([self.first, *window, self.last]) for window in windows]
        padded = nn.utils.rnn.pad_sequence(rows, batch_first=True)
        lengths = torch.tensor([len(row) for row in rows])
        return padded, (torch.arange(padded.shape[1]) < lengths[:, None]).long()


def _logits(model: EncoderClassifier, batch: tuple[Tensor, Tensor]) -> Tensor:
    """The logits, worked out in bfloat16 where that is faster and harms nothing."""
    ids, mask = batch
    device = next(model.parameters()).device
    with torch.autocast(device.type, torch.bfloat16):
        found: Tensor = model(ids.to(device), mask.to(device))
    return found.float()


def _batches(lengths: Sequence[int], size: int, generator: np.random.Generator) -> Iterator[np.ndarray]:
    """Each text once, in batches of texts of like length, the batches in random order."""
    order = np.argsort(np.array(lengths) + generator.random(len(lengths)) * 4, kind="stable")
    parts = [order[begin : begin + size] for begin in range(0, len(order), size)]
    for at in generator.permutation(len(parts)):
        yield parts[at]


def _window(ids: Sequence[int], length: int, generator: np.random.Generator) -> Sequence[int]:
    begin = int(generator.integers(0, max(len(ids) - length, 0) + 1))
    return ids[begin : begin + length]


def fit_encoder(
    folder: Path,
    train: Sequence[Examples],
    labels: Sequence[str],
    settings: EncoderSettings,
    seed: int = 0,
    on_progress: Log = lambda line: None,
) -> EncoderClassifier:
    """The encoder of a folder, fine-tuned on the examples.

    Args:
        folder: config.json, model.safetensors and tokenizer.json as the transformers library has them.
        labels: in the order of the logits.
    """
    torch.manual_seed(seed)
    generator = np.random.default_rng(seed)
    pieces, model = Pieces.read(folder), EncoderClassifier(folder, len(labels), settings.dropout)
    ids = [found for part in train for found in pieces.ids(word_lists(part))]
    gold = np.array([list(labels).index(str(label)) for part in train for label in part.labels])
    lengths = [min(len(text), settings.pieces - 2) for text in ids]
    steps = settings.epochs * -(-len(ids) // settings.texts_a_batch)
    optimiser = torch.optim.AdamW(model.parameters(), lr=settings.learning_rate, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(step / max(0.05 * steps, 1), (steps - step) / (0.95 * steps))
    )
    model.train()
    step, losses = 0, 0.0
    for _ in range(settings.epochs):
        for rows in _batches(lengths, settings.texts_a_batch, generator):
            windows = [_window(ids[row], settings.pieces - 2, generator) for row in rows]
            loss = nn.functional.cross_entropy(_logits(model, pieces.batch(windows)), torch.tensor(gold[rows]))
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            rate.step()
            step, losses = step + 1, losses + loss.item()
            if step % EVERY == 0:
                on_progress(f"encoder: step {step:,} of {steps:,}, loss {losses / EVERY:.4f}")
                losses = 0.0
    return model.eval()


def encoder_teacher(
    model: Callable[[], EncoderClassifier], folder: Path, settings: EncoderSettings, texts_at_once: int = 64
) -> Teacher:
    """The fine-tuned encoder as a teacher; the mean over the logits of a long text's windows.

    Args:
        model: gives the encoder; called where an answer is not stored yet, and no sooner.
    """

    def answer(texts: Sequence[list[str]]) -> list[np.ndarray]:
        pieces, length = Pieces.read(folder), settings.pieces - 2
        ids = pieces.ids(texts)
        windows = [
            (at, text[begin : begin + length])
            for at, text in enumerate(ids)
            for begin in range(0, max(len(text), 1), length)
        ]
        windows.sort(key=lambda found: len(found[1]))
        sums: np.ndarray | None = None
        counts = np.zeros((len(texts), 1))
        for begin in range(0, len(windows), texts_at_once):
            part = windows[begin : begin + texts_at_once]
            with torch.inference_mode():
                found = _logits(model(), pieces.batch([window for _, window in part])).cpu().numpy()
            sums = np.zeros((len(texts), found.shape[1])) if sums is None else sums
            np.add.at(sums, [at for at, _ in part], found)
            np.add.at(counts, [at for at, _ in part], 1)
        assert sums is not None  # every text has a window
        means = sums / counts
        exponents = np.exp(means - means.max(1, keepdims=True))
        return list((exponents / exponents.sum(1, keepdims=True)).astype(np.float32))

    return answer
