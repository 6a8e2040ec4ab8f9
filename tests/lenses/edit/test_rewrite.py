"""Changes of a text word by word, and negations."""

from functools import lru_cache

import pytest

from playground.lenses.edit.negation import PLACES, negations
from playground.lenses.edit.rewrite import Change, apply_changes, position_after


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("a good film", [Change(1, "good", "bad")], "a bad film"),
        ("a good, long film", [Change(1, "good", None)], "a, long film"),
        ("  Good film.", [Change(0, "Good", None)], "  film."),
        ("a film\n", [Change(1, "film", None)], "a\n"),
        ("very (good)", [Change(1, "(", None)], "very good)"),
        ("I don't know", [Change(1, "do", None)], "I n't know"),
        ("it is good", [Change(2, None, "not")], "it is not good"),
        ("it is, well", [Change(2, None, "not")], "it is not, well"),
        ("Good film", [Change(0, None, "Not"), Change(0, "Good", "good")], "Not good film"),
        ("so it is", [Change(3, None, "not")], "so it is not"),
        ("don't", [Change(0, "do", "film")], "filmn't"),
        ("3.5", [Change(0, "3.5", None)], ""),
    ],
)
def test_a_text_is_rewritten_word_by_word(text: str, changes: list[Change], expected: str) -> None:
    assert apply_changes(text, changes) == expected


def test_a_text_that_would_be_read_otherwise_is_none() -> None:
    assert apply_changes("a film", [Change(1, "film", "do n't")]) is None
    assert apply_changes("can not", [Change(0, "can", "go"), Change(1, "not", "t t")]) is None


def test_a_word_is_found_again_after_changes() -> None:
    changes = (Change(1, "b", None), Change(3, None, "x"))
    assert [position_after(at, changes) for at in range(5)] == [0, None, 1, 3, 4]


def test_chinese_characters_are_changed_without_spaces() -> None:
    text = "这部电影差 A 片"
    assert apply_changes(text, [Change(1, "部", None)]) == "这电影差 A 片"
    assert apply_changes(text, [Change(4, None, "不")]) == "这部电影不差 A 片"
    assert apply_changes(text, [Change(0, None, "不")]) == "不这部电影差 A 片"
    assert apply_changes(text, [Change(7, None, "好")]) == "这部电影差 A 片好"
    assert apply_changes("ab cd", [Change(0, "ab", None)]) == "cd"


def test_so_many_places_are_offered_in_each_language() -> None:
    assert len(negations("是好" * 100)) == len(negations("it is good " * 100)) == PLACES


@lru_cache
def negated(text: str) -> list[str | None]:
    return [apply_changes(text, way) for way in negations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The film is good.", ["The film is not good."]),
        ("The film is not good.", ["The film is good."]),
        ("I can't stand it.", ["I can stand it."]),
        ("I won't go.", ["I will go."]),
        ("It's fine.", ["It's not fine."]),
        ("the film's plot", ["not the film's plot"]),
        ("A moving film.", ["Not a moving film."]),
        ("Never dull.", ["dull."]),
        ("There is no plot", ["There is some plot"]),
        ("!!!", []),
        ("", []),
        ("演员演得非常好。", ["演员演得不好。"]),
        ("故事很普通，但是演员好。", ["故事不普通，但是演员好。"]),  # 但是 is one word, and no 是
        ("这是一部好电影。", ["这不是一部好电影。"]),
        ("我不喜欢", ["我喜欢"]),
        ("我喜欢这家店", ["我不喜欢这家店"]),
        ("并不好看", ["好看"]),
        ("并非好片", ["是好片"]),
        ("没意思", ["有意思"]),
        ("没有意思", ["有意思"]),
        ("没有让我失望", ["让我失望"]),
        ("毫无诚意", ["有诚意"]),
        ("服务不错，不过贵", []),  # 不错 is good, 不过 is but
        ("好不好看？", []),
    ],
)
def test_a_negation_goes_in_or_out_where_it_makes_sense(text: str, expected: list[str]) -> None:
    assert negated(text) == expected
