"""Texts with their right labels: which lines have one, what they mean to the models, and how often each is right."""

import csv
import io

import pytest

from playground.checkpoints import shipped
from playground.lenses.predict.many_texts import Answer, Row, as_csv
from playground.lenses.predict.right_labels import divided, matched, scores, with_right_labels
from playground.ui.compare.many_texts import judged
from playground.ui.compare.render_many_texts import table

LABELS = ("negative", "positive")
RNN, LSTM = shipped()[:2]


def row(text: str, *said: str) -> Row:
    found = [Answer(model, LABELS, one, None, (0.3, 0.7), 0) for model, one in zip((RNN, LSTM), said, strict=True)]
    return Row(text, (text,), tuple(found))


ROWS = (
    row("both right", "positive", "positive"),
    row("one wrong", "negative", "positive"),
    row("both wrong", "positive", "positive"),
    row("unknown", "positive", "negative"),
)
GIVEN = ["positive", "positive", "negative", "so-so"]


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["a\tpositive", "b\tnegative", "c\tpositive"], ["positive", "negative", "positive"]),
        (["a\tb\tpositive", "b\tpositive"], ["positive", "positive"]),
        (["a\tpositive"], ["positive"]),
        (["a\tpositive", "b"], None),
        (["a\tpositive", "\tpositive"], None),
        (["a\tone", "b\ttwo", "c\tthree"], None),
        (["a\t" + "x" * 61] * 2, None),
        (["a\t"] * 2, None),
        (["a", "b"], None),
        ([], None),
    ],
)
def test_a_column_of_labels_is_one_where_every_line_has_one_of_few(lines: list[str], labels: list[str] | None) -> None:
    texts, found = divided(lines)
    assert found == labels
    assert texts == ([line.rpartition("\t")[0] for line in lines] if labels else lines)


def test_labels_are_known_however_they_are_written() -> None:
    names = {"正面": "positive", "负面": "negative"}
    assert matched(["Positive", " negative", "正面", "so-so"], LABELS, names) == [
        "positive",
        "negative",
        "positive",
        None,
    ]
    assert matched(["1", "0"], LABELS, names) == ["positive", "negative"]
    assert matched(["1", "0", "2"], LABELS, names) == [None, None, None]
    assert matched(["1", "0"], ("0", "1"), {}) == ["1", "0"]
    assert matched(["1"], ("a", "b", "c"), {}) == [None]


def test_a_model_is_judged_on_the_texts_whose_label_it_has() -> None:
    rows, unused = judged(ROWS, GIVEN)
    assert unused == ["so-so"]
    assert [one.right for one in rows] == ["positive", "positive", "negative", None]
    first, second = scores(rows)
    assert (first.right, first.total, first.counts) == (1, 3, ((0, 1), (1, 1)))
    assert (second.right, second.total, second.counts) == (2, 3, ((0, 1), (0, 2)))
    assert second.accuracy == pytest.approx(2 / 3)
    other = Answer("mine", ("ham", "spam"), "spam", None, (0.3, 0.7), 0)
    assert scores([Row("x", ("x",), (other,), "positive")]) == []
    assert judged(ROWS, None) == (ROWS, [])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_accuracy_stands_above_and_disagreements_come_first(language: str) -> None:
    rows, unused = judged(ROWS, GIVEN)
    html = table(rows, language, unused)
    assert html.index("66.7") < html.index("one wrong") < html.index("unknown") < html.index("both wrong")
    assert html.index("both wrong") < html.index("both right")
    assert html.count("✗") == 3 and html.count("✓") == 3
    assert html.count("<caption>") == 2
    assert "so-so" in html
    assert "<caption>" not in table(ROWS, language)


def test_labels_of_visitors_are_escaped_and_kept_in_the_files() -> None:
    hostile = "<b>=1</b>"
    rows, unused = judged(ROWS, [hostile] * 4)
    html = table(rows, "en", unused)
    assert unused == [hostile]
    assert "<b>=1" not in html
    written = list(csv.DictReader(io.StringIO(as_csv(with_right_labels(ROWS, ["positive", None, "negative", None])))))
    assert [line["right"] for line in written] == ["positive", "", "negative", ""]
    assert "right" not in ROWS[0].as_json()
