"""Which language a text is in, as far as there are models for it: found by the scripts of its letters.

A table, an entry a language; the page hands the same patterns to the browser, so that a text is judged alike in both.
The page's own language is another thing (`playground.ui.language`). Nothing here knows about models.
"""

from functools import lru_cache
from typing import NamedTuple

import regex

from playground.errors import choose


class TextLanguage(NamedTuple):
    """A language that models read, and how a text in it is known.

    Patterns are Unicode property classes that `regex` and a browser's RegExp (flag `u`) read alike.
    """

    title: str  # in English
    own_name: str
    script: str = ""  # a letter of its script; empty: the language of every text that no other one claims
    least_share: float = 0.0  # of a text's letters that are of this script
    never: str = ""  # a letter that no text in it has


TEXT_LANGUAGES: dict[str, TextLanguage] = {
    "en": TextLanguage("English", "English"),
    "zh": TextLanguage(
        "Chinese", "中文", r"\p{Script=Han}", 0.3, r"[\p{Script=Hiragana}\p{Script=Katakana}]"
    ),  # kana are Japanese, also among Han characters
}
DEFAULT = next(iter(TEXT_LANGUAGES))
LETTER = r"\p{L}"
_compiled = lru_cache(maxsize=64)(regex.compile)  # `regex` looks its own up in a slower way


def found_language(text: str) -> str | None:
    """The key in `TEXT_LANGUAGES` of the language that a text is in; None for a text without a letter."""
    if not _compiled(LETTER).search(text):
        return None
    of_its_script = _language_of_script(text)
    return DEFAULT if of_its_script is None or letters_of_another(text) else of_its_script


def letters_of_another(text: str) -> str:
    """The letters of a text that show that it is not in the language which its script is that of: Japanese kana among
    Han characters. Empty where there are none."""
    if not any(one.never and _compiled(one.never).search(text) for one in TEXT_LANGUAGES.values()):
        return ""  # of most texts one look tells, and every answer of every model asks
    key = _language_of_script(text)
    never = TEXT_LANGUAGES[key].never if key else ""
    return "".join(_compiled(never).findall(text)) if never else ""


def _language_of_script(text: str) -> str | None:
    """The first language in whose script enough of the letters are; None where there is none with a script."""
    for key, language in TEXT_LANGUAGES.items():
        patterns = [pattern for pattern in (language.script, language.never) if language.script and pattern]
        its_own = sum(len(_compiled(pattern).findall(text)) for pattern in patterns)
        if its_own and its_own >= language.least_share * len(_compiled(LETTER).findall(text)):
            return key
    return None


def language_of(text: str, language: str | None = None) -> str:
    """The language whose models answer to a text.

    Args:
        language: the one that was asked for; None: the text's own.
    Raises:
        NotFound: there is no such language.
    """
    if language is not None:
        choose(TEXT_LANGUAGES, language, "language")
        return language
    return found_language(text) or DEFAULT
