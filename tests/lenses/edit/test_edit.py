"""Edits of a text: each verified anew, first-order estimates against exact ones, and odd texts."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from playground.checkpoints import Checkpoint, load
from playground.errors import BadInput, NotApplicable
from playground.lenses.edit.edit import edit
from playground.lenses.edit.rewrite import Change, match_case
from playground.lenses.edit.search import Edit
from playground.lenses.predict import asked_word
from playground.lenses.predict.predict import predict
from playground.tasks import TASKS
from playground.text import words
from tests.lenses.edit.known_models import linear
from tests.tiny import write

TEXT = "The dog, a good film: it's NOT bad. Good dog!"


@dataclass(frozen=True)
class Asked:
    """A question that has been asked, for every tiny checkpoint."""

    checkpoint: Checkpoint
    word: int | None
    edits: tuple[Edit, ...]


@pytest.fixture(scope="module", params=["rnn", "lstm", "textcnn", "transformer"])
def asked(request: pytest.FixtureRequest, tiny: dict[str, str]) -> list[Asked]:
    found = []
    for task in TASKS:
        checkpoint = load(tiny[f"{task}-{request.param}"])
        for word in (0, 4) if checkpoint.config.per_word else (None,):
            found.append(Asked(checkpoint, word, edit(checkpoint, TEXT, word).edits))
    return found


# ---- what every edit is


@pytest.mark.slow
def test_the_answer_after_an_edit_is_that_of_a_fresh_prediction(asked: list[Asked]) -> None:
    assert any(one.edits for one in asked)
    for one in asked:
        for found in one.edits:
            fresh = predict(one.checkpoint, found.text)
            assert found.after.words == fresh.words
            assert np.array_equal(found.after.probabilities, fresh.probabilities)


@pytest.mark.slow
def test_an_edit_flips_where_it_says_so_and_nowhere_else(asked: list[Asked]) -> None:
    for one in asked:
        before = predict(one.checkpoint, TEXT)
        for found in one.edits:
            if one.word is None:
                assert found.flips == (found.after.label != before.label)
            else:
                assert before.tags
                assert found.after.tags
                assert found.word is not None
                assert found.after.words[found.word].text == before.words[one.word].text
                assert found.flips == (found.after.tags[found.word] != before.tags[one.word])
            assert found.flips or found.kind != "delete"


def applied(changes: tuple[Change, ...]) -> list[str]:
    """The words after changes, worked out apart from the code under test."""
    found = [word.text for word in words(TEXT)]
    for change in sorted(changes, key=lambda one: (-one.word, one.old is None)):
        if change.old is None:
            found.insert(change.word, str(change.new))
        else:
            assert found[change.word] == change.old
            found[change.word : change.word + 1] = [] if change.new is None else [change.new]
    return found


@pytest.mark.slow
def test_the_edited_text_differs_by_its_changes_only(asked: list[Asked]) -> None:
    for one in asked:
        for found in one.edits:
            assert [word.text for word in words(found.text)] == applied(found.changes)


def test_a_replacement_is_one_plain_common_word_in_the_same_case(asked: list[Asked]) -> None:
    for one in asked:
        replaced = [found for found in one.edits if found.kind == "replace"]
        assert len({found.changes[0].word for found in replaced}) == len(replaced) <= 3
        for found in replaced:
            (change,) = found.changes
            assert change.word != one.word
            assert change.old
            assert change.new
            assert change.new.isalpha()
            assert one.checkpoint.vocabulary.knows(change.new)
            assert change.new.lower() != change.old.lower()
            assert change.new == match_case(change.new.lower(), change.old)


def test_a_planted_word_is_found_by_deletion_and_by_replacement() -> None:
    checkpoint = linear({"good": 9.0, "the": -0.1, "bad": -9.0, "film": -0.1})
    found = edit(checkpoint, "the film is good , the dog")
    assert (found.before.label, found.target) == ("positive", "negative")
    by_kind = {one.kind: one for one in reversed(found.edits)}
    assert by_kind["delete"].changes == (Change(3, "good", None),)
    assert by_kind["delete"].text == "the film is, the dog" or by_kind["delete"].text == "the film is , the dog"
    assert by_kind["replace"].changes == (Change(3, "good", "bad"),)
    assert by_kind["replace"].flips
    assert not by_kind["negate"].flips  # this model knows no negation, and the page may say so


def test_the_smallest_deletion_is_found_where_one_word_is_not_enough() -> None:
    two = linear({"good": 2.0, "fine": 2.0, "bad": -3.0})
    (found,) = [one for one in edit(two, "good bad fine").edits if one.kind == "delete"]
    assert len(found.changes) == 1
    long = linear({"good": 2.0, "bad": -5.0})
    text = "good " * 6 + "bad " + "the " * 30
    (found,) = [one for one in edit(long, text.strip()).edits if one.kind == "delete"]
    assert [change.old for change in found.changes] == ["good"] * 4  # 6 × 2 − 5 = 7, so that four have to go


def test_an_answer_that_is_the_target_already_needs_no_edit() -> None:
    found = edit(linear(), "a good film", target="positive")
    assert (found.before.label, found.target, found.edits) == ("positive", "positive", ())


def test_a_target_is_aimed_at(tiny: dict[str, str]) -> None:
    checkpoint = load(tiny["pos-lstm"])
    for target in checkpoint.config.labels[:4]:
        found = edit(checkpoint, "the good dog", 1, target)
        assert found.target == target
        for one in found.edits:
            assert one.after.tags
            assert one.word is not None
            assert one.flips == (one.after.tags[one.word] == target)


# ---- what is left alone


@pytest.mark.slow
def test_a_model_is_left_as_it_was(tiny: dict[str, str]) -> None:
    checkpoint = load(tiny["sentiment-lstm"])
    before = {name: value.clone() for name, value in checkpoint.model.state_dict().items()}
    flag = torch.backends.cudnn.enabled
    edit(checkpoint, TEXT)
    assert not any(module.training for module in checkpoint.model.modules())
    assert all(parameter.grad is None for parameter in checkpoint.model.parameters())
    assert all(torch.equal(value, before[name]) for name, value in checkpoint.model.state_dict().items())
    assert torch.backends.cudnn.enabled == flag
    assert not any(module._forward_hooks or module._backward_hooks for module in checkpoint.model.modules())


def test_the_same_question_has_the_same_answer(tiny: dict[str, str]) -> None:
    checkpoint = load(tiny["sentiment-transformer"])
    first, second = (edit(checkpoint, TEXT) for _ in range(2))
    assert [(one.kind, one.changes) for one in first.edits] == [(one.kind, one.changes) for one in second.edits]


# ---- odd texts


@pytest.mark.slow
@pytest.mark.parametrize("architecture", ["rnn", "lstm", "textcnn", "transformer"])
@pytest.mark.parametrize("text", ["good", "zzqx", "!!!", "😀 <b>2024</b>", "这部电影很好", "ca n't", "good " * 60])
def test_odd_texts_have_an_answer(tiny: dict[str, str], architecture: str, text: str) -> None:
    for task in TASKS:
        found = edit(load(tiny[f"{task}-{architecture}"]), text)
        assert found.text == text
        assert found.word == (0 if TASKS[task].per_word else None)
        assert all(words(one.text) for one in found.edits)


@pytest.mark.slow
def test_512_words_have_an_answer() -> None:
    checkpoint = linear()
    text = ("good " * 3 + "the film , ") * 85
    found = edit(checkpoint, text)
    assert sum(word.read for word in found.before.words) >= 510
    assert {one.kind for one in found.edits} >= {"replace"}


@pytest.mark.parametrize(
    ("text", "more", "kind", "message"),
    [
        ("", {}, BadInput, "The text has no words, so there is nothing to edit. Write a sentence."),
        (" \n", {}, BadInput, "The text has no words, so there is nothing to edit. Write a sentence."),
        (
            "good",
            {"target": "neutral"},
            BadInput,
            "linear has no label 'neutral'. It has: negative, positive. Choose one of these.",
        ),
        (
            "good",
            {"word": 0},
            NotApplicable,
            "linear gives one answer for the whole text, so no word of it can be chosen. "
            "Leave the word out, or choose a model that answers for each word.",
        ),
    ],
)
def test_what_cannot_be_edited_is_said(text: str, more: dict[str, Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        edit(linear(), text, **more)
    assert str(caught.value) == message


@pytest.mark.parametrize("word", [-1, 3, 40])
def test_a_word_that_is_not_there_is_said(tiny: dict[str, str], word: int) -> None:
    with pytest.raises(
        BadInput, match=rf"^There is no word {word}\. .* reads 3 words of this text, counted from 0 to 2"
    ):
        edit(load(tiny["pos-rnn"]), "the good dog", word)


def test_the_record_is_as_the_contract_says(tiny: dict[str, str]) -> None:
    record = edit(load(tiny["pos-rnn"]), TEXT, 4).as_json()
    assert list(record) == ["model", "text", "word", "target", "before", "edits"]
    assert (record["text"], record["word"], record["before"]["text"]) == (TEXT, 4, TEXT)
    for one in record["edits"]:
        assert {"kind", "changes", "text", "after"} <= set(one)
        assert one["kind"] in ("replace", "delete", "negate", "intensify", "same_tag")
        assert all(list(change) == ["word", "from", "to"] for change in one["changes"])
        assert one["after"]["text"] == one["text"]


# ---- a word of several characters


def test_a_word_of_characters_stays_whole_and_its_tag_is_what_flips(tmp_path: Path) -> None:
    labels = ("B-NOUN", "I-NOUN", "B-VERB", "I-VERB")
    checkpoint = load(write(tmp_path, "lstm", "pos", labels=labels, language="zh", seed=3))
    text, word = "the good dog 看电影了", (4, 5)
    found = edit(checkpoint, text, 4, characters=word)
    assert found.characters == word and found.edits
    assert found.as_json()["span"]["text"] == "电影"
    before = asked_word.answer(predict(checkpoint, text), word)
    for one in found.edits:
        assert not any(change.old is not None and change.word in word for change in one.changes)
        assert "".join(one.after.words[at].text for at in one.characters) == "电影"
        after = asked_word.answer(predict(checkpoint, one.text), one.characters)
        assert one.flips == (after != before)
    aimed = "VERB" if before == "NOUN" else "NOUN"
    for one in edit(checkpoint, text, 4, aimed, characters=word).edits:
        assert one.flips == (asked_word.answer(one.after, one.characters) == aimed)
