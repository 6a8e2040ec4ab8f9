"""Which word in place of which other one would move the answer? The gradient's guess, for all words at once.

The estimate is HotFlip's: the change of a logit to first order, for every word of the text and every common word of the
vocabulary. It proposes; `edit.py` asks the model. Gradients are those of `explain/logit.py`, without hooks.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from playground.lenses.edit.rewrite import match_case
from playground.text import Vocabulary, unspaced, words

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

CANDIDATES = 4_000  # common words that may replace another one
_FRAGMENTS = frozenset({
    "ca", "wo", "sha", "ai", "gon", "wan", "got", "na", "ta", "br", "gim", "lem", "amp", "quot", "nbsp", "http",
    "https", "www", "com",
})  # fmt: skip


@lru_cache(maxsize=32)
def candidates(vocabulary: Vocabulary, split: bool = False) -> tuple[str, ...]:
    """The common words of a vocabulary that may stand in a text as they are: plain letters, nothing that is a piece of
    a word or of HTML; or Han characters, where these are most of the common words.

    Args:
        split: whether words are what stands between spaces: then one may be of several Han characters.
    """
    common: list[str] = []
    may_stand = str.isalpha if split else _character if _reads_characters(vocabulary) else _plain
    for word in filter(may_stand, vocabulary.words):
        if len(common) == CANDIDATES:
            break
        if (split or [one.text for one in words(word)] == [word]) and vocabulary.knows(word):
            common.append(word)
    return tuple(common)


def _reads_characters(vocabulary: Vocabulary) -> bool:
    common = [word for word in vocabulary.words[:CANDIDATES] if word.isalpha()]
    return 2 * sum(map(unspaced, common)) > len(common)


def _character(word: str) -> bool:
    return len(word) == 1 and "\u4e00" <= word <= "\u9fff"


def _plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and (len(word) > 1 or word == "a") and word not in _FRAGMENTS


def estimates(
    checkpoint: Checkpoint,
    text: Sequence[str],
    new: Sequence[str],
    toward: int,
    away: int,
    word: int | Sequence[int] | None = None,
    without: Sequence[int] = (),
) -> np.ndarray:
    """By how much the logit of `toward` would gain on that of `away` if a word were replaced, to first order.

    Args:
        text: its words.
        new: the words that may replace one of them, in lower case; each is embedded in the case of what it replaces.
        toward: the number of a label, as `away`.
        word: whose logits, where there is an answer a word; several characters: those of the word which they make, and
            the labels are numbers of `kinds`.
        without: words whose gradient is taken at the text without them, as in `gradients`.
    Returns:
        (words read, new), in logits.
    Source:
        Ebrahimi, Rao, Lowd, Dou 2018, HotFlip, eq. 2 and 10, https://arxiv.org/abs/1712.06751
    """
    embedded, gradient = gradients(checkpoint, text, toward, away, word, without)
    found = np.empty((len(gradient), len(new)))
    styles = [match_case("aa", one) if checkpoint.config.letters else "aa" for one in text[: len(gradient)]]
    for style in dict.fromkeys(styles):
        rows = [at for at, one in enumerate(styles) if one == style]
        found[rows] = gradient[rows] @ _embed_words(checkpoint, tuple(match_case(one, style) for one in new)).T
    return np.asarray(found - (gradient * embedded).sum(-1)[:, None])


def gradients(
    checkpoint: Checkpoint,
    text: Sequence[str],
    toward: int,
    away: int,
    word: int | Sequence[int] | None = None,
    without: Sequence[int] = (),
) -> tuple[np.ndarray, np.ndarray]:
    """The embedded words of a text, and the gradient there of one logit against another; (words, size) float64.

    Args:
        without: words whose gradient is taken with a vector of zeros in their own place, each in a text of its own.
            Where the answer is sure, the gradient at a word says little about the place without it.
    """
    import torch

    from playground.lenses.explain.logit import Logit

    model = checkpoint.model
    inputs = checkpoint.encode([text])
    with torch.no_grad():
        embedded = model.embed(inputs)  # (1, words, size)
    nothing = torch.zeros_like(embedded[0, 0])
    points = embedded.repeat(max(1, len(without)), 1, 1)  # (texts, words, size)
    for row, place in enumerate(without):
        points[row, place] = 0
    gradient = Logit(model, embedded, inputs.mask, nothing, toward, word).gradient(points)
    if model.config.outputs != 1:  # there the one logit is that of a label against the other
        gradient = gradient - Logit(model, embedded, inputs.mask, nothing, away, word).gradient(points)
    found = gradient[0].clone()
    for row, place in enumerate(without):
        found[place] = gradient[row, place]
    count = int(inputs.mask.sum())
    return embedded[0, :count].double().cpu().numpy(), found[:count].double().cpu().numpy()


@lru_cache(maxsize=16)  # the same words are asked for with every text
def _embed_words(checkpoint: Checkpoint, new: tuple[str, ...]) -> np.ndarray:
    """The embedded words, each in a text of its own: (words, size) float32."""
    import torch

    with torch.no_grad():
        found = checkpoint.model.embed(checkpoint.encode([[word] for word in new]))  # (words, 1, size)
    return np.asarray(found[:, 0].cpu().numpy())
