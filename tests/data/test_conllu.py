"""CoNLL-U files: words, tags, the text as it was written, and what is wrong with rows."""

from pathlib import Path

import pytest

from playground.data.reading import read
from playground.errors import BadInput
from tests.data.small_files import HEADER, ROWS, WORDS, write


def test_conllu_gives_words_tags_and_the_text_as_it_was_written(tmp_path: Path) -> None:
    for name in ("a.conllu", "a.conllu.gz", "a.txt"):
        examples = read(write(tmp_path, name, WORDS), "pos")
        assert examples.words == (("Do", "n't", "run", ",", "Ana", "!"), ("Yes",))
        assert examples.labels == (("AUX", "PART", "VERB", "PUNCT", "PROPN", "PUNCT"), ("INTJ",))
        assert examples.texts == ("Don't run, Ana!", "Yes")


def test_sentences_of_conllu_that_cannot_be_used_are_left_out_where_most_can(tmp_path: Path) -> None:
    broken = WORDS + "\n1\tNo\tno\tWRONG\tUH\t_\t0\troot\t0:root\t_\n"
    examples = read(write(tmp_path, "a.conllu", broken), "pos")
    assert examples.texts == ("Don't run, Ana!", "Yes")
    assert examples.dropped == {"unusable sentence": 1}
    assert examples.rows == (1, 12)


TAGS = "NOUN PROPN PRON VERB AUX ADJ ADV DET NUM ADP PART CCONJ SCONJ INTJ PUNCT SYM X"
ROW = "{}\t{}\t_\t{}\t_\t_\t0\troot\t_\t_\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.conllu",
            "# one\n" + ROW.format(1, "go", "VB") + ROW.format(2, "on", "_") + ROW.format(3, " ", "X") + "4\tso\tADV\n",
            "a.conllu has 4 rows that cannot be used. Row 2 has the tag 'VB', which is none of the 17. "
            "Row 3 has no tag. Row 4 has no word. Row 5 has 3 columns, CoNLL-U has 10, with tabs between them. "
            f"The tags are {TAGS}. Fix the rows or delete their sentences.",
        ),
        (
            "a.conllu",
            ROW.format("one", "go", "VERB"),
            "a.conllu has 1 row that cannot be used. Row 1 begins with 'one', not with a word's number. "
            f"The tags are {TAGS}. Fix the rows or delete their sentences.",
        ),
        ("a.conllu", "# nothing\n\n", "a.conllu has no sentence. Give a CoNLL-U file with tagged words."),
        (
            "a.tsv",
            HEADER + ROWS,
            "a.tsv has no tag for each word. Part of speech is learnt from .conllu files, or from a table with a word "
            "and its tag in each row. Give one of these, or choose the task sentiment.",
        ),
    ],
)
def test_tagged_words_that_cannot_be_used_are_refused_with_their_rows(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    with pytest.raises(BadInput) as caught:
        read(write(tmp_path, name, content), "pos")
    assert str(caught.value) == message


def test_conllu_takes_no_columns(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="where the columns are fixed"):
        read(write(tmp_path, "a.conllu", WORDS), "pos", text_column="FORM")
