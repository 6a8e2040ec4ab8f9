"""Every sentence of the page is in its tables of words: in a language of ⟦ ⟧, no text of ours stands outside them."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from playground.checkpoints import load
from playground.evaluation.behaviour.suite import behaviour, store
from playground.lenses.explain.methods import METHODS, REFUSED
from playground.models import ARCHITECTURES
from playground.tasks import TASKS, UPOS
from playground.ui.components.examples import EXAMPLES
from tests import tiny
from tests.browser.conftest import Opened, Site, settle
from tests.pseudo import KEY
from tests.serving import serving
from tests.ui.models.entries import CARD

pytestmark = pytest.mark.browser

PATIENT = 300_000  # milliseconds that a training may take on a busy machine
TEXT = "Wombats zzz munch good film where Nancy laughed loudly while Bill slept"
MODELS = {task: ",".join(f"{task}-{name}" for name in ARCHITECTURES) for task in TASKS}

# What is not ours to translate, with the reason.
EXCEPTED_ELEMENTS = {
    "style, script": "not seen",
    ".code pre": "programs in Python",
    ".diagram text[font-family], .as-text pre": "formulas; the second is the drawing again, whose words are looked at",
    ".model-card": "the card is its author's",
    ".sums dd": "formulas, with their numbers",
    ".steps code": "changes in their notation, as commands take them",
    "[lang]:not(html)": "the switch names another language in that language",
    ".know a": "titles of papers",
}
EXCEPTED_WORDS = {
    "names of architectures and shipped models": {"RNN", "LSTM", "TextCNN", "Transformer"},
    "tags": set(UPOS),
    "kinds of files, and the units of their sizes": {"CSV", "JSON", "SVG", "PNG", "PY", "zip", "kB", "MB"},
    "the person's own text, and the words that a suggestion puts in": {
        *TEXT.split(),
        *tiny.VOCABULARY.words,
        "Not",
        "Good",
    },
    "names of optimisers": {"AdamW", "SGD"},
    "data sets, named by the author of a card": {"IMDB"},
}
EXCEPTED_PIECES = {
    "sentences to begin with, in the language that the models read": {one.text for one in EXAMPLES},
    "Gradio's own, of controls that are hidden or that it puts in itself": {
        "Run",
        "Textbox",
        "More tabs",
        "Empty value",
    },
    "elements of ours that Gradio names by their id, hidden": {"finetune-file", "finetune-held"},
}
EXCEPTED_PATTERNS = {
    "references of models": r"(sentiment|pos)-\w+(#untrained)?|session:[\w-]+",
    "what Python says of a mistake": r"TypeError: .+",
    "files, by their names": r"\w+\.(csv|txt|conllu)",
    "encodings, by the names that Python has for them": r"[a-z][\w-]* ·",
    "Gradio's own, for a moment, where an answer is slow": r"processing \|.*",
}
ALLOWED = set().union(*EXCEPTED_WORDS.values())
WHOLE = set().union(*EXCEPTED_PIECES.values())
IDENTIFIERS = re.compile("|".join(EXCEPTED_PATTERNS.values()))

COLLECT = """excepted => {
  const main = document.querySelector("main").cloneNode(true);
  main.querySelectorAll(excepted).forEach((one) => one.remove());
  const texts = [], walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) texts.push(walk.currentNode.data);
  for (const one of main.querySelectorAll("*"))
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-valuetext"])
      if (one.hasAttribute(name)) texts.push("\\u0002" + one.getAttribute(name));
  const tip = document.querySelector("#tip");
  return texts.concat(tip && !main.querySelector("#tip") ? [tip.textContent] : []).join("\\u0001");
}"""


def outside(page: Page) -> list[str]:
    """The texts and labels of the page that stand outside the brackets and are not excepted."""
    text = page.evaluate(COLLECT, ", ".join(EXCEPTED_ELEMENTS))
    inner = re.compile(r"⟦[^⟦⟧]*⟧")
    while inner.search(text):
        text = inner.sub("", text)
    left = []
    for piece in re.split("[\1\2]", text):
        words = [word for word in re.findall(r"[^\W\d_]{2,}", piece) if word not in ALLOWED]
        wrong = "⟦" in piece or "⟧" in piece or words
        left += (
            [piece.strip()] if wrong and piece.strip() not in WHOLE and not IDENTIFIERS.fullmatch(piece.strip()) else []
        )
    return list(dict.fromkeys(left))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The page with one language more, over models that have cards and failure rates."""
    folder, home = tmp_path_factory.mktemp("shipped"), tmp_path_factory.mktemp("pseudo")
    for seed, (architecture, task) in enumerate(tiny.PAIRS):
        written = Path(tiny.write(folder, architecture, task, seed=seed))
        if task == "sentiment":
            (written / "README.md").write_text(CARD.format(0.8 + seed / 100), "utf-8")
            checkpoint = load(str(written))
            store(checkpoint, behaviour(checkpoint))
    calls, uploads = home / "calls.txt", home / "uploads"
    command = ("-m", "tests.browser.server", str(folder), str(calls), "--pseudo")
    with serving(command, GRADIO_TEMP_DIR=str(uploads)) as (address, _):
        yield Site(address, folder, calls, uploads)


def opened(visit: Opened, task: str, tab: str, **more: str) -> Page:
    page = visit(text=TEXT, task=task, models=MODELS[task], tab=tab, lang=KEY, answered=False, **more)
    page.wait_for_selector("html[data-settled]", timeout=60_000)
    expect(page.locator(".top h1")).to_have_text("⟦Playground⟧", timeout=60_000)
    return page


@pytest.mark.parametrize("task", list(TASKS))
def test_compare(visit: Opened, task: str) -> None:
    page = opened(visit, task, "compare")
    page.wait_for_selector(".answers:not([data-again])", timeout=60_000)
    for place in page.locator("#compare [data-r], #compare .chart [data-x], #compare .places > *").all()[:2]:
        place.hover(force=True)
    assert outside(page) == []


@pytest.mark.parametrize("task", list(TASKS))
def test_many_texts(visit: Opened, task: str) -> None:
    page = opened(visit, task, "compare")
    page.wait_for_selector(".answers:not([data-again])", timeout=60_000)
    page.locator("#many button").first.click()
    page.fill("#many-texts textarea", f"{TEXT}\nmunch munch\ngood zzz zzz")
    page.locator("#many-ask").click()
    expect(page.locator("#many-result tbody tr")).to_have_count(3, timeout=60_000)
    assert outside(page) == []


@pytest.mark.parametrize("task", list(TASKS))
def test_every_view_of_look_inside(visit: Opened, task: str) -> None:
    page = opened(visit, task, "inside")
    page.wait_for_selector("#inside .views label", timeout=60_000)
    seen: set[str] = set()
    for architecture in ARCHITECTURES:
        page.locator("#inside select[data-option='model'][data-side='0']").select_option(f"{task}-{architecture}")
        page.wait_for_selector(
            f"#inside .inside:not([data-again]) option[value='{task}-{architecture}'][selected]", state="attached"
        )
        views = page.locator("#inside .views input").evaluate_all("all => all.map(one => one.value)")
        for view in sorted(set(views) - seen, key=TOGETHER.count):
            see(page, view)
            if view == "layers":
                page.locator("select[data-option='mode']").select_option("training")
                page.wait_for_selector("#inside .settings dt")
            assert outside(page) == [], (architecture, view)
        seen |= set(views)
        see(page, "layers")
    assert seen >= {"states", "gates", "attention", "layers", "code", *TOGETHER}


TOGETHER = ["memory", "path"]  # views of all chosen models


def see(page: Page, view: str) -> None:
    """Choose a view in Look inside, and wait until it is there."""
    page.locator(f"#inside .views label:has(input[value='{view}'])").click()
    page.wait_for_selector(
        f"#inside .inside:not([data-again]) input[value='{view}'][checked]", state="attached", timeout=60_000
    )


@pytest.mark.parametrize("task", list(TASKS))
def test_explain(visit: Opened, task: str) -> None:
    page = opened(visit, task, "explain")
    page.wait_for_selector(".explain:not([data-again]) .attributions", timeout=60_000)
    page.locator("#explain .test").first.click()
    page.wait_for_selector("#explain .faithfulness tbody tr", timeout=60_000)
    assert outside(page) == []
    page.locator("#explain select[data-option='by']").select_option("methods")
    expect(page.locator("#explain .explanation")).to_have_count(len(METHODS) - 1, timeout=60_000)
    expect(page.locator("#explain .refusals dt")).to_have_count(len(REFUSED) + 1, timeout=60_000)
    settle(page)
    assert outside(page) == []


@pytest.mark.parametrize("task", list(TASKS))
def test_edit(visit: Opened, task: str) -> None:
    page = opened(visit, task, "edit")
    page.wait_for_selector(".edit:not([data-again]) .draft", timeout=60_000)
    page.locator(".draft .word").nth(3).click()
    expect(page.locator(".typed input")).to_be_focused()
    page.fill(".typed input", "munch")
    page.keyboard.press("Enter")
    page.wait_for_selector(".suggestions article", timeout=60_000)
    expect(page.locator(".suggestions .pulse")).to_have_count(0, timeout=60_000)
    assert outside(page) == []


def test_intervene(visit: Opened) -> None:
    page = opened(visit, "pos", "intervene")
    page.wait_for_selector("#intervene-found .matters", timeout=60_000)
    page.locator("#intervene-found summary").click()
    settle(page)
    assert outside(page) == []
    page.locator(".intervene [data-action=view][data-value='\"twin\"']").click()
    page.fill("[data-field=twin]", TEXT.replace("good", "bad"))
    page.keyboard.press("Enter")
    page.wait_for_selector("#intervene-found .curve", timeout=60_000)
    settle(page)
    assert outside(page) == []


def rows(count: int) -> str:
    """Texts with their labels, made of the words that are excepted."""
    draw, words = random.Random(3), TEXT.split()
    lines = [f"{' '.join(draw.choices(words, k=5))} {number},{words[number % 2]}" for number in range(count)]
    return "\n".join(["film,good", *lines])


def test_fine_tune_with_a_file_and_its_result(visit: Opened) -> None:
    page = opened(visit, "sentiment", "finetune")
    page.wait_for_selector(".ft-offer", timeout=60_000)
    assert outside(page) == []
    page.set_input_files(
        "[data-testid=finetune-file-upload-button]",
        {"name": "film.csv", "mimeType": "text/plain", "buffer": rows(90).encode()},
    )
    page.wait_for_selector(".ft-sheet th", timeout=60_000)
    page.locator(".ft-settings summary").click()
    page.fill(".ft-settings input[data-name=epochs]", "2")
    page.keyboard.press("Enter")
    settle(page)
    assert outside(page) == []
    page.locator("[data-train]").click()
    page.wait_for_selector(".ft-result h3", timeout=PATIENT)
    assert outside(page) == []


def test_models_with_a_card_and_what_they_get_wrong(visit: Opened) -> None:
    page = opened(visit, "sentiment", "models")
    page.wait_for_selector(".catalogue:not([data-again]) .points i", timeout=60_000)
    page.locator("#catalogue [data-behaviour]").first.click()
    page.wait_for_selector("#catalogue .behaviour tbody tr")
    page.locator("#catalogue [data-card]").first.click()
    page.wait_for_selector(".model-card")
    assert outside(page) == []
