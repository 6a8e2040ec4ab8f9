"""Sentences to ask what a unit listens to: some 2,000 of our own in each language, or the texts of a file.

The shipped ones lie beside this module as `sentences-LANGUAGE.tsv.gz`, a line a sentence: kind, label (empty where most
readers would give none), text. `python -m playground.data.corpus.write` writes them from the hand-written parts in
`english.py` and `chinese.py`. All of them were written for this project; none comes from a corpus of others.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from playground.data.bounds import COMMAND_LINE, Bounds
from playground.data.examples import Examples
from playground.data.notation import GUESSED, Notation
from playground.data.reading import read
from playground.data.texts_to_ask import labelled_texts
from playground.errors import BadInput, NotFound, choose, shown
from playground.tasks import TASKS
from playground.text_language import TEXT_LANGUAGES

MOST_SENTENCES = 60_000  # numbers of sentences are stored in 16 bits


@dataclass(frozen=True)
class Corpus:
    """Sentences in a fixed order, by whose number a place is found again.

    Attributes:
        name: the language of the shipped ones, or a file's name.
        sha256: of what was read.
        texts: the sentences.
        labels: the label of each; empty where it has none.
        kinds: what kind of sentence each is; empty for a file.
        words: the words of each, where the file sets them apart; None where texts are yet to be split.
        tags: the tag of each of these words; None where the file has none.
    """

    name: str
    sha256: str
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] | None = None
    tags: tuple[tuple[str, ...], ...] | None = None

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def label_names(self) -> tuple[str, ...]:
        """The labels that occur, in the order of the alphabet."""
        return tuple(sorted({label for label in self.labels if label}))


def path_of(language: str) -> Path:
    """Where the shipped sentences of a language lie."""
    return Path(__file__).with_name(f"sentences-{language}.tsv.gz")


@lru_cache(maxsize=len(TEXT_LANGUAGES))
def shipped_corpus(language: str) -> Corpus:
    """The shipped sentences of a language.

    Raises:
        NotFound: there is no such language.
    """
    choose(TEXT_LANGUAGES, language, "language")
    raw = gzip.decompress(path_of(language).read_bytes())
    rows = [line.split("\t") for line in raw.decode("utf-8").splitlines()]
    kinds, labels, texts = zip(*rows, strict=True)
    return Corpus(language, hashlib.sha256(raw).hexdigest(), texts, labels, kinds)


def corpus_of_texts(name: str, texts: Sequence[str], labels: Sequence[str] | None = None) -> Corpus:
    """Texts as a corpus; of more than `MOST_SENTENCES`, the first.

    Args:
        labels: one a text, empty where it has none.
    Raises:
        BadInput: there is no text.
    """
    given = ["" for _ in texts] if labels is None else labels
    kept = [(text, label) for text, label in zip(texts, given, strict=True) if text.strip()][:MOST_SENTENCES]
    if not kept:
        raise BadInput("There is no text to be read. Give a text in each row.", key="corpus-empty")
    digest = hashlib.sha256("\0".join(f"{text}\1{label}" for text, label in kept).encode("utf-8", "replace"))
    return Corpus(name, digest.hexdigest(), tuple(text for text, _ in kept), tuple(label for _, label in kept))


def corpus_of_examples(examples: Examples) -> Corpus:
    """Examples that were read of a file, as a corpus; of more than `MOST_SENTENCES`, the first."""
    texts, labels = examples.texts[:MOST_SENTENCES], examples.labels[:MOST_SENTENCES]
    words = None if examples.words is None else examples.words[:MOST_SENTENCES]
    name = Path(examples.name).name
    if TASKS[examples.task].per_word:
        return Corpus(name, examples.sha256, texts, ("",) * len(texts), words=words, tags=labels)
    return Corpus(name, examples.sha256, texts, labels, words=words)


def corpus_of_file(path: str | Path, notation: Notation = GUESSED, bounds: Bounds = COMMAND_LINE) -> Corpus:
    """The texts of a file with their labels or, of a .conllu file, their words with their tags.

    Raises:
        BadInput: it cannot be read, or has no text.
        NotFound: there is no such file.
    """
    name = Path(path).name
    if name.removesuffix(".gz").endswith(".conllu"):
        return corpus_of_examples(read(path, "pos", notation=notation))
    try:
        return corpus_of_texts(name, *labelled_texts(path, name, notation, bounds))
    except NotFound as error:
        raise NotFound(
            f"There is no file {shown(str(path))}. Check the path.", key="no-file", file=str(path)
        ) from error
