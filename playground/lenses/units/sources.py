"""Where an index and the sentences behind it come from: the checkpoint's folder, or they are made now and kept a while.

Indices of a few models and sentences are kept, and what a few models made of all words; the least recently asked go
first. Nothing here knows about the page.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from playground.checkpoints import Checkpoint, weights_digest
from playground.data.corpus import Corpus, shipped_corpus
from playground.lenses.units.activations import Activations, Progress, divided, read_corpus
from playground.lenses.units.build import build_index
from playground.lenses.units.index import Index, stored
from playground.lenses.units.tagging import tags_of
from playground.text_language import DEFAULT, TEXT_LANGUAGES

Value = TypeVar("Value")

INDICES = 8  # that are kept, of half a megabyte each
READINGS = 2  # of a corpus by a model that are kept, of up to 60 MB each


class Kept(Generic[Value]):
    """The last few things that were made, by key; each is made once, however many ask at the same moment."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[Hashable, Value] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._guard = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What is kept under a key, or is made now; without a key it is not kept."""
        if key is None:
            return make()
        with self._guard:
            making = self._making.setdefault(key, threading.Lock())
        with making:  # whoever asks for something else meanwhile does not wait
            made = self._held[key] if key in self._held else make()
        with self._guard:
            self._making.pop(key, None)
            self._held[key] = made
            self._held.move_to_end(key)
            while len(self._held) > self.most:
                self._held.popitem(last=False)
        return made

    def __contains__(self, key: Hashable) -> bool:
        return key in self._held


_INDICES: Kept[Index] = Kept(INDICES)
_READINGS: Kept[Activations] = Kept(READINGS)


def own_corpus(checkpoint: Checkpoint) -> Corpus:
    """The shipped sentences in the language that a model reads."""
    language = checkpoint.config.language
    return shipped_corpus(language if language in TEXT_LANGUAGES else DEFAULT)


def index_of(checkpoint: Checkpoint, corpus: Corpus | None = None, on_progress: Progress | None = None) -> Index:
    """The index of a model over a corpus: that of its folder where it is of this corpus, else one made now.

    Args:
        corpus: None: the shipped sentences in the model's language.
    Raises:
        NotApplicable: the model reads pieces of words.
        BadInput: there is no word.
    """
    checkpoint.must_read_words()
    given = own_corpus(checkpoint) if corpus is None else corpus
    found = stored(checkpoint.reference) if checkpoint.folder is not None and not checkpoint.untrained else None
    if found is not None and found.sha256 == given.sha256:
        return found
    return _INDICES.get(_key(checkpoint, given), lambda: make_index(checkpoint, given, on_progress))


def make_index(checkpoint: Checkpoint, corpus: Corpus, on_progress: Progress | None = None) -> Index:
    """The index of a model over a corpus, made now; words have the tags of the file or of a shipped tagger."""
    checkpoint.must_read_words()
    tags, tagger = tags_of(checkpoint, corpus, divided(checkpoint, corpus))
    return build_index(checkpoint, corpus, tags, tagger, on_progress=on_progress)


def reading_of(checkpoint: Checkpoint, corpus: Corpus, on_progress: Progress | None = None) -> Activations:
    """What every part but the gates is at every word of a corpus; kept for the next question."""
    return _READINGS.get(
        _key(checkpoint, corpus),
        lambda: read_corpus(checkpoint, divided(checkpoint, corpus), gates=False, on_progress=on_progress),
    )


def is_read(checkpoint: Checkpoint, corpus: Corpus) -> bool:
    """Whether `reading_of` would answer at once."""
    return _key(checkpoint, corpus) in _READINGS


def _key(checkpoint: Checkpoint, corpus: Corpus) -> Hashable:
    """What tells a model and a corpus from all others; None for a model that lies nowhere."""
    if checkpoint.folder is None:
        return None
    return checkpoint.reference, weights_digest(checkpoint), corpus.sha256
