"""What Explain asks and draws, without a browser: wishes, work that can be stopped, escaping, files, both languages."""

import csv
import io
import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from playground.checkpoints import load
from playground.errors import NotApplicable
from playground.lenses.explain.explain import explain
from playground.lenses.explain.faithfulness import TRIALS, faithfulness
from playground.lenses.explain.methods import BASELINES, METHODS, REFUSED
from playground.ui.components import svg
from playground.ui.explain import downloads as explain_downloads
from playground.ui.explain import render as explain_render
from playground.ui.explain import render_faithfulness, wording
from playground.ui.explain.queries import Reasons, Row, Wish
from playground.ui.explain.words import WORDS
from playground.ui.language import chinese

TEXT = 'The <b>good</b> film = "good" & 😀, not a bad good dog.'


def shown(tiny: dict[str, str], task: str, **settings: object) -> Reasons:
    rows = []
    for architecture in ("rnn", "textcnn"):
        checkpoint = load(tiny[f"{task}-{architecture}"])
        found = explain(checkpoint, TEXT, word=2)
        tags = ("NOUN",) * len(found.words) if task == "pos" else ()
        rows.append(Row(checkpoint.reference, architecture, "integrated_gradients", found, tags))
    refusal = NotApplicable("No.", key="refused-lrp", reason="It has <no> rule")
    rows.append(Row(tiny[f"{task}-rnn"], "rnn", "lrp", failed=refusal))
    rows.append(Row(tiny[f"{task}-rnn"], "rnn", "lime", left_out=True))
    return Reasons(TEXT, task, Wish(**settings), (tiny[f"{task}-rnn"],), ("negative", "positive"), tuple(rows))  # type: ignore[arg-type]


@pytest.mark.parametrize("task", ["sentiment", "pos"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_visitor_wrote_is_escaped_and_a_refusal_is_said(tiny: dict[str, str], task: str, language: str) -> None:
    drawn = explain_render.reasons(shown(tiny, task, by="methods"), language)
    assert "<b>good" not in drawn
    assert "&lt;b&gt;" in drawn
    assert ("It has &lt;no&gt; rule." in drawn) is (language == "en")
    assert drawn.count("data-test=") == 2
    assert drawn.count("data-word=") == (2 * len(explain(load(tiny["pos-rnn"]), TEXT).words) if task == "pos" else 0)


def test_the_largest_score_has_the_full_colour_and_each_word_its_own_bar(tiny: dict[str, str]) -> None:
    found = shown(tiny, "sentiment")
    row = found.rows[0]
    assert row.explanation is not None
    drawn = explain_render.bars(row)
    assert drawn.count("<li ") == len(row.explanation.words)
    assert drawn.count("--v:100.0%") == 1
    largest = row.explanation.scores[int(np.abs(row.explanation.scores).argmax())]
    assert f"<small>{wording.number(largest)}</small>" in drawn
    assert drawn.count('class="for"') == (row.explanation.scores > 0).sum()
    assert drawn.count('class="against"') == (row.explanation.scores < 0).sum()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_verdict_names_how_many_random_explanations_are_beaten(tiny: dict[str, str], language: str) -> None:
    checkpoint = load(tiny["sentiment-lstm"])
    tested = faithfulness(checkpoint, explain(checkpoint, TEXT), twin=load(checkpoint.reference + "#untrained"))
    drawn = render_faithfulness.verdict(tested, language)
    assert drawn.count("<tr class=") == len(TRIALS)
    for measured in tested.measures.values():
        assert f"{measured.beaten}" in drawn
    assert drawn.count('class="passed"') == sum(measured.convincing for measured in tested.measures.values())
    points = re.findall(r'<polyline points="([^"]+)"', drawn)
    assert [len(line.split(" ")) for line in points] == [len(tested.shares)] * 2
    assert drawn.count("<polygon") == 2
    for (name, band), line in zip(tested.chance.items(), points, strict=True):
        low, high = render_faithfulness.heights([tested])
        for value, point, (least, most) in zip(tested.curves[name], line.split(" "), band, strict=True):
            assert float(point.split(",")[1]) == pytest.approx(10 + 100 * (high - value) / (high - low), abs=0.06)
            assert low <= least <= most <= high
    short = faithfulness(checkpoint, explain(checkpoint, "good"))
    assert "<table" not in render_faithfulness.verdict(short, language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_kept_holds_the_scores_and_a_note(tiny: dict[str, str], language: str) -> None:
    found = shown(tiny, "pos")
    explained = [row.explanation for row in found.rows if row.explanation]
    record = json.loads(explain_downloads.written(found, "json", language)["content"])
    for kept, one in zip(record["explanations"], explained, strict=True):
        assert kept["scores"] == one.scores.tolist()
        assert wording.method_title(one.method, language) in kept["note"]
    rows = list(
        csv.DictReader(io.StringIO(explain_downloads.written(found, "csv", language)["content"].removeprefix("\ufeff")))
    )
    assert len(rows) == sum(len(one.words) for one in explained)
    assert [float(row["score"]) for row in rows] == pytest.approx([s for one in explained for s in one.scores])
    assert rows[5]["word"] == "'="  # no formula for a spreadsheet
    picture = explain_downloads.written(found, "svg", language)["content"]
    written = [element.text for element in ElementTree.fromstring(picture).iter() if element.tag.endswith("text")]
    assert written.count("<b>") == 2
    assert explain_downloads.written(found, "png", language)["content"] == picture
    assert explain_downloads.written(found, "exe", language) == {}


def test_a_picture_holds_whatever_was_written_and_a_table_no_formula(tiny: dict[str, str]) -> None:
    text = f"dull \uffff film \x08 http://a/{'b' * 300} good"
    explanation = explain(load(tiny["sentiment-rnn"]), text)
    named = replace(explanation, target="=1+1")
    row = Row("sentiment-rnn", "rnn", "integrated_gradients", named)
    found = Reasons(text, "sentiment", Wish(), ("sentiment-rnn",), ("negative", "=1+1"), (row,))
    drawn = ElementTree.fromstring(explain_downloads.written(found, "svg", "en")["content"])
    boxes = [one for one in drawn.iter() if one.tag.endswith("rect") and one.get("x")]
    assert len(boxes) == len(explanation.words)
    assert all(float(box.attrib["x"]) + float(box.attrib["width"]) <= svg.WIDTH for box in boxes)
    rows = csv.DictReader(io.StringIO(explain_downloads.written(found, "csv", "en")["content"].removeprefix("\ufeff")))
    assert {one["target"] for one in rows} == {"'=1+1"}


def test_a_slope_is_neither_for_nor_against_and_has_no_baseline(tiny: dict[str, str]) -> None:
    for method, settings in ("saliency", {}), ("saliency", {"magnitude": True}), ("smooth_grad", {}):
        explanation = explain(load(tiny["sentiment-rnn"]), TEXT, method, **settings)  # type: ignore[arg-type]
        row = Row("sentiment-rnn", "rnn", method, explanation)
        wish = Wish(method=method, settings=tuple((method, key, value) for key, value in settings.items()))
        found = Reasons(TEXT, "sentiment", wish, ("sentiment-rnn",), ("negative", "positive"), (row,))
        told = explain_downloads.note(explanation, "en")
        assert "in place of a word" not in told and "speaks for" not in told, told
        page = explain_render.reasons(found, "en")
        assert "Blue words speak for" not in page and 'data-wish="baseline" value="padding" disabled' in page
        assert "with an empty place" not in page


def test_numbers_have_a_minus_sign_and_no_more_digits_than_they_deserve(tiny: dict[str, str]) -> None:
    values = (1.07, -1.07, -0.0049, 0.0, -12345.6)
    assert [wording.number(value) for value in values] == ["+1.07", "−1.07", "0.00", "0.00", "−12,346"]
    assert [wording.plain(value) for value in values[:3]] == ["1.07", "−1.07", "0.00"]
    explanation = explain(load(tiny["sentiment-lstm"]), TEXT)
    row = Row("sentiment-lstm", "lstm", "integrated_gradients", explanation)
    assert explanation.converged
    assert "gap about 0" in explain_render.facts(row, "en")
    assert "差距 约为 0" in explain_render.facts(row, "zh")
    off = replace(row, explanation=replace(explanation, scores=explanation.scores - 1.5))
    assert "gap −" in explain_render.facts(off, "en")
    assert "-" not in explain_render.facts(off, "en") + explain_render.facts(off, "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("method", METHODS)
def test_every_declared_parameter_has_a_box_with_its_range(method: str, language: str) -> None:
    wish = Wish()
    drawn = explain_render.settings(wish, method, language)
    for parameter in METHODS[method].parameters:
        key = f"{method}.{parameter.name}"
        assert f'data-wish="{key}"' in drawn
        if isinstance(parameter.default, bool):
            wish = wish.changed({"key": key, "value": "true"})
            assert wish.of(method)[parameter.name] is True
            continue
        assert f'min="{parameter.low:g}" max="{parameter.high:g}"' in drawn
        assert f'value="{parameter.default:g}"' in drawn
        assert wish.changed({"key": key, "value": str(parameter.high + 1)}) == wish
        wish = wish.changed({"key": key, "value": str(parameter.high)})
        assert wish.of(method)[parameter.name] == parameter.high
        assert f'value="{parameter.high:g}"' in explain_render.settings(wish, method, language)
    assert (drawn == "") is (not METHODS[method].parameters)
    assert wish.of("none") == {}


def test_a_wish_takes_only_what_makes_sense() -> None:
    wish = Wish(target="NOUN")
    assert wish.changed({"key": "word", "value": "3"}) == Wish(word=3)
    assert wish.changed({"key": "method", "value": "lime"}).method == "lime"
    assert wish.changed({"key": "by", "value": "methods"}).by == "methods"
    senseless: tuple[object, ...] = (
        None,
        [],
        {"key": "method", "value": "magic"},
        {"key": "word", "value": "-1"},
        {"key": [], "value": "x"},
        {"key": "lime.magic", "value": "1"},
        {"key": "magic.samples", "value": "1"},
        {"key": "lime.samples", "value": "nan"},
    )
    for nonsense in senseless:
        assert wish.changed(nonsense) == wish


def test_methods_baselines_and_tests_have_their_chinese() -> None:
    assert list(chinese.METHODS) == list(METHODS)
    for words in WORDS.values():
        assert [key.removeprefix("method-") for key in words if key.startswith("method-")] == list(REFUSED)
    assert list(chinese.BASELINES) == list(BASELINES)
    assert list(chinese.FAITHFULNESS) == list(TRIALS)
    declared = [f"{key}.{one.name}" for key, method in METHODS.items() for one in method.parameters]
    assert list(chinese.PARAMETERS) == declared
