"""The tables and the card of the Models tab, as HTML."""

from pathlib import Path

import pytest

from playground.errors import NotFound
from playground.ui.models import queries as asks
from playground.ui.models import render as models_render
from playground.ui.models.queries import Catalogue, ViewOptions, catalogue
from tests.ui.compare.answers import Seen
from tests.ui.models.entries import MINE, Loaded, entry


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("axis", asks.AXES)
def test_the_tab_is_drawn_well_formed_and_harmless(folder: Path, loader: Loaded, language: str, axis: str) -> None:
    (folder / "sentiment-rnn" / "README.md").write_text("<script>alert(1)</script>\n![x](https://e.example/x)", "utf-8")
    strange = 'a/<b onclick="x">'
    loader.states[strange] = NotFound('No "<model>".', key="x")
    html = models_render.models(
        catalogue("sentiment", [], [strange], ViewOptions(axis=axis, card="sentiment-rnn")), language
    )
    assert {"script", "img", "b"} & set(Seen(html).tags) <= {"b"}
    assert "onclick=" not in html.replace("onclick=&quot;", "")
    assert "e.example" not in html


def test_a_row_says_task_sizes_results_and_where_the_model_is_from() -> None:
    bundled, fetched = entry(), entry("a/b", source="hub", revision="0123456789abcdef", extra=True)
    html = models_render.models(Catalogue((bundled, fetched), ViewOptions("IMDB"), ("IMDB",)), "en")
    text = Seen(html).text
    for said in ("90.0 %", "4.2 M", "5.0 MB", "2.0 ms", "bundled", "Hub 0123456", "None of them is on the Hub yet"):
        assert said in text
    assert html.count("data-remove") == 1
    assert 'data-remove="a/b"' in html


def test_what_only_a_card_says_is_marked_as_its_word() -> None:
    for reference, claims in (("owner/name", True), (MINE, False)):
        html = models_render.models(
            Catalogue((entry(), entry(reference, extra=True)), ViewOptions("IMDB"), ("IMDB",)), "en"
        )
        assert html.count("90.0 %*") == claims
        assert ("What its own card says" in html) is claims


def test_a_result_that_is_no_share_is_not_shown() -> None:
    assert entry(accuracy=91.2).accuracy("IMDB") is None
    assert entry(accuracy=0.912).accuracy("SST-2") is None
