"""From a recipe of stages to a checkpoint folder.

A recipe (`training.json`) is a list of stages. `vectors` learns word vectors from text, `masked` teaches an encoder
to guess words that it cannot see, `encoder` fine-tunes a Transformer that was pretrained elsewhere, as a teacher, `fit`
trains a model (a new one, or one of a stage before), `teach` asks models that were fitted before for soft labels of
unlabelled text, from which a later `fit` may learn (they also replace a `share` of its own labels; each of its files
can have a share of its own, and further unlabelled text, under `also`, teachers of its own), and `evaluate` measures
the last model on test data, once, for the card. Data are named relative to a root folder and held to their sha256.
Stages whose results are costly (vectors, encoders, epochs, soft labels) are stored in a folder beside the checkpoint,
so that a run that was stopped goes on, and recipes with the same teachers share them.

What each stage does stands in `stages.py`, what it may say in `schema.py`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from playground import devices
from playground.checkpoints import WEIGHTS, card_sections, save
from playground.checkpoints.folder import file_digest
from playground.training import model_card
from playground.training.fit_stage import FittedModel
from playground.training.recipes.schema import check_seeds, read_recipe
from playground.training.recipes.stages import (
    RecipeRun,
    run_encoder,
    run_evaluate,
    run_fit,
    run_masked,
    run_teach,
    run_tune,
    run_vectors,
)
from playground.training.report import Log


def run_recipe(
    recipe_path: str,
    data_root: str,
    out: str | None = None,
    on_progress: Log = lambda line: None,
    seeds: Sequence[int] = (),
) -> dict[str, Any]:
    """The summary of the training by a recipe, whose stages are run and whose checkpoint folder is written.

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
    run = RecipeRun(Path(data_root), target, target.parent / "stages", on_progress)
    if recipe["stages"][0]["stage"] == "tune":
        return run_tune(recipe["stages"][0], run)
    fitted, reports = _run_stages(recipe, run, started)
    card = partial(
        model_card.recipe_card,
        target.name,
        fitted.model.config,
        reports,
        fitted.summary,
        recipe,
        devices.hardware(),
        fitted.temperature,
    )
    _save(target, fitted, recipe, card())
    if not seeds:
        return fitted.summary
    other_seeds: list[tuple[int, model_card.Reports]] = []
    for seed in seeds:
        other_seeds.append((seed, _run_with_seed(seed, recipe, run)))
        _save(target, fitted, recipe, card(other_seeds=other_seeds))  # the results of one seed are not lost
    own_seed = model_card.lineage(recipe["stages"])[-1].get("seed", 0)
    return fitted.summary | {
        "seeds": [
            {"seed": seed, "metrics": {entry["title"]: model_card.numbers(report) for entry, report in found}}
            for seed, found in [(own_seed, reports), *other_seeds]
        ]
    }


def _run_stages(recipe: dict[str, Any], run: RecipeRun, started: float) -> tuple[FittedModel, model_card.Reports]:
    """The model that the stages of a recipe make, and the reports on its test sets."""
    fitted: FittedModel | None = None
    reports: model_card.Reports = []
    for stage in recipe["stages"]:
        if stage["stage"] == "vectors":
            run.vectors[stage["name"]] = run_vectors(stage, run)
        elif stage["stage"] == "masked":
            run.models[stage["name"]] = run_masked(stage, run)
        elif stage["stage"] == "encoder":
            run.encoders[stage["name"]] = run_encoder(stage, run)
        elif stage["stage"] == "fit":
            fitted = run.models[stage.get("name", "")] = run_fit(stage, run, started)
        elif stage["stage"] == "teach":
            run.soft_labels[stage["name"]] = run_teach(stage, run)
        else:
            assert fitted is not None  # read_recipe refuses a recipe that evaluates before it has fitted
            reports += run_evaluate(stage, run, fitted)
    assert fitted is not None  # read_recipe refuses a recipe without a fit
    return fitted, reports


def _run_with_seed(seed: int, recipe: dict[str, Any], run: RecipeRun) -> model_card.Reports:
    """The reports on the test sets of the recipe's model, trained once more with another seed: all stages “fit” of its
    lineage but those that say `shared_by_seeds`."""
    run.log(f"seed {seed}")
    seed_run = replace(run, models=dict(run.models))  # its teachers are those of the recipe
    fitted: FittedModel | None = None
    for stage in model_card.lineage(recipe["stages"]):
        if stage["stage"] == "fit" and not stage.get("shared_by_seeds"):
            fitted = run_fit({**stage, "seed": seed}, seed_run, time.perf_counter())
            seed_run.models[stage.get("name", "")] = fitted
    assert fitted is not None  # a lineage ends with a fit
    tests = (stage for stage in recipe["stages"] if stage["stage"] == "evaluate")
    return [pair for stage in tests for pair in run_evaluate(stage, run, fitted)]


def _save(target: Path, fitted: FittedModel, recipe: dict[str, Any], card: str) -> None:
    """Write the checkpoint; what its card says of the same weights beside (other seeds, behaviour) stays in it."""
    readme = target / "README.md"
    old, weights = (readme.read_text("utf-8"), file_digest(target / WEIGHTS)) if readme.is_file() else ("", "")
    save(target, fitted.model, fitted.vocabulary, temperature=fitted.temperature, recipe=recipe, card=card)
    if old and weights == file_digest(target / WEIGHTS):
        readme.write_text(card_sections.with_other_sections(card, old), "utf-8")
