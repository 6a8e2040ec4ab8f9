"""The answer as the text grows."""

import re

from tests.ui.compare.answers import answered, compared


def test_a_word_that_occurs_twice_is_two_words_on_the_axis() -> None:
    text = "that that 2024"
    html = compared(answered(text=text), text=text)
    assert re.findall(r'data-n="(\d)"><b dir="auto">(\w+)</b>', html) == [("1", "that"), ("2", "that"), ("3", "2024")]
