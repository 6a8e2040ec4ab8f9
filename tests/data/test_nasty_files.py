"""Files as people have them: what is read of each, what is said of it, and which are refused with one sentence."""

import gzip
import string
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from playground.data.bounds import PAGE
from playground.data.inspection import inspect
from playground.data.problems import STOP
from playground.data.reading import check
from playground.data.sheet import Choice
from playground.data.splits import VALIDATION_SHARE, split
from playground.errors import BadInput
from playground.training.finetune.plan import suggest
from playground.training.finetune.tune import tune
from playground.ui.language import chinese
from tests.data.meals import FRENCH, MEALS, ROOMS, TABLE, checked, encoded, table

HALVES = {"good": 3, "bad": 3}
SEVERAL = ("a|b", "a", "b|c", "c", "a|c", "b")
QUESTIONS = "".join(f"{('HUM', 'NUM')[at % 2]}:x{at} Who, where ? {text}\n" for at, (text, _) in enumerate(MEALS))
# name, content, how many of each label, the last text, what was left out, what is to be said
READ: list[tuple[str, str | bytes, dict[str, int], str, dict[str, int], list[str]]] = [
    ("plain.csv", TABLE, HALVES, MEALS[-1][0], {}, []),
    ("no-header.csv", table(";"), HALVES, MEALS[-1][0], {}, []),
    ("bars.txt", table("|", last=False), HALVES, MEALS[-1][0], {}, []),
    ("tabs-in.csv", table("\t", header="text\tlabel"), HALVES, MEALS[-1][0], {}, []),
    ("commas-in.tsv", table(header="text,label"), HALVES, MEALS[-1][0], {}, []),
    ("old-mac.csv", table(header="text,label", end="\r"), HALVES, MEALS[-1][0], {}, []),
    (
        "same-names.csv",
        "text,label,x,x\n" + "".join(f"{text},{label},1,2\n" for text, label in MEALS),
        HALVES,
        MEALS[-1][0],
        {},
        [],
    ),
    ("mixed-ends.csv", TABLE.replace("\n", "\r\n", 3), HALVES, MEALS[-1][0], {}, []),
    ("no-last-end.csv", TABLE.rstrip("\n"), HALVES, MEALS[-1][0], {}, []),
    ("mark.csv", "\ufeff" + table(header="review,sentiment"), HALVES, MEALS[-1][0], {}, []),
    ("wide-mark.csv", table("\t", header="review\tsentiment").encode("utf-16"), HALVES, MEALS[-1][0], {}, []),
    ("wide.csv", table(header="review,sentiment").encode("utf-16-le"), HALVES, MEALS[-1][0], {}, []),
    ("wide-be.csv", table(header="review,sentiment").encode("utf-16-be"), HALVES, MEALS[-1][0], {}, []),
    ("widest.csv", table().encode("utf-32"), HALVES, MEALS[-1][0], {}, []),
    (
        "gbk.csv",
        table(header="label,review", last=False, rows=ROOMS).encode("gbk"),
        {"好": 2, "差": 2},
        ROOMS[-1][0],
        {},
        [],
    ),
    (
        "latin.csv",
        table(header="text,label", rows=FRENCH).encode("latin-1"),
        {"oui": 2, "non": 2},
        "fermé l'été",
        {},
        [],
    ),
    ("packed.csv.gz", gzip.compress(TABLE.encode(), mtime=0), HALVES, MEALS[-1][0], {}, []),
    (
        "empty-columns.csv",
        ("v1,v2,,,\r\n" + "".join(f'{label},"{text}, £5",,,\r\n' for text, label in MEALS)).encode("latin-1"),
        HALVES,
        "never again will I set foot there, £5",
        {},
        [],
    ),
    ("declared.csv", "sep=;\n" + table(";", header="text;label"), HALVES, MEALS[-1][0], {}, []),
    (
        "quoted-lines.csv",
        "text,label\n" + "".join(f'"{text}\nthat is, ""really""",{label}\n' for text, label in MEALS),
        HALVES,
        'never again will I set foot there\nthat is, "really"',
        {},
        [],
    ),
    (
        "unquoted-commas.csv",
        TABLE + "well, it was fine, really,good\n",
        {"good": 4, "bad": 3},
        "well, it was fine, really",
        {},
        ["Row 8 of unquoted-commas.csv has more cells than columns: delimiters in the text became part of it."],
    ),
    (
        "unquoted-commas-last.csv",
        table(header="label,text", last=False) + "good,well, it was fine, really\nbad,no, never\n",
        {"good": 4, "bad": 4},
        "no, never",
        {},
        [
            "Rows 8 and 9 of unquoted-commas-last.csv have more cells than columns: "
            "delimiters in the text became part of it."
        ],
    ),
    (
        "too-wide.csv",
        TABLE + "well, it was fine, really\n",
        HALVES,
        MEALS[-1][0],
        {"too many cells": 1},
        ["Row 8 of too-wide.csv has too many cells and is left out."],
    ),
    (
        "stray-quote.csv",
        table(header="text,label", rows=MEALS[:3]) + '"Go on" she said,good\n' + table(rows=MEALS[3:]),
        {"good": 4, "bad": 3},
        MEALS[-1][0],
        {},
        ["Row 5 of stray-quote.csv has quotes that do not pair up: they became part of the text."],
    ),
    (
        "open-quote.csv",
        TABLE + '"it never closes,good\nthe end,bad\n',
        {"good": 4, "bad": 4},
        "the end",
        {},
        ["Row 8 of open-quote.csv has quotes that do not pair up: they became part of the text."],
    ),
    (
        "swallowing-quotes.csv",
        TABLE + '"Great,good\nin between,bad\nfine",good\n',
        {"good": 5, "bad": 4},
        'fine"',
        {},
        ["Row 8 of swallowing-quotes.csv has quotes that do not pair up: they became part of the text."],
    ),
    (
        "swallowing-and-quoted.csv",
        TABLE + '"Great,good\nin between,bad\nfine",good\n"well, so it is",bad\n',
        {"good": 5, "bad": 5},
        "well, so it is",
        {},
        ["Row 8 of swallowing-and-quoted.csv has quotes that do not pair up: they became part of the text."],
    ),
    (
        "lines-like-rows.csv",
        TABLE + '"they were good, bad\nand worse, good\nthey say, all of them",bad\n',
        {"good": 3, "bad": 4},
        "they were good, bad\nand worse, good\nthey say, all of them",
        {},
        [],
    ),
    (
        "chapters.csv",
        "text,label\n"
        + "".join(f'"{text}, {at}",{label}\n' for at, (text, label) in enumerate(MEALS * 30))
        + '"'
        + "word, word\n" * 14_000
        + '",good\n'
        + TABLE.partition("\n")[2],
        {"good": 93, "bad": 93},
        MEALS[-1][0],
        {"cell too long": 1},
        ["Row 182 of chapters.csv has a cell that is too long and is left out."],
    ),
    (
        "quoted-and-stray.csv",
        "text,label\n" + "".join(f'"{text}","{label}"\n' for text, label in MEALS) + '"Go on" she said,"good"\n',
        {"good": 4, "bad": 3},
        '"Go on" she said',
        {},
        ["Row 8 of quoted-and-stray.csv has quotes that do not pair up: they became part of the text."],
    ),
    ("inches.csv", TABLE + 'a 5" screen is small,bad\n', {"good": 3, "bad": 4}, 'a 5" screen is small', {}, []),
    (
        "backslashes.csv",
        "text,label\n" + "".join(f'"he said \\"{text}\\", twice",{label}\n' for text, label in MEALS),
        HALVES,
        'he said "never again will I set foot there", twice',
        {},
        [],
    ),
    (
        "space-before-quote.csv",
        "label, text\n" + "".join(f'{label}, "{text}, really"\n' for text, label in MEALS),
        HALVES,
        "never again will I set foot there, really",
        {},
        [],
    ),
    (
        "single-quotes.csv",
        "text,label\n" + "".join(f"'{text}, really','{label}'\n" for text, label in MEALS),
        HALVES,
        "never again will I set foot there, really",
        {},
        [],
    ),
    (
        "unbalanced.txt",
        "".join(f'{text}" indeed\t{label}\n' for text, label in MEALS) + '"so it is\tgood\n',
        {"good": 4, "bad": 3},
        '"so it is',
        {},
        [],
    ),
    (
        "cut-short.csv",
        TABLE + "cut off here\nand here\n",
        HALVES,
        MEALS[-1][0],
        {"cut short": 2},
        ["Rows 8 and 9 of cut-short.csv are cut short and are left out."],
    ),
    (
        "gaps.csv",
        TABLE + ",good\n   ,bad\nsomething,\n",
        HALVES,
        MEALS[-1][0],
        {"no text": 2, "no label": 1},
        [
            "Rows 8 and 9 of gaps.csv have no text and are left out.",
            "Row 10 of gaps.csv has no label and is left out.",
        ],
    ),
    (
        "many-gaps.csv",
        TABLE + ",good\n" * 1234,
        HALVES,
        MEALS[-1][0],
        {"no text": 1234},
        ["Rows 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 and 1,224 more of many-gaps.csv have no text and are left out."],
    ),
    ("empty-rows.csv", "\n\n" + TABLE.replace("\n", "\n\n"), HALVES, MEALS[-1][0], {}, []),
    (
        "r.csv",
        "text,label\n" + "".join(f"{at},{text},{label}\n" for at, (text, label) in enumerate(MEALS, 1)),
        HALVES,
        MEALS[-1][0],
        {},
        [],
    ),
    (
        "long-cell.csv",
        TABLE + "x" * 150_000 + ",good\n",
        HALVES,
        MEALS[-1][0],
        {"cell too long": 1},
        ["Row 8 of long-cell.csv has a cell that is too long and is left out."],
    ),
    (
        "stars.csv",
        "stars,text\n" + "".join(f"{'★' * (5 if label == 'good' else 1)},{text}\n" for text, label in MEALS),
        {"★★★★★": 3, "★": 3},
        MEALS[-1][0],
        {},
        [],
    ),
    (
        "booleans.csv",
        table(";", rows=[(text, str(label == "good")) for text, label in MEALS]),
        {"True": 3, "False": 3},
        MEALS[-1][0],
        {},
        [],
    ),
    (
        "numbers.csv",
        table(last=False, rows=[(text, "1.0" if label == "good" else "0.0") for text, label in MEALS]),
        {"1.0": 3, "0.0": 3},
        MEALS[-1][0],
        {},
        [],
    ),
    ("emoji.csv", "text,label\n😀 great,👍\n😡 awful,👎\n🎉 wow,👍\n🤢 no,👎\n", {"👍": 2, "👎": 2}, "🤢 no", {}, []),
    (
        "one-of-a-kind.csv",
        TABLE + "a class of its own,odd\n",
        {**HALVES, "odd": 1},
        "a class of its own",
        {},
        [
            "The label 'odd' of one-of-a-kind.csv has one example only, which cannot be both learnt from and checked. "
            "Add examples, or merge or drop such a label."
        ],
    ),
    (
        "variants.csv",
        TABLE + "one more,Good \nand more,GOOD\nand more yet,Ｇｏｏｄ\nless,Good\nleast,GOOD\nnone,Ｇｏｏｄ\n",
        {**HALVES, "Good": 2, "GOOD": 2, "Ｇｏｏｄ": 2},
        "none",
        {},
        [
            "The labels 'good', 'GOOD', 'Good', 'Ｇｏｏｄ' of variants.csv differ only in how they are written. "
            "They can be made one label."
        ],
    ),
    (
        "several.csv",
        "text,label\n" + "".join(f"{text},{label}\n" for (text, _), label in zip(MEALS * 2, SEVERAL * 2, strict=True)),
        {"a": 2, "a|b": 2, "a|c": 2, "b": 2, "b|c": 2, "c": 2},
        MEALS[-1][0],
        {},
        [
            "The labels 'a|b', 'a|c', 'b|c' of several.csv are several labels in one cell. A text has one label here, "
            "so each combination is learnt as a label of its own.",
            "Rows 8, 9, 10, 11, 12 and 13 of several.csv hold a text that stood before. It stays, on the same side of "
            "the split as the first.",
        ],
    ),
    (
        "column-each.csv",
        "text,toxic,obscene,insult\n"
        + "".join(f"{text},{at % 2},{int(at == 3)},{int(at > 2)}\n" for at, (text, _) in enumerate(MEALS)),
        {"0": 3, "1": 3},
        MEALS[-1][0],
        {},
        [
            "3 columns of column-each.csv hold yes or no only (0 or 1, true or false), as if each were a label: "
            "'toxic', 'obscene', 'insult'. A text has one label here, so only column 4 (insult) is learnt. Choose "
            "another of them as the label to learn that instead, or bring them into one column.",
        ],
    ),
    (
        "flags-beside.csv",
        "text,seen,sold,new,label\n"
        + "".join(f"{text},{at % 2},{int(at > 3)},True,{label}\n" for at, (text, label) in enumerate(MEALS)),
        HALVES,
        MEALS[-1][0],
        {},
        [],
    ),
    (
        "twice.csv",
        TABLE + "The food was  WARM and very good,good\n",
        {"good": 4, "bad": 3},
        "The food was  WARM and very good",
        {},
        ["Row 8 of twice.csv holds a text that stood before. It stays, on the same side of the split as the first."],
    ),
    (
        "contradiction.csv",
        TABLE + MEALS[0][0].upper() + ",bad\n",
        {"good": 3, "bad": 4},
        MEALS[0][0].upper(),
        {},
        ["Rows 2 and 8 of contradiction.csv hold a text that occurs with different labels. One of them is wrong."],
    ),
    (
        "ratings.csv",
        "text,rating\n" + "".join(f"review number {at} of many,{at % 12 + 1}\n" for at in range(48)),
        {str(number): 4 for number in range(1, 13)},
        "review number 47 of many",
        {},
        [
            "The labels of ratings.csv are 12 numbers. Each is learnt as a name, so 4 is no nearer to 5 than to 1. "
            "Merge them into ranges, or choose another column."
        ],
    ),
    (
        "many-labels.csv",
        "text,label\n" + "".join(f"review number {at} of many,kind{at % 40}\n" for at in range(80)),
        {f"kind{number}": 2 for number in range(40)},
        "review number 79 of many",
        {},
        [
            "many-labels.csv has 40 labels and 80 examples. Is it the right column? Merge labels, or choose another "
            "column."
        ],
    ),
    (
        "marked.txt",
        "".join(f"__label__{label} {text}, yes\n" for text, label in MEALS),
        HALVES,
        MEALS[-1][0] + ", yes",
        {},
        [],
    ),
    (
        "first-word.txt",
        "".join(f"{label.upper()} {text}\n" for text, label in MEALS),
        {"GOOD": 3, "BAD": 3},
        MEALS[-1][0],
        {},
        [],
    ),
    ("colon.txt", "".join(f"{label}: {text}\n" for text, label in MEALS), HALVES, MEALS[-1][0], {}, []),
    (
        "parts.label",
        QUESTIONS.encode() + b"NUM:date When was Beyonc\xe9 born ?\n",
        {"NUM": 4, "HUM": 3},
        "When was Beyoncé born ?",
        {},
        [],
    ),
]
HELP = (
    "Choose both (--text-column and --label-column, or text_column and label_column in Python): "
    "a name, or a number counted from 1."
)
OFFICE = "Give a .csv, .tsv or .conllu file: a spreadsheet saves one as CSV."
ONE_COLUMN = (
    "has one column only. Examples need a text and a label in each row, with a comma, semicolon, tab or bar between "
    "them, or the label in front of each line. Its first row is:"
)
REFUSED: list[tuple[str, str | bytes, str]] = [
    ("empty.csv", "", "empty.csv is empty. Give a file with a text and a label in each row."),
    ("blank.csv", " \n\t\n", "blank.csv is empty. Give a file with a text and a label in each row."),
    (
        "header.csv",
        "text,label\n",
        "header.csv has no row with both a text and a label. Every example needs both. Fill them in.",
    ),
    ("lines.csv", "".join(f"{text}\n" for text, _ in MEALS), f"lines.csv {ONE_COLUMN} '{MEALS[0][0]}'."),
    ("marks.csv", '"""\n,,,\n;;;\n', f'marks.csv {ONE_COLUMN} \'"""\'.'),
    (
        "one-label.csv",
        table(header="text,label", rows=[(text, "good") for text, _ in MEALS]),
        "All of one-label.csv has the label 'good'. At least two labels are needed to learn a difference. "
        "Choose another label column, or add examples.",
    ),
    (
        "hundreds.csv",
        "text,label\n" + "".join(f"text number {at},label{at}\n" for at in range(201)),
        "The label column of hundreds.csv has 201 different values, such as 'label0'. At most 200 labels of up to 100 "
        "characters are allowed. Choose another label column (--label-column).",
    ),
    (
        "no-label.csv",
        "what,number\n" + "".join(f"{text},{at * 37}\n" for at, (text, _) in enumerate(MEALS)),
        f"no-label.csv has no column that looks like a label: few different values. Its first row is: 'what', "
        f"'number'. {HELP}",
    ),
    (
        "no-text.csv",
        "a,b\n" + "".join(f"{at},{at % 2}\n" for at in range(12)),
        f"no-text.csv has no column that looks like a text. Its first row is: 'a', 'b'. {HELP}",
    ),
    (
        "duplicate.csv",
        "text,text,label\nthis,that,good\nthese,those,bad\n",
        "duplicate.csv has two columns named 'text'. Give each column a name of its own.",
    ),
    (
        "ragged.csv",
        "text,label\na,b,c\nd,e,f\ng\nh,i\n",
        "ragged.csv has 3 rows that cannot be used. Row 2 has 3 cells, the first row has 2. Row 3 has 3 cells, the "
        "first row has 2. Row 4 has 1 cell, the first row has 2. Fix the rows or delete them.",
    ),
    (
        "nul.csv",
        b"text,label\nhel\0lo,good\n",
        "Row 2 of nul.csv holds a NUL character, so this is not a text file. Give a text file in UTF-8.",
    ),
    (
        "bytes.csv",
        bytes(range(256)) * 4,
        "Row 1 of bytes.csv holds a NUL character, so this is not a text file. Give a text file in UTF-8.",
    ),
    (
        "damaged.csv",
        table(header="text,label", rows=ROOMS * 3).encode() + b"caf\xe9,\n",
        "Row 14 of damaged.csv holds bytes that are not UTF-8, as the rest of the file is. "
        "Fix the row or save the file as UTF-8.",
    ),
    ("book.csv", b"PK\x03\x04 and so on", f"book.csv is a zip archive or an Office file (.xlsx, .docx). {OFFICE}"),
    ("old-book.csv", b"\xd0\xcf\x11\xe0 rest", f"old-book.csv is an old Office file (.xls, .doc). {OFFICE}"),
    (
        "packed.csv",
        gzip.compress(b"text,label\n", mtime=0),
        f"packed.csv is compressed with gzip (give it a name that ends in .gz). {OFFICE}",
    ),
    (
        "torn.csv.gz",
        gzip.compress(TABLE.encode(), mtime=0)[:-9],
        "torn.csv.gz is not a whole gzip file. Pack it again, or give the file unpacked.",
    ),
    ("paper.csv", b"%PDF-1.7\n", f"paper.csv is a PDF. {OFFICE}"),
    ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0", f"picture.csv is a picture. {OFFICE}"),
    (
        "page.csv",
        "<!DOCTYPE html>\n<html><body>",
        "page.csv is a web page or XML, not a table. Save it as CSV, with a text and a label in each row.",
    ),
    (
        "records.csv",
        '{"data": [{"text": "fine", "label": "good"}]}\n',
        "records.csv is JSON, but neither a list of objects nor an object in each line. Save it as "
        '[{"text": …, "label": …}, …], as JSON Lines, or as CSV.',
    ),
    (
        "commas.csv",
        "," * 300 + "\n",
        "Row 1 of commas.csv has more than 200 columns. Leave only the text and the label.",
    ),
    (
        "no-tags.conllu",
        "1\tgo\tgo\tVB\t_\t_\t0\troot\t_\t_\n",
        "no-tags.conllu has 1 row that cannot be used. Row 1 has the tag 'VB', which is none of the 17. The tags are "
        "NOUN PROPN PRON VERB AUX ADJ ADV DET NUM ADP PART CCONJ SCONJ INTJ PUNCT SYM X. Fix the rows or delete their "
        "sentences.",
    ),
]


@pytest.fixture(autouse=True)
def _nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    yield
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("torchinductor_")] == []  # torch's own


def test_there_are_more_than_forty_nasty_files() -> None:
    assert len({name for name, *_ in READ} | {name for name, *_ in REFUSED}) >= 60


@pytest.mark.parametrize(
    ("name", "content", "labels", "last", "dropped", "said"), READ, ids=[name for name, *_ in READ]
)
def test_a_nasty_file_is_read_and_what_is_odd_about_it_is_said(
    name: str, content: str | bytes, labels: dict[str, int], last: str, dropped: dict[str, int], said: list[str]
) -> None:
    found = checked(name, content)
    assert found.labels == labels
    assert found.examples.texts[-1] == last
    assert found.dropped == found.examples.dropped == dropped
    assert [problem.sentence for problem in found.problems] == said
    assert len(found.examples.rows) == len(found.examples)


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_a_file_that_cannot_be_learnt_from_gets_its_one_sentence(
    name: str, content: str | bytes, sentence: str
) -> None:
    try:
        problems = checked(name, content).problems
    except BadInput as refused:
        assert str(refused) == sentence
    else:
        assert [problem.sentence for problem in problems if problem.severity == STOP] == [sentence]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "content"), [(one[0], one[1]) for one in READ], ids=[name for name, *_ in READ])
def test_a_nasty_file_that_was_read_trains_or_gives_its_one_sentence(name: str, content: str | bytes) -> None:
    found = checked(name, content)
    assert not any(problem.severity == STOP for problem in found.problems)
    try:
        learnt, held = split(found.examples, 0, VALIDATION_SHARE)
    except BadInput as refused:
        assert "too few to hold some back" in str(refused)
        assert max(found.labels.values()) < 3
        return
    plan = replace(suggest(learnt, "textcnn"), epochs=1)
    with tempfile.TemporaryDirectory() as home:
        run = tune(learnt, held, plan, Path(home) / "model")
        with pytest.raises(StopIteration) as end:
            while True:
                next(run)
        assert (Path(home) / "model" / "model.safetensors").is_file()
    tuned = end.value.value
    assert set(tuned.summary["labels"]) == set(found.labels)
    assert 0 <= tuned.summary["metrics"]["macro_f1"] <= 1


CONTENTS: list[tuple[str, str | bytes]] = [(one[0], one[1]) for one in READ] + [(one[0], one[1]) for one in REFUSED]


@pytest.mark.parametrize(("name", "content"), CONTENTS, ids=[name for name, _ in CONTENTS])
def test_whatever_is_said_about_a_file_has_its_chinese(name: str, content: str | bytes) -> None:
    try:
        sheet = inspect(encoded(content), name)
        told = [*sheet.assumed, *check(sheet, sheet.guess).problems]
    except BadInput as refused:
        assert refused.key in chinese.ERRORS
        return
    for note in told:
        asked = {field for _, field, _, _ in string.Formatter().parse(chinese.ERRORS[note.key]) if field}
        assert asked <= set(note.values), note.key


@pytest.mark.parametrize(("name", "content"), CONTENTS, ids=[name for name, _ in CONTENTS])
def test_the_page_does_not_speak_of_the_command_line(name: str, content: str | bytes) -> None:
    try:
        sheet = inspect(encoded(content), name, bounds=PAGE)
        told = [note.sentence for note in (*sheet.assumed, *check(sheet, sheet.guess).problems)]
    except BadInput as refused:
        told = [str(refused)]
    assert not any("--" in sentence or "Python" in sentence for sentence in told), told


def test_a_row_is_found_again_by_its_number() -> None:
    content = "\n" + table(header="text,label").replace("\n", "\n\n") + ",good\n"
    found = checked("a.csv", content)
    lines = content.split("\n")
    assert [lines[row - 1].split(",")[0] for row in found.examples.rows] == list(found.examples.texts)
    (gap,) = found.problems
    assert lines[gap.rows[0] - 1] == ",good"


def test_files_with_random_damage_are_read_or_refused_and_so_is_any_choice() -> None:
    random = Random(7)
    contents = [encoded(content) for _, content in CONTENTS if len(content) < 20_000]
    read = 0
    for _ in range(600):
        raw = bytearray(random.choice(contents))
        for _ in range(random.randint(0, 6)):
            at, other = random.randrange(len(raw) + 1), random.choice(contents)
            marks = bytes(random.choice(b"\",;\t|\n\r'\\ :#_\xe9\xff0a") for _ in range(4))
            raw[at : at + random.randint(0, 20)] = random.choice((marks, b"", other[: random.randint(0, 200)]))
        try:
            task = random.choice((None, "sentiment", "pos"))
            sheet = inspect(bytes(raw), random.choice(("a.csv", "a.tsv", "a.txt", "a.conllu")), task=task)
            columns = range(len(sheet.columns) + 1)
            texts = tuple(random.choice(columns) for _ in range(random.randint(0, 2)))
            label, header, sentence = random.choice(columns), random.choice((True, False)), random.choice((None, 0))
            wish = Choice(task or "sentiment", texts, label, header, random.choice((None, "coarse")), sentence)
            read += len(check(sheet, sheet.guess).examples) > 0
            check(sheet, wish)
        except BadInput:
            pass  # refused: anything else would be a mistake of ours
    assert read > 100
