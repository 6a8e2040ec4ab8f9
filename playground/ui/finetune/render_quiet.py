"""Records -> HTML and SVG: how many texts a model answers and how often it is then wrong, and the slider that tells it
to keep quiet. Nothing here knows gradio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from playground.ui.components.data_table import data_table
from playground.ui.components.markup import safe
from playground.ui.finetune.visit_models import MOST_WRONG, VisitModel
from playground.ui.finetune.words import say
from playground.ui.language.numbers import percent

LEFT, RIGHT, TOP, BOTTOM, WIDTH, HEIGHT = 44, 284, 10, 170, 300, 208


def quiet(model: VisitModel, curve: Sequence[Mapping[str, Any]], language: str) -> str:
    """The section of a model; empty where nothing was measured.

    Args:
        curve: entries as `evaluation.selective.Answering.as_json` has them.
    """
    if not curve:
        return ""
    value = model.wrong_at_most
    slider = (
        f'<label class="ft-quiet">{safe(say("finetune-quiet-slider", language))} '
        f'<input type="range" min="0" max="{MOST_WRONG}" step="1" value="{value}" data-action="quiet" data-scale="1" '
        f'aria-valuetext="{safe(_allowed(value, language))}"> <b>{safe(_allowed(value, language))}</b></label>'
    )
    return (
        f"<section><h4>{safe(say('finetune-quiet', language))}</h4>"
        f'<p class="note">{safe(say("finetune-quiet-how", language))}</p>{slider}'
        f'<p role="status">{safe(_status(model, curve, language))}</p>{_figure(curve, model.answer_above, language)}'
        f"{_table(curve, language)}</section>"
    )


def _allowed(value: int, language: str) -> str:
    return say("finetune-quiet-most", language, share=f"{value} %") if value else say("finetune-quiet-off", language)


def _status(model: VisitModel, curve: Sequence[Mapping[str, Any]], language: str) -> str:
    """What the model does now: always answer, answer from a confidence on, or that so little cannot be promised."""
    if not model.wrong_at_most:
        return say("finetune-quiet-always", language)
    chosen = next((one for one in curve if one["answer_above"] == model.answer_above), None)
    if chosen is None:
        best = min(one["most_wrong"] for one in curve)
        return say("finetune-quiet-cannot", language, rows=f"{curve[0]['rows']:,}", best=percent(best, 1))
    return say(
        "finetune-quiet-now" if chosen["answer_above"] else "finetune-quiet-all",
        language,
        above=percent(chosen["answer_above"], 1),
        coverage=percent(chosen["coverage"]),
        wrong=f"{chosen['wrong']:,}",
        answered=f"{chosen['answered']:,}",
        most=percent(chosen["most_wrong"], 1),
    )


def _figure(curve: Sequence[Mapping[str, Any]], above: float | None, language: str) -> str:
    """The share of wrong answers and its bound over the share of texts that is answered."""
    drawn = [one for one in curve if one["answered"]]
    high = min(1.0, max(max(one["most_wrong"] for one in drawn[:1]), max(one["error"] for one in drawn), 0.02) * 1.15)

    def place(one: Mapping[str, Any], key: str) -> str:
        across = LEFT + (RIGHT - LEFT) * one["coverage"]
        down = BOTTOM - (BOTTOM - TOP) * min(one[key] / high, 1.0)
        return f"{across:.1f},{down:.1f}"

    lines = "".join(
        f'<polyline class="{look}" points="{" ".join(place(one, key) for one in drawn)}"/>'
        for key, look in (("most_wrong", "two"), ("error", "one"))
    )
    chosen = next((one for one in drawn if above is not None and one["answer_above"] == above), None)
    if chosen:
        across, down = place(chosen, "most_wrong").split(",")
        lines += f'<circle class="best" cx="{across}" cy="{down}" r="5.5"/>'
    heights = {share: BOTTOM - (BOTTOM - TOP) * share for share in (0.0, 0.5, 1.0)}
    ticks = "".join(
        f'<text class="tick" x="{LEFT - 6}" y="{down + 4:.0f}">{percent(high * share, 1)}</text>'
        f'<line x1="{LEFT}" x2="{RIGHT}" y1="{down:.0f}" y2="{down:.0f}"/>'
        for share, down in heights.items()
    )
    below = "".join(
        f'<text class="epoch" x="{LEFT + (RIGHT - LEFT) * share:.0f}" y="186">{percent(share)}</text>'
        for share in (0.0, 0.5, 1.0)
    )
    title = say("finetune-quiet-figure", language)
    return (
        f'<figure class="ft-chart bins"><svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{safe(title)}">'
        f'<g class="grid">{ticks}</g>{below}<text class="epoch" x="164" y="204">'
        f"{safe(say('finetune-quiet-coverage', language))}</text>{lines}</svg>"
        f"<figcaption>{safe(title)}</figcaption></figure>"
    )


def _table(curve: Sequence[Mapping[str, Any]], language: str) -> str:
    heads = [say(f"finetune-quiet-{key}", language) for key in ("above", "coverage", "error", "bound")]
    rows = [
        [
            percent(one["answer_above"], 1) if one["answer_above"] else say("finetune-quiet-every", language),
            percent(one["coverage"], 1),
            "–" if one["error"] is None else f"{percent(one['error'], 1)} ({one['wrong']:,} / {one['answered']:,})",
            percent(one["most_wrong"], 1),
        ]
        for one in curve
    ]
    return data_table(heads, rows, language)
