"""Texts of a file that models are asked about: which are found, with which labels, and how that is said."""

import pytest

from playground.data.bounds import PAGE
from playground.data.notation import Notation
from playground.data.texts_to_ask import NO_LABELS, find_texts, labelled_texts, texts_to_predict


@pytest.mark.parametrize(
    ("name", "content", "delimiter", "columns", "column"),
    [
        ("a.txt", "it rained, and how\nthen it stopped\n", "", (), 0),
        ("a.csv", "id,text\n1,it rained\n2,then it stopped\n", ",", ("id", "text"), 1),
        ("a.csv", "id;sentence\n1;it rained all day\n2;then it stopped\n", ";", ("id", "sentence"), 1),
        ("a.csv", "text\nit rained\nthen it stopped\n", "", (), 0),
        ("a.jsonl", '{"id": 1, "text": "it rained"}\n{"id": 2, "text": "then it stopped"}\n', None, ("id", "text"), 1),
    ],
)
def test_texts_are_told_with_how_they_were_found(
    name: str, content: str, delimiter: str | None, columns: tuple[str, ...], column: int
) -> None:
    found = find_texts(content.encode(), name, PAGE)
    assert found.texts == texts_to_predict(content.encode(), name)
    assert [text.partition(" ")[0] for text in found.texts] == ["it", "then"]
    assert (found.encoding, found.delimiter or "", found.columns, found.column) == (
        "utf-8", delimiter or "", columns, column)  # fmt: skip
    assert (found.delimiter is None) == (delimiter is None)


def test_texts_are_found_otherwise_where_somebody_says_so() -> None:
    raw = "review;comment\nit rained all day;wet as can be\nthen it stopped;dry at last\n".encode("utf-16-le")
    said = Notation(";", "utf-16-le")
    assert find_texts(raw, "a.csv", PAGE, said, 1).texts == ["wet as can be", "dry at last"]
    assert find_texts(raw, "a.csv", PAGE, said, 0).texts == ["it rained all day", "then it stopped"]
    assert find_texts(raw, "a.csv", PAGE, said, 9).column in (0, 1), "a column that is not there is guessed"


def test_labels_come_along_with_whichever_column_of_texts_is_chosen() -> None:
    rows = [("it rained all day", "wet as can be", "bad"), ("then it stopped", "dry at last", "good")] * 3
    raw = "\n".join(["before,after,label", *map(",".join, rows)]).encode()
    for column in (0, 1):
        found = find_texts(raw, "a.csv", PAGE, column=column)
        assert (found.texts, found.labels) == ([row[column] for row in rows], ["bad", "good"] * 3)
    assert find_texts(raw, "a.csv", PAGE, column=2).labels is None, "the labels themselves are asked about"
    assert find_texts(raw, "a.csv", PAGE).labels == labelled_texts(raw, "a.csv")[1]


def test_the_column_of_labels_can_be_chosen_whatever_stands_there() -> None:
    rows = [("it rained", "wet", "bad", "a"), ("then it stopped", "dry", "good", ""), ("and then", "wet", "bad", "a")]
    raw = "\n".join(["text,ground,label,by", *map(",".join, rows)]).encode()
    texts = [row[0] for row in rows]
    for given, labels, at in (
        (None, ["bad", "good", "bad"], 2),
        (NO_LABELS, None, None),
        (1, ["wet", "dry", "wet"], 1),
        (3, ["a", "", "a"], 3),
        (0, ["bad", "good", "bad"], 2),  # of the texts themselves it is guessed
        (9, ["bad", "good", "bad"], 2),
    ):
        found = find_texts(raw, "a.csv", PAGE, label_column=given)
        assert (found.texts, found.labels, found.column, found.label_column) == (texts, labels, 0, at), given
    found = find_texts(raw, "a.csv", PAGE, column=2, label_column=0)
    assert (found.texts, found.labels) == (["bad", "good", "bad"], texts)


def test_a_header_that_names_the_texts_is_one_whichever_columns_are_chosen() -> None:
    raw = b"1,text,2\n3,4 and more,5\n6,7 and less,5\n"
    found = find_texts(raw, "a.csv", PAGE, label_column=2)
    assert (found.texts, found.labels, found.columns) == (["4 and more", "7 and less"], ["5", "5"], ("1", "text", "2"))
