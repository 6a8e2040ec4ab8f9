"""Scores as model cards write them, each with its interval, and what could be chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def share(value: float | None) -> str:
    """A share as a card writes it."""
    return "not measured" if value is None else f"{100 * value:.2f} %"


MEANING = (
    "In parentheses: the 95 % confidence interval, which in 95 of 100 cases holds the score that endlessly many such "
    "examples would give (accuracy: Wilson, the others: bootstrap)."
)


def reported(report: dict[str, Any], key: str) -> str:
    """A score of a report with its interval, where there is one."""
    found = report.get("intervals", {}).get(key)
    return share(report[key]) + (f" ({_between(found)})" if found else "")


def scored(summary: dict[str, Any], who: str, values: dict[str, float], key: str) -> str:
    """A score with its interval, where there is one."""
    found = summary.get("intervals", {}).get(who, {}).get(key)
    return share(values.get(key)) + (f" ({_between(found)})" if found else "")


def _between(found: Sequence[float]) -> str:
    """From where to where a score may well lie, in per cent."""
    low, high = found
    return f"{100 * low:.1f}–{100 * high:.1f}"


def luck(summary: dict[str, Any]) -> list[str]:
    """What the intervals mean, and whether the differences can be chance."""
    if not summary.get("intervals"):
        return []
    before = summary.get("source_metrics")
    started = f" The model that it started from had {share(before['accuracy'])} of them right." if before else ""
    compared = [f"- {one['sentence']}" for one in summary.get("comparisons", ())]
    return [
        f"{MEANING}{started}\n",
        *(["The same examples, tested for chance (McNemar, exact):\n", *compared, ""] if compared else []),
    ]
