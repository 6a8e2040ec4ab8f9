"""How the lines of a file are laid out: which delimiter stands between cells, or a label in front of each line."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Sequence

from playground.data.bounds import Bounds
from playground.data.delimited import Dialect, even_share, many_rows_error, split_rows, unquoted
from playground.data.labels import coarse

SAMPLE_CHARACTERS = 2**17  # from which the delimiter is guessed
SAMPLE_LINES = 2000  # from which it is told whether lines begin with labels at all
_LONG = re.compile(r"[!-/:-@\[-`{-~]{2,5}")  # runs of ASCII marks
_SENTENCE_MARKS = frozenset(".!?-'\"")  # of which runs stand in texts
DELIMITERS = ",;\t|"
_MARK = "__label__"
_MARKED = re.compile(r"__label__([^\s,]+)")
_MARKED_AT_END = re.compile(r"(?:[ ,\t]*__label__[^\s,]+)+\s*\Z")
_SUBLABEL = re.compile(r"([^\W\d][\w-]*:[\w-]+)\s+\S")
_FIRST = re.compile(r"(\S{1,40}?):?\s+\S")


def find_delimiter(lines: Sequence[str], recurs: int = 2) -> tuple[str, float]:
    """The delimiter that makes the most even rows, "" for none, and the share of rows that it makes even.

    Where several do, it is the one that leaves a column in which few values recur, as labels do; then the one that
    makes more columns. A first row that names text and label decides.
    """
    sample = _first_lines(lines)
    best: tuple[float, bool, int] = (0.0, False, 0)
    chosen, share = "", 0.0
    for delimiter in DELIMITERS:
        if not any(delimiter in line for line in sample):
            continue
        dialect = Dialect(delimiter, None if delimiter == "\t" else '"')
        rows = [row for row in split_rows(sample, dialect, sample=len(sample) < len(lines)).rows if row]
        if not rows:
            continue
        if {"text", "label"} <= {cell.strip().lower() for cell in rows[0]}:
            return delimiter, 1.0
        width = Counter(len(row) for row in rows).most_common(1)[0][0]
        even = even_share(rows) if width > 1 else 0.0
        regular = [row for row in rows[1:] if len(row) >= width]
        columns = [{row[at].strip() for row in regular} for at in range(width)] if regular else []
        labelled = any(1 < len(values) * recurs <= len(regular) for values in columns)
        score = (round(even, 1), labelled, width)
        if score > best and even > 0:
            best, chosen, share = score, delimiter, even
    return chosen, share


def find_long_delimiter(lines: Sequence[str]) -> tuple[str, float] | None:
    """A delimiter of several characters (`_!_`, `||`, `::`, ` ||| `) that stands in every line as often, and 1.0."""
    sample = [line.rstrip("\r\n") for line in _first_lines(lines) if line.strip()][:SAMPLE_LINES]
    if len(sample) < 3:
        return None
    for mark, _ in Counter(_LONG.findall(sample[0])).most_common():
        count = sample[0].count(mark)
        if set(mark) <= _SENTENCE_MARKS or mark == _MARK[:2]:
            continue
        same = len(set(mark)) == 1
        often = sum(
            line.count(mark) == count and not (same and line.count(mark[0]) > count * len(mark)) for line in sample
        )
        if often > 0.95 * len(sample):
            spaced = all(f" {mark} " in line for line in sample)
            return f" {mark} " if spaced else mark, 1.0
    return None


def quote_straightener(lines: Sequence[str], delimiter: str) -> Callable[[str], str] | None:
    """What gives a line straight quotes in place of the curly ones around cells, None where cells have none."""
    if len(delimiter) != 1 or delimiter == "\t":
        return None
    mark = re.escape(delimiter)
    opens, closes = re.compile(rf"(?:^|(?<={mark})) *[“„]"), re.compile(rf"[”“] *(?={mark}|\r?\n?\Z)")
    sample = [line for line in lines[:SAMPLE_LINES] if line.strip()]
    quoted = sum(1 for line in sample if opens.search(line) and closes.search(line) and '"' not in line)
    if quoted < 0.5 * len(sample) or not quoted:
        return None
    return lambda line: line if '"' in line else closes.sub('"', opens.sub('"', line))


def _first_lines(lines: Sequence[str]) -> list[str]:
    """The first lines, up to SAMPLE_CHARACTERS of them together; of a longer first line its beginning."""
    size = 0
    sample: list[str] = []
    for line in lines:
        size += len(line)
        if size > SAMPLE_CHARACTERS and len(sample) > 1:
            break
        sample.append(line[:SAMPLE_CHARACTERS])
    return sample


def declared_delimiter(lines: Sequence[str]) -> tuple[str, float] | None:
    """The delimiter that a first line such as `sep=;` names, as Excel writes it."""
    match = re.fullmatch(r"\"?sep=(.)\"?\s*", lines[0]) if lines else None
    return (match[1], 1.0) if match and match[1] in ",;\t|" else None


def split_labels(lines: Sequence[str], name: str, bounds: Bounds, strong: bool) -> list[list[str]] | None:
    """Label and text of every line, where lines begin with their label; None where they do not seem to.

    Args:
        strong: only for labels that cannot be anything else: `__label__x`, and A:b that recur.
    Raises:
        BadInput: there are more such lines than the bounds allow.
    """
    # As a list each would take 40 bytes, which is more than many a line.
    filled = array("L", (at for at, line in enumerate(lines) if not line.isspace() and line))
    if len(filled) < 2:
        return None
    for some in (filled[:: max(1, len(filled) // SAMPLE_LINES)], filled):  # what most lines are, a few of them tell
        pattern = _label_pattern([lines[at] for at in some], bounds)
        if pattern is None or (strong and pattern is _FIRST):
            return None
    if len(filled) > bounds.rows:
        raise many_rows_error(len(filled), name, bounds)
    assert pattern is not None
    rows: list[list[str]] = [[] for _ in lines]
    for at in filled:
        line = unquoted(lines[at].strip()) if pattern in (_MARKED, _MARKED_AT_END) else lines[at].strip()
        if pattern is _MARKED:
            rows[at] = _split_marked_labels(line)
        elif pattern is _MARKED_AT_END:
            labels = _last_labels(line)
            rows[at] = [",".join(_MARKED.findall(labels)), line[: len(line) - len(labels)].rstrip(" ,\t")]
        else:
            match = pattern.match(line)
            rows[at] = [match[1], line[match.end(1) :].lstrip(": \t")] if match else ["", line]
    return rows


def _label_pattern(lines: Sequence[str], bounds: Bounds) -> re.Pattern[str] | None:
    """The form of the labels with which lines begin, None where they do not seem to begin with labels."""
    if sum(line.lstrip(' "').startswith(_MARK) for line in lines) > 0.9 * len(lines):
        return _MARKED
    if sum(bool(_last_labels(line.rstrip('"\r\n '))) for line in lines) > 0.9 * len(lines):
        return _MARKED_AT_END
    for pattern in (_SUBLABEL, _FIRST):
        found = [match[1] for line in lines if (match := pattern.match(line.lstrip()))]
        if len(found) > 0.95 * len(lines) and _labels_recur(found, pattern is _SUBLABEL, bounds):
            return pattern
    return None


def _split_marked_labels(line: str) -> list[str]:
    """The labels marked by `__label__` at the beginning of a line, with commas between, and the text behind them."""
    match = _MARKED.match(line)
    rest = line
    names = []
    while match:
        names.append(match[1])
        rest = rest[match.end() :].lstrip(" ,\t")
        match = _MARKED.match(rest)
    return [",".join(names), rest]


def _last_labels(line: str) -> str:
    """The labels marked by `__label__` with which a line ends, "" for none."""
    at = line.find(_MARK)
    if at < 0:
        return ""
    start = len(line[:at].rstrip(" ,\t"))
    return line[start:] if _MARKED_AT_END.fullmatch(line, start) else ""


def _labels_recur(found: Sequence[str], parts: bool, bounds: Bounds) -> bool:
    """Whether what stands first in the lines recurs as labels do, and as the first words of sentences do not."""
    counts = Counter(map(coarse, found) if parts else found)
    if not 2 <= len(counts) <= bounds.labels or 2 * len(counts) > len(found):
        return False
    once = sum(count == 1 for count in counts.values())
    return parts or (once <= 0.02 * len(found) and len(counts) <= 30)


def space_between_words(lines: Sequence[str]) -> str:
    """A space where each line is a word and its tags, with empty lines between sentences; "" otherwise."""
    rows = [row for row in split_rows(_first_lines(lines)[:2000], Dialect(" ", None)).rows if row]
    widths = Counter(len(row) for row in rows)
    even = len(widths) == 1 and 2 <= next(iter(widths)) <= 6
    return " " if even and any(not line.strip() for line in lines[:-1]) else ""


def pad_header(rows: list[list[str]]) -> list[list[str]]:
    """Rows with a header of the same width: R leaves out the name of a first column that numbers the rows."""
    top = next((at for at, row in enumerate(rows) if row), None)
    if top is not None:
        widths = Counter(len(row) for row in rows[top + 1 :] if row)
        numbers = [int(row[0]) for row in rows[top + 1 :] if row and row[0].isdecimal() and len(row[0]) < 10]
        counting = len(numbers) == widths.total() > 1 and numbers == sorted(set(numbers))
        if list(widths) == [len(rows[top]) + 1] and counting:
            rows[top] = ["", *rows[top]]
    return rows
