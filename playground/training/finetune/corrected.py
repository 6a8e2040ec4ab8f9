"""A training on the examples of a file whose labels somebody has corrected, beside the same training before that.

Both learn from the same rows and are measured on the same rows held back: what is decided of labels moves no row from
one side to the other. A row that was dropped is missing on its side. Where labels of the rows held back were corrected
themselves, there are two truths, and neither is fair alone. By the corrected labels every model looks better than it
is, since only labels were looked at that models contradict; by the labels of the file a model is wrong where it sees
through a mistake. So both are told, each with its own test.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playground.checkpoints import Checkpoint, load
from playground.data.examples import Examples
from playground.data.problems import Note
from playground.data.splits import part, split
from playground.errors import BadInput, PlaygroundError
from playground.evaluation.baselines import scores_of
from playground.evaluation.beside import beside
from playground.evaluation.error_analysis import given_labels
from playground.evaluation.label_decisions import Place, cleaned, count, of_part
from playground.training.finetune.plan import Plan, TuningStep
from playground.training.finetune.tune import TuningResult, tune

AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Corrected:
    """The two sides of a file after its labels were corrected.

    Attributes:
        train, validation: as they were decided.
        filed: the rows held back with the labels of the file, those that were dropped among them.
        counts: {learnt, held: {kept, changed, dropped}}.
    """

    train: Examples
    validation: Examples
    filed: Examples
    counts: dict[str, dict[str, int]]


def correct(
    examples: Examples,
    decided: Mapping[Place, tuple[str, str]],
    seed: int,
    share: float,
    validation: Examples | None = None,
) -> Corrected:
    """The examples as they were decided, split as they would have been without that.

    Args:
        validation: examples from a file of their own, of which nothing was decided; then nothing is split off.
    Raises:
        BadInput: too few examples to hold any back, or nothing is left on a side.
    """
    numbered = replace(examples, rows=tuple(range(len(examples))))
    learnt, held = (numbered, None) if validation is not None else split(numbered, seed, share)
    train, learnt_done = cleaned(part(examples, learnt.rows), of_part(decided, learnt.rows))
    if held is None:
        assert validation is not None
        filed = kept = validation
        held_done = [""] * len(validation)
    else:
        filed = part(examples, held.rows)
        kept, held_done = cleaned(filed, of_part(decided, held.rows))
    if not (len(train) and len(kept)):
        raise BadInput(
            f"All examples of {examples.name} that are {'held back' if len(train) else 'learnt from'} were dropped. "
            "Keep some of them.",
            key="corrected-held-empty" if len(train) else "corrected-learnt-empty",
            file=examples.name,
        )
    return Corrected(train, kept, filed, {"learnt": count(learnt_done), "held": count(held_done)})


def tune_corrected(
    corrected: Corrected, plan: Plan, folder: Path, before: str, stop: Callable[[], bool | str] = lambda: False
) -> Generator[TuningStep, None, TuningResult]:
    """What came of a training on corrected examples; its summary has `corrected`, what that brought.

    Args:
        before: the folder of the model that the same plan made of the same rows before.
    Raises:
        BadInput: as `tune`, or the model of before is gone.
    """
    learnt = corrected.counts["learnt"]
    remark = Note(
        f"It learnt from labels that somebody had checked: {learnt['changed']:,} of the examples were changed, "
        f"{learnt['dropped']:,} dropped.",
        "tuned-corrected",
        {"changed": learnt["changed"], "dropped": learnt["dropped"]},
    )
    columns = {"labels_changed": learnt["changed"], "rows_dropped": learnt["dropped"]}
    result = yield from tune(corrected.train, corrected.validation, plan, folder, stop, columns, remarks=[remark])
    yield TuningStep("measuring", history=tuple(result.summary["epochs"]))
    try:
        models = {AFTER: load(str(folder)), BEFORE: load(before)}
    except PlaygroundError as error:
        raise BadInput(
            "The model from before the correction is gone, so there is nothing to compare with. Train again.",
            key="corrected-before-gone",
        ) from error
    held = corrected.counts["held"]
    judged = {"corrected": _judged(models, corrected.validation)}
    if held["changed"] or held["dropped"]:
        judged["file"] = _judged(models, corrected.filed)
    found = {"counts": corrected.counts, "rows": list(corrected.filed.rows), "judged": judged}
    return replace(result, summary={**result.summary, "corrected": found})


def _judged(models: Mapping[str, Checkpoint], held: Examples) -> dict[str, Any]:
    """Both models on the same rows, by the labels that these have here, as JSON."""
    answers = {name: given_labels(model, held) for name, model in models.items()}
    intervals, (comparison,) = beside(held, answers)
    return {
        "rows": len(held),
        "scores": {name: scores_of(held, given) for name, given in answers.items()},
        "intervals": intervals,
        "comparison": comparison.as_json(),
    }
