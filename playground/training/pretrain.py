"""What a recipe learns from text without labels, before it sees a label: word vectors.

Skip-gram with negative sampling comes from gensim, which only recipes need: it is in requirements-dev.txt, not in what
a Space installs. Nothing here knows about checkpoints.
"""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from playground.errors import BadInput
from playground.text import normalise, words


@dataclass(frozen=True)
class VectorSettings:
    """How word vectors are learnt."""

    size: int = 100
    window: int = 5  # words to either side
    epochs: int = 5
    minimum_count: int = 5
    negative: int = 5  # noise words drawn for each true neighbour
    sample: float = 1e-4  # frequent words are skipped above this share


def vectors(
    texts: Iterable[str], settings: VectorSettings, seed: int, on_progress: Callable[[str], None] = lambda line: None
) -> tuple[list[str], np.ndarray]:
    """Normalised words, most frequent first, and their skip-gram vectors, (words, size) float32.

    With two worker threads, as here, two runs differ slightly.

    Raises:
        BadInput: gensim is not installed.
    Source:
        Mikolov et al. 2013, https://arxiv.org/abs/1310.4546
    """
    try:
        from gensim.models import Word2Vec
    except ImportError:
        raise BadInput(
            "This recipe learns word vectors, which needs gensim. It is not installed. "
            "Run “pip install -r requirements-dev.txt”, then try again.",
            key="gensim-missing",
        ) from None

    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.txt"
        count = 0
        with corpus.open("w", encoding="utf-8") as lines:
            for text in texts:
                tokens = [normalise(word.text) for word in words(text)]
                count += len(tokens)
                lines.write(" ".join(tokens) + "\n")
        on_progress(f"vectors: {count:,} words read")
        model = Word2Vec(
            corpus_file=str(corpus),
            sg=1,
            vector_size=settings.size,
            window=settings.window,
            epochs=settings.epochs,
            min_count=settings.minimum_count,
            negative=settings.negative,
            sample=settings.sample,
            seed=seed,
            workers=2,
        )
    on_progress(f"vectors: {len(model.wv.index_to_key):,} words have a vector of {settings.size} numbers")
    return list(model.wv.index_to_key), np.asarray(model.wv.vectors, dtype=np.float32)
