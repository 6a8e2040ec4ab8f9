"""A training that a visit follows: how it fails and how it is stopped."""

from dataclasses import replace
from typing import Any

import pytest

from playground.checkpoints import session_store
from playground.errors import BadInput
from playground.training.finetune import queue
from playground.training.finetune.queue import JobStatus
from playground.ui.finetune import followed_training, render_results
from playground.ui.finetune.visit_models import VisitModel
from tests.ui.finetune.results import plain, tuned
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
    monkeypatch.setattr(queue, "submit", lambda *parts, **more: "job")
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
    monkeypatch.setattr(queue, "submit", lambda *parts, **more: "job")
    monkeypatch.setattr(queue, "status", lambda job, looking=True: JobStatus("waiting", place=2))
    monkeypatch.setattr(queue, "drop", lambda job: None)
    one.begin_training()
    one.training.stop()
    assert (one.training.running, one.training.failed, one.training.look()) == (False, None, False)


def test_with_two_more_seeds_there_is_one_model_and_three_scores(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    one.change({"action": "setting", "name": "seeds", "value": True})
    asked: list[int] = []
    dropped: list[str] = []
    over: set[str] = set()

    def submit(train: Any, validation: Any, plan: Any, owner: Any, **more: Any) -> str:
        asked.append(plan.seed)
        return f"job {plan.seed}"

    def status(job: str, looking: bool = True) -> JobStatus:
        if job not in over:
            return JobStatus("running")
        seed = int(job.split()[1])
        scores = {"macro_f1": 0.7 + seed / 100, "accuracy": 0.8, "balanced_accuracy": 0.7}
        result = tuned()
        return JobStatus("done", result=replace(result, summary={**result.summary, "metrics": scores}), reference=job)

    monkeypatch.setattr(queue, "submit", submit)
    monkeypatch.setattr(queue, "status", status)
    monkeypatch.setattr(queue, "drop", dropped.append)
    monkeypatch.setattr(followed_training, "about", lambda reference: ("sentiment", "lstm"))
    monkeypatch.setattr(session_store, "title", lambda reference: "shop · LSTM")
    gone: list[str] = []
    monkeypatch.setattr(session_store, "drop", gone.append)
    one.begin_training()
    assert asked == [0, 1, 2]
    for seed in (0, 1, 2):
        assert one.training.look()
        over.add(f"job {seed}")
        assert one.training.look() is (seed < 2)
    (model,) = one.models.items
    assert [(seed, scores["macro_f1"]) for seed, scores in model.seeds] == [(1, 0.71), (2, 0.72)]
    assert gone == ["job 1", "job 2"], "of the others only the scores are kept"
    assert dropped == ["job 0", "job 1", "job 2"]
    told = plain(render_results.results(one, "en"))
    assert "Macro-F1 by random seed – 0: 70.0 % · 1: 71.0 % · 2: 72.0 %. The standard deviation is 1.0 points" in told
    assert "标准差为 1.0 个百分点" in render_results.results(one, "zh")
    over.clear()
    ended: list[str] = []
    monkeypatch.setattr(queue, "stop", ended.append)
    one.begin_training()
    one.training.stop()
    assert (ended, dropped[3:]) == (["job 0"], ["job 1", "job 2"]), "who stops wants no other seeds either"
