"""Look inside as HTML: every view says how to read it."""

import html
import json
import re

import pytest

from playground.ui.inside import render as inside_render
from playground.ui.inside.queries import InsideView, Panel, look_inside
from playground.ui.inside.view_options import ViewOptions
from playground.ui.inside.words import WORDS
from playground.ui.language import numbers
from tests.ui.inside.panels import TEXT, panel


def figures(drawn: str) -> list[dict[str, object]]:
    """What `inside.js` finds in the HTML."""
    return [json.loads(html.unescape(found)) for found in re.findall(r'data-figure="([^"]*)"', drawn)]


def drawn(*shown: Panel, language: str = "en") -> str:
    sides = tuple(one.side for one in shown)
    found = InsideView(
        TEXT, "pos", ViewOptions(shown[0].view, sides), tuple(side.model for side in sides), (shown[0].view,), shown
    )
    return inside_render.inside(found, language)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("reference", "view"),
    [("pos-rnn", "states"), ("pos-lstm", "gates"), ("pos-transformer", "attention"), ("sentiment-textcnn", "filters")],
)
def test_each_view_says_how_to_read_it_what_it_does_not_show_and_how_exact_it_is(
    tiny: dict[str, str], reference: str, view: str, language: str
) -> None:
    shown = panel(tiny[reference], view)
    page = drawn(shown, language=language)
    for key in (f"how-{view}", f"not-{view}"):
        assert html.escape(WORDS[language][key]) in page
    assert shown.traced is not None
    proof = page.partition('class="note proof"')[2].partition("</p>")[0]
    assert shown.traced.difference is not None
    assert proof.endswith(numbers.tiny(shown.traced.difference))
    assert shown.traced.difference < 1e-5
    assert ("caution" in page) == (view == "attention")
    assert "<b>good" not in page
    assert "<script" not in page
    assert len(figures(page)) == (view != "filters")


def test_two_models_stand_beside_each_other(tiny: dict[str, str]) -> None:
    page = drawn(panel(tiny["pos-lstm"], "gates"), panel(tiny["pos-lstm"] + "#untrained", "gates"))
    one, other = figures(page)
    assert one["words"] == other["words"]
    assert one["rows"] != other["rows"]
    assert page.count("<article") == 2


def test_a_page_of_512_words_stays_small(long: dict[str, str]) -> None:
    text = " ".join(f"word{number} film" for number in range(300))
    for reference, view in (("lstm", "gates"), ("transformer", "attention"), ("textcnn", "filters")):
        shown = panel(long[reference], view, text)
        assert shown.traced is not None
        assert len(shown.traced.read) == 512
        assert len(drawn(shown).encode()) < 1_000_000


@pytest.mark.parametrize("text", ["", "  ", "\u200b"])
def test_a_text_without_a_word_invites_to_write_one(tiny: dict[str, str], text: str) -> None:
    found = look_inside(text, "pos", [tiny["pos-lstm"]], ViewOptions())
    page = inside_render.inside(found, "en")
    assert ("Nothing to read yet" in page) == (not text.strip())
    assert ("There is no word in this text" in page) == bool(text.strip())
