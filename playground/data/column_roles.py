"""Which column of a table is the text and which the label, and whether its first row names them.

A text is long and seldom the same twice; a label is short and often the same. Names help where there are any. Nothing
here knows about files.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from playground.data.bounds import Bounds
from playground.data.labels import is_number

ABOVE = 5  # rows may stand above the header
SAMPLE_ROWS = 400  # from which the mean length of a column's cells is worked out
TEXT_NAMES = frozenset(
    {
        *("text", "texts", "sentence", "sentences", "review", "reviews", "content", "contents", "comment", "comments"),
        *("tweet", "message", "messages", "sms", "body", "question", "description", "document", "phrase", "utterance"),
        *("post", "headline", "abstract", "v2", "文本", "内容", "评论", "句子", "正文", "评价"),
    }
)
_LABEL_NAMES = frozenset(
    {
        *("label", "labels", "class", "classes", "category", "categories", "sentiment", "target", "rating", "ratings"),
        *("star", "stars", "score", "polarity", "emotion", "emotions", "topic", "intent", "tag", "kind", "type", "v1"),
        *("标签", "类别", "情感", "分类", "评分", "星级"),
    }
)
_OTHER_NAMES = frozenset(
    {"id", "ids", "url", "date", "time", "created", "count", "length", "confidence", "lang", "user", "index", "gold"}
)
_SURE_LABELS = frozenset({"gold_label", "goldlabel", "gold label", "gold-label", "label_gold"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORD = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\s\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+"
)


@dataclass(frozen=True)
class Column:
    """A column of a file.

    Attributes:
        name: what the header calls it; "" where there is no header.
        number: counted from 1, as a spreadsheet counts.
        filled: rows in which it is not empty.
        distinct: different values.
        mean_words: words a filled cell, from a sample; a Han or kana character is a word.
        examples: up to three different values, cut to a line.
        looks: "text", "label", "other" or "empty".
    """

    name: str
    number: int
    filled: int
    distinct: int
    mean_words: float
    examples: tuple[str, ...]
    looks: str


def describe_columns(rows: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[Column, ...]:
    """The columns of the rows below the header; those at the end in which nothing stands are left out."""
    common = Counter(len(row) for row in rows).most_common(1)
    width = common[0][0] if common else len(names)
    cells = [[row[at] if at < len(row) else "" for row in rows] for at in range(max(width, len(names)))]
    while len(cells) > 1 and not any(cell.strip() for cell in cells[-1]) and not any(names[len(cells) - 1 :]):
        cells.pop()
    return tuple(describe_column(column, at, names[at] if at < len(names) else "") for at, column in enumerate(cells))


def describe_column(cells: Sequence[str], at: int, name: str = "") -> Column:
    """A column by its cells below the header, looking like nothing in particular yet."""
    filled = [cell for cell in cells if cell.strip()]
    different = dict.fromkeys(map(str.strip, filled))
    step = max(1, len(filled) // SAMPLE_ROWS)
    sample = filled[::step]
    words = sum(len(_WORD.findall(cell[:2000])) for cell in sample) / max(1, len(sample))
    examples = tuple(" ".join(cell[:200].split())[:80] for cell in list(different)[:3])
    return Column(name, at + 1, len(filled), len(different), words, examples, "other")


def guess_text_and_label(
    columns: Sequence[Column], names: Sequence[str], bounds: Bounds, text: int | None = None, label: int | None = None
) -> tuple[int | None, int | None]:
    """The indices of the likeliest text and the likeliest label, None where no column is likely.

    Args:
        names: what the first row says, whether or not it is a header.
        text, label: where they are given.
    """
    called = [names[at].strip() if at < len(names) else "" for at in range(len(columns))]
    exact = [name.casefold() for name in called]
    if text is None and "text" in exact and exact.index("text") != label:
        text = exact.index("text")
    if label is None and (sure := [at for at, name in enumerate(exact) if name in _SURE_LABELS and at != text]):
        label = sure[0]
    if label is None and "label" in exact and exact.index("label") != text:
        label = exact.index("label")
    if text is None:
        texts = {at: _text_score(column, called[at]) for at, column in enumerate(columns) if at != label}
        text = _highest(texts)
    if label is None:
        rows = max(column.filled for column in columns)
        ends = (0, len(columns) - 1)
        labels = {at: _label_score(column, called[at], rows, at in ends, bounds) for at, column in enumerate(columns)}
        labels.pop(text if text is not None else -1, None)
        label = _highest(labels)
    return text, label


def _highest(scores: dict[int, float]) -> int | None:
    """The index with the highest score above 0, None where there is none."""
    best = max(scores, key=lambda at: scores[at], default=None)
    return best if best is not None and scores[best] > 0 else None


def _words_of_name(name: str) -> set[str]:
    """The words of a column's name: those of airline_sentiment, or of airlineSentiment."""
    return set(re.split(r"[\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).casefold()))


def _text_score(column: Column, name: str) -> float:
    """How much a column looks like a text: long, and seldom the same twice. Not above 0: it cannot be one."""
    if not column.filled or all(is_number(cell) or _is_address(cell) or _is_date(cell) for cell in column.examples):
        return 0.0
    parts = _words_of_name(name)
    score = column.mean_words * (0.1 + column.distinct / column.filled)
    text = "".join(column.examples)
    if 4 * sum(letter.isdigit() for letter in text) > len(text):
        score /= 10  # dates
    if parts & _OTHER_NAMES:
        return score / 10
    if parts & _LABEL_NAMES and column.mean_words < 3:
        return score / 10
    return score * (3 if parts & TEXT_NAMES else 1)


def _label_score(column: Column, name: str, rows: int, outer: bool, bounds: Bounds) -> float:
    """How much a column looks like a label: short, and often the same. Not above 0: it cannot be one."""
    parts = _words_of_name(name)
    named = bool(parts & _LABEL_NAMES) and not parts & _OTHER_NAMES
    few = min(bounds.labels, max(2, column.filled // 2))
    if not column.filled or column.distinct > few or column.mean_words > 5:
        return 0.0
    if column.distinct < 2 and not named:
        return 0.05 if column.filled == rows and column.mean_words <= 3 else 0.0
    score = 1.0 + 2 * named + 0.3 * outer - 0.2 * column.mean_words
    score -= 0.5 * bool(parts & _OTHER_NAMES) + 0.5 * any("." in cell and is_number(cell) for cell in column.examples)
    score -= 0.05 * all(map(is_number, column.examples))  # a name says more than its number
    score *= column.filled / max(1, rows)  # a column that is mostly empty is no label
    return max(0.01, score - 0.15 * math.log2(column.distinct))


def _is_date(cell: str) -> bool:
    """Whether a cell is a date, a time, a version or the like: digits, and no word but names of months and days."""
    words = re.findall(r"[^\W\d_]+", cell.lower())
    named = all(word[:3] in (*_MONTHS, *_DAYS) or word in ("t", "z", "am", "pm", "utc", "gmt") for word in words)
    return any(letter.isdigit() for letter in cell) and named and len(words) <= 4


def _is_address(cell: str) -> bool:
    """Whether a cell is a link or an e-mail address and nothing else."""
    return re.fullmatch(r"(https?://|www\.)\S+|\S+@\S+\.\S+", cell.strip()) is not None


def classify_columns(
    columns: Sequence[Column], text: int | None, label: int | None, names: Sequence[str], bounds: Bounds
) -> list[str]:
    """What each column looks like, the chosen ones included."""
    rows = max(column.filled for column in columns)
    found = []
    for at, column in enumerate(columns):
        name = names[at] if at < len(names) else ""
        if not column.filled:
            found.append("empty")
        elif at == text or (at != label and _is_text(column, rows)):
            found.append("text" if at == text or _text_score(column, name) > 1 else "other")
        elif at == label or _label_score(column, name, rows, False, bounds) > 0.3:
            found.append("label")
        else:
            found.append("other")
    return found


def _is_text(column: Column, rows: int) -> bool:
    """Whether a column is long, mostly filled, and seldom the same twice."""
    return column.mean_words >= 3 and 2 * column.distinct > column.filled and 4 * column.filled > rows


def is_header(
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    columns: Sequence[Column],
    text: int | None,
    label: int | None,
) -> bool:
    """Whether the first row names the columns.

    It does where it says text and label, or one of them unless that occurs again in its column, as labels do. It does
    not where its label occurs again below. Else it has to look like names: short, different from each other, no
    numbers, and not like the texts below.
    """
    filled = [name for name in names if name]
    folded = [name.casefold() for name in filled]
    exact = {"text", "label"} & set(folded)
    if exact:
        at = [name.casefold() for name in names].index(min(exact))
        return len(exact) == 2 or not any(
            len(row) > at and row[at].strip() == names[at] and [cell.strip() for cell in row] != list(names)
            for row in rows
        )
    if label is not None and label < len(names):
        first = names[label]
        if any(len(row) > label and row[label].strip() == first for row in rows):
            return False
    if any(is_number(name) or len(name) > 40 or len(name.split()) > 4 for name in filled):
        return False
    if len(set(folded)) < len(folded):
        return _names_a_role(filled)
    if _names_a_role(filled):
        return True
    if text is not None and text < min(len(names), len(columns)):
        mean, words = columns[text].mean_words, len(_WORD.findall(names[text]))
        if mean >= 4 and words >= 0.75 * mean:
            return False
    return bool(filled) and len(rows) > 0


def above_header(rows: Sequence[Sequence[str]], bounds: Bounds) -> int:
    """How many of the first rows stand above the one that names the columns: a title, a comment, empty ones.

    Such a row is narrower than most, begins with #, or has one cell with something in it. Where no names follow, they
    are rows like all others.
    """
    width = Counter(len(row) for row in rows if row).most_common(1)[0][0] if any(rows) else 0
    if width < 2:
        return 0
    sure = True  # whether what was passed over can hardly be names itself
    for at, row in enumerate(rows[: ABOVE + 1]):
        names = [cell.strip() for cell in row]
        filled = [name for name in names if name]
        marked = bool(filled) and filled[0].startswith("#")
        if filled and not marked and (len(filled) > 1 and (len(row) == width or _names_a_role(filled))):
            return at if at and _are_names(names, rows[at + 1 :], bounds, sure) else 0
        sure = sure and (marked or len(filled) < 2)
    return 0


def _names_a_role(names: Sequence[str]) -> bool:
    """Whether one of the names says that its column is a text or a label."""
    return any(_words_of_name(name) & (TEXT_NAMES | _LABEL_NAMES) for name in names)


def _are_names(names: Sequence[str], below: Sequence[Sequence[str]], bounds: Bounds, sure: bool) -> bool:
    """Whether a row with others above it names the columns.

    Args:
        sure: whether what stands above it can hardly be names itself.
    """
    rows = [row for row in below if any(cell.strip() for cell in row)]
    if not rows or not (_names_a_role(names) or (sure and all(len(name.split()) <= 3 for name in names))):
        return False
    columns = describe_columns(rows, [])
    return is_header(names, rows, columns, *guess_text_and_label(columns, names, bounds))
