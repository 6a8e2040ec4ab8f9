"""A kind of file that the tests define is one entry in FORMATS: the page and the command line read it by that alone."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from playground.data import formats
from playground.data.column_roles import describe_columns
from playground.data.examples import Examples, examples_of
from playground.data.formats import FORMATS, Format
from playground.data.problems import REPAIRED, Note, Problem, file_name, name_rows, no_examples_problem
from playground.data.sheet import PREVIEW, Choice, Preview, Sheet
from playground.data.text_file import TextFile
from playground.training.finetune import queue
from playground.training.finetune.queue import JobStatus
from playground.training.finetune.tune import tune
from playground.ui.finetune import render_file, render_plan
from playground.ui.finetune.visit import Visit
from tests.command_line import run

PLAYGROUND = Path(formats.__file__).parents[1]

# ---- the new kind of file: lines such as "a warm film => good"


def recognise(file: TextFile) -> Sheet | None:
    rows = [line.strip().split(" => ") if line.strip() else [] for line in file.lines]
    pairs = [row for row in rows if len(row) == 2]
    if not pairs:
        return None
    columns = tuple(
        replace(column, looks=look)
        for column, look in zip(describe_columns(pairs, NAMES), ("text", "label"), strict=True)
    )
    note = Note("The label stands behind an arrow.", "assumed-arrows")
    return file.sheet(Choice("sentiment", (0,), 1), [note], columns=columns, table=rows)


def read(sheet: Sheet, choice: Choice) -> tuple[Examples, list[Problem]]:
    kept = [
        (row[0], new, number)
        for number, row in enumerate(sheet.table, 1)
        if len(row) == 2 and (new := choice.renames.get(row[1], row[1]))
    ]
    texts, labels, numbers = zip(*kept, strict=True) if kept else ((), (), ())
    found = examples_of(sheet, choice.task, texts, labels, numbers)
    wrong = [number for number, row in enumerate(sheet.table, 1) if row and len(row) != 2]
    problems = [] if kept else [no_examples_problem(sheet.name, "no arrow left.")]
    if wrong:
        said = f"{name_rows(wrong)} of {file_name(sheet.name)} without an arrow: left out."
        problems.append(Problem(said, "no-arrow", {}, REPAIRED, tuple(wrong), len(wrong)))
    return replace(found, dropped={"no arrow": len(wrong)} if wrong else {}), problems


def preview(sheet: Sheet, choice: Choice, examples: Examples | None) -> Preview:
    return Preview(sheet.columns, tuple(tuple(row) for row in sheet.table if len(row) == 2)[:PREVIEW])


NAMES = ("said", "meant")
ARROWS = Format(Note("arrows", "format-arrows"), recognise, read, preview, tasks=("sentiment",))


@pytest.fixture(autouse=True)
def _arrows_are_known() -> Iterator[None]:
    before = dict(FORMATS)
    FORMATS.clear()
    FORMATS.update({"arrows": ARROWS, **before})
    yield
    FORMATS.clear()
    FORMATS.update(before)


def content(first: int, last: int) -> bytes:
    texts = ("apples and pears, {}", "a hammer; or {} nails")
    return "".join(f"{texts[n % 2].format(n)} => {('fruit', 'tools')[n % 2]}\n" for n in range(first, last)).encode()


BROKEN = content(0, 40) + b"nothing is said of this\n"


# ---- on the page


def visit(raw: bytes = BROKEN) -> Visit:
    one = Visit(from_scratch=True, architecture="textcnn")
    one.read_file(raw, "shop.txt")
    return one


def test_an_upload_is_shown_as_it_is_read() -> None:
    one = visit()
    assert one.file_error is None
    assert one.files.sheet is not None
    assert (one.files.sheet.kind, one.files.sheet.rows) == ("arrows", 41)
    assert one.files.checked is not None
    assert one.files.checked.labels == {"fruit": 20, "tools": 20}
    assert one.files.checked.examples.texts[1] == "a hammer; or 1 nails"
    drawn = render_file.file(one, "en")
    assert '<td class="is-text" dir="auto"><div>a hammer; or 1 nails</div></td><td class="is-label"' in drawn
    selects = re.findall("<select[^>]*>", drawn)
    assert [one.endswith(" disabled>") for one in selects] == ["encoding" not in one for one in selects]
    assert len(selects) == 3, "its two columns are fixed, its encoding is not"
    assert "The label stands behind an arrow." in drawn
    assert "CoNLL-U, arrows; any common encoding" in drawn
    assert 'data-value="sentiment"' in drawn
    assert 'data-value="pos"' not in drawn


def test_its_problems_are_said_in_both_languages_or_in_english() -> None:
    one = visit(BROKEN + b"a hammer; or 1 nails => fruit\n")
    said = "Row 41 of shop.txt without an arrow: left out."
    english, chinese = (render_file.file(one, language) for language in ("en", "zh"))
    assert said in english
    assert said in chinese, "nobody has translated it"
    assert "Rows 2 and 42 of shop.txt hold a text that occurs with different labels." in english
    assert "shop.txt 有 2 行的文本相同而标签不同（第 2、42 行）" in chinese


def test_a_choice_changes_how_it_is_read_and_one_that_it_does_not_know_is_refused() -> None:
    one = visit()
    one.change({"action": "rename", "label": "fruit", "value": "food"})
    assert one.files.checked is not None
    assert one.files.checked.labels == {"food": 20, "tools": 20}
    one.change({"action": "task", "value": "pos"})
    assert one.files.unread is not None
    assert one.files.unread.key == "format-task"
    refused = "shop.txt is a file of the kind arrows, which is not for the task pos. Choose one of: sentiment."
    assert refused in render_file.file(one, "en")
    assert "shop.txt 的格式是 arrows，不适用于任务 pos。可选：sentiment。" in render_file.file(one, "zh")


@pytest.mark.slow
def test_an_upload_becomes_a_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[Any] = []

    def ask(*given: Any) -> str:
        asked.append(given)
        return "job"

    monkeypatch.setattr(queue, "submit", ask)
    monkeypatch.setattr(queue, "status", lambda job: JobStatus("running"))
    one = visit()
    one.read_validation_file(content(40, 50), "later.txt")
    assert one.files.validation_error is None
    assert "later.txt" in render_plan.plan(one, "en")
    one.change({"action": "setting", "name": "epochs", "value": 1})
    one.begin_training()
    learnt, held, plan, owner = asked[0]
    assert owner == one.models.owner
    assert (len(learnt), len(held), plan.epochs) == (40, 10, 1)
    steps = tune(learnt, held, plan, tmp_path / "made")
    with pytest.raises(StopIteration) as end:
        while True:
            next(steps)
    assert end.value.value.summary["labels"] == ["fruit", "tools"]
    assert (tmp_path / "made" / "model.safetensors").is_file()


# ---- on the command line


def test_the_commands_train_and_evaluate_read_it(tmp_path: Path) -> None:
    (tmp_path / "shop.txt").write_bytes(BROKEN)
    (tmp_path / "later.txt").write_bytes(content(40, 50))
    made = tmp_path / "made"
    given = ("--data", tmp_path / "shop.txt", "--validation", tmp_path / "later.txt", "--label-column", "meant")
    how = ("--architecture", "textcnn", "--from-scratch", "--epochs", "1", "--out", made, "--json")
    done = run("train", *given, *how)
    assert done.returncode == 0, done.stderr.decode()
    summary = json.loads(done.stdout)
    assert summary["examples"] == {"train": 40, "validation": 10}
    assert summary["dropped"] == {"no arrow": 1}
    told = done.stderr.decode()
    assert "The label stands behind an arrow." in told
    assert "Row 41 of shop.txt without an arrow: left out." in told
    done = run("evaluate", "--model", made, "--data", tmp_path / "later.txt", "--json")
    assert json.loads(done.stdout)["examples"] == 10
    wrong = run("train", "--data", tmp_path / "shop.txt", "--task", "pos", "--architecture", "textcnn")
    assert (wrong.returncode, wrong.stderr.decode()) == (
        2,
        "error: shop.txt is a file of the kind arrows, which is not for the task pos. Choose one of: sentiment.\n",
    )


# ---- nobody else knows the kinds


def keys_in(source: str, keys: set[str]) -> set[str]:
    """The keys of FORMATS that stand as strings in a program."""
    return keys & {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}


def test_no_other_module_names_a_kind_of_file() -> None:
    keys = set(FORMATS) - {"words", "table"}  # common words, which stand for other things elsewhere
    assert keys_in('if sheet.kind == "conllu": pass', keys) == {"conllu"}
    places = [path for path in PLAYGROUND.rglob("*.py") if path != Path(formats.__file__)]
    assert len(places) > 100
    assert {path.name: keys_in(path.read_text("utf-8"), keys) for path in places} == {p.name: set() for p in places}
