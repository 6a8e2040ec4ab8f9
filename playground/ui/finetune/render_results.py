"""Records -> HTML: what a training came to, and the table of this visit's models. Nothing here knows gradio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from statistics import stdev
from typing import TYPE_CHECKING, Any

from playground.checkpoints import describe
from playground.errors import PlaygroundError
from playground.evaluation.comparison import Comparison
from playground.ui.components.chance import comparisons, interval
from playground.ui.components.data_table import data_table
from playground.ui.components.markup import safe
from playground.ui.components.model_names import kind, mark
from playground.ui.finetune import render_confusion, render_curve, render_labels, render_quiet
from playground.ui.finetune.render_progress import curves
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_models import VisitModel
from playground.ui.finetune.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import Sentence, in_language, label
from playground.ui.language.translations import task as task_name

if TYPE_CHECKING:
    from playground.training.finetune.tune import TuningResult

METRICS = ("macro_f1", "accuracy", "balanced_accuracy")
NETWORK, SOURCE = "this model", "source"  # by which names a summary has them
MISTAKES_SHOWN = 8
LABELS_NAMED = 12
FEW = 30  # held-back answers in a bin of the calibration, under which its height says little


def results(visit: Visit, language: str) -> str:
    """The model that is looked at, and all of this visit."""
    model = visit.models.selected
    if model is None:
        return ""
    shown = _loaded(model, language) if model.tuned is None else _tuned(visit, model, model.tuned, language)
    return f'<div class="ft">{shown}{_models(visit, language)}</div>'


# ---- one model


def _title(model: VisitModel, language: str) -> str:
    """What has come of the third step; a model that was brought back has none."""
    number, key = (
        ("", "finetune-brought") if model.tuned is None else ('<b class="ft-number">3</b> ', "finetune-result")
    )
    return f"<h3>{number}{mark(model.architecture, model.reference)} {safe(say(key, language, model=model.title))}</h3>"


def _next(model: VisitModel, language: str) -> str:
    """What can be done with a new model: compare it, download it, train again."""
    key = "finetune-then-pos" if model.task == "pos" else "finetune-then"
    return (
        f'<p class="ft-next">{safe(say(key, language))} '
        f'<button type="button" class="ft-small strong" data-compare>{safe(say("finetune-compare", language))}'
        f"</button> {_keep(model, language)}</p>"
    )


def _keep(model: VisitModel, language: str) -> str:
    return (
        f'<button type="button" class="ft-small" data-zip="{safe(model.reference)}">'
        f"{safe(say('finetune-zip', language))}</button> "
        f'<button type="button" class="ft-small" data-export="{safe(model.reference)}">'
        f"{safe(say('finetune-export', language))}</button>"
    )


def _loaded(model: VisitModel, language: str) -> str:
    """A model from a zip: what it says of itself."""
    try:
        described = describe(model.reference)
    except PlaygroundError:  # gone; asking for it says so
        return f'<section class="ft-result">{_title(model, language)}</section>'
    names = ", ".join(label(one, language) for one in described.labels[:LABELS_NAMED])
    more = len(described.labels) - LABELS_NAMED
    origin = [
        say("finetune-from-zip", language, file=model.file),
        kind(model.architecture),
        task_name(model.task, language),
        say("panel", language, labels=names + (f" + {more}" if more > 0 else "")),
    ]
    measured = "".join(
        f"<li>{safe(say('finetune-measured', language, data=data))} "
        f"{' · '.join(safe(_measured(metric, value, language)) for metric, value in numbers.items())}</li>"
        for data, numbers in described.metrics.items()
    )
    return (
        f'<section class="ft-result">{_title(model, language)}{_next(model, language)}'
        f"<p>{safe(' · '.join(origin))}</p><ul>{measured}</ul></section>"
    )


def _measured(metric: str, value: float, language: str) -> str:
    key = f"finetune-{metric}"
    return f"{say(key, language) if metric in METRICS else metric} {percent(value, 1)}"


def _tuned(visit: Visit, model: VisitModel, tuned: TuningResult, language: str) -> str:
    notes = "".join(f'<p class="note">{safe(in_language(note, language))}</p>' for note in tuned.notes)
    return (
        f'<section class="ft-result">{_title(model, language)}{_next(model, language)}'
        f"{_scores(model, tuned, language)}{_brought(model, tuned, language)}"
        f'<p class="ft-verdict {safe(tuned.verdict.key)}">{safe(verdict(tuned.verdict, language))}</p>'
        f"{_compared(model, tuned, language)}{_seeds(model, tuned, language)}{notes}"
        f'<p class="note">{safe(_facts(tuned, language))}</p>'
        f'<div class="ft-two even"><div>{render_confusion.table(tuned, visit.models.cell, language)}'
        f"{render_confusion.by_label(tuned, language)}</div>{_mistakes(tuned, language)}</div>"
        f'<div class="ft-two even"><div>{_calibration(tuned, language)}{_quiet(model, tuned, language)}</div>'
        f"<div>{_history(tuned, language)}{render_curve.more_data(visit, model, language)}</div></div></section>"
    )


def verdict(found: Sentence, language: str) -> str:
    """Whether a network is worth its while, with the name of the simple model that it is measured against."""
    if "baseline" not in found.values:
        return in_language(found, language)
    return in_language(found, language, baseline=say(f"finetune-baseline-{found.values['baseline']}", language))


def _scores(model: VisitModel, tuned: TuningResult, language: str) -> str:
    """The three scores, with those of the simple models below them."""
    heads = "".join(
        f'<th scope="col" data-tip="{safe(say(f"finetune-help-{metric}", language))}">'
        f"{safe(say(f'finetune-{metric}', language))}</th>"
        for metric in METRICS
    )
    found = tuned.summary.get("intervals", {})
    first = f"{mark(model.architecture, model.reference)} {safe(model.title)}"
    rows = _score_row(first, tuned.summary["metrics"], "mine", found.get(NETWORK, {}), language)
    if before := tuned.summary.get("source_metrics"):
        rows += _score_row(safe(say("finetune-source", language)), before, "", found.get(SOURCE, {}), language)
    for name, scores in sorted(tuned.summary["baselines"].items(), key=lambda item: -item[1]["macro_f1"]):
        title = safe(say(f"finetune-baseline-{name}", language))
        rows += _score_row(title, scores, "", found.get(name, {}), language)
    how = f'<p class="note">{safe(say("interval-how", language))}</p>' if found else ""
    return (
        f'<div class="ft-scroll"><table class="ft-scores"><thead><tr class="walked"><td></td>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{how}"
    )


def _score_row(name: str, scores: dict[str, float], look: str, found: dict[str, list[float]], language: str) -> str:
    cells = "".join(
        f"<td><b>{percent(scores[metric], 1)}</b> {interval(found.get(metric), language)}"
        f'<i style="width:{100 * scores[metric]:.1f}%"></i></td>'
        for metric in METRICS
    )
    return f'<tr class="{look}"><th scope="row">{name}</th>{cells}</tr>'


def _seeds(model: VisitModel, tuned: TuningResult, language: str) -> str:
    """How much is luck: the same training with other seeds; empty where there were none."""
    if not model.seeds or model.plan is None:
        return ""
    runs = [(model.plan.seed, tuned.summary["metrics"]), *model.seeds]
    listed = " · ".join(f"{seed}: {percent(scores['macro_f1'], 1)}" for seed, scores in runs)
    spread = f"{100 * stdev(scores['macro_f1'] for _, scores in runs):.1f}"
    return f'<p class="ft-seeds">{safe(say("finetune-seeds-spread", language, runs=listed, spread=spread))}</p>'


def _brought(model: VisitModel, tuned: TuningResult, language: str) -> str:
    found = tuned.summary.get("corrected")
    return "" if found is None else render_labels.brought(found, model.title, language)


def _quiet(model: VisitModel, tuned: TuningResult, language: str) -> str:
    return render_quiet.quiet(model, tuned.summary.get("answering", {}).get("curve", ()), language)


def _compared(model: VisitModel, tuned: TuningResult, language: str) -> str:
    """Whether the model is better than the simple ones, and than what it started from, by more than chance."""
    names = {NETWORK: model.title, SOURCE: say("finetune-source-named", language)}
    names |= {name: say(f"finetune-baseline-{name}", language) for name in tuned.summary["baselines"]}
    found = [
        Comparison(**{field.name: one[field.name] for field in fields(Comparison)})
        for one in tuned.summary.get("comparisons", ())
    ]
    return comparisons(found, names, language)


def _facts(tuned: TuningResult, language: str) -> str:
    summary = tuned.summary
    return say(
        "finetune-facts",
        language,
        learnt=f"{summary['examples']['train']:,}",
        held=f"{summary['examples']['validation']:,}",
        best=summary["best_epoch"],
        epochs=len(summary["epochs"]),
        seconds=f"{summary['seconds']:,.0f}",
        words=f"{tuned.words_per_second:,.0f}",
    )


def _history(tuned: TuningResult, language: str) -> str:
    summary = tuned.summary
    other = max(scores["macro_f1"] for scores in summary["baselines"].values()) if summary["baselines"] else None
    drawn = curves(summary["epochs"], len(summary["epochs"]), language, summary["best_epoch"], other)
    return (
        f"<section><h4>{safe(say('finetune-how', language))}</h4>{drawn}"
        f'<p class="note">{safe(say("finetune-curves-how", language))}</p></section>'
    )


def _mistakes(tuned: TuningResult, language: str) -> str:
    """The held-back examples that it gets most wrong."""
    if not tuned.mistakes:
        body = f'<p class="note">{safe(say("finetune-no-mistakes", language))}</p>'
    else:
        rows = [render_confusion.example(one, language) for one in tuned.mistakes]
        body = f'<ul class="ft-examples">{"".join(rows[:MISTAKES_SHOWN])}</ul>'
        if len(rows) > MISTAKES_SHOWN:
            more = safe(say("finetune-more-mistakes", language, count=len(rows) - MISTAKES_SHOWN))
            rest = "".join(rows[MISTAKES_SHOWN:])
            folded = f'<summary>{more}</summary><ul class="ft-examples">{rest}</ul>'
            body += f'<details data-details="mistakes">{folded}</details>'
    return (
        f"<section><h4>{safe(say('finetune-mistakes', language))}</h4>"
        f'<p class="note">{safe(say("finetune-mistakes-how", language))}</p>{body}</section>'
    )


def _calibration(tuned: TuningResult, language: str) -> str:
    """How often it is right where it is so sure: a bar a bin, the diagonal for what would be fitting."""
    found = tuned.calibration
    bars = "".join(_bin(one, language) for one in found["bins"] if one["count"])
    worse = found["error"] > found["error_before"]
    sentence = say(
        "finetune-calibration-worse" if worse else "finetune-calibration-number",
        language,
        error=percent(found["error"], 1),
        before=percent(found["error_before"], 1),
    )
    ticks = "".join(
        f'<text class="tick" x="34" y="{10 + 160 * (1 - share) + 4:.0f}">{percent(share)}</text>'
        f'<line x1="40" x2="260" y1="{10 + 160 * (1 - share):.0f}" y2="{10 + 160 * (1 - share):.0f}"/>'
        for share in (0.0, 0.5, 1.0)
    )
    below = "".join(
        f'<text class="epoch" x="{40 + 220 * share:.0f}" y="186">{percent(share)}</text>' for share in (0.0, 0.5, 1.0)
    )
    return (
        f'<section><h4>{safe(say("finetune-calibration", language))}</h4><p class="note">{safe(sentence)}</p>'
        f'<figure class="ft-chart bins"><svg viewBox="0 0 300 208" role="group" aria-label="{safe(sentence)}">'
        f'<g class="grid">{ticks}</g>{below}'
        f'<text class="epoch" x="150" y="204">{safe(say("finetune-sure", language))}</text>'
        f'<g class="walked">{bars}</g><line class="fitting" x1="40" y1="170" x2="260" y2="10"/></svg></figure>'
        f"{_bins_table(found['bins'], language)}"
        f'<p class="note">{safe(say("finetune-calibration-how", language))}</p></section>'
    )


def _bins_table(bins: Sequence[dict[str, Any]], language: str) -> str:
    """The bars as numbers: of so many examples with this confidence so many are predicted correctly."""
    heads = [say(f"finetune-{key}", language) for key in ("sure", "accuracy", "support")]
    rows = [
        [f"{percent(one['low'])} – {percent(one['high'])}", percent(one["accuracy"], 1), f"{one['count']:,}"]
        for one in bins
        if one["count"]
    ]
    return data_table(heads, rows, language)


def _bin(one: dict[str, Any], language: str) -> str:
    left, width = 40 + 220 * one["low"], 220 * (one["high"] - one["low"])
    tall = 160 * one["accuracy"]
    tip = say(
        "finetune-bin",
        language,
        low=percent(one["low"]),
        high=percent(one["high"]),
        count=f"{one['count']:,}",
        right=percent(one["accuracy"]),
    )
    few, tall = " few" if one["count"] < FEW else "", max(tall, 1)
    return (
        f'<rect class="bin{few}" x="{left + 1:.1f}" y="{170 - tall:.1f}" width="{width - 2:.1f}" height="{tall:.1f}" '
        f'role="img" tabindex="-1" aria-label="{safe(tip)}" data-tip="{safe(tip)}"/>'
    )


# ---- all models of this visit


def _models(visit: Visit, language: str) -> str:
    heads = ("model", "data", "macro_f1", "accuracy", "against", "time")
    head = "".join(f'<th scope="col">{safe(say(f"finetune-{key}", language))}</th>' for key in heads)
    rows = "".join(
        _model(one, one.reference == visit.models.selected_reference, language) for one in visit.models.items
    )
    return (
        f'<section class="ft-models"><h4>{safe(say("finetune-models", language))}</h4>'
        f'<div class="ft-scroll"><table><thead><tr>{head}<td></td></tr></thead><tbody>{rows}</tbody></table></div>'
        f'<p class="note">{safe(say("finetune-models-how", language))}</p></section>'
    )


def _model(model: VisitModel, shown: bool, language: str) -> str:
    cells = _numbers(model.tuned, language) if model.tuned else _claimed(model)
    now = ' aria-current="true"' if shown else ""
    reference = safe(model.reference)
    gone = safe(say("finetune-remove", language, model=model.title))
    return (
        f'<tr{now}><th scope="row"><button type="button" class="ft-name" data-action="show" data-value="{reference}">'
        f"{mark(model.architecture, model.reference)} {safe(model.title)}</button></th>"
        f"<td>{safe(model.file)}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}"
        f'<td class="ft-tools">{_keep(model, language)} <button type="button" class="ft-small" '
        f'data-remove="{reference}" aria-label="{gone}" data-tip="{gone}">×</button></td></tr>'
    )


def _claimed(model: VisitModel) -> Sequence[str]:
    """Of a model from a zip what its card says: F1 and accuracy; it says nothing of the baselines and of the time."""
    try:
        said = next(iter(describe(model.reference).metrics.values()), {})
    except PlaygroundError:  # gone; asking for it says so
        said = {}
    return (*(percent(said[key], 1) if key in said else "–" for key in ("macro_f1", "accuracy")), "–", "–")


def _numbers(tuned: TuningResult, language: str) -> Sequence[str]:
    metrics, others = tuned.summary["metrics"], tuned.summary["baselines"].values()
    best = max((scores["macro_f1"] for scores in others), default=metrics["macro_f1"])
    own = tuned.summary.get("intervals", {}).get(NETWORK, {})
    points = 100 * (metrics["macro_f1"] - best)
    return (
        f"{percent(metrics['macro_f1'], 1)} {interval(own.get('macro_f1'), language)}",
        f"{percent(metrics['accuracy'], 1)} {interval(own.get('accuracy'), language)}",
        safe(say("finetune-points", language, points=f"{points:+.1f}".replace("-", "−"))),
        safe(say("finetune-seconds", language, seconds=f"{tuned.summary['seconds']:,.0f}")),
    )
