"""The votes of a TextCNN's filters, as HTML."""

import html
import re

import pytest

from playground.ui.inside import filter_votes
from playground.ui.language import numbers
from tests.ui.inside.panels import TEXT, panel


def test_votes_and_bias_add_up_on_the_page(tiny: dict[str, str]) -> None:
    shown = panel(tiny["sentiment-textcnn"], "filters")
    assert shown.votes is not None
    said = html.unescape(re.sub(r"<[^>]*>", "", filter_votes.vote_columns(shown, "en")))
    assert f"= {numbers.number(shown.votes.total, 2)}" in said
    assert f"the model's own: {numbers.number(shown.votes.logit, 2)}" in said
    parts = [float(part.replace("−", "-")) for part in re.findall(r"([+−]?\d+\.\d\d) (?:votes|bias)", said)]
    assert sum(parts) == pytest.approx(shown.votes.logit, abs=0.02)


def test_the_n_grams_stand_in_the_text_and_nothing_is_html(tiny: dict[str, str]) -> None:
    shown = panel(tiny["sentiment-textcnn"], "filters")
    assert shown.votes is not None
    assert shown.traced is not None
    page = filter_votes.vote_columns(shown, "en")
    assert "<b>good" not in page
    text = page.partition('class="grams walked" dir="auto">')[2].partition("</p>")[0]
    bare = html.unescape(re.sub(r"<sup>.</sup>|<[^>]*>", "", text))
    assert bare == TEXT[: shown.traced.read[-1].end]
    for first, last, gram in re.findall(
        r'data-first="(\d+)" data-last="(\d+)"><span class="gram" dir="auto">(.*?)</span>', page
    ):
        words = [word.text for word in shown.traced.read[int(first) : int(last)]]
        assert html.unescape(gram) == " ".join(words)  # fmt: skip


def test_a_filter_that_saw_only_padding_says_so(tiny: dict[str, str]) -> None:
    shown = panel(tiny["sentiment-textcnn"], "filters", "")
    assert shown.votes is not None
    speaking_for, speaking_against = shown.votes.strongest(filter_votes.SHOWN_VOTES)
    assert filter_votes.vote_columns(shown, "en").count("no word: padding") == len(speaking_for) + len(speaking_against)
