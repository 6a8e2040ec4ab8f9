"""What can be said about labels without the texts: counts, variants of one label, several labels in one cell."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

_COLON = re.compile(r"([^\W\d][\w.-]*):[\w.-]+")
_BETWEEN = re.compile(r"[,;|/+&]")
_LISTED = re.compile(r"[\[{(].*[\]})]")


def counts(labels: Iterable[str]) -> dict[str, int]:
    """Label -> how many examples have it, the commonest first, equals in alphabetical order."""
    return dict(sorted(Counter(labels).items(), key=lambda item: (-item[1], item[0])))


def alike(counted: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Groups of labels that differ by case, spaces or Unicode form only, or are the same number; commonest first."""
    groups: dict[object, list[str]] = defaultdict(list)
    for label in counted:
        groups[_normalize(label)].append(label)
    return tuple(
        tuple(sorted(group, key=lambda label: (-counted[label], label))) for group in groups.values() if len(group) > 1
    )


def _normalize(label: str) -> object:
    """What variants of a label have in common: its number, or its text without case, underscores and extra spaces."""
    plain = " ".join(unicodedata.normalize("NFKC", label).casefold().replace("_", " ").split())
    if re.fullmatch(r"[+-]?\d+(\.\d*)?", plain):
        return float(plain)
    return plain


def coarse(label: str) -> str:
    """Of a label such as NUM:date the part before the colon."""
    return label.partition(":")[0].strip()


def have_coarse_part(labels: Iterable[str]) -> bool:
    """Whether all labels are of the form A:b, and there are fewer A than labels."""
    different = set(labels)
    return all(_COLON.fullmatch(label) for label in different) and 1 < len(set(map(coarse, different))) < len(different)


def find_multi_labels(labels: Mapping[str, int]) -> set[str]:
    """Labels that are lists of others, with marks or spaces between: their parts recur, alone or in other lists."""
    spaced = _space_separated_lists(labels)
    if spaced:
        return spaced
    parts: Counter[str] = Counter()
    lists: dict[str, list[str]] = {}
    for label in labels:
        inner = label[1:-1] if _LISTED.fullmatch(label) else label
        found = [part.strip(" '\"") for part in _BETWEEN.split(inner)]
        found = [part for part in found if part]
        parts.update(set(found))
        if len(found) > 1 or inner is not label:
            lists[label] = found
    return {label for label, found in lists.items() if all(parts[part] > 1 for part in found)}


def _space_separated_lists(labels: Iterable[str]) -> set[str]:
    """Labels that are lists with spaces between: of numbers, or of words of which each is a label too.

    Labels of several words, such as "very good" beside "good", have words that are none.
    """
    parts = {label: label.split() for label in labels}
    lists = {label for label, found in parts.items() if len(found) > 1}
    alone = {found[0] for found in parts.values() if len(found) == 1}
    inside = Counter(part for label in lists for part in set(parts[label]))
    if not lists or any(len(set(parts[label])) < len(parts[label]) for label in lists):
        return set()
    if all(re.fullmatch(r"0|[1-9]\d*", part) for found in parts.values() for part in found):
        return lists if any(part in alone or count > 1 for part, count in inside.items()) else set()
    return lists if len(lists) > 1 and set(inside) <= alone else set()


def is_number(value: str) -> bool:
    """Whether a cell is a number and nothing else."""
    try:
        return math.isfinite(float(value.strip().replace(",", "") or "x")) and "_" not in value
    except ValueError:
        return False
