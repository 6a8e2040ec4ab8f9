"""`python -m tests.bench.curve FILE … [--architecture A] [--seeds N …]`: rows for docs/practice.md.

A model is trained on 1/16 to all of a file's examples, and what half of them forecast is held against what all gave.
"""

import argparse
import sys
from pathlib import Path

from playground.devices import configure


def main() -> int:
    """Train, and print each row as it is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.curve")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--architecture", default="rnn", metavar="A")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1])
    asked = parser.parse_args()
    configure(concurrent=1)
    from playground.evaluation.forecast import forecast
    from playground.training.finetune.learning_curve import learning_curve
    from playground.training.finetune.on_file import ReadingOptions, file_and_plan

    print("| file | seed | 1/16 | 1/8 | 1/4 | 1/2 | forecast for all | all | held |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    for file in asked.files:
        for seed in asked.seeds:
            read, plan = file_and_plan(file, ReadingOptions(), architecture=asked.architecture, seed=seed)
            examples = read.learnt
            running = learning_curve(examples, plan)
            while True:
                try:
                    next(running)
                except StopIteration as end:
                    points = end.value
                    break
            (expected,) = forecast(points[:-1], [points[-1].examples])
            half = 50 * (expected.high - expected.low)
            held = expected.low <= points[-1].accuracy <= expected.high
            shares = " | ".join(f"{100 * point.accuracy:.1f}" for point in points[:-1])
            print(
                f"| {Path(file).name} | {seed} | {shares} | {100 * expected.accuracy:.1f} ± {half:.1f} | "
                f"{100 * points[-1].accuracy:.1f} | {'yes' if held else 'no'} |",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
