"""How large a file may be: on the command line, and on the page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bounds:
    """How large a file may be.

    Attributes:
        bytes: unpacked.
        characters: of a cell.
        labels: different ones.
    """

    bytes: int
    rows: int
    columns: int
    characters: int
    labels: int


COMMAND_LINE = Bounds(bytes=256 * 2**20, rows=2_000_000, columns=200, characters=100_000, labels=200)
PAGE = Bounds(bytes=20 * 2**20, rows=50_000, columns=50, characters=20_000, labels=100)
