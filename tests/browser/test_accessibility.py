"""For everybody: what axe-core finds on every tab; the keyboard's way past the bar; headings."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened, settle

pytestmark = pytest.mark.browser

TEXT = "The good zzz film was not bad"
READY = {
    "compare": ".answers:not([data-again])",
    "inside": "#inside .inside:not([data-again])",
    "explain": ".explain:not([data-again]) .attributions",
    "edit": ".edit:not([data-again]) .draft",
    "finetune": ".ft-offer",
    "models": ".catalogue:not([data-again]) table",
}


def serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the first places."""
    settle(page)
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


LIGHT, DARK = ("en", "light", "sentiment"), ("zh", "dark", "pos")


@pytest.mark.parametrize(("tab", "look"), [*((tab, LIGHT) for tab in READY), ("compare", DARK)])
def test_nothing_serious_stands_in_anybodys_way(visit: Opened, tab: str, look: tuple[str, str, str]) -> None:
    language, theme, task = look
    page = visit(text=TEXT, tab=tab, lang=language, theme=theme, task=task, answered=False)
    page.wait_for_selector("html[data-settled]")
    page.wait_for_selector(READY[tab])
    assert page.evaluate("document.body.classList.contains('dark')") == (theme == "dark")
    assert serious(page) == []


def test_the_keyboard_can_pass_the_bar(visit: Opened) -> None:
    page = visit(text=TEXT)
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#tab-compare")).to_be_focused()
    assert "#" not in page.url


def test_headings_leave_out_no_level(visit: Opened) -> None:
    page = visit(text=TEXT)
    levels = page.locator("h1:visible, h2, #compare h3, #compare h4").evaluate_all(
        "all => all.map(one => +one.tagName[1])"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
