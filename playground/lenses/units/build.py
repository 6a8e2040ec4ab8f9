"""The index of a model over a corpus, computed: places, histograms, means and correlations of every part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from playground.checkpoints import Checkpoint, weights_digest
from playground.data.corpus import Corpus
from playground.lenses.units.activations import Activations, Group, Progress, divided, in_chunks, read_corpus
from playground.lenses.units.index import ALIKE, BINS, MOST_LABELS, NONE, PLACES, Index
from playground.tasks import UPOS

CANDIDATES = 80  # sentences that are looked at for the places of a part
TIED = 0.5  # the share of sentences with the same extreme value from which it is no place

Tagger = Callable[[Sequence[Sequence[str]]], list[list[str]]]


def build_index(
    checkpoint: Checkpoint,
    corpus: Corpus,
    tags: Sequence[Sequence[str]] | None = None,
    tagger: str = "",
    gates: bool = True,
    on_progress: Progress | None = None,
) -> Index:
    """What each part of a model listens to over a corpus.

    Args:
        tags: the tag of every word of every sentence that is read (`activations.divided`); None: unknown.
        tagger: who gave them.
        gates: whether an LSTM's gates are indexed beside its states.
        on_progress: called with the sentences that were read, and all.
    Raises:
        NotApplicable: the model reads pieces of words.
        BadInput: there is no word.
    """
    checkpoint.must_read_words()
    texts = divided(checkpoint, corpus)
    names = tuple(UPOS) if tags is not None else ()
    marked = _marked(tags, names) if tags is not None else np.zeros((sum(map(len, texts)), 0), np.float32)
    read = read_corpus(checkpoint, texts, marked, gates, on_progress)
    labels, has_label = _labels(corpus, len(texts))
    groups = {
        name: _columns(name, group, read, marked, has_label) | _looks(name, read) for name, group in read.groups.items()
    }
    return Index(
        weights_digest(checkpoint),
        corpus.name,
        corpus.sha256,
        len(texts),
        len(marked),
        labels,
        names,
        tuple(round(float(share), 4) for share in marked.mean(0)),
        tagger,
        groups,
    )


def _marked(tags: Sequence[Sequence[str]], names: Sequence[str]) -> np.ndarray:
    """(words of all sentences, tags), 1 where a word has the tag."""
    numbers = {name: number for number, name in enumerate(names)}
    rows = [numbers.get(tag, -1) for sentence in tags for tag in sentence]
    return (np.array(rows)[:, None] == np.arange(len(names))[None]).astype(np.float32)


def _labels(corpus: Corpus, sentences: int) -> tuple[tuple[str, ...], np.ndarray]:
    """The labels that correlations are with, and (sentences, labels): 1 with the label, 0 with another, NaN without."""
    own = corpus.label_names
    named = own[1:] if len(own) == 2 else own[:MOST_LABELS] if len(own) > 2 else ()
    rows = [[np.nan if not label else float(label == name) for name in named] for label in corpus.labels[:sentences]]
    return named, np.array(rows, np.float64).reshape(sentences, len(named))


def _looks(name: str, read: Activations) -> dict[str, np.ndarray]:
    return {"looks": read.looks[name].astype(np.float16)} if name in read.looks else {}


def _columns(
    name: str, group: Group, read: Activations, marked: np.ndarray, has_label: np.ndarray
) -> dict[str, np.ndarray]:
    """Every column of a group but `looks`, (parts, …)."""
    tags, positions = _window_tags(group, read, marked), group.words[:, None].astype(np.float64)
    there = np.unique(group.sentences)
    lengths = np.array([[len(read.texts[number])] for number in there], np.float64)
    pieces = []
    for part in in_chunks(group.values.shape[1]):
        values = group.values[:, part].astype(np.float32)
        whole = np.maximum if name.startswith("filters") else np.add
        of_sentences = whole.reduceat(values, group.starts, axis=0)
        if whole is np.add:
            of_sentences = of_sentences / np.diff(np.r_[group.starts, len(values)])[:, None]
        pieces.append(
            {
                **_places("high", values, group, read),
                **_places("low", values, group, read),
                "counts": _histograms(values),
                "range": np.stack([values.min(0), values.max(0)], 1),
                "mean": values.mean(0, dtype=np.float64),
                "deviation": values.std(0, dtype=np.float64),
                "labels": np.stack(
                    [correlations(of_sentences, label[:, None])[:, 0] for label in has_label[there].T] or [np.empty(0)],
                    1,
                ).reshape(values.shape[1], -1),
                "tags": correlations(values, tags),
                "position": correlations(values, positions)[:, 0],
                "length": correlations(of_sentences, lengths)[:, 0],
            }
        )
    return {column: np.concatenate([piece[column] for piece in pieces]) for column in pieces[0]}


def _window_tags(group: Group, read: Activations, marked: np.ndarray) -> np.ndarray:
    """(rows, tags): 1 where one of a row's words has the tag."""
    offsets = np.cumsum([0, *(len(text) for text in read.texts)])
    first, end = offsets[group.sentences] + group.words, offsets[group.sentences + 1]
    found = marked[np.minimum(first, end - 1)]
    for further in range(1, group.width):
        found = np.maximum(found, marked[np.minimum(first + further, end - 1)])
    return found


def correlations(values: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Pearson's correlation of each column with each other one, (columns, others), over the rows where the other one is
    a number; NaN where one does not vary."""
    kept = ~np.isnan(others).any(1) if others.size else np.ones(len(values), bool)
    values, others = values[kept].astype(np.float64), others[kept].astype(np.float64)
    if not len(values):
        return np.full((values.shape[1], others.shape[1]), np.nan)
    values, others = values - values.mean(0), others - others.mean(0)
    spread = np.sqrt((values**2).sum(0))[:, None] * np.sqrt((others**2).sum(0))[None]
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.where(spread > 1e-9, values.T @ others / spread, np.nan)
    return np.asarray(found)


def _histograms(values: np.ndarray) -> np.ndarray:
    """(parts, BINS): rows a step from a part's lowest to its highest value."""
    low, high = values.min(0), values.max(0)
    step = np.maximum((high - low) / BINS, 1e-12)
    at = np.clip(((values - low) / step).astype(np.int64), 0, BINS - 1)
    parts = values.shape[1]
    counts = np.bincount((at + np.arange(parts) * BINS).ravel(), minlength=parts * BINS)
    return counts.reshape(parts, BINS).astype(np.uint32)


def _places(end: str, values: np.ndarray, group: Group, read: Activations) -> dict[str, np.ndarray]:
    """The three columns of one end: sentences, words and values, (parts, PLACES) each."""
    sign = 1 if end == "high" else -1
    signed = sign * values
    starts, ends = group.starts, np.r_[group.starts[1:], len(values)]
    best = np.maximum.reduceat(signed, starts, axis=0)  # (sentences, parts)
    most = min(CANDIDATES, len(starts))
    order = np.argsort(-best, axis=0, kind="stable")[:most]  # (candidates, parts)
    rows = np.full((values.shape[1], PLACES), -1, np.int64)
    # A filter is 0 nearly everywhere: no place of those stands out.
    tied = (best >= best.max(0)).mean(0) > TIED
    for part in range(values.shape[1]):
        firsts = [
            starts[at] + int(signed[starts[at] : ends[at], part].argmax()) for at in order[:, part] if not tied[part]
        ]
        chosen = _varied(firsts, group, read)
        rows[part, : len(chosen)] = chosen
    none = rows < 0
    column = np.arange(values.shape[1])[:, None]
    return {
        f"{end}_sentences": np.where(none, NONE, group.sentences[rows]).astype(np.uint16),
        f"{end}_words": np.where(none, 0, group.words[rows]).astype(np.uint16),
        f"{end}_values": np.where(none, 0, values[rows, column]).astype(np.float16),
    }


def _varied(rows: Sequence[int], group: Group, read: Activations) -> list[int]:
    """The first `PLACES` of these rows with few of the same word, or one of the same n-gram; in their order."""
    seen: Counter[tuple[str, ...]] = Counter()
    kept: list[int] = []
    for row in rows:
        sentence, word = read.texts[group.sentences[row]], group.words[row]
        phrase = tuple(one.lower() for one in sentence[word : word + group.width])
        seen[phrase] += 1
        if seen[phrase] <= (ALIKE if group.width == 1 else 1):
            kept.append(row)
        if len(kept) == PLACES:
            break
    return kept
