"""What does a part of a network do? The answer with some parts held at other values, beside the answer without.

    from playground.lenses.intervene.intervene import intervene
    found = intervene(load("sentiment-lstm"), "Not bad at all.", ["layer1.forward.hidden[37] = 0"])
    found.before.scores, found.after.scores
    intervene(lstm, text, ["layer1.forward.forget_gate = 1 @ 3-", "layer1.forward.input_gate = 0 @ 3-"])  # cell stays
    intervene(textcnn, text, ["filters3[12] = 0"])  # a filter switched off: its vote is gone
    intervene(model, "not bad", ["layer1.forward.hidden = from @ 1:0"], source="bad")

How a change is written stands in `changes.py`; which parts a model has, `parts(checkpoint)` says. It is one code for
every architecture: the class that tells of a network declares its parts and reads a text with a patch in the way
(`models/inside.py`). A recurrent network is read on from the changed place, so a cell that is changed at a word changes
all that is read after it. Without a change the answer is the model's own, to the last bit; with one the network is read
word by word, whose rounding differs from that of torch's fused layers by some 1e-6.

Source:
    Vig et al. 2020, https://arxiv.org/abs/2004.12265 (interventions on neurons); Meng et al. 2022,
    https://arxiv.org/abs/2202.05262 (patching states, causal tracing)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import BadInput, choose
from playground.lenses.inside.trace import within
from playground.lenses.intervene.changes import FROM, MEAN, Change, parsed
from playground.lenses.intervene.means import PartMeans, means_of
from playground.lenses.intervene.reading import Placed, Reading, reading
from playground.lenses.predict.predict import Prediction, predict, softmax

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
    from playground.models.parts import Part

STIRRED = 1e-5  # a part that moved less, in relation to its size, has not moved: that is rounding
MOVED = 4_000  # places that an answer lists, the farthest first


@dataclass(frozen=True, slots=True)
class Moved:
    """How far a part moved at a word: the length of the difference, and in relation to what it was.

    Attributes:
        word: a word, or the first of a window; None for a readout.
    """

    part: str
    word: int | None
    distance: float
    share: float

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        return {"part": self.part, "word": self.word, "distance": self.distance, "share": self.share}


@dataclass(frozen=True, slots=True)
class Intervention:
    """A model's answer without and with changes of its parts. Probabilities are 0-1, after the temperature.

    Attributes:
        changes: as they were made; where words of another text were matched by themselves, with these words.
        source: the other text, where a change took something from it; else empty.
        logits_before, logits_after: (labels,), or (words, labels) of the words that were read.
        moved: the path of the effect, in the order in which the network computes it.
    """

    model: str
    task: str
    text: str
    source: str
    changes: tuple[Change, ...]
    before: Prediction
    after: Prediction
    logits_before: np.ndarray
    logits_after: np.ndarray
    moved: tuple[Moved, ...]

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it."""
        farthest = sorted(self.moved, key=lambda one: -one.distance)[:MOVED]
        return {
            "model": self.model,
            "task": self.task,
            "text": self.text,
            "from": self.source or None,
            "changes": [one.as_json() for one in self.changes],
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            "logits": {"before": _logits(self, self.logits_before), "after": _logits(self, self.logits_after)},
            "moved": [one.as_json() for one in (self.moved if len(self.moved) <= MOVED else farthest)],
        }


def _logits(found: Intervention, logits: np.ndarray) -> Any:
    rows = [dict(zip(found.before.labels, row, strict=True)) for row in np.atleast_2d(logits).tolist()]
    return rows if logits.ndim == 2 else rows[0]


def parts(checkpoint: Checkpoint) -> dict[str, Part]:
    """What of a model can be changed, by name, in the order in which it is computed.

    Raises:
        NotApplicable: the model reads subwords.
    """
    from playground.models.inside import inside

    checkpoint.must_read_words()
    return {part.name: part for part in inside(checkpoint.model).parts()}


def intervene(
    checkpoint: Checkpoint, text: str, changes: Sequence[Change | str] = (), source: str | None = None
) -> Intervention:
    """A model's answer to a text with some of its parts held at other values, beside the answer without.

    Args:
        changes: what is put where, each a `Change` or its notation; of two at one place the later one counts.
        source: another text; what a change sets to `from` becomes what it is while the model reads this one.
    Raises:
        BadInput: there is no word in a text, or a change cannot be read, or names units or words that are not there.
        NotFound: no part has this name.
        NotApplicable: a part is set to its mean, and none is stored; or the model reads subwords.
    """
    made = parsed(changes)
    read = reading(checkpoint, text)
    other = _source(checkpoint, made, source)
    means = means_of(checkpoint) if any(one.to == MEAN for one in made) else None
    made = tuple(_matched(read, other, one) for one in made)
    placed = [place(read, one, other, means) for one in made]
    before = predict(checkpoint, text)
    after, logits = before, read.logits_before
    moved: tuple[Moved, ...] = ()
    if placed:
        values, (logits,) = read.read([placed], read.parts)
        after = replace(before, probabilities=_probabilities(before, logits, checkpoint.temperature))
        moved = tuple(_moved(read, values))
    return Intervention(
        model=checkpoint.reference,
        task=checkpoint.task,
        text=text,
        source=source if other is not None and source is not None else "",
        changes=made,
        before=before,
        after=after,
        logits_before=read.logits_before,
        logits_after=logits,
        moved=moved,
    )


def _probabilities(before: Prediction, logits: np.ndarray, temperature: float) -> np.ndarray:
    shares = softmax(logits / temperature)
    if shares.ndim == 1:
        return shares
    found = np.full_like(before.probabilities, np.nan)
    found[: len(shares)] = shares
    return found


def _moved(read: Reading, values: dict[str, np.ndarray]) -> Iterator[Moved]:
    for name, before in read.values.items():
        distances = np.linalg.norm(values[name].astype(np.float64) - before, axis=-1)
        sizes = np.linalg.norm(before.astype(np.float64), axis=-1)
        for at in np.flatnonzero(distances > STIRRED * np.maximum(sizes, 1)):
            word = None if read.parts[name].window == 0 else int(at)
            share = float(distances[at] / sizes[at]) if sizes[at] else float("inf")
            yield Moved(name, word, float(distances[at]), min(share, 1e9))


# ---- where a change is put


def place(read: Reading, change: Change, other: Reading | None, means: PartMeans | None) -> Placed:
    """Where in a text a change puts which numbers; words of another text have been matched.

    Raises:
        NotFound: no part has this name.
        BadInput: there is no such unit or word.
    """
    part = _part(read, change)
    units = range(part.units) if change.units is None else change.units
    for unit in (min(units), max(units)) if units else ():
        within(unit, part.units, UNITS.get(part.kind, "unit"))
    at = words_of(read, change)
    if change.to == FROM:
        assert other is not None
        there = at if change.others is None else change.others
        values = np.zeros((read.places(part.name), part.size), np.float32)
        values[list(at)] = other.values[part.name][list(there)]
        return read.put(part.name, values, units, at)
    if change.to == MEAN:
        assert means is not None
        return read.put(part.name, _mean(means, part), units, at)
    return read.put(part.name, float(change.to), units, at)


UNITS = {"head": "head", "filter": "filter"}
"""What one of a part is called, by its kind; any other is a unit."""


def _part(read: Reading, change: Change) -> Part:
    return choose(read.parts, change.part, "part")


def _mean(means: PartMeans, part: Part) -> np.ndarray:
    found = means.means.get(part.name)
    if found is None or len(found) != part.size:
        raise BadInput(
            f"The stored means hold none of {part.name}. Set it to 0 instead, or measure them again with “python -m "
            "playground index”.",
            key="means-part",
            part=part.name,
        )
    return found


def words_of(read: Reading, change: Change) -> tuple[int, ...]:
    """The places at which a change is made.

    Raises:
        BadInput: there is no such word, or the part has none.
    """
    part, count = _part(read, change), read.places(change.part)
    if change.words is None:
        return tuple(range(count))
    if not part.window:
        raise BadInput(
            f"{part.name} is one for the whole text, so no word can be chosen. Leave out what stands behind @.",
            key="intervene-readout-word",
            part=part.name,
        )
    for word in change.words:
        within(word, count, "word" if part.window == 1 else f"window of {part.window} words")
    return (*change.words, *range(change.words[-1] + 1, count)) if change.onwards else change.words


# ---- another text


def _source(checkpoint: Checkpoint, changes: Sequence[Change], source: str | None) -> Reading | None:
    if not any(one.to == FROM for one in changes):
        return None
    if source is None:
        raise BadInput(
            "A part is set to “from”, and no other text is given. It becomes what it is while the model reads another "
            "text. Give that text, or a number.",
            key="intervene-no-source",
        )
    return reading(checkpoint, source)


def pairs(words: Sequence[str], others: Sequence[str]) -> list[tuple[int, int]]:
    """Which word of another text stands for which of this one: where both have as many, by their places; else the
    words that are the same in both, in order, and those between them where these are as many.

    Returns:
        (word, word of the other text), in order; words that have no partner are left out.
    """
    if len(words) == len(others):
        return [(at, at) for at in range(len(words))]
    found = []
    mine, theirs = ([one.lower() for one in text] for text in (words, others))
    for _, start, end, there, behind in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if end - start == behind - there:
            found += list(zip(range(start, end), range(there, behind), strict=True))
    return found


def _matched(read: Reading, other: Reading | None, change: Change) -> Change:
    """The change with the words of the other text that it takes from.

    Raises:
        BadInput: a word has no partner, or there is no such word.
    """
    part = _part(read, change)
    if change.to != FROM or other is None or not part.window:
        return change
    mine, theirs = read.places(part.name), other.places(part.name)
    if change.others is not None:
        for word in change.others:
            within(word, theirs, "word of the other text")
        return change
    matched = dict(pairs([one.text for one in read.words], [one.text for one in other.words]))
    matched = {word: there for word, there in matched.items() if word < mine and there < theirs}
    at = tuple(matched) if change.words is None else words_of(read, change)
    alone = [word for word in at if word not in matched]
    if alone or not at:
        named = read.words[alone[0] if alone else 0].text
        raise BadInput(
            f"The texts have {len(read.words)} and {len(other.words)} words, and “{named}” has no word in the other "
            "text that stands for it. Say which does: @ WORD:OTHER, for instance = from @ 0:0,1:2.",
            key="intervene-no-partner",
            word=named,
            words=len(read.words),
            others=len(other.words),
        )
    if mine == theirs and change.words is None:
        return change
    return replace(change, words=at, onwards=False, others=tuple(matched[word] for word in at))
