"""The commands that put a model to use elsewhere: on files of millions of rows, and as a folder of its own."""

from __future__ import annotations

import argparse

from playground.cli.arguments import check_score, given_notation
from playground.cli.output import print_json, print_progress, print_table, printable, report_pace
from playground.devices import configure, cores


def score(arguments: argparse.Namespace) -> None:
    """Write what models answer to every row of a file, and print how many there were."""
    check_score(arguments)
    configure(concurrent=cores())  # one thread: see playground.scale.scoring
    from playground.scale import ray_engine, scoring

    given = arguments.model, arguments.data, arguments.out, arguments.text_column, given_notation(arguments)
    if arguments.engine == "ray":
        summary = ray_engine.score_on_ray(*given, report_pace(), arguments.address)
    else:
        summary = scoring.score(*given, report_pace())
    for sentence in summary.sentences():
        print_progress(sentence)
    if arguments.json:
        return print_json(summary.as_json())
    return print(f"{summary.rows:,} rows written to {printable(summary.out)} in {summary.seconds:.1f} s")


def export(arguments: argparse.Namespace) -> None:
    """Write a model as a folder of its own and print what is in it."""
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.export import export as export_model

    folder = export_model(load(arguments.model), arguments.out)
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    if arguments.json:
        return print_json({"folder": str(folder), "files": sizes})
    print_table(["file", "bytes"], [[name, f"{size:,}"] for name, size in sizes.items()], (1,))
    return print(f"written to {printable(str(folder))}; its README.md says how it is used")
