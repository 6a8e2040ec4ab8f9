"""What Fine-tune keeps of a visit: actions of a browser, files that fail, validation files, files that take long."""

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest

from playground.data.inspection import inspect
from playground.data.reading import check
from playground.training.finetune import queue
from playground.training.finetune.queue import JobStatus
from playground.ui.finetune import file_reading, render_plan
from playground.ui.finetune.visit import Visit
from tests.ui.finetune.visits import FILE, visit


def columns(one: Visit) -> tuple[int, ...]:
    assert one.files.choice is not None
    return one.files.choice.text_columns


def test_a_file_is_read_as_it_suggests_and_then_as_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    assert columns(one) == (1,)
    one.change({"action": "role", "column": 3, "value": "label"})
    assert one.files.checked is not None
    assert one.files.checked.labels == {"fruit": 30, "tools": 30}
    one.change({"action": "role", "column": 0, "value": "text"})
    assert columns(one) == (1, 0)
    one.change({"action": "header", "value": False})
    assert one.files.choice is not None
    assert one.files.choice.header is False


@pytest.mark.parametrize(
    "action",
    [
        None,
        "train",
        {},
        {"action": "role", "column": 9, "value": "label"},
        {"action": "role", "column": True, "value": "label"},
        {"action": "role", "column": 3, "value": "colour"},
        {"action": "rename", "label": "glad", "value": "  "},
        {"action": "rename", "label": 3, "value": "x"},
        {"action": "merge", "value": [1, 2]},
        {"action": "task", "value": "chess"},
        {"action": "header", "value": "yes"},
        {"action": "setting", "name": "epochs", "value": None},
        {"action": "setting", "name": "epochs", "value": float("nan")},
        {"action": "setting", "name": "job", "value": 3},
        {"action": "architecture", "value": "abacus"},
        {"action": "sample", "value": "../etc/passwd"},
    ],
)
def test_a_deed_that_makes_no_sense_changes_nothing(monkeypatch: pytest.MonkeyPatch, action: Any) -> None:
    one = visit()
    before = (one.files.sheet, one.files.choice, one.files.checked, one.architecture, one.changed_settings)
    one.change(action)
    assert (
        one.files.sheet,
        one.files.choice,
        one.files.checked,
        one.architecture,
        one.changed_settings,
    ) == before


def test_labels_are_renamed_merged_dropped_and_brought_back(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    one.change({"action": "role", "column": 2, "value": "label"})
    one.change({"action": "rename", "label": "calm", "value": " glad "})
    assert one.files.checked is not None
    assert one.files.checked.labels == {"glad": 40, "cross": 20}
    one.change({"action": "rename", "label": "glad", "value": "merry"})  # both that bear the name now
    assert one.files.checked.labels == {"merry": 40, "cross": 20}
    one.change({"action": "drop", "label": "cross"})
    assert one.files.checked.labels == {"merry": 40}
    assert not one.files.ready
    one.change({"action": "restore", "label": "cross"})
    assert one.files.checked.labels == {"merry": 40, "cross": 20}
    one.change({"action": "names"})
    assert one.files.checked.labels == {"glad": 20, "cross": 20, "calm": 20}


def test_a_setting_out_of_its_range_changes_nothing_and_all_go_back(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    assert one.plan is not None
    suggested = one.plan.epochs
    for name, value in (("epochs", 1e9), ("share", 0.001), ("learning_rate", 5), ("seed", -1)):
        before = one.plan
        one.change({"action": "setting", "name": name, "value": value})
        assert (one.plan, one.share) == (before, 0.2), "the page says what is allowed, and nothing is clamped silently"
    for name, value in (("epochs", 100), ("share", 0.05), ("seed", 7.4)):
        one.change({"action": "setting", "name": name, "value": value})
    assert (one.plan.epochs, one.share, one.plan.seed) == (100, 0.05, 7)
    one.change({"action": "suggested"})
    assert (one.plan.epochs, one.share, one.plan.seed) == (suggested, 0.2, 0)


def test_a_file_that_fails_leaves_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    before = one.files.sheet
    one.read_file(b"PK\x03\x04" + bytes(99), "other.csv")
    assert one.file_error is not None
    assert one.files.sheet is before
    one.load_model(b"no zip", "model.zip")
    assert one.file_error.key == "zip-broken"
    assert one.models.items == []


def test_a_validation_file_has_to_have_labels_that_can_be_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    one.change({"action": "role", "column": 3, "value": "label"})
    held = b"text,label\n" + b"a pear of mine,fruit\na saw of yours,tools\n" * 9
    one.read_validation_file(held, "held.csv")
    assert one.files.validation is not None
    one.read_validation_file(held.replace(b"tools", b"boats"), "other.csv")
    assert one.files.validation_error is not None
    assert "boats" in str(one.files.validation_error)
    assert one.files.validation.result.examples.name == "held.csv"
    one.change({"action": "own-share"})
    assert one.files.validation is None


COMMENTS = "id,comment_text,toxic,obscene,insult\n" + "".join(
    f"{n},what number {n} says of the show,{n % 2},{n // 2 % 2},{n // 4 % 2}\n" for n in range(80)
)


OTHERS = [(n, f"what another one with number {n} says of it") for n in range(40)]


def asks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the queue will be asked for: the examples for training, those held back, and the plan."""
    asked: list[Any] = []

    def ask(*parts: Any, **more: Any) -> str:
        asked.extend(parts)
        return "job"

    monkeypatch.setattr(queue, "submit", ask)
    monkeypatch.setattr(queue, "status", lambda job, looking=True: JobStatus("running"))
    return asked


def held_labels(one: Visit) -> dict[str, int]:
    assert one.files.validation is not None, one.files.validation_error
    return one.files.validation.result.checked.labels


def test_a_validation_file_of_the_same_layout_is_read_as_the_file_to_learn_from() -> None:
    one = Visit(from_scratch=True)
    one.read_file(COMMENTS.encode(), "train.csv")
    one.change({"action": "role", "column": 1, "value": "text"})
    one.change({"action": "role", "column": 2, "value": "label"})
    head = COMMENTS.splitlines()[0]
    same = "\n".join([head, *(f"{n},{text},{int(n < 10)},{n % 2},{n % 2}" for n, text in OTHERS)])
    one.read_validation_file(same.encode(), "same.csv")
    assert held_labels(one) == {"0": 30, "1": 10}, "toxic, as was chosen, and not the column that was guessed"
    assert one.files.validation is not None
    assert one.files.validation.result.examples.texts[0] == OTHERS[0][1]
    html = render_plan.plan(one, "en")
    assert "same.csv is read with the same columns as train.csv – text: comment_text; label: toxic." in html
    moved = "\n".join(["insult,Toxic,comment_text", *(f"{n % 2},{int(n < 4)},{text}" for n, text in OTHERS)])
    one.read_validation_file(moved.encode(), "moved.csv")
    assert held_labels(one) == {"0": 36, "1": 4}, "columns are found by their names"
    bare = "\n".join(f"{n},{text},{int(n < 7)},{n % 2},{n % 2}" for n, text in OTHERS)
    one.read_validation_file(bare.encode(), "bare.csv")
    assert held_labels(one) == {"0": 33, "1": 7}, "and by their places where the file names none"
    other = "\n".join(["verdict,remark", *(f"{int(n < 3)},{text}" for n, text in OTHERS)])
    one.read_validation_file(other.encode(), "other.csv")
    assert held_labels(one) == {"0": 37, "1": 3}
    html = render_plan.plan(one, "en")
    assert "other.csv has other columns than train.csv, so they were guessed – text: remark; label: verdict." in html


@pytest.mark.slow
def test_a_long_training_is_told_before_it_begins() -> None:
    one = visit()
    assert "minutes" not in render_plan.plan(one, "en").split("</small></p>")[0]
    long = " ".join(["word"] * 990)
    one.read_file(
        b"text,label\n" + b"".join(b"%s %d,%s\n" % (long.encode(), n, b"ab"[n % 2 :][:1]) for n in range(1_000)),
        "long.csv",
    )
    # 800 to learn from, of which a model reads 512 words each, at a million words a minute
    one.change({"action": "setting", "name": "epochs", "value": 10})
    assert "about 4 minutes on two processor cores, less with early stopping" in render_plan.plan(one, "en")
    one.change({"action": "setting", "name": "share", "value": 0.5})
    assert "about 3 minutes on two processor cores" in render_plan.plan(one, "en"), (
        "it is planned for what is learnt from"
    )
    one.change({"action": "setting", "name": "share", "value": 0.2})
    one.change({"action": "setting", "name": "epochs", "value": 100})
    assert (
        "all epochs would take about 41 minutes on two processor cores; after 30 minutes training ends with"
        in render_plan.plan(one, "en")
    )


def test_joined_columns_are_joined_in_the_validation_file_too() -> None:
    one = visit()
    one.change({"action": "role", "column": 3, "value": "label"})
    one.change({"action": "role", "column": 2, "value": "text"})
    one.read_validation_file(
        b"number,remark,mood,about\n" + b"1,a pear of mine,calm,fruit\n2,a saw,glad,tools\n" * 3, "held.csv"
    )
    assert one.files.validation is not None
    assert one.files.validation.result.examples.texts[:2] == ("a pear of mine calm", "a saw glad")


def test_a_validation_file_goes_with_every_change_of_the_labels_and_columns() -> None:
    one = visit()
    one.change({"action": "role", "column": 2, "value": "label"})
    rows = b"1,a pear of mine,calm,fruit\n2,a saw,glad,tools\n3,no saw,cross,tools\n4,a plum,glad,fruit\n"
    one.read_validation_file(b"number,remark,mood,about\n" + rows, "held.csv")
    assert held_labels(one) == {"glad": 2, "calm": 1, "cross": 1}
    one.change({"action": "rename", "label": "glad", "value": "merry"})
    assert held_labels(one) == {"merry": 2, "calm": 1, "cross": 1}
    one.change({"action": "merge", "value": ["merry", "calm"]})
    assert held_labels(one) == {"merry": 3, "cross": 1}
    one.change({"action": "names"})
    one.change({"action": "drop", "label": "calm"})
    assert held_labels(one) == {"glad": 2, "cross": 1}
    one.change({"action": "role", "column": 3, "value": "label"})
    assert held_labels(one) == {"fruit": 2, "tools": 2}
    one.change({"action": "role", "column": 1, "value": "none"})  # nothing to learn from for the moment
    assert not one.files.ready
    one.change({"action": "role", "column": 1, "value": "text"})
    assert held_labels(one) == {"fruit": 2, "tools": 2}


def test_a_validation_file_that_no_longer_fits_is_let_go_and_that_is_said() -> None:
    one = visit()
    one.change({"action": "role", "column": 3, "value": "label"})
    one.read_validation_file(b"remark,about\n" + b"a pear of mine,fruit\na saw of yours,tools\n" * 9, "held.csv")
    assert held_labels(one) == {"fruit": 9, "tools": 9}
    one.change({"action": "role", "column": 2, "value": "label"})
    assert one.files.validation is None
    html = render_plan.plan(one, "en")
    assert "held.csv has labels that the file to learn from does not have" in html
    assert "A share of the file is used for validation instead." in html
    one.change({"action": "role", "column": 3, "value": "label"})
    assert one.files.validation is None


def test_what_stands_in_both_files_is_told_and_the_sizes_are_those_of_the_training(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = visit()
    one.change({"action": "role", "column": 3, "value": "label"})
    one.read_validation_file(FILE[: FILE.index(b"40,I")], "held.csv")
    html = render_plan.plan(one, "en")
    assert "20 examples for training, 40 for validation" in html
    assert "of shop.csv hold texts of held.csv too and are left out." in html
    asked = asks(monkeypatch)
    one.begin_training()
    assert (len(asked[0]), len(asked[1])) == (20, 40)
    one.read_validation_file(FILE, "same.csv")
    assert one.files.validation_error is not None
    assert one.files.validation_error.key == "same-files"


def test_what_is_wrong_with_a_validation_file_is_told() -> None:
    one = visit()
    one.change({"action": "role", "column": 3, "value": "label"})
    one.read_validation_file(
        b"remark,about\n" + b"a pear,fruit\na saw,tools\n,tools\n" + b"a plum,fruit\n" * 3, "held.csv"
    )
    html = render_plan.plan(one, "en")
    assert "Row 4 of held.csv" in html
    assert "held.csv hold a text that stood before" not in html, "that is of no interest where nothing is learnt"
    lost = b"number,remark,mood,about\n" + b"".join(one for one in FILE.splitlines(True) if b",fruit" in one)
    one.read_validation_file(lost + b"1,a saw,calm,tools\n", "lost.csv")
    assert "nothing is left to learn them from: fruit" in render_plan.plan(one, "en")


def test_the_share_that_is_held_back_is_counted_as_it_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"this is text {n % 30},{'ab'[n % 2]}\n" for n in range(60)) + "something else,c\n"
    one = Visit(from_scratch=True)
    one.read_file(f"text,label\n{rows}".encode(), "twice.csv")
    asked = asks(monkeypatch)
    told = one.sizes
    one.begin_training()
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


@pytest.mark.parametrize("action", ["read_file", "read_validation_file", "change"])
def test_a_file_that_takes_long_to_read_leaves_a_training_its_followers(
    monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    one = visit()
    one.change({"action": "role", "column": 3, "value": "label"})
    asks(monkeypatch)
    one.begin_training()
    module, name = (
        file_reading,
        {"read_file": "inspect", "read_validation_file": "recognise", "change": "check"}[action],
    )
    slow = Slow(getattr(module, name))
    monkeypatch.setattr(module, name, slow)
    given = (
        [{"action": "rename", "label": "fruit", "value": "food"}] if action == "change" else [FILE[:2000], "other.csv"]
    )
    going = in_a_thread(getattr(one, action), *given)
    assert slow.begun.wait(60)
    looked = in_a_thread(one.training.look)
    looked.join(20)
    assert not looked.is_alive(), "the training would be given up for lack of a sign of life"
    slow.go_on.set()
    going.join(60)
    assert one.files.sheet is not None
    assert one.files.checked is not None
    assert one.files.sheet.name == ("other.csv" if action == "read_file" else "shop.csv")
    assert ("food" in one.files.checked.labels) == (action == "change")
    assert (one.files.validation is None) == (action != "read_validation_file")


def test_of_two_files_the_later_one_counts_however_long_the_first_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Visit(from_scratch=True)
    slow = Slow(inspect)
    monkeypatch.setattr(file_reading, "inspect", slow)
    going = in_a_thread(one.read_file, FILE, "first.csv")
    assert slow.begun.wait(60)
    one.read_file(FILE, "second.csv")
    slow.go_on.set()
    going.join(60)
    assert one.files.sheet is not None
    assert one.files.sheet.name == "second.csv"


def test_a_deed_is_not_lost_where_another_one_was_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    one = visit()
    one.change({"action": "role", "column": 3, "value": "label"})
    slow = Slow(check)
    monkeypatch.setattr(file_reading, "check", slow)
    going = in_a_thread(one.change, {"action": "rename", "label": "fruit", "value": "food"})
    assert slow.begun.wait(60)
    one.change({"action": "rename", "label": "tools", "value": "gear"})
    one.change({"action": "architecture", "value": "rnn"})
    slow.go_on.set()
    going.join(60)
    assert one.files.checked is not None
    assert one.files.checked.labels == {"food": 30, "gear": 30}
    assert one.plan is not None
    assert one.plan.architecture == one.architecture == "rnn"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "fits"), [("我 买 了 %d 个 很好 的 苹果", False), ("A lovely film, and number %d is lovely too", True)]
)
def test_the_shipped_weights_are_no_choice_for_a_file_that_they_do_not_fit(row: str, fits: bool) -> None:
    one = Visit()
    texts = "\n".join(f"{row % n},{('glad', 'cross')[n % 2]}" for n in range(60))
    one.read_file(f"text,mood\n{texts}\n".encode(), "split.csv")
    one.change({"action": "pretokenized", "value": True})
    assert one.plan is not None
    assert bool(one.plan.source) is fits
    shipped, scratch = re.findall(r'<input type="radio" name="ft-scratch"[^>]*>', render_plan.plan(one, "en"))
    assert ("disabled" in shipped, "checked" in shipped) == (not fits, fits)
    assert ("disabled" in scratch, "checked" in scratch) == (False, not fits)
