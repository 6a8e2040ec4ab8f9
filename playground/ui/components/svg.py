"""Lines of text and boxes in SVG, with an estimate of how wide a text is. Pure functions, no gradio."""

import re
import unicodedata
from collections.abc import Iterator

from playground.ui.components.markup import safe


def text_width(line: str, size: float, mono: bool = False, bold: bool = False) -> float:
    """About how many pixels a line takes."""
    narrow = 0.62 if mono else 0.56 if bold else 0.53
    return sum(size * (1.0 if ord(letter) > 0x2E7F else narrow) for letter in line)


WIDTH, LINE, LETTER = 900, 30, 8.6  # pixels
LETTERS = 100  # of a word that are drawn
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML


def svg(content: str, width: int, height: int) -> str:
    """A picture on white paper, as an SVG file."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>{content}</svg>'
    )


def text(left: float, top: float, content: str, size: int = 12, bold: bool = False, colour: str = "#000") -> str:
    """A line of text; what XML does not allow is drawn as �."""
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{left:g}" y="{top:g}" font-size="{size}"{weight} fill="{colour}">{xml(content)}</text>'


def shortened(content: str, columns: int) -> str:
    """The beginning of a text that would be wider."""
    if text_columns(content) <= columns:
        return content
    while content and text_columns(content) >= columns:
        content = content[:-1]
    return f"{content}…"


def xml(content: str) -> str:
    return safe(_FORBIDDEN.sub("\ufffd", content))


def wrapped(content: str, columns: int = 130) -> Iterator[str]:
    """The lines of a text that is so wide at most, but for a single word that is wider."""
    line = ""
    for word in content.split(" "):
        if line and text_columns(line) + text_columns(word) >= columns:
            yield line
            line = ""
        line += f" {word}" if line else word
    yield line


def text_columns(content: str) -> int:
    return len(content) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in content)
