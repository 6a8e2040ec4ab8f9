"""What a tab shows, as parts of the page's address: written into what is drawn, read by `address.js`.

Words, units and heads count from 0 and layers from 1, as in every answer of the commands. An address comes from
anybody, so each tab's `ViewOptions.from_address` takes from it what makes sense and nothing else.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from playground.ui.components.markup import safe


def address_attribute(parts: Mapping[str, object]) -> str:
    """The attribute by which the page's script finds the parts that a tab adds to the address; none for empty ones."""
    return f' data-address="{_written(parts)}"'


def call_attribute(parts: Mapping[str, object]) -> str:
    """The attribute with what an address leaves open and a program has to name, to be answered what is shown."""
    return f' data-call="{_written(parts)}"'


def _written(parts: Mapping[str, object]) -> str:
    return safe(urlencode({name: value for name, value in parts.items() if value not in ("", None)}))


def settings_part(settings: Iterable[tuple[str, object]]) -> str:
    """Several choices as one part: `name:value` with commas between them."""
    return ",".join(f"{name}:{value}" for name, value in settings)


def settings_of(part: str) -> list[tuple[str, str]]:
    """The names and values of such a part."""
    return [(name, value) for name, _, value in (one.partition(":") for one in part.split(",")) if name]
