"""What a model of sentiment in Chinese should be able to do, as sentences of our own whose answer is beyond doubt.

The kinds of test are those of `sentiment`; the capabilities are chosen for what Chinese reviews and posts do with
an opinion. Every sentence was written for this project and stands in `chinese_sentiment_sentences`. They measure: never
train on them.

Source:
    Ribeiro, Wu, Guestrin, Singh 2020, Beyond accuracy: behavioral testing of NLP models with CheckList,
    https://aclanthology.org/2020.acl-main.442
"""

from __future__ import annotations

from random import Random

from playground.evaluation.behaviour.chinese_sentiment_sentences import (
    ADDED,
    COMPARISON,
    CONFUSED,
    CONTRAST,
    DENIED_BAD,
    DENIED_GOOD,
    DISTANT,
    DOMAINS,
    DOUBLE,
    EXPECTATION,
    INTENSITY,
    NAMES,
    OTHERS,
    PLACES,
    PLAIN,
    RHETORICAL,
    SIGNS,
    SLANG,
    TIME,
    VOCABULARY,
    WARES,
    WORDS,
)
from playground.evaluation.behaviour.templates import (
    Capability,
    from_templates,
    with_changes,
    with_opinion_added,
    with_words_swapped,
)


def miswritten(text: str, random: Random) -> str:
    """The text with one character written wrong, as people do: of those in `CONFUSED` that it has."""
    places = [(at, right) for right in CONFUSED for at in range(len(text)) if text.startswith(right, at)]
    at, right = random.choice(places)
    return text[:at] + CONFUSED[right] + text[at + len(right) :]


_PLAIN_MARKS = str.maketrans("，。！？", ",.!?")


def _pointed(text: str, random: Random) -> tuple[str, ...]:
    bare = text.rstrip("。！")
    return bare, f"{bare}！！！", f"{bare}～", f"{bare}。。。", text.translate(_PLAIN_MARKS), f"“{text}”"


SENTIMENT_ZH: dict[str, Capability] = {
    "vocabulary": Capability(
        "词语 Words", "minimum", "常见的褒义词和贬义词 (praise and blame)", from_templates(VOCABULARY, WORDS)
    ),
    "denied-good": Capability(
        "否定褒义 Negated positive", "minimum", "“并不好”、“谈不上优秀”、“毫无亮点”", from_templates(DENIED_GOOD, WORDS)
    ),
    "denied-bad": Capability(
        "否定贬义 Negated negative", "minimum", "“不难看”、“并非不好”、“挑不出毛病”", from_templates(DENIED_BAD, WORDS)
    ),
    "double": Capability(
        "双重否定 Double negation", "minimum", "“没有人不喜欢”、“不得不说”、“无不”", from_templates(DOUBLE, WORDS)
    ),
    "distant": Capability(
        "远距离否定 Distant negation", "minimum", "否定词和被否定的词隔得很远", from_templates(DISTANT, WORDS)
    ),
    "contrast": Capability(
        "转折 Contrast", "minimum", "“虽然……但是”、“不过”、“然而”、“别看”", from_templates(CONTRAST, WORDS)
    ),
    "rhetorical": Capability(
        "反问 Rhetorical questions", "minimum", "“难道不好吗？”、“这也能叫好？”", from_templates(RHETORICAL, WORDS)
    ),
    "comparison": Capability(
        "比较 Comparison", "minimum", "比什么好，不如什么，跟什么没法比", from_templates(COMPARISON, WORDS)
    ),
    "time": Capability("今昔 Then and now", "minimum", "“以前……现在”、“一开始……后来”", from_templates(TIME, WORDS)),
    "expectation": Capability(
        "期待与落差 Expectation and outcome", "minimum", "“本来以为……没想到”", from_templates(EXPECTATION, WORDS)
    ),
    "others": Capability(
        "谁的看法 Whose opinion", "minimum", "“他们都说差，我却觉得好”", from_templates(OTHERS, WORDS)
    ),
    "slang": Capability("网络用语 Slang", "minimum", "yyds、绝绝子、踩雷、智商税、真香", from_templates(SLANG, WORDS)),
    "domains": Capability(
        "各类商品 Kinds of goods",
        "minimum",
        "水果、衣服、手机、酒店、餐厅、书、软件、影视、快递",
        from_templates(DOMAINS, WORDS, 160),
    ),
    "intensity": Capability(
        "程度 Intensity", "direction", "“有点……”、“很……”、“太……了”：不应更没把握", from_templates(INTENSITY, WORDS)
    ),
    "added": Capability(
        "补充看法 Opinion added",
        "direction",
        "先是事实，再加上明确的看法",
        with_opinion_added(WORDS["fact"], ADDED, WORDS, between=""),
    ),
    "signs": Capability(
        "表情 Emoji",
        "direction",
        "先是事实，再加上 👍、[赞]、[怒]",
        with_opinion_added(WORDS["fact"], SIGNS, WORDS, between=""),
    ),
    "names": Capability("人名 Names", "invariance", "换一个人名", with_words_swapped(NAMES, WORDS, ("name",))),
    "places": Capability("地名 Places", "invariance", "换一个地名", with_words_swapped(PLACES, WORDS, ("place",))),
    "wares": Capability(
        "商品名 Goods", "invariance", "同样的话，换一种商品", with_words_swapped(WARES, WORDS, ("ware",), 5)
    ),
    "typos": Capability(
        "错别字 Typos",
        "invariance",
        "写错一个常见的字：的/地、在/再、已经/己经",
        with_changes(PLAIN, WORDS, lambda text, random: (miswritten(text, random),)),
    ),
    "punctuation": Capability(
        "标点 Punctuation",
        "invariance",
        "没有句号、“！！！”、“～”、英文标点、引号",
        with_changes(PLAIN, WORDS, _pointed),
    ),
}
"""In the order of the table: what every model should know first."""
