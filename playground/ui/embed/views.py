"""What can be shown by itself, and what is asked for: the parts of an address, checked. Nothing is worked out here.

The page takes from an address what makes sense and leaves the rest, since a visitor can see and change what they get.
Here nobody can, so whatever does not fit is an error that says what does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from playground.errors import BadInput, NotFound, choose, shown
from playground.text import words
from playground.ui.components.alone import VIEWS
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.say import FALLBACK

THEMES = dict.fromkeys(("auto", "light", "dark"))
MOST_WORDS = 512  # of a text, so that a document stays one that can be sent by mail
MOST_MODELS = 8
COMMON = ("text", "view", "task", "models", "model", "language", "lang", "theme")
NUMBERS = ("word", "unit", "head")  # parts that count from 0
LARGEST = 9_999
CHANGE = "change"  # what a control of a document asks for, from the server that sent it


@dataclass(frozen=True)
class Wanted:
    """What is to be shown."""

    text: str
    view: str
    models: tuple[str, ...] = ()  # empty: the shipped ones of the task in the text's language
    task: str = ""  # empty: that of the models
    language: str = FALLBACK  # of the page's words
    theme: str = "auto"
    parts: tuple[tuple[str, str], ...] = ()  # of an address, those that the view takes

    @property
    def beside(self) -> str:
        """The second model; empty where there is none."""
        return self.query.get("beside", "")

    @property
    def every(self) -> tuple[str, ...]:
        """All models that are named, the second one last."""
        return (*self.models, self.beside) if self.beside else self.models

    @property
    def query(self) -> dict[str, str]:
        """The parts that are the view's own, by name."""
        return dict(self.parts)

    def address(self, more: Mapping[str, object]) -> str:
        """The query of an address that asks for this.

        Args:
            more: the view's own parts as they were fulfilled.
        """
        own = {name: str(value) for name, value in more.items() if value not in ("", None)}
        taken = {name: own[name] for name in VIEWS[self.view].taken(bool(own.get("beside"))) if name in own}
        rest = {"language": self.language, **({} if self.theme == "auto" else {"theme": self.theme})}
        given = {"text": self.text, "view": self.view, "task": self.task, "models": ",".join(self.models)}
        return urlencode(given | taken | rest)

    def told(self, models: tuple[str, ...], task: str) -> Wanted:
        """The same with models and task that are known by now."""
        return replace(self, models=models, task=task)


def wanted(query: Mapping[str, str], language: str = FALLBACK) -> Wanted:
    """What the parts of an address ask for.

    Args:
        language: of the page's words, where the address names none.
    Raises:
        NotFound: a part, a view, a language or a theme that there is not; the message names those that there are.
        BadInput: a text that cannot be shown, or a number that is none.
    """
    given = {name: value for name, value in query.items() if not name.startswith("__")}  # those are the host's
    view = given.get("view") or next(iter(VIEWS))
    own = choose(VIEWS, view, "view").taken(bool(given.get("beside")))
    for name in given:
        choose(dict.fromkeys((*COMMON, *own)), name, "part of this view's address")
    asked = given.get("language") or given.get("lang") or language
    choose(LANGUAGES, asked, "language of the page")
    theme = given.get("theme") or "auto"
    choose(THEMES, theme, "theme")
    for name in NUMBERS:
        for either in (name, f"beside_{name}"):
            _number(either, given.get(either))
    return Wanted(
        text=_text(given.get("text")),
        view=view,
        models=_models(view, given),
        task=given.get("task", ""),
        language=asked,
        theme=theme,
        parts=tuple((name, given[name]) for name in own if given.get(name)),
    )


def _text(given: str | None) -> str:
    """The text, if it can be shown."""
    if not given or not given.strip():
        raise BadInput("There is no text. Give one, such as text=Not+bad+at+all.", key="embed-no-text")
    count = len(words(given))
    if not count:
        raise BadInput(f"The text {shown(given)} has no word. Give one that has.", key="embed-no-word", given=given)
    if count > MOST_WORDS:
        raise BadInput(
            f"The text has {count:,} words. A view by itself shows at most {MOST_WORDS:,}. Shorten it, or look at "
            "it on the page.",
            key="embed-words",
            given=count,
            allowed=MOST_WORDS,
        )
    return given


def _models(view: str, given: Mapping[str, str]) -> tuple[str, ...]:
    """The models that are named; of one that is looked at before the others (`model`) only that one."""
    every = [one.strip() for one in given.get("models", "").split(",") if one.strip()]
    first = given.get("model", "").strip()
    found = tuple(dict.fromkeys([first] if first else every))
    if not VIEWS[view].many and len(found) > 1:
        raise BadInput(
            f"The view {view} shows one model, and {len(found)} are named. Name one of them.",
            key="embed-one-model",
            view=view,
            given=len(found),
        )
    if len(found) > MOST_MODELS:
        raise BadInput(
            f"{len(found)} models are named. At most {MOST_MODELS} are shown beside each other. Name fewer.",
            key="embed-models",
            given=len(found),
            allowed=MOST_MODELS,
        )
    return found


def _number(name: str, given: str | None) -> None:
    if given and not (given.isascii() and given.isdecimal() and int(given[:6]) <= LARGEST):
        raise BadInput(
            f"{name} is {shown(given)}. It has to be a whole number from 0 to {LARGEST:,}, counted from 0.",
            key="embed-number",
            name=name,
            given=shown(given),
            allowed=LARGEST,
        )


def no_such_view(reference: str, view: str, has: tuple[str, ...]) -> NotFound:
    """The error where a model has no such view."""
    named = ", ".join(has) or "none"
    return NotFound(
        f"{reference} has no view {view}. It has: {named}. Choose one of these, or another model.",
        key="embed-view",
        model=reference,
        view=view,
        allowed=named,
    )
