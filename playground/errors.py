"""What goes wrong in a way that the caller can mend: what was given, what is allowed, what to do next.

An error is an English sentence with a key and its values, so that the page can say the same in another language while
the command line and the HTTP API print the sentence as it is. Nothing here knows where an error will be shown.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

Value = TypeVar("Value")

SHOWN_CHARACTERS = 60  # of what was given, so that a long input does not fill the message
SHOWN_ALTERNATIVES = 20


class PlaygroundError(Exception):
    """Whatever the caller can mend; anything else that is raised is a mistake of ours.

    Attributes:
        key: names the sentence, for instance `row-no-label`; translations are found by it.
        values: what the sentence mentions, by name.
    """

    def __init__(self, message: str, *, key: str, **values: Any) -> None:
        super().__init__(message)
        self.key = key
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        # ZeroGPU hands exceptions from one process to another, which by default forgets keyword arguments.
        return partial(type(self), str(self), key=self.key, **self.values), ()


class BadInput(PlaygroundError):
    """A text, a file, an argument or a setting that cannot be used as it is."""


class NotFound(PlaygroundError):
    """A name that stands for nothing here."""


class NotApplicable(PlaygroundError):
    """A known name that does not fit this model or task; the message says why."""


class BadCheckpoint(PlaygroundError):
    """A checkpoint whose files are missing, malformed or do not belong together."""


class Unreachable(PlaygroundError):
    """A server that does not answer, or not as it should; asked again later, it may."""


class TooSlow(PlaygroundError):
    """An answer that was not there in time; the work was ended. Asked for less, it may be."""


class Busy(PlaygroundError):
    """More is asked than can be answered now; `values["seconds"]` says after how many seconds to ask again."""


def shown(given: object) -> str:
    """What was given, quoted, on one line and cut to a length that a message can hold."""
    quoted = repr(given[: 2 * SHOWN_CHARACTERS] if isinstance(given, str) else given)
    return quoted if len(quoted) <= SHOWN_CHARACTERS else f"{quoted[: SHOWN_CHARACTERS - 2]}…{quoted[0]}"


def choose(table: Mapping[str, Value], key: object, what: str) -> Value:
    """The entry of a table, by its key.

    Args:
        what: the kind of thing the table holds, in the singular: "task".
    Raises:
        NotFound: the table has no such key; the message names those that it has, in the table's order.
    """
    if isinstance(key, str) and key in table:
        return table[key]
    names = list(table)
    allowed = ", ".join(names[:SHOWN_ALTERNATIVES]) or "none"
    if len(names) > SHOWN_ALTERNATIVES:
        allowed += f" and {len(names) - SHOWN_ALTERNATIVES} more"
    raise NotFound(
        f"There is no {what} {shown(key)}. Choose one of: {allowed}.",
        key="no-such-name",
        what=what,
        given=shown(key),
        allowed=allowed,
    )
