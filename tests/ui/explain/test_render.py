"""Explanations as HTML: escaping, colours, bars, parameters."""

from dataclasses import replace

import numpy as np
import pytest

from playground.checkpoints import load
from playground.lenses.explain.explain import explain
from playground.lenses.explain.methods import METHODS
from playground.ui.explain import downloads as explain_downloads
from playground.ui.explain import render as explain_render
from playground.ui.explain import wording
from playground.ui.explain.queries import Explanations, Row, ViewOptions
from tests.ui.explain.explained import TEXT, shown


@pytest.mark.parametrize("task", ["sentiment", "pos"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_visitor_wrote_is_escaped_and_a_refusal_is_said(tiny: dict[str, str], task: str, language: str) -> None:
    drawn = explain_render.explanations(shown(tiny, task, by="methods"), language)
    assert "<b>good" not in drawn
    assert "&lt;b&gt;" in drawn
    assert ("It has &lt;no&gt; rule." in drawn) is (language == "en")
    assert drawn.count("data-test=") == 2
    assert drawn.count("data-word=") == (2 * len(explain(load(tiny["pos-rnn"]), TEXT).words) if task == "pos" else 0)


def test_the_largest_score_has_the_full_colour_and_each_word_its_own_bar(tiny: dict[str, str]) -> None:
    found = shown(tiny, "sentiment")
    row = found.rows[0]
    assert row.explanation is not None
    drawn = explain_render.bars(row, "en")
    assert drawn.count("<li ") == len(row.explanation.words)
    assert drawn.count("--v:100.0%") == 1
    largest = row.explanation.scores[int(np.abs(row.explanation.scores).argmax())]
    assert f"<small>{wording.number(largest)}</small>" in drawn
    assert drawn.count('class="for"') == (row.explanation.scores > 0).sum()
    assert drawn.count('class="against"') == (row.explanation.scores < 0).sum()


def test_a_slope_is_neither_for_nor_against_and_has_no_baseline(tiny: dict[str, str]) -> None:
    for method, settings in ("saliency", {}), ("saliency", {"magnitude": True}), ("smooth_grad", {}):
        explanation = explain(load(tiny["sentiment-rnn"]), TEXT, method, **settings)  # type: ignore[arg-type]
        row = Row("sentiment-rnn", "rnn", method, explanation)
        options = ViewOptions(method=method, settings=tuple((method, key, value) for key, value in settings.items()))
        found = Explanations(TEXT, "sentiment", options, ("sentiment-rnn",), ("negative", "positive"), (row,))
        told = explain_downloads.note(explanation, "en")
        assert "baseline" not in told and "speaks for" not in told, told
        page = explain_render.explanations(found, "en")
        assert "Blue words speak for" not in page and 'data-option="baseline" value="padding" disabled' in page
        assert "padding token" not in page.split('<div class="rows"')[1]


def test_numbers_have_a_minus_sign_and_no_more_digits_than_they_deserve(tiny: dict[str, str]) -> None:
    values = (1.07, -1.07, -0.0049, 0.0, -12345.6)
    assert [wording.number(value) for value in values] == ["+1.07", "−1.07", "0.00", "0.00", "−12,346"]
    assert [wording.plain(value) for value in values[:3]] == ["1.07", "−1.07", "0.00"]
    explanation = explain(load(tiny["sentiment-lstm"]), TEXT)
    row = Row("sentiment-lstm", "lstm", "integrated_gradients", explanation)
    assert explanation.converged
    assert "error about 0" in explain_render.facts(row, "en")
    assert "误差 约为 0" in explain_render.facts(row, "zh")
    off = replace(row, explanation=replace(explanation, scores=explanation.scores - 1.5))
    assert "error −" in explain_render.facts(off, "en")
    assert "-" not in explain_render.facts(off, "en") + explain_render.facts(off, "zh")


def test_where_the_baseline_says_it_already_that_is_said_and_the_words_are_not_painted_at_once(
    tiny: dict[str, str],
) -> None:
    explanation = explain(load(tiny["sentiment-lstm"]), TEXT, target="positive")
    for margin, baseline, said in ((1.0, 0.95, True), (1.0, -0.95, False), (1.0, 0.5, False), (-1.0, -0.98, True)):
        one = replace(explanation, margin=margin, baseline_margin=baseline)
        row = Row("sentiment-lstm", "lstm", "integrated_gradients", one)
        found = Explanations(TEXT, "sentiment", ViewOptions(), ("sentiment-lstm",), ("negative", "positive"), (row,))
        page = explain_render.explanations(found, "en")
        assert ("the baseline alone already says" in page) is said
        rows = page.split('class="rows"')[1]
        assert (rows.index("<details") < rows.index("attributions")) is said
        assert ("Show the words&#x27; scores all the same" in page) is said


def test_a_gap_is_judged_by_the_sizes_of_the_scores(tiny: dict[str, str]) -> None:
    explanation = explain(load(tiny["sentiment-lstm"]), TEXT)
    scores = np.zeros(len(explanation.words))
    scores[:2] = 0.8, -0.805  # they cancel nearly: the change is 0, and the gap 0.005
    even = replace(explanation, scores=scores, logit=0.3, baseline_logit=0.3)
    assert even.converged
    assert not replace(even, scores=scores / 8 + np.array([0.01] + [0.0] * (len(scores) - 1))).converged


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("method", METHODS)
def test_every_declared_parameter_has_a_box_with_its_range(method: str, language: str) -> None:
    options = ViewOptions()
    drawn = explain_render.settings(options, method, language)
    for parameter in METHODS[method].parameters:
        key = f"{method}.{parameter.name}"
        assert f'data-option="{key}"' in drawn
        if isinstance(parameter.default, bool):
            options = options.changed({"key": key, "value": "true"})
            assert options.of(method)[parameter.name] is True
            continue
        assert f'min="{parameter.low:g}" max="{parameter.high:g}"' in drawn
        assert f'value="{parameter.default:g}"' in drawn
        assert options.changed({"key": key, "value": str(parameter.high + 1)}) == options
        options = options.changed({"key": key, "value": str(parameter.high)})
        assert options.of(method)[parameter.name] == parameter.high
        assert f'value="{parameter.high:g}"' in explain_render.settings(options, method, language)
    assert (drawn == "") is (not METHODS[method].parameters)
    assert options.of("none") == {}
