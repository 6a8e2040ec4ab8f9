"""Where a layer is worth a look, against equations written out in NumPy and derivatives by small steps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from playground.checkpoints import Checkpoint
from playground.errors import BadInput
from playground.lenses.inside.notable_place import notable_place, unit_effects
from playground.lenses.inside.trace import trace
from tests.lenses.inside.test_layers import TEXT, checkpoint

Array = np.ndarray[Any, Any]


def sigmoid(values: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-values)))


def weights_of(asked: Checkpoint) -> dict[str, Array]:
    return {name: value.detach().numpy().astype(np.float64) for name, value in asked.model.named_parameters()}


def run(
    asked: Checkpoint, weights: dict[str, Array], layer: int, way: str, reads: Array, place: int | None, scale: Array
) -> Array:
    """The states of one layer and direction, in word order; at one word all that is carried on is multiplied by
    `scale`."""
    start, size = f"encoder.layers.{layer - 1}.{way}_cell.", asked.config.hidden
    hidden, cell = np.zeros(size), np.zeros(size)
    found = np.zeros((len(reads), size))
    for word in range(len(reads)) if way == "forward" else reversed(range(len(reads))):
        mixed = weights[start + "weight_ih_l0"] @ reads[word] + weights[start + "bias_ih_l0"]
        mixed = mixed + weights[start + "weight_hh_l0"] @ hidden + weights[start + "bias_hh_l0"]
        if asked.architecture == "lstm":
            i, f, g, o = np.split(mixed, 4)
            cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(g)
            hidden = sigmoid(o) * np.tanh(cell)
        else:
            hidden = np.tanh(mixed)
        if word == place:
            hidden, cell = hidden * scale, cell * scale
        found[word] = hidden
    return found


def logits(
    asked: Checkpoint, weights: dict[str, Array], embedded: Array, at: tuple[int, str, int], scale: Array
) -> Array:
    """The logits, where the state of one word is scaled."""
    reads, config = embedded, asked.config
    for layer in range(1, config.layers + 1):
        ways = ("forward", "backward")[: config.directions]
        parts = [
            run(asked, weights, layer, way, reads, at[2] if (layer, way) == at[:2] else None, scale) for way in ways
        ]
        reads = np.concatenate(parts, -1)
    if not config.per_word:
        ends = np.concatenate([reads[-1, : config.hidden], reads[0, config.hidden :]])
        made = {"last": ends, "mean": reads.mean(0), "max": reads.max(0)}
        reads = np.concatenate([made[kind] for kind in config.readout])
    return np.asarray(reads @ weights["head.weight"].T + weights["head.bias"])


@pytest.mark.parametrize("architecture", ["rnn", "lstm"])
@pytest.mark.parametrize(
    ("task", "change"),
    [
        ("sentiment", {"directions": 2, "layers": 2, "readout": ("mean", "max")}),
        ("sentiment", {"directions": 1, "layers": 1, "readout": ("last",)}),
        ("sentiment", {"directions": 2, "layers": 1, "readout": ("last", "mean")}),
        ("sentiment", {"directions": 2, "layers": 1, "readout": ("max",), "outputs": 1}),
        ("pos", {"directions": 2, "layers": 2}),
    ],
)
def test_gradient_times_state_is_the_slope_when_a_units_state_is_scaled(
    architecture: str, task: str, change: dict[str, object]
) -> None:
    asked = checkpoint(architecture, task, **change)
    seen, weights = trace(asked, TEXT), weights_of(asked)
    embedded, units = seen.arrays["embedded"].astype(np.float64), asked.config.hidden
    for layer in range(1, asked.config.layers + 1):
        for way in ("forward", "backward")[: asked.config.directions]:
            for word in (0, 3, len(seen.read) - 1):
                found = unit_effects(asked, seen, layer, way, word)
                assert found is not None
                at, step = (layer, way, word), 1e-5
                base = logits(asked, weights, embedded, at, np.ones(units))
                row = base[word] if asked.config.per_word else base
                best = int(row.argmax())

                def asked_for(scale: Array, at: Any = at, best: int = best, word: int = word) -> float:
                    given = logits(asked, weights, embedded, at, scale)
                    given = given[word] if asked.config.per_word else given
                    if asked.config.outputs == 1:
                        return float(given[0]) * (1 if best else -1)
                    return float(given[best])

                if asked.config.outputs == 1:
                    best = int(row[0] > 0)
                for unit in range(0, units, 3):
                    one = np.eye(units)[unit] * step
                    slope = (asked_for(1 + one, best=best) - asked_for(1 - one, best=best)) / (2 * step)
                    assert found[unit] == pytest.approx(slope, abs=2e-5)


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_the_word_is_the_one_at_which_the_gates_change_most(direction: str) -> None:
    asked = checkpoint("lstm", "pos", directions=2, layers=1)
    seen = trace(asked, TEXT)
    place = notable_place(asked, seen, 1, direction, gates=True)
    arrays = seen.at(1, direction)
    words = len(seen.read)
    order = range(2, words) if direction == "forward" else range(words - 3, -1, -1)  # the state begins empty
    back = -1 if direction == "forward" else 1
    change = {
        word: sum(
            abs(float(arrays[gate][word, unit]) - float(arrays[gate][word + back, unit]))
            for gate in ("input_gate", "forget_gate", "output_gate")
            for unit in range(asked.config.hidden)
        )
        for word in order
    }
    assert place.word == max(change, key=lambda word: change[word])
    assert (place.gates, place.later, place.matters) == (True, True, True)
    effects = unit_effects(asked, seen, 1, direction, place.word)
    assert effects is not None
    assert place.unit == int(np.abs(effects).argmax())
    assert notable_place(asked, seen, 1, direction, gates=True, word=2).word == 2


@pytest.mark.parametrize(("architecture", "task"), [("transformer", "sentiment"), ("textcnn", "pos")])
def test_where_no_state_is_carried_on_the_unit_is_the_one_that_changes_most(architecture: str, task: str) -> None:
    asked = checkpoint(architecture, task)
    seen = trace(asked, TEXT)
    assert unit_effects(asked, seen, 1, "forward", 0) is None
    place = notable_place(asked, seen, 1, "forward", gates=False)
    hidden = seen.at(1)["hidden"]
    steps = [np.sqrt(((hidden[at] - hidden[at - 1]) ** 2).sum()) for at in range(1, len(hidden))]
    assert place.word == 1 + int(np.argmax(steps))
    assert place.unit == int(np.abs(hidden[place.word] - hidden[place.word - 1]).argmax())
    assert (place.gates, place.later, place.matters) == (False, False, False)


def test_punctuation_is_left_out_unless_there_is_nothing_else() -> None:
    asked = checkpoint("lstm", "pos", directions=1, layers=1)
    text = "it was good , ! ? ; :"
    for ask in (text, "! ? , ; :"):
        seen = trace(asked, ask)
        place = notable_place(asked, seen, 1, "forward", gates=True)
        assert seen.read[place.word].text.isalpha() == (ask == text)


def test_one_word_is_a_place_and_a_word_that_is_none_is_refused() -> None:
    asked = checkpoint("lstm", "sentiment")
    seen = trace(asked, "good")
    assert notable_place(asked, seen, 1, "forward", gates=True).word == 0
    with pytest.raises(BadInput):
        unit_effects(asked, seen, 1, "forward", 7)


def test_nothing_stays_on_the_model() -> None:
    asked = checkpoint("lstm", "sentiment")
    notable_place(asked, trace(asked, TEXT), 1, "forward", gates=True)
    assert all(parameter.grad is None for parameter in asked.model.parameters())
