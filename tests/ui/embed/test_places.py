"""The equations of every place, packed: read back, each number is the one that the page writes, to the last digit."""

import base64
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from playground.checkpoints import load
from playground.lenses.inside.cell_equations import equations
from playground.ui.embed import places
from playground.ui.embed.places import packed_equations
from playground.ui.embed.queries import shown, with_models
from playground.ui.embed.show import _load
from playground.ui.embed.views import wanted
from playground.ui.inside.heat_maps import unit_maps, unpack
from playground.ui.inside.queries import InsideView, Panel
from playground.ui.language.numbers import number


def panel(**query: str) -> Panel:
    asked = with_models(wanted({"text": "The plot is thin, but I didn't mind.", **query}))
    _load(asked.models)
    found = shown(asked)
    assert isinstance(found, InsideView)
    return found.panels[0]


def unpacked(packed: dict[str, Any], maps: dict[str, np.ndarray]) -> list[dict[str, Any]]:
    """What a browser makes of it, written a second time.

    Args:
        maps: what the document's maps hold.
    """
    shape = (packed["words"], packed["units"])
    raw = np.frombuffer(zlib.decompress(base64.b64decode(packed["data"])), np.uint8).reshape(4, -1)
    bits = np.ascontiguousarray(raw.T).view("<u4").reshape(-1, *shape).astype(np.int64)
    numbers = iter(np.where(bits % 2, -(bits + 1) // 2, bits // 2))
    known, told = list[np.ndarray](), []

    def whole(values: np.ndarray) -> np.ndarray:
        return np.rint(values * 1000).astype(np.int64)

    def guess(expected: list[Any]) -> Any:
        if not expected:
            return 0
        way, which = expected
        if way == "before":
            moved = np.roll(whole(maps[which]), -packed["earlier"], 0)
            moved[0 if packed["earlier"] < 0 else -1] = 0
            return moved
        return known[which] if way == "value" else whole(np.tanh(known[which] / 1000))

    for one in packed["equations"]:
        drawn = maps.get(one["map"])
        value = next(numbers) + (0 if drawn is None else whole(drawn))
        total = value
        if one["function"]:
            opened = np.clip(value / 1000 if drawn is None else drawn, 2**-17 - (one["function"] == "tanh"), 1 - 2**-17)
            inverse = np.arctanh(opened) if one["function"] == "tanh" else -np.log(1 / opened - 1)
            total = next(numbers) + whole(inverse)
        terms: list[tuple[list[np.ndarray], np.ndarray]] = []
        left = total
        for at, term in reversed(list(enumerate(one["terms"]))):
            if "factors" in term:
                factors = [next(numbers) + guess(expected) for expected in term["factors"]]
                made = whole(np.prod([factor / 1000 for factor in factors], 0))
            else:
                factors, rest = [], next(numbers)
                made = rest + left if at == 0 else np.cumsum(rest, 0) if term["steady"] else rest
            left = left - made
            terms.insert(0, (factors, made))
        known.append(value)
        told.append({"terms": terms, "total": total, "value": value})
    assert next(numbers, None) is None
    return told


@pytest.mark.parametrize(
    "query",
    [
        {"view": "gates", "model": "sentiment-lstm"},
        {"view": "gates", "model": "pos-lstm#untrained", "layer": "1 backward"},
        {"view": "states", "model": "sentiment-rnn"},
        {"view": "states", "model": "pos-rnn", "layer": "1 backward"},
    ],
    ids=lambda query: query["model"],
)
@pytest.mark.slow
def test_each_number_is_that_of_the_equation(query: dict[str, str]) -> None:
    found = panel(**query)
    packed = packed_equations(found, "en")
    assert packed is not None
    assert found.traced is not None
    maps = {row["name"]: unpack(row).reshape(packed["words"], -1) for row in unit_maps(found)["rows"]}
    told, side = unpacked(packed, maps), found.side
    for word in range(packed["words"]):
        for unit in range(0, packed["units"], 7):
            every = equations(load(side.model), found.traced, side.layer, word, unit, side.direction)
            for one, here in zip(every, told, strict=True):
                assert number(one.value) == number(here["value"][word, unit] / 1000)
                if one.function:
                    assert number(one.total) == number(here["total"][word, unit] / 1000)
                for term, (factors, value) in zip(one.terms, here["terms"], strict=True):
                    if not term.factors:
                        assert number(term.value) == number(value[word, unit] / 1000)
                    written = [number(factor[word, unit] / 1000) for factor in factors]
                    assert written == [number(factor) for factor in term.factors]


def test_there_are_none_where_none_are_shown_or_they_would_be_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    found = panel(view="gates", model="sentiment-lstm")
    assert packed_equations(replace(found, sums=()), "en") is None
    monkeypatch.setattr(places, "MOST", 100)
    assert packed_equations(found, "en") is None
