"""A model is taken into the comparison and out of it."""

from pathlib import Path

import pytest

from playground.ui.models import tab as models_tab
from tests.ui.models.entries import event


def compared(models: list[str], *boxes: object) -> tuple[str, list[str]]:
    extras, task, chosen = models_tab.compare([], "sentiment", models, "en", event(boxes=list(boxes)))
    assert extras == []
    return task, chosen.value


def test_a_row_is_taken_into_the_comparison_and_out_of_it(folder: Path) -> None:
    both = ["sentiment-rnn", "sentiment-lstm"]
    assert compared(["sentiment-rnn"], ["sentiment-lstm", True]) == ("sentiment", both)
    assert compared(both, ["sentiment-rnn", False]) == ("sentiment", ["sentiment-lstm"])
    task, chosen = compared(["sentiment-lstm"], ["pos-rnn", True])
    assert task == "pos"
    assert "pos-rnn" in chosen


def test_boxes_that_are_not_answered_for_yet_come_before_the_one_that_is_pressed(folder: Path) -> None:
    both = ["sentiment-rnn", "sentiment-lstm"]
    assert compared(both, ["sentiment-rnn", False], ["sentiment-lstm", False]) == ("sentiment", [])
    task, chosen = compared(both, ["sentiment-rnn", False], ["pos-lstm", True], ["pos-rnn", False])
    assert task == "pos"
    assert "pos-lstm" in chosen
    assert "pos-rnn" not in chosen


@pytest.mark.parametrize(
    "box", [["/etc", True], ["/etc", False], [], ["sentiment-rnn"], "sentiment-rnn", None, [[], {}]]
)
def test_what_is_no_box_changes_nothing(folder: Path, box: object) -> None:
    assert compared(["sentiment-rnn"], box) == ("sentiment", ["sentiment-rnn"])
