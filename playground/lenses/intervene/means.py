"""What each part of a network is on average over many sentences: what it is set to by “mean”.

A part at zero may be a part that the network has never met so; its mean is what it mostly is. The means of a
checkpoint's parts are measured once and stored beside its weights as means.json: numbers, counts and the sha256 of the
data and of the weights, no text. Those of other weights are not taken for these.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import MEANS, read_measurement, weights_digest
from playground.errors import BadCheckpoint, BadInput, NotApplicable

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint


WORDS_A_BATCH = 2_048


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
                "index”.",
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
    done = 0
    for alike in _of_one_length(checkpoint, chosen):
        for name, (total, count) in _sums(checkpoint, alike).items():
            sums[name] = sums.get(name, 0) + total
            counts[name] = counts.get(name, 0) + count
        done += len(alike)
        if on_progress:
            on_progress(done, len(chosen))
    words = counts["embedded"]
    means = {name: (total / counts[name]).astype(np.float32) for name, total in sums.items()}
    return PartMeans(data, sha256, weights_digest(checkpoint), len(chosen), words, means)


def _of_one_length(checkpoint: Checkpoint, sentences: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """The words of the sentences that are read, in batches of equally many words each."""
    longest = checkpoint.config.max_words
    cut = sorted((one[:longest] for one in sentences), key=len)
    for length, alike in groupby(cut, key=len):
        step, together = max(1, WORDS_A_BATCH // length), list(alike)
        yield from (together[start : start + step] for start in range(0, len(together), step))


def _sums(checkpoint: Checkpoint, sentences: Sequence[Sequence[str]]) -> dict[str, tuple[np.ndarray, int]]:
    """Of each part the sum of its values over all places of these sentences, (size,) float64, and over how many."""
    import torch

    from playground.models.inside import inside

    network, length = inside(checkpoint.model), len(sentences[0])
    parts = {part.name: part for part in network.parts()}
    found: dict[str, tuple[np.ndarray, int]] = {}

    def note(name: str, values: Tensor, word: int | None) -> Tensor:
        rows = values[:, : parts[name].places(length)].flatten(0, 1) if values.dim() == 3 else values
        total, count = found.get(name, (0, 0))
        found[name] = total + rows.double().sum(0).cpu().numpy(), count + len(rows)
        return values

    inputs = checkpoint.encode(sentences)
    with torch.inference_mode():
        network.read_with(note("embedded", checkpoint.model.embed(inputs), None), note)
    return found


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
            "a model. Set the part to 0 instead, or measure them with “python -m playground index”.",
            key="no-means",
            model=checkpoint.reference,
        )
    return found
