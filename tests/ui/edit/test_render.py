"""What Edit draws: hostile words stay words, what is gone stays to be seen, and a model that is not there says so."""

import re

import numpy as np
import pytest

from playground.errors import BadInput
from playground.lenses.edit.rewrite import Change
from playground.lenses.edit.search import Edit, Edits
from playground.lenses.predict.predict import PredictedWord, Prediction
from playground.text import words
from playground.ui.edit import render as edit_render
from playground.ui.edit import render_words
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
    assert re.search(r'<s tabindex="0" data-tip="deleted: a">a</s>', html)


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
        assert f"<span><ins>Not</ins> {right}</span>" in edit_render._suggestion(edit, said(found, 0.2), "en")
    assert edit_render._change(Change(0, "A", "a"), ["A", "film"]) == ""
    assert edit_render._change(Change(1, "film", None), ["A", "film"]) == "<s>film</s>"


def test_of_a_very_long_text_the_beginning_is_drawn() -> None:
    html = drawn("word " * 1_000, None)
    assert html.count('class="word') == render_words.SHOWN_WORDS
    assert "400 more words are not shown here" in html


# ---- words that tagged characters make


LABELS_OF_CHARACTERS = ("B-NOUN", "I-NOUN", "B-VERB", "I-VERB")


def joined(model: str, text: str, tags: str) -> Prediction:
    seen = tuple(PredictedWord(word.text, word.start, word.end, True, True) for word in words(text))
    rows = [[0.91 if label == tag else 0.03 for label in LABELS_OF_CHARACTERS] for tag in tags.split()]
    return Prediction(model, "pos", text, seen, 0.0, LABELS_OF_CHARACTERS, np.array(rows))


def answers(draft: Draft, before: list[str], after: list[str]) -> DraftAnswers:
    rows = [
        Row(f"pos-zh-{name}", name, joined(name, draft.original, old), joined(name, draft.now.text, new))
        for name, old, new in zip(("rnn", "lstm", "textcnn"), before, after, strict=True)
    ]
    return DraftAnswers("pos", draft, tuple(rows))


def test_the_words_are_those_that_most_models_make_and_no_tag_is_one_of_characters() -> None:
    draft = Draft().of("看电影").changed({"action": "pick", "word": 1, "from": "电影"})
    tags = ["B-VERB B-NOUN I-NOUN", "B-VERB B-NOUN I-NOUN", "B-VERB B-NOUN B-NOUN"]
    found = answers(draft, tags, tags)
    assert found.words_before == (range(1), range(1, 3))
    html = edit_render.edit(found, "en")
    assert re.findall(r'data-word="(\d)" data-from="(\w+)" data-next="(\w*)" aria-pressed="(\w+)"', html) == [
        ("0", "看", "电影", "false"),
        ("1", "电影", "", "true"),
    ]
    assert "The tag of “电影” before and after" in html
    assert "B-" not in plain(html).replace("B- at", "") and html.count(">NOUN</b> 91.0 %") == 4
    assert ">VERB</b>" not in html.replace("看", ""), "the third model has NOUN for these characters too"


def test_a_replaced_word_says_what_it_was_and_a_flip_is_that_of_the_word() -> None:
    pick = {"action": "pick", "word": 1, "from": "电影"}
    draft = Draft().of("看电影").changed(pick).changed({"action": "replace", "word": 1, "from": "电影", "value": "书"})
    before, after = ["B-VERB B-NOUN I-NOUN"] * 3, ["B-VERB B-NOUN"] * 2 + ["B-VERB B-VERB"]
    html = edit_render.edit(answers(draft, before, after), "en")
    assert 'data-tip="was: 电影">书</button>' in html
    assert "<s " not in html, "what the new word was is not struck out beside it"
    assert "TextCNN has changed its prediction." in html
    gone = Draft().of("看电影").changed({"action": "delete", "word": 1, "from": "电影"})
    html = edit_render.edit(answers(gone, before, ["B-VERB"] * 3), "en")
    assert '<s tabindex="0" data-tip="deleted: 电影">电影</s>' in html


def test_a_suggestion_shows_the_whole_word_that_it_changes() -> None:
    before = joined("pos-zh-rnn", "看电影", "B-VERB B-NOUN I-NOUN")
    after = joined("pos-zh-rnn", "看电视", "B-NOUN B-NOUN I-NOUN")
    one = Edit("replace", (Change(2, "影", "视"),), "看电视", after, 0, True, (0,))
    record = Edits("pos-zh-rnn", "看电影", 0, None, before, (one,), (0,))
    html = edit_render.suggestions(Draft().of("看电影"), (Suggestions("pos-zh-rnn", "rnn", record),), "en")
    assert "<s>电影</s> <ins>电视</ins>" in html
    assert "then NOUN 91 %" in html and "the tag of “看”" in html
