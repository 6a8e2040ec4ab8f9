"""The arguments of every command, a function a command, and the help that says what they are.

What argparse cannot check stands in `arguments.py`; what a command does, in `commands.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from playground.cli import commands, interventions, measuring, training_parser, unit_commands, use_commands
from playground.cli.parser_parts import (
    Parser,
    add_columns,
    add_language,
    add_notation,
    new_command,
)

if TYPE_CHECKING:
    from playground.cli.parser_parts import Subparsers

DESCRIPTION = "The command line: `python -m playground COMMAND …`, one function a command, no computation."


def build_parser() -> Parser:
    """The parser of the command line, with a sub-command for each command."""
    parser = Parser(prog="python -m playground", description=DESCRIPTION, allow_abbrev=False)
    subparsers = parser.add_subparsers(metavar="COMMAND", required=True)
    for add in COMMANDS:
        add(subparsers)
    return parser


# ---- the page and the models


def _add_app(subparsers: Subparsers) -> None:
    command = new_command(subparsers, commands.app, "Open the page.", has_json=False)
    command.add_argument("--host", help="address to listen on (default: this machine only)")
    command.add_argument("--port", help="default: 7860")
    command.add_argument("--share", action="store_true", help="make a public link through Gradio's servers")


def _add_models(subparsers: Subparsers) -> None:
    new_command(subparsers, commands.models, "List the shipped checkpoints.")


# ---- questions to a model


def _add_predict(subparsers: Subparsers) -> None:
    command = new_command(subparsers, commands.predict, "Ask models for the label of a text, or of its words.")
    command.add_argument("text", nargs="*", metavar="TEXT")
    command.add_argument(
        "--file",
        help="one text a line, or a .csv, .tsv, .json or .jsonl file with a column of texts; - for standard input",
    )
    add_notation(command)
    command.add_argument("--task", help="ask all shipped models of this task: sentiment (default) or pos")
    add_language(command)
    command.add_argument("--model", action="append", metavar="REF", help="a model; may be given several times")
    command.add_argument("--pretokenized", action="store_true", help="words are already split by spaces")


def _add_trace(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers,
        commands.trace,
        "Show what goes on inside a model: the names and shapes of its inner values for a text.",
    )
    command.add_argument("text", metavar="TEXT")
    command.add_argument("--model", required=True, metavar="REF")
    command.add_argument("--out", metavar="F.npz", help="write the values to this file, NumPy arrays by name")


def _add_edit(subparsers: Subparsers) -> None:
    command = new_command(subparsers, commands.edit, "Look for small edits of a text that change a model's answer.")
    command.add_argument("text", metavar="TEXT")
    command.add_argument("--model", action="append", metavar="REF", help="a model; may be given several times")
    add_language(command)
    command.add_argument(
        "--word", type=int, metavar="N", help="pos: the word whose tag is asked about, from 0 (default)"
    )
    command.add_argument(
        "--target",
        metavar="LABEL",
        help="the answer to aim at (default: any other one); where characters are tagged, NOUN means the whole word",
    )


def _add_explain(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers, commands.explain, "Show which words speak for a model's answer, and which against it."
    )
    command.add_argument("text", metavar="TEXT")
    command.add_argument("--model", required=True, metavar="REF")
    command.add_argument("--method", default="integrated_gradients", metavar="M")
    command.add_argument(
        "--target",
        metavar="LABEL",
        help="default: the model's answer; where characters are tagged, NOUN explains the whole word",
    )
    command.add_argument("--word", type=int, default=0, metavar="N", help="whose tag, counted from 0 (default: 0)")
    command.add_argument(
        "--baseline",
        default="padding",
        metavar="B",
        help="padding (default), unknown, zero or mean: in place of a word",
    )
    command.add_argument("--seed", type=int, default=0, help="of methods that draw (default: 0)")
    command.add_argument("--param", action="append", metavar="NAME=VALUE", help="of the method, e.g. steps=200")


def _add_intervene(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers,
        interventions.intervene,
        "Hold parts of a model at other values and see what it answers then; or rank its parts.",
    )
    command.add_argument("text", nargs="?", metavar="TEXT", help="may be left out with --parts")
    command.add_argument("--model", required=True, metavar="REF")
    command.add_argument(
        "--set",
        action="append",
        metavar="PART=VALUE",
        help="a change, for instance layer1.forward.hidden[37]=0; VALUE is a number, mean, or from (as in the text of "
        "--from); @4- behind it: from word 4 on; may be given several times",
    )
    command.add_argument(
        "--at", metavar="WORDS", help="where, for all changes that do not say it: 4, 4-6, 4- or, with from, 4:6"
    )
    command.add_argument("--from", dest="source", metavar="TEXT", help="the text that values are taken from")
    command.add_argument("--parts", action="store_true", help="list what can be changed instead")
    command.add_argument("--rank", action="store_true", help="switch off every part in turn instead")
    command.add_argument("--to", metavar="TO", help="with --rank, what a part is set to: zero (default) or mean")
    command.add_argument("--twin", metavar="TEXT", help="find the units that carry the difference to this text instead")
    command.add_argument(
        "--word", type=int, metavar="N", help="pos, with --rank or --twin: whose tag, from 0 (default)"
    )
    of_word = "where characters are tagged, NOUN asks about the whole word"
    command.add_argument("--target", metavar="LABEL", help=f"with --rank or --twin; default: the answer; {of_word}")


def _add_score(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers,
        use_commands.score,
        "Write what models answer to every row of a file, however long: in bounded memory, and going on where it was "
        "when it is ended and started again.",
    )
    command.add_argument(
        "--model", action="append", required=True, metavar="REF", help="a model; may be given several times"
    )
    command.add_argument(
        "--data",
        required=True,
        metavar="IN",
        help=".csv, .tsv or .jsonl, plain or .gz, .parquet, or a file with one text a line",
    )
    command.add_argument(
        "--out",
        required=True,
        metavar="OUT",
        help=".csv, .tsv or .jsonl, plain or .gz, or .parquet: the columns of IN and behind them the answers",
    )
    command.add_argument("--text-column", metavar="C", help="name of the column, or its number counted from 1")
    add_notation(command)
    command.add_argument(
        "--engine",
        default="local",
        metavar="E",
        help="local (default: two processes on this machine) or ray (on a cluster)",
    )
    command.add_argument(
        "--address", metavar="A", help="with --engine ray: of a running cluster (default: one on this machine)"
    )


# ---- measuring


def _add_faithfulness(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers, commands.faithfulness, "Measure how far explanations can be believed, on a file of texts."
    )
    command.add_argument("--data", required=True, metavar="F", help=".csv or .tsv, plain or .gz")
    command.add_argument(
        "--model",
        action="append",
        metavar="REF",
        help="default: all shipped models of sentiment, by language",
    )
    add_language(command)
    command.add_argument("--method", action="append", metavar="M", help="default: all")
    command.add_argument("--sentences", type=int, metavar="N", help="only the first so many texts")
    command.add_argument(
        "--table", metavar="F", help="a Markdown file in whose table each row is entered once it is measured"
    )
    command.add_argument("--random", type=int, metavar="N", help="random explanations to compare with (default: 20)")
    add_columns(command)


def _add_evaluate(subparsers: Subparsers) -> None:
    command = new_command(subparsers, measuring.evaluate, "Measure models on a file of examples.")
    command.add_argument(
        "--model",
        action="append",
        required=True,
        metavar="REF",
        help="given several times, each pair is also tested for chance, and --json prints {reports, comparisons}",
    )
    command.add_argument("--data", required=True, metavar="F", help=".csv, .tsv or .conllu, plain or .gz")
    add_columns(command)
    command.add_argument(
        "--wrong-at-most",
        type=float,
        metavar="PERCENT",
        help="from which confidence on is at most this share of a model's answers wrong? Give rows that it has not "
        "learnt from",
    )
    command.add_argument(
        "--write",
        action="store_true",
        help="with --wrong-at-most: into the model's config (answer_above), for predict to say where it is not sure; "
        "100: always answer again",
    )


def _add_memory(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers,
        commands.memory,
        "Measure how far back a model listens, and store the means in its folder: memory.json.",
    )
    command.add_argument("--model", required=True, metavar="REF")
    command.add_argument("--data", required=True, metavar="F", help=".csv, .tsv or .conllu, plain or .gz")
    add_columns(command)


def _add_index(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers,
        unit_commands.index,
        "Measure what every unit, filter and head listens to and what each part is on average, into the model's "
        "folder: units.json and means.json.",
    )
    command.add_argument(
        "--model", action="append", metavar="REF", help="default: all shipped models; may be given several times"
    )
    _add_corpus(command)


def _add_unit(subparsers: Subparsers) -> None:
    command = new_command(subparsers, unit_commands.unit, "Show what one unit, filter or head listens to.")
    command.add_argument("part", metavar="PART", help="as in a trace: layer1.forward.hidden[17], filters3[12], …")
    command.add_argument("--model", required=True, metavar="REF")
    _add_corpus(command)


def _add_find(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers,
        unit_commands.find,
        "Find the units that fire at some words of a text and at no other, and phrases where they fire too.",
    )
    command.add_argument("text", metavar="TEXT")
    command.add_argument("--model", required=True, metavar="REF")
    command.add_argument(
        "--word", action="append", type=int, required=True, metavar="N", help="from 0; may be given several times"
    )
    command.add_argument(
        "--threshold", type=float, default=1.0, metavar="T", help="in deviations from a unit's mean (default: 1)"
    )
    command.add_argument(
        "--unit", action="append", metavar="PART", help="look for phrases with this unit; may be given several times"
    )
    _add_corpus(command)


def _add_corpus(command: Parser) -> None:
    command.add_argument(
        "--data", metavar="F", help="texts of your own, with labels or without (default: the shipped sentences)"
    )
    add_notation(command)


def _add_behaviour(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers,
        commands.behaviour,
        "Measure how often models fail on sentences whose answer is beyond doubt, by capability.",
    )
    command.add_argument(
        "--model", action="append", metavar="REF", help="default: all shipped models of the language (en unless given)"
    )
    add_language(command)
    command.add_argument("--write", action="store_true", help="into the checkpoints' folders: behaviour.json and card")


# ---- the Hub


def _add_pull(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers, commands.pull, "Fetch a model from the Hub, or a newer commit of it, and say which commit that is."
    )
    command.add_argument("reference", metavar="REF", help="owner/name or owner/name@revision")


def _add_export(subparsers: Subparsers) -> None:
    command = new_command(
        subparsers,
        use_commands.export,
        "Write a model as a folder that answers without torch and without this project: an ONNX graph, a tokeniser, "
        "predict.py, serve.py.",
    )
    command.add_argument("--model", required=True, metavar="REF")
    command.add_argument("--out", required=True, metavar="DIR", help="a folder that is not there yet, or is empty")


def _add_publish(subparsers: Subparsers) -> None:
    command = new_command(subparsers, commands.publish, "Send a checkpoint to the Hub.")
    command.add_argument("folder", nargs="?", metavar="DIR", help="what “train --out” has written")
    command.add_argument("--repo", metavar="OWNER/NAME", help="where to; made if there is none")
    command.add_argument("--private", action="store_true", help="make the repository private")
    command.add_argument("--all", action="store_true", help="send the shipped checkpoints, and write sources.json")
    command.add_argument("--owner", help="with --all: whose repositories")


COMMANDS = (
    _add_app,
    _add_models,
    _add_predict,
    _add_score,
    _add_trace,
    _add_edit,
    _add_explain,
    _add_intervene,
    _add_faithfulness,
    _add_evaluate,
    _add_memory,
    _add_index,
    _add_unit,
    _add_find,
    _add_behaviour,
    training_parser.add_labels,
    training_parser.add_curve,
    _add_pull,
    _add_publish,
    _add_export,
    training_parser.add_train,
)
"""In the order in which the help lists them."""
