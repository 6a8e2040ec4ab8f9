"""Test cases out of templates."""

from playground.evaluation.behaviour.suite import (
    SUITES,
    cases,
)


def test_a_typo_leaves_the_letters_and_the_other_words_as_they_are() -> None:
    for task in SUITES:
        for case in cases(task, "typos"):
            before, after = (text.split(" ") for text in case.texts)
            (changed,) = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
            assert sorted(changed[0]) == sorted(changed[1])
            assert changed[0][0] == changed[1][0]
