"""What has to be known before learning from texts with labels: too few of a label, odd labels, texts that occur twice.

Nothing is left out here; only the problem of `check_one_label` stops.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from playground.data.column_roles import Column
from playground.data.examples import Examples, flat_labels
from playground.data.labels import alike, counts, find_multi_labels, is_number
from playground.data.problems import ROWS_SHOWN, STOP, WARNING, Problem, counted, file_name, is_or_are, name_rows
from playground.errors import shown
from playground.tasks import TASKS
from playground.text import MARKS

LABELS_SHOWN = 5
MANY_LABELS = 30  # above it, a label needs EXAMPLES_A_LABEL examples on average not to look like a mistake
EXAMPLES_A_LABEL = 5
COLUMNS_EACH = 3  # so many columns of yes and no are labels of which a text may have several
_YES_NO = frozenset({"0", "1", "0.0", "1.0", "true", "false"})
NUMBERS = 10  # more different numbers than that are hardly names of classes


def check_for_training(examples: Examples) -> list[Problem]:
    """What speaks against learning from examples, or has to be known about them."""
    name, rows = examples.name, examples.rows
    problems = check_one_label(counts(flat_labels(examples)), name)
    if not TASKS[examples.task].per_word:
        problems += check_labels(examples.labels, rows, name)
    return problems + check_duplicates(examples.texts, examples.labels, rows, name)


def normalize_text(text: str) -> str:
    """What texts have in common that differ by case, spaces, quotes and Unicode form only."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(MARKS).casefold().split())


def check_one_label(labels: Mapping[str, int], name: str) -> list[Problem]:
    """The problem of a file in which all examples have one label; it stops."""
    if len(labels) != 1:
        return []
    label, number = next(iter(labels.items()))
    return [
        Problem(
            f"All of {file_name(name)} has the label {shown(label)}. At least two labels are needed to learn a "
            "difference. Choose another label column, or add examples.",
            "one-label",
            {"file": file_name(name), "label": label, "count": number},
            STOP,
        )
    ]


def check_labels(labels: Sequence[str], rows: Sequence[int], name: str) -> list[Problem]:
    """What is odd about the labels: single examples, very many, variants of one, several in one, numbers.

    Args:
        rows: the row of each label, for the message; empty where that is not known.
    """
    counted_labels, file = counts(labels), file_name(name)
    return [
        *_single_labels(counted_labels, labels, rows, file),
        *_several_labels(counted_labels, labels, rows, file),
        *_many_labels(counted_labels, len(labels), file),
        *_number_labels(counted_labels, file),
        *(
            Problem(
                f"{_list_labels(group)} of {file} differ only in how they are written. They can be made one label.",
                "alike-labels",
                {"file": file, "labels": group},
            )
            for group in alike(counted_labels)
        ),
    ]


def _single_labels(
    counted_labels: Mapping[str, int], labels: Sequence[str], rows: Sequence[int], file: str
) -> list[Problem]:
    """Labels with one example."""
    single = {label for label, count in counted_labels.items() if count == 1}
    if not single or len(counted_labels) < 2:
        return []
    only = "has one example only" if len(single) == 1 else "have one example each"
    sentence = (
        f"{_list_labels(sorted(single))} of {file} {only}, which cannot be both learnt from and checked. "
        "Add examples, or merge or drop such a label."
    )
    return [_problem_with_some(sentence, "single-labels", single, labels, rows, file)]


def _several_labels(
    counted_labels: Mapping[str, int], labels: Sequence[str], rows: Sequence[int], file: str
) -> list[Problem]:
    """Labels that are lists of labels."""
    several = find_multi_labels(counted_labels)
    if not several:
        return []
    sentence = (
        f"{_list_labels(sorted(several))} of {file} {is_or_are(len(several))} several labels in one "
        "cell. A text has one label here, so each combination is learnt as a label of its own."
    )
    return [_problem_with_some(sentence, "several-labels", several, labels, rows, file)]


def _many_labels(counted_labels: Mapping[str, int], examples: int, file: str) -> list[Problem]:
    """More labels than there are examples for."""
    if len(counted_labels) <= MANY_LABELS or examples >= EXAMPLES_A_LABEL * len(counted_labels):
        return []
    return [
        Problem(
            f"{file} has {len(counted_labels)} labels and {counted(examples, 'example')}. Is it the right "
            "column? Merge labels, or choose another column.",
            "many-labels",
            {"file": file, "labels": len(counted_labels), "examples": examples},
        )
    ]


def _number_labels(counted_labels: Mapping[str, int], file: str) -> list[Problem]:
    """Labels that are measurements rather than names of classes."""
    if len(counted_labels) <= NUMBERS or not all(map(is_number, counted_labels)):
        return []
    return [
        Problem(
            f"The labels of {file} are {len(counted_labels)} numbers. Each is learnt as a name, so 4 is no nearer "
            "to 5 than to 1. Merge them into ranges, or choose another column.",
            "number-labels",
            {"file": file, "labels": len(counted_labels)},
        )
    ]


def check_label_columns(columns: Sequence[Column], label: int, name: str) -> list[Problem]:
    """The problem of a table in which each label has a column of yes and no, and one of these is taken as the label."""
    ones = [
        column
        for column in columns
        if 0 < column.distinct <= 2 and {cell.casefold() for cell in column.examples} <= _YES_NO
    ]
    if len(ones) < COLUMNS_EACH or not 0 <= label < len(columns) or columns[label] not in ones:
        return []
    names = [column.name or str(column.number) for column in ones]
    more = f" and {len(names) - LABELS_SHOWN} more" if len(names) > LABELS_SHOWN else ""
    chosen, file = columns[label], file_name(name)
    chosen_name = f" ({chosen.name})" if chosen.name else ""
    return [
        Problem(
            f"{len(ones)} columns of {file} hold yes or no only (0 or 1, true or false), as if each were a label: "
            f"{', '.join(map(shown, names[:LABELS_SHOWN]))}{more}. A text has one label here, so only column "
            f"{chosen.number}{chosen_name} is learnt. Choose another of them as the label to learn that instead, or "
            "bring them into one column.",
            "label-columns",
            {"file": file, "count": len(ones), "labels": names[:LABELS_SHOWN], "column": chosen.number},
        )
    ]


def check_duplicates(texts: Sequence[str], labels: Sequence[Any], rows: Sequence[int], name: str) -> list[Problem]:
    """Texts that occur again, with the same label and with another."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        places[normalize_text(text)].append(at)
    again: list[int] = []
    other: list[int] = []
    for group in places.values():
        if len(group) > 1:
            same = len({labels[at] for at in group}) == 1
            (again if same else other).extend(group[1:] if same else group)
    file = file_name(name)
    found = []
    for key, indices, text in (
        ("duplicates", again, "a text that stood before. It stays, on the same side of the split as the first."),
        ("contradictions", other, "a text that occurs with different labels. One of them is wrong."),
    ):
        if indices:
            count, numbers = len(indices), _row_numbers(sorted(indices), rows)
            values = {"file": file, "rows": numbers[:ROWS_SHOWN], "count": count}
            who = name_rows(numbers) if numbers else counted(count, "example")
            sentence = f"{who} of {file} {'holds' if count == 1 else 'hold'} {text}"
            found.append(Problem(sentence, key, values, WARNING, numbers[:ROWS_SHOWN], count))
    return found


def _problem_with_some(
    sentence: str, key: str, some: Iterable[str], labels: Sequence[str], rows: Sequence[int], file: str
) -> Problem:
    """A problem with some labels, and the rows in which they stand."""
    wanted = set(some)
    at = [number for number, label in enumerate(labels) if label in wanted]
    numbers = _row_numbers(at, rows)
    values = {"file": file, "labels": sorted(wanted)[:LABELS_SHOWN], "count": len(wanted)}
    return Problem(sentence, key, values, WARNING, numbers[:ROWS_SHOWN], len(at))


def _row_numbers(at: Sequence[int], rows: Sequence[int]) -> tuple[int, ...]:
    """The rows of the examples with these indices; empty where rows are not known."""
    return tuple(rows[number] for number in at) if rows else ()


def _list_labels(labels: Sequence[str]) -> str:
    """Labels as a sentence begins with them, a few by name and the rest counted."""
    more = len(labels) - LABELS_SHOWN
    named = ", ".join(shown(label) for label in labels[:LABELS_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"The label{'' if len(labels) == 1 else 's'} {named}"
