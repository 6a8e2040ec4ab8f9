"""Small files of films, and what is guessed of a file."""

from playground.data.examples import Examples
from playground.data.inspection import inspect
from playground.data.reading import check
from playground.data.sheet import Sheet

FILMS = (
    ("a warm little film", "good"),
    ("it never ends, and nothing happens", "bad"),
    ("I laughed and I cried", "good"),
    ("two hours that I will not get back", "bad"),
    ("see it with somebody you like", "good"),
    ("the sound is worse than the plot", "bad"),
)


def guessed(content: str | bytes, name: str = "a.csv") -> tuple[Sheet, Examples]:
    sheet = inspect(content if isinstance(content, bytes) else content.encode(), name)
    return sheet, check(sheet, sheet.guess).examples
