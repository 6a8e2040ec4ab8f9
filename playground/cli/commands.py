"""The commands, a function each: load models, ask them, print what comes back. Nothing is computed here."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from statistics import stdev
from typing import Any

from playground.cli.arguments import (
    check_language,
    check_publish,
    check_train,
    given_notation,
    given_texts,
    parse_parameters,
)
from playground.cli.measuring import print_answering
from playground.cli.network import check_address, without_proxies
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
    with_interval,
)
from playground.devices import configure
from playground.errors import BadInput

# ---- commands


def app(arguments: argparse.Namespace) -> None:
    """Open the page, and serve it until it is interrupted."""
    port = check_address(arguments.host, arguments.port)
    configure()
    with without_proxies(but_for_itself=arguments.share):  # gradio makes clients when it is imported
        from playground.ui import start

        page = start(host=arguments.host, port=port, share=arguments.share)
    page.block_thread()


def models(arguments: argparse.Namespace) -> None:
    """Print what can be said of the shipped checkpoints."""
    from playground.checkpoints import describe, shipped

    answers = [describe(reference).as_json() for reference in shipped(language=None, variant=None)]
    if arguments.json:
        return print_json(answers)
    rows = [
        [
            answer["id"],
            answer["architecture"],
            answer["language"] or "",
            f"{answer['parameters']:,}",
            f"{answer['bytes'] / 1e6:.1f} MB",
            answer["source"],
            ", ".join(f"{data} {percent(values.get('accuracy'))}" for data, values in answer["metrics"].items()),
        ]
        for answer in answers
    ]
    return print_table(["model", "architecture", "language", "parameters", "size", "from", "measured"], rows, (3, 4))


def predict(arguments: argparse.Namespace) -> None:
    """Print what models answer to texts."""
    texts = given_texts(arguments)
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.predict.by_language import predict_shipped
    from playground.lenses.predict.predict import predict as predict_texts

    if arguments.model:
        checkpoints = [load(reference) for reference in arguments.model]
        by_model = [predict_texts(checkpoint, texts, arguments.pretokenized) for checkpoint in checkpoints]
        by_text = [list(answers) for answers in zip(*by_model, strict=True)]
    else:
        task, language = arguments.task or "sentiment", arguments.language
        by_text = predict_shipped(texts, task, language, arguments.pretokenized)
    if arguments.json:
        return print_json([answer.as_json() for answers in by_text for answer in answers])
    for answers in by_text:
        print(printable(answers[0].text))
        print_labels([answer for answer in answers if answer.tags is None])
        print_tags([answer for answer in answers if answer.tags is not None])
        print()
    return None


def trace(arguments: argparse.Namespace) -> None:
    """Print the names and shapes of a model's inner values for a text; with --out, write the values."""
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.inside.trace import trace as trace_text

    record = trace_text(load(arguments.model), arguments.text)
    if arguments.out:
        record.save(arguments.out)
    if arguments.json:
        return print_json(record.as_json())
    unread = len(record.words) - len(record.read)
    print(f"{record.model}: {len(record.read):,} words{f', {unread:,} more were not read' if unread else ''}")
    rows = [[name, " × ".join(map(str, array.shape))] for name, array in record.arrays.items()]
    print_table(["array", "shape"], rows)
    if record.difference is not None:
        print(f"recomputed; largest difference from the model's own output: {record.difference:.0e}")
    return print(f"written to {printable(arguments.out)}") if arguments.out else None


def edit(arguments: argparse.Namespace) -> None:
    """Print the edits of a text that change, or nearly change, what models answer."""
    configure(concurrent=1)
    from playground.checkpoints import load, shipped_for
    from playground.lenses.edit.edit import edit as edit_text

    check_language(arguments)
    task = "sentiment" if arguments.word is None else "pos"
    references = arguments.model or shipped_for(arguments.text, task, arguments.language)
    answers = [edit_text(load(reference), arguments.text, arguments.word, arguments.target) for reference in references]
    if arguments.json:
        return print_json([answer.as_json() for answer in answers])
    print(printable(arguments.text))
    for answer in answers:
        print_edits(answer)
    return None


def explain(arguments: argparse.Namespace) -> None:
    """Print how much each word of a text adds to a model's answer."""
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.explain.explain import explain as explain_text
    from playground.lenses.explain.explain import seed_spread
    from playground.lenses.explain.methods import METHODS, UNITS

    checkpoint = load(arguments.model)
    record = explain_text(
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
    asked = "".join(record.words[at].text for at in record.characters or (record.word,) if at is not None)
    of = "" if record.word is None else f" of word {record.word} ({asked})"
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
        print(f"gap {record.gap:+.4f}, {'under' if record.converged else 'not under'} 2 % of the scores' sizes")
    if "exact" in record.parameters:
        print("exact: every subset of the words was read")
    difference = seed_spread(checkpoint, record)
    if difference is not None:
        print(f"asked again with another seed, a score differs by up to {percent(difference)} of the largest")
    return None


def faithfulness(arguments: argparse.Namespace) -> None:
    """Print how far explanations can be believed, as means over the texts of a file."""
    configure(concurrent=1)
    from playground.checkpoints import UNTRAINED, load, shipped_for
    from playground.data.reading import read
    from playground.lenses.explain.faithfulness import RANDOM
    from playground.lenses.explain.faithfulness_over_texts import markdown_row, markdown_table, over_texts, with_row
    from playground.lenses.explain.methods import METHODS, applicable

    check_language(arguments)
    if arguments.sentences is not None and arguments.sentences < 1:
        raise BadInput(
            f"--sentences is {arguments.sentences}. It has to be 1 or more. Change it, or leave it out.",
            key="faithfulness-sentences",
        )
    columns = arguments.text_column, arguments.label_column, given_notation(arguments)
    texts = list(read(arguments.data, "sentiment", *columns).texts)
    texts = texts[: arguments.sentences]
    references = arguments.model or shipped_for(" ".join(texts), "sentiment", arguments.language)
    methods, configs = arguments.method or list(METHODS), [load(reference).config for reference in references]
    unknown = [method for method in methods if method not in METHODS]
    if unknown or all(METHODS[method].applies(config) for method in methods for config in configs):
        applicable((unknown or methods)[0], load(references[0]))  # says why not
    document = Path(arguments.table) if arguments.table else None
    if document:
        with_row(document.read_text("utf-8"), "|||")  # says what is wrong with it before minutes are spent
    answers = []
    for reference in references:
        checkpoint, twin = load(reference), load(reference.removesuffix(UNTRAINED) + UNTRAINED)
        for method in methods:
            if METHODS[method].applies(checkpoint.config) is None:
                print_progress(f"{reference}, {method}, {len(texts):,} texts")
                answers.append(over_texts(checkpoint, twin, texts, method, arguments.random or RANDOM))
                if document:
                    with_rows = with_row(document.read_text("utf-8"), markdown_row(answers[-1]))
                    document.write_text(with_rows, "utf-8")
    if arguments.json:
        return print_json(answers)
    print(markdown_table([markdown_row(answer) for answer in answers]))
    return None


def memory(arguments: argparse.Namespace) -> None:
    """Print how far back a model listens, and store it in the model's folder."""
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.data.reading import read
    from playground.evaluation.characters import by_character
    from playground.lenses.inside.memory import average, store
    from playground.lenses.predict.spans import makes_words
    from playground.text import words

    checkpoint = load(arguments.model)
    columns = arguments.text_column, arguments.label_column, given_notation(arguments)
    examples = read(arguments.data, checkpoint.task, *columns)
    if makes_words(checkpoint.config.labels):
        examples = by_character(examples)
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
    """Print how often models fail in each capability; with --write, store it in their folders."""
    configure(concurrent=1)
    from playground.checkpoints import load, shipped
    from playground.evaluation.behaviour import suite
    from playground.text_language import TEXT_LANGUAGES, language_of

    check_language(arguments)
    answers = []
    for reference in arguments.model or shipped(language=language_of("", arguments.language)):
        checkpoint = load(reference)
        found = suite.behaviour(checkpoint, on_progress=count_on_a_terminal())
        if arguments.write:
            suite.store(checkpoint, found)
        answers.append(found)
    if arguments.json:
        return print_json([answer.as_json() for answer in answers])
    for task, language in [(task, language) for language in TEXT_LANGUAGES for task in suite.SUITES]:
        of_task = [answer for answer in answers if (answer.task, answer.language) == (task, language)]
        rows = [
            [capability.title, capability.kind, *(percent(one.capabilities[key].rate) for one in of_task)]
            for key, capability in suite.suite_of(task, language).items()
        ]
        if of_task:
            print_table(
                [f"{task}: failures in", "kind", *(one.model for one in of_task)], rows, range(2, 2 + len(of_task))
            )
    return None


def train(arguments: argparse.Namespace) -> None:
    """Train a model, write its folder and print the summary; the first of several processes alone prints."""
    check_train(arguments)
    configure(concurrent=1)
    from playground.training import distributed

    with distributed.joined():
        first = distributed.rank() == 0
        summary = _train(arguments, print_progress if first else lambda line: None)
    if first:
        return print_json(summary) if arguments.json else _print_training(summary)
    return None


def _train(arguments: argparse.Namespace, log: Callable[[str], None]) -> dict[str, Any]:
    """The summary of a training."""
    from playground.training import distributed
    from playground.training import train as training_train
    from playground.training.recipes import run as recipes_run

    if arguments.recipe:
        if distributed.world() > 1:
            raise BadInput("A recipe is run by one process. Start it without torchrun.", key="distributed-recipe")
        seeds = arguments.seeds or ()
        return recipes_run.run_recipe(arguments.recipe, arguments.data_root, arguments.out, log, seeds)
    return training_train.train(
        arguments.data,
        arguments.task or "sentiment",
        architecture=arguments.architecture,
        source=arguments.source,
        from_scratch=arguments.from_scratch,
        text_column=arguments.text_column,
        label_column=arguments.label_column,
        delimiter=arguments.delimiter,
        encoding=arguments.encoding,
        validation=arguments.validation,
        vector_file=arguments.vectors,
        out=arguments.out,
        epochs=arguments.epochs,
        seed=arguments.seed or 0,
        language=arguments.language,
        pretokenized=arguments.pretokenized,
        wrong_at_most=None if arguments.wrong_at_most is None else arguments.wrong_at_most / 100,
        seeds=arguments.seeds or (),
        on_progress=log,
    )


def _print_training(summary: dict[str, Any]) -> None:
    """The summary of a training for people: the model beside its baselines, and other seeds if there are any."""
    examples = ", ".join(f"{count:,} {part}" for part, count in summary["examples"].items())
    print(f"{summary['checkpoint']}: {summary['architecture']}, examples: {examples}; {summary['seconds']:.0f} s")
    for reason, rows in summary["dropped"].items():
        print(f"left out, {reason}: {rows:,}")
    scores = {"this model": summary["metrics"], **summary["baselines"]}
    names = list(summary["metrics"])
    found = summary.get("intervals", {})
    table = [
        [who.replace("_", " "), *(with_interval(values.get(name), found.get(who, {}).get(name)) for name in names)]
        for who, values in scores.items()
    ]
    print_table(["", *(name.replace("_", " ") for name in names)], table)
    for one in summary.get("comparisons", ()):
        print(one["sentence"])
    if summary.get("answering", {}).get("chosen"):
        print_answering(summary["answering"])
    if "seeds" in summary:
        runs = summary["seeds"]
        test_sets = list(runs[0]["metrics"])
        print()
        print_table(
            ["seed", *(f"{name}, accuracy" for name in test_sets)],
            [[str(run["seed"]), *(percent(run["metrics"][name]["accuracy"]) for name in test_sets)] for run in runs],
        )
        if test_sets == ["validation"] and len(runs) > 1:
            spread = 100 * stdev(run["metrics"]["validation"]["accuracy"] for run in runs)
            print(
                f"The standard deviation is {spread:.1f} points: a difference of less than about twice as much can be "
                "the luck of a training."
            )


def pull(arguments: argparse.Namespace) -> None:
    """Fetch a model from the Hub and print which commit it is."""
    configure(concurrent=1)
    from playground.checkpoints import pull as pull_model

    answer = pull_model(arguments.reference)
    if arguments.json:
        return print_json(answer.as_json())
    return print(f"{answer.id}: {answer.task}, {answer.architecture}, {answer.bytes / 1e6:.1f} MB, {answer.source}")


def publish(arguments: argparse.Namespace) -> None:
    """Send checkpoints to the Hub and print where they are."""
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
