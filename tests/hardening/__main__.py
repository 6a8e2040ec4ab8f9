"""Run every test of `items.ITEMS` and print the table: `python -m tests.hardening`, which writes it down too."""

import sys
from pathlib import Path

import pytest

from tests.hardening.items import ITEMS

ROOT = Path(__file__).parents[2]

if __name__ == "__main__":
    tests = dict.fromkeys(test for item in ITEMS for test in item.tests)
    there = [test for test in tests if (ROOT / test.partition("::")[0]).is_file()]
    options = ["--quiet", "--numprocesses", "2", "--dist", "loadfile", "-p", "tests.hardening.report", "--write-table"]
    sys.exit(pytest.main([*there, *options, *sys.argv[1:]]))
