"""The command line: `python -m playground COMMAND …`, one function a command, no computation.

With --json, standard output holds one JSON value, the record that Python and HTTP give; without, a table for people.
Progress goes to standard error. Exit status 0, or 2 for whatever the caller can mend: standard error then ends with one
line, `error: …`. Everything heavy is imported by the command that needs it, so that --help and mistakes answer at once.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from playground.devices import configure
from playground.errors import BadInput, NotFound, PlaygroundError, choose, shown

if TYPE_CHECKING:
    from playground.lenses.edit import Edits
    from playground.lenses.predict import Prediction

MENDABLE = 2  # the exit status
PLACES = ("checkpoint", "text", "method", "target", "word", "baseline", "seed", "on_progress")  # options of their own


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one line like all others, without a usage text."""

    def error(self, message: str) -> NoReturn:
        hint = " Put -- before a text that begins with a hyphen." if message.startswith("unrecognized") else ""
        raise BadInput(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.{hint}", key="arguments")


# ---- commands


def app(arguments: argparse.Namespace) -> None:
    configure()
    from playground.ui import launch

    launch(host=arguments.host, port=arguments.port, share=arguments.share)


def models(arguments: argparse.Namespace) -> None:
    from playground.checkpoints import describe, shipped

    answers = [describe(reference).as_json() for reference in shipped()]
    if arguments.json:
        return _print_json(answers)
    rows = [
        [
            answer["id"],
            answer["architecture"],
            f"{answer['parameters']:,}",
            f"{answer['bytes'] / 1e6:.1f} MB",
            answer["source"],
            ", ".join(f"{data} {_percent(values.get('accuracy'))}" for data, values in answer["metrics"].items()),
        ]
        for answer in answers
    ]
    return _print_table(["model", "architecture", "parameters", "size", "from", "measured"], rows, numbers=(2, 3))


def predict(arguments: argparse.Namespace) -> None:
    texts = _texts(arguments)
    configure(concurrent=1)
    from playground.checkpoints import load, shipped
    from playground.lenses.predict import predict as ask
    from playground.tasks import TASKS

    task = choose(TASKS, arguments.task or "sentiment", "task")
    checkpoints = [load(reference) for reference in arguments.model or shipped(task.key)]
    by_model = [ask(checkpoint, texts, arguments.pretokenized) for checkpoint in checkpoints]
    by_text = list(zip(*by_model, strict=True))
    if arguments.json:
        return _print_json([answer.as_json() for answers in by_text for answer in answers])
    for answers in by_text:
        print(_printable(answers[0].text))
        _print_labels([answer for answer in answers if answer.tags is None])
        _print_tags([answer for answer in answers if answer.tags is not None])
        print()
    return None


def trace(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.trace import trace as ask

    record = ask(load(arguments.model), arguments.text)
    if arguments.out:
        record.save(arguments.out)
    if arguments.json:
        return _print_json(record.as_json())
    unread = len(record.words) - len(record.read)
    print(f"{record.model}: {len(record.read):,} words{f', {unread:,} more were not read' if unread else ''}")
    rows = [[name, " × ".join(map(str, array.shape))] for name, array in record.arrays.items()]
    _print_table(["array", "shape"], rows)
    print(f"recomputed; largest difference from the model's own output: {record.difference:.0e}")
    return print(f"written to {_printable(arguments.out)}") if arguments.out else None


def edit(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load, shipped
    from playground.lenses.edit import edit as ask

    references = arguments.model or shipped("sentiment" if arguments.word is None else "pos")
    answers = [ask(load(reference), arguments.text, arguments.word, arguments.target) for reference in references]
    if arguments.json:
        return _print_json([answer.as_json() for answer in answers])
    print(_printable(arguments.text))
    for answer in answers:
        _print_edits(answer)
    return None


def explain(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.explain import METHODS, UNITS, spread
    from playground.lenses.explain import explain as ask

    checkpoint = load(arguments.model)
    record = ask(
        checkpoint,
        arguments.text,
        arguments.method,
        arguments.target,
        arguments.word,
        arguments.baseline,
        arguments.seed,
        **_parameters(arguments.param),
    )
    if arguments.json:
        return _print_json(record.as_json())
    of = "" if record.word is None else f" of word {record.word} ({record.words[record.word].text})"
    what = "what speaks for" if record.unit == "logit" else "what moves"
    print(f"{record.model}, {record.method}: {what} {record.target}{of}, in {UNITS[record.unit]}")
    largest = max(map(abs, record.scores), default=0.0) or 1.0
    rows = [
        [str(at), word.text, f"{score:+.3f}", ("+" if score > 0 else "-") * round(20 * abs(score) / largest)]
        for at, (word, score) in enumerate(zip(record.words, record.scores, strict=True))
    ]
    _print_table(["", "word", "score", ""], rows, numbers=(0, 2))
    beside = f"; {record.baseline_logit:+.3f} with the baseline ({record.baseline}) in place"
    print(f"logit {record.logit:+.3f}{beside if METHODS[record.method].baseline else ''}")
    if record.gap is not None:
        print(f"gap {record.gap:+.4f}, {'under' if record.converged else 'not under'} 2 % of the difference")
    if "exact" in record.parameters:
        print("exact: every subset of the words was read")
    differs = spread(checkpoint, record)
    if differs is not None:
        print(f"asked again with another seed, a score differs by up to {_percent(differs)} of the largest")
    return None


def faithfulness(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import UNTRAINED, load, shipped
    from playground.lenses.explain import METHODS, applicable
    from playground.lenses.faithfulness import RANDOM, entered, over_texts, row, table
    from playground.training.data import read

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
                _print_progress(f"{reference}, {method}, {len(texts):,} texts")
                answers.append(over_texts(checkpoint, twin, texts, method, arguments.random or RANDOM))
                if page:
                    page.write_text(entered(page.read_text("utf-8"), row(answers[-1])), "utf-8")
    if arguments.json:
        return _print_json(answers)
    print(table([row(answer) for answer in answers]))
    return None


def evaluate(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.training.evaluate import evaluate as measure

    report = measure(
        load(arguments.model),
        arguments.data,
        text_column=arguments.text_column,
        label_column=arguments.label_column,
        on_progress=_count_on_a_terminal(),
    )
    answer = report.as_json()
    if arguments.json:
        return _print_json(answer)
    print(f"{answer['model']} on {answer['data']}: {answer['examples']:,} examples, {answer['seconds']:.1f} s")
    names = ("accuracy", "macro_f1", "calibration_error", "unknown_word_accuracy")
    _print_table(["", "%"], [[name.replace("_", " "), _percent(answer[name])] for name in names if name in answer])
    print()
    rows = [
        [label, *(_percent(scores[name]) for name in ("precision", "recall", "f1")), f"{scores['support']:,}"]
        for label, scores in answer["labels"].items()
    ]
    return _print_table(["label", "precision", "recall", "f1", "support"], rows)


def memory(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.memory import average, store
    from playground.lenses.spans import makes_words
    from playground.text import words
    from playground.training.characters import by_character
    from playground.training.data import read

    checkpoint = load(arguments.model)
    examples = read(arguments.data, checkpoint.task, arguments.text_column, arguments.label_column)
    if makes_words(checkpoint.config.labels):
        examples = by_character(examples)
    sentences = examples.words or [[word.text for word in words(text)] for text in examples.texts]
    name = os.path.basename(examples.name)
    means = average(checkpoint, sentences, name, examples.sha256, on_progress=_count_on_a_terminal())
    store(checkpoint, means)
    if arguments.json:
        return _print_json(means.as_json())
    print(f"{checkpoint.reference}: {means.sentences:,} sentences of {name}, each of {means.least_words} words or more")
    rows = zip(means.distances, means.counts, means.gradients, means.deletions, strict=True)
    _print_table(
        ["distance", "words", "gradient", "deletion"],
        [[f"{at:+d}", f"{n:,}", f"{slope:.3g}", "" if gone is None else f"{gone:.3g}"] for at, n, slope, gone in rows],
        numbers=range(4),
    )
    if means.kept is not None:
        print(f"each word further back, {_percent(means.kept)} of the gradient is left")
    return None


def behaviour(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import load, shipped
    from playground.training import behaviour as suite

    answers = []
    for reference in arguments.model or shipped():
        checkpoint = load(reference)
        found = suite.behaviour(checkpoint, on_progress=_count_on_a_terminal())
        if arguments.write:
            suite.store(checkpoint, found)
        answers.append(found)
    if arguments.json:
        return _print_json([answer.as_json() for answer in answers])
    for task, language in [(task, language) for language in ("en", "zh") for task in suite.SUITES]:
        asked = [answer for answer in answers if (answer.task, answer.language) == (task, language)]
        rows = [
            [capability.title, capability.kind, *(_percent(one.capabilities[key].rate) for one in asked)]
            for key, capability in suite.suite_of(task, language).items()
        ]
        if asked:
            _print_table(
                [f"{task}: failures in", "kind", *(one.model for one in asked)], rows, range(2, 2 + len(asked))
            )
    return None


def train(arguments: argparse.Namespace) -> None:
    _check_train(arguments)
    configure(concurrent=1)
    from playground.training import recipe

    if arguments.recipe:
        seeds = arguments.seeds or ()
        summary = recipe.run_recipe(arguments.recipe, arguments.data_root, arguments.out, _print_progress, seeds)
    else:
        summary = recipe.train(
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
            on_progress=_print_progress,
        )
    if arguments.json:
        return _print_json(summary)
    examples = ", ".join(f"{count:,} {what}" for what, count in summary["examples"].items())
    print(f"{summary['checkpoint']}: {summary['architecture']}, examples: {examples}; {summary['seconds']:.0f} s")
    for reason, rows in summary["dropped"].items():
        print(f"left out, {reason}: {rows:,}")
    scores = {"this model": summary["metrics"], **summary["baselines"]}
    names = list(summary["metrics"])
    rows = [[who.replace("_", " "), *(_percent(values.get(name)) for name in names)] for who, values in scores.items()]
    _print_table(["", *(name.replace("_", " ") for name in names)], rows)
    if "seeds" in summary:
        runs = summary["seeds"]
        sets = list(runs[0]["metrics"])
        print()
        _print_table(
            ["seed", *(f"{name}, accuracy" for name in sets)],
            [[str(run["seed"]), *(_percent(run["metrics"][name]["accuracy"]) for name in sets)] for run in runs],
        )
    return None


def pull(arguments: argparse.Namespace) -> None:
    configure(concurrent=1)
    from playground.checkpoints import pull as ask

    answer = ask(arguments.reference)
    if arguments.json:
        return _print_json(answer.as_json())
    return print(f"{answer.id}: {answer.task}, {answer.architecture}, {answer.bytes / 1e6:.1f} MB, {answer.source}")


def publish(arguments: argparse.Namespace) -> None:
    _check_publish(arguments)
    configure(concurrent=1)
    from playground import hub

    if arguments.all:
        answers = hub.publish_all(arguments.owner, arguments.private, on_progress=_print_progress)
        if arguments.json:
            return _print_json([answer.as_json() for answer in answers])
        return print("checkpoints/sources.json says where they are; commit it with the cards.")
    answer = hub.publish(arguments.folder, arguments.repo, arguments.private)
    return _print_json(answer.as_json()) if arguments.json else print(f"{answer.url} {answer.revision}")


# ---- what the commands are asked


def _parser() -> Parser:
    parser = Parser(
        prog="python -m playground", description=__doc__.split("\n\n")[0] if __doc__ else None, allow_abbrev=False
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(run: Callable[[argparse.Namespace], None], about: str, json_too: bool = True) -> Parser:
        added: Parser = commands.add_parser(run.__name__, help=about, description=about, allow_abbrev=False)
        added.set_defaults(run=run)
        if json_too:
            added.add_argument("--json", action="store_true", help="print one JSON value")
        return added

    page = command(app, "Open the page.", json_too=False)
    page.add_argument("--host", help="address to listen on (default: this machine only)")
    page.add_argument("--port", type=int, help="default: 7860")
    page.add_argument("--share", action="store_true", help="make a public link through Gradio's servers")

    command(models, "List the shipped checkpoints.")

    asked = command(predict, "Ask models for the label of a text, or of its words.")
    asked.add_argument("text", nargs="*", metavar="TEXT")
    asked.add_argument("--file", help="one text a line, in UTF-8; - for standard input")
    asked.add_argument("--task", help="ask all shipped models of this task: sentiment (default) or pos")
    asked.add_argument("--model", action="append", metavar="REF", help="a model; may be given several times")
    asked.add_argument("--pretokenized", action="store_true", help="words are already split by spaces")

    traced = command(trace, "Show what goes on inside a model: the names and shapes of its inner values for a text.")
    traced.add_argument("text", metavar="TEXT")
    traced.add_argument("--model", required=True, metavar="REF")
    traced.add_argument("--out", metavar="F.npz", help="write the values to this file, NumPy arrays by name")

    edited = command(edit, "Look for small edits of a text that change a model's answer.")
    edited.add_argument("text", metavar="TEXT")
    edited.add_argument("--model", action="append", metavar="REF", help="a model; may be given several times")
    edited.add_argument(
        "--word", type=int, metavar="N", help="pos: the word whose tag is asked about, from 0 (default)"
    )
    edited.add_argument("--target", metavar="LABEL", help="the answer to aim at (default: any other one)")

    explained = command(explain, "Show which words speak for a model's answer, and which against it.")
    explained.add_argument("text", metavar="TEXT")
    explained.add_argument("--model", required=True, metavar="REF")
    explained.add_argument("--method", default="integrated_gradients", metavar="M")
    explained.add_argument("--target", metavar="LABEL", help="default: the model's answer")
    explained.add_argument("--word", type=int, default=0, metavar="N", help="whose tag, counted from 0 (default: 0)")
    explained.add_argument(
        "--baseline",
        default="padding",
        metavar="B",
        help="padding (default), unknown, zero or mean: in place of a word",
    )
    explained.add_argument("--seed", type=int, default=0, help="of methods that draw (default: 0)")
    explained.add_argument("--param", action="append", metavar="NAME=VALUE", help="of the method, e.g. steps=200")

    tried = command(faithfulness, "Measure how far explanations can be believed, on a file of texts.")
    tried.add_argument("--data", required=True, metavar="F", help=".csv or .tsv, plain or .gz")
    tried.add_argument("--model", action="append", metavar="REF", help="default: all shipped models of sentiment")
    tried.add_argument("--method", action="append", metavar="M", help="default: all")
    tried.add_argument("--sentences", type=int, metavar="N", help="only the first so many texts")
    tried.add_argument(
        "--table", metavar="F", help="a Markdown file in whose table each row is entered once it is measured"
    )
    tried.add_argument("--random", type=int, metavar="N", help="random explanations to compare with (default: 20)")
    _add_columns(tried)

    measured = command(evaluate, "Measure a model on a file of examples.")
    measured.add_argument("--model", required=True, metavar="REF")
    measured.add_argument("--data", required=True, metavar="F", help=".csv, .tsv or .conllu, plain or .gz")
    _add_columns(measured)

    listened = command(memory, "Measure how far back a model listens, and store the means in its folder: memory.json.")
    listened.add_argument("--model", required=True, metavar="REF")
    listened.add_argument("--data", required=True, metavar="F", help=".csv, .tsv or .conllu, plain or .gz")
    _add_columns(listened)

    behaved = command(
        behaviour, "Measure how often models fail on sentences whose answer is beyond doubt, by capability."
    )
    behaved.add_argument("--model", action="append", metavar="REF", help="default: all shipped models")
    behaved.add_argument("--write", action="store_true", help="into the checkpoints' folders: behaviour.json and card")

    pulled = command(pull, "Fetch a model from the Hub, or a newer commit of it, and say which commit that is.")
    pulled.add_argument("reference", metavar="REF", help="owner/name or owner/name@revision")

    sent = command(publish, "Send a checkpoint to the Hub.")
    sent.add_argument("folder", nargs="?", metavar="DIR", help="what “train --out” has written")
    sent.add_argument("--repo", metavar="OWNER/NAME", help="where to; made if there is none")
    sent.add_argument("--private", action="store_true", help="make the repository private")
    sent.add_argument("--all", action="store_true", help="send the shipped checkpoints, and write sources.json")
    sent.add_argument("--owner", help="with --all: whose repositories")

    trained = command(train, "Train a model on a file of examples, or by a recipe.")
    trained.add_argument("--data", metavar="F", help=".csv, .tsv or .conllu, plain or .gz")
    trained.add_argument("--task", help="sentiment (one label a text; default) or pos (one label a word)")
    trained.add_argument("--architecture", metavar="A", help="rnn, lstm, textcnn or transformer")
    trained.add_argument("--from", dest="source", metavar="REF", help="start from this checkpoint")
    trained.add_argument(
        "--from-scratch",
        action="store_true",
        help="start from random weights (default: from the shipped checkpoint of that architecture and task)",
    )
    _add_columns(trained)
    trained.add_argument(
        "--validation", metavar="F", help="examples to choose the best epoch by (default: a part of the data)"
    )
    trained.add_argument("--vectors", metavar="F", help="word vectors to start from, as GloVe or word2vec text files")
    trained.add_argument("--out", metavar="DIR", help="where to write the checkpoint")
    trained.add_argument("--epochs", type=int)
    trained.add_argument("--seed", type=int)
    trained.add_argument("--recipe", metavar="F", help="run the stages of a training.json again")
    trained.add_argument("--data-root", metavar="D", help="the folder of the recipe's data")
    trained.add_argument(
        "--seeds",
        metavar="N",
        type=int,
        nargs="+",
        help="measure the recipe's model with these seeds too, for its card",
    )
    return parser


def _add_columns(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text-column", metavar="C", help="name of the column, or its number counted from 1")
    parser.add_argument("--label-column", metavar="C", help="name of the column, or its number counted from 1")


def _check_publish(arguments: argparse.Namespace) -> None:
    """Raise for options that are missing or do not belong together."""
    one = (arguments.folder is not None, arguments.repo is not None)
    if not (all(one) and not arguments.all and arguments.owner is None) and not (
        not any(one) and arguments.all and arguments.owner is not None
    ):
        raise BadInput(
            "Give either DIR --repo OWNER/NAME, or --all --owner OWNER for the shipped checkpoints.",
            key="publish-arguments",
        )


def _check_train(arguments: argparse.Namespace) -> None:
    """Raise for options that are missing or do not belong together."""
    given = {name for name, value in vars(arguments).items() if value not in (None, False)} - {"run", "json", "out"}
    if "recipe" in given:
        stray = sorted(given - {"recipe", "data_root", "seeds"})
        if stray:
            raise BadInput(
                f"A recipe says all of its settings, so {_option(stray[0])} cannot stand beside --recipe. "
                "Leave it out, or change the recipe.",
                key="recipe-alone",
                option=_option(stray[0]),
            )
        if "data_root" not in given:
            raise BadInput("--recipe needs --data-root, the folder that holds the recipe's data.", key="no-data-root")
        return
    if "seeds" in given:
        raise BadInput("--seeds belongs to --recipe. Give --seed N, or leave it out.", key="seeds-alone")
    if "data" not in given:
        raise BadInput("There is nothing to train on. Give --data F, or --recipe F with --data-root D.", key="no-data")
    if "data_root" in given:
        raise BadInput("--data-root belongs to --recipe. Leave it out.", key="data-root-alone")
    if not given & {"architecture", "source"}:
        raise BadInput("There is no model to train. Give --architecture A, or --from REF.", key="no-architecture")
    if "source" in given and given & {"architecture", "from_scratch"}:
        beside = "--architecture" if "architecture" in given else "--from-scratch"
        raise BadInput(
            f"--from starts from a checkpoint, whose architecture the model has, so {beside} cannot stand beside it. "
            "Leave one of them out.",
            key="from-and-architecture",
            option=beside,
        )
    if "vectors" in given and "from_scratch" not in given:
        raise BadInput(
            "--vectors are what a model without a source starts from. Give --from-scratch beside it.",
            key="vectors-and-source",
        )


def _parameters(given: Sequence[str] | None) -> dict[str, Any]:
    """{name: value} of `--param name=value`."""
    found = {}
    for one in given or ():
        name, sign, value = one.partition("=")
        if not sign or not name.isidentifier() or name in PLACES:
            raise BadInput(
                f"--param {shown(one)} is no parameter. Write it as name=value, for instance steps=200.",
                key="param-form",
                given=one,
            )
        found[name] = value
    return found


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _texts(arguments: argparse.Namespace) -> list[str]:
    """The texts of the arguments or of the file, of which only the line ends are taken off."""
    if arguments.task and arguments.model:
        raise BadInput(
            "--task asks all shipped models of a task and --model a model of its own. Give one of them.",
            key="task-and-model",
        )
    if bool(arguments.text) == (arguments.file is not None):
        raise BadInput("Give the texts either as arguments or with --file F.", key="text-or-file")
    if arguments.text:
        return list(arguments.text)
    name = "standard input" if arguments.file == "-" else arguments.file
    try:
        if arguments.file == "-":
            raw = sys.stdin.buffer.read()
        else:
            with open(arguments.file, "rb") as file:
                raw = file.read()
        content = raw.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {shown(name)}. Check the path.", key="no-file", file=name) from error
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise BadInput(
            f"Line {row} of {shown(name)} is not UTF-8. Save the file as UTF-8.", key="not-utf-8", file=name, row=row
        ) from error
    except ValueError as error:
        raise BadInput(f"{shown(name)} is no file name: {error}. Check the path.", key="no-file", file=name) from error
    if not content:
        raise BadInput(f"{shown(name)} is empty. Give one text a line.", key="empty-file", file=name)
    lines = content.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


# ---- what they answer


def _print_json(value: Any) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        # Half of a surrogate pair cannot be written as UTF-8; the escape \udc.. is what JSON calls it.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


def _print_labels(answers: Sequence[Prediction]) -> None:
    """A row a model: its label, and the probability of each."""
    if not answers:
        return
    labels = list(dict.fromkeys(label for answer in answers for label in answer.scores))
    rows = []
    for answer in answers:
        unread = sum(not word.read for word in answer.words)
        scores = [_percent(answer.scores.get(label)) for label in labels]
        rows.append([answer.model, answer.label or "", *scores, f"{unread:,} words were not read" if unread else ""])
    _print_table(
        ["  model", "label", *labels, ""],
        [["  " + row[0], *row[1:]] for row in rows],
        numbers=range(2, 2 + len(labels)),
    )


def _print_tags(answers: Sequence[Prediction]) -> None:
    """A row a word, a column a model."""
    if not answers:
        return
    words = [word.text for word in answers[0].words]
    columns = [[tag or "(not read)" for tag in answer.tags or ()] for answer in answers]
    rows = [["  " + word, *tags] for word, *tags in zip(words, *columns, strict=True)]
    _print_table(["  word", *(answer.model for answer in answers)], rows, numbers=())


def _print_edits(answer: Edits) -> None:
    """What a model says, and a row an edit."""
    from playground.lenses.edit import answer as said

    about = "" if answer.word is None else f"{_printable(answer.before.words[answer.word].text)} is "
    print(f"\n{answer.model}: {about}{said(answer.before, answer.word)}")
    rows = [[f"  {one.kind}", said(one.after, one.word) or "", one.text] for one in answer.edits]
    if rows:
        return _print_table(["  edit", "then", "text"], rows, numbers=())
    return print(
        "  that is the target already" if said(answer.before, answer.word) == answer.target else "  no edit found"
    )


def _print_table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] | None = None) -> None:
    """Columns side by side; those in `numbers` (all but the first, unless given) end at the right edge."""
    table = [[_printable(cell) for cell in row] for row in (header, *rows)]
    right = range(1, len(header)) if numbers is None else numbers
    widths = [max(map(_width, column)) for column in zip(*table, strict=True)]
    for row in table:
        padded = []
        for at, cell in enumerate(row):
            space = " " * (widths[at] - _width(cell))
            padded.append(space + cell if at in right else cell + space)
        print("  ".join(padded).rstrip())


def _width(text: str) -> int:
    """How many columns of a terminal a text takes: Chinese letters and emoji take two, marks and joiners none."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(unicodedata.category(letter) in ("Mn", "Me", "Cf") for letter in text)


def _printable(text: str) -> str:
    """The text on one line, with an escape for whatever would move the cursor or cannot be written."""
    return "".join(
        letter.encode("unicode_escape").decode("ascii")
        if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")
        else letter
        for letter in text
    )


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


def _print_progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _count_on_a_terminal() -> Callable[[int, int], None] | None:
    """A function that counts examples on one line of a terminal; None where standard error is not one."""
    if not sys.stderr.isatty():
        return None
    return lambda done, total: print(
        f"\r{done:,} of {total:,}" + ("\n" if done == total else ""), end="", file=sys.stderr, flush=True
    )


# ---- the way in and out


def main(given: Sequence[str] | None = None) -> int:
    """Run a command; the exit status comes back."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # standard error holds one line, or nothing
    logging.disable(logging.WARNING)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        arguments = _parser().parse_args(given)
        arguments.run(arguments)
        sys.stdout.flush()
    except PlaygroundError as error:
        return _fail(str(error), MENDABLE)
    except BrokenPipeError:  # whoever read the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        return _fail(f"{what}. Check the path, the permissions and the space on the disk.", MENDABLE)
    except KeyboardInterrupt:
        return _fail("Interrupted.", 130)
    return 0


def _fail(message: str, status: int) -> int:
    print("error:", _printable(" ".join(message.split())), file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
