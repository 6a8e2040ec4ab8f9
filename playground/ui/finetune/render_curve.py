"""Records -> HTML and SVG: would more data help? What trainings on parts of the examples came to, and what twice and
four times as many would. Nothing here knows gradio."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from playground.ui.components.data_table import data_table
from playground.ui.components.markup import safe
from playground.ui.finetune.render_labels import effort_time
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_models import VisitModel
from playground.ui.finetune.visit_studies import curve_effort
from playground.ui.finetune.words import say
from playground.ui.language.numbers import percent

LEFT, RIGHT, TOP, BOTTOM, WIDTH, HEIGHT = 48, 440, 12, 190, 460, 232
LEAST_HIGH = 0.05  # the axis spans at least five points


def more_data(visit: Visit, model: VisitModel, language: str) -> str:
    """The section of a model: its curve, or the button that measures it; empty where there is neither."""
    if model.curve is not None:
        body = _curve(model.curve, language)
    else:
        effort = curve_effort(visit, model)
        if effort is None:
            return ""
        said = say("curve-will", language, trainings=effort.trainings, time=effort_time(effort, language))
        body = (
            f'<p class="ft-more"><button type="button" class="ft-small strong" data-begin="curve" '
            f'data-off="{int(visit.training.running)}">{safe(say("curve-measure", language))}</button> '
            f'<span class="note">{safe(said)}</span></p>'
        )
    return f"<section><h4>{safe(say('curve-title', language))}</h4>{body}</section>"


def _curve(found: Mapping[str, Any], language: str) -> str:
    points, expected = found["points"], found["forecast"]
    told = verdict(found, language)
    how = say("curve-how", language, rows=f"{found['rows']:,}")
    heads = [say(f"curve-{key}", language) for key in ("examples", "accuracy", "interval", "kind")]
    rows = [
        [f"{one['examples']:,}", percent(one["accuracy"], 1), _between(one["interval"]), say(f"curve-{kind}", language)]
        for kind, listed in (("measured", points), ("expected", expected))
        for one in listed
    ]
    return (
        f'<p class="lc-verdict">{safe(told)}</p>{_figure(points, expected, told, language)}'
        f'{data_table(heads, rows, language)}<p class="note">{safe(how)}</p>'
    )


def verdict(found: Mapping[str, Any], language: str) -> str:
    """Whether more examples would help, in one sentence."""
    last, twice = found["points"][-1], found["forecast"][0]
    low, high = (percent(end, 1) for end in twice["interval"])
    return say(
        f"curve-{found['verdict']}",
        language,
        twice=f"{twice['examples']:,}",
        points=f"{100 * found['gain']:.1f}",
        now=percent(last["accuracy"], 1),
        then=percent(twice["accuracy"], 1),
        low=low,
        high=high,
    )


def _between(interval: Sequence[float]) -> str:
    return f"{percent(interval[0], 1)} – {percent(interval[1], 1)}"


def _figure(
    points: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]], told: str, language: str
) -> str:
    """Accuracy over the number of examples, each doubling as wide as the next; beyond the last one the forecast."""
    ends = [end for one in (*points, *expected) for end in one["interval"]]
    low, high = min(ends), max(ends)
    low, high = (max(0.0, low - 0.01), min(1.0, high + 0.01)) if high - low >= LEAST_HIGH else _around(low, high)
    first, last = math.log2(points[0]["examples"]), math.log2(expected[-1]["examples"])

    def across(one: Mapping[str, Any]) -> float:
        return LEFT + 14 + (RIGHT - LEFT - 28) * (math.log2(one["examples"]) - first) / max(last - first, 1e-9)

    def down(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)

    def line(listed: Sequence[Mapping[str, Any]]) -> str:
        return " ".join(f"{across(one):.1f},{down(one['accuracy']):.1f}" for one in listed)

    beyond = [points[-1], *expected]
    own = points[-1]["accuracy"]
    band = [(across(points[-1]), down(own)), *((across(one), down(one["interval"][1])) for one in expected)]
    band += [(across(one), down(one["interval"][0])) for one in reversed(expected)]
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in band)
    whiskers = "".join(_whisker(across(one), [down(end) for end in one["interval"]]) for one in points)
    dots = "".join(
        f'<circle class="one" cx="{across(one):.1f}" cy="{down(one["accuracy"]):.1f}" r="3"/>' for one in points
    )
    rings = "".join(
        f'<circle class="best two" cx="{across(one):.1f}" cy="{down(one["accuracy"]):.1f}" r="4"/>' for one in expected
    )
    ticks = "".join(
        f'<text class="tick" x="{LEFT - 6}" y="{down(value) + 4:.0f}">{percent(value)}</text>'
        f'<line x1="{LEFT}" x2="{RIGHT}" y1="{down(value):.1f}" y2="{down(value):.1f}"/>'
        for value in _ticks(low, high)
    )
    below = "".join(
        f'<text class="epoch" x="{across(one):.1f}" y="{BOTTOM + 17}">{one["examples"]:,}</text>'
        for one in (*points, *expected)
    )
    return (
        f'<figure class="ft-chart lc-curve"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{safe(told)}">'
        f'<g class="grid">{ticks}</g>{below}<text class="epoch" x="{(LEFT + RIGHT) / 2:.0f}" y="{HEIGHT - 4}">'
        f"{safe(say('curve-examples', language))}</text>"
        f'<polygon class="band" points="{corners}"/>{whiskers}<polyline class="one" points="{line(points)}"/>'
        f'<polyline class="two" points="{line(beyond)}"/>{dots}{rings}</svg>'
        f"<figcaption>{safe(say('curve-figure', language))}</figcaption></figure>"
    )


def _around(low: float, high: float) -> tuple[float, float]:
    """A span of `LEAST_HIGH` about a narrower one, within 0 and 1."""
    top = min(1.0, (low + high + LEAST_HIGH) / 2)
    return max(0.0, top - LEAST_HIGH), top


def _ticks(low: float, high: float) -> list[float]:
    """Round shares between two ends, three to six of them."""
    step = next(step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if (high - low) / step <= 6)
    return [at * step for at in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def _whisker(x: float, ends: Sequence[float]) -> str:
    low, high = ends
    return f'<path class="whisker" d="M{x:.1f} {high:.1f}V{low:.1f}M{x - 4:.1f} {high:.1f}h8M{x - 4:.1f} {low:.1f}h8"/>'
