"""Texts that come with their right labels: read from lines, matched with those of models, and how often each is right.

A line is a text, or a text, a tab and its label, as two columns of a table are pasted. Nothing here knows about the
page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from playground.errors import BadInput, shown
from playground.lenses.predict.many_texts import Row, models_of_columns

MOST_KINDS = 50  # of labels in a column; more are taken for texts
LABEL_CHARACTERS = 60


@dataclass(frozen=True)
class Score:
    """How often the models of a column are right about the texts that have one of their labels."""

    models: tuple[str, ...]  # one, or one a language
    labels: tuple[str, ...]  # those that a text has or a model gives, in the model's order
    counts: tuple[tuple[int, ...], ...]  # a row a right label, a column a predicted one

    @property
    def total(self) -> int:
        """The texts that were judged."""
        return sum(map(sum, self.counts))

    @property
    def right(self) -> int:
        """How many of them were predicted as they are."""
        return sum(row[at] for at, row in enumerate(self.counts))

    @property
    def accuracy(self) -> float:
        """The share of them, 0-1; 0 where there are none."""
        return self.right / self.total if self.total else 0.0


def divided(lines: Sequence[str]) -> tuple[list[str], list[str] | None]:
    """The texts of lines, and what stands behind the last tab of each where that looks like a column of labels
    (`are_labels`)."""
    pairs = [line.rpartition("\t") for line in lines]
    labels = [label.strip() for _, _, label in pairs]
    if not lines or not all(text.strip() for text, _, _ in pairs) or not are_labels(labels):
        return list(lines), None
    return [text for text, _, _ in pairs], labels


def are_labels(given: Sequence[str]) -> bool:
    """Whether these look like labels (`check_labels`)."""
    try:
        check_labels(given, "")
    except BadInput:
        return False
    return True


def check_labels(given: Sequence[str], column: str) -> None:
    """Raise where the cells of a column do not look like labels: none is empty or long, and there are few different
    ones, fewer than texts but for a single text.

    Raises:
        BadInput: they do not.
    """
    total, empty, kinds = len(given), sum(not one for one in given), len(set(given))
    most = min(MOST_KINDS, max(1, total - 1))
    instead = "Choose another column of labels, or none."
    if empty:
        raise BadInput(
            f"In the column {shown(column)} {empty:,} of {total:,} texts have no label. Each needs one. {instead}",
            key="many-labels-empty",
            column=column,
            count=f"{empty:,}",
            total=f"{total:,}",
        )
    if kinds > most:
        raise BadInput(
            f"The column {shown(column)} has {kinds:,} different values for {total:,} texts. Of labels there are at "
            f"most {MOST_KINDS}, and fewer than texts. {instead}",
            key="many-labels-kinds",
            column=column,
            given=f"{kinds:,}",
            total=f"{total:,}",
            allowed=MOST_KINDS,
        )
    longest = max(map(len, given), default=0)
    if longest > LABEL_CHARACTERS:
        raise BadInput(
            f"The column {shown(column)} has a value of {longest:,} characters. A label has at most "
            f"{LABEL_CHARACTERS}. {instead}",
            key="many-labels-long",
            column=column,
            given=f"{longest:,}",
            allowed=LABEL_CHARACTERS,
        )


def matched(given: Sequence[str], labels: Sequence[str], names: Mapping[str, str]) -> list[str | None]:
    """Of each label that was given the model's own one; None for one that no model knows.

    Upper and lower case make no difference. Where all are 0 or 1 and there are two labels, they are numbers of these.

    Args:
        labels: those of the models.
        names: other ways in which a label is written -> that label.
    """
    known = {name.casefold(): label for name, label in names.items()}
    known |= {label.casefold(): label for label in labels}
    if len(labels) == 2 and set(given) <= {"0", "1"} and not set(given) & set(known):
        known |= dict(zip("01", labels, strict=True))
    return [known.get(one.strip().casefold()) for one in given]


def with_right_labels(rows: Sequence[Row], right: Sequence[str | None]) -> tuple[Row, ...]:
    """The rows, each with its right label."""
    return tuple(replace(row, right=label) for row, label in zip(rows, right, strict=True))


def scores(rows: Sequence[Row]) -> list[Score]:
    """A score a column, over the texts whose right label its models know; of columns without such a text none."""
    found = []
    for at, models in enumerate(models_of_columns(rows)):
        judged = Counter((row.right, row.answers[at].label) for row in rows if row.wrong[at] is not None)
        met = {label for pair in judged for label in pair}
        labels = tuple(label for label in rows[0].answers[at].labels if label in met)
        counts = tuple(tuple(judged[right, said] for said in labels) for right in labels)
        found += [Score(tuple(models), labels, counts)] if judged else []
    return found
