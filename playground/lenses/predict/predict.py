"""What does the model answer? A label with probabilities for the text, or a tag for each word."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import numpy as np

from playground.lenses.predict.caution import NOT_SURE, Caution, caution
from playground.lenses.predict.spans import Span, characters_of_words, makes_words, spans
from playground.tasks import TASKS
from playground.text import Word, pretokenized

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

WORDS_A_BATCH = 8_192  # padded words in one forward pass: bounds the memory


class PredictedWord(NamedTuple):
    """A word of the text: where it stands, whether the model's vocabulary has it, and whether it reached the model."""

    text: str
    start: int
    end: int
    known: bool
    read: bool


_AS_WORD = partial(tuple.__new__, PredictedWord)  # as `PredictedWord._make` does, in a third of its time


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's answer to a text. Probabilities are 0-1, after the checkpoint's temperature."""

    model: str
    task: str
    text: str
    words: tuple[PredictedWord, ...]
    seconds: float  # the model's own time; for a list of texts this text's share
    labels: tuple[str, ...]
    probabilities: np.ndarray  # (labels,), or (words, labels) with NaN where a word was not read
    caution: Caution | None = None  # why the answer says little about the text, where it does

    @property
    def label(self) -> str | None:
        """The most probable label; None where the answer is one a word."""
        return None if TASKS[self.task].per_word else self.labels[int(self.probabilities.argmax())]

    @property
    def tags(self) -> list[str | None] | None:
        """The most probable tag of each word, None for a word that was not read; None where the answer is one a
        text."""
        if not TASKS[self.task].per_word:
            return None
        best = self.probabilities.argmax(-1)
        return [self.labels[tag] if word.read else None for tag, word in zip(best.tolist(), self.words, strict=True)]

    @property
    def spans(self) -> list[Span] | None:
        """The words that tagged characters make; None where the model tags words, or the whole text."""
        if not TASKS[self.task].per_word or not makes_words(self.labels):
            return None
        return spans(self.text, self.words, self.labels, self.probabilities)

    @property
    def joined(self) -> list[range] | None:
        """Of each word that tagged characters make, the numbers of its characters; None as for `spans`."""
        if not TASKS[self.task].per_word or not makes_words(self.labels):
            return None
        return characters_of_words(self.words, self.labels, self.probabilities)

    @property
    def scores(self) -> Any:
        """{label: probability}, or a list of these with None for a word that was not read."""
        if not TASKS[self.task].per_word:
            return dict(zip(self.labels, self.probabilities.tolist(), strict=True))
        rows = self.probabilities.tolist()
        return [
            dict(zip(self.labels, row, strict=True)) if word.read else None
            for row, word in zip(rows, self.words, strict=True)
        ]

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        answer = {"tags": self.tags} if TASKS[self.task].per_word else {"label": self.label}
        made = self.spans
        return {
            "model": self.model,
            "task": self.task,
            "text": self.text,
            "words": [
                {"text": text, "start": start, "end": end, "known": known, "read": read}
                for text, start, end, known, read in self.words
            ],
            "seconds": self.seconds,
            **answer,
            "scores": self.scores,
            "caution": self.caution and self.caution.as_json(),
            **({"spans": [one.as_json() for one in made]} if made is not None else {}),
        }


@overload
def predict(checkpoint: Checkpoint, text: str, split: bool = False) -> Prediction: ...  # type: ignore[overload-overlap]
@overload
def predict(checkpoint: Checkpoint, text: Sequence[str], split: bool = False) -> list[Prediction]: ...
def predict(checkpoint: Checkpoint, text: str | Sequence[str], split: bool = False) -> Prediction | list[Prediction]:
    """The model's answer to a text, or its answers to a list of texts.

    Args:
        split: the words are split already, by spaces, whatever the model learnt from.
    Raises:
        BadInput: a text is not a string, or too long.
    """
    split_words = pretokenized if split else checkpoint.divide
    several = not isinstance(text, str) and isinstance(text, Sequence)
    # `split_words` refuses what is no text
    texts: list[str] = list(text) if several else [text]  # type: ignore[list-item]
    texts_as_words = [split_words(one) for one in texts]
    answers = []
    if len(texts) == 1:
        started = time.perf_counter()
        (found,) = forward(checkpoint, texts_as_words)
        seconds = time.perf_counter() - started
        answers.append(_prediction(checkpoint, texts[0], texts_as_words[0], found, seconds, split))
    else:
        started = time.perf_counter()
        probabilities_of_texts = probabilities(checkpoint, texts_as_words)
        share = (time.perf_counter() - started) / max(len(texts), 1)
        for one, its_words, its_probabilities in zip(texts, texts_as_words, probabilities_of_texts, strict=True):
            answers.append(_prediction(checkpoint, one, its_words, its_probabilities, share, split))
    return answers if several else answers[0]


def _prediction(
    checkpoint: Checkpoint, text: str, text_words: Sequence[Word], answer: np.ndarray, seconds: float, split: bool
) -> Prediction:
    limit, texts = checkpoint.reads(text_words), [word[0] for word in text_words]
    starts, ends = [word[1] for word in text_words], [word[2] for word in text_words]
    known, read = checkpoint.vocabulary.known(texts), chain(repeat(True, limit), repeat(False))
    marked = tuple(map(_AS_WORD, zip(texts, starts, ends, known, read, strict=False)))
    doubt = caution(marked, checkpoint.vocabulary, not split and checkpoint.unsplit(text))
    if doubt is None and answer.ndim == 1 and float(answer.max()) < checkpoint.answer_above:
        doubt = NOT_SURE
    return Prediction(
        checkpoint.reference, checkpoint.task, text, marked, seconds, checkpoint.config.labels, answer, doubt
    )


def forward(checkpoint: Checkpoint, texts: Sequence[Sequence[str | Word]]) -> list[np.ndarray]:
    """The probabilities of each text of one batch, given as its words.

    Returns:
        A float64 array a text: (labels,), or (words, labels) with NaN where a word was not read.
    """
    import torch

    inputs = checkpoint.encode(texts)
    with torch.inference_mode():
        logits = checkpoint.model(inputs).float().cpu().numpy()
    answers = softmax(logits / checkpoint.temperature)
    if not TASKS[checkpoint.task].per_word:
        return list(answers)
    rows = [np.full((len(text), answers.shape[-1]), np.nan) for text in texts]
    for row, answer, text in zip(rows, answers, texts, strict=True):
        read = checkpoint.reads(text)
        row[:read] = answer[:read]
    return rows


def softmax(logits: np.ndarray) -> np.ndarray:
    """Logits -> probabilities over the last axis, in float64."""
    logits = logits.astype(np.float64)
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


def probabilities(checkpoint: Checkpoint, texts: Sequence[Sequence[str | Word]]) -> list[np.ndarray]:
    """The probabilities of many texts, given as their words, in the order given; batched by length under a bound of
    words.

    Returns:
        A float64 array a text: (labels,), or (words, labels) with NaN where a word was not read.
    """
    limit = checkpoint.config.max_words
    lengths = [min(len(text), limit) for text in texts]
    found: list[np.ndarray] = [np.empty(0)] * len(texts)
    for batch in batches(lengths, WORDS_A_BATCH // checkpoint.model.bulk):
        for index, answer in zip(batch, forward(checkpoint, [texts[i] for i in batch]), strict=True):
            found[index] = answer
    return found


def batches(lengths: Sequence[int], words_a_batch: int, texts_a_batch: int = 512) -> list[list[int]]:
    """Indices of texts of like length in groups that hold at most so many words, padding counted, and so many texts."""
    groups: list[list[int]] = []
    group: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        longest = max(1, lengths[index])  # sorted: the newest is the longest
        if group and (longest * (len(group) + 1) > words_a_batch or len(group) == texts_a_batch):
            groups.append(group)
            group = []
        group.append(index)
    return groups + ([group] if group else [])
