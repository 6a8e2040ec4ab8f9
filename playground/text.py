"""Text -> words with character offsets -> ids. Nothing here knows about tensors, models or the page.

Every model reads the same words, so that their answers can be laid side by side on one axis. The rules follow Universal
Dependencies English: contractions are split ("do" "n't", "it" "'s"), punctuation and most hyphens stand apart, numbers,
web and e-mail addresses, @names, #tags, emoji and simple HTML tags stay whole. Each Han or kana character is a word of
its own, so that Chinese and Japanese work without spaces. `text[start:end] == word` always holds: words are slices,
never rewritten; what a model looks up is `normalise(word)`.

The `regex` package is used for its Unicode properties (marks, pictographs, scripts), which the standard `re` lacks.
"""

import sys
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import regex

from playground.errors import BadCheckpoint, BadInput

PADDING = 0
UNKNOWN = 1
FIRST = 2  # the id of the first word, and of the first letter

MAX_CHARACTERS = 200_000
LETTERS_A_WORD = 20
_KEPT_CHARACTERS = 20_000  # of longer texts only the newest are kept divided: what is kept has to stay small
_KEPT_WORD = 64  # likewise for longer words
_KEPT_SPELLINGS = 1 << 16
_KEPT_IDS = 1 << 13  # words whose ids a vocabulary remembers; a megabyte


class Word(NamedTuple):
    """A word and where it stands: `text[start:end]`, counted in Python characters."""

    text: str
    start: int
    end: int


_APOSTROPHE = "['’]"
_PREFIXES = "anti|co|counter|e|ex|extra|inter|mid|micro|mini|multi|non|post|pre|pro|re|semi|sub|super|ultra|un|x|t"
_ABBREVIATIONS = (
    "mr|mrs|ms|dr|prof|sr|jr|vs|etc|inc|ltd|corp|gen|sen|rep|gov|capt|sgt|lt|col|dept|approx|st|"
    "sept|oct|nov|dec|jan|feb|aug"
)
_NEGATED = "are|ca|could|did|does|do|had|has|have|is|might|must|need|should|was|were|wo|would|ai|sha"
_MARKS = r"[\p{M}\u200c\u200d]*"
_HAN = r"[\p{Han}\p{Hiragana}\p{Katakana}\u30fc\uff70]"  # the last two lengthen a vowel: コーヒー
_WIDE = r"[\u3000-\u303f\uff00-\uffef]"  # Chinese and Japanese punctuation, which follows an address without a space
_LETTER = rf"(?:(?!{_HAN})\p{{L}}{_MARKS})"
_PICTOGRAPH = r"(?:(?![0-9#*©®™])\p{Extended_Pictographic})(?:\ufe0f|\p{Emoji_Modifier})?[\U000e0020-\U000e007f]*"

# Tried in this order at every position. The lookbehinds of e-mail address and host keep the time linear: where the
# beginning of a run of such characters was not the beginning of an address, no later place in the run is.
_WORD = regex.compile(
    rf"""
    (?!\s)(?:                                                      # most places where no word begins are spaces
      [a-z]++(?=[ ])(?<!nt|cannot|gonna|wanna|gotta)                # most words: plain letters before a space
    | (?:https?://|www\.)(?:(?!{_WIDE})[^\s<>"])*(?!{_WIDE})[^\s<>".,;:!?'’)\]]     # web address
    | (?<!(?!{_HAN})[\w.+-])(?:(?!{_HAN})[\w.+-])+@(?:(?!{_HAN})[\w-])+(?:\.(?:(?!{_HAN})[\w-])+)+   # e-mail address
    | (?<![a-z0-9-]\.?)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov)\b   # bare host
    | </?[a-z][a-z0-9]{{0,9}}\s?/?>                               # <br />, <b>, </p>
    | &(?:amp|lt|gt|quot|apos|nbsp|\#\d{{1,6}}|\#x[0-9a-f]{{1,5}});    # &amp; and the like
    | -[lr][rsc]b-                                                # brackets as the Penn treebank writes them
    | \p{{Regional_Indicator}}{{2}} | [0-9#*]\ufe0f?\u20e3        # flags, keycaps
    | {_PICTOGRAPH}(?:\u200d{_PICTOGRAPH})*                       # emoji with skin tones, joined with ZWJ
    | [@#][\w\p{{M}}]+                                            # @name, #tag
    | [:;=]['’]?-?[()\[\]DPpOo/\\|3](?![\w/]) | <3+               # emoticons
    | \d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s)\b)?                   # numbers, times, dates, 10/10, 1980s, 3rd
    | (?:{_LETTER}\.){{2,10}}(?!\w)                               # U.S., e.g.
    | (?:{_ABBREVIATIONS})\.(?=\s*\S)                             # Mr., etc.
    | (?:{_NEGATED})(?=n{_APOSTROPHE}?t\b)                        # do|n't
    | can(?=not\b) | (?:gon|wan)(?=na\b) | got(?=ta\b)            # can|not, gon|na
    | n{_APOSTROPHE}t\b                                           # n't
    | {_APOSTROPHE}(?:s|m|d|ll|re|ve|em|til|cause|n)\b            # 's, 'll
    | (?:{_PREFIXES})-{_LETTER}+(?:{_APOSTROPHE}(?!(?:s|m|d|ll|re|ve)\b){_LETTER}+)*   # e-mail, non-stop
    | {_HAN}\p{{M}}*                                               # each Han or kana character
    | [\p{{L}}\p{{N}}_]{_MARKS}(?:(?!{_HAN})[\p{{L}}\p{{N}}_]{_MARKS}){{0,40}}?
      (?=n{_APOSTROPHE}t\b)                                       # the stem before n't
    | (?:(?!{_HAN})[\p{{L}}\p{{N}}_]{_MARKS})+
      (?:{_APOSTROPHE}(?!(?:s|m|d|ll|re|ve)\b)(?!t\b){_LETTER}+)* # words, O'Brien
    | \.{{2,}} | [!?]+ | -{{2,}} | –+ | —+ | …+ | `` | '' | \*{{2,}} | ={{2,}} | _{{2,}} | ~{{2,}} | \${{2,}} | <{{2,}}
    | >{{2,}}
    | [^\s\p{{Cc}}\p{{Cf}}\p{{Z}}]\p{{M}}*                        # anything else, with the marks that stand on it
    )
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_ALONE = regex.compile(rf"{_HAN}\p{{M}}*")
_SPACED = regex.compile(r"[^\s]+")
_LONGEST_RUN = 8  # characters of a word; 国务院发展研究中心 is four of them
_SHORT_RUNS = 0.8  # of what stands between spaces, where a text is split


def _checked(text: str) -> str:
    if not isinstance(text, str):
        raise BadInput(
            f"The text is a {type(text).__name__}. It has to be a string. Pass the words as one piece of text.",
            key="text-type",
            given=type(text).__name__,
        )
    if len(text) > MAX_CHARACTERS:
        raise BadInput(
            f"The text has {len(text):,} characters. At most {MAX_CHARACTERS:,} are read. Cut it, or split it into "
            f"several texts.",
            key="text-too-long",
            characters=len(text),
            allowed=MAX_CHARACTERS,
        )
    return text


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in reading order; empty for a text of nothing but spaces and control characters.

    Raises:
        BadInput: the text is longer than `MAX_CHARACTERS`.
    Source:
        https://universaldependencies.org/en/tokenization.html
    """
    return _kept(text) if len(_checked(text)) <= _KEPT_CHARACTERS else _kept_long(text)


def _divided(text: str) -> tuple[Word, ...]:
    return tuple(Word(match[0], *match.span()) for match in _WORD.finditer(text))


_kept = lru_cache(maxsize=512)(_divided)
_kept_long = lru_cache(maxsize=2)(_divided)  # one question asks for its words once a model and more


def unspaced(word: str) -> bool:
    """Whether a word is a Han or kana character, which stands beside other words without a space."""
    return _ALONE.fullmatch(word) is not None


def pretokenized(text: str) -> tuple[Word, ...]:
    """The words of a text that has been split already, by spaces.

    Raises:
        BadInput: the text is longer than `MAX_CHARACTERS`.
    """
    return tuple(Word(match[0], *match.span()) for match in _SPACED.finditer(_checked(text)))


def is_split(text: str) -> bool:
    """Whether a text seems to be split into words by spaces, as far as its script shows that.

    Han and kana characters stand beside each other without a space, unless somebody has split them: then most of what
    stands between spaces is a short run of them, without punctuation. A text of other scripts counts as split.
    """
    parts = text.split()
    runs = [part for part in parts if _ALONE.search(part)]
    if len(parts) == 1:
        return not runs or unspaced(parts[0])
    return sum(len(run) <= _LONGEST_RUN and run.isalnum() for run in runs) >= _SHORT_RUNS * len(runs)


def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text for a model that learnt from texts which were split by spaces: these, or those of `words`
    where the text is not split.

    Raises:
        BadInput: the text is longer than `MAX_CHARACTERS`.
    """
    return pretokenized(text) if is_split(_checked(text)) else words(text)


SAME = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "``": '"', "''": '"', "—": "--", "–": "-",
    "-lrb-": "(", "-rrb-": ")", "-lsb-": "[", "-rsb-": "]", "-lcb-": "{", "-rcb-": "}",
    "<br />": "<br/>", "<br>": "<br/>",
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'", "&#x27;": "'", "&#34;": '"',
}  # fmt: skip


MARKS = str.maketrans({mark: plain for mark, plain in SAME.items() if len(mark) == 1})
"""Of these the marks of one character, for `str.translate`."""


def normalise(word: str, lower: bool = True) -> str:
    """The form under which a word is looked up: Unicode NFKC, straight quotes, plain brackets, lower case."""
    return _kept_normal(word, lower) if len(word) <= _KEPT_WORD else _normal(word, lower)


def _normal(word: str, lower: bool) -> str:
    word = unicodedata.normalize("NFKC", word)
    folded = word.lower()
    same = SAME.get(folded)
    if same is not None:
        return same
    return (folded if lower else word).replace("’", "'")


_kept_normal = lru_cache(maxsize=1 << 17)(_normal)


_COLOURED = "\ufe0f"  # behind a character that is also written in black and white


class Vocabulary:
    """The words, and the letters where a model reads letters, that a checkpoint knows.

    Id 0 is padding and id 1 the unknown word or letter; neither has a spelling, so no word of a text can be taken for
    them.

    Args:
        words: distinct normalised words; the first has id 2.
        letters: distinct characters; the first has id 2. Empty for a model that reads no letters.
    Raises:
        BadCheckpoint: an entry occurs twice or is not a string.
    """

    def __init__(self, words: Sequence[str], letters: Sequence[str] = (), lower: bool = True) -> None:
        self.words = tuple(words)
        self.letters = tuple(letters)
        self.lower = lower
        self._ids = {word: FIRST + i for i, word in enumerate(self.words)}
        self._spelled: dict[str, tuple[int, ...]] = {}
        self._found: dict[str, int] = {}  # words as they stood in texts
        self._letter_ids = {letter: FIRST + i for i, letter in enumerate(self.letters)}
        if len(self._ids) != len(self.words) or len(self._letter_ids) != len(self.letters):
            raise BadCheckpoint(
                "The vocabulary holds an entry twice. Every word and letter may stand in it once. Save the "
                "checkpoint again.",
                key="vocabulary-twice",
            )

    def __len__(self) -> int:
        """How many rows an embedding of this vocabulary has: the words, padding and the unknown word."""
        return FIRST + len(self.words)

    def ids(self, words: Iterable[str]) -> list[int]:
        """The id of each word as it stands in a text, `UNKNOWN` where it is not in the vocabulary."""
        get, look_up = self._found.get, self._look_up
        return [get(word) or look_up(word) for word in words]

    def knows(self, word: str) -> bool:
        """Whether a word as it stands in a text is in the vocabulary."""
        return (self._found.get(word) or self._look_up(word)) != UNKNOWN

    def known(self, words: Iterable[str]) -> list[bool]:
        """Of each word whether it is in the vocabulary."""
        return [found != UNKNOWN for found in self.ids(words)]

    def _look_up(self, word: str) -> int:
        found = self._ids.get(normalise(word, self.lower)) or self._id_of_other_form(word)
        if len(word) <= _KEPT_WORD:
            if len(self._found) >= _KEPT_IDS:
                self._found.clear()
            self._found[word] = found
        return found

    def _id_of_other_form(self, word: str) -> int:
        """The id of an emoji with the mark that asks for colour in place of the one without it, or the other way
        round: ❤ and ❤️ are the same to a reader."""
        if word.isascii() or len(word) > _KEPT_WORD:
            return UNKNOWN
        bare = word.replace(_COLOURED, "")
        return self._ids.get(bare) or self._ids.get(bare + _COLOURED) or UNKNOWN

    def letter_ids(self, word: str) -> tuple[int, ...]:
        """The ids of a word's letters in their own case; of a long word the first and the last ten."""
        found = self._spelled.get(word)
        if found is None:
            found = self._spell(word)
            if len(self._spelled) < _KEPT_SPELLINGS and len(word) <= _KEPT_WORD:
                self._spelled[word] = found
        return found

    def _spell(self, word: str) -> tuple[int, ...]:
        letters = unicodedata.normalize("NFKC", word)
        if len(letters) > LETTERS_A_WORD:
            letters = letters[: LETTERS_A_WORD // 2] + letters[-(LETTERS_A_WORD // 2) :]
        return tuple(self._letter_ids.get(letter, UNKNOWN) for letter in letters)

    def as_json(self) -> dict[str, Any]:
        """What `vocabulary.json` holds."""
        return {"lower": self.lower, "letters": "".join(self.letters), "words": list(self.words)}

    @classmethod
    def from_json(cls, value: Any) -> "Vocabulary":
        """A vocabulary from what `vocabulary.json` holds.

        Raises:
            BadCheckpoint: it is not laid out as `as_json` lays it out.
        """
        if (
            not isinstance(value, dict)
            or not isinstance(value.get("words"), list)
            or not all(isinstance(word, str) for word in value["words"])
            or not isinstance(value.get("letters", ""), str)
            or not isinstance(value.get("lower", True), bool)
        ):
            raise BadCheckpoint(
                "vocabulary.json is not a vocabulary. It has to hold a list of strings under “words”. Save the "
                "checkpoint again.",
                key="vocabulary-layout",
            )
        known = [sys.intern(word) for word in value["words"]]  # several models know the same words: kept once
        return cls(known, tuple(value.get("letters", "")), value.get("lower", True))
