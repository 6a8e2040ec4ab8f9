"""The address follows what is seen: Reload, Back, a copied link and another browser show the same picture."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SECONDS, Opened, settle

pytestmark = pytest.mark.browser

BOX = "#text textarea"
TEXT = "The good film was not bad & not good"


SEEN = """root => {
  const all = document.querySelector(root), find = (query) => [...all.querySelectorAll(query)];
  for (const one of find(".note.other")) one.remove(); // speaks of the change that was just made, not of what is seen
  const text = all.innerText.replace(/[\\d.,]+\\s?(ms|毫秒)/g, "").replace(/\\s+/g, " ");
  const drawn = find("canvas").map((one) => one.toDataURL());
  const picked = find("[aria-pressed=true], [aria-checked=true], [aria-selected=true]").map((one) => one.textContent);
  const set = find("select, input").map((one) => (one.type === "radio" ? one.checked : one.value));
  return JSON.stringify([text, drawn, picked, set]);
}"""


def wait_for(page: Page, **parts: str) -> None:
    """Wait until the address has these parts."""
    page.wait_for_function(
        "parts => { const asked = new URLSearchParams(location.search);"
        "return Object.entries(parts).every(([name, value]) => asked.get(name) === value); }",
        arg=parts,
        timeout=1000 * SECONDS,
    )


def seen(page: Page, root: str) -> str:
    """All that stands in a tab but for times, with what its figures show and what is chosen."""
    settle(page)
    return str(page.evaluate(SEEN, root))


def is_found_again(visit: Opened, page: Page, root: str, ready: str) -> None:
    """Reload, and the address in another browser, show what is seen now."""
    settle(page)
    before, address = seen(page, root), page.url
    page.reload()
    page.wait_for_selector(ready)
    page.wait_for_selector("html[data-settled]")
    assert seen(page, root) == before
    assert query_of(page.url) == query_of(address)
    other = visit(locale="fr", answered=False)
    other.goto(address)
    other.wait_for_selector(ready)
    other.wait_for_selector("html[data-settled]")
    assert seen(other, root) == before


def query_of(address: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()}


def test_text_task_models_language_and_theme_are_in_the_address(visit: Opened) -> None:
    page = visit()
    wait_for(page, tab="compare", task="sentiment", lang="en")
    page.fill(BOX, TEXT)
    wait_for(page, text=TEXT)
    page.get_by_text("Part of speech", exact=True).click()
    wait_for(page, task="pos", models="pos-rnn,pos-lstm,pos-textcnn,pos-transformer")
    page.locator("#models label", has_text="TextCNN").first.click()
    wait_for(page, models="pos-rnn,pos-lstm,pos-transformer")
    page.locator("[data-do=theme]").click()
    wait_for(page, theme="dark")
    page.locator("[data-do=language]").click()
    wait_for(page, lang="zh")
    page.wait_for_selector("table.tags")
    is_found_again(visit, page, "#compare", "table.tags tbody tr")
    assert page.evaluate("document.body.classList.contains('dark')")
    assert page.input_value(BOX) == TEXT


def gates(page: Page) -> None:
    page.locator("#inside .axis-word").nth(3).click()
    page.locator("#inside .all-units > summary").click()
    page.locator("#inside .map").nth(1).focus()
    page.keyboard.press("ArrowDown")
    page.locator("#inside select[data-order]").select_option("activity")
    page.locator("#inside select[data-option='place']").select_option("2 backward")
    page.locator("#inside .axis-word").nth(5).click()
    wait_for(page, view="gates", model="sentiment-lstm", layer="2 backward", word="5", order="activity", units="all")
    expect(page.locator("#inside .sums:not(.stale) h4")).to_contain_text("word 6")


def attention(page: Page) -> None:
    page.locator("#inside select[data-option='model'][data-side='0']").select_option("sentiment-transformer")
    page.wait_for_selector("#inside .overview")
    page.locator("#inside .overview button").nth(4).click()
    page.locator("#inside .left-word").nth(2).click()
    page.locator("#text textarea").focus()
    wait_for(page, view="attention", model="sentiment-transformer", layer="2", head="1", word="2")


def filters(page: Page) -> None:
    page.locator("#inside select[data-option='model'][data-side='0']").select_option("sentiment-textcnn")
    page.wait_for_selector("#inside .filter-votes")
    page.locator("#inside select[data-option='label']").select_option("negative")
    expect(page.locator("#inside .sum")).to_contain_text("negative")
    expect(page.locator("#inside .note.other")).to_have_count(0)  # drawn anew: no row moves below the mouse any more
    page.locator("#inside [role=option]").nth(1).click()
    wait_for(page, view="filters", target="negative")
    page.wait_for_function("/^filters\\d\\[\\d+\\]$/.test(new URLSearchParams(location.search).get('filter'))")


def layers(page: Page) -> None:
    choose_view(page, "layers")
    page.wait_for_selector("svg.diagram:visible")
    page.locator("svg.diagram:visible [data-open='head']").click()
    page.locator("select[data-option='word']").select_option("2")
    page.locator("select[data-option='mode']").select_option("training")
    page.wait_for_selector("#inside .settings dt")
    wait_for(page, view="layers", word="2", settings="mode:training,open:head")


def beside(page: Page) -> None:
    page.locator("#inside select[data-option='model'][data-side='1']").select_option("sentiment-rnn")
    expect(page.locator("#inside article")).to_have_count(2)
    choose_view(page, "states")
    page.wait_for_selector("#inside article[data-side='1'] .axis-word")
    page.locator("#inside article[data-side='1'] .axis-word").nth(4).click()
    wait_for(page, view="states", beside="sentiment-rnn", word="4", beside_word="4")


def memory(page: Page) -> None:
    choose_view(page, "memory")
    page.wait_for_selector("#inside .memory-charts")
    wait_for(page, view="memory")


def choose_view(page: Page, view: str) -> None:
    page.locator(f"#inside .views label:has(input[value='{view}'])").click()
    page.wait_for_selector(f"#inside .inside:not([data-again]) input[value='{view}'][checked]", state="attached")


@pytest.mark.parametrize("look", [gates, attention, filters, layers, beside, memory])
def test_look_inside_is_found_again(visit: Opened, look: Callable[[Page], None]) -> None:
    page = visit(text=TEXT, tab="inside", answered=False)
    page.wait_for_selector("#inside .drawing svg.lines")
    look(page)
    is_found_again(visit, page, "#inside", "#inside .inside:not([data-again]) article, #inside .memory-charts")


def test_explain_is_found_again(visit: Opened) -> None:
    page = visit(text=TEXT, task="pos", tab="explain", answered=False)
    page.wait_for_selector(".explain:not([data-again]) .attributions")
    page.locator("#explain [data-word='2']").first.click()
    page.locator("#explain select[data-option='target']").select_option("VERB")
    page.locator("#explain select[data-option='baseline']").select_option("zero")
    page.locator("#explain select[data-option='method']").select_option("lime")
    wait_for(page, method="lime")
    page.wait_for_selector(".explain:not([data-again]) .attributions")
    settle(page)  # what is drawn anew folds the settings
    page.locator("#explain .settings:has([data-option='lime.samples'])").evaluate(
        "it => (it.closest('details').open = true)"
    )
    page.locator("[data-option='lime.samples']").fill("200")
    page.locator("[data-option='lime.samples']").press("Enter")
    wait_for(page, by="models", method="lime", baseline="zero", target="VERB", word="2", settings="lime.samples:200")
    is_found_again(visit, page, "#explain", ".explain:not([data-again]) .attributions")


def test_a_row_a_method_is_found_again(visit: Opened) -> None:
    page = visit(text=TEXT, tab="explain", answered=False)
    page.wait_for_selector(".explain:not([data-again]) .attributions")
    page.locator("#explain select[data-option='by']").select_option("methods")
    wait_for(page, by="methods")
    page.locator("#explain select[data-option='model']").select_option("sentiment-textcnn")
    wait_for(page, model="sentiment-textcnn")
    is_found_again(visit, page, "#explain", ".explain:not([data-again]) .attributions")


def test_edits_are_found_again(visit: Opened) -> None:
    page = visit(text=TEXT, tab="edit", answered=False)
    page.wait_for_selector(".edit:not([data-again]) .draft")
    words = page.locator(".draft .word")
    for at, value in ((1, 'worst "=" 😀'), (2, "munch")):
        words.nth(at).click()
        expect(words.nth(at)).to_have_attribute("aria-pressed", "true")
        page.fill(".typed input", value)
        page.keyboard.press("Enter")
        expect(page.locator(".draft")).to_contain_text(value)
    page.get_by_role("button", name="Swap →").click()
    expect(page.locator(".steps ol button")).to_have_count(4)  # until then the button means the place before
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".steps ol button")).to_have_count(5)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_function("/undo/.test(new URLSearchParams(location.search).get('edits'))")
    expect(page.locator(".suggestions .pulse")).to_have_count(0)
    is_found_again(visit, page, "#edit", ".edit:not([data-again]) .draft")


def test_models_is_found_again(visit: Opened) -> None:
    opened = "#catalogue tr:has([data-compare='sentiment-lstm']) [data-card][aria-expanded='true']"
    page = visit(tab="models", answered=False)
    page.wait_for_selector(".catalogue:not([data-again])")
    page.locator("#catalogue [data-card='sentiment-lstm']").click()
    page.wait_for_selector(opened)
    wait_for(page, tab="models", card="sentiment-lstm")
    is_found_again(visit, page, "#catalogue .model-card", opened)  # what stands around it are measured times


def test_sentiments_are_found_again_to_the_number(visit: Opened) -> None:
    page = visit(text=TEXT, models="sentiment-rnn,sentiment-transformer")
    is_found_again(visit, page, "#compare", ".answers:not([data-again]) .growth")


def test_fine_tune_is_found_again(visit: Opened) -> None:
    page = visit(tab="finetune", lang="zh", answered=False)
    page.wait_for_selector(".ft-offer")
    is_found_again(visit, page, "#finetune", ".ft-offer")


def test_an_address_says_what_of_it_nobody_has_here(visit: Opened) -> None:
    page = visit(text=TEXT, models="sentiment-rnn,session:gone,pos-rnn", answered=False)
    notice = page.locator("#notice")
    expect(notice).to_contain_text("trained in another session")
    expect(notice).to_contain_text("not among the models for this task: pos-rnn")
    expect(page.locator("#models input:checked")).to_have_count(1)
    page.locator(BOX).click()
    expect(notice).to_be_empty()


def test_a_program_is_told_to_ask_for_the_label_that_is_shown(visit: Opened) -> None:
    page = visit(text=TEXT, models="sentiment-lstm", tab="explain", answered=False)
    page.wait_for_selector(".explain:not([data-again]) .attributions", state="attached")
    page.locator("[data-do=program]").click()
    expect(page.locator(".program pre").first).to_contain_text('"target": "positive"')
    page.locator("#explain select[data-option='target']").select_option("negative")
    expect(page.locator(".program pre", has_text="python -m playground explain")).to_contain_text("--target negative")


def test_a_tab_is_a_step_of_back_and_what_was_seen_there_comes_back(visit: Opened) -> None:
    page = visit(text=TEXT)
    page.locator("#tab-explain-button").click()
    page.wait_for_selector(".explain:not([data-again]) .attributions")
    page.locator("#explain select[data-option='method']").select_option("saliency")
    wait_for(page, tab="explain", method="saliency")
    page.locator("#tab-edit-button").click()
    page.wait_for_selector(".edit:not([data-again]) .draft")
    page.fill(BOX, "a bad film")
    page.keyboard.press("Enter")
    wait_for(page, tab="edit", text="a bad film")
    page.go_back()
    expect(page.locator("#tab-explain-button")).to_have_attribute("aria-selected", "true")
    expect(page.locator(BOX)).to_have_value(TEXT)
    expect(page.locator("#explain select[data-option='method']")).to_have_value("saliency")
    wait_for(page, tab="explain", method="saliency", text=TEXT)
    page.go_back()
    expect(page.locator("#tab-compare-button")).to_have_attribute("aria-selected", "true")
    expect(page.locator(BOX)).to_have_value(TEXT)
    page.go_forward()
    page.go_forward()
    expect(page.locator("#tab-edit-button")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".draft .word")).to_have_text(["a", "bad", "film"])


def test_a_text_too_long_for_an_address_is_kept_in_the_browser_and_said_to_be(visit: Opened) -> None:
    page = visit()
    page.fill(BOX, "film " * 2_000)
    expect(page.locator("#notice")).to_contain_text("kept in this browser")
    page.wait_for_function("location.search.includes('kept=')")
    assert len(page.url) < 300
    settle(page)
    address = page.url
    page.reload()
    page.wait_for_selector("html[data-settled]")
    expect(page.locator(BOX)).to_have_value("film " * 2_000)
    other = visit()
    other.goto(address)
    expect(other.locator("#notice")).to_contain_text("kept in another browser")


def test_a_copied_link_opens_what_is_seen(visit: Opened) -> None:
    page = visit(text=TEXT, tab="explain", answered=False)
    page.wait_for_selector(".explain:not([data-again]) .attributions")
    page.locator("#explain select[data-option='method']").select_option("saliency")
    wait_for(page, method="saliency")
    page.locator("[data-do=copy]").click()
    expect(page.locator("#notice")).to_contain_text("Link copied")
    assert query_of(page.evaluate("navigator.clipboard.readText()")) == query_of(page.url)


@pytest.mark.parametrize(
    "strange",
    [
        {
            "tab": "inside",
            "view": "<b>",
            "model": "/etc/passwd",
            "beside": "session:x",
            "layer": "9 x",
            "unit": "-1",
            "word": "9999",
        },
        {"tab": "explain", "method": "<b>", "word": "99", "target": "x", "settings": "a.b:c,lime.samples:1e9,::,"},
        {"tab": "edit", "edits": '[["replace",99,"x"],["undo",1e9],[[]],"x",{"a":1}]', "word": "-3"},
        {"tab": "edit", "edits": "[" * 5_000},
        {"tab": "models", "axis": "<b>", "card": "../..", "capability": "x"},
    ],
)
def test_a_strange_address_opens_what_makes_sense_of_it(visit: Opened, strange: dict[str, Any]) -> None:
    page = visit(text=TEXT, answered=False, **strange)
    page.wait_for_selector("html[data-settled]")
    page.wait_for_selector(
        f"#{ {'models': 'catalogue'}.get(strange['tab'], strange['tab']) } [data-address]:not([data-again])"
    )
    wait_for(page, text=TEXT, tab=strange["tab"])
    assert page.locator("#inside b b, #explain b b").count() == 0
