"""What Fine-tune keeps of a visit: deeds of a browser, files that fail, the queue's answers, and who finds what."""

import time
from typing import Any

import pytest

from playground import sessions
from playground.errors import BadInput
from playground.training import jobs
from playground.training.jobs import Seen
from playground.ui import register
from playground.ui.register import Register
from playground.ui.samples import SAMPLES
from playground.ui.visits import Trained, Visit

FILE = b"number,remark,mood,about\n" + b"".join(
    b"%d,I bought %s number %d today,%s,%s\n"
    % (n, (b"apples", b"hammers")[n % 2], n, (b"glad", b"cross", b"calm")[n % 3], (b"fruit", b"tools")[n % 2])
    for n in range(60)
)


def visit() -> Visit:
    """A visit with a file, whose plan asks for no checkpoint."""
    made = Visit(scratch=True)
    made.take(FILE, "shop.csv")
    return made


def columns(one: Visit) -> tuple[int, ...]:
    assert one.choice is not None
    return one.choice.text_columns


def test_a_file_is_read_as_it_suggests_and_then_as_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    assert columns(one) == (1,)
    one.change({"deed": "role", "column": 3, "value": "label"})
    assert one.checked is not None
    assert one.checked.labels == {"fruit": 30, "tools": 30}
    one.change({"deed": "role", "column": 0, "value": "text"})
    assert columns(one) == (1, 0)
    one.change({"deed": "header", "value": False})
    assert one.choice is not None
    assert one.choice.header is False


@pytest.mark.parametrize(
    "deed",
    [
        None,
        "train",
        {},
        {"deed": "role", "column": 9, "value": "label"},
        {"deed": "role", "column": True, "value": "label"},
        {"deed": "role", "column": 3, "value": "colour"},
        {"deed": "rename", "label": "glad", "value": "  "},
        {"deed": "rename", "label": 3, "value": "x"},
        {"deed": "merge", "value": [1, 2]},
        {"deed": "task", "value": "chess"},
        {"deed": "header", "value": "yes"},
        {"deed": "setting", "name": "epochs", "value": None},
        {"deed": "setting", "name": "epochs", "value": float("nan")},
        {"deed": "setting", "name": "job", "value": 3},
        {"deed": "architecture", "value": "abacus"},
        {"deed": "sample", "value": "../etc/passwd"},
    ],
)
def test_a_deed_that_makes_no_sense_changes_nothing(monkeypatch: pytest.MonkeyPatch, deed: Any) -> None:
    one = visit()
    before = (one.sheet, one.choice, one.checked, one.architecture, one.wishes)
    one.change(deed)
    assert (one.sheet, one.choice, one.checked, one.architecture, one.wishes) == before


def test_labels_are_renamed_merged_dropped_and_brought_back(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    one.change({"deed": "role", "column": 2, "value": "label"})
    one.change({"deed": "rename", "label": "calm", "value": " glad "})
    assert one.checked is not None
    assert one.checked.labels == {"glad": 40, "cross": 20}
    one.change({"deed": "rename", "label": "glad", "value": "merry"})  # both that bear the name now
    assert one.checked.labels == {"merry": 40, "cross": 20}
    one.change({"deed": "drop", "label": "cross"})
    assert one.checked.labels == {"merry": 40}
    assert not one.ready
    one.change({"deed": "restore", "label": "cross"})
    assert one.checked.labels == {"merry": 40, "cross": 20}
    one.change({"deed": "names"})
    assert one.checked.labels == {"glad": 20, "cross": 20, "calm": 20}


def test_settings_keep_to_their_ranges_and_go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    assert one.plan is not None
    suggested = one.plan.epochs
    one.change({"deed": "setting", "name": "epochs", "value": 1e9})
    one.change({"deed": "setting", "name": "share", "value": 0.001})
    one.change({"deed": "setting", "name": "seed", "value": 7.4})
    assert (one.plan.epochs, one.share, one.plan.seed) == (100, 0.05, 7)
    one.change({"deed": "suggested"})
    assert (one.plan.epochs, one.share, one.plan.seed) == (suggested, 0.2, 0)


def test_a_file_that_fails_leaves_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    before = one.sheet
    one.take(b"PK\x03\x04" + bytes(99), "other.csv")
    assert one.trouble is not None
    assert one.sheet is before
    one.load(b"no zip", "model.zip")
    assert one.trouble.key == "zip-broken"
    assert one.models == []


def test_a_validation_file_has_to_have_labels_that_can_be_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    one.change({"deed": "role", "column": 3, "value": "label"})
    held = b"text,label\n" + b"a pear of mine,fruit\na saw of yours,tools\n" * 9
    one.hold(held, "held.csv")
    assert one.held is not None
    one.hold(held.replace(b"tools", b"boats"), "other.csv")
    assert one.held_trouble is not None
    assert "boats" in str(one.held_trouble)
    assert one.held.examples.name == "held.csv"
    one.change({"deed": "own-share"})
    assert one.held is None


@pytest.mark.parametrize("state", ["failed", "gone"])
def test_a_training_that_fails_says_why_and_leaves_the_models(monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    one = visit()
    earlier = Trained("session:x", "shop · LSTM", "sentiment", "lstm", "shop.csv")
    one.models, one.shown = [earlier], "session:x"
    trouble = BadInput("It broke.", key="training-died", reason="x")

    def look(job: str) -> Seen:
        if state == "gone":
            raise trouble
        return Seen("failed", error=trouble)

    dropped: list[str] = []
    monkeypatch.setattr(jobs, "ask", lambda *parts: "job")
    monkeypatch.setattr(jobs, "look", lambda job: Seen("running"))
    monkeypatch.setattr(jobs, "drop", dropped.append)
    one.begin()
    assert one.running
    assert one.asked is not None
    assert one.asked.title == "shop · LSTM 2"
    monkeypatch.setattr(jobs, "look", look)
    assert one.look() is False
    assert (one.running, one.failed, one.models, dropped) == (False, trouble, [earlier], ["job"])


def test_who_waits_and_stops_is_not_told_of_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    monkeypatch.setattr(jobs, "ask", lambda *parts: "job")
    monkeypatch.setattr(jobs, "look", lambda job: Seen("waiting", place=2))
    monkeypatch.setattr(jobs, "drop", lambda job: None)
    one.begin()
    one.stop()
    assert (one.running, one.failed, one.look()) == (False, None, False)


def test_only_models_of_this_visit_can_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Visit(models=[Trained("session:x", "mine", "sentiment", "lstm", "a.csv")])
    assert one.named({"value": "session:x"}) is one.models[0]
    assert one.named({"value": "session:y"}) is None
    assert one.named({"value": "sentiment-lstm"}) is None
    assert one.remove({"value": "sentiment-lstm"}) is None
    assert one.remove({"value": "session:x"}) == "session:x"
    assert one.models == []


def test_a_visit_is_found_by_its_own_session_only_and_forgotten_when_the_tab_was_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    known = Register()
    mine = known.find("a")
    mine.models = [Trained("session:x", "mine", "sentiment", "lstm", "a.csv")]
    gone: list[str] = []
    monkeypatch.setattr(sessions, "drop", gone.append)
    assert known.find("b") is not mine
    known.leave("a")
    now[0] += register.LEFT_SECONDS / 2
    assert known.find("a") is mine  # the connection was back in time
    known.leave("a")
    now[0] += register.LEFT_SECONDS + 1
    assert known.find("a") is not mine
    assert gone == ["session:x"]


def test_a_page_that_is_loaded_anew_finds_its_visit_by_the_token_of_the_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    gone: list[str] = []
    monkeypatch.setattr(sessions, "drop", gone.append)
    known = Register()
    mine = known.find("a")
    mine.models = [Trained("session:x", "mine", "sentiment", "lstm", "a.csv")]
    assert known.rejoin("b", "somebody else’s \ud800") is None
    assert known.find("other").token != mine.token

    known.leave("a")  # the old page is gone before the new one asks
    now[0] += register.LEFT_SECONDS / 2
    assert known.rejoin("b", mine.token) is mine
    now[0] += register.LEFT_SECONDS + 1
    assert known.find("b") is mine
    assert known.find("a") is not mine, "the old session is not this visit's any more"

    assert known.rejoin("c", mine.token) is mine  # or after it
    known.leave("b")
    now[0] += register.LEFT_SECONDS + 1
    assert known.find("c") is mine
    assert gone == []
    known.leave("c")
    now[0] += register.LEFT_SECONDS + 1
    assert known.rejoin("d", mine.token) is None
    assert gone == ["session:x"]


def test_the_number_of_visits_is_bounded() -> None:
    known = Register()
    first = known.find("first")
    for number in range(register.VISITS):
        known.find(str(number))
    assert known.find("first") is not first


@pytest.mark.parametrize("key", SAMPLES)
def test_an_example_file_can_be_learnt_from_and_is_the_same_every_time(key: str) -> None:
    name, make = SAMPLES[key]
    assert make() == make()
    one = Visit(scratch=True)
    one.change({"deed": "sample", "value": key})
    assert one.sheet is not None
    assert one.sheet.name == name
    assert one.ready
    assert one.checked is not None
    assert len(one.checked.examples) >= 150
