"""What argparse cannot check: options that exclude each other, texts from a file, name=value."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from playground.data.notation import Notation, notation
from playground.data.texts_to_ask import texts_to_predict
from playground.errors import BadInput, NotFound, choose, shown

RESERVED_NAMES = (
    "checkpoint",
    "text",
    "method",
    "target",
    "word",
    "baseline",
    "seed",
    "on_progress",
)  # options of their own


def check_publish(arguments: argparse.Namespace) -> None:
    """Raise for options that are missing or do not belong together."""
    one = (arguments.folder is not None, arguments.repo is not None)
    if not (all(one) and not arguments.all and arguments.owner is None) and not (
        not any(one) and arguments.all and arguments.owner is not None
    ):
        raise BadInput(
            "Give either DIR --repo OWNER/NAME, or --all --owner OWNER for the shipped checkpoints.",
            key="publish-arguments",
        )


ENGINES = {"local": "two processes on this machine", "ray": "a cluster"}


def check_score(arguments: argparse.Namespace) -> None:
    """Raise for an engine that there is none of, and for a cluster's address without a cluster."""
    choose(ENGINES, arguments.engine, "engine")
    if arguments.address is not None and arguments.engine != "ray":
        raise BadInput("--address is that of a Ray cluster. Give --engine ray beside it.", key="address-alone")


def check_language(arguments: argparse.Namespace) -> None:
    """Raise for a language beside models that are named."""
    if arguments.language is not None and arguments.model:
        raise BadInput(
            "--language chooses among the shipped models and --model names one. Give one of them.",
            key="language-and-model",
        )


def check_train(arguments: argparse.Namespace) -> None:
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
    if "seeds" in given and arguments.seeds and len({*arguments.seeds, arguments.seed or 0}) <= len(arguments.seeds):
        raise BadInput(
            "--seeds names a seed twice, or that of --seed (0 unless given). Name other ones, each once.",
            key="seeds-twice",
        )
    if "wrong_at_most" in given:
        from playground.evaluation.selective import check_share

        check_share(arguments.wrong_at_most / 100)
    if "data" not in given:
        raise BadInput("There is nothing to train on. Give --data F, or --recipe F with --data-root D.", key="no-data")
    if "data_root" in given:
        raise BadInput("--data-root belongs to --recipe. Leave it out.", key="data-root-alone")
    if not given & {"architecture", "source"}:
        raise BadInput("There is no model to train. Give --architecture A, or --from REF.", key="no-architecture")
    _check_start(given)


def _check_start(given: set[str]) -> None:
    """Raise for options on what a model starts from that do not belong together."""
    if "source" in given and given & {"architecture", "from_scratch"}:
        beside = "--architecture" if "architecture" in given else "--from-scratch"
        raise BadInput(
            f"--from starts from a checkpoint, whose architecture the model has, so {beside} cannot stand beside it. "
            "Leave one of them out.",
            key="from-and-architecture",
            option=beside,
        )
    if "language" in given and given & {"source", "from_scratch"}:
        beside = "--from" if "source" in given else "--from-scratch"
        raise BadInput(
            f"--language chooses the shipped checkpoint to start from, so {beside} cannot stand beside it. "
            "Leave one of them out.",
            key="language-and-start",
            option=beside,
        )
    if "vectors" in given and "from_scratch" not in given:
        raise BadInput(
            "--vectors are what a model without a source starts from. Give --from-scratch beside it.",
            key="vectors-and-source",
        )


def parse_parameters(given: Sequence[str] | None) -> dict[str, Any]:
    """{name: value} of `--param name=value`."""
    found = {}
    for one in given or ():
        name, sign, value = one.partition("=")
        if not sign or not name.isidentifier() or name in RESERVED_NAMES:
            raise BadInput(
                f"--param {shown(one)} is no parameter. Write it as name=value, for instance steps=200.",
                key="param-form",
                given=one,
            )
        found[name] = value
    return found


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def given_texts(arguments: argparse.Namespace) -> list[str]:
    """The texts of the arguments or of the file; of lines only the ends are taken off."""
    if arguments.task and arguments.model:
        raise BadInput(
            "--task asks all shipped models of a task and --model a model of its own. Give one of them.",
            key="task-and-model",
        )
    check_language(arguments)
    if bool(arguments.text) == (arguments.file is not None):
        raise BadInput("Give the texts either as arguments or with --file F.", key="text-or-file")
    if arguments.text:
        return list(arguments.text)
    name = "standard input" if arguments.file == "-" else arguments.file
    source = sys.stdin.buffer.read() if arguments.file == "-" else arguments.file
    try:
        texts = texts_to_predict(source, name, given_notation(arguments))
    except NotFound as error:
        raise NotFound(f"There is no file {shown(name)}. Check the path.", key="no-file", file=name) from error
    if not texts:
        raise BadInput(f"{shown(name)} is empty. Give one text a line.", key="empty-file", file=name)
    return texts


def given_notation(arguments: argparse.Namespace) -> Notation:
    """How the file is written, where --delimiter or --encoding say so."""
    return notation(arguments.delimiter, arguments.encoding)
