"""The view of a unit in a real browser: its sentences, the way to it and on from it, its link, files, the search."""

import csv
import json
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, expect

from playground.checkpoints import load
from playground.lenses.units.unit import unit
from playground.ui.language.numbers import number
from tests.browser.conftest import Opened, Site, settle

pytestmark = pytest.mark.browser

TEXT = "The <b>good</b> dog is not bad."
PART = "layer1.forward.hidden[3]"


def opened(visit: Opened, **more: object) -> Page:
    page = visit(text=TEXT, tab="intervene", view="units", answered=False, **more)
    page.wait_for_selector(".units .unit-page", timeout=60_000)
    settle(page)
    return page


def asked(page: Page) -> dict[str, str]:
    query = page.evaluate("location.search.slice(1)")  # `page.url` hears of it a moment later
    return {name: values[0] for name, values in parse_qs(query).items()}


def test_a_unit_is_shown_in_its_sentences_kept_as_files_and_found_again_by_its_address(
    visit: Opened, site: Site, tmp_path: Path
) -> None:
    page = opened(visit, model="sentiment-lstm", listen=PART)
    expected = unit(load(str(site.folder / "sentiment-lstm")), PART)
    rows = page.locator(".unit-places").first.locator("li")
    expect(rows).to_have_count(len(expected.highest))
    assert rows.locator(".unit-value").all_text_contents() == [number(one.value, 2) for one in expected.highest]
    words = rows.first.locator(".valued")
    assert words.all_text_contents() == list(expected.highest[0].words)
    words.nth(expected.highest[0].word).hover()
    expect(page.locator("#tip")).to_have_text(
        f"{expected.highest[0].phrase[0]}: {number(expected.highest[0].value, 2)}"
    )
    assert page.locator(".unit-page b b").count() == 0, "what was written is not run"
    for kind in ("csv", "json", "svg"):
        with page.expect_download() as download:
            page.locator(f".unit-page [data-download={kind}]").click()
        download.value.save_as(tmp_path / f"unit.{kind}")
    table = list(csv.DictReader((tmp_path / "unit.csv").open(encoding="utf-8-sig")))
    assert len(table) == sum(len(one.words) for one in (*expected.highest, *expected.lowest))
    assert json.loads((tmp_path / "unit.json").read_text("utf-8"))["unit"]["part"] == PART
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".unit-page")).to_have_attribute("data-part", "layer1.forward.hidden[4]")
    page.wait_for_function("new URLSearchParams(location.search).get('listen').includes('[4]')")
    page.reload()
    expect(page.locator(".unit-page")).to_have_attribute("data-part", "layer1.forward.hidden[4]")


def test_marked_words_are_looked_for_and_their_link_brings_them_back(visit: Opened) -> None:
    page = opened(visit, model="sentiment-rnn", threshold="0.3")
    marks = page.locator(".marks [data-mark]")
    word = marks.all_text_contents().index("not")
    marks.nth(word).click()
    expect(page.locator(".found tbody tr").first).to_be_visible()
    expect(marks.nth(word)).to_have_attribute("aria-pressed", "true")
    page.wait_for_function(f"location.search.includes('marked={word}')")
    part = page.locator(".found [data-part]").first.get_attribute("data-part")
    page.locator(".found [data-part]").first.click()
    expect(page.locator(".unit-page")).to_have_attribute("data-part", str(part))
    page.wait_for_function("part => new URLSearchParams(location.search).get('listen') === part", arg=part)
    page.goto(page.evaluate("location.href"))
    expect(page.locator(".unit-page")).to_have_attribute("data-part", str(part))
    expect(page.locator(".marks [aria-pressed='true']")).to_have_text("not")


def test_the_way_from_gates_to_a_unit_to_switching_it_off_and_back(visit: Opened) -> None:
    page = visit(text=TEXT, tab="inside", view="gates", model="sentiment-lstm", word="2", unit="5", answered=False)
    page.locator(".listen").click()
    expect(page.locator(".unit-page")).to_have_attribute("data-part", "layer1.forward.forget_gate[5]")
    assert asked(page)["tab"] == "intervene"
    page.locator(".unit-page [data-off]").click()
    expect(page.locator("#intervene .outcome")).to_be_visible()
    page.wait_for_function("location.search.includes('edits=')")
    assert json.loads(asked(page)["edits"]) == ["layer1.forward.forget_gate[5]=0"]
    expect(page.locator(".units")).to_have_count(0)
    page.go_back()
    expect(page.locator(".unit-page")).to_have_attribute("data-part", "layer1.forward.forget_gate[5]")
    page.go_back()
    largest = page.locator("#inside .unit-way").first
    expect(largest).to_be_visible()
    settle(page)  # what is seen is restored, and drawn anew
    unit_number = int(largest.inner_text()) - 1
    largest.click()  # one click on a unit that is named
    expect(page.locator(".unit-page")).to_have_attribute("data-part", f"layer1.forward.forget_gate[{unit_number}]")
    page.go_back()
    bars = page.locator("#inside svg.leads")
    expect(bars).to_be_visible()
    settle(page)
    box = bars.bounding_box()
    assert box is not None
    bars.click(position={"x": box["width"] - 1, "y": box["height"] / 2})  # or on the last one that is drawn
    expect(page.locator(".unit-page")).to_have_attribute("data-part", re.compile(r"forget_gate\[\d+\]"))


def test_sentences_of_ones_own_take_the_place_of_those_of_the_page(visit: Opened) -> None:
    page = opened(visit, model="sentiment-textcnn", width=390)
    page.locator(".units select[data-option='whose']").select_option("many")
    expect(page.locator("#units-note")).to_contain_text("There are no texts in Compare")
    expect(page.locator(".units select[data-option='whose']")).to_have_value("")
    page.evaluate("playground.open('compare')")
    page.locator("#many > button").click()
    page.locator("#many-texts textarea").fill("a good film\tpositive\nthe <i>bad</i> dog\tnegative\nnot bad\tpositive")
    page.evaluate("playground.open('intervene')")
    page.wait_for_selector(".units .unit-page")
    page.locator(".units select[data-option='whose']").select_option("many")
    expect(page.locator(".unit-page > .note").first).to_contain_text("3 sentences (Many texts)")
    assert page.locator(".units i:not(.unit-bins i):not(.goes-with i)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
