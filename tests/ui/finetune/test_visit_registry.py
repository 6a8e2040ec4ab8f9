"""Who finds which visit, and when it is forgotten."""

import threading
import time

import pytest

from playground.checkpoints import session_store
from playground.errors import NotFound
from playground.training.finetune import queue
from playground.training.finetune.queue import JobStatus
from playground.ui.finetune import visit_registry
from playground.ui.finetune.sample_files import SAMPLES
from playground.ui.finetune.visit import Visit
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
    told = known.rejoin("d", mine.token)
    assert told is not None
    assert told is not mine
    assert str(told.file_error).startswith("The file that was here is gone:")
    assert known.rejoin("e", mine.token) is None, "it is told once"
    assert gone == ["session:x"]


def with_file(visit: Visit) -> Visit:
    visit.read_sample(next(iter(SAMPLES)))
    assert visit.has_work
    return visit


def test_looking_creates_nothing() -> None:
    known = VisitRegistry()
    assert known.look("a") is not known.look("a")
    for number in range(3 * visit_registry.MOST_VISITS):
        known.look(str(number))
    mine = known.find("a")
    assert known.look("a") is mine
    known.release("a")
    assert known.look("a") is not mine, "nothing came of it"
    with_file(mine := known.find("a"))
    known.release("a")
    assert known.look("a") is mine


def test_of_too_many_visits_an_empty_one_goes_first_and_then_one_of_whoever_has_most() -> None:
    known = VisitRegistry()
    mine = with_file(known.find("mine", "192.0.2.1"))
    work = VisitModel("session:x", "theirs", "sentiment", "lstm", "a.csv")
    for number in range(2 * visit_registry.MOST_VISITS):
        known.find(f"empty{number}", "192.0.2.2")
    assert known.look("mine") is mine
    for number in range(2 * visit_registry.MOST_VISITS):
        known.find(f"full{number}", "192.0.2.2").models.items = [work]
    assert known.look("mine") is mine
    assert known.look("full0").file_error is not None
    assert known.look("empty0").file_error is None, "there was nothing to be lost"


def test_who_is_put_out_is_told_once_and_one_that_trains_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    known = VisitRegistry()
    mine, training = with_file(known.find("mine")), known.find("training")
    training.training.job = "a job"
    monkeypatch.setattr(queue, "status", lambda job, looking=True: JobStatus("running"))
    for number in range(visit_registry.MOST_VISITS):
        known.find(str(number)).models.items = mine.models.items or [
            VisitModel("session:x", "theirs", "sentiment", "lstm", "a.csv")
        ]
    assert known.look("training") is training
    assert str(known.look("mine").file_error).startswith("The file that was here is gone:")
    assert known.look("mine").file_error is None


def test_a_training_outlives_its_page_and_what_came_out_of_it_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now, said = [1000.0], [JobStatus("running")]
    looks: list[bool] = []

    def status(job: str, looking: bool = True) -> JobStatus:
        looks.append(looking)
        return said[0]

    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(queue, "status", status)
    monkeypatch.setattr(queue, "drop", lambda job: None)
    known = VisitRegistry()
    mine = with_file(known.find("a"))
    mine.training.job = "a job"
    known.leave("a")
    now[0] += visit_registry.LEFT_SECONDS + 1
    known._swept()
    assert known.rejoin("b", mine.token) is mine, "it trains"
    assert looks
    assert not any(looks), "the registry is no page that looks"
    known.leave("b")
    trouble = NotFound("Nobody looked.", key="job-away", minutes=5)
    said[0] = JobStatus("failed", error=trouble)
    known._swept()
    assert known.rejoin("c", mine.token) is mine
    assert (mine.training.running, mine.training.failed) == (False, trouble)


def test_what_was_read_of_a_file_is_put_away_when_its_visitor_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    known = VisitRegistry()
    mine, other = with_file(known.find("a")), with_file(known.find("b"))
    before = mine.files
    now[0] += visit_registry.READ_SECONDS + 1
    assert known.find("b") is other
    assert (mine.kept.bytes_in_memory, mine.kept.any, mine.has_work) == (0, True, True)
    assert other.kept.bytes_in_memory == other.kept.bytes_on_disk > 0
    assert mine.files.checked is not None
    assert mine.files.checked == before.checked
    assert mine.kept.bytes_in_memory == before.bytes

    monkeypatch.setattr(visit_registry, "READ_BYTES", before.bytes + 1)
    now[0] += 1
    known.find("a")
    assert (other.kept.bytes_in_memory, mine.kept.bytes_in_memory) == (0, before.bytes), "of too many the idler"


def test_files_that_take_too_much_of_the_disk_push_out_the_visit_that_was_idle_the_longest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = VisitRegistry()
    visits = [with_file(known.find(name, name)) for name in "abc"]
    monkeypatch.setenv("PLAYGROUND_UPLOADS", str(2 * visits[0].kept.bytes_on_disk))
    known.release("c")
    assert [known.look(name) is visit for name, visit in zip("abc", visits, strict=True)] == [False, True, True]


def test_tabs_that_close_share_one_thread() -> None:
    known = VisitRegistry()
    before = threading.active_count()
    for number in range(50):
        with_models = known.find(str(number))
        with_models.models.items = [VisitModel("session:x", "mine", "sentiment", "lstm", "a.csv")]
        known.leave(str(number))
    assert threading.active_count() <= before + 1


def test_other_tabs_may_ask_about_the_texts_of_ones_own_file_and_of_nobody_elses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = VisitRegistry()
    monkeypatch.setattr(visit_registry, "VISIT_REGISTRY", known)
    assert visit_registry.texts_of("a") is None
    rows = "".join(f"a good film {at},positive\na bad film {at},negative\n" for at in range(12))
    known.find("a").read_file(f"text,label\n{rows}".encode(), "mine.csv")
    found = visit_registry.texts_of("a")
    assert found is not None
    assert (found.name, len(found), found.label_names) == ("mine.csv", 24, ("negative", "positive"))
    assert visit_registry.texts_of("b") is None
