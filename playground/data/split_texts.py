"""Texts that are split into words by spaces already, as Chinese segmenters write them, where somebody says so."""

from __future__ import annotations

from dataclasses import replace

from playground.data.examples import Examples
from playground.data.problems import STOP, WARNING, Problem, counted, file_name
from playground.errors import BadInput
from playground.tasks import TASKS
from playground.text import is_split, split_words, unspaced

SAMPLE = 500  # texts by which it is told whether they are split
MOST = 0.5  # of them: where fewer are split, the texts are not
SURE = 0.9  # of them: where as many are, nobody has written them so by chance


def as_split(examples: Examples, problems: list[Problem], pretokenized: bool) -> tuple[Examples, list[Problem]]:
    """The examples with the words that stand between spaces, where these are to be read, and what is wrong with that.

    A text that is not split is read character by character, as it is by the model that comes of it.

    Raises:
        BadInput: it is a file of tagged words, which has its words already.
    """
    if TASKS[examples.task].per_word:
        if pretokenized:
            raise BadInput(
                f"{file_name(examples.name)} is a file of tagged words, whose words are set apart already. Leave out "
                "“The texts are already split into words” (--pretokenized): it is for texts with a label each.",
                key="split-tagged",
                file=file_name(examples.name),
            )
        return examples, problems
    share = split_share(examples.texts)
    if not pretokenized:
        return examples, [*problems, *_looks_split(examples, share)]
    words = tuple(tuple(word.text for word in split_words(text)) for text in examples.texts)
    return replace(examples, words=words), [*problems, *_not_split(examples, share)]


def split_share(texts: tuple[str, ...]) -> float | None:
    """Of texts in a script without spaces the share that is split all the same; None where there are none of several
    characters."""
    chosen = texts[:: max(1, len(texts) // SAMPLE)]
    unspaced_texts = [text for text in chosen if sum(map(unspaced, text[:200])) > 4]
    if 2 * len(unspaced_texts) <= len(chosen):
        return None
    return sum(map(is_split, unspaced_texts)) / len(unspaced_texts)


def _looks_split(examples: Examples, share: float | None) -> list[Problem]:
    """A remark where texts are split and are not read so."""
    if share is None or share < SURE:
        return []
    file = file_name(examples.name)
    return [
        Problem(
            f"The texts of {file} are split into words by spaces, and are read character by character all the same. "
            "To keep the words, tick “The texts are already split into words”, or say --pretokenized.",
            "looks-split",
            {"file": file},
            WARNING,
        )
    ]


def _not_split(examples: Examples, share: float | None) -> list[Problem]:
    """What is wrong where texts are to be read as split and are not."""
    if share is None or share == 1:
        return []
    file = file_name(examples.name)
    if share < MOST:
        return [
            Problem(
                f"Only {share:.0%} of the texts of {file} are split into words by spaces. Split them first, for "
                "instance with jieba, or do not say that they are (“The texts are already split into words”, "
                "--pretokenized).",
                "not-split-file",
                {"file": file, "share": share},
                STOP,
            )
        ]
    count = sum(not is_split(text) for text in examples.texts)
    return [
        Problem(
            f"{counted(count, 'text')} of {file} are not split into words by spaces: read character by character.",
            "partly-split",
            {"file": file, "count": count},
            WARNING,
            count=count,
        )
    ] * bool(count)
