"""What do several models say of many texts, and where do they differ? The answers, and the files made of them.

A row keeps what can be read of an answer: the label with its probabilities, or each word's tag with its own. All
probabilities of all tags of a thousand texts would fill the memory of the page. Nothing here knows about the page.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from playground.checkpoints import UNTRAINED, counterpart, describe, load, shipped, votes
from playground.devices import on_gpu
from playground.errors import BadInput
from playground.lenses.predict.caution import Caution
from playground.lenses.predict.predict import Prediction, predict
from playground.lenses.predict.spans import Span
from playground.text_language import found_language

MAX_TEXTS = 1_000
MAX_CHARACTERS = 200_000  # of all texts together
TEXTS_A_STEP = 32  # between two reports of progress
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # how a cell begins that a spreadsheet would run


@dataclass(frozen=True, slots=True)
class Answer:
    """A model's answer to one text. Probabilities are 0-1."""

    model: str
    labels: tuple[str, ...]
    label: str | None  # None where the answer is one a word
    tags: tuple[str | None, ...] | None  # None within it for a word that was not read
    probabilities: tuple[float | None, ...]  # one a label, or one a word: of its tag
    unread: int  # words
    caution: Caution | None = None  # why it says little
    made: tuple[MadeWord, ...] | None = None  # the words that tagged characters make; None where there are no such

    @property
    def comparison_keys(self) -> tuple[str | None, ...]:
        """What models have to have in common to agree on a word of the axis: its tag; of a character that of the word
        in which it stands, and where this one begins and ends."""
        if self.made is None:
            return self.tags or ()
        found: list[str | None] = [None] * len(self.tags or ())
        for one in self.made:
            found[one.first : one.end] = [f"{one.span.tag} {one.first}-{one.end}"] * (one.end - one.first)
        return tuple(found)


class MadeWord(NamedTuple):
    """A word that tagged characters make, and from which character up to which."""

    first: int
    end: int
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """A text and what each model says of it."""

    text: str
    words: tuple[str, ...]
    answers: tuple[Answer, ...]
    right: str | None = None  # the label that the text has, where somebody said so

    @property
    def wrong(self) -> tuple[bool | None, ...]:
        """Of each answer, whether it is not the right label; None where nothing is known, or the model has no such."""
        return tuple(
            None if self.right is None or self.right not in answer.labels else answer.label != self.right
            for answer in self.answers
        )

    @property
    def outvoted(self) -> tuple[bool, ...]:
        """Of each answer with a label a text, whether it is not the most frequent one among models with its labels that
        vote."""
        counts = Counter((answer.labels, answer.label) for answer in _voting(self.answers))
        most = {labels: max(n for (other, _), n in counts.items() if other == labels) for labels, _ in counts}
        return tuple(
            answer.tags is None and counts[answer.labels, answer.label] < most.get(answer.labels, 0)
            for answer in self.answers
        )

    @property
    def contested(self) -> tuple[bool, ...]:
        """Of each word, whether models with the same tags give it different ones."""
        found = [False] * len(self.words)
        for answers in _same_labels(self.answers):
            for at, tags in enumerate(zip(*(answer.comparison_keys for answer in answers), strict=True)):
                found[at] |= len(set(tags) - {None}) > 1
        return tuple(found)

    @property
    def differ(self) -> bool:
        """Whether models with the same labels give different answers."""
        if any(self.contested):
            return True
        return any(len({answer.label for answer in answers}) > 1 for answers in _same_labels(self.answers))

    def as_json(self) -> dict[str, Any]:
        """The row as plain JSON."""
        return {
            "text": self.text,
            **({} if self.right is None else {"right": self.right}),
            "words": list(self.words),
            "differ": self.differ,
            "answers": [
                {
                    "model": answer.model,
                    **({"label": answer.label} if answer.tags is None else {"tags": list(answer.tags)}),
                    "scores": list(answer.probabilities)
                    if answer.tags is not None
                    else dict(zip(answer.labels, answer.probabilities, strict=True)),
                    "unread": answer.unread,
                    "caution": answer.caution and answer.caution.as_json(),
                    **({"spans": [one.span.as_json() for one in answer.made]} if answer.made is not None else {}),
                }
                for answer in self.answers
            ],
        }


def check_texts(texts: Sequence[str]) -> None:
    """Raise unless there are texts, and not more than are answered at a time.

    Raises:
        BadInput: no text, or too many or too long ones.
    """
    characters = sum(map(len, texts))
    if not texts:
        raise BadInput(
            "There is no text. Give at least one line that is not empty, or a file with texts.", key="many-none"
        )
    if len(texts) > MAX_TEXTS:
        raise BadInput(
            f"These are {len(texts):,} texts. At most {MAX_TEXTS:,} are answered at a time. Give a part of them.",
            key="many-texts",
            given=f"{len(texts):,}",
            allowed=f"{MAX_TEXTS:,}",
        )
    if characters > MAX_CHARACTERS:
        raise BadInput(
            f"The texts have {characters:,} characters together. At most {MAX_CHARACTERS:,} are answered at a time. "
            "Give a part of them.",
            key="many-characters",
            given=f"{characters:,}",
            allowed=f"{MAX_CHARACTERS:,}",
        )


def predict_many(
    references: Sequence[str], texts: Sequence[str], finished: dict[int, Row] | None = None
) -> Generator[tuple[str, int], None, tuple[Row, ...]]:
    """The answers of several models to many texts, in the order given.

    Shipped models that read one language stand for their architectures: a text in another language is answered by their
    counterparts in it, where there are any. Texts of like length are answered together, the shortest first, each lot by
    all models before the next one, so that who ends the work early has whole rows.

    Args:
        finished: takes in each row that is complete, by its place among the texts.
    Yields:
        The model at work and how many answers are there, of `len(references) * len(texts)`.
    Returns:
        A row a text.
    Raises:
        BadInput: the texts are none, too many or too long.
    """
    check_texts(texts)
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    rows: dict[int, Row] = {} if finished is None else finished
    languages = _languages(references, texts)
    done = 0
    for begin in range(0, len(order), TEXTS_A_STEP):
        step = order[begin : begin + TEXTS_A_STEP]
        answers: dict[int, list[Answer]] = {at: [] for at in step}
        words: dict[int, tuple[str, ...]] = dict.fromkeys(step, ())
        for column in references:
            models = {at: _answering(column, languages[at]) for at in step}
            for reference in dict.fromkeys(models.values()):
                yield reference, done
                load(reference)  # here, because a process that only borrows a GPU forgets what it has loaded
                places = [at for at in step if models[at] == reference]
                for at, prediction in zip(places, _predictions(reference, [texts[at] for at in places]), strict=True):
                    answers[at].append(_answer_record(prediction))
                    words[at] = tuple(word.text for word in prediction.words)
                done += len(places)
                yield reference, done
        rows.update({at: Row(texts[at], words[at], tuple(answers[at])) for at in step})
    return tuple(rows[at] for at in range(len(texts)))


def _languages(references: Sequence[str], texts: Sequence[str]) -> list[str | None]:
    """Of each text the language whose models answer it; None where the models are asked as they are named, since they
    read several languages or are not shipped ones."""
    bundled = shipped(language=None, variant=None)
    read = {describe(one).language for one in references if one.removesuffix(UNTRAINED) in bundled}
    return [found_language(text) if len(read) == 1 else None for text in texts]


def _answering(column: str, language: str | None) -> str:
    """The model of a column that answers a text in a language."""
    return (counterpart(column, language) or column) if language else column


@on_gpu
def _predictions(reference: str, texts: list[str]) -> list[Prediction]:
    return predict(load(reference), texts)


def _answer_record(prediction: Prediction) -> Answer:
    """What a row keeps of a prediction."""
    unread = sum(not word.read for word in prediction.words)
    tags = prediction.tags
    if tags is None:
        probabilities: tuple[float | None, ...] = tuple(prediction.probabilities.tolist())
        return Answer(
            prediction.model, prediction.labels, prediction.label, None, probabilities, unread, prediction.caution
        )
    best = prediction.probabilities.max(-1)
    kept = tuple(None if np.isnan(one) else float(one) for one in best)
    made = None
    if prediction.joined is not None:
        pairs = zip(prediction.joined, prediction.spans or (), strict=True)
        made = tuple(MadeWord(places.start, places.stop, span) for places, span in pairs)
    return Answer(prediction.model, prediction.labels, None, tuple(tags), kept, unread, prediction.caution, made)


def _same_labels(answers: Sequence[Answer]) -> Iterator[list[Answer]]:
    """Groups of answers that can be compared: those of models that vote, with the same labels."""
    voting = _voting(answers)
    for labels in dict.fromkeys(answer.labels for answer in voting):
        yield [answer for answer in voting if answer.labels == labels]


def _voting(answers: Sequence[Answer]) -> list[Answer]:
    """The answers that count where models are said to agree."""
    return [answer for answer, counts in zip(answers, votes([one.model for one in answers]), strict=True) if counts]


# ---- files


def as_csv(rows: Sequence[Row]) -> str:
    """The rows as a table for spreadsheets: the text, its right label where one was given, whether the models differ,
    and two columns a model.

    Those are its label and the label's probability, or its tagging (`They/PRON park/VERB`; of tagged characters the
    words that they make) and the mean probability of the tags. No cell is run as a formula: one that begins like one
    gets an apostrophe in front.
    """
    models = [" / ".join(models) for models in models_of_columns(rows)]
    judged = any(row.right is not None for row in rows)
    header = [
        "text",
        *(["right"] if judged else []),
        "differ",
        *(name for model in models for name in (model, f"{model} probability")),
    ]
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(map(escape_formula, header))
    for row in rows:
        cells = [cell for answer in row.answers for cell in _answer_cells(row, answer)]
        begin = [row.text, row.right or ""] if judged else [row.text]
        writer.writerow(map(escape_formula, [*begin, "yes" if row.differ else "no", *cells]))
    return written.getvalue()


def models_of_columns(rows: Sequence[Row]) -> list[list[str]]:
    """Of each column of answers the models that gave them: one, or one a language."""
    columns = zip(*([answer.model for answer in row.answers] for row in rows), strict=True)
    return [list(dict.fromkeys(column)) for column in columns]


def escape_formula(cell: str) -> str:
    """A cell that a spreadsheet shows as it is."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _answer_cells(row: Row, answer: Answer) -> tuple[str, str]:
    """The two cells of a model: its label or tagging, and the probability."""
    said, probability = _said(row.words, answer)
    return said, "" if probability is None else f"{probability:.4f}"


def one_line(prediction: Prediction) -> tuple[str, float | None]:
    """An answer in a line, as a table holds it: the label or all words with their tags, and the probability, of tags
    the mean; None where no word was read."""
    return _said([word.text for word in prediction.words], _answer_record(prediction))


def _said(words: Sequence[str], answer: Answer) -> tuple[str, float | None]:
    sure = [one for one in answer.probabilities if one is not None]
    if answer.tags is None:
        return answer.label or "", max(sure)
    if answer.made is not None:
        unread = words[answer.made[-1].end if answer.made else 0 :]
        made = [f"{one.span.text}/{one.span.tag}" for one in answer.made]
        tagged = " ".join([*made, *(f"{word}/?" for word in unread)])
        scores = [one.span.score for one in answer.made]
        return tagged, sum(scores) / len(scores) if scores else None
    tagged = " ".join(f"{word}/{tag or '?'}" for word, tag in zip(words, answer.tags, strict=True))
    return tagged, sum(sure) / len(sure) if sure else None
