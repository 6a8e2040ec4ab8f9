"""Labels by themselves: counts, variants of one, several in one cell, labels with parts."""

import pytest

from playground.data.labels import alike, coarse, counts, find_multi_labels, have_coarse_part, is_number


def test_the_commonest_label_comes_first_and_equals_go_by_the_alphabet() -> None:
    assert list(counts(["b", "c", "a", "c", "a"]).items()) == [("a", 2), ("c", 2), ("b", 1)]


@pytest.mark.parametrize(
    ("labels", "groups"),
    [
        ({"Yes": 3, "yes": 1, "no": 2}, (("Yes", "yes"),)),
        ({"very good": 1, "very  good": 2, "Very_Good": 1}, (("very  good", "Very_Good", "very good"),)),
        ({"Ｇｏｏｄ": 1, "good": 1, "bad": 1}, (("good", "Ｇｏｏｄ"),)),
        ({"caf\u00e9": 2, "cafe\u0301": 1}, (("caf\u00e9", "cafe\u0301"),)),
        ({"1": 5, "1.0": 2, "01": 1, "2": 1}, (("1", "1.0", "01"),)),
        ({"1": 5, "2": 2, "-1": 3}, ()),
        ({"SPAM": 1, "ham": 1}, ()),
    ],
)
def test_variants_of_a_label_are_found(labels: dict[str, int], groups: tuple[tuple[str, ...], ...]) -> None:
    assert alike(labels) == groups


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["NUM:date", "NUM:count", "HUM:ind"], True),
        (["NUM:date", "HUM:ind"], False),  # nothing to choose
        (["NUM:date", "NUM:count"], False),  # one label would be left
        (["NUM:date", "NUM:count", "other"], False),
        (["10:30", "10:45", "11:00"], False),
    ],
)
def test_labels_with_parts_are_told_from_others(labels: list[str], expected: bool) -> None:
    assert have_coarse_part(labels) is expected
    assert coarse("NUM:date") == "NUM"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["a", "b", "a|b"], {"a|b"}),
        (["a,b", "b,c", "c,a"], {"a,b", "b,c", "c,a"}),
        (["['joy', 'love']", "['joy']", "['love']"], {"['joy', 'love']", "['joy']", "['love']"}),
        (["San Francisco, CA", "Boston, MA"], set()),
        (["+1", "-1"], set()),
        (["good", "bad"], set()),
        (["1", "1 4", "1 4 7"], {"1 4", "1 4 7"}),
        (["joy", "fear", "anger", "joy fear", "anger joy"], {"joy fear", "anger joy"}),
        (["good", "bad", "very good", "very bad"], set()),
        (["New York", "York", "New Orleans", "Boston"], set()),
        (["not good", "not", "good"], set()),
        (["1 star", "2 stars", "3 stars"], set()),
        (["1 000", "2 000"], set()),
    ],
)
def test_lists_of_labels_are_found(labels: list[str], expected: set[str]) -> None:
    assert find_multi_labels(dict.fromkeys(labels, 1)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1", True),
        ("-1.5", True),
        ("1,000", True),
        ("1e3", True),
        ("", False),
        ("nan", False),
        ("1_0", False),
        ("a1", False),
    ],
)
def test_numbers_are_told_from_words(cell: str, expected: bool) -> None:
    assert is_number(cell) is expected
