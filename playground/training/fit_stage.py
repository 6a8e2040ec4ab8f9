"""The stage “fit”, which `train` and recipes share: examples, vectors and soft labels -> a fitted model.

Nothing here knows where the examples come from or where the model is saved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from playground.checkpoints import Checkpoint, round_weights
from playground.data.examples import Examples, concatenated
from playground.models import Config, Model
from playground.models.base import twin
from playground.text import FIRST, Vocabulary
from playground.text import words as split_into_words
from playground.training.encoding import Encoded, encode_examples, encode_texts
from playground.training.fit import fit, fit_temperature
from playground.training.report import Log, mean_metrics, run_to_end, summarize
from playground.training.settings import settings_from_json
from playground.training.transfer import new_model
from playground.training.vocabulary import build_vocabulary, carried, read_vectors, widened


@dataclass(frozen=True)
class FittedModel:
    """A model that a stage has trained, and what belongs to it."""

    model: Model
    vocabulary: Vocabulary
    summary: dict[str, Any]  # as `train` returns it; empty where no labels were learnt
    temperature: float
    key: str = ""  # of the stage in a recipe

    def as_checkpoint(self, reference: str) -> Checkpoint:
        """The model as a checkpoint that can be asked, though it lies in no folder."""
        return Checkpoint(reference, self.model.config, self.vocabulary, self.model, self.temperature)


@dataclass(frozen=True)
class SoftLabels:
    """What a stage “teach” makes: soft labels of texts, and a way to get more of them.

    Nothing is read or predicted before there is a student.
    """

    unlabelled: Callable[[], tuple[list[list[str]], list[np.ndarray]]]  # texts; (labels,) or (words, labels) for each
    predict: Callable[[str, Sequence[list[str]]], list[np.ndarray]]  # of texts, which are stored under a name
    key: str


def together(parts: Sequence[SoftLabels]) -> SoftLabels:
    """The unlabelled texts of all parts, each with the teachers that know its texts best; those of the first part
    answer on labelled examples."""
    if len(parts) == 1:
        return parts[0]

    def unlabelled() -> tuple[list[list[str]], list[np.ndarray]]:
        texts, answers = zip(*(part.unlabelled() for part in parts), strict=True)
        return [text for part in texts for text in part], [answer for part in answers for answer in part]

    return SoftLabels(unlabelled, parts[0].predict, "+".join(part.key for part in parts))


@dataclass(frozen=True)
class FitInputs:
    """What a stage “fit” learns from, and what its model starts from.

    Attributes:
        train: the training examples, as many as the stage has entries under “train”.
        validation: the validation sets, by name.
        vectors: words with vectors, (words, size), that the vocabulary takes in.
        vector_path: a file of vectors, for the words that the examples have.
        soft_labels: texts with soft labels, to learn from beside the examples.
        previous: a model that was fitted before, whose words and weights this one begins with.
        calibration: sets to fit the temperature on; the validation sets if there are none.
    """

    train: list[Examples]
    validation: dict[str, Examples]
    vectors: tuple[list[str], np.ndarray] | None = None
    vector_path: Path | None = None
    soft_labels: SoftLabels | None = None
    previous: FittedModel | None = None
    calibration: Sequence[Examples] = ()


def fit_stage(
    stage: dict[str, Any], inputs: FitInputs, target: Path, log: Log, started: float, state_folder: Path | None = None
) -> FittedModel:
    """The model of a stage “fit”, with its vocabulary, summary and temperature.

    Args:
        stage: as it stands in the recipe.
        target: the folder that the summary names.
        started: when the training began, by `time.perf_counter`.
        state_folder: where the state after each epoch is kept; an interrupted run goes on from there.
    """
    validations = inputs.validation.values()
    log(f"data: {sum(map(len, inputs.train)):,} examples to learn from, {sum(map(len, validations)):,} to choose on")
    model, vocabulary = _starting_model(stage, inputs)
    train = _encoded_training_data(stage, inputs, model.config, vocabulary)
    validation = {
        name: encode_examples(model.config, vocabulary, examples) for name, examples in inputs.validation.items()
    }
    log(f"vocabulary: {len(vocabulary):,} rows · {sum(p.numel() for p in model.parameters()):,} parameters")
    settings, seed = settings_from_json(stage.get("settings", {})), stage.get("seed", 0)
    history = run_to_end(fit(model, train, validation, settings, seed, state_folder), log)
    calibration = [encode_examples(model.config, vocabulary, part) for part in inputs.calibration]
    temperature = fit_temperature(model, calibration or list(validation.values()))
    dropped = concatenated(inputs.train).dropped
    summary = summarize(target, model, train, list(validation.values()), dropped, history, started)
    return FittedModel(model, vocabulary, summary, temperature)


def between(
    fitted: FittedModel,
    previous: FittedModel,
    kept: float,
    validations: Sequence[Examples],
    calibration: Sequence[Examples] = (),
) -> FittedModel:
    """The model whose weights lie between those that a training began with and those that it ended with.

    What it knew is forgotten less than in the training, for some of what it has learnt. Words that it did not know
    before have the vectors of the training.

    Args:
        previous: the model that the training went on from.
        kept: how much of that one is kept, 0-1.
        validations: the validation sets, for the metrics of the summary.
        calibration: sets to fit the temperature on; the validation sets if there are none.
    Source:
        Wortsman et al. 2022, WiSE-FT, https://arxiv.org/abs/2109.01903
    """
    model, before = twin(fitted.model), twin(previous.model).state_dict()
    mixed = {}
    for name, after in model.state_dict().items():
        known = len(before[name]) if name == "word_embedding.weight" else len(after)
        mixed[name] = after.clone()
        mixed[name][:known] = (1 - kept) * after[:known] + kept * before[name][:known]
    model.load_state_dict(mixed, assign=True)  # a twin shares its numbers with the model that it is one of
    round_weights(model)
    validation = [encode_examples(model.config, fitted.vocabulary, part) for part in validations]
    chosen = [encode_examples(model.config, fitted.vocabulary, part) for part in calibration] or validation
    summary = {**fitted.summary, "metrics": mean_metrics(model, validation)}
    return FittedModel(model, fitted.vocabulary, summary, fit_temperature(model, chosen), f"{fitted.key}-kept-{kept}")


def _starting_model(stage: dict[str, Any], inputs: FitInputs) -> tuple[Model, Vocabulary]:
    """The model before its first step, and its vocabulary: those of a stage before, or new ones."""
    sizes, seed = stage["config"], stage.get("seed", 0)
    if inputs.previous is not None:
        return _continued(stage, inputs, inputs.previous)
    vectors = inputs.vectors
    vocabulary = build_vocabulary(
        inputs.train,
        **stage.get("vocabulary", {}),
        also=vectors[0] if vectors else (),
        letters=bool(sizes.get("letters")),
    )
    if inputs.vector_path is not None:
        vectors = read_vectors(inputs.vector_path, set(vocabulary.words))
    if vectors is not None:
        sizes = {**sizes, "size": vectors[1].shape[1]}
    return new_model(sizes, vocabulary, seed, vectors), vocabulary


def _continued(stage: dict[str, Any], inputs: FitInputs, previous: FittedModel) -> tuple[Model, Vocabulary]:
    """A model with the weights of one that was fitted before, of the same sizes, and its vocabulary.

    Where the stage has a vocabulary of its own, more words stand behind those that the model knew. They get what
    `carried` makes of vectors that were learnt elsewhere, where these know the word, and a small random vector where
    they do not.
    """
    known, source = previous.vocabulary, previous.model
    elsewhere = read_vectors(inputs.vector_path) if inputs.vector_path is not None else None
    vocabulary = known
    if "vocabulary" in stage:
        vocabulary = widened(known, inputs.train, **stage["vocabulary"], also=elsewhere[0] if elsewhere else ())
    model = new_model({**stage["config"], "size": source.config.size}, vocabulary, stage.get("seed", 0))
    state = dict(source.state_dict())
    if len(vocabulary) > len(known):
        weight = model.word_embedding.weight.detach() * 0.1
        old = state["word_embedding.weight"]
        weight[: len(known)] = old
        if elsewhere is not None:
            rows, vectors = carried(known.words, old[FIRST:], vocabulary.words[len(known.words) :], *elsewhere)
            weight[[len(known) + row for row in rows]] = vectors.to(weight)
        state["word_embedding.weight"] = weight
    model.load_state_dict(state)
    return model, vocabulary


def _encoded_training_data(stage: dict[str, Any], inputs: FitInputs, config: Config, vocabulary: Vocabulary) -> Encoded:
    """All training data as ids: the examples, with soft labels where there are teachers, then unlabelled texts."""
    encoded: Encoded | None = None
    for examples, entry in zip(inputs.train, stage["train"], strict=True):
        part = encode_examples(config, vocabulary, examples)
        if inputs.soft_labels is not None:
            share = entry.get("share", stage["teach"]["share"])
            part = _blended(part, examples, config, inputs.soft_labels, share, _storage_name(stage, examples))
        for _ in range(entry.get("repeat", 1)):
            encoded = part if encoded is None else encoded + part
    assert encoded is not None  # a recipe without training data is refused when it is read
    if inputs.soft_labels is not None:
        texts, answers = inputs.soft_labels.unlabelled()
        encoded += encode_texts(config, vocabulary, texts, _as_gold(answers, config))
    return encoded


def _storage_name(stage: dict[str, Any], examples: Examples) -> str:
    """The name under which the teachers' answers to some examples are stored."""
    name = examples.sha256[:16]
    if "validation" not in stage or stage.get("apart"):  # a part of the file, and another one another time
        name += "-" + hashlib.sha256("\n".join(examples.texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return name


def _blended(
    part: Encoded, examples: Examples, config: Config, soft_labels: SoftLabels, share: float, name: str
) -> Encoded:
    """Examples whose gold is partly what the teachers answer; where they have no share, they are not asked.

    Args:
        share: of the gold that comes from the teachers, 0-1.
        name: under which their answers are stored.
    """
    if not share:
        return part.blended(len(config.labels), [np.zeros(())] * len(part), 0.0)
    if examples.words is not None:
        words = [list(text) for text in examples.words]
    else:
        words = [[word.text for word in split_into_words(text)] for text in examples.texts]
    answers = soft_labels.predict(name, words)
    return part.blended(len(config.labels), _as_gold(answers, config), share)


def _as_gold(answers: Sequence[np.ndarray], config: Config) -> list[np.ndarray]:
    """Teachers' answers, (rows, labels) each, as gold: a row a word, or the one row of a text."""
    return list(answers) if config.per_word else [answer[0] for answer in answers]
