"""Tables with a word and its tag in each row, an empty row or a column of numbers between sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from playground.data.column_roles import describe_columns
from playground.data.examples import Examples, examples_of
from playground.data.problems import STOP, Note, Problem, file_name
from playground.data.sheet import Choice, Sheet, first_filled_row, guess_with_columns, is_filled
from playground.data.tables import header_note, name_column, refuse_columns
from playground.data.tag_sets import TAG_SETS, find_tag_set, universal
from playground.data.tagged_examples import tagged_examples
from playground.data.tagged_sentences import Sentences, word_problem
from playground.data.text_file import TextFile

_SENTENCE_ENDS = frozenset(".!?。！？…")
_WORD_NAMES = {"word", "words", "token", "tokens", "form", "词", "单词", "词语"}
_TAG_NAMES = {"upos", "pos", "tag", "tags", "upostag", "词性"}


def recognise(file: TextFile) -> Sheet | None:
    """The rows of a table of words and tags, None where it does not look like one.

    Raises:
        BadInput: the file is empty, or too large.
    """
    if file.per_word is False or (file.per_word is None and file.labelled):
        return None
    cells = file.cells
    top = first_filled_row(cells.rows, file.name)
    found = find_columns(cells.rows[top + 1 :], cells.rows[top])
    if found is None or not (file.per_word or found[2] is not None or has_gaps(cells.rows, top)):
        return None
    word, tag, sentence = found
    rows = rejoin_cells(cells.rows, word, tag, cells.delimiter or ",")
    tags = find_tag_set([row[tag] for row in rows[top + 1 :] if len(row) > tag])
    header = is_header(rows[top], word, tag, tags)
    names = [cell.strip() for cell in rows[top]]
    filled = [row for row in rows[top + header :] if is_filled(row)]
    roles = {word: "text", tag: "label"}
    columns = tuple(
        replace(column, looks=roles.get(at, "other"))
        for at, column in enumerate(describe_columns(filled or rows[top : top + 1], names if header else []))
    )
    notes = [
        *cells.assumed,
        Note("Each row holds a word and its tag.", "assumed-words"),
        header_note(names, header),
        *_tags_note(tags),
    ]
    if sentence is not None:
        sentence_note = f"{name_column(columns[sentence])} tells the sentences apart."
        notes.append(Note(sentence_note, "assumed-sentence-column", {"column": columns[sentence].number}))
    elif not has_gaps(rows, top):
        notes.append(Note("Nothing stands between the sentences, so each ends with . ! or ?", "assumed-sentence-ends"))
    return file.sheet(
        Choice("pos", (word,), tag, header, sentence_column=sentence),
        notes,
        columns=columns,
        table=rows,
        delimiter=cells.delimiter or None,
        repaired=cells.repaired,
    )


def _tags_note(key: str) -> list[Note]:
    """That the tags are those of another tag set."""
    title = TAG_SETS[key].title
    sentence = f"The tags are those of {title}; each is read as its universal tag."
    return [Note(sentence, f"assumed-{key}-tags", {"tags": title})] if title else []


def choose_columns(sheet: Sheet, text_column: str | None, label_column: str | None) -> Choice:
    """The choice that the columns of words and tags make which are given, by name or by number.

    Raises:
        BadInput: there is no such column.
    """
    names = sheet.table[first_filled_row(sheet.table, sheet.name)]
    return guess_with_columns(sheet, names, text_column, label_column)


def read(sheet: Sheet, choice: Choice) -> tuple[Examples, list[Problem]]:
    """The tagged sentences of a table, and what is wrong with its rows.

    Raises:
        BadInput: the choice names a column that the file does not have.
    """
    columns = (*choice.text_columns, choice.label_column)
    if len(choice.text_columns) != 1 or choice.label_column < 0 or len(set(columns)) != 2:
        problem = Problem(
            f"Part of speech needs one column of words and one of tags. Choose both for {file_name(sheet.name)}.",
            "words-columns",
            {"file": file_name(sheet.name)},
            STOP,
        )
        return examples_of(sheet, choice.task, (), (), words=()), [problem]
    refuse_columns(sheet, choice)
    first = first_filled_row(sheet.table, sheet.name) + choice.header
    ends = choice.sentence_column is None and all(is_filled(row) for row in sheet.table[first:-1])
    found = parse(sheet.table, first, columns[0], columns[1], choice.sentence_column, ends)
    return tagged_examples(sheet, choice.task, found, choice.renames)


def has_gaps(rows: Sequence[Sequence[str]], top: int) -> bool:
    """Whether empty rows stand between others."""
    return any(not is_filled(row) for row in rows[top + 1 : -1])


def _share_of_tags(cells: Sequence[str]) -> float:
    """How many of the cells that are filled are tags, 0-1; 0 where there are fewer than three different ones."""
    filled = [cell for cell in cells if cell.strip()]
    tags = find_tag_set(filled)
    known = [cell for cell in filled if universal(cell, tags)]
    return len(known) / len(filled) if len(set(known)) >= 3 else 0.0


def find_columns(rows: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[int, int, int | None] | None:
    """The columns of words, of tags and of what tells sentences apart; None where rows do not look like that.

    Args:
        rows: those below the header; empty ones are passed over.
        names: of the columns, "" where there are none.
    """
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    width = _common_width(filled)
    filled = [row for row in filled if not any(cell.strip() for cell in row[width:])]
    columns = [[row[at] if at < len(row) else "" for row in filled] for at in range(len(names))]
    shares = [_share_of_tags(column[:5000]) for column in columns]
    tagged = [at for at, share in enumerate(shares) if share >= 0.9]
    if not tagged:
        return None
    called = [name.strip().casefold() for name in names]
    tag = min(
        tagged, key=lambda at: (find_tag_set(columns[at][:5000]) != "universal", called[at] not in _TAG_NAMES, at)
    )
    words = [at for at, column in enumerate(columns) if at not in tagged and single_words(column[:5000])]
    if not words:
        return None
    word = min(words, key=lambda at: (called[at] not in _WORD_NAMES, at))
    sentence = next(
        (at for at, column in enumerate(columns) if at != word and _numbers_sentences(called[at], column)), None
    )
    return word, tag, sentence


def rejoin_cells(rows: Sequence[list[str]], word: int, tag: int, delimiter: str) -> list[list[str]]:
    """The same rows; where a delimiter is itself a word and was not quoted (`,,PUNCT`), its cells are one again."""
    width = _common_width(rows)
    tags = find_tag_set([row[tag] for row in rows if len(row) == width > tag])
    whole = []
    for row in rows:
        extra = len(row) - width
        if extra > 0 and any(cell.strip() for cell in row[width:]):
            one = [*row[:word], delimiter.join(row[word : word + extra + 1]), *row[word + extra + 1 :]]
            row = one if universal(one[tag], tags) else row
        whole.append(row)
    return whole


def _common_width(rows: Sequence[Sequence[str]]) -> int:
    """How many cells most rows have that have any."""
    common = Counter(len(row) for row in rows if row).most_common(1)
    return common[0][0] if common else 0


def is_header(first: Sequence[str], word: int, tag: int, tags: str) -> bool:
    """Whether the first row names the columns; POS is a name of one, and a tag of the Penn Treebank."""
    called = [cell.strip().casefold() for cell in first]
    named = max(word, tag) < len(called) and called[word] in _WORD_NAMES and called[tag] in _TAG_NAMES
    return named or universal(first[tag] if tag < len(first) else "", tags) is None


def single_words(column: Sequence[str]) -> bool:
    """Whether nearly every cell of a column is a single word."""
    filled = [cell for cell in column if cell.strip()]
    letters = sum(any(letter.isalpha() for letter in cell) for cell in filled)
    single = sum(len(cell.split()) == 1 for cell in filled)
    return len(filled) > 0.9 * len(column) and letters > 0.5 * len(filled) and single > 0.95 * len(filled)


def _numbers_sentences(name: str, column: Sequence[str]) -> bool:
    """Whether a column tells sentences apart: it is called so, or its numbers grow, each for several rows."""
    filled = [cell.strip() for cell in column if cell.strip()]
    different = len(set(filled))
    if different < 2 or 2 * different > len(column):
        return False
    if "sent" in name or "句" in name:
        return True
    numbers = [int(match[0]) for cell in filled if (match := re.search(r"[0-9]{1,9}$", cell))]
    return len(numbers) == len(filled) and numbers == sorted(numbers)


def parse(
    rows: Sequence[Sequence[str]], first: int, word: int, tag: int, sentence: int | None, ends: bool
) -> Sentences:
    """The sentences of a table of words and tags.

    Args:
        rows: all rows; `first` is the index of the first below the header.
        word, tag, sentence: indices of columns; without a sentence column empty rows stand between sentences.
        ends: whether a sentence ends with its full stop, since nothing else tells them apart.
    """
    found = Sentences()
    tag_set = find_tag_set([row[tag] for row in rows[first:] if len(row) > tag])
    words: list[str] = []
    tags: list[str] = []
    start, whole, current = first + 1, True, ""

    def finish(following: int) -> None:
        nonlocal words, tags, start, whole
        found.add(" ".join(words), words, tags, start, whole)
        words, tags, start, whole = [], [], following, True

    for number, row in enumerate(rows[first:], first + 1):
        if not any(cell.strip() for cell in row):
            finish(number + 1)
            continue
        mark = row[sentence].strip() if sentence is not None and sentence < len(row) else ""
        if mark and mark != current:
            finish(number)
            current = mark
        form, given = (row[at].strip() if at < len(row) else "" for at in (word, tag))
        known = universal(given, tag_set)
        problem = word_problem(form, given, known)
        if problem:
            found.note(number, problem)
            whole = False
            continue
        words.append(form)
        tags.append(known or "")
        if ends and form in _SENTENCE_ENDS:
            finish(number + 1)
    finish(len(rows) + 1)
    return found
