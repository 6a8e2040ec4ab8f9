"""Whose tag is asked about: a word of the axis, or the word that tagged characters make.

Of a model that tags characters, a label (B-NOUN) is that of one character, and a tag (NOUN) that of a word: of the word
which the model makes of a character and its neighbours, or of characters that are named. Then all of them together are
asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from playground.errors import BadInput, NotApplicable, shown
from playground.lenses.predict.predict import Prediction, predict
from playground.lenses.predict.spans import kinds, makes_words, word_shares

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint


def targets(checkpoint: Checkpoint) -> tuple[str, ...]:
    """What can be asked for: the labels of a model, and the tags of words where it tags characters."""
    labels = checkpoint.config.labels
    return (*labels, *kinds(labels)) if makes_words(labels) else labels


def asked_names(checkpoint: Checkpoint, target: str | None, characters: Sequence[int] = ()) -> tuple[str, ...]:
    """Among which names the answer is looked for: the labels of the model, or the tags of words.

    Args:
        target: one of `targets`, or None.
        characters: those of the word that is asked about, where they are named.
    Raises:
        NotApplicable: characters are named, and the model does not tag characters, or the target is no tag of words.
    """
    labels = checkpoint.config.labels
    tags = tuple(kinds(labels)) if makes_words(labels) else ()
    if characters and (not tags or target not in (None, *tags)):
        raise NotApplicable(
            f"Characters of a word can be named for a model that tags characters, such as pos-zh-lstm, and a tag of "
            f"words, such as NOUN; {checkpoint.reference} was asked for {shown(target)}. Leave them out.",
            key="asked-characters",
            model=checkpoint.reference,
            given=shown(target),
        )
    return tags if characters or (target is not None and target not in labels) else labels


def asked_characters(checkpoint: Checkpoint, text: str, word: int, named: Sequence[int] = ()) -> tuple[int, ...]:
    """The characters of the word that is asked about: those that are named, else those that the model joins.

    Raises:
        BadInput: those that are named do not stand side by side, or were not read.
    """
    if not named:
        joined = predict(checkpoint, text).joined or ()
        return next((tuple(made) for made in joined if word in made), (word,))
    read = sum(one.read for one in predict(checkpoint, text).words)
    first, last = named[0], named[-1]
    if list(named) != list(range(first, last + 1)) or not 0 <= first <= word <= last < read:
        raise BadInput(
            f"{shown(list(named))} do not make a word in which character {word} stands. They have to be read "
            f"and stand side by side: numbers from 0 to {read - 1} in a row. Change them.",
            key="asked-not-a-word",
            given=shown(list(named)),
            word=word,
            last=read - 1,
        )
    return tuple(named)


def answer(prediction: Prediction, word: int | Sequence[int] | None) -> str | None:
    """The label, or the tag of a word; None for a word that was not read.

    Args:
        word: its number; or the numbers of the characters that make it, where a model tags characters: then the tag is
            that of the whole word.
    """
    tags = prediction.tags
    if tags is None or word is None:
        return prediction.label
    if isinstance(word, int):
        return tags[word]
    if any(tags[at] is None for at in word):
        return None
    if not makes_words(prediction.labels):
        return tags[word[0]]
    return kinds(prediction.labels)[word_shares(prediction.labels, prediction.probabilities, word)[0]]


def shares(prediction: Prediction, word: int | Sequence[int] | None) -> dict[str, float]:
    """How probable each answer is, by its name, as `answer` takes the word; empty where it was not read."""
    if answer(prediction, word) is None:
        return {}
    rows, names = prediction.probabilities, prediction.labels
    if word is None or prediction.tags is None:
        found = rows
    elif isinstance(word, int) or not makes_words(names):
        found = rows[word if isinstance(word, int) else word[0]]
    else:
        names, found = tuple(kinds(names)), word_shares(names, rows, word)[1]
    return dict(zip(names, found.tolist(), strict=True))
