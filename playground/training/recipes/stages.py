"""The stages of a recipe, a function each: what a stage makes is stored in a folder, so that a run can go on.

The order of the stages is `run.py`'s business; what they may say is checked in `schema.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from playground.checkpoints import load, save
from playground.checkpoints.folder import file_digest
from playground.data.examples import Examples, concatenated, word_lists
from playground.data.notation import notation
from playground.data.reading import read, texts_only
from playground.data.recorded_reading import read_recorded
from playground.data.sheet import LEARNT, name_of_part
from playground.data.splits import split, without_texts_of
from playground.errors import BadInput, NotFound
from playground.evaluation.characters import by_character, respelt
from playground.evaluation.evaluate import evaluate
from playground.text import Vocabulary
from playground.text import words as split_into_words
from playground.training import distillation
from playground.training.card_teachers import lessons
from playground.training.distillation import Teacher
from playground.training.finetune.plan import Plan
from playground.training.finetune.tune import tune_and_save
from playground.training.fit_stage import FitInputs, FittedModel, SoftLabels, between, fit_stage, together
from playground.training.pretraining import MaskedSettings, VectorSettings, pretrain_masked, word_vectors
from playground.training.recipes.identity_swaps import swapped
from playground.training.recipes.row_selection import sampled, where
from playground.training.recipes.schema import MADE
from playground.training.report import Log, folder_reference
from playground.training.settings import check_seed
from playground.training.transfer import new_model
from playground.training.vocabulary import build_vocabulary

SUMMARY = "summary.json"  # in the folder of a stage that was run to its end


@dataclass(frozen=True)
class WordVectors:
    """What a stage “vectors” made: words and their vectors, (words, size), and the stage's key."""

    words: list[str]
    rows: np.ndarray
    key: str


@dataclass(frozen=True)
class FittedEncoder:
    """What a stage “encoder” made: a teacher that is read where it is asked, and the stage's key."""

    teacher: Teacher
    key: str


@dataclass(frozen=True)
class RecipeRun:
    """Where a recipe runs, and what its stages have made so far, by their names.

    Attributes:
        data_root: the folder that the names of data are relative to.
        target: the checkpoint folder that the recipe makes.
        stages_folder: where results of stages are stored.
    """

    data_root: Path
    target: Path
    stages_folder: Path
    log: Log
    vectors: dict[str, WordVectors] = field(default_factory=dict)
    models: dict[str, FittedModel] = field(default_factory=dict)
    encoders: dict[str, FittedEncoder] = field(default_factory=dict)
    soft_labels: dict[str, SoftLabels] = field(default_factory=dict)


# ---- data


def _data_file(run: RecipeRun, entry: dict[str, Any]) -> Path:
    """The file that an entry names.

    Raises:
        NotFound: it is not there.
        BadInput: it has another sha256.
    """
    path = run.data_root / entry["name"]
    if not path.is_file():
        raise NotFound(
            f"There is no {entry['name']} under {run.data_root}, which the recipe needs. "
            "Give its folder with --data-root.",
            key="recipe-data",
            given=entry["name"],
        )
    if "sha256" in entry and file_digest(path) != entry["sha256"]:
        raise BadInput(
            f"{path} is not the file that the recipe was made with (sha256 differs). Get the file that its card names.",
            key="recipe-sha256",
            given=entry["name"],
        )
    return path


def _read_examples(run: RecipeRun, entry: dict[str, Any], task: str) -> Examples:
    """The examples of an entry, with copies in which names and the like are swapped where the entry asks for them."""
    found = _labelled_examples(run, entry, task)
    return swapped(found, entry["swapped"], entry.get("seed", 0)) if "swapped" in entry else found


def _labelled_examples(run: RecipeRun, entry: dict[str, Any], task: str) -> Examples:
    """The examples of an entry: read from its file, or made here."""
    if "made" in entry:
        found = MADE[entry["name"]](entry["made"], entry.get("seed", 0))
        if "sha256" in entry and found.sha256 != entry["sha256"]:
            raise BadInput(
                f"The sentences “{entry['name']}” are made differently by now (sha256 differs). Take the sha256 out of "
                "the recipe to learn from the new ones.",
                key="recipe-made",
                given=entry["name"],
            )
        return by_character(found) if entry.get("characters") else found
    path = _data_file(run, entry)
    if "reading" in entry:
        return read_recorded(path, task, entry)
    written = notation(entry.get("delimiter"), entry.get("encoding"))
    columns = entry.get("text_column"), entry.get("label_column")
    found = read(path, task, *columns, written, bool(entry.get("pretokenized")), entry.get("part"))
    if "where" in entry:
        found = where(found, path, entry["where"])
    if "respelt" in entry:
        found = respelt(found, entry["respelt"], entry.get("seed", 0))
    return by_character(found) if entry.get("characters") else found


def _stage_key(stage: dict[str, Any], *others: str) -> str:
    """A name for what a stage makes: the same settings and sources give the same name, whatever the stage is
    called and whether seeds share it."""
    left_out = () if stage["stage"] == "vectors" else ("name", "shared_by_seeds")
    hashed = {key: value for key, value in stage.items() if key not in left_out}
    text = json.dumps(hashed, sort_keys=True) + "".join(others)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# ---- without labels


def run_vectors(stage: dict[str, Any], run: RecipeRun) -> WordVectors:
    """The word vectors of a stage “vectors”: learnt now, or taken from where they were stored."""
    from safetensors.numpy import load_file, save_file

    key = _stage_key(stage)
    weights, names = (run.stages_folder / f"vectors-{key}{ending}" for ending in (".safetensors", ".json"))
    if weights.is_file() and names.is_file():
        run.log(f"vectors: taken from {weights}")
        return WordVectors(json.loads(names.read_text("utf-8")), load_file(weights)["vectors"], key)
    paths = [_data_file(run, entry) for entry in stage["data"]]
    texts = (text for path in paths for text in texts_only(path))
    words, rows = word_vectors(texts, VectorSettings(**stage.get("settings", {})), stage.get("seed", 0), run.log)
    run.stages_folder.mkdir(parents=True, exist_ok=True)
    save_file({"vectors": rows}, weights)
    names.write_text(json.dumps(words, ensure_ascii=False), "utf-8")
    return WordVectors(words, rows, key)


def run_masked(stage: dict[str, Any], run: RecipeRun) -> FittedModel:
    """The model of a stage “masked”, whose embedding and encoder have learnt to guess words, with its vocabulary.

    The vocabulary is that of a “fit” which learns from the examples under “words”.
    """
    from safetensors.torch import load_file, save_file

    vectors = run.vectors[stage["vectors"]] if "vectors" in stage else None
    seed, key = stage.get("seed", 0), _stage_key(stage, *([vectors.key] if vectors else []))
    folder = run.stages_folder / f"masked-{key}"
    weights, names = folder / "model.safetensors", folder / "words.json"
    is_stored = weights.is_file() and names.is_file()
    if is_stored:
        vocabulary = Vocabulary(json.loads(names.read_text("utf-8")))
    else:
        examples = [_read_examples(run, entry, stage["config"]["task"]) for entry in stage["words"]]
        vocabulary = build_vocabulary(examples, **stage.get("vocabulary", {}), also=vectors.words if vectors else ())
    sizes = stage["config"] if vectors is None else {**stage["config"], "size": vectors.rows.shape[1]}
    model = new_model(sizes, vocabulary, seed, (vectors.words, vectors.rows) if vectors else None)
    if is_stored:
        run.log(f"hidden words: taken from {weights}")
        model.load_state_dict(load_file(weights))
    else:
        texts = (text for entry in stage["data"] for text in texts_only(_data_file(run, entry)))
        ids = [
            np.array(vocabulary.ids([word.text for word in split_into_words(text)]), dtype=np.int32) for text in texts
        ]
        pretrain_masked(model, ids, MaskedSettings(**stage["settings"]), seed, folder, run.log)
        names.write_text(json.dumps(vocabulary.words, ensure_ascii=False), "utf-8")
        new = weights.with_suffix(".new")
        save_file({name: value.cpu().contiguous() for name, value in model.state_dict().items()}, new)
        new.replace(weights)
    return FittedModel(model, vocabulary, {}, 1.0, key)


# ---- with labels


def run_encoder(stage: dict[str, Any], run: RecipeRun) -> FittedEncoder:
    """The teacher of a stage “encoder”: a Transformer pretrained elsewhere, fine-tuned now or before."""
    from safetensors.torch import load_file, save_file

    from playground.training.pretrained_encoder import EncoderClassifier, EncoderSettings, encoder_teacher, fit_encoder

    settings, key = EncoderSettings(**stage.get("settings", {})), _stage_key(stage)
    source, folder = run.data_root / stage["folder"], run.stages_folder / f"encoder-{key}"
    weights = folder / "model.safetensors"
    if weights.is_file():
        run.log(f"encoder: taken from {weights}")
    else:
        for entry in stage["files"]:
            _data_file(run, entry)
        seed = stage.get("seed", 0)
        train = [sampled(_read_examples(run, entry, "sentiment"), entry.get("texts"), seed) for entry in stage["train"]]
        fitted = fit_encoder(source, train, stage["labels"], settings, seed, run.log)
        folder.mkdir(parents=True, exist_ok=True)
        new = weights.with_suffix(".new")
        save_file({name: value.cpu().contiguous() for name, value in fitted.state_dict().items()}, new)
        new.replace(weights)

    @cache
    def encoder() -> EncoderClassifier:  # read once it is asked, and never where all answers are stored
        found = EncoderClassifier(source, len(stage["labels"]), settings.dropout)
        found.load_state_dict(load_file(weights))
        return found.eval()

    teacher = encoder_teacher(encoder, source, settings)
    for entry in stage["validation"]:
        run.log(f"encoder: {entry['name']} {_accuracy(teacher, _read_examples(run, entry, 'sentiment'), stage):.4f}")
    return FittedEncoder(teacher, key)


def _accuracy(teacher: Teacher, examples: Examples, stage: dict[str, Any]) -> float:
    found = np.array(teacher(list(word_lists(examples)))).argmax(1)
    return float(np.mean([stage["labels"][at] == gold for at, gold in zip(found, examples.labels, strict=True)]))


def run_fit(stage: dict[str, Any], run: RecipeRun, started: float) -> FittedModel:
    """The model of a stage “fit”: trained now, or taken from where it was stored; where the stage keeps something of
    the model that it went on from, mixed with that.

    Args:
        started: when the training began, by `time.perf_counter`.
    """
    trained = _trained({key: value for key, value in stage.items() if key != "kept"}, run, started)
    if not stage.get("kept"):
        return trained
    task = stage["config"].get("task")
    sets = [[_read_examples(run, entry, task) for entry in stage.get(key, [])] for key in ("validation", "calibration")]
    return between(trained, run.models[stage["from"]], stage["kept"], *sets)


def _trained(stage: dict[str, Any], run: RecipeRun, started: float) -> FittedModel:
    """The model of a stage “fit” as the training leaves it."""
    vectors = run.vectors[stage["vectors"]] if "vectors" in stage else None
    taught = [run.soft_labels[name] for name in lessons(stage["teach"])] if "teach" in stage else []
    soft_labels = together(taught) if taught else None
    previous = run.models[stage["from"]] if "from" in stage else None
    key = _stage_key(stage, *(source.key for source in (vectors, soft_labels, previous) if source is not None))
    folder = run.stages_folder / f"fit-{key}"
    if (folder / SUMMARY).is_file():
        return _stored_fit(folder, run, key)
    check_seed(stage.get("seed", 0))
    train, validation = _fit_examples(stage, run)
    inputs = FitInputs(
        train,
        validation,
        (vectors.words, vectors.rows) if vectors else None,
        _data_file(run, stage["vector_file"]) if "vector_file" in stage else None,
        soft_labels,
        previous,
        [_read_examples(run, entry, stage["config"].get("task")) for entry in stage.get("calibration", [])],
    )
    fitted = replace(fit_stage(stage, inputs, run.target, run.log, started, folder), key=key)
    save(folder, fitted.model, fitted.vocabulary, temperature=fitted.temperature)
    (folder / SUMMARY).write_text(json.dumps(fitted.summary), "utf-8")
    return fitted


def _fit_examples(stage: dict[str, Any], run: RecipeRun) -> tuple[list[Examples], dict[str, Examples]]:
    """The training examples of a stage “fit”, one an entry, and its validation sets by name."""
    task = stage["config"].get("task")
    train = [_read_examples(run, entry, task) for entry in stage["train"]]
    if "validation" not in stage:
        part, rest = split(concatenated(train), stage.get("seed", 0), stage.get("share", 0.1))
        return [part], {rest.name: rest}
    found = [(entry, _read_examples(run, entry, task)) for entry in stage["validation"]]
    validation = {name_of_part(entry["name"], entry.get("part", LEARNT)): examples for entry, examples in found}
    if stage.get("apart"):
        train = [without_texts_of(part, concatenated(list(validation.values())))[0] for part in train]
    return train, validation


def _stored_fit(folder: Path, run: RecipeRun, key: str) -> FittedModel:
    """What a stage “fit” that was run to its end before has made; the time is that of its epochs."""
    run.log(f"model: taken from {folder}")
    checkpoint = load(folder_reference(folder))
    summary = json.loads((folder / SUMMARY).read_text("utf-8"))
    seconds = sum(entry["seconds"] for entry in summary["epochs"])
    summary |= {"checkpoint": folder_reference(run.target), "seconds": seconds}
    return FittedModel(checkpoint.model, checkpoint.vocabulary, summary, checkpoint.temperature, key)


def run_teach(stage: dict[str, Any], run: RecipeRun) -> SoftLabels:
    """The soft labels of all texts and sentences that a stage “teach” names, by its teachers together."""
    members = [run.models[name] for name in stage["teachers"]]
    teachers = [distillation.network_teacher(member.as_checkpoint("teacher")) for member in members]
    teachers += [run.encoders[name].teacher for name in stage.get("encoders", [])]
    if "linear" in stage:
        config = members[0].model.config

        @cache
        def linear() -> Teacher:  # fitted once it is asked, and never where all answers are stored
            run.log("soft labels: a linear model is fitted")
            examples = [_read_examples(run, entry, config.task) for entry in stage["linear"]]
            return distillation.linear_teacher(examples, config.labels)

        teachers.append(lambda texts: linear()(texts))
    encoder_keys = [run.encoders[name].key for name in stage.get("encoders", [])]
    key = _stage_key(stage, *(member.key for member in members), *encoder_keys)
    predict = partial(_stored_answers, run.stages_folder / f"teach-{key}", teachers, run.log)

    def unlabelled() -> tuple[list[list[str]], list[np.ndarray]]:
        texts: list[list[str]] = []
        for entry in stage["data"]:
            found = list(texts_only(_data_file(run, entry)))
            texts += distillation.split_texts(found[: entry.get("texts", len(found))])
            texts += distillation.split_texts(
                distillation.sample_sentences(found, entry.get("sentences", 0), stage.get("seed", 0))
            )
        texts = [text for text in texts if text]
        return texts, predict("unlabelled", texts) if texts else []

    return SoftLabels(unlabelled, predict, key)


def _stored_answers(
    folder: Path, teachers: Sequence[Teacher], log: Log, name: str, texts: Sequence[list[str]]
) -> list[Any]:
    """The teachers' answers to the texts: taken from the folder if they are there, else predicted and stored."""
    from safetensors.numpy import load_file, save_file

    path = folder / f"{name}.safetensors"
    if path.is_file():
        log(f"soft labels: taken from {path}")
    else:
        answers = [np.atleast_2d(answer) for answer in distillation.mean_probabilities(teachers, texts, log)]
        folder.mkdir(parents=True, exist_ok=True)
        rows = np.array([len(answer) for answer in answers])
        new = path.with_suffix(".new")
        save_file({"probabilities": np.concatenate(answers).astype(np.float16), "rows": rows}, new)
        new.replace(path)
    stored = load_file(path)
    return np.split(stored["probabilities"].astype(np.float32), np.cumsum(stored["rows"])[:-1])


def run_tune(stage: dict[str, Any], run: RecipeRun) -> dict[str, Any]:
    """The summary of a stage “tune”: fine-tuned once more on the same data, by the same plan."""
    plan = Plan.from_json({**stage["plan"], "title": run.target.name})
    train = concatenated([_read_examples(run, entry, plan.task) for entry in stage["train"]])
    if "validation" in stage:
        validation = concatenated([_read_examples(run, entry, plan.task) for entry in stage["validation"]])
        train, _ = without_texts_of(train, validation)
    else:
        train, validation = split(train, plan.seed, stage["share"])
    said = ("text_column", "label_column", "delimiter", "encoding")
    columns = {key: value for key, value in stage["train"][0].items() if key in said and key not in train.read_as}
    return tune_and_save(train, validation, plan, run.target, columns, run.log, share=stage.get("share"))


# ---- measured


def run_evaluate(
    stage: dict[str, Any], run: RecipeRun, fitted: FittedModel
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The entry and the report of each test set of a stage “evaluate”."""
    checkpoint = fitted.as_checkpoint("trained")
    found = []
    for entry in stage["data"]:
        report = evaluate(checkpoint, _read_examples(run, entry, fitted.model.config.task)).as_json()
        run.log(f"{entry['name']}: accuracy {report['accuracy']:.4f}, macro-F1 {report['macro_f1']:.4f}")
        found.append((entry, report))
    return found
