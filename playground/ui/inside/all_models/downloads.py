"""Memory and Path as files: every number in full, as a table for spreadsheets or as JSON for programs."""

import json
from collections.abc import Iterator
from typing import Any

from playground.ui.components.downloads import (
    MEDIA_TYPES,
    as_decimals,
    csv_table,
    file_name,
    nothing_to_keep,
    number_or_none,
)
from playground.ui.inside.all_models.queries import AllModelsView, ModelView


def all_models_file(group: AllModelsView, at: int, kind: str) -> dict[str, str]:
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
        raise nothing_to_keep()
    if kind == "csv":
        content = csv_table(_points(members[0]) if of_paths else _memory_rows(members))
    else:
        record = path_json(members[0]) if of_paths else memory_json(group, members)
        content = json.dumps(record, ensure_ascii=False, allow_nan=False)
    return {"name": f"{all_models_file_name(group, at)}.{kind}", "type": MEDIA_TYPES[kind], "content": content}


def all_models_file_name(group: AllModelsView, at: int = 0) -> str:
    """Of the file of a view of all chosen models, without its ending."""
    if group.view == "path":
        return file_name(f"{group.members[at].reference}-path")
    return f"{group.task}-memory" + ("" if group.word is None else f"-word{group.word + 1}")


# ---- views of all chosen models


def memory_json(group: AllModelsView, members: tuple[ModelView, ...]) -> dict[str, Any]:
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
            "gradients": [number_or_none(value) for value in memory.gradients],
            "deletions": [number_or_none(value) for value in memory.deletions],
            "means": member.means.as_json() if member.means else None,
        })  # fmt: skip
    return {"text": group.text, "task": group.task, "models": found}


def _memory_rows(members: tuple[ModelView, ...]) -> Iterator[list[Any]]:
    """A row a model and word; what was not measured is an empty cell."""
    yield ["model", "answer", "position", "word", "distance", "gradient", "deletion", "mean gradient", "mean deletion"]
    for member in members:
        memory, means = member.memory, member.means
        assert memory is not None
        columns = zip(means.gradients, means.deletions, strict=True) if means else ()
        behind = dict(zip(means.distances, columns, strict=True)) if means else {}
        for at, distance in enumerate(memory.distances.tolist()):
            numbers = (
                number_or_none(memory.gradients[at]),
                number_or_none(memory.deletions[at]),
                *behind.get(distance, (None, None)),
            )
            yield [memory.model, memory.answer, at + 1, memory.words[at].text, distance, *numbers]


def path_json(member: ModelView) -> dict[str, Any]:
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
        "states": as_decimals(found.states),
    }


def _points(member: ModelView) -> Iterator[list[Any]]:
    """A row a point: the word that was read last, where the point stands, and the probability of every label."""
    found = member.path
    assert found is not None
    yield ["position", "word", "across", "up", *found.labels]
    for read, point, shares in zip(found.words_read, found.coordinates, found.probabilities, strict=True):
        yield [read, found.words[read - 1].text, *point.tolist(), *shares.tolist()]
