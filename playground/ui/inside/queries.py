"""What Look inside asks: one or two models, a view of each, and what there is to see. Records; nothing is drawn here.

A visitor's choices are `ViewOptions` (`view_options.py`); `valid_options` replaces those that do not fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from playground import devices
from playground.checkpoints import SESSION, UNTRAINED, counterpart, load, shipped
from playground.errors import BadInput, choose
from playground.lenses.inside.cell_equations import equations
from playground.lenses.inside.filter_votes import Votes, votes
from playground.lenses.inside.notable_place import NotablePlace, notable_place
from playground.lenses.inside.trace import Trace, trace
from playground.models.architectures import ARCHITECTURES
from playground.models.equations import Equation
from playground.tasks import TASKS
from playground.text import words
from playground.text_language import DEFAULT, found_language
from playground.ui.inside.all_models.queries import ALL_MODELS_VIEWS, AllModelsView, all_models_view
from playground.ui.inside.code.queries import Code, code
from playground.ui.inside.layers.queries import LayersView, layers_view
from playground.ui.inside.view_options import NamedPlace, Side, ViewOptions
from playground.ui.model_loader import MODEL_LOADER
from playground.ui.selection import about, of_task, reads

ORDER = ("gates", "attention", "filters", "states", "layers", "code")
"""What can be seen of one model; the most telling first, by which a model is chosen before anybody has chosen one."""

KEPT_TRACES = 4


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
    notable: NotablePlace | None = None  # where a view of units is worth a look
    winners: tuple[int, ...] | None = None  # the word at which each unit is largest, where these maxima are pooled
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
    asked, options = options.view, current_options(text, kind, models, options)
    kinds = [views_of(side.model) for side in options.sides]
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
    if asked in ORDER and asked != options.view:
        first = replace(first, requested_view=asked)  # a model was chosen that has no such view
    panels = (first, *(_panel(side, options.view, text, first) for side in options.sides[1:]))
    return InsideView(text, kind, replace(options, sides=tuple(panel.side for panel in panels)), offered, found, panels)


def current_options(text: str, task: str, models: Sequence[str], options: ViewOptions) -> ViewOptions:
    """The options as they hold for a text and for the models of the bar.

    Raises:
        NotFound: there is no such task.
    """
    kind = choose(TASKS, task, "task").key
    offered, chosen = _offered(kind, models), of_task(models, kind)
    own = [one for one in chosen if one.startswith(SESSION) and _fits(one, text)]
    if own and not options.chosen and not any(side.model in own for side in options.sides):
        options = replace(options, sides=())  # a model of one's own has come since
    return valid_options(_in_language(options, offered), offered, sorted(chosen, key=lambda one: not _fits(one, text)))


def _fits(reference: str, text: str) -> bool:
    """Whether a model reads the text's language, as far as that is known."""
    return reads(reference) in ("", found_language(text) or reads(reference))


def valid_options(options: ViewOptions, offered: Sequence[str], chosen: Sequence[str]) -> ViewOptions:
    """The options with models that are there, and a view that the first of them has unless the second one does.

    Args:
        chosen: the models of the bar, the best one to look into first.
    """
    sides = tuple(side for side in options.sides if side.model in offered)[:2]
    if not sides and (chosen or offered):
        own = [one for one in chosen if one.startswith(SESSION)]
        sides = (Side(own[-1] if own else min(chosen or offered, key=_telling_place)),)
    kinds = [views_of(side.model) for side in sides]
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
    sides = current_options(text, task, models, options).sides
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


def views_of(reference: str) -> tuple[str, ...]:
    """What can be seen of one model, the most telling first; nothing where its architecture is not ours."""
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
        has = views_of(side.model)
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
    notable = notable_place(load(side.model), found, side.layer, side.direction, gates=panel.view == "gates")
    word, unit = _starting_place(panel, arrays["hidden"].shape[1], notable, given)
    sums: tuple[Equation, ...] = ()
    facts = ARCHITECTURES[panel.architecture]
    if facts.equations and panel.view == facts.views[0]:
        sums = equations(load(side.model), found, side.layer, word, unit, side.direction)
    winners = _winners(panel, side, arrays["hidden"])
    return replace(panel, side=side, word=word, unit=unit, notable=notable, winners=winners, sums=sums)


def _winners(panel: Panel, side: Side, hidden: np.ndarray) -> tuple[int, ...] | None:
    """The word at which each unit of the last layer is largest, where the prediction is read from these maxima."""
    config, facts = load(side.model).config, ARCHITECTURES[panel.architecture]
    pooled = facts.state_a_word and "readout" in (facts.reads or ()) and not config.per_word and "max" in config.readout
    if panel.view != "states" or not pooled or side.layer != max(layer for layer, _ in panel.places):
        return None
    return tuple(hidden.argmax(0).tolist())


def _starting_place(panel: Panel, units: int, notable: NotablePlace, beside: int | None) -> tuple[int, int]:
    """The word and the unit to begin with: those that an address names for this text, else the word of the other side,
    else those that are worth a look.

    Args:
        units: of the layer.
        beside: the word of the other side.
    """
    found, side = panel.traced, panel.side
    assert found is not None
    named = side.named if side.named and side.named.text == found.text else NamedPlace("", None, None)
    words = len(found.read)
    word = named.word if named.word is not None and named.word < words else beside
    if word is None:
        word = notable.word
    if named.unit is not None and named.unit < units:
        return word, named.unit
    if word == notable.word:
        return word, notable.unit
    place = notable_place(load(side.model), found, side.layer, side.direction, panel.view == "gates", word)
    return word, place.unit
