"""Layer by layer and Code as they are drawn: what a visitor may choose, what the drawing says, what can be kept."""

import csv
import html
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

import pytest

from playground.checkpoints import load, read_recipe, save, shipped
from playground.lenses.inside.layers import layers as blocks_of
from playground.lenses.inside.trace import trace
from playground.models.blocks import Block
from playground.training.settings import Settings
from playground.ui.components import svg
from playground.ui.inside import downloads as inside_downloads
from playground.ui.inside import render as inside_render
from playground.ui.inside.code.queries import code
from playground.ui.inside.code.render import coloured
from playground.ui.inside.layers import diagram
from playground.ui.inside.layers.queries import Unfolded, taken_apart
from playground.ui.inside.layers.words import WORDS, say
from playground.ui.inside.queries import Look, Panel, Side, Wish
from tests import tiny as small
from tests.lenses.inside.test_layers import VARIANTS, checkpoint

TEXT = 'The <b>good</b> film & "good" 😀'


def panel(reference: str, view: str, seen: Unfolded | None = None, text: str = TEXT) -> Panel:
    found = trace(load(reference), text)
    side = Side(reference, unfolded=seen or Unfolded())
    made = Panel(side, load(reference).architecture, view, traced=found)
    if view == "code":
        return replace(made, code=code(reference, found, 0))
    apart, settled = taken_apart(reference, found, side.unfolded)
    return replace(made, side=replace(side, unfolded=settled), apart=apart)


def drawn(shown: Panel, language: str = "en") -> str:
    found = Look(TEXT, "pos", Wish(shown.view, (shown.side,)), (shown.side.model,), (shown.view,), (shown,))
    return inside_render.inside(found, language)


def pictures(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg class=\"diagram.*?</svg>", page, re.S)]


# ---- what a visitor may choose


def test_choices_change_and_nonsense_changes_nothing() -> None:
    seen = Unfolded()
    assert seen.shows("encoder")
    assert not seen.changed("open", "encoder").shows("encoder")
    assert seen.changed("open", "head").shows("head")
    assert seen.changed("open", "head").changed("open", "head") == seen
    assert seen.changed("sentences", "8").sentences == 8
    assert seen.changed("longest", "40").longest == 40
    assert seen.changed("mode", "training").training
    for key, value in (("sentences", "many"), ("longest", "-3"), ("word", "99999"), ("open", "x" * 200), ("no", "1")):
        assert seen.changed(key, value) == seen
    many = seen
    for number in range(500):
        many = many.changed("open", str(number))
    assert len(many.turned) == 200


def test_a_wish_takes_the_choices_of_a_side_and_both_sides_share_the_word() -> None:
    wish = Wish("layers", (Side("a"), Side("b")))
    one = wish.changed({"key": "sentences", "side": 1, "value": "4"})
    assert [side.unfolded.sentences for side in one.sides] == [1, 4]
    both = wish.changed({"key": "word", "side": 0, "value": "3"})
    assert [side.unfolded.word for side in both.sides] == [3, 3]


def test_what_cannot_be_shown_becomes_what_can(tiny: dict[str, str]) -> None:
    seen = Unfolded(word=99, sentences=500, longest=9_999, training=True, target="nonsense")
    apart, settled = taken_apart(tiny["pos-lstm"], trace(load(tiny["pos-lstm"]), TEXT), seen)
    assert apart.diagram.word == len(apart.diagram.words) - 1
    assert (apart.diagram.batch.sentences, apart.diagram.batch.longest) == (64, 40)
    assert settled.target == ""


def test_training_shows_the_settings_of_the_checkpoint_itself(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("recipe")
    recipe: dict[str, Any] = {
        "stages": [{"stage": "fit", "settings": {"epochs": 7, "average": 0.5}}, {"stage": "evaluate"}]
    }
    made = small.model("rnn", "sentiment")
    reference = str(save(folder / "made", made, small.VOCABULARY, recipe=recipe))
    apart, _ = taken_apart(reference, trace(load(reference), TEXT), Unfolded(training=True))
    assert apart.stored
    assert dict(apart.settings)["epochs"] == 7
    assert dict(apart.settings)["average"] == 0.5
    assert [one.key for one in apart.lesson][-1] == "average"
    switch = say("setting-whole_at_start", "en")
    assert switch not in drawn(panel(reference, "layers", Unfolded(training=True))), "a switch that is off"
    recipe["stages"][0]["settings"] = {"whole_at_start": True}
    on = str(save(folder / "on", made, small.VOCABULARY, recipe=recipe))
    assert f"<dt>{switch}</dt><dd>yes</dd>" in drawn(panel(on, "layers", Unfolded(training=True)))
    bare = str(save(folder / "bare", made, small.VOCABULARY))
    apart, _ = taken_apart(bare, trace(load(bare), TEXT), Unfolded(training=True))
    assert not apart.stored
    assert "defaults" in drawn(panel(bare, "layers", Unfolded(training=True)))


@pytest.mark.parametrize("reference", shipped())
def test_every_shipped_checkpoint_names_its_settings(reference: str) -> None:
    apart, _ = taken_apart(reference, trace(load(reference), "a good film"), Unfolded(training=True))
    stage = next(stage for stage in reversed(read_recipe(reference)) if stage["stage"] == "fit")
    assert apart.stored
    assert stage["settings"].items() <= dict(apart.settings).items()


# ---- the drawing


def named(words: dict[str, str], kind: str) -> set[str]:
    """What has a word of a kind."""
    return {key.removeprefix(f"{kind}-") for key in words if key.startswith(f"{kind}-")}


def test_every_block_dimension_and_setting_has_its_words() -> None:
    met, dimensions = set(), set()
    for architecture, task, change in VARIANTS:
        asked = checkpoint(architecture, task, **change)
        for block in blocks_of(asked, trace(asked, "a good film")).all():
            met.add(block.key)
            dimensions |= {name for name, _ in (*block.reads, *block.gives)}
    training = {"target", "loss", "backpropagation", "gradient", "clip", "optimizer", "average"}
    for words in WORDS.values():
        assert met | training == named(words, "block") == named(words, "does")
        assert dimensions | {"parameters"} == named(words, "dim")
        assert named(words, "setting") - {"on"} == {field.name for field in fields(Settings)}


@pytest.mark.parametrize("key", [f"{task}-{architecture}" for architecture, task in small.PAIRS])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_drawing_is_an_svg_that_says_every_shape(tiny: dict[str, str], key: str, language: str) -> None:
    shown = panel(tiny[key], "layers", Unfolded(sentences=5, longest=33, training=True))
    assert shown.apart is not None
    page = drawn(shown, language)
    assert "<b>good" not in page
    for picture in pictures(page):
        said = " ".join("".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text"))
        assert WORDS[language]["block-encoder"] in said
        logits = shown.apart.diagram.blocks[-1]
        assert diagram.shape(logits.gives, language).split(", ")[0] in said
        folds = [one for one in picture.iter("{http://www.w3.org/2000/svg}g") if one.get("class") == "fold"]
        assert all(one.get("role") == "button" and one.get("tabindex") == "0" for one in folds)
    text = html.unescape(re.findall(r'<details class="as-text">.*?<pre>(.*?)</pre>', page, re.S)[0])
    for block in shown.apart.diagram.all():
        assert diagram.title(block, language) in text
        assert diagram.shape(block.gives, language) in text
        assert f"{block.parameters:,}" in text or not block.parameters


@pytest.mark.parametrize("key", [f"{task}-{architecture}" for architecture, task in small.PAIRS])
@pytest.mark.parametrize("kind", ["wide", "narrow"])
def test_nothing_is_written_beside_the_drawing(tiny: dict[str, str], key: str, kind: str) -> None:
    shown = panel(tiny[key], "layers")
    assert shown.apart is not None
    every = Unfolded(turned=tuple(one.id for one in shown.apart.diagram.all() if not Unfolded().shows(one.id)))
    made = diagram.diagram(
        shown.apart.diagram.blocks, diagram.Drawing("en", every, "good", 0, shown.apart.labels, 0, kind), "all"
    )
    picture = ElementTree.fromstring(made)
    width = float(picture.get("width") or 0)
    for text in picture.iter("{http://www.w3.org/2000/svg}text"):
        line, x = "".join(text.itertext()), float(text.get("x") or 0)
        size = float(text.get("font-size") or 0)
        long = svg.wide(line, size, mono="mono" in (text.get("font-family") or ""))
        assert (x - long if text.get("text-anchor") else x) >= 0, line
        assert (x if text.get("text-anchor") else x + long) <= width + 1, line


def boxes(picture: ElementTree.Element, *blocks: str) -> list[tuple[float, float, float]]:
    """Left edge, right edge and top of each of these blocks."""
    found = {one.get("data-open"): one.find("{http://www.w3.org/2000/svg}rect") for one in picture.iter()}
    numbers = []
    for block in blocks:
        box = found[block]
        assert box is not None
        left, width, top = (float(box.get(name) or 0) for name in ("x", "width", "y"))
        numbers.append((left, left + width, top))
    return numbers


@pytest.mark.parametrize(
    ("key", "blocks"),
    [
        ("pos-rnn", ("layer1.forward", "layer1.backward")),
        ("sentiment-lstm", ("layer1.forward", "layer1.backward")),
        ("sentiment-textcnn", ("width1", "width3", "width5")),
        ("pos-textcnn", ("layer1.width1", "layer1.width3", "layer1.width5")),
    ],
)
def test_what_runs_beside_each_other_is_drawn_side_by_side_where_there_is_room(
    tiny: dict[str, str], key: str, blocks: tuple[str, ...]
) -> None:
    wide, narrow = (boxes(picture, *blocks) for picture in pictures(drawn(panel(tiny[key], "layers"))))
    assert len({top for _, _, top in wide}) == 1
    assert all(one[1] < other[0] for one, other in pairwise(wide))
    assert len({round(right - left) for left, right, _ in wide}) == 1
    assert len({left for left, _, _ in narrow}) == 1
    assert [top for _, _, top in narrow] == sorted({top for _, _, top in narrow})


def test_a_drawing_grows_with_many_filter_widths() -> None:
    one = Block("width", "w", "", (), ())
    many = Block("encoder", "encoder", "", (), (), parts=(one,) * 9, beside=True)
    drawn = diagram.diagram([many], diagram.Drawing("en", Unfolded(), "good", 0, (), 0), "all")
    width = float(ElementTree.fromstring(drawn).get("width") or 0)
    assert width > 9 * diagram.COLUMN > diagram.WIDTHS["wide"][0]


def test_numbers_are_written_as_people_write_them() -> None:
    given = (0.0, -0.0, -1.9e-05, 0.00012345, -0.5, 12.345, 1234.5, 7, "good")
    said = ["0", "0", "−1.9 · 10⁻⁵", "0.000123", "−0.5", "12.3", "1,234", "7", "good"]
    assert [diagram.written(value) for value in given] == said


def test_labels_stand_beside_their_numbers_the_highest_first() -> None:
    labels, gives = ("ADJ", "ADP", "NOUN", "VERB", "DET", "X"), (("batch", 1), ("labels", 6))
    shares = Block("softmax", "softmax", "", (), gives, values=(0.1, 0.00001, 0.4999, 0.2, 0.15, 0.05))
    line = diagram.details(shares, "good", 0, labels, "en")[-1][0].replace("\u00a0", " ")
    assert line == "numbers: NOUN 50.0 %,  VERB 20.0 %,  DET 15.0 %,  ADJ 10.0 %,  X 5.0 %"
    logits = Block("head", "head", "", (), gives, values=(1.5, -2.0, 0.0, 3.0, -0.00002, -4.0))
    line = diagram.details(logits, "good", 0, labels, "en")[-1][0].replace("\u00a0", " ")
    assert line == "numbers: VERB 3,  ADJ 1.5,  NOUN 0,  DET −2.0 · 10⁻⁵,  ADP −2"


def test_a_folded_block_hides_its_parts(tiny: dict[str, str]) -> None:
    page = drawn(panel(tiny["pos-lstm"], "layers"))
    folded = drawn(panel(tiny["pos-lstm"], "layers", Unfolded(turned=("encoder",))))
    assert 'data-open="layer1.forward.forget_gate"' in page
    assert 'data-open="layer1' not in folded
    assert 'data-open="encoder" data-side="0" aria-expanded="false"' in folded


def test_a_very_long_word_and_control_characters_are_cut(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-rnn"], "layers", Unfolded(turned=("text", "words", "masked")), "a" * 300 + "\x0b\n b")
    page = drawn(shown)
    assert len(pictures(page)) == 2
    assert "a" * 25 not in "".join("".join(picture.itertext()) for picture in pictures(page))


def test_long_lines_are_broken_between_words_and_between_chinese_characters() -> None:
    assert diagram.wrapped("one two three", 50, 10) == ["one two", "three"]
    assert diagram.wrapped("一二三四五", 25, 10) == ["一二", "三四", "五"]
    assert diagram.wrapped("", 25, 10) == [""]


# ---- code


@pytest.mark.parametrize("key", [f"{task}-{architecture}" for architecture, task in small.PAIRS])
def test_the_program_is_shown_as_it_runs(tiny: dict[str, str], key: str) -> None:
    shown = panel(tiny[key], "code")
    assert shown.code is not None
    page = drawn(shown)
    listing = re.findall(r'<pre class="listing">(.*?)</pre>', page, re.S)[0]
    assert html.unescape(re.sub(r"</?span[^>]*>", "", listing)) == shown.code.listing
    assert page.count('class="mistake"') == 3
    assert "missing 1 required positional argument" in page
    kept = inside_downloads.written(shown, "py")
    assert kept["content"] == shown.code.listing
    assert kept["name"].endswith(".py")


def test_colours_change_no_letter() -> None:
    for program in ('x = "<b>" # & so\n', "if x:\n    return 'y'\n", "nn.Transformer(…)(x)", "'open", ""):
        assert html.unescape(re.sub(r"</?span[^>]*>", "", coloured(program))) == program
    assert coloured("import x") == '<span class="k">import</span> x'


# ---- keeping


def test_blocks_can_be_kept_as_json_and_as_a_table(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-transformer"], "layers", Unfolded(training=True))
    assert shown.apart is not None
    record = json.loads(inside_downloads.written(shown, "json")["content"])
    assert record["parameters"] == load(tiny["pos-transformer"]).parameters
    rows = list(csv.reader(io.StringIO(inside_downloads.written(shown, "csv")["content"].removeprefix("\ufeff"))))
    assert rows[0][0] == "block"
    assert len({len(row) for row in rows}) == 1
    whole = replace(shown.apart.diagram, blocks=(*shown.apart.diagram.blocks, *shown.apart.lesson))
    assert [row[0] for row in rows[1:]] == [block.id for block in whole.all()]
