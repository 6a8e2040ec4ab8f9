"""The languages of the page, in the order in which its switch goes round.

A language is a line here, an entry in every `words.py` and in every architecture's `facts.py`, one in `NUMBERS` and,
for what is written in English elsewhere, one in `TRANSLATIONS`. What it lacks there is said in English.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """What the page has to know of a language."""

    name: str  # in the language itself
    title: str  # in English
    html: str  # what the attribute `lang` says of a page in it
    separator: str = ", "  # between the things of a list


LANGUAGES = {
    "en": Language("English", "English", "en"),
    "zh": Language("中文", "Chinese", "zh-Hans", separator="、"),
}
"""By the primary subtag under which browsers ask for them (`zh` of `zh-TW`); the first where none is asked for."""


def following(language: str) -> str:
    """The language that the switch leads to."""
    every = list(LANGUAGES)
    return every[(every.index(language) + 1) % len(every)]
