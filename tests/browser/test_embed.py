"""One view by itself: a real notebook's pictures when its kernel has gone, and a frame in somebody else's page."""

import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import Browser, FrameLocator, Page, expect

from playground.ui.bar.program import calls
from playground.ui.embed.queries import shown, with_models
from playground.ui.embed.show import _load
from playground.ui.embed.views import wanted
from playground.ui.inside.equations import equations
from playground.ui.inside.queries import InsideView
from tests.browser.conftest import SECONDS, Opened, Site
from tests.command_line import ROOT

pytestmark = pytest.mark.browser

TEXT = "Not bad at all <b>, is it?"
CELLS = (
    "import playground as pg",
    f"pg.show({TEXT!r}, view='gates', model='sentiment-lstm')",
    f"pg.show({TEXT!r}, 'explain', ['sentiment-rnn', 'sentiment-textcnn'])",
    f"pg.show({TEXT!r}, model=['sentiment-rnn', 'sentiment-textcnn'], language='zh')",
)
# A page that would break whatever shared it: styles for everything, and names that the scripts use themselves.
AROUND = """<!DOCTYPE html><meta charset="utf-8"><title>Notebook</title>
<style>* {{ font-size: 40px; color: red; }} body {{ background: #1e1e1e; }} .card, p {{ display: none; }}</style>
<script>window.playground = "mine"; Object.prototype.mine = 1;</script>
<h1 id="around">A notebook</h1>{outputs}"""


@pytest.fixture
def apart(browser: Browser) -> Iterator[tuple[Page, list[str], list[str]]]:
    """A page without a network, what it asked for, and what its console holds."""
    context = browser.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.set_default_timeout(1000 * SECONDS)
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page, asked, wrong
    context.close()


def is_as_tall_as_its_content(page: Page, at: int = 0) -> None:
    """Wait until a frame is as tall as what it holds, so that nothing scrolls in it."""
    inside = page.frames[at + 1]
    inside.wait_for_function(
        "() => document.querySelector('.gradio-container').getBoundingClientRect().height > 200"
        " && Math.abs(innerHeight - document.querySelector('.gradio-container').getBoundingClientRect().height) < 2"
    )


def text_of(html: str) -> str:
    """The text without its spaces: the browser marks terms in it."""
    return re.sub(r"<[^>]*>|\s", "", html)


def expected_equations(word: int, unit: int) -> str:
    """The equations as the page writes them."""
    query = {"text": TEXT, "view": "gates", "model": "sentiment-lstm", "word": str(word), "unit": str(unit)}
    asked = with_models(wanted(query))
    _load(asked.models)
    found = shown(asked)
    assert isinstance(found, InsideView)
    return equations(found.panels[0], "en").rpartition('<p class="note">')[0]  # what is behind it is of all places


def written_equations(frame: FrameLocator) -> str:
    return str(frame.locator(".sums").evaluate("sums => sums.innerHTML")).rpartition('<p class="note">')[0]


@pytest.mark.slow
def test_the_pictures_of_a_notebook_live_on_without_its_kernel(
    apart: tuple[Page, list[str], list[str]], tmp_path: Path
) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(ROOT)}}).execute()
    every = [output for cell in notebook.cells for output in cell.outputs]
    said = [output["text"] for output in every if "data" not in output]
    assert [text for text in said if "ipywidgets" not in text] == []  # tqdm misses its bars, where these are not there
    outputs = [output["data"] for output in every if "data" in output]
    assert [sorted(one) for one in outputs] == [["text/html", "text/plain"]] * 3
    path = tmp_path / "notebook.html"
    path.write_text(AROUND.format(outputs="".join(one["text/html"] for one in outputs)), encoding="utf-8")

    page, asked, wrong = apart
    page.goto(path.as_uri())
    for at in range(3):
        is_as_tall_as_its_content(page, at)
    gates, explain, compare = (page.frame_locator(f"iframe >> nth={at}") for at in range(3))

    # it is dark as the notebook is, and neither's style or names are the other's
    expect(gates.locator("body")).to_have_class("dark")
    assert page.evaluate("window.playground") == "mine"
    assert page.locator("#around").evaluate("heading => getComputedStyle(heading).color") == "rgb(255, 0, 0)"
    assert gates.locator(".of-text").evaluate("text => getComputedStyle(text).fontSize") == "17px"
    expect(gates.locator(".of-text")).to_have_text(TEXT)

    # a word, then the map: the equations are those of the place, to the last digit
    gates.locator(".axis-word").nth(2).click()
    expect(gates.locator(".sums h4")).to_contain_text("word 3 “at”")
    unit = int(re.findall(r"unit (\d+)", gates.locator(".sums h4").inner_text())[0]) - 1
    assert text_of(written_equations(gates)) == text_of(expected_equations(2, unit))
    gates.locator(".all-units > summary").click()
    gates.locator(".map").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    other = unit + 1 if unit < 127 else unit
    expect(gates.locator(".sums h4")).to_contain_text(f"word 4 “all”, unit {other + 1}")
    assert text_of(written_equations(gates)) == text_of(expected_equations(3, other))
    expect(gates.locator(".sums.stale")).to_have_count(0)

    # a word of Explain stands out in every row, with its score
    explain.locator(".attributions").first.locator("[role=button]").nth(1).click()
    expect(explain.locator(".attributions .lit")).to_have_text(["bad", "bad"])
    expect(explain.locator(".score-of")).to_have_count(2)
    expect(explain.locator(".score-of").first).to_contain_text("“bad”:")

    # Compare's chart tells its numbers where one points
    compare.locator(".places span").nth(1).hover()
    expect(compare.locator("#tip")).to_contain_text("%")
    expect(compare.locator("html")).to_have_attribute("lang", "zh-Hans")

    assert [url for url in asked if not url.startswith(("file:", "about:", "blob:", "data:"))] == []
    assert wrong == []


def test_a_frame_in_another_page_shows_what_the_page_shows_and_grows(
    visit: Opened, site: Site, apart: tuple[Page, list[str], list[str]], tmp_path: Path
) -> None:
    text = "the good film was not bad"
    shown = {"tab": "inside", "view": "gates", "model": "sentiment-lstm", "models": "sentiment-lstm", "lang": "en"}
    page = visit(answered=False, text=text, **shown)
    page.wait_for_selector("#inside .axis-word")
    page.locator("[data-do=embed]").click()
    snippet = page.locator(".program [data-embed] pre")
    expect(snippet).to_contain_text("view=gates")
    written = snippet.inner_text()
    asked = {"tab": "inside", "view": "gates", "text": text, "model": "sentiment-lstm", "lang": "en"}
    assert calls(asked, site.address).embed.split("text=")[0] in written

    path = tmp_path / "course.html"
    path.write_text(f"<!DOCTYPE html><title>Course</title><h1>Gates</h1>\n{written}", encoding="utf-8")
    course, requests, wrong = apart
    course.goto(path.as_uri())
    frame = course.frame_locator("iframe")
    frame.locator(".axis-word").first.wait_for()
    is_as_tall_as_its_content(course)
    assert [one.title() for one in course.frames[1:]] == [f"The gates of a network: “{text}”"]

    # another layer is asked of the server, in place; what was chosen stays
    before = frame.locator(".sums").inner_text()
    frame.locator("select[data-option=place]").select_option("1 backward")
    expect(frame.locator(".sums")).not_to_have_text(before, use_inner_text=True)
    expect(frame.locator("select[data-option=place]")).to_have_value("1 backward")
    expect(frame.locator(".sums h4")).to_contain_text("word")
    is_as_tall_as_its_content(course)

    # and at a phone's width it grows again
    course.set_viewport_size({"width": 390, "height": 800})
    is_as_tall_as_its_content(course)
    course.frames[1].wait_for_function("document.documentElement.scrollWidth <= 390")
    assert {url.split("?")[0] for url in requests if url.startswith("http")} == {f"{site.address}/embed"}
    assert wrong == []


def test_in_a_frame_of_two_models_each_has_its_own_equations_and_layer(
    site: Site, apart: tuple[Page, list[str], list[str]]
) -> None:
    page, _, wrong = apart
    page.goto(f"{site.address}/embed?text=a+good+film&view=gates&model=sentiment-lstm&beside=pos-lstm&language=en")
    expect(page.locator(".state[role=alert] p").first).to_contain_text("pos-lstm does the task pos, not sentiment.")
    page.goto(f"{site.address}/embed?text=a+good+film&view=gates&model=sentiment-lstm&beside=sentiment-rnn&language=en")
    first, second = (page.locator(f"article[data-side='{side}']") for side in (0, 1))
    expect(second.locator(".note.other")).to_contain_text("RNN")
    kept = first.locator(".sums").inner_text()
    second.locator(".axis-word").nth(2).click()
    expect(second.locator(".sums h4")).to_contain_text("word 3 “film”")
    expect(second.locator(".sums dl > div")).to_have_count(1)  # an RNN has one equation
    assert first.locator(".sums").inner_text() == kept
    with page.expect_navigation():
        second.locator("select[data-option=place]").select_option("1 backward")
    expect(second.locator("select[data-option=place]")).to_have_value("1 backward")
    expect(first.locator("select[data-option=place]")).to_have_value("1 forward")
    expect(second.locator(".note.other")).to_contain_text("RNN")
    assert [one for one in wrong if "422" not in one] == []


def test_a_frame_that_is_asked_for_something_else_says_so(site: Site, apart: tuple[Page, list[str], list[str]]) -> None:
    page, _, wrong = apart
    page.goto(f"{site.address}/embed?text=a+good+film&view=gates&model=sentiment-rnn&language=zh&theme=dark")
    expect(page.locator(".state[role=alert] h3")).to_have_text("无法显示这个视图")
    expect(page.locator(".state[role=alert] p").first).to_contain_text("sentiment-rnn 没有视图 gates")
    expect(page.locator("body")).to_have_class("dark")
    assert [one for one in wrong if "422" not in one] == []
