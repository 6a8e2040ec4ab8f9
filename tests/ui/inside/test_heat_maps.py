"""Packed numbers, orders of units, and what the browser paints of a trace."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from playground.models.architectures import ARCHITECTURES
from playground.ui.inside import heat_maps
from tests.ui.inside.panels import panel


@pytest.mark.parametrize("steps", [64, 256, 65_536])
@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-1.0, 1.0), (-87.5, 87.5)])
def test_packed_numbers_come_back_within_half_a_level(steps: int, low: float, high: float) -> None:
    values = np.random.default_rng(1).uniform(low, high, (7, 13)).astype(np.float32)
    values[0, 0], values[0, 1] = low, high
    back = heat_maps.unpack(heat_maps.pack(values, low, high, steps)).reshape(values.shape)
    assert np.abs(back - values).max() <= (high - low) / (steps - 1) / 2 + 1e-6
    assert back[0, 0] == low
    assert back[0, 1] == high


def test_small_weights_keep_more_digits_than_large_ones() -> None:
    values = np.array([0.0, 0.0004, 0.002, 0.5])
    even, root = (heat_maps.unpack(heat_maps.pack(values, 0, 0.5, 256, root=root)) for root in (False, True))
    assert np.abs(root - values)[:3].max() < 0.0002
    assert np.abs(even - values)[:3].max() > 0.0003
    assert root[-1] == 0.5


def test_the_longer_the_text_the_fewer_the_levels() -> None:
    assert [heat_maps.levels(number) for number in (10, 80_000, 80_001, 320_000, 320_001)] == [
        65_536,
        65_536,
        256,
        256,
        64,
    ]


def test_nothing_is_packed_of_a_constant() -> None:
    zeros = np.zeros((3, 4), np.float32)
    assert heat_maps.bounds("hidden", zeros) == (-1.0, 1.0)
    assert not heat_maps.unpack(heat_maps.pack(zeros, *heat_maps.bounds("hidden", zeros), 65_536)).round(4).any()


def test_gates_have_a_fixed_scale_and_states_a_symmetric_one() -> None:
    values = np.array([[0.25, -0.75]])
    assert heat_maps.bounds("forget_gate", values) == (0, 1)
    assert heat_maps.bounds("cell_candidate", values) == (-1, 1)
    assert heat_maps.bounds("cell", values) == (-0.75, 0.75)
    assert heat_maps.bounds("hidden", values) == (-0.75, 0.75)


def test_the_most_active_unit_comes_first() -> None:
    assert heat_maps.by_activity(np.array([[0.1, -0.9, 0.5], [0.1, 0.9, 0.4]])) == [1, 2, 0]


def test_units_that_rise_and_fall_together_stand_together() -> None:
    words = np.arange(12)
    courses = (np.sin(words), np.cos(words), -np.sin(words))
    states = np.stack([courses[unit % 3] * (1 + unit / 10) + 0.01 * unit for unit in range(9)], 1)
    order = heat_maps.by_similarity(states)
    assert sorted(order) == list(range(9))
    kinds = [unit % 3 for unit in order]
    assert sum(one != other for one, other in pairwise(kinds)) == 2
    assert heat_maps.by_similarity(states) == order


@pytest.mark.parametrize("words", [1, 2])
def test_one_or_two_words_still_give_an_order(words: int) -> None:
    states = np.random.default_rng(0).normal(size=(words, 5))
    assert sorted(heat_maps.by_similarity(states)) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("architecture", ["rnn", "lstm", "textcnn", "transformer"])
def test_a_map_holds_what_the_trace_holds(tiny: dict[str, str], architecture: str) -> None:
    shown = panel(tiny[f"pos-{architecture}"], "gates" if architecture == "lstm" else "states")
    assert shown.traced is not None
    layer, direction = shown.places[-1]
    arrays, words = shown.traced.at(layer, direction), [word.text for word in shown.traced.read]
    figure = heat_maps.unit_maps(replace(shown, side=replace(shown.side, layer=layer, direction=direction)))
    assert figure["words"] == words
    assert words.count("good") == 3
    rows = [row["name"] for row in figure["rows"]]
    assert rows == (list(ARCHITECTURES["lstm"].gates) if architecture == "lstm" else ["hidden"])
    for row in figure["rows"]:
        back = heat_maps.unpack(row).reshape(len(words), figure["units"])
        assert np.abs(back - arrays[row["name"]]).max() <= (row["high"] - row["low"]) / 65_535
    for order in figure["orders"].values():
        assert sorted(order) == list(range(figure["units"]))


def test_lines_are_the_means_of_gates_and_the_norms_of_what_has_a_sign(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-lstm"], "gates")
    assert shown.traced is not None
    means = shown.traced.means(1, shown.side.direction)
    gates, rest = heat_maps.unit_maps(shown)["charts"]
    assert (gates["low"], gates["high"]) == (0, 1)
    assert rest["low"] == 0
    for line in gates["lines"]:
        assert line["values"] == pytest.approx(means[line["name"]].tolist(), abs=6e-5)
    arrays = shown.traced.at(1, shown.side.direction)
    for line in rest["lines"]:
        norms = [math.sqrt(sum(number * number for number in row)) for row in arrays[line["name"]].tolist()]
        assert line["values"] == pytest.approx(norms, abs=6e-5)
        assert max(norms) <= rest["high"] + 1e-6
    assert {line["name"] for line in (*gates["lines"], *rest["lines"])} == set(ARCHITECTURES["lstm"].gates)


def test_colours_end_before_a_few_outliers_and_numbers_do_not() -> None:
    values = np.random.default_rng(2).normal(size=(40, 40)).astype(np.float32)
    values[3, 5] = 60
    row = heat_maps._heat_map("cell", values, 256)
    assert 1 < row["end"] < 5
    assert row["high"] == 60
    assert np.abs(heat_maps.unpack(row) - values.ravel()).max() < 0.001
    assert "end" not in heat_maps._heat_map("forget_gate", values, 256)


def test_all_heads_of_a_short_text_are_sent_in_full(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-transformer"], "attention")
    assert shown.traced is not None
    figure = heat_maps.attention_maps(shown)
    assert figure["chosen"] is None
    count = len(shown.traced.read)
    for number, layer in enumerate(figure["overview"], 1):
        for head, packed in enumerate(layer):
            back = heat_maps.unpack(packed).reshape(count, count)
            assert np.abs(back - shown.traced.at(number)["attention"][head]).max() < 1e-4
            assert back.sum(1) == pytest.approx(np.ones(count), abs=1e-3)


def test_of_a_long_text_the_chosen_head_is_sent_in_full_and_the_others_small(long: dict[str, str]) -> None:
    shown = panel(long["transformer"], "attention", "that film was not bad " * 60)
    assert shown.traced is not None
    figure = heat_maps.attention_maps(shown)
    attention = shown.traced.at(1)["attention"][0]
    assert len(attention) == 300
    assert figure["overview"][0][0]["size"] <= heat_maps.GLANCE
    assert np.abs(heat_maps.unpack(figure["chosen"]).reshape(attention.shape) - attention).max() < attention.max() / 200
    assert heat_maps.unpack(figure["overview"][0][0]).max() == pytest.approx(attention.max())


def test_a_smaller_map_keeps_each_maximum() -> None:
    values = np.arange(49.0).reshape(7, 7)
    small = heat_maps.shrunk(values, 3)
    assert small.tolist() == [[8, 10, 13], [22, 24, 27], [43, 45, 48]]
    assert heat_maps.shrunk(values, 9) is values
