"""Texts with their labels, as models learn from them; nothing here knows about files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from playground.data.sheet import Sheet, name_of_part
from playground.errors import BadInput
from playground.tasks import TASKS
from playground.text import words as split_words


@dataclass(frozen=True)
class Examples:
    """Texts with their labels, from one file.

    Attributes:
        task: a key of TASKS.
        texts: one text an example, as the file has it.
        words: the words that the file itself sets apart: tagged ones (pos), or those between spaces, where somebody
            says that its texts are split so; None where texts are yet to be split.
        labels: a label a text (sentiment) or a tuple of tags, one a word (pos).
        name: the file's name, as it was given.
        sha256: of the file's bytes as they lie on disk.
        dropped: reason -> rows that were left out.
        encoding: in which the bytes were read; assumed unless it is utf-8.
        rows: the row of the file in which each example begins, counted from 1; empty where that is not known.
        part: which rows of the file were read, where a column sets rows apart (`row_parts`); empty: all.
        read_as: how somebody chose to read the file, as an entry of a recipe has it (`recorded_reading`); empty where
            nobody chose.
    """

    task: str
    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] | None
    labels: tuple[Any, ...]
    name: str
    sha256: str
    dropped: dict[str, int] = field(default_factory=dict)
    encoding: str = "utf-8"
    rows: tuple[int, ...] = ()
    part: str = ""
    read_as: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def pretokenized(self) -> bool:
        """Whether the words of texts with a label each are those that stand between spaces."""
        return self.words is not None and not TASKS[self.task].per_word

    @property
    def origin(self) -> dict[str, Any]:
        """Where the examples come from, as an entry of a recipe has it: name and sha256 of the file, the part, and how
        somebody chose to read it."""
        name = PurePath(self.name).name
        if not self.part:
            return {"name": name, "sha256": self.sha256, **self.read_as}
        bare = name.removesuffix(name_of_part("", self.part))
        return {"name": bare, "sha256": self.sha256, "part": self.part, **self.read_as}

    def same_rows_as(self, other: Examples) -> bool:
        """Whether both were read from the same rows of the same file, so that one was held back of the other."""
        return (self.name, self.sha256, self.part) == (other.name, other.sha256, other.part)


def examples_of(
    sheet: Sheet,
    task: str,
    texts: Sequence[str],
    labels: Sequence[Any],
    rows: Sequence[int] = (),
    words: Sequence[tuple[str, ...]] | None = None,
    dropped: Mapping[str, int] | None = None,
) -> Examples:
    """What was read from a file, as examples that say where they come from."""
    return Examples(
        task,
        tuple(texts),
        None if words is None else tuple(words),
        tuple(labels),
        sheet.name,
        sheet.sha256,
        dict(dropped or {}),
        sheet.encoding,
        tuple(rows),
        sheet.part,
    )


def flat_labels(examples: Examples) -> list[str]:
    """The label of every example, or the tag of every word of all examples."""
    if TASKS[examples.task].per_word:
        return [tag for tags in examples.labels for tag in tags]
    return list(examples.labels)


def concatenated(parts: Sequence[Examples]) -> Examples:
    """The examples of several files of one task, one file after the other.

    Names and sha256 are joined by " + " in the same order.

    Raises:
        BadInput: no parts, or parts of different tasks.
    """
    if len({part.task for part in parts}) != 1:
        raise BadInput("Only files of one task can be joined. Give at least one.", key="joined-tasks")
    dropped: Counter[str] = Counter()
    for part in parts:
        dropped.update(part.dropped)
    gold = [part.words for part in parts]
    return Examples(
        task=parts[0].task,
        texts=tuple(text for part in parts for text in part.texts),
        words=None if gold[0] is None else tuple(words for part in gold for words in part or ()),
        labels=tuple(label for part in parts for label in part.labels),
        name=" + ".join(part.name for part in parts),
        sha256=" + ".join(part.sha256 for part in parts),
        dropped=dict(dropped),
        encoding=" + ".join(dict.fromkeys(part.encoding for part in parts)),
        rows=parts[0].rows if len(parts) == 1 else (),
        part=parts[0].part if len(parts) == 1 else "",
        read_as=parts[0].read_as if len(parts) == 1 else {},
    )


def word_lists(examples: Examples) -> Iterator[list[str]]:
    """The words of each example: those that the file sets apart, else those that its text is split into."""
    if examples.words is not None:
        yield from map(list, examples.words)
    else:
        for text in examples.texts:
            yield [word.text for word in split_words(text)]
