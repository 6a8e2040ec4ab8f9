"""Run the tests of `items.ITEMS` and print the table: `python -m tests.hardening`, which writes it down too.

`--rows 1-6` runs those of some rows, counted from 1; the others stay in the document as they are.
"""

import sys
from pathlib import Path

import pytest

from tests.hardening.items import ITEMS, chosen

ROOT = Path(__file__).parents[2]

if __name__ == "__main__":
    given = sys.argv[1:]
    rows = given[given.index("--rows") + 1] if "--rows" in given[:-1] else ""
    tests = dict.fromkeys(test for at in chosen(rows) for test in ITEMS[at].tests)
    there = [test for test in tests if (ROOT / test.partition("::")[0]).is_file()]
    options = ["--quiet", "--numprocesses", "2", "--dist", "loadfile", "-p", "tests.hardening.report", "--write-table"]
    sys.exit(pytest.main([*there, *options, *given]))
