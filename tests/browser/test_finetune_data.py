"""What Fine-tune learns about a file, in a real browser: labels that may be wrong, by keys and by touch."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened, settle
from tests.browser.test_finetune import PATIENT, give, opened, passes, settle_for

pytestmark = pytest.mark.browser

WRONG = (5, 18, 31)
OF_25 = re.compile(r"Training \d+ of 25")  # each is over in a moment


def reviews(count: int = 48) -> bytes:
    """Texts that one word decides, of which three have the wrong label; one text stands there twice."""
    words = {"good": ("lovely", "splendid"), "bad": ("dreadful", "shabby")}
    lines = ["remark,verdict"]
    for number in range(count):
        right = ("good", "bad")[number % 2]
        label = {"good": "bad", "bad": "good"}[right] if number in WRONG else right
        lines.append(f"=the tea of table {number} was {words[right][number % 4 // 2]} <b>today</b>,{label}")
    return "\n".join(lines).encode()


def checked(page: Page, epochs: str) -> None:
    """Check the labels of the file that is there."""
    page.locator("input[data-value=textcnn]").wait_for()
    settle(page)  # until then what is ticked may be set back to what was drawn
    page.locator("input[data-value=textcnn]").check()
    expect(page.locator("[data-train]")).to_have_text("Train the TextCNN")
    settle_for(page, "epochs", epochs)
    settle_for(page, "learning_rate", "0.02")
    page.locator("[data-begin=labels]").click()
    passes(page, ".ft-running h3", "Checking the labels", PATIENT)
    expect(page.locator(".lc-row").first).to_be_visible(timeout=PATIENT)


def test_labels_are_checked_by_key_and_the_corrected_rows_are_trained_on(visit: Opened, tmp_path: Path) -> None:
    page = opened(visit)
    give(page, "tea.csv", reviews())
    expect(page.locator("[data-begin=labels] + .note")).to_contain_text("5-fold cross-validation")
    checked(page, "12")
    rows, status = page.locator(".lc-row"), page.locator(".lc-bar [role=status]")
    count = rows.count()
    assert count >= len(WRONG)
    expect(rows.first).to_contain_text("<b>today</b>")
    expect(page.locator("[data-begin=corrected]")).to_be_disabled()
    rows.first.focus()
    for key in ("c", "d", "k"):
        page.keyboard.press(key)
    expect(status).to_have_text(f"1 changed, 1 dropped, 1 kept; {count - 3} still open.")
    page.keyboard.press("ArrowUp" if count > 3 else "Shift")  # the last row keeps the focus
    page.keyboard.press("k")
    expect(status).to_have_text(f"1 changed, 1 dropped, 0 kept; {count - 2} still open.")
    expect(page.locator(".lc-bar")).to_contain_text("Held back in every training: 10 of 48 examples (21 %)")
    with page.expect_download() as kept:
        page.locator("[data-check=file]").click()
    kept.value.save_as(tmp_path / kept.value.suggested_filename)
    with (tmp_path / "tea-cleaned.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert (len(table), sum(row["done"].startswith("changed from") for row in table)) == (47, 1)
    assert all(row["remark"].startswith("'=the tea") for row in table)
    page.reload()
    expect(status).to_have_text(f"1 changed, 1 dropped, 0 kept; {count - 2} still open.")
    expect(rows.first).to_have_attribute("data-decided", "change")
    page.locator("[data-begin=corrected]").click()
    brought = page.locator(".lc-brought")
    expect(brought).to_contain_text("What the corrected labels brought", timeout=PATIENT)
    expect(brought.locator(".compared li").first).to_contain_text("rows")
    expect(brought).to_contain_text("the same 10 rows in both trainings")
    expect(page.locator(".ft-models tbody tr")).to_have_count(2)
    expect(page.locator("#models label", has_text="tea · TextCNN")).to_have_count(2)
    expect(page.locator("[data-begin=curve]")).to_have_count(0)  # of the corrected rows nothing is kept
    page.locator(".ft-models .ft-name").first.click()
    page.locator("[data-begin=curve]").click()
    expect(page.locator(".ft-running h3")).to_contain_text("Would more data help", timeout=PATIENT)
    expect(page.locator(".ft-running [role=status]")).to_contain_text(OF_25, timeout=PATIENT)
    page.locator("[data-stop]").click()
    expect(page.locator(".ft-running")).to_have_count(0, timeout=PATIENT)
    expect(page.locator("[data-begin=curve]")).to_be_enabled()


def test_tags_are_checked_on_a_phone_in_both_languages(visit: Opened) -> None:
    page = opened(visit, width=390, touch=True)
    page.locator("[data-value=sentences]").click()
    checked(page, "2")
    row = page.locator(".lc-row").first
    expect(row.locator("mark")).to_have_count(1)
    row.focus()
    page.keyboard.press("l")
    choice = row.get_by_label("Change to another label")
    expect(choice).to_be_focused()
    given = row.get_attribute("data-given")
    expect(choice.locator("option")).to_have_count(16)  # of the 17 tags all but the one that is there
    other = next(tag for tag in choice.locator("option").all_text_contents() if tag != row.get_attribute("data-to"))
    choice.select_option(other)
    expect(row.get_by_role("button", name=f"Change to {other}")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".lc-bar [role=status]")).to_contain_text("1 changed")
    expect(choice).to_have_value(other)
    choice.press("Enter")
    expect(page.locator(".lc-row").nth(1)).to_be_focused()
    with page.expect_download() as kept:
        page.locator("[data-check=file]").tap()
    assert f"changed from {given}" in Path(kept.value.path()).read_text("utf-8")
    drop = row.get_by_role("button", name="Drop the sentence")
    drop.tap()
    expect(drop).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".lc-bar [role=status]")).to_contain_text("1 dropped")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="中文").tap()
    expect(page.locator(".lc-bar [role=status]")).to_contain_text("删除 1 个")
    expect(row).to_have_attribute("data-decided", "drop")
    expect(row.get_by_role("button", name="删除这句")).to_have_attribute("aria-pressed", "true")
