"""Two models on the same rows: the exact test, and what is said of it."""

import numpy as np
import pytest
from scipy.stats import binomtest

from playground.evaluation.comparison import compare, exact_p, pairs, sentence, written_p


@pytest.mark.parametrize(("one", "other"), [(0, 0), (1, 0), (12, 7), (5, 5), (0, 9), (40, 12), (400, 310)])
def test_p_is_that_of_the_exact_binomial_test(one: int, other: int) -> None:
    expected = binomtest(one, one + other).pvalue if one + other else 1.0
    assert exact_p(one, other) == exact_p(other, one) == pytest.approx(expected)


def rows(both: int, first: int, second: int, neither: int) -> tuple[list[bool], list[bool]]:
    parts = [(True, True)] * both + [(True, False)] * first + [(False, True)] * second + [(False, False)] * neither
    return [one for one, _ in parts], [other for _, other in parts]


def test_it_is_said_in_plain_words() -> None:
    found = compare("LSTM", "TextCNN", *rows(150, 12, 7, 31))
    assert sentence(found).sentence == (
        "On 200 rows LSTM is right on 12 that TextCNN misses, TextCNN on 7: that can be chance, p = 0.36."
    )
    assert found.chance
    better = compare("LSTM", "TextCNN", *rows(1500, 40, 12, 31))
    assert sentence(better, {"LSTM": "the bigger one"}).sentence == (
        "On 1,583 rows the bigger one is right on 40 that TextCNN misses, TextCNN on 12: that is hardly chance, "
        "p < 0.001."
    )
    assert (
        sentence(compare("a", "b", *rows(9, 0, 0, 3))).sentence
        == "On 12 rows a and b are right and wrong on the same ones."
    )


def test_sentences_count_once_however_many_words_they_have() -> None:
    first, second = np.zeros(60, dtype=bool), np.zeros(60, dtype=bool)
    groups = np.repeat(np.arange(6), 10)
    first[:10] = True  # ten words of one sentence
    second[[10, 20]] = True  # a word of two others
    found = compare("a", "b", first, second, groups)
    assert (found.first_only, found.second_only, found.rows, found.p) == (1, 2, 6, 1.0)
    assert sentence(found).sentence == (
        "On 6 sentences a tags more words correctly in 1, b in 2: that can be chance, p = 1.00."
    )
    assert sentence(compare("a", "b", first, first, groups)).key == "compared-sentences-same"


def test_of_every_pair_the_better_one_stands_first() -> None:
    found = pairs([("poor", [0, 0, 0, 1]), ("best", [1, 1, 1, 1]), ("middle", [1, 1, 0, 0])])
    assert [(one.first, one.second) for one in found] == [("best", "middle"), ("best", "poor"), ("middle", "poor")]
    assert [(one.first_only, one.second_only) for one in found] == [(2, 0), (3, 0), (2, 1)]


@pytest.mark.parametrize(
    ("p", "written"),
    [(0.3593, "p = 0.36"), (0.0449, "p = 0.045"), (0.001, "p = 0.001"), (0.00099, "p < 0.001"), (1.0, "p = 1.00")],
)
def test_p_has_no_more_digits_than_it_deserves(p: float, written: str) -> None:
    assert written_p(p) == written
