"""A file that streams past gives the rows that training reads of it in memory."""

import gzip
import json
from pathlib import Path
from random import Random

import pytest

from playground.data import survey as surveying
from playground.data.bounds import COMMAND_LINE
from playground.data.delimited import Dialect, parse
from playground.data.notation import notation
from playground.data.reading import read
from playground.data.row_stream import Row, open_rows, quoted_rows
from playground.data.survey import survey
from playground.errors import BadInput, NotFound
from tests.data.meals import MEALS, TABLE, checked, table
from tests.data.test_nasty_files import READ
from tests.data.test_real_files import TABLES

CONTENTS: list[tuple[str, str | bytes]] = [
    *((name, content) for name, content, *_ in READ),
    *((name, content) for name, content, *_ in TABLES),
]
STREAMED = [
    (name, content, chunk)
    for name, content in CONTENTS
    if name.lower().removesuffix(".gz").endswith((".csv", ".tsv", ".jsonl")) and name != "fastText in quotes.csv"
    for chunk in (2**17, 7)
    if chunk == 2**17 or len(content) < 5_000
]


def rows_of(path: Path, text_column: str | None = None, **said: str) -> list[Row]:
    given = notation(said.get("delimiter"), said.get("encoding"))
    _, found = open_rows(survey(path, given), text_column, given).read()
    return list(found)


@pytest.mark.parametrize(
    ("name", "content", "chunk"), STREAMED, ids=[f"{name} {chunk} bytes at a time" for name, _, chunk in STREAMED]
)
def test_the_texts_are_those_that_training_reads(
    name: str, content: str | bytes, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row without a label is one too, and so is one that is cut short behind its text."""
    monkeypatch.setattr(surveying, "CHUNK", chunk)
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    trained, rows = checked(name, content), rows_of(path)
    wanted = dict(zip(trained.examples.rows, trained.examples.texts, strict=True))
    above = name.endswith(".jsonl")  # training counts the names of the keys as a row
    found = {row.number + above: row.text for row in rows if row.wrong is None}
    assert {number: found.get(number) for number in wanted} == wanted
    dropped = dict(trained.dropped)
    unlabelled = dropped.pop("no label", 0)
    assert len(found) <= len(wanted) + unlabelled + dropped.get("cut short", 0)
    assert len(rows) == len(wanted) + unlabelled + sum(dropped.values())
    assert {row.wrong for row in rows} - {None} <= set(dropped)


def test_what_the_beginning_does_not_show_is_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Quotes, line ends within them and stray quotes come first where the layout has been told already."""
    monkeypatch.setattr(surveying, "CHUNK", 64)
    monkeypatch.setattr(surveying, "SAMPLE_BYTES", 400)
    random, rows = Random(5), []
    for at in range(2000):
        text, label = MEALS[at % len(MEALS)]
        cell = f"{at} {text}"
        if at > 100 and random.random() < 0.3:
            cell = random.choice([f'"{cell}, they ""said"""', f'"{cell}\nand more"', f'"{cell}" so', f'a 5" {cell}'])
        rows.append(f"{cell},{label}\n")
    path = tmp_path / "late.csv"
    path.write_text("text,label\n" + "".join(rows), newline="")
    examples = read(path, "sentiment", "text", "label")
    found = {row.number: row.text for row in rows_of(path, "text") if row.wrong is None}
    assert found == dict(zip(examples.rows, examples.texts, strict=True))
    assert len(found) == 2000


@pytest.mark.parametrize("seed", range(20))
def test_rows_with_quotes_anywhere_are_divided_as_in_memory(seed: int) -> None:
    random = Random(seed)
    lines = ["".join(random.choices(['"', "a", ",", " ", "b"], k=random.randrange(1, 9))) + "\n" for _ in range(60)]
    wanted = parse(lines, ",", "x.csv", COMMAND_LINE)
    if wanted.dialect == Dialect(","):
        assert list(quoted_rows(iter(lines), Dialect(","), lambda _: False)) == wanted.rows


@pytest.mark.slow
def test_a_quote_that_is_never_closed_spoils_one_row_and_not_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "open.csv"
    path.write_text("text,label\n" + '"a warm meal",good\n' * 50 + '"never closed,good\n' + "plain row,bad\n" * 40_000)
    found = rows_of(path)
    assert len(found) == 40_051
    assert {row.text for row in found} == {"a warm meal", '"never closed', "plain row"}


@pytest.mark.parametrize(
    ("name", "content", "columns", "texts"),
    [
        ("one.csv", 'text\n"Well, yes"\nno, never\n', ("text",), ["Well, yes", "no, never"]),
        ("one-quoted.csv", 'text\n"Well, yes"\nno\n\n"two\nlines"\n', ("text",), ["Well, yes", "no", "two\nlines"]),
        ("none.csv", "a good film\nbad dog\n", ("column 1",), ["a good film", "bad dog"]),
        ("texts.txt", 'a good, film\r\n\r\n"bad" dog', ("text",), ["a good, film", "", '"bad" dog']),
        ("ids.tsv", 'id\ttext\n1\t"so" they said\n2\tno one came\n', ("id", "text"), ['"so" they said', "no one came"]),
        (
            "records.jsonl",
            '{"id": 1, "text": "a good film"}\n\n{"text": "bad \\u00e9", "more": [1, 2]}\n',
            ("id", "text", "more"),
            ["a good film", "bad é"],
        ),
    ],
)
def test_files_without_labels(
    name: str, content: str, columns: tuple[str, ...], texts: list[str], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8", newline="")
    stream = open_rows(survey(path))
    assert stream.columns == columns
    assert [row.text for row in rows_of(path)] == texts


def test_rows_that_no_model_can_be_asked_about_come_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    good = b"".join(f"{at},caf\xc3\xa9 {text}\n".encode("latin-1") for at, (text, _) in enumerate(MEALS))
    path.write_bytes(
        b"id,text\n" + good + b"7,\n8,#NAME?\n9\n10,a\xff\xfeb,\n11," + b"x" * 100_001 + b"\n12,so,it,is\n\n13,well\0\n"
    )
    found = [row for row in rows_of(path) if row.wrong]
    assert [(row.number, row.wrong) for row in found] == [
        (8, "no text"),
        (9, "spreadsheet error"),
        (10, "cut short"),
        (11, "damaged bytes"),
        (12, "cell too long"),
        (13, "too many cells"),
        (15, "damaged bytes"),
    ]
    assert found[5].cells == ["12", "so,it,is"] and found[3].cells == ["10", "a\ufffd\ufffdb"]
    assert not any(row.text for row in found)


def test_lines_that_are_no_object_come_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"text": "a good film"}\n{"text": "cut\n[1]\n{"text": null}\n{"text": 5}\n')
    assert [(row.number, row.text, row.wrong) for row in rows_of(path)] == [
        (1, "a good film", None),
        (2, "", "no whole JSON object"),
        (3, "", "no whole JSON object"),
        (4, "", "no text"),
        (5, "5", None),
    ]


def test_what_somebody_says_of_a_file_is_gone_by(tmp_path: Path) -> None:
    path = tmp_path / "odd.dat"
    path.write_bytes("größe ~ ein guter Film\n1 ~ größer".encode("cp1252"))
    found = rows_of(path, "2", delimiter=" ~ ", encoding="cp1252")
    assert [row.cells for row in found][-1] == ["1", "größer"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"\n\n", "empty.csv is empty."),
        ("zip.csv", b"PK\x03\x04rest", "zip.csv is a zip archive"),
        ("page.csv", b"<!doctype html><p>", "is a web page or XML"),
        ("binary.csv", b"text\na\0b\n", "holds a NUL character"),
        ("cut.csv.gz", gzip.compress(TABLE.encode() * 50)[:-20], "is not a whole gzip file"),
        ("list.json", json.dumps([{"text": "a"}]).encode(), "cannot be read row by row"),
        ("labels.csv", b"__label__a well then\n__label__b so what\n" * 3, "begin with labels"),
        ("numbers.csv", b"a,b\n" + b"1,2\n3,4\n" * 9, "no column that looks like a text"),
        ("python.jsonl", b"[{'text': 'a'}]", "is a list as Python prints it"),
    ],
)
def test_files_that_are_no_stream_of_texts_are_refused_in_a_line(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=said):
        rows_of(path)


def test_a_file_that_is_not_there_and_a_column_that_is_not(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no file nothing\.csv"):
        survey(tmp_path / "nothing.csv")
    (tmp_path / "a.csv").write_text(table(header="text,label"))
    with pytest.raises(BadInput, match="has no column 'body'"):
        rows_of(tmp_path / "a.csv", "body")
    assert [row.text for row in rows_of(tmp_path / "a.csv", "2")] == [label for _, label in MEALS]
