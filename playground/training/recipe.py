"""From files to a checkpoint folder: `train` for one file of examples, `run_recipe` for a recipe of stages.

A recipe (`training.json`) is a list of stages. `vectors` learns word vectors from text, `fit` trains a model and
`evaluate` measures it on test data, once, for the card. Data are named relative to a root folder and held to their
sha256. Stages whose results are costly (vectors, epochs) are kept in a folder beside the checkpoint, so that a run that
was stopped goes on.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from playground import devices
from playground.checkpoints import Checkpoint, save
from playground.errors import BadInput, NotFound, choose, shown
from playground.models import ARCHITECTURES, Config, Model, build
from playground.tasks import TASKS
from playground.text import Vocabulary
from playground.training import card
from playground.training.data import Examples, joined, lines, read
from playground.training.evaluate import evaluate
from playground.training.fit import (
    Encoded,
    History,
    Progress,
    build_vocabulary,
    encode_examples,
    fit,
    measure,
    read_vectors,
    settings_from_json,
    start_embeddings,
    temperature,
)
from playground.training.pretrain import VectorSettings, vectors

Say = Callable[[str], None]

SIZES: dict[str, dict[str, Any]] = {
    "rnn": {"hidden": 128, "layers": 1, "directions": 2, "readout": ["mean", "max"], "dropout": 0.3},
    "lstm": {"hidden": 128, "layers": 1, "directions": 2, "readout": ["mean", "max"], "dropout": 0.3},
    "textcnn": {"widths": [2, 3, 4, 5], "filters": 100, "dropout": 0.4},
    "transformer": {
        "hidden": 128, "layers": 2, "heads": 4, "feedforward": 256, "norm": "before", "readout": ["mean", "max"],
        "dropout": 0.2,
    },
}  # fmt: skip
"""What a model trained from random weights looks like unless a recipe says otherwise."""
TAGGER_SIZES: dict[str, dict[str, Any]] = {"textcnn": {"widths": [3, 5], "filters": 128, "layers": 2, "dropout": 0.3}}


def train(
    data: str,
    task: str = "sentiment",
    *,
    architecture: str,
    text_column: str | None = None,
    label_column: str | None = None,
    validation: str | None = None,
    vector_file: str | None = None,
    out: str | None = None,
    epochs: int | None = None,
    seed: int = 0,
    on_progress: Say = lambda line: None,
) -> dict[str, Any]:
    """Train a model with random weights on one file and write its checkpoint folder; the summary of it.

    Without a validation file, every tenth example of each label is held back to choose the best epoch.

    Raises:
        BadInput: the file, or a setting, cannot be used.
    """
    started = time.perf_counter()
    choose(TASKS, task, "task")
    choose(ARCHITECTURES, architecture, "architecture")
    _check_seed(seed)
    per_word = TASKS[task].per_word
    examples = read(data, task, text_column, label_column)
    labels = list(TASKS[task].labels) if per_word else sorted(set(examples.labels))
    sizes = {**SIZES[architecture], **(TAGGER_SIZES.get(architecture, {}) if per_word else {})}
    sizes |= {"architecture": architecture, "task": task, "labels": labels, "letters": int(per_word)}
    given = {"text_column": text_column, "label_column": label_column}
    columns = {key: value for key, value in given.items() if value is not None}
    stage: dict[str, Any] = {
        "stage": "fit",
        "config": sizes,
        "vocabulary": {"minimum_count": 1},
        "train": [{"name": Path(data).name, "sha256": examples.sha256, **columns}],
        "settings": {"epochs": 10 if epochs is None else epochs, "word_dropout": 0.1, "texts_a_batch": 32},
        "seed": seed,
    }
    if validation is None:
        learnt, held = split(examples, seed)
    else:
        learnt, held = examples, read(validation, task, text_column, label_column)
        stage["validation"] = [{"name": Path(validation).name, "sha256": held.sha256, **columns}]
    if vector_file is not None:
        stage["vector_file"] = {"name": Path(vector_file).name}
    target = Path(out or f"runs/{Path(data).name.split('.')[0]}-{architecture}")
    vector_path = None if vector_file is None else Path(vector_file)
    model, vocabulary, summary, warmth = _learn(
        stage, [learnt], {held.name: held}, None, vector_path, target, None, on_progress, started
    )
    if vector_path is not None:
        stage["vector_file"]["sha256"] = _sha256(vector_path)
    recipe = {"stages": [stage]}
    text = card.write(target.name, model.config, [], summary, recipe, hardware(), warmth)
    save(target, model, vocabulary, temperature=warmth, recipe=recipe, card=text)
    return summary


def _check_seed(seed: object) -> None:
    if type(seed) is not int or not 0 <= seed < 2**31:
        raise BadInput(
            f"The seed is {shown(seed)}. It has to be a whole number from 0 to {2**31 - 1:,}. Change it.",
            key="seed",
            given=shown(seed),
        )


def split(examples: Examples, seed: int, share: float = 0.1) -> tuple[Examples, Examples]:
    """Examples for learning and for validation, the same share of each label in both; sentences of taggers at random.

    Raises:
        BadInput: too few examples to hold any back.
    """
    random = np.random.default_rng(seed)
    groups: dict[Any, list[int]] = {}
    for index, label in enumerate(examples.labels):
        groups.setdefault(None if examples.words is not None else label, []).append(index)
    held: set[int] = set()
    for members in groups.values():
        count = round(len(members) * share) or int(len(members) >= 3)
        held.update(int(i) for i in random.permutation(members)[:count])
    if not held:
        raise BadInput(
            f"{examples.name} has {len(examples)} examples, too few to hold some back for choosing the best epoch. "
            "Give at least three of a label, or a validation file.",
            key="too-few-examples",
            examples=len(examples),
        )
    return (
        _chosen(examples, [i for i in range(len(examples)) if i not in held]),
        _chosen(examples, sorted(held)),
    )


def _chosen(examples: Examples, indices: Sequence[int]) -> Examples:
    return Examples(
        task=examples.task,
        texts=tuple(examples.texts[i] for i in indices),
        words=None if examples.words is None else tuple(examples.words[i] for i in indices),
        labels=tuple(examples.labels[i] for i in indices),
        name=examples.name,
        sha256=examples.sha256,
        dropped=examples.dropped,
        encoding=examples.encoding,
    )


def new_model(
    sizes: dict[str, Any], vocabulary: Vocabulary, seed: int, pretrained: tuple[list[str], np.ndarray] | None = None
) -> Model:
    """A model on this machine's device with random weights from a seed, and pretrained word vectors where given.

    Args:
        sizes: fields of `Config`; `words` and `letters` are taken from the vocabulary.
    """
    rows = {"words": len(vocabulary), "letters": len(vocabulary.letters) + 2 if sizes.get("letters") else 0}
    config = Config.from_json({**sizes, **rows})
    torch.manual_seed(seed)
    model = build(config)
    if pretrained is not None:
        start_embeddings(model, vocabulary, *pretrained)
    return model.to(devices.device())


def _told(run: Any, on_progress: Say) -> History:
    """Run a training to its end, telling each step of it in a line."""
    last = 0.0
    while True:
        try:
            progress: Progress = next(run)
        except StopIteration as end:
            history: History = end.value
            return history
        now = time.perf_counter()
        if progress.finished is not None or now - last > 10:
            last = now
            on_progress(_line(progress))


def _line(progress: Progress) -> str:
    line = (
        f"epoch {progress.epoch}/{progress.epochs} · step {progress.step}/{progress.steps} · loss "
        f"{progress.train_loss:.4f} · "
        f"{progress.words_per_second:,.0f} words/s · {progress.seconds_left:.0f} s left"
    )
    if progress.finished is not None:
        shown = {
            key: progress.finished[key]
            for key in ("validation_loss", "accuracy", "macro_f1")
            if key in progress.finished
        }
        line += "".join(f" · {key} {value:.4f}" for key, value in shown.items())
        line += "".join(f" · {key} {value:.4f}" for key, value in progress.finished.get("sets", {}).items())
    return line


def _summary(
    target: Path,
    model: Model,
    learnt: Encoded,
    validations: Sequence[Encoded],
    dropped: dict[str, int],
    history: History,
    started: float,
) -> dict[str, Any]:
    """What `train` answers; its metrics are those of the rounded weights, a mean over the validation sets."""
    measured = [measure(model, data) for data in validations]
    return {
        # as a reference: a relative folder begins with a point
        "checkpoint": str(target) if target.is_absolute() else f".{os.sep}{target}",
        "task": model.config.task,
        "architecture": model.config.architecture,
        "labels": list(model.config.labels),
        "examples": {"train": len(learnt), "validation": sum(map(len, validations))},
        "dropped": dropped,
        "best_epoch": history.best_epoch,
        "epochs": history.epochs,
        "metrics": {
            key: float(np.mean([one[key] for one in measured])) for key in ("accuracy", "macro_f1", "balanced_accuracy")
        },
        "baselines": {},
        "seconds": time.perf_counter() - started,
    }


# --- recipes -------------------------------------------------------------------------------------


def run_recipe(
    recipe_path: str, data_root: str, out: str | None = None, on_progress: Say = lambda line: None
) -> dict[str, Any]:
    """Run the stages of a recipe and write the checkpoint folder; the summary of its training.

    Args:
        out: the folder to write; `runs/<name of the recipe's folder>` unless given.
    Raises:
        BadInput: the recipe or its data are not as they should be.
    """
    started = time.perf_counter()
    path = Path(recipe_path)
    recipe = _read_recipe(path)
    target = Path(out or f"runs/{path.resolve().parent.name}")
    kept = target.parent / "stages"
    root = Path(data_root)
    pretrained: dict[str, tuple[list[str], np.ndarray]] = {}
    result: tuple[Model, Vocabulary, dict[str, Any], float] | None = None
    reports: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for stage in recipe["stages"]:
        if stage["stage"] == "vectors":
            pretrained[stage["name"]] = _vectors(stage, root, kept, on_progress)
        elif stage["stage"] == "fit":
            result = _fit(stage, root, target, kept, pretrained, on_progress, started)
        else:
            assert result is not None  # _read_recipe refuses a recipe that evaluates before it has fitted
            reports += _evaluate(stage, root, result, on_progress)
    assert result is not None  # _read_recipe refuses a recipe without a fit
    model, vocabulary, summary, warmth = result
    text = card.write(target.name, model.config, reports, summary, recipe, hardware(), warmth)
    save(target, model, vocabulary, temperature=warmth, recipe=recipe, card=text)
    return summary


def _read_recipe(path: Path) -> dict[str, Any]:
    try:
        recipe = json.loads(path.read_bytes())
        kinds = [stage["stage"] for stage in recipe["stages"]]
        for kind in kinds:
            choose({"vectors": 1, "fit": 1, "evaluate": 1}, kind, "stage")
        learnt: set[str] = set()  # vectors
        for at, stage in enumerate(recipe["stages"]):
            _check_stage(stage, learnt, "fit" in kinds[:at])
    except OSError as error:
        raise BadInput(
            f"The recipe {path} cannot be read ({error.strerror}). Name a training.json.", key="recipe-file"
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput(
            f"{path} is not a recipe: a JSON object with a list of “stages”, each with a “stage” and its data. "
            "Compare it with a training.json under checkpoints/.",
            key="recipe-layout",
            file=str(path),
        ) from None
    if "fit" not in kinds:
        raise BadInput(
            f"{path} has no stage “fit”. A recipe has to train a model. Add one.", key="recipe-no-fit", file=str(path)
        )
    return recipe


def _check_stage(stage: dict[str, Any], learnt: set[str], fitted: bool) -> None:
    """Look at all of a stage before the first one runs, since it may run for an hour.

    Args:
        learnt: names of the vectors of the stages before; this one's is added.
        fitted: whether there was a stage "fit" before.
    Raises:
        BadInput, NotFound: it names something that is not there.
        ValueError, KeyError, TypeError: it is not laid out as a stage.
    """
    parts = {"vectors": ["data"], "fit": ["train", "validation"], "evaluate": ["data"]}[stage["stage"]]
    for part in parts:
        entries = stage[part] if part != "validation" else stage.get(part, [{"name": ""}])
        if not entries:
            raise ValueError(part)
        for entry in entries:
            _inside(entry["name"])
            if type(entry.get("repeat", 1)) is not int or not 1 <= entry.get("repeat", 1) <= 1_000:
                raise ValueError("repeat")
    if stage["stage"] == "vectors":
        VectorSettings(**stage.get("settings", {}))
        learnt.add(stage["name"])
    elif stage["stage"] == "fit":
        settings_from_json(stage.get("settings", {}))
        choose(TASKS, stage["config"]["task"], "task")
        Config.from_json({**stage["config"], "words": 2, "letters": int(bool(stage["config"].get("letters")))})
        choose(ARCHITECTURES, stage["config"]["architecture"], "architecture")
        if not set(stage.get("vocabulary", {})) <= {"minimum_count", "most"}:
            raise ValueError("vocabulary")
        if "vectors" in stage:
            choose(dict.fromkeys(sorted(learnt)), stage["vectors"], "stage of vectors before this one:")
        if "vector_file" in stage:
            _inside(stage["vector_file"]["name"])
        _check_seed(stage.get("seed", 0))
    else:
        all(entry["title"] for entry in stage["data"])
        if not fitted:
            raise ValueError("nothing to evaluate yet")


def _inside(name: str) -> None:
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise BadInput(
            f"The recipe names the data {name}. Names have to lie inside the data root. Change the name.",
            key="recipe-outside",
            given=name,
        )


def _found(root: Path, entry: dict[str, Any]) -> Path:
    path = root / entry["name"]
    if not path.is_file():
        raise NotFound(
            f"There is no {entry['name']} under {root}, which the recipe needs. Give its folder with --data-root.",
            key="recipe-data",
            given=entry["name"],
        )
    if "sha256" in entry and _sha256(path) != entry["sha256"]:
        raise BadInput(
            f"{path} is not the file that the recipe was made with (sha256 differs). Get the file that its card names.",
            key="recipe-sha256",
            given=entry["name"],
        )
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _vectors(stage: dict[str, Any], root: Path, kept: Path, say: Say) -> tuple[list[str], np.ndarray]:
    from safetensors.numpy import load_file, save_file

    key = hashlib.sha256(json.dumps(stage, sort_keys=True).encode()).hexdigest()[:16]
    weights, names = kept / f"vectors-{key}.safetensors", kept / f"vectors-{key}.json"
    if weights.is_file() and names.is_file():
        say(f"vectors: taken from {weights}")
        return json.loads(names.read_text("utf-8")), load_file(weights)["vectors"]
    paths = [_found(root, entry) for entry in stage["data"]]
    texts = (text for path in paths for text in lines(path))
    words, rows = vectors(texts, VectorSettings(**stage.get("settings", {})), stage.get("seed", 0), say)
    kept.mkdir(parents=True, exist_ok=True)
    save_file({"vectors": rows}, weights)
    names.write_text(json.dumps(words, ensure_ascii=False), "utf-8")
    return words, rows


def _fit(
    stage: dict[str, Any],
    root: Path,
    target: Path,
    kept: Path,
    pretrained: dict[str, tuple[list[str], np.ndarray]],
    say: Say,
    started: float,
) -> tuple[Model, Vocabulary, dict[str, Any], float]:
    task, seed = stage["config"].get("task"), stage.get("seed", 0)
    _check_seed(seed)
    learnt = [_examples(root, entry, task) for entry in stage["train"]]
    if "validation" in stage:
        held = {entry["name"]: _examples(root, entry, task) for entry in stage["validation"]}
    else:
        part, rest = split(joined(learnt), seed)
        learnt, held = [part], {rest.name: rest}
    start = pretrained[stage["vectors"]] if "vectors" in stage else None
    vector_path = _found(root, stage["vector_file"]) if "vector_file" in stage else None
    key = hashlib.sha256(json.dumps(stage, sort_keys=True).encode()).hexdigest()[:16]
    return _learn(stage, learnt, held, start, vector_path, target, kept / f"fit-{key}", say, started)


def _examples(root: Path, entry: dict[str, Any], task: str) -> Examples:
    return read(_found(root, entry), task, entry.get("text_column"), entry.get("label_column"))


def _learn(
    stage: dict[str, Any],
    learnt: list[Examples],
    held: dict[str, Examples],
    start: tuple[list[str], np.ndarray] | None,
    vector_path: Path | None,
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
    """
    sizes, settings, seed = stage["config"], settings_from_json(stage.get("settings", {})), stage.get("seed", 0)
    say(f"data: {sum(map(len, learnt)):,} examples to learn from, {sum(map(len, held.values())):,} to choose on")
    vocabulary = build_vocabulary(
        learnt, **stage.get("vocabulary", {}), also=start[0] if start else (), letters=bool(sizes.get("letters"))
    )
    if vector_path is not None:
        start = read_vectors(vector_path, set(vocabulary.words))
    if start is not None:
        sizes = {**sizes, "size": start[1].shape[1]}
    model = new_model(sizes, vocabulary, seed, start)
    repeats = [entry.get("repeat", 1) for entry in stage["train"]]
    encoded: Encoded | None = None
    for examples, repeat in zip(learnt, repeats, strict=True):
        part = encode_examples(model.config, vocabulary, examples)
        for _ in range(repeat):
            encoded = part if encoded is None else encoded + part
    assert encoded is not None  # a recipe without training data is refused when it is read
    validations = {name: encode_examples(model.config, vocabulary, examples) for name, examples in held.items()}
    say(f"vocabulary: {len(vocabulary):,} rows · {sum(p.numel() for p in model.parameters()):,} parameters")
    history = _told(fit(model, encoded, validations, settings, seed, keep), say)
    warmth = temperature(model, list(validations.values()))
    dropped = joined(learnt).dropped
    return (
        model,
        vocabulary,
        _summary(target, model, encoded, list(validations.values()), dropped, history, started),
        warmth,
    )


def _evaluate(
    stage: dict[str, Any], root: Path, result: tuple[Model, Vocabulary, dict[str, Any], float], say: Say
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    model, vocabulary, _, warmth = result
    checkpoint = Checkpoint("trained", model.config, vocabulary, model, warmth)
    found = []
    for entry in stage["data"]:
        report = evaluate(checkpoint, _examples(root, entry, model.config.task)).as_json()
        say(f"{entry['name']}: accuracy {report['accuracy']:.4f}, macro-F1 {report['macro_f1']:.4f}")
        found.append((entry, report))
    return found


def hardware() -> str:
    """What this was computed on, in a line for the card."""
    if devices.device() == "cuda":
        return torch.cuda.get_device_name()
    threads = torch.get_num_threads()
    return f"{threads} CPU thread{'s' * (threads > 1)} ({platform.machine()})"
