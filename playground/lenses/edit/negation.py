"""Where a negation can be put into a text, or taken out of it: a function a language, named in `NEGATIONS`.

In Chinese a word of the axis is a character, so that a negation of two characters is two changes. What looks like a
negation and is none stays: 不错 (good), 不过 (but), 好不好 (a question), 非常 (very).
"""

from __future__ import annotations

from collections.abc import Callable

from playground.lenses.edit.rewrite import Change, match_case
from playground.text import normalise, words
from playground.text_language import language_of

PLACES = 24  # that are offered

Way = tuple[Change, ...]  # changes that belong together


def negations(text: str) -> list[Way]:
    """The ways to negate a text once, or to take a negation out: at most `PLACES`, in the text's order; none in a
    language for which nobody wrote any."""
    found = NEGATIONS.get(language_of(text))
    return found(text)[:PLACES] if found else []


# ---- English

_AUXILIARIES = frozenset({
    "am", "is", "are", "was", "were", "'m", "'re", "do", "does", "did", "has", "have", "had", "can", "could",
    "will", "would", "'ll", "shall", "should", "may", "might", "must",
})  # fmt: skip
_PRONOUNS = frozenset({
    "it", "he", "she", "that", "this", "there", "what", "who", "i", "you", "we", "they",
})  # fmt: skip
_NOT = frozenset(("not", "n't"))
_STEMS = {"ca": "can", "wo": "will", "sha": "shall", "ai": "is"}  # what stands before n't and nowhere else
_POSITIVE: dict[str, str | None] = {
    "never": None, "hardly": None, "barely": None, "scarcely": None, "no": "some", "nothing": "something",
    "nobody": "somebody", "none": "some", "nowhere": "somewhere", "without": "with", "neither": "either", "nor": "or",
    "cannot": "can",
}  # fmt: skip
_OPENERS = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "it", "he", "she", "they", "we", "you", "there", "my",
    "your", "his", "her", "our", "their",
})  # fmt: skip


def english_negations(text: str) -> list[tuple[Change, ...]]:
    """The ways to negate an English text once, or to take a negation out: at most `PLACES`, in the text's order.

    A negation is taken out where there is one, "not" is put behind an auxiliary that has none, and before a text that
    has neither.
    """
    found = [word.text for word in words(text)]
    normalised = [normalise(word) for word in found]
    ways: list[tuple[Change, ...]] = []
    for at, word in enumerate(normalised):
        following = normalised[at + 1] if at + 1 < len(normalised) else ""
        if word in _NOT:
            removal = Change(at, found[at], None)
            stem = _STEMS.get(normalised[at - 1]) if at and word == "n't" else None
            changed = (Change(at - 1, found[at - 1], match_case(stem, found[at - 1])),) if stem else ()
            ways.append((*changed, removal))
        elif word in _POSITIVE:
            new = _POSITIVE[word]
            ways.append((Change(at, found[at], match_case(new, found[at]) if new else None),))
        elif (
            following not in _NOT
            and following not in _POSITIVE
            and (word in _AUXILIARIES or (word == "'s" and at and normalised[at - 1] in _PRONOUNS))
        ):
            ways.append((Change(at + 1, None, "not"),))
    if not ways and found and found[0][:1].isalnum():
        ways.append(_negated_opening(found[0]))
    return ways[:PLACES]


def _negated_opening(first: str) -> tuple[Change, ...]:
    """ "Not" before the first word, which gives its capital away where it is not a name."""
    if first[:1].isupper() and normalise(first) in _OPENERS:
        return Change(0, None, "Not"), Change(0, first, first[:1].lower() + first[1:])
    return (Change(0, None, match_case("not", first) if len(first) > 1 else "not"),)


# ---- Chinese


def _listed(words_with_spaces: str) -> tuple[str, ...]:
    return tuple(words_with_spaces.split())


_NO_NEGATION = _listed(
    "差不多 对不起 了不起 不得了 只不过 好不容易 不一会 不错 不但 不仅 不过 不管 "
    "不论 不如 不同 不断 不少 不久 不禁 不愧 不由 不免 不妨 不止 "
    "不只 不光 不料 不知 要不 没关系 没事 分别 区别 别人 别的 "
    "个别 级别 性别 差别 真的 真实 最后 最近 很多"
)
_TAKEN_OUT = {
    "从来没有": "", "并没有": "有", "从来不": "", "从没有": "", "并不是": "是", "并非": "是",
    "绝非": "是", "毫无": "有", "并不": "", "从不": "", "从未": "", "绝不": "", "决不": "", "毫不": "",
    "没有": "有", "不": "", "没": "有", "别": "", "未": "",
}  # fmt: skip
"""What a negation becomes; the longest comes first."""
_DEGREES = (
    "非常", "特别", "十分", "相当", "极其", "实在", "确实", "很", "太", "真", "挺", "最", "超",
)  # fmt: skip
_NEGATED = _listed(
    "喜欢 值得 推荐 满意 建议 应该 可以 愿意 适合 好看 好吃 好听 好用 舒服 方便 干净 便宜 漂亮 精彩 感人 有趣 划算 热情"
)
"""Words that 不 can stand before."""
_BEFORE_IS = frozenset("但可还就于总只不要而若算凡都")  # with 是 they are another word: but, still, only, if
_BEFORE_HAVE = frozenset("没所只具拥如含还占")
_VERBS_BEHIND = frozenset("让使把被给叫能会看听说去来吃做买用")  # of them 没有 leaves nothing
_ALREADY = frozenset("不没未别")


def chinese_negations(text: str) -> list[Way]:
    """The ways to negate a Chinese text once, or to take a negation out."""
    found = [word.text for word in words(text)]
    ways: list[Way] = []
    at = 0
    while at < len(found):
        length, way = _chinese_way(found, at)
        if way:
            ways.append(way)
        at += length
    return ways


def _chinese_way(found: list[str], at: int) -> tuple[int, Way]:
    """How many characters belong together from here on, and the change that negates there; empty where none does."""
    if whole := _begins(found, at, _NO_NEGATION):
        return len(whole), ()
    if negated := _begins(found, at, sorted(_TAKEN_OUT, key=len, reverse=True)):
        end = at + len(negated)
        if at > 0 and end < len(found) and found[at - 1] == found[end]:
            return len(negated), ()  # 好不好, 是不是
        left = _TAKEN_OUT[negated]
        if left == "有" and negated != "毫无" and end < len(found) and found[end] in _VERBS_BEHIND:
            left = ""
        return len(negated), _replaced(found, at, len(negated), left)
    if degree := _begins(found, at, _DEGREES):
        follows = at + len(degree)
        if follows < len(found) and found[follows].isalpha() and found[follows] not in ("不", "没", "多", "是"):
            return len(degree), _replaced(found, at, len(degree), "不")
        return len(degree), ()
    before = found[at - 1] if at else ""
    if before in _ALREADY or (at + 1 < len(found) and found[at + 1] in _ALREADY):
        return 1, ()
    if word := _begins(found, at, _NEGATED):
        return len(word), (Change(at, None, "不"),)
    if found[at] == "是" and before not in _BEFORE_IS:
        return 1, (Change(at, None, "不"),)
    if found[at] == "有" and before not in _BEFORE_HAVE and not _begins(found, at, ("有些", "有点", "有时", "有人")):
        return 1, (Change(at, None, "没"),)
    return 1, ()


def _begins(found: list[str], at: int, wanted: tuple[str, ...] | list[str]) -> str:
    """The first of these that stands in the text from here on, a character a word."""
    return next((one for one in wanted if found[at : at + len(one)] == list(one)), "")


def _replaced(found: list[str], at: int, length: int, new: str) -> Way:
    """So many characters replaced by fewer; one that is the same stays."""
    kept = length - len(new)
    changes = [
        Change(place, found[place], new[place - at - kept] if place - at >= kept else None)
        for place in range(at, at + length)
    ]
    return tuple(change for change in changes if change.old != change.new)


NEGATIONS: dict[str, Callable[[str], list[Way]]] = {"en": english_negations, "zh": chinese_negations}
"""By language of the text, keys of TEXT_LANGUAGES."""
