"""`python -m tests.bench.files FILE … [--architecture A …] [--seed N]`: a row for docs/finetune.md for each file.

Each file is trained on with no choice but the architecture, as `python -m playground train --data FILE
--architecture A` does it, from the shipped checkpoint.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playground.devices import configure

ARCHITECTURES = ("rnn", "lstm", "textcnn", "transformer")


def main() -> int:
    """Train, and print each row as it is there."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.files")
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--architecture", action="append", metavar="A", help="default: all four")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    configure(concurrent=1)
    from playground.training.train import train

    print("| file | architecture | starts from | macro-F1 | TF-IDF | majority | best epoch | seconds |", flush=True)
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for file in asked.files:
        for architecture in asked.architecture or ARCHITECTURES:
            told: list[str] = []
            with tempfile.TemporaryDirectory() as home:
                summary = train(
                    file, architecture=architecture, seed=asked.seed, out=f"{home}/made", on_progress=told.append
                )
            shipped = any(line.startswith("It starts from ") for line in told)
            start = "the shipped one" if shipped else "the file's own vectors"
            scores = [
                summary["metrics"],
                *(summary["baselines"][one] for one in ("tfidf_logistic_regression", "majority")),
            ]
            numbers = " | ".join(f"{100 * one['macro_f1']:.1f}" for one in scores)
            epochs = f"{summary['best_epoch']} of {len(summary['epochs'])}"
            print(
                f"| {Path(file).name} | {architecture} | {start} | {numbers} | {epochs} | {summary['seconds']:.0f} |",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
