"""Texts of a visitor's own that one tab holds and others ask about: the tab that has them offers them under a name.

So no tab has to know another one. Nothing here is drawn or kept.
"""

from collections.abc import Callable

from playground.data.corpus import Corpus

_OFFERS: dict[str, Callable[[str | None], Corpus | None]] = {}


def offer(name: str, find: Callable[[str | None], Corpus | None]) -> None:
    """Let others have texts.

    Args:
        find: the texts of a session; None where it has none.
    """
    _OFFERS[name] = find


def taken(name: str, session: str | None) -> Corpus | None:
    """The texts that a session has under a name; None where there are none, or nobody offers such."""
    return _OFFERS[name](session) if name in _OFFERS else None
