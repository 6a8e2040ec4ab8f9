"""The stages of a recipe, a function each: what a stage makes is kept in a folder, so that a run can go on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from playground.checkpoints import Checkpoint, load, save
from playground.checkpoints.folder import file_digest
from playground.data.examples import Examples, joined
from playground.data.reading import read, texts_only
from playground.data.splits import split, without_texts_of
from playground.errors import BadInput, NotFound
from playground.evaluation.evaluate import evaluate
from playground.models import Model
from playground.text import Vocabulary
from playground.text import words as divide
from playground.training.finetune.plan import Plan
from playground.training.finetune.tune import tune_and_save
from playground.training.pretraining import MaskedSettings, VectorSettings, masked, vectors
from playground.training.recipes.opinion_sentences import opinions
from playground.training.settings import check_seed
from playground.training.transfer import new_model
from playground.training.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from playground.training.distillation import Teacher
from playground.training.learn import Fitted, Lessons, learn
from playground.training.report import Say, folder_reference

SUMMARY = "summary.json"  # in the folder of a stage that was run to its end


def _found(root: Path, entry: dict[str, Any]) -> Path:
    path = root / entry["name"]
    if not path.is_file():
        raise NotFound(
            f"There is no {entry['name']} under {root}, which the recipe needs. Give its folder with --data-root.",
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


def _key(stage: dict[str, Any], *others: str) -> str:
    """A name for what a stage makes: the same settings and sources give the same name, whatever the stage is called."""
    told = {key: value for key, value in stage.items() if key != "name"} if stage["stage"] != "vectors" else stage
    text = json.dumps(told, sort_keys=True) + "".join(others)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Vectors:
    """What a stage "vectors" made: words and their vectors, (words, size), and the stage's key."""

    words: list[str]
    rows: np.ndarray
    key: str


def run_vectors(stage: dict[str, Any], root: Path, kept: Path, say: Say) -> Vectors:
    from safetensors.numpy import load_file, save_file

    key = _key(stage)
    weights, names = kept / f"vectors-{key}.safetensors", kept / f"vectors-{key}.json"
    if weights.is_file() and names.is_file():
        say(f"vectors: taken from {weights}")
        return Vectors(json.loads(names.read_text("utf-8")), load_file(weights)["vectors"], key)
    paths = [_found(root, entry) for entry in stage["data"]]
    texts = (text for path in paths for text in texts_only(path))
    words, rows = vectors(texts, VectorSettings(**stage.get("settings", {})), stage.get("seed", 0), say)
    kept.mkdir(parents=True, exist_ok=True)
    save_file({"vectors": rows}, weights)
    names.write_text(json.dumps(words, ensure_ascii=False), "utf-8")
    return Vectors(words, rows, key)


def run_masked(stage: dict[str, Any], root: Path, kept: Path, pretrained: dict[str, Vectors], say: Say) -> Fitted:
    """Do a stage "masked": a model whose embedding and encoder have learnt to guess words, and its vocabulary.

    The vocabulary is that of a "fit" which learns from the examples under "words".
    """
    from safetensors.torch import load_file, save_file

    start = pretrained[stage["vectors"]] if "vectors" in stage else None
    seed, key = stage.get("seed", 0), _key(stage, *([start.key] if start else []))
    folder = kept / f"masked-{key}"
    weights, names = folder / "model.safetensors", folder / "words.json"
    there = weights.is_file() and names.is_file()
    if there:
        vocabulary = Vocabulary(json.loads(names.read_text("utf-8")))
    else:
        known = [_examples(root, entry, stage["config"]["task"]) for entry in stage["words"]]
        vocabulary = build_vocabulary(known, **stage.get("vocabulary", {}), also=start.words if start else ())
    sizes = stage["config"] if start is None else {**stage["config"], "size": start.rows.shape[1]}
    model = new_model(sizes, vocabulary, seed, (start.words, start.rows) if start else None)
    if there:
        say(f"hidden words: taken from {weights}")
        model.load_state_dict(load_file(weights))
    else:
        texts = (text for entry in stage["data"] for text in texts_only(_found(root, entry)))
        ids = [np.array(vocabulary.ids([word.text for word in divide(text)]), dtype=np.int32) for text in texts]
        masked(model, ids, MaskedSettings(**stage["settings"]), seed, folder, say)
        names.write_text(json.dumps(vocabulary.words, ensure_ascii=False), "utf-8")
        new = weights.with_suffix(".new")
        save_file({name: value.cpu().contiguous() for name, value in model.state_dict().items()}, new)
        new.replace(weights)
    return Fitted((model, vocabulary, {}, 1.0), key)


def run_fit(
    stage: dict[str, Any],
    root: Path,
    target: Path,
    kept: Path,
    pretrained: dict[str, Vectors],
    fitted: dict[str, Fitted],
    lessons: dict[str, Lessons],
    say: Say,
    started: float,
) -> Fitted:
    start = pretrained[stage["vectors"]] if "vectors" in stage else None
    lesson = lessons[stage["teach"]["name"]] if "teach" in stage else None
    before = fitted[stage["from"]] if "from" in stage else None
    key = _key(stage, *(source.key for source in (start, lesson, before) if source is not None))
    keep = kept / f"fit-{key}"
    if (keep / SUMMARY).is_file():
        return Fitted(_kept(keep, target, say), key)
    task, seed = stage["config"].get("task"), stage.get("seed", 0)
    check_seed(seed)
    learnt = [_examples(root, entry, task) for entry in stage["train"]]
    if "validation" in stage:
        held = {entry["name"]: _examples(root, entry, task) for entry in stage["validation"]}
        if stage.get("apart"):
            learnt = [without_texts_of(part, joined(list(held.values())))[0] for part in learnt]
    else:
        part, rest = split(joined(learnt), seed, stage.get("share", 0.1))
        learnt, held = [part], {rest.name: rest}
    vector_path = _found(root, stage["vector_file"]) if "vector_file" in stage else None
    found = (start.words, start.rows) if start else None
    parts = learn(stage, learnt, held, found, vector_path, lesson, before, target, keep, say, started)
    model, vocabulary, summary, warmth = parts
    save(keep, model, vocabulary, temperature=warmth)
    (keep / SUMMARY).write_text(json.dumps(summary), "utf-8")
    return Fitted(parts, key)


def _kept(keep: Path, target: Path, say: Say) -> tuple[Model, Vocabulary, dict[str, Any], float]:
    """What a stage "fit" that was run to its end before has made; the time is that of its epochs."""
    say(f"model: taken from {keep}")
    checkpoint = load(folder_reference(keep))
    assert checkpoint.model is not None
    summary = json.loads((keep / SUMMARY).read_text("utf-8"))
    summary |= {"checkpoint": folder_reference(target), "seconds": sum(entry["seconds"] for entry in summary["epochs"])}
    return checkpoint.model, checkpoint.vocabulary, summary, checkpoint.temperature


def run_teach(stage: dict[str, Any], root: Path, fitted: dict[str, Fitted], kept: Path, say: Say) -> Lessons:
    """Ask the teachers for soft labels of all texts and sentences that the stage names."""
    from playground.training import distillation

    members = [fitted[name] for name in stage["teachers"]]
    teachers = [
        distillation.network(Checkpoint("teacher", model.config, vocabulary, model, warmth))
        for model, vocabulary, _, warmth in (member.parts for member in members)
    ]
    if "linear" in stage:
        config = members[0].parts[0].config

        @cache
        def linear() -> Teacher:  # fitted once it is asked, and never where all answers are kept
            say("soft labels: a linear model is fitted")
            return distillation.linear(
                [_examples(root, entry, config.task) for entry in stage["linear"]], config.labels
            )

        teachers.append(lambda texts: linear()(texts))
    key = _key(stage, *(member.key for member in members))
    ask = partial(_asked, kept / f"teach-{key}", teachers, say)

    def unlabelled() -> tuple[list[list[str]], list[np.ndarray]]:
        texts: list[list[str]] = []
        for entry in stage["data"]:
            found = list(texts_only(_found(root, entry)))
            texts += distillation.divided(found[: entry.get("texts", len(found))])
            texts += distillation.divided(
                distillation.sentences(found, entry.get("sentences", 0), stage.get("seed", 0))
            )
        texts = [text for text in texts if text]
        return texts, ask("unlabelled", texts)

    return Lessons(unlabelled, ask, key)


def _asked(folder: Path, teachers: Sequence[Teacher], say: Say, name: str, texts: Sequence[list[str]]) -> list[Any]:
    """The teachers' answers to the texts, taken from the folder if they are there, else kept in it."""
    from safetensors.numpy import load_file, save_file

    from playground.training import distillation

    path = folder / f"{name}.safetensors"
    if path.is_file():
        say(f"soft labels: taken from {path}")
    else:
        answers = [np.atleast_2d(answer) for answer in distillation.taught(teachers, texts, say)]
        folder.mkdir(parents=True, exist_ok=True)
        rows = np.array([len(answer) for answer in answers])
        new = path.with_suffix(".new")
        save_file({"probabilities": np.concatenate(answers).astype(np.float16), "rows": rows}, new)
        new.replace(path)
    stored = load_file(path)
    return np.split(stored["probabilities"].astype(np.float32), np.cumsum(stored["rows"])[:-1])


def run_tune(stage: dict[str, Any], root: Path, target: Path, say: Say) -> dict[str, Any]:
    """Do a stage "tune": fine-tune once more on the same data, by the same plan; the summary."""
    plan = Plan.from_json({**stage["plan"], "title": target.name})
    learnt = joined([_examples(root, entry, plan.task) for entry in stage["train"]])
    if "validation" in stage:
        held = joined([_examples(root, entry, plan.task) for entry in stage["validation"]])
        learnt, _ = without_texts_of(learnt, held)
    else:
        learnt, held = split(learnt, plan.seed, stage["share"])
    columns = {key: value for key, value in stage["train"][0].items() if key.endswith("_column")}
    return tune_and_save(learnt, held, plan, target, columns, say)


def _examples(root: Path, entry: dict[str, Any], task: str) -> Examples:
    if "made" in entry:
        found = opinions(entry["made"], entry.get("seed", 0))
        if "sha256" in entry and found.sha256 != entry["sha256"]:
            raise BadInput(
                f"The sentences “{entry['name']}” are made differently by now (sha256 differs). Take the sha256 out of "
                "the recipe to learn from the new ones.",
                key="recipe-made",
                given=entry["name"],
            )
        return found
    return read(_found(root, entry), task, entry.get("text_column"), entry.get("label_column"))


def run_evaluate(
    stage: dict[str, Any], root: Path, result: Fitted, say: Say
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    model, vocabulary, _, warmth = result.parts
    checkpoint = Checkpoint("trained", model.config, vocabulary, model, warmth)
    found = []
    for entry in stage["data"]:
        report = evaluate(checkpoint, _examples(root, entry, model.config.task)).as_json()
        say(f"{entry['name']}: accuracy {report['accuracy']:.4f}, macro-F1 {report['macro_f1']:.4f}")
        found.append((entry, report))
    return found
