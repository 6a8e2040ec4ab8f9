"""Edits that a person might make: degrees and words of the same tag, each a sentence still, in both languages."""

import pytest

from playground.lenses.edit.intensity import intensities
from playground.lenses.edit.natural import NaturalEdits
from playground.lenses.edit.rewrite import apply_changes
from playground.lenses.edit.same_tag import same_tag_words
from playground.text import words


def made(text: str, tags: str = "") -> list[str | None]:
    given = tuple(tags.split()) or None
    return [apply_changes(text, way) for way in intensities(text, given)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was a good film.", ["It was a very good film.", "It was a fairly good film."]),
        ("An enjoyable evening", ["A very enjoyable evening", "A fairly enjoyable evening"]),
        ("The plot is very slow.", ["The plot is extremely slow.", "The plot is slightly slow."]),
        ("a very easy read", ["an extremely easy read", "a fairly easy read"]),
        ("Good film", ["Very good film", "Fairly good film"]),
        ("not good", ["not very good"]),
        ("as good as it gets", []),
        ("a good deal of luck", []),
        ("a good-natured man", []),
        ("too slow", []),
        ("a single excellent joke", []),
        ("画面漂亮，", ["画面很漂亮，"]),
        ("很好看", ["非常好看", "比较好看"]),
        ("非常失望", ["极其失望", "有点失望"]),
        ("演得好", ["演得很好"]),
        ("不好看", []),
        ("好演员", []),
        ("太好了", []),
        ("没有一点让我失望。", []),
    ],
)
def test_a_degree_is_put_where_the_grammar_allows_it(text: str, expected: list[str]) -> None:
    assert made(text) == expected


def test_verbs_of_liking_take_really_where_a_tagger_says_that_they_are_verbs() -> None:
    assert made("I liked it") == []
    assert made("I liked it", "PRON VERB PRON") == ["I really liked it"]
    assert made("It looks like it", "PRON VERB ADP PRON") == []


def test_a_word_that_is_no_adjective_here_takes_no_degree() -> None:
    assert made("for the good of all", "ADP DET NOUN ADP DET") == []


def test_words_of_a_row_take_a_words_place_in_its_case_and_with_its_article() -> None:
    found = [apply_changes("A good film", way) for way in same_tag_words("A good film", ("DET", "ADJ", "NOUN"))]
    assert "An awful film" in found
    assert "A great film" in found
    assert "A good film" not in found
    assert same_tag_words("A good film", ("DET", "NOUN", "NOUN")) == []
    found = [apply_changes("She Loved it", way) for way in same_tag_words("She Loved it", ("PRON", "VERB", "PRON"))]
    assert "She Hated it" in found
    assert "She Hates it" not in found
    found = [apply_changes("我喜欢这里", way) for way in same_tag_words("我喜欢这里", ("PRON", "B", "I", "B", "I"))]
    assert "我讨厌这里" in found


@pytest.mark.parametrize(
    "text",
    ["The plot is thin, but the acting was a delight and I enjoyed it.", "这家酒店房间干净，服务热情，我很满意。"],
)
def test_every_word_that_stays_keeps_its_tag(text: str) -> None:
    natural, kinds = NaturalEdits(text), []
    assert natural.tags is not None
    for kind, ways in natural.ways():
        ranked = [(1.0, way, str(apply_changes(text, way))) for way in ways if apply_changes(text, way)]
        for changes, changed in natural.fitting(kind, ranked):
            kinds.append(kind)
            after = NaturalEdits(changed)
            assert after.tags is not None
            untouched = [word.text for word in words(text) if word.text in {one.text for one in words(changed)}]
            assert len(untouched) >= len(words(text)) - len(changes)
            assert sorted(map(str, natural.tags)) == sorted(
                str(tag)
                for at, tag in enumerate(after.tags)
                if not any(one.old is None and one.word == at for one in changes)
            )
    assert set(kinds) == {"intensify", "same_tag"}
