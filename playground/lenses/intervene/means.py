"""What each part of a network is on average over many sentences: what it is set to by “mean”.

A part at zero may be a part that the network has never met so; its mean is what it mostly is. The means of a
checkpoint's parts are measured once and stored beside its weights as means.json: numbers, counts and the sha256 of the
data and of the weights, no text. Those of other weights are not taken for these.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import MEANS, read_measurement, weights_digest
from playground.errors import BadCheckpoint, NotApplicable

if TYPE_CHECKING:
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.models.parts import Part


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


class PartSums:
    """What each part of a network comes to over sentences that are read one after another; its mean at the end.

    Args:
        parts: as the network's class declares them.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = {part.name: part for part in parts}
        self._found: dict[str, tuple[np.ndarray, int]] = {}

    def add(self, name: str, values: Tensor, length: int) -> None:
        """Add what a part is in sentences of one length: all its places, those of one word, or a readout.

        Args:
            values: (sentences, places, size) or (sentences, size).
        """
        rows = values[:, : self._parts[name].places(length)].flatten(0, 1) if values.dim() == 3 else values
        total, count = self._found.get(name, (np.zeros(0), 0))
        new = rows.double().sum(0).cpu().numpy()
        self._found[name] = total + new if count else new, count + len(rows)

    def means(self, checkpoint: Checkpoint, data: str, sha256: str, sentences: int) -> PartMeans:
        """The mean of every part over what was added.

        Args:
            data, sha256: where the sentences come from, for the record.
        """
        means = {name: (total / count).astype(np.float32) for name, (total, count) in self._found.items()}
        return PartMeans(data, sha256, weights_digest(checkpoint), sentences, self._found["embedded"][1], means)


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
