"""From files to a checkpoint folder: `train` for one file of examples, `run_recipe` for a recipe of stages.

A recipe (`training.json`) is a list of stages. `vectors` learns word vectors from text, `masked` teaches an encoder
to guess words that it cannot see, `fit` trains a model (a new one, or one of a stage before), `teach` asks models
that were fitted before for soft labels of unlabelled text, from which a later `fit` may learn (they also replace a
`share` of its own labels; each of its files can have a share of its own), and `evaluate` measures the last model on
test data, once, for the card. Data are named relative to a root folder and held to their sha256. Stages whose results
are costly (vectors, encoders, epochs, soft labels) are kept in a folder beside the checkpoint, so that a run that was
stopped goes on, and recipes with the same teachers share them.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from playground import devices
from playground.checkpoints import WEIGHTS, Checkpoint, describe, load, save
from playground.errors import BadInput, NotFound, choose
from playground.models import ARCHITECTURES, Config, Model
from playground.tasks import TASKS
from playground.text import FIRST, Vocabulary
from playground.text import words as divide
from playground.training import card
from playground.training.baselines import baselines
from playground.training.columns import chosen, inspect
from playground.training.data import Checked, Examples, joined, lines, lost, read, told_beside
from playground.training.data import beside as check_beside
from playground.training.data import examples as checked
from playground.training.evaluate import evaluate
from playground.training.finetune import Plan, Tuned, suggest, tune
from playground.training.fit import (
    Encoded,
    History,
    Progress,
    build_vocabulary,
    carried,
    encode_examples,
    encode_texts,
    fit,
    measure,
    read_vectors,
    settings_from_json,
    temperature,
    widened,
)
from playground.training.pretrain import MaskedSettings, VectorSettings, masked, vectors
from playground.training.problems import refuse
from playground.training.splits import HELD_SHARE, apart, split
from playground.training.stages import MADE, check_seed, check_seeds, read_recipe
from playground.training.swaps import swapped
from playground.training.transfer import new_model, sizes

if TYPE_CHECKING:
    from playground.training.teach import Teacher

Say = Callable[[str], None]

SUMMARY = "summary.json"  # in the folder of a stage that was run to its end


def train(
    data: str,
    task: str = "sentiment",
    *,
    architecture: str | None = None,
    source: str | None = None,
    from_scratch: bool = False,
    text_column: str | None = None,
    label_column: str | None = None,
    validation: str | None = None,
    vector_file: str | None = None,
    out: str | None = None,
    epochs: int | None = None,
    seed: int = 0,
    on_progress: Say = lambda line: None,
) -> dict[str, Any]:
    """Train a model on one file and write its checkpoint folder; the summary of it.

    It starts from the shipped checkpoint of that architecture and task, or from `source`, or from random weights.
    Without a validation file, every fifth example of each label is held back to choose the best epoch. With one, what
    stands in it is not learnt from.

    Args:
        source: a reference to a checkpoint, whose architecture and task the model then has.
    Raises:
        BadInput: the file, or a setting, cannot be used.
        NotFound: there is no such task, architecture or source.
    """
    choose(TASKS, task, "task")
    if (architecture is None) == (source is None) or (source is not None and from_scratch):
        raise BadInput(
            "A model starts from the shipped checkpoint of an architecture, from random weights of one, or from a "
            "checkpoint. Give an architecture, or an architecture and from_scratch, or a source.",
            key="start-unclear",
        )
    if vector_file is not None and not from_scratch:
        raise BadInput(
            "Word vectors are what a model without a source starts from. Say that it starts from scratch.",
            key="vectors-and-source",
        )
    if source is not None:
        architecture = describe(source).architecture
    assert architecture is not None
    choose(ARCHITECTURES, architecture, "architecture")
    check_seed(seed)
    found = _looked_at(data, task, text_column, label_column, on_progress)
    given = {"text_column": text_column, "label_column": label_column}
    columns = {key: value for key, value in given.items() if value is not None}
    if validation is None:
        learnt, held = split(found.examples, seed, HELD_SHARE)
    else:
        other = _looked_at(validation, task, text_column, label_column, on_progress, beside=found)
        held = other.examples
        learnt, shared = apart(found.examples, held)
        if shared is not None:
            on_progress(shared.sentence)
        gone = lost(other, learnt)
        if gone:
            on_progress(
                f"{Path(held.name).name} has labels of which nothing is left to learn from: {', '.join(gone[:10])}."
            )
    target = Path(out or f"runs/{Path(data).name.split('.')[0]}-{architecture}")
    if not from_scratch:
        plan = suggest(learnt, architecture, source or "shipped", seed=seed, title=target.name)
        plan = plan if epochs is None else replace(plan, epochs=epochs)
        for key, reason in plan.reasons.items():
            if key != "epochs" or epochs is None:
                on_progress(reason.sentence)
        return _tuned(learnt, held, plan, target, columns, on_progress)
    return _from_scratch(
        learnt, held, architecture, validation is not None, vector_file, target, epochs, seed, columns, on_progress
    )


def _looked_at(
    path: str, task: str, text_column: str | None, label_column: str | None, say: Say, beside: Checked | None = None
) -> Checked:
    """The examples of a file, after what was assumed of it, left out of it and is odd about it was told.

    Args:
        beside: the file to learn from, where this one is for validation; then nothing is told that is about learning.
    Raises:
        BadInput, NotFound: as `read`; or there is nothing to tell apart.
    """
    sheet = inspect(path, task=task)
    found = checked(sheet, chosen(sheet, text_column, label_column))
    odd = found.problems
    if beside is None:
        refuse(odd)
    else:
        check_beside(beside, found)
        say(f"{Path(path).name}, for validation:")
        odd = tuple(told_beside(found))
    for note in (*sheet.assumed, *odd):
        say(note.sentence)
    return found


def _tuned(
    learnt: Examples, held: Examples, plan: Plan, target: Path, columns: dict[str, str], say: Say
) -> dict[str, Any]:
    """Carry out a plan, telling each step of it in a line; the summary."""
    target.parent.mkdir(parents=True, exist_ok=True)
    run = tune(learnt, held, plan, target, columns=columns)
    told = Telling(say)
    while True:
        try:
            step = next(run)
        except StopIteration as end:
            tuned: Tuned = end.value
            for said in (*tuned.notes, tuned.verdict):
                say(said.sentence)
            return tuned.summary
        if step.progress is not None:
            told(step.progress)


def _from_scratch(
    learnt: Examples,
    held: Examples,
    architecture: str,
    two_files: bool,
    vector_file: str | None,
    target: Path,
    epochs: int | None,
    seed: int,
    columns: dict[str, str],
    on_progress: Say,
) -> dict[str, Any]:
    """Train a model with random weights, or with word vectors of a file, as a recipe of one stage."""
    started = time.perf_counter()
    labels = list(TASKS[learnt.task].labels) if learnt.words is not None else sorted(set(learnt.labels))
    stage: dict[str, Any] = {
        "stage": "fit",
        "config": sizes(architecture, learnt.task, labels),
        "vocabulary": {"minimum_count": 1},
        "train": [{"name": Path(learnt.name).name, "sha256": learnt.sha256, **columns}],
        "settings": {"epochs": 10 if epochs is None else epochs, "word_dropout": 0.1, "texts_a_batch": 32},
        "seed": seed,
    }
    if not two_files:
        stage["share"] = HELD_SHARE
    else:
        stage |= {"validation": [{"name": Path(held.name).name, "sha256": held.sha256, **columns}], "apart": True}
    if vector_file is not None:
        stage["vector_file"] = {"name": Path(vector_file).name}
    vector_path = None if vector_file is None else Path(vector_file)
    model, vocabulary, summary, warmth = _learn(
        stage, [learnt], {held.name: held}, None, vector_path, None, None, target, None, on_progress, started
    )
    if vector_path is not None:
        stage["vector_file"]["sha256"] = _sha256(vector_path)
    summary["baselines"] = baselines(learnt, held)
    recipe = {"stages": [stage]}
    text = card.write(target.name, model.config, [], summary, recipe, devices.hardware(), warmth)
    save(target, model, vocabulary, temperature=warmth, recipe=recipe, card=text)
    return summary


class Telling:
    """Tells a training's progress in lines: each epoch, and every ten seconds."""

    def __init__(self, say: Say) -> None:
        self.say, self.last = say, 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.perf_counter()
        if progress.finished is not None or now - self.last > 10:
            self.last = now
            self.say(_line(progress))


def _told(run: Any, on_progress: Say) -> History:
    """Run a training to its end, telling each step of it in a line."""
    told = Telling(on_progress)
    while True:
        try:
            told(next(run))
        except StopIteration as end:
            history: History = end.value
            return history


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


def _reference(folder: Path) -> str:
    """A folder as a reference to a checkpoint: a relative one begins with a point."""
    return str(folder) if folder.is_absolute() else f".{os.sep}{folder}"


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
        "checkpoint": _reference(target),
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
        # of a run that was taken up again: at least what all its epochs took
        "seconds": max(time.perf_counter() - started, sum(entry["seconds"] for entry in history.epochs)),
    }


# --- recipes -------------------------------------------------------------------------------------


def run_recipe(
    recipe_path: str,
    data_root: str,
    out: str | None = None,
    on_progress: Say = lambda line: None,
    seeds: Sequence[int] = (),
) -> dict[str, Any]:
    """Run the stages of a recipe and write the checkpoint folder; the summary of its training.

    Args:
        out: the folder to write; `runs/<name of the recipe's folder>` unless given.
        seeds: others than the recipe's own. What the model learns from labels it learns with each of them too, for the
            spread on the test sets: the card and the summary (“seeds”) hold it. The checkpoint is that of the recipe.
    Raises:
        BadInput: the recipe or its data are not as they should be, or the seeds are not.
    """
    started = time.perf_counter()
    path = Path(recipe_path)
    recipe = read_recipe(path)
    check_seeds(seeds, recipe["stages"])
    target = Path(out or f"runs/{path.resolve().parent.name}")
    kept = target.parent / "stages"
    root = Path(data_root)
    if recipe["stages"][0]["stage"] == "tune":
        return _tune(recipe["stages"][0], root, target, on_progress)
    pretrained: dict[str, Vectors] = {}
    fitted: dict[str, Fitted] = {}
    lessons: dict[str, Lessons] = {}
    result: Fitted | None = None
    reports: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for stage in recipe["stages"]:
        if stage["stage"] == "vectors":
            pretrained[stage["name"]] = _vectors(stage, root, kept, on_progress)
        elif stage["stage"] == "masked":
            fitted[stage["name"]] = _masked(stage, root, kept, pretrained, on_progress)
        elif stage["stage"] == "fit":
            result = _fit(stage, root, target, kept, pretrained, fitted, lessons, on_progress, started)
            fitted[stage.get("name", "")] = result
        elif stage["stage"] == "teach":
            lessons[stage["name"]] = _teach(stage, root, fitted, kept, on_progress)
        else:
            assert result is not None  # read_recipe refuses a recipe that evaluates before it has fitted
            reports += _evaluate(stage, root, result, on_progress)
    assert result is not None  # read_recipe refuses a recipe without a fit
    model, vocabulary, summary, warmth = result.parts
    write = partial(card.write, target.name, model.config, reports, summary, recipe, devices.hardware(), warmth)
    _save(target, model, vocabulary, warmth, recipe, write())
    if not seeds:
        return summary
    own = card.lineage(recipe["stages"])
    again: list[tuple[int, card.Reports]] = []
    for seed in seeds:
        on_progress(f"seed {seed}")
        others = dict(fitted)  # its teachers are those of the recipe
        for stage in own:
            if stage["stage"] == "fit":
                varied = {**stage, "seed": seed}
                result = _fit(varied, root, target, kept, pretrained, others, lessons, on_progress, time.perf_counter())
                others[stage.get("name", "")] = result
        tests = (stage for stage in recipe["stages"] if stage["stage"] == "evaluate")
        again.append((seed, [pair for stage in tests for pair in _evaluate(stage, root, result, on_progress)]))
        _save(target, model, vocabulary, warmth, recipe, write(again=again))  # one seed is not lost
    runs = [(own[-1].get("seed", 0), reports), *again]
    return summary | {
        "seeds": [
            {"seed": seed, "metrics": {entry["title"]: card.numbers(report) for entry, report in found}}
            for seed, found in runs
        ]
    }


def _save(target: Path, model: Model, vocabulary: Vocabulary, warmth: float, recipe: dict[str, Any], text: str) -> None:
    """Write the checkpoint; what its card tells of the same weights beside (other seeds, behaviour) stays in it."""
    readme = target / "README.md"
    old, weights = (readme.read_text("utf-8"), _sha256(target / WEIGHTS)) if readme.is_file() else ("", "")
    save(target, model, vocabulary, temperature=warmth, recipe=recipe, card=text)
    if old and weights == _sha256(target / WEIGHTS):
        readme.write_text(card.with_other_sections(text, old), "utf-8")


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


def _vectors(stage: dict[str, Any], root: Path, kept: Path, say: Say) -> Vectors:
    from safetensors.numpy import load_file, save_file

    key = _key(stage)
    weights, names = kept / f"vectors-{key}.safetensors", kept / f"vectors-{key}.json"
    if weights.is_file() and names.is_file():
        say(f"vectors: taken from {weights}")
        return Vectors(json.loads(names.read_text("utf-8")), load_file(weights)["vectors"], key)
    paths = [_found(root, entry) for entry in stage["data"]]
    texts = (text for path in paths for text in lines(path))
    words, rows = vectors(texts, VectorSettings(**stage.get("settings", {})), stage.get("seed", 0), say)
    kept.mkdir(parents=True, exist_ok=True)
    save_file({"vectors": rows}, weights)
    names.write_text(json.dumps(words, ensure_ascii=False), "utf-8")
    return Vectors(words, rows, key)


def _masked(stage: dict[str, Any], root: Path, kept: Path, pretrained: dict[str, Vectors], say: Say) -> Fitted:
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
        texts = (text for entry in stage["data"] for text in lines(_found(root, entry)))
        ids = [np.array(vocabulary.ids([word.text for word in divide(text)]), dtype=np.int32) for text in texts]
        masked(model, ids, MaskedSettings(**stage["settings"]), seed, folder, say)
        names.write_text(json.dumps(vocabulary.words, ensure_ascii=False), "utf-8")
        new = weights.with_suffix(".new")
        save_file({name: value.cpu().contiguous() for name, value in model.state_dict().items()}, new)
        new.replace(weights)
    return Fitted((model, vocabulary, {}, 1.0), key)


@dataclass(frozen=True)
class Fitted:
    """What a stage "fit" made: model, vocabulary, summary and temperature, and the stage's key."""

    parts: tuple[Model, Vocabulary, dict[str, Any], float]
    key: str


def _fit(
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
            learnt = [apart(part, joined(list(held.values())))[0] for part in learnt]
    else:
        part, rest = split(joined(learnt), seed, stage.get("share", 0.1))
        learnt, held = [part], {rest.name: rest}
    vector_path = _found(root, stage["vector_file"]) if "vector_file" in stage else None
    found = (start.words, start.rows) if start else None
    parts = _learn(stage, learnt, held, found, vector_path, lesson, before, target, keep, say, started)
    model, vocabulary, summary, warmth = parts
    save(keep, model, vocabulary, temperature=warmth)
    (keep / SUMMARY).write_text(json.dumps(summary), "utf-8")
    return Fitted(parts, key)


def _kept(keep: Path, target: Path, say: Say) -> tuple[Model, Vocabulary, dict[str, Any], float]:
    """What a stage "fit" that was run to its end before has made; the time is that of its epochs."""
    say(f"model: taken from {keep}")
    checkpoint = load(_reference(keep))
    assert checkpoint.model is not None
    summary = json.loads((keep / SUMMARY).read_text("utf-8"))
    summary |= {"checkpoint": _reference(target), "seconds": sum(entry["seconds"] for entry in summary["epochs"])}
    return checkpoint.model, checkpoint.vocabulary, summary, checkpoint.temperature


@dataclass(frozen=True)
class Lessons:
    """What a stage "teach" makes: soft labels of texts, and who can be asked for more. Nothing is read or asked before
    there is a student."""

    unlabelled: Callable[[], tuple[list[list[str]], list[np.ndarray]]]  # texts; (labels,) or (words, labels) for each
    ask: Callable[[str, Sequence[list[str]]], list[np.ndarray]]  # the texts are kept under a name
    key: str


def _teach(stage: dict[str, Any], root: Path, fitted: dict[str, Fitted], kept: Path, say: Say) -> Lessons:
    """Ask the teachers for soft labels of all texts and sentences that the stage names."""
    from playground.training import teach

    members = [fitted[name] for name in stage["teachers"]]
    teachers = [
        teach.network(Checkpoint("teacher", model.config, vocabulary, model, warmth))
        for model, vocabulary, _, warmth in (member.parts for member in members)
    ]
    if "linear" in stage:
        config = members[0].parts[0].config

        @cache
        def linear() -> Teacher:  # fitted once it is asked, and never where all answers are kept
            say("soft labels: a linear model is fitted")
            return teach.linear([_examples(root, entry, config.task) for entry in stage["linear"]], config.labels)

        teachers.append(lambda texts: linear()(texts))
    key = _key(stage, *(member.key for member in members))
    ask = partial(_asked, kept / f"teach-{key}", teachers, say)

    def unlabelled() -> tuple[list[list[str]], list[np.ndarray]]:
        texts: list[list[str]] = []
        for entry in stage["data"]:
            found = list(lines(_found(root, entry)))
            texts += teach.divided(found[: entry.get("texts", len(found))])
            texts += teach.divided(teach.sentences(found, entry.get("sentences", 0), stage.get("seed", 0)))
        texts = [text for text in texts if text]
        return texts, ask("unlabelled", texts)

    return Lessons(unlabelled, ask, key)


def _asked(folder: Path, teachers: Sequence[Teacher], say: Say, name: str, texts: Sequence[list[str]]) -> list[Any]:
    """The teachers' answers to the texts, taken from the folder if they are there, else kept in it."""
    from safetensors.numpy import load_file, save_file

    from playground.training import teach

    path = folder / f"{name}.safetensors"
    if path.is_file():
        say(f"soft labels: taken from {path}")
    else:
        answers = [np.atleast_2d(answer) for answer in teach.taught(teachers, texts, say)]
        folder.mkdir(parents=True, exist_ok=True)
        rows = np.array([len(answer) for answer in answers])
        new = path.with_suffix(".new")
        save_file({"probabilities": np.concatenate(answers).astype(np.float16), "rows": rows}, new)
        new.replace(path)
    stored = load_file(path)
    return np.split(stored["probabilities"].astype(np.float32), np.cumsum(stored["rows"])[:-1])


def _tune(stage: dict[str, Any], root: Path, target: Path, say: Say) -> dict[str, Any]:
    """Do a stage "tune": fine-tune once more on the same data, by the same plan; the summary."""
    plan = Plan.from_json({**stage["plan"], "title": target.name})
    learnt = joined([_examples(root, entry, plan.task) for entry in stage["train"]])
    if "validation" in stage:
        held = joined([_examples(root, entry, plan.task) for entry in stage["validation"]])
        learnt, _ = apart(learnt, held)
    else:
        learnt, held = split(learnt, plan.seed, stage["share"])
    columns = {key: value for key, value in stage["train"][0].items() if key.endswith("_column")}
    return _tuned(learnt, held, plan, target, columns, say)


def _examples(root: Path, entry: dict[str, Any], task: str) -> Examples:
    found = _labelled(root, entry, task)
    return swapped(found, entry["swapped"], entry.get("seed", 0)) if "swapped" in entry else found


def _labelled(root: Path, entry: dict[str, Any], task: str) -> Examples:
    if "made" in entry:
        found = MADE[entry["name"]](entry["made"], entry.get("seed", 0))
        if "sha256" in entry and found.sha256 != entry["sha256"]:
            raise BadInput(
                f"The sentences “{entry['name']}” are made differently by now (sha256 differs). Take the sha256 out of "
                "the recipe to learn from the new ones.",
                key="recipe-made",
                given=entry["name"],
            )
        return found
    return read(_found(root, entry), task, entry.get("text_column"), entry.get("label_column"))


def _learn(
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
        found = read_vectors(vector_path) if vector_path is not None else None
        more = (
            widened(before.parts[1], learnt, **stage["vocabulary"], also=found[0] if found else ())
            if "vocabulary" in stage
            else before.parts[1]
        )
        model, vocabulary = _continued(sizes, before, seed, more, found), more
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
    history = _told(fit(model, encoded, validations, settings, seed, keep), say)
    warmth = temperature(model, list(validations.values()))
    dropped = joined(learnt).dropped
    return (
        model,
        vocabulary,
        _summary(target, model, encoded, list(validations.values()), dropped, history, started),
        warmth,
    )


def _continued(
    sizes: dict[str, Any],
    before: Fitted,
    seed: int,
    vocabulary: Vocabulary,
    found: tuple[list[str], np.ndarray] | None,
) -> Model:
    """A model with the weights of one that was fitted before, of the same sizes.

    Args:
        vocabulary: its words, or those and more behind them. The new ones get what `carried` makes of vectors that were
            learnt elsewhere, where these know the word, and a small random vector where they do not.
        found: words and vectors that were learnt elsewhere.
    """
    source, known = before.parts[:2]
    model = new_model({**sizes, "size": source.config.size}, vocabulary, seed)
    state = dict(source.state_dict())
    if len(vocabulary) > len(known):
        weight = model.word_embedding.weight.detach() * 0.1
        old = state["word_embedding.weight"]
        weight[: len(known)] = old
        if found is not None:
            rows, vectors = carried(known.words, old[FIRST:], vocabulary.words[len(known.words) :], *found)
            weight[[len(known) + row for row in rows]] = vectors.to(weight)
        state["word_embedding.weight"] = weight
    model.load_state_dict(state)
    return model


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


def _evaluate(
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
