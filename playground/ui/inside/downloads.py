"""What Look inside shows, as a file: every number in full, as a table for spreadsheets or as JSON for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from playground.ui.components.downloads import MEDIA_TYPES, as_decimals, csv_table, file_name, nothing_to_keep
from playground.ui.inside.heat_maps import shown_arrays
from playground.ui.inside.layers.queries import LayersView
from playground.ui.inside.queries import Panel

KINDS = ("csv", "json", "py")


def as_file(panel: Panel, kind: str) -> dict[str, str]:
    """Name, media type and content of the file.

    Raises:
        BadInput: there is nothing to keep yet, or no such kind of file.
    """
    if panel.traced is None or kind not in KINDS or (panel.code is None) == (kind == "py"):
        raise nothing_to_keep()
    if panel.code is not None:
        content = panel.code.listing
    else:
        content = as_csv(panel) if kind == "csv" else as_json(panel)
    return {"name": f"{name_of(panel)}.{kind}", "type": MEDIA_TYPES[kind], "content": content}


def name_of(panel: Panel) -> str:
    """Of the file, without its ending: only letters, digits and hyphens."""
    parts = [panel.side.model, panel.view]
    if panel.view == "attention":
        parts.append(f"layer{panel.side.layer}-head{panel.side.head + 1}")
    elif panel.view == "filters":
        parts.append(panel.side.label)
    elif panel.view not in ("layers", "code"):
        parts += [f"layer{panel.side.layer}", panel.side.direction]
    return file_name("-".join(parts))


def as_json(panel: Panel) -> str:
    """Model, text, words and the arrays under their names in a trace; of a TextCNN also the votes."""
    assert panel.traced is not None
    traced = panel.traced
    if panel.layers is not None:
        blocks = (*panel.layers.diagram.blocks, *panel.layers.training_step)
        return json.dumps(asdict(replace(panel.layers.diagram, blocks=blocks)), ensure_ascii=False, allow_nan=False)
    record: dict[str, Any] = {
        "model": traced.model,
        "text": traced.text,
        "words": [word.text for word in traced.read],
        "difference": traced.difference,
        "arrays": {key: as_decimals(array) for key, array in shown_arrays(panel).items()},
    }
    if panel.votes:
        record["votes"] = {
            "label": panel.votes.label,
            "against": panel.votes.against,
            "bias": panel.votes.bias,
            "logit": panel.votes.logit,
            "votes": [dict(zip(_VOTE, row, strict=True)) for row in _vote_rows(panel)],
        }
    return json.dumps(record, ensure_ascii=False, allow_nan=False)


def as_csv(panel: Panel) -> str:
    """A row a word and array (units), a row a word (attention), or a row a filter (votes).

    The mark in front tells spreadsheets that it is UTF-8; a word that looks like a formula gets an apostrophe.
    """
    return csv_table(_table_rows(panel))


def _table_rows(panel: Panel) -> Iterator[list[Any]]:
    assert panel.traced is not None
    if panel.layers is not None:
        yield from _block_rows(panel.layers)
        return
    words = [word.text for word in panel.traced.read]
    if panel.votes:
        yield list(_VOTE)
        yield from _vote_rows(panel)
        return
    if panel.view == "attention":
        array = panel.traced.at(panel.side.layer)["attention"][panel.side.head]
        yield ["position", "from", *words]
        yield from ([at + 1, word, *as_decimals(array[at])] for at, word in enumerate(words))
        return
    arrays = shown_arrays(panel)
    yield ["array", "position", "word", *(f"unit {unit + 1}" for unit in range(next(iter(arrays.values())).shape[1]))]
    for key, array in arrays.items():
        yield from ([key, at + 1, word, *as_decimals(array[at])] for at, word in enumerate(words))


def _block_rows(layers: LayersView) -> Iterator[list[Any]]:
    """A row a block, parts behind the block that they belong to."""
    yield ["block", "kind", "module", "formula", "reads", "gives", "parameters", "multiplications", "values"]
    shown = replace(layers.diagram, blocks=(*layers.diagram.blocks, *layers.training_step)).all()
    for one in shown:
        shapes = [" × ".join(f"{name} {size}" for name, size in shape) for shape in (one.reads, one.gives)]
        values = " ".join(str(value) for value in one.values)
        yield [
            one.id,
            one.key,
            one.module,
            one.formula,
            *shapes,
            one.parameters,
            one.multiplications,
            values,
        ]


_VOTE = ("ngram", "width", "filter", "position", "activation", "weight", "vote")


def _vote_rows(panel: Panel) -> Iterator[list[Any]]:
    assert panel.traced is not None
    assert panel.votes is not None
    for vote in panel.votes.votes:
        gram = " ".join(word.text for word in panel.traced.read[vote.first : vote.last])
        yield [
            gram,
            vote.width,
            vote.filter,
            vote.first + 1,
            *(float(f"{x:.7g}") for x in (vote.activation, vote.weight, vote.vote)),
        ]
