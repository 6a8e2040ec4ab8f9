"""Numbers as people write them."""

import pytest

from playground.ui.language import numbers


@pytest.mark.parametrize(
    ("value", "plus", "expected"),
    [
        (1.5, False, "1.500"),
        (-1.5, False, "−1.500"),
        (0.5, True, "+0.500"),
        (-0.0001, True, "0.000"),
        (0, False, "0.000"),
    ],
)
def test_numbers_have_a_real_minus(value: float, plus: bool, expected: str) -> None:
    assert numbers.number(value, plus=plus) == expected


def test_tiny_numbers_are_written_short() -> None:
    assert [numbers.tiny(value) for value in (0, 2.6e-7, 1e-12, 0.5)] == ["0", "3 · 10⁻⁷", "1 · 10⁻¹²", "0.5"]
