"""Files of examples become checked `Examples`; whatever is wrong with a file is said once, with its rows.

Nothing here knows about vocabularies, tensors or the page, and no text is cleaned: `<br />` and `-lrb-` are the
tokeniser's business (`playground.text`). A file is parsed in memory and never written anywhere.

Decisions:
- What can be repaired is: rows without a text or a label, cut short or with too many cells are left out and counted in
  `dropped`, unless more than half of a file is like that; then it was read wrongly, or is no table.
- Texts that occur twice stay. `splits.split` keeps them on one side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playground.data import tagged_sentences
from playground.data.checks import about_duplicates, about_labels, one_label
from playground.data.decoding import COMMAND_LINE, called, decoded, grid, lines_of, loaded, unpacked
from playground.data.formats import delimiter_of, is_conllu
from playground.data.inspection import Choice, Sheet, chosen, first_row, inspect, is_conllu_error, top_of
from playground.data.labels import alike, counts
from playground.data.problems import REPAIRED, ROWS_SHOWN, STOP, WARNING, Problem, are, counted, refuse
from playground.data.tables import Table, bad_rows, misshapen, no_choice, no_examples, no_words
from playground.errors import BadInput, choose, shown
from playground.tasks import TASKS, UPOS
from playground.text import words as divide


@dataclass(frozen=True)
class Examples:
    """Texts with their labels, from one file.

    Attributes:
        task: a key of TASKS.
        texts: one text an example, as the file has it.
        words: the words that the file itself sets apart (pos); None where texts are yet to be split (sentiment).
        labels: a label a text (sentiment) or a tuple of tags, one a word (pos).
        name: the file's name, as it was given.
        sha256: of the file's bytes as they lie on disk.
        dropped: reason -> rows that were left out.
        encoding: in which the bytes were read; assumed unless it is utf-8.
        rows: the row of the file in which each example begins, counted from 1; empty where that is not known.
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

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True)
class Checked:
    """What came of a file.

    Attributes:
        labels: label -> examples (or words) that have it, the commonest first.
        alike: groups of labels that differ by case, spaces or Unicode form only, the commonest form first.
        problems: what is wrong; those that stop come first, then what was repaired.
        dropped: reason -> rows that were left out.
    """

    examples: Examples
    labels: dict[str, int]
    alike: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    dropped: dict[str, int]


def read(path: str | Path, task: str, text_column: str | None = None, label_column: str | None = None) -> Examples:
    """Examples of a task from a table, lines that begin with their label, or CoNLL-U; plain or as .gz.

    Columns named text and label are taken as such, in any case of letters; what is not named is guessed. A column
    given by number may belong to a file without a header: the first row counts as data where its label occurs again
    further down.

    Args:
        text_column, label_column: the name of a column, or its number counted from 1.
    Raises:
        BadInput: the file cannot be read as examples; up to ten problems are named with their rows.
        NotFound: no such task, no such file.
    """
    choose(TASKS, task, "task")
    sheet = inspect(path, task=task)
    found, problems = _read(sheet, chosen(sheet, text_column, label_column))
    refuse(problems)
    return found


def examples(sheet: Sheet, choice: Choice) -> Checked:
    """The examples of a file for training, read as was chosen; all that is wrong with it is in `problems`.

    Raises:
        BadInput: the choice names a column that the file does not have.
    """
    found, problems = _read(sheet, choice)
    if not any(problem.severity == STOP for problem in problems):
        problems += learnable(found)
    order = (STOP, REPAIRED, WARNING)
    labels = counts(_flat(found))
    return Checked(
        found,
        labels,
        alike(labels),
        tuple(sorted(problems, key=lambda problem: order.index(problem.severity))),
        found.dropped,
    )


def beside(learnt: Checked, held: Checked) -> None:
    """Raise for a validation file that cannot be used beside the file to learn from.

    Raises:
        BadInput: it cannot be read; it has one label only, or labels that nobody can learn (taggers know all tags).
    """
    refuse(problem for problem in held.problems if problem.key != "one-label")
    name = called(held.examples.name)
    if len(held.labels) == 1:
        label = next(iter(held.labels))
        raise BadInput(
            f"All of {name} has the label {shown(label)}, so it does not show whether labels are told apart. Give "
            "another validation file.",
            key="held-one-label",
            file=name,
            label=label,
        )
    strange = [label for label in held.labels if label not in learnt.labels][:10]
    if strange and not TASKS[learnt.examples.task].per_word:
        raise BadInput(
            f"{name} has labels that the file to learn from does not have: {', '.join(strange)}. "
            "Rename them, or give another validation file.",
            key="held-labels",
            file=name,
            labels=strange,
        )


def told_beside(held: Checked) -> list[Problem]:
    """What is to be said of a validation file: what was repaired, and texts with different labels; the rest is about
    learning."""
    return [one for one in held.problems if one.severity == REPAIRED or one.key == "contradictions"]


def lost(held: Checked, learnt: Examples) -> tuple[str, ...]:
    """Labels of a validation file of which no example is left to learn from."""
    left = counts(_flat(learnt))
    return tuple(label for label in held.labels if label not in left)


def joined(parts: Sequence[Examples]) -> Examples:
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
    )


def lines(path: str | Path) -> Iterator[str]:
    """The texts of a file without labels, for pre-training: its column text, or its only column.

    Raises:
        BadInput: the file has several columns, none of them named text, or rows that cannot be read.
        NotFound: no such file.
    """
    name, bounds = str(path), COMMAND_LINE
    text, _, _ = decoded(unpacked(loaded(path, bounds), name, bounds), name)
    told = lines_of(text)
    if is_conllu(name, told):
        found = tagged_sentences.conllu(told)
        refuse(_unusable(found, name))
        yield from found.texts
        return
    delimiter, share = delimiter_of(told)
    if name.lower().removesuffix(".gz").endswith(".tsv"):
        delimiter, share = "\t", 1.0
    rows = grid(told, delimiter, name, bounds).rows if share > 0.9 else [[line.rstrip("\r\n")] for line in told]
    sheet = Sheet(
        name, "", "", False, delimiter, False, "table", (), 0, (), Choice("sentiment", (), -1), (), bounds, rows
    )
    top = top_of(sheet)
    header = [cell.strip().lower() for cell in rows[top]]
    named = "text" in header
    if not named and len(header) > 1:
        raise BadInput(
            f"{called(name)} has no column named text. {first_row(rows[top])} Name the column of the texts text.",
            key="no-column",
            file=called(name),
            column="text",
            columns=header,
        )
    column = header.index("text") if named else 0
    refuse(bad_rows(misshapen(rows[top + named :], top + named + 1, len(header), bounds), name))
    for row in rows[top + named :]:
        if row and row[column].strip():
            yield row[column]


def learnable(found: Examples) -> list[Problem]:
    """What speaks against learning from examples, or has to be known about them."""
    labels = counts(_flat(found))
    problems = one_label(labels, found.name)
    if not TASKS[found.task].per_word:
        problems += about_labels(found.labels, found.rows, found.name)
    return problems + about_duplicates(found.texts, found.labels, found.rows, found.name)


def _flat(found: Examples) -> list[str]:
    return [tag for tags in found.labels for tag in tags] if TASKS[found.task].per_word else list(found.labels)


# ---- reading


def _read(sheet: Sheet, choice: Choice) -> tuple[Examples, list[Problem]]:
    """The examples and what is wrong with the rows, nothing yet of what is wrong with the examples."""
    if sheet.kind == "conllu" or TASKS[choice.task].per_word:
        return _read_words(sheet, choice)
    return _read_texts(sheet, choice)


def _read_words(sheet: Sheet, choice: Choice) -> tuple[Examples, list[Problem]]:
    if sheet.kind == "conllu":
        if not TASKS[choice.task].per_word:
            raise is_conllu_error(sheet.name)
        found = tagged_sentences.conllu(sheet.lines)
    else:
        problem = no_words(sheet, choice)
        if problem:
            return Examples("pos", (), (), (), sheet.name, sheet.sha256, {}, sheet.encoding), [problem]
        _refuse_columns(sheet, choice)
        rows, first = sheet.table, top_of(sheet) + choice.header
        ends = choice.sentence_column is None and all(any(cell.strip() for cell in row) for row in rows[first:-1])
        found = tagged_sentences.tables(
            rows, first, choice.text_columns[0], choice.label_column, choice.sentence_column, ends=ends
        )
    problems = _unusable(found, sheet.name)
    left_out = found.rename(choice.renames)
    counts = {"unusable sentence": found.unusable, "label dropped": left_out}
    dropped = {reason: count for reason, count in counts.items() if count}
    if not found.texts and not problems:
        bare = "no sentence. Give a CoNLL-U file with tagged words."
        gone = "a dropped tag in every sentence. Keep more tags."
        problems = [no_examples(sheet.name, gone if left_out else bare)]
    words = Examples(
        "pos",
        tuple(found.texts),
        tuple(found.words),
        tuple(found.tags),
        sheet.name,
        sheet.sha256,
        dropped,
        sheet.encoding,
        tuple(found.rows),
    )
    return words, problems


def _unusable(found: tagged_sentences.Sentences, name: str) -> list[Problem]:
    """What is wrong with sentences: it stops where that is more than half of them."""
    if not found.problems:
        return []
    rows = tuple(found.problems)
    said = " ".join(list(found.problems.values())[:ROWS_SHOWN])
    more = f" And {len(rows) - ROWS_SHOWN:,} more." if len(rows) > ROWS_SHOWN else ""
    values = {"file": called(name), "rows": rows[:ROWS_SHOWN], "count": len(rows), "sentences": found.unusable}
    start = f"{called(name)} has {counted(len(rows), 'row')} that cannot be used. {said}{more}"
    if found.unusable > len(found.texts):
        advice = f"The tags are {' '.join(UPOS)}. Fix the rows or delete their sentences."
        return [Problem(f"{start} {advice}", "bad-rows", values, STOP, rows[:ROWS_SHOWN], len(rows))]
    left = f"{start} {counted(found.unusable, 'sentence')} with such rows {are(found.unusable)} left out."
    return [Problem(left, "bad-sentences", values, REPAIRED, rows[:ROWS_SHOWN], len(rows))]


def _read_texts(sheet: Sheet, choice: Choice) -> tuple[Examples, list[Problem]]:
    problem = no_choice(sheet, choice)
    if problem:
        return Examples(choice.task, (), None, (), sheet.name, sheet.sha256, {}, sheet.encoding), [problem]
    _refuse_columns(sheet, choice)
    table = Table(sheet, choice)
    dropped = {reason: len(rows) for reason, rows in table.left_out.items() if rows}
    found = Examples(
        choice.task,
        tuple(table.texts),
        None,
        tuple(table.labels),
        sheet.name,
        sheet.sha256,
        dropped,
        sheet.encoding,
        tuple(table.numbers),
    )
    return found, table.problems()


def _refuse_columns(sheet: Sheet, choice: Choice) -> None:
    """Raise for a choice that does not fit the file."""
    sentence = () if choice.sentence_column is None else (choice.sentence_column,)
    given = (*choice.text_columns, choice.label_column, *sentence)
    wrong = [column for column in given if not 0 <= column < len(sheet.columns)]
    if wrong:
        raise BadInput(
            f"{called(sheet.name)} has no column {wrong[0] + 1}. It has {counted(len(sheet.columns), 'column')}. "
            "Choose one of these.",
            key="column-range",
            file=called(sheet.name),
            given=wrong[0] + 1,
            allowed=len(sheet.columns),
        )


def word_lists(examples: Examples) -> Iterator[list[str]]:
    if examples.words is not None:
        yield from map(list, examples.words)
    else:
        for text in examples.texts:
            yield [word.text for word in divide(text)]
