"""Explanations as files."""

import csv
import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from playground.checkpoints import load
from playground.lenses.explain.explain import explain
from playground.ui.components import svg
from playground.ui.explain import downloads as explain_downloads
from playground.ui.explain import wording
from playground.ui.explain.queries import Explanations, Row, ViewOptions
from tests.ui.explain.explained import shown


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
    found = Explanations(text, "sentiment", ViewOptions(), ("sentiment-rnn",), ("negative", "=1+1"), (row,))
    drawn = ElementTree.fromstring(explain_downloads.written(found, "svg", "en")["content"])
    boxes = [one for one in drawn.iter() if one.tag.endswith("rect") and one.get("x")]
    assert len(boxes) == len(explanation.words)
    assert all(float(box.attrib["x"]) + float(box.attrib["width"]) <= svg.WIDTH for box in boxes)
    rows = csv.DictReader(io.StringIO(explain_downloads.written(found, "csv", "en")["content"].removeprefix("\ufeff")))
    assert {one["target"] for one in rows} == {"'=1+1"}
