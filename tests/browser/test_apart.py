"""Layer by layer and Code in a real browser."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from playground.checkpoints import load
from playground.lenses.inside.layers import layers
from playground.lenses.inside.source_code import listing
from playground.lenses.inside.trace import trace
from playground.models.blocks import Batch
from playground.training.settings import Settings
from tests.browser.conftest import Opened, Site, settle
from tests.tiny import PAIRS

pytestmark = pytest.mark.browser

TEXT = 'The <b>good</b> film 😀 was good & "good", see 2024.'


def opened(visit: Opened, view: str, model: str, **more: Any) -> Page:
    page = visit(text=TEXT, task=model.split("-")[0], models=model, tab="inside", answered=False, **more)
    page.wait_for_selector("#inside article", timeout=60_000)
    page.locator(f"#inside .views label:has(input[value='{view}'])").click()
    page.wait_for_selector("svg.diagram:visible" if view == "layers" else ".listing", timeout=60_000)
    return page


def said(page: Page) -> str:
    return page.locator("svg.diagram:visible").evaluate("svg => svg.textContent")


def block(page: Page, name: str) -> Any:
    return page.locator(f"svg.diagram:visible [data-open='{name}']")


@pytest.mark.parametrize(("architecture", "task"), PAIRS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_both_views_of_every_architecture(visit: Opened, architecture: str, task: str, language: str) -> None:
    page = opened(visit, "layers", f"{task}-{architecture}", lang=language)
    expect(block(page, "encoder")).to_have_attribute("aria-expanded", "true")
    assert page.locator("#inside b b").count() == 0
    page.locator("#inside .views label:has(input[value='code'])").click()
    expect(page.locator("#inside .mistake")).to_have_count(3 if architecture == "transformer" else 2)
    expect(page.locator("#inside .listing")).to_contain_text("load_file")


def test_a_block_unfolds_by_mouse_and_by_keyboard_and_keeps_the_focus(visit: Opened) -> None:
    page = opened(visit, "layers", "pos-lstm")
    block(page, "head").click()
    expect(block(page, "head")).to_have_attribute("aria-expanded", "true")
    assert "reads batch 1, words" in said(page)
    block(page, "head").focus()
    page.keyboard.press("Enter")
    expect(block(page, "head")).to_have_attribute("aria-expanded", "false")
    expect(block(page, "head")).to_be_focused()
    page.keyboard.press("Space")
    expect(block(page, "head")).to_have_attribute("aria-expanded", "true")
    block(page, "encoder").click()
    expect(block(page, "layer1")).to_have_count(0)


def test_sliders_show_what_a_batch_does_to_the_shapes(visit: Opened, site: Site) -> None:
    page = opened(visit, "layers", "pos-lstm")
    count = len(trace(load(str(site.folder / "pos-lstm")), TEXT).read)
    assert f"batch 1, words {count}, embedding 12" in said(page)
    page.locator("input[data-option='sentences']").fill("8")
    expect(page.locator(".slider output").first).to_have_text("8")
    page.wait_for_function("() => document.querySelector('svg.diagram.wide').textContent.includes('batch 8')")
    page.locator("input[data-option='longest']").fill("33")
    page.wait_for_function("() => document.querySelector('svg.diagram.wide').textContent.includes('words 33')")
    checkpoint = load(str(site.folder / "pos-lstm"))
    drawn = layers(checkpoint, trace(checkpoint, TEXT), 0, Batch(8, 33))
    expect(page.locator("#inside .total")).to_contain_text(f"{drawn.multiplications:,}")
    expect(page.locator("#inside .controls + .note")).to_contain_text("8 sentences is padded to the 33")


def test_another_word_and_the_training_view(visit: Opened) -> None:
    page = opened(visit, "layers", "sentiment-rnn")
    block(page, "masked").click()
    expect(block(page, "masked")).to_have_attribute("aria-expanded", "true")
    page.locator("select[data-option='word']").select_option("2")
    page.wait_for_function("() => document.querySelector('svg.diagram.wide').textContent.includes('at word 3 “good”')")
    page.locator("select[data-option='mode']").select_option("training")
    expect(page.locator("#inside .settings dt")).to_have_count(len(fields(Settings)) - 1)  # the switch is off
    expect(block(page, "optimizer")).to_have_count(1)
    losses = set()
    for target in ("negative", "positive"):
        page.locator("select[data-option='target']").select_option(target)
        expect(page.locator("select[data-option='target']")).to_have_value(target)
        settle(page)
        losses.update(re.findall(r"gives one numbernumbers: ([\d.]{4})", said(page)))
    assert len(losses) == 2


def keep(page: Page, kind: str) -> bytes:
    with page.expect_download() as waited:
        page.locator(f"[data-download='{kind}']").first.click()
    assert waited.value.suggested_filename.endswith(f".{kind}")
    return Path(waited.value.path()).read_bytes()


def test_the_drawing_can_be_kept_as_a_picture_that_needs_nothing_beside_it(visit: Opened) -> None:
    page = opened(visit, "layers", "pos-transformer")
    page.locator("#inside .every button[value='open']").click()
    expect(block(page, "layer1.attention")).to_have_attribute("aria-expanded", "true")
    picture = keep(page, "svg").decode("utf-8")
    assert "var(" not in picture
    assert "Attention weights" in picture
    assert page.evaluate(
        "text => !new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')", picture
    )
    assert keep(page, "png").startswith(b"\x89PNG")
    assert keep(page, "csv").startswith(b"\xef\xbb\xbfblock,")
    assert b'"multiplications"' in keep(page, "json")


def test_text_and_program_can_be_copied(visit: Opened, site: Site) -> None:
    page = opened(visit, "layers", "pos-rnn")
    page.locator("#inside .as-text summary").click()
    page.locator("#inside .as-text .copy").click()
    expect(page.locator("#inside .as-text .copy")).to_have_text("Copied")
    assert "Backward cell" in page.evaluate("navigator.clipboard.readText()")
    page.locator("#inside .views label:has(input[value='code'])").click()
    page.locator("#inside .copy[data-copy='.listing']").click()
    expect(page.locator("#inside .copy[data-copy='.listing']")).to_have_text("Copied")
    shown = page.evaluate("navigator.clipboard.readText()")
    program = listing(load(str(site.folder / "pos-rnn")))
    first = re.escape(program.split("words = sys.argv")[1].split("\n", 1)[1].strip()[:200])
    assert re.search(first, shown)
    assert keep(page, "py").decode("utf-8") == shown


def test_two_models_beside_each_other_unfold_on_their_own(visit: Opened) -> None:
    page = opened(visit, "layers", "pos-rnn")
    page.locator("#inside select[data-option='model'][data-side='1']").select_option("pos-textcnn")
    expect(page.locator("#inside article")).to_have_count(2)
    page.locator("svg.diagram:visible [data-open='head'][data-side='1']").click()
    expect(page.locator("svg.diagram:visible [data-open='head'][data-side='1']")).to_have_attribute(
        "aria-expanded", "true"
    )
    expect(page.locator("svg.diagram:visible [data-open='head'][data-side='0']")).to_have_attribute(
        "aria-expanded", "false"
    )


@pytest.mark.parametrize("view", ["layers", "code"])
def test_a_phone_sees_all_of_it(visit: Opened, view: str) -> None:
    page = opened(visit, view, "pos-lstm", width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if view == "layers":
        box = page.locator("svg.diagram:visible").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


QUICK = """([choices, blocks]) => {
    for (const [key, value] of choices) {
        const chosen = document.querySelector(`#inside [data-option='${key}'][data-side='0']`);
        chosen.value = value;
        chosen.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (const name of blocks) {
        const block = document.querySelector(`svg.diagram.wide [data-open='${name}']`);
        block.dispatchEvent(new Event("click", { bubbles: true }));
    }
}"""
FOLDED = ("head", "embed", "masked")


def test_of_several_quick_choices_none_is_lost(visit: Opened) -> None:
    page = opened(visit, "layers", "pos-lstm")
    for round in range(4):
        training, drawn = round % 2 == 0, f"batch {7 + round}, words {30 + round}"
        chosen = {"sentences": str(7 + round), "longest": str(30 + round), "word": str(1 + round)}
        chosen["mode"] = "training" if training else "answering"
        page.evaluate(QUICK, [list(chosen.items()), FOLDED])
        expect(page.locator("svg.diagram:visible")).to_contain_text(drawn)
        settle(page)  # nothing older is drawn over it
        assert drawn in said(page)
        for key, value in chosen.items():
            expect(page.locator(f"#inside [data-option='{key}'][data-side='0']")).to_have_value(value)
        for name in FOLDED:
            expect(block(page, name)).to_have_attribute("aria-expanded", "true" if training else "false")
        expect(block(page, "optimizer")).to_have_count(1 if training else 0)


def test_blocks_unfold_as_fast_as_keys_are_pressed(visit: Opened) -> None:
    page = opened(visit, "layers", "pos-rnn")
    block(page, "words").focus()
    for key in ("Enter", "Tab", "Enter", "Tab", "Enter"):
        page.keyboard.press(key, delay=60)
    for name in ("words", "ids", "mask"):
        expect(block(page, name)).to_have_attribute("aria-expanded", "true")
    settle(page)
    expect(block(page, "mask")).to_be_focused()


def test_a_view_and_a_text_chosen_at_once_are_both_shown(visit: Opened) -> None:
    page = opened(visit, "layers", "pos-rnn")
    page.locator("#text textarea").fill("the dog was good")
    page.evaluate("""() => {
        const wide = document.querySelector("#inside [data-option='sentences']");
        wide.value = "9";
        wide.dispatchEvent(new Event("change", { bubbles: true }));
        playground.ask();
    }""")
    page.wait_for_function("() => document.querySelector('svg.diagram.wide').textContent.includes('batch 9, words 4')")
    settle(page)
    assert "batch 9, words 4" in said(page)
