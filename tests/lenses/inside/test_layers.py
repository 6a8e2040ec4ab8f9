"""A model taken apart: shapes against hooks on the real model, counts against numbers worked out by hand."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch

from playground import checkpoints
from playground.checkpoints import Checkpoint, load
from playground.errors import BadInput
from playground.lenses.inside.layers import layers
from playground.lenses.inside.trace import trace
from playground.models import Config, Inputs, build
from playground.models.blocks import Batch, Block, Diagram
from playground.text import Vocabulary
from tests import tiny
from tests.models.test_architectures import TUTORIALS
from tests.tiny import PAIRS, VOCABULARY

TEXT = "it 's not a good film"
BATCHES = [Batch(), Batch(3, 9), Batch(64, 40)]
VARIANTS: list[tuple[str, str, dict[str, Any]]] = [
    *((architecture, task, {}) for architecture, task in PAIRS),
    ("rnn", "sentiment", {"directions": 1, "layers": 1, "readout": ("last",), "outputs": 1}),
    ("rnn", "pos", {"directions": 1, "layers": 4}),
    ("lstm", "sentiment", {"directions": 1, "layers": 3, "readout": ("last", "max")}),
    ("lstm", "pos", {"directions": 1, "layers": 1, "letters": 0}),
    ("textcnn", "pos", {"layers": 4}),
    ("textcnn", "sentiment", {"widths": (9,)}),
    ("transformer", "pos", {"norm": "before", "layers": 3}),
    ("transformer", "sentiment", {"norm": "before", "readout": ("last",), "outputs": 1}),
    ("transformer", "sentiment", {"size": 12, "readout": ("last", "mean", "max"), "layers": 1}),
]


def checkpoint(architecture: str, task: str, **changes: Any) -> Checkpoint:
    made = tiny.model(architecture, task, **changes)
    return Checkpoint(f"{task}-{architecture}", made.config, VOCABULARY, made, temperature=1.5)


def several(asked: Checkpoint, text: str, batch: Batch) -> Inputs:
    """The same text several times, filled up with padding."""
    inputs = asked.encode([text.split()] * batch.sentences)
    extra = max(0, batch.longest - inputs.words.shape[1])
    letters = inputs.letters
    if letters is not None:
        letters = torch.nn.functional.pad(letters, (0, 0, 0, extra))
    return Inputs(
        torch.nn.functional.pad(inputs.words, (0, extra)), letters, torch.nn.functional.pad(inputs.mask, (0, extra))
    )


def hooked(asked: Checkpoint, inputs: Inputs) -> dict[str, list[tuple[tuple[int, ...], tuple[int, ...]]]]:
    """(shape in, shape out) of every call of every module of the real model."""
    seen: dict[str, list[tuple[tuple[int, ...], tuple[int, ...]]]] = {}
    handles = []
    for name, module in asked.model.named_modules():

        def note(_: Any, given: Any, made: Any, name: str = name) -> None:
            made = made[0] if isinstance(made, tuple) else made
            if isinstance(given[0], torch.Tensor):
                seen.setdefault(name, []).append((tuple(given[0].shape), tuple(made.shape)))

        handles.append(module.register_forward_hook(note))
    try:
        with torch.no_grad():
            seen[""] = [((), tuple(asked.model(inputs).shape))]
    finally:
        for handle in handles:
            handle.remove()
    return seen


def sizes(shape: tuple[tuple[str, int], ...]) -> tuple[int, ...]:
    return tuple(size for _, size in shape)


def compared(asked: Checkpoint, text: str, batch: Batch) -> Diagram:
    """The diagram, after every block that is a module was compared with what a hook on that module saw."""
    drawn = layers(asked, trace(asked, text), 0, batch)
    seen = hooked(asked, several(asked, text, batch))
    named = set()
    for block in drawn.all():
        if not block.module:
            continue
        reads, gives = seen[block.module][block.call]
        named.add(block.module)
        assert sizes(block.gives) == gives, block.id
        if block.module not in ("letters", "encoder"):  # these are given more than one thing, or pad themselves
            assert sizes(block.reads) == reads, block.id
    leaves = {name for name, module in asked.model.named_modules() if name in seen and not list(module.children())}
    missing = leaves - named - {""}
    assert missing == set()
    assert sizes(drawn.blocks[-1].gives) == seen[""][0][1]
    return drawn


@pytest.mark.slow
@pytest.mark.parametrize(("architecture", "task", "change"), VARIANTS)
@pytest.mark.parametrize("batch", BATCHES)
def test_shapes_are_those_that_hooks_see(architecture: str, task: str, change: dict[str, Any], batch: Batch) -> None:
    asked = checkpoint(architecture, task, **change)
    drawn = compared(asked, TEXT, batch)
    assert drawn.parameters == asked.parameters
    assert len({block.id for block in drawn.all()}) == len(drawn.all())


@pytest.mark.slow
@pytest.mark.parametrize("reference", checkpoints.shipped())
@pytest.mark.parametrize("batch", [Batch(), Batch(4, 20)])
def test_shapes_of_the_shipped_models_are_those_that_hooks_see(reference: str, batch: Batch) -> None:
    asked = load(reference)
    assert compared(asked, "This is not a very good film .", batch).parameters == asked.parameters


@pytest.mark.parametrize(("architecture", "task", "change"), VARIANTS)
def test_one_block_follows_from_the_one_before_it(architecture: str, task: str, change: dict[str, Any]) -> None:
    asked = checkpoint(architecture, task, **change)

    def walk(blocks: tuple[Block, ...], beside: bool) -> None:
        for one, other in pairwise(blocks):
            if not beside:  # dimensions may change places (channels first), a text shorter than a filter is filled up
                same = sorted(dict(one.gives).values()) == sorted(dict(other.reads).values())
                assert same or other.key in ("width", "words", "encoder", "gather", "mask"), (one.id, other.id)
        for block in blocks:
            assert block.parameters == sum(part.parameters for part in block.parts) or not block.parts
            assert block.multiplications == sum(part.multiplications for part in block.parts) or not block.parts
            walk(block.parts, block.beside)

    drawn = layers(asked, trace(asked, TEXT), 2)
    walk(drawn.blocks[4:], False)


# ---- counts by hand


def lstm(words: int, size: int, hidden: int) -> int:
    """Four gates read the word and the state; forget × cell, input × candidate, output × tanh(cell)."""
    return words * (4 * hidden * (size + hidden) + 3 * hidden)


def rnn(words: int, size: int, hidden: int) -> int:
    return words * hidden * (size + hidden)


def attention(words: int, hidden: int, wide: int) -> int:
    """Query, key, value and output; every word with every word, twice; the network."""
    return words * 4 * hidden * hidden + 2 * words * words * hidden + 2 * words * hidden * wide


def letters(spellings: int, letters: int = 20, size: int = 32, filters: int = 64) -> int:
    return spellings * letters * 3 * size * filters


BY_HAND = {
    # "a good film": three words, three spellings
    "sentiment-rnn": 2 * rnn(3, 100, 128) + 512 * 2,
    "sentiment-lstm": 2 * lstm(3, 150, 128) + 512 * 2,
    "sentiment-textcnn": 200 * 150 * (4 * 2 + 3 * 3 + 2 * 4 + 1 * 5) + 800 * 2,  # filled up to five words
    "sentiment-transformer": 3 * 150 * 128 + 2 * attention(3, 128, 256) + 256 * 2,
    "pos-rnn": letters(3) + 2 * rnn(3, 164, 160) + 3 * 320 * 17,
    "pos-lstm": letters(3) + 2 * lstm(3, 164, 160) + 3 * 320 * 17,
    "pos-textcnn": letters(3) + 3 * 8 * 128 * (164 + 256) + 3 * 256 * 17,
    "pos-transformer": letters(3) + 3 * 164 * 160 + 2 * attention(3, 160, 320) + 3 * 160 * 17,
}


@pytest.mark.slow
@pytest.mark.parametrize("reference", checkpoints.shipped())
def test_multiplications_of_the_shipped_models_are_those_worked_out_by_hand(reference: str) -> None:
    asked = load(reference)
    assert layers(asked, trace(asked, "a good film")).multiplications == BY_HAND[reference]


def cell(gates: int, size: int, hidden: int) -> int:
    """Weights for the word and for the state, and the two biases of torch, a gate."""
    return gates * (hidden * (size + hidden) + 2 * hidden)


def layer(hidden: int, wide: int) -> int:
    """Query, key, value and output; two norms; the network."""
    return 4 * (hidden * hidden + hidden) + 4 * hidden + 2 * hidden * wide + wide + hidden


WIDER = 55_002 * 150  # a table of words
POS = 30_002 * 100 + 104 * 32 + 64 * (3 * 32 + 1)  # tables of words and letters, and filters
PARAMETERS_BY_HAND = {
    "sentiment-rnn": 55_002 * 100 + 2 * cell(1, 100, 128) + 512 * 2 + 2,
    "sentiment-lstm": WIDER + 2 * cell(4, 150, 128) + 512 * 2 + 2,
    "sentiment-textcnn": WIDER + 200 * (150 * (2 + 3 + 4 + 5) + 4) + 800 * 2 + 2,
    "sentiment-transformer": WIDER + 150 * 128 + 128 + 2 * layer(128, 256) + 2 * 128 + 256 * 2 + 2,
    "pos-rnn": POS + 2 * cell(1, 164, 160) + 320 * 17 + 17,
    "pos-lstm": POS + 2 * cell(4, 164, 160) + 320 * 17 + 17,
    "pos-textcnn": POS + 128 * (8 * (164 + 256) + 4) + 256 * 17 + 17,
    "pos-transformer": POS + 164 * 160 + 160 + 5 * 33 + 2 * layer(160, 320) + 2 * 160 + 160 * 17 + 17,
}


@pytest.mark.parametrize("reference", checkpoints.shipped())
def test_parameters_of_the_shipped_models_are_those_worked_out_by_hand(reference: str) -> None:
    asked = load(reference)
    drawn = layers(asked, trace(asked, "a good film"))
    assert drawn.parameters == PARAMETERS_BY_HAND[reference] == asked.parameters


TUTORIALS_BY_HAND = {
    "two-layer bidirectional LSTM, one output": 2 * lstm(3, 100, 256) + 2 * lstm(3, 512, 256) + 512,
    "one-way LSTM read at its last step by a sigmoid": lstm(3, 30, 512) + 512,
    "six-dimensional LSTM tagger": lstm(3, 6, 6) + 3 * 6 * 3,
    "TextRNN": rnn(3, 50, 64) + 64 * 2,
    "TextLSTM": lstm(3, 50, 64) + 64 * 2,
    "TextCNN": 100 * 50 * (3 * 3 + 2 * 4 + 1 * 5) + 300 * 2,
    "Transformer": 2 * attention(3, 64, 128) + 64 * 2,
}


@pytest.mark.parametrize("name", TUTORIALS)
def test_a_tutorial_model_multiplies_as_often_as_was_worked_out_by_hand(name: str) -> None:
    config, twins = TUTORIALS[name]
    known = Vocabulary(["a", "good", "film", *(f"w{number}" for number in range(config.words - 5))])
    asked = Checkpoint("tutorial", config, known, build(config).eval())
    drawn = layers(asked, trace(asked, "a good film"))
    assert drawn.multiplications == TUTORIALS_BY_HAND[name]
    assert drawn.parameters == sum(one.numel() for module in twins for one in module.parameters())


def test_a_gate_of_an_lstm_has_a_quarter_of_its_cells_parameters() -> None:
    asked = checkpoint("lstm", "sentiment", directions=1, layers=1, hidden=10, size=8)
    found = {block.id: block for block in layers(asked, trace(asked, TEXT)).all()}
    assert found["layer1.forward"].parameters == 4 * (10 * (8 + 10) + 2 * 10)
    for gate in ("input_gate", "forget_gate", "cell_candidate", "output_gate"):
        assert found[f"layer1.forward.{gate}"].parameters == 10 * (8 + 10) + 2 * 10


def test_padding_is_paid_for() -> None:
    asked = checkpoint("rnn", "sentiment", directions=1, layers=1, readout=("last",), hidden=10, size=8)
    drawn = layers(asked, trace(asked, TEXT), 0, Batch(4, 24))
    assert drawn.multiplications == 4 * rnn(24, 8, 10) + 4 * 10 * 2
    assert drawn.on_padding == 4 * rnn(18, 8, 10)
    assert layers(asked, trace(asked, TEXT), 0, Batch(4)).on_padding == 0


# ---- real numbers


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
def test_numbers_are_those_of_the_trace_at_the_chosen_word(architecture: str, task: str) -> None:
    asked = checkpoint(architecture, task)
    seen = trace(asked, TEXT)
    for word in (0, 3, 5):
        found = {block.id: block for block in layers(asked, seen, word, Batch(5, 30)).all()}
        assert found["masked"].values == pytest.approx(seen.arrays["embedded"][word, :5], abs=1e-6)
        logits = seen.arrays["logits"][word] if seen.arrays["logits"].ndim == 2 else seen.arrays["logits"]
        shares = np.exp(logits / 1.5) / np.exp(logits / 1.5).sum()
        assert found["softmax"].values == pytest.approx(shares, abs=1e-5)  # of every label
        for way in ("forward", "backward"):
            for name in ("hidden", "forget_gate", "cell"):
                if f"layer2.{way}.{name}" in seen.arrays:
                    expected = seen.arrays[f"layer2.{way}.{name}"][word, :5]
                    assert found[f"layer2.{way}.{name}"].values == pytest.approx(expected, abs=1e-6)
        if architecture == "transformer":
            attention = seen.arrays["layer1.attention"][0, word, :5]
            assert found["layer1.attention.weights"].values == pytest.approx(attention, abs=1e-6)
            assert found["layer2"].values == pytest.approx(seen.arrays["layer2.hidden"][word, :5], abs=1e-5)


def test_drawing_leaves_nothing_behind_on_the_model() -> None:
    asked = checkpoint("lstm", "pos")
    layers(asked, trace(asked, TEXT))
    assert not any(module._forward_hooks for module in asked.model.modules())


def test_alike_layers_are_folded_into_one() -> None:
    def keys(asked: Checkpoint) -> Iterator[str]:
        inside = next(block for block in layers(asked, trace(asked, TEXT)).blocks if block.key == "encoder")
        return (block.key for block in inside.parts if block.key in ("layer", "repeat"))

    assert list(keys(checkpoint("lstm", "pos", layers=4))) == ["layer", "repeat"]
    assert list(keys(checkpoint("transformer", "pos", layers=2))) == ["layer", "layer"]


@pytest.mark.parametrize("batch", [Batch(0), Batch(65), Batch(1, 5), Batch(1, 41)])
def test_a_batch_that_cannot_be_is_refused(batch: Batch) -> None:
    asked = checkpoint("rnn", "pos")
    with pytest.raises(BadInput) as refused:
        layers(asked, trace(asked, TEXT), 0, batch)
    assert refused.value.key == "batch-range"
    with pytest.raises(BadInput):
        layers(asked, trace(asked, TEXT), 6)


def test_a_config_is_read_from_the_model_and_not_from_the_name() -> None:
    config = Config("textcnn", "pos", ("a", "b"), len(VOCABULARY), size=8, widths=(1, 3), filters=6, layers=1)
    asked = Checkpoint("anything", config, VOCABULARY, build(config).eval())
    assert compared(asked, TEXT, Batch()).architecture == "textcnn"
