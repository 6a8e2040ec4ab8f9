"""What torchrun starts in test_torchrun.py: a tiny model without dropout, so that only the sharing can differ.

torchrun … torchrun_fit.py OUT STATE EPOCH: the second process kills itself in this epoch, once (0: in none)
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file

from playground.training import distributed
from playground.training.encoding import Encoded
from playground.training.fit import fit
from playground.training.settings import Settings
from tests import tiny


def main() -> None:
    out, state, killed_in = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    for architecture, task in (("lstm", "sentiment"), ("textcnn", "pos")):
        model = tiny.model(architecture, task, dropout=0.0, letters=0)
        labels = len(model.config.labels)
        words = [[2 + (at * step) % 12 for step in range(1, 2 + at % 9)] for at in range(53)]
        gold = [
            [(at + word) % labels for word in one] if model.config.per_word else at % 2 for at, one in enumerate(words)
        ]
        data = encoded(words, gold)
        settings = Settings(
            epochs=4, learning_rate=0.5, optimizer="sgd", words_a_batch=60, texts_a_batch=7, adversarial=0.5
        )
        with distributed.joined():
            first = distributed.rank() == 0
            folder = state / architecture if distributed.world() > 1 else None
            for progress in fit(model, data, {"same": data}, settings, 3, folder):
                last_attempt = os.environ.get("TORCHELASTIC_RESTART_COUNT", "0") != "0"
                if progress.finished and progress.epoch == killed_in and not first and not last_attempt:
                    os.kill(os.getpid(), signal.SIGKILL)
        if first:
            save_file({name: value.contiguous() for name, value in model.state_dict().items()}, out / architecture)
            attempt = os.environ.get("TORCHELASTIC_RESTART_COUNT", "0")
            (out / f"{architecture}.attempt").write_text(f"{attempt} {progress.epoch}")


def encoded(words: list[list[int]], gold: list[Any]) -> Encoded:
    return Encoded(
        [np.array(one) for one in words], None, [np.array(one) if isinstance(one, list) else one for one in gold]
    )


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
