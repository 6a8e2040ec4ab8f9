"""What a new model takes over from an old one: words, embeddings, encoder, and the head for labels that both have.

While it is trained the model knows only the words of the file, which makes a step several times shorter than one over
40,000 rows; `with_source_words` puts the source's other words back afterwards, so that a sentence that is typed in
later finds them. The source checkpoint is read and never written.

Nothing here knows about files, epochs or the page.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import Tensor

from playground import devices
from playground.checkpoints import Checkpoint
from playground.data.examples import Examples, word_lists
from playground.models import ARCHITECTURES, Config, Model, build
from playground.models.config import SPACES, WORDS
from playground.tasks import TASKS
from playground.text import FIRST, Vocabulary, normalise
from playground.training.distillation import linear_teacher
from playground.training.encoding import Encoded
from playground.training.vocabulary import build_vocabulary, start_embeddings

WINDOW = 4  # words to either side that count as neighbours of a word
MOST_NEW_WORDS = 20_000
NEW_WORD_COUNT = 2  # how often a word has to occur to get an embedding of its own
MOST_WORDS = 20_000  # of a model that starts from random weights
SMOOTHING = 0.75  # of the counts of neighbours: rare ones would be overrated
SOFT_LABEL_SHARE = 0.5  # of a text's gold that comes from the linear model; the rest is its label
PART_WORDS = 20  # of a part of a text, about
NEIGHBOURS = 1_000  # most frequent words that count as neighbours


@dataclass(frozen=True)
class WordOverlap:
    """The words of a file against a source's vocabulary.

    Attributes:
        known: words of the file that the source knows, by falling frequency.
        new: words of the training part that it does not know, by falling frequency.
        known_share: of all running words of the training part, those that the source knows; 0-1.
    """

    known: tuple[str, ...]
    new: tuple[str, ...]
    known_share: float


def word_overlap(
    train: Examples, validation: Examples, source: Vocabulary | None, minimum_count: int = NEW_WORD_COUNT
) -> WordOverlap:
    """The words of the examples, sorted into those that a source knows and those that it does not.

    What occurs but once and is not known stays the unknown word, which so comes to mean “something rare”: in SMS spam,
    for instance, a telephone number.

    Of the held-back part only known words count: a new one has nothing to be learnt from.
    """
    counts: Counter[str] = Counter()
    for text in word_lists(train):
        counts.update(map(normalise, text))
    ids = set(source.words) if source is not None else set()
    occurrences = Counter(counts)
    if ids:
        for text in word_lists(validation):
            occurrences.update(map(normalise, text))
    known = tuple(word for word, _ in occurrences.most_common() if word in ids)
    new = tuple(word for word, count in counts.most_common() if word not in ids and count >= minimum_count)
    running = sum(counts.values())
    share = sum(count for word, count in counts.items() if word in ids) / max(running, 1)
    return WordOverlap(known, new[:MOST_NEW_WORDS], share)


def from_source(
    source: Checkpoint, labels: Sequence[str], words: WordOverlap, seed: int, **changes: Any
) -> tuple[Model, Vocabulary]:
    """A model of the source's sizes with its embeddings of the known words, its encoder, and a head for these labels.

    A row of the head is the source's where the label is, and random where it is new; new words stand behind the known
    ones, with small random vectors.

    Args:
        changes: fields of the config that are to be others, such as `dropout`.
    """
    old = source.config
    same = tuple(labels) == old.labels
    vocabulary = Vocabulary([*words.known, *words.new], source.vocabulary.letters, source.vocabulary.lower)
    config = replace(old, labels=tuple(labels), words=len(vocabulary), outputs=old.outputs if same else 0, **changes)
    torch.manual_seed(seed)
    model = build(config)
    state = {name: value.cpu() for name, value in source.model.state_dict().items()}
    with torch.no_grad():
        model.word_embedding.weight.mul_(0.1)
        rows = source.vocabulary.ids(words.known)
        model.word_embedding.weight[:FIRST] = state["word_embedding.weight"][:FIRST]
        model.word_embedding.weight[FIRST : FIRST + len(rows)] = state["word_embedding.weight"][rows]
        for name, value in model.state_dict().items():
            if name.startswith("head."):
                _copy_head_rows(value, state[name], labels, old, config)
            elif name != "word_embedding.weight":
                value.copy_(state[name])
    return model.to(devices.device()), vocabulary


def _copy_head_rows(new: Tensor, old: Tensor, labels: Sequence[str], before: Config, config: Config) -> None:
    """Copy the head's rows of labels that both have; all of it where the labels are the same."""
    if config.outputs or before.outputs:
        if config.outputs == before.outputs:
            new.copy_(old)
        return
    for row, label in enumerate(labels):
        if label in before.labels:
            new[row] = old[before.labels.index(label)]


def with_source_words(model: Model, vocabulary: Vocabulary, source: Checkpoint) -> tuple[Model, Vocabulary]:
    """The trained model with all words of its source: those of the file as they are now, the others as they were."""
    ids = source.vocabulary.ids(vocabulary.words)
    new = [word for word, row in zip(vocabulary.words, ids, strict=True) if row < FIRST]
    full = Vocabulary([*source.vocabulary.words, *new], vocabulary.letters, vocabulary.lower)
    state = dict(model.state_dict())
    trained = state["word_embedding.weight"]
    weight = torch.cat([source.model.word_embedding.weight.detach().to(trained), trained[:0]])
    new_rows = [FIRST + number for number, row in enumerate(ids) if row < FIRST]
    weight = torch.cat([weight, trained[new_rows]])
    shared = [(FIRST + number, row) for number, row in enumerate(ids) if row >= FIRST]
    weight[[row for _, row in shared]] = trained[[number for number, _ in shared]]
    weight[:FIRST] = trained[:FIRST]
    config = replace(model.config, words=len(full))
    with torch.device("meta"):
        full_model = build(config)
    full_model.load_state_dict({**state, "word_embedding.weight": weight}, assign=True)
    return full_model.to(trained.device).eval(), full


def tokenisation(train: Examples) -> str:
    """How the model that learns from these examples is to divide a text."""
    return SPACES if train.pretokenized else WORDS


def sizes(architecture: str, task: str, labels: Sequence[str]) -> dict[str, Any]:
    """Fields of the config of a model that starts from random weights, unless a recipe says otherwise.

    `words` and `letters` follow the vocabulary.
    """
    per_word = TASKS[task].per_word
    facts = ARCHITECTURES[architecture]
    found = {**facts.sizes, **(facts.tagger_sizes if per_word else {})}
    return found | {"architecture": architecture, "task": task, "labels": list(labels), "letters": int(per_word)}


def from_scratch(train: Examples, architecture: str, labels: Sequence[str], seed: int) -> tuple[Model, Vocabulary]:
    """A model with random weights, but for its words' vectors, which are learnt from which words stand near each
    other."""
    per_word = TASKS[train.task].per_word
    vocabulary = build_vocabulary([train], minimum_count=1, most=MOST_WORDS, letters=per_word)
    found = sizes(architecture, train.task, labels) | {"tokenisation": tokenisation(train)}
    model = new_model(found, vocabulary, seed)
    if len(vocabulary.words) > 2:
        vectors = cooccurrence_vectors(vocabulary, train, model.config.size)
        start_embeddings(model, vocabulary, vocabulary.words, vectors)
    return model, vocabulary


def new_model(
    sizes: dict[str, Any], vocabulary: Vocabulary, seed: int, pretrained: tuple[list[str], np.ndarray] | None = None
) -> Model:
    """A model on this machine's device with random weights from a seed, and pretrained word vectors where given.

    Args:
        sizes: fields of `Config`; `words` and `letters` are taken from the vocabulary.
    """
    rows = {"words": len(vocabulary), "letters": len(vocabulary.letters) + 2 if sizes.get("letters") else 0}
    config = Config.from_json({**sizes, **rows})
    torch.manual_seed(seed)
    model = build(config)
    if pretrained is not None:
        start_embeddings(model, vocabulary, *pretrained)
    return model.to(devices.device())


# --- what a linear model knows -------------------------------------------------------------------


def with_linear_soft_labels(train: Examples, encoded: Encoded, labels: Sequence[str]) -> Encoded:
    """The examples and their parts, with what TF-IDF and logistic regression, learnt from the same examples, make of
    each for gold: probabilities, (labels,) float32.

    The linear model weighs all labels alike, as the one does that stands beside the result (`evaluation/baselines.py`).

    A whole text keeps half of its label. Its parts of some twenty words show the network which words decide, which the
    label of a long text hardly does. Where no word occurs twice there is no linear model, and the examples stay as
    they are.

    Args:
        encoded: the examples as ids, with the index of a label for gold.
        labels: each of which the examples have.
    Source:
        Hinton, Vinyals, Dean 2015, https://arxiv.org/abs/1503.02531
    """
    texts = list(word_lists(train))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn's, where its steps run out before it has converged
        try:
            teacher = linear_teacher([train], labels, balanced=True)
        except ValueError:  # no word occurs twice
            return encoded
    cuts = [
        (at, begin, end)
        for at, text in enumerate(texts)
        for begin, end in pairwise(np.linspace(0, len(text), len(text) // PART_WORDS + 1).astype(int))
        if end - begin < len(text)
    ]
    parts = Encoded(
        [encoded.words[at][begin:end] for at, begin, end in cuts],
        None,
        [row.astype(np.float32) for row in teacher([texts[at][begin:end] for at, begin, end in cuts])] if cuts else [],
    )
    return encoded.blended(len(labels), teacher(texts), SOFT_LABEL_SHARE) + parts


# --- vectors from the file alone -----------------------------------------------------------------


def cooccurrence_vectors(vocabulary: Vocabulary, train: Examples, size: int) -> np.ndarray:
    """Vectors of a vocabulary's words from the file alone, (words, size) float32: beside which frequent words each
    stands, as positive pointwise mutual information, squeezed into `size` numbers.

    Source:
        Levy, Goldberg, Dagan 2015, https://aclanthology.org/Q15-1016/
    """
    counts = _neighbour_counts(vocabulary, train)  # (words, neighbours)
    total = max(float(counts.sum()), 1e-9)
    rows = counts.sum(1, keepdims=True) / total
    columns = counts.sum(0, keepdims=True) ** SMOOTHING
    columns /= max(float(columns.sum()), 1e-9)
    information = np.maximum(np.log(np.maximum(counts / total, 1e-12) / np.maximum(rows * columns, 1e-12)), 0.0)
    information[counts == 0] = 0.0
    strength, directions = np.linalg.eigh(information.T @ information)
    most = min(size, len(strength))
    strength, directions = strength[::-1][:most], directions[:, ::-1][:, :most]
    found = np.zeros((len(vocabulary.words), size), dtype=np.float32)
    found[:, :most] = information @ directions / np.maximum(strength, 1e-9) ** 0.25  # left vectors × √singular value
    return found


def _neighbour_counts(vocabulary: Vocabulary, train: Examples) -> np.ndarray:
    """How often each word stands near each of the most frequent ones, nearer ones counting more: (words, neighbours),
    float32."""
    gap = [0] * WINDOW
    line = np.array([one for text in word_lists(train) for one in (*vocabulary.ids(text), *gap)], dtype=np.int64)
    words, most = len(vocabulary.words), min(NEIGHBOURS, len(vocabulary.words))
    line = line - FIRST  # the vocabulary's most frequent word is number 0; unknown ones and gaps are below
    found = np.zeros(words * most, dtype=np.float32)
    for distance in range(1, WINDOW + 1):
        for here, there in ((line[:-distance], line[distance:]), (line[distance:], line[:-distance])):
            both = (here >= 0) & (there >= 0) & (there < most)
            pairs, counts = np.unique(here[both] * most + there[both], return_counts=True)
            found[pairs] += (counts / distance).astype(np.float32)
    return found.reshape(words, most)
