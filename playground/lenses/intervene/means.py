"""What each part of a network is on average over many sentences: what it is set to by “mean”.

A part at zero may be a part that the network has never met so; its mean is what it mostly is. The means of a
checkpoint's parts are measured once and stored beside its weights as means.json: numbers, counts and the sha256 of the
data and of the weights, no text. Those of other weights are not taken for these.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import MEANS, read_measurement, weights_digest
from playground.errors import BadCheckpoint, BadInput, NotApplicable
from playground.lenses.intervene.reading import Reading
from playground.text import Word

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint


@dataclass(frozen=True, slots=True)
class PartMeans:
    """The mean of every number of every part; what means.json holds.

    Attributes:
        data, sha256: name and digest of the file that the sentences come from.
        weights: digest of the weights that were measured.
        sentences, words: over how many.
        means: by the name of the part, (size,), over all words or windows; of a readout over all sentences.
    """

    data: str
    sha256: str
    weights: str
    sentences: int
    words: int
    means: dict[str, np.ndarray]

    def as_json(self) -> dict[str, Any]:
        """As it stands in means.json, with the digits that float16 has."""
        return {
            **{name: getattr(self, name) for name in ("data", "sha256", "weights", "sentences", "words")},
            "means": {name: [float(f"{mean:.4g}") for mean in means.tolist()] for name, means in self.means.items()},
        }

    @classmethod
    def from_json(cls, value: Any) -> PartMeans:
        """Means from plain JSON.

        Raises:
            BadCheckpoint: a part is missing or no number.
        """
        try:
            means = {str(name): np.array(one, np.float32) for name, one in value["means"].items()}
            if not all(one.ndim == 1 and np.isfinite(one).all() for one in means.values()):
                raise ValueError("not means")
            named = {name: str(value[name]) for name in ("data", "sha256", "weights")}
            return cls(**named, sentences=int(value["sentences"]), words=int(value["words"]), means=means)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise BadCheckpoint(
                f"{MEANS} does not hold the means of a network's parts. Measure them again with “python -m playground "
                "means”.",
                key="checkpoint-means",
            ) from None


def measure(
    checkpoint: Checkpoint,
    sentences: Sequence[Sequence[str]],
    data: str = "",
    sha256: str = "",
    on_progress: Callable[[int, int], None] | None = None,
) -> PartMeans:
    """The mean of every part over all sentences that have a word.

    Args:
        sentences: each as its words.
        data, sha256: where they come from, for the record.
    Raises:
        BadInput: there is no sentence with a word.
        NotApplicable: the model has random weights, or reads subwords.
    """
    checkpoint.must_read_words()
    if checkpoint.untrained:
        raise NotApplicable(
            f"{checkpoint.reference} has random weights, and its folder keeps what is measured of the trained ones. "
            "Leave #untrained out.",
            key="means-untrained",
            model=checkpoint.reference,
        )
    chosen = [one for one in sentences if one]
    if not chosen:
        raise BadInput(
            "The data has no sentence with a word. Means are taken over sentences. Give data with some.",
            key="means-no-sentences",
        )
    sums: dict[str, np.ndarray] = {}
    counts: dict[str, int] = {}
    words = 0
    for done, sentence in enumerate(chosen, 1):
        read = Reading(checkpoint, [Word(word, 0, 0) for word in sentence])
        words += len(read.words)
        for name, values in read.values.items():
            sums[name] = sums.get(name, 0) + values.sum(0, dtype=np.float64)
            counts[name] = counts.get(name, 0) + len(values)
        if on_progress:
            on_progress(done, len(chosen))
    means = {name: (total / counts[name]).astype(np.float32) for name, total in sums.items()}
    return PartMeans(data, sha256, weights_digest(checkpoint), len(chosen), words, means)


def store(checkpoint: Checkpoint, means: PartMeans) -> None:
    """Write the means into the checkpoint's folder."""
    assert checkpoint.folder is not None
    text = json.dumps(means.as_json(), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = text.replace('],"', '],\n"').replace(',"', ',\n"').replace("\n\n", "\n")
    (checkpoint.folder / MEANS).write_text(text + "\n", "utf-8")


def stored(reference: str) -> PartMeans | None:
    """The means that a checkpoint's folder holds; None where it holds none, or those of other weights.

    Raises:
        NotFound: there is no such checkpoint.
        BadCheckpoint: the file is not what `store` writes.
    """
    found = read_measurement(reference, MEANS)
    return None if found is None else PartMeans.from_json(found)


def means_of(checkpoint: Checkpoint) -> PartMeans:
    """The means that a checkpoint's folder holds.

    Raises:
        NotApplicable: it holds none.
    """
    found = None if checkpoint.folder is None else stored(checkpoint.reference)
    if found is None:
        raise NotApplicable(
            f"{checkpoint.reference} has no means of its parts: they are measured over many sentences and stored with "
            "a model. Set the part to 0 instead, or measure them with “python -m playground means”.",
            key="no-means",
            model=checkpoint.reference,
        )
    return found
