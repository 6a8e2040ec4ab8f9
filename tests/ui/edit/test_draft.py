"""A draft: what an action does to a text and its history, and what nonsense from a browser does not."""

import json

import pytest

from playground.text import words
from playground.ui.edit.draft import MOST_STEPS, Draft, word_origins
from tests.ui.edit.drafts import TEXT, action, begun


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
    draft = action(begun(), name, word, value)
    assert (draft.now.text, draft.original, len(draft.steps)) == (text, TEXT, 2)
    assert len(draft.now.origins) == len(words(text))
    if name == "try":  # either of two equal words may be the one that is left
        assert set(draft.now.origins) in ({0, 1, 4}, {0, 3, 4})
    else:
        assert draft.now.origins == origins


def test_steps_are_undone_and_done_again() -> None:
    draft = action(action(begun(), "replace", 1, "bad"), "delete", 0)
    assert draft.now.text == "bad, good film"
    back = action(draft, "undo")
    assert back.now.text == "the bad, good film"
    assert action(back, "redo").now == draft.now
    assert action(draft, "go", value=0).now.text == TEXT
    assert action(action(begun(), "undo"), "redo") == begun()
    other = action(back, "replace", 0, "a")  # a new step ends what was undone
    assert [step.text for step in other.steps] == [TEXT, "the bad, good film", "a bad, good film"]


def test_the_picked_word_is_followed() -> None:
    draft = action(begun(), "pick", 3)
    assert draft.place == 3
    moved = action(draft, "swap", 3)
    assert (moved.picked, moved.place) == (4, 3)
    back = action(moved, "undo")
    assert (back.picked, back.place) == (3, 3)


def test_a_text_that_becomes_the_bars_keeps_its_history() -> None:
    draft = action(action(begun(), "delete", 1), "pick", 0)
    kept = draft.of(draft.now.text)
    assert (kept.original, kept.now.text, kept.at, len(kept.steps)) == ("the, good film",) * 2 + (1, 2)
    assert kept.now.origins == (0, 1, 2, 3)
    assert kept.steps[0].origins == (0, None, 1, 2, 3)
    assert action(kept, "undo").now.text == TEXT
    assert kept.of("another text").steps == begun("another text").steps


def test_the_last_word_may_go_and_come_back() -> None:
    empty = action(begun("good"), "delete", 0)
    assert (empty.now.text, empty.now.origins, empty.picked) == ("", (), None)
    assert action(empty, "undo").now.text == "good"


def test_a_long_history_forgets_its_middle_and_not_its_beginning() -> None:
    draft = begun()
    for number in range(2 * MOST_STEPS):
        draft = action(draft, "replace", 0, str(number))
    assert len(draft.steps) == MOST_STEPS
    assert draft.steps[0].text == TEXT
    assert draft.now.text.startswith(f"{2 * MOST_STEPS - 1} good")


@pytest.mark.parametrize(
    "given",
    [
        None,
        "delete",
        {},
        {"action": "explode", "word": 0, "from": "the"},
        {"action": "delete"},
        {"action": "delete", "word": 9, "from": "the"},
        {"action": "delete", "word": -1, "from": "film"},
        {"action": "delete", "word": True, "from": "good"},
        {"action": "delete", "word": 0, "from": "a"},  # another text was on the screen
        {"action": "replace", "word": 0, "from": "the", "value": 5},
        {"action": "swap", "word": 4, "from": "film"},
        {"action": "go", "value": 7},
        {"action": "go", "value": "0"},
        {"action": "try", "value": None},
        {"action": "undo"},
        {"action": "redo"},
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
    assert word_origins(old.split(), new.split()) == origins


# ---- words that tagged characters make


CHINESE = "我看电影了"


@pytest.mark.parametrize(
    ("given", "text", "origins", "step"),
    [
        ({"action": "replace", "value": "小说"}, "我看小说了", (0, 1, 2, 3, 4), ["replace", 2, "小说", 2, 1]),
        ({"action": "replace", "value": "书"}, "我看书了", (0, 1, 2, 4), ["replace", 2, "书", 2, 1]),
        (
            {"action": "replace", "value": "动画片"},
            "我看动画片了",
            (0, 1, 2, 3, None, 4),
            ["replace", 2, "动画片", 2, 1],
        ),
        ({"action": "delete"}, "我看了", (0, 1, 4), ["delete", 2, "", 2, 1]),
        ({"action": "swap", "next": "了"}, "我看了电影", (0, 1, 4, 2, 3), ["swap", 2, "", 2, 1]),
    ],
)
def test_a_word_of_several_characters_is_changed_as_a_whole_and_comes_back_from_an_address(
    given: dict[str, str], text: str, origins: tuple[int | None, ...], step: list[object]
) -> None:
    draft = begun(CHINESE).changed({"word": 2, "from": "电影", **given})
    assert (draft.now.text, draft.now.origins) == (text, origins)
    edits = str(draft.address()["edits"])
    assert json.loads(edits) == [step]
    assert Draft.from_address({"text": CHINESE, "edits": edits}).now == draft.now


def test_two_words_change_places_and_the_chosen_one_is_followed() -> None:
    draft = begun(CHINESE).changed({"action": "pick", "word": 2, "from": "电影"})
    assert draft.picked == 2
    draft = draft.changed({"action": "swap", "word": 1, "from": "看", "next": "电影"})
    assert (draft.now.text, draft.picked, draft.place) == ("我电影看了", 1, 2)
    back = draft.changed({"action": "swap", "word": 1, "from": "电影", "next": "看"})
    assert (back.now.text, back.now.origins, back.picked) == (CHINESE, (0, 1, 2, 3, 4), 2)


@pytest.mark.parametrize("taken_for", ["电视", "影", "电影院", "", 7])
def test_what_is_taken_for_another_word_changes_nothing(taken_for: object) -> None:
    draft = begun(CHINESE)
    assert draft.changed({"action": "delete", "word": 2, "from": taken_for}) == draft
    assert draft.changed({"action": "swap", "word": 2, "from": "电影", "next": taken_for}) == draft
