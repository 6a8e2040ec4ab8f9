"""Made for the tests of this folder."""

from typing import Any

from playground.text import words
from playground.ui.edit.draft import Draft

TEXT = "the good, good film"


def begun(text: str = TEXT) -> Draft:
    return Draft().of(text)


def action(draft: Draft, name: str, word: int | None = None, value: Any = None) -> Draft:
    given: dict[str, Any] = {"action": name, "value": value}
    if word is not None:
        given |= {"word": word, "from": words(draft.now.text)[word].text}
    return draft.changed(given)
