"""The commands about units, filters and heads: index them, show one, find those that fire at some words."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from playground.cli.arguments import given_notation
from playground.cli.output import count_on_a_terminal, print_json, print_progress, print_table, printable
from playground.devices import configure

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
    from playground.data.corpus import Corpus
    from playground.lenses.units.unit import Place


def index(arguments: argparse.Namespace) -> None:
    """Store in a model's folder what every unit listens to and what each part is on average."""
    configure(concurrent=1)
    from playground.checkpoints import load, shipped
    from playground.lenses.units.index import check_stored_place
    from playground.lenses.units.sources import own_corpus

    corpus, answers = _corpus(arguments), []
    for reference in arguments.model or shipped(language=None, variant=None):
        checkpoint = load(reference)
        check_stored_place(checkpoint)
        given = corpus or own_corpus(checkpoint)
        answers.append(_store_index(checkpoint, given))
        if not arguments.json:
            unread = len(given) - answers[-1]["sentences"]
            more = f", {unread:,} more were not read" if unread else ""
            print_progress(
                f"{checkpoint.reference}: {answers[-1]['sentences']:,} sentences, {answers[-1]['words']:,} words{more}"
            )
    if arguments.json:
        return print_json(answers)
    rows = [[one["model"], group, f"{parts:,}"] for one in answers for group, parts in one["groups"].items()]
    return print_table(["model", "array", "parts"], rows, (2,))


def _store_index(checkpoint: Checkpoint, corpus: Corpus) -> dict[str, Any]:
    """Write the index and the means of the parts; what is told of them as JSON."""
    from playground.checkpoints import UNITS
    from playground.lenses.intervene import means
    from playground.lenses.units.activations import divided
    from playground.lenses.units.index import store
    from playground.lenses.units.sources import make_index

    found = make_index(checkpoint, corpus, count_on_a_terminal())
    sentences = divided(checkpoint, corpus)
    average = means.measure(checkpoint, sentences, corpus.name, corpus.sha256, count_on_a_terminal())
    store(checkpoint, found)
    means.store(checkpoint, average)
    assert checkpoint.folder is not None
    return {
        "model": checkpoint.reference,
        "corpus": found.corpus,
        "sha256": found.sha256,
        "sentences": found.sentences,
        "words": found.words,
        "groups": {group: found.parts(group) for group in found.groups},
        "bytes": (checkpoint.folder / UNITS).stat().st_size,
    }


def unit(arguments: argparse.Namespace) -> None:
    """Print what one part of a model listens to."""
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.units.unit import unit as unit_of

    found = unit_of(load(arguments.model), arguments.part, _corpus(arguments), count_on_a_terminal())
    if arguments.json:
        return print_json(found.as_json())
    print(
        f"{found.model}, {found.part}: {found.low:.3g} to {found.high:.3g}, mean {found.mean:.3g}, "
        f"over {found.words:,} words of {found.sentences:,} sentences ({printable(found.corpus)})"
    )
    named = {**found.labels, **found.tags, "position": found.position, "length": found.length}
    told = sorted(((name, value) for name, value in named.items() if value is not None), key=lambda one: -abs(one[1]))
    print("correlation with " + ", ".join(f"{printable(name)} {value:+.2f}" for name, value in told[:6]))
    if found.looks:
        print("looks at " + ", ".join(f"{name} {100 * share:.0f} %" for name, share in found.looks.items()))
    for title, places in (("highest", found.highest), ("lowest", found.lowest)):
        print(f"\n{title}")
        print_table(["", "at", "sentence"], _rows(places), numbers=(0,))
    return None


def find(arguments: argparse.Namespace) -> None:
    """Print the units that fire at the marked words of a text, and phrases where they fire too."""
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.units.find import find as find_in

    found = find_in(
        load(arguments.model),
        arguments.text,
        arguments.word,
        arguments.threshold,
        arguments.unit or (),
        _corpus(arguments),
        count_on_a_terminal(),
    )
    if arguments.json:
        return print_json(found.as_json())
    marked = ", ".join(printable(found.words[at]) for at in found.marked)
    meeting = sum(one.meets for one in found.units)
    print(f"{found.model}: units that fire at {marked} and nowhere else, in deviations from their means")
    if not meeting:
        print("no unit reaches the threshold there and nowhere else; the nearest:")
    rows = [
        [one.part, "high" if one.sign > 0 else "low", f"{one.inside:.2f}", _optional(one.outside)]
        for one in found.units[: meeting or 5]
    ]
    print_table(["unit", "is", "there at least", "elsewhere at most"], rows, numbers=(2, 3))
    if found.phrases:
        print(f"\nwhere {', '.join(found.together)} fire too")
        phrases = [[f"{one.strength:.2f}", " ".join(one.words[one.start : one.end]), one.text] for one in found.phrases]
        print_table(["", "phrase", "sentence"], phrases, numbers=(0,))
    return None


def _optional(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _rows(places: Sequence[Place]) -> list[list[str]]:
    return [[f"{one.value:.3g}", " ".join(one.phrase), one.text] for one in places]


def _corpus(arguments: argparse.Namespace) -> Corpus | None:
    """The texts of --data; None: the shipped sentences."""
    from playground.data.corpus import corpus_of_file

    return corpus_of_file(arguments.data, given_notation(arguments)) if arguments.data else None
