"""Small files of remarks on meals, and how a file is checked."""

from playground.data.inspection import inspect
from playground.data.reading import Checked, check

MEALS = (
    ("the food was warm and very good", "good"),
    ("nobody came to our table all night", "bad"),
    ("we will come back with friends soon", "good"),
    ("the soup was cold and far too salty", "bad"),
    ("what a lovely evening it has been", "good"),
    ("never again will I set foot there", "bad"),
)
ROOMS = (("房间很大服务也不错", "好"), ("太差了再也不来", "差"), ("早餐很好离车站近", "好"), ("隔音不好很吵", "差"))
FRENCH = (
    ("un café très agréable", "oui"),
    ("le thé était froid", "non"),
    ("à côté de la forêt", "oui"),
    ("fermé l'été", "non"),
)


def table(between: str = ",", header: str = "", last: bool = True, end: str = "\n", rows: object = MEALS) -> str:
    """Rows of text and label (or of label and text) with something between them."""
    cells = [(text, label) if last else (label, text) for text, label in rows]  # type: ignore[attr-defined]
    return end.join(([header] if header else []) + [between.join(row) for row in cells]) + end


TABLE = table(header="text,label")


def encoded(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def checked(name: str, content: str | bytes) -> Checked:
    sheet = inspect(encoded(content), name)
    return check(sheet, sheet.guess)
