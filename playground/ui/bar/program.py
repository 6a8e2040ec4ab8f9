"""How a program asks for what the page shows now: the same call with curl, from Python and on the command line.

The calls are made from the parts of the page's address. Nothing here knows about gradio, and nothing is asked.
"""

import json
import shlex
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playground.checkpoints import SESSION
from playground.errors import PlaygroundError
from playground.lenses.explain.methods import BASELINES, METHODS, with_defaults
from playground.tasks import TASKS
from playground.ui.components.address import settings_of

PLACEHOLDER = "sentiment-lstm"  # where no model is chosen


@dataclass(frozen=True)
class Calls:
    """One question in three ways, each ready to be run; empty where it cannot be asked that way."""

    curl: str
    python: str
    command: str


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
    return Calls(_curl(address, verb, arguments), _python(address, verb, arguments), command)


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
    return shlex.join(["python", "-m", "playground", verb, "--json", *words])


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


def _list(query: Mapping[str, str]) -> tuple[str, dict[str, Any], list[str]]:
    return "models", {}, []


_VERBS: dict[str, Callable[[Mapping[str, str]], tuple[str, dict[str, Any], list[str]]]] = {
    "compare": _predict,
    "inside": _trace,
    "explain": _explain,
    "edit": _edit,
    "models": _list,
}


def _training(query: Mapping[str, str]) -> Calls:
    """A training is asked for in Python and on the command line only: it takes longer than a call may."""
    task = _task(query)
    file = "sentences.conllu" if TASKS[task].per_word else "reviews.csv"
    made = f'playground.train(data="{file}", task="{task}", architecture="lstm", out="runs/mine")'
    words = ["train", "--data", file, "--task", task, "--architecture", "lstm", "--out", "runs/mine"]
    return Calls("", f"import playground\n\nsummary = {made}", shlex.join(["python", "-m", "playground", *words]))


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
