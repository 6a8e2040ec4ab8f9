"""Explain in a real browser: a row a model and a row a method, any tag of any word, the verdict, and files to keep."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from playground.checkpoints import load
from playground.lenses.explain.explain import explain
from playground.lenses.explain.methods import METHODS, REFUSED
from playground.ui.components.svg import WIDTH
from playground.ui.explain.wording import number
from tests.browser.conftest import Opened, Site, settle

pytestmark = pytest.mark.browser

TEXT = 'The <b>good</b> film was good & "bad", not good.'
ROWS = "#explain .explanation"


def opened(visit: Opened, task: str = "sentiment", text: str = TEXT, **more: object) -> Page:
    page = visit(text=text, task=task, tab="explain", answered=False, **more)
    page.wait_for_selector(".explain:not([data-again]) .attributions", timeout=60_000)
    return page


def choose(page: Page, key: str, value: str) -> None:
    page.locator(f"#explain select[data-option='{key}']").select_option(value)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_model_has_a_row_with_the_words_that_were_given(visit: Opened, language: str) -> None:
    page = opened(visit, lang=language)
    expect(page.locator(ROWS)).to_have_count(4)
    for row in page.locator(f"{ROWS} .attributions").all():
        assert row.inner_text().strip() == TEXT
    assert page.locator("#explain b b, .attributions b").count() == 0


def test_the_numbers_are_those_of_the_lens(visit: Opened, site: Site) -> None:
    page = opened(visit, models="sentiment-lstm")
    choose(page, "method", "feature_ablation")
    expect(page.locator(f"{ROWS} .facts")).to_contain_text("no completeness property")
    expected = explain(load(str(site.folder / "sentiment-lstm")), TEXT, "feature_ablation")
    found = page.locator(".score-bars small").all_text_contents()
    assert found == [number(score) for score in expected.scores]


def test_every_method_has_a_row_and_the_refused_ones_say_why(visit: Opened) -> None:
    page = opened(visit, models="sentiment-lstm")
    choose(page, "by", "methods")
    expect(page.locator(ROWS)).to_have_count(len(METHODS) - 1, timeout=60_000)
    expect(page.locator(f"{ROWS} .attributions")).to_have_count(len(METHODS) - 1)
    expect(page.locator(".refusals dt")).to_have_count(len(REFUSED) + 1)
    assert page.locator(".refusals dl").is_hidden()
    page.locator(".refusals summary").click()
    expect(page.locator(".refusals dl")).to_contain_text("DeepLift has a rule for each kind of unit")


def test_a_click_on_a_word_explains_its_tag_in_every_model(visit: Opened) -> None:
    page = opened(visit, "pos")
    page.locator(f"{ROWS} [data-word='4']").nth(1).click()
    expect(page.locator(f"{ROWS} [data-word='4'][aria-pressed='true']")).to_have_count(4)
    for row in page.locator(ROWS).all():
        tag = row.locator("[data-word='4'] small").inner_text()
        assert f"· predicts {tag} (" in row.locator(".why").inner_text()
    choose(page, "target", "VERB")
    expect(page.locator(f"{ROWS} .why").filter(has_text="tag of “film”: for and against VERB")).to_have_count(4)


AT_ONCE = """(choices) => choices.forEach(([key, value]) => {
  const chosen = document.querySelector(`#explain select[data-option='${key}']`);
  chosen.value = value;
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
})"""


def test_of_choices_at_once_none_is_lost(visit: Opened) -> None:
    page = opened(visit, models="sentiment-lstm")
    for choices in ([("target", "negative"), ("baseline", "zero")], [("target", "positive"), ("method", "saliency")]):
        page.evaluate(AT_ONCE, choices)
        settle(page)
        for key, value in choices:
            expect(page.locator(f"#explain select[data-option='{key}']")).to_have_value(value)


def test_a_tab_that_was_left_while_a_model_came_asks_nothing_in_the_next_one(visit: Opened) -> None:
    page = visit(text=TEXT)
    page.locator(".answers").evaluate("answers => (answers.dataset.again = '1')")
    page.locator("#tab-explain-button").click()
    page.wait_for_selector(".explain:not([data-again]) .attributions")
    settle(page)  # it does not ask on and on
    page.locator("#tab-compare-button").click()
    page.wait_for_selector(".answers:not([data-again])")


def test_a_row_is_put_to_the_test_on_demand(visit: Opened) -> None:
    page = opened(visit)
    page.locator(".test").nth(2).click()
    table = page.locator(f"{ROWS}[data-row='2'] .faithfulness tbody tr")
    expect(table).to_have_count(5, timeout=60_000)
    for row in table.all():
        assert re.search(r"better than \d+ of 20 random ones|no better than chance \(\d+ of 20\)", row.inner_text())
    expect(page.locator(".faithfulness")).to_have_count(1)
    expect(page.locator(".faithfulness .curve polyline")).to_have_count(2)
    expect(page.locator(".faithfulness .curve polygon")).to_have_count(2)


def test_a_method_s_settings_are_set_on_the_page(visit: Opened, site: Site) -> None:
    page = opened(visit, models="sentiment-lstm")
    page.locator(".settings summary").click()
    box = page.locator("[data-option='integrated_gradients.steps']")
    expect(page.locator(".settings")).to_contain_text("From 5 to 800; default 50.")
    before = page.locator(f"{ROWS} .facts").inner_text()
    box.fill("9000")
    box.press("Enter")
    expect(page.locator(".settings .limits")).to_have_text(
        "Not possible: 9000. Allowed is a whole number from 5 to 800; nothing was changed."
    )
    expect(page.locator(f"{ROWS} .facts")).to_have_text(before)
    box.fill("7")
    box.press("Enter")
    steps = explain(load(str(site.folder / "sentiment-lstm")), TEXT, steps=7).parameters["steps"]
    expect(page.locator(f"{ROWS} .facts")).to_contain_text(f"{steps} steps")
    expect(box).to_be_visible()
    expect(box).to_have_value("7")
    choose(page, "method", "saliency")
    page.locator("[data-option='saliency.magnitude']").wait_for(state="attached")
    settle(page)  # the settings are drawn anew with the scores
    page.locator(".settings summary").click()
    page.locator("[data-option='saliency.magnitude']").check()
    expect(page.locator(f"{ROWS} .attributions .against")).to_have_count(0)


def test_a_slow_method_is_stopped_and_what_was_there_stays(visit: Opened, site: Site) -> None:
    page = opened(visit, text="the good film is not bad , " * 5)
    choose(page, "method", "kernel_shap")
    expect(page.locator(f"{ROWS} .facts").first).to_contain_text("sampled: scores vary", timeout=60_000)
    before = page.locator(f"{ROWS} .facts").all_inner_texts()
    page.locator(".settings summary").click()
    with site.held("explain"):
        page.locator("[data-option='kernel_shap.samples']").fill("1000")
        page.locator("[data-option='kernel_shap.samples']").press("Enter")
        expect(page.locator("#explain-progress progress")).to_be_visible()
        page.locator("#explain-stop").click()
        expect(page.locator("#explain-progress")).to_contain_text("Stopped.")
    expect(page.locator("#explain-stop")).not_to_be_visible()
    settle(page)
    assert page.locator(f"{ROWS} .facts").all_inner_texts() == before
    choose(page, "method", "saliency")
    expect(page.locator(f"{ROWS} .facts").filter(has_text="no completeness property")).to_have_count(4)
    expect(page.locator("#explain-progress")).not_to_be_visible()


def test_what_is_seen_can_be_kept(visit: Opened, tmp_path: Path) -> None:
    page = opened(visit, models="sentiment-rnn,sentiment-transformer")
    for kind in ("svg", "png", "csv", "json"):
        with page.expect_download() as download:
            page.locator(f"[data-download='{kind}']").click()
        assert download.value.suggested_filename == f"explain-sentiment.{kind}"
        download.value.save_as(tmp_path / kind)
    record = json.loads((tmp_path / "json").read_text("utf-8"))
    assert [one["model"] for one in record["explanations"]] == ["sentiment-rnn", "sentiment-transformer"]
    assert (tmp_path / "svg").read_text("utf-8").startswith("<svg ")
    picture = (tmp_path / "png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 2 * WIDTH


def test_nothing_to_explain_is_an_invitation(visit: Opened) -> None:
    page = visit(text="", tab="explain", answered=False)
    expect(page.locator("#explain .state h3")).to_have_text("Nothing to read yet")


def test_a_link_opens_the_tab_on_a_narrow_page_too(visit: Opened) -> None:
    page = opened(visit, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
