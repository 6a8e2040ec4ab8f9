"""The command `intervene`: parts of a model held at other values, and ranked."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from playground.cli.output import count_on_a_terminal, percent, print_json, print_table, printable
from playground.devices import configure
from playground.errors import BadInput

if TYPE_CHECKING:
    from playground.checkpoints import Checkpoint
    from playground.lenses.intervene.intervene import Intervention

ROWS = 20  # of a table for people
ALONE = ("set", "parts", "rank", "twin")


def intervene(arguments: argparse.Namespace) -> None:
    """Print what a model answers with parts held at other values; or its parts, ranked or as they are."""
    _check(arguments)
    configure(concurrent=1)
    from playground.checkpoints import load
    from playground.lenses.intervene.intervene import intervene as change

    checkpoint = load(arguments.model)
    if arguments.parts:
        return _print_parts(checkpoint, arguments)
    if arguments.rank:
        return _print_ranking(checkpoint, arguments)
    if arguments.twin is not None:
        return _print_carriers(checkpoint, arguments)
    at = "" if arguments.at is None else f"@{arguments.at}"
    changes = [one if "@" in one else one + at for one in arguments.set or ()]
    found = change(checkpoint, arguments.text, changes, arguments.source)
    return print_json(found.as_json()) if arguments.json else _print_answer(found)


def _check(arguments: argparse.Namespace) -> None:
    """Raise for options that do not belong together."""
    if arguments.text is None and not arguments.parts:
        raise BadInput("There is no text. Give one as an argument, or --parts.", key="intervene-no-text")
    given = [f"--{name}" for name in ALONE if getattr(arguments, name)]
    if len(given) > 1:
        raise BadInput(f"{given[0]} and {given[1]} ask different things. Give one of them.", key="intervene-arguments")
    for name, needs in (
        ("at", ("set",)),
        ("source", ("set",)),
        ("to", ("rank",)),
        ("word", ("rank", "twin")),
        ("target", ("rank", "twin")),
    ):
        if getattr(arguments, name) is not None and not any(getattr(arguments, one) for one in needs):
            option, owner = "--from" if name == "source" else f"--{name}", " or ".join(f"--{one}" for one in needs)
            raise BadInput(
                f"{option} belongs to {owner}. Give it beside that, or not at all.",
                key="intervene-arguments-alone",
                option=option,
            )


def _print_answer(found: Intervention) -> None:
    """The answer before and after, and where it reached farthest."""
    print(printable(found.text))
    for one in found.changes:
        print(f"  {one.notation}")
    if found.before.tags is not None and found.after.tags is not None:
        rows = [
            [f"  {word.text}", was or "", (now or "") if now != was else ""]
            for word, was, now in zip(found.before.words, found.before.tags, found.after.tags or [], strict=True)
        ]
        print_table(["  word", "before", "after, where it differs"], rows, ())
    else:
        rows = [
            [f"  {label}", percent(found.before.scores[label]), percent(found.after.scores[label])]
            for label in found.before.labels
        ]
        print_table(["  label", "before", "after"], rows)
    moved = sorted(found.moved, key=lambda one: -one.share)[:ROWS]
    if moved:
        words = found.before.words
        print("\nmoved farthest, in relation to what it was:")
        print_table(
            ["  part", "word", "by"],
            [[f"  {one.part}", "" if one.word is None else words[one.word].text, percent(one.share)] for one in moved],
            (2,),
        )


def _print_parts(checkpoint: Checkpoint, arguments: argparse.Namespace) -> None:
    from playground.lenses.intervene.intervene import parts

    found = parts(checkpoint)
    if arguments.json:
        return print_json([{"part": part.name, "kind": part.kind, "units": part.units} for part in found.values()])
    return print_table(["part", "kind", "units"], [[p.name, p.kind, str(p.units)] for p in found.values()], (2,))


def _print_ranking(checkpoint: Checkpoint, arguments: argparse.Namespace) -> None:
    from playground.lenses.intervene.ranking import rank, switched_to

    to = switched_to(arguments.to or "zero")
    progress = count_on_a_terminal()
    found = rank(checkpoint, arguments.text, arguments.word, arguments.target, to, progress)
    if arguments.json:
        return print_json(found.as_json())
    of = "" if found.word is None else f" of word {found.word}"
    print(f"{found.model}: what switching a part off does to the logit of {found.answer}{of}, {found.logit:+.3f}")
    print_table(["  part", "change"], [[f"  {one.name}", f"{one.logit_change:+.3f}"] for one in found.effects[:ROWS]])
    print(f"  {len(found.effects):,} parts; half of them move it by less than {found.middle:.3f}")
    rows = [
        [
            f"  {one.count}",
            f"{one.logit_change:+.3f}",
            f"{one.random[0]:+.3f}",
            f"{one.random[1]:+.3f}",
            f"{one.random[2]:+.3f}",
        ]
        for one in found.together
    ]
    return print_table(["  several at once", "strongest", "random", "lowest", "highest"], rows)


def _print_carriers(checkpoint: Checkpoint, arguments: argparse.Namespace) -> None:
    from playground.lenses.intervene.carriers import carriers

    progress = count_on_a_terminal()
    found = carriers(checkpoint, arguments.text, arguments.twin, arguments.word, arguments.target, progress)
    if arguments.json:
        return print_json(found.as_json())
    print(
        f"{found.model}: the logit of {found.answer} is {found.logit:+.3f}, and {found.other_logit:+.3f} for the twin"
    )
    rows = [[f"  {one.part}[{one.unit}]", percent(one.share)] for one in found.carriers[:ROWS]]
    print_table(["  unit, patched from the twin", "of the difference"], rows)
    needed = found.needed()
    if needed is None:
        return print(f"  no number of its {len(found.carriers):,} units brings 80 % of the difference")
    random = percent(found.random[found.counts.index(needed)])
    return print(f"  {needed:,} of {len(found.carriers):,} units bring 80 % of it together; as many at random {random}")
