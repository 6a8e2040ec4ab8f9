"""One language a session, never a mixture."""

import re

import pytest
from playwright.sync_api import Page, expect

from playground.ui.components.examples import EXAMPLES
from tests.browser.conftest import Opened, settle
from tests.page_words import sentences

pytestmark = pytest.mark.browser

HAN = re.compile(r"[\u4e00-\u9fff]+")
# A lone small word ("to") may stand inside an example of a tag; the switch itself names the other language.
SENTENCES = [
    english
    for english in sentences("en").values()
    if "{" not in english
    and re.search("[A-Za-z]", english)
    and (" " in english or english[0].isupper())
    and english not in ("Playground", "English", "Hub")
]


def everything(page: Page) -> str:
    """All that can be seen, heard or unfolded on the page, but for the titles of papers."""
    named = page.evaluate(
        "[...document.querySelectorAll('main *')].flatMap(e => [...e.attributes]).filter(a => "
        "['aria-label', 'title', 'placeholder', 'alt'].includes(a.name)).map(a => a.value).join('\\n')"
    )
    written = page.evaluate(
        "(all => { all.querySelectorAll('.know a').forEach(e => e.remove()); return all.textContent })"
        "(document.querySelector('main').cloneNode(true))"
    )
    return f"{written}\n{named}"


def english_in(text: str) -> list[str]:
    """The page's own English; sentences to begin with are English in both languages, and so is the name of a term in
    brackets behind the Chinese one."""
    for example in EXAMPLES:
        text = text.replace(example.text, "")
    text = re.sub(r"（[A-Za-z -]+）", "", text)
    return [sentence for sentence in SENTENCES if re.search(rf"(?<![\w-]){re.escape(sentence)}(?![\w-])", text)]


def han_in(text: str) -> list[str]:
    """Chinese other than the switch's own name and the sentences to begin with."""
    for example in EXAMPLES:
        text = text.replace(example.text, "")
    return [found for found in HAN.findall(text) if found != "中文"]


@pytest.mark.parametrize("locale", ["zh-CN", "zh", "zh-TW", "zh-Hans-CN"])
@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_a_chinese_browser_sees_chinese_only(visit: Opened, locale: str, task: str) -> None:
    page = visit(locale=locale, task=task, text="a good zzz film")
    expect(page.locator("#tab-compare-button")).to_have_text("比较")
    assert english_in(everything(page)) == []
    assert "untrained" not in str(page.evaluate("document.querySelector('main').textContent"))
    assert page.evaluate("[document.documentElement.lang, document.title]") == ["zh-Hans", "模型游乐场"]


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_any_other_browser_sees_english_only(visit: Opened, locale: str, task: str) -> None:
    page = visit(locale=locale, task=task, text="a good zzz film")
    assert han_in(everything(page)) == []
    assert page.evaluate("document.documentElement.lang") == "en"


def test_the_link_goes_before_the_browser_and_the_switch_before_both(visit: Opened) -> None:
    page = visit(locale="zh-CN", lang="en")
    assert han_in(everything(page)) == []
    page.locator("[data-do=language]").click()
    expect(page.locator(".growth h3")).to_have_text("每读一个词之后的预测")
    expect(page.locator("#tab-compare-button")).to_have_text("比较")
    settle(page)
    assert english_in(everything(page)) == []
    page.locator("[data-do=language]").click()
    expect(page.locator(".growth h3")).to_have_text("Prediction after each word")
    expect(page.locator("#tab-compare-button")).to_have_text("Compare")
    settle(page)
    assert han_in(everything(page)) == []


def test_errors_speak_the_language_of_the_page(visit: Opened) -> None:
    page = visit(locale="zh-CN")
    page.fill("#text textarea", "x" * 200_001)
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_contain_text("文本有 200,001 个字符，最多读 200,000 个")
