"""The commands, a function each: find, ask, print. Nothing is computed here."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from playground.cli.arguments import check_publish, check_train, given_texts, parse_parameters
from playground.cli.output import (
    count_on_a_terminal,
    percent,
    print_edits,
    print_json,
    print_labels,
    print_progress,
    print_table,
    print_tags,
    printable,
)
from playground.devices import configure
from playground.errors import BadInput, choose

# ---- commands


def app(arguments: argparse.Namespace) -> None:
    configure()
    from playground.ui import launch

    launch(host=arguments.host, port=arguments.port, share=arguments.share)


def models(arguments: argparse.Namespace) -> None:
    from playground.checkpoints import describe, shipped

    answers = [describe(reference).as_json() for reference in shipped()]
    if arguments.json:
        return print_json(answers)
    rows = [
        [
            answer["id"],
            answer["architecture"],
            f"{answer['parameters']:,}",
            f"{answer['bytes'] / 1e6:.1f} MB",
            answer["source"],
            ", ".join(f"{data} {percent(values.get('accuracy'))}" for data, values in answer["metrics"].items()),
        ]
        for answer in answers
    ]
    return print_table(["model", "architecture", "parameters", "size", "from", "measured"], rows, numbers=(2, 3))


def predict(arguments: argparse.Namespace) -> None:
    texts = given_texts(arguments)
    configure(concurrent=1)
    from playground.checkpoints import load, shipped
    from playground.lenses.predict.predict import predict as ask
    from playground.tasks import TASKS

    task = choose(TASKS, arguments.task or "sentiment", "task")
    checkpoints = [load(reference) for reference in arguments.model or shipped(task.key)]
    by_model = [ask(checkpoint, texts, arguments.pretokenized) for checkpoint in checkpoints]
    by_text = list(zip(*by_model, strict=True))
    if arguments.json:
        return print_json([answer.as_json() for answers in by_text for answer in answers])
    for answers in by_text:
        print(printable(answers[0].text))
        print_labels([answer for answer in answers if answer.tags is None])
        print_tags([answer for answer in answers if answer.tags is not None])
        print()
    return None


def trace(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.inside.trace import trace as ask

    record = ask(load(arguments.model), arguments.text)
    if arguments.out:
        record.save(arguments.out)
    if arguments.json:
        return print_json(record.as_json())
    unread = len(record.words) - len(record.read)
    print(f"{record.model}: {len(record.read):,} words{f', {unread:,} more were not read' if unread else ''}")
    rows = [[name, " × ".join(map(str, array.shape))] for name, array in record.arrays.items()]
    print_table(["array", "shape"], rows)
    print(f"recomputed; largest difference from the model's own output: {record.difference:.0e}")
    return print(f"written to {printable(arguments.out)}") if arguments.out else None


def edit(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load, shipped
    from playground.lenses.edit.edit import edit as ask

    references = arguments.model or shipped("sentiment" if arguments.word is None else "pos")
    answers = [ask(load(reference), arguments.text, arguments.word, arguments.target) for reference in references]
    if arguments.json:
        return print_json([answer.as_json() for answer in answers])
    print(printable(arguments.text))
    for answer in answers:
        print_edits(answer)
    return None


def explain(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.explain.explain import explain as ask
    from playground.lenses.explain.explain import spread
    from playground.lenses.explain.methods import METHODS, UNITS

    checkpoint = load(arguments.model)
    record = ask(
        checkpoint,
        arguments.text,
        arguments.method,
        arguments.target,
        arguments.word,
        arguments.baseline,
        arguments.seed,
        **parse_parameters(arguments.param),
    )
    if arguments.json:
        return print_json(record.as_json())
    of = "" if record.word is None else f" of word {record.word} ({record.words[record.word].text})"
    what = "what speaks for" if record.unit == "logit" else "what moves"
    print(f"{record.model}, {record.method}: {what} {record.target}{of}, in {UNITS[record.unit]}")
    largest = max(map(abs, record.scores), default=0.0) or 1.0
    rows = [
        [str(at), word.text, f"{score:+.3f}", ("+" if score > 0 else "-") * round(20 * abs(score) / largest)]
        for at, (word, score) in enumerate(zip(record.words, record.scores, strict=True))
    ]
    print_table(["", "word", "score", ""], rows, numbers=(0, 2))
    beside = f"; {record.baseline_logit:+.3f} with the baseline ({record.baseline}) in place"
    print(f"logit {record.logit:+.3f}{beside if METHODS[record.method].baseline else ''}")
    if record.gap is not None:
        print(f"gap {record.gap:+.4f}, {'under' if record.converged else 'not under'} 2 % of the difference")
    if "exact" in record.parameters:
        print("exact: every subset of the words was read")
    differs = spread(checkpoint, record)
    if differs is not None:
        print(f"asked again with another seed, a score differs by up to {percent(differs)} of the largest")
    return None


def faithfulness(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import UNTRAINED, load, shipped
    from playground.data.reading import read
    from playground.lenses.explain.faithfulness import RANDOM, entered, over_texts, row, table
    from playground.lenses.explain.methods import METHODS, applicable

    if arguments.sentences is not None and arguments.sentences < 1:
        raise BadInput(
            f"--sentences is {arguments.sentences}. It has to be 1 or more. Change it, or leave it out.",
            key="faithfulness-sentences",
        )
    texts = list(read(arguments.data, "sentiment", arguments.text_column, arguments.label_column).texts)
    texts = texts[: arguments.sentences]
    references = arguments.model or shipped("sentiment")
    asked, configs = arguments.method or list(METHODS), [load(one).config for one in references]
    strange = [one for one in asked if one not in METHODS]
    if strange or all(METHODS[one].applies(config) for one in asked for config in configs):
        applicable((strange or asked)[0], load(references[0]))  # says why not
    page = Path(arguments.table) if arguments.table else None
    if page:
        entered(page.read_text("utf-8"), "|||")  # says what is wrong with it before minutes are spent
    answers = []
    for reference in references:
        checkpoint, twin = load(reference), load(reference.removesuffix(UNTRAINED) + UNTRAINED)
        for method in asked:
            if METHODS[method].applies(checkpoint.config) is None:
                print_progress(f"{reference}, {method}, {len(texts):,} texts")
                answers.append(over_texts(checkpoint, twin, texts, method, arguments.random or RANDOM))
                if page:
                    page.write_text(entered(page.read_text("utf-8"), row(answers[-1])), "utf-8")
    if arguments.json:
        return print_json(answers)
    print(table([row(answer) for answer in answers]))
    return None


def evaluate(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.evaluation.evaluate import evaluate as measure

    report = measure(
        load(arguments.model),
        arguments.data,
        text_column=arguments.text_column,
        label_column=arguments.label_column,
        on_progress=count_on_a_terminal(),
    )
    answer = report.as_json()
    if arguments.json:
        return print_json(answer)
    print(f"{answer['model']} on {answer['data']}: {answer['examples']:,} examples, {answer['seconds']:.1f} s")
    names = ("accuracy", "macro_f1", "calibration_error", "unknown_word_accuracy")
    print_table(["", "%"], [[name.replace("_", " "), percent(answer[name])] for name in names if name in answer])
    print()
    rows = [
        [label, *(percent(scores[name]) for name in ("precision", "recall", "f1")), f"{scores['support']:,}"]
        for label, scores in answer["labels"].items()
    ]
    return print_table(["label", "precision", "recall", "f1", "support"], rows)


def memory(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.data.reading import read
    from playground.lenses.inside.memory import average, store
    from playground.text import words

    checkpoint = load(arguments.model)
    examples = read(arguments.data, checkpoint.task, arguments.text_column, arguments.label_column)
    sentences = examples.words or [[word.text for word in words(text)] for text in examples.texts]
    name = os.path.basename(examples.name)
    means = average(checkpoint, sentences, name, examples.sha256, on_progress=count_on_a_terminal())
    store(checkpoint, means)
    if arguments.json:
        return print_json(means.as_json())
    print(f"{checkpoint.reference}: {means.sentences:,} sentences of {name}, each of {means.least_words} words or more")
    rows = zip(means.distances, means.counts, means.gradients, means.deletions, strict=True)
    print_table(
        ["distance", "words", "gradient", "deletion"],
        [[f"{at:+d}", f"{n:,}", f"{slope:.3g}", "" if gone is None else f"{gone:.3g}"] for at, n, slope, gone in rows],
        numbers=range(4),
    )
    if means.kept is not None:
        print(f"each word further back, {percent(means.kept)} of the gradient is left")
    return None


def behaviour(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load, shipped
    from playground.evaluation.behaviour import suite

    answers = []
    for reference in arguments.model or shipped():
        checkpoint = load(reference)
        found = suite.behaviour(checkpoint, on_progress=count_on_a_terminal())
        if arguments.write:
            suite.store(checkpoint, found)
        answers.append(found)
    if arguments.json:
        return print_json([answer.as_json() for answer in answers])
    for task, capabilities in suite.SUITES.items():
        asked = [answer for answer in answers if answer.task == task]
        rows = [
            [capability.title, capability.kind, *(percent(one.capabilities[key].rate) for one in asked)]
            for key, capability in capabilities.items()
        ]
        if asked:
            print_table([f"{task}: failures in", "kind", *(one.model for one in asked)], rows, range(2, 2 + len(asked)))
    return None


def train(arguments: argparse.Namespace) -> None:
    check_train(arguments)
    configure(concurrent=1)
    from playground.training import train as training_train
    from playground.training.recipes import run as recipes_run

    if arguments.recipe:
        seeds = arguments.seeds or ()
        summary = recipes_run.run_recipe(arguments.recipe, arguments.data_root, arguments.out, print_progress, seeds)
    else:
        summary = training_train.train(
            arguments.data,
            arguments.task or "sentiment",
            architecture=arguments.architecture,
            source=arguments.source,
            from_scratch=arguments.from_scratch,
            text_column=arguments.text_column,
            label_column=arguments.label_column,
            validation=arguments.validation,
            vector_file=arguments.vectors,
            out=arguments.out,
            epochs=arguments.epochs,
            seed=arguments.seed or 0,
            on_progress=print_progress,
        )
    if arguments.json:
        return print_json(summary)
    examples = ", ".join(f"{count:,} {what}" for what, count in summary["examples"].items())
    print(f"{summary['checkpoint']}: {summary['architecture']}, examples: {examples}; {summary['seconds']:.0f} s")
    for reason, rows in summary["dropped"].items():
        print(f"left out, {reason}: {rows:,}")
    scores = {"this model": summary["metrics"], **summary["baselines"]}
    names = list(summary["metrics"])
    rows = [[who.replace("_", " "), *(percent(values.get(name)) for name in names)] for who, values in scores.items()]
    print_table(["", *(name.replace("_", " ") for name in names)], rows)
    if "seeds" in summary:
        runs = summary["seeds"]
        sets = list(runs[0]["metrics"])
        print()
        print_table(
            ["seed", *(f"{name}, accuracy" for name in sets)],
            [[str(run["seed"]), *(percent(run["metrics"][name]["accuracy"]) for name in sets)] for run in runs],
        )
    return None


def pull(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import pull as ask

    answer = ask(arguments.reference)
    if arguments.json:
        return print_json(answer.as_json())
    return print(f"{answer.id}: {answer.task}, {answer.architecture}, {answer.bytes / 1e6:.1f} MB, {answer.source}")


def publish(arguments: argparse.Namespace) -> None:
    check_publish(arguments)
    configure(concurrent=1)
    from playground.checkpoints import publish as publish_folder
    from playground.checkpoints import publish_all

    if arguments.all:
        answers = publish_all(arguments.owner, arguments.private, on_progress=print_progress)
        if arguments.json:
            return print_json([answer.as_json() for answer in answers])
        return print("checkpoints/sources.json says where they are; commit it with the cards.")
    answer = publish_folder(arguments.folder, arguments.repo, arguments.private)
    return print_json(answer.as_json()) if arguments.json else print(f"{answer.url} {answer.revision}")
