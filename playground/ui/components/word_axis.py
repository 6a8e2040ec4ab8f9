"""An axis with a place for each word, the same in every figure: how wide the places are, upright or turned."""

from collections.abc import Sequence
from itertools import pairwise

MARKS_A_LINE = 36  # about; on a long axis every second or third point has one
UPRIGHT_WORDS = 15  # up to which words stand upright under the axis
LETTER_PIXELS = 8.5
LETTERS = 14  # of a word that are shown: `.places b` in page.css
TURNED_PIXELS = 18  # the width of a place whose word is turned


def places_width(words: Sequence[str], turned: bool) -> int:
    """Pixels under which words that stand below an axis would run into each other; a narrow page scrolls sideways."""
    if turned:
        return TURNED_PIXELS * len(words)
    widths = [LETTER_PIXELS * min(len(word), LETTERS) for word in words]
    need = [(one + other) / 2 for one, other in pairwise([widths[0], *widths, widths[-1]])] if widths else []
    return round(max(28.0, 8 + max(need, default=0.0)) * len(words))
