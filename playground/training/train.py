"""Train a model on one file of examples, from a checkpoint or from random weights, and write its folder.

Recipes of several stages stand in `recipes/run.py`; the training loop itself in `fit.py`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from playground import devices
from playground.checkpoints import Checkpoint, describe, load, save
from playground.checkpoints.folder import file_digest
from playground.data.examples import Examples
from playground.data.notation import notation
from playground.data.splits import VALIDATION_SHARE, split
from playground.errors import BadInput, choose
from playground.evaluation.answer_when_sure import measure, settle
from playground.evaluation.baselines import baseline_answers, scores_of
from playground.evaluation.selective import check_share
from playground.models import ARCHITECTURES
from playground.tasks import TASKS
from playground.text_language import language_of
from playground.training import distributed, model_card
from playground.training.finetune.on_file import ReadingOptions, read_to_learn
from playground.training.finetune.plan import suggest
from playground.training.finetune.tune import add_others, tune_and_save
from playground.training.fit_stage import FitInputs, fit_stage
from playground.training.report import Log, folder_reference
from playground.training.settings import check_seed
from playground.training.transfer import sizes, tokenisation


def train(
    data: str,
    task: str = "sentiment",
    *,
    architecture: str | None = None,
    source: str | None = None,
    from_scratch: bool = False,
    text_column: str | None = None,
    label_column: str | None = None,
    delimiter: str | None = None,
    encoding: str | None = None,
    validation: str | None = None,
    vector_file: str | None = None,
    out: str | None = None,
    epochs: int | None = None,
    seed: int = 0,
    language: str | None = None,
    pretokenized: bool = False,
    wrong_at_most: float | None = None,
    seeds: Sequence[int] = (),
    on_progress: Log = lambda line: None,
) -> dict[str, Any]:
    """The summary of a model that is trained on one file and written as a checkpoint folder.

    It starts from the shipped checkpoint of that architecture and task, or from `source`, or from random weights.
    Without a validation file, rows that a column of the file marks as those for validation are held back to choose the
    best epoch, and where it marks none every fifth example of each label. With one, what stands in it is not learnt
    from. Rows that are marked as those for validation or a test are never learnt from (`data.row_parts`).

    Args:
        source: a reference to a checkpoint, whose architecture and task the model then has.
        language: of the shipped checkpoint that it starts from; None: the one that the file's texts are in.
        delimiter, encoding: of the file and of the validation file, where they are guessed wrongly.
        pretokenized: whether the texts are split into words by spaces already; the model reads them so, too.
        wrong_at_most: 0-1; the model is to say that it is not sure below the confidence from which on at most this
            share of its answers is wrong, by a bound on the validation examples.
        seeds: with which it is trained again on the same examples, to see how much is luck; of these trainings only the
            scores are kept, in the summary's `seeds`.
    Raises:
        BadInput: the file, or a setting, cannot be used.
        NotFound: there is no such task, architecture or source.
    """
    choose(TASKS, task, "task")
    language_of("", language)  # says what is wrong with it before a file is read
    options = _TrainOptions(
        reading=ReadingOptions(task, text_column, label_column, notation(delimiter, encoding), pretokenized),
        architecture=_checked_architecture(architecture, source, from_scratch, vector_file),
        source=source,
        vector_path=None if vector_file is None else Path(vector_file),
        epochs=epochs,
        seed=seed,
        language=language,
        log=on_progress,
    )
    _check_seeds(seed, seeds)
    train_examples, validation_examples = _read_examples(data, validation, options)
    target = Path(out or f"runs/{Path(data).name.split('.')[0]}-{options.architecture}")
    if wrong_at_most is not None:
        check_share(wrong_at_most)
    examples = train_examples, validation_examples
    follows_from = [*(one.sha256 for one in examples), *(one.part for one in examples if one.part)]
    follows_from += map(str, (architecture, source, epochs, seed))
    run: Callable[..., dict[str, Any]] = partial(_fine_tune, *examples)
    if from_scratch:
        run = partial(_train_from_scratch, *examples)
    with distributed.work_folders(target, follows_from) as (folder, state):
        summary = run(folder, state, options)
        if wrong_at_most is not None:
            summary["answering"] = _answer_when_sure(folder, validation_examples, wrong_at_most, on_progress)
    if seeds:
        summary["seeds"] = [{"seed": seed, "metrics": {"validation": summary["metrics"]}}]
        summary["seeds"] += _other_seeds(run, seeds, target.name, options)
    return summary


def _check_seeds(seed: int, others: Sequence[int]) -> None:
    """Raise where a seed is none, or where several processes are to train with more than one.

    Raises:
        BadInput: that.
    """
    for one in (seed, *others):
        check_seed(one)
    if others and distributed.world() > 1:
        raise BadInput("Other seeds are trained by one process. Start it without torchrun.", key="distributed-seeds")


def _other_seeds(
    run: Callable[..., dict[str, Any]], seeds: Sequence[int], name: str, options: _TrainOptions
) -> list[dict[str, Any]]:
    """What the same training comes to with other seeds: entries of the summary's `seeds`.

    Args:
        run: trains into a folder, with a folder of states and options.
    """
    found = []
    for seed in seeds:
        options.log(f"Again with the seed {seed}:")
        with tempfile.TemporaryDirectory(prefix="playground-seed-") as made:
            again = run(Path(made) / name, None, replace(options, seed=seed))
        found.append({"seed": seed, "metrics": {"validation": again["metrics"]}})
    return found


def _answer_when_sure(target: Path, validation_examples: Examples, wrong_at_most: float, log: Log) -> dict[str, Any]:
    """What becomes of the answers from each confidence on, and the one that was chosen and stored; None where so little
    cannot be promised, which is logged: the model is there all the same, and always answers."""
    found = measure(load(folder_reference(target)), validation_examples)
    chosen = None
    try:
        chosen = settle(target, found, wrong_at_most)
    except BadInput as error:
        log(str(error))
    return {"curve": [one.as_json() for one in found], "chosen": chosen and chosen.as_json()}


@dataclass(frozen=True)
class _TrainOptions:
    """The choices of whoever calls `train`, apart from the files of examples."""

    reading: ReadingOptions
    architecture: str
    source: str | None  # a reference to a checkpoint
    vector_path: Path | None
    epochs: int | None
    seed: int
    language: str | None
    log: Log

    @property
    def columns(self) -> dict[str, Any]:
        """The columns that were named, and how the texts are split, as an entry of a recipe has them."""
        named = {
            "text_column": self.reading.text_column,
            "label_column": self.reading.label_column,
            "delimiter": self.reading.notation.delimiter,
            "encoding": self.reading.notation.encoding,
            "pretokenized": self.reading.pretokenized or None,
        }
        return {key: value for key, value in named.items() if value is not None}


def _checked_architecture(
    architecture: str | None, source: str | None, from_scratch: bool, vector_file: str | None
) -> str:
    """The architecture of the new model: the one that is given, or that of its source.

    Raises:
        BadInput: it is not clear what the model starts from.
        NotFound: there is no such architecture or source.
    """
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
    return architecture


def _read_examples(data: str, validation: str | None, options: _TrainOptions) -> tuple[Examples, Examples]:
    """The training and the validation examples, without a text that stands on both sides; what is to be said of them
    is logged.

    Raises:
        BadInput, NotFound: as `read_to_learn`.
    """
    found = read_to_learn(data, validation, options.reading, options.log)
    return split(found.learnt, options.seed, VALIDATION_SHARE) if found.held is None else (found.learnt, found.held)


def _fine_tune(
    train_examples: Examples,
    validation_examples: Examples,
    target: Path,
    state_folder: Path | None,
    options: _TrainOptions,
) -> dict[str, Any]:
    """The summary of a model that starts from a checkpoint, trained by the plan that suits its examples."""
    plan = suggest(
        train_examples,
        options.architecture,
        options.source or "shipped",
        seed=options.seed,
        title=target.name,
        language=options.language,
    )
    plan = plan if options.epochs is None else replace(plan, epochs=options.epochs)
    for key, reason in plan.reasons.items():
        if key != "epochs" or options.epochs is None:
            options.log(reason.sentence)
    settled = plan, target, options.columns, options.log, state_folder
    return tune_and_save(train_examples, validation_examples, *settled, share=VALIDATION_SHARE)


def _train_from_scratch(
    train_examples: Examples,
    validation_examples: Examples,
    target: Path,
    state_folder: Path | None,
    options: _TrainOptions,
) -> dict[str, Any]:
    """The summary of a model with random weights, or with word vectors of a file: a recipe of one stage."""
    started = time.perf_counter()
    stage = _from_scratch_stage(train_examples, validation_examples, options)
    inputs = FitInputs(
        [train_examples], {validation_examples.name: validation_examples}, vector_path=options.vector_path
    )
    fitted = fit_stage(stage, inputs, target, options.log, started, state_folder)
    if options.vector_path is not None:
        stage["vector_file"]["sha256"] = file_digest(options.vector_path)
    others = baseline_answers(train_examples, validation_examples)
    fitted.summary["baselines"] = {name: scores_of(validation_examples, given) for name, given in others.items()}
    checkpoint = Checkpoint(str(target), fitted.model.config, fitted.vocabulary, fitted.model)
    add_others(fitted.summary, checkpoint, None, others, validation_examples)
    recipe = {"stages": [stage]}
    card = model_card.recipe_card(
        target.name, fitted.model.config, [], fitted.summary, recipe, devices.hardware(), fitted.temperature
    )
    save(target, fitted.model, fitted.vocabulary, temperature=fitted.temperature, recipe=recipe, card=card)
    return fitted.summary


def _from_scratch_stage(
    train_examples: Examples, validation_examples: Examples, options: _TrainOptions
) -> dict[str, Any]:
    """The stage “fit” that training.json will hold."""
    task = TASKS[train_examples.task]
    labels = list(task.labels) if task.per_word else sorted(set(train_examples.labels))

    stage: dict[str, Any] = {
        "stage": "fit",
        "config": sizes(options.architecture, train_examples.task, labels)
        | ({"tokenisation": tokenisation(train_examples)} if options.reading.pretokenized else {}),
        "vocabulary": {"minimum_count": 1},
        "train": [{**train_examples.origin, **options.columns}],
        "settings": {
            "epochs": 10 if options.epochs is None else options.epochs,
            "word_dropout": 0.1,
            "texts_a_batch": 32,
        },
        "seed": options.seed,
    }
    if validation_examples.same_rows_as(train_examples):
        stage["share"] = VALIDATION_SHARE
    else:
        stage |= {"validation": [{**validation_examples.origin, **options.columns}], "apart": True}
    if options.vector_path is not None:
        stage["vector_file"] = {"name": options.vector_path.name}
    return stage
