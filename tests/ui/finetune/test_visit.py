"""What Fine-tune keeps of a visit: deeds of a browser, files that fail, the queue's answers, and who finds what."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from playground.checkpoints import session_store
from playground.data.inspection import inspect
from playground.data.reading import check
from playground.errors import BadInput
from playground.training.finetune import queue
from playground.training.finetune.queue import JobStatus
from playground.ui.finetune import file_reading, render_plan, visit_registry
from playground.ui.finetune import visit as finetune_visit
from playground.ui.finetune.sample_files import SAMPLES
from playground.ui.finetune.visit import Trained, Visit
from playground.ui.finetune.visit_registry import Register

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
    assert one.held.result.examples.name == "held.csv"
    one.change({"deed": "own-share"})
    assert one.held is None


COMMENTS = "id,comment_text,toxic,obscene,insult\n" + "".join(
    f"{n},what number {n} says of the show,{n % 2},{n // 2 % 2},{n // 4 % 2}\n" for n in range(80)
)
OTHERS = [(n, f"what another one with number {n} says of it") for n in range(40)]


def asks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the queue will be asked for: the examples to learn from, those held back, and the plan."""
    asked: list[Any] = []

    def ask(*parts: Any) -> str:
        asked.extend(parts)
        return "job"

    monkeypatch.setattr(queue, "submit", ask)
    monkeypatch.setattr(queue, "status", lambda job: JobStatus("running"))
    return asked


def held_labels(one: Visit) -> dict[str, int]:
    assert one.held is not None, one.held_trouble
    return one.held.result.checked.labels


def test_a_validation_file_of_the_same_layout_is_read_as_the_file_to_learn_from() -> None:
    one = Visit(scratch=True)
    one.take(COMMENTS.encode(), "train.csv")
    one.change({"deed": "role", "column": 1, "value": "text"})
    one.change({"deed": "role", "column": 2, "value": "label"})
    head = COMMENTS.splitlines()[0]
    same = "\n".join([head, *(f"{n},{text},{int(n < 10)},{n % 2},{n % 2}" for n, text in OTHERS)])
    one.hold(same.encode(), "same.csv")
    assert held_labels(one) == {"0": 30, "1": 10}, "toxic, as was chosen, and not the column that was guessed"
    assert one.held is not None
    assert one.held.result.examples.texts[0] == OTHERS[0][1]
    html = render_plan.plan(one, "en")
    assert "same.csv is read with the same columns as train.csv – text: comment_text; label: toxic." in html
    moved = "\n".join(["insult,Toxic,comment_text", *(f"{n % 2},{int(n < 4)},{text}" for n, text in OTHERS)])
    one.hold(moved.encode(), "moved.csv")
    assert held_labels(one) == {"0": 36, "1": 4}, "columns are found by their names"
    bare = "\n".join(f"{n},{text},{int(n < 7)},{n % 2},{n % 2}" for n, text in OTHERS)
    one.hold(bare.encode(), "bare.csv")
    assert held_labels(one) == {"0": 33, "1": 7}, "and by their places where the file names none"
    other = "\n".join(["verdict,remark", *(f"{int(n < 3)},{text}" for n, text in OTHERS)])
    one.hold(other.encode(), "other.csv")
    assert held_labels(one) == {"0": 37, "1": 3}
    html = render_plan.plan(one, "en")
    assert "other.csv has other columns than train.csv, so they were guessed – text: remark; label: verdict." in html


@pytest.mark.slow
def test_a_long_training_is_told_before_it_begins() -> None:
    one = visit()
    assert "minutes" not in render_plan.plan(one, "en").split("</small></p>")[0]
    long = " ".join(["word"] * 990)
    one.take(
        b"text,label\n" + b"".join(b"%s %d,%s\n" % (long.encode(), n, b"ab"[n % 2 :][:1]) for n in range(1_000)),
        "long.csv",
    )
    # 800 to learn from, of which a model reads 512 words each, at a million words a minute
    one.change({"deed": "setting", "name": "epochs", "value": 10})
    assert "about 4 minutes on two processor cores, less where it ends sooner" in render_plan.plan(one, "en")
    one.change({"deed": "setting", "name": "share", "value": 0.5})
    assert "about 3 minutes on two processor cores" in render_plan.plan(one, "en"), (
        "it is planned for what is learnt from"
    )
    one.change({"deed": "setting", "name": "share", "value": 0.2})
    one.change({"deed": "setting", "name": "epochs", "value": 100})
    assert "all epochs would take about 41 minutes on two processor cores; after 30 it ends with" in render_plan.plan(
        one, "en"
    )


def test_joined_columns_are_joined_in_the_validation_file_too() -> None:
    one = visit()
    one.change({"deed": "role", "column": 3, "value": "label"})
    one.change({"deed": "role", "column": 2, "value": "text"})
    one.hold(b"number,remark,mood,about\n" + b"1,a pear of mine,calm,fruit\n2,a saw,glad,tools\n" * 3, "held.csv")
    assert one.held is not None
    assert one.held.result.examples.texts[:2] == ("a pear of mine calm", "a saw glad")


def test_a_validation_file_goes_with_every_change_of_the_labels_and_columns() -> None:
    one = visit()
    one.change({"deed": "role", "column": 2, "value": "label"})
    rows = b"1,a pear of mine,calm,fruit\n2,a saw,glad,tools\n3,no saw,cross,tools\n4,a plum,glad,fruit\n"
    one.hold(b"number,remark,mood,about\n" + rows, "held.csv")
    assert held_labels(one) == {"glad": 2, "calm": 1, "cross": 1}
    one.change({"deed": "rename", "label": "glad", "value": "merry"})
    assert held_labels(one) == {"merry": 2, "calm": 1, "cross": 1}
    one.change({"deed": "merge", "value": ["merry", "calm"]})
    assert held_labels(one) == {"merry": 3, "cross": 1}
    one.change({"deed": "names"})
    one.change({"deed": "drop", "label": "calm"})
    assert held_labels(one) == {"glad": 2, "cross": 1}
    one.change({"deed": "role", "column": 3, "value": "label"})
    assert held_labels(one) == {"fruit": 2, "tools": 2}
    one.change({"deed": "role", "column": 1, "value": "none"})  # nothing to learn from for the moment
    assert not one.ready
    one.change({"deed": "role", "column": 1, "value": "text"})
    assert held_labels(one) == {"fruit": 2, "tools": 2}


def test_a_validation_file_that_no_longer_fits_is_let_go_and_that_is_said() -> None:
    one = visit()
    one.change({"deed": "role", "column": 3, "value": "label"})
    one.hold(b"remark,about\n" + b"a pear of mine,fruit\na saw of yours,tools\n" * 9, "held.csv")
    assert held_labels(one) == {"fruit": 9, "tools": 9}
    one.change({"deed": "role", "column": 2, "value": "label"})
    assert one.held is None
    html = render_plan.plan(one, "en")
    assert "held.csv has labels that the file to learn from does not have" in html
    assert "A share of the file is held back instead." in html
    one.change({"deed": "role", "column": 3, "value": "label"})
    assert one.held is None


def test_what_stands_in_both_files_is_told_and_the_sizes_are_those_of_the_training(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = visit()
    one.change({"deed": "role", "column": 3, "value": "label"})
    one.hold(FILE[: FILE.index(b"40,I")], "held.csv")
    html = render_plan.plan(one, "en")
    assert "20 examples to learn from, 40 held back" in html
    assert "of shop.csv hold texts of held.csv too and are left out." in html
    asked = asks(monkeypatch)
    one.begin()
    assert (len(asked[0]), len(asked[1])) == (20, 40)
    one.hold(FILE, "same.csv")
    assert one.held_trouble is not None
    assert one.held_trouble.key == "same-files"


def test_what_is_wrong_with_a_validation_file_is_told() -> None:
    one = visit()
    one.change({"deed": "role", "column": 3, "value": "label"})
    one.hold(b"remark,about\n" + b"a pear,fruit\na saw,tools\n,tools\n" + b"a plum,fruit\n" * 3, "held.csv")
    html = render_plan.plan(one, "en")
    assert "Row 4 of held.csv" in html
    assert "held.csv hold a text that stood before" not in html, "that is of no interest where nothing is learnt"
    lost = b"number,remark,mood,about\n" + b"".join(one for one in FILE.splitlines(True) if b",fruit" in one)
    one.hold(lost + b"1,a saw,calm,tools\n", "lost.csv")
    assert "nothing is left to learn them from: fruit" in render_plan.plan(one, "en")


def test_the_share_that_is_held_back_is_counted_as_it_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"this is text {n % 30},{'ab'[n % 2]}\n" for n in range(60)) + "something else,c\n"
    one = Visit(scratch=True)
    one.take(f"text,label\n{rows}".encode(), "twice.csv")
    asked = asks(monkeypatch)
    told = one.sizes
    one.begin()
    assert told == (len(asked[0]), len(asked[1]))


class Slow:
    """Something that takes until it is told to go on, the first time."""

    def __init__(self, work: Callable[..., Any]) -> None:
        self.work, self.begun, self.go_on = work, threading.Event(), threading.Event()

    def __call__(self, *parts: Any, **named: Any) -> Any:
        if not self.begun.is_set():
            self.begun.set()
            assert self.go_on.wait(60)
        return self.work(*parts, **named)


def in_a_thread(work: Callable[..., Any], *parts: Any) -> threading.Thread:
    going = threading.Thread(target=work, args=parts, daemon=True)
    going.start()
    return going


@pytest.mark.parametrize("deed", ["take", "hold", "change"])
def test_a_file_that_takes_long_to_read_leaves_a_training_its_followers(
    monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    one = visit()
    one.change({"deed": "role", "column": 3, "value": "label"})
    asks(monkeypatch)
    one.begin()
    module, name = (
        (finetune_visit, "inspect") if deed == "take" else (file_reading, "recognise" if deed == "hold" else "check")
    )
    slow = Slow(getattr(module, name))
    monkeypatch.setattr(module, name, slow)
    given = [{"deed": "rename", "label": "fruit", "value": "food"}] if deed == "change" else [FILE[:2000], "other.csv"]
    going = in_a_thread(getattr(one, deed), *given)
    assert slow.begun.wait(60)
    looked = in_a_thread(one.look)
    looked.join(20)
    assert not looked.is_alive(), "the training would be given up for lack of a sign of life"
    slow.go_on.set()
    going.join(60)
    assert one.sheet is not None
    assert one.checked is not None
    assert one.sheet.name == ("other.csv" if deed == "take" else "shop.csv")
    assert ("food" in one.checked.labels) == (deed == "change")
    assert (one.held is None) == (deed != "hold")


def test_of_two_files_the_later_one_counts_however_long_the_first_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Visit(scratch=True)
    slow = Slow(inspect)
    monkeypatch.setattr(finetune_visit, "inspect", slow)
    going = in_a_thread(one.take, FILE, "first.csv")
    assert slow.begun.wait(60)
    one.take(FILE, "second.csv")
    slow.go_on.set()
    going.join(60)
    assert one.sheet is not None
    assert one.sheet.name == "second.csv"


def test_a_deed_is_not_lost_where_another_one_was_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    one.change({"deed": "role", "column": 3, "value": "label"})
    slow = Slow(check)
    monkeypatch.setattr(file_reading, "check", slow)
    going = in_a_thread(one.change, {"deed": "rename", "label": "fruit", "value": "food"})
    assert slow.begun.wait(60)
    one.change({"deed": "rename", "label": "tools", "value": "gear"})
    one.change({"deed": "architecture", "value": "rnn"})
    slow.go_on.set()
    going.join(60)
    assert one.checked is not None
    assert one.checked.labels == {"food": 30, "gear": 30}
    assert one.plan is not None
    assert one.plan.architecture == one.architecture == "rnn"


@pytest.mark.parametrize("state", ["failed", "gone"])
def test_a_training_that_fails_says_why_and_leaves_the_models(monkeypatch: pytest.MonkeyPatch, state: str) -> None:
    one = visit()
    earlier = Trained("session:x", "shop · LSTM", "sentiment", "lstm", "shop.csv")
    one.models, one.shown = [earlier], "session:x"
    trouble = BadInput("It broke.", key="training-died", reason="x")

    def look(job: str) -> JobStatus:
        if state == "gone":
            raise trouble
        return JobStatus("failed", error=trouble)

    dropped: list[str] = []
    monkeypatch.setattr(queue, "submit", lambda *parts: "job")
    monkeypatch.setattr(queue, "status", lambda job: JobStatus("running"))
    monkeypatch.setattr(queue, "drop", dropped.append)
    one.begin()
    assert one.running
    assert one.asked is not None
    assert one.asked.title == "shop · LSTM 2"
    monkeypatch.setattr(queue, "status", look)
    assert one.look() is False
    assert (one.running, one.failed, one.models, dropped) == (False, trouble, [earlier], ["job"])


def test_who_waits_and_stops_is_not_told_of_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    monkeypatch.setattr(queue, "submit", lambda *parts: "job")
    monkeypatch.setattr(queue, "status", lambda job: JobStatus("waiting", place=2))
    monkeypatch.setattr(queue, "drop", lambda job: None)
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
    known = Register()
    mine = known.find("a")
    mine.models = [Trained("session:x", "mine", "sentiment", "lstm", "a.csv")]
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
    known = Register()
    first = known.find("first")
    for number in range(visit_registry.VISITS):
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
