"""Tagged sentences -> examples, and what is wrong with the rows that keep some of them out."""

from __future__ import annotations

from collections.abc import Mapping

from playground.data.examples import Examples, examples_of
from playground.data.problems import (
    REPAIRED,
    ROWS_SHOWN,
    STOP,
    Problem,
    counted,
    file_name,
    is_or_are,
    no_examples_problem,
)
from playground.data.sheet import Sheet
from playground.data.tagged_sentences import Sentences
from playground.tasks import UPOS


def tagged_examples(
    sheet: Sheet, task: str, found: Sentences, renames: Mapping[str, str | None]
) -> tuple[Examples, list[Problem]]:
    """The sentences of a file as examples, and what is wrong with its rows.

    Args:
        renames: tag -> its new name; None leaves out the sentences that hold it.
    """
    problems = unusable_rows(found, sheet.name)
    kept, left_out = found.renamed(renames)
    counts = {"unusable sentence": found.unusable, "label dropped": left_out}
    dropped = {reason: count for reason, count in counts.items() if count}
    if not kept.texts and not problems:
        bare = "no sentence. Give a CoNLL-U file with tagged words."
        gone = "a dropped tag in every sentence. Keep more tags."
        problems = [no_examples_problem(sheet.name, gone if left_out else bare)]
    return examples_of(sheet, task, kept.texts, kept.tags, kept.rows, kept.words, dropped), problems


def unusable_rows(found: Sentences, name: str) -> list[Problem]:
    """What is wrong with the rows of sentences: it stops where more than half of the sentences have such rows."""
    if not found.problems:
        return []
    rows, count = tuple(found.problems)[:ROWS_SHOWN], found.bad_rows
    named = " ".join(list(found.problems.values())[:ROWS_SHOWN])
    more = f" And {count - len(rows):,} more." if count > len(rows) else ""
    values = {"file": file_name(name), "rows": rows, "count": count, "sentences": found.unusable}
    start = f"{file_name(name)} has {counted(count, 'row')} that cannot be used. {named}{more}"
    if found.unusable > len(found.texts):
        advice = f"The tags are {' '.join(UPOS)}. Fix the rows or delete their sentences."
        return [Problem(f"{start} {advice}", "bad-rows", values, STOP, rows, count)]
    left = f"{start} {counted(found.unusable, 'sentence')} with such rows {is_or_are(found.unusable)} left out."
    return [Problem(left, "bad-sentences", values, REPAIRED, rows, count)]
