"""The text's language chooses the models, in every tab and both ways; whoever chooses others has them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from playground.models import ARCHITECTURES
from playground.tasks import TASKS
from tests import tiny
from tests.browser.conftest import Opened, Site, settle
from tests.serving import serving

pytestmark = pytest.mark.browser

ENGLISH, CHINESE = "a good film", "这部电影的故事很普通，但是演员演得非常好。"
CHARACTERS = ("B-NOUN", "I-NOUN", "B-VERB", "I-VERB")
BOX = "#text textarea"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page over models of both languages."""
    folder, home = tmp_path_factory.mktemp("languages"), tmp_path_factory.mktemp("visits")
    for seed, (architecture, task) in enumerate(tiny.PAIRS):
        tiny.write(folder, architecture, task, seed=seed)
        labels = {"labels": CHARACTERS} if TASKS[task].per_word else {}
        tiny.write(folder, architecture, task, seed=seed + 20, language="zh", **labels)
    calls, uploads = home / "calls.txt", home / "uploads"
    with serving(("-m", "tests.browser.server", str(folder), str(calls)), GRADIO_TEMP_DIR=str(uploads)) as (address, _):
        yield Site(address, folder, calls, uploads)


def models(language: str, task: str = "sentiment", *architectures: str) -> list[str]:
    middle = f"{language}-" if language != "en" else ""
    return [f"{task}-{middle}{name}" for name in architectures or ARCHITECTURES]


def are_chosen(page: Page, wanted: list[str]) -> None:
    """Wait until these models are chosen and no others."""
    for one in wanted:
        expect(page.locator(f'#models input[name="{one}"]')).to_be_checked()
    expect(page.locator("#models input:checked")).to_have_count(len(wanted))


def write(page: Page, text: str) -> None:
    page.fill(BOX, text)
    page.keyboard.press("Enter")


SHOWS = {
    "compare": "#compare .answers:not([data-again]) .card",
    "inside": "#inside .inside:not([data-again]) select[data-option='model'] option[value='{first}'][selected]",
    "explain": "#explain .explain:not([data-again]) .explanation",
    "edit": "#edit .edit:not([data-again]) .draft",
    "models": "#catalogue input[data-compare='{first}']:checked",
}


@pytest.mark.parametrize("tab", list(SHOWS))
def test_the_models_follow_the_text_both_ways_and_keep_the_architectures(visit: Opened, tab: str) -> None:
    page = visit(text=ENGLISH, tab=tab, models="sentiment-rnn,sentiment-lstm", answered=False)
    are_chosen(page, models("en", "sentiment", "rnn", "lstm"))
    for text, language, said in ((CHINESE, "zh", "Chinese text: the Chinese models answer"), (ENGLISH, "en", "")):
        write(page, text)
        wanted = models(language, "sentiment", "rnn", "lstm")
        are_chosen(page, wanted)
        expect(page.locator("[data-text-language]")).to_have_text(said)
        first = wanted[1] if tab == "inside" else wanted[0]  # the gates of an LSTM tell most
        expect(page.locator(SHOWS[tab].format(first=first)).first).to_be_attached()
        settle(page)


def test_the_characters_of_a_word_share_a_tag_and_the_keyboard_walks_over_them(visit: Opened) -> None:
    page = visit(text=CHINESE, task="pos")
    are_chosen(page, models("zh", "pos"))
    table = page.locator("table.tags")
    expect(table.locator("tbody tr")).to_have_count(len(CHINESE))
    assert "B-" not in table.inner_text()
    covered = table.evaluate(
        "e => [...Array(4).keys()].map(c => [...e.querySelectorAll(`td[data-c='${c}']`)]"
        ".reduce((rows, cell) => rows + cell.rowSpan, 0))"
    )
    assert covered == [len(CHINESE)] * 4
    table.locator("td[tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.c") == "0"
    page.keyboard.press("ArrowUp")
    write(page, "the dog")
    are_chosen(page, models("en", "pos"))
    expect(table.locator("tbody tr")).to_have_count(2)


def test_who_chooses_models_of_another_language_keeps_them_while_the_language_stays(visit: Opened) -> None:
    page = visit(text=CHINESE, models="sentiment-lstm")
    are_chosen(page, ["sentiment-lstm"])
    expect(page.locator("[data-text-language]")).to_contain_text("made for another language: ● LSTM")
    hidden = page.locator('#models label:has([name="sentiment-rnn"])')
    expect(hidden).to_be_hidden()
    page.locator("[data-do=others]").click()
    expect(hidden).to_be_visible()
    expect(page.locator("[data-do=others]")).to_have_attribute("aria-expanded", "true")
    page.locator('#models input[name="sentiment-zh-lstm"]').check()
    are_chosen(page, ["sentiment-lstm", "sentiment-zh-lstm"])
    write(page, CHINESE[:8])
    settle(page)
    are_chosen(page, ["sentiment-lstm", "sentiment-zh-lstm"])
    assert page.locator(".card h3").all_inner_texts() == ["LSTM", "LSTM"]
    expect(page.locator(".card em.reads")).to_have_text(["Chinese"])


def test_a_mixed_file_is_answered_row_by_row(visit: Opened) -> None:
    page = visit(text=ENGLISH)
    page.locator("#many button").first.click()
    page.fill("#many-texts textarea", f"{ENGLISH}\n{CHINESE}")
    page.locator("#many-ask").click()
    expect(page.locator("#many-result tbody tr")).to_have_count(2)
    page.locator("#many-json").click()
    settle(page)
    expect(page.locator("#many-result thead th")).to_have_count(6)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_chinese_page_begins_in_chinese_and_fits(visit: Opened, width: int) -> None:
    page = visit(locale="zh-CN", width=width)
    are_chosen(page, models("zh"))
    expect(page.locator("[data-text-language]")).to_have_text("中文文本：由中文模型预测")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator(".menu summary").click()
    expect(page.locator(".menu .group")).to_have_text("英文")


def test_explain_and_edit_work_on_the_words_that_characters_make(visit: Opened) -> None:
    page = visit(text=CHINESE, task="pos", tab="explain", models="pos-zh-textcnn", answered=False)
    row = page.locator(".explanation").first
    expect(row.locator("button[data-word]").first).to_be_visible()
    words = row.locator("button[data-word] .said").all_inner_texts()
    assert "".join(words) == CHINESE, "every character stands in a word"
    assert all("-" not in tag for tag in row.locator("button[data-word] small").all_inner_texts())
    long = next(at for at, word in enumerate(words) if len(word) > 1)
    first = len("".join(words[:long]))
    row.locator(f"button[data-word='{first}']").click()
    expect(row.locator("button[aria-pressed=true] .said")).to_have_text(words[long])
    expect(row.locator(".why")).to_contain_text(f"tag of “{words[long]}”")
    page.locator("#tab-edit-button").click()
    button = page.locator(f".draft .word[data-word='{first}']")
    expect(button).to_have_text(words[long])
    button.click()
    expect(page.locator(".typed input")).to_have_value(words[long])
    expect(page.locator(".typed input")).to_be_focused()
    page.fill(".typed input", "好")
    page.keyboard.press("Enter")
    expect(page.locator(".draft")).to_contain_text(f"{''.join(words[:long])}好{''.join(words[long + 1 :])}")
    expect(page.locator(f".draft .word[data-tip*='{words[long]}']")).to_be_visible()
    page.locator("[data-action=undo]").click()
    expect(page.locator(".draft")).to_contain_text(CHINESE)


def test_on_a_phone_nothing_beside_the_models_or_in_the_menu_is_cut_off_or_squeezed(visit: Opened) -> None:
    page = visit(text=CHINESE, lang="en", width=390)
    button = page.locator("#reading button").first
    expect(button).to_be_visible()
    place = button.bounding_box()
    assert place is not None and place["x"] + place["width"] <= 390
    page.locator("#examples summary").click()
    for row in page.locator("#examples [data-text]").all()[:7]:
        lefts = [box["x"] for part in ("b", "span", "small") if (box := row.locator(part).bounding_box())]
        assert len(lefts) == 3 and max(lefts) - min(lefts) < 2, "the kind stands above its sentence"


def test_where_nothing_is_said_of_the_language_no_gap_stands_for_it(visit: Opened) -> None:
    page = visit(text="A fine film.", lang="en", width=390)
    button, place = page.locator("#reading button").first.bounding_box(), page.locator("#reading").bounding_box()
    assert button is not None and place is not None and button["x"] == place["x"]
