"""For how many short sentences `edit` finds a verified flip: `python -m tests.bench.edit sst/dev.tsv`.

The file has the columns text and label. The first sentences of at most 20 words are taken. Prints a row a model: the
share with any flip and with each kind, and the seconds an answer.
"""

import argparse
import time
from collections import Counter

from playground.devices import configure

WORDS = 20
HEADER = ("model", "sentences", "any", "replace", "delete", "negate", "seconds")


def main() -> None:
    """Measure every shipped sentiment model, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.edit")
    parser.add_argument("file")
    parser.add_argument("--model", action="append", metavar="REF")
    parser.add_argument("--sentences", type=int, default=100)
    asked = parser.parse_args()
    configure(concurrent=1)
    from playground.checkpoints import load, shipped
    from playground.lenses.edit import edit
    from playground.training.data import read

    short = [text for text in read(asked.file, "sentiment").texts if len(text.split()) <= WORDS][: asked.sentences]
    print(f"| {' | '.join(HEADER)} |\n|{'---|' * len(HEADER)}")
    for reference in asked.model or shipped("sentiment"):
        checkpoint = load(reference)
        found: Counter[str] = Counter()
        started = time.perf_counter()
        for text in short:
            kinds = {one.kind for one in edit(checkpoint, text).edits if one.flips}
            found.update([*kinds, "any"] if kinds else [])
        seconds = (time.perf_counter() - started) / len(short)
        shares = " | ".join(f"{100 * found[kind] / len(short):.0f} %" for kind in HEADER[2:-1])
        print(f"| {reference} | {len(short)} | {shares} | {seconds:.2f} |", flush=True)


if __name__ == "__main__":
    main()
