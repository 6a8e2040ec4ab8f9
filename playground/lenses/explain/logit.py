"""One logit of one text as a function of its embedded words: what every attribution method is asked about.

No method puts hooks on a model that others are using, and none knows about tasks or architectures. A word is taken away
by putting the baseline's vector in its place; the number of words never changes.

Where a model tags characters, a word of several characters can be asked about. Its labels are the tags of words, and
the logit of one is the sum of its characters' logits: of B-X at the first and of I-X at each further one. The tag for
which this sum is largest is the tag of the word, as `lenses/predict/spans.py` reads it.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np
import torch
from torch import Tensor

from playground.lenses.predict.spans import LEAST, label_columns
from playground.models import Model

WORDS_A_BATCH = 4_096  # in a forward pass; measured: larger ones are slower on a CPU
WORDS_A_GRADIENT = 10_240  # in a pass whose gradient is wanted, which keeps every inner value

Progress = Callable[[int, int], None]
"""What is called with how many passes are done, and of how many."""


class Logit:
    """One logit of one text as a function of its embedded words.

    Args:
        embedded: (1, words, size); padding may stand behind the words.
        mask: (1, words) bool, always that of the text: a baseline is as long as the text that it stands for.
        baseline: (size,), what stands in place of a word that is taken away.
        target: the number of the label; unless given, the one that the model answers.
        word: whose label, where there is one a word; several characters: that of the word which they make, and the
            target is a number of `kinds`.
        progress: called with how many of how many passes are done; what it raises ends the work.
    """

    def __init__(
        self,
        model: Model,
        embedded: Tensor,
        mask: Tensor,
        baseline: Tensor,
        target: int | None,
        word: int | Sequence[int] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.model = model
        self.embedded = embedded.detach()
        self.mask = mask
        self.baseline = (baseline * mask[..., None]).detach()  # (1, words, size)
        self.word = word
        self.words = int(mask.sum())
        self.bulk = embedded.shape[1] * model.bulk  # one text, in words of a shipped model
        self.report: Progress = progress or (lambda done, total: None)
        self._end_values: Tensor | None = None
        self._target = target

    @property
    def target(self) -> int:
        """The number of the label."""
        if self._target is None:
            self._target = int(self._end_logits()[0].argmax())
        return self._target

    def __call__(self, embedded: Tensor) -> Tensor:
        """The logit of each embedded text: (batch, words, size) -> (batch,)."""
        return self.of_model(self.model, embedded)

    def of_model(self, model: Model, embedded: Tensor) -> Tensor:
        """The same logit of another copy of the model.

        Where two labels share one output, the second label's logit is that output and the first one's its negative:
        each is the logit against the other.
        """
        return self._of_target(self._logits(model, embedded))

    def _logits(self, model: Model, embedded: Tensor) -> Tensor:
        """The logits of all labels, (batch, labels)."""
        logits = model.logits(embedded, self.mask.expand(len(embedded), -1))
        if self.word is None or isinstance(self.word, int):
            return logits if self.word is None else logits[:, self.word]
        return _of_word(logits[:, list(self.word)], model.config.labels)

    def _of_target(self, logits: Tensor) -> Tensor:
        """The logit of the target, or the difference that stands for it: (batch, labels) -> (batch,)."""
        if self.model.config.outputs == 1:
            return logits[:, self.target] - logits[:, 1 - self.target]
        return logits[:, self.target]

    def _end_logits(self) -> Tensor:
        """Every label's logit of the text and of the baseline, (2, labels); one pass for both, once."""
        if self._end_values is None:
            with torch.no_grad():
                self._end_values = self._logits(self.model, torch.cat([self.embedded, self.baseline]))
        return self._end_values

    def margins(self) -> tuple[float, float]:
        """By how much the target's logit is above the largest other one, of the text and of the baseline."""
        logits = self._end_logits().double()
        others = logits.clone()
        others[:, self.target] = float("-inf")
        text, baseline = (logits[:, self.target] - others.amax(-1)).tolist()
        return text, baseline

    def value(self, embedded: Tensor) -> float:
        """The logit of one embedded text."""
        if embedded is self.embedded or embedded is self.baseline:
            return float(self._of_target(self._end_logits())[int(embedded is self.baseline)])
        with torch.no_grad():
            return float(self(embedded))

    def gradient(self, points: Tensor, beside: int = 0) -> Tensor:
        """The gradient at each point; (batch, words, size) -> the same shape, without the first `beside` points.

        Args:
            beside: 2 where the first two points are the text and the baseline, which only go through the model in the
                same pass: a recurrent network takes nearly as long for two short texts as for fifty.
        """
        points = points.detach().requires_grad_()
        with torch.enable_grad(), without_cudnn(points.device):
            logits = self._logits(self.model, points)
            if beside:
                self._end_values = logits[:beside].detach()
            (found,) = torch.autograd.grad(self._of_target(logits[beside:]).sum(), points)
        return found[beside:]

    def with_words_kept(self, kept: np.ndarray) -> np.ndarray:
        """The logit with some words kept and the others taken away; (batch, words) bool -> (batch,) float64.

        What is asked several times is worked out once: of the subsets that KernelSHAP draws, half are of a word or two.
        """
        _, first, where = np.unique(np.packbits(kept, axis=1), axis=0, return_index=True, return_inverse=True)
        return self._with_words_kept(kept[first])[where.reshape(-1)]

    def _with_words_kept(self, kept: np.ndarray) -> np.ndarray:
        width = self.embedded.shape[1]
        rows = max(1, WORDS_A_BATCH // self.bulk)
        found = []
        for start in range(0, len(kept), rows):
            self.report(start, len(kept))
            chosen = np.zeros((len(kept[start : start + rows]), width), bool)
            chosen[:, : self.words] = kept[start : start + rows]
            there = torch.from_numpy(chosen).to(self.mask.device)[..., None]  # (rows, words, 1)
            with torch.no_grad():
                found.append(self(torch.where(there, self.embedded, self.baseline)).double().cpu().numpy())
        return np.concatenate(found) if found else np.empty(0)

    def on_path(self, places: np.ndarray) -> np.ndarray:
        """The logit on the way from the baseline (0) to the text (1); (places,) -> (places,) float64."""
        found = []
        rows = max(1, WORDS_A_BATCH // self.bulk)
        for start in range(0, len(places), rows):
            with torch.no_grad():
                found.append(self(self._points_on_path(places[start : start + rows])).double().cpu().numpy())
        return np.concatenate(found) if found else np.empty(0)

    def path_gradients(self, places: np.ndarray, done: int, total: int) -> np.ndarray:
        """What each word adds to the slope of the logit on the way; (places,) -> (places, words) float64."""
        way, found = self.embedded - self.baseline, []
        rows = max(1, WORDS_A_GRADIENT // self.bulk)
        for start in range(0, len(places), rows):
            self.report(done, total)
            points = self._points_on_path(places[start : start + rows])
            if self._end_values is None and (len(points) + 2) * self.bulk <= WORDS_A_GRADIENT:
                gradient = self.gradient(torch.cat([self.embedded, self.baseline, points]), beside=2)
            else:
                gradient = self.gradient(points)
            found.append((gradient * way)[:, : self.words].sum(-1, dtype=torch.float64).cpu().numpy())
        return np.concatenate(found)

    def _points_on_path(self, places: np.ndarray) -> Tensor:
        share = torch.from_numpy(places).to(self.embedded)[:, None, None]
        return self.baseline + share * (self.embedded - self.baseline)  # (places, words, size)

    def sum_over_size(self, values: Tensor) -> np.ndarray:
        """Sum over the size of each word: (1, words, size) -> (words,) float64, padding left out."""
        return np.asarray(values[0, : self.words].double().sum(-1).cpu().numpy())

    def samples(self, count: int, seed: int) -> Iterator[tuple[int, torch.Generator]]:
        """How many samples to take at a time, and what to draw them from."""
        draw = torch.Generator().manual_seed(seed)
        rows = max(1, WORDS_A_GRADIENT // self.bulk)
        for start in range(0, count, rows):
            self.report(start, count)
            yield min(rows, count - start), draw

    def noise(self, share: float) -> float:
        """The standard deviation of noise that is a share of that of the text's numbers."""
        return share * float(self.embedded[:, : self.words].std(correction=0))


def _of_word(logits: Tensor, labels: Sequence[str]) -> Tensor:
    """The logits of the tags of a word, sums over its characters: (batch, characters, labels) -> (batch, kinds)."""
    columns = torch.from_numpy(label_columns(labels, logits.shape[1])).to(logits.device)  # (characters, kinds)
    never = torch.full_like(logits[..., :1], math.log(LEAST))
    every = torch.cat([logits, never], -1)
    return every.gather(-1, columns.expand(len(logits), -1, -1)).sum(1)


_cudnn = threading.RLock()


@contextmanager
def without_cudnn(device: torch.device) -> Iterator[None]:
    """cuDNN has no backward pass of a recurrent network in eval mode; on a GPU it is off inside, one call at a time."""
    if device.type != "cuda":
        yield
        return
    with _cudnn, torch.backends.cudnn.flags(enabled=False, allow_tf32=False):
        yield
