"""Examples for learning and examples held back, without a text that stands on both sides.

A text that a model has learnt by heart says nothing about how it does on new ones. So texts that are the same but for
case, spaces, quotes and Unicode form are moved as one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from playground.data.checks import normalize_text
from playground.data.examples import Examples
from playground.data.problems import REPAIRED, ROWS_SHOWN, Problem, counted, file_name, is_or_are, name_rows
from playground.errors import BadInput
from playground.tasks import TASKS

VALIDATION_SHARE = 0.2  # of the examples, where no validation file is given and nobody says otherwise


def split(examples: Examples, seed: int, share: float = 0.1) -> tuple[Examples, Examples]:
    """Examples for learning and for validation, the same share of each label in both; sentences of taggers at random.

    Texts that are alike stay on one side, counted to the label of the first of them. At least one example of every
    label is learnt from; one is held back of a label that has three different texts or more.

    Args:
        share: of the examples that are held back, 0-1.
    Raises:
        BadInput: too few examples to hold any back.
    """
    random = np.random.default_rng(seed)
    groups = _alike(examples)
    chosen: set[int] = set()
    for texts in groups.values():
        chosen |= _choose_groups(list(texts.values()), share, random)
    if not chosen:
        raise BadInput(
            f"{examples.name} has {counted(len(examples), 'example')}, too few to hold some back for choosing the best "
            "epoch. Give at least three of a label, or a validation file.",
            key="too-few-examples",
            examples=len(examples),
        )
    return without(examples, chosen), part(examples, sorted(chosen))


def folds(examples: Examples, count: int, seed: int) -> list[list[int]]:
    """The indices of the examples in so many parts of about the same size.

    Each has about the same share of each label. Texts that are alike stand in one part. A label of fewer different
    texts than parts is missing in some.

    Raises:
        BadInput: fewer different texts than parts.
    """
    random = np.random.default_rng(seed)
    found: list[list[int]] = [[] for _ in range(count)]
    for texts in _alike(examples).values():
        groups = list(texts.values())
        for at in random.permutation(len(groups)):
            min(found, key=len).extend(groups[at])  # what one label leaves uneven the next one evens out
    if not all(found):
        raise BadInput(
            f"{file_name(examples.name)} has {counted(len(examples), 'example')}, too few for {count} parts. Give more "
            "examples.",
            key="too-few-for-parts",
            examples=len(examples),
            parts=count,
        )
    return [sorted(one) for one in found]


def _alike(examples: Examples) -> dict[Any, dict[str, list[int]]]:
    """The indices of the examples, for each label by the form of their text; texts that are alike stand under the label
    of the first of them, and sentences of taggers all under None."""
    groups: dict[Any, dict[str, list[int]]] = {}
    places: dict[str, Any] = {}
    for index, (text, label) in enumerate(zip(examples.texts, examples.labels, strict=True)):
        form = normalize_text(text)
        group = places.setdefault(form, None if TASKS[examples.task].per_word else label)
        groups.setdefault(group, {}).setdefault(form, []).append(index)
    return groups


def _choose_groups(groups: list[list[int]], share: float, random: np.random.Generator) -> set[int]:
    """About a share of the examples of one label, in whole groups, never all of them."""
    total = sum(map(len, groups))
    wanted = round(total * share) or int(len(groups) >= 3)
    chosen: set[int] = set()
    for at in random.permutation(len(groups))[: len(groups) - 1]:
        if len(chosen) >= wanted:
            break
        if len(chosen) + len(groups[at]) <= max(wanted, 1) or not chosen:
            chosen.update(groups[at])
    return chosen


def without_texts_of(learnt: Examples, validation: Examples) -> tuple[Examples, Problem | None]:
    """The training examples without those whose text is in the validation examples too, and the problem that says so.

    Raises:
        BadInput: nothing is left.
    """
    known = set(map(normalize_text, validation.texts))
    shared = {index for index, text in enumerate(learnt.texts) if normalize_text(text) in known}
    if not shared:
        return learnt, None
    kept = without(learnt, shared)
    if not len(kept):
        raise BadInput(
            f"All texts of {file_name(learnt.name)} are in {file_name(validation.name)} too, so nothing is left to "
            "learn from. Give a validation file with other texts.",
            key="same-files",
            file=file_name(learnt.name),
            other=file_name(validation.name),
        )
    rows = [learnt.rows[index] for index in sorted(shared)] if learnt.rows else []
    who = name_rows(rows) if rows else counted(len(shared), "example")
    verb = "holds a text" if len(shared) == 1 else "hold texts"
    problem = Problem(
        f"{who} of {file_name(learnt.name)} {verb} of {file_name(validation.name)} too "
        f"and {is_or_are(len(shared))} left out.",
        "in-validation",
        {
            "file": file_name(learnt.name),
            "other": file_name(validation.name),
            "rows": tuple(rows[:ROWS_SHOWN]),
            "count": len(shared),
        },
        REPAIRED,
        tuple(rows[:ROWS_SHOWN]),
        len(shared),
    )
    return replace(kept, dropped={**kept.dropped, "in validation": len(shared)}), problem


def without(examples: Examples, indices: Collection[int]) -> Examples:
    """The examples but for those with these indices."""
    return part(examples, [index for index in range(len(examples)) if index not in indices])


def part(examples: Examples, indices: Sequence[int]) -> Examples:
    """The examples with these indices, in this order."""
    return replace(
        examples,
        texts=tuple(examples.texts[i] for i in indices),
        words=None if examples.words is None else tuple(examples.words[i] for i in indices),
        labels=tuple(examples.labels[i] for i in indices),
        rows=tuple(examples.rows[i] for i in indices) if examples.rows else (),
    )
