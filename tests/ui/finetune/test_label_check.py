"""A check of the labels in a visit: the list, what is decided, and what becomes of it. No training runs here."""

import csv
import io
import json
from typing import Any

import pytest

from playground.checkpoints import references
from playground.training.finetune import queue
from playground.training.finetune.queue import JobStatus
from playground.ui.components.markup import safe
from playground.ui.finetune import render_file, render_labels, render_progress, visit_studies
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_models import VisitModel
from tests.ui.finetune.results import HOSTILE, plain, tuned
from tests.ui.finetune.visits import visit

FORMULA = "=1+1"
LABELS = ("<b>good", "so so", 'bad "one"')


def suspect(at: int, label: str, suggested: str, **more: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"example": at, "word": None, "fit": 0.02, "sure": 0.9, "likely": True, "alike": []}
    return {**given, "label": label, "suggested": suggested, **more}


def found(*suspects: dict[str, Any]) -> dict[str, Any]:
    return {"suspects": list(suspects), "unlike": len(suspects), "likely": 1, "checked": 60, "folds": 5}


class Queue:
    """What the page asks of the queue, played: each job is done at once, with what was set for it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.answers: list[JobStatus] = []
        monkeypatch.setattr(queue, "submit", self.submit)
        monkeypatch.setattr(queue, "status", lambda job, looking=True: self.answers[int(job)])
        monkeypatch.setattr(queue, "drop", lambda job: None)

    def submit(self, train: Any, validation: Any, plan: Any, owner: Any, **more: Any) -> str:
        self.asked.append((train, validation, plan, more))
        self.answers.append(JobStatus("running"))
        return str(len(self.answers) - 1)

    def end(self, **status: Any) -> None:
        self.answers[-1] = JobStatus("done", **status)


def checked(monkeypatch: pytest.MonkeyPatch, *suspects: dict[str, Any]) -> tuple[Visit, Queue]:
    one, played = visit(), Queue(monkeypatch)
    visit_studies.check_labels(one)
    assert one.training.look()
    played.end(found=found(*suspects))
    assert not one.training.look()
    return one, played


def test_the_offer_says_what_it_will_take_and_the_check_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    one, played = visit(), Queue(monkeypatch)
    offered = plain(render_file.file(one, "en"))
    assert (
        "5 trainings of the LSTM, each on all parts of the file but one (5-fold cross-validation): about a minute"
        in (offered)
    )
    visit_studies.check_labels(one)
    (train, validation, _, more) = played.asked[0]
    assert (len(train), validation, more) == (60, None, {"work": "labels"})
    one.training.look()
    shown = plain(render_progress.running(one, "en"))
    assert "Checking the labels of shop.csv" in shown
    assert "Stop and keep" not in shown
    assert 'data-begin="labels" data-off="1"' in render_file.file(one, "en")
    one.training.stop()
    assert (one.training.running, one.training.failed, one.check) == (False, None, None)


def test_a_list_is_escaped_and_says_what_is_suggested_and_what_is_nearly_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, _ = checked(monkeypatch, suspect(3, HOSTILE, f"<b>{FORMULA}", alike=[0, 2]), suspect(4, "fruit", "tools"))
    for language in ("en", "zh"):
        drawn = render_labels.labels(one, language) + render_labels.decided(one, language)
        assert "<img" not in drawn and "<b>=1" not in drawn
    told = plain(render_labels.labels(one, "en"))
    assert "Labels that may be wrong in shop.csv" in told
    assert "For 2 of 60 examples the models would have given another label; 1 of these are likely to be wrong." in told
    assert "Near duplicates in the file: row 2 fruit I bought apples number 0 today" in told
    assert 'data-at="4" data-word=""' in render_labels.labels(one, "en")


def test_decisions_are_kept_taken_back_and_counted_and_nonsense_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, _ = checked(
        monkeypatch, suspect(2, "fruit", "tools"), suspect(4, "fruit", "tools"), suspect(5, "tools", "fruit")
    )
    check = one.check
    assert check is not None
    for at, decision in ((2, "change"), (4, "drop"), (5, "keep"), (5, "")):
        check.decide({"action": "decide", "at": at, "word": None, "decision": decision})
    wanted = {(2, None): ("change", "tools"), (4, None): ("drop", "tools")}
    assert check.decided == wanted
    nonsense: list[Any] = [None, [], {}, {"action": "decide"}]
    nonsense += [{"action": "decide", "at": 2, "word": 1, "decision": "drop"}]
    nonsense += [{"action": "decide", "at": 2, "word": None, "decision": one} for one in ("burn", None, ["keep"])]
    for given in nonsense:
        check.decide(given)
    assert check.decided == wanted
    assert "1 changed, 1 dropped, 0 kept; 1 still open." in plain(render_labels.decided(one, "en"))
    assert 'data-decided="change"' in render_labels.labels(one, "zh")
    check.decide({"action": "undo"})
    assert check.decided == {}
    assert 'data-begin="corrected" data-off="1"' in render_labels.decided(one, "en"), "there is nothing to correct"


def test_a_label_is_changed_to_any_of_the_file_and_to_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    one, played = visit(), Queue(monkeypatch)
    one.read_file("\n".join(["text,label", *(f"Bought {n},{LABELS[n % 3]}" for n in range(30))]).encode(), "a.csv")
    visit_studies.check_labels(one)
    one.training.look()
    played.end(found=found(suspect(0, LABELS[0], LABELS[1])))
    one.training.look()
    assert one.check is not None
    assert one.check.labels == tuple(sorted(LABELS))
    for label, wanted in ((LABELS[2], LABELS[2]), ("none such", LABELS[2]), (LABELS[0], LABELS[2]), (None, LABELS[1])):
        one.check.decide({"action": "decide", "at": 0, "word": None, "decision": "change", "label": label})
        assert one.check.decided == {(0, None): ("change", wanted)}, label
    one.check.decide({"action": "decide", "at": 0, "word": None, "decision": "change", "label": LABELS[2]})
    drawn = render_labels.labels(one, "en")
    assert f"<span data-to>{safe(LABELS[2])}</span>" in drawn
    assert "L goes to the choice of another label" in plain(drawn)
    assert safe(json.dumps(tuple(sorted(LABELS)))) in drawn
    assert next(csv.DictReader(io.StringIO(visit_studies.cleaned(one)[1])))["label"] == LABELS[2]
    two, _ = checked(monkeypatch, suspect(2, "fruit", "tools"))
    assert "<select" not in render_labels.labels(two, "en"), "of two labels there is no other one"


def test_what_will_be_held_back_is_named_before_the_training(monkeypatch: pytest.MonkeyPatch) -> None:
    one, played = checked(monkeypatch, suspect(2, "fruit", "tools"))
    told = plain(render_labels.decided(one, "en"))
    assert "Held back in every training: 12 of 60 examples (20 %), chosen before anything is corrected." in told
    assert "No decision moves an example from one side to the other." in told
    assert one.check is not None
    one.check.decide({"action": "decide", "at": 2, "word": None, "decision": "change"})
    visit_studies.train_corrected(one)
    held = played.asked[-1][1]
    assert f"The 12 rows held back {', '.join(map(str, held.rows))}" in told
    own, _ = checked(monkeypatch, suspect(2, "fruit", "tools"))
    sold = [f"{n},Sold {n},glad,{('fruit', 'tools')[n % 2]}" for n in range(15)]
    own.read_validation_file("\n".join(["number,remark,mood,about", *sold]).encode(), "more.csv")
    told = plain(render_labels.decided(own, "en"))
    assert "Held back in every training: the 15 examples of more.csv (20 % of all 75). The check does not touch" in told
    assert "more.csv 的 15 个样本" in plain(render_labels.decided(own, "zh"))


def test_more_rows_are_shown_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = checked(monkeypatch, *(suspect(at, "fruit", "tools") for at in range(40)))
    assert one.check is not None
    assert render_labels.labels(one, "en").count('class="lc-row"') == 25
    assert "Show more (15 left)" in plain(render_labels.labels(one, "en"))
    one.check.decide({"action": "more"})
    assert render_labels.labels(one, "en").count('class="lc-row"') == 40
    assert "Show more" not in plain(render_labels.labels(one, "en"))


def test_what_was_decided_waits_while_the_file_is_read_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = checked(monkeypatch, suspect(2, "fruit", "tools"))
    assert one.check is not None
    one.check.decide({"action": "decide", "at": 2, "word": None, "decision": "drop"})
    assert visit_studies.has_corrections(one)
    one.change({"action": "rename", "label": "fruit", "value": "food"})
    assert not visit_studies.applies(one)
    assert visit_studies.cleaned(one) == ("", "")
    assert "these decisions do not apply" in plain(render_labels.decided(one, "en"))
    one.put_away()
    one.change({"action": "names"})
    assert visit_studies.has_corrections(one)
    one.change({"action": "forget"})
    assert (one.check, render_labels.labels(one, "en"), render_labels.decided(one, "en")) == (None, "", "")


def test_the_cleaned_file_says_what_was_done_and_no_cell_begins_a_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Visit(from_scratch=True)
    rows = [f'{n},"{FORMULA} apples {n}",{("@glad", "-cross")[n % 2]},+{n}' for n in range(20)]
    one.read_file("\n".join(["id,text,label,points", *rows]).encode(), "a.b.csv")
    played = Queue(monkeypatch)
    visit_studies.check_labels(one)
    played.end(found=found(suspect(0, "@glad", "-cross"), suspect(1, "-cross", "@glad"), suspect(2, "@glad", "-cross")))
    one.training.look()
    assert one.check is not None
    for at, decision in enumerate(("change", "drop", "keep")):
        one.check.decide({"action": "decide", "at": at, "word": None, "decision": decision})
    one.put_away()
    name, text = visit_studies.cleaned(one)
    table = list(csv.DictReader(io.StringIO(text)))
    assert name == "a.b-cleaned.csv"
    assert len(table) == 19
    assert list(table[0]) == ["id", "text", "label", "points", "done"]
    assert list(table[0].values()) == ["0", f"'{FORMULA} apples 0", "'-cross", "+0", "changed from @glad"]
    assert [row["done"] for row in table[:3]] == ["changed from @glad", "keep", ""]
    del table[0]["points"]  # a number with a sign is one
    assert not any(cell.startswith(("=", "-", "@")) for row in table for cell in row.values())


def test_the_model_of_before_is_trained_first_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    one, played = checked(monkeypatch, suspect(2, "fruit", "tools"))
    assert one.check is not None
    one.check.decide({"action": "decide", "at": 2, "word": None, "decision": "change"})
    assert "Two trainings with the settings above" in plain(render_labels.decided(one, "en"))
    monkeypatch.setattr(references, "locate", lambda reference: (f"/folder/{reference}", "session", False))

    def take(status: JobStatus) -> None:
        reference = f"session:{len(one.models.items)}"
        one.models.add(
            VisitModel(
                reference, "shop", "sentiment", "lstm", "", one.plan, status.result, trained_on=one.training.trained_on
            )
        )

    monkeypatch.setattr(one.training, "_take", take)
    visit_studies.train_corrected(one)
    assert played.asked[-1][3] == {"also": {"share": 0.2}}
    played.end(result=tuned(stopped=False), reference="session:0")
    assert one.training.look(), "the second one begins"
    before, after = played.asked[-2:]
    assert after[3]["work"] == "corrected"
    assert after[3]["also"]["before"] == "/folder/session:0"
    assert tuple(after[3]["also"]["filed"]["rows"]) == before[1].rows == after[1].rows
    assert before[0].rows == after[0].rows
    labels = [(*asked[0].labels, *asked[1].labels) for asked in (before, after)]
    assert sum(one != other for one, other in zip(*labels, strict=True)) == 1
    played.end(result=tuned(stopped=False), reference="session:1")
    assert not one.training.look()
    assert one.models.unannounced == ["session:0", "session:1"]
    assert "One training, beside “shop”" in plain(render_labels.decided(one, "en"))
    visit_studies.train_corrected(one)
    assert len(played.asked) == len(played.answers) == 4, "the model of before is there"
    assert played.asked[-1][3]["also"]["before"] == "/folder/session:0"


def test_who_stops_the_first_training_begins_no_second_one(monkeypatch: pytest.MonkeyPatch) -> None:
    one, played = checked(monkeypatch, suspect(2, "fruit", "tools"))
    assert one.check is not None
    one.check.decide({"action": "decide", "at": 2, "word": None, "decision": "change"})
    monkeypatch.setattr(one.training, "_take", lambda status: None)
    visit_studies.train_corrected(one)
    played.end(result=tuned(stopped=True), reference="session:0")
    assert not one.training.look()
    assert len(played.asked) == 2


def test_what_it_brought_tells_both_truths_and_which_rows_are_held_back() -> None:
    comparison = {"first": "after", "second": "before", "rows": 20, "first_only": 6, "second_only": 0, "p": 0.03125}
    judged = {
        "rows": 20,
        "scores": {name: {"accuracy": score} for name, score in (("after", 0.9), ("before", 0.6))},
        "intervals": {name: {"accuracy": [0.5, 0.95]} for name in ("after", "before")},
        "comparison": {**comparison, "unit": "rows", "sentence": ""},
    }
    counts = {"learnt": {"kept": 70, "changed": 8, "dropped": 2}, "held": {"kept": 18, "changed": 1, "dropped": 1}}
    given = {"counts": counts, "rows": list(range(2, 22)), "judged": {"corrected": judged, "file": judged}}
    told = plain(render_labels.brought(given, HOSTILE, "en"))
    assert "Learnt from: 8 examples with a changed label, 2 dropped." in told
    assert "the same 20 rows in both trainings. Of these 1 got a changed label and 1 were dropped." in told
    assert told.count("is right on 6 that the model before the correction misses") == 2
    assert "that is hardly chance, p = 0.031" in told
    assert "so there are two truths" in told
    assert "The 20 rows held back 2, 3, 4," in told
    assert "<img" not in render_labels.brought(given, HOSTILE, "zh")
    alone = plain(render_labels.brought({**given, "judged": {"corrected": judged}}, "mine", "en"))
    assert "two truths" not in alone and "By the labels of the file" not in alone
