"""Edit in a real browser: words changed by mouse and by keyboard, answers before and after, suggestions, undo."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from playground.checkpoints import load, references
from playground.lenses.edit.edit import edit
from playground.lenses.predict.predict import predict
from playground.ui.edit.render import NATURAL
from playground.ui.language.numbers import percent
from tests.browser.conftest import Opened, Site

pytestmark = pytest.mark.browser

TEXT = 'The <b>good</b> 2024 film 😀 was good & "bad".'
BOX = "#text textarea"


def desk(visit: Opened, text: str = TEXT, task: str = "sentiment", **more: Any) -> Page:
    page = visit(text=text, task=task, tab="edit", answered=False, **more)
    page.wait_for_selector(".edit:not([data-again]) .draft", timeout=60_000)
    page.wait_for_selector("html[data-settled]")
    return page


def word(page: Page, at: int) -> Locator:
    return page.locator(".draft .word").nth(at)


def written(page: Page) -> list[str]:
    return page.locator(".draft .word").all_inner_texts()


def change(page: Page, at: int, value: str) -> None:
    word(page, at).click()
    expect(word(page, at)).to_have_attribute("aria-pressed", "true")
    page.fill(".typed input", value)
    page.keyboard.press("Enter")


def shown(page: Page) -> list[list[str]]:
    """What stands in each row before and after."""
    return [row.locator(".said > span").all_inner_texts() for row in page.locator(".answer-row").all()]


def expected(site: Site, task: str, text: str) -> list[str]:
    found = []
    for architecture in ("rnn", "lstm", "textcnn", "transformer"):
        answer = predict(load(str(site.folder / f"{task}-{architecture}")), text)
        found.append(f"{answer.label} {percent(max(answer.scores.values()), 1)}")
    return found


def test_a_changed_word_shows_every_model_before_and_after(visit: Opened, site: Site) -> None:
    page = desk(visit)
    assert written(page)[:5] == ["The", "<b>", "good", "</b>", "2024"]
    expect(page.locator(".answer-rows .verdict")).to_have_text("Nothing is changed yet.")
    change(page, 2, "bad")
    expect(word(page, 2)).to_have_text("bad")
    word(page, 2).focus()
    expect(page.locator("#tip")).to_have_text("was: good")
    after = TEXT.replace("good", "bad", 1)
    rows = list(zip(expected(site, "sentiment", TEXT), expected(site, "sentiment", after), strict=True))
    assert [tuple(row) for row in shown(page)] == rows
    flipped = [before.split()[0] != then.split()[0] for before, then in rows]
    assert [("flipped" in text) for text in page.locator(".badge").all_inner_texts()] == flipped


def test_deleting_swapping_undoing_and_redoing(visit: Opened) -> None:
    page = desk(visit, "the bad good film")
    word(page, 1).click()
    expect(page.locator(".typed input")).to_have_value("bad")
    page.get_by_role("button", name="Swap →").click()
    expect(word(page, 2)).to_have_text("bad")
    assert written(page) == ["the", "good", "bad", "film"]
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".draft .word")).to_have_text(["the", "good", "film"])
    expect(page.locator(".draft s")).to_have_text(["bad"])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".draft .word")).to_have_text(["the", "good", "bad", "film"])
    page.get_by_role("button", name="Redo").click()
    expect(page.locator(".draft .word")).to_have_text(["the", "good", "film"])
    expect(page.locator(".steps ol button")).to_have_text(["the text", "bad ⇄ good", "without bad"])
    page.locator(".steps ol button").first.click()
    expect(page.locator(".draft .word")).to_have_text(["the", "bad", "good", "film"])
    assert page.input_value(BOX) == "the bad good film"


def test_the_keyboard_is_enough(visit: Opened) -> None:
    page = desk(visit, "the bad good film")
    word(page, 0).focus()
    page.keyboard.press("ArrowRight")
    expect(word(page, 1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".typed input")).to_be_focused()
    page.keyboard.type("dog")
    page.keyboard.press("Enter")
    expect(word(page, 1)).to_have_text("dog")
    expect(word(page, 1)).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator(".draft .word")).to_have_text(["the", "good", "dog", "film"])
    expect(word(page, 2)).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator(".draft .word")).to_have_text(["the", "good", "film"])
    page.keyboard.press("Control+z")
    expect(page.locator(".draft .word")).to_have_text(["the", "good", "dog", "film"])


def test_a_suggestion_is_tried_with_one_click(visit: Opened, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "FOLDER", site.folder)  # the tagger of the natural ones, as on the page
    page = desk(visit, "the good dog", models="sentiment-lstm")
    expect(page.locator(".suggestions .try").first).to_be_visible()
    found = edit(load(str(site.folder / "sentiment-lstm")), "the good dog")
    expect(page.locator(".suggestions .try")).to_have_count(len(found.edits))
    page.locator(".suggestions .try").first.click()
    expect(page.locator(".steps ol button").nth(1)).to_have_text("a suggestion")
    first = min(found.edits, key=lambda one: one.kind not in NATURAL)  # what a person might write stands first
    assert page.locator(".keep-text").get_attribute("data-text") == first.text
    after = first.after
    assert shown(page)[0][1] == f"{after.label} {percent(max(after.scores.values()), 1)}"


def test_the_edited_text_becomes_the_text_of_the_bar_and_keeps_its_steps(visit: Opened) -> None:
    page = desk(visit, "the good dog")
    change(page, 1, "bad")
    page.get_by_role("button", name="Use this as the text above").click()
    expect(page.locator(BOX)).to_have_value("the bad dog")
    expect(page.locator(".answer-rows .verdict")).to_have_text("Nothing is changed yet.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".draft .word")).to_have_text(["the", "good", "dog"])
    assert page.input_value(BOX) == "the bad dog"


def test_another_text_in_the_bar_begins_anew(visit: Opened) -> None:
    page = desk(visit, "the good dog")
    change(page, 1, "bad")
    expect(word(page, 1)).to_have_text("bad")
    page.fill(BOX, "a film")
    page.keyboard.press("Enter")
    expect(page.locator(".draft .word")).to_have_text(["a", "film"])
    expect(page.locator(".steps")).to_have_count(0)


def test_a_change_of_models_leaves_the_draft_alone(visit: Opened) -> None:
    page = desk(visit, "the good dog")
    change(page, 1, "bad")
    expect(word(page, 1)).to_have_text("bad")
    page.locator("#models label", has_text="TextCNN").first.click()
    expect(page.locator(".answer-row")).to_have_count(3)
    assert written(page) == ["the", "bad", "dog"]


def test_tags_are_followed_through_an_edit(visit: Opened, site: Site) -> None:
    page = desk(visit, "the dog is not good", "pos")
    word(page, 4).click()
    expect(page.locator(".answer-rows h3")).to_have_text("The tag of “good” before and after")
    word(page, 0).click()
    expect(page.locator(".answer-rows h3")).to_contain_text("“the”")
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator(".draft .word")).to_have_count(4)
    word(page, 3).click()
    expect(page.locator(".answer-rows h3")).to_contain_text("“good”")
    for row, architecture in zip(shown(page), ("rnn", "lstm", "textcnn", "transformer"), strict=True):
        checkpoint = load(str(site.folder / f"pos-{architecture}"))
        before, after = predict(checkpoint, "the dog is not good"), predict(checkpoint, "dog is not good")
        assert before.tags
        assert after.tags
        assert [text.split()[0] for text in row] == [before.tags[4], after.tags[3]]
    expect(page.locator(".suggestions h3")).to_have_text("What would flip the tag of “good”")


def test_the_last_word_can_be_deleted_and_comes_back(visit: Opened) -> None:
    page = desk(visit, "good")
    word(page, 0).click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.locator("#edit")).to_contain_text("No word is left")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".draft .word")).to_have_text(["good"])


def test_edits_of_a_long_text_are_looked_for_when_asked(visit: Opened) -> None:
    page = desk(visit, "the good film , " * 30, models="sentiment-textcnn")
    page.get_by_role("button", name="Search for edits of this long text").click()
    expect(page.locator(".suggestions article").first).to_be_visible()
    expect(page.locator(".suggestions .pulse")).to_have_count(0)
    # An action that changed nothing to be seen does not hold up the next one.
    page.wait_for_function("playground.actions('edit').waiting.length === 0")
    word(page, 2).click()
    expect(word(page, 2)).to_have_attribute("aria-pressed", "true")


def test_a_long_search_is_stopped_and_what_was_found_stays(visit: Opened, site: Site) -> None:
    page = desk(visit, "a good film , " * 30)
    with site.held("sentiment-rnn"):
        page.get_by_role("button", name="Search for edits of this long text").click()
        expect(page.locator(".suggestions .pulse", has_text="edited texts tried").first).to_be_visible(timeout=60_000)
        page.locator("#edit-stop").click()
        expect(page.locator(".suggestions .note", has_text="Stopped before an edit was found.")).to_have_count(4)
        expect(page.locator("#edit-stop")).not_to_be_visible()
    word(page, 2).click()  # the next question
    expect(word(page, 2)).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".suggestions article .note, .suggestions article .try").first).to_be_visible()


def test_a_stopped_search_goes_on_where_it_was(visit: Opened, site: Site) -> None:
    page = desk(visit, "the bad film , " * 30, models="sentiment-rnn,sentiment-lstm")
    second = page.locator(".suggestions article").nth(1)
    with site.held("sentiment-lstm"):
        page.get_by_role("button", name="Search for edits of this long text").click()
        expect(second.locator(".pulse")).to_contain_text("edited texts tried", timeout=60_000)
        first = page.locator(".suggestions article").first.inner_text()
        page.locator("#edit-stop").click()
        expect(second.locator(".note")).to_have_text("Stopped before an edit was found.")
        assert page.locator(".suggestions article").first.inner_text() == first
    page.get_by_role("button", name="Continue the search").click()
    expect(page.get_by_role("button", name="Continue the search")).to_have_count(0)
    expect(page.locator(".suggestions article")).to_have_count(2)
    expect(page.locator(".suggestions .pulse")).to_have_count(0, timeout=60_000)
    assert page.locator(".suggestions article").first.inner_text() == first


def test_a_search_ends_once_something_else_is_asked(visit: Opened, site: Site) -> None:
    with site.held("pos-lstm"):
        page = desk(visit, "the bad film " * 12, "pos", models="pos-rnn,pos-lstm")
        title, waits = page.locator(".suggestions h3"), page.locator(".suggestions .pulse")
        for at, named in ((0, "“the”"), (2, "“film”")):
            word(page, at).click()
            expect(title).to_contain_text(named)
            expect(waits).to_have_count(1)
        page.fill(BOX, "a good dog " * 12)
        expect(page.locator(".suggestions article").first).to_be_visible()
        expect(title).not_to_contain_text("film")
        expect(word(page, 2)).to_have_text("dog")  # a press on a word that is no longer there is not answered
        word(page, 2).click()
        expect(title).to_contain_text("“dog”")
    expect(waits).to_have_count(0, timeout=60_000)
    expect(page.locator(".suggestions .note", has_text="Stopped")).to_have_count(0)


@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_the_steps_can_be_kept_with_their_answers(visit: Opened, site: Site, tmp_path: Path, task: str) -> None:
    page = desk(visit, "the good dog =1", task)
    word(page, 1).click()
    expect(word(page, 1)).to_have_attribute("aria-pressed", "true")
    change(page, 0, "=SUM(1)")
    expect(word(page, 0)).to_have_text("=")
    if task == "pos":  # until then what is seen is for the word that was picked before
        expect(page.locator(".suggestions h3")).to_contain_text("“the”", timeout=60_000)
    expect(page.locator(".suggestions article").first).to_be_visible(timeout=60_000)
    expect(page.locator(".suggestions .pulse")).to_have_count(
        0, timeout=60_000
    )  # else each file may hold other suggestions
    for kind in ("csv", "json", "svg", "png"):
        with page.expect_download() as download:
            page.locator(f"[data-download='{kind}']").click()
        assert download.value.suggested_filename == f"edit-{task}.{kind}"
        download.value.save_as(tmp_path / kind)
    record = json.loads((tmp_path / "json").read_text("utf-8"))
    assert [step["deed"] for step in record["steps"]] == ["begin", "replace"]
    assert record["steps"][1]["text"] == "=SUM(1) good dog =1"
    rows = list(csv.DictReader((tmp_path / "csv").read_text("utf-8-sig").splitlines()))
    suggested = [row for row in rows if row["step"] == "suggestion"]
    assert len(suggested) == sum(len(one["answers"]) for one in record["suggestions"])
    rows = rows[: -len(suggested) or None]
    assert len(rows) == 8
    assert rows[-1]["text"] == "'=SUM(1) good dog =1"
    assert "=SUM(1) good dog =1" in (tmp_path / "svg").read_text("utf-8")
    assert (tmp_path / "png").read_bytes().startswith(b"\x89PNG")
    assert [row["model"] for row in rows[4:]] == [answer["model"] for answer in record["steps"][1]["answers"]]
    if task == "sentiment":
        found = predict(load(str(site.folder / "sentiment-rnn")), record["steps"][1]["text"])
        assert (rows[4]["after"], float(rows[4]["after_share"])) == (
            found.label,
            pytest.approx(max(found.scores.values()), abs=1e-5),
        )


def test_what_is_asked_before_the_answer_is_there_is_done_too(visit: Opened) -> None:
    page = desk(visit)
    page.evaluate("[0, 2].forEach((at) => document.querySelectorAll('.draft .word')[at].click())")
    expect(word(page, 2)).to_have_attribute("aria-pressed", "true")
    change(page, 2, "bad")
    expect(word(page, 2)).to_have_text("bad")
    change(page, 2, "worse")
    expect(word(page, 2)).to_have_text("worse")
    page.evaluate("[1, 2].forEach(() => document.querySelector('[data-action=undo]').click())")
    expect(word(page, 2)).to_have_text("good")


def test_no_text_is_an_invitation(visit: Opened) -> None:
    page = visit(text="", tab="edit", answered=False)
    expect(page.locator("#edit .state h3")).to_be_visible()
    expect(page.locator("#edit .offers button").first).to_be_visible()


@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_it_fits_a_phone_and_speaks_chinese(visit: Opened, task: str) -> None:
    page = desk(visit, task=task, width=390, lang="zh")
    word(page, 2).click()
    expect(page.get_by_role("button", name="撤销")).to_be_visible()
    expect(page.locator(".suggestions .try, .suggestions .note").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    told = page.locator(".edit").first.inner_text()
    assert not re.search(r"\b(word|before|after|flipped|points)\b", told)
