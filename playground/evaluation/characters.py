"""Words and their tags as characters and theirs, and how well the words that a model makes of characters are found.

A Chinese text has no spaces. A model that tags characters splits it and tags its words at once: each character gets
`B-` (a word begins) or `I-` (it goes on) before the tag of its word. A character is here what is a word of the axis for
every model (`playground.text`): a Han character, but also a number, or what is written in Latin letters without a
space, which is now and then more than one word of a treebank; then it has the tag of the first one.

The scores are those of the CoNLL 2018 shared task: a word is found if it begins and ends where a true one does,
counted in characters of the text, however the text was divided before.

Source:
    Xue 2003, https://aclanthology.org/O03-4002/ (splitting as tagging); Ng and Low 2004,
    https://aclanthology.org/W04-3236/ (both at once); Zeman et al. 2018, section 5.1,
    https://aclanthology.org/K18-2001/ (scores)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.data.examples import Examples
from playground.errors import BadInput
from playground.evaluation.intervals import clustered, ratio
from playground.lenses.predict.predict import probabilities
from playground.lenses.predict.spans import BEGINS, GOES_ON, best_kind, by_kind, kinds, spans
from playground.tasks import UPOS
from playground.text import Word
from playground.text import words as divide

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint

LABELS = tuple(f"{place}{tag}" for tag in UPOS for place in (BEGINS, GOES_ON))
"""The labels of a model that reads characters: for each universal tag where a word begins and where it goes on."""

Span = tuple[int, int, str]  # where a word begins and ends in the text, and its tag

_MAINLAND = {".": "。", "「": "“", "」": "”", "『": "‘", "』": "’", "‧": "·", "・": "·"}
_KEEP_ZHU = frozenset(
    ("著名", "著作", "著称", "著书", "名著", "显著", "卓著", "原著", "编著", "专著", "论著", "土著", "巨著")
)


def gold_spans(text: str, words: Sequence[str], tags: Sequence[str]) -> list[Span]:
    """Where each word of a sentence stands in its text.

    Raises:
        BadInput: a word is not in the text, or not behind the one before it.
    """
    found, at = [], 0
    for word, tag in zip(words, tags, strict=True):
        start = text.find(word, at)
        if start < 0:
            raise BadInput(
                f"The word {word} does not stand in its sentence, {text[:60]}. Give a CoNLL-U file whose words make "
                "up its sentences.",
                key="word-not-in-text",
                given=word,
            )
        at = start + len(word)
        found.append((start, at, tag))
    return found


def by_character(examples: Examples) -> Examples:
    """Sentences of tagged words as sentences of tagged characters.

    Raises:
        BadInput: a word is not in its text.
    """
    assert examples.words is not None
    words, labels = [], []
    for text, own, tags in zip(examples.texts, examples.words, examples.labels, strict=True):
        divided = divide(text)
        words.append(tuple(word.text for word in divided))
        labels.append(tuple(character_tags(divided, gold_spans(text, own, tags))))
    return replace(examples, words=tuple(words), labels=tuple(labels))


def character_tags(characters: Sequence[Word], gold: Sequence[Span]) -> Iterable[str]:
    """The tag of each character: that of the word in which it begins, behind B- if it is the first one in it."""
    before = -1
    for first, inside in zip(characters, covering(characters, gold), strict=True):
        assert inside >= 0, f"{first.text} stands in no word"
        yield f"{GOES_ON if inside == before else BEGINS}{gold[inside][2]}"
        before = inside


def covering(characters: Sequence[Word], gold: Sequence[Span]) -> list[int]:
    """For each character the index of the word in which it begins; -1 where it begins in none."""
    found, at = [], 0
    for character in characters:
        while at < len(gold) and gold[at][1] <= character.start:
            at += 1
        found.append(at if at < len(gold) and gold[at][0] <= character.start else -1)
    return found


def respelt(examples: Examples, share: float, seed: int = 0) -> Examples:
    """Sentences in the spelling of mainland China, a share of them; the others as they are.

    A corpus that was written in traditional characters keeps its marks when these are made simple: 「」 for quotes, 著
    for 着; and its full stops may be those of Latin script.
    """
    assert examples.words is not None
    chosen = np.random.default_rng(seed).random(len(examples)) < share
    texts, words = [], []
    for text, own, tags, now in zip(examples.texts, examples.words, examples.labels, chosen, strict=True):
        new = tuple(_respelt(word, tag) for word, tag in zip(own, tags, strict=True)) if now else own
        texts.append(_replaced(text, own, tags, new))
        words.append(new)
    return replace(examples, texts=tuple(texts), words=tuple(words))


def _respelt(word: str, tag: str) -> str:
    if tag == "PUNCT":
        return _MAINLAND.get(word, word)
    return word.replace("著", "着") if tag in ("AUX", "ADP", "VERB") and word not in _KEEP_ZHU else word


def _replaced(text: str, words: Sequence[str], tags: Sequence[str], new: Sequence[str]) -> str:
    """The text with its words in their new spelling."""
    parts, at = [], 0
    for (start, end, _), word in zip(gold_spans(text, words, tags), new, strict=True):
        parts += [text[at:start], word]
        at = end
    return "".join([*parts, text[at:]])


# ---- scores


def word_scores(checkpoint: Checkpoint, examples: Examples) -> dict[str, Any]:
    """How well a model that tags characters finds the words of sentences: `words_f1`, `tagged_words_f1` and
    `gold_words_accuracy`, 0-1, and under `intervals` those of each.

    Args:
        examples: sentences of tagged words.
    """
    assert examples.words is not None
    labels = checkpoint.config.labels
    divided = [divide(text) for text in examples.texts]
    answers = probabilities(checkpoint, divided)
    gold = [gold_spans(*sentence) for sentence in zip(examples.texts, examples.words, examples.labels, strict=True)]
    made = [
        [(one.start, one.end, one.tag) for one in spans(text, characters, labels, rows)]
        for text, characters, rows in zip(examples.texts, divided, answers, strict=True)
    ]
    right = [
        sum(tag == word[2] for tag, word in zip(tags_of(characters, labels, rows, words), words, strict=True))
        for characters, rows, words in zip(divided, answers, gold, strict=True)
    ]
    bare = [_bare(one) for one in gold], [_bare(one) for one in made]
    sizes = np.array([len(words) for words in gold])
    return {
        "words_f1": f1(*bare),
        "tagged_words_f1": f1(gold, made),
        "gold_words_accuracy": float(sum(right) / sizes.sum()),
        "intervals": {
            "words_f1": list(ratio(*_agreements(*bare))),
            "tagged_words_f1": list(ratio(*_agreements(gold, made))),
            "gold_words_accuracy": list(clustered(np.array(right), sizes)),
        },
    }


def f1(gold: Sequence[Iterable[tuple[object, ...]]], found: Sequence[Iterable[tuple[object, ...]]]) -> float:
    """F1 over all sentences at once, 0-1: twice what is both true and found, by how many are true and are found."""
    both, total = _agreements(gold, found)
    return float(both.sum() / total.sum()) if total.sum() else 1.0


def _agreements(
    gold: Sequence[Iterable[tuple[object, ...]]], found: Sequence[Iterable[tuple[object, ...]]]
) -> tuple[np.ndarray, np.ndarray]:
    """Of each sentence twice what is both true and found, and how many are true and are found."""
    sets = [(set(true), set(made)) for true, made in zip(gold, found, strict=True)]
    return (
        np.array([2 * len(true & made) for true, made in sets]),
        np.array([len(true) + len(made) for true, made in sets]),
    )


def _bare(words: Iterable[Span]) -> list[tuple[int, int]]:
    return [(start, end) for start, end, _ in words]


def tags_of(
    characters: Sequence[Word], labels: Sequence[str], rows: np.ndarray, words: Sequence[Span]
) -> list[str | None]:
    """The tag that a model gives to each word whose place is known: the X with the highest product of P(B-X) at its
    first and P(I-X) at its further characters; None for a word of which not all was read.

    Args:
        rows: (characters, labels), NaN for what was not read.
        words: their tags are not looked at.
    """
    scores, names = by_kind(labels, rows), kinds(labels)
    found: list[str | None] = []
    at = 0
    for start, end, _ in words:
        while characters[at].end <= start:
            at += 1
        behind = at + 1
        while behind < len(characters) and characters[behind].start < end:
            behind += 1
        unread = bool(np.isnan(rows[at:behind]).any())
        found.append(None if unread else names[best_kind(scores, range(at, behind))])
    return found
