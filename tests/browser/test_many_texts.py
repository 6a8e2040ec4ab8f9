"""Many texts at once in a real browser: pasted and uploaded, a table to sort and to keep, a job that is stopped."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from playground.lenses.predict.many_texts import escape_formula
from tests.browser.conftest import Site, settle, watched
from tests.lenses.predict.test_many_texts import TEXTS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser, site: Site) -> Iterator[Any]:
    """The page with the section unfolded."""
    opened = watched(browser.new_page(viewport={"width": 1440, "height": 1000}, locale="en"))
    opened.goto(site.address)
    opened.wait_for_selector("html[data-settled]")
    opened.get_by_role("button", name="Many texts at once").click()
    yield opened
    opened.close()


def fill(page: Any, lines: str) -> None:
    page.locator("#many-texts textarea").fill(lines)
    settle(page)  # an answer that is drawn already may not have ended yet, and lets no other one begin till then
    page.locator("#many-ask").click()


def test_paste_sort_filter_and_keep(page: Any, tmp_path: Path) -> None:
    fill(page, "\n".join(TEXTS))
    result = page.locator("#many-result")
    result.locator("tbody tr").nth(len(TEXTS) - 1).wait_for(timeout=60_000)
    assert result.locator("tbody tr").count() == len(TEXTS)
    result.get_by_role("button", name="#").press("Enter")
    result.get_by_role("button", name="#").press("Enter")
    assert result.locator("tbody tr td").nth(1).inner_text() == TEXTS[-1]
    result.get_by_role("checkbox").check()
    assert result.locator("tbody tr:visible").count() == result.locator("tbody tr.differs").count()
    result.get_by_role("checkbox").uncheck()
    cell = result.locator("td[data-c][tabindex='0']")  # what a cell's signs mean, by the arrow keys alone
    cell.scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    cell.focus()
    expect(page.locator("#tip")).to_contain_text("RNN: ")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#tip")).to_contain_text("LSTM: ")
    page.keyboard.press("ArrowUp")  # after the sorting it stands in the last row
    focused = result.locator("td[data-c='1']:focus")
    expect(focused).to_have_count(1)
    assert str(focused.get_attribute("data-tip")) == page.locator("#tip").text_content()
    for kind in ("csv", "json"):
        with page.expect_download() as download:
            page.locator(f"#many-{kind}").click()
        download.value.save_as(tmp_path / f"kept.{kind}")
    kept = csv.DictReader(io.StringIO((tmp_path / "kept.csv").read_text("utf-8-sig"), newline=""))
    assert [line["text"] for line in kept] == [escape_formula(text) for text in TEXTS]
    assert [row["text"] for row in json.loads((tmp_path / "kept.json").read_text("utf-8"))] == TEXTS


def test_a_long_job_reports_and_can_be_stopped(page: Any, site: Site) -> None:
    for _ in range(2):
        with site.held("many"):
            fill(page, "\n".join(f"{number} " + "word " * 35 for number in range(1_000)))
            expect(page.locator("#many-result")).to_contain_text(" of 4,000")
            page.locator("#many-stop").click()
            expect(page.locator("#many-result .many-note")).to_contain_text("Stopped. Press")
    fill(page, "Good.")
    page.locator("#many-result tbody tr").first.wait_for(timeout=60_000)


def test_upload(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text("One.\nTwo.\n", "utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator("#many-upload").click()
    chooser.value.set_files(path)
    page.get_by_text("2 texts from texts.txt").wait_for(timeout=30_000)
    expect(page.locator("#many-texts textarea")).to_have_value("One.\nTwo.")


def test_how_an_uploaded_file_was_read_is_shown_and_chosen_otherwise(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("review;comment\nno, not at all;yes to it\nnever, Ángel, ever again;once more then\n", "utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator("#many-upload").click()
    chooser.value.set_files(path)
    about, box = page.locator("#many-file"), page.locator("#many-texts textarea")
    expect(about).to_contain_text("2 texts from answers.csv")
    expect(about.locator("select[data-action=delimiter] option:checked")).to_have_text("semicolons (as found)")
    expect(box).to_have_value("no, not at all\nnever, Ángel, ever again")
    about.locator("select[data-action=column]").select_option("comment")
    expect(box).to_have_value("yes to it\nonce more then")
    about.locator("select[data-action=delimiter]").select_option("tab")
    expect(box).to_have_value("review;comment\nno, not at all;yes to it\nnever, Ángel, ever again;once more then")
    expect(about.locator("select[data-action=delimiter] option:checked")).to_have_text("tabs")
    about.locator("select[data-action=encoding]").select_option("cp1252")
    expect(about).to_contain_text("answers.csv is not in the encoding cp1252.")
    expect(about.locator("select[data-action=delimiter] option:checked")).to_have_text("tabs")


def test_the_column_of_labels_is_chosen(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "judged.csv"
    rows = ("A fine film.,positive,negative,ann", "Dull.,negative,negative,bob", "Warm.,positive,positive,")
    path.write_text("\n".join(["text,first,second,who", *rows]), "utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator("#many-upload").click()
    chooser.value.set_files(path)
    about, box = page.locator("#many-file"), page.locator("#many-texts textarea")
    labels = about.locator("select[data-action=labels]")
    expect(about).to_contain_text("3 texts with their labels from judged.csv")
    labels.select_option("second")
    expect(box).to_have_value("A fine film.\tnegative\nDull.\tnegative\nWarm.\tpositive")
    expect(labels.locator("option:checked")).to_have_text("second")
    labels.select_option("none")
    expect(box).to_have_value("A fine film.\nDull.\nWarm.")
    labels.select_option("who")
    expect(about).to_contain_text("In the column 'who' 1 of 3 texts have no label.")
    expect(labels.locator("option:checked")).to_have_text("none")
    labels.select_option("first")
    expect(box).to_have_value("A fine film.\tpositive\nDull.\tnegative\nWarm.\tpositive")
    page.locator("#many-ask").click()
    expect(page.locator("#many-result table.walked thead")).to_contain_text("Right label")
