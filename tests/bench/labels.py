"""`python -m tests.bench.labels FILE … [--architecture A] [--seed N] [--share S]`: a row for docs/practice.md a file.

So many of a file's labels are exchanged for other ones, the labels are checked, and of the exchanged ones those are
counted that stand in the first tenth of the list.
"""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from playground.devices import configure

FIRST = 0.1  # of the list


def main() -> int:
    """Exchange labels, check, and print each row as it is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.labels")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--architecture", default="rnn", metavar="A")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--share", type=float, default=0.05, help="of the labels that are exchanged, 0-1")
    asked = parser.parse_args()
    configure(concurrent=1)
    from playground.training.finetune.check_labels import check_labels
    from playground.training.finetune.cross_validation import suggested_folds
    from playground.training.finetune.on_file import ReadingOptions, file_and_plan

    print(
        "| file | examples | labels | folds | exchanged | in the first tenth | called likely, of these exchanged | s |"
    )
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for file in asked.files:
        read, plan = file_and_plan(file, ReadingOptions(), architecture=asked.architecture, seed=asked.seed)
        examples = read.learnt
        names = sorted(set(examples.labels))
        random = np.random.default_rng(asked.seed)
        exchanged = random.choice(len(examples), round(asked.share * len(examples)), replace=False)
        labels = list(examples.labels)
        for at in exchanged:
            labels[at] = str(random.choice([name for name in names if name != labels[at]]))
        started = time.perf_counter()
        running = check_labels(replace(examples, labels=tuple(labels)), plan)
        while True:
            try:
                next(running)
            except StopIteration as end:
                found = end.value
                break
        wrong = set(exchanged.tolist())
        first = {one.example for one in found[: round(FIRST * len(found))]}
        likely = [one.example for one in found if one.likely]
        print(
            f"| {Path(file).name} | {len(examples):,} | {len(names)} | {suggested_folds(plan)} | {len(wrong)} | "
            f"{100 * len(wrong & first) / len(wrong):.1f} % | {len(likely):,}, {len(wrong & set(likely)):,} | "
            f"{time.perf_counter() - started:.0f} |",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
