"""The steps of Edit as files."""

import csv
import io
import json

import numpy as np
import pytest

from playground.lenses.edit.rewrite import Change
from playground.lenses.edit.search import Edit, Edits
from playground.lenses.predict.predict import PredictedWord, Prediction
from playground.text import words
from playground.ui.edit import downloads as edit_downloads
from playground.ui.edit import queries as edit_queries
from playground.ui.edit.queries import Row, Suggestions
from tests.ui.edit.drafts import action, begun


def said(text: str) -> Prediction:
    """A model that knows one word, and whose labels are formulas."""
    seen = tuple(PredictedWord(word.text, word.start, word.end, True, True) for word in words(text))
    sure = 0.9 if "good" in text else 0.2
    return Prediction("m", "sentiment", text, seen, 0.0, ("=bad", "=good"), np.array([1 - sure, sure]))


def test_what_is_kept_is_compared_with_the_text_that_was_given_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edit_queries, "of_task", lambda models, task: list(models))
    monkeypatch.setattr(
        edit_queries, "_answers", lambda reference, old, new: Row(reference, "lstm", said(old), said(new))
    )
    draft = action(begun("a good film"), "replace", 1, "=1")
    draft = draft.of(draft.now.text)  # it is made the text of the bar
    draft = action(draft, "replace", len(words(draft.now.text)) - 1, "movie")
    suggested = Edit("delete", (Change(1, "=", None),), "a 1 film", said("a 1 film"), None, False)
    edits = Edits("m", draft.original, None, None, said(draft.original), (suggested,))
    monkeypatch.setattr(
        edit_downloads, "known_suggestions", lambda draft, task, models: (Suggestions("m", "lstm", edits),)
    )
    record = json.loads(edit_downloads.as_file(draft, "sentiment", ["m"], "json", "en")["content"])
    assert record["text"] == "a good film"
    answers = [answer for step in record["steps"] for answer in step["answers"]]
    assert [(one["before"], one["after"], one["flips"]) for one in answers] == [
        ("=good", "=good", False),
        ("=good", "=bad", True),
        ("=good", "=bad", True),
    ]
    (hint,) = record["suggestions"]
    assert (hint["before_text"], hint["answers"][0]["flips"]) == ("a =1 film", False)
    rows = list(
        csv.DictReader(io.StringIO(edit_downloads.as_file(draft, "sentiment", ["m"], "csv", "en")["content"][1:]))
    )
    assert [row["step"] for row in rows] == ["0", "1", "2", "suggestion"]
    assert {row["after"] for row in rows} == {"'=good", "'=bad"}  # no formulas for a spreadsheet
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
    picture = edit_downloads.as_file(draft, "sentiment", ["m"], "svg", "en")["content"]
    assert picture.count("≠ flipped") == 2
