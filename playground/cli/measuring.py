"""The commands that measure models against labels; nothing is computed here."""

from __future__ import annotations

import argparse
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from playground.cli.arguments import given_notation
from playground.cli.output import (
    count_on_a_terminal,
    percent,
    print_json,
    print_progress,
    print_table,
    printable,
    with_interval,
)
from playground.devices import configure
from playground.errors import BadInput

if TYPE_CHECKING:
    from playground.training.finetune.on_file import LearntFile
    from playground.training.finetune.plan import Plan

SHOWN = 20  # suspects that are printed for people
TEXT = 60  # characters of a text
Result = TypeVar("Result")


def _answering(arguments: argparse.Namespace, reference: str) -> dict[str, Any]:
    """What becomes of a model's answers from each confidence on, and from which one at most so many are wrong; written
    into its folder where that is asked for."""
    from playground.checkpoints import load
    from playground.data.reading import read
    from playground.evaluation.answer_when_sure import measure, settle
    from playground.evaluation.selective import at_most

    checkpoint = load(reference)
    columns = arguments.text_column, arguments.label_column, given_notation(arguments)
    found = measure(checkpoint, read(arguments.data, checkpoint.task, *columns))
    always = arguments.wrong_at_most == 100
    if arguments.write and checkpoint.folder is not None:
        chosen = settle(checkpoint.folder, found, None if always else arguments.wrong_at_most / 100)
    else:
        chosen = None if always else at_most(found, arguments.wrong_at_most / 100)
    return {"curve": [one.as_json() for one in found], "chosen": chosen and chosen.as_json()}


def print_answering(found: dict[str, Any]) -> None:
    """The curve of coverage and error for people, and what was chosen."""
    rows = [
        [
            percent(one["answer_above"]),
            percent(one["coverage"]),
            f"{one['wrong']:,} of {one['answered']:,}",
            percent(one["error"]),
            percent(one["most_wrong"]),
        ]
        for one in found["curve"]
    ]
    print_table(["answers above", "answered", "wrong", "share wrong", "at most"], rows)
    if (one := found["chosen"]) is not None:
        print(
            f"Above {percent(one['answer_above'])} it answers {percent(one['coverage'])} of the texts, and at most "
            f"{percent(one['most_wrong'])} of its answers are wrong (95 %, for all lines at once)."
        )
    print()


def evaluate(arguments: argparse.Namespace) -> None:
    """Print how good models are on a file of examples, and whether their differences can be chance."""
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.evaluation.evaluate import evaluate_several

    reports, comparisons = evaluate_several(
        [load(reference) for reference in arguments.model],
        arguments.data,
        text_column=arguments.text_column,
        label_column=arguments.label_column,
        notation=given_notation(arguments),
        on_progress=count_on_a_terminal(),
    )
    answers = [report.as_json() for report in reports]
    if arguments.wrong_at_most is not None:
        for answer in answers:
            answer["answering"] = _answering(arguments, answer["model"])
    if arguments.json:
        several = {"reports": answers, "comparisons": [one.as_json() for one in comparisons]}
        return print_json(answers[0] if len(answers) == 1 else several)
    for answer in answers:
        _print_report(answer)
        if "answering" in answer:
            print_answering(answer["answering"])
    for one in comparisons:
        print(one.as_json()["sentence"])
    if len(comparisons) > 1:
        print(f"Of {len(comparisons)} such tests of equally good models one in twenty calls a difference no chance.")
    return None


def _print_report(answer: dict[str, Any]) -> None:
    """A report for people: the scores with their intervals, then those of each label."""
    print(f"{answer['model']} on {answer['data']}: {answer['examples']:,} examples, {answer['seconds']:.1f} s")
    found = answer["intervals"]
    names = ("accuracy", "macro_f1", "calibration_error", "unknown_word_accuracy")
    of_words = ("words_f1", "tagged_words_f1", "gold_words_accuracy")
    scores = [
        [name.replace("_", " "), with_interval(answer[name], found.get(name))]
        for name in (*names, *of_words)
        if name in answer
    ]
    print_table(["", "% (95 % interval)"], scores)
    print()
    rows = [
        [
            label,
            percent(scores["precision"]),
            percent(scores["recall"]),
            with_interval(scores["f1"], found["f1"][label]),
            f"{scores['support']:,}",
        ]
        for label, scores in answer["labels"].items()
    ]
    print_table(["label", "precision", "recall", "f1", "support"], rows)
    print()


# ---- what a file is worth to a training


def labels(arguments: argparse.Namespace) -> None:
    """Print which labels of a file may be wrong, the worst first; or write the file as somebody decided of them."""
    if (arguments.decisions is None) != (arguments.cleaned is None):
        raise BadInput(
            "--decisions names a list that was filled in, and --cleaned the file to write. Give both, or neither.",
            key="label-arguments",
        )
    configure(concurrent=1)
    from playground.evaluation.label_decisions import write_list
    from playground.training.finetune.check_labels import check_labels
    from playground.training.finetune.cross_validation import fold_minutes, suggested_folds

    file, plan = _file_and_plan(arguments)
    examples = file.learnt
    if arguments.cleaned is not None:
        return _write_cleaned(arguments, file)
    folds = arguments.folds or suggested_folds(plan)
    minutes = max(1, round(fold_minutes(plan, folds)))
    print_progress(f"{len(examples):,} examples, {folds} folds: about {minutes} min on two processor cores, or less")
    found = _to_end(check_labels(examples, plan, arguments.folds), "fold", "folds") or []
    if arguments.out:
        write_list(Path(arguments.out), examples, found)
    if arguments.json:
        return print_json([one.as_json() for one in found])
    likely = sum(one.likely for one in found)
    print(f"{examples.name}: {likely:,} of {len(found):,} labels are likely to be wrong; the {SHOWN} that fit least:")
    rows = []
    for one in found[:SHOWN]:
        text = examples.texts[one.example]
        named = "" if one.word is None or examples.words is None else examples.words[one.example][one.word]
        row = str(examples.rows[one.example]) if examples.rows else str(one.example + 1)
        short = text if len(text) <= TEXT else text[: TEXT - 1] + "…"
        rows.append([row, one.label, one.suggested, percent(one.sure), named or short])
    print_table(["row", "label", "suggested", "sure", "text"], rows, numbers=(0, 3))
    return print(f"the whole list: {printable(arguments.out)}") if arguments.out else None


def _write_cleaned(arguments: argparse.Namespace, file: LearntFile) -> None:
    """Write the file as somebody decided of its labels, and print how many there are of each kind."""
    from playground.data.bounds import COMMAND_LINE
    from playground.data.text_file import open_text
    from playground.evaluation.cleaned_file import cleaned_file, write
    from playground.evaluation.label_decisions import cleaned, count, read_decisions

    decided = read_decisions(Path(arguments.decisions), file.learnt)
    lines = open_text(arguments.data, arguments.data, COMMAND_LINE, notation=given_notation(arguments)).lines
    write(Path(arguments.cleaned), cleaned_file(file.sheet, file.choice, file.learnt, decided, lines))
    counts = count(cleaned(file.learnt, decided)[1])
    if arguments.json:
        return print_json({"file": arguments.cleaned, **counts})
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    return print(f"{printable(arguments.cleaned)}: {told}; “done” in it says which")


def curve(arguments: argparse.Namespace) -> None:
    """Print what trainings on parts of a file come to, and what more examples would bring."""
    configure(concurrent=1)
    from playground.evaluation.forecast import as_answer
    from playground.training.finetune.learning_curve import curve_minutes, learning_curve

    file, plan = _file_and_plan(arguments)
    examples = file.learnt
    minutes = max(1, round(curve_minutes(plan, examples)))
    print_progress(f"{len(examples):,} examples: about {minutes} min on two processor cores, or less")
    points = _to_end(learning_curve(examples, plan), "number", "trainings") or []
    answer = as_answer(points)
    if arguments.json:
        return print_json(answer)
    rows = [
        [f"{one['examples']:,}", with_interval(one["accuracy"], one["interval"]), how]
        for found, how in ((answer["points"], "measured"), (answer["forecast"], "expected"))
        for one in found
    ]
    print_table(["examples learnt from", "accuracy %", ""], rows)
    more = 100 * answer["gain"]
    told = {
        "helps": f"Twice the examples would bring about {more:.1f} points.",
        "maybe": f"Twice the examples would bring about {more:.1f} points, which another seed may bring too.",
        "flat": "More examples of this kind would hardly help.",
    }
    return print(told[answer["verdict"]])


def _file_and_plan(arguments: argparse.Namespace) -> tuple[LearntFile, Plan]:
    from playground.training.finetune.on_file import ReadingOptions, file_and_plan

    columns = arguments.text_column, arguments.label_column
    options = ReadingOptions(arguments.task or "sentiment", *columns, given_notation(arguments), arguments.pretokenized)
    return file_and_plan(
        arguments.data,
        options,
        architecture=arguments.architecture,
        language=arguments.language,
        seed=arguments.seed,
        log=print_progress,
    )


def _to_end(training: Generator[Any, None, Result], number: str, total: str) -> Result:
    """What comes of several trainings that are run to their end here; a line for each."""
    last = 0
    while True:
        try:
            step = next(training)
        except StopIteration as end:
            result: Result = end.value
            return result
        if getattr(step, number) != last:
            last = getattr(step, number)
            print_progress(f"training {last} of {getattr(step, total)}")
