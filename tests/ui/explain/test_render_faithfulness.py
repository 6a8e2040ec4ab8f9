"""How far an explanation can be believed, as HTML."""

import re

import pytest

from playground.checkpoints import load
from playground.lenses.explain.explain import explain
from playground.lenses.explain.faithfulness import TRIALS, faithfulness
from playground.ui.explain import render_faithfulness
from tests.ui.explain.explained import TEXT


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_verdict_names_how_many_random_explanations_are_beaten(tiny: dict[str, str], language: str) -> None:
    checkpoint = load(tiny["sentiment-lstm"])
    tested = faithfulness(checkpoint, explain(checkpoint, TEXT), twin=load(checkpoint.reference + "#untrained"))
    drawn = render_faithfulness.verdict(tested, language)
    assert drawn.count("<tr class=") == len(TRIALS)
    for measured in tested.measures.values():
        assert f"{measured.beaten}" in drawn
    assert drawn.count('class="passed"') == sum(measured.convincing for measured in tested.measures.values())
    points = re.findall(r'<polyline points="([^"]+)"', drawn)
    assert [len(line.split(" ")) for line in points] == [len(tested.shares)] * 2
    assert drawn.count("<polygon") == 2
    for (name, band), line in zip(tested.chance.items(), points, strict=True):
        low, high = render_faithfulness.axis_ends([tested])
        for value, point, (least, most) in zip(tested.curves[name], line.split(" "), band, strict=True):
            assert float(point.split(",")[1]) == pytest.approx(10 + 100 * (high - value) / (high - low), abs=0.06)
            assert low <= least <= most <= high
    short = faithfulness(checkpoint, explain(checkpoint, "good"))
    assert "<table" not in render_faithfulness.verdict(short, language)
