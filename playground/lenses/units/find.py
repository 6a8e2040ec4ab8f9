"""Which units fire at these words? And where else do they? The question of LSTMVis, asked of any of the networks.

A unit is measured in its own deviations from its own mean, over the sentences of the index: so states, cells, filters,
feed-forward units and heads can stand in one list. Gates are left out: what they let through is seen in the states.

Source:
    Strobelt, Gehrmann, Pfister, Rush 2018, LSTMVis, https://arxiv.org/abs/1606.07461
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from playground.checkpoints import Checkpoint
from playground.data.corpus import Corpus
from playground.errors import BadInput
from playground.lenses.inside.trace import within
from playground.lenses.units.activations import Activations, Group, Progress, is_gate, parts_of, width_of
from playground.lenses.units.index import Index, split_part
from playground.lenses.units.sources import index_of, own_corpus, reading_of

THRESHOLD = 1.0  # deviations from the mean
UNITS = 20  # that are named
TOGETHER = 6  # of these that a phrase is looked for with, unless some are named
PHRASES = 20
ALIKE = 2  # phrases of the same words among them
SHARE = 0.5  # of the units that have to fire at a word of a phrase


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that fires at marked words. All numbers are deviations from its mean, the other way round where `sign` is
    −1: it is low there.

    Attributes:
        inside: the least of it at a marked word; `outside` the most of it at another one, None where all are marked.
        meets: whether it reaches the threshold at every marked word and at no other.
        share: of a window, which of its words can be marked ones: below 1 only for filters, which answer to neighbours.
    """

    part: str
    sign: int
    inside: float
    outside: float | None
    meets: bool
    share: float = 1.0

    @property
    def margin(self) -> float:
        """How far the marked words stand out."""
        return self.inside - (0.0 if self.outside is None else self.outside)

    @property
    def fit(self) -> float:
        """By which units are ranked: the margin, as far as a window of words can be about the marked ones."""
        return self.margin * self.share

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "part": self.part, "sign": self.sign, "inside": self.inside, "outside": self.outside,
            "margin": round(self.margin, 3), "meets": self.meets,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """Neighbouring words of a sentence at which the same units fire.

    Attributes:
        start, end: the words of the phrase, `words[start:end]`.
        strength: the mean of the units at these words, in deviations.
        values: that mean at every word of the sentence.
        label: of the sentence; empty where it has none.
    """

    sentence: int
    text: str
    words: tuple[str, ...]
    start: int
    end: int
    strength: float
    values: tuple[float, ...]
    label: str

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "sentence": self.sentence, "text": self.text, "words": list(self.words), "start": self.start,
            "end": self.end, "strength": round(self.strength, 3), "label": self.label,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Findings:
    """The units that fire at the marked words of a text, the clearest first, and phrases where these fire too."""

    model: str
    text: str
    words: tuple[str, ...]
    marked: tuple[int, ...]
    threshold: float
    corpus: str
    units: tuple[Found, ...]
    together: tuple[str, ...]  # the units that phrases were looked for with
    phrases: tuple[Phrase, ...]

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {
            "model": self.model, "text": self.text, "words": list(self.words), "marked": list(self.marked),
            "threshold": self.threshold, "corpus": self.corpus, "units": [one.as_json() for one in self.units],
            "together": list(self.together), "phrases": [one.as_json() for one in self.phrases],
        }  # fmt: skip


def find(
    checkpoint: Checkpoint,
    text: str,
    words: Sequence[int],
    threshold: float = THRESHOLD,
    parts: Sequence[str] = (),
    corpus: Corpus | None = None,
    on_progress: Progress | None = None,
) -> Findings:
    """The units that are high, or low, at the marked words of a text and at no other; and phrases of a corpus with the
    same pattern.

    The first question about a corpus reads it, which takes some seconds; then an answer takes less than one.

    Args:
        words: the marked words, counted from 0.
        threshold: in deviations of a unit from its mean.
        parts: the units to look for phrases with; none: the clearest of those found.
        corpus: None: the shipped sentences in the model's language.
        on_progress: called while sentences are read for the first time.
    Raises:
        BadInput: no word is marked, there is no such word or part, the threshold is no number above 0.
        NotApplicable: the model reads pieces of words.
    """
    checkpoint.must_read_words()
    given = own_corpus(checkpoint) if corpus is None else corpus
    divided = tuple(word.text for word in checkpoint.divide(text))[: checkpoint.config.max_words]
    marked = _marked(words, len(divided), threshold)
    index = index_of(checkpoint, corpus, on_progress)
    units = find_units(checkpoint, index, divided, marked, threshold)
    signs = {one.part: one.sign for one in units}
    chosen = tuple(parts) or tuple(one.part for one in units if one.meets)[:TOGETHER]
    for part in chosen:
        index.find(part)
    phrases: tuple[Phrase, ...] = ()
    if chosen:
        read = reading_of(checkpoint, given, on_progress)
        phrases = find_phrases(
            index, read, given, {part: signs.get(part, 1) for part in chosen}, threshold, len(marked)
        )
    return Findings(
        checkpoint.reference, text, divided, marked, threshold, index.corpus, units[:UNITS], chosen, phrases
    )


def _marked(words: Sequence[int], count: int, threshold: float) -> tuple[int, ...]:
    if not words:
        raise BadInput(
            "No word is marked. Name at least one by its place in the text, counted from 0.", key="find-no-word"
        )
    for word in words:
        within(word, count, "word")
    if not (isinstance(threshold, (int, float)) and math.isfinite(threshold) and 0 < threshold <= 100):
        raise BadInput(
            f"The threshold is {threshold}. It has to be a number above 0 and at most 100: deviations of a unit from "
            "its mean. Give, for instance, 1.",
            key="find-threshold",
            given=threshold,
        )
    return tuple(sorted(set(words)))


def find_units(
    checkpoint: Checkpoint, index: Index, words: tuple[str, ...], marked: tuple[int, ...], threshold: float
) -> tuple[Found, ...]:
    """Every unit by how far the marked words stand out, those that meet the threshold first."""
    (arrays,) = parts_of(checkpoint, [words])
    found = []
    for group, columns in index.groups.items():
        if is_gate(group) or group not in arrays:
            continue
        mean, spread = columns["mean"].astype(np.float64), columns["deviation"].astype(np.float64)
        rows = arrays[group].sum(1).T if group.endswith(".attention") else arrays[group]  # (words or windows, parts)
        hits = _windows(len(rows), width_of(group), marked)
        if not hits.any(0).all():
            continue
        share = min(1.0, len(marked) / width_of(group))
        for number in np.flatnonzero(spread > 1e-6):
            scaled = (rows[:, number] - mean[number]) / spread[number]
            best = max((_standing_out(scaled * sign, hits, sign) for sign in (1, -1)), key=lambda one: one[0])
            _, sign, inside, outside = best
            meets = inside >= threshold and (outside is None or outside < threshold)
            found.append(Found(f"{group}[{number}]", sign, inside, outside, meets, share))
    return tuple(sorted(found, key=lambda one: (not one.meets, -one.fit)))


def _windows(rows: int, width: int, marked: tuple[int, ...]) -> np.ndarray:
    """(rows, marked): whether a word, or a window of so many, holds each marked word."""
    first = np.arange(rows)[:, None]
    at = np.array(marked)[None]
    return (first <= at) & (at < first + width)


def _standing_out(scaled: np.ndarray, hits: np.ndarray, sign: int) -> tuple[float, int, float, float | None]:
    """Margin, sign, the least at a marked word (of windows the one that answers most to it), the most elsewhere."""
    inside = round(float(np.where(hits, scaled[:, None], -np.inf).max(0).min()), 3)
    elsewhere = scaled[~hits.any(1)]
    outside = round(float(elsewhere.max()), 3) if len(elsewhere) else None
    return inside - (outside or 0.0), sign, inside, outside


def find_phrases(
    index: Index, read: Activations, corpus: Corpus, parts: dict[str, int], threshold: float, length: int
) -> tuple[Phrase, ...]:
    """Where at least half of these units fire at neighbouring words; those of the wanted length first by strength.

    Args:
        parts: the units, and the sign with which each fires.
        length: how many words are wanted; a phrase that is longer or shorter counts for less.
    """
    offsets = np.cumsum([0, *(len(text) for text in read.texts)])
    columns = []
    for part, sign in parts.items():
        group, number = split_part(part)
        own = index.groups[group]
        raw = at_words(read.groups[group], number, offsets)
        columns.append(sign * (raw - own["mean"][number]) / max(float(own["deviation"][number]), 1e-6))
    scaled = np.stack(columns, 1)  # (words of all sentences, units)
    fires = (scaled >= threshold).mean(1) >= SHARE
    strength = scaled.mean(1)
    sentence_of = np.repeat(np.arange(len(read.texts)), np.diff(offsets))
    runs = _runs(fires, sentence_of)
    ranked = sorted(runs, key=lambda run: -_worth(strength[run[0] : run[1]], length))
    found: list[Phrase] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for start, end in ranked:
        number = int(sentence_of[start])
        first, words = int(offsets[number]), read.texts[number]
        phrase = tuple(word.lower() for word in words[start - first : end - first])
        seen[phrase] += 1
        if seen[phrase] > ALIKE:
            continue
        values = tuple(round(float(one), 3) for one in strength[first : offsets[number + 1]])
        mean = float(strength[start:end].mean())
        found.append(Phrase(number, corpus.texts[number], words, start - first, end - first, mean, values, corpus.labels[number]))  # fmt: skip  # noqa: E501
        if len(found) == PHRASES:
            break
    return tuple(found)


def _worth(strength: np.ndarray, length: int) -> float:
    return float(strength.mean()) / (1 + abs(len(strength) - length))


def _runs(fires: np.ndarray, sentence_of: np.ndarray) -> list[tuple[int, int]]:
    """First and end of each run of words that fire, within a sentence."""
    at = np.flatnonzero(fires)
    if not len(at):
        return []
    broken = np.flatnonzero((np.diff(at) > 1) | (np.diff(sentence_of[at]) > 0))
    firsts, lasts = np.r_[at[0], at[broken + 1]], np.r_[at[broken], at[-1]]
    return [(int(first), int(last) + 1) for first, last in zip(firsts, lasts, strict=True)]


def at_words(group: Group, number: int, offsets: np.ndarray) -> np.ndarray:
    """A part at every word of all sentences, (words,); of a filter the highest of the windows a word stands in."""
    column = group.values[:, number].astype(np.float32)
    if group.width == 1:
        return column
    found = np.zeros(int(offsets[-1]), np.float32)
    first, end = offsets[group.sentences] + group.words, offsets[group.sentences + 1]
    for further in range(group.width):
        np.maximum.at(found, np.minimum(first + further, end - 1), column)
    return found
