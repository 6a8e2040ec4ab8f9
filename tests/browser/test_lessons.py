"""Lessons in a real browser: one taken from its first step on, the places of all, addresses, the keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from playground.ui.lessons.lessons import LESSONS
from tests.browser.conftest import Opened, settle

pytestmark = pytest.mark.browser

TEXT = "the good film , not bad"
TRAINING = 240  # seconds that it may take on a busy machine
PANEL = "#lesson .lesson-panel"
CLEAR = """() => {
  const place = document.querySelector(".toured"), panel = document.querySelector("#lesson .lesson-panel");
  if (!place || !panel) return false;
  const at = place.getBoundingClientRect(), beside = panel.getBoundingClientRect();
  return at.left < beside.left || at.top < beside.top;
}"""

PRESSED = """async (at) => {  // three times, each while the server is asked about the step before
  for (let n = 0; n < 3; n++) {
    document.querySelector(at).click();
    await new Promise((go) => setTimeout(go, 40));
  }
}"""
PRESSED_ON_THE_WAY = """async (at) => {  // once more, while the place of the step before is being opened
  document.querySelector(at).click();
  for (let n = 0; n < 3000 && !playground.restoring; n++) await new Promise((go) => setTimeout(go, 10));
  document.querySelector(at).click();
}"""


def step(page: Page) -> str:
    return page.locator(f"{PANEL} header small").inner_text()


def answer(page: Page, name: str) -> None:
    page.locator(f"{PANEL} fieldset label", has_text=name).click()
    page.locator(f"{PANEL} [type=submit]").click()


def test_a_lesson_asks_and_checks_and_leads(visit: Opened) -> None:
    page = visit()
    page.emulate_media(reduced_motion="reduce")
    page.locator(".foot [data-open=lessons]").click()
    page.locator("[data-lesson=order]").click()
    expect(page.locator("#text textarea")).to_have_value(LESSONS["order"].default_text("en"))
    page.wait_for_function("playground.tab === 'compare'")
    page.wait_for_function(CLEAR)
    settle(page)  # who writes while the lesson's own text is on its way loses what they wrote
    page.fill("#text textarea", TEXT)
    settle(page)
    page.locator(f"{PANEL} [data-lesson-do=next]").click()
    expect(page.locator("#lesson-title")).to_be_focused()
    expect(page.locator(f"{PANEL} legend")).to_contain_text("“good” and “bad”")
    expect(page.locator(f"{PANEL} .lesson-verdict")).to_have_count(0)
    settle(page)
    answer(page, "it rises")
    expect(page.locator(".lesson-verdict.wrong")).to_be_focused()
    expect(page.locator("#text textarea")).to_have_value("the bad film , not good")  # where it can be read
    expect(page.locator("#text")).to_have_class(re.compile("toured"))
    settle(page)
    answer(page, "it stays")
    expect(page.locator(".lesson-verdict.right")).to_contain_text("Right.")
    page.fill("#text textarea", "zig zag")  # what was answered was about another text
    expect(page.locator(f"{PANEL} legend")).to_contain_text("“zig” and “zag”")
    expect(page.locator(f"{PANEL} .lesson-verdict")).to_have_count(0)
    page.locator("[data-do=language]").click()
    expect(page.locator(f"{PANEL} legend")).to_contain_text("对调“zig”和“zag”")
    expect(page.locator(f"{PANEL} header small")).to_contain_text("第 2 步")
    page.locator(f"{PANEL} [data-lesson-do=end]").click()
    expect(page.locator(PANEL)).to_have_count(0)
    page.wait_for_function("!location.search.includes('lesson')")


def test_an_address_holds_lesson_and_step_and_back_goes_back(visit: Opened) -> None:
    page = visit(lesson="order", step="3")  # nothing else: the lesson's own text and place
    expect(page.locator("#text textarea")).to_have_value(LESSONS["order"].default_text("en"))
    expect(page.locator(f"{PANEL} header small")).to_contain_text("3")
    settle(page)  # it is at its place
    page.wait_for_function("location.search.includes('lesson=order&step=3')")
    page.locator(f"{PANEL} [data-lesson-do=next]").click()
    page.wait_for_function("location.search.includes('step=4')")
    settle(page)
    page.locator(f"{PANEL} input").fill("many")
    page.keyboard.press("Enter")
    expect(page.locator(".lesson-verdict.odd")).to_contain_text("“many” is not a number")
    page.go_back()
    expect(page.locator(f"{PANEL} header small")).to_contain_text("3")
    page.fill("#text textarea", "good")
    expect(page.locator(".lesson-none")).to_contain_text("no two different words")
    page.locator("[data-lesson-do=default]").click()
    expect(page.locator("#text textarea")).to_have_value(LESSONS["order"].default_text("en"))
    expect(page.locator(f"{PANEL} fieldset label")).to_have_count(4)


def test_a_guess_is_judged_once_the_network_has_learnt(visit: Opened) -> None:
    page = visit(lesson="rows", step="2")
    guess, stop = page.locator(f"{PANEL} input"), page.locator("[data-lesson-do=stop]")
    page.wait_for_function("playground.tab === 'finetune'")  # the place to which the step leads
    expect(page.locator(f"{PANEL}[data-step='2']:not([data-again])")).to_have_count(1)
    settle(page)
    guess.fill("70")
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} progress")).to_have_count(1)
    stop.focus()
    expect(stop).to_be_focused()
    expect(guess).to_have_value("70")
    stop.press("Enter")  # the panel may be drawn anew between a look and a key
    expect(page.locator(f"{PANEL} progress")).to_have_count(0)
    expect(guess).to_be_focused()
    guess.fill("-40")
    page.keyboard.press("Enter")
    expect(page.locator(".lesson-verdict.wrong")).to_be_focused(timeout=1000 * TRAINING)
    row = page.locator(".lesson-results .has-answer")  # where the number stands: in the panel, and nowhere else
    expect(row).to_be_visible()
    page.locator(".lesson-results summary").click()
    expect(row).to_be_hidden()
    page.locator("[data-lesson-do=place]").click()
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()
    page.locator("[data-lesson-do=tell]").click()
    expect(page.locator(".lesson-verdict.told tbody tr")).to_have_count(1)
    page.locator("[data-lesson-do=next]").click()
    expect(page.locator(f"{PANEL}[data-step='3']")).to_have_count(1)
    page.locator("[data-lesson-do=stop]").or_(page.locator(f"{PANEL} form")).first.wait_for()


def test_steps_that_are_pressed_before_an_answer_is_there_all_count(visit: Opened) -> None:
    page = visit(lesson="gate", step="1")
    expect(page.locator(f"{PANEL}[data-step='1']:not([data-again])")).to_have_count(1)
    settle(page)
    page.evaluate(PRESSED, f"{PANEL} [data-lesson-do=next]")
    expect(page.locator(f"{PANEL}[data-step='4']")).to_have_count(1)
    settle(page)
    expect(page.locator(f"{PANEL}[data-step='4']")).to_have_count(1)
    page.wait_for_function("playground.query().step === '4'")


def test_who_goes_on_while_a_place_is_opened_is_not_taken_back(visit: Opened) -> None:
    page = visit(lesson="gate", step="3")
    expect(page.locator(f"{PANEL}[data-step='3']:not([data-again])")).to_have_count(1)
    settle(page)
    page.evaluate(PRESSED_ON_THE_WAY, f"{PANEL} [data-lesson-do=next]")
    expect(page.locator(f"{PANEL}[data-step='5']")).to_have_count(1)
    settle(page)
    expect(page.locator(f"{PANEL}[data-step='5']")).to_have_count(1)
    page.wait_for_function("playground.query().step === '5'")


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh", 390)])
def test_every_place_that_a_step_points_at_exists(visit: Opened, language: str, width: int) -> None:
    page = visit(lang=language, width=width)
    page.emulate_media(reduced_motion="reduce")
    for key, lesson in LESSONS.items():
        page.evaluate("() => document.querySelector('#tab-lessons-button')?.click() ?? playground.open('lessons')")
        page.locator(f"[data-lesson={key}]").click()
        for number in range(1, len(lesson.steps) + 1):
            expect(page.locator(f"{PANEL}[data-step='{number}']:not([data-again])")).to_have_count(1)
            settle(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            if page.locator(f"{PANEL}[data-place]").count():
                page.wait_for_function(CLEAR)
                place = page.evaluate("JSON.parse(document.querySelector('#lesson .lesson-panel').dataset.place).at")
                page.wait_for_function(
                    "at => document.querySelector('.toured')?.matches(at)", arg=place
                )  # the place before may stand a moment
                page.wait_for_function(CLEAR)
            if number < len(lesson.steps):
                page.locator(f"{PANEL} [data-lesson-do=next]").click()
        page.locator(f"{PANEL} [data-lesson-do=end]").click()
        expect(page.locator(PANEL)).to_have_count(0)


SMALL = """() => [...document.querySelectorAll("#lesson *, #tabs *, #sentence *")].filter((one) =>
  [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
  && one.getClientRects().length && !one.closest(".unseen, [aria-hidden=true]")
  && parseFloat(getComputedStyle(one).fontSize) < 24).map((one) => one.outerHTML.slice(0, 120))"""


def test_on_a_projector_and_on_paper(visit: Opened) -> None:
    page = visit(lesson="order", step="2", present="1", width=1920)
    page.wait_for_function(CLEAR)
    settle(page)
    assert page.evaluate(SMALL) == []
    for hidden in ("#header", "#choosers", "#tabs .tab-wrapper", ".growth"):
        assert page.locator(hidden).first.is_hidden(), hidden
    expect(page.locator("#compare .columns")).to_be_visible()
    options = {"runOnly": {"type": "rule", "values": ["color-contrast-enhanced"]}}
    assert [one["nodes"][0]["html"] for one in Axe().run(page, options=options).response["violations"]] == []
    page.locator("#lesson-title").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(f"{PANEL}[data-step='3']")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(f"{PANEL}[data-step='2']")).to_have_count(1)
    page.wait_for_function("location.search.includes('present=1')")
    page.keyboard.press("Escape")
    page.wait_for_function("!location.search.includes('present')")
    expect(page.locator("#choosers")).to_be_visible()
    page.evaluate("window.print = () => (window.onPaper = document.documentElement.className)")
    page.locator("[data-lesson-do=print]").click()
    page.wait_for_function("window.onPaper?.includes('printing-lesson')")
    sheets = page.locator(".lesson-sheet")
    expect(sheets).to_have_count(2)
    assert sheets.first.locator("li b").count() == sheets.last.locator("li b").count()
    assert sheets.first.locator("strong, table").count() == 0, "the sheet with the questions has no answers"
    assert len(sheets.last.locator("code").first.inner_text()) == 64
    assert page.locator("#tabs").is_hidden()
