"""Tables with a label for each word that are no parts of speech: entities (BIO), tags of unknown sets.

Nothing is learnt from them here, and as texts with labels they would be learnt word by word; so they are refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from playground.data.problems import file_name
from playground.data.sheet import Sheet, first_filled_row, is_filled
from playground.data.tag_sets import TAG_SETS
from playground.data.text_file import TextFile
from playground.data.word_tables import find_columns, has_gaps, single_words
from playground.errors import BadInput, shown

SAMPLE = 5000  # rows from which it is told
_ENTITY = re.compile(r"O|[BIESLUM]-\S+")
_MARKS = frozenset(".,!?;:…\"'()。，！？；：、“”（）")
MARKS_SHARE = 1 / 60  # of the words of sentences are punctuation marks at least
MOST_TAGS = 100


def recognise(file: TextFile) -> Sheet | None:
    """None: a file that is no such table, or has parts of speech beside.

    Raises:
        BadInput: the file is such a table.
    """
    if file.labelled and not any("\t" in line for line in file.lines[:100]):
        return None
    rows = file.cells.rows
    top = first_filled_row(rows, file.name)
    filled = [row for row in rows[top + 1 : top + SAMPLE] if is_filled(row)]
    width = Counter(map(len, filled)).most_common(1)[0][0] if filled else 0
    if width < 2 or (found := _labels_of_words(filled, width)) is None:
        return None
    entities = sum(_ENTITY.fullmatch(label) is not None for label in found) > 0.95 * len(found)
    if entities and any(label != "O" for label in found):
        if find_columns(rows[top + 1 :], rows[top]) is None or file.per_word is False:
            raise _entities_error(file.name)
        return None
    tagged = has_gaps(rows, top) and _are_sentences(filled, width) and len(set(found)) > 2
    if tagged and find_columns(rows[top + 1 :], rows[top]) is None:
        raise _tags_error(file.name, found)
    return None


def _labels_of_words(rows: Sequence[Sequence[str]], width: int) -> list[str] | None:
    """The labels of rows that are a word and its label each, None where they are not."""
    columns = [[row[at].strip() for row in rows if len(row) == width] for at in range(width)]
    entities = [one for one in columns if sum(_ENTITY.fullmatch(cell) is not None for cell in one) > 0.95 * len(one)]
    if not any(single_words(column) for column in columns):
        return None
    labels = (entities or columns)[-1]
    few = len(set(labels)) <= min(MOST_TAGS, len(labels) // 3) and all(len(cell) <= 20 for cell in labels)
    return labels if few or (entities and len(labels) > 2) else None


def _are_sentences(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether punctuation marks stand among the words, each in a row of its own."""
    words = [row[0].strip() for row in rows if len(row) == width]
    return sum(word in _MARKS for word in words) >= max(1, MARKS_SHARE * len(words))


def _entities_error(name: str) -> BadInput:
    return BadInput(
        f"{file_name(name)} has a word and an entity tag (BIO) in each row, which is neither of the two tasks: a label "
        "for a text, or a part of speech for each word. Give a file of texts with labels, or of words with their parts "
        "of speech.",
        key="is-entities",
        file=file_name(name),
    )


def _tags_error(name: str, tags: Sequence[str]) -> BadInput:
    known = {tag for tag_set in TAG_SETS.values() for tag in tag_set.tags}
    strange = [tag for tag, _ in Counter(tags).most_common() if tag not in known] or list(dict.fromkeys(tags))
    listed = ", ".join(shown(tag) for tag in strange[:5])
    titles = ", ".join(tag_set.title for tag_set in TAG_SETS.values() if tag_set.title)
    return BadInput(
        f"{file_name(name)} has a word and a tag in each row, but tags such as {listed} are not known. Known are the "
        f"17 universal tags and those of {titles}. Rename the tags.",
        key="strange-tags",
        file=file_name(name),
        tags=strange[:5],
        known=titles,
    )
