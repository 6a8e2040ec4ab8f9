"""Files of examples: what is read, what is left out, and what is said about a file that cannot be used."""

import gzip
import hashlib
from pathlib import Path
from typing import Any

import pytest

from playground.data.checks import check_for_training
from playground.data.reading import read, texts_only
from playground.errors import BadInput, NotFound
from tests.data.small_files import HEADER, ROWS, WORDS, write


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plain.tsv", HEADER + ROWS),
        ("packed.tsv.gz", HEADER + ROWS),
        ("windows.tsv", (HEADER + ROWS).replace("\n", "\r\n")),
        ("no-end.tsv", (HEADER + ROWS).rstrip("\n")),
        ("empty-rows.tsv", "\n" + HEADER + "\n" + ROWS + "\n\n"),
        ("mark.tsv", "\ufeff" + HEADER + ROWS),
        ("wide.tsv", (HEADER + ROWS).encode("utf-16")),
        ("capitals.tsv", "Text\tLABEL\n" + ROWS),
        ("commas.csv", (HEADER + ROWS).replace("\t", ",")),
        ("semicolons.csv", (HEADER + ROWS).replace("\t", ";")),
        ("pipes.csv.gz", (HEADER + ROWS).replace("\t", "|")),
        ("tabs.csv", HEADER + ROWS),
        ("no-ending", HEADER + ROWS),
        ("other-ending.txt", (HEADER + ROWS).replace("\t", ",")),
        ("third-column.tsv", "stars\tlabel\ttext\n5\tpositive\ta warm little film\n1\tnegative\tit never ends\n"),
        ("empty-columns.csv", "text,label,,\na warm little film,positive,,\nit never ends,negative,,\n"),
    ],
)
def test_the_same_examples_come_out_of_every_kind_of_table(tmp_path: Path, name: str, content: str | bytes) -> None:
    path = write(tmp_path, name, content)
    examples = read(path, "sentiment")
    assert examples.texts == ("a warm little film", "it never ends")
    assert examples.labels == ("positive", "negative")
    assert examples.words is None
    assert examples.dropped == {}
    assert len(examples) == 2
    assert examples.name == str(path)
    assert examples.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("content", "columns", "texts"),
    [
        ("1,it never ends\n0,a warm film\n1,too long\n", ("2", "1"), ("it never ends", "a warm film", "too long")),
        ("kind,what\n1,it never ends\n0,a warm film\n", ("2", "1"), ("it never ends", "a warm film")),
        ("kind,what\n1,it never ends\n0,a warm film\n", ("what", "kind"), ("it never ends", "a warm film")),
        ("label,what\n1,it never ends\n", ("what", None), ("it never ends",)),
    ],
)
def test_columns_can_be_given_by_name_or_number_with_a_header_or_without(
    tmp_path: Path, content: str, columns: tuple[str, str | None], texts: tuple[str, ...]
) -> None:
    assert read(write(tmp_path, "a.csv", content), "sentiment", *columns).texts == texts


def test_a_quote_in_a_tab_separated_file_is_a_character_of_the_text(tmp_path: Path) -> None:
    content = HEADER + '"Go on" she said\tpositive\n"it never ends\tnegative\nsix" of rain\tnegative\n'
    texts = read(write(tmp_path, "a.tsv", content), "sentiment").texts
    assert texts == ('"Go on" she said', '"it never ends', 'six" of rain')


def test_a_tab_separated_file_is_read_with_quoting_where_only_that_makes_its_rows_even(tmp_path: Path) -> None:
    content = HEADER + '"three\tparts\tand ""one"" line\nmore"\tpositive\nit never ends\tnegative\n'
    texts = read(write(tmp_path, "a.tsv", content), "sentiment").texts
    assert texts == ('three\tparts\tand "one" line\nmore', "it never ends")


def test_words_that_look_like_missing_values_and_spaces_around_a_text_are_kept(tmp_path: Path) -> None:
    examples = read(write(tmp_path, "a.csv", "text,label\nNA,1\nnull,0\n  nan , 1 \n"), "sentiment")
    assert examples.texts == ("NA", "null", "  nan ")
    assert examples.labels == ("1", "0", "1")


def test_rows_without_a_text_or_a_label_are_left_out_and_counted(tmp_path: Path) -> None:
    content = "text,label\n  ,positive\nit never ends,\n,\na warm film,positive\n"
    examples = read(write(tmp_path, "a.csv", content), "sentiment")
    assert examples.texts == ("a warm film",)
    assert examples.dropped == {"no text": 2, "no label": 1}


@pytest.mark.parametrize(
    ("text", "written", "assumed"),
    [
        ("un café très agréable, là où l'été fut doux, à deux pas de l'église", "cp1252", "cp1252"),
        ("only £5 for a ticket", "latin-1", "cp1252"),
        ("это очень хороший фильм, мне понравилось, посмотрю его ещё раз", "cp1251", "cp1251"),
        ("房间很大，服务也不错，下次还会再来。早餐很好，离车站很近。", "gb18030", "gb18030"),
    ],
)
def test_an_encoding_that_is_not_utf_8_is_found_and_said(tmp_path: Path, text: str, written: str, assumed: str) -> None:
    content = ("text\tlabel\n" + f"{text}\tgood\n" * 30).encode(written)
    examples = read(write(tmp_path, "a.tsv", content), "sentiment")
    assert examples.texts[0] == text
    assert examples.encoding == assumed


def test_what_is_not_named_is_guessed(tmp_path: Path) -> None:
    content = "v1,v2,,,\nham,see you at the gate,,,\nspam,win a prize now,,,\nham,so late again,,,\n"
    examples = read(write(tmp_path, "a.csv", content), "sentiment")
    assert examples.texts == ("see you at the gate", "win a prize now", "so late again")
    assert examples.labels == ("ham", "spam", "ham")
    assert examples.rows == (2, 3, 4)


def test_a_text_column_that_is_empty_and_stands_last_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"a\.csv has no column that looks like a text"):
        read(write(tmp_path, "a.csv", "a,b,\n"), "sentiment", text_column="3")


def test_a_column_can_be_named_where_the_other_is_guessed(tmp_path: Path) -> None:
    content = "stars,kind,what\n1,a,it never ends\n5,b,a warm film\n1,b,far too long\n5,a,what a joy\n"
    path = write(tmp_path, "a.csv", content)
    assert read(path, "sentiment").labels == ("1", "5", "1", "5")
    assert read(path, "sentiment", label_column="kind").labels == ("a", "b", "b", "a")
    assert read(path, "sentiment", label_column="2").texts == read(path, "sentiment").texts


def test_the_first_row_is_data_where_its_label_occurs_again(tmp_path: Path) -> None:
    rows = "it never ends;bad\na warm little film;good\nfar too long;bad\nwhat a joy;good\n"
    assert len(read(write(tmp_path, "a.csv", rows), "sentiment")) == 4
    assert len(read(write(tmp_path, "a.csv", "how it was;verdict\n" + rows), "sentiment")) == 4
    assert len(read(write(tmp_path, "a.csv", "a surprise from beginning to end;odd\n" + rows), "sentiment")) == 5


def test_a_file_with_one_label_can_be_measured_on_but_not_learnt_from(tmp_path: Path) -> None:
    found = read(write(tmp_path, "a.csv", "text,label\nhello you,ham\nbye now,ham\n"), "sentiment")
    assert [problem.key for problem in check_for_training(found)] == ["one-label"]


def test_rows_of_a_table_that_cannot_be_used_are_left_out_where_most_can(tmp_path: Path) -> None:
    content = 'text,label\nhello, you,ham\nbye,ham\nhm\n"no,ham\nso,spam\nthis, that,and more\n'
    examples = read(write(tmp_path, "a.csv", content), "sentiment")
    assert examples.texts == ("hello, you", "bye", '"no', "so")
    assert examples.dropped == {"cut short": 1, "too many cells": 1}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv", "text\nit rained\n\nthen it stopped\n"),
        ("a.tsv.gz", "id\ttext\n1\tit rained\n2\t \n3\tthen it stopped\n"),
        ("a.txt", "it rained\nthen it stopped\n"),
    ],
)
def test_texts_without_labels_can_be_read(tmp_path: Path, name: str, content: str) -> None:
    assert list(texts_only(write(tmp_path, name, content))) == ["it rained", "then it stopped"]


COLUMN_HELP = (
    "Choose both (--text-column and --label-column, or text_column and label_column in Python): "
    "a name, or a number counted from 1."
)
BAD_TABLES: list[tuple[str, str | bytes, dict[str, str], str]] = [
    (
        "a.csv",
        "one,two\n1,2\n",
        {},
        f"a.csv has no column that looks like a text. Its first row is: 'one', 'two'. {COLUMN_HELP}",
    ),
    (
        "a.csv",
        "text,what\nhello there,9.1\nbye now,9.2\nso long,9.3\n",
        {},
        "a.csv has no column that looks like a label: few different values. Its first row is: 'text', 'what'. "
        f"{COLUMN_HELP}",
    ),
    (
        "a.csv",
        "v1,v2\nham,hello\n",
        {"text_column": "v3", "label_column": "v1"},
        "a.csv has no column 'v3'. Its first row is: 'v1', 'v2'. Give one of these, or a number counted from 1.",
    ),
    (
        "a.csv",
        "v1,v2\nham,hello\n",
        {"text_column": "2", "label_column": "v2"},
        "Text and label are the same column of a.csv. Name two columns. Its first row is: 'v1', 'v2'.",
    ),
    (
        "a.csv",
        "text,label,note,note\nhello,ham,,\n",
        {"text_column": "note"},
        "a.csv has two columns named 'note'. Give each column a name of its own.",
    ),
    (
        "a.csv",
        "text,label\nhello, you,spam\nbye,ham\nhm\n",
        {},
        "a.csv has 2 rows that cannot be used. Row 2 has 3 cells, the first row has 2. "
        "Row 4 has 1 cell, the first row has 2. Fix the rows or delete them.",
    ),
    (
        "a.tsv",
        HEADER + "hello\tham\tspam\n" * 12,
        {},
        "a.tsv has 12 rows that cannot be used. "
        + " ".join(f"Row {row} has 3 cells, the first row has 2." for row in range(2, 12))
        + " And 2 more. Fix the rows or delete them.",
    ),
    (
        "a.csv",
        "text,label\n" + "x" * 100_001 + ",ham\n",
        {},
        "a.csv has 1 row that cannot be used. Row 2 has a cell of more than 100,000 characters. "
        "Fix the rows or delete them.",
    ),
    (
        "a.csv",
        "text,label\n" + "x" * 200_000 + ",ham\n",
        {},
        "a.csv has 1 row that cannot be used. Row 2 has a cell of more than 100,000 characters. "
        "Fix the rows or delete them.",
    ),
    ("a.csv", "," * 300 + "\n", {}, "Row 1 of a.csv has more than 200 columns. Leave only the text and the label."),
    ("a.csv", "", {}, "a.csv is empty. Give a file with a text and a label in each row."),
    ("a.csv", " \n\n", {}, "a.csv is empty. Give a file with a text and a label in each row."),
    (
        "a.csv",
        "text,label\n,ham\nhello,\n",
        {},
        "a.csv has no row with both a text and a label. Every example needs both. Fill them in.",
    ),
    (
        "a.csv",
        "text,label\n" + "".join(f"hello,{row}\n" for row in range(201)),
        {},
        "The label column of a.csv has 201 different values, such as '0'. At most 200 labels of up to 100 characters "
        "are allowed. Choose another label column (--label-column).",
    ),
    (
        "a.csv",
        "text,label\nhello," + "oh" * 60 + "\n",
        {},
        f"The label column of a.csv has 1 different value, such as '{'oh' * 28}o…'. At most 200 labels of up to 100 "
        "characters are allowed. Choose another label column (--label-column).",
    ),
    (
        "a.csv",
        b"text,label\nhel\0lo,ham\n",
        {},
        "Row 2 of a.csv holds a NUL character, so this is not a text file. Give a text file in UTF-8.",
    ),
    (
        "a.csv",
        ("text,label\n" + "这部电影很好看,好\n" * 9).encode() + "ça,好\n".encode("gb18030", "replace"),
        {},
        "Row 11 of a.csv holds bytes that are not UTF-8, as the rest of the file is. "
        "Fix the row or save the file as UTF-8.",
    ),
    (
        "a.csv",
        b"PK\x03\x04 and so on",
        {},
        "a.csv is a zip archive or an Office file (.xlsx, .docx). Give a .csv, .tsv or .conllu file: "
        "a spreadsheet saves one as CSV.",
    ),
    (
        "a.csv",
        gzip.compress(b"text,label\nhello,ham\n", mtime=0),
        {},
        "a.csv is compressed with gzip (give it a name that ends in .gz). Give a .csv, .tsv or .conllu file: "
        "a spreadsheet saves one as CSV.",
    ),
    (
        "a.conllu",
        WORDS,
        {},
        "a.conllu is CoNLL-U: it has a tag for every word and no label for a text. "
        "Choose the task pos, or give a .csv or .tsv file.",
    ),
]


@pytest.mark.parametrize(("name", "content", "columns", "message"), BAD_TABLES)
def test_a_table_that_cannot_be_used_is_refused_with_its_rows(
    tmp_path: Path, name: str, content: str | bytes, columns: dict[str, Any], message: str
) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(BadInput) as caught:
        read(path, "sentiment", **columns)
    assert str(caught.value) == message


def test_a_broken_gzip_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "a.tsv.gz", HEADER + ROWS * 100)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BadInput) as caught:
        read(path, "sentiment")
    assert str(caught.value) == "a.tsv.gz is not a whole gzip file. Pack it again, or give the file unpacked."


def test_a_file_that_is_not_there_or_is_a_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as missing:
        read(tmp_path / "none.csv", "sentiment")
    assert str(missing.value) == "There is no file none.csv. Check the path."
    with pytest.raises(BadInput) as folder:
        read(tmp_path, "sentiment")
    assert str(folder.value) == f"{tmp_path.name} cannot be read: Is a directory. Give a readable file."
    with pytest.raises(NotFound, match="There is no task 'weather'"):
        read(tmp_path / "none.csv", "weather")
