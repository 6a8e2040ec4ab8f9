"""The arguments of the commands that train: one model, folds and parts of a file to learn something about the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.cli import commands, measuring
from playground.cli.parser_parts import Parser, add_columns, alternatives, new_command
from playground.models.architectures import ARCHITECTURES, SUGGESTED
from playground.text_language import TEXT_LANGUAGES

if TYPE_CHECKING:
    from playground.cli.parser_parts import Subparsers


def add_labels(subparsers: Subparsers) -> None:
    """Check the labels of a file."""
    command = new_command(
        subparsers,
        measuring.labels,
        "Check the labels of a file: which may be wrong, by models that have not learnt from them (cross-validation).",
    )
    _add_file(command)
    command.add_argument("--folds", type=int, metavar="K", help="default: five, or as many as two minutes allow")
    command.add_argument("--out", metavar="LIST.csv", help="write the whole list, with a column “decision” to fill in")
    command.add_argument(
        "--decisions", metavar="LIST.csv", help="the list, filled in: keep, change or drop; trains nothing"
    )
    command.add_argument(
        "--cleaned",
        metavar="F.csv",
        help="with --decisions: write the file as it was decided, all its columns and one more; CoNLL-U stays CoNLL-U",
    )


def add_curve(subparsers: Subparsers) -> None:
    """What more examples would bring."""
    command = new_command(
        subparsers,
        measuring.curve,
        "Would more data help? Train on 1/16 to all of a file's examples; what would two and four times as many bring?",
    )
    _add_file(command)


def _add_file(command: Parser) -> None:
    """A file to learn from, and how a model is trained on it."""
    command.add_argument("--data", required=True, metavar="F", help=".csv, .tsv or .conllu, plain or .gz")
    command.add_argument("--task", help="sentiment (one label a text; default) or pos (one label a word)")
    command.add_argument("--architecture", metavar="A", help=f"{alternatives(ARCHITECTURES)} (default: {SUGGESTED})")
    add_columns(command)
    command.add_argument("--language", metavar="L", help="of the shipped checkpoint to start from")
    command.add_argument("--pretokenized", action="store_true", help="words are already split by spaces")
    command.add_argument("--seed", type=int, default=0)


def add_train(subparsers: Subparsers) -> None:
    """Train a model, on a file or by a recipe."""
    command = new_command(subparsers, commands.train, "Train a model on a file of examples, or by a recipe.")
    command.add_argument("--data", metavar="F", help=".csv, .tsv or .conllu, plain or .gz")
    command.add_argument("--task", help="sentiment (one label a text; default) or pos (one label a word)")
    command.add_argument("--architecture", metavar="A", help=alternatives(ARCHITECTURES))
    command.add_argument("--from", dest="source", metavar="REF", help="start from this checkpoint")
    command.add_argument(
        "--from-scratch",
        action="store_true",
        help="start from random weights (default: from the shipped checkpoint of that architecture and task)",
    )
    add_columns(command)
    command.add_argument(
        "--language",
        metavar="L",
        help=f"of the shipped checkpoint to start from: {alternatives(TEXT_LANGUAGES)} (default: that of the texts)",
    )
    command.add_argument(
        "--validation",
        metavar="F",
        help="examples to choose the best epoch by (default: rows that a column marks so, else a part)",
    )
    command.add_argument(
        "--pretokenized",
        action="store_true",
        help="the texts are split into words by spaces already, and the model is to read such texts",
    )
    command.add_argument("--vectors", metavar="F", help="word vectors to start from, as GloVe or word2vec text files")
    _add_result(command)


def _add_result(command: Parser) -> None:
    """How long and with which random numbers a model is trained, what it promises, where it goes; or the recipe."""
    command.add_argument("--out", metavar="DIR", help="where to write the checkpoint")
    command.add_argument("--epochs", type=int)
    command.add_argument("--seed", type=int)
    command.add_argument(
        "--wrong-at-most",
        type=float,
        metavar="PERCENT",
        help="let the model say “not sure” below the confidence from which on at most this share of its answers is "
        "wrong (bound on the examples held back; default: it always answers)",
    )
    command.add_argument("--recipe", metavar="F", help="run the stages of a training.json again")
    command.add_argument("--data-root", metavar="D", help="the folder of the recipe's data")
    command.add_argument(
        "--seeds",
        metavar="N",
        type=int,
        nargs="+",
        help="train with these seeds too: on a file to see how much is luck, a recipe's model for its card",
    )
