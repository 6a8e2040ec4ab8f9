"""Many texts at once: the answers, where models differ, files to keep and to upload."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from playground.checkpoints import load, shipped
from playground.errors import BadInput
from playground.lenses.predict import many_texts as lens
from playground.lenses.predict import right_labels
from playground.lenses.predict.many_texts import Answer, MadeWord, Row, as_csv, escape_formula, predict_many
from playground.lenses.predict.predict import predict
from playground.lenses.predict.spans import Span
from playground.ui.background import waited_for
from playground.ui.compare import file_of_texts, many_texts, render_many_texts

TEXTS = ["A good film.", "bad", "the dog 's not good , it 's a bad dog .", "=1+1", "<img src=x onerror=alert(1)>", "好"]


def answers(references: list[str], texts: list[str]) -> tuple[Row, ...]:
    asking = predict_many(references, texts)
    reports = []
    while True:
        try:
            reports.append(next(asking))
        except StopIteration as finished:
            assert reports[-1][1] == len(references) * len(texts)
            rows: tuple[Row, ...] = finished.value
            return rows


@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_the_answers_are_those_of_predict_in_the_order_given(tiny: dict[str, str], task: str) -> None:
    references = [folder for key, folder in tiny.items() if key.startswith(task)]
    rows = answers(references, TEXTS * 12)
    assert [row.text for row in rows] == TEXTS * 12
    for row in rows[: len(TEXTS)]:
        for answer, reference in zip(row.answers, references, strict=True):
            single = predict(load(reference), row.text)
            assert answer.model == reference
            assert answer.label == single.label
            assert (None if answer.tags is None else list(answer.tags)) == single.tags
            assert row.words == tuple(word.text for word in single.words)


def test_each_text_of_a_mixed_file_is_answered_in_its_own_language() -> None:
    texts = ["A good film.", "这部电影太差了", "太好了", "2024"]
    rows = answers(["sentiment-textcnn", "sentiment-lstm"], texts)
    assert [[answer.model for answer in row.answers] for row in rows] == [
        ["sentiment-textcnn", "sentiment-lstm"],
        ["sentiment-zh-textcnn", "sentiment-zh-lstm"],
        ["sentiment-zh-textcnn", "sentiment-zh-lstm"],
        ["sentiment-textcnn", "sentiment-lstm"],
    ]
    assert answers(["sentiment-zh-lstm"], ["A good film."])[0].answers[0].model == "sentiment-lstm"
    header = as_csv(rows).splitlines()[0]
    assert "sentiment-lstm / sentiment-zh-lstm,sentiment-lstm / sentiment-zh-lstm probability" in header
    assert "LSTM</button>" in render_many_texts.table(rows, "en")
    both = answers(["sentiment-lstm", "sentiment-zh-lstm"], texts[:2])
    assert [[answer.model for answer in row.answers] for row in both] == [["sentiment-lstm", "sentiment-zh-lstm"]] * 2
    assert both[1].answers[0].caution is not None, "the one that cannot read it says so"
    assert 'class="warn"' in render_many_texts.table(both, "en")


def test_a_run_that_takes_too_long_says_so_and_keeps_the_texts_that_all_models_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lens, "TEXTS_A_STEP", 2)
    models = ["sentiment-textcnn", "sentiment-rnn"]
    box = "A film that is far too long for its plot.\tpositive\nGood.\tpositive\nBad, and dull.\tpositive"
    with waited_for(lambda: True) as wait:
        shown = many_texts.answer("sentiment", models, "en", box, [])
        for progress in shown:
            if " 4 of 6 predictions" in progress[0]:
                wait.until = 0  # both models have answered the two short texts
            drawn, rows, *buttons = progress
    assert "The run was ended after 60 seconds. 2 of 3 texts, the shortest ones, have" in drawn
    assert [row.text for row in rows] == ["Good.", "Bad, and dull."], "in the order of the texts"
    assert [row.right for row in rows] == ["positive", "positive"]
    for row in rows:
        assert [answer.label for answer in row.answers] == [predict(load(one), row.text).label for one in models]
    assert drawn.count('<td class="many-text"') == 2 and "far too long" not in drawn
    assert [button.visible for button in buttons[:2]] == [True, True], "what is there can be downloaded"
    assert many_texts.csv_file(rows)["content"].count("\r\n") == 3


def test_a_run_that_has_nothing_when_its_time_is_over_says_what_to_do() -> None:
    with waited_for(lambda: True) as wait:
        wait.until = 0
        *_, (drawn, rows, *buttons) = many_texts.answer("sentiment", ["sentiment-rnn"], "en", "Good.", [])
    assert "The answer was not there after 60 seconds" in drawn and rows == ()
    assert [button.visible for button in buttons[:2]] == [False, False]


def joined(name: str, *spans: tuple[int, int, str]) -> Answer:
    """A model that makes these words of 看电影."""
    made = tuple(MadeWord(first, end, Span(first, end, "看电影"[first:end], tag, 0.9)) for first, end, tag in spans)
    tags = tuple(f"{'I' if at > first else 'B'}-{tag}" for first, end, tag in spans for at in range(first, end))
    labels = ("B-NOUN", "I-NOUN", "B-VERB", "I-VERB")
    return Answer(f"pos-zh-{name}", labels, None, tags, (0.9,) * 3, 0, None, made)


def test_characters_that_all_models_join_stand_above_one_tag() -> None:
    words = ("看", "电", "影")
    whole = joined("rnn", (0, 1, "VERB"), (1, 3, "NOUN"))
    drawn = render_many_texts.table((Row("看电影", words, (whole,)),), "en")
    assert "<bdi>看</bdi>" in drawn and "<bdi>电影</bdi>" in drawn and "B-NOUN" not in drawn
    row = Row("看电影", words, (whole, joined("lstm", (0, 1, "VERB"), (1, 2, "NOUN"), (2, 3, "NOUN"))))
    drawn = render_many_texts.table((row,), "en")
    assert "<bdi>电</bdi>" in drawn and "<bdi>影</bdi>" in drawn
    assert row.contested == (False, True, True), "the same tags, and words of other lengths"
    assert ">2 of 3<" in drawn
    assert "≠ NOUN 电影 <span" in drawn and "≠ NOUN <span" in drawn, "what differs is the word, not its tag"
    assert "NOUN 电影: " in drawn.split('data-tip="')[1].split('"')[0], "in the tip too"


def test_files_hold_the_words_that_characters_make() -> None:
    row = Row("看电影", ("看", "电", "影"), (joined("rnn", (0, 1, "VERB"), (1, 3, "NOUN")),))
    assert "看/VERB 电影/NOUN" in as_csv((row,)) and "B-NOUN" not in as_csv((row,))
    (answer,) = row.as_json()["answers"]
    assert answer["tags"] == ["B-VERB", "B-NOUN", "I-NOUN"], "what programs rely on stays"
    assert [(one["text"], one["tag"]) for one in answer["spans"]] == [("看", "VERB"), ("电影", "NOUN")]


def said(*labels: str) -> Row:
    return Row(
        "x", ("x",), tuple(Answer(f"m{n}", ("no", "yes"), one, None, (0.4, 0.6), 0) for n, one in enumerate(labels))
    )


def tagged(*tags: tuple[str | None, ...]) -> Row:
    found = (Answer(f"m{n}", ("A", "B"), None, one, (0.5,) * len(one), 0) for n, one in enumerate(tags))
    return Row("x y", ("x", "y"), tuple(found))


def test_models_differ_where_their_labels_do() -> None:
    assert not said("yes", "yes").differ
    assert said("yes", "no").differ
    assert said("yes", "no", "yes").outvoted == (False, True, False)


def test_models_with_random_weights_do_not_vote() -> None:
    def row(**said: str) -> Row:
        found = (Answer(name.replace("_", "#"), ("no", "yes"), one, None, (0.4, 0.6), 0) for name, one in said.items())
        return Row("x", ("x",), tuple(found))

    mixed = row(rnn="yes", rnn_untrained="no", lstm_untrained="no")
    assert not mixed.differ
    assert mixed.outvoted == (False, True, True)
    assert row(rnn_untrained="no", lstm_untrained="yes").differ  # where there are no others, they are compared
    assert said("yes", "no").outvoted == (False, False)


def test_models_with_other_labels_are_not_compared() -> None:
    spam = Answer("spam", ("ham", "spam"), "spam", None, (0.1, 0.9), 0)
    row = Row("x", ("x",), (*said("yes").answers, spam))
    assert not row.differ
    assert row.outvoted == (False, False)


def test_words_are_contested_where_tags_differ_and_both_were_read() -> None:
    assert tagged(("A", "B"), ("A", "A")).contested == (False, True)
    assert tagged(("A", None), ("A", "A")).contested == (False, False)


@pytest.mark.parametrize(
    ("texts", "key"),
    [([], "many-none"), (["x"] * 1_001, "many-texts"), (["x" * 100_001] * 2, "many-characters")],
)
def test_too_little_and_too_much_is_refused(texts: list[str], key: str) -> None:
    with pytest.raises(BadInput) as caught:
        lens.check_texts(texts)
    assert caught.value.key == key


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"])
def test_no_cell_is_run_as_a_formula(cell: str) -> None:
    assert escape_formula(cell) == "'" + cell
    row = Row(cell, ("x",), (Answer(cell, (cell, "b"), cell, None, (0.6, 0.4), 0),))
    for line in csv.reader(io.StringIO(as_csv([row]), newline="")):
        assert not any(one.startswith(lens.FORMULA) for one in line)


def test_the_files_say_what_the_rows_say(tiny: dict[str, str]) -> None:
    for task in ("sentiment", "pos"):
        rows = answers([tiny[f"{task}-rnn"], tiny[f"{task}-lstm"]], TEXTS)
        table = list(csv.DictReader(io.StringIO(as_csv(rows), newline="")))
        assert [line["text"].removeprefix("'") for line in table] == TEXTS
        kept = json.loads(many_texts.json_file(rows)["content"])
        assert [line["text"] for line in kept] == TEXTS
        assert [line["differ"] for line in kept] == [line["differ"] == "yes" for line in table]
        for line, row in zip(kept, rows, strict=True):
            first = line["answers"][0]
            assert first.get("label") == row.answers[0].label
            assert first.get("tags") == (list(row.answers[0].tags) if row.answers[0].tags else None)


def test_files_are_read_and_left_for_others_who_upload_the_same(tmp_path: Path) -> None:
    path = tmp_path / "texts.csv"
    path.write_text('id,text\n1,"Good,\nreally good"\n2,Bad\n', "utf-8")
    lines, note, _ = many_texts.upload(str(path), "en")
    assert lines == "Good, really good\nBad"
    assert "2 texts from texts.csv" in note
    assert many_texts.upload(str(path), "en")[:2] == (lines, note)


def test_a_column_of_labels_comes_along_behind_a_tab(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text('id,text,label\n1,"Good,\nreally good",positive\n2,Bad,negative\n3,So\tso,negative\n', "utf-8")
    lines, note, _ = many_texts.upload(str(path), "en")
    assert lines == "Good, really good\tpositive\nBad\tnegative\nSo\tso\tnegative"
    assert "3 texts with their labels from reviews.csv" in note
    assert right_labels.divided(lines.split("\n")) == (
        ["Good, really good", "Bad", "So\tso"],
        ["positive", "negative", "negative"],
    )


TABLE = "id,text,label,by,note\n1,Good,positive,ann,\n2,Bad,negative,bob,x\n3,So so,negative,ann,x\n"


@pytest.mark.parametrize(
    ("chosen", "lines", "selected"),
    [
        ("", "Good\tpositive\nBad\tnegative\nSo so\tnegative", "label (as found)"),
        ("none", "Good\nBad\nSo so", "none"),
        ("3", "Good\tann\nBad\tbob\nSo so\tann", "by"),
    ],
)
def test_the_column_of_labels_is_shown_and_chosen(tmp_path: Path, chosen: str, lines: str, selected: str) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(TABLE, "utf-8")
    texts, labels, file = file_of_texts.read(str(path), *file_of_texts.asked_otherwise({"labels": chosen}))
    assert many_texts._as_lines(texts, labels) == lines
    shown = file_of_texts.about(file, "en")
    assert f" selected>{selected}<" in shown.partition('data-action="labels"')[2].partition("</select>")[0]
    assert shown.count(">text</option>") == 1, "the column of the texts is none of labels"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TABLE, "'note' 1 of 3 texts have no label. Each needs one. Choose another column of labels, or none."),
        (TABLE.replace(",x\n", ",y\n", 1).replace("ann,\n", "ann,z\n"), "has 3 different values for 3 texts"),
        (TABLE.replace("ann,\n", f"ann,{'x' * 61}\n"), "a value of 61 characters"),
    ],
)
def test_a_chosen_column_that_holds_no_labels_is_refused(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(BadInput, match=re.escape(said)):
        file_of_texts.read(str(path), label_column=4)


def test_a_guessed_column_of_too_many_kinds_is_no_label(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("text,label\n" + "".join(f"It is number {at},kind{at % 60}\n" for at in range(180)), "utf-8")
    texts, labels, file = file_of_texts.read(str(path))
    assert (len(texts), labels, file.labelled) == (180, None, False)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("big.txt", b"x" * 1_000_001, "At most 1,000,000 are read"),
        ("nul.txt", b"a\0b", "holds a NUL character"),
        ("zip.csv", b"PK\x03\x04...", "is a zip archive"),
        ("empty.txt", b" \n\n", "There is no text"),
        ("columns.csv", b"a,b\n1,2\n", "has no column named text"),
        ("rows.txt", b"x\n" * 1_001, "These are 1,001 texts"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    _, shown, _ = many_texts.upload(str(path), "en")
    assert said in shown


def test_what_training_reads_is_read_here_too(tmp_path: Path) -> None:
    for name, content in (
        ("latin.txt", "schön war es\nnein".encode("cp1252")),
        ("guessed.csv", "id;review;stars\n1;schön war es;5\n2;nein;1\n".encode("cp1252")),
        ("lines.jsonl", b'{"text": "sch\\u00f6n war es", "label": 1}\n{"text": "nein", "label": 0}\n'),
        ("list.json", '[{"text": "schön war es"}, {"text": "nein"}]'.encode()),
        ("wide.txt", "schön war es\nnein\n".encode("utf-16")),
    ):
        (tmp_path / name).write_bytes(content)
        assert file_of_texts.read(str(tmp_path / name))[:2] == (["schön war es", "nein"], None), name


def test_an_upload_that_is_gone_is_said(tmp_path: Path) -> None:
    _, shown, _ = many_texts.upload(str(tmp_path / "gone.txt"), "en")
    assert "gone.txt is no longer here" in shown


def test_lines_are_taken_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff one, two \r\n\r\n“three”\u2028four\n".encode())
    assert file_of_texts.read(str(path))[:2] == ([" one, two ", "“three”\u2028four"], None)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_that_a_visitor_wrote_becomes_html(language: str) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    for row in (
        Row(hostile, (hostile,), said("yes", "no").answers),
        Row(hostile, (hostile,), (Answer("pos-rnn", (hostile,), None, (hostile,), (1.0,), 0),)),
    ):
        named = Row(row.text, row.words, tuple(_named(answer) for answer in row.answers))
        assert "<img" not in render_many_texts.table([named], language)


def _named(answer: Answer) -> Answer:
    return Answer(shipped()[0], answer.labels, answer.label, answer.tags, answer.probabilities, 3)
