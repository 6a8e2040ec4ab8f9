"""Scripts in whatever a visitor may write: none runs, in no tab, and what was written is shown as it was."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened

pytestmark = pytest.mark.browser

RUN = "window.pwned=(window.pwned||0)+1"
CORPUS = (
    f"<script>{RUN}</script>",
    f"<img src=x onerror='{RUN}'>",
    f'"><svg onload={RUN}>',
    f"'><svg/onload='{RUN}'>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"<a href='javascript:{RUN}'>x</a>",
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    f"<details open ontoggle={RUN}>",
    f"<style>@import 'javascript:{RUN}'</style>",
    f"<body onload={RUN}>",
    f"&lt;img src=x onerror={RUN}&gt;",
    f"{{{{constructor.constructor('{RUN}')()}}}}",
    f"${{{RUN}}}",
    f"`-{RUN}-`",
    f"%3Cscript%3E{RUN}%3C/script%3E",
    f"<x onmouseover={RUN} style=position:fixed;inset:0>",
)


def nothing_ran(page: Page) -> None:
    """No script of the corpus ran, and none of its elements is part of the page."""
    assert page.evaluate("window.pwned ?? 0") == 0
    strange = (
        "img[src=x], svg[onload], iframe[srcdoc], [onerror], [ontoggle], [onmouseover], a[href^='javascript'], x, math"
    )
    assert page.locator(strange).count() == 0


@pytest.mark.parametrize("task", ["sentiment", "pos"])
def test_no_text_runs_in_any_tab(visit: Opened, task: str) -> None:
    text = "good film " + " ".join(CORPUS[:9] if task == "pos" else CORPUS[9:])
    page = visit(text=text, task=task)
    nothing_ran(page)
    for tab, there in (("inside", "#inside article"), ("explain", ".attributions"), ("edit", ".answer-row")):
        page.locator(f"#tab-{tab}-button").click()
        expect(page.locator(there).first).to_be_visible()
        page.wait_for_timeout(100)
        nothing_ran(page)
    assert page.locator("#text textarea").input_value() == text


def test_no_file_runs_its_names_labels_or_texts(visit: Opened) -> None:
    page = visit(tab="finetune", answered=False)
    page.wait_for_selector(".ft-offer")
    page.wait_for_selector("html[data-settled]")
    cells = ['"' + one.replace('"', '""') + '"' for one in CORPUS]
    lines = [f"{cells[at % len(cells)]} {at},{cells[at % 2]}" for at in range(60)]
    rows = "\n".join([f"{cells[1]},label", *(line.replace('" ', " ", 1).replace(",", '",', 1) for line in lines)])
    page.set_input_files(
        "[data-testid=finetune-file-upload-button]",
        {"name": "<img src=x onerror=alert(1)>.csv", "mimeType": "text/plain", "buffer": rows.encode()},
    )
    expect(page.locator(".ft-sheet, .ft-problem, .ft-alert").first).to_be_visible()
    nothing_ran(page)


def test_no_address_runs(visit: Opened) -> None:
    for name in ("tab", "lang", "models", "view", "word", "method", "settings"):
        page = visit(**{"text": "good film", name: f"\"'><script>{RUN}</script><img src=x onerror={RUN}>"})
        nothing_ran(page)
