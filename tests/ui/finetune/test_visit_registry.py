"""Who finds which visit, and when it is forgotten."""

import time

import pytest

from playground.checkpoints import session_store
from playground.ui.finetune import visit_registry
from playground.ui.finetune.visit_models import VisitModel
from playground.ui.finetune.visit_registry import VisitRegistry


def test_a_visit_is_found_by_its_own_session_only_and_forgotten_when_the_tab_was_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    known = VisitRegistry()
    mine = known.find("a")
    mine.models.items = [VisitModel("session:x", "mine", "sentiment", "lstm", "a.csv")]
    gone: list[str] = []
    monkeypatch.setattr(session_store, "drop", gone.append)
    assert known.find("b") is not mine
    known.leave("a")
    now[0] += visit_registry.LEFT_SECONDS / 2
    assert known.find("a") is mine  # the connection was back in time
    known.leave("a")
    now[0] += visit_registry.LEFT_SECONDS + 1
    assert known.find("a") is not mine
    assert gone == ["session:x"]


def test_a_page_that_is_loaded_anew_finds_its_visit_by_the_token_of_the_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    gone: list[str] = []
    monkeypatch.setattr(session_store, "drop", gone.append)
    known = VisitRegistry()
    mine = known.find("a")
    mine.models.items = [VisitModel("session:x", "mine", "sentiment", "lstm", "a.csv")]
    assert known.rejoin("b", "somebody else’s \ud800") is None
    assert known.find("other").token != mine.token

    known.leave("a")  # the old page is gone before the new one asks
    now[0] += visit_registry.LEFT_SECONDS / 2
    assert known.rejoin("b", mine.token) is mine
    now[0] += visit_registry.LEFT_SECONDS + 1
    assert known.find("b") is mine
    assert known.find("a") is not mine, "the old session is not this visit's any more"

    assert known.rejoin("c", mine.token) is mine  # or after it
    known.leave("b")
    now[0] += visit_registry.LEFT_SECONDS + 1
    assert known.find("c") is mine
    assert gone == []
    known.leave("c")
    now[0] += visit_registry.LEFT_SECONDS + 1
    assert known.rejoin("d", mine.token) is None
    assert gone == ["session:x"]


def test_the_number_of_visits_is_bounded() -> None:
    known = VisitRegistry()
    first = known.find("first")
    for number in range(visit_registry.MOST_VISITS):
        known.find(str(number))
    assert known.find("first") is not first
