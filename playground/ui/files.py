"""What Look inside shows, as a file: every number in full, as a table for spreadsheets or as JSON for programs."""

import csv
import io
import json
import math
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from playground.errors import BadInput
from playground.lenses.many import plain
from playground.ui.apart import Apart
from playground.ui.maps import kept
from playground.ui.together import Group, Member
from playground.ui.views import Panel

KINDS = {"csv": "text/csv", "json": "application/json", "py": "text/x-python"}


def written(panel: Panel, kind: str) -> dict[str, str]:
    """Name, media type and content of the file.

    Raises:
        BadInput: there is nothing to keep yet, or no such kind of file.
    """
    if panel.traced is None or kind not in KINDS or (panel.code is None) == (kind == "py"):
        raise _nothing()
    if panel.code is not None:
        content = panel.code.listing
    else:
        content = as_csv(panel) if kind == "csv" else as_json(panel)
    return {"name": f"{name(panel)}.{kind}", "type": KINDS[kind], "content": content}


def written_together(group: Group, at: int, kind: str) -> dict[str, str]:
    """The same for a view of all chosen models: the memory of all of them, or one model's path.

    Args:
        at: of a path, whose; in the order chosen, from 0.
    Raises:
        BadInput: there is nothing to keep yet, or no such kind of file.
    """
    of_paths = group.view == "path"
    members = group.members[at : at + 1] if of_paths else group.members
    members = tuple(member for member in members if (member.path if of_paths else member.memory))
    if kind not in ("csv", "json") or not members:
        raise _nothing()
    if kind == "csv":
        content = _table(_points(members[0]) if of_paths else _reach(members))
    else:
        record = path_record(members[0]) if of_paths else memory_record(group, members)
        content = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return {"name": f"{name_together(group, at)}.{kind}", "type": KINDS[kind], "content": content}


def _nothing() -> BadInput:
    return BadInput("There is nothing to keep. Wait for the figure, and choose CSV or JSON.", key="nothing-to-keep")


def name_together(group: Group, at: int = 0) -> str:
    """Of the file of a view of all chosen models, without its ending."""
    if group.view == "path":
        return _clean(f"{group.members[at].reference}-path")
    return f"{group.task}-memory" + ("" if group.word is None else f"-word{group.word + 1}")


def name(panel: Panel) -> str:
    """Of the file, without its ending: only letters, digits and hyphens."""
    parts = [panel.side.model, panel.view]
    if panel.view == "attention":
        parts.append(f"layer{panel.side.layer}-head{panel.side.head + 1}")
    elif panel.view == "filters":
        parts.append(panel.side.label)
    elif panel.view not in ("layers", "code"):
        parts += [f"layer{panel.side.layer}", panel.side.direction]
    return _clean("-".join(parts))


def _clean(whole: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in whole).strip("-")


def as_json(panel: Panel) -> str:
    """Model, text, words and the arrays under their names in a trace; of a TextCNN also the votes."""
    assert panel.traced is not None
    traced = panel.traced
    if panel.apart is not None:
        blocks = (*panel.apart.diagram.blocks, *panel.apart.lesson)
        return json.dumps(asdict(replace(panel.apart.diagram, blocks=blocks)), ensure_ascii=False, allow_nan=False)
    record: dict[str, Any] = {
        "model": traced.model,
        "text": traced.text,
        "words": [word.text for word in traced.read],
        "difference": traced.difference,
        "arrays": {key: _short(array) for key, array in kept(panel).items()},
    }
    if panel.votes:
        record["votes"] = {
            "label": panel.votes.label,
            "against": panel.votes.against,
            "bias": panel.votes.bias,
            "logit": panel.votes.logit,
            "votes": [dict(zip(_VOTE, row, strict=True)) for row in _ballots(panel)],
        }
    return json.dumps(record, ensure_ascii=False, allow_nan=False)


def as_csv(panel: Panel) -> str:
    """A row a word and array (units), a row a word (attention), or a row a filter (votes).

    The mark in front tells spreadsheets that it is UTF-8; a word that looks like a formula gets an apostrophe.
    """
    return _table(_rows(panel))


def _table(rows: Iterator[list[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return "\ufeff" + out.getvalue()


def _rows(panel: Panel) -> Iterator[list[Any]]:
    assert panel.traced is not None
    if panel.apart is not None:
        yield from _blocks(panel.apart)
        return
    words = [plain(word.text) for word in panel.traced.read]
    if panel.votes:
        yield list(_VOTE)
        yield from ([plain(str(row[0])), *row[1:]] for row in _ballots(panel))
        return
    if panel.view == "attention":
        array = panel.traced.at(panel.side.layer)["attention"][panel.side.head]
        yield ["position", "from", *words]
        yield from ([at + 1, word, *_short(array[at])] for at, word in enumerate(words))
        return
    arrays = kept(panel)
    yield ["array", "position", "word", *(f"unit {unit + 1}" for unit in range(next(iter(arrays.values())).shape[1]))]
    for key, array in arrays.items():
        yield from ([key, at + 1, word, *_short(array[at])] for at, word in enumerate(words))


def _blocks(apart: Apart) -> Iterator[list[Any]]:
    """A row a block, parts behind the block that they belong to."""
    yield ["block", "kind", "module", "formula", "reads", "gives", "parameters", "multiplications", "values"]
    shown = replace(apart.diagram, blocks=(*apart.diagram.blocks, *apart.lesson)).all()
    for one in shown:
        shapes = [" × ".join(f"{name} {size}" for name, size in shape) for shape in (one.reads, one.gives)]
        values = " ".join(plain(str(value)) for value in one.values)
        yield [one.id, one.key, one.module, plain(one.formula), *shapes, one.parameters, one.multiplications, values]


_VOTE = ("ngram", "width", "filter", "position", "activation", "weight", "vote")


def _ballots(panel: Panel) -> Iterator[list[Any]]:
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


# ---- views of all chosen models


def memory_record(group: Group, members: tuple[Member, ...]) -> dict[str, Any]:
    """Both measures of every model, a number a word, and the means over dev sentences as memory.json holds them."""
    found = []
    for member in members:
        memory = member.memory
        assert memory is not None
        found.append({
            "model": memory.model,
            "answer": memory.answer,
            "word": memory.word,
            "words": [word.text for word in memory.words[: len(memory.gradients)]],
            "gradients": [_number(value) for value in memory.gradients],
            "deletions": [_number(value) for value in memory.deletions],
            "means": member.means.as_json() if member.means else None,
        })  # fmt: skip
    return {"text": group.text, "task": group.task, "models": found}


def _reach(members: tuple[Member, ...]) -> Iterator[list[Any]]:
    """A row a model and word; what was not measured is an empty cell."""
    yield ["model", "answer", "position", "word", "distance", "gradient", "deletion", "mean gradient", "mean deletion"]
    for member in members:
        memory, means = member.memory, member.means
        assert memory is not None
        columns = zip(means.gradients, means.deletions, strict=True) if means else ()
        behind = dict(zip(means.distances, columns, strict=True)) if means else {}
        for at, distance in enumerate(memory.distances.tolist()):
            numbers = (
                _number(memory.gradients[at]),
                _number(memory.deletions[at]),
                *behind.get(distance, (None, None)),
            )
            yield [memory.model, memory.answer, at + 1, plain(memory.words[at].text), distance, *numbers]


def path_record(member: Member) -> dict[str, Any]:
    """The points in the order of reading, the states that they are made of, and the answer at each."""
    found = member.path
    assert found is not None
    return {
        "model": found.model,
        "text": found.text,
        "words": [word.text for word in found.words],
        "words_read": list(found.words_read),
        "variance": list(found.variance),
        "coordinates": found.coordinates.tolist(),
        "labels": list(found.labels),
        "probabilities": found.probabilities.tolist(),
        "states": _short(found.states),
    }


def _points(member: Member) -> Iterator[list[Any]]:
    """A row a point: the word that was read last, where the point stands, and the probability of every label."""
    found = member.path
    assert found is not None
    yield ["position", "word", "across", "up", *map(plain, found.labels)]
    for read, point, shares in zip(found.words_read, found.coordinates, found.probabilities, strict=True):
        yield [read, plain(found.words[read - 1].text), *point.tolist(), *shares.tolist()]


def _number(value: float) -> float | None:
    """A measured number with the digits of a float32; None where nothing was measured."""
    return None if math.isnan(value) else float(f"{value:.9g}")


def _short(array: np.ndarray) -> Any:
    """Numbers as the shortest decimals that give the same float32 back."""
    if array.dtype != np.float32:
        return array.tolist()
    if array.ndim > 1:
        return [_short(row) for row in array]
    return [float(str(value)) for value in array]
