"""How a program asks for what the page shows now: the same call with curl, from Python and on the command line; and how
another page or a notebook shows it.

The calls are made from the parts of the page's address. Nothing here knows about gradio, and nothing is asked.
"""

import html
import json
import shlex
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from playground.checkpoints import SESSION
from playground.errors import PlaygroundError
from playground.lenses.explain.methods import BASELINES, METHODS, with_defaults
from playground.tasks import TASKS
from playground.ui.components.address import settings_of
from playground.ui.components.alone import VIEWS

PLACEHOLDER = "sentiment-lstm"  # where no model is chosen


@dataclass(frozen=True)
class Calls:
    """One question in several ways, each ready to be run; empty where it cannot be asked that way."""

    curl: str
    python: str
    command: str
    embed: str = ""  # a frame for another page
    notebook: str = ""


def calls(query: Mapping[str, str], address: str) -> Calls:
    """The calls for what a tab shows.

    Args:
        query: the parts of the page's address, and what else a tab says of the call (`call_attribute`).
        address: where the page is, without a query.
    """
    tab = query.get("tab", "")
    if tab == "finetune":
        return _training(query)
    verb, arguments, words = _VERBS.get(tab, _predict)(query)
    only_here = any(flag == "--model" and word.startswith(SESSION) for flag, word in pairwise(words))
    command = "" if only_here else _command(verb, words)
    asked = (_curl(address, verb, arguments), _python(address, verb, arguments), command)
    parts = _shown_alone(query)
    return Calls(*asked, _embed(address, parts), _notebook(parts)) if parts else Calls(*asked)


def _curl(address: str, verb: str, arguments: Mapping[str, Any]) -> str:
    body = shlex.quote(json.dumps(arguments, ensure_ascii=False))
    return (
        f"event=$(curl -s {address}/gradio_api/call/v2/{verb} -H 'Content-Type: application/json' \\\n"
        f"  -d {body} | cut -d '\"' -f 4)\n"
        f"curl -sN {address}/gradio_api/call/{verb}/$event"
    )


def _python(address: str, verb: str, arguments: Mapping[str, Any]) -> str:
    given = "".join(f"    {name}={value!r},\n" for name, value in arguments.items())
    return (
        "from gradio_client import Client\n\n"
        f'client = Client("{address}")\n'
        f'answer = client.predict(\n{given}    api_name="/{verb}",\n)\nprint(answer)'
    )


def _command(verb: str, words: list[str]) -> str:
    command = "intervene" if verb in ("rank_parts", "carriers") else verb
    return shlex.join(["python", "-m", "playground", command, "--json", *words])


def _predict(query: Mapping[str, str]) -> tuple[str, dict[str, Any], list[str]]:
    text, task, models = query.get("text", ""), _task(query), _models(query)
    here = [model for model in models if not model.startswith(SESSION)]
    named = [word for model in here for word in ("--model", model)] or ["--task", task]
    return "predict", {"text": text, "task": task, "models": models}, [*named, *_text(text)]


def _trace(query: Mapping[str, str]) -> tuple[str, dict[str, Any], list[str]]:
    text, model = query.get("text", ""), _model(query)
    return "trace", {"model": model, "text": text}, ["--model", model, *_text(text)]


def _explain(query: Mapping[str, str]) -> tuple[str, dict[str, Any], list[str]]:
    text, model = query.get("text", ""), _model(query)
    method, baseline = query.get("method", ""), query.get("baseline", "")
    chosen = {
        "method": method if method in METHODS else "integrated_gradients",
        "baseline": baseline if baseline in BASELINES else "padding",
    }
    target = query.get("target", "")  # `*` is each model's own answer, as without a target
    chosen |= {"target": target} if target not in ("", "*") else {}
    place = _place(query)
    settings = _settings(query.get("settings", ""), chosen["method"])
    words = [word for name, value in chosen.items() for word in (f"--{name}", value)]
    words += ["--word", str(place)] if place is not None else []
    words += [word for name, value in settings.items() for word in ("--param", f"{name}={json.dumps(value)}")]
    arguments = {"model": model, "text": text, **chosen, **({} if place is None else {"word": place})}
    arguments |= {"parameters": settings} if settings else {}
    return "explain", arguments, ["--model", model, *words, *_text(text)]


def _settings(part: str, method: str) -> dict[str, Any]:
    """What was set of this method's parameters; what makes no sense is as if it were not there."""
    found: dict[str, Any] = {}
    for name, value in settings_of(part):
        of, _, parameter = name.partition(".")
        if of == method:
            with suppress(PlaygroundError):
                found[parameter] = with_defaults(method, {parameter: value})[parameter]
    return found


def _edit(query: Mapping[str, str]) -> tuple[str, dict[str, Any], list[str]]:
    text, models, place = query.get("text", ""), _models(query) or [PLACEHOLDER], _place(query)
    here = [model for model in models if not model.startswith(SESSION)]
    words = [word for model in here for word in ("--model", model)]
    words += ["--word", str(place)] if place is not None else []
    arguments = {"models": models, "text": text, **({} if place is None else {"word": place})}
    return "edit", arguments, [*words, *_text(text)]


def _intervene(query: Mapping[str, str]) -> tuple[str, dict[str, Any], list[str]]:
    text, model, other, place = query.get("text", ""), _model(query), query.get("beside", ""), _place(query)
    named = ["--model", model]
    word: dict[str, Any] = {} if place is None else {"word": place}
    word |= {"target": query["target"]} if query.get("target") else {}
    options = [part for name, value in word.items() for part in (f"--{name}", str(value))]
    if query.get("view") == "twin":
        words = [*named, "--twin", other, *options, *_text(text)]
        return "carriers", {"model": model, "text": text, "twin": other, **word}, words
    changes = _changes(query.get("edits", ""))
    if not changes:
        words = [*named, "--rank", *options, *_text(text)]
        return "rank_parts", {"model": model, "text": text, **word}, words
    source = {"source": other} if other else {}
    words = [*named, *(part for one in changes for part in ("--set", one)), *(["--from", other] if other else [])]
    return "intervene", {"model": model, "text": text, "changes": changes, **source}, [*words, *_text(text)]


def _changes(part: str) -> list[str]:
    """The changes that an address names; what makes no sense is as if it were not there."""
    try:
        found = json.loads(part or "[]")
    except (ValueError, RecursionError):
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _list(query: Mapping[str, str]) -> tuple[str, dict[str, Any], list[str]]:
    return "models", {}, []


_VERBS: dict[str, Callable[[Mapping[str, str]], tuple[str, dict[str, Any], list[str]]]] = {
    "compare": _predict,
    "inside": _trace,
    "explain": _explain,
    "edit": _edit,
    "intervene": _intervene,
    "models": _list,
}


def _training(query: Mapping[str, str]) -> Calls:
    """A training is asked for in Python and on the command line only: it takes longer than a call may."""
    task = _task(query)
    file = "sentences.conllu" if TASKS[task].per_word else "reviews.csv"
    made = f'playground.train(data="{file}", task="{task}", architecture="lstm", out="runs/mine")'
    words = ["train", "--data", file, "--task", task, "--architecture", "lstm", "--out", "runs/mine"]
    return Calls("", f"import playground\n\nsummary = {made}", shlex.join(["python", "-m", "playground", *words]))


# ---- one view by itself

IN_PYTHON = ("word", "unit", "head")  # numbers there
SHOW_TAKES = (*IN_PYTHON, "task", "language", "theme", "target", "method", "baseline", "by", "settings", "beside")
FRAME_HEIGHT = 900


def _shown_alone(query: Mapping[str, str]) -> dict[str, str]:
    """The parts of the address of a view by itself; none where the tab has no such view, or only this visit's model."""
    tab, text = query.get("tab", ""), query.get("text", "")
    view = query.get("view", "") if tab == "inside" else tab
    if view not in VIEWS or VIEWS[view].tab != tab or not text.strip():
        return {}
    named = _models(query) if VIEWS[view].many and query.get("by") != "methods" else [_model(query)]
    models = [one for one in named if not one.startswith(SESSION)]
    if named and not models:
        return {}
    parts = {"text": text, "view": view, "task": _task(query), "models": ",".join(models)}
    beside = query.get("beside", "")
    own = VIEWS[view].taken(bool(beside)) if not beside.startswith(SESSION) else VIEWS[view].parts
    parts |= {name: query.get(name, "") for name in (*own, "theme")} | {"language": query.get("lang", "")}
    return {name: value for name, value in parts.items() if value and (name, value) != ("word", "0")}


def _embed(address: str, parts: Mapping[str, str]) -> str:
    """The frame, and the lines that make it as tall as what it holds."""
    source = html.escape(f"{address}/embed?{urlencode(parts)}")
    title = html.escape(" ".join(parts["text"].split())[:80])
    return (
        f'<iframe src="{source}"\n  title="{title}" loading="lazy" allow="clipboard-write"\n'
        f'  style="width:100%;height:{FRAME_HEIGHT}px;border:0"></iframe>\n'
        "<script>\n"
        'addEventListener("message", ({ source, data }) => {\n'
        '  if (data?.playground === "height")\n'
        '    for (const frame of document.querySelectorAll("iframe"))\n'
        "      if (frame.contentWindow === source) frame.style.height = `${data.height}px`;\n"
        "});\n"
        "</script>"
    )


def _notebook(parts: Mapping[str, str]) -> str:
    given = dict(parts)
    text, view = given.pop("text"), given.pop("view")
    models = given.pop("models", "").split(",")
    arguments: dict[str, object] = {"view": view}
    if models != [""]:
        arguments["model"] = models if len(models) > 1 else models[0]
        given.pop("task")
    if "layer" in given:
        layer, _, direction = given.pop("layer").partition(" ")
        arguments |= {"layer": int(layer)} if layer.isdecimal() and len(layer) < 5 else {}
        arguments |= {"direction": direction} if direction else {}
    for name, value in given.items():
        if name in SHOW_TAKES:
            arguments[name] = int(value) if name in IN_PYTHON and value.isdecimal() and len(value) < 6 else value
    written = "".join(f", {name}={value!r}" for name, value in arguments.items())
    return f"import playground as pg\n\npg.show({text!r}{written})"


# ---- parts of the calls


def _text(text: str) -> list[str]:
    """A text behind the options; one that begins with a dash would be taken for an option."""
    return ["--", text] if text.startswith("-") else [text]


def _task(query: Mapping[str, str]) -> str:
    task = query.get("task", "")
    return task if task in TASKS else "sentiment"


def _models(query: Mapping[str, str]) -> list[str]:
    return [model for model in query.get("models", "").split(",") if model]


def _model(query: Mapping[str, str]) -> str:
    """The one model that is looked at, else the first that is chosen."""
    return query.get("model") or next(iter(_models(query)), PLACEHOLDER)


def _place(query: Mapping[str, str]) -> int | None:
    """The word that is asked about, where each word has an answer."""
    word = query.get("word", "")
    return int(word) if TASKS[_task(query)].per_word and word.isdecimal() and len(word) < 6 else None
