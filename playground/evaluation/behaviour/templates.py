"""Test cases out of templates: sentences with gaps, words to fill them, and a draw that is the same every time.

The capabilities that are tested, and their sentences, stand in `sentiment.py` and `part_of_speech.py`; what a model
makes of them is measured in `suite.py`. Nothing here knows about models.

Sentences that measure are never to be learnt from: no recipe may train on what these modules write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random

Words = Mapping[str, Sequence[str]]

CASES = 120  # a capability, unless it says otherwise
TRIES = 60  # fillings of a template before it counts as used up

_NEVER_MISTYPED = ("from", "there", "quiet")  # a typo would make another word of these
_GAP = re.compile(r"\{([a-z]+)(\d?)\}")
_BEGINNING = re.compile(r"(?:^|[.!?] )[a-z]")
_ARTICLE = re.compile(r"\b([Aa])(/DET)? (?=[aeioAEIO]|[uU](?!ni|se|su)|hon|hour)")


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that a model should do.

    Attributes:
        texts: what is asked. Alone where an answer is expected; else the original before its variants, or texts in the
            order in which the probability of the label should not fall. Words of a tagged text are split by spaces.
        label: the answer that is expected, or the one whose probability should not fall; empty where any will do.
        places: the words that are looked at, counted from 0, where there is an answer a word.
        tags: the expected tag of each of these; empty where any will do.
    """

    texts: tuple[str, ...]
    label: str = ""
    places: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capability:
    """What is tested: the kind of test, in words, and where its cases come from.

    Attributes:
        kind: a key of `suite.KINDS`.
    """

    title: str
    kind: str
    help: str
    write: Callable[[Random], list[Case]]

    def cases(self, key: str) -> list[Case]:
        """The same cases for the same key, in an order in which labels and templates take turns."""
        return self.write(Random(f"behaviour {key}"))


def fill_gaps(templates: Sequence[str], words: Words, random: Random) -> tuple[str, ...]:
    """Templates with their gaps filled, each sentence beginning with a capital, and “an” where it belongs.

    `{good}` takes one of the words under “good”, the same in all of the templates; `{good2}` takes another one.
    """
    chosen: dict[str, str] = {}
    for name, number in _GAP.findall(" ".join(templates)):
        if name + number not in chosen:
            taken = {value for gap, value in chosen.items() if gap.rstrip("0123456789") == name}
            chosen[name + number] = random.choice([word for word in words[name] if word not in taken])
    filled = (_GAP.sub(lambda gap: chosen[gap[1] + gap[2]], template) for template in templates)
    return tuple(_BEGINNING.sub(lambda first: first[0].upper(), _ARTICLE.sub(r"\1n\2 ", text)) for text in filled)


def distinct_cases(made: Iterable[Callable[[], Case]], count: int) -> list[Case]:
    """So many different cases, each maker taking its turn as long as it makes new ones.

    Args:
        made: makers in the order of their turns.
    """
    found: dict[Case, None] = {}
    makers = list(made)
    while len(found) < count:
        assert makers, f"templates for {len(found)} cases, not {count}"
        for maker in list(makers):
            for _ in range(TRIES):
                case = maker()
                if case not in found:
                    found[case] = None
                    break
            else:
                makers.remove(maker)
            if len(found) == count:
                break
    return list(found)


def labelled_makers(
    templates: Mapping[str, Sequence[str | Sequence[str]]], words: Words, random: Random
) -> Iterator[Callable[[], Case]]:
    """A maker for each template, the labels taking turns; a template of several texts makes a case of several."""
    longest = max(map(len, templates.values()))
    columns = [[(label, one) for one in islice(cycle(ones), longest)] for label, ones in templates.items()]
    for label, one in (entry for row in zip(*columns, strict=True) for entry in row):
        texts = (one,) if isinstance(one, str) else tuple(one)
        yield lambda label=label, texts=texts: Case(fill_gaps(texts, words, random), label)  # type: ignore[misc]


# ---- what writes the cases of a capability

Write = Callable[[Random], list[Case]]


def from_templates(templates: Mapping[str, Sequence[str | Sequence[str]]], words: Words, count: int = CASES) -> Write:
    """Cases whose label is that of their template."""
    return lambda random: distinct_cases(labelled_makers(templates, words, random), count)


def with_words_swapped(templates: Sequence[str], words: Words, gaps: Sequence[str], variants: int = 3) -> Write:
    """Sentences that differ only in the words of these gaps."""

    def write(random: Random) -> list[Case]:
        def maker(template: str) -> Callable[[], Case]:
            def make() -> Case:
                rest = {key: (random.choice(ones),) for key, ones in words.items() if key not in gaps}
                lists = [random.sample(words[gap], variants + 1) for gap in gaps]
                rows = [
                    rest | {gap: (word,) for gap, word in zip(gaps, row, strict=True)}
                    for row in zip(*lists, strict=True)
                ]
                return Case(tuple(fill_gaps((template,), row, random)[0] for row in rows))

            return make

        return distinct_cases(map(maker, templates), CASES)

    return write


def with_changes(
    templates: Sequence[str],
    words: Words,
    change: Callable[[str, Random], tuple[str, ...]],
    each_word: bool = False,
) -> Write:
    """Sentences, each beside what a change makes of it.

    Args:
        each_word: every word before the last is looked at, instead of the answer about the whole text.
    """

    def write(random: Random) -> list[Case]:
        def maker(template: str) -> Callable[[], Case]:
            def make() -> Case:
                (text,) = fill_gaps((template,), words, random)
                places = tuple(range(len(text.split(" ")) - 1)) if each_word else ()
                return Case((text, *change(text, random)), places=places)

            return make

        return distinct_cases(map(maker, templates), CASES)

    return write


def with_opinion_added(
    facts: Sequence[str], more: Mapping[str, Sequence[str]], words: Words, between: str = " "
) -> Write:
    """A plain fact, then the same with something behind it that speaks for a label.

    Args:
        more: what is added, by label.
        between: what stands between the two.
    """

    def write(random: Random) -> list[Case]:
        def maker(label: str, added: str) -> Callable[[], Case]:
            def make() -> Case:
                (text,) = fill_gaps((random.choice(facts),), words, random)
                return Case((text, f"{text}{between}{fill_gaps((added,), words, random)[0]}"), label)

            return make

        pairs = [(label, one) for row in zip(*more.values(), strict=True) for label, one in zip(more, row, strict=True)]
        return distinct_cases((maker(label, one) for label, one in pairs), CASES)

    return write


def with_typo(text: str, random: Random) -> str:
    """The text with two letters next to each other exchanged, inside a word of four letters or more."""
    places = [
        at
        for word in re.finditer(r"[A-Za-z]{4,}", text)
        if word[0].lower() not in _NEVER_MISTYPED
        for at in range(word.start() + 1, word.end() - 1)
        if text[at] != text[at + 1]
    ]
    at = random.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
