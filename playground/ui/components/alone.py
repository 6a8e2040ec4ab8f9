"""The views that can be shown by themselves, in another page or a notebook, and the parts of an address each takes.

Plain data: the bar makes a frame's address from it, and `embed` reads one by it.
"""

from typing import NamedTuple

UNITS = ("layer", "word", "unit", "row", "order", "units")
BLOCKS = ("word", "target", "settings")


class View(NamedTuple):
    """A view that can be shown by itself."""

    tab: str  # of the page where it stands
    parts: tuple[str, ...] = ()  # that are its own, beside text, task, models, language and theme
    many: bool = False  # whether it shows several models

    def taken(self, beside: bool) -> tuple[str, ...]:
        """The parts that are its own, where a second model stands `beside` the first those of both: its parts begin
        with `beside_`. Only a view of one model takes a second one."""
        if self.tab != "inside" or self.many:
            return self.parts
        return (*self.parts, "beside", *(f"beside_{name}" for name in self.parts if beside))


VIEWS: dict[str, View] = {
    "compare": View("compare", many=True),
    "gates": View("inside", UNITS),
    "states": View("inside", UNITS),
    "attention": View("inside", ("layer", "head", "word")),
    "filters": View("inside", ("target", "filter")),
    "layers": View("inside", BLOCKS),
    "code": View("inside", BLOCKS),
    "memory": View("inside", ("word",), many=True),
    "path": View("inside", many=True),
    "explain": View("explain", ("by", "method", "baseline", "target", "word", "settings"), many=True),
}
"""By their names in an address; `compare` and `explain` are the tabs of these names."""
