"""What models get wrong, as HTML."""

from html import escape
from pathlib import Path

import pytest

from playground import checkpoints
from playground.evaluation.behaviour.suite import SUITES, stored
from playground.ui.language import chinese
from playground.ui.models import render as models_render
from playground.ui.models.queries import ViewOptions, catalogue
from playground.ui.models.render_behaviour import capability
from tests.ui.compare.answers import Seen
from tests.ui.models.entries import Loaded


@pytest.mark.slow
def test_what_models_get_wrong_is_a_table_that_unfolds_row_by_row(loader: Loaded) -> None:
    closed = models_render.models(catalogue("sentiment", [], [], ViewOptions()), "en")
    assert "Negated negative" not in closed and "What they get wrong" in closed
    told = stored("sentiment-lstm")
    assert told is not None
    outcome = told.capabilities["denied-bad"]
    html = models_render.models(
        catalogue("sentiment", [], [], ViewOptions(behaviour="sentiment", capability="denied-bad")), "en"
    )
    assert f"{outcome.failures} of {outcome.cases} failed" in html
    assert html.count('class="failed"') == 1
    for failure in outcome.examples:
        assert all(escape(text) in html for text in failure.texts)
    assert "Noun or verb" not in html, "the other task stays closed"


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(SUITES))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_capability_can_be_unfolded(loader: Loaded, kind: str, language: str) -> None:
    for key in SUITES[kind]:
        html = models_render.models(catalogue(kind, [], [], ViewOptions(behaviour=kind, capability=key)), language)
        assert escape(capability(kind, key, language)[0]) in html
        Seen(html)


def test_every_capability_has_its_chinese() -> None:
    assert {kind: list(names) for kind, names in chinese.CAPABILITIES.items()} == {
        kind: list(names) for kind, names in SUITES.items()
    }


@pytest.mark.slow
def test_failures_of_somebody_elses_making_are_harmless(folder: Path, loader: Loaded) -> None:
    path = folder / "sentiment-rnn" / checkpoints.BEHAVIOUR
    for content in ("[]", '{"capabilities": 3}', "\x00"):
        path.write_text(content, "utf-8")
        assert all(entry.behaviour is None for entry in catalogue("sentiment", [], [], ViewOptions()).entries)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_models_of_chinese_have_a_table_of_their_own(loader: Loaded, language: str) -> None:
    found = catalogue("sentiment", [], ["sentiment-zh-lstm"], ViewOptions(behaviour="sentiment"))
    html = models_render.models(found, language)
    assert html.count("<thead>") >= 2
    assert "双重否定" in html
    assert escape(capability("sentiment", "double", language, "zh")[0]) in html
