"""Compare and the bar, used the way a visitor does."""

import re
import shutil

import pytest
from playwright.sync_api import Page, expect

from playground.text import words
from playground.ui.components.examples import EXAMPLES
from tests.browser.conftest import Opened, Site, settle

pytestmark = pytest.mark.browser

BOX = "#text textarea"
NAMES = ["RNN", "LSTM", "TextCNN", "Transformer"]


def axis(page: Page) -> list[str]:
    """The words under the curves."""
    return page.locator(".places b").all_inner_texts()


def chosen(page: Page) -> list[str]:
    return [str(box.get_attribute("name")) for box in page.locator("#models input:checked").all()]


TYPED = """async (text) => {
  document.querySelector("#text textarea").focus();
  for (const letter of text) {
    document.execCommand("insertText", false, letter);
    await new Promise((typed) => setTimeout(typed, 20));
  }
}"""
"""Somebody types, and no busy machine makes a pause of it: the letters come by the clock that ends the pause."""
ENTERED = """(text) => {
  playground.write(text);
  const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
  document.querySelector("#text textarea").dispatchEvent(enter);
}"""
"""Somebody types and presses Enter before the pause is over, however busy the machine is."""


def settled_count(page: Page, site: Site) -> int:
    """Model calls so far, once no question is on its way."""
    settle(page)
    return site.count()


def test_the_page_opens_with_a_sentence_that_four_models_have_answered(visit: Opened) -> None:
    page = visit()
    assert page.locator(".card h3").all_inner_texts() == NAMES
    assert axis(page) == [word.text for word in words(EXAMPLES[0].text)]
    assert page.locator(".growth polyline").count() == 4
    for card in page.locator(".card").all():
        shares = [float(text.removesuffix(" %")) for text in card.locator(".bar dd").all_inner_texts()]
        assert sum(shares) == pytest.approx(100, abs=0.11)
        expect(card.locator(".facts")).to_contain_text("parameters")
        expect(card.locator(".ms")).to_have_text(re.compile(r"^[\d.,]+ ms$"))
    expect(page.locator(".device")).to_have_text(re.compile("runs on a (CPU|GPU)"))


def test_a_pause_in_typing_is_one_question_to_each_chosen_model(visit: Opened, site: Site) -> None:
    page = visit()
    before = settled_count(page, site)
    page.fill(BOX, "")
    page.evaluate(TYPED, "a good film")
    expect(page.locator(".places span")).to_have_count(3)
    assert settled_count(page, site) - before == 4


def test_enter_asks_at_once_and_only_once(visit: Opened, site: Site) -> None:
    page = visit()
    before = settled_count(page, site)
    page.evaluate(ENTERED, "the dog")
    expect(page.locator(".places span")).to_have_count(2)
    assert settled_count(page, site) - before == 4
    page.keyboard.press("Enter")
    assert page.input_value(BOX) == "the dog"


def test_a_newer_question_overtakes_older_ones(visit: Opened) -> None:
    page = visit()
    for number in range(8):
        page.fill(BOX, f"film {number}")
        page.keyboard.press("Enter")
    expect(page.locator(".places span").nth(1)).to_have_text("7")
    settle(page)
    assert axis(page) == ["film", "7"]


def test_a_change_of_task_asks_the_same_architectures_again(visit: Opened, site: Site) -> None:
    visit(task="pos", models="pos-lstm,pos-textcnn")  # loads them: one that comes later asks the others once more
    page = visit(models="sentiment-lstm,sentiment-textcnn")
    before = settled_count(page, site)
    page.get_by_text("Part of speech", exact=True).click()
    expect(page.locator("table.tags tbody tr")).to_have_count(len(words(EXAMPLES[0].text)))
    assert page.locator("table.tags thead th").count() == 3
    assert chosen(page) == ["pos-lstm", "pos-textcnn"]
    assert settled_count(page, site) - before == 2


def test_models_and_their_untrained_twins_come_and_go(visit: Opened) -> None:
    page = visit()
    page.locator("#models label", has_text="TextCNN").first.click()
    expect(page.locator(".card h3")).to_have_text(["RNN", "LSTM", "Transformer"])
    assert not page.locator("#models label", has_text="untrained").first.is_visible()
    page.get_by_role("button", name="randomly initialised copies").click()
    page.locator("#models label", has_text="LSTM untrained").click()
    expect(page.locator(".card h3")).to_have_text(["RNN", "LSTM", "Transformer", "LSTM"])
    expect(page.locator(".card").nth(3)).to_contain_text("untrained")
    expect(page.locator("polyline.twin")).to_have_count(1)
    for name in ("RNN", "LSTM", "Transformer", "LSTM untrained"):
        page.locator("#models label:has(:checked)", has_text=name).first.click()
    expect(page.locator(".state h3")).to_have_text("No model is chosen")


def test_a_copied_link_shows_the_same_view_to_somebody_else(visit: Opened, site: Site) -> None:
    page = visit(locale="zh-CN", text="a & b = 50 % #1", task="pos", models="pos-rnn,pos-lstm#untrained")
    page.locator("[data-do=copy]").click()
    expect(page.locator("#notice")).to_contain_text("链接已复制")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(site.address)
    other = visit(locale="fr")
    other.goto(link)
    other.wait_for_selector("table.tags")
    assert other.input_value(BOX) == "a & b = 50 % #1"
    assert chosen(other) == ["pos-rnn", "pos-lstm#untrained"]
    assert (
        other.locator("table.tags tbody td b").all_inner_texts()
        == page.locator("table.tags tbody td b").all_inner_texts()
    )
    expect(other.locator("#tab-compare-button")).to_have_text("比较")


def test_a_text_too_long_for_a_link_is_said_to_be(visit: Opened) -> None:
    page = visit()
    page.fill(BOX, "film " * 2_000)
    expect(page.locator("#notice")).to_contain_text("kept in this browser")
    page.locator("[data-do=copy]").click()
    expect(page.locator("#notice")).to_contain_text("too long for a link")


@pytest.mark.parametrize(
    "query",
    [
        {"task": "cooking", "tab": "nowhere", "lang": "xx", "models": "/etc/passwd,../..,pos-rnn"},
        {"models": "<img src=x onerror=alert(1)>", "task": "<b>", "tab": "'];"},
    ],
)
def test_a_strange_link_opens_the_page_with_its_defaults(visit: Opened, query: dict[str, str]) -> None:
    page = visit(**query)
    assert page.input_value(BOX) == EXAMPLES[0].text
    assert page.locator(".card h3").all_inner_texts() == NAMES


def test_an_example_brings_the_task_in_which_it_is_worth_seeing(visit: Opened, site: Site) -> None:
    visit(task="pos")  # loads its models: one that comes later asks the others once more
    page = visit()
    before = settled_count(page, site)
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Garden path").first.click()
    expect(page.locator("table.tags tbody tr")).to_have_count(10)
    assert not page.locator(".menu ul").is_visible()
    assert settled_count(page, site) - before == 4


def test_what_a_user_writes_is_shown_and_never_run(visit: Opened) -> None:
    text = "A <b>bold</b> film <img src=x onerror=\"document.title='run'\"> that that that & 2024 👩‍🚀"
    page = visit(text=text)
    assert axis(page)[1:4] == ["<b>", "bold", "</b>"]
    assert axis(page).count("that") == 3
    assert axis(page)[-2:] == ["2024", "👩‍🚀"]
    assert page.locator(".reading").first.inner_text() == text
    assert page.locator("#compare img").count() == 0
    page.goto(page.url + "&task=pos")
    page.wait_for_selector("table.tags")
    assert page.locator("table.tags img").count() == 0
    assert page.title() == "Playground"


def test_of_a_long_text_what_was_not_read_is_grey_and_counted(visit: Opened) -> None:
    page = visit()
    page.fill(BOX, "film " * 5000)
    page.keyboard.press("Enter")
    expect(page.locator(".card .counts").first).to_have_text(
        "4,960 words were not read (this model reads the first 40)"
    )
    expect(page.locator(".card .unread").first).to_contain_text("and 4,920 more")
    page.get_by_text("Part of speech", exact=True).click()
    expect(page.locator("table.tags tr.unread")).to_contain_text("4,960 words were not read")
    assert page.locator("table.tags tbody tr").count() == 41


def test_of_a_long_table_of_tags_only_the_words_on_which_models_differ_can_be_left(visit: Opened) -> None:
    text = " ".join(["They refuse to permit us to obtain the refuse permit , so we object to the object ."] * 2)
    page = visit(text=text, task="pos")
    rows, differing = page.locator("table.tags tbody tr"), page.locator("table.tags tbody tr:not(.same)")
    expect(rows).to_have_count(len(text.split()))
    for one in differing.all():
        assert one.locator(".differ").count() == 1
        assert len({cell.split()[0] for cell in one.locator("td").all_inner_texts()}) > 1
    rows.first.evaluate("row => (row.className = 'same')")  # small models with random weights agree on nothing
    page.locator(".only-differing input").check()
    assert page.locator("table.tags tbody tr:visible").count() == differing.count() < rows.count()
    page.locator(".only-differing input").uncheck()
    assert page.locator("table.tags tbody tr:visible").count() == rows.count()


def test_an_answer_that_says_little_says_why(visit: Opened) -> None:
    page = visit(text="这部电影的故事很普通，但是演员演得非常好。")  # here are no models of Chinese
    assert page.locator(".card .warn").count() == 4
    expect(page.locator(".verdict .warn")).to_contain_text("a script that the model has not learnt")
    assert axis(page)[:3] == ["这", "部", "电"]
    assert visit(text="a good film").locator(".card .warn").count() == 0


@pytest.mark.parametrize(
    ("text", "heading"), [("", "Nothing to read yet"), ("\u200b", "There is no word in this text")]
)
def test_without_a_word_the_page_says_so(visit: Opened, text: str, heading: str) -> None:
    page = visit(text=text)
    expect(page.locator(".state h3")).to_have_text(heading)
    if not text:
        page.locator(".offers button").first.click()
        expect(page.locator(".card")).to_have_count(4)


def test_a_model_that_fails_says_why_and_the_others_answer(visit: Opened, site: Site) -> None:
    broken = site.folder / "sentiment-broken"
    shutil.copytree(site.folder / "sentiment-rnn", broken)
    (broken / "model.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0{}      ")
    try:
        page = visit(models="sentiment-broken,sentiment-lstm")
    finally:
        shutil.rmtree(broken)
    expect(page.locator(".card.failed")).to_contain_text("sha256 differs")
    expect(page.locator(".card:not(.failed) .answer")).to_have_count(1)


def test_runners_up_and_meaning_stand_where_one_points(visit: Opened) -> None:
    page = visit(task="pos", text="the dog")
    cell = page.locator("table.tags tbody td").first
    cell.hover()
    tag, share = cell.locator("b").inner_text(), cell.locator("small").inner_text()
    meaning = page.locator(f'.legend li[data-tag="{tag}"] span').inner_text()
    lines = page.locator("#tip").inner_text().split("\n")
    assert lines[0] == f"{tag} {share}"
    assert lines[1] == meaning
    assert re.match(r"then [A-Z]+ \d+ %, [A-Z]+ \d+ %, [A-Z]+ \d+ %$", lines[2])


def test_the_keyboard_alone_reaches_everything(visit: Opened) -> None:
    page = visit(task="pos", text="the dog")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(e => e.dataset.do ?? e.name ?? e.closest('[id]')?.id)(document.activeElement) + ' ' +"
                "document.activeElement.tagName + ' ' + (document.activeElement.value ?? '')"
            )
        )
    said = "\n".join(sorted(map(str, reached)))
    for part in (
        "language BUTTON",
        "theme",
        "copy BUTTON",
        "TEXTAREA",
        "SUMMARY",
        "pos-rnn",
        "sentiment",
        "TD",
        "twins",
    ):
        assert part in said, said
    first = page.locator("table.tags td[tabindex='0']")
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("[document.activeElement.cellIndex, document.activeElement.parentNode.rowIndex]") == [2, 2]
    expect(page.locator("#tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_have_count(0)


def test_every_control_has_a_name(visit: Opened) -> None:
    page = visit()
    snapshot = page.locator("body").aria_snapshot()
    controls = re.findall(r"- (button|checkbox|radio|textbox|link|tab)\b(.*)", snapshot)
    assert len(controls) >= 12
    assert [kind for kind, name in controls if not re.match(r' "[^"]+|: \S', name)] == []


@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_on_a_telephone_only_figures_scroll_sideways(visit: Opened, task: str) -> None:
    page = visit(width=390, task=task, text=EXAMPLES[6].text)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    if task == "sentiment":
        assert page.evaluate("(e => e.scrollWidth > e.clientWidth)(document.querySelector('.chart .scroll'))")
