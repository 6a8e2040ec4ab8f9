"""Would more data help: the button that measures it, and what it has come to."""

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from playground.evaluation.forecast import Point, as_answer
from playground.training.finetune import learning_curve
from playground.ui.finetune import render_curve, render_results, visit_studies
from playground.ui.finetune.visit_models import VisitModel
from tests.ui.finetune.results import HOSTILE, plain, tuned
from tests.ui.finetune.test_label_check import Queue
from tests.ui.finetune.visits import visit


def found(*accuracies: float) -> dict[str, Any]:
    """A curve as the study gives it, from shares that are right of a thousand answers."""
    points = [Point(50 * 2**at, np.arange(1000) < round(1000 * one)) for at, one in enumerate(accuracies)]
    return as_answer(points) | {"rows": 1000}


def trained() -> Any:
    one = visit()
    model = VisitModel("session:x", HOSTILE, "sentiment", "lstm", "", one.plan, tuned(), trained_on=one.trained_on)
    one.models.items, one.models.selected_reference = [model], "session:x"
    return one


def test_it_is_offered_with_what_it_takes_and_goes_through_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    one, played = trained(), Queue(monkeypatch)
    assert learning_curve.repeats(one.files.training_examples) == 5
    told = plain(render_results.results(one, "en"))
    assert "Would more data help? Measure it 25 trainings on 1/16, 1/8, 1/4, 1/2 and all of the examples" in told
    assert "about a minute on two processor cores" in told
    visit_studies.measure_curve(one)
    examples, validation, plan, more = played.asked[0]
    assert (len(examples), validation, more) == (60, None, {"work": "curve"})
    assert replace(plan, title="") == one.models.selected.plan
    assert 'data-begin="curve" data-off="1"' in render_results.results(one, "en")
    played.end(found=found(0.6, 0.7, 0.8))
    assert not one.training.look()
    told = plain(render_results.results(one, "en"))
    assert "Measure it" not in told
    assert "Yes: 400 examples, twice as many, would bring about" in told


def test_of_examples_that_are_not_read_now_there_is_no_curve(monkeypatch: pytest.MonkeyPatch) -> None:
    one, played = trained(), Queue(monkeypatch)
    one.change({"action": "rename", "label": "fruit", "value": "food"})
    assert "Would more data help?" not in plain(render_results.results(one, "en"))
    visit_studies.measure_curve(one)
    one.models.items = [replace(one.models.items[0], trained_on=None)]
    visit_studies.measure_curve(one)
    assert played.asked == []


@pytest.mark.parametrize(
    ("accuracies", "begins"),
    [((0.5, 0.65, 0.78), "Yes: "), ((0.9,) * 6, "Hardly: "), ((0.86, 0.875, 0.885), "A little: ")],
)
def test_one_sentence_says_whether_more_would_help(accuracies: tuple[float, ...], begins: str) -> None:
    curve = found(*accuracies)
    assert render_curve.verdict(curve, "en").startswith(begins)
    chinese = {"Yes: ": "有用：", "Hardly: ": "几乎没用：", "A little: ": "略有用："}[begins]
    assert render_curve.verdict(curve, "zh").startswith(chinese)


@pytest.mark.parametrize("accuracies", [(0.5, 0.65, 0.78), (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), (0.9, 0.901, 0.9)])
def test_the_chart_stays_within_its_frame_and_its_numbers_stand_below(accuracies: tuple[float, ...]) -> None:
    one = trained()
    curve = found(*accuracies)
    one.models.items = [replace(one.models.items[0], curve=curve)]
    drawn = render_curve.more_data(one, one.models.items[0], "en")
    lines = re.findall(r' points="([^"]+)"', drawn)
    heights = [float(height) for line in lines for height in re.findall(r",([\d.-]+)", line)]
    assert min(heights) >= render_curve.TOP - 1
    assert max(heights) <= render_curve.BOTTOM + 1
    assert drawn.count("<circle") == 5
    for point in (*curve["points"], *curve["forecast"]):
        assert f"{point['examples']:,}" in drawn
    assert drawn.count("<tr>") == 6, "a head, three points and two forecasts"
