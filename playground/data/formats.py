"""The kinds of files that examples are read from: the table in which a new kind is one entry.

An entry says how such a file is recognised by its name and its content, how its rows become checked examples, how its
beginning is described for drawing, and what may be chosen. The page, the command line and the recipes ask the entry;
nothing else knows the kinds apart.

What goes wrong is said in English beside a key, as every `Problem`, `Note` and error is; the page says it in another
language where that language has the key, and in English elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playground.data import conllu, entity_tags, json_records, labelled_lines, tables, word_tables
from playground.data.examples import Examples
from playground.data.problems import Note, Problem
from playground.data.sheet import Choice, Preview, Sheet, guess_with_columns
from playground.data.text_file import TextFile
from playground.errors import PlaygroundError
from playground.tasks import TASKS


def _guess_or_named(sheet: Sheet, text_column: str | None, label_column: str | None) -> Choice:
    """What the file suggests, with the columns that are given by their names in `Sheet.columns`, or by number."""
    return guess_with_columns(sheet, [column.name for column in sheet.columns], text_column, label_column)


def _read_table(sheet: Sheet, choice: Choice) -> tuple[Examples, list[Problem]]:
    """The examples of a table, of texts or of words, as the task wants them."""
    return (word_tables if TASKS[choice.task].per_word else tables).read(sheet, choice)


@dataclass(frozen=True)
class Format:
    """A kind of file.

    Attributes:
        title: what it is called in a list of kinds; None where another entry's title says it already.
        recognise: the content of a file of this kind with a guess at how to read it, None for any other file. It
            raises `BadInput` for a file of this kind that cannot be used at all.
        read: the examples as they are read by a choice, and what is wrong with the rows.
        preview: how the file begins, for drawing; the examples are None where none could be read.
        choose_columns: the choice that columns make which are given by name or by number (from 1).
        columns_chosen: whether the page lets people choose columns and say that there is a header.
        delimiter_chosen: whether the page lets people say what stands between columns.
        tasks: keys of TASKS for which such a file can be read.
        wrong_task: what is said where it cannot; it is given the file's name.
        texts_only: the texts without their labels, for pre-training; None for a file of any other kind.
    """

    title: Note | None
    recognise: Callable[[TextFile], Sheet | None]
    read: Callable[[Sheet, Choice], tuple[Examples, list[Problem]]] = _read_table
    preview: Callable[[Sheet, Choice, Examples | None], Preview] = tables.preview
    choose_columns: Callable[[Sheet, str | None, str | None], Choice] = _guess_or_named
    columns_chosen: bool = False
    delimiter_chosen: bool = False
    tasks: tuple[str, ...] = tuple(TASKS)
    wrong_task: Callable[[str], PlaygroundError] | None = None
    texts_only: Callable[[TextFile], Iterator[str] | None] | None = None


FORMATS: dict[str, Format] = {
    "conllu": Format(
        title=Note("CoNLL-U", "format-conllu"),
        recognise=conllu.recognise,
        read=conllu.read,
        preview=conllu.preview,
        choose_columns=conllu.refuse_columns,
        tasks=tuple(key for key, task in TASKS.items() if task.per_word),
        wrong_task=conllu.wrong_task,
        texts_only=conllu.texts_only,
    ),
    "json-records": Format(
        title=Note("JSON and JSON Lines", "format-json"),
        recognise=json_records.recognise,
        choose_columns=json_records.choose_columns,
        columns_chosen=True,
        tasks=tuple(key for key, task in TASKS.items() if not task.per_word),
        texts_only=json_records.texts_only,
    ),
    "entities": Format(title=None, recognise=entity_tags.recognise),
    "words": Format(
        title=None,
        recognise=word_tables.recognise,
        choose_columns=word_tables.choose_columns,
        columns_chosen=True,
        delimiter_chosen=True,
    ),
    "labelled-lines": Format(
        title=Note("lines that begin with their label", "format-labelled-lines"),
        recognise=labelled_lines.recognise,
        choose_columns=labelled_lines.choose_columns,
        delimiter_chosen=True,
    ),
    "table": Format(
        title=Note("CSV, TSV, semicolons or pipes", "format-table"),
        recognise=tables.recognise,
        choose_columns=tables.choose_columns,
        columns_chosen=True,
        delimiter_chosen=True,
        texts_only=tables.texts_only,
    ),
}
"""Kind -> what is known about it, in the order in which a file is tried: the last one takes whatever is left."""
