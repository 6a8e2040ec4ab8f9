"""What Edit draws: hostile words stay words, what is gone stays to be seen, and a model that is not there says so."""

import re

import numpy as np
import pytest

from playground.errors import BadInput
from playground.lenses.edit.edit import Edit, Edits
from playground.lenses.edit.rewrite import Change
from playground.lenses.predict.predict import PredictedWord, Prediction
from playground.text import words
from playground.ui.edit import render as edit_render
from playground.ui.edit.draft import Draft
from playground.ui.edit.queries import DraftAnswers, Row, Suggestions

LABELS = ("negative", "positive")
HOSTILE = '"><img src=x onerror=alert(1)> good'


def said(text: str, positive: float) -> Prediction:
    seen = tuple(PredictedWord(word.text, word.start, word.end, True, True) for word in words(text))
    return Prediction("sentiment-lstm", "sentiment", text, seen, 0.0, LABELS, np.array([1 - positive, positive]))


def tagged(text: str, tags: str) -> Prediction:
    seen = tuple(PredictedWord(word.text, word.start, word.end, True, True) for word in words(text))
    rows = np.array([[0.75, 0.25] if tag == "NOUN" else [0.25, 0.75] for tag in tags.split()])
    return Prediction("pos-lstm", "pos", text, seen, 0.0, ("NOUN", "VERB"), rows)


def drawn(text: str, given: object, before: float = 0.9, after: float = 0.2) -> str:
    draft = Draft().of(text).changed(given)
    row = Row("sentiment-lstm", "lstm", said(text, before), said(draft.now.text, after))
    return edit_render.edit(DraftAnswers("sentiment", draft, (row,)), "en")


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def test_hostile_words_are_drawn_as_words() -> None:
    at = len(words(HOSTILE)) - 1
    typed = '<script>"bad"'
    html = drawn(HOSTILE, {"action": "replace", "word": at, "from": "good", "value": typed})
    assert "<img" not in html
    assert "<script" not in html
    assert "&lt;script&gt;&quot;" in html
    edit = Edit("replace", (Change(at, "good", "<b>"),), f"{HOSTILE} <b>", said(HOSTILE, 0.1), None, True)
    record = Edits("sentiment-lstm", HOSTILE, None, "negative", said(HOSTILE, 0.9), (edit,))
    hints = edit_render.suggestions(Draft().of(HOSTILE), (Suggestions("sentiment-lstm", "lstm", record),), "en")
    assert "<img" not in hints
    assert "<ins>&lt;b&gt;</ins>" in hints


def test_a_flip_is_said_with_its_size() -> None:
    html = drawn("a good film", {"action": "replace", "word": 1, "from": "good", "value": "bad"})
    assert "LSTM has changed its prediction." in html
    assert "positive −70.0 percentage points" in html
    assert "≠ flipped" in html
    html = drawn("a good film", {"action": "delete", "word": 0, "from": "a"}, 0.9, 0.8)
    assert "No model has changed its prediction." in html
    assert "= as before" in html
    assert re.search(r'<s title="deleted: a">a</s>', html)


def test_a_reader_is_asked_whether_the_answer_should_have_changed() -> None:
    html = drawn("a good film", {"action": "replace", "word": 1, "from": "good", "value": "bad"})
    assert html.count("data-judge=") == 2
    assert html.count('data-turned="yes"') == 1 and 'class="judged as"' in html and 'class="judged unlike"' in html
    assert "data-judge" not in drawn("a good film", None, 0.9, 0.9)


def test_what_the_gradient_has_found_is_called_adversarial_and_stands_apart() -> None:
    text = "a good film"
    made = [
        Edit(
            "replace",
            (Change(1, "good", "wonderfully"),),
            "a wonderfully film",
            said("a wonderfully film", 0.1),
            None,
            True,
        ),
        Edit("negate", (Change(1, None, "not"),), "a not good film", said("a not good film", 0.2), None, True),
    ]
    record = Edits("sentiment-lstm", text, None, "negative", said(text, 0.9), tuple(made))
    told = plain(edit_render.suggestions(Draft().of(text), (Suggestions("sentiment-lstm", "lstm", record),), "en"))
    natural, adversarial = told.index("Natural:"), told.index("Adversarial:")
    assert natural < told.index("negate") < adversarial < told.index("wonderfully")


def test_before_the_first_deed_nothing_is_called_changed() -> None:
    html = drawn("a good film", None, 0.9, 0.9)
    assert "Nothing is changed yet." in html
    assert "as before" not in html
    assert "Steps" not in plain(html)


def test_a_word_that_is_new_has_no_tag_before() -> None:
    draft = Draft().of("a film").changed({"action": "replace", "word": 0, "from": "a", "value": "a good"})
    draft = draft.changed({"action": "pick", "word": 1, "from": "good"})
    row = Row("pos-lstm", "lstm", tagged("a film", "VERB NOUN"), tagged("a good film", "VERB VERB NOUN"))
    assert "This word is new" in edit_render.edit(DraftAnswers("pos", draft, (row,)), "en")


def test_tags_that_change_elsewhere_are_named() -> None:
    draft = Draft().of("dogs park").changed({"action": "replace", "word": 0, "from": "dogs", "value": "cats"})
    draft = draft.changed({"action": "pick", "word": 0, "from": "cats"})
    row = Row("pos-lstm", "lstm", tagged("dogs park", "NOUN VERB"), tagged("cats park", "NOUN NOUN"))
    html = edit_render.edit(DraftAnswers("pos", draft, (row,)), "en")
    assert "other words: park VERB→NOUN" in html
    assert "flipped" not in plain(html).split("How to read")[0]


@pytest.mark.parametrize("failed", [None, BadInput("No such thing.", key="odd")])
def test_a_model_that_is_not_there_says_so_and_the_others_answer(failed: Exception | None) -> None:
    draft = Draft().of("a film")
    answered = said("a film", 0.9)
    rows = (Row("sentiment-rnn", "rnn", failed=failed), Row("sentiment-lstm", "lstm", answered, answered))
    html = edit_render.edit(DraftAnswers("sentiment", draft, rows), "en")
    assert html.count('class="answer-row ') == 2
    assert ("data-again" in html) == (failed is None)
    assert ("No such thing." in html) == (failed is not None)


def test_a_negation_is_shown_beside_its_neighbour() -> None:
    assert edit_render._change(Change(2, None, "not"), ["it", "is", "good"]) == "is <ins>not</ins>"
    for found, more, right in ("A film", (Change(0, "A", "a"),), "a"), ("Obama came", (), "Obama"):
        edit = Edit("negate", (Change(0, None, "Not"), *more), "Not …", said(found, 0.2), None, True)
        assert f"<span><ins>Not</ins> {right}</span>" in edit_render._suggestion(edit, found.split(), "en")
    assert edit_render._change(Change(0, "A", "a"), ["A", "film"]) == ""
    assert edit_render._change(Change(1, "film", None), ["A", "film"]) == "<s>film</s>"


def test_of_a_very_long_text_the_beginning_is_drawn() -> None:
    html = drawn("word " * 1_000, None)
    assert html.count('class="word') == edit_render.SHOWN_WORDS
    assert "400 more words are not shown here" in html
