"""The exported model answers as the network did when it was exported: `python test_answers.py`, or by pytest."""

import json
from pathlib import Path

import numpy as np

from playground.export.files.predict import ExportedModel

HERE = Path(__file__).parent


def test_answers_are_those_of_the_network() -> None:
    stored = json.loads((HERE / "answers.json").read_text("utf-8"))
    model = ExportedModel(HERE)
    together = model.predict([one["text"] for one in stored])
    for one, found in zip(stored, together, strict=True):
        (alone,) = model.predict([one["text"]])
        for answer in (found, alone):
            assert answer.get("label") == one.get("label") and answer.get("tags") == one.get("tags")
            np.testing.assert_allclose(numbers(answer["scores"]), numbers(one["scores"]), atol=1e-4)


def numbers(scores: object) -> list[float]:
    """All probabilities of an answer, in the order of its labels."""
    if isinstance(scores, dict):
        return list(scores.values())
    assert isinstance(scores, list)
    return [value for word in scores if word is not None for value in word.values()]


if __name__ == "__main__":
    test_answers_are_those_of_the_network()
    print("all answers are those of the network")
