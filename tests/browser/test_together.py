"""Memory and path in a real browser: all chosen models at once, both tasks, by mouse and by keyboard."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from playground.checkpoints import load
from playground.lenses.inside.memory import average, memory, store
from playground.lenses.inside.state_path import path
from playground.ui.inside.all_models.memory_chart import short_value
from tests.browser.conftest import Opened, Site
from tests.browser.test_inside import TEXT, WORDS

pytestmark = pytest.mark.browser

MODELS = {
    task: [f"{task}-{name}" for name in ("rnn", "lstm", "textcnn", "transformer")] for task in ("sentiment", "pos")
}
TITLES = ["RNN", "LSTM", "TextCNN", "Transformer"]


def together(visit: Opened, view: str, task: str, text: str = TEXT, models: str | None = None, **more: Any) -> Page:
    chosen = models or ",".join(MODELS[task])
    page = visit(text=text, task=task, models=chosen, tab="inside", answered=False, **more)
    page.wait_for_selector("#inside .inside:not([data-again]) .views label", timeout=60_000)
    page.locator(f"#inside .views label:has(input[value={view}])").click()
    page.wait_for_selector("#inside .inside:not([data-again]) .all-models", timeout=60_000)
    return page


def places(page: Page, measure: str) -> Locator:
    return page.locator(f"[data-measure={measure}] .places > *")


FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def told(page: Page, measure: str, at: int) -> list[str]:
    """What a place says when it is pointed at, a line each."""
    page.mouse.move(0, 0)
    place = places(page, measure).nth(at)
    place.scroll_into_view_if_needed()
    page.evaluate(FRAMES)  # scrolling takes the tip away
    place.hover()
    return page.locator("#tip").inner_text().split("\n")


# ---- memory


@pytest.mark.parametrize("task", ["sentiment", "pos"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_memory_shows_every_chosen_model_in_one_chart_a_measure(
    visit: Opened, site: Site, task: str, language: str
) -> None:
    page = together(visit, "memory", task, lang=language)
    for measure in ("gradients", "deletions"):
        assert places(page, measure).locator("b").all_text_contents() == WORDS
        assert page.locator(f"[data-measure={measure}] svg svg polyline:not(.thin)").count() >= 4
        marks = page.locator(f"[data-measure={measure}] svg > g:not(.grid)")
        assert [str(group.text_content())[0] for group in marks.all()] == ["■", "●", "▲", "◆"]
    chosen = len(WORDS) // 2 if task == "pos" else None
    for at in (0, 5):
        lines = told(page, "gradients", at)
        for line, reference in zip(lines[1:], MODELS[task], strict=True):
            found = memory(load(str(site.folder / reference)), TEXT, chosen)
            assert line.endswith(f" {short_value(float(found.gradients[at]))}")
    assert page.locator("#inside b b").count() == 0
    if language == "en":
        assert "Vanishing gradient" in page.locator(".memory-charts").inner_text()


def test_deletions_have_a_sign_where_one_points(visit: Opened, site: Site) -> None:
    page = together(visit, "memory", "sentiment", models="sentiment-lstm")
    found = memory(load(str(site.folder / "sentiment-lstm")), TEXT)
    for at in range(0, len(WORDS), 4):
        line = told(page, "deletions", at)[1]
        value = float(found.deletions[at])
        assert line.endswith(("+" if value > 0 else "−") + short_value(abs(value)))
    page.locator("[data-measure=deletions] .as-table summary").click()
    cells = page.locator("[data-measure=deletions] .as-table tbody td")
    expect(cells).to_have_count(len(WORDS))
    written = [cell.lstrip("+−") for cell in cells.all_inner_texts()]
    assert written == [short_value(abs(float(value))) for value in found.deletions]


def test_another_word_is_asked_about_by_mouse_and_by_keyboard(visit: Opened, site: Site) -> None:
    page = together(visit, "memory", "pos")
    expect(page.locator(".about")).to_contain_text("word 9, “good”")
    places(page, "gradients").nth(5).click()
    expect(page.locator(".about")).to_contain_text("word 6, “film”")
    expect(page.locator(".memory-charts [aria-pressed='true']")).to_have_count(2)
    expect(places(page, "gradients").nth(5)).to_be_focused()  # with which it says what it shows
    found = memory(load(str(site.folder / "pos-rnn")), TEXT, 5)
    assert told(page, "gradients", 0)[0] == "“The”, 5 before"
    assert told(page, "gradients", 0)[1].endswith(short_value(float(found.gradients[0])))
    expect(page.locator(".about b").first).to_have_text(found.answer)
    expect(places(page, "gradients").nth(5)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".about")).to_contain_text("word 5, “2024”")
    page.locator("#text textarea").fill("A good film")  # there is no fifth word any more
    page.keyboard.press("Enter")
    expect(page.locator(".about")).to_contain_text("word 2, “good”")


def test_a_tagger_of_filters_is_on_the_line_of_zero_beyond_its_reach(visit: Opened) -> None:
    page = together(visit, "memory", "pos", models="pos-textcnn")
    marks = page.locator("[data-measure=gradients] .a-textcnn text")
    heights = [float(str(mark.get_attribute("y")).rstrip("%")) for mark in marks.all()]
    heights.reverse()  # marks are drawn from the last word backwards
    far = [abs(at - len(WORDS) // 2) > 4 for at in range(len(WORDS))]
    assert [height == 100 for height in heights] == far
    expect(page.locator("[data-measure=gradients] .ticks span").last).to_have_text("0")


def test_stored_means_stand_behind_and_say_who_forgets_faster(visit: Opened, site: Site) -> None:
    drawn = np.random.default_rng(4)
    texts = [["good", "film", "bad", "dog", "it"] * 6 for _ in range(3)]
    for text in texts:
        drawn.shuffle(text)
    means = {}
    for reference in MODELS["pos"][:2]:
        checkpoint = load(str(site.folder / reference))
        means[reference] = average(checkpoint, texts, "dev.conllu")
        store(checkpoint, means[reference])
    try:
        page = together(visit, "memory", "pos")
        assert page.locator("[data-measure=gradients] .thin").count() == 2
        said = page.locator(".memory-charts").inner_text()
        assert "3 sentences of dev.conllu, of 25 words or more" in said
        rnn, lstm = (means[reference].kept for reference in MODELS["pos"][:2])
        assert rnn is not None
        assert lstm is not None
        assert f"{100 * rnn:.1f}" in said
        assert ("the gradient decays faster in the RNN than in the LSTM" in said) == (rnn < lstm)
        assert ("the gradient does not decay faster in the RNN" in said) == (rnn >= lstm)
    finally:
        for reference in MODELS["pos"][:2]:
            (site.folder / reference / "memory.json").unlink()


# ---- path


@pytest.mark.parametrize("task", ["sentiment", "pos"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_paths_stand_side_by_side_in_the_order_of_reading(visit: Opened, site: Site, task: str, language: str) -> None:
    page = together(visit, "path", task, lang=language)
    assert page.locator(".paths h3").all_inner_texts() == TITLES
    for panel, reference in zip(page.locator(".paths article").all(), MODELS[task], strict=True):
        found = path(load(str(site.folder / reference)), TEXT)
        titles = panel.locator(".path.wide [data-tip]").evaluate_all("all => all.map(one => one.dataset.tip)")
        assert len(titles) == len(found.words_read)
        assert [re.match("“(.*)”", one).group(1) for one in titles] == [  # type: ignore[union-attr]
            found.words[read - 1].text for read in found.words_read
        ]
        line = str(panel.locator(".path.wide polyline").get_attribute("points")).split(" ")
        drawn = np.array([[float(number) for number in point.split(",")] for point in line])
        across = found.coordinates - found.coordinates.mean(0)
        unit = np.ptp(drawn[:, 0]) / np.ptp(across[:, 0])  # one unit for both directions
        assert np.allclose(drawn[:, 0] - drawn[:, 0].mean(), across[:, 0] * unit, atol=0.2)
        assert np.allclose(drawn[:, 1].mean() - drawn[:, 1], across[:, 1] * unit, atol=0.2)
        assert f"{100 * sum(found.variance):.0f} %" in panel.inner_text()
        for title, row in zip(titles, found.probabilities, strict=True):
            best = found.labels[int(row.argmax())]
            assert language == "zh" or f"”: {best} " in title
    assert page.locator("#inside b b").count() == 0


def test_the_second_of_two_labels_is_a_disc_and_the_first_a_square(visit: Opened, site: Site) -> None:
    page = together(visit, "path", "sentiment", models="sentiment-rnn")
    found = path(load(str(site.folder / "sentiment-rnn")), TEXT)
    positive = int((found.probabilities[:, 1] > 0.5).sum())
    expect(page.locator(".path.wide circle.for")).to_have_count(positive)
    expect(page.locator(".path.wide rect.against")).to_have_count(len(WORDS) - positive)


def test_the_table_says_what_the_drawing_shows(visit: Opened, site: Site) -> None:
    page = together(visit, "path", "pos", models="pos-lstm")
    page.locator(".points summary").click()
    found = path(load(str(site.folder / "pos-lstm")), TEXT)
    rows = page.locator(".points tbody tr").all()
    assert len(rows) == len(WORDS)
    for row, word, (x, y) in zip(rows, WORDS, found.coordinates.tolist(), strict=True):
        cells = row.locator("th, td").all_inner_texts()
        assert cells[0] == word
        assert [float(cell.replace("−", "-")) for cell in cells[1:3]] == pytest.approx([x, y], abs=0.006)


# ---- both


def keep(page: Page, kind: str, at: int = 0) -> tuple[str, bytes]:
    with page.expect_download() as waited:
        page.locator(f"[data-download='{kind}']").nth(at).click()
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


@pytest.mark.parametrize("task", ["sentiment", "pos"])
@pytest.mark.parametrize("view", ["memory", "path"])
def test_both_can_be_kept_as_a_picture_and_as_data(visit: Opened, view: str, task: str) -> None:
    page = together(visit, view, task)
    panels = 1 if view == "memory" else 4
    expect(page.locator("[data-download='svg']")).to_have_count(panels)
    name = f"{task}-memory{'-word9' if task == 'pos' else ''}" if view == "memory" else f"{task}-transformer-path"
    for kind in ("svg", "png", "csv", "json"):
        file, content = keep(page, kind, panels - 1)
        assert file == f"{name}.{kind}"
        if kind == "svg":
            picture = content.decode("utf-8")
            parsed = "text => !new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')"
            assert page.evaluate(parsed, picture)
            assert not re.search(r"var\(|color-mix|color\(srgb|class=|style=|NaN|undefined", picture)
            assert "&#60;b&#62;" in picture or "&lt;b&gt;" in picture
        elif kind == "png":
            assert content.startswith(b"\x89PNG")
        elif kind == "csv":
            rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
            assert [row["word"] for row in rows] == WORDS * (4 if view == "memory" else 1)
        else:
            record = json.loads(content)
            assert record["text"] == TEXT
            assert len(record["models"] if view == "memory" else record["states"]) in (4, len(WORDS))


def test_a_slider_shows_how_far_a_long_text_has_been_read(visit: Opened) -> None:
    page = together(visit, "path", "sentiment", text=" ".join(f"word{number}" for number in range(40)))
    slider, drawn = page.locator("input[data-scrub]"), page.locator("svg.path.wide").first
    expect(slider).to_have_attribute("max", "40")
    slider.fill("10")
    expect(page.locator(".scrub output")).to_contain_text("word9")
    assert drawn.locator("[data-tip]:not(.faint)").count() == 10
    slider.fill("40")
    expect(page.locator(".scrub output")).to_contain_text("word39")
    assert drawn.locator("[data-tip]:not(.faint)").count() == 24, "the latest"


@pytest.mark.parametrize("view", ["memory", "path"])
def test_one_word_and_none(visit: Opened, view: str) -> None:
    page = together(visit, view, "pos", text="good")
    assert page.locator("#inside .warn").count() == 0
    page.locator("#text textarea").fill(" ")
    page.keyboard.press("Enter")
    expect(page.locator("#inside .state")).to_contain_text("Nothing to read yet")


@pytest.mark.parametrize("view", ["memory", "path"])
def test_the_bar_says_which_models_and_the_view_stays(visit: Opened, view: str) -> None:
    page = together(visit, view, "sentiment", models="sentiment-rnn,sentiment-lstm#untrained")
    assert "untrained" in page.locator("#inside").inner_text()
    page.locator("#models label", has_text="Transformer").first.click()
    expect(page.locator("#inside")).to_contain_text("Transformer")
    expect(page.locator(f"#inside input[value={view}]")).to_be_checked()
    page.locator("#task label", has_text="Part of speech").click()
    only_taggers_have = {"memory": ".memory-charts .places button", "path": ".path.wide .tag"}[view]
    page.wait_for_selector(f"#inside .inside:not([data-again]) {only_taggers_have}")
    expect(page.locator(f"#inside input[value={view}]")).to_be_checked()
    page.locator("#inside .views label:has(input[value=states])").click()
    page.wait_for_selector("#inside .map canvas")


@pytest.mark.parametrize("view", ["memory", "path"])
def test_a_phone_shows_it_without_scrolling_the_page(visit: Opened, view: str) -> None:
    page = together(visit, view, "pos", text="the film was not good but it is a dog . " * 6, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for way in page.locator(".path:visible").all():  # a path is seen whole
        box = way.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    expect(page.locator(".path.wide:visible")).to_have_count(0)
    expect(page.locator(".path.narrow:visible")).to_have_count(4 if view == "path" else 0)
