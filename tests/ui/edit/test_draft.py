"""Drafts: what a deed does to a text and its history, and what nonsense from a browser does not."""

import csv
import io
import json
from typing import Any

import numpy as np
import pytest

from playground.lenses.edit.edit import Edit, Edits
from playground.lenses.edit.rewrite import Change
from playground.lenses.predict.predict import PredictedWord, Prediction
from playground.text import words
from playground.ui.edit import downloads as edit_downloads
from playground.ui.edit import queries as edit_queries
from playground.ui.edit.draft import KEPT_STEPS, Draft, traced
from playground.ui.edit.queries import Hint, Row

TEXT = "the good, good film"


def begun(text: str = TEXT) -> Draft:
    return Draft().of(text)


def deed(draft: Draft, name: str, word: int | None = None, value: Any = None) -> Draft:
    given: dict[str, Any] = {"deed": name, "value": value}
    if word is not None:
        given |= {"word": word, "from": words(draft.now.text)[word].text}
    return draft.changed(given)


@pytest.mark.parametrize(
    ("name", "word", "value", "text", "origins"),
    [
        ("replace", 1, "bad", "the bad, good film", (0, 1, 2, 3, 4)),
        ("replace", 1, " very  bad ", "the very bad, good film", (0, 1, None, 2, 3, 4)),
        ("replace", 1, "", "the, good film", (0, 2, 3, 4)),
        ("delete", 3, None, "the good, film", (0, 1, 2, 4)),
        ("swap", 3, None, "the good, film good", (0, 1, 2, 4, 3)),
        ("swap", 0, None, "good the, good film", (1, 0, 2, 3, 4)),
        ("try", None, "the good film", "the good film", (0, 1, 4)),
    ],
)
def test_a_deed_changes_the_text_and_every_word_knows_where_it_comes_from(
    name: str, word: int | None, value: str | None, text: str, origins: tuple[int | None, ...]
) -> None:
    draft = deed(begun(), name, word, value)
    assert (draft.now.text, draft.original, len(draft.steps)) == (text, TEXT, 2)
    assert len(draft.now.origins) == len(words(text))
    if name == "try":  # either of two equal words may be the one that is left
        assert set(draft.now.origins) in ({0, 1, 4}, {0, 3, 4})
    else:
        assert draft.now.origins == origins


def test_steps_are_undone_and_done_again() -> None:
    draft = deed(deed(begun(), "replace", 1, "bad"), "delete", 0)
    assert draft.now.text == "bad, good film"
    back = deed(draft, "undo")
    assert back.now.text == "the bad, good film"
    assert deed(back, "redo").now == draft.now
    assert deed(draft, "go", value=0).now.text == TEXT
    assert deed(deed(begun(), "undo"), "redo") == begun()
    other = deed(back, "replace", 0, "a")  # a new step ends what was undone
    assert [step.text for step in other.steps] == [TEXT, "the bad, good film", "a bad, good film"]


def test_the_picked_word_is_followed() -> None:
    draft = deed(begun(), "pick", 3)
    assert draft.place == 3
    moved = deed(draft, "swap", 3)
    assert (moved.picked, moved.place) == (4, 3)
    back = deed(moved, "undo")
    assert (back.picked, back.place) == (3, 3)


def test_a_text_that_becomes_the_bars_keeps_its_history() -> None:
    draft = deed(deed(begun(), "delete", 1), "pick", 0)
    kept = draft.of(draft.now.text)
    assert (kept.original, kept.now.text, kept.at, len(kept.steps)) == ("the, good film",) * 2 + (1, 2)
    assert kept.now.origins == (0, 1, 2, 3)
    assert kept.steps[0].origins == (0, None, 1, 2, 3)
    assert deed(kept, "undo").now.text == TEXT
    assert kept.of("another text").steps == begun("another text").steps


def test_the_last_word_may_go_and_come_back() -> None:
    empty = deed(begun("good"), "delete", 0)
    assert (empty.now.text, empty.now.origins, empty.picked) == ("", (), None)
    assert deed(empty, "undo").now.text == "good"


def test_a_long_history_forgets_its_middle_and_not_its_beginning() -> None:
    draft = begun()
    for number in range(2 * KEPT_STEPS):
        draft = deed(draft, "replace", 0, str(number))
    assert len(draft.steps) == KEPT_STEPS
    assert draft.steps[0].text == TEXT
    assert draft.now.text.startswith(f"{2 * KEPT_STEPS - 1} good")


@pytest.mark.parametrize(
    "given",
    [
        None,
        "delete",
        {},
        {"deed": "explode", "word": 0, "from": "the"},
        {"deed": "delete"},
        {"deed": "delete", "word": 9, "from": "the"},
        {"deed": "delete", "word": -1, "from": "film"},
        {"deed": "delete", "word": True, "from": "good"},
        {"deed": "delete", "word": 0, "from": "a"},  # another text was on the screen
        {"deed": "replace", "word": 0, "from": "the", "value": 5},
        {"deed": "swap", "word": 4, "from": "film"},
        {"deed": "go", "value": 7},
        {"deed": "go", "value": "0"},
        {"deed": "try", "value": None},
        {"deed": "undo"},
        {"deed": "redo"},
    ],
)
def test_a_deed_that_makes_no_sense_changes_nothing(given: object) -> None:
    assert begun().changed(given) == begun()


@pytest.mark.parametrize(
    ("old", "new", "origins"),
    [
        ("a b c", "a b c", (0, 1, 2)),
        ("a b c", "x b c", (0, 1, 2)),
        ("a b c", "a c", (0, 2)),
        ("a b c d e", "a c e", (0, 2, 4)),
        ("a b", "not a b", (None, 0, 1)),
        ("that that that", "that that", (0, 1)),
        ("", "a", (None,)),
        ("a", "", ()),
    ],
)
def test_words_are_traced_to_where_they_come_from(old: str, new: str, origins: tuple[int | None, ...]) -> None:
    assert traced(old.split(), new.split()) == origins


def said(text: str) -> Prediction:
    """A model that knows one word, and whose labels are formulas."""
    seen = tuple(PredictedWord(word.text, word.start, word.end, True, True) for word in words(text))
    sure = 0.9 if "good" in text else 0.2
    return Prediction("m", "sentiment", text, seen, 0.0, ("=bad", "=good"), np.array([1 - sure, sure]))


def test_what_is_kept_is_compared_with_the_text_that_was_given_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edit_queries, "of_task", lambda models, task: list(models))
    monkeypatch.setattr(edit_queries, "_row", lambda reference, old, new: Row(reference, "lstm", said(old), said(new)))
    draft = deed(begun("a good film"), "replace", 1, "=1")
    draft = draft.of(draft.now.text)  # it is made the text of the bar
    draft = deed(draft, "replace", len(words(draft.now.text)) - 1, "movie")
    suggested = Edit("delete", (Change(1, "=", None),), "a 1 film", said("a 1 film"), None, False)
    edits = Edits("m", draft.original, None, None, said(draft.original), (suggested,))
    monkeypatch.setattr(edit_downloads, "known_hints", lambda draft, task, models: (Hint("m", "lstm", edits),))
    record = json.loads(edit_downloads.written(draft, "sentiment", ["m"], "json", "en")["content"])
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
        csv.DictReader(io.StringIO(edit_downloads.written(draft, "sentiment", ["m"], "csv", "en")["content"][1:]))
    )
    assert [row["step"] for row in rows] == ["0", "1", "2", "suggestion"]
    assert {row["after"] for row in rows} == {"'=good", "'=bad"}  # no formulas for a spreadsheet
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]
    picture = edit_downloads.written(draft, "sentiment", ["m"], "svg", "en")["content"]
    assert picture.count("≠ flipped") == 2
