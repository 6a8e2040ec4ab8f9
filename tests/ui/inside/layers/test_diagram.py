"""The diagram of a model's layers as SVG and as text."""

import html
import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise

import pytest

from playground.models.blocks import Block
from playground.ui.components import svg
from playground.ui.inside.layers import diagram
from playground.ui.inside.layers.queries import LayerOptions
from playground.ui.inside.layers.words import WORDS
from tests import tiny as small
from tests.ui.inside.layers.layered import drawn, panel


def pictures(page: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg class=\"diagram.*?</svg>", page, re.S)]


@pytest.mark.slow
@pytest.mark.parametrize("key", [f"{task}-{architecture}" for architecture, task in small.PAIRS])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_drawing_is_an_svg_that_says_every_shape(tiny: dict[str, str], key: str, language: str) -> None:
    shown = panel(tiny[key], "layers", LayerOptions(sentences=5, longest=33, training=True))
    assert shown.layers is not None
    page = drawn(shown, language)
    assert "<b>good" not in page
    for picture in pictures(page):
        said = " ".join("".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text"))
        assert WORDS[language]["block-encoder"] in said
        logits = shown.layers.diagram.blocks[-1]
        assert diagram.shape(logits.gives, language).split(", ")[0] in said
        folds = [one for one in picture.iter("{http://www.w3.org/2000/svg}g") if one.get("class") == "fold"]
        assert all(one.get("role") == "button" and one.get("tabindex") == "0" for one in folds)
    text = html.unescape(re.findall(r'<details class="as-text">.*?<pre[^>]*>(.*?)</pre>', page, re.S)[0])
    for block in shown.layers.diagram.all():
        assert diagram.title(block, language) in text
        assert diagram.shape(block.gives, language) in text
        assert f"{block.parameters:,}" in text or not block.parameters


@pytest.mark.parametrize("key", [f"{task}-{architecture}" for architecture, task in small.PAIRS])
@pytest.mark.parametrize("kind", ["wide", "narrow"])
def test_nothing_is_written_beside_the_drawing(tiny: dict[str, str], key: str, kind: str) -> None:
    shown = panel(tiny[key], "layers")
    assert shown.layers is not None
    every = LayerOptions(turned=tuple(one.id for one in shown.layers.diagram.all() if not LayerOptions().shows(one.id)))
    made = diagram.diagram(
        shown.layers.diagram.blocks, diagram.Drawing("en", every, "good", 0, shown.layers.labels, 0, kind), "all"
    )
    picture = ElementTree.fromstring(made)
    width = float(picture.get("width") or 0)
    for text in picture.iter("{http://www.w3.org/2000/svg}text"):
        line, x = "".join(text.itertext()), float(text.get("x") or 0)
        size = float(text.get("font-size") or 0)
        long = svg.text_width(line, size, mono="mono" in (text.get("font-family") or ""))
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
    drawn = diagram.diagram([many], diagram.Drawing("en", LayerOptions(), "good", 0, (), 0), "all")
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
    first, page, none = (
        drawn(panel(tiny["pos-lstm"], "layers", LayerOptions(every=every))) for every in ("", "open", "folded")
    )
    folded = drawn(panel(tiny["pos-lstm"], "layers", LayerOptions(turned=("encoder",))))
    assert 'data-open="layer1.forward.forget_gate"' in page
    assert 'aria-expanded="false"' not in page
    assert 'aria-expanded="true"' not in none
    assert 'data-open="layer1.forward.gates"' in first  # one direction of two is unfolded, and nothing in it
    assert 'data-open="layer1.forward.forget_gate"' not in first
    assert 'data-open="layer1.backward.gates"' not in first
    assert 'data-open="layer1' not in folded
    assert 'data-open="encoder" data-side="0" aria-expanded="false"' in folded


def test_a_very_long_word_and_control_characters_are_cut(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-rnn"], "layers", LayerOptions(turned=("text", "words", "masked")), "a" * 300 + "\x0b\n b")
    page = drawn(shown)
    assert len(pictures(page)) == 2
    assert "a" * 25 not in "".join("".join(picture.itertext()) for picture in pictures(page))


def test_long_lines_are_broken_between_words_and_between_chinese_characters() -> None:
    assert diagram.wrapped("one two three", 50, 10) == ["one two", "three"]
    assert diagram.wrapped("一二三四五", 25, 10) == ["一二", "三四", "五"]
    assert diagram.wrapped("", 25, 10) == [""]
