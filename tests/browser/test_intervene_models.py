"""Intervene with models that are not shipped, in a real browser: one of the Hub and one that was fine-tuned in this
visit go through every view of the tab; one of the library transformers says why it cannot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import strangers, tiny
from tests.browser.conftest import Opened, Site, settle
from tests.hubs import commit, olah
from tests.serving import serving

pytestmark = pytest.mark.browser

PATIENT = 300_000  # milliseconds that a training may take on a busy machine
TEXT, TWIN = "a good film", "a bad film"
ROWS = "text,label\n" + "".join(
    f"{opinion} {thing} {number},{label}\n"
    for number in range(10)
    for thing in ("film", "dog")
    for opinion, label in (("a good", "up"), ("a bad", "down"))
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page beside a Hub with two repositories: one of ours, one of transformers."""
    folder, home, hub = (tmp_path_factory.mktemp(name) for name in ("shipped", "home", "hub"))
    for seed, (architecture, task) in enumerate(tiny.PAIRS):
        tiny.write(folder, architecture, task, seed=seed)
    mine = Path(tiny.write(home, "lstm", "sentiment", seed=11))
    strangers.write(home / "stranger", "distilbert", "sentiment")
    for name, written in (("mine", mine), ("stranger", home / "stranger")):
        commit(hub / "models" / "me" / name, {one.name: one.read_bytes() for one in written.iterdir()})
    calls, uploads = home / "calls.txt", home / "uploads"
    command = ("-m", "tests.browser.server", str(folder), str(calls))
    with olah(hub) as port:
        endpoint = f"http://127.0.0.1:{port}"
        with serving(command, HF_HOME=str(home), HF_ENDPOINT=endpoint, GRADIO_TEMP_DIR=str(uploads)) as (address, _):
            yield Site(address, folder, calls, uploads)


def at_rest(page: Page) -> None:
    """Wait until the model that is chosen is there: while the page asks for it again and again, a press may be lost."""
    expect(page.locator("#tab-intervene [data-again]")).to_have_count(0)
    settle(page)


def walk(page: Page) -> None:
    """Every view of the tab, for the model that is chosen."""
    at_rest(page)
    page.get_by_role("button", name="Change a part").click()
    settle(page)
    expect(page.locator("#intervene .steps li[data-change]")).to_have_count(1)
    expect(page.locator("#intervene .answers tbody tr")).to_have_count(2)
    ranked = page.locator("#intervene-found .ranked li")
    expect(ranked.first).to_be_visible()
    ranked.nth(1).locator("[data-action=add]").click()
    expect(page.locator("#intervene .steps li[data-change]")).to_have_count(2)
    page.get_by_role("button", name="Compare with an edited sentence").click()
    page.fill("[data-field=twin]", TWIN)
    page.keyboard.press("Enter")
    expect(page.locator("#intervene-found .curve")).to_be_visible()
    page.get_by_role("button", name="What a unit listens to").click()
    expect(page.locator(".units .unit-page")).to_be_visible()
    expect(page.locator(".unit-places").first.locator("li").first).to_be_visible()
    settle(page)


def test_models_of_the_hub_and_of_the_visit_go_through_every_view_and_a_foreign_one_says_why_not(visit: Opened) -> None:
    page = visit(tab="finetune", text=TEXT, models="sentiment-lstm,me/mine,me/stranger", answered=False)
    page.wait_for_selector(".ft-offer")
    page.wait_for_selector("html[data-settled]")
    page.set_input_files(
        "[data-testid=finetune-file-upload-button]",
        {"name": "shop.csv", "mimeType": "text/plain", "buffer": ROWS.encode()},
    )
    expect(page.locator(".ft-labels li")).to_have_count(2)
    page.locator("[data-train]").click()
    expect(page.locator(".ft-result h3")).to_contain_text("shop · LSTM", timeout=PATIENT)
    page.locator("#tab-intervene-button").click()
    models = page.locator("[data-choose=model]")
    expect(models.locator("option:checked")).to_contain_text("shop · LSTM")
    expect(page.locator("#intervene .answers")).to_contain_text("down")
    walk(page)
    models.select_option("me/mine")
    expect(page.locator(".units[data-listens]")).to_have_attribute("data-model", "me/mine")
    walk(page)
    models.select_option("me/stranger")
    why = "reads pieces of words"
    expect(page.locator(".units")).to_contain_text(why)
    at_rest(page)
    for view in ("Change a part", "Compare with an edited sentence"):
        page.get_by_role("button", name=view).click()
        expect(page.get_by_role("button", name=view)).to_have_attribute("aria-pressed", "true")
        expect(page.locator("#intervene")).to_contain_text(why)
        expect(page.locator("#intervene .answers, #intervene-found .ranked")).to_have_count(0)
