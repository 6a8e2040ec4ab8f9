"""Models in a real browser: the table, the plot, the card, the comparison, and models that come or do not."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from playground.checkpoints import describe, load
from playground.evaluation.behaviour.suite import behaviour, store
from tests import strangers, tiny
from tests.browser.conftest import Opened, Site, only_by_mouse, settle
from tests.serving import free_port, serving
from tests.ui.models.entries import CARD

pytestmark = pytest.mark.browser

COMMIT = "0123456789abcdef0123456789abcdef01234567"
ROWS = "#catalogue table.models tbody tr"
HEARD = """(at) => {  // all that is said there from now on
  window.heard = [];
  const hear = () => window.heard.push(document.querySelector(at)?.textContent ?? "");
  new MutationObserver(hear).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page where the Hub is closed, with two repositories in its cache: one of ours, one of transformers."""
    folder, home = tmp_path_factory.mktemp("shipped"), tmp_path_factory.mktemp("hub")
    for seed, (architecture, task) in enumerate(tiny.PAIRS):
        written = Path(tiny.write(folder, architecture, task, seed=seed))
        if task == "sentiment":
            (written / "README.md").write_text(CARD.format(0.8 + seed / 100), "utf-8")
        else:
            checkpoint = load(str(written))
            store(checkpoint, behaviour(checkpoint))
    for name in ("tagger", "stranger"):
        at = home / "hub" / f"models--me--{name}"
        (at / "refs").mkdir(parents=True)
        (at / "refs" / "main").write_text(COMMIT, "utf-8")
        (at / "snapshots").mkdir()
        snapshot = at / "snapshots" / COMMIT
        if name == "stranger":
            strangers.write(snapshot, "distilbert", "sentiment")
        else:
            os.rename(tiny.write(home, "lstm", "pos"), snapshot)
        (snapshot / "README.md").write_text("# The card of " + name + "\n<script>alert(1)</script>\n", "utf-8")
    calls = home / "calls.txt"
    closed = f"http://127.0.0.1:{free_port()}"
    command = ("-m", "tests.browser.server", str(folder), str(calls))
    uploads = home / "uploads"
    with serving(command, HF_HOME=str(home), HF_ENDPOINT=closed, GRADIO_TEMP_DIR=str(uploads)) as (address, _):
        yield Site(address, folder, calls, uploads)


def opened(visit: Opened, **query: object) -> Page:
    page = visit(tab="models", answered=False, **query)
    page.wait_for_selector(".catalogue:not([data-again]) .points i", timeout=60_000)
    return page


def add(page: Page, reference: str) -> None:
    page.locator("#adding summary").click()
    page.locator("#adding input").fill(reference)
    page.locator("#adding form button").click()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [1440, 390])
def test_every_model_has_a_row_and_fits_the_page(visit: Opened, language: str, width: int) -> None:
    page = opened(visit, lang=language, width=width)
    expect(page.locator(ROWS)).to_have_count(8)
    expect(page.locator("#catalogue")).to_contain_text("自带模型" if language == "zh" else "bundled with this app")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [1440, 390])
def test_what_the_models_get_wrong_is_read_without_moving_sideways(visit: Opened, width: int) -> None:
    page = opened(visit, width=width, task="pos")
    page.get_by_role("button", name="What they get wrong").click()
    page.get_by_role("button", name="Longer texts").click()
    expect(page.locator(".failed b")).to_have_count(12)  # three sentences of each of the four
    edges = page.locator(".behaviour thead th, .failed p").evaluate_all(
        "found => found.map(one => one.getBoundingClientRect().right)"
    )
    assert len(edges) == 17
    assert max(edges) <= width
    assert only_by_mouse(page) == []


def test_a_card_is_as_wide_as_a_phone_and_its_tables_keep_their_heads(visit: Opened, site: Site) -> None:
    card = site.folder / "sentiment-rnn" / "README.md"
    before = card.read_text("utf-8")
    table = "| test set | accuracy |\n|---|---|\n| films | 91.0 % |\n"
    card.write_text(
        f"# x\n\n{table}\n```\n{'python -m playground evaluate ' * 8}\n```\n\n{'All is said. ' * 30}\n", "utf-8"
    )
    try:
        page = opened(visit, width=390)
        page.locator("#catalogue [data-card='sentiment-rnn']").click()
        expect(page.locator(".model-card th").first).to_have_text("test set")
    finally:
        card.write_text(before, "utf-8")
    right = "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
    assert page.locator(".model-card, .model-card p").evaluate_all(right) <= 390
    heights = "all => all.map(one => one.getBoundingClientRect().height > 8)"
    assert page.locator(".model-card th").evaluate_all(heights) == [True, True]


def test_a_press_anywhere_in_a_row_opens_where_the_models_failed(visit: Opened) -> None:
    page = opened(visit, width=1440, task="pos")
    page.get_by_role("button", name="What they get wrong").click()
    row = page.locator(".behaviour tbody tr").filter(has_text="Longer texts")
    row.locator("td").nth(1).click()
    expect(row.get_by_role("button")).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".failed b")).to_have_count(12)
    row.locator("th small").click()
    expect(page.locator(".failed")).to_have_count(0)


def test_a_row_is_taken_out_of_the_comparison_and_into_it(visit: Opened) -> None:
    page = opened(visit)
    page.locator("#catalogue [data-compare='sentiment-rnn']").uncheck()
    expect(page.locator("#models input[name='sentiment-rnn']")).not_to_be_checked()
    settle(page)  # a table that is late shows the next box as it was, for a moment
    page.locator("#catalogue [data-compare='pos-lstm']").check()
    expect(page.locator("#task input[value='pos']")).to_be_checked()
    expect(page.locator("#models input[name='pos-lstm']")).to_be_checked()


def test_two_rows_that_are_pressed_at_once_are_both_taken_out(visit: Opened) -> None:
    page = opened(visit)
    boxes = "[data-compare='sentiment-rnn'], [data-compare='sentiment-lstm']"
    page.locator("#catalogue").evaluate(
        "(all, boxes) => all.querySelectorAll(boxes).forEach((one) => one.click())", boxes
    )
    for place, box in (("#models", "input[name='{}']"), ("#catalogue", "[data-compare='{}']")):
        for name in ("sentiment-rnn", "sentiment-lstm"):
            expect(page.locator(f"{place} {box.format(name)}")).not_to_be_checked()
        for name in ("sentiment-textcnn", "sentiment-transformer"):
            expect(page.locator(f"{place} {box.format(name)}")).to_be_checked()


def test_a_model_of_the_cache_is_added_compared_and_removed(visit: Opened, site: Site) -> None:
    page = opened(visit)
    add(page, "me/tagger")
    expect(page.locator("#adding [role='status']")).to_contain_text("me/tagger is ready.", timeout=60_000)
    expect(page.locator("#task input[value='pos']")).to_be_checked()  # what it turned out to be
    row = page.locator(ROWS).filter(has_text="me/tagger")
    expect(row).to_contain_text("Hub 0123456")
    expect(row.locator("[data-compare]")).to_be_checked()
    row.get_by_role("button", name="Card").click()
    expect(page.locator(".model-card")).to_contain_text("The card of tagger <script>alert(1)</script>")
    row.get_by_role("button", name="Remove").click()
    expect(page.locator(ROWS)).to_have_count(8)
    expect(page.locator("#models input[name='me/tagger']")).to_have_count(0)


def test_a_model_of_pieces_answers_and_is_explained_on_the_axis_of_words(visit: Opened, site: Site) -> None:
    page = visit(text="the unwatchable film", models="sentiment-lstm,me/stranger", answered=False)
    expect(page.locator(".card.failed, .card.loading")).to_have_count(0, timeout=90_000)
    cards = page.locator("#compare .card h3")
    expect(cards).to_have_text(["LSTM", "me/stranger"])
    expect(page.locator("#compare .verdict").first).to_contain_text("2")  # the same labels: one panel
    page.locator("#tab-explain-button").click()
    expect(page.locator("#explain .attributions")).to_have_count(2, timeout=90_000)
    for shown in page.locator("#explain .attributions").all():
        assert shown.inner_text().strip() == "the unwatchable film"
    expect(page.locator("#explain .facts").nth(1)).to_contain_text("error")
    assert "##" not in page.locator("#explain").inner_text()


def test_with_the_hub_closed_a_model_says_so_and_the_others_answer(visit: Opened) -> None:
    page = visit(text="a good film")
    add(page, "somebody/elsewhere")
    expect(page.locator("#adding .warn")).to_contain_text("somebody/elsewhere could not be downloaded")
    expect(page.locator("#adding .warn")).to_contain_text("cannot be reached")
    expect(page.locator("#models input[name='somebody/elsewhere']")).not_to_be_checked()
    expect(page.locator("#compare .card")).to_have_count(4)
    expect(page.locator("#compare .card .answer")).to_have_count(4)


def test_a_name_that_is_none_is_refused_in_place(visit: Opened) -> None:
    page = visit(text="a good film")
    add(page, "just a name")
    expect(page.locator("#adding .warn")).to_contain_text("is no repository of the Hub")
    expect(page.locator("#models label")).to_have_count(8)


def test_the_sizes_in_the_table_are_those_of_the_files(visit: Opened, site: Site) -> None:
    page = opened(visit)
    row, parameters = page.locator(ROWS).first, describe(str(Path(site.folder) / "sentiment-rnn")).parameters
    row.locator("td[tabindex='0']").focus()
    for _ in range(row.locator("td").count()):  # the arrow keys go along a row, past cells that say nothing more
        if page.locator("#tip").text_content() == f"{parameters:,}":
            break
        page.keyboard.press("ArrowRight")
    expect(page.locator("#tip")).to_have_text(f"{parameters:,}")
    expect(row.locator("[data-name='Parameters']")).to_be_focused()


def test_a_model_is_exported_as_a_service_from_its_row(visit: Opened, tmp_path: Path) -> None:
    page = opened(visit)
    page.evaluate(HEARD, "#export-said")  # it may be exported before one looks
    with page.expect_download(timeout=120_000) as kept:
        page.locator(f"{ROWS} [data-export='sentiment-textcnn']").click()
    expect(page.locator("#export-said")).to_contain_text("has been exported", timeout=60_000)
    assert any("is being exported" in one for one in page.evaluate("window.heard"))
    assert kept.value.suggested_filename == "sentiment-textcnn-service.zip"
    kept.value.save_as(tmp_path / "service.zip")
    with zipfile.ZipFile(tmp_path / "service.zip") as archive:
        archive.extractall(tmp_path)
    command = [sys.executable, "predict.py", "a good film"]
    done = subprocess.run(command, cwd=tmp_path / "sentiment-textcnn", capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout)["label"] in ("negative", "positive"), done.stderr
