"""How a visitor's file is written, and rows that it sets apart: found, shown, and chosen otherwise."""

import pytest

from playground.ui.finetune import render_file, render_plan
from playground.ui.finetune.visit import Visit

GREEK = ("Το φαγητό ήταν υπέροχο", "Το δωμάτιο ήταν βρώμικο", "Η εξυπηρέτηση άργησε πολύ")


def visit(content: str | bytes, name: str = "visits.csv", encoding: str = "utf-8") -> Visit:
    made = Visit(from_scratch=True)
    made.read_file(content if isinstance(content, bytes) else content.encode(encoding), name)
    return made


def rows(line: str, head: str = "", count: int = 12) -> str:
    """A row a number; `at` is the number and `label` takes turns."""
    return head + "".join(line.format(at=at, label="ab"[at % 2]) + "\n" for at in range(count))


def selected(html: str, name: str) -> str:
    """What is chosen in a control."""
    options = html.partition(f'data-action="{name}">')[2].partition("</select>")[0]
    return options.partition(" selected>")[2].partition("<")[0]


def test_what_a_file_is_written_in_is_shown_in_both_languages() -> None:
    one = visit(rows("a visit number {at} to them;{label}", "text;label\n"))
    html = render_file.file(one, "en")
    assert selected(html, "delimiter") == "semicolons (as found)"
    assert selected(html, "encoding") == "utf-8 · any language (as found)"
    chinese = render_file.file(one, "zh")
    assert selected(chinese, "delimiter") == "分号（自动识别）"
    assert "编码" in chinese


def test_another_encoding_is_read_and_goes_back_to_the_found_one() -> None:
    content = "text,label\n" + "".join(f"{GREEK[at % 3]} {at},{'ab'[at % 2]}\n" for at in range(12))
    one = visit(content, encoding="cp1253")
    found = one.files.sheet
    assert found is not None
    one.change({"action": "encoding", "value": "cp1252"})
    assert one.files.checked is not None
    assert one.files.checked.examples.texts[0] == f"{GREEK[0]} 0".encode("cp1253").decode("cp1252")
    assert selected(render_file.file(one, "en"), "encoding") == "cp1252 · Western European"
    one.change({"action": "encoding", "value": "cp1253"})
    assert one.files.checked.examples.texts[0] == f"{GREEK[0]} 0"
    one.change({"action": "encoding", "value": ""})
    assert one.files.sheet is not None
    assert one.files.sheet.encoding == found.encoding


def test_another_delimiter_is_read_by_name_or_by_its_characters() -> None:
    one = visit(rows("a visit, number {at} to them~~{label}", "text~~label\n"))
    one.change({"action": "delimiter", "value": "~~"})
    assert one.files.checked is not None
    assert one.files.checked.labels == {"a": 6, "b": 6}
    assert one.files.checked.examples.texts[0] == "a visit, number 0 to them"
    html = render_file.file(one, "en")
    assert selected(html, "delimiter") == "~~"
    assert 'value="~~" autocomplete' in html
    one.change({"action": "delimiter", "value": "comma"})
    assert one.files.sheet is not None
    assert one.files.sheet.delimiter == ","
    assert selected(render_file.file(one, "en"), "delimiter") == "commas"


@pytest.mark.parametrize(
    ("action", "value", "sentence"),
    [
        ("delimiter", "and", "The delimiter is ‘and’. It has to be 1 to 8 characters"),
        ("encoding", "klingon", "There is no encoding ‘klingon’."),
        ("encoding", "shift_jis", "visits.csv is not in the encoding shift_jis."),
    ],
)
def test_what_cannot_be_is_said_and_the_file_stays(action: str, value: str, sentence: str) -> None:
    one = visit(rows("è vero, visit {at};{label}", "text;label\n"), encoding="cp1252")
    before = one.files
    one.change({"action": action, "value": value})
    assert one.files is before
    html = render_file.file(one, "en").replace("&#x27;", "'").replace("‘", "'").replace("’", "'")
    assert sentence.replace("‘", "'").replace("’", "'") in html
    one.change({"action": action, "value": ""})
    one.change({"action": "header", "value": True})
    assert one.file_error is None


def test_a_file_without_columns_asks_for_no_delimiter() -> None:
    sentence = "".join(f"{at}\t{word}\t_\t{tag}\t_\t_\t0\t_\t_\t_\n" for at, (word, tag) in enumerate(
        [("They", "PRON"), ("run", "VERB"), (".", "PUNCT")], 1))  # fmt: skip
    html = render_file.file(visit((sentence + "\n") * 8, "run.conllu"), "en")
    assert 'data-action="delimiter"' not in html
    assert 'data-action="encoding"' in html


SPLIT = rows("a visit number {at} to them,{label},train", "text,label,split\n") + "".join(
    f"another visit {at},{'ab'[at % 2]},test\n" for at in range(6)
)


def test_rows_that_a_column_marks_are_held_back_and_can_be_learnt_from() -> None:
    one = visit(SPLIT)
    assert one.sizes == (12, 6)
    html = render_file.file(one, "en")
    assert "Use the 6 rows that column 3 marks “test” for validation" in html
    assert "is not used" not in html
    assert "visits.csv (test)" in render_plan.plan(one, "en")
    one.change({"action": "parts", "value": False})
    assert one.files.validation is None
    assert one.sizes == (14, 4), "a fifth of all"
    one.change({"action": "parts", "value": True})
    assert one.sizes == (12, 6)
    one.change({"action": "own-share"})
    assert one.files.choice is not None
    assert not one.files.choice.parts_kept_apart
    assert one.sizes == (14, 4)
    assert "第 3 列标为“test”的 6 行用作验证" in render_file.file(one, "zh")


def test_a_validation_file_takes_the_place_of_the_marked_rows() -> None:
    one = visit(SPLIT)
    one.read_validation_file(b"text,label,split\n" + b"one more,a,x\nand one more,b,x\n" * 1, "held.csv")
    assert one.sizes == (12, 2)
    assert one.files.validation is not None
    assert one.files.validation.sheet.name == "held.csv"


def test_marked_rows_that_show_nothing_are_said_and_a_share_is_held_back() -> None:
    one = visit(rows("a visit number {at},{label},train", "text,label,split\n") + "last,a,test\nvery last,a,test\n")
    assert one.files.validation is None
    assert one.sizes == (10, 2)
    html = render_plan.plan(one, "en")
    assert "has the label" in html
    assert "A share of the file is used for validation instead." in html


def test_rows_marked_for_a_test_are_left_alone_beside_rows_for_validation() -> None:
    one = visit(SPLIT + "a test,a,dev\nb test,b,dev\n")
    assert one.sizes == (12, 2)
    assert "; the 6 rows marked test are left alone" in render_file.file(one, "en")
