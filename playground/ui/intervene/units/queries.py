"""What is asked about units: what one listens to, which go with a label or tag, which fire at marked words.

A visitor's choices are `UnitOptions`. They come from a browser or an address, so what does not fit the model is
replaced by what does. Nothing is drawn here.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from playground import devices
from playground.checkpoints import Checkpoint, load
from playground.data.corpus import Corpus
from playground.errors import PlaygroundError
from playground.lenses.units.activations import is_gate, parts_of
from playground.lenses.units.find import THRESHOLD, Findings, find
from playground.lenses.units.index import Index, split_part
from playground.lenses.units.sources import index_of
from playground.lenses.units.unit import Unit, unit, values_of
from playground.ui.background import Progress, in_background, sendable
from playground.ui.model_loader import MODEL_LOADER

WHOSE = ("many", "finetune")
"""Sentences of a visitor's own: those pasted under Many texts, the file of Fine-tune; else those of the page."""
RANKED = 8  # units that are offered for a label, a tag, the position
MARKED = 20  # words that can be marked
BETWEEN = (0.1, 10.0)  # the threshold, in deviations


@dataclass(frozen=True)
class UnitOptions:
    """What a visitor wants to see; empty for what was not chosen.

    Attributes:
        part: the unit, as in a trace.
        by: what the units that are offered go with: a label, a tag, `position` or `length`.
        marked: the words of the sentence at which units are to fire.
        whose: whose sentences: `WHOSE`.
    """

    part: str = ""
    by: str = ""
    marked: tuple[int, ...] = ()
    threshold: float = THRESHOLD
    whose: str = ""

    def address(self) -> dict[str, object]:
        """The parts of an address that bring these options back."""
        return {
            "listen": self.part,
            "goes_with": self.by,
            "marked": ",".join(map(str, self.marked)),
            "threshold": "" if self.threshold == THRESHOLD else f"{self.threshold:g}",
        }

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> UnitOptions:
        """The options that an address asks for; what makes no sense is as if it were not there."""
        options = cls()
        names = {"listen": "part", "goes_with": "by", "threshold": "threshold"}
        for name, key in names.items():
            options = options.changed({"key": key, "value": query.get(name, "")})
        for word in query.get("marked", "").split(",")[:MARKED]:
            options = options.changed({"key": "mark", "value": word})
        return options

    def changed(self, change: object) -> UnitOptions:
        """The options after a change: `{"key": …, "value": …}`, both strings. What makes no sense changes nothing."""
        if not isinstance(change, Mapping):
            return self
        key, value = change.get("key"), change.get("value")
        if key == "whose":
            return replace(self, whose=str(value) if value in WHOSE else "")
        if not isinstance(value, str) or not value or len(value) > 200:
            return self
        if key == "part":
            return replace(self, part=value) if _names_a_part(value) else self
        if key == "group":
            return replace(self, part=f"{value}[0]") if _names_a_part(f"{value}[0]") else self
        if key == "number" and self.part and value.isdecimal() and 0 < int(value[:7]) < 10**6:  # counted from 1
            return replace(self, part=f"{split_part(self.part)[0]}[{int(value) - 1}]")
        if key == "by":
            return replace(self, by=value)
        if key == "unmark":
            return replace(self, marked=())
        return self._marking(key, value)

    def _marking(self, key: object, value: str) -> UnitOptions:
        if key == "mark" and value.isdecimal() and len(value) < 5:
            word = int(value)
            others = tuple(one for one in self.marked if one != word)
            return replace(self, marked=others if word in self.marked else tuple(sorted((*others, word)))[:MARKED])
        if key == "threshold":
            try:
                number = float(value)
            except ValueError:
                return self
            return replace(self, threshold=min(max(BETWEEN[0], number), BETWEEN[1])) if math.isfinite(number) else self
        return self


def _names_a_part(name: str) -> bool:
    try:
        split_part(name)
    except PlaygroundError:
        return False
    return True


@dataclass(frozen=True)
class Here:
    """The sentence above as the model reads it, and what the unit is at each of its words."""

    words: tuple[str, ...]
    values: tuple[float, ...]


@dataclass(frozen=True)
class UnitsView:
    """What is shown.

    Attributes:
        model: empty where none is chosen.
        groups: name and number of parts of each group.
        by: what units can be ranked by; `ranked` the first of them with their correlations.
        failed: why there is nothing; None with neither a unit: the model is being loaded.
    """

    text: str
    model: str
    options: UnitOptions
    groups: tuple[tuple[str, int], ...] = ()
    by: tuple[str, ...] = ()
    ranked: tuple[tuple[str, float], ...] = ()
    unit: Unit | None = None
    here: Here | None = None
    findings: Findings | None = None
    failed: Exception | None = None

    @property
    def loading(self) -> bool:
        """Whether there will be something to see in a moment."""
        return bool(self.model) and self.unit is None and self.failed is None


def look_at_unit(
    text: str, model: str, options: UnitOptions, own: Corpus | None = None
) -> Generator[tuple[int, int], None, UnitsView]:
    """What is to be shown; yields how many sentences were read where they have to be read first.

    Args:
        own: the visitor's sentences.
    """
    options = replace(options, whose=options.whose if own is not None else "")
    view = UnitsView(text, model, options)
    if not model:
        return view
    MODEL_LOADER.load([model])
    corpus = own if options.whose else None

    def job(progress: Progress) -> UnitsView | Exception | None:
        return MODEL_LOADER.ask(model, partial(_seen, model, view, corpus, sendable(progress)))

    found = yield from in_background(job)
    if isinstance(found, UnitsView):
        return found
    return replace(view, failed=found)


@devices.on_gpu
def _seen(reference: str, view: UnitsView, corpus: Corpus | None, progress: Progress | None) -> UnitsView:
    checkpoint = load(reference)
    index = index_of(checkpoint, corpus, progress)
    by = _by(index)
    chosen_by = view.options.by if view.options.by in by else by[0]
    ranked = rank(index, chosen_by)
    part = view.options.part if _is_there(index, view.options.part) else ranked[0][0]
    words = tuple(word.text for word in checkpoint.divide(view.text))[: checkpoint.config.max_words]
    marked = tuple(word for word in view.options.marked if word < len(words))
    options = replace(view.options, part=part, by=chosen_by, marked=marked)
    findings = None
    if marked:
        findings = find(checkpoint, view.text, marked, options.threshold, (), corpus, progress)
    return replace(
        view,
        options=options,
        groups=tuple((group, index.parts(group)) for group in index.groups),
        by=by,
        ranked=ranked,
        unit=unit(checkpoint, part, corpus, progress),
        here=_here(checkpoint, part, words),
        findings=findings,
    )


def _is_there(index: Index, part: str) -> bool:
    try:
        index.find(part)
    except PlaygroundError:
        return False
    return True


def _by(index: Index) -> tuple[str, ...]:
    """What units can be ranked by: labels first, then tags, position and length."""
    held = [tag for at, tag in enumerate(index.tags) if index.tag_shares[at] > 0]
    return (*index.labels, *held, "position", "length")


def rank(index: Index, by: str) -> tuple[tuple[str, float], ...]:
    """The parts, but for gates, that go with a label, a tag, the position or the length the most, either way."""
    found = []
    for group, columns in index.groups.items():
        if is_gate(group):
            continue
        if by in index.labels:
            column = columns["labels"][:, index.labels.index(by)]
        elif by in index.tags:
            column = columns["tags"][:, index.tags.index(by)]
        else:
            column = columns[by]
        found += [(f"{group}[{at}]", float(value)) for at, value in enumerate(column) if not np.isnan(value)]
    first = next(iter(index.groups))
    return tuple(sorted(found, key=lambda one: -abs(one[1]))[:RANKED]) or ((f"{first}[0]", 0.0),)


def _here(checkpoint: Checkpoint, part: str, words: tuple[str, ...]) -> Here | None:
    if not words:
        return None
    group, number = split_part(part)
    (arrays,) = parts_of(checkpoint, [words])
    return Here(words, tuple(values_of(group, arrays[group], number, len(words)).tolist()))


def records(view: UnitsView) -> dict[str, Any]:
    """What is shown, as plain JSON."""
    return {
        "unit": view.unit.as_json() if view.unit else None,
        "here": {"text": view.text, "words": list(view.here.words), "values": list(view.here.values)}
        if view.here
        else None,
        "find": view.findings.as_json() if view.findings else None,
    }
