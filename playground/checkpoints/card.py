"""The front matter of a model card: YAML of which only the plain part is read.

A card comes from anywhere, and YAML can say a lot in a few bytes: merge keys and aliases that multiply, tags that
construct objects, nesting without end. So it is read from the parser's events, one after the other: mappings,
sequences and scalars, the latter as they are written (no number, date or truth value is made of them), and nothing
else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml

MAX_BYTES = 2**16  # of a front matter
MAX_DEPTH = 20
_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)^---[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_Parser = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _Refused(Exception):
    """What a front matter holds that is not read."""


def split_front_matter(text: str) -> tuple[str, str]:
    """The front matter of a card without its marks, "" for none, and the Markdown behind it."""
    match = _FRONT.match(text)
    return (match[1], text[match.end() :].lstrip()) if match else ("", text)


def parse_front_matter(front: str) -> tuple[dict[str, Any], str]:
    """What a front matter says, each value as it is written, and why it is not read; "" where it is.

    Returns:
        Mappings, lists and strings. It is kept for the next who asks, and not to be changed.
    """
    size = len(front.encode())
    if size > MAX_BYTES:
        return {}, f"It has {size:,} bytes; at most {MAX_BYTES:,} are read."
    return _parse(front)


@lru_cache(maxsize=32)
def _parse(front: str) -> tuple[dict[str, Any], str]:
    """The front matter, read once."""
    if not front.strip():
        return {}, ""
    try:
        events = iter(yaml.parse(front, Loader=_Parser))
        next(events), next(events)  # stream and document
        found = _node(next(events), events, 0)
    except _Refused as refused:
        return {}, f"It holds {refused}, which is not read."
    except yaml.YAMLError:
        return {}, "It is not YAML."
    return (found, "") if isinstance(found, dict) else ({}, "It is not a mapping.")


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Any:
    """What begins with an event; the events up to its end are taken.

    Raises:
        _Refused: something that is not read.
    """
    if depth > MAX_DEPTH:
        raise _Refused(f"more than {MAX_DEPTH} levels")
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Refused("an anchor")
    if getattr(event, "tag", None):
        raise _Refused("a tag")
    if isinstance(event, yaml.ScalarEvent):
        return event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return [_node(one, events, depth + 1) for one in _until(events, yaml.SequenceEndEvent)]
    found = {}
    for one in _until(events, yaml.MappingEndEvent):
        key = _node(one, events, depth + 1)
        if not isinstance(key, str):
            raise _Refused("a key that is no text")
        if key == "<<":
            raise _Refused("a merge key")
        found[key] = _node(next(events), events, depth + 1)
    return found


def _until(events: Iterator[yaml.Event], end: type[yaml.Event]) -> Iterator[yaml.Event]:
    """The events before the one that ends a mapping or a sequence."""
    for event in events:
        if isinstance(event, end):
            return
        yield event
