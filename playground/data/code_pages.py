"""Which code page bytes beyond ASCII are in, told by the letters that languages use most.

charset-normalizer takes a short file in a code page of Windows for one of the Macintosh or of DOS; and several code
pages make letters of all bytes, so that only how often each occurs tells them apart. Nothing here knows about files.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

LETTERS = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ", "äöüßé", "áéíñóúü", "áâãàçéêíóôõúü", "àèéìòùî", "åäöæøéü", "éëïüöóè", "áðéíóúýþæö",
        "õäöüšž",
    ),
    "cp1250": ("áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "iso8859-2": ("áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "ąćęłńóśźż", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "cp1254": ("çğıöşüâî\u0307",),
    "cp1257": ("āčēģīķļņšūž", "ąčęėįšųūž", "äõöüšž"),
}  # fmt: skip
"""Of code pages of Latin letters, the letters by which languages are told apart; the first code page wins a tie."""

_COMMON = {
    "cp1251": ("оеаинтсрвлкмдпуяыьгзбчйхж", "оаинвертсілкумдпязьбгчйхцюєї"),
    "koi8-r": ("оеаинтсрвлкмдпуяыьгзбчйхж",),
    "cp866": ("оеаинтсрвлкмдпуяыьгзбчйхж",),
    "iso8859-5": ("оеаинтсрвлкмдпуяыьгзбчйхж",),
    "cp1253": ("αοιετσνηυρπκλμωδγςθχάίέήόύώφβ",),
    "iso8859-7": ("αοιετσνηυρπκλμωδγςθχάίέήόύώφβ",),
    "cp1255": ("יוהלאמרבתשנםחעדקפצגזט",),
    "cp1256": ("ايلنمورتبهةعدسفكقحأجش", "ايردنهومتبسشكزفعخقجگپچ"),
    "cp874": ("านรอกเงมยลวดสทตะคขปบพหแจใชไซผ่้ิีัุู็์",),
}
"""Code page -> the letters of its languages, the commonest first."""
OFTEN = 10  # letters that make most of a text
_SHARE = 0.65  # between that of the common letters and that of the commonest
_MARGIN = 0.05  # by which a code page has to fit better than one before it
_ALONE = 0.8  # of the letters in words with any beyond ASCII are beyond ASCII, in scripts other than Latin


def foreign_code_page(sample: bytes) -> str:
    """The code page of Cyrillic, Greek, Hebrew, Arabic or Thai letters in which bytes are words, "" for none."""
    words = [word for word in re.findall(rb"[A-Za-z\x80-\xff]+", sample) if not word.isascii()]
    letters = b"".join(words)
    if len(letters) < 8 or sum(byte > 127 for byte in letters) < _ALONE * len(letters):
        return ""
    best, chosen = 0.0, ""
    for code_page, languages in _COMMON.items():
        fit = max(_fit(sample, code_page, common) for common in languages)
        if fit > best + (_MARGIN if chosen else 0):
            best, chosen = fit, code_page
    return chosen if best >= _SHARE else ""


def _fit(sample: bytes, code_page: str, common: str) -> float:
    """How many of the characters beyond ASCII are common letters of a language, 0-1; capitals within words count
    against it."""
    try:
        text = sample.decode(code_page)
    except UnicodeDecodeError:
        return 0.0
    beyond = Counter(letter for letter in text if letter > "\x7f" and (letter.isalpha() or letter.isprintable()))
    beyond = Counter({letter: count for letter, count in beyond.items() if letter not in PUNCTUATION})
    if not beyond:
        return 0.0
    known = sum(count for letter, count in beyond.items() if letter.lower() in common)
    often = sum(count for letter, count in beyond.items() if letter.lower() in common[:OFTEN])
    turned = sum(before.islower() and after.isupper() for before, after in pairwise(text))
    return (known + often - 2 * turned) / (2 * beyond.total())


PUNCTUATION = frozenset("’‘‚“”„«»‹›–—…•·°§©®™€£¡¿´\xa0½،؛؟\u200c\u200d\u200e\u200f")
UNDEFINED_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"  # no characters of cp1252; as latin-1 has it, marks that nobody sees
_FITTING_SHARE = 0.9  # of the letters beyond ASCII are those of one language
_CLEAR_MARGIN = 0.1  # by this share of its letters another code page has to fit better than that of Western Europe


def latin_code_page(sample: bytes) -> str:
    """The code page of Latin letters in which bytes spell words of some language, "" for none."""
    fits = dict.fromkeys(LETTERS, 0.0)
    for encoding, alphabets in LETTERS.items():
        try:
            text = sample.decode(encoding, "replace" if encoding == "cp1252" else "strict")
            letters = Counter(letter for letter in text.lower() if letter > "\x7f")
        except UnicodeDecodeError:
            continue
        known = [sum(letters[one] for one in {*alphabet} | PUNCTUATION) for alphabet in alphabets]
        fits[encoding] = max(known) / letters.total()
    western = fits.pop("cp1252")
    other = max(fits, key=lambda encoding: fits[encoding])
    if fits[other] >= max(_FITTING_SHARE, western + _CLEAR_MARGIN):
        return other
    if western < _FITTING_SHARE:
        return ""
    return "latin-1" if any(bytes([hole]) in sample for hole in UNDEFINED_IN_CP1252) else "cp1252"
