"""Intervals against other ways of working them out, and against how often they hold what they promise."""

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import balanced_accuracy_score, f1_score

from playground.evaluation.intervals import clustered, intervals, most_wrong, ratio, wilson

LABELS = 3


@pytest.mark.parametrize(("right", "total"), [(0, 12), (1, 7), (81, 263), (150, 200), (999, 1000), (40, 40)])
def test_the_wilson_interval_is_that_of_scipy(right: int, total: int) -> None:
    found = stats.binomtest(right, total).proportion_ci(0.95, method="wilson")
    assert wilson(right, total) == pytest.approx((found.low, found.high))


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("wrong", "total"), [(0, 59), (3, 100), (17, 40), (5, 5)])
def test_the_bound_on_mistakes_is_that_of_clopper_and_pearson(wrong: int, total: int) -> None:
    reference = stats.binomtest(wrong, total, alternative="less").proportion_ci(0.95, method="exact").high
    assert most_wrong(wrong, total) == pytest.approx(reference)


def drawn(rows: int, seed: int, unread: bool = False) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    gold = random.choice(LABELS, size=rows, p=[0.6, 0.3, 0.1])
    predicted = np.where(random.random(rows) < 0.8, gold, random.choice(LABELS, size=rows))
    return gold, np.where(random.random(rows) < 0.05, -1, predicted) if unread else predicted


@pytest.mark.slow
@pytest.mark.parametrize("unread", [False, True])
def test_the_bootstrap_is_that_of_drawing_rows_one_by_one(unread: bool) -> None:
    gold, predicted = drawn(300, 1, unread)
    found = intervals(LABELS, gold, predicted)
    random = np.random.default_rng(7)
    scores = []
    for _ in range(400):
        rows = random.integers(len(gold), size=len(gold))
        given = gold[rows], predicted[rows]
        f1 = f1_score(*given, labels=range(LABELS), average=None, zero_division=0)
        scores.append([f1.mean(), balanced_accuracy_score(gold[rows], np.where(predicted[rows] < 0, 9, given[1])), *f1])
    low, high = np.quantile(scores, [0.025, 0.975], axis=0)
    assert np.array([found.macro_f1, found.balanced_accuracy, *found.f1]) == pytest.approx(
        np.stack([low, high], 1), abs=0.03
    )


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:y_pred contains classes")
def test_intervals_hold_the_score_of_endlessly_many_rows_about_as_often_as_they_say() -> None:
    gold, predicted = drawn(200_000, 0)
    truth = [(gold == predicted).mean(), f1_score(gold, predicted, average="macro")]
    held = np.zeros(2)
    for seed in range(200):
        found = intervals(LABELS, *drawn(250, 1_000 + seed))
        held += [low <= one <= high for one, (low, high) in zip(truth, (found.accuracy, found.macro_f1), strict=True)]
    assert (held >= 180).all()  # 95 % of 200 are 190; fewer than 180 would be a chance of 1 in 10,000


def test_words_of_a_sentence_are_not_counted_as_so_many_rows() -> None:
    random = np.random.default_rng(0)
    sizes = np.full(100, 20)
    alike = np.repeat(random.random(100) < 0.9, 20)  # each sentence all right or all wrong
    apart = random.random(2_000) < 0.9  # each word by itself
    sentences = np.repeat(np.arange(100), 20)
    widths = []
    for right in (alike, apart):
        low, high = clustered(np.bincount(sentences, weights=right), sizes)
        widths.append(high - low)
        assert low < right.mean() < high
    assert widths[0] == pytest.approx(np.diff(wilson(alike[::20].sum(), 100))[0], rel=0.02)
    assert widths[1] == pytest.approx(np.diff(wilson(apart.sum(), 2_000))[0], rel=0.2)
    gold = np.zeros(2_000, dtype=int)
    by_sentence = intervals(2, gold, np.where(alike, 0, 1), sentences)
    by_word = intervals(2, gold, np.where(alike, 0, 1))
    assert np.diff(by_sentence.macro_f1) > 3 * np.diff(by_word.macro_f1)


def test_where_nothing_is_wrong_the_interval_still_has_a_width() -> None:
    gold = np.array([0, 1, 2] * 10)
    found = intervals(LABELS, gold, gold)
    assert found.macro_f1 == found.accuracy == wilson(30, 30)
    assert 0.85 < found.macro_f1[0] < 0.9
    never = intervals(2, np.array([0] * 30 + [1] * 4), np.zeros(34, dtype=int))
    assert never.f1[1].tolist() == list(wilson(0, 4))
    assert clustered(np.full(10, 5), np.full(10, 5)) == wilson(10, 10)
    assert ratio(np.full(10, 4), np.full(10, 4)) == wilson(10, 10)


def test_a_ratio_of_sums_over_sentences() -> None:
    random = np.random.default_rng(2)
    wholes = random.integers(5, 40, size=400)
    parts = random.binomial(wholes, 0.8)
    low, high = ratio(parts, wholes)
    error = stats.bootstrap(
        (parts, wholes), lambda one, other: one.sum() / other.sum(), paired=True, vectorized=False, n_resamples=1_500,
        random_state=1,
    ).standard_error  # fmt: skip
    assert high - low == pytest.approx(2 * 1.96 * error, rel=0.1)
    assert low < parts.sum() / wholes.sum() < high


def test_the_same_rows_have_the_same_interval_every_time() -> None:
    rows = drawn(400, 3)
    assert intervals(LABELS, *rows).as_json() == intervals(LABELS, *rows).as_json()
