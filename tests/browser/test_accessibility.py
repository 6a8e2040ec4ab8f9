"""For everybody: what axe-core finds on every tab and view; the keyboard's way past the bar; headings; sizes; touch;
nothing that only a mouse is told."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SECONDS, Opened, Site, only_by_mouse, settle, watched

pytestmark = pytest.mark.browser

TEXT = "The good zzz film was not bad"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
VIEW = "#inside .inside:not([data-again])"
UNIT = "layer1.forward.hidden[3]"
STATIONS: dict[str, tuple[str, dict[str, str]]] = {
    "compare": (".answers:not([data-again])", {"tab": "compare"}),
    "gates": (f"{VIEW} .axis-word", {"tab": "inside", "view": "gates", "model": "lstm"}),
    "states": (f"{VIEW} .axis-word", {"tab": "inside", "view": "states", "model": "rnn", "beside": "textcnn"}),
    "attention": (f"{VIEW} .overview", {"tab": "inside", "view": "attention", "model": "transformer"}),
    "filters": (f"{VIEW} .filter-votes", {"tab": "inside", "view": "filters", "model": "textcnn"}),
    "layers": (f"{VIEW} svg.diagram:visible", {"tab": "inside", "view": "layers", "model": "transformer"}),
    "code": (f"{VIEW} pre", {"tab": "inside", "view": "code", "model": "lstm"}),
    "memory": (f"{VIEW} .memory-charts", {"tab": "inside", "view": "memory"}),
    "path": (f"{VIEW} svg:visible", {"tab": "inside", "view": "path"}),
    "explain": (".explain:not([data-again]) .attributions", {"tab": "explain"}),
    "methods": (".explain:not([data-again]) .refusals", {"tab": "explain", "by": "methods"}),
    "edit": (".edit:not([data-again]) .draft", {"tab": "edit"}),
    "intervene": ("#intervene-found .matters", {"tab": "intervene", "model": "lstm"}),
    "twin": ("#intervene .add", {"tab": "intervene", "view": "twin", "model": "rnn"}),
    "unit": (".units .unit-page", {"tab": "intervene", "view": "units", "model": "lstm", "listen": UNIT}),
    "finetune": (".ft-offer", {"tab": "finetune"}),
    "models": (".catalogue:not([data-again]) table", {"tab": "models"}),
    "many": (".answers:not([data-again])", {"tab": "compare"}),
    "lessons": (".lesson-cards", {"tab": "lessons"}),
    "lesson": (".lesson-panel form", {"tab": "compare", "lesson": "order", "step": "2"}),
}
"""Every tab and every view of it: what is there once it is drawn, and the parts of its address."""
LOOKS = [(1440, "light", "en", "sentiment"), (390, "dark", "zh", "pos")]
"""Each station is seen in both themes, at both widths, in both languages; all pairings are `EVERY_LOOK`."""
EVERY_LOOK = [
    (width, theme, language, task)
    for width, task in ((1440, "sentiment"), (390, "pos"))
    for theme in ("light", "dark")
    for language in ("en", "zh")
]


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One page for all stations, which goes from address to address."""
    context = browser.new_context(reduced_motion="reduce")
    opened = watched(context.new_page())
    yield opened
    context.close()


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of texts, each with a right label beside it."""
    path = tmp_path_factory.mktemp("texts") / "reviews.csv"
    rows = [f"{TEXT} {at},{('negative', 'positive')[at % 2]}" for at in range(12)]
    path.write_text("\n".join(["text,label", *rows, ""]), "utf-8")
    return path


def many_texts(page: Page, file: Path) -> None:
    """Upload the file in Many texts and have it answered."""
    page.locator("#many > button").click()
    page.locator("#many-upload").wait_for()
    with page.expect_file_chooser() as chooser:
        page.locator("#many-upload").click()
    chooser.value.set_files(file)
    page.locator("#many-file select").first.wait_for()
    page.locator("#many-ask").click()
    page.locator("#many-result tbody tr").nth(11).wait_for()


ACTIONS: dict[str, Callable[[Page, Path], None]] = {"many": many_texts}
"""What is done at a station once it is drawn."""


def go_to(page: Page, site: Site, station: str, look: tuple[int, str, str, str], file: Path) -> None:
    """Open a station in a look, and wait until it is drawn."""
    width, theme, language, task = look
    ready, parts = STATIONS[station]
    if station == "filters":
        task = "sentiment"  # of a tag there is no vote of filters over the text
    named = {key: f"{task}-{value}" if key in ("model", "beside") else value for key, value in parts.items()}
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site.link(text=TEXT, task=task, lang=language, theme=theme, **named))
    page.wait_for_selector("html[data-settled]")
    page.wait_for_selector(ready)
    assert page.evaluate("document.body.classList.contains('dark')") == (theme == "dark")
    settle(page)
    if station in ACTIONS:
        ACTIONS[station](page, file)
        settle(page)


def found(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the first places."""
    violations = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in violations
        if one["impact"] in ("serious", "critical") or one["id"] == "heading-order"
    ]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
@pytest.mark.parametrize("station", STATIONS)
def test_nothing_serious_stands_in_anybodys_way(
    page: Page, site: Site, station: str, look: tuple[int, str, str, str], labelled: Path
) -> None:
    go_to(page, site, station, look, labelled)
    assert found(page) == []
    assert only_by_mouse(page) == []


@pytest.mark.axe
@pytest.mark.parametrize(
    "look", [one for one in EVERY_LOOK if one not in LOOKS], ids=lambda look: "-".join(map(str, look))
)
@pytest.mark.parametrize("station", STATIONS)
def test_nothing_serious_does_in_any_other_look(
    page: Page, site: Site, station: str, look: tuple[int, str, str, str], labelled: Path
) -> None:
    go_to(page, site, station, look, labelled)
    assert found(page) == []


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


def test_text_grows_with_the_browser_s_own_and_the_page_stays_as_wide_as_the_window(visit: Opened) -> None:
    page = visit(text=TEXT, width=390)
    places = (".answer", ".card", ".places b", ".top h1", "#text textarea", "#models label")
    sizes = "all => all.map(one => parseFloat(getComputedStyle(document.querySelector(one)).fontSize))"
    before = page.evaluate(sizes, list(places))
    page.add_style_tag(content="html { font-size: 24px }")
    grown = f"([places, before]) => ({sizes})(places).every((size, at) => Math.abs(size / before[at] - 1.5) < 0.01)"
    page.wait_for_function(grown, arg=[list(places), before])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_chart_s_numbers_stand_in_a_table_too(visit: Opened) -> None:
    page = visit(text=TEXT, models="sentiment-rnn,sentiment-lstm")
    page.locator(".growth [data-table] summary").click()
    rows = page.locator(".growth .as-table tbody tr")
    expect(rows).to_have_count(len(TEXT.split()))
    for row, place in zip(rows.all(), page.locator(".growth [data-g]").all(), strict=True):
        assert row.locator("td").all_inner_texts() == (place.get_attribute("data-g") or "").split("|")


def test_what_goes_on_out_of_sight_fades(visit: Opened) -> None:
    page = visit(text=" ".join([TEXT] * 3), width=390)
    chart = page.locator(".growth .scroll")
    expect(chart).to_have_attribute("data-goes-on", "right")
    chart.evaluate("one => (one.scrollLeft = one.scrollWidth)")
    expect(chart).to_have_attribute("data-goes-on", "left")


def test_a_finger_is_told_to_tap_and_a_tap_shows_what_a_mouse_would_see(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = watched(context.new_page())
    page.goto(site.link(text=TEXT, task="pos"))
    page.wait_for_selector(".answers:not([data-again]) table.tags")  # a model that comes later draws it anew
    settle(page)
    page.locator("table.tags td[data-r]").first.tap()
    expect(page.locator("#tip")).to_contain_text("then")
    expect(page.locator(".hints")).to_contain_text("tap a tag")
    assert page.locator(".hints .for-mouse").is_hidden()
    context.close()


def test_a_term_says_what_it_means_and_leads_to_where_it_is_seen(visit: Opened) -> None:
    page = visit(text=TEXT, tab="explain", answered=False)
    page.wait_for_selector(".explain:not([data-again]) .attributions")
    term = page.locator("#tab-explain dfn[data-term='logit']").first
    term.focus()
    expect(page.locator("#tip")).to_contain_text("The score of a label before it becomes a probability")
    page.keyboard.press("Enter")
    expect(page.locator("#tip a")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#tip")).to_have_count(0)
    expect(term).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#tab-compare-button")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#compare .workings[open]")).to_have_count(1)
    page.go_back()
    expect(page.locator("#tab-explain-button")).to_have_attribute("aria-selected", "true")


def test_a_term_of_a_button_is_explained_and_a_place_in_look_inside_opens_its_view(visit: Opened) -> None:
    page = visit(text=TEXT, tab="inside", models="sentiment-rnn", answered=False)
    page.wait_for_selector(f"{VIEW} article")
    term = page.locator("#inside [data-term='gate'], #tab-inside [data-term='gate']").first
    term.hover()
    page.locator("#tip a").click()
    page.wait_for_selector(f"{VIEW} .axis-word")
    page.wait_for_function("new URLSearchParams(location.search).get('view') === 'gates'", timeout=1000 * SECONDS)
    assert re.search(r"model=sentiment-lstm", page.url)


def test_what_has_the_focus_keeps_its_tip_where_the_page_moves_under_a_resting_mouse(visit: Opened) -> None:
    page = visit(text=TEXT, tab="explain", answered=False)
    word = page.locator(".explain:not([data-again]) .attributions [data-tip]").last
    word.wait_for()
    settle(page)
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(700, 450)
    page.mouse.move(702, 452)
    page.evaluate("addEventListener('mouseover', () => (window.arrived = (window.arrived ?? 0) + 1), true)")
    word.evaluate("one => { one.style.scrollMarginTop = '80px'; one.tabIndex = 0; one.focus(); one.scrollIntoView(); }")
    page.wait_for_function("scrollY > 0 && window.arrived > 0")
    expect(page.locator("#tip")).to_have_text(str(word.get_attribute("data-tip")))
    page.mouse.move(720, 470)  # who moves the mouse is told of what is under it
    expect(page.locator("#tip", has_text=str(word.get_attribute("data-tip")))).to_have_count(0)


RESTING = "(rests) => document.body.dispatchEvent(new MouseEvent('mouseover', { bubbles: true, ...rests }))"
"""What the browser tells of a mouse that rests, once the page has been drawn anew."""


def test_the_words_of_explain_say_their_scores_to_the_keyboard_and_to_a_finger(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = watched(context.new_page())
    page.goto(site.link(text=TEXT, tab="explain"))
    words = page.locator(".explain:not([data-again]) .attributions").first.locator("[data-tip]")
    words.first.wait_for()
    settle(page)
    page.evaluate("addEventListener('pointermove', ({ screenX, screenY }) => (window.rests = { screenX, screenY }))")
    page.mouse.move(300, 820)  # a mouse that rests beside the finger
    page.wait_for_function("window.rests")
    rests = page.evaluate("window.rests")
    words.nth(3).tap()
    expect(page.locator("#tip")).to_have_text(str(words.nth(3).get_attribute("data-tip")))
    page.evaluate(RESTING, rests)
    expect(page.locator("#tip")).to_have_text(str(words.nth(3).get_attribute("data-tip")))
    words.nth(0).focus()
    expect(page.locator("#tip")).to_have_text(str(words.nth(0).get_attribute("data-tip")))
    page.keyboard.press("ArrowRight")
    expect(words.nth(1)).to_be_focused()
    expect(page.locator("#tip")).to_have_text(str(words.nth(1).get_attribute("data-tip")))
    context.close()
