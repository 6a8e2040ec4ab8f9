"""The part of speech of every word of a corpus: as the file has it, or as a shipped tagger says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from playground.checkpoints import Checkpoint, load, shipped_for
from playground.data.corpus import Corpus
from playground.lenses.predict.predict import probabilities
from playground.lenses.predict.spans import BEGINS, GOES_ON
from playground.lenses.units.activations import takes_words

TAGGER = "lstm"  # the architecture that answers: the best of the shipped ones


def tags_of(
    checkpoint: Checkpoint, corpus: Corpus, texts: Sequence[Sequence[str]]
) -> tuple[list[list[str]] | None, str]:
    """The tag of every word of every sentence, and who gave them: "data", or a shipped tagger.

    None where there is no tagger, or the words are not those that one reads: of a Chinese text that is split.
    """
    own_words = takes_words(checkpoint, corpus)
    if corpus.tags is not None and own_words:
        own = [list(tags[: len(text)]) for tags, text in zip(corpus.tags, texts, strict=False)]
        return [[_plain(tag) for tag in tags] for tags in own], "data"
    sample = "".join(" ".join(text) for text in texts[:200])
    offered = sorted(shipped_for(sample, "pos"), key=lambda one: not one.endswith(TAGGER))
    if not offered:
        return None, ""
    tagger = load(offered[0])
    if own_words or checkpoint.config.tokenisation != tagger.config.tokenisation:
        return None, ""
    names = [_plain(label) for label in tagger.config.labels]
    found = [
        ["" if np.isnan(row[0]) else names[row.argmax()] for row in scores] for scores in probabilities(tagger, texts)
    ]
    return found, tagger.reference


def _plain(tag: str) -> str:
    """The tag of a word, of the tag of one of its characters."""
    return tag[2:] if tag[:2] in (BEGINS, GOES_ON) else tag
