"""The tour of one minute in a real browser: offered once, six stations, left at any time, in nobody's way."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened, Site

pytestmark = pytest.mark.browser

TABS = ["compare", "inside", "explain", "edit", "finetune", "models"]
BOXES = """() => [".toured", "#tour"].map((name) => {
  const { left, right, top, bottom } = document.querySelector(name).getBoundingClientRect();
  return { left, right, top, bottom };
})"""
CLEAR = f"""() => {{
  if (!document.querySelector(".toured") || !document.querySelector("#tour")) return false;
  const [place, tour] = ({BOXES})(), shown = Math.min(place.bottom, place.top + 40);
  const apart = tour.top >= shown || tour.left >= place.right || tour.right <= place.left;
  return apart && place.top >= 0 && place.top < innerHeight && tour.bottom <= innerHeight && tour.left >= 0;
}}"""


def at_station(page: Page, number: int) -> None:
    """Wait until a station is open, and what it points at is seen beside the tour."""
    expect(page.locator("#tour small")).to_contain_text(str(number + 1))
    page.wait_for_function(f"playground.tab === '{TABS[number]}'")
    page.wait_for_function(CLEAR)


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh", 390)])
def test_six_stations_on_the_persons_own_sentence(visit: Opened, language: str, width: int) -> None:
    page = visit(locale={"en": "en-US", "zh": "zh-CN"}[language], width=width)
    page.emulate_media(reduced_motion="reduce")
    page.fill("#text textarea", "the <b>dog</b> was good")
    page.locator("[data-tour=begin]").click()
    expect(page.locator(".tour-offer")).to_have_count(0)
    for number in range(len(TABS)):
        at_station(page, number)
        text = page.locator("#tour p").inner_text()
        assert ("the <b>dog</b> was good" in text) == (number == 0)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if number < len(TABS) - 1:
            expect(page.locator("#tour [data-tour=next]")).to_be_focused()
            page.keyboard.press("Enter")
    page.locator("#tour [data-tour=back]").click()
    at_station(page, len(TABS) - 2)
    page.keyboard.press("Escape")
    expect(page.locator("#tour, .toured")).to_have_count(0)
    assert page.evaluate("playground.tab") == "finetune"


def test_it_is_offered_once_and_can_be_asked_for(visit: Opened, site: Site) -> None:
    page = visit()
    expect(page.locator(".tour-offer")).to_contain_text("A tour of one minute")
    page.locator("[data-do=language]").click()
    expect(page.locator(".tour-offer")).to_contain_text("一分钟")
    page.locator("[data-tour=refuse]").click()
    expect(page.locator(".tour-offer")).to_have_count(0)
    page.goto(site.address)  # nothing that the address asks for, and still no second offer
    page.wait_for_selector("html[data-settled]")
    page.wait_for_selector(".answers:not([data-again])")
    assert page.locator(".tour-offer").count() == 0
    page.locator(".foot [data-do=tour]").click()
    at_station(page, 0)
    page.locator("[data-tour=end]").click()
    expect(page.locator("#tour")).to_have_count(0)
    expect(page.locator(".foot [data-do=tour]")).to_be_focused()


def test_a_link_that_opens_a_view_is_left_alone(visit: Opened) -> None:
    page = visit(text="the film", tab="compare")
    assert page.locator(".tour-offer, #tour").count() == 0
    expect(page.locator(".foot [data-do=tour]")).to_be_visible()


def test_where_the_browser_keeps_nothing_it_is_offered_once_a_visit(visit: Opened, site: Site) -> None:
    page = visit()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{ get() { throw new DOMException('denied', 'SecurityError'); } })"
    )
    page.goto(site.address)
    page.wait_for_selector("html[data-settled]")
    expect(page.locator(".tour-offer")).to_have_count(1)
    page.locator("[data-tour=refuse]").click()
    page.locator("[data-do=language]").click()
    page.wait_for_selector("html[lang^=zh]")
    assert page.locator(".tour-offer").count() == 0
