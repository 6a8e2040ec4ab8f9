"""What is said of a training at its end: whether the network was worth it beside the simple models."""

import pytest

from playground.evaluation.error_analysis import verdict

TFIDF = {"majority": {"macro_f1": 0.40}, "tfidf_logistic_regression": {"macro_f1": 0.80}}


@pytest.mark.parametrize(
    ("mine", "held", "key", "sentence"),
    [
        # 0.80 measured on 400: one standard error is 2 points, on 1,600 one point
        (0.821, 400, "verdict-better", "The network was worth it: macro-F1 82.1 % against 80.0 % for "),
        (0.819, 400, "verdict-even", "The network was hardly worth it: macro-F1 81.9 % against 80.0 % for "),
        (0.819, 1_600, "verdict-better", "The network was worth it: macro-F1 81.9 % against 80.0 % for "),
        (0.781, 400, "verdict-even", "The network was hardly worth it: macro-F1 78.1 % against 80.0 % for "),
        (0.779, 400, "verdict-worse", "The network was not worth it: macro-F1 77.9 % against 80.0 % for "),
        (0.30, 400, "verdict-worse", "The network was not worth it: macro-F1 30.0 % against 80.0 % for "),
    ],
)
def test_the_verdict_is_by_the_best_simple_model_and_by_chance(mine: float, held: int, key: str, sentence: str) -> None:
    found = verdict({"macro_f1": mine}, TFIDF, held)
    assert found.key == key
    assert found.sentence.startswith(sentence)
    assert found.values["baseline"] == "tfidf_logistic_regression"
    assert ("Use that, train longer, or give more examples." in found.sentence) == (key == "verdict-worse")
