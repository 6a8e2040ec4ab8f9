"""Where a degree can be made stronger or weaker, so that the sentence stays one: a function a language.

Only words of lists take a degree: "a single joke" has none, and "very excellent" is no English. What a tagger says of
the words is asked where there is one: "for good" is no adjective. In Chinese a word of the axis is a character, so that
a degree of two characters is two changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playground.lenses.edit.rewrite import Change, match_case
from playground.text import normalise, words
from playground.text_language import language_of

PLACES = 24  # that are offered

Way = tuple[Change, ...]
Tags = Sequence[str | None]


def intensities(text: str, tags: Tags | None = None) -> list[Way]:
    """The ways to make one degree of a text stronger or weaker, at most `PLACES`; none in a language for which nobody
    wrote any.

    Args:
        tags: of the text's words, one each, None where unknown; without them only adjectives of the lists are looked
            at, as they stand.
    """
    found = INTENSITIES.get(language_of(text))
    given = [word.text for word in words(text)]
    return found(given, tags)[:PLACES] if found and (tags is None or len(tags) == len(given)) else []


def _listed(words_with_spaces: str) -> tuple[str, ...]:
    return tuple(words_with_spaces.split())


# ---- English

PRAISE = frozenset(
    _listed(
        "good nice funny happy interesting enjoyable entertaining clever smart beautiful charming pleasant fresh warm "
        "moving touching exciting strong friendly helpful useful easy fast quick clean comfortable tasty bright gentle "
        "impressive kind sweet lively witty original thoughtful satisfying likeable likable safe reliable smooth"
    )
)
BLAME = frozenset(
    _listed(
        "bad boring dull slow sad silly weak poor predictable tedious disappointing annoying ugly dirty noisy "
        "expensive confusing loud rude unpleasant awkward clumsy thin shallow messy uneven tired angry difficult "
        "unfair frustrating painful lazy stupid strange weird cold"
    )
)
_LIKING = frozenset(
    _listed(
        "like likes liked enjoy enjoys enjoyed love loves loved hate hates hated dislike dislikes disliked recommend "
        "recommends recommended admire admires admired"
    )
)
_DEGREES = frozenset(_listed("very really extremely incredibly quite rather fairly somewhat slightly pretty truly"))
_TAKES_NO_DEGREE_BEHIND = frozenset(_listed("as so too more most less least how no any for than such that this all -"))
_TAKES_NO_DEGREE_BEFORE = frozenset(("enough", "-"))
_BEHIND_GOOD = frozenset(
    _listed("deal many morning night evening afternoon luck bye old will")
)  # greetings, a good deal
_NOT = frozenset(("not", "n't", "never"))


def english_intensities(found: Sequence[str], tags: Tags | None) -> list[Way]:
    """Degrees before adjectives and adverbs that take one, and “really” before verbs of liking."""
    normalised = [normalise(word) for word in found]
    ways: list[Way] = []
    for at, word in enumerate(normalised):
        tag = tags[at] if tags is not None else None
        before = normalised[at - 1] if at else ""
        behind = normalised[at + 1] if at + 1 < len(normalised) else ""
        if word in _LIKING:
            if tag == "VERB" and before not in _DEGREES and behind != "-" and before != "-":
                ways.append(_inserted(found, at, "really"))
            continue
        if word not in PRAISE | BLAME or (tags is not None and tag not in ("ADJ", "ADV")):
            continue
        if behind in _TAKES_NO_DEGREE_BEFORE or (word == "good" and behind in _BEHIND_GOOD):
            continue
        weak = "fairly" if word in PRAISE else "slightly"
        if before in _DEGREES:
            old = found[at - 1]
            stronger = "extremely" if before == "very" else "very"
            for new in dict.fromkeys((stronger, weak)):
                if new != before:
                    ways.append((*fitting_article(found, at - 2, new), Change(at - 1, old, match_case(new, old))))
        elif before not in _TAKES_NO_DEGREE_BEHIND:
            for new in ("very",) if before in _NOT else ("very", weak):
                ways.append((*fitting_article(found, at - 1, new), *_inserted(found, at, new)))
    return ways


def _inserted(found: Sequence[str], at: int, new: str) -> Way:
    """A word before another one, which gives its capital away where it begins the text."""
    old = found[at]
    if at or not old[:1].isupper() or old.isupper():
        return (Change(at, None, match_case(new, old) if not at else new),)
    return Change(0, None, match_case(new, old)), Change(0, old, old[:1].lower() + old[1:])


def fitting_article(found: Sequence[str], at: int, following: str) -> Way:
    """“a” or “an” as the word that follows now wants it; nothing where there is no such article or it stays."""
    if at < 0 or normalise(found[at]) not in ("a", "an"):
        return ()
    new = match_case("an" if following[0] in "aeiou" else "a", found[at])
    return (Change(at, found[at], new),) if new != found[at] else ()


# ---- Chinese

_PRAISED = _listed(
    "好看 好吃 好听 好用 漂亮 精彩 感人 有趣 便宜 舒服 方便 干净 满意 热情 划算 喜欢 新鲜 实用 贴心 清晰 "
    "耐用 友好 专业 好 快"
)
_BLAMED = _listed("失望 无聊 难看 难吃 难用 糟糕 昂贵 麻烦 嘈杂 粗糙 简陋 拖沓 啰嗦 乏味 冷淡 破旧 肮脏 差 慢 贵 吵 脏")
_STRENGTHS = ("非常", "特别", "十分", "相当", "极其", "比较", "有点", "有些", "很", "挺")
_NOTHING_BEFORE = frozenset("不没更最多么太真超好还非别未")
_CLAUSE_ENDS = frozenset("，。！？；、,.!?;")
_MAY_FOLLOW = _CLAUSE_ENDS | {"的"}
_DENIALS = frozenset("没不未别")


def chinese_intensities(found: Sequence[str], tags: Tags | None) -> list[Way]:
    """程度副词 before words that take one: another one in its place, or 很 where there is none."""
    ways: list[Way] = []
    for at in range(len(found)):
        word = _begins(found, at, _PRAISED) or _begins(found, at, _BLAMED)
        behind = found[at + len(word)] if word and at + len(word) < len(found) else ""
        if not word or (behind not in _MAY_FOLLOW and behind and word != "喜欢"):
            continue
        degree = next((one for one in _STRENGTHS if at >= len(one) and _begins(found, at - len(one), (one,))), "")
        weak = "比较" if word in _PRAISED else "有点"
        if degree:
            start = at - len(degree)
            for new in dict.fromkeys(("极其" if degree == "非常" else "非常", weak)):
                if new != degree:
                    ways.append(_in_place_of(found, start, degree, new))
            continue
        before = found[at - 1] if at else ""
        start = next((place + 1 for place in reversed(range(at)) if found[place] in _CLAUSE_ENDS), 0)
        denied = _DENIALS.intersection(found[start:at])  # 没有一点让我失望
        if before not in _NOTHING_BEFORE and not denied and (len(word) == 2 or before == "得"):
            ways.append((Change(at, None, "很"),))
    return ways


def _begins(found: Sequence[str], at: int, wanted: Sequence[str]) -> str:
    """The first of these that stands in the text from here on, a character a word."""
    return next((one for one in wanted if list(found[at : at + len(one)]) == list(one)), "")


def _in_place_of(found: Sequence[str], start: int, old: str, new: str) -> Way:
    """A degree of one or two characters in place of another one."""
    if len(new) > len(old):
        return Change(start, None, new[0]), Change(start, old, new[1])
    changes = [Change(start + at, one, new[at] if at < len(new) else None) for at, one in enumerate(old)]
    return tuple(change for change in changes if change.old != change.new)


INTENSITIES: dict[str, Callable[[Sequence[str], Tags | None], list[Way]]] = {
    "en": english_intensities,
    "zh": chinese_intensities,
}
"""By language of the text, keys of TEXT_LANGUAGES."""
