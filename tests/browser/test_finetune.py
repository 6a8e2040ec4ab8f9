"""Fine-tune in a real browser: from a file of one's own to a model beside the others, and back from its zip."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened, Site, only_by_mouse, settle

pytestmark = pytest.mark.browser

PATIENT = 300_000  # milliseconds that a training may take on a busy machine
TEXT = "#text textarea"


def rows(count: int = 60) -> str:
    """Texts with two columns that may be their label: of what they speak, and in which mood."""
    draw = random.Random(3)
    things = {"fruit": ("apples", "pears", "plums"), "tools": ("hammers", "pliers", "saws")}
    moods = {"glad": ("lovely", "splendid"), "cross": ("dreadful", "shabby"), "calm": ("usual", "plain")}
    lines = ["number,remark,mood,about"]
    for number in range(count):
        about, mood = list(things)[number % 2], list(moods)[number % 3]
        remark = f"{draw.choice(moods[mood])} {draw.choice(things[about])}, I bought {number} of them <b>today</b>"
        lines.append(f'{number},"{remark}",{mood},{about}')
    return "\n".join(lines)


def opened(visit: Opened, **query: Any) -> Page:
    page = visit(tab="finetune", answered=False, **query)
    page.wait_for_selector(".ft-offer", timeout=60_000)
    page.wait_for_selector("html[data-settled]")
    return page


def give(page: Page, name: str, content: bytes) -> None:
    """Drop a file on the page, as its hidden upload takes it."""
    page.set_input_files(
        "[data-testid=finetune-file-upload-button]", {"name": name, "mimeType": "text/plain", "buffer": content}
    )


def settle_for(page: Page, name: str, value: str) -> None:
    """Change a setting."""
    if not page.locator(".ft-settings[open]").count():
        page.locator(".ft-settings summary").click()
    page.fill(f".ft-settings input[data-name={name}]", value)
    page.keyboard.press("Enter")
    expect(page.locator(".ft-settings summary")).to_contain_text("changed")


def labels(page: Page) -> list[str]:
    return [str(box.input_value()) for box in page.locator(".ft-labels input").all()]


def passes(page: Page, query: str, text: str, milliseconds: int) -> None:
    """Wait until a text stands in a place, which may be there for a moment only: `expect` looks once a second."""
    page.wait_for_function(
        "([query, text]) => document.querySelector(query)?.textContent.includes(text)",
        arg=[query, text],
        timeout=milliseconds,
    )


def models(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("#models label").all_inner_texts()]


def answer(page: Page, model: str, text: str) -> str:
    """The bars of a model's answer to a text, in Compare."""
    page.locator("#tab-compare-button").click()
    page.fill(TEXT, text)
    page.keyboard.press("Enter")
    card = page.locator(".card", has=page.get_by_role("heading", name=model, exact=True))
    expect(card.locator(".answer")).to_be_visible(timeout=60_000)
    expect(page.locator(".growth .places b").last).to_have_text(text.split()[-1], timeout=60_000)
    return card.locator(".bars").inner_text()


def test_from_a_file_to_a_model_beside_the_others_and_back_from_its_zip(
    visit: Opened, site: Site, tmp_path: Path
) -> None:
    page = opened(visit)
    give(page, "shop.csv", rows(2_000).encode())  # enough for a training that does not end before it is stopped
    expect(page.locator(".ft-sheet th")).to_have_count(4)
    page.select_option("select[data-column='3']", "label")
    expect(page.locator(".ft-sheet th.is-label span")).to_have_text("about")
    expect(page.locator(".ft-sheet th.is-text span")).to_have_text("remark")
    expect(page.locator(".ft-labels li")).to_have_count(2)
    assert labels(page) == ["fruit", "tools"]
    assert "<b>today</b>" in page.locator(".ft-sheet td.is-text").first.inner_text()
    settle_for(page, "epochs", "100")
    page.locator("[data-train]").click()
    expect(page.locator(".ft-running polyline").first).to_be_attached(timeout=PATIENT)
    expect(page.locator(".ft-running")).to_contain_text("100.0 %", timeout=PATIENT)  # it has learnt the two labels
    page.locator("[data-stop]").click()
    expect(page.locator(".ft-result h3")).to_contain_text("shop · LSTM", timeout=PATIENT)
    expect(page.locator(".ft-result")).to_contain_text("Training was stopped")
    expect(page.locator(".ft-scores tbody tr")).to_have_count(3)
    expect(page.locator(".ft-scores .mine .interval")).to_have_count(3)
    page.locator(".ft-scores").scroll_into_view_if_needed()
    page.mouse.move(0, 0)
    page.locator(".ft-scores .mine .interval").first.focus()  # what it says opens without a mouse, as what a head says
    expect(page.locator("#tip")).to_contain_text("95 %")
    head = page.locator(".ft-scores thead th[tabindex='0']")
    head.focus()
    expect(page.locator("#tip")).to_have_text(str(head.get_attribute("data-tip")))
    expect(page.locator(".ft-result .compared li").last).to_contain_text("rows shop · LSTM is right on")
    expect(page.locator(".ft-result")).to_contain_text("It always answers.")
    page.locator(".ft-quiet input").press("End")
    expect(page.locator(".ft-quiet b")).to_have_text("at most 30 % wrong")
    # How many are wrong hangs on the epoch in which it was stopped, which a busy machine chooses.
    expect(page.locator(".ft-result")).to_contain_text(
        re.compile(r"It can answer every text: \d+ of 400 are wrong here")
    )
    page.locator(".ft-confusion button:enabled").first.click()
    expect(page.locator(".ft-cell li").first).to_contain_text("I bought")
    expect(page.locator("#models")).to_contain_text("shop · LSTM")  # comes when the training has ended
    assert any(one.endswith("shop · LSTM") for one in models(page))
    assert only_by_mouse(page) == []
    scores = [one.split(" %")[0] for one in page.locator(".ft-models tbody td").all_inner_texts()[1:3]]
    before = answer(page, "shop · LSTM", "lovely pears")
    assert before.split("\n")[0] == "fruit"
    expect(page.locator(".card")).to_have_count(5)  # beside the four shipped ones
    page.locator("#tab-explain-button").click()
    expect(page.locator(".explanation", has_text="shop · LSTM").locator(".attributions")).to_contain_text(
        "pears", timeout=60_000
    )
    page.locator("#tab-inside-button").click()
    choose = page.locator("#inside .choose select").first
    choose.select_option(
        value=choose.locator("option", has_text="shop · LSTM").first.get_attribute("value", timeout=60_000)
    )
    expect(page.locator("#inside article h3").first).to_contain_text("shop · LSTM", timeout=60_000)
    expect(page.locator("#inside article .axis-word").last).to_contain_text("pears", timeout=60_000)
    page.locator("#tab-edit-button").click()
    expect(page.locator(".answer-row", has_text="shop · LSTM")).to_contain_text("fruit", timeout=60_000)
    page.locator("#tab-finetune-button").click()
    with page.expect_download() as kept:
        page.locator(".ft-next [data-zip]").click()
    kept.value.save_as(tmp_path / "shop.zip")
    with page.expect_download(timeout=120_000) as kept:
        page.locator(".ft-next [data-export]").click()
        passes(page, "#finetune-run", "is being exported", 30_000)
    expect(page.locator("#finetune-run")).not_to_contain_text("is being exported", timeout=60_000)
    assert kept.value.suggested_filename.endswith("-service.zip")

    other = opened(visit)
    assert not any("shop" in one for one in models(other))
    expect(other.locator(".ft-models")).to_have_count(0)
    give(other, "shop.zip", (tmp_path / "shop.zip").read_bytes())
    expect(other.locator(".ft-result h3")).to_contain_text("shop", timeout=60_000)
    assert answer(other, "shop", "lovely pears") == before
    told = other.locator(".ft-models tbody td").all_inner_texts()[1:3]
    assert [one.split(" %")[0] for one in told] == scores
    page.locator(".ft-models [data-remove]").click()
    expect(page.locator(".ft-models")).to_have_count(0)
    expect(page.locator("#models")).not_to_contain_text("shop")


def test_tags_are_learnt_from_a_conllu_file(visit: Opened) -> None:
    page = opened(visit)
    page.locator("[data-value=sentences]").click()
    expect(page.locator(".ft-sentences li")).to_have_count(8)
    settle(page)  # until then what is ticked may be set back to what was drawn
    page.locator("input[data-value=textcnn]").check()
    expect(page.locator("[data-train]")).to_have_text("Train the TextCNN")
    settle_for(page, "epochs", "3")
    page.locator("[data-train]").click()
    expect(page.locator(".ft-result h3")).to_contain_text("sentences · TextCNN", timeout=PATIENT)
    expect(page.locator("#task label:has(:checked)")).to_have_text("Part of speech")
    page.locator("[data-compare]").click()
    page.fill(TEXT, "They often paint")
    page.keyboard.press("Enter")
    expect(page.locator("table.tags thead", has_text="sentences · TextCNN")).to_be_visible(timeout=60_000)
    expect(page.locator("table.tags tbody th").last).to_contain_text("paint")


def test_a_second_training_adds_a_second_model(visit: Opened) -> None:
    page = opened(visit)
    give(page, "shop.csv", rows().encode())
    settle_for(page, "epochs", "2")
    page.locator("[data-train]").click()
    expect(page.locator(".ft-models tbody tr")).to_have_count(1, timeout=PATIENT)
    expect(page.locator("[data-train]")).to_be_enabled()  # the training has ended: nothing is drawn anew any more
    page.locator(".ft-step[data-details=plan] > summary").click()
    page.locator("input[data-value=textcnn]").check()
    expect(page.locator("[data-train]")).to_have_text("Train the TextCNN too")
    page.locator("[data-train]").click()
    expect(page.locator(".ft-models tbody tr")).to_have_count(2, timeout=PATIENT)
    expect(page.locator("#models label", has_text="shop")).to_have_count(2)
    named = [one for one in models(page) if "shop" in one]
    assert len(named) == 2 and any("LSTM" in one for one in named) and any("TextCNN" in one for one in named)


def test_labels_are_renamed_merged_dropped_and_brought_back(visit: Opened) -> None:
    page = opened(visit)
    page.locator("[data-value=cafe]").click()
    expect(page.locator(".ft-labels li")).to_have_count(4)
    page.get_by_role("button", name="Make them one: question").click()
    expect(page.locator(".ft-labels li")).to_have_count(3)
    box = page.locator(".ft-labels input[data-label=order]")
    box.fill("options <i>")
    box.press("Enter")
    expect(page.locator(".ft-labels [data-label='options <i>']").first).to_be_visible()
    page.locator(".ft-labels button[data-label=complaint]").click()
    expect(page.locator(".ft-labels li")).to_have_count(2)
    page.locator(".ft-chip").click()
    expect(page.locator(".ft-labels li")).to_have_count(3)
    page.get_by_role("button", name="Back to the file’s own labels").click()
    expect(page.locator(".ft-labels li")).to_have_count(4)


def test_a_file_that_cannot_be_used_says_so_in_a_sentence_and_the_one_before_stays(visit: Opened) -> None:
    page = opened(visit)
    give(page, "shop.csv", b"PK\x03\x04" + bytes(200))
    expect(page.locator(".ft [role=alert]:not(:empty)")).to_contain_text("Office file")
    expect(page.locator(".ft-offer")).to_have_count(3)
    give(page, "shop.csv", rows().encode())
    expect(page.locator(".ft-sheet")).to_be_visible()
    give(page, "model.zip", b"no zip")
    expect(page.locator(".ft-problem.stop")).to_contain_text("The file chosen before is kept.")
    expect(page.locator(".ft-sheet")).to_be_visible()


def test_a_training_that_cannot_begin_can_be_asked_for_again(visit: Opened) -> None:
    page = opened(visit)
    give(page, "three.csv", b"text,label\nthe food was good,good\nnobody came,bad\nwe come back,good\n")
    for _ in range(2):
        page.locator("[data-train]").click()
        expect(page.locator("#finetune-run [role=alert]")).to_contain_text("too few to hold some back")
        expect(page.locator("[data-train]")).to_be_enabled()
    give(page, "shop.csv", rows().encode())
    expect(page.locator(".ft-sheet th")).to_have_count(4)
    settle_for(page, "epochs", "1")
    page.locator("[data-train]").click()
    expect(page.locator(".ft-models tbody tr")).to_have_count(1, timeout=PATIENT)
    expect(page.locator("[data-train]")).to_be_enabled()


def test_a_closed_tab_frees_the_machine_for_who_waits(visit: Opened) -> None:
    page = opened(visit)
    give(page, "first.csv", rows(20_000).encode())
    settle_for(page, "epochs", "100")
    settle_for(page, "learning_rate", "0.00001")  # so that it goes on and on
    page.locator("[data-train]").click()
    expect(page.locator(".ft-running polyline").first).to_be_attached(timeout=PATIENT)
    other = opened(visit)
    give(other, "second.csv", rows().encode())
    settle_for(other, "epochs", "2")
    other.locator("[data-train]").click()
    expect(other.locator(".ft-running [role=status]")).to_contain_text("1 before you", timeout=60_000)
    page.context.close()
    expect(other.locator(".ft-running [role=status]")).not_to_contain_text("before you")
    expect(other.locator(".ft-result h3")).to_contain_text("second · LSTM", timeout=PATIENT)


def test_a_training_goes_on_while_its_page_is_loaded_anew_and_lands_there(visit: Opened) -> None:
    page = opened(visit, breaks=True)
    give(page, "long.csv", rows(20_000).encode())
    settle_for(page, "epochs", "100")
    settle_for(page, "learning_rate", "0.00001")  # so that it goes on and on
    page.locator("[data-train]").click()
    expect(page.locator(".ft-running polyline").first).to_be_attached(timeout=PATIENT)
    points = page.locator(".ft-running polyline").first.get_attribute("points")
    page.reload()
    running = page.locator(".ft-running")
    expect(running).to_contain_text("long · LSTM", timeout=60_000)
    expect(running.locator("[role=status]")).to_contain_text("epoch", ignore_case=True)
    expect(page.locator("[data-train]")).to_be_disabled()
    after = running.locator("polyline").first
    page.wait_for_function(
        "before => document.querySelector('.ft-running polyline')?.getAttribute('points') !== before",
        arg=points,
        timeout=PATIENT,
    )
    assert str(after.get_attribute("points")).startswith(str(points).split(" ")[0]), "it is the same one"
    page.locator("[data-stop]").click()
    expect(page.locator(".ft-result h3")).to_contain_text("long · LSTM", timeout=PATIENT)
    expect(page.locator(".ft-result")).to_contain_text("Training was stopped")
    expect(page.locator("#models")).to_contain_text("long · LSTM")
    expect(page.locator("[data-train]")).to_be_enabled()


def test_a_connection_that_breaks_comes_back_to_the_training(visit: Opened) -> None:
    page = opened(visit, breaks=True)
    give(page, "cut.csv", rows().encode())
    settle_for(page, "epochs", "2")
    page.locator("[data-train]").click()
    passes(page, ".ft-running", "cut · LSTM", PATIENT)
    page.context.set_offline(True)
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".ft-result h3")).to_contain_text("cut · LSTM", timeout=PATIENT)
    expect(page.locator("#models")).to_contain_text("cut · LSTM")


def test_it_fits_a_phone_and_speaks_chinese(visit: Opened) -> None:
    page = opened(visit, width=390, lang="zh")
    page.locator("[data-value=cafe]").click()
    expect(page.get_by_role("button", name="训练 LSTM")).to_be_visible()
    page.locator(".ft-settings summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    told = "\n".join(
        page.locator(f".ft-{part}").first.inner_text() for part in ("choices", "labels", "plan", "settings")
    )
    told += "\n".join(page.locator(".ft .note, .ft-problem").all_inner_texts())
    assert not re.search(r"\b(label|column|row|learn|examples|held|the)\b", told)


def test_a_page_that_is_loaded_anew_has_its_models_still(visit: Opened) -> None:
    page = opened(visit)
    give(page, "shop.csv", rows().encode())
    settle_for(page, "epochs", "1")
    page.locator("[data-train]").click()
    expect(page.locator(".ft-result h3")).to_contain_text("shop · LSTM", timeout=PATIENT)
    page.wait_for_function("() => (new URL(location).searchParams.get('models') ?? '').includes('session:')")
    page.reload()
    expect(page.locator(".ft-result h3")).to_contain_text("shop · LSTM", timeout=60_000)
    expect(page.locator("#models")).to_contain_text("shop · LSTM")
    expect(page.locator("#colours style")).to_have_count(1)
    page.locator("#tab-compare-button").click()
    expect(page.locator(".card", has_text="shop · LSTM").locator(".answer")).to_be_visible(timeout=60_000)
    assert not any("shop" in one for one in models(opened(visit)))


def test_what_a_file_is_written_in_is_shown_and_chosen_otherwise(visit: Opened) -> None:
    page = opened(visit)
    lines = "".join(f"è vero, visit {number}~~{'ab'[number % 2]}\n" for number in range(20))
    give(page, "visits.csv", ("text~~label\n" + lines).encode("cp1252"))
    encoding, delimiter = page.locator("select[data-action=encoding]"), page.locator("input[data-action=delimiter]")
    expect(encoding.locator("option:checked")).to_have_text("cp1251 · Cyrillic (as found)")  # one letter tells little
    delimiter.fill("~~")
    delimiter.press("Enter")
    expect(page.locator(".ft-labels li")).to_have_count(2)
    assert labels(page) == ["a", "b"]
    encoding.select_option("cp1252")
    expect(page.locator(".ft-sheet td.is-text").first).to_contain_text("è vero")
    expect(page.locator("select[data-action=delimiter] option:checked")).to_have_text("~~")
    encoding.select_option("shift_jis")
    expect(page.locator("#finetune .stop")).to_contain_text("visits.csv is not in the encoding shift_jis.")
    expect(encoding.locator("option:checked")).to_have_text("cp1252 · Western European")
    encoding.select_option("")
    expect(page.locator(".ft-sheet td.is-text").first).to_contain_text("и vero")


def test_a_number_out_of_range_is_refused_beside_its_box_and_changes_nothing(visit: Opened) -> None:
    page = opened(visit)
    give(
        page, "visits.csv", ("text,label\n" + "".join(f"visit number {n},{'ab'[n % 2]}\n" for n in range(20))).encode()
    )
    page.locator(".ft-settings summary").click()
    rate = page.locator(".ft-settings input[data-name=learning_rate]")
    before = rate.input_value()
    rate.fill("5")
    rate.press("Enter")
    said = page.locator("dd:has(input[data-name=learning_rate]) .limits")
    expect(said).to_have_text("Not possible: 5. Allowed is a number from 0.00001 to 0.1; nothing was changed.")
    expect(rate).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".ft-settings summary")).not_to_contain_text("changed")
    rate.fill(before)
    rate.press("Enter")
    expect(said).to_have_text("")


def test_rows_that_a_column_marks_are_offered_for_validation(visit: Opened) -> None:
    page = opened(visit, lang="zh")
    lines = "".join(f"visit number {n},{'ab'[n % 2]},{'test' if n > 15 else 'train'}\n" for n in range(20))
    give(page, "visits.csv", ("text,label,split\n" + lines).encode())
    offer = page.get_by_label("第 3 列标为“test”的 4 行用作验证")
    expect(offer).to_be_checked()
    expect(page.locator(".ft-go small")).to_contain_text("16")
    settle(page)  # until then what is ticked may be set back to what was drawn
    offer.uncheck()
    expect(page.locator(".ft-sheet th")).to_have_count(3)
    expect(offer).not_to_be_checked()
    page.locator(".ft-settings summary").click()
    expect(page.locator(".ft-settings input[data-name=share]")).to_have_value("20")
