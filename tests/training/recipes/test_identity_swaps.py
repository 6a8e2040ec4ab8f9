"""Examples with another name or nation in place of theirs: the same label, the same kind of word, and nothing else."""

import re

from playground.data.examples import Examples
from playground.training.recipes.identity_swaps import KINDS, swapped

SAID = Examples(
    "sentiment",
    ("Emma loved Paris.", "EMMA loved it", "a german film, by emma", "It was dull.", "Muslims's day, #Paris, Emma’s"),
    None,
    ("positive", "positive", "negative", "negative", "positive"),
    "said",
    "0" * 64,
)


def test_copies_stand_behind_the_examples_and_keep_the_label() -> None:
    made = swapped(SAID, 3, 1)
    assert made.texts[: len(SAID.texts)] == SAID.texts
    assert made.labels[: len(SAID.labels)] == SAID.labels
    copies = list(zip(made.texts, made.labels, strict=True))[len(SAID.texts) :]
    assert 8 <= len(copies) <= 12, "three of each, but for those drawn twice and the one without a name"
    assert not any("dull" in text for text, _ in copies)
    for text, label in copies:
        assert label == ("negative" if "film" in text else "positive")
    assert swapped(SAID, 3, 1) == made
    assert swapped(SAID, 3, 2).sha256 != made.sha256 != SAID.sha256


def test_a_word_gives_way_to_one_of_its_kind_written_alike() -> None:
    found = swapped(SAID, 20, 1).texts[len(SAID.texts) :]
    towns, names = "|".join(KINDS["town"]), "|".join(map(re.escape, KINDS["name"]))
    films = [text for text in found if "film" in text]
    assert all(re.fullmatch(rf"(?:{names}) loved (?:{towns})\.", text) for text in found if text[-1] == ".")
    assert all(text.isupper() for text in (one.split(" ")[0] for one in found if one.endswith(" it")))
    assert films
    assert all(text.islower() and text.endswith(", by emma") for text in films), "in small letters it may be a word"
    assert all("#Paris" in text and "’s" in text for text in found if "day" in text), "a tag is no town"


def test_every_word_is_of_one_kind() -> None:
    for kind, words in KINDS.items():
        assert len(set(words)) == len(words), kind
        assert not any(set(words) & set(others) for other, others in KINDS.items() if other != kind), kind
