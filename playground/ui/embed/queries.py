"""What a view by itself asks: the record that its tab draws, of models that are loaded. Nothing is drawn here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from playground.checkpoints import Description, admit, describe, load, shipped_for
from playground.errors import BadInput, NotApplicable, NotFound, choose
from playground.lenses.explain.methods import BASELINES, METHODS, with_defaults
from playground.lenses.inside.cell_equations import equations
from playground.lenses.inside.trace import within
from playground.tasks import TASKS
from playground.text import words
from playground.ui.compare.queries import Comparison, compare
from playground.ui.components.address import settings_of
from playground.ui.components.alone import VIEWS
from playground.ui.embed.views import Wanted, no_such_view
from playground.ui.explain import queries as explain_queries
from playground.ui.explain.queries import OWN, Explanations, explanations
from playground.ui.inside.all_models.queries import ALL_MODELS_VIEWS
from playground.ui.inside.queries import InsideView, Panel, look_inside, views_of
from playground.ui.inside.view_options import ViewOptions

Shown = Comparison | InsideView | Explanations

# ---- which models


def with_models(wanted: Wanted) -> Wanted:
    """The same with models and task: those named, or the shipped ones of the task in the text's language; of these, for
    a view of one model, the one whose most telling view it is.

    Raises:
        NotFound: there is no such model or task, or it has no such view.
        NotApplicable: the models do not do the task, or not the same one.
    """
    known = _with_first(wanted)
    if known.beside:
        _task(known, [describe(admit(known.beside))])
        if not views_of(known.beside):
            load(known.beside).must_read_words()
    return known


def _with_first(wanted: Wanted) -> Wanted:
    """The same with task and models, but for the one that stands beside."""
    if not wanted.models:
        task = choose(TASKS, wanted.task or next(iter(TASKS)), "task").key
        return wanted.told(_shipped(wanted, task), task)
    found = [describe(admit(one)) for one in wanted.models]
    task = _task(wanted, found)
    for one in wanted.models if VIEWS[wanted.view].tab == "inside" else ():
        _must_have(one, wanted.view)
    return wanted.told(wanted.models, task)


def _shipped(wanted: Wanted, task: str) -> tuple[str, ...]:
    """The shipped models that answer where none is named."""
    every = shipped_for(wanted.text, task)
    if VIEWS[wanted.view].many:
        return tuple(every)
    having = [one for one in every if wanted.view in views_of(one)]
    if not having:
        named = dict.fromkeys(view for one in every for view in views_of(one))
        raise no_such_view(f"No shipped model of the task {task}", wanted.view, tuple(named))
    return (min(having, key=lambda one: views_of(one).index(wanted.view)),)


def _task(wanted: Wanted, found: Sequence[Description]) -> str:
    """The task of the models."""
    task = choose(TASKS, wanted.task or found[0].task, "task").key
    for one in found:
        if one.task != task:
            raise NotApplicable(
                f"{one.id} does the task {one.task}, not {task}. Name models of one task, or leave the task out.",
                key="embed-task",
                model=one.id,
                task=one.task,
                given=task,
            )
    return task


def _must_have(reference: str, view: str) -> None:
    """Return where a model has a view."""
    has = views_of(reference)
    if not has:
        load(reference).must_read_words()
    if view not in ALL_MODELS_VIEWS and view not in has:
        raise no_such_view(reference, view, has)


# ---- what there is to see


def shown(wanted: Wanted) -> Shown:
    """The record that is drawn; every model of it is loaded.

    Raises:
        PlaygroundError: the view cannot be shown as it is asked for, or none of its models answers.
    """
    return _QUESTIONS[VIEWS[wanted.view].tab](wanted)


def changed(wanted: Wanted, change: str) -> Wanted:
    """What is wanted after a visitor's choice in a document.

    Args:
        change: what the page's scripts send as the event `option`, in JSON.
    Raises:
        BadInput: it is no JSON.
    """
    try:
        given = json.loads(change)
    except (ValueError, RecursionError):
        raise BadInput("The change is no JSON. Choose again in the picture.", key="embed-change") from None
    query = {**wanted.query, "view": wanted.view, "model": wanted.models[0]}
    if VIEWS[wanted.view].tab == "explain":
        after: Mapping[str, object] = explain_queries.ViewOptions.from_address(query).changed(given).address()
    else:
        after = ViewOptions.from_address(query).changed(given).address()
    kept = {name: value for name, value in wanted.parts if name not in after}
    own = {name: after.get(name, kept.get(name)) for name in VIEWS[wanted.view].taken(bool(wanted.beside))}
    return replace(wanted, parts=tuple((name, str(value)) for name, value in own.items() if value not in ("", None)))


def _compared(wanted: Wanted) -> Comparison:
    found = compare(wanted.text, wanted.task, wanted.models)
    _raise_where_all_failed([column.failed for column in found.columns])
    return found


def _inside(wanted: Wanted) -> InsideView:
    query = {**wanted.query, "view": wanted.view, "model": wanted.models[0]}
    if wanted.view in ALL_MODELS_VIEWS:
        _must_have_word(wanted)
        found = look_inside(wanted.text, wanted.task, wanted.models, ViewOptions.from_address(query))
        assert found.group is not None
        _raise_where_all_failed([member.failed for member in found.group.members])
        return found
    if wanted.beside and "word" in query:
        query.setdefault("beside_word", query["word"])
    options = ViewOptions.from_address({**query, "text": wanted.text})
    found = look_inside(wanted.text, wanted.task, wanted.every, options)
    _raise_where_all_failed([panel.failed for panel in found.panels])
    panels = []
    for panel, side in zip(found.panels, ("", "beside_"), strict=False):
        if not side and panel.failed is None and panel.view != wanted.view:  # the second one says what it shows instead
            has = tuple(one for one in views_of(panel.side.model) if one != wanted.view)
            raise no_such_view(panel.side.model, wanted.view, has)
        own = {name: query[side + name] for name in VIEWS[wanted.view].parts if side + name in query}
        panels.append(panel if panel.failed else _at(panel, own))
    return replace(found, panels=tuple(panels))


def _at(panel: Panel, query: Mapping[str, str]) -> Panel:
    """The panel at the layer, head, word and unit that were asked for.

    Raises:
        BadInput: there is no such one.
    """
    assert panel.traced is not None
    layer, _, direction = query.get("layer", "").partition(" ")
    if layer and (panel.side.layer, panel.side.direction) != (_layer(layer), direction or "forward"):
        panel.traced.at(_layer(layer), direction or "forward")
    if "head" in query:
        heads = panel.traced.at(panel.side.layer, panel.side.direction)["attention"]
        within(int(query["head"]), len(heads), "head")
    if "target" in query:
        choose(dict.fromkeys(panel.traced.labels), query["target"], "label")
    word, unit = int(query.get("word", panel.word)), int(query.get("unit", panel.unit))
    within(word, len(panel.traced.read), "word")
    if panel.view not in ("gates", "states"):
        return panel if panel.view in ("layers", "code") else replace(panel, word=word)
    hidden = panel.traced.at(panel.side.layer, panel.side.direction)["hidden"]
    within(unit, hidden.shape[-1], "unit")
    sums = panel.sums
    if sums and (word, unit) != (panel.word, panel.unit):
        side = panel.side
        sums = equations(load(side.model), panel.traced, side.layer, word, unit, side.direction)
    return replace(panel, word=word, unit=unit, sums=sums)


def _layer(given: str) -> int:
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 5 else 0


def _explained(wanted: Wanted) -> Explanations:
    query = wanted.query
    method = _method(query.get("method") or "integrated_gradients")
    choose(BASELINES, query.get("baseline") or "padding", "baseline")
    choose(dict.fromkeys(("models", "methods")), query.get("by") or "models", "way to compare (by)")
    for key, value in settings_of(query.get("settings", "")):
        of, _, parameter = key.partition(".")
        with_defaults(_method(of), {parameter: value})
    _must_have_word(wanted)
    labels = dict.fromkeys([OWN, *(label for one in wanted.models for label in describe(one).labels)])
    choose(labels, query.get("target") or OWN, "label")
    options = explain_queries.ViewOptions.from_address({**query, "method": method, "model": wanted.models[0]})
    work = explanations(wanted.text, wanted.task, wanted.models, options)
    while True:
        try:
            next(work)
        except StopIteration as finished:
            found: Explanations = finished.value
            break
    _raise_where_all_failed([row.failed for row in found.rows])
    return found


def _method(name: str) -> str:
    choose(METHODS, name, "method")
    return name


def _must_have_word(wanted: Wanted) -> None:
    """Return where the word that is asked about is there, and has an answer of its own."""
    word = int(wanted.query.get("word", 0))
    if word and not TASKS[wanted.task].per_word:
        raise NotApplicable(
            f"The task {wanted.task} has one label a text, so no word can be asked about. Leave the word out.",
            key="embed-no-word-asked",
            task=wanted.task,
        )
    within(word, len(words(wanted.text)), "word")


def _raise_where_all_failed(failures: Sequence[Exception | None]) -> None:
    """Raise the first failure where there is nothing else; beside what there is, each is said in its own place."""
    first = failures[0] if failures else NotFound("No model is named. Name one.", key="embed-no-model")
    if first is not None and all(failures):
        raise first


_QUESTIONS: dict[str, Callable[[Wanted], Shown]] = {"compare": _compared, "inside": _inside, "explain": _explained}
