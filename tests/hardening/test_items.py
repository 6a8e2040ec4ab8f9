"""The list names tests that exist, and the table says of each item what came of it."""

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.hardening import report
from tests.hardening.items import ITEMS, chosen
from tests.hardening.report import BEGIN, DOCUMENT, END, Table, belongs

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("item", ITEMS, ids=[item.done for item in ITEMS])
def test_every_test_that_an_item_names_is_there(item: Any) -> None:
    for test in item.tests:
        file, _, name = test.partition("::")
        functions = {
            node.name
            for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
            if isinstance(node, ast.FunctionDef)
        }
        assert not name or name in functions, test


def test_a_test_belongs_to_its_file_and_to_its_name_whatever_its_parameters() -> None:
    assert belongs("tests/a.py::test_b[x]", "tests/a.py::test_b")
    assert belongs("tests/a.py::test_b", "tests/a.py")
    assert not belongs("tests/a.py::test_bc", "tests/a.py::test_b")
    assert not belongs("tests/ab.py::test_b", "tests/a.py")


def test_the_table_says_pass_fail_and_what_is_not_possible_here() -> None:
    table = Table()

    def note(at: int, outcome: str, longrepr: Any = None, **properties: str) -> None:
        said = SimpleNamespace(
            nodeid=f"{ITEMS[at].tests[0]}",
            outcome=outcome,
            when="call",
            skipped=outcome == "skipped",
            longrepr=longrepr,
            user_properties=list(properties.items()),
        )
        table.pytest_runtest_logreport(cast(pytest.TestReport, said))

    note(0, "passed", figure="3 s")
    note(1, "passed")
    note(1, "failed")
    note(2, "skipped", ("file", 1, "Skipped: no mount"))
    rows = list(table.rows())
    assert rows[0][1:] == ("3 s; 1 test", "pass")
    assert rows[1][1:] == ("2 tests", "**fail** (1)")
    assert rows[2][2] == "not possible here: no mount"
    assert rows[3][1:] == ("", "not run")
    assert f"| {ITEMS[0].done} | 3 s; 1 test | pass |" in table.written()


def test_rows_that_are_not_done_stay_as_they_were(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(report, "DOCUMENT", tmp_path / "table.md")
    report.DOCUMENT.write_text(f"{BEGIN}\n| a | b | c |\n|---|---|---|\n| {ITEMS[0].done} | 3 tests | pass |\n{END}")
    assert chosen("2-3") == [1, 2]
    assert (chosen("2"), chosen("")) == ([1], list(range(len(ITEMS))))
    rows = list(Table("2").rows())
    assert rows[0] == (ITEMS[0].done, "3 tests", "pass")
    assert rows[1] == (ITEMS[1].done, "", "not run")
    assert rows[2] == (ITEMS[2].done, "", "not run"), "the document has no line for it yet"


def test_the_document_has_a_line_for_every_item() -> None:
    text = DOCUMENT.read_text("utf-8")
    made = text[text.index(BEGIN) : text.index(END)]
    assert [line.split(" | ")[0].removeprefix("| ") for line in made.splitlines()[3:]] == [item.done for item in ITEMS]
    assert report.DOCUMENT == ROOT / "docs" / "hardening.md"
