"""The page's words of an architecture: what its facts say, in a language.

Facts may hold sentences under the page's own keys: names of parts that only this architecture has, and sentences that
it says better of itself than the page says of all.
"""

from playground.models.architectures import ARCHITECTURES
from playground.ui.language.say import Say


def words_of(architecture: str, speak: Say, key: str, language: str, **values: object) -> str:
    """A sentence as an architecture says it of itself, else as the page says it of all.

    Args:
        speak: the page's words.
    """
    facts = ARCHITECTURES.get(architecture)
    own = facts.sentence(key, language) if facts else ""
    return own.format(**values) if own else speak(key, language, **values)


def words_if_known(speak: Say, key: str, language: str, **values: object) -> str:
    """A sentence of the page, or of an architecture that brings it along; empty where nobody has written it."""
    try:
        return speak(key, language, **values)
    except KeyError:
        own = next(filter(None, (facts.sentence(key, language) for facts in ARCHITECTURES.values())), "")
        return own.format(**values)


def readable(name: str) -> str:
    """The name of a part that nobody has named, as its code has it: update_gate becomes “update gate”."""
    return name.replace("_", " ")


def translated(key: str, language: str) -> str:
    """What an architecture brings along for a sentence that is written in English elsewhere; empty in English."""
    return next(filter(None, (facts.words.get(language, {}).get(key) for facts in ARCHITECTURES.values())), "")
