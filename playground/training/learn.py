"""The learning step that `train` and recipes share: examples, vectors and soft labels -> a fitted model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from playground.data.examples import Examples, joined
from playground.models import Config, Model
from playground.text import Vocabulary
from playground.text import words as divide
from playground.training.encoding import Encoded, encode_examples, encode_texts
from playground.training.fit import fit, temperature
from playground.training.report import Say, epoch_reporter, summarize
from playground.training.settings import settings_from_json
from playground.training.transfer import new_model
from playground.training.vocabulary import build_vocabulary, read_vectors


@dataclass(frozen=True)
class Fitted:
    """What a stage "fit" made: model, vocabulary, summary and temperature, and the stage's key."""

    parts: tuple[Model, Vocabulary, dict[str, Any], float]
    key: str


@dataclass(frozen=True)
class Lessons:
    """What a stage "teach" makes: soft labels of texts, and who can be asked for more. Nothing is read or asked before
    there is a student."""

    unlabelled: Callable[[], tuple[list[list[str]], list[np.ndarray]]]  # texts; (labels,) or (words, labels) for each
    ask: Callable[[str, Sequence[list[str]]], list[np.ndarray]]  # the texts are kept under a name
    key: str


def learn(
    stage: dict[str, Any],
    learnt: list[Examples],
    held: dict[str, Examples],
    start: tuple[list[str], np.ndarray] | None,
    vector_path: Path | None,
    lessons: Lessons | None,
    before: Fitted | None,
    target: Path,
    keep: Path | None,
    say: Say,
    started: float,
) -> tuple[Model, Vocabulary, dict[str, Any], float]:
    """Do a stage "fit" with its data at hand: the model, its vocabulary, the summary and the temperature.

    Args:
        held: the validation sets, by name.
        start: words with vectors that the vocabulary takes in.
        vector_path: a file of vectors, for the words that the examples have.
        lessons: texts with soft labels, to learn from beside the examples.
        before: a model that was fitted before, whose words and weights this one begins with.
    """
    sizes, settings, seed = stage["config"], settings_from_json(stage.get("settings", {})), stage.get("seed", 0)
    say(f"data: {sum(map(len, learnt)):,} examples to learn from, {sum(map(len, held.values())):,} to choose on")
    if before is not None:
        model, vocabulary = _continued(sizes, before, seed)
    else:
        vocabulary = build_vocabulary(
            learnt, **stage.get("vocabulary", {}), also=start[0] if start else (), letters=bool(sizes.get("letters"))
        )
        if vector_path is not None:
            start = read_vectors(vector_path, set(vocabulary.words))
        if start is not None:
            sizes = {**sizes, "size": start[1].shape[1]}
        model = new_model(sizes, vocabulary, seed, start)
    encoded: Encoded | None = None
    for examples, entry in zip(learnt, stage["train"], strict=True):
        part = encode_examples(model.config, vocabulary, examples)
        if lessons is not None:
            name = examples.sha256[:16]
            if "validation" not in stage or stage.get("apart"):  # a part of the file, and another one another time
                name += (
                    "-" + hashlib.sha256("\n".join(examples.texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
                )
            part = _blended(part, examples, model.config, lessons, entry.get("share", stage["teach"]["share"]), name)
        for _ in range(entry.get("repeat", 1)):
            encoded = part if encoded is None else encoded + part
    assert encoded is not None  # a recipe without training data is refused when it is read
    if lessons is not None:
        texts, answers = lessons.unlabelled()
        encoded += encode_texts(model.config, vocabulary, texts, _as_gold(answers, model.config))
    validations = {name: encode_examples(model.config, vocabulary, examples) for name, examples in held.items()}
    say(f"vocabulary: {len(vocabulary):,} rows · {sum(p.numel() for p in model.parameters()):,} parameters")
    history = epoch_reporter(fit(model, encoded, validations, settings, seed, keep), say)
    warmth = temperature(model, list(validations.values()))
    dropped = joined(learnt).dropped
    return (
        model,
        vocabulary,
        summarize(target, model, encoded, list(validations.values()), dropped, history, started),
        warmth,
    )


def _continued(sizes: dict[str, Any], before: Fitted, seed: int) -> tuple[Model, Vocabulary]:
    """A model with the weights and the vocabulary of one that was fitted before, of the same sizes."""
    source, vocabulary = before.parts[:2]
    model = new_model({**sizes, "size": source.config.size}, vocabulary, seed)
    model.load_state_dict(source.state_dict())
    return model, vocabulary


def _blended(part: Encoded, examples: Examples, config: Config, lessons: Lessons, share: float, name: str) -> Encoded:
    """Examples whose gold is partly what the teachers say; where they have no share, they are not asked.

    Args:
        name: under which their answers are kept.
    """
    if not share:
        return part.blended(len(config.labels), [np.zeros(())] * len(part), 0.0)
    if examples.words is not None:
        words = [list(text) for text in examples.words]
    else:
        words = [[word.text for word in divide(text)] for text in examples.texts]
    answers = lessons.ask(name, words)
    return part.blended(len(config.labels), _as_gold(answers, config), share)


def _as_gold(answers: Sequence[np.ndarray], config: Config) -> list[np.ndarray]:
    """Teachers' answers, (rows, labels) each, as gold: a row a word, or the one row of a text."""
    return list(answers) if config.per_word else [answer[0] for answer in answers]
