"""Look inside in a real browser: every view of every architecture, by mouse and by keyboard, and what can be kept."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from playground.checkpoints import load
from playground.lenses.inside.cell_equations import equations
from playground.lenses.inside.notable_place import notable_place
from playground.lenses.inside.trace import trace
from playground.ui.language.numbers import number
from tests.browser.conftest import Opened, Site, settle

pytestmark = pytest.mark.browser

TEXT = 'The <b>good</b> 2024 film 😀 was good & "good", see 2024.'
WORDS = [
    "The",
    "<b>",
    "good",
    "</b>",
    "2024",
    "film",
    "😀",
    "was",
    "good",
    "&",
    '"',
    "good",
    '"',
    ",",
    "see",
    "2024",
    ".",
]
SEEN = "#inside .drawing svg.lines, #inside .map canvas, #inside .filter-votes"


def inside(visit: Opened, models: str, task: str = "pos", text: str = TEXT, **more: Any) -> Page:
    page = visit(text=text, task=task, models=models, tab="inside", answered=False, **more)
    page.wait_for_selector(SEEN, timeout=60_000)
    return page


def axis(page: Page, side: int = 0) -> Locator:
    return page.locator(f"article[data-side='{side}'] .axis-word")


def shown_place(page: Page, side: int = 0) -> str:
    return page.locator(f"article[data-side='{side}'] .reading-out h4").inner_text()


def unfold(page: Page) -> None:
    """Show the maps of all units."""
    page.locator("#inside .all-units > summary").click()
    page.wait_for_selector("#inside .map canvas")


def choose(page: Page, side: int, key: str, value: str) -> None:
    page.locator(f"#inside select[data-option='{key}'][data-side='{side}']").select_option(value)


# ---- every view


@pytest.mark.parametrize(
    ("task", "architecture", "views"),
    [
        ("pos", "rnn", ["States"]),
        ("pos", "lstm", ["Gates", "States"]),
        ("pos", "textcnn", ["Activations"]),
        ("pos", "transformer", ["Attention", "States"]),
        ("sentiment", "rnn", ["States"]),
        ("sentiment", "lstm", ["Gates", "States"]),
        ("sentiment", "textcnn", ["Filters"]),
        ("sentiment", "transformer", ["Attention", "States"]),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_view_of_each_architecture_is_drawn(
    visit: Opened, task: str, architecture: str, views: list[str], language: str
) -> None:
    page = inside(visit, f"{task}-{architecture}", task, lang=language)
    labels = page.locator(".views label")
    every = [*views, "Layer by layer", "Code", "Memory", "Path"]  # the last four have tests of their own
    expect(labels).to_have_count(len(every))
    if language == "en":
        assert labels.all_inner_texts() == every
    for at in range(len(views)):
        labels.nth(at).click()
        view = labels.nth(at).locator("input").get_attribute("value")
        page.wait_for_selector(f"#inside .inside:not([data-again]) input[value='{view}'][checked]", state="attached")
        expect(labels.nth(at).locator("input")).to_be_checked()
        page.wait_for_selector(SEEN)
        expect(page.locator("#inside .proof")).to_contain_text(re.compile(r"(: |：)(\d · 10⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+|0)$"))
        assert page.locator("#inside b b, #inside .axis-word b").count() == 0
        if not page.locator("#inside .filter-votes").count():
            expect(axis(page)).to_have_text(WORDS)


def test_a_word_that_occurs_three_times_is_three_words(visit: Opened) -> None:
    page = inside(visit, "pos-lstm")
    places = [at for at, word in enumerate(WORDS) if word == "good"]
    lefts = set()
    for at in places:
        axis(page).nth(at).click()
        assert shown_place(page).startswith(f"Word {at + 1} “good”, unit")
        expect(page.locator("#inside .axis-word[aria-pressed='true']")).to_have_count(1)
        expect(axis(page).nth(at)).to_have_attribute("aria-pressed", "true")
        lefts.add(axis(page).nth(at).bounding_box()["x"])  # type: ignore[index]
    assert len(lefts) == 3


# ---- states and gates


def test_a_click_fills_in_the_six_equations(visit: Opened, site: Site) -> None:
    page = inside(visit, "pos-lstm")
    checkpoint = load(str(site.folder / "pos-lstm"))
    seen = trace(checkpoint, TEXT)
    units = checkpoint.config.hidden
    unfold(page)
    map_ = page.locator("#inside .map").nth(2)
    box = map_.bounding_box()
    assert box is not None
    map_.click(position={"x": (8 + 0.5) * box["width"] / len(WORDS), "y": (4 + 0.5) * box["height"] / units})
    assert shown_place(page) == "Word 9 “good”, unit 5"
    sums = page.locator("#inside .sums")
    expect(sums.locator("h4")).to_have_text("The six equations for word 9 “good”, unit 5")
    said = sums.inner_text()
    for one in equations(checkpoint, seen, 1, 8, 4):
        assert f"= {number(one.value)}" in said
        for term in one.terms:
            assert all(number(abs(value)) in said for value in term.factors or (term.value,))


def test_another_layer_and_direction(visit: Opened, site: Site) -> None:
    page = inside(visit, "pos-rnn")
    checkpoint = load(str(site.folder / "pos-rnn"))
    choose(page, 0, "place", "2 backward")
    expect(page.locator("article[data-side='0']")).to_have_attribute("data-name", re.compile("layer2-backward$"))
    expect(page.locator("#inside .sums")).to_contain_text("h = tanh")
    axis(page).nth(4).click()
    expect(page.locator("#inside .sums h4")).to_contain_text("word 5 “2024”")
    unit = int(shown_place(page).rpartition(" ")[2])
    value = trace(checkpoint, TEXT).at(2, "backward")["hidden"][4, unit - 1]
    expect(page.locator("#inside .sums")).to_contain_text(f"= {number(float(value))}")
    assert page.locator(".values b").inner_text() == number(float(value))


def test_units_change_their_order_and_keep_their_numbers(visit: Opened) -> None:
    page = inside(visit, "pos-rnn")
    before = page.locator("#inside .values").inner_text()
    first = page.locator("#inside .map canvas").evaluate("canvas => canvas.toDataURL()")
    drawings = {first}
    for order in ("activity", "alike"):
        page.locator("#inside select[data-order]").select_option(order)
        page.wait_for_function(
            "seen => !seen.includes(document.querySelector('#inside .map canvas')?.toDataURL())", arg=list(drawings)
        )
        drawings.add(page.locator("#inside .map canvas").evaluate("canvas => canvas.toDataURL()"))
        assert page.locator("#inside .values").inner_text() == before
    assert len(drawings) == 3


def test_the_keyboard_walks_through_words_and_units(visit: Opened) -> None:
    page = inside(visit, "pos-lstm")
    axis(page).nth(0).click()
    page.keyboard.press("End")
    assert shown_place(page).startswith("Word 17 “.”")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert shown_place(page).startswith("Word 3 “good”")
    unfold(page)
    page.locator("#inside .map").first.focus()
    unit = int(shown_place(page).rpartition(" ")[2])
    page.keyboard.press("ArrowDown" if unit == 1 else "ArrowUp")
    page.keyboard.press("ArrowRight")
    after = unit + 1 if unit == 1 else unit - 1
    assert shown_place(page) == f"Word 4 “</b>”, unit {after}"
    expect(page.locator("#inside .sums h4")).to_have_text(f"The six equations for word 4 “</b>”, unit {after}")
    page.keyboard.press("PageDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Input gate"


def test_two_models_beside_each_other_point_at_the_same_word(visit: Opened) -> None:
    page = inside(visit, "pos-lstm")
    choose(page, 1, "model", "pos-lstm#untrained")
    expect(axis(page, 1)).to_have_count(len(WORDS))
    axis(page, 0).nth(5).click()
    expect(axis(page, 1).nth(5)).to_have_attribute("aria-pressed", "true")
    for side in (0, 1):
        expect(page.locator(f"article[data-side='{side}'] .sums h4")).to_contain_text("word 6 “film”")
    choose(page, 1, "model", "pos-transformer")
    expect(page.locator("article[data-side='1'] .other")).to_contain_text("has no such view")
    choose(page, 1, "model", "")
    expect(page.locator("#inside article")).to_have_count(1)


# ---- where it opens


def test_gates_open_where_they_change_most_and_say_so(visit: Opened, site: Site) -> None:
    page = inside(visit, "pos-lstm")
    checkpoint = load(str(site.folder / "pos-lstm"))
    place = notable_place(checkpoint, trace(checkpoint, TEXT), 1, "forward", gates=True)
    word = WORDS[place.word]
    told = page.locator("#inside .notable")
    expect(told).to_contain_text(f"the gates change most at word {place.word + 1}, “{word}” (punctuation")
    expect(told).to_contain_text(f"There unit {place.unit + 1} matters most to the word's tag")
    assert shown_place(page) == f"Word {place.word + 1} “{word}”, unit {place.unit + 1}"
    expect(page.locator("#inside .sums h4")).to_contain_text(f"word {place.word + 1} “{word}”, unit {place.unit + 1}")
    expect(page.locator("#inside .map").first).to_be_hidden()
    expect(page.locator("#inside .drawing svg.lines")).to_have_count(4)  # two of means, two of the unit
    unfold(page)
    expect(page.locator("#inside .map:visible")).to_have_count(6)
    axis(page).nth((place.word + 3) % len(WORDS)).click()
    assert shown_place(page) != f"Word {place.word + 1} “{word}”, unit {place.unit + 1}"
    told.locator("button").click()
    assert shown_place(page) == f"Word {place.word + 1} “{word}”, unit {place.unit + 1}"


def test_an_address_that_names_a_place_goes_before(visit: Opened) -> None:
    page = inside(visit, "pos-lstm", view="gates", model="pos-lstm", layer="2 backward", word="5", unit="2")
    assert shown_place(page) == "Word 6 “film”, unit 3"
    expect(page.locator("#inside .sums h4")).to_have_text("The six equations for word 6 “film”, unit 3")
    assert page.locator("#inside .sums.stale").count() == 0


# ---- read-outs


def values(site: Site, model: str) -> Any:
    """The arrays of the first layer of a model, reading forwards."""
    return trace(load(str(site.folder / model)), TEXT).at(1)


def point(page: Page, surface: Locator, across: float, down: float) -> str:
    """What is read out where one points into a drawing; the places are shares of its size."""
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
    return page.locator("#tip").inner_text()


def test_maps_of_units_read_out_word_unit_and_value(visit: Opened, site: Site) -> None:
    page = inside(visit, "pos-lstm")
    unfold(page)
    arrays, map_ = values(site, "pos-lstm"), page.locator("#inside .map").nth(1)
    units = arrays["hidden"].shape[1]
    value = number(float(arrays["input_gate"][8, 4]))
    told = f"Word 9 “good”, unit 5\nInput gate: {value}"
    assert point(page, map_, 8.5 / len(WORDS), 4.5 / units) == told
    page.mouse.move(0, 0)
    expect(page.locator("#tip")).to_have_count(0)
    map_.click(position={"x": 2, "y": 2})
    page.keyboard.press("ArrowRight")  # from now on the keyboard is what reads
    value = number(float(arrays["input_gate"][1, 0]))
    assert page.locator("#tip").inner_text() == f"Word 2 “<b>”, unit 1\nInput gate: {value}"
    told = point(page, page.locator("#inside .drawing svg.lines").first, 2.5 / len(WORDS), 0.5)
    assert told.split("\n")[0] == "3 good"
    assert f"Forget gate: {arrays['forget_gate'][2].mean():.2f}" in told


def test_attention_reads_out_from_whom_to_whom(visit: Opened, site: Site) -> None:
    page = inside(visit, "pos-transformer", view="attention", model="pos-transformer", layer="1", head="0")
    weights = values(site, "pos-transformer")["attention"][0]
    told = point(page, page.locator("#inside .square .map"), 5.5 / len(WORDS), 2.5 / len(WORDS))
    assert told.startswith("“good” (word 3) attends to “film” (word 6): ")
    share = float(told.rpartition(": ")[2].strip("<% "))
    assert share == pytest.approx(100 * float(weights[2, 5]), abs=0.51)
    page.locator("#inside .square .map").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#tip")).to_contain_text("attends to")


def test_the_numbers_of_a_map_stand_in_a_table_too(visit: Opened, site: Site) -> None:
    page = inside(visit, "pos-lstm")
    unfold(page)
    gate, table = values(site, "pos-lstm")["input_gate"], page.locator("#inside .all-units .as-table").nth(1)
    table.locator("summary").click()
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(len(WORDS))
    assert table.locator("thead th").all_inner_texts() == ["", *map(str, range(1, gate.shape[1] + 1))]
    assert rows.nth(8).locator("th").inner_text() == "9 good"
    assert rows.nth(8).locator("td").all_inner_texts() == [number(float(value)) for value in gate[8]]
    table.locator("summary").click()
    expect(table.locator("table")).to_have_count(0)

    page = inside(visit, "pos-transformer", view="attention", model="pos-transformer", layer="1", head="0")
    page.locator("#inside .square + .as-table summary").click()
    rows = page.locator("#inside .square + .as-table tbody tr")
    expect(rows).to_have_count(len(WORDS))
    shares = rows.nth(2).locator("td").all_inner_texts()
    weights = values(site, "pos-transformer")["attention"][0][2]
    assert [float(share.strip("<% ")) for share in shares] == pytest.approx(100 * weights, abs=0.51)


def test_a_tap_reads_out_too(visit: Opened) -> None:
    page = inside(visit, "pos-rnn", touch=True, width=390)
    page.locator("#inside .map").tap(position={"x": 5, "y": 5})
    expect(page.locator("#tip")).to_contain_text("Word 1 “The”, unit 1")


def test_which_word_won_the_maximum_of_each_unit(visit: Opened, site: Site) -> None:
    page = inside(visit, "sentiment-lstm", "sentiment", view="states", model="sentiment-lstm")
    checkpoint = load(str(site.folder / "sentiment-lstm"))
    assert "max" in checkpoint.config.readout
    last = checkpoint.config.layers
    choose(page, 0, "place", f"{last} backward")
    hidden = trace(checkpoint, TEXT).at(last, "backward")["hidden"]
    expect(page.locator("article[data-side='0']")).to_have_attribute("data-name", re.compile(f"layer{last}-backward$"))
    unit = int(shown_place(page).rpartition(" ")[2]) - 1
    winner = int(hidden[:, unit].argmax())
    expect(page.locator("#inside .won")).to_contain_text(f"is largest at word {winner + 1}, “{WORDS[winner]}”")
    won = page.locator("#inside .drawing svg.lines").last
    told = point(page, won, (winner + 0.5) / len(WORDS), 0.5)
    count = int((hidden.argmax(0) == winner).sum())
    assert told == f"{winner + 1} {WORDS[winner]}\n{count} of {hidden.shape[1]} units are largest here"


def test_the_view_buttons_stay_where_they_are(visit: Opened) -> None:
    page = inside(visit, "pos-lstm")
    places = []
    for view in ("states", "memory", "path", "gates"):
        page.locator(f"#inside .views label:has(input[value='{view}'])").click()
        page.wait_for_selector(
            f"#inside .inside:not([data-again]) input[value='{view}'][checked]", state="attached", timeout=60_000
        )
        places.append(page.locator("#inside .views label").evaluate_all("all => all.map(one => one.offsetLeft)"))
    assert all(one == places[0] for one in places)


# ---- attention


def test_of_a_long_text_the_largest_weights_stand_first(visit: Opened, site: Site) -> None:
    text = "the good film was not a bad dog but it was funny . " * 3
    page = inside(visit, "pos-transformer", text=text, view="attention", model="pos-transformer", layer="1", head="0")
    page.locator(".left-word").nth(3).click()
    first = page.locator(".attended").first
    rows = first.locator(".attended-first li")
    expect(rows).to_have_count(11)  # and one for all other words
    weights = trace(load(str(site.folder / "pos-transformer")), text).at(1)["attention"][0, 3]
    best = sorted(range(len(weights)), key=lambda at: -weights[at])[:10]
    assert rows.first.locator("small").inner_text() == str(best[0] + 1)
    shares = [float(one.strip("<% ")) for one in rows.locator("b").all_inner_texts()]
    assert shares[:10] == pytest.approx([100 * float(weights[at]) for at in best], abs=0.51)
    assert sum(shares) == pytest.approx(100, abs=3)
    expect(first.locator(".attended-words")).to_be_hidden()
    first.locator("summary").click()
    expect(first.locator(".attended-word")).to_have_count(len(weights))


def test_heads_and_from_words(visit: Opened) -> None:
    page = inside(visit, "pos-transformer")
    heads = page.locator(".overview button")
    expect(heads).to_have_count(6)
    heads.nth(4).click()
    expect(page.locator("#inside .drawing > h4").nth(1)).to_have_text("Layer 2, head 2")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#inside .drawing > h4").nth(1)).to_have_text("Layer 1, head 3")
    page.locator(".left-word").nth(8).click()
    titles = page.locator(".attended p")
    expect(titles.nth(0)).to_have_text("“good” (word 9) attends to — its row adds up to 100 %")
    expect(titles.nth(1)).to_contain_text("words that attend to “good” (word 9)")
    shares = page.locator(".attended").nth(0).locator("small").all_inner_texts()
    assert sum(float(share.strip("<% ")) for share in shares) == pytest.approx(100, abs=5)
    page.keyboard.press("ArrowDown")
    expect(titles.nth(0)).to_contain_text("“&” (word 10)")
    settle(page)
    expect(page.locator(".caution")).to_contain_text("Attention is not explanation")
    page.locator("#text textarea").fill("A good film")  # the head stays chosen for another text
    page.keyboard.press("Enter")
    expect(page.locator(".left-word")).to_have_count(3)
    expect(page.locator("#inside .drawing > h4").nth(1)).to_have_text("Layer 1, head 3")


# ---- filters


def test_votes_add_up_and_rows_find_their_n_gram(visit: Opened) -> None:
    page = inside(visit, "sentiment-textcnn", "sentiment")
    said = page.locator(".sum").inner_text()
    parts = [float(part.replace("−", "-")) for part in re.findall(r"([+−]?\d+\.\d\d) (?:votes|bias)", said)]
    total = float(re.findall(r"= (−?\d+\.\d\d)", said)[0].replace("−", "-"))
    assert sum(parts) == pytest.approx(total, abs=0.02)
    rows = page.locator(".vote-columns [role=option]")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    row = rows.nth(1)
    expect(row).to_have_attribute("aria-selected", "true")
    lit = page.locator(".grams .lit").all_inner_texts()
    assert [word.rstrip("+−") for word in lit] == row.locator(".gram").inner_text().split(" ")
    before = said
    choose(page, 0, "label", "negative" if "positive" in before.split("logit")[1] else "positive")
    expect(page.locator(".sum")).not_to_have_text(before)


# ---- keeping


def keep(page: Page, kind: str) -> bytes:
    with page.expect_download() as waited:
        page.locator(f"[data-download='{kind}']").first.click()
    assert waited.value.suggested_filename.endswith(f".{kind}")
    return Path(waited.value.path()).read_bytes()


@pytest.mark.parametrize(
    ("task", "model"), [("pos", "pos-lstm"), ("pos", "pos-transformer"), ("sentiment", "sentiment-textcnn")]
)
def test_every_figure_can_be_kept_as_a_picture_and_as_data(visit: Opened, task: str, model: str) -> None:
    page = inside(visit, model, task)
    picture = keep(page, "svg").decode("utf-8")
    assert picture.startswith("<svg")
    assert "<b>" not in picture
    assert page.evaluate(
        "text => !new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')", picture
    )
    assert keep(page, "png").startswith(b"\x89PNG")
    record = json.loads(keep(page, "json"))
    assert record["words"] == WORDS
    rows = list(csv.reader(keep(page, "csv").decode("utf-8-sig").splitlines()))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 5


# ---- long, narrow, empty


def test_words_stay_in_sight(visit: Opened) -> None:
    page = inside(visit, "sentiment-lstm", "sentiment", text="the film was not good but it is a dog . " * 18, width=390)
    tracks, head = page.locator("#inside .tracks"), page.locator("#inside .head-axis")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tracks.evaluate("element => (element.scrollLeft = 300)")
    page.wait_for_function("document.querySelector('#inside .head-axis').scrollLeft === 300")
    assert head.evaluate("element => element.scrollLeft") == 300
    unfold(page)
    page.locator("#inside .map").last.scroll_into_view_if_needed()
    box = head.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 700


def test_a_phone_stacks_the_views(visit: Opened) -> None:
    page = inside(visit, "pos-lstm", width=390)
    choose(page, 1, "model", "pos-lstm#untrained")
    expect(page.locator("#inside article")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    one, other = (page.locator("#inside article").nth(at).bounding_box() for at in (0, 1))
    assert one is not None
    assert other is not None
    assert other["y"] >= one["y"] + one["height"]


def test_no_text_is_an_invitation(visit: Opened) -> None:
    page = visit(text=" ", task="pos", models="pos-lstm", tab="inside", answered=False)
    expect(page.locator("#inside .state")).to_contain_text("Nothing to read yet")
    page.locator("#inside .offers button").first.click()
    page.wait_for_selector(SEEN)
