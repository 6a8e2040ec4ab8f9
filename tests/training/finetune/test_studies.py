"""What is trained to learn something about a file, as the queue runs it."""

import json
from dataclasses import replace

import pytest

from playground.errors import BadInput
from playground.training.finetune import learning_curve, messages, studies
from playground.training.finetune.plan import Plan
from playground.ui.finetune import followed_training
from tests.training.finetune.toy import to_end, toy

PLAN = Plan("sentiment", "textcnn", None, epochs=12, learning_rate=0.01)


def test_the_page_knows_the_studies_without_torch() -> None:
    assert tuple(studies.STUDIES) == followed_training.STUDIES


def test_a_study_that_took_too_long_says_so() -> None:
    error = messages.too_long_error()
    assert isinstance(error, BadInput)
    assert str(error).startswith("This was ended after 30 minutes, since others may be waiting.")


@pytest.mark.slow
def test_labels_that_do_not_fit_are_listed_as_plain_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studies, "MOST_LISTED", 12)
    examples, other = toy(120), {"up": "down", "down": "up"}
    wrong = {5, 40, 77}
    labels = [other[label] if at in wrong else label for at, label in enumerate(examples.labels)]
    steps, found = to_end(studies.study_labels(replace(examples, labels=tuple(labels)), PLAN))
    assert json.loads(json.dumps(found)) == found
    assert steps[0].phase == "reading"
    assert [step.number for step in steps[1:]] == sorted(step.number for step in steps[1:])
    assert {step.trainings for step in steps[1:]} == {found["folds"]} == {5}
    assert (found["checked"], len(found["suspects"])) == (120, min(found["unlike"], 12))
    assert wrong <= {one["example"] for one in found["suspects"]}
    assert all(one["label"] != one["suggested"] for one in found["suspects"])
    assert to_end(studies.study_labels(examples, PLAN, lambda: True))[1] is None


@pytest.mark.slow
def test_a_curve_comes_with_its_forecast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning_curve, "ENOUGH", 30)
    steps, found = to_end(studies.study_curve(toy(160), PLAN))
    assert json.loads(json.dumps(found)) == found
    assert [one["examples"] for one in found["points"]] == [8, 16, 32, 64, 128]
    assert [one["examples"] for one in found["forecast"]] == [256, 512]
    assert found["rows"] == 32
    assert found["verdict"] in ("helps", "maybe", "flat")
    assert {step.examples for step in steps[1:]} == {8, 16, 32, 64, 128}
    assert to_end(studies.study_curve(toy(160), PLAN, lambda: True))[1] is None
