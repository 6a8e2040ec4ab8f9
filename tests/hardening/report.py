"""A plugin of pytest: the table of `items.ITEMS`, at the end of a run and in docs/hardening.md (`--write-table`)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hardening.items import ITEMS, Item, chosen

DOCUMENT = Path(__file__).parents[2] / "docs" / "hardening.md"
BEGIN, END = "<!-- made by `make harden` -->", "<!-- end -->"


class Table:
    """What the tests of each item came to.

    Args:
        rows: those that are done in this run; of the others the document says what they came to before.
    """

    def __init__(self, rows: str = "") -> None:
        self.now = {ITEMS[at].done for at in chosen(rows)}
        self.outcomes: dict[str, list[str]] = {item.done: [] for item in ITEMS}
        self.figures: dict[str, list[str]] = {item.done: [] for item in ITEMS}
        self.reasons: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test under each item that names it."""
        if report.when != "call" and report.outcome == "passed":
            return
        for item in ITEMS:
            if any(belongs(report.nodeid, test) for test in item.tests):
                self.outcomes[item.done].append(report.outcome)
                self.figures[item.done] += [str(value) for name, value in report.user_properties if name == "figure"]
                if report.skipped and isinstance(report.longrepr, tuple):
                    self.reasons[item.done] = report.longrepr[2].removeprefix("Skipped: ")

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """What was done, the figures, and pass, fail, or why it was not done."""
        before = written_before(DOCUMENT.read_text("utf-8"))
        for item in ITEMS:
            now = self._figure(item), self._result(item)
            yield item.done, *(now if item.done in self.now else before.get(item.done, ("", "not run")))

    def _figure(self, item: Item) -> str:
        found = self.outcomes[item.done]
        tests = f"{len(found)} test{'s' * (len(found) != 1)}" if found else ""
        return "; ".join([*dict.fromkeys(self.figures[item.done]), *([tests] if tests else [])])

    def _result(self, item: Item) -> str:
        found = self.outcomes[item.done]
        if "failed" in found:
            return f"**fail** ({found.count('failed')})"
        if not found:
            return "not run"
        if "skipped" in found:
            whole = "passed" not in found
            return f"{'not possible here' if whole else 'pass; a part is not possible here'}: {self.reasons[item.done]}"
        return "pass"

    def written(self) -> str:
        """The table as Markdown."""
        lines = ["| what was done | figure | result |", "|---|---|---|"]
        return "\n".join([*lines, *(f"| {done} | {figure} | {result} |" for done, figure, result in self.rows())])


def written_before(document: str) -> dict[str, tuple[str, str]]:
    """What was done -> figures and result, as the table in a document says."""
    lines = document.partition(BEGIN)[2].partition(END)[0].strip().splitlines()[2:]
    return {done: (figure, result) for done, figure, result in (line[2:-2].split(" | ") for line in lines)}


def belongs(nodeid: str, test: str) -> bool:
    """Whether a test is this one, with any parameters, or stands in this file."""
    return nodeid == test or nodeid.startswith((f"{test}::", f"{test}["))


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of this plugin."""
    parser.addoption("--write-table", action="store_true", help="write the table into docs/hardening.md")
    parser.addoption("--rows", default="", help="the rows that are done, as 3 or 1-6; the others stay as they were")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the table where the run is directed, not in its workers."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table(config.getoption("--rows")), "hardening-table")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the table, and write it down."""
    table = config.pluginmanager.get_plugin("hardening-table")
    assert isinstance(table, Table)
    terminalreporter.section("what was done, figure, result")
    wide = max(len(item.done) for item in ITEMS)
    for done, figure, result in table.rows():
        terminalreporter.write_line(f"{done:<{wide}}  {result:<18}  {figure}")
    if config.getoption("--write-table"):
        text = DOCUMENT.read_text("utf-8")
        made = f"{BEGIN}\n{table.written()}\n{END}"
        DOCUMENT.write_text(re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: made, text, flags=re.S), "utf-8")
