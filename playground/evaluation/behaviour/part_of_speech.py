"""What a tagger should be able to do, as sentences of our own whose tags are sure under Universal Dependencies.

A word with a tag behind it, `run/VERB`, is looked at; the others are there to be read. Where the guidelines or the
English Web Treebank leave a choice (“home”, “when”, “worth”), the word is not asked about. Words are split by spaces
the way the treebank splits them.

These sentences measure: never train on them.

Source:
    https://universaldependencies.org/u/pos/ and https://universaldependencies.org/en/
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from playground.evaluation.behaviour.templates import (
    CASES,
    Capability,
    Case,
    distinct_cases,
    fill_gaps,
    with_changes,
    with_typo,
)

WORDS: dict[str, tuple[str, ...]] = {
    "they": ("they", "we", "my parents", "the students", "her sisters", "the neighbours"),
    "person": ("teacher", "doctor", "farmer", "driver", "artist", "judge", "singer", "nurse", "lawyer", "soldier"),
    "object": ("letter", "chair", "bottle", "window", "camera", "basket", "table", "hammer", "blanket", "carpet"),
    "opened": ("letter", "bottle", "window", "basket", "drawer", "parcel", "gate"),
    "adj": ("old", "small", "heavy", "strange", "beautiful", "dirty", "expensive", "new", "cheap", "ugly"),
    "mood": ("old", "young", "strange", "famous", "nervous", "tall", "rich", "clever", "polite", "lazy", "happy"),
    "manner": ("quiet", "careful", "polite", "patient", "honest", "brave", "kind"),
    "did": ("carried", "sold", "found", "bought", "repaired", "painted", "noticed", "dropped", "cleaned", "counted"),
    "slowly": ("slowly", "carefully", "quietly", "quickly", "proudly", "suddenly", "gently"),
    "first": (
        "Emma", "Michael", "Priya", "Oluwaseun", "Xiuying", "Fatima", "Diego", "Svetlana", "Ahmed", "Siobhan", "Kenji",
        "Ngozi", "Latoya", "Hans", "Aiko", "Carlos", "Ingrid", "Jamal",
    ),
    "last": (
        "Smith", "Okafor", "Nguyen", "Petrescu", "Garcia", "Johansson", "Khan", "Tanaka", "Kowalski", "Silva", "Mbeki",
        "Rossi", "Cohen", "Yilmaz", "Andersson",
    ),
    "city": ("Paris", "Lagos", "Baghdad", "Tokyo", "Moscow", "Mumbai", "Berlin", "Tehran", "Nairobi", "Madrid", "Oslo"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "going": ("walk", "drive", "ride", "dance", "swim", "climb", "run", "march"),
    "stem": ("blork", "trensk", "glim", "florp", "snib", "vorp", "drant", "plim", "krel", "mosk", "grund", "zund"),
    "noun": ("ness", "ment", "ity", "ation", "ism"),
    "adjective": ("ous", "ful", "less", "able", "ish", "ic"),
    "name": (
        "Mark", "Rose", "Will", "Bill", "Frank", "Grace", "Hope", "Jack", "Dawn", "Violet", "Rob", "Faith", "Pat",
        "Sue",
    ),
    "digits": ("12", "47", "1,200", "365", "90", "2,500,000", "18"),
    "decimal": ("3.5", "0.75", "19.99", "12", "47", "90"),
    "few": ("two", "three", "four", "six", "seven", "nine"),
    "number": ("two", "three", "seven", "twelve", "fifty", "ninety", "forty"),
    "year": ("1987", "2003", "2024", "1999", "1848"),
    "clock": ("7:30", "10:15", "6:45", "11:00"),
    "place": ("first", "second", "third", "fifth", "tenth"),
}  # fmt: skip

SIMPLE = (
    "The/DET {mood}/ADJ {person}/NOUN {did}/VERB a/DET {object}/NOUN ./PUNCT",
    "{first}/PROPN {slowly}/ADV {did}/VERB the/DET {object}/NOUN in/ADP {city}/PROPN ./PUNCT",
    "She/PRON was/AUX a/DET {mood}/ADJ {person}/NOUN ,/PUNCT and/CCONJ he/PRON was/AUX not/PART ./PUNCT",
    "{they} have/AUX {slowly}/ADV {did2} three/NUM {object}s/NOUN since {day}/PROPN ./PUNCT",
    "I/PRON will/AUX give/VERB you/PRON my/PRON {adj}/ADJ {object}/NOUN ./PUNCT",
    "If/SCONJ the/DET {person}/NOUN comes/VERB ,/PUNCT we/PRON can/AUX leave/VERB ./PUNCT",
    "{first}/PROPN {last}/PROPN is/AUX a/DET {mood}/ADJ {person}/NOUN ./PUNCT",
    "Is/AUX the/DET {object}/NOUN very/ADV {adj}/ADJ ?/PUNCT",
)  # fmt: skip

AMBIGUOUS = (
    "The {going}/NOUN did me good .", "{they} {going}/VERB every morning .",
    "She wants to {going}/VERB with us on {day} .",
    "After a long {going}/NOUN he slept .", "You should {going}/VERB more often .",
    "Her first {going}/NOUN lasted an hour .",
    "He read a book/NOUN about the {person} .", "{they} want to book/VERB a table for {day} .",
    "The light/NOUN in the kitchen is broken .", "Please light/VERB the fire .", "It was a light/ADJ {object} .",
    "The {person} hurt his back/NOUN .", "She came back/ADV on {day} .",
    "I like/VERB the {person} .", "It looks like/ADP a {object} .",
    "She drives a fast/ADJ car .", "He runs fast/ADV .", "It was a hard/ADJ test .", "They work hard/ADV .",
    "The door is open/ADJ .", "Could you open/VERB the {opened} ?",
    "They drink/VERB tea .", "I need a cold/ADJ drink/NOUN .", "He caught a cold/NOUN in {city} .",
    "The train/NOUN to {city} is late .", "They train/VERB dogs in {city} .",
    "My watch/NOUN has stopped .", "They watch/VERB the {person} .",
    "She left/VERB the {object} at home .", "He writes with his left/ADJ hand .",
    "That is a kind/ADJ {person} .", "What kind/NOUN of {object} is this ?",
    "It was a mean/ADJ trick .", "What does this word mean/VERB ?",
    "I saw/VERB the {person} yesterday .", "He cut it with an old saw/NOUN .",
    "We bought her a present/NOUN .", "She will present/VERB the results on {day} .",
    "We eat the fish/NOUN .", "They fish/VERB in the lake every {day} .",
    "I can/AUX see the {object} .", "He opened a can/NOUN of soup .",
    "The plan/NOUN failed .", "They plan/VERB a trip to {city} .", "Please water/VERB the flowers .",
    "The water/NOUN is cold .",
    "We walked past/ADP the {object} .", "In the past/NOUN people wrote letters .",
    "He signed his will/NOUN .", "The {person} will/AUX come on {day} .",
    "Wait a second/NOUN .", "It was her second/ADJ {object} .",
    "The {person} rose/VERB at six .", "He gave her a red rose/NOUN .", "She sings well/ADV .",
    "They fell into a deep well/NOUN .",
)  # fmt: skip

FUNCTION = (
    "That/PRON is my {object} .", "I know that/SCONJ the {person} is ill .", "That/DET {object} is mine .",
    "The {object} that/PRON I lost is {adj} .", "It is not that/ADV {adj} .",
    "I want to/PART see {city} .", "We went to/ADP {city} on {day} .",
    "She has/AUX {did} the {object} .", "She has/VERB a {object} .", "{they} do/AUX not know .",
    "{they} do/VERB the dishes .",
    "There/PRON is a {object} in the room .", "The {person} lives there/ADV .",
    "There is no/DET {object} here .", "No/INTJ , thanks .", "Yes/INTJ , I know the {person} .",
    "Please/INTJ call the {person} .",
    "Wash your hands before/ADP dinner .", "Wash your hands before/SCONJ you eat .",
    "We waited until/ADP {day} .", "We waited until/SCONJ the {person} came .",
    "They stayed because/SCONJ the {person} was ill .", "If/SCONJ it rains , the {person} stays .",
    "{first} 's/PART {object} is {adj} .", "{first} 's/AUX a {person} .", "The {person} 's/PART {object} is gone .",
    "I need more/ADJ water .", "This one is more/ADV {adj} .", "Which/DET {object} is yours ?", "What/PRON is it ?",
    "It is {adj} but/CCONJ it works .", "The {person} or/CCONJ the {person2} ?", "He did n't/PART see the {object} .",
    "The {person} who/PRON called is {mood} .", "She gave it to/ADP her/PRON brother .", "It was so/ADV {adj} .",
    "All/DET {person}s are here .", "Every/DET {object} is {adj} .", "The {object} is on/ADP the {object2} .",
    "She has to/PART sell the {object} .", "{they} were/AUX {mood} .", "It must/AUX be {adj} .",
)  # fmt: skip

ENDINGS = (
    "The {stem}{noun}/NOUN was a surprise .", "We were shocked by its {stem}{noun}/NOUN .",
    "It was a very {stem}{adjective}/ADJ {object} .", "She is so {stem}{adjective}/ADJ that everybody laughs .",
    "He {stem}ly/ADV {did} the {object} .", "The {person} spoke {stem}ly/ADV .",
    "She {stem}ed/VERB the {object} yesterday .", "They were {stem}ing/VERB the {object} .",
    "{they} tried to {stem}ize/VERB the {object} .", "There were three {stem}s/NOUN on the table .",
    "The two {stem}ers/NOUN met in {city} .", "He {stem}ifies/VERB everything that he sees .",
)  # fmt: skip

NAMES = (
    "{name}/PROPN called me on {day} .", "I met {name}/PROPN in {city}/PROPN .",
    "{name}/PROPN {last}/PROPN is a {person} .",
    "This is {name}/PROPN 's {object} .", "The {object} belongs to {first}/PROPN {last}/PROPN .",
    "He paid the bill/NOUN .", "The hope/NOUN of peace remains .", "A red rose/NOUN grew there .",
    "Rose/PROPN has a rose/NOUN .",
    "It was a frank/ADJ answer .", "We ate turkey/NOUN on {day} .", "They flew to Turkey/PROPN on {day} .",
    "She ate an apple/NOUN .", "He works for Apple/PROPN in {city} .", "Will/AUX you come on {day} ?",
    "Will/PROPN came on {day} .", "In May/PROPN we went to {city}/PROPN .", "May/AUX I see the {object} ?",
    "Mr./PROPN {last}/PROPN {did} the {object} .", "Dr./PROPN {first}/PROPN {last}/PROPN lives in {city}/PROPN .",
    "They met on {day}/PROPN .", "Grace/PROPN danced with grace/NOUN .", "{first}/PROPN and {name}/PROPN left .",
    "The bush/NOUN is green .", "President Bush/PROPN spoke .",
)  # fmt: skip

NUMBERS = (
    "We saw {digits}/NUM birds .", "We saw {number}/NUM birds .", "It cost $/SYM {decimal}/NUM .",
    "About {decimal}/NUM %/SYM of them agreed .", "The train leaves at {clock}/NUM .", "She was born in {year}/NUM .",
    "It was the {place}/ADJ {object} .", "The meeting is on {day} , May 3/NUM , {year}/NUM .",
    "They won {digits}/NUM games and lost {number}/NUM .", "{number}/NUM of the {person}s left .",
    "I have been there twice/ADV .", "{few}/NUM hundred/NUM {person}s came .", "One/NUM {person} stayed .",
    "He finished in {place}/ADJ place .",
)  # fmt: skip

QUESTIONS = (
    "Do/AUX you know/VERB the {person}/NOUN ?", "Did/AUX she find/VERB the {object}/NOUN ?",
    "Who/PRON {did}/VERB the {object} ?",
    "What/PRON have/AUX they {did}/VERB ?", "Where/ADV is/AUX the {person}/NOUN ?",
    "How/ADV {adj}/ADJ is the {object}/NOUN ?",
    "Why/ADV did/AUX you leave/VERB ?", "Can/AUX you see/VERB the {object} ?",
    "Are/AUX the {person}s/NOUN {mood}/ADJ ?",
    "Have/AUX you ever/ADV seen/VERB {city} ?", "Have/VERB a seat/NOUN , please .", "Open/VERB the {opened}/NOUN !",
    "Bring/VERB me/PRON the {adj}/ADJ {object} .", "Do/AUX n't/PART touch/VERB the {object} !", "Be/AUX {manner}/ADJ !",
    "Please read/VERB the {adj} letter to {first} .", "Watch/VERB the {person} !",
    "Never/ADV sell/VERB your {object}/NOUN .",
    "Whose/PRON {object}/NOUN is this/PRON ?", "Let/VERB me see/VERB the {object} .",
    "Would/AUX {first}/PROPN like/VERB tea ?",
)  # fmt: skip

# Sentences in which something changes that should not matter to any of the tags.
PLAIN = (
    "The {mood} {person} {did} a {object} .", "{first} {slowly} {did} the {object} in {city} .",
    "The {person} and her {mood} sister will come on {day} .", "I think that the {person} {did} it .",
    "{they} want to sell the {adj} {object} .", "There is a {adj} {object} on the floor .",
    "She has {slowly} {did} every {object} .", "If the {person} comes , we can leave with {first} .",
)  # fmt: skip
PEOPLE = (
    "{first} {did} the {adj} {object} .", "The {person} met {first} {last} in {city} .", "{first} lives in {city} .",
    "My friend {first} is a {person} .", "{first} 's {object} is {adj} .", "Mr. {last} and {first} came on {day} .",
    "I wrote to {first} {last} .", "Have you seen {first} ?",
)  # fmt: skip


def _tagged_cases(templates: Sequence[str]) -> Callable[[Random], list[Case]]:
    def write(random: Random) -> list[Case]:
        return distinct_cases((lambda one=one: _tagged_case(one, random) for one in templates), CASES)  # type: ignore[misc]

    return write


def _tagged_case(template: str, random: Random) -> Case:
    """A case out of words with tags behind some of them; a tag holds for the last word of what fills a gap."""
    (text,) = fill_gaps((template,), WORDS, random)
    words = text.split(" ")
    asked = {at: word.rpartition("/") for at, word in enumerate(words) if "/" in word}
    plain = " ".join(asked[at][0] if at in asked else word for at, word in enumerate(words))
    return Case((plain,), "", tuple(asked), tuple(tag for _, _, tag in asked.values()))


def _at_end_of_longer_text(templates: Sequence[str]) -> Callable[[Random], list[Case]]:
    """Sentences that are asked about where they end a text of five."""

    def write(random: Random) -> list[Case]:
        def maker(template: str) -> Callable[[], Case]:
            def make() -> Case:
                case = _tagged_case(template, random)
                before = " ".join(fill_gaps((one,), WORDS, random)[0] for one in random.sample(PLAIN, 4))
                first = before.count(" ") + 1
                return Case((f"{before} {case.texts[0]}",), "", tuple(first + at for at in case.places), case.tags)

            return make

        return distinct_cases(map(maker, templates), CASES)

    return write


def _with_names_swapped(random: Random) -> list[Case]:
    """Sentences that differ in the names of people and places only."""

    def maker(template: str) -> Callable[[], Case]:
        def make() -> Case:
            rest = {gap: (random.choice(words),) for gap, words in WORDS.items()}
            drawn = [random.sample(WORDS[gap], 4) for gap in ("first", "last", "city")]
            rows = [{**rest, "first": (a,), "last": (b,), "city": (c,)} for a, b, c in zip(*drawn, strict=True)]
            texts = tuple(fill_gaps((template,), row, random)[0] for row in rows)
            return Case(texts, places=tuple(range(len(texts[0].split(" ")))))

        return make

    return distinct_cases(map(maker, PEOPLE), CASES)


def _case_variants(text: str, random: Random) -> tuple[str, ...]:
    return (text.upper(),)


def _punctuation_variants(text: str, random: Random) -> tuple[str, ...]:
    bare = text.removesuffix(" .")
    return bare, f"{bare} !!!", f"{bare} ..."


POS: dict[str, Capability] = {
    "simple": Capability("Plain sentences", "minimum", "every word of a sentence without traps", _tagged_cases(SIMPLE)),
    "longer": Capability(
        "Longer texts",
        "minimum",
        "the last of five sentences, without traps: every word of it",
        _at_end_of_longer_text(SIMPLE),
    ),
    "ambiguous": Capability(
        "Noun or verb", "minimum", "“a run”, “they run”; book, light, like", _tagged_cases(AMBIGUOUS)
    ),
    "function": Capability("Small words", "minimum", "that, to, there, before, have, 's", _tagged_cases(FUNCTION)),
    "endings": Capability(
        "Unknown words", "minimum", "words that do not exist, known by their endings", _tagged_cases(ENDINGS)
    ),
    "proper": Capability("Names or words", "minimum", "“Rose has a rose”; May, Will, Apple", _tagged_cases(NAMES)),
    "numbers": Capability("Numbers", "minimum", "digits, words, years, prices, “third”", _tagged_cases(NUMBERS)),
    "questions": Capability(
        "Questions and orders", "minimum", "the verb first, or a question word", _tagged_cases(QUESTIONS)
    ),
    "names": Capability("Names", "invariance", "people and cities of other names", _with_names_swapped),
    "typos": Capability(
        "Typos",
        "invariance",
        "two letters exchanged",
        with_changes(PLAIN, WORDS, lambda text, random: (with_typo(text, random),), each_word=True),
    ),
    "casing": Capability(
        "Casing", "invariance", "all capitals", with_changes(PLAIN, WORDS, _case_variants, each_word=True)
    ),
    "punctuation": Capability(
        "Punctuation",
        "invariance",
        "no full stop, “!!!”, “...”",
        with_changes(PLAIN, WORDS, _punctuation_variants, each_word=True),
    ),
}
"""In the order of the table: what every tagger should know first."""
