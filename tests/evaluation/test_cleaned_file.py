"""A file as it was decided of its labels: every column where it was, and one that says what was done."""

import csv
import io
from typing import Any

import pytest

from playground.data.bounds import COMMAND_LINE
from playground.data.inspection import inspect
from playground.data.reading import check
from playground.data.sheet import Choice, Sheet
from playground.data.splits import part
from playground.data.text_file import open_text
from playground.evaluation.cleaned_file import UNCHECKED, CleanedFile, cleaned_file

Decided = dict[tuple[int, int | None], tuple[str, str]]


def clean(raw: bytes, name: str, decided: Decided, **choice: Any) -> CleanedFile:
    """A file as it is guessed, cleaned."""
    sheet = inspect(raw, name)
    chosen = Choice(**{**vars(sheet.guess), **choice})
    lines = open_text(raw, name, COMMAND_LINE).lines
    return cleaned_file(sheet, chosen, check(sheet, chosen).examples, decided, lines)


def table(found: CleanedFile) -> list[list[str]]:
    return list(csv.reader(io.StringIO(found.text, newline="")))


def reviews(count: int = 12) -> list[str]:
    return [f"{at},-{at}.5,It was number {at} of them,{('good', 'bad')[at % 2]},=1+{at}" for at in range(count)]


def test_every_column_stays_in_its_order_and_only_the_label_is_changed() -> None:
    raw = "\n".join(["id,score,remark,verdict,note", *reviews()]).encode()
    decided: Decided = {(0, None): ("change", "bad"), (1, None): ("drop", "good"), (2, None): ("keep", "bad")}
    head, *rows = table(clean(raw, "a.csv", decided))
    assert head == ["id", "score", "remark", "verdict", "note", "done"]
    assert len(rows) == 11
    assert rows[0] == ["0", "-0.5", "It was number 0 of them", "bad", "'=1+0", "changed from good"]
    assert rows[1] == ["2", "-2.5", "It was number 2 of them", "good", "'=1+2", "keep"]
    assert [row[0] for row in rows] == [str(at) for at in range(12) if at != 1]
    assert {row[-1] for row in rows[2:]} == {""}


def test_a_cleaned_file_is_read_as_the_file_was() -> None:
    raw = "\n".join(["id,score,remark,verdict,note", *reviews(40)]).encode()
    first = clean(raw, "a.csv", {(at, None): ("change", "bad") for at in (0, 2, 4)})
    sheet = inspect(first.text.encode("utf-8-sig"), "a-cleaned.csv")
    assert (sheet.guess.text_columns, sheet.guess.label_column) == ((2,), 3)
    labels = check(sheet, sheet.guess).examples.labels
    assert labels == tuple("bad" if at in (0, 2, 4) else ("good", "bad")[at % 2] for at in range(40))
    assert table(clean(first.text.encode(), "a.csv", {}))[0][-2:] == ["done", "done 2"]


def test_rows_that_are_no_examples_stay_as_they_are() -> None:
    lines = (
        "It rained;bad",
        ";good",
        "It stopped;good",
        "It; rained; again;bad",
        "All day long;bad",
        "Sun at last;good",
    )
    raw = "\n".join(["remark;verdict", *lines]).encode()
    rows = table(clean(raw, "a.csv", {(0, None): ("drop", "good")}))
    assert rows == [
        ["remark", "verdict", "done"],
        ["", "good", UNCHECKED],
        ["It stopped", "good", ""],
        ["It; rained; again", "bad", ""],
        ["All day long", "bad", ""],
        ["Sun at last", "good", ""],
    ]


@pytest.mark.parametrize(
    ("raw", "name", "choice", "decided", "wanted"),
    [
        (
            b"NUM:date When was it ?\nHUM:ind Who was it ?\nNUM:count How many are there ?\nHUM:gr Who are they ?",
            "TREC.txt",
            {},
            {(1, None): ("change", "NUM")},
            [["label", "text", "done"], ["NUM", "When was it ?", ""], ["NUM", "Who was it ?", "changed from HUM"]],
        ),
        (
            b'{"a": [1, 2], "text": "It rained", "label": 1}\n{"text": "It stopped", "label": 0, "b": null}\n'
            b'{"text": "More", "label": 1}\n{"text": "Less", "label": 0}',
            "a.jsonl",
            {"renames": {"1": "bad", "0": "good"}},
            {(0, None): ("change", "good")},
            [
                ["a", "text", "label", "b", "done"],
                ["[1, 2]", "It rained", "good", "", "changed from bad"],
                ["", "It stopped", "good", "", ""],
            ],
        ),
        (
            "Es regnet|-1\nÄh, schön|1\nUnd wie|-1\nNa dann|1\n".encode("cp1252"),
            "a.csv",
            {"header": False},
            {(1, None): ("change", "-1")},
            [["text", "label", "done"], ["Es regnet", "-1", ""], ["Äh, schön", "-1", "changed from 1"]],
        ),
    ],
)
def test_labels_stand_there_as_they_were_learnt(
    raw: bytes, name: str, choice: dict[str, Any], decided: Decided, wanted: list[list[str]]
) -> None:
    assert table(clean(raw, name, decided, **choice))[:3] == wanted


def test_of_tagged_words_each_row_says_what_was_done_and_a_dropped_sentence_is_gone() -> None:
    rows = ["1,The,DT,a", "2,dog,NN,b", "3,barks,NN,c", "", "1,It,PRP,d", "2,rains,VBZ,e", "", "1,Go,VB,f", "2,!,.,g"]
    raw = "\n".join(["id,word,tag,note", *rows, ""]).encode()
    decided: Decided = {(0, 2): ("change", "VERB"), (0, 1): ("keep", "VERB"), (1, 0): ("drop", "X")}
    assert table(clean(raw, "a.csv", decided)) == [
        ["id", "word", "tag", "note", "done"],
        ["1", "The", "DET", "a", ""],
        ["2", "dog", "NOUN", "b", "keep"],
        ["3", "barks", "VERB", "c", "changed from NOUN"],
        [],
        ["1", "Go", "VERB", "f", ""],
        ["2", "!", "PUNCT", "g", ""],
    ]


CONLLU = """# sent_id = 1
# text = Don't go
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVBP\tMood=Imp\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tNOUN\tVB\t_\t0\troot\t_\tSpaceAfter=No

# sent_id = 2
1\tRain\train\tNOUN\tNN\t_\t0\troot\t_\t_

# sent_id = 3
1\tSun\tsun\tNOUN\tNN\t_\t0\troot\t_\t_
1.1\tshines\tshine\tVERB\t_\t_\t_\t_\t_\t_

"""


def test_conllu_stays_conllu() -> None:
    raw = CONLLU.encode()
    found = clean(raw, "a.conllu", {(0, 2): ("change", "VERB"), (1, 0): ("drop", "VERB"), (2, 0): ("keep", "VERB")})
    assert found.extension == ".conllu"
    wanted = CONLLU.replace("go\tNOUN", "go\tVERB").replace("\n1-2", "\n# done = word 3 changed from NOUN\n1-2")
    before, _, after = wanted.partition("# sent_id = 2")
    assert found.text == before + after[after.index("# sent_id = 3") :]
    assert clean(raw, "a.conllu", {}).text == CONLLU
    joined = CONLLU.replace("\n\n# sent_id", "\n# sent_id").encode()
    assert clean(joined, "a.conllu", {(1, 0): ("drop", "X")}).text.count("\n# sent_id = ") == 1


def test_the_rows_that_a_column_holds_back_are_there_and_were_not_checked() -> None:
    rows = [f"It was number {at} of them,{('good', 'bad')[at % 2]},{'test' if at > 9 else 'train'}" for at in range(12)]
    raw = "\n".join(["text,label,split", *rows]).encode()
    sheet: Sheet = inspect(raw, "a.csv")
    whole = check(sheet, sheet.guess).examples
    found = cleaned_file(sheet, sheet.guess, part(whole, range(10)), {(0, None): ("drop", "bad")})
    rows_found = table(found)
    assert [row[-1] for row in rows_found[1:]] == [""] * 9 + [UNCHECKED] * 2
    assert rows_found[-1] == ["It was number 11 of them", "bad", "test", UNCHECKED]
