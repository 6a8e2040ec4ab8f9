"""Which parts does an answer hang on? Every part switched off in turn, alone and together, and every word's state.

`rank` sets each unit, gate, filter and head of a network to zero (or its mean) at every word, one after another, and
says by how much the answer's logit moves. A small effect is seen to be one beside the others: `together` switches off
the strongest parts at once, and beside them as many that are drawn at random. `by_word` asks how much the answer hangs
on what the network holds at a word: each layer's state switched off there (causal tracing). All readings of a text are
made in batches, and each is a function of the text: see `reading.py`.

Of a model that tags characters, the label of a character (B-NOUN) can be asked about, or the tag of a word (NOUN): then
it is the sum of the logits of the word's characters that moves, as in `lenses/explain`. A part is switched off at every
character all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.errors import NotApplicable, choose
from playground.lenses.inside.trace import within
from playground.lenses.intervene.changes import MEAN
from playground.lenses.intervene.means import PartMeans, means_of
from playground.lenses.intervene.reading import Placed, Progress, Reading, reading
from playground.lenses.predict.asked_word import asked_characters, asked_names, targets
from playground.lenses.predict.spans import word_logits

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
    from playground.models.parts import Part

DRAWS = 8  # of random parts, for each number of them
Switch = Callable[[str, Sequence[int] | None, Sequence[int] | None], Placed]


@dataclass(frozen=True, slots=True)
class Effect:
    """What switching off one unit, gate, filter or head at every word does to the answer's logit.

    Attributes:
        logit_change: below 0 the part spoke for the answer, above 0 against it.
    """

    part: str
    unit: int
    logit_change: float

    @property
    def name(self) -> str:
        """layer1.forward.hidden[37]."""
        return f"{self.part}[{self.unit}]"

    def as_json(self) -> dict[str, Any]:
        """As the command line and the HTTP API print it; `word` is null: it was switched off at every word."""
        return {"part": self.name, "word": None, "logit_change": self.logit_change}


@dataclass(frozen=True, slots=True)
class Together:
    """What switching off several parts at once does: the strongest ones, and as many drawn at random.

    Attributes:
        random: of `DRAWS` draws the mean, the lowest and the highest change.
    """

    count: int
    logit_change: float
    random: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The parts of a network by what switching them off does to one answer, the strongest first.

    Attributes:
        answer: the label or tag whose logit it is; `word` the word that has this tag, None for one answer a text.
        characters: of the word whose tag it is, where a model tags characters and a word's tag is asked about.
        to: what a part is switched off to: 0, or its mean.
        logit: without any change.
        middle: the median of the sizes of all changes: what a part that is drawn at random does.
    """

    model: str
    task: str
    text: str
    word: int | None
    answer: str
    to: float | str
    logit: float
    effects: tuple[Effect, ...]
    middle: float
    together: tuple[Together, ...]
    characters: tuple[int, ...] = ()

    def as_json(self, at_most: int | None = None) -> list[dict[str, Any]]:
        """As the command line and the HTTP API print it."""
        return [one.as_json() for one in self.effects[:at_most]]


@dataclass(frozen=True, slots=True)
class WordMap:
    """How much an answer hangs on what a network holds at each word.

    Attributes:
        rows: what was switched off: `embedded`, `layer1.forward`, `layer1`, `filters3`.
        changes: (rows, words), by how much the answer's logit moves; NaN where no window begins at a word.
    """

    rows: tuple[str, ...]
    changes: np.ndarray


class Asked:
    """One logit of one text, as readings of it are asked for: the answer's, or that of a word's tag.

    Where two labels share one output, it is the logit of the answer against the other label. Of a word that characters
    make it is the sum of their logits (`spans.word_logits`).

    Args:
        word: whose tag, where there is one a word; the first unless given.
        answer: a label, or the tag of a word where the model tags characters; the one that the model answers unless
            given.
        named: of a model that tags characters, those of the word that is asked about; with the tag of a word, those
            that the model joins unless given.
    Raises:
        BadInput: there is no such word, or the characters that are named make none.
        NotFound: the model has no such label.
        NotApplicable: a word is chosen, and the answer is about the whole text; or characters are named, and the model
            tags words.
    """

    def __init__(
        self, read: Reading, word: int | None = None, answer: str | None = None, named: Sequence[int] = ()
    ) -> None:
        config = read.checkpoint.config
        if answer is not None:
            choose(dict.fromkeys(targets(read.checkpoint)), answer, "label")
        names = asked_names(read.checkpoint, answer, named)
        if word is not None and not config.per_word:
            raise NotApplicable(
                f"{read.checkpoint.reference} answers for the whole text, so no word can be chosen. Leave the word "
                "out.",
                key="memory-word",
                model=read.checkpoint.reference,
            )
        self.word = (word or 0) if config.per_word else None
        if self.word is not None:
            within(self.word, len(read.words), "word")
        self.characters: tuple[int, ...] = ()
        if self.word is not None and names != config.labels:
            self.characters = asked_characters(read.checkpoint, read.text, self.word, named)
        self.against = config.outputs == 1
        self.labels = config.labels
        row = self._row(read.logits_before[None])[0]
        self.label = int(row.argmax()) if answer is None else names.index(answer)
        self.answer = names[self.label]
        self.before = float(self(read.logits_before[None])[0])

    def _row(self, logits: np.ndarray) -> np.ndarray:
        if self.characters:
            return word_logits(self.labels, logits.astype(np.float64), self.characters)
        return logits if self.word is None else logits[:, self.word]

    def __call__(self, logits: np.ndarray) -> np.ndarray:
        """The logit of each reading, (readings,) float64."""
        row = self._row(logits).astype(np.float64)
        return np.asarray(row[:, self.label] - row[:, 1 - self.label] if self.against else row[:, self.label])


def switched_to(name: str) -> float | str:
    """What a part is switched off to, by its name: “zero” or “mean”.

    Raises:
        NotFound: it has another name.
    """
    values: dict[str, float | str] = {"zero": 0.0, MEAN: MEAN}
    return choose(values, name, "value to switch off to")


def ranked_parts(read: Reading) -> list[Part]:
    """The parts whose units are switched off in turn, as the network's class declares them."""
    return [part for part in read.parts.values() if part.ranked]


def rank(
    checkpoint: Checkpoint,
    text: str,
    word: int | None = None,
    answer: str | None = None,
    to: float | str = 0.0,
    on_progress: Progress | None = None,
    characters: Sequence[int] = (),
) -> Ranking:
    """Every unit, gate, filter and head switched off in turn.

    Args:
        word: whose tag is asked about, from 0 (the first unless given), where there is one a word.
        answer: the label or tag whose logit is asked about; the model's answer unless given. Of a model that tags
            characters also the tag of a word (NOUN): then it is asked about the word in which the character stands.
        to: what a part is switched off to: 0, or `MEAN`.
        on_progress: called with how many readings are done, and of how many; what it raises ends the work.
        characters: of a model that tags characters, those of the word that is asked about; unless given, those that the
            model joins.
    Raises:
        BadInput: there is no word in the text, or no such word.
        NotFound: the model has no such label.
        NotApplicable: a word is chosen, and the answer is about the whole text; there are no means; the model reads
            subwords, or declares no parts to be switched off.
    """
    read = reading(checkpoint, text)
    asked, switch = Asked(read, word, answer, characters), switched_off(read, to)
    chosen = ranked_parts(read)
    if not chosen:
        raise NotApplicable(
            f"{checkpoint.reference} declares no units of its own that could be switched off in turn. Set embedded "
            "instead, or choose another model.",
            key="no-ranked-parts",
            model=checkpoint.reference,
        )
    total, done = sum(part.units for part in chosen), 0
    found: list[Effect] = []
    for part in chosen:  # part by part, so that what does not change is read once and not in every row
        rows = [[switch(part.name, (unit,), None)] for unit in range(part.units)]
        changes = asked(read.logits(rows, _further(on_progress, done, total))) - asked.before
        done += part.units
        found += [Effect(part.name, unit, float(change)) for unit, change in enumerate(changes)]
    found.sort(key=lambda one: -abs(one.logit_change))
    return Ranking(
        model=checkpoint.reference,
        task=checkpoint.task,
        text=text,
        word=asked.word,
        answer=asked.answer,
        to=to,
        logit=asked.before,
        effects=tuple(found),
        middle=float(np.median([abs(one.logit_change) for one in found])),
        together=_together(read, asked, switch, found),
        characters=asked.characters,
    )


def switched_off(read: Reading, to: float | str) -> Switch:
    """What puts some units of a part, at some places, to a number or their mean."""
    means: PartMeans | None = means_of(read.checkpoint) if to == MEAN else None

    def switch(part: str, units: Sequence[int] | None, places: Sequence[int] | None) -> Placed:
        value = means.means[part] if means else float(to)
        return read.put(part, value, units, places)

    return switch


def _further(report: Progress | None, done: int, total: int) -> Progress | None:
    return None if report is None else lambda more, _: report(done + more, total)


def doubled(count: int) -> list[int]:
    """1, 2, 4, 8 … and the count itself."""
    found = [2**power for power in range(count.bit_length()) if 2**power < count]
    return [*found, count] if count else []


def _together(read: Reading, asked: Asked, switch: Switch, effects: Sequence[Effect]) -> tuple[Together, ...]:
    """The parts whose loss costs the answer most, switched off at once, and as many at random. A gate or cell is left
    out: without one of them its unit is gone, and it is in the list already."""
    effects = [one for one in effects if read.parts[one.part].kind not in ("gate", "cell")]
    worst = sorted(range(len(effects)), key=lambda at: effects[at].logit_change)
    draw = np.random.default_rng(0)
    counts = [count for count in doubled(len(effects)) if count <= len(effects) // 2 or count == 1]
    rows: list[list[Placed]] = []
    for count in counts:
        chosen = [worst[:count], *(draw.choice(len(effects), count, replace=False).tolist() for _ in range(DRAWS))]
        rows += [joined(switch, [(effects[at].part, effects[at].unit) for at in one]) for one in chosen]
    changes = (asked(read.logits(rows)) - asked.before).reshape(len(counts), 1 + DRAWS)
    return tuple(
        Together(count, float(row[0]), (float(row[1:].mean()), float(row[1:].min()), float(row[1:].max())))
        for count, row in zip(counts, changes, strict=True)
    )


def joined(switch: Switch, units: Sequence[tuple[str, int]]) -> list[Placed]:
    """The changes of several units, one a part."""
    by_part: dict[str, list[int]] = {}
    for part, unit in units:
        by_part.setdefault(part, []).append(unit)
    return [switch(part, sorted(chosen), None) for part, chosen in by_part.items()]


def by_word(
    checkpoint: Checkpoint,
    text: str,
    word: int | None = None,
    answer: str | None = None,
    to: float | str = 0.0,
    characters: Sequence[int] = (),
) -> WordMap:
    """What a network holds at each word switched off there, layer by layer: hidden state and cell together.

    Args, Raises: as `rank`.
    """
    read = reading(checkpoint, text)
    asked, switch = Asked(read, word, answer, characters), switched_off(read, to)
    held: dict[str, list[str]] = {"embedded": ["embedded"]}
    for part in read.parts.values():
        if part.kind in ("state", "cell"):
            held.setdefault(part.name.rpartition(".")[0], []).append(part.name)
        elif part.kind == "filter" and part.carries:
            held[part.name] = [part.name]
    changes = np.full((len(held), len(read.words)), np.nan)
    for row, names in enumerate(held.values()):
        count = read.places(names[0])
        rows = [[switch(name, None, (at,)) for name in names] for at in range(count)]
        changes[row, :count] = (asked(read.logits(rows)) - asked.before)[: len(read.words)]
    return WordMap(tuple(held), changes)
