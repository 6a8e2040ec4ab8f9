"""Words of the same part of speech that may stand in another one's place: a table a language, in `WORDS`.

A tagger says what the words of the text are, and reads the changed text again: only where every word keeps its tag is
the change one that a person might make. The words of a row have the same form, so that the sentence keeps its grammar.
"""

from __future__ import annotations

from collections.abc import Sequence

from playground.lenses.edit.intensity import BLAME, PRAISE, Tags, Way, fitting_article
from playground.lenses.edit.rewrite import Change, match_case
from playground.text import normalise, words
from playground.text_language import language_of


def same_tag_words(text: str, tags: Tags) -> list[Way]:
    """The ways to put another word of the same tag in place of one, in the text's order; none in a language for which
    nobody wrote any.

    Args:
        tags: of the text's words, one each.
    """
    found = [word.text for word in words(text)]
    language = language_of(text)
    rows = WORDS.get(language, ())
    if len(tags) != len(found):
        return []
    return [*_characters(found, rows)] if language == "zh" else [*_spelled(found, tags, rows)]


def _spelled(found: Sequence[str], tags: Tags, rows: Sequence[tuple[str, tuple[str, ...]]]) -> list[Way]:
    ways: list[Way] = []
    for at, (word, tag) in enumerate(zip(found, tags, strict=True)):
        plain = normalise(word)
        for wanted, row in rows:
            free = wanted == "ADJ" and plain in PRAISE | BLAME
            if tag == wanted and (plain in row or free) and not _joined(found, at):
                ways += [
                    (*fitting_article(found, at - 1, new), Change(at, word, match_case(new, word)))
                    for new in row
                    if new != plain
                ]
                break
    return ways


def _joined(found: Sequence[str], at: int) -> bool:
    """Whether a hyphen joins a word to its neighbour."""
    return "-" in found[max(0, at - 1) : at + 2]


def _characters(found: Sequence[str], rows: Sequence[tuple[str, tuple[str, ...]]]) -> list[Way]:
    """In Chinese every character is a word of the axis; the words of a row are of one length."""
    ways: list[Way] = []
    for at in range(len(found)):
        for _, row in rows:
            old = next((one for one in row if list(found[at : at + len(one)]) == list(one)), "")
            for new in row if old else ():
                changes = [Change(at + place, old[place], new[place]) for place in range(len(old))]
                if new != old:
                    ways.append(tuple(change for change in changes if change.old != change.new))
    return ways


WORDS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "en": (
        (
            "ADJ",
            (
                *("good", "great", "fine", "wonderful", "excellent", "brilliant", "funny", "lovely"),
                *("bad", "awful", "poor", "terrible", "horrible", "boring", "dull", "stupid"),
            ),
        ),
        ("ADV", ("well", "beautifully", "nicely", "brilliantly", "badly", "poorly", "terribly", "clumsily")),
        ("VERB", ("loved", "liked", "enjoyed", "admired", "hated", "disliked", "loathed")),
        ("VERB", ("loves", "likes", "enjoys", "admires", "hates", "dislikes", "loathes")),
        ("VERB", ("love", "like", "enjoy", "admire", "hate", "dislike", "loathe")),
        ("NOUN", ("masterpiece", "delight", "joy", "triumph", "mess", "disaster", "disappointment", "failure")),
    ),
    "zh": (
        ("ADJ", ("精彩", "好看", "有趣", "感人", "无聊", "难看", "乏味", "糟糕")),
        ("ADJ", ("好吃", "可口", "难吃", "恶心")),
        ("ADJ", ("便宜", "昂贵")),
        ("ADJ", ("干净", "整洁", "肮脏", "破旧")),
        ("ADJ", ("热情", "周到", "冷淡", "粗鲁")),
        ("ADJ", ("舒服", "舒适", "难受")),
        ("VERB", ("喜欢", "欣赏", "讨厌", "厌恶")),
        ("ADJ", ("满意", "失望")),
    ),
}
"""By language of the text: the tag, and words of one form that have it."""
