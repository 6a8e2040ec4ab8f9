"""Sentences with a tag for every word: from CoNLL-U, or from a table with a word and its tag in each row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from playground.data.problems import counted
from playground.errors import shown
from playground.tasks import UPOS

# The same in other spellings, and the tags of the Penn Treebank as English treebanks map them.
_SPELT = {"CONJ": "CCONJ", "PRT": "PART", ".": "PUNCT", "PNOUN": "PROPN", "PUNC": "PUNCT", "NUMBER": "NUM"}
_PENN = {
    "CC": "CCONJ", "CD": "NUM", "DT": "DET", "EX": "PRON", "FW": "X", "IN": "ADP", "JJ": "ADJ", "JJR": "ADJ",
    "JJS": "ADJ", "LS": "X", "MD": "AUX", "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PDT": "DET",
    "POS": "PART", "PRP": "PRON", "PRP$": "PRON", "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "RP": "ADP", "SYM": "SYM",
    "TO": "PART", "UH": "INTJ", "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB",
    "VBZ": "VERB", "WDT": "DET", "WP": "PRON", "WP$": "PRON", "WRB": "ADV", ",": "PUNCT", ":": "PUNCT", "``": "PUNCT",
    "''": "PUNCT", "\"": "PUNCT", "-LRB-": "PUNCT", "-RRB-": "PUNCT", "(": "PUNCT", ")": "PUNCT", "HYPH": "PUNCT",
    "$": "SYM", "#": "SYM", "ADD": "X", "AFX": "X", "NFP": "PUNCT", "XX": "X",
}  # fmt: skip
_ENDS = frozenset(".!?。！？…")
_NAMES_OF_WORDS = {"word", "words", "token", "tokens", "form", "词", "单词", "词语"}
_NAMES_OF_TAGS = {"upos", "pos", "tag", "tags", "upostag", "词性"}


@dataclass
class Sentences:
    """What was found: sentences that can be used, and the rows that keep others from it.

    Attributes:
        rows: the row in which each sentence begins.
        problems: row -> what is wrong with it, in a sentence.
        unusable: sentences with such rows.
    """

    texts: list[str] = field(default_factory=list)
    words: list[tuple[str, ...]] = field(default_factory=list)
    tags: list[tuple[str, ...]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    problems: dict[int, str] = field(default_factory=dict)
    unusable: int = 0

    def rename(self, renames: Mapping[str, str | None]) -> int:
        """Give tags their new names; leave out the sentences that hold one whose new name is None.

        Returns:
            How many sentences were left out.
        """
        tags = [tuple(renames.get(tag, tag) for tag in sentence) for sentence in self.tags]
        kept = [at for at, sentence in enumerate(tags) if None not in sentence]
        left_out = len(tags) - len(kept)
        self.tags = [tuple(tag for tag in tags[at] if tag is not None) for at in kept]
        self.texts, self.words = [self.texts[at] for at in kept], [self.words[at] for at in kept]
        self.rows = [self.rows[at] for at in kept]
        return left_out

    def add(self, text: str, words: Sequence[str], tags: Sequence[str], row: int, whole: bool) -> None:
        """Take a sentence, or count it where it is not whole."""
        if not whole:
            self.unusable += 1
        elif words:
            self.texts.append(text)
            self.words.append(tuple(words))
            self.tags.append(tuple(tags))
            self.rows.append(row)


def conllu(lines: Iterable[str]) -> Sentences:
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
    for number, line in enumerate([*lines, ""], 1):
        line = line.rstrip("\r\n")
        if not line.strip():
            found.add("".join(pieces).strip(" "), words, tags, start, whole)
            pieces, words, tags, inside, start, whole = [], [], [], 0, number + 1, True
            continue
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        problem = _wrong(cells)
        if problem:
            found.problems[number] = f"Row {number} {problem}."
            whole = False
            continue
        index, form, tag, misc = cells[0], cells[1], cells[3], cells[9]
        space = "" if "SpaceAfter=No" in misc.split("|") else " "
        if index.isdecimal():
            words.append(form)
            tags.append(tag)
            if int(index) > inside:
                pieces += (form, space)
        elif "-" in index:
            inside = int(index.partition("-")[2])
            pieces += (form, space)
    return found


def _wrong(cells: Sequence[str]) -> str:
    """What is wrong with a row of CoNLL-U, "" for nothing."""
    if len(cells) != 10:
        return f"has {counted(len(cells), 'column')}, CoNLL-U has 10, with tabs between them"
    if not re.fullmatch(r"[0-9]{1,9}([-.][0-9]{1,9})?", cells[0]):
        return f"begins with {shown(cells[0])}, not with a word's number"
    return _no_tagged_word(cells[1], cells[3], UPOS.get(cells[3])) if cells[0].isdecimal() else ""


def _no_tagged_word(word: str, tag: str, known: str | None) -> str:
    if not word.strip():
        return "has no word"
    if known is None:
        return "has no tag" if tag in ("_", "") else f"has the tag {shown(tag)}, which is none of the 17"
    return ""


# ---- tables of words and tags


def universal(tag: str, penn: bool) -> str | None:
    """The universal tag that a cell stands for, None for none."""
    bare = tag.strip().upper()
    if penn and bare in _PENN:
        return _PENN[bare]
    if bare in UPOS:
        return bare
    return _SPELT.get(bare)


def is_penn(cells: Iterable[str]) -> bool:
    """Whether the tags of a column are those of the Penn Treebank rather than the universal ones."""
    tags = {cell.strip().upper() for cell in cells if cell.strip()}
    return len(tags & set(_PENN)) > len(tags & (set(UPOS) | set(_SPELT)))


def share_of_tags(cells: Sequence[str]) -> float:
    """How many of the cells that are filled are tags, 0-1; 0 where there are fewer than three different ones."""
    filled = [cell for cell in cells if cell.strip()]
    penn = is_penn(filled)
    known = [cell for cell in filled if universal(cell, penn)]
    return len(known) / len(filled) if len(set(known)) >= 3 else 0.0


def word_and_tag(rows: Sequence[Sequence[str]], names: Sequence[str]) -> tuple[int, int, int | None] | None:
    """The columns of words, of tags and of what tells sentences apart; None where rows do not look like that.

    Args:
        rows: those below the header; empty ones are passed over.
        names: of the columns, "" where there are none.
    """
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    width = _width(filled)
    filled = [row for row in filled if not any(cell.strip() for cell in row[width:])]
    columns = [[row[at] if at < len(row) else "" for row in filled] for at in range(len(names))]
    shares = [share_of_tags(column[:5000]) for column in columns]
    tagged = [at for at, share in enumerate(shares) if share >= 0.9]
    if not tagged:
        return None
    called = [name.strip().casefold() for name in names]
    tag = min(tagged, key=lambda at: (is_penn(columns[at][:5000]), called[at] not in _NAMES_OF_TAGS, at))
    words = [at for at, column in enumerate(columns) if at not in tagged and _single_words(column[:5000])]
    if not words:
        return None
    word = min(words, key=lambda at: (called[at] not in _NAMES_OF_WORDS, at))
    sentence = next((at for at, column in enumerate(columns) if at != word and _counts(called[at], column)), None)
    return word, tag, sentence


def rejoined(rows: Sequence[list[str]], word: int, tag: int, delimiter: str) -> list[list[str]]:
    """The same rows; where a delimiter is itself a word and was not quoted (`,,PUNCT`), its cells are one again."""
    width = _width(rows)
    penn = is_penn([row[tag] for row in rows if len(row) == width > tag])
    whole = []
    for row in rows:
        extra = len(row) - width
        if extra > 0 and any(cell.strip() for cell in row[width:]):
            one = [*row[:word], delimiter.join(row[word : word + extra + 1]), *row[word + extra + 1 :]]
            row = one if universal(one[tag], penn) else row
        whole.append(row)
    return whole


def _width(rows: Sequence[Sequence[str]]) -> int:
    """How many cells most rows have that have any."""
    common = Counter(len(row) for row in rows if row).most_common(1)
    return common[0][0] if common else 0


def is_header(first: Sequence[str], word: int, tag: int, penn: bool) -> bool:
    """Whether the first row names the columns; POS is a name of one, and a tag of the Penn Treebank."""
    called = [cell.strip().casefold() for cell in first]
    named = max(word, tag) < len(called) and called[word] in _NAMES_OF_WORDS and called[tag] in _NAMES_OF_TAGS
    return named or universal(first[tag] if tag < len(first) else "", penn) is None


def _single_words(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell.strip()]
    letters = sum(any(letter.isalpha() for letter in cell) for cell in filled)
    single = sum(len(cell.split()) == 1 for cell in filled)
    return len(filled) > 0.9 * len(column) and letters > 0.5 * len(filled) and single > 0.95 * len(filled)


def _counts(name: str, column: Sequence[str]) -> bool:
    """Whether a column tells sentences apart: it is called so, or its numbers grow, each for several rows."""
    filled = [cell.strip() for cell in column if cell.strip()]
    different = len(set(filled))
    if different < 2 or 2 * different > len(column):
        return False
    if "sent" in name or "句" in name:
        return True
    numbers = [int(match[0]) for cell in filled if (match := re.search(r"[0-9]{1,9}$", cell))]
    return len(numbers) == len(filled) and numbers == sorted(numbers)


def tables(
    rows: Sequence[Sequence[str]], first: int, word: int, tag: int, sentence: int | None, ends: bool
) -> Sentences:
    """The sentences of a table of words and tags.

    Args:
        rows: all rows; `first` is the index of the first below the header.
        word, tag, sentence: indices of columns; without a sentence column empty rows stand between sentences.
        ends: whether a sentence ends with its full stop, since nothing else tells them apart.
    """
    found = Sentences()
    penn = is_penn([row[tag] for row in rows[first:] if len(row) > tag])
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
        known = universal(given, penn)
        problem = _no_tagged_word(form, given, known)
        if problem:
            found.problems[number] = f"Row {number} {problem}."
            whole = False
            continue
        words.append(form)
        tags.append(known or "")
        if ends and form in _ENDS:
            finish(number + 1)
    finish(len(rows) + 1)
    return found
