"""Files of every hostile kind: read or refused in one sentence, in bounded memory, with bounded work."""

import csv
import json
import string
import subprocess
import sys
from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.data import delimited
from playground.data.bounds import PAGE, Bounds
from playground.data.inspection import inspect
from playground.data.reading import check
from playground.data.sheet import Choice
from playground.data.texts_to_ask import texts_to_predict
from playground.errors import BadInput, PlaygroundError
from playground.ui.language import chinese
from tests.serving import ROOT

QUICKLY = settings(
    max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
SIZE = 3 * 2**20
TIMES = 15  # as many bytes in memory as the file has, at most, beside 8 MB that any file costs
BEGINNING = "text,label\na b c,x\n"


def filled(piece: str, start: str = "") -> str:
    return start + piece * ((SIZE - len(start.encode())) // len(piece.encode()))


HOSTILE = {
    "one open quote.csv": filled("word ", BEGINNING + '"'),
    "an open quote and commas.csv": filled("word,", BEGINNING + '"'),
    "an open quote over lines.csv": filled("word, word and more words to come\n", BEGINNING + '"'),
    "every line opens one.csv": filled('"a b c d e f g h i k l m,x\n', "text,label\n"),
    "doubled quotes that never end.csv": filled('"a""b and more of it"",x\n', "text,label\n"),
    "line ends.csv": filled("\n"),
    "old line ends.csv": filled("\r"),
    "both line ends.csv": filled("\r\n"),
    "commas.csv": filled(","),
    "tabs.tsv": filled("\t"),
    "quotes.csv": filled('"'),
    "spaces.txt": filled(" "),
    "short rows.csv": filled("a film,x\n", "text,label\n"),
    "long rows.csv": filled("w " * 9_000 + ",x\n", "text,label\n"),
    "wide letters.csv": filled("word " * 75 + "😀,x\n", "text,label\n"),
    "labels.txt": filled("__label__a well well\n__label__b no no no\n"),
    "labels at the end.txt": filled("well well __label__a\nno no no __label__b\n"),
    "curly.csv": filled("“a, b and so on”,x\n"),
    "objects.json": "[" + filled("{},")[:-1] + "]",
    "nested.json": filled("[", '[{"a":'),
    "nested objects.jsonl": filled('{"a":'),
    "lines.jsonl": filled('{"text":"a b c d","label":"x"}\n'),
    "words.conllu": filled("1\tdog\t_\tNOUN\t_\t_\t0\troot\t_\t_\n"),
    "words that differ.conllu": "".join(f"1\tw{at:06}\t_\tNOUN\t_\t_\t0\troot\t_\t_\n" for at in range(SIZE // 37)),
    "broken.conllu": "1\tx\t_\tQQ\t_\t_\t0\troot\t_\t_\n" + filled("a line of four\tcells\tin\tit\n"),
    "words.txt": filled("dog\tNOUN\nruns\tVERB\nold\tADJ\n\n"),
    "entities.txt": filled("dog\tO\nBern\tB-LOC\n.\tO\n\n"),
    "letters that expand.csv": filled("\ufdfa" * 60 + ",x\n", "text,label\n"),
}

MEASURE = """
import json
import os
from playground.data.bounds import PAGE
from playground.data.inspection import inspect
from playground.data.reading import check
from playground.errors import BadInput
import charset_normalizer

def memory(name):
    return next(int(line.split()[1]) * 1024 for line in open("/proc/self/status") if line.startswith(name))

def read_for(task, raw, name):
    try:
        sheet = inspect(raw, name, task, PAGE)
        check(sheet, sheet.guess)
    except BadInput:
        pass

def read(raw, name):
    for task in (None, "pos"):  # what one has read is gone before the next one reads
        read_for(task, raw, name)

read("text,label\\na b c,x\\né d,y\\n".encode("cp1252"), "a.csv")
from tests.hardening.test_files import HOSTILE
for name, content in HOSTILE.items():  # each in a process of its own, which begins with what is imported
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        continue
    raw = content.encode()
    before = memory("VmRSS")
    open("/proc/self/clear_refs", "w").write("5")
    read(raw, name)
    print(json.dumps([name, (memory("VmHWM") - before - 8 * 2**20) / len(raw)]), flush=True)
    os._exit(0)
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is read from /proc")
def test_a_file_takes_at_most_so_many_times_its_size_in_memory(record_property: Any) -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE], cwd=ROOT, capture_output=True, text=True, check=True)
    found = dict(map(json.loads, done.stdout.splitlines()))
    assert set(found) == set(HOSTILE)
    assert {name: times for name, times in found.items() if times > TIMES} == {}
    record_property(
        "figure", f"{len(found)} kinds of file, at most {max(found.values()):.1f} times their size in memory"
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_gets_one_sentence(name: str) -> None:
    raw = HOSTILE[name].encode()[: 2**14]
    for task in (None, "sentiment", "pos"):
        try:
            sheet = inspect(raw, name, task, PAGE)
            check(sheet, sheet.guess)
        except BadInput as error:
            _is_one_sentence(error)


def _is_one_sentence(error: PlaygroundError) -> None:
    """A message in one line, of bearable length, with its Chinese, whose gaps are all filled."""
    assert "\n" not in str(error)
    assert len(str(error)) < 3_000
    asked = {field for _, field, _, _ in string.Formatter().parse(chinese.ERRORS[error.key]) if field}
    assert asked <= set(error.values)


def test_characters_are_read_a_bounded_number_of_times_whatever_the_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linear time: what the csv module is given, all lines counted each time, stays within a multiple of the file."""
    given_characters = 0
    reader = csv.reader

    def counted(lines: Iterable[str], **options: Any) -> Any:
        def handed_on() -> Iterator[str]:
            nonlocal given_characters
            for line in lines:
                given_characters += len(line)
                yield line

        return reader(handed_on(), **options)

    monkeypatch.setattr(csv, "reader", counted)
    random = Random(3)
    pieces = ('"', '""', ",", "a b", "\n", '"\n', ',"', '",', "x", " ", '"a""b', "\r\n")
    crafted = [
        'a b,x\n"' + "c d\n" * 2_000,
        '"x""\n' * 2_000,
        '",\n' * 500 + '"x""\n' * 1_500,
        '"a,""\n' * 2_000,
        *("".join(random.choices(pieces, k=4_000)) for _ in range(40)),
    ]
    for content in crafted:
        lines = content.splitlines(keepends=True)
        for dialect in (
            delimited.Dialect(","),
            delimited.Dialect(",", after_space=True),
            delimited.Dialect(",", escape="\\"),
        ):
            given_characters = 0
            delimited.split_rows(lines, dialect)
            assert given_characters <= (delimited.REREAD + 4) * len(content) + 40_000


CELLS = st.text(st.sampled_from("ab ,;\t|\"'\\\n\r“”_!:&;#é中\ufeff\u2028😀09-.{}[]"), max_size=12)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=12)
NAMES = st.sampled_from(("a.csv", "a.tsv", "a.txt", "a.json", "a.jsonl", "a.conllu", "a.csv.gz"))
TASKS = st.sampled_from((None, "sentiment", "pos"))
SMALL = Bounds(bytes=4_000, rows=10, columns=6, characters=60, labels=5)


@pytest.mark.slow
@QUICKLY
@given(
    rows=ROWS,
    between=st.sampled_from((",", ";", "\t", "|", "_!_", " ", '","', "::")),
    end=st.sampled_from(("\n", "\r\n", "\r")),
    name=NAMES,
    task=TASKS,
    bounds=st.sampled_from((PAGE, SMALL)),
    encoding=st.sampled_from(("utf-8", "utf-16", "gb18030", "cp1252", "utf-8-sig")),
)
def test_any_table_is_read_or_refused_and_so_is_any_choice(
    rows: list[list[str]], between: str, end: str, name: str, task: str | None, bounds: Bounds, encoding: str
) -> None:
    raw = end.join(between.join(row) for row in rows).encode(encoding, "replace")
    _read_anyhow(raw, name, task, bounds)


@pytest.mark.slow
@QUICKLY
@given(raw=st.binary(max_size=400), name=NAMES, task=TASKS)
def test_any_bytes_are_read_or_refused(raw: bytes, name: str, task: str | None) -> None:
    _read_anyhow(raw, name, task, PAGE)


@pytest.mark.slow
@QUICKLY
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | CELLS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(CELLS, inner, max_size=4),
        max_leaves=20,
    ),
    st.booleans(),
)
def test_any_json_is_read_or_refused(value: object, lines: bool) -> None:
    values = value if isinstance(value, list) else [value]
    content = "\n".join(map(json.dumps, values)) if lines else json.dumps(values)
    _read_anyhow(content.encode(), "a.json", None, PAGE)


def _read_anyhow(raw: bytes, name: str, task: str | None, bounds: Bounds) -> None:
    """Read a file as training and as asking would; it may be refused, and nothing else may happen."""
    try:
        sheet = inspect(raw, name, task, bounds)
        found = check(sheet, sheet.guess)
        assert len(found.examples) <= max(bounds.rows, raw.count(b"\n") + raw.count(b"\r") + 1)
        assert all(text.strip() for text in found.examples.texts)
        check(sheet, Choice(sheet.guess.task, (0,), len(sheet.columns) - 1, header=True))
    except BadInput as error:
        _is_one_sentence(error)
    try:
        assert all(isinstance(text, str) for text in texts_to_predict(raw, name, bounds=bounds))
    except BadInput as error:
        _is_one_sentence(error)
