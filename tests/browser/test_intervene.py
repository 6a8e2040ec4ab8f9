"""Intervene in a real browser: the strongest unit is off already, parts are changed, undone, linked and kept."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from playground.checkpoints import load
from playground.lenses.intervene.intervene import intervene
from playground.lenses.intervene.ranking import rank
from playground.ui.intervene.queries import STATE_KINDS
from playground.ui.language.numbers import percent
from tests.browser.conftest import Opened, Site, settle

pytestmark = pytest.mark.browser

TEXT = 'The <b>good</b> 2024 film 😀 was not & "bad".'


def opened(visit: Opened, text: str = TEXT, task: str = "sentiment", **more: Any) -> Page:
    page = visit(text=text, task=task, tab="intervene", answered=False, **more)
    page.wait_for_selector(".intervene:not([data-again]) .answers", timeout=60_000)
    page.wait_for_selector("html[data-settled]")
    return page


def probabilities(page: Page) -> list[list[str]]:
    rows = page.locator("#intervene .answers tbody tr").all()
    return [[row.locator("th").inner_text(), *row.locator("td").all_inner_texts()[:2]] for row in rows]


def test_the_strongest_unit_of_the_lstm_is_switched_off_and_can_be_put_back(visit: Opened, site: Site) -> None:
    page = opened(visit)
    model = load(str(site.folder / "sentiment-lstm"))
    states = [one for one in rank(model, TEXT).effects if ".hidden" in one.part]
    best = min(states, key=lambda one: one.logit_change)
    answer = intervene(model, TEXT, [f"{best.name} = 0"])
    expect(page.locator("#intervene .steps li[data-change]")).to_have_attribute("data-change", f"{best.name}=0")
    expected = [
        [label, percent(answer.before.scores[label], 1), percent(answer.after.scores[label], 1)]
        for label in answer.before.labels
    ]
    assert probabilities(page) == expected
    assert "state" in STATE_KINDS
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator("#intervene .verdict")).to_have_text(re.compile("^Nothing is changed"))
    assert (
        [row[1] for row in probabilities(page)]
        == [row[2] for row in probabilities(page)]
        == [row[1] for row in expected]
    )
    page.get_by_role("button", name="Redo").click()
    expect(page.locator("#intervene .steps li[data-change]")).to_have_attribute("data-change", f"{best.name}=0")


def test_a_part_is_changed_by_hand_linked_and_kept(visit: Opened, site: Site, tmp_path: Path) -> None:
    page = opened(visit)
    page.get_by_role("button", name="Undo all").click()
    expect(page.locator("#intervene .steps li[data-change]")).to_have_count(0)
    page.select_option("[data-field=part]", "layer1.forward.forget_gate")
    page.select_option("[data-field=where]", "from")
    page.select_option("[data-field=word]", "5")
    page.select_option("[data-field=to]", "number")
    page.fill("[data-field=number]", "one")
    page.keyboard.press("Enter")
    expect(page.locator("#intervene .add .warn")).to_contain_text("A part cannot be set to 'one'")
    page.select_option("[data-field=part]", "layer1.forward.forget_gate")
    page.select_option("[data-field=where]", "from")
    page.select_option("[data-field=word]", "5")
    page.select_option("[data-field=to]", "number")
    page.fill("[data-field=number]", "1")
    page.keyboard.press("Enter")
    notation = "layer1.forward.forget_gate=1@5-"
    expect(page.locator("#intervene .steps li[data-change]")).to_have_attribute("data-change", notation)
    answer = intervene(load(str(site.folder / "sentiment-lstm")), TEXT, [notation])
    shown = [
        [label, percent(answer.before.scores[label], 1), percent(answer.after.scores[label], 1)]
        for label in answer.before.labels
    ]
    assert probabilities(page) == shown
    page.wait_for_function("location.search.includes('forget_gate')")
    with page.expect_download() as kept:
        page.get_by_role("button", name="JSON").click()
    path = tmp_path / "kept.json"
    kept.value.save_as(path)
    record = json.loads(path.read_text("utf-8"))
    assert [one["change"] for one in record["steps"]] == ["", notation]
    assert record["intervention"]["text"] == TEXT
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("#intervene .steps li[data-change]")).to_have_attribute("data-change", notation, timeout=60_000)
    assert probabilities(page) == shown


def test_a_listed_part_is_switched_off_beside_the_first_and_another_word_is_asked_about(visit: Opened) -> None:
    page = opened(visit, "The dog will bark .", "pos")
    page.wait_for_selector("#intervene-found .ranked", timeout=60_000)
    page.locator("#intervene-found .ranked [data-action=add]").nth(3).click()
    expect(page.locator("#intervene .steps li[data-change]")).to_have_count(2)
    page.locator("[data-choose=second]").select_option("pos-textcnn")
    expect(page.locator("#intervene .second .outcome")).to_contain_text("has no such part")
    page.wait_for_function("location.search.includes('second=pos-textcnn')")
    ranked = page.locator("#intervene-found .of-model")
    expect(ranked).to_have_count(2)
    expect(ranked.nth(1).locator(".matters li").first).to_be_visible()
    settle(page)  # nothing moves any more
    one, other = (ranked.nth(at).bounding_box() for at in (0, 1))
    assert one and other
    assert (one["y"], one["width"]) == pytest.approx((other["y"], other["width"]), abs=2)
    page.set_viewport_size({"width": 390, "height": 900})
    one, other = (ranked.nth(at).bounding_box() for at in (0, 1))
    assert one and other
    assert one["y"] + one["height"] <= other["y"] + 1
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("#intervene .second [data-action=swap]").click()
    expect(page.locator("[data-choose=model]")).to_have_value("pos-textcnn")
    expect(page.locator("[data-choose=second]")).to_have_value("pos-lstm")
    expect(ranked.nth(1).locator(".matters li").first).to_be_visible()
    page.locator("#intervene .second [data-action=swap]").click()
    expect(page.locator("[data-choose=model]")).to_have_value("pos-lstm")
    page.locator(".asked-words .word").nth(1).click()
    expect(page.locator(".asked-words .word").nth(1)).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("location.search.includes('word=1')")
    expect(page.locator("#intervene-found .matters").first).to_be_visible()
    page.locator("[data-choose=second]").select_option("")
    expect(page.locator("#intervene-found .of-model")).to_have_count(0)
    page.locator("[data-choose=model]").select_option(index=2)
    expect(page.locator("#intervene .steps li[data-change]")).to_have_count(1)
    expect(page.locator("#intervene .steps li[data-change]")).to_have_attribute("data-change", re.compile("filters"))


ORDERS = """(order) => {
  const { ask, drawn } = playground, said = [], actions = playground.actions(order);
  Object.assign(playground, { ask: () => said.push("asks"), drawn: () => said.push("draws") });
  const act = () => actions.act(() => said.push("acts"));
  const moves = { ask: () => actions.ask(), asked: actions.asked, act, done: actions.done };
  for (const move of order.split(" ")) moves[move]();
  Object.assign(playground, { ask, drawn });
  return said.join(" ");
}"""


def test_what_was_drawn_without_an_action_is_asked_again(visit: Opened) -> None:
    page = opened(visit)
    for order, said in {
        "ask asked act done": "draws acts draws",
        "ask act done asked": "acts draws asks",
        "act ask done asked": "acts draws asks",
        "ask act asked done": "acts draws draws",  # what the action draws comes last
        "act act done done ask asked": "acts acts draws draws draws",  # the second when the first is answered
    }.items():
        assert page.evaluate(ORDERS, order) == said, order


def test_of_actions_at_once_none_is_lost(visit: Opened) -> None:
    page = opened(visit)
    steps = page.locator("#intervene .steps li[data-change]")
    page.wait_for_selector("#intervene-found .ranked")
    for count, at in ((2, 2), (3, 3)):
        page.locator("#intervene-found .ranked [data-action=add]").nth(at).click()
        expect(steps).to_have_count(count)
    page.evaluate("[1, 2, 3].forEach(() => document.querySelector('#intervene [data-action=undo]').click())")
    expect(steps).to_have_count(0)


def test_units_that_carry_the_difference_to_a_twin_are_found_and_patched(visit: Opened) -> None:
    page = opened(visit, "a good film")
    page.get_by_role("button", name="Compare with an edited sentence").click()
    page.fill("[data-field=twin]", "a good film")
    page.keyboard.press("Enter")
    expect(page.locator("#intervene-found .warn")).to_contain_text("answers both texts alike", timeout=60_000)
    page.fill("[data-field=twin]", "a bad film")
    page.keyboard.press("Enter")
    expect(page.locator("#intervene-found .curve")).to_be_visible(timeout=60_000)
    page.locator("#intervene-found .ranked button").first.click()
    expect(page.locator("#intervene .steps li[data-change]").last).to_have_attribute("data-change", re.compile("=from"))
    page.wait_for_function("location.search.includes('beside=a+bad+film')")
