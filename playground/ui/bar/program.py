"""How a program asks for what the page shows now: the same call with curl, from Python and on the command line.

The calls are made from the parts of the page's address. Nothing here knows about gradio, and nothing is asked.
"""

import json
import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playground.checkpoints import SESSION
from playground.lenses.explain.methods import BASELINES, METHODS
from playground.tasks import TASKS

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
        query: the parts of the page's address.
        address: where the page is, without a query.
    """
    tab = query.get("tab", "")
    if tab == "finetune":
        return _training(query)
    verb, arguments, words = _VERBS.get(tab, _predict)(query)
    return Calls(_curl(address, verb, arguments), _python(address, verb, arguments), _command(verb, words))


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
    chosen |= {"target": query["target"]} if query.get("target", "*") != "*" else {}  # else each model's own answer
    place = _place(query)
    settings = [one.partition(".")[2].replace(":", "=", 1) for one in query.get("settings", "").split(",")]
    words = [word for name, value in chosen.items() for word in (f"--{name}", value)]
    words += ["--word", str(place)] if place is not None else []
    words += [word for setting in settings if setting for word in ("--param", setting)]
    arguments = {"model": model, "text": text, **chosen, **({} if place is None else {"word": place})}
    return "explain", arguments, ["--model", model, *words, *_text(text)]


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
