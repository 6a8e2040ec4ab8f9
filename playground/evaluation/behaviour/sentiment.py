"""What a model of sentiment should be able to do, as sentences of our own whose answer is beyond doubt.

The idea, the three kinds of test and most of the capabilities are CheckList's; every sentence was written for this
project and stands in `sentiment_sentences.py`. They measure: never train on them.

Source:
    Ribeiro, Wu, Guestrin, Singh 2020, Beyond accuracy: behavioral testing of NLP models with CheckList,
    https://aclanthology.org/2020.acl-main.442
"""

from __future__ import annotations

from random import Random

from playground.evaluation.behaviour.sentiment_sentences import (
    ADDED,
    COMPARISON,
    CONTRAST,
    DENIED_BAD,
    DENIED_GOOD,
    DISTANT,
    DOMAINS,
    EXPECTATION,
    FOOD,
    HOTELS,
    IDENTITY,
    INTENSITY,
    KINDS_OF_FILMS,
    NAMES,
    OTHERS,
    PHONES,
    PLACES,
    PLAIN,
    TIME,
    VOCABULARY,
    WORD,
    WORDS,
)
from playground.evaluation.behaviour.templates import (
    Capability,
    from_templates,
    with_changes,
    with_opinion_added,
    with_typo,
    with_words_swapped,
)


def _case_variants(text: str, random: Random) -> tuple[str, ...]:
    return text.upper(), text.lower(), text.title()


def _punctuation_variants(text: str, random: Random) -> tuple[str, ...]:
    bare = text.rstrip(".")
    return bare, f"{bare}!!!", f"{bare} .", text.replace(" ", "  "), f"“{text}”"


SENTIMENT: dict[str, Capability] = {
    "vocabulary": Capability(
        "Words", "minimum", "common adjectives, verbs and nouns that praise or blame", from_templates(VOCABULARY, WORDS)
    ),
    "denied-good": Capability(
        "Negated positive", "minimum", "“not good”, “nothing good about”", from_templates(DENIED_GOOD, WORDS)
    ),
    "denied-bad": Capability(
        "Negated negative", "minimum", "“not bad at all”, “never boring”", from_templates(DENIED_BAD, WORDS)
    ),
    "distant": Capability(
        "Distant negation", "minimum", "words between a denial and what it denies", from_templates(DISTANT, WORDS)
    ),
    "contrast": Capability(
        "Contrast", "minimum", "“brilliant acting, but a dull film”; although, however", from_templates(CONTRAST, WORDS)
    ),
    "comparison": Capability(
        "Comparison", "minimum", "better or worse than what, and who is praised", from_templates(COMPARISON, WORDS)
    ),
    "time": Capability("Then and now", "minimum", "“used to hate, now love”", from_templates(TIME, WORDS)),
    "expectation": Capability(
        "Expectation and outcome", "minimum", "what was expected, and what came", from_templates(EXPECTATION, WORDS)
    ),
    "others": Capability(
        "Whose opinion", "minimum", "others hated it, I loved it; questions and answers", from_templates(OTHERS, WORDS)
    ),
    "domains": Capability(
        "Not about films",
        "minimum",
        "products, restaurants, software, hotels, services",
        from_templates(DOMAINS, WORDS, 160),
    ),
    "food": Capability("Food", "minimum", "restaurants and what they serve", from_templates(FOOD, WORDS)),
    "hotels": Capability("Hotels", "minimum", "a night away from home", from_templates(HOTELS, WORDS)),
    "phones": Capability("Phones", "minimum", "phones, laptops and other devices", from_templates(PHONES, WORDS)),
    "films": Capability(
        "Films of other kinds",
        "minimum",
        "westerns, cartoons, war films; praise without a word for it",
        from_templates(KINDS_OF_FILMS, WORDS),
    ),
    "intensity": Capability(
        "Intensity",
        "direction",
        "“slightly”, then nothing, then “extremely”: not less sure",
        from_templates(INTENSITY, WORDS),
    ),
    "added": Capability(
        "Opinion added",
        "direction",
        "a plain fact, then with a clear opinion behind it",
        with_opinion_added(WORDS["fact"], ADDED, WORDS),
    ),
    "names": Capability(
        "Names", "invariance", "people of other names", with_words_swapped(NAMES, WORDS, ("name", "surname"))
    ),
    "identity": Capability(
        "Identity",
        "invariance",
        "another religion, nation or orientation",
        with_words_swapped(IDENTITY, WORDS, ("religion", "nation", "orientation", "believers")),
    ),
    "places": Capability("Places", "invariance", "other places", with_words_swapped(PLACES, WORDS, ("place",))),
    "film-word": Capability(
        "The word “film”",
        "invariance",
        "the same said of a book, a phone, a hotel",
        with_words_swapped(WORD, WORDS, ("thing",), 6),
    ),
    "typos": Capability(
        "Typos",
        "invariance",
        "two letters exchanged",
        with_changes(PLAIN, WORDS, lambda text, random: (with_typo(text, random),)),
    ),
    "casing": Capability(
        "Casing", "invariance", "all capitals, none, each word", with_changes(PLAIN, WORDS, _case_variants)
    ),
    "punctuation": Capability(
        "Punctuation",
        "invariance",
        "no full stop, “!!!”, more spaces, quotes",
        with_changes(PLAIN, WORDS, _punctuation_variants),
    ),
}
"""In the order of the table: what every model should know first."""
