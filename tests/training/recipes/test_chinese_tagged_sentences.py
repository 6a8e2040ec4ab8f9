"""Made sentences of tagged Chinese words: words that make up their text, known tags, and no sentence that is shown."""

import itertools
from collections import Counter
from pathlib import Path

from playground.evaluation.characters import gold_spans
from playground.tasks import UPOS
from playground.training.recipes.chinese_tagged_sentences import FRAMES, WORDS, chinese_tags
from playground.training.recipes.stages import RecipeRun, _read_examples


def test_words_make_up_their_text_and_have_known_tags() -> None:
    made = chinese_tags(2_000, 1)
    assert len(set(made.texts)) == len(made) == 2_000
    assert made.words is not None
    for text, words, tags in zip(made.texts, made.words, made.labels, strict=True):
        assert "".join(words) == text
        assert set(tags) <= set(UPOS)
        assert [text[start:end] for start, end, _ in gold_spans(text, words, tags)] == list(words)
        assert tags[-1] == "PUNCT"
    assert {word for words in WORDS.values() for word in words} - {
        *(word for words in made.words for word in words),
        *WORDS["thing"],
    } == set(), "every word is said"


def test_a_degree_stands_before_words_of_one_character_and_of_two() -> None:
    made = chinese_tags(2_000, 1)
    assert made.words is not None
    lengths: Counter[int] = Counter()
    for words, tags in zip(made.words, made.labels, strict=True):
        for word, following, tag in zip(words, words[1:], tags[1:], strict=False):
            lengths[len(following)] += word == "非常" and tag == "ADJ"
    assert min(lengths[1], lengths[2]) > 50, lengths


def test_the_same_seed_makes_the_same_sentences_character_by_character(tmp_path: Path) -> None:
    assert chinese_tags(200, 1) == chinese_tags(200, 1)
    assert chinese_tags(200, 1).sha256 != chinese_tags(200, 2).sha256
    run = RecipeRun(tmp_path, tmp_path, tmp_path, print)
    entry = {"name": "chinese-tags", "made": 200, "seed": 1, "characters": True, "language": "zh"}
    read = _read_examples(run, entry, "pos")
    assert read.texts == chinese_tags(200, 1).texts
    assert read.words is not None
    for text, characters, tags in zip(read.texts, read.words, read.labels, strict=True):
        assert "".join(characters) == text
        assert max(map(len, characters)) == 1
        assert all(tag[:2] == "B-" or before[2:] == tag[2:] for before, tag in itertools.pairwise(tags))


def test_what_the_page_shows_is_not_made() -> None:
    assert "演" not in WORDS["does"], "so that 演得非常好, which the page begins with, is not learnt by heart"
    assert not [text for text in chinese_tags(20_000, 1).texts if "演得" in text]
    assert len(set(FRAMES)) == len(FRAMES)
