"""CoNLL-U: ten columns between tabs, a word and its tag in each row, an empty line between sentences."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from playground.data.examples import Examples
from playground.data.problems import Note, Problem, counted, file_name, refuse
from playground.data.sheet import PREVIEW, Choice, Preview, Sheet
from playground.data.tagged_examples import tagged_examples, unusable_rows
from playground.data.tagged_sentences import Sentences, word_problem
from playground.data.text_file import TextFile
from playground.errors import BadInput, shown
from playground.tasks import UPOS

TAB = "\t"
_BEGIN = re.compile(r"1(?:-[0-9]+)?\t|#\s*sent_id\b")  # of a sentence, whatever stood before


def recognise(file: TextFile) -> Sheet | None:
    """The tagged sentences of a CoNLL-U file; None where it is none."""
    if not _is_conllu(file):
        return None
    found = parse(file.lines)
    refuse_wordless(found, file.name)
    first = zip(found.words[:PREVIEW], found.tags, strict=False)
    return file.sheet(
        Choice("pos", (1,), 3),
        [joined_note(found.joined)] if found.joined else [],
        rows=len(found.texts) + found.unusable,
        preview=tuple((" ".join(words), " ".join(tags)) for words, tags in first),
        delimiter="\t",
        sentences=found,
    )


def refuse_wordless(found: Sentences, name: str) -> None:
    """Raise for a treebank that comes without its words.

    Raises:
        BadInput: all words are "_".
    """
    if found.texts and all(word == "_" for words in found.words for word in words):
        raise BadInput(
            f"All words of {file_name(name)} are “_”: this treebank comes without its text, for reasons of copyright. "
            "Its README says where the text is and how to fill it in.",
            key="conllu-wordless",
            file=file_name(name),
        )


def joined_note(joined: int) -> Note:
    """That empty lines are missing between sentences."""
    who = "1 sentence begins" if joined == 1 else f"{joined:,} sentences begin"
    return Note(
        f"{who} without an empty line before, where the words are numbered from 1 again or “# sent_id” comes.",
        "assumed-joined",
        {"count": joined},
    )


def wrong_task(name: str) -> BadInput:
    """What is said where texts with a label are wanted and words with tags were given."""
    return BadInput(
        f"{file_name(name)} is CoNLL-U: it has a tag for every word and no label for a text. "
        "Choose the task pos, or give a .csv or .tsv file.",
        key="is-conllu",
        file=file_name(name),
    )


def refuse_columns(sheet: Sheet, text_column: str | None, label_column: str | None) -> Choice:
    """Raise for columns that somebody has named.

    Raises:
        BadInput: always; the columns of CoNLL-U are fixed.
    """
    raise BadInput(
        f"{file_name(sheet.name)} is CoNLL-U, where the columns are fixed. Leave out --text-column and --label-column.",
        key="conllu-columns",
        file=file_name(sheet.name),
    )


def read(sheet: Sheet, choice: Choice) -> tuple[Examples, list[Problem]]:
    """The tagged sentences of a CoNLL-U file, and what is wrong with its rows."""
    assert sheet.sentences is not None
    return tagged_examples(sheet, choice.task, sheet.sentences, choice.renames)


def preview(sheet: Sheet, choice: Choice, examples: Examples | None) -> Preview:
    """The first sentences with their tags as they are called now."""
    if examples is None or examples.words is None:
        return Preview()
    return Preview(sentences=tuple(zip(examples.words[:PREVIEW], examples.labels[:PREVIEW], strict=True)))


def texts_only(file: TextFile) -> Iterator[str] | None:
    """The sentences without their tags, None where the file is not CoNLL-U.

    Raises:
        BadInput: more than half of the sentences have rows that cannot be read.
    """
    if not _is_conllu(file):
        return None
    found = parse(file.lines)
    refuse(unusable_rows(found, file.name))
    return iter(found.texts)


def _is_conllu(file: TextFile) -> bool:
    """Whether a file is CoNLL-U, by its name, else by the first line that says something."""
    if file.has_extension(".csv", ".tsv", ".conllu"):
        return file.has_extension(".conllu")
    for line in file.lines[:1000]:
        if line.strip() and not line.startswith("#"):
            cells = line.rstrip("\r\n").split("\t")
            return len(cells) == 10 and re.fullmatch(r"0\.1|1(-\d+)?", cells[0]) is not None
    return False


def parse(lines: Iterable[str]) -> Sentences:
    """The sentences of a CoNLL-U file.

    A text is the sentence as it was written: a range such as `1-2` gives its surface form ("don't" for do, n't), and
    SpaceAfter=No keeps the next word close.
    """
    found = Sentences()
    pieces: list[str] = []
    words: list[str] = []
    tags: list[str] = []
    inside = 0  # the last word number that the current range covers
    start, whole = 1, True
    for number, line in enumerate(chain(lines, [""]), 1):
        line = line.rstrip("\r\n")
        bare = not line.strip()
        again = bool(words) and _BEGIN.match(line) is not None
        if bare or again:
            found.add("".join(pieces).strip(" "), words, tags, start, whole)
            found.joined += again
            pieces, words, tags, inside, start, whole = [], [], [], 0, number + bare, True
        if bare or line.startswith("#"):
            continue
        cells = line.split("\t", 10)
        problem = _row_problem(cells, line)
        if problem:
            found.note(number, problem)
            whole = False
            continue
        index, form, tag, misc = cells[0], cells[1], cells[3], cells[9]
        space = "" if "SpaceAfter=No" in misc.split("|") else " "
        if index.isdecimal():
            words.append(form)
            tags.append(sys.intern(tag))
            if int(index) > inside:
                pieces += (form, space)
        elif "-" in index:
            inside = int(index.partition("-")[2])
            pieces += (form, space)
    return found


def _row_problem(cells: Sequence[str], line: str) -> str:
    """What is wrong with a row of CoNLL-U, "" for nothing."""
    if len(cells) != 10:
        return f"has {counted(1 + line.count(TAB), 'column')}, CoNLL-U has 10, with tabs between them"
    if not re.fullmatch(r"[0-9]{1,9}([-.][0-9]{1,9})?", cells[0]):
        return f"begins with {shown(cells[0])}, not with a word's number"
    return word_problem(cells[1], cells[3], UPOS.get(cells[3])) if cells[0].isdecimal() else ""
