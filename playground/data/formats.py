"""How the lines of a file are laid out: which delimiter, labels in front, words with tags, or no table at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from playground.data.decoding import Bounds, Style, called, evenness, split_rows
from playground.data.labels import coarse
from playground.errors import BadInput

SAMPLE_CHARACTERS = 2**17  # looked at for the delimiter
DELIMITERS = ",;\t|"
_MARKED = re.compile(r"__label__(\S+)")
_SUBLABEL = re.compile(r"([^\W\d][\w-]*:[\w-]+)\s+\S")
_FIRST = re.compile(r"(\S{1,40}?):?\s+\S")


def delimiter_of(lines: Sequence[str], recurs: int = 2) -> tuple[str, float]:
    """The delimiter that makes the most even rows, "" for none, and the share of rows that it makes even.

    Where several do, it is the one that leaves a column in which few values recur, as labels do; then the one that
    makes more columns. A first row that names text and label decides.
    """
    size = 0
    sample: list[str] = []
    for line in lines:
        size += len(line)
        if size > SAMPLE_CHARACTERS and len(sample) > 1:
            break
        sample.append(line)
    best: tuple[float, bool, int] = (0.0, False, 0)
    chosen, share = "", 0.0
    for delimiter in DELIMITERS:
        if not any(delimiter in line for line in sample):
            continue
        style = Style(delimiter, None if delimiter == "\t" else '"')
        rows = [row for row in split_rows(sample, style, sample=len(sample) < len(lines)).rows if row]
        if not rows:
            continue
        if {"text", "label"} <= {cell.strip().lower() for cell in rows[0]}:
            return delimiter, 1.0
        width = Counter(len(row) for row in rows).most_common(1)[0][0]
        even = evenness(rows) if width > 1 else 0.0
        regular = [row for row in rows[1:] if len(row) >= width]
        columns = [{row[at].strip() for row in regular} for at in range(width)] if regular else []
        labelled = any(1 < len(values) * recurs <= len(regular) for values in columns)
        score = (round(even, 1), labelled, width)
        if score > best and even > 0:
            best, chosen, share = score, delimiter, even
    return chosen, share


def is_conllu(name: str, lines: Sequence[str]) -> bool:
    """Whether a file is CoNLL-U, by its name, else by the first line that says something."""
    stem = name.lower().removesuffix(".gz")
    if stem.endswith((".csv", ".tsv", ".conllu")):
        return stem.endswith(".conllu")
    for line in lines[:1000]:
        if line.strip() and not line.startswith("#"):
            cells = line.rstrip("\r\n").split("\t")
            return len(cells) == 10 and re.fullmatch(r"0\.1|1(-\d+)?", cells[0]) is not None
    return False


def refuse_markup(text: str, name: str) -> None:
    start = text[:1000].lstrip().lower()
    what = ""
    if start.startswith(("<!doctype html", "<html", "<?xml")):
        what = "a web page or XML"
    elif re.match(r'(\[\s*)?\{\s*"', start):
        what = "JSON"
    if what:
        raise BadInput(
            f"{called(name)} is {what}, not a table. Save it as CSV, with a text and a label in each row.",
            key="is-markup",
            file=called(name),
            kind=what,
        )


def declared(lines: Sequence[str]) -> tuple[str, float] | None:
    """The delimiter that a first line such as `sep=;` names, as Excel writes it."""
    match = re.fullmatch(r"\"?sep=(.)\"?\s*", lines[0]) if lines else None
    return (match[1], 1.0) if match and match[1] in ",;\t|" else None


def labelled(lines: Sequence[str], bounds: Bounds, strong: bool) -> list[list[str]] | None:
    """Label and text of every line, where lines begin with their label; None where they do not seem to.

    Args:
        strong: only for labels that cannot be anything else: `__label__x`, and A:b that recur.
    """
    told = [(at, line.strip()) for at, line in enumerate(lines) if line.strip()]
    if len(told) < 2:
        return None
    pattern = _MARKED if sum(line.startswith("__label__") for _, line in told) > 0.9 * len(told) else None
    if pattern is None:
        for candidate in (_SUBLABEL, _FIRST):
            found = [match[1] for _, line in told if (match := candidate.match(line))]
            if len(found) > 0.95 * len(told) and _recur(found, candidate is _SUBLABEL, bounds):
                pattern = candidate
                break
    if pattern is None or (strong and pattern is _FIRST):
        return None
    rows: list[list[str]] = [[] for _ in lines]
    for at, line in told:
        if pattern is _MARKED:
            labels = _MARKED.match(line)
            rest = line
            names = []
            while labels:
                names.append(labels[1].rstrip(","))
                rest = rest[labels.end() :].lstrip(" ,\t")
                labels = _MARKED.match(rest)
            rows[at] = [",".join(names), rest]
        else:
            match = pattern.match(line)
            rows[at] = [match[1], line[match.end(1) :].lstrip(": \t")] if match else ["", line]
    return rows


def _recur(found: Sequence[str], parts: bool, bounds: Bounds) -> bool:
    """Whether what stands first in the lines recurs as labels do, and as the first words of sentences do not."""
    counts = Counter(map(coarse, found) if parts else found)
    if not 2 <= len(counts) <= bounds.labels or 2 * len(counts) > len(found):
        return False
    once = sum(count == 1 for count in counts.values())
    return parts or (once <= 0.02 * len(found) and len(counts) <= 30)


def spaced_words(lines: Sequence[str]) -> str:
    """A space where each line is a word and its tags, with empty lines between sentences; "" otherwise."""
    rows = [row for row in split_rows(lines[:2000], Style(" ", None)).rows if row]
    widths = Counter(len(row) for row in rows)
    even = len(widths) == 1 and 2 <= next(iter(widths)) <= 6
    return " " if even and any(not line.strip() for line in lines[:-1]) else ""


def squared(rows: list[list[str]]) -> list[list[str]]:
    """Rows with a header of the same width: R leaves out the name of a first column that numbers the rows."""
    top = next((at for at, row in enumerate(rows) if row), None)
    if top is not None:
        widths = Counter(len(row) for row in rows[top + 1 :] if row)
        numbers = [int(row[0]) for row in rows[top + 1 :] if row and row[0].isdecimal() and len(row[0]) < 10]
        counting = len(numbers) == widths.total() > 1 and numbers == sorted(set(numbers))
        if list(widths) == [len(rows[top]) + 1] and counting:
            rows[top] = ["", *rows[top]]
    return rows
