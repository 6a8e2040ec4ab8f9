"""Methods, baselines and tests have their words in every language."""

from playground.lenses.explain.faithfulness import TRIALS
from playground.lenses.explain.methods import BASELINES, METHODS, REFUSED
from playground.ui.explain.words import WORDS
from playground.ui.language import chinese


def test_methods_baselines_and_tests_have_their_chinese() -> None:
    assert list(chinese.METHODS) == list(METHODS)
    for words in WORDS.values():
        assert [key.removeprefix("method-") for key in words if key.startswith("method-")] == list(REFUSED)
    assert list(chinese.BASELINES) == list(BASELINES)
    assert list(chinese.FAITHFULNESS) == list(TRIALS)
    declared = [f"{key}.{one.name}" for key, method in METHODS.items() for one in method.parameters]
    assert list(chinese.PARAMETERS) == declared
