"""What “Layer by layer” and “Code” ask of one model: its blocks, a step of its training, its code. Records only.

`LayerOptions` holds a visitor's choices. They come from a browser, so nothing in it is believed: a number that is out
of range is replaced by the nearest one that is allowed, and a label that the model does not have by its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from playground.checkpoints import load, read_recipe
from playground.lenses.inside.layers import MOST_SENTENCES, layers
from playground.lenses.inside.trace import Trace
from playground.lenses.inside.training_step import training_step
from playground.models.blocks import Batch, Block, Diagram
from playground.ui.components.address import settings_of, settings_part

OPENED = (
    *("encoder", "layer1", "layer1.directions", "layer1.forward", "layer1.widths"),
    *("softmax", "loss", "optimizer"),
)
"""Blocks that are unfolded before anybody has chosen: what is read at a glance, and one direction of two."""
MOST_OPEN = 200


@dataclass(frozen=True)
class LayerOptions:
    """A visitor's choices for the diagram: word, batch, training, and which blocks are unfolded."""

    word: int = 0  # whose numbers are shown
    sentences: int = 1
    longest: int = 0  # 0: as many words as the text has
    training: bool = False
    target: str = ""  # the label taken for the right one; empty: the model's answer
    every: str = ""  # open or folded: all blocks were, before some were turned
    turned: tuple[str, ...] = ()  # blocks that are not as they were at first

    def changed(self, key: str, value: str) -> LayerOptions:
        """The choices after a change; what makes no sense changes nothing."""
        number = int(value) if value.isdecimal() and len(value) < 5 else None
        if key == "open" and len(value) < 100:
            kept = tuple(one for one in self.turned if one != value)
            return replace(self, turned=(*kept, value)[-MOST_OPEN:] if kept == self.turned else kept)
        if key == "every" and value in EVERY:
            return replace(self, every=value, turned=())
        if key == "mode":
            return replace(self, training=value == "training")
        if key == "target":
            return replace(self, target=value)
        if number is None or key not in ("word", "sentences", "longest"):
            return self
        numbers = {"word": self.word, "sentences": self.sentences, "longest": self.longest} | {key: number}
        return replace(self, word=numbers["word"], sentences=numbers["sentences"], longest=numbers["longest"])

    def address(self) -> dict[str, object]:
        """The parts of an address that bring these choices back."""
        settings: list[tuple[str, object]] = [("mode", "training")] if self.training else []
        settings += [("sentences", self.sentences)] if self.sentences != 1 else []
        settings += [("longest", self.longest)] if self.longest else []
        settings += [("every", self.every)] if self.every else []
        settings += [("open", one) for one in self.turned]
        return {"word": self.word, "target": self.target, "settings": settings_part(settings)}

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> LayerOptions:
        """The choices that an address asks for; what makes no sense is as if it were not there."""
        options = cls()
        given = [(key, query[key]) for key in ("word", "target") if key in query]
        for key, value in (*given, *settings_of(query.get("settings", ""))[:MOST_OPEN]):
            options = options.changed(key, value)
        return options

    def shows(self, id: str) -> bool:
        """Whether a block is unfolded, as at first or by choice."""
        return (EVERY[self.every] if self.every else id in OPENED) != (id in self.turned)


EVERY = {"open": True, "folded": False}
"""What all blocks can be at once."""

KEYS = ("open", "every", "mode", "target", "word", "sentences", "longest")
"""The names under which the browser changes these choices."""


@dataclass(frozen=True)
class LayersView:
    """One model's diagram, with a training step where that was chosen."""

    diagram: Diagram
    most: int  # words that the model reads
    labels: tuple[str, ...]
    training_step: tuple[Block, ...] = ()
    settings: tuple[tuple[str, Any], ...] = ()
    stored: bool = True  # whether the settings are the checkpoint's own


def layers_view(reference: str, traced: Trace, options: LayerOptions) -> tuple[LayersView, LayerOptions]:
    """A model's blocks for a text, and the choices as they were fulfilled."""
    checkpoint = load(reference)
    words, most = len(traced.read), checkpoint.config.max_words
    sentences, longest = min(max(options.sentences, 1), MOST_SENTENCES), min(max(options.longest, words), most)
    options = replace(
        options,
        word=min(options.word, words - 1),
        sentences=sentences,
        target=options.target if options.target in checkpoint.config.labels else "",
    )
    diagram = layers(checkpoint, traced, options.word, Batch(sentences, longest))
    if not options.training:
        return LayersView(diagram, most, checkpoint.config.labels), options
    settings, stored = _settings(reference)
    steps = training_step(checkpoint, traced, settings, options.target)
    return LayersView(diagram, most, checkpoint.config.labels, steps, tuple(settings.items()), stored), options


def _settings(reference: str) -> tuple[dict[str, Any], bool]:
    """The settings of a checkpoint's last training stage, and whether they are its own or the trainer's defaults."""
    from playground.training.settings import Settings, settings_from_json

    found = [stage["settings"] for stage in read_recipe(reference) if "settings" in stage and stage["stage"] == "fit"]
    return asdict(settings_from_json(found[-1]) if found else Settings()), bool(found)
