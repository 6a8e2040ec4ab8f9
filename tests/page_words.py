"""Every table of words of the page, found by its file."""

from functools import cache
from importlib import import_module
from pathlib import Path

from playground.ui.language.say import Words

ROOT = Path(__file__).parents[1]
UI = ROOT / "playground/ui"


@cache
def tables() -> dict[str, Words]:
    """The tables by their module's name."""
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted(UI.rglob("words.py"))]
    return {name: import_module(name).WORDS for name in names}


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences in a language by key."""
    return {key: sentence for table in tables().values() for key, sentence in table[language].items()}
