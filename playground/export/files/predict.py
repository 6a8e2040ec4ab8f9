"""What the exported model answers. It needs onnxruntime, numpy and regex, and nothing else.

    python predict.py "A text" "Another text"
    python predict.py --file texts.csv --column text --out answers.csv

A file may be .txt (a text a line), .csv or .tsv (a column of texts) or .jsonl (an object a line). Answers are printed
as JSON, an object a line, or written as .csv or .jsonl.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from playground.errors import BadInput
from playground.lenses.predict.spans import makes_words, spans
from playground.text import LETTERS_A_WORD, Vocabulary, Word, pretokenized, words

HERE = Path(__file__).parent
TEXTS_A_BATCH = 32
WORDS_A_BATCH = 8_192  # padding included


class ExportedModel:
    """The model of a folder: its graph, its vocabulary and its labels.

    Args:
        folder: where model.onnx, config.json and vocabulary.json are.
        threads: of the processor; 0: as many as it has.
    """

    def __init__(self, folder: Path = HERE, threads: int = 0) -> None:
        self.config = json.loads((folder / "config.json").read_text("utf-8"))
        self.vocabulary = Vocabulary.from_json(json.loads((folder / "vocabulary.json").read_text("utf-8")))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def predict(self, texts: Sequence[str]) -> list[dict[str, Any]]:
        """The answer to each text: its label and the probability of every label, or those of each of its words.

        Raises:
            BadInput: a text is not a string, or longer than 200,000 characters.
        """
        split = pretokenized if self.config.get("tokenisation") == "spaces" else words
        read = [split(text) for text in texts]
        answers: list[dict[str, Any]] = [{} for _ in texts]
        for batch in _batches([min(len(one), self.config["max_words"]) for one in read]):
            for at, probabilities in zip(batch, self._probabilities([read[at] for at in batch]), strict=True):
                answers[at] = self._answer(texts[at], read[at], probabilities)
        return answers

    def _probabilities(self, texts: Sequence[Sequence[Word]]) -> np.ndarray:
        """(texts, labels) or (texts, words, labels), after padding to the longest text."""
        cut = [[word.text for word in text[: self.config["max_words"]]] for text in texts]
        longest = max([1, *map(len, cut)])
        given = {
            "words": np.zeros((len(cut), longest), np.int64),
            "mask": np.arange(longest)[None] < np.array([[len(text)] for text in cut]),
        }
        if self.config["letters"]:
            given["letters"] = np.zeros((len(cut), longest, LETTERS_A_WORD), np.int64)
        for row, text in enumerate(cut):
            given["words"][row, : len(text)] = self.vocabulary.ids(text)
            if self.config["letters"]:
                for column, word in enumerate(text):
                    ids = self.vocabulary.letter_ids(word)[:LETTERS_A_WORD]
                    given["letters"][row, column, : len(ids)] = ids
        found: np.ndarray = self.session.run(None, given)[0]
        return found

    def _answer(self, text: str, read: Sequence[Word], probabilities: np.ndarray) -> dict[str, Any]:
        labels = self.config["labels"]
        if probabilities.ndim == 1:
            label = labels[int(probabilities.argmax())]
            by_label = dict(zip(labels, probabilities.tolist(), strict=True))
            return {"text": text, "label": label, "scores": by_label, **self._caution(by_label[label])}
        known = probabilities[: len(read)]
        tags: list[str | None] = [labels[best] for best in known.argmax(-1).tolist()]
        unread = len(read) - len(known)  # beyond what the model reads
        scores = [dict(zip(labels, row, strict=True)) for row in known.tolist()]
        answer: dict[str, Any] = {
            "text": text,
            "words": [word._asdict() for word in read],
            "tags": tags + [None] * unread,
            "scores": [*scores, *[None] * unread],
        }
        if makes_words(labels):
            answer["spans"] = [span.as_json() for span in spans(text, read, labels, known)]
        return answer

    def _caution(self, probability: float) -> dict[str, Any]:
        """Whether the model is sure enough to be relied on, where it was told to say so; the label stays."""
        above = self.config.get("answer_above", 0)
        return {"caution": "not-sure" if probability < above else None} if above else {}


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts that are asked about together: of like length, so that little is padding."""
    batch: list[int] = []
    for at in sorted(range(len(lengths)), key=lambda at: lengths[at]):
        if batch and (len(batch) == TEXTS_A_BATCH or (len(batch) + 1) * lengths[at] > WORDS_A_BATCH):
            yield batch
            batch = []
        batch.append(at)
    if batch:
        yield batch


# ---- files


def read_texts(path: Path, column: str) -> list[str]:
    """The texts of a file.

    Raises:
        BadInput: the file has no such column, or is of another kind.
    """
    kind = path.suffix.lower()
    if kind == ".txt":
        return path.read_text("utf-8-sig").splitlines()
    if kind == ".jsonl":
        rows = [json.loads(line) for line in path.read_text("utf-8-sig").splitlines() if line.strip()]
    elif kind in (".csv", ".tsv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t" if kind == ".tsv" else ","))
    else:
        raise BadInput(f"{path.name} ends in {kind}. Give a .txt, .csv, .tsv or .jsonl file.", key="file-kind")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not isinstance(row.get(column), str):
            raise BadInput(
                f"Row {number} of {path.name} has no text under {column!r}. Name another --column.", key="no"
            )
    return [row[column] for row in rows]


def write_answers(path: Path, answers: Sequence[dict[str, Any]]) -> None:
    """Answers as .jsonl, whole, or as .csv: the text, its label and the label's probability, or its tagged words.

    Where the model was told to answer only when it is sure, a column says whether it is.
    """
    if path.suffix.lower() != ".csv":
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in answers), "utf-8")
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        per_word = bool(answers) and "tags" in answers[0]
        says_sure = bool(answers) and "caution" in answers[0]
        of_label = ["text", "label", "probability", *(["sure"] if says_sure else [])]
        writer.writerow(["text", "tags"] if per_word else of_label)
        for one in answers:
            if per_word:
                tagged = [f"{word['text']}/{tag}" for word, tag in zip(one["words"], one["tags"], strict=True)]
                writer.writerow([_no_formula(one["text"]), _no_formula(" ".join(tagged))])
            else:
                probability = f"{one['scores'][one['label']]:.6f}"
                sure = ["no" if one["caution"] else "yes"] if says_sure else []
                writer.writerow([_no_formula(one["text"]), _no_formula(one["label"]), probability, *sure])


def _no_formula(cell: str) -> str:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def main(given: Sequence[str] | None = None) -> int:
    """Answer what the command line asks; 2 for what cannot be used."""
    parser = argparse.ArgumentParser(description="Ask the exported model.")
    parser.add_argument("text", nargs="*", help="texts to ask about")
    parser.add_argument("--file", type=Path, help=".txt, .csv, .tsv or .jsonl, in UTF-8")
    parser.add_argument("--column", default="text", help="of the file (default: text)")
    parser.add_argument("--out", type=Path, help=".csv or .jsonl; printed as JSON unless given")
    arguments = parser.parse_args(given)
    if not arguments.text and arguments.file is None:
        parser.error("give a text, or a file with --file")
    try:
        texts = [*arguments.text, *(read_texts(arguments.file, arguments.column) if arguments.file else ())]
        answers = ExportedModel().predict(texts)
        if arguments.out is not None:
            write_answers(arguments.out, answers)
    except (BadInput, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    if arguments.out is None:
        for one in answers:
            print(json.dumps(one, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
