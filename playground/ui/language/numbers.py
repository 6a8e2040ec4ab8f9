"""Numbers as people write them: per cent, counts, powers of ten, sizes. `NUMBERS` holds what differs by language."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.ui.language.say import FALLBACK


@dataclass(frozen=True)
class Writing:
    """How a language writes numbers."""

    count: Callable[[int], str]  # a large number in the language's own steps
    milliseconds: str


def _by_thousands(number: int) -> str:
    if number >= 999_500:
        return f"{number / 1e6:.1f} M"
    return f"{number / 1e3:.0f} k" if number >= 9_950 else f"{number:,}"


def _by_ten_thousands(number: int) -> str:
    if number >= 99_500:
        return f"{number / 1e4:.0f} 万"
    return f"{number / 1e4:.1f} 万" if number >= 9_950 else f"{number:,}"


NUMBERS = {
    "en": Writing(_by_thousands, "{number} ms"),
    "zh": Writing(_by_ten_thousands, "{number} 毫秒"),
}


def _writing(language: str) -> Writing:
    return NUMBERS.get(language, NUMBERS[FALLBACK])


def amount(value: float, unit: str, language: str) -> str:
    """A number on one of `AXES` as people read it."""
    if unit == "milliseconds":
        return milliseconds(value, language)
    if unit == "parameters":
        return count(round(value), language)
    return size(value)


def milliseconds(value: float, language: str) -> str:
    """A time with its unit."""
    number = f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"
    return _writing(language).milliseconds.format(number=number)


def size(number: float) -> str:
    """Bytes as people read them."""
    for unit, digits in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= digits:
            return f"{number / digits:.1f} {unit}" if number < 99.5 * digits else f"{number / digits:.0f} {unit}"
    return f"{number:.0f} B"


def percent(share: float, digits: int = 0) -> str:
    """A share as people read it; what is neither nothing nor all is never written as 0 or 100."""
    text = f"{100 * share:.{digits}f}"
    low, high = f"{0:.{digits}f}", f"{100:.{digits}f}"
    if text == high and share < 1:
        return f">{100 - 10**-digits:.{digits}f} %"
    if text == low and share > 0:
        return f"<{10**-digits:.{digits}f} %"
    return f"{text} %"


def count(number: int, language: str) -> str:
    """A large number in the language's own steps: 1.2 M, 340 k; 120 万."""
    return _writing(language).count(number)


def number(value: float, digits: int = 3, plus: bool = False) -> str:
    """A number with a real minus sign; one that rounds to zero has none."""
    text = f"{value:+.{digits}f}"
    if not float(text):
        text = text[1:]
    return text.replace("-", "−") if plus or text[0] != "+" else text[1:]


def tiny(value: float) -> str:
    """A very small number as people write it: 3 · 10⁻⁷; 0 only for zero."""
    return powered(value, 0) if 0 < value < 0.001 else f"{value:.1g}"


def powered(value: float, digits: int) -> str:
    """A number times a power of ten: −1.9 · 10⁻⁵."""
    factor, power = f"{value:.{digits}e}".split("e")
    raised = "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(one)] if one.isdecimal() else "⁻" for one in str(int(power)))
    return f"{factor} · 10{raised}".replace("-", "−")
