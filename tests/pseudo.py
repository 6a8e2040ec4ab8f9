"""A language that only the tests know: every sentence of the page in ⟦ ⟧, so that what stands outside is seen.

It comes through the same door as any other: a line in `LANGUAGES`, an entry in every table.
"""

from typing import Any

from playground.models import ARCHITECTURES
from playground.ui.language import chinese
from playground.ui.language.languages import LANGUAGES, Language
from playground.ui.language.numbers import NUMBERS, Writing
from playground.ui.language.translations import TRANSLATIONS
from tests.page_words import tables

KEY = "qps"


def wrapped(table: Any) -> Any:
    """The same table with every text in brackets."""
    if isinstance(table, dict):
        return {key: wrapped(value) for key, value in table.items()}
    return tuple(map(wrapped, table)) if isinstance(table, tuple) else f"⟦{table}⟧"


def register() -> None:
    """Teach the page of this process the language."""
    LANGUAGES[KEY] = Language("⟦Pseudo⟧", "⟦Pseudo⟧", KEY)
    english = NUMBERS["en"]
    NUMBERS[KEY] = Writing(english.count, wrapped(english.milliseconds))
    TRANSLATIONS[KEY] = wrapped(chinese.TRANSLATIONS)
    words = [*tables().values(), *(facts.words for facts in ARCHITECTURES.values())]
    for table in words:
        table[KEY] = wrapped({**table["zh"], **table["en"]})  # type: ignore[index]
