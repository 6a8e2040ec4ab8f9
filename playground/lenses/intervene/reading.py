"""A text read with some of a network's parts held at other values: many readings at once, each with its own.

`Reading` is one text as a model reads it, with the value of every part; `Placed` is where one change puts which
numbers; `Reading.logits` reads the text again with such changes in place, a row a reading. Everything is a function of
the embedded words and of what is put in: nothing is hooked to the model, nothing is kept, and whoever else uses it
notices nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from playground.errors import BadInput
from playground.text import Word

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from playground.checkpoints import Checkpoint
    from playground.models.parts import Part

WORDS_A_BATCH = 16_384  # of all readings that are made at once: bounds the memory
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Placed:
    """What one change puts where.

    Attributes:
        places: (n,) words, or windows by their first word.
        columns: (m,) of the numbers of the part at a place.
        values: (n, m).
    """

    part: str
    places: np.ndarray
    columns: np.ndarray
    values: np.ndarray


class Patches:
    """A `Patch` of several readings: in each row of the batch the changes of that row.

    Args:
        rows: the changes of each reading; of two at one place the later one counts.
    """

    def __init__(self, rows: Sequence[Sequence[Placed]], device: torch.device) -> None:
        import torch

        self.batch = len(rows)
        found: dict[str, list[np.ndarray]] = {}
        for row, changes in enumerate(rows):
            for one in changes:
                shape = one.values.shape
                places = np.broadcast_to(one.places[:, None], shape)
                columns = np.broadcast_to(one.columns[None], shape)
                entry = np.stack([np.full(shape, row), places, columns, one.values]).reshape(4, -1)
                found.setdefault(one.part, []).append(entry)
        self.entries: dict[str, dict[int | None, tuple[Tensor, ...]]] = {}
        for part, entries in found.items():
            row_of, place, column, value = _last_of_each(np.concatenate(entries, 1))
            tensors = [torch.from_numpy(one.astype(np.int64)).to(device) for one in (row_of, place, column)]
            tensors.append(torch.from_numpy(value.astype(np.float32)).to(device))
            by_place: dict[int | None, tuple[Tensor, ...]] = {None: tuple(tensors)}
            for at in np.unique(place):
                here = torch.from_numpy(np.flatnonzero(place == at)).to(device)
                by_place[int(at)] = tuple(one[here] for one in tensors)
            self.entries[part] = by_place

    def __call__(self, name: str, values: Tensor, word: int | None) -> Tensor:
        """The values of a part with what is put there, a row a reading; as they are where nothing is."""
        held = self.entries.get(name, {}).get(word)
        if held is None:
            return values
        row, place, column, new = held
        values = values.expand(self.batch, *values.shape[1:]).clone()
        if values.dim() == 2:  # of one word, or of a readout
            values[row, column] = new.to(values.dtype)
        else:
            values[row, place, column] = new.to(values.dtype)
        return values


def _last_of_each(entries: np.ndarray) -> np.ndarray:
    """Of the columns (row, place, column, value) the last one for each place that is written to."""
    behind = entries[:, ::-1]
    _, first = np.unique(behind[:3], axis=1, return_index=True)
    return behind[:, first]


class Reading:
    """One text as a model reads it, with the value of every part.

    Args:
        divided: the words of the text, at least one.

    Attributes:
        parts: what can be changed, by name, in the order in which it is computed.
        values: by the name of the part, (places, size) float32: a row a word, or a window, or one for a readout.
        logits_before: (labels,) or (words, labels), as the model itself gives them.
    """

    def __init__(self, checkpoint: Checkpoint, text: str, divided: Sequence[Word]) -> None:
        import torch

        from playground.models.inside import inside

        self.checkpoint, self.text = checkpoint, text
        self.words = tuple(divided[: checkpoint.reads(divided)])
        self._inside = inside(checkpoint.model)
        self.parts: dict[str, Part] = {part.name: part for part in self._inside.parts()}
        inputs = checkpoint.encode([list(self.words)])
        with torch.inference_mode():
            self.embedded = checkpoint.model.embed(inputs)  # (1, words, size)
            self.logits_before = checkpoint.model.logits(self.embedded, inputs.mask)[0].float().cpu().numpy()
        self.values, _ = self.read([()], self.parts)

    def places(self, part: str) -> int:
        """How many places a part has in this text."""
        return self.parts[part].places(len(self.words))

    def read(
        self, rows: Sequence[Sequence[Placed]], keep: Mapping[str, object] | Sequence[str] = ()
    ) -> tuple[dict[str, np.ndarray], np.ndarray]:
        """The text read again, a row a reading: the values of the parts to `keep`, of the last row, and the logits.

        Returns:
            values by name, (places, size) each; (rows, labels) or (rows, words, labels).
        """
        import torch

        model, kept = self.checkpoint.model, {}
        patches = Patches(rows, self.embedded.device)

        def patch(name: str, values: Tensor, word: int | None) -> Tensor:
            values = patches(name, values, word)
            if name in keep:
                kept[name, word] = values[-1].float().cpu().numpy()
            return values

        with torch.inference_mode():
            features = self._inside.read_with(patch("embedded", self.embedded, None), patch)
            logits = model.answered(features).float().cpu().numpy()
        return self._joined(kept), np.repeat(logits, len(rows), 0) if len(logits) < len(rows) else logits

    def _joined(self, kept: Mapping[tuple[str, int | None], np.ndarray]) -> dict[str, np.ndarray]:
        found = {}
        for name in self.parts:
            if (name, None) in kept:
                found[name] = np.atleast_2d(kept[name, None])[: self.places(name)]
            elif (name, 0) in kept:
                found[name] = np.stack([kept[name, word] for word in range(self.places(name))])
        return found

    def logits(self, rows: Sequence[Sequence[Placed]], report: Progress | None = None) -> np.ndarray:
        """The logits of each reading; (rows, labels) or (rows, words, labels). As many at a time as fit.

        Args:
            report: called with how many are done, and of how many; what it raises ends the work.
        """
        step = max(1, WORDS_A_BATCH // len(self.words))
        found = []
        for start in range(0, len(rows), step):
            if report:
                report(start, len(rows))
            found.append(self.read(rows[start : start + step])[1])
        return np.concatenate(found) if found else np.empty((0, *self.logits_before.shape), np.float32)

    def columns(self, part: str, units: Sequence[int] | None = None) -> np.ndarray:
        """The numbers of a part that stand for these of its units; all unless given."""
        each = self.parts[part].each
        chosen = np.arange(self.parts[part].units) if units is None else np.asarray(units)
        return np.asarray((chosen[:, None] * each + np.arange(each)).reshape(-1))

    def put(
        self,
        part: str,
        value: float | np.ndarray,
        units: Sequence[int] | None = None,
        places: Sequence[int] | None = None,
    ) -> Placed:
        """A change of some units of a part at some places, all unless given.

        Args:
            value: a number; or one for each number of the part, (size,); or one for each place too, (places, size).
        """
        at = np.arange(self.places(part)) if places is None else np.asarray(places)
        columns = self.columns(part, units)
        whole = np.broadcast_to(np.asarray(value, np.float32), (self.places(part), self.parts[part].size))
        return Placed(part, at, columns, whole[np.ix_(at, columns)])


def reading(checkpoint: Checkpoint, text: str) -> Reading:
    """A text as a model reads it.

    Raises:
        BadInput: there is no word in it, or it is too long.
        NotApplicable: the model reads subwords.
    """
    checkpoint.must_read_words()
    divided = checkpoint.divide(text)
    if not divided:
        raise BadInput(
            "The text has no words, so there is nothing that could be changed. Write a sentence.",
            key="intervene-no-words",
        )
    return Reading(checkpoint, text, divided)


def units_of(part: Part) -> Iterator[tuple[int, str]]:
    """Each unit of a part, with its name: layer1.forward.hidden[37]."""
    yield from ((unit, f"{part.name}[{unit}]") for unit in range(part.units))
