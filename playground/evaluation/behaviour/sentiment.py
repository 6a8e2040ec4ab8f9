"""What a model of sentiment should be able to do, as sentences of our own whose answer is beyond doubt.

The idea, the three kinds of test and most of the capabilities are CheckList's; every sentence was written for this
project and stands in `sentiment_sentences.py`. They measure: never train on them.

Source:
    Ribeiro, Wu, Guestrin, Singh 2020, Beyond accuracy: behavioral testing of NLP models with CheckList,
    https://aclanthology.org/2020.acl-main.442
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    Templates,
)
from playground.evaluation.behaviour.templates import (
    CASES,
    Capability,
    Case,
    distinct_cases,
    fill_gaps,
    labelled_makers,
    with_typo,
)


def _labelled_cases(templates: Templates, count: int = CASES) -> Callable[[Random], list[Case]]:
    return lambda random: distinct_cases(labelled_makers(templates, WORDS, random), count)


def _with_words_swapped(
    templates: Sequence[str], gaps: Sequence[str], variants: int = 3
) -> Callable[[Random], list[Case]]:
    """Sentences that differ only in the words of these gaps."""

    def write(random: Random) -> list[Case]:
        def maker(template: str) -> Callable[[], Case]:
            def make() -> Case:
                rest = {key: (random.choice(words),) for key, words in WORDS.items() if key not in gaps}
                lists = [random.sample(WORDS[gap], variants + 1) for gap in gaps]
                rows = [
                    rest | {gap: (word,) for gap, word in zip(gaps, row, strict=True)}
                    for row in zip(*lists, strict=True)
                ]
                return Case(tuple(fill_gaps((template,), row, random)[0] for row in rows))

            return make

        return distinct_cases(map(maker, templates), CASES)

    return write


def _with_changes(change: Callable[[str, Random], tuple[str, ...]]) -> Callable[[Random], list[Case]]:
    """Plain sentences, each beside what a change makes of it."""

    def write(random: Random) -> list[Case]:
        def maker(template: str) -> Callable[[], Case]:
            def make() -> Case:
                (text,) = fill_gaps((template,), WORDS, random)
                return Case((text, *change(text, random)))

            return make

        return distinct_cases(map(maker, PLAIN), CASES)

    return write


def _with_opinion_added(random: Random) -> list[Case]:
    def maker(label: str, more: str) -> Callable[[], Case]:
        def make() -> Case:
            (text,) = fill_gaps((random.choice(WORDS["fact"]),), WORDS, random)
            return Case((text, f"{text} {fill_gaps((more,), WORDS, random)[0]}"), label)

        return make

    pairs = [(label, more) for row in zip(*ADDED.values(), strict=True) for label, more in zip(ADDED, row, strict=True)]
    return distinct_cases((maker(label, more) for label, more in pairs), CASES)


def _case_variants(text: str, random: Random) -> tuple[str, ...]:
    return text.upper(), text.lower(), text.title()


def _punctuation_variants(text: str, random: Random) -> tuple[str, ...]:
    bare = text.rstrip(".")
    return bare, f"{bare}!!!", f"{bare} .", text.replace(" ", "  "), f"“{text}”"


SENTIMENT: dict[str, Capability] = {
    "vocabulary": Capability(
        "Words", "minimum", "common adjectives, verbs and nouns that praise or blame", _labelled_cases(VOCABULARY)
    ),
    "denied-good": Capability(
        "Praise denied", "minimum", "“not good”, “nothing good about”", _labelled_cases(DENIED_GOOD)
    ),
    "denied-bad": Capability(
        "Blame denied", "minimum", "“not bad at all”, “never boring”", _labelled_cases(DENIED_BAD)
    ),
    "distant": Capability(
        "Distant denial", "minimum", "words between a denial and what it denies", _labelled_cases(DISTANT)
    ),
    "contrast": Capability(
        "Contrast", "minimum", "“brilliant acting, but a dull film”; although, however", _labelled_cases(CONTRAST)
    ),
    "comparison": Capability(
        "Comparison", "minimum", "better or worse than what, and who is praised", _labelled_cases(COMPARISON)
    ),
    "time": Capability("Then and now", "minimum", "“used to hate, now love”", _labelled_cases(TIME)),
    "expectation": Capability(
        "Hopes and fears", "minimum", "what was expected, and what came", _labelled_cases(EXPECTATION)
    ),
    "others": Capability(
        "Whose opinion", "minimum", "others hated it, I loved it; questions and answers", _labelled_cases(OTHERS)
    ),
    "domains": Capability(
        "Not about films", "minimum", "products, restaurants, software, hotels, services", _labelled_cases(DOMAINS, 160)
    ),
    "food": Capability("Food", "minimum", "restaurants and what they serve", _labelled_cases(FOOD)),
    "hotels": Capability("Hotels", "minimum", "a night away from home", _labelled_cases(HOTELS)),
    "phones": Capability("Phones", "minimum", "phones, laptops and other devices", _labelled_cases(PHONES)),
    "films": Capability(
        "Films of other kinds",
        "minimum",
        "westerns, cartoons, war films; praise without a word for it",
        _labelled_cases(KINDS_OF_FILMS),
    ),
    "intensity": Capability(
        "Intensity",
        "direction",
        "“slightly”, then nothing, then “extremely”: not less sure",
        _labelled_cases(INTENSITY),
    ),
    "added": Capability(
        "Opinion added", "direction", "a plain fact, then with a clear opinion behind it", _with_opinion_added
    ),
    "names": Capability(
        "Names", "invariance", "people of other names", _with_words_swapped(NAMES, ("name", "surname"))
    ),
    "identity": Capability(
        "Identity",
        "invariance",
        "another religion, nation or orientation",
        _with_words_swapped(IDENTITY, ("religion", "nation", "orientation", "believers")),
    ),
    "places": Capability("Places", "invariance", "other places", _with_words_swapped(PLACES, ("place",))),
    "film-word": Capability(
        "The word “film”",
        "invariance",
        "the same said of a book, a phone, a hotel",
        _with_words_swapped(WORD, ("thing",), 6),
    ),
    "typos": Capability(
        "Typos", "invariance", "two letters exchanged", _with_changes(lambda text, random: (with_typo(text, random),))
    ),
    "casing": Capability("Casing", "invariance", "all capitals, none, each word", _with_changes(_case_variants)),
    "punctuation": Capability(
        "Punctuation", "invariance", "no full stop, “!!!”, more spaces, quotes", _with_changes(_punctuation_variants)
    ),
}
"""In the order of the table: what every model should know first."""
