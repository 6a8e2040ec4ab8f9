"""What somebody says of how a file is written, where that is guessed wrongly: encoding and delimiter."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from playground.errors import BadInput, shown

DELIMITER_NAMES = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "bar": "|",
    "space": " ",
    "\\t": "\t",
}
"""Words for delimiters that are hard to type or to read."""
DELIMITER_CHARACTERS = 8
ENCODINGS = (
    *("utf-8", "gb18030", "big5", "shift_jis", "euc-kr", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255"),
    *("cp1256", "cp1257", "cp1258", "cp874", "koi8-r", "iso8859-2", "mac_roman", "utf-16"),
)
"""Those that the page offers, the commoner ones first; the command line takes all that Python knows."""
_NOT_TEXT = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})


@dataclass(frozen=True)
class Notation:
    """What somebody says of a file; None: guessed.

    Attributes:
        delimiter: what stands between cells, one character or several.
        encoding: in which its bytes are read, as Python names it.
    """

    delimiter: str | None = None
    encoding: str | None = None


GUESSED = Notation()


def notation(delimiter: str | None = None, encoding: str | None = None) -> Notation:
    """What is said of a file, checked.

    Args:
        delimiter: one to eight characters, or a word of DELIMITER_NAMES.
        encoding: a name that Python knows.
    Raises:
        BadInput: neither of these.
    """
    if delimiter is not None:
        delimiter = DELIMITER_NAMES.get(delimiter.strip().casefold(), delimiter)
        wrong = not delimiter or len(delimiter) > DELIMITER_CHARACTERS or any(one in delimiter for one in '"\r\n\0')
        if wrong or delimiter.isalnum():
            raise BadInput(
                f"The delimiter is {shown(delimiter)}. It has to be 1 to {DELIMITER_CHARACTERS} characters other than "
                "letters, digits, quotes and line ends, or one of: comma, semicolon, tab, bar, space.",
                key="delimiter",
                given=shown(delimiter),
                allowed=DELIMITER_CHARACTERS,
            )
    if encoding is not None:
        try:
            known = codecs.lookup(encoding)
        except (LookupError, ValueError):
            known = None
        if known is None or known.name in _NOT_TEXT or not getattr(known, "_is_text_encoding", True):
            raise BadInput(
                f"There is no encoding {shown(encoding)}. Common ones are: {', '.join(ENCODINGS)}.",
                key="no-encoding",
                given=shown(encoding),
                allowed=", ".join(ENCODINGS),
            )
        encoding = known.name
    return Notation(delimiter, encoding)
