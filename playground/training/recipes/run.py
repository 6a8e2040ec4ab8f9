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

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from playground import devices
from playground.checkpoints import WEIGHTS, card_sections, save
from playground.checkpoints.folder import file_digest
from playground.models import Model
from playground.text import Vocabulary
from playground.training import model_card
from playground.training.learn import Fitted, Lessons
from playground.training.recipes.schema import check_seeds, read_recipe
from playground.training.recipes.stages import (
    Vectors,
    run_evaluate,
    run_fit,
    run_masked,
    run_teach,
    run_tune,
    run_vectors,
)
from playground.training.report import Say

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
        return run_tune(recipe["stages"][0], root, target, on_progress)
    pretrained: dict[str, Vectors] = {}
    fitted: dict[str, Fitted] = {}
    lessons: dict[str, Lessons] = {}
    result: Fitted | None = None
    reports: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for stage in recipe["stages"]:
        if stage["stage"] == "vectors":
            pretrained[stage["name"]] = run_vectors(stage, root, kept, on_progress)
        elif stage["stage"] == "masked":
            fitted[stage["name"]] = run_masked(stage, root, kept, pretrained, on_progress)
        elif stage["stage"] == "fit":
            result = run_fit(stage, root, target, kept, pretrained, fitted, lessons, on_progress, started)
            fitted[stage.get("name", "")] = result
        elif stage["stage"] == "teach":
            lessons[stage["name"]] = run_teach(stage, root, fitted, kept, on_progress)
        else:
            assert result is not None  # read_recipe refuses a recipe that evaluates before it has fitted
            reports += run_evaluate(stage, root, result, on_progress)
    assert result is not None  # read_recipe refuses a recipe without a fit
    model, vocabulary, summary, warmth = result.parts
    write = partial(model_card.write, target.name, model.config, reports, summary, recipe, devices.hardware(), warmth)
    _save(target, model, vocabulary, warmth, recipe, write())
    if not seeds:
        return summary
    own = model_card.lineage(recipe["stages"])
    again: list[tuple[int, model_card.Reports]] = []
    for seed in seeds:
        on_progress(f"seed {seed}")
        others = dict(fitted)  # its teachers are those of the recipe
        for stage in own:
            if stage["stage"] == "fit":
                varied = {**stage, "seed": seed}
                result = run_fit(
                    varied, root, target, kept, pretrained, others, lessons, on_progress, time.perf_counter()
                )
                others[stage.get("name", "")] = result
        tests = (stage for stage in recipe["stages"] if stage["stage"] == "evaluate")
        again.append((seed, [pair for stage in tests for pair in run_evaluate(stage, root, result, on_progress)]))
        _save(target, model, vocabulary, warmth, recipe, write(again=again))  # one seed is not lost
    runs = [(own[-1].get("seed", 0), reports), *again]
    return summary | {
        "seeds": [
            {"seed": seed, "metrics": {entry["title"]: model_card.numbers(report) for entry, report in found}}
            for seed, found in runs
        ]
    }


def _save(target: Path, model: Model, vocabulary: Vocabulary, warmth: float, recipe: dict[str, Any], text: str) -> None:
    """Write the checkpoint; what its card tells of the same weights beside (other seeds, behaviour) stays in it."""
    readme = target / "README.md"
    old, weights = (readme.read_text("utf-8"), file_digest(target / WEIGHTS)) if readme.is_file() else ("", "")
    save(target, model, vocabulary, temperature=warmth, recipe=recipe, card=text)
    if old and weights == file_digest(target / WEIGHTS):
        readme.write_text(card_sections.with_other_sections(text, old), "utf-8")
