"""The arguments of every command, and the help that says what they are."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import NoReturn

from playground.cli.commands import (
    app,
    behaviour,
    edit,
    evaluate,
    explain,
    faithfulness,
    memory,
    models,
    predict,
    publish,
    pull,
    trace,
    train,
)
from playground.errors import BadInput


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one line like all others, without a usage text."""

    def error(self, message: str) -> NoReturn:
        hint = " Put -- before a text that begins with a hyphen." if message.startswith("unrecognized") else ""
        raise BadInput(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.{hint}", key="arguments")


# ---- what the commands are asked


def build_parser() -> Parser:
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
