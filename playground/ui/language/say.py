"""Speaking out of a table of words, in a language.

Each folder of the page that shows text holds a `words.py` with a table, an entry a language, and the function that
`speaker` makes of it. Nothing here knows a tab, or HTML: whoever draws escapes.
"""

from typing import Protocol

FALLBACK = "en"  # speaks for a language that lacks a sentence

Words = dict[str, dict[str, str]]
"""Sentences by language and key; what stands in braces is filled in."""


class Say(Protocol):
    """Says the sentence of a key in a language."""

    def __call__(self, key: str, language: str, **values: object) -> str: ...


def speaker(*tables: Words) -> Say:
    """A function that says the sentences of these tables in a language, in English where the language lacks one.

    Args:
        tables: of two with the same key, the earlier one counts.
    """

    def say(key: str, language: str, **values: object) -> str:
        for spoken in (language, FALLBACK):
            for table in tables:
                if key in table.get(spoken, ()):
                    return table[spoken][key].format(**values)
        raise KeyError(key)

    return say
