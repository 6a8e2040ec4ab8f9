"""The equations of a unit, as HTML."""

import html
import re

from playground.ui.inside import equations as inside_equations
from playground.ui.language import numbers
from tests.ui.inside.panels import panel


def test_the_equations_say_every_number(tiny: dict[str, str]) -> None:
    shown = panel(tiny["pos-lstm"], "gates")
    said = html.unescape(re.sub(r"<[^>]*>", " ", inside_equations.equations(shown, "en")))
    assert "The six equations for word 4" in said
    for one in shown.sums:
        assert f"= {numbers.number(one.value)}" in said
        for term in one.terms:
            for value in term.factors or (term.value,):
                assert numbers.number(abs(value)) in said
    assert said.count("b′)") == 4
    assert "f × c′ + i × g" in said


def test_an_rnn_has_one_equation(tiny: dict[str, str]) -> None:
    said = inside_equations.equations(panel(tiny["pos-rnn"], "states"), "zh")
    assert said.count("<dt>") == 1
    assert "tanh(W·x + b + U·h′ + b′)" in said
