"""The lesson on order: what is exchanged, and a model that counts words, beside scikit-learn's own."""

import pytest

from playground.ui.language.languages import LANGUAGES
from playground.ui.lessons.lesson import Asked, NoAnswer
from playground.ui.lessons.order import counting
from playground.ui.lessons.order.lesson import LESSON, exchanged
from playground.ui.lessons.order.lesson import counting as asked_to_count
from tests.ui.lessons.pupil import seen


@pytest.mark.slow
@pytest.mark.parametrize("unspaced", [False, True])
def test_it_counts_as_scikit_learn_does(unspaced: bool) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    texts, labels = counting._sentences(unspaced)
    assert len(texts) == len(labels) > 200
    assert 2 * sum(labels) == pytest.approx(len(labels), rel=0.2)
    vectors = TfidfVectorizer(analyzer=counting.counted, sublinear_tf=True)
    reference = make_pipeline(vectors, LogisticRegression(C=counting.REGULARISATION, max_iter=300)).fit(texts, labels)
    model = counting.counter(unspaced)
    for text in (*texts[:5], "bad, bad, bad", "不好", "zzz"):
        assert model.logit(text) == pytest.approx(float(reference.decision_function([text])[0]), abs=1e-6)


@pytest.mark.parametrize("language", LANGUAGES)
def test_order_is_nothing_to_it(language: str) -> None:
    text = LESSON.default_text(language)
    after, first, last = exchanged(text)
    assert after != text
    assert sorted(after) == sorted(text)
    assert {first.text, last.text} in ({"good", "bad"}, {"好", "难"})
    assert exchanged(after)[0] == text
    assert asked_to_count(Asked(text, "sentiment", ())).right == ("same",)


@pytest.mark.parametrize(
    ("text", "after"), [("one two", "two one"), ("a b a c", "a c a b"), ("Zig, zag!", "zag, Zig!")]
)
def test_words_without_praise_or_blame_are_exchanged_from_both_ends(text: str, after: str) -> None:
    assert exchanged(text)[0] == after


@pytest.mark.parametrize("text", ["good", "the the", "!!! 123"])
def test_nothing_can_be_exchanged_where_no_two_words_stand_once(text: str) -> None:
    with pytest.raises(NoAnswer, match="no-pair"):
        exchanged(text)


@pytest.mark.slow
def test_the_network_that_moves_farthest_is_the_one_whose_logits_do() -> None:
    """Beside the probabilities, from which the same logits follow."""
    import numpy as np

    from playground.checkpoints import load, shipped
    from playground.lenses.predict.predict import predict

    text, models = LESSON.default_text("en"), list(shipped("sentiment"))
    far = {}
    for model in models:
        odds = []
        for one in (text, exchanged(text)[0]):
            low, high = np.log(predict(load(model), one).probabilities)
            odds.append((high - low) * load(model).temperature)
        far[model] = abs(odds[1] - odds[0])
    view = seen("order", 3, text, models)
    assert view.found is not None
    assert view.found.answer is not None
    assert view.found.answer.right == (max(far, key=lambda one: far[one]),)
    assert [row[3] for row in view.found.answer.rows] == pytest.approx(sorted(far.values(), reverse=True), abs=1e-3)
