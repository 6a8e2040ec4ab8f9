"""A file of many rows against the bare network: the same texts as ready tensors, in a loop with one thread."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playground.checkpoints import load
from playground.lenses.predict.predict import WORDS_A_BATCH, batches
from playground.scale import score
from playground.scale.blocks import ROWS_A_BLOCK
from playground.scale.scoring import one_thread
from tests.bench.lines import Line, compared, seconds_in_turns
from tests.bench.texts import texts

ROWS = 10 * ROWS_A_BLOCK
WORDS = 10
MODELS = ("sentiment-textcnn", "sentiment-lstm")


def measure(rounds: int) -> Iterator[Line]:
    """One line a model. What a run takes until its first row (starting the second process) is a part of it."""
    import torch

    given = texts(WORDS, ROWS)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "texts.csv"
        data.write_text("id,text\n" + "".join(f"{at},{text}\n" for at, text in enumerate(given)))
        for reference in MODELS:
            checkpoint = load(reference)
            words = [checkpoint.divide(text) for text in given]
            groups = [
                [words[start + at] for at in group]
                for start in range(0, ROWS, ROWS_A_BLOCK)
                for group in batches([WORDS] * ROWS_A_BLOCK, WORDS_A_BATCH // checkpoint.model.bulk)
            ]
            ready = [checkpoint.encode(group) for group in groups]

            def loop() -> None:
                with one_thread(), torch.inference_mode():
                    for inputs in ready:  # noqa: B023  called before the next model's
                        checkpoint.model(inputs)  # noqa: B023

            def scored() -> None:
                out = Path(folder) / "out.csv"
                out.unlink(missing_ok=True)
                score([reference], data, out)  # noqa: B023

            through_file, bare = seconds_in_turns(scored, loop, rounds=max(1, min(3, rounds)))
            what = f"score, {ROWS:,} rows of {WORDS} words, {reference.removeprefix('sentiment-')} / loop over tensors"
            yield compared(what, through_file, bare, "≤ 1.25")
