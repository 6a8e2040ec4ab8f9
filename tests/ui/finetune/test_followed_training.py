"""A training that a visit follows: how it fails and how it is stopped."""

import pytest

from playground.errors import BadInput
from playground.training.finetune import queue
from playground.training.finetune.queue import JobStatus
from playground.ui.finetune.visit_models import VisitModel
from tests.ui.finetune.visits import visit


@pytest.mark.parametrize("state", ["failed", "gone"])
def test_a_training_that_fails_says_why_and_leaves_the_models(monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    one = visit()
    earlier = VisitModel("session:x", "shop · LSTM", "sentiment", "lstm", "shop.csv")
    one.models.items, one.models.selected_reference = [earlier], "session:x"
    trouble = BadInput("It broke.", key="training-died", reason="x")

    def look(job: str, looking: bool = True) -> JobStatus:
        if state == "gone":
            raise trouble
        return JobStatus("failed", error=trouble)

    dropped: list[str] = []
    monkeypatch.setattr(queue, "submit", lambda *parts: "job")
    monkeypatch.setattr(queue, "status", lambda job, looking=True: JobStatus("running"))
    monkeypatch.setattr(queue, "drop", dropped.append)
    one.begin_training()
    assert one.training.running
    assert one.training.plan is not None
    assert one.training.plan.title == "shop · LSTM 2"
    monkeypatch.setattr(queue, "status", look)
    assert one.training.look() is False
    assert (one.training.running, one.training.failed, one.models.items, dropped) == (
        False,
        trouble,
        [earlier],
        ["job"],
    )


def test_who_waits_and_stops_is_not_told_of_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    monkeypatch.setattr(queue, "submit", lambda *parts: "job")
    monkeypatch.setattr(queue, "status", lambda job, looking=True: JobStatus("waiting", place=2))
    monkeypatch.setattr(queue, "drop", lambda job: None)
    one.begin_training()
    one.training.stop()
    assert (one.training.running, one.training.failed, one.training.look()) == (False, None, False)
