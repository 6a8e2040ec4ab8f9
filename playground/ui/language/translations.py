"""What is written in English where it belongs (tasks, tags, errors and more), said in another language.

`TRANSLATIONS` holds a table a language, by kind and key. What a language lacks is said in English. Nothing here knows
a tab, or HTML: whoever draws escapes.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

from playground.errors import PlaygroundError
from playground.lenses.predict.caution import CAUTIONS, Caution
from playground.tasks import TASKS, UPOS, UPOS_EXAMPLES
from playground.ui.language import chinese
from playground.ui.language.architectures import translated
from playground.ui.language.languages import LANGUAGES
from playground.ui.language.words import say

TRANSLATIONS: dict[str, Mapping[str, Mapping[Any, Any]]] = {"zh": chinese.TRANSLATIONS}

Text = TypeVar("Text")


def translation(language: str, kind: str, key: object, english: Text) -> Text:
    """What stands for an English text in a language; the English where the language has nothing.

    Args:
        kind: a table of `TRANSLATIONS`, such as "methods".
        key: in that table.
    """
    found: Text = TRANSLATIONS.get(language, {}).get(kind, {}).get(key, english)
    return found


def language_title(key: str, language: str) -> str:
    """What a language is called in another one."""
    return translation(language, "languages", key, LANGUAGES[key].title)


def label(name: str, language: str) -> str:
    """A label of a model as the page writes it; labels of people's own models stay as they are."""
    return translation(language, "labels", name, name)


def task(key: str, language: str) -> str:
    """The title of a task."""
    return translation(language, "tasks", key, TASKS[key].title)


def tag(name: str, language: str, text_language: str | None = None) -> str:
    """What a part-of-speech tag means, with examples; empty for a tag of somebody's own.

    Args:
        text_language: of the texts, from which the examples are; English unless there are some of it.
    """
    told = translation(language, "tags", name, UPOS.get(name, ""))
    examples = UPOS_EXAMPLES.get(text_language or "", {}).get(name)
    if not told or examples is None:
        return told
    meaning = re.split(r"(?<=[:：])", told)[0]
    return f"{meaning}{' ' * meaning.endswith(':')}{LANGUAGES[language].separator.join(examples)}"


def caution(told: Caution, language: str) -> str:
    """Why an answer says little about a text."""
    name = next((key for key, one in CAUTIONS.items() if one == told), told.key)
    return translation(language, "cautions", name, told.sentence)


def error(problem: Exception, language: str, english: str = "") -> str:
    """An error in a language: what stands there for its key, or the sentence it was raised with.

    Args:
        english: in place of that sentence.
    """
    if not isinstance(problem, PlaygroundError):
        return say("internal", language, kind=type(problem).__name__)
    return _filled(language, problem.key, problem.values) or english or str(problem)


class Sentence(Protocol):
    """What can be said in another language: an English sentence with a key and its values."""

    @property
    def sentence(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


def in_language(sentence: Sentence, language: str, **named: str) -> str:
    """What is said of a file or of a training, in a language: what stands there for its key, or the English sentence.

    Args:
        named: values as the language names them, in place of those that the sentence carries.
    """
    return _filled(language, sentence.key, {**sentence.values, **named}) or sentence.sentence


def _filled(language: str, key: str, values: Mapping[str, Any]) -> str:
    """The sentence of a key with its values; empty where the language has none."""
    written = translation(language, "sentences", key, "") or translated(key, language)
    separator = LANGUAGES[language].separator if written else ""
    return written.format_map(_Blank({name: _listed(value, separator) for name, value in values.items()}))


class _Blank(dict[str, object]):
    """Values of an error; a value that it does not carry is left out of the sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


def _listed(value: object, separator: str) -> object:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return f"{value:,}" if type(value) is int and value > 9999 else value
    return separator.join(map(str, value))
