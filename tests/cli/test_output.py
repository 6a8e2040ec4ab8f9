"""What the command line prints for people."""

import pytest

from playground import load, predict
from playground.cli.output import print_labels, print_tags


def test_why_an_answer_says_little_stands_once_below_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    answers = [predict(load(f"sentiment-{name}"), "这部电影太差了") for name in ("rnn", "lstm")]
    print_labels(answers)
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "script" in line] == [f"  {answers[0].caution and answers[0].caution.sentence}"]
    other = predict(load("sentiment-rnn"), "A good film.")
    print_labels([other, answers[1]])
    assert capsys.readouterr().out.splitlines()[-1].startswith("  sentiment-lstm: Most of this text")


def test_an_answer_with_something_to_go_by_has_no_such_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_tags([predict(load("pos-rnn"), "They run fast.")])
    assert len(capsys.readouterr().out.splitlines()) == 1 + 4
