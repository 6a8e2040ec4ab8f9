"""What the parsers of several commands share: a parser whose mistakes are one line, and options of the same kind."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NoReturn

from playground.errors import BadInput
from playground.text_language import TEXT_LANGUAGES


def alternatives(names: Iterable[str]) -> str:
    """Names in a sentence: a, b or c."""
    *others, last = names
    return f"{', '.join(others)} or {last}"


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are one line like all others, without a usage text."""

    def error(self, message: str) -> NoReturn:
        """Raise the mistake as one that the caller can mend."""
        hint = " Put -- before a text that begins with a hyphen." if message.startswith("unrecognized") else ""
        raise BadInput(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.{hint}", key="arguments")


if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[Parser]


def new_command(
    subparsers: Subparsers, run: Callable[[argparse.Namespace], None], about: str, has_json: bool = True
) -> Parser:
    """The parser of one command, which is called like the function that it runs."""
    command = subparsers.add_parser(run.__name__, help=about, description=about, allow_abbrev=False)
    command.set_defaults(run=run)
    if has_json:
        command.add_argument("--json", action="store_true", help="print one JSON value")
    return command


def add_columns(command: Parser) -> None:
    """Which columns of a file are read, and how it is written."""
    command.add_argument("--text-column", metavar="C", help="name of the column, or its number counted from 1")
    command.add_argument("--label-column", metavar="C", help="name of the column, or its number counted from 1")
    add_notation(command)


def add_notation(command: Parser) -> None:
    """How a file is written."""
    command.add_argument(
        "--delimiter",
        metavar="D",
        help="what stands between columns, where it is guessed wrongly: one or several characters, or tab, comma, "
        "semicolon, bar, space",
    )
    command.add_argument("--encoding", metavar="E", help="of the file, where it is guessed wrongly: gb18030, cp1252, …")


def add_language(command: argparse.ArgumentParser) -> None:
    """Of which language the shipped models are asked."""
    command.add_argument(
        "--language",
        metavar="L",
        help=f"ask the shipped models of this language: {alternatives(TEXT_LANGUAGES)} (default: the text's own)",
    )
