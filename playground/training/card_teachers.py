"""Who taught a model, as its card says it: networks, a pretrained encoder, a linear model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from playground.models import ARCHITECTURES
from playground.training.card_sources import ENCODERS


def _encoders_of(teach_stage: dict[str, Any], stages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stages “encoder” whose encoders teach there."""
    named = {stage["name"]: stage for stage in stages if stage["stage"] == "encoder"}
    return [named[name] for name in teach_stage.get("encoders", [])]


def _encoder_title(stage: dict[str, Any]) -> str:
    return f"{ENCODERS.get(stage['folder'], stage['folder'])}, which was pretrained elsewhere and fine-tuned here"


def _networks(titles: Sequence[str]) -> list[str]:
    """Networks by their titles, several of a kind together."""
    words = {1: "", 2: "two ", 3: "three ", 4: "four "}
    return [f"{words.get(count, f'{count} ')}{title}{'s' * (count > 1)}" for title, count in Counter(titles).items()]


def teachers(recipe: dict[str, Any]) -> list[str]:
    """Who taught the model, where its recipe has teachers."""
    stages = recipe["stages"]
    fit = [stage for stage in stages if stage["stage"] == "fit"][-1]
    last = fit.get("teach")
    if last is None:
        return []
    shares: dict[float, list[str]] = {}
    for entry in fit["train"]:
        if "share" in entry:
            shares.setdefault(entry["share"], []).append(entry["name"])
    exceptions = [f"but {100 * share:.0f} % on {' and '.join(names)}" for share, names in shares.items()]
    taught = {stage["name"]: stage for stage in stages if stage["stage"] == "teach"}
    first, *others = [taught[name] for name in lessons(last)]
    named = {stage.get("name"): stage["config"]["architecture"] for stage in stages if stage["stage"] == "fit"}
    unlabelled = any(entry.get("texts", 1) or entry.get("sentences") for entry in first["data"])
    sources = [" and ".join(entry["name"] for entry in stage["data"]) for stage in others]
    more = [
        f"; of {source} it learnt that of {_named_teachers(stage, named, stages)}"
        for source, stage in zip(sources, others, strict=True)
    ]
    return [
        "It was taught by others: beside the labels it learnt the mean answer of "
        f"{_named_teachers(first, named, stages)} "
        f"{'on unlabelled text and, ' * unlabelled}by a share of {100 * last['share']:.0f} %{',' * unlabelled} on the "
        f"labelled examples{''.join(f', {share}' for share in exceptions)}{''.join(more)}.\n"
    ]


def lessons(teach: dict[str, Any]) -> list[str]:
    """The stages “teach” that a fit learns from: the one that answers on labelled examples too comes first."""
    return [teach["name"], *teach.get("also", ())]


def _named_teachers(
    teach_stage: dict[str, Any], architectures: dict[str | None, str], stages: Sequence[dict[str, Any]]
) -> str:
    """Who answers in a stage “teach”, in a sentence."""
    named = _networks([ARCHITECTURES[architectures[name]].title for name in teach_stage["teachers"]])
    named += [_encoder_title(stage) for stage in _encoders_of(teach_stage, stages)]
    return ", ".join(named + ["a linear model over words and word pairs"] * ("linear" in teach_stage))
