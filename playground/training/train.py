"""Train a model on one file of examples, from a checkpoint or from random weights, and write its folder."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from playground import devices
from playground.checkpoints import describe, save
from playground.checkpoints.folder import file_digest
from playground.data.examples import Examples
from playground.data.inspection import choose_columns, inspect
from playground.data.problems import Note, refuse
from playground.data.reading import Checked, check
from playground.data.splits import HELD_SHARE, split
from playground.data.validation import check_validation
from playground.errors import BadInput, choose
from playground.evaluation.baselines import baselines
from playground.models import ARCHITECTURES
from playground.tasks import TASKS
from playground.training import model_card
from playground.training.finetune.plan import suggest
from playground.training.finetune.tune import tune_and_save
from playground.training.learn import learn
from playground.training.report import Say
from playground.training.settings import check_seed
from playground.training.transfer import sizes


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
    found, assumed = _check_file(data, task, text_column, label_column)
    refuse(found.problems)
    for note in (*assumed, *found.problems):
        on_progress(note.sentence)
    given = {"text_column": text_column, "label_column": label_column}
    columns = {key: value for key, value in given.items() if value is not None}
    if validation is None:
        learnt, held = split(found.examples, seed, HELD_SHARE)
    else:
        other, assumed = _check_file(validation, task, text_column, label_column)
        fitting = check_validation(found, other)
        learnt, held = fitting.training, fitting.examples
        name = Path(held.name).name
        on_progress(f"{name}, for validation:")
        for note in (*assumed, *fitting.problems):
            on_progress(note.sentence)
        gone = ", ".join(fitting.labels_not_learnt[:10])
        if gone:
            on_progress(f"{name} has labels of which nothing is left to learn from: {gone}.")
    target = Path(out or f"runs/{Path(data).name.split('.')[0]}-{architecture}")
    if not from_scratch:
        plan = suggest(learnt, architecture, source or "shipped", seed=seed, title=target.name)
        plan = plan if epochs is None else replace(plan, epochs=epochs)
        for key, reason in plan.reasons.items():
            if key != "epochs" or epochs is None:
                on_progress(reason.sentence)
        return tune_and_save(learnt, held, plan, target, columns, on_progress)
    return _from_scratch(
        learnt, held, architecture, validation is not None, vector_file, target, epochs, seed, columns, on_progress
    )


def _check_file(
    path: str, task: str, text_column: str | None, label_column: str | None
) -> tuple[Checked, tuple[Note, ...]]:
    """The examples of a file with what is wrong with it, and what was assumed about it.

    Raises:
        BadInput, NotFound: as `inspect` and `check`.
    """
    sheet = inspect(path, task=task)
    return check(sheet, choose_columns(sheet, text_column, label_column)), sheet.assumed


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
    model, vocabulary, summary, warmth = learn(
        stage, [learnt], {held.name: held}, None, vector_path, None, None, target, None, on_progress, started
    )
    if vector_path is not None:
        stage["vector_file"]["sha256"] = file_digest(vector_path)
    summary["baselines"] = baselines(learnt, held)
    recipe = {"stages": [stage]}
    text = model_card.write(target.name, model.config, [], summary, recipe, devices.hardware(), warmth)
    save(target, model, vocabulary, temperature=warmth, recipe=recipe, card=text)
    return summary
