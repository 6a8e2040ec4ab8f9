"""`python -m tests.bench [SUBJECT …] [--rounds N] [--sst FILE]`: measure, and print a table."""

import argparse
import importlib
import os
import sys

from playground.devices import configure
from tests.bench.lines import Line

SUBJECTS = (
    *("prediction", "start", "memory", "training", "jobs", "http", "trace", "explain", "edit", "intervene", "score"),
    "export",
)
HEADER = ("what; against what", "measured", "against", "ratio", "aim")


def show(line: Line) -> None:
    """A row of the table, as Markdown."""
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
    print(f"| {line.what:<86} | {line.measured:>14} | {line.against:>14} | {ratio:>5} | {line.aim:>6} |", flush=True)


def main() -> int:
    """Measure the subjects that are asked for, all unless some are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=", ".join(SUBJECTS))
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--sst", metavar="FILE", help="SST's dev.tsv, for the share of sentences that edit flips")
    asked = parser.parse_args()
    unknown = set(asked.subjects) - set(SUBJECTS)
    if unknown:
        parser.error(f"there is no {sorted(unknown)[0]}; choose from {', '.join(SUBJECTS)}")
    configure()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is started is what people start: compiled once
    print(f"| {HEADER[0]:<86} | {HEADER[1]:>14} | {HEADER[2]:>14} | {HEADER[3]:>5} | {HEADER[4]:>6} |")
    print(f"|{'-' * 88}|{'-' * 15}:|{'-' * 15}:|{'-' * 6}:|{'-' * 7}:|", flush=True)
    for subject in asked.subjects or SUBJECTS:
        more = {"sst": asked.sst} if subject == "edit" else {}
        for line in importlib.import_module(f"tests.bench.{subject}").measure(asked.rounds, **more):
            show(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
