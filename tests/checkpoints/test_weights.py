"""Weights: how they are stored, and every check of what a file of them holds."""

import hashlib
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from safetensors.torch import save as tensors_as_bytes

from playground.checkpoints import describe, load, round_weights, save
from playground.models import Config, build
from playground.text import Vocabulary
from tests import tiny as small
from tests.checkpoints.broken import change, message
from tests.tiny import VOCABULARY

pytestmark = pytest.mark.usefixtures("nothing_loaded")


def rewrite(folder: Path, edit: Callable[[dict[str, torch.Tensor]], Any]) -> None:
    """Change tensors and give the config the sha256 of the new file, so that nothing but the tensors is wrong."""
    tensors = load_file(folder / "model.safetensors")
    edit(tensors)
    replace_weights(folder, tensors_as_bytes(tensors))


def replace_weights(folder: Path, raw: bytes) -> None:
    (folder / "model.safetensors").write_bytes(raw)
    change(folder, lambda config: config.update(sha256=hashlib.sha256(raw).hexdigest()))


def test_a_large_word_embedding_is_stored_in_bytes_and_stays_what_it_was_rounded_to(tmp_path: Path) -> None:
    vocabulary = Vocabulary([f"word{number}" for number in range(1_500)])
    made = build(Config("rnn", "sentiment", ("no", "yes"), len(vocabulary), size=16, hidden=8))
    with torch.no_grad():
        made.word_embedding.weight[7] = 0  # a row without a scale of its own
        made.word_embedding.weight[8] *= 1e-9
        made.word_embedding.weight[9] *= 1e3
    before = made.word_embedding.weight.detach().clone()
    round_weights(made)
    after = made.word_embedding.weight.detach().clone()
    assert (after - before).abs().amax(1).le(before.abs().amax(1) / 127 * 0.51 + 1e-6).all()
    round_weights(made)
    assert torch.equal(made.word_embedding.weight, after), "rounding again changes nothing"
    stored = load_file(save(tmp_path / "made", made, vocabulary) / "model.safetensors")
    assert stored["word_embedding.weight"].dtype == torch.int8
    assert {str(value.dtype) for key, value in stored.items() if key != "word_embedding.weight"} == {"torch.float16"}
    assert torch.equal(load(str(tmp_path / "made")).model.word_embedding.weight, after)
    assert describe(str(tmp_path / "made")).parameters == sum(value.numel() for value in made.parameters())


def weights_problem(tensor: str, problem: str) -> str:
    return (
        f"The tensor '{tensor}' of the checkpoint sentiment-lstm {problem}. The weights do not fit the config. "
        "Get or save the checkpoint again."
    )


@pytest.mark.parametrize(
    ("edit", "tensor", "problem"),
    [
        (lambda t: t.pop("head.bias"), "head.bias", "is missing"),
        (lambda t: t.update({"head.extra": torch.zeros(2)}), "head.extra", "is not part of the model"),
        (lambda t: t.update({"head.bias.scale": torch.zeros(2)}), "head.bias.scale", "is not part of the model"),
        (
            lambda t: t.update({"head.bias": torch.zeros(3).half()}),
            "head.bias",
            "has the shape (3,) instead of (2,)",
        ),
        (
            lambda t: t.update({"head.bias": torch.zeros(2, dtype=torch.int64)}),
            "head.bias",
            "is of type torch.int64, not float16, float32 or int8",
        ),
        (lambda t: t["head.bias"].fill_(math.nan), "head.bias", "holds NaN or infinity"),
        (lambda t: t["head.weight"][0].fill_(math.inf), "head.weight", "holds NaN or infinity"),
        (
            lambda t: t.update({"head.weight": t["head.weight"].to(torch.int8)}),
            "head.weight",
            "has no scale for each row",
        ),
        (
            lambda t: t.update({"head.bias": torch.zeros(2, dtype=torch.int8), "head.bias.scale": torch.ones(2, 1)}),
            "head.bias",
            "has no scale for each row",
        ),
    ],
)
def test_weights_that_do_not_fit_are_refused(
    folder: Path, edit: Callable[[dict[str, torch.Tensor]], Any], tensor: str, problem: str
) -> None:
    rewrite(folder, edit)
    assert message(folder) == weights_problem(tensor, problem)


def test_weights_of_another_file_are_refused(folder: Path) -> None:
    other = save(folder.parent / "other", small.model("lstm", "sentiment", seed=9), VOCABULARY)
    (folder / "model.safetensors").write_bytes((other / "model.safetensors").read_bytes())
    expected = (
        "The weights of the checkpoint sentiment-lstm are not the ones that its config names (sha256 differs). "
        "Get the checkpoint again."
    )
    assert message(folder) == expected
    change(folder, lambda config: config.pop("sha256"))
    assert message(folder) == expected


def test_a_vocabulary_of_another_size_is_refused(folder: Path) -> None:
    change(folder, lambda value: value["words"].append("more"), "vocabulary.json")
    assert message(folder) == message(folder, "#untrained")
    assert message(folder) == (
        "The vocabulary of the checkpoint sentiment-lstm has 15 rows of words and 0 of letters, "
        "its config says 14 and 0. They have to be equal. Save the checkpoint again."
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"\x80\x04}\x94.",  # a pickled dict
        b"",
        b"short",
        b"\x02\x00\x00\x00\x00\x00\x00\x00{}",
        b"\x02\x00\x00\x00\x00\x00\x00\x00[]",
        b'\x09\x00\x00\x00\x00\x00\x00\x00{"a": {}}',
        b"\xff" * 64,
    ],
)
def test_what_is_not_safetensors_is_never_unpickled(folder: Path, raw: bytes) -> None:
    replace_weights(folder, raw)
    found = message(folder)
    assert found.startswith(
        ("model.safetensors of the checkpoint sentiment-lstm is not a safetensors file", "The tensor ")
    ), found
    assert found.endswith("checkpoint again.")


def test_a_renamed_pickle_is_refused_without_running_it(folder: Path, tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> Any:
            return os.mkdir, (str(tmp_path / "ran"),)

    torch.save({"head.bias": Trap()}, tmp_path / "made.bin")
    replace_weights(folder, (tmp_path / "made.bin").read_bytes())
    assert message(folder) == (
        "model.safetensors of the checkpoint sentiment-lstm is not a safetensors file. Get the checkpoint again."
    )
    assert not (tmp_path / "ran").exists()
