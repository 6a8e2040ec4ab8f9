"""What models answer to the texts of a block: a row of cells for each row of the file.

The batches follow from the block alone, so a block is answered with the same numbers whenever it is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import Checkpoint, TextReader
from playground.errors import BadInput, shown
from playground.lenses.predict.many_texts import one_line
from playground.lenses.predict.predict import WORDS_A_BATCH, batches, predict, softmax
from playground.scale.blocks import Block, Encoded

if TYPE_CHECKING:
    from torch import Tensor

DECIMALS = 6
TEXTS_A_STEP = 256  # where a model is given the texts themselves
NOT_SURE = "not-sure"


@dataclass(frozen=True)
class AnswerColumn:
    """A column of what models answer: its name, and whether it holds probabilities."""

    name: str
    number: bool = False


def answer_columns(checkpoints: Sequence[Checkpoint], given: Sequence[str]) -> tuple[AnswerColumn, ...]:
    """The columns that are written behind those of the file.

    Of each model the label, its probability, that of every label, and a caution; where the answer is one a word, all
    words with their tags, the mean probability of these, and a caution. The model's name stands in front where there
    are several models, or where the file has a column of such a name.

    Raises:
        BadInput: the file has a column of such a name in any case.
    """
    columns: list[list[AnswerColumn]] = []
    for checkpoint in checkpoints:
        each = () if checkpoint.config.per_word else checkpoint.config.labels
        probabilities = ("probability", *(f"probability_{label}" for label in each))
        columns.append(
            [
                AnswerColumn("label"),
                *(AnswerColumn(name, number=True) for name in probabilities),
                AnswerColumn("caution"),
            ]
        )
    taken = set(given)
    named = len(checkpoints) > 1 or any(column.name in taken for one in columns for column in one)
    found = tuple(
        AnswerColumn(f"{checkpoint.reference} {column.name}", column.number) if named else column
        for checkpoint, one in zip(checkpoints, columns, strict=True)
        for column in one
    )
    names = [column.name for column in found]
    twice = next((name for name in names if name in taken or names.count(name) > 1), None)
    if twice is not None:
        raise BadInput(
            f"There would be two columns {shown(twice)}. Name each model once, or rename this column of the file.",
            key="score-column",
            column=twice,
        )
    return found


def text_readers(checkpoints: Sequence[Checkpoint]) -> tuple[TextReader | None, ...]:
    """What turns texts into ids for each model; None for one that tags words, or reads letters or subwords: it is given
    the texts themselves."""
    return tuple(
        TextReader(one.config, one.vocabulary)
        if one.whole_words and not one.config.per_word and not one.config.letters
        else None
        for one in checkpoints
    )


def answer_block(checkpoints: Sequence[Checkpoint], block: Block) -> list[list[Any]]:
    """The cells of all models for every row of a block; None where no model was asked, and for no caution."""
    answers = [
        _label_cells(checkpoint, encoded) if encoded is not None else _text_cells(checkpoint, block.texts)
        for checkpoint, encoded in zip(checkpoints, block.encoded, strict=True)
    ]
    widths = [3 if one.config.per_word else 3 + len(one.config.labels) for one in checkpoints]
    rows: list[list[Any]] = [[None] * sum(widths)] * block.rows
    for at, *cells in zip(block.asked, *answers, strict=True):
        rows[at] = [cell for one in cells for cell in one]
    return rows


def _label_cells(checkpoint: Checkpoint, encoded: Encoded) -> list[list[Any]]:
    """Label, probabilities and caution of each text."""
    found = probabilities_of(checkpoint, encoded)
    best = found.argmax(-1) if len(found) else np.zeros(0, np.int64)
    cells = _rows_of_labels(checkpoint, found, best)
    for row, doubt, sure in zip(cells, encoded.cautions, found.max(-1, initial=0.0).tolist(), strict=True):
        row.append(doubt or (NOT_SURE if sure < checkpoint.answer_above else None))
    return cells


def _rows_of_labels(checkpoint: Checkpoint, found: np.ndarray, best: np.ndarray) -> list[list[Any]]:
    labels = checkpoint.config.labels
    rounded = np.round(found, DECIMALS).tolist()
    return [[labels[at], row[at], *row] for at, row in zip(best.tolist(), rounded, strict=True)]


def probabilities_of(checkpoint: Checkpoint, encoded: Encoded) -> np.ndarray:
    """(texts, labels), float64: texts of like length are asked about together."""
    import torch

    ends = np.cumsum(encoded.lengths)
    starts, lengths = (ends - encoded.lengths).tolist(), encoded.lengths.tolist()
    found = np.zeros((len(lengths), len(checkpoint.config.labels)))
    with torch.inference_mode():
        for batch in batches(lengths, WORDS_A_BATCH // checkpoint.model.bulk):
            words, mask = padded(encoded.ids, [starts[at] for at in batch], [lengths[at] for at in batch])
            logits = ask(checkpoint, words, mask)
            found[batch] = softmax(logits / checkpoint.temperature)
    return found


def padded(ids: np.ndarray, starts: Sequence[int], lengths: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """The texts of a batch side by side: ids (batch, words) int64, and where there is a word, (batch, words) bool."""
    longest = max(1, *lengths)
    words = np.zeros((len(lengths), longest), np.int64)
    for row, (start, length) in enumerate(zip(starts, lengths, strict=True)):
        words[row, :length] = ids[start : start + length]
    return words, np.arange(longest)[None] < np.array(lengths)[:, None]


def ask(checkpoint: Checkpoint, words: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The logits of a batch, (batch, labels) float32."""
    import torch

    from playground.models import Inputs

    def there(array: np.ndarray) -> Tensor:
        return torch.from_numpy(array).to(checkpoint.device)

    logits: Tensor = checkpoint.model(Inputs(there(words), None, there(mask)))
    return logits.float().cpu().numpy()


def _text_cells(checkpoint: Checkpoint, texts: Sequence[str]) -> list[list[Any]]:
    """Label or tags, probabilities and caution of each text, as `predict` gives them."""
    cells: list[list[Any]] = []
    for at in range(0, len(texts), TEXTS_A_STEP):
        for answer in predict(checkpoint, texts[at : at + TEXTS_A_STEP]):
            doubt = answer.caution and answer.caution.key
            if answer.label is not None:
                found = np.round(answer.probabilities, DECIMALS).tolist()
                cells.append([answer.label, max(found), *found, doubt])
            else:
                said, mean = one_line(answer)
                cells.append([said, None if mean is None else round(mean, DECIMALS), doubt])
    return cells
