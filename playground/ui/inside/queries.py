"""What Look inside asks: one or two models, a view of each, and what there is to see. Records; nothing is drawn here.

A visitor's choices are `ViewOptions`, which hold names and numbers only. They come from a browser, so nothing in them
is believed: `valid_options` replaces those that do not fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np

from playground import devices
from playground.checkpoints import UNTRAINED, counterpart, load, shipped
from playground.errors import BadInput, choose
from playground.lenses.inside.cell_equations import equations
from playground.lenses.inside.filter_votes import Votes, votes
from playground.lenses.inside.trace import Trace, trace
from playground.models.architectures import ARCHITECTURES
from playground.models.arrays import before
from playground.models.equations import Equation
from playground.tasks import TASKS
from playground.text import words
from playground.text_language import DEFAULT
from playground.ui.inside.all_models.queries import ALL_MODELS_VIEWS, AllModelsView, all_models_view
from playground.ui.inside.code.queries import Code, code
from playground.ui.inside.layers.queries import KEYS, LayerOptions, LayersView, layers_view
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about, of_task, reads

ORDER = ("gates", "attention", "filters", "states", "layers", "code")
"""What can be seen of one model; the most telling first, by which a model is chosen before anybody has chosen one."""

KEPT_TRACES = 4


@dataclass(frozen=True)
class Side:
    """One of at most two models, and what of it is looked at."""

    model: str
    layer: int = 1
    direction: str = "forward"
    head: int = 0
    label: str = ""  # of the filters' votes; empty: the model's answer
    layer_options: LayerOptions = field(default_factory=LayerOptions)  # of its layers

    def address(self, view: str) -> dict[str, object]:
        """The parts of an address that bring back what a view shows of this model, but for what only the browser
        knows: the word and the unit, and the head where all were drawn."""
        if view in ("layers", "code"):
            return self.layer_options.address()
        if view == "attention":
            return {"layer": self.layer, "head": self.head}
        if view == "filters":
            return {"target": self.label}
        return {"layer": f"{self.layer} {self.direction}".removesuffix(" forward")}

    @classmethod
    def from_address(cls, model: str, view: str, query: Mapping[str, str]) -> Side:
        """A model as an address asks for it; what makes no sense is as if it were not there."""
        if view in ("layers", "code"):
            return cls(model, layer_options=LayerOptions.from_address(query))
        layer, _, direction = query.get("layer", "").partition(" ")
        side = cls(model, _number(layer, 1), direction or "forward", _number(query.get("head", ""), 0))
        return replace(side, label=query.get("target", "")) if view == "filters" else side


def _number(written: str, otherwise: int) -> int:
    """A small whole number that somebody wrote."""
    return int(written) if written.isdecimal() and len(written) < 5 else otherwise


@dataclass(frozen=True)
class ViewOptions:
    """What a visitor wants to see; empty before anything was chosen."""

    view: str = ""
    sides: tuple[Side, ...] = ()
    word: int | None = None  # whose answer all models are asked about

    def address(self) -> dict[str, object]:
        """The parts of an address that bring these options back; those of a second model begin with `beside_`."""
        parts: dict[str, object] = {"view": self.view}
        if self.view in ALL_MODELS_VIEWS:
            return parts | {"word": self.word}
        for side, key, prefix in zip(self.sides, ("model", "beside"), ("", "beside_"), strict=False):
            parts |= {key: side.model} | {prefix + name: value for name, value in side.address(self.view).items()}
        return parts

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> ViewOptions:
        """The options that an address asks for; what makes no sense is as if it were not there."""
        view, word = query.get("view", ""), query.get("word", "")
        sides = [Side.from_address(query["model"], view, query)] if query.get("model") else []
        if sides and query.get("beside"):
            others = {
                name.removeprefix("beside_"): value for name, value in query.items() if name.startswith("beside_")
            }
            sides.append(Side.from_address(query["beside"], view, others))
        about = _number(word, -1) if view in ALL_MODELS_VIEWS else -1
        return cls(view, tuple(sides), None if about < 0 else about)

    def changed(self, change: object) -> ViewOptions:
        """The options after a change: `{"key": "view" | "model" | "place" | "head" | "label" | "about", …}`, with a
        `side`, 0 or 1, and a `value`.

        What makes no sense changes nothing. A model of "" takes the second side away.
        """
        if not isinstance(change, Mapping):
            return self
        key, at, value = change.get("key"), change.get("side"), change.get("value")
        if not isinstance(value, str) or at not in (0, 1):
            return self
        if key == "view":
            return replace(self, view=value)
        if key == "about" and value.isdecimal() and len(value) < 5:
            return replace(self, word=int(value))
        if key == "model":
            left, right = self.sides[:at], self.sides[at + 1 :]
            return replace(self, sides=left + ((Side(value),) if value else ()) + right)
        if at >= len(self.sides):
            return self
        if key in KEYS:
            both = key == "word"  # two models beside each other show the same word
            return replace(
                self,
                sides=tuple(
                    replace(side, layer_options=side.layer_options.changed(key, value)) if both or place == at else side
                    for place, side in enumerate(self.sides)
                ),
            )
        first, _, second = value.partition(" ")
        number = int(first) if first.isdecimal() and len(first) < 5 else None
        side = self.sides[at]
        if key == "label":
            side = replace(side, label=value)
        elif key == "place" and number is not None:
            side = replace(side, layer=number, direction=second or "forward")
        elif key == "head" and number is not None and second.isdecimal() and len(second) < 5:
            side = replace(side, layer=number, head=int(second))
        return replace(self, sides=(*self.sides[:at], side, *self.sides[at + 1 :]))


@dataclass(frozen=True)
class Panel:
    """One model's inside: `traced`, or `failed`, or neither while it is being loaded."""

    side: Side
    architecture: str
    view: str = ""  # what is shown; empty where nothing is
    requested_view: str = ""  # the view that was asked for, where this model has no such thing
    traced: Trace | None = None
    word: int = 0  # to begin with, as the next two
    unit: int = 0
    sums: tuple[Equation, ...] = ()
    votes: Votes | None = None
    layers: LayersView | None = None
    code: Code | None = None
    failed: Exception | None = None

    @property
    def places(self) -> tuple[tuple[int, str], ...]:
        """The layers and directions that have states, in order of reading."""
        names = [name.split(".") for name in self.traced.arrays if name.endswith(".hidden")] if self.traced else []
        return tuple((int(name[0].removeprefix("layer")), name[1] if len(name) == 3 else "forward") for name in names)


@dataclass(frozen=True)
class InsideView:
    """What is seen of one model, or of two beside each other."""

    text: str
    task: str
    options: ViewOptions  # as it was fulfilled
    offered: tuple[str, ...]  # models to choose from
    views: tuple[str, ...]  # that at least one side has
    panels: tuple[Panel, ...] = field(default=())
    group: AllModelsView | None = None  # where the view is one of all chosen models


def look_inside(text: str, task: str, models: Sequence[str], options: ViewOptions) -> InsideView:
    """The inside of the chosen models, as far as they are loaded; the others are being loaded.

    Args:
        models: those that are chosen in the bar; they can be looked into, and the first look is into one of them.
    Raises:
        BadInput: the text is too long.
        NotFound: there is no such task.
    """
    kind = choose(TASKS, task, "task").key
    offered = _offered(kind, models)
    options = valid_options(_in_language(options, offered), offered, of_task(models, kind))
    kinds = [_views(side.model) for side in options.sides]
    found = tuple(view for view in ORDER if any(view in views for views in kinds)) + ALL_MODELS_VIEWS
    if not words(text):
        return InsideView(text, kind, options, offered, found)
    if options.view in ALL_MODELS_VIEWS:
        chosen = of_task(models, kind) or [side.model for side in options.sides]
        return InsideView(
            text, kind, options, offered, found, group=all_models_view(options.view, text, kind, chosen, options.word)
        )
    references = [side.model for side in options.sides]
    MODEL_LOADER.load(references)
    first = _panel(options.sides[0], options.view, text)
    panels = (first, *(_panel(side, options.view, text, first) for side in options.sides[1:]))
    return InsideView(text, kind, replace(options, sides=tuple(panel.side for panel in panels)), offered, found, panels)


def valid_options(options: ViewOptions, offered: Sequence[str], chosen: Sequence[str]) -> ViewOptions:
    """The options with models that are there, and a view that the first of them has unless the second one does."""
    sides = tuple(side for side in options.sides if side.model in offered)[:2]
    if not sides and (chosen or offered):
        sides = (Side(min(chosen or offered, key=_telling_place)),)
    kinds = [_views(side.model) for side in sides]
    if options.view in ALL_MODELS_VIEWS or any(options.view in views for views in kinds):
        return replace(options, sides=sides)
    return replace(options, view=kinds[0][0] if kinds and kinds[0] else "", sides=sides)


def equations_at(text: str, task: str, models: Sequence[str], options: ViewOptions, where: object) -> tuple[Panel, int]:
    """A panel with the equations of another word and unit, and on which side it stands.

    Args:
        where: `{"side": …, "word": …, "unit": …}`, from a browser.
    Raises:
        BadInput: there is no such side, word or unit.
    """
    given = where if isinstance(where, Mapping) else {}
    at, word, unit = (given.get(key) for key in ("side", "word", "unit"))
    kind = choose(TASKS, task, "task").key
    sides = valid_options(options, _offered(kind, models), of_task(models, kind)).sides
    if type(at) is not int or type(word) is not int or type(unit) is not int or not 0 <= at < len(sides):
        raise BadInput("There is nothing at this place. Choose a word and a unit of the map.", key="no-such-place")
    side = sides[at]
    checkpoint = load(side.model)
    sums = equations(checkpoint, traced(side.model, text), side.layer, word, unit, side.direction)
    return Panel(side, checkpoint.architecture, traced=traced(side.model, text), word=word, unit=unit, sums=sums), at


@lru_cache(maxsize=KEPT_TRACES)
def traced(reference: str, text: str) -> Trace:
    """A model's inner values for a text; the latest few are kept, since one look asks for them several times."""
    return _trace(reference, text)


@devices.on_gpu
def _trace(reference: str, text: str) -> Trace:
    return trace(load(reference), text)


def _offered(task: str, models: Sequence[str]) -> tuple[str, ...]:
    """Every model that can be looked into: the shipped ones of the languages that those of the bar read, those of the
    bar, and their untrained twins."""
    chosen = of_task(models, task)
    languages = dict.fromkeys([*filter(None, map(reads, chosen))] or [DEFAULT])
    of_languages = [one for language in languages for one in shipped(task, language, variant=None)]
    trained = [reference.removesuffix(UNTRAINED) for reference in (*of_languages, *chosen)]
    once = tuple(dict.fromkeys(trained))
    return once + tuple(reference + UNTRAINED for reference in once)


def _in_language(options: ViewOptions, offered: Sequence[str]) -> ViewOptions:
    """The options with the same architectures, where the text's language has become another one."""
    languages = dict.fromkeys(filter(None, map(reads, offered)))
    sides = []
    for side in options.sides:
        found = (counterpart(side.model, language) for language in languages)
        others = [new for new in found if new in offered]
        sides.append(replace(side, model=str(others[0])) if others and side.model not in offered else side)
    return replace(options, sides=tuple(sides))


def _views(reference: str) -> tuple[str, ...]:
    task, architecture = about(reference)
    facts = ARCHITECTURES.get(architecture)
    if facts is None:
        return ()
    tagger = facts.tagger_views is not None and task in TASKS and TASKS[task].per_word
    return facts.tagger_views if tagger and facts.tagger_views else facts.views


def _telling_place(reference: str) -> int:
    """How telling the best view of a model's architecture is; the lower, the more."""
    facts = ARCHITECTURES.get(about(reference)[1])
    return ORDER.index(facts.views[0]) if facts else len(ORDER)


def _panel(side: Side, view: str, text: str, beside: Panel | None = None) -> Panel:
    architecture = about(side.model)[1]

    def question() -> Panel:
        has = _views(side.model)
        if not has:
            load(side.model).must_read_words()
        found = traced(side.model, text)
        panel = Panel(side, architecture, traced=found)
        if not panel.places:  # there are no states to be seen
            has = tuple(one for one in has if one not in ("gates", "states"))
        shown = view if view in has else has[0]
        return _with_values(replace(panel, view=shown, requested_view="" if shown == view else view), beside)

    found = MODEL_LOADER.ask(side.model, question)
    return Panel(side, architecture, failed=found) if found is None or isinstance(found, Exception) else found


def _with_values(panel: Panel, beside: Panel | None) -> Panel:
    """The panel with a place that exists, a word and a unit to begin with, and the sums that belong to the view.

    The second of two panels begins with the word of the first.
    """
    found, side = panel.traced, panel.side
    assert found is not None
    given = beside.word if beside and beside.traced and beside.word < len(found.read) else None
    if panel.view == "layers":
        found_layers, layer_options = layers_view(side.model, found, side.layer_options)
        return replace(
            panel, side=replace(side, layer_options=layer_options), word=layer_options.word, layers=found_layers
        )
    if panel.view == "code":
        return replace(panel, code=code(side.model, found, side.layer_options.word))
    if panel.view == "filters":
        labels = found.labels
        best = labels[int(found.arrays["logits"].argmax())]
        side = replace(side, label=side.label if side.label in labels else best)
        return replace(panel, side=side, votes=votes(load(side.model), found, side.label))
    if (side.layer, side.direction) not in panel.places:
        layers = {layer for layer, _ in panel.places}
        layer = side.layer if side.layer in layers else max(layers)
        side = replace(side, layer=layer, direction=next(way for at, way in panel.places if at == layer))
    arrays = found.at(side.layer, side.direction)
    if panel.view == "attention":
        heads = len(arrays["attention"])
        side = replace(side, head=min(side.head, heads - 1))
        strongest = int(arrays["attention"][side.head].max(-1).argmax())
        return replace(panel, side=side, word=strongest if given is None else given)
    word, unit = _starting_place(arrays, side.direction, given)
    sums: tuple[Equation, ...] = ()
    facts = ARCHITECTURES[panel.architecture]
    if facts.equations and panel.view == facts.views[0]:
        sums = equations(load(side.model), found, side.layer, word, unit, side.direction)
    return replace(panel, side=side, word=word, unit=unit, sums=sums)


def _starting_place(arrays: dict[str, Any], direction: str, given: int | None) -> tuple[int, int]:
    """The word to begin with: where the forget gate closes most on what there is, else where the states change most."""
    states = arrays["hidden"]
    if len(states) < 2:
        return 0, int(np.abs(states[0]).argmax())
    if "cell" in arrays and "forget_gate" in arrays:
        lost = np.abs(before(arrays["cell"], direction)) * (1 - arrays["forget_gate"])
        first = 0 if direction == "forward" else len(states) - 1
        closed = np.where(np.arange(len(states)) == first, 2, arrays["forget_gate"].mean(-1))
        word = int(closed.argmin()) if given is None else given
        return word, int(lost[word].argmax())
    change = np.abs(states - before(states, direction))
    word = int(change.sum(-1).argmax()) if given is None else given
    return word, int(change[word].argmax())
