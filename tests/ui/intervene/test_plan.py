"""A plan: what an action of a visitor changes, what an address brings back, and what nonsense does not."""

from typing import Any

import pytest

from playground.ui.intervene.plan import MOST_STEPS, Plan

FIRST, SECOND = "layer1.hidden[3]=0", "filters3[1]=mean@2"


def after(*actions: tuple[str, Any], **more: Any) -> Plan:
    plan = Plan(model="m")
    for name, value in actions:
        plan = plan.changed({"action": name, "value": value, **more})
    return plan


def test_steps_are_added_undone_done_again_and_taken_out() -> None:
    plan = after(("add", "layer1.hidden[3] = 0"), ("add", SECOND))
    assert (plan.now, plan.touched) == ((FIRST, SECOND), True)
    assert plan.changed({"action": "undo"}).now == (FIRST,)
    assert plan.changed({"action": "undo"}).changed({"action": "redo"}) == plan
    assert plan.changed({"action": "remove", "value": 0}).now == (SECOND,)
    assert plan.changed({"action": "clear"}).now == ()
    back = plan.changed({"action": "undo"}).changed({"action": "add", "value": "embedded=0"})
    assert (back.steps, back.changed({"action": "redo"}).now) == ((FIRST, "embedded=0"), (FIRST, "embedded=0"))


def test_the_page_s_own_choice_stands_until_something_is_done() -> None:
    plan = Plan(model="m").begun((FIRST,))
    assert (plan.now, plan.touched, plan.address()["edits"]) == ((FIRST,), False, "")
    assert plan.begun((SECOND,)).now == (SECOND,)
    done = plan.changed({"action": "add", "value": SECOND})
    assert (done.now, done.begun((SECOND,)).now) == ((FIRST, SECOND), (FIRST, SECOND))
    assert plan.changed({"action": "undo"}).begun((SECOND,)).now == ()


def test_another_model_begins_anew_and_keeps_the_sentences() -> None:
    plan = after(("add", FIRST), ("twin", "a bad film"), ("view", "twin"), ("model", "other"))
    assert plan == Plan(model="other", twin="a bad film", view="twin")


def test_two_models_change_places_about_the_same_word() -> None:
    plan = after(("second", "other"), ("add", FIRST), ("twin", "a bad film"), ("off", "mean"), ("swap", 3))
    assert plan == Plan(model="other", second="m", twin="a bad film", off="mean", word=3)
    assert after(("second", "other"), ("swap", None)) == Plan(model="other", second="m")
    assert after(("swap", 3)) == Plan(model="m"), "there is none to change with"
    assert after(("second", "other"), ("model", "third")) == Plan(model="third", second="other")
    assert after(("second", "other"), ("model", "other")) == Plan(model="other")


def test_what_parts_are_switched_off_to_and_a_second_model_are_chosen_and_in_the_address() -> None:
    plan = after(("add", FIRST), ("off", "mean"), ("second", "other"))
    assert (plan.off, plan.second) == ("mean", "other")
    asked = {name: str(value) for name, value in plan.address().items() if value not in ("", None)}
    assert Plan.from_address(asked) == plan
    assert Plan.from_address({**asked, "off": "half"}).off == "zero"
    assert after(("off", "half"), ("second", 3)) == Plan(model="m")


def test_a_change_that_cannot_be_read_is_a_problem_and_no_step() -> None:
    plan = after(("add", FIRST), ("add", "layer1.hidden[3]=off"))
    assert plan.now == (FIRST,)
    assert plan.problem is not None
    assert plan.problem.key == "change-value"
    assert plan.changed({"action": "undo"}).problem is None
    assert after(("add", "layer1.hidden=from")).problem.key == "intervene-no-source"  # type: ignore[union-attr]
    patched = after(("view", "twin")).changed({"action": "patch", "value": "layer1.hidden=from", "source": "bad"})
    assert (patched.view, patched.source, patched.now) == ("change", "bad", ("layer1.hidden=from",))


def test_there_is_a_bound_on_steps() -> None:
    plan = after(*[("add", f"embedded[{at}]=0") for at in range(MOST_STEPS + 5)])
    assert len(plan.now) == MOST_STEPS
    assert plan.now[-1] == f"embedded[{MOST_STEPS + 4}]=0"


@pytest.mark.parametrize(
    "plan",
    [
        after(("add", FIRST), ("add", SECOND)),
        after(("add", "layer1.hidden=from@0:1"), source="a “bad” film & more"),
        after(("view", "twin"), ("twin", "a bad film"), ("word", 4)),
        after(("add", FIRST), ("undo", None)),
    ],
)
def test_an_address_brings_a_plan_back(plan: Plan) -> None:
    query = {name: str(value) for name, value in plan.address().items() if value not in ("", None)}
    back = Plan.from_address(query)
    assert (back.model, back.view, back.now, back.word) == (plan.model, plan.view, plan.now, plan.word)
    assert (back.twin if plan.view == "twin" else back.source) == (plan.twin if plan.view == "twin" else plan.source)


@pytest.mark.parametrize(
    "given",
    [None, 7, [], {}, {"action": "undo"}, {"action": "redo"}, {"action": "remove", "value": 0}, {"action": "view"},
     {"action": "view", "value": "units<b>"}, {"action": "word", "value": "1"}, {"action": "model", "value": 1},
     {"action": "nothing", "value": FIRST}],
)  # fmt: skip
def test_nonsense_from_a_browser_changes_nothing(given: object) -> None:
    assert Plan(model="m").changed(given) == Plan(model="m")


@pytest.mark.parametrize(
    "query",
    [{"edits": "[" * 5_000}, {"edits": '[1,[],"x",null]'}, {"edits": '{"a":1}'}, {"word": "-3"}, {"view": "<b>"}],
)
def test_nonsense_in_an_address_is_as_if_it_were_not_there(query: dict[str, str]) -> None:
    plan = Plan.from_address(query)
    assert (plan.now, plan.word, plan.view, plan.problem) == ((), None, "change", None)
