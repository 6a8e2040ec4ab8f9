"""Records -> HTML and SVG: a training while it runs, and the curves of its epochs. Nothing here knows gradio."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from playground.ui.components.data_table import data_table
from playground.ui.components.markup import safe
from playground.ui.finetune.followed_training import STUDIES
from playground.ui.finetune.render_file import alert
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import error

if TYPE_CHECKING:
    from playground.training.finetune.plan import TuningStep
    from playground.training.finetune.queue import JobStatus

WIDTH, HEIGHT = 380, 180
LEFT, RIGHT, TOP, BOTTOM = 44, 122, 10, 24
TICKS = 8  # at most, along the epochs


class Line(NamedTuple):
    """A curve: its name, its class in the style sheet, and a number for each epoch from the first."""

    name: str
    look: str
    values: Sequence[float]


def running(visit: Visit, language: str) -> str:
    """Where the training is: its place in the queue, or phase, curves, speed and time left; why the last one failed.

    Above it that a model is being exported, or why one could not be downloaded.
    """
    return _exporting(visit, language) + _download_error(visit, language) + _training(visit, language)


def _exporting(visit: Visit, language: str) -> str:
    if visit.models.exporting is None:
        return ""
    said = safe(say("finetune-exporting", language, model=visit.models.exporting))
    return f'<div class="ft"><p role="status" class="pulse">{said}</p></div>'


def _training(visit: Visit, language: str) -> str:
    if visit.training.failed is not None:
        return _failed(visit, language)
    if visit.training.job is None or visit.training.status is None or visit.training.plan is None:
        return ""
    status, step, work = visit.training.status, visit.training.status.step, visit.training.work
    history = step.history if step else ()
    title, ends = visit.training.plan.title, "finetune-stop"
    if work in STUDIES:
        title, ends = say(f"study-{work}", language, title=title), "study-stop"
    end = say("finetune-leave" if status.state == "waiting" else ends, language)
    stop = f'<button type="button" class="ft-stop" data-stop>{safe(end)}</button>'
    return (
        f'<div class="ft"><section class="ft-running"><header><h3>{safe(title)}</h3>{stop}</header>'
        f'<p role="status">{safe(_phase(status, language))}</p>{_progress_bar(status)}'
        f"{curves(history, visit.training.plan.epochs, language)}"
        f'<p class="note">{safe(_meanwhile(language))}</p></section></div>'
    )


def _meanwhile(language: str) -> str:
    from playground.training.finetune.queue import AWAITED_SECONDS, AWAY_SECONDS

    away, awaited = (round(seconds / 60) for seconds in (AWAY_SECONDS, AWAITED_SECONDS))
    return say("finetune-meanwhile", language, away=away, awaited=awaited)


def preparing(language: str) -> str:
    """What stands there before anything is heard of a training."""
    return (
        f'<div class="ft"><section class="ft-running"><p role="status">'
        f"{safe(say('finetune-phase-reading', language))}</p><progress></progress></section></div>"
    )


def _failed(visit: Visit, language: str) -> str:
    assert visit.training.failed is not None
    kept = f" {safe(say('finetune-earlier', language))}" if visit.models.items else ""
    content = f"<b>{safe(say('finetune-failed', language))}</b> {safe(error(visit.training.failed, language))}{kept}"
    return f'<div class="ft">{alert(content)}</div>'


def _download_error(visit: Visit, language: str) -> str:
    if visit.models.download_error is None:
        return ""
    content = f"<b>{safe(say('finetune-unkept', language))}</b> {safe(error(visit.models.download_error, language))}"
    return f'<div class="ft">{alert(content)}</div>'


def _phase(status: JobStatus, language: str) -> str:
    """The phase in words, with what can be said of it."""
    if status.state == "waiting":
        return say("finetune-queue" if status.place else "finetune-next", language, count=status.place)
    step = status.step
    if step is not None and step.phase == "training" and step.progress is None and step.trainings:
        return " · ".join(_which(step, language))  # between two of them
    if step is None or step.progress is None or step.phase != "training":
        return say(f"finetune-phase-{step.phase if step else 'reading'}", language)
    progress = step.progress
    numbers = [
        *_which(step, language),
        say("finetune-epoch", language, epoch=progress.epoch, epochs=progress.epochs),
        say("finetune-loss-now", language, loss=f"{progress.train_loss:.3f}"),
    ]
    if progress.words_per_second > 0:
        numbers.append(say("finetune-speed", language, words=f"{progress.words_per_second:,.0f}"))
        if not step.trainings:
            numbers.append(time_left(progress.seconds_left, language))
    return " · ".join(numbers)


def _which(step: TuningStep, language: str) -> list[str]:
    """Which of several trainings it is, and on how many examples where they do not all have as many."""
    if not step.trainings:
        return []
    which = say("study-training", language, number=step.number, trainings=step.trainings)
    return [which, *([say("finetune-examples", language, count=f"{step.examples:,}")] if step.examples else [])]


def time_left(seconds: float, language: str) -> str:
    """About how long it takes, in the unit that people would use."""
    if seconds >= 90:
        return say("finetune-left-minutes", language, count=round(seconds / 60))
    return say("finetune-left", language, count=max(1, round(seconds)))


def _progress_bar(status: JobStatus) -> str:
    step = status.step
    if step is not None and (step.progress is not None or step.trainings):
        steps, done = (max(step.progress.steps, 1), step.progress.step) if step.progress else (1, 0)
        before, in_all = max(step.number - 1, 0) * steps, max(step.trainings, 1) * steps
        return f'<progress value="{before + done}" max="{in_all}"></progress>'
    return "<progress></progress>" if status.state == "running" else '<progress value="0" max="1"></progress>'


def curves(
    history: Sequence[Mapping[str, Any]],
    epochs: int,
    language: str,
    best: int | None = None,
    other: float | None = None,
) -> str:
    """Two charts a finished epoch at a time: the loss, and what the model gets right.

    Args:
        history: entries of the summary's `epochs`.
        epochs: how many there may be, which the axis holds room for.
        best: the epoch that was kept.
        other: the macro-F1 of the best simple model, 0-1.
    """
    if not history:
        return ""
    loss = [
        Line(say("finetune-line-train", language), "one", [float(entry["train_loss"]) for entry in history]),
        Line(say("finetune-line-held", language), "two", [float(entry["validation_loss"]) for entry in history]),
    ]
    right = [
        Line(say("finetune-macro_f1", language), "one", [float(entry["macro_f1"]) for entry in history]),
        Line(say("finetune-accuracy", language), "two", [float(entry["accuracy"]) for entry in history]),
    ]
    high = max(max(line.values) for line in loss) * 1.05 or 1.0
    epochs = max(epochs, len(history))
    return (
        '<div class="ft-curves">'
        + _chart(say("finetune-chart-loss", language), loss, high, epochs, language, best=best)
        + _chart(say("finetune-chart-right", language), right, 1.0, epochs, language, best=best, other=other)
        + "</div>"
        + _numbers(loss, right, high, language)
    )


def _numbers(loss: Sequence[Line], right: Sequence[Line], high: float, language: str) -> str:
    """What both charts show, a row an epoch."""
    of_loss = say("finetune-chart-loss", language)
    heads = [
        say("finetune-axis", language),
        *(f"{of_loss}: {line.name}" for line in loss),
        *(line.name for line in right),
    ]
    columns = [[_written(value, high) for value in line.values] for line in loss]
    columns += [[_written(value, 1.0) for value in line.values] for line in right]
    return data_table(heads, [[str(at), *row] for at, row in enumerate(zip(*columns, strict=True), 1)], language)


def _chart(
    title: str,
    lines: Sequence[Line],
    high: float,
    epochs: int,
    language: str,
    best: int | None = None,
    other: float | None = None,
) -> str:
    """A chart from 0 to `high` over the epochs; shares where `high` is 1."""

    def across(epoch: int) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (0.5 if epochs == 1 else (epoch - 1) / (epochs - 1))

    def down(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(max(value / high, 0.0), 1.0))

    parts = [_grid(high, epochs, across, down)]
    if other is not None:
        parts.append(
            f'<line class="other" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{down(other):.1f}" y2="{down(other):.1f}"/>'
        )
    for line in lines:
        points = [(across(at), down(value)) for at, value in enumerate(line.values, 1)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline class="{line.look}" points="{path}"/>')
        parts += [f'<circle class="{line.look}" cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>' for x, y in points]
        if best and best <= len(points):
            x, y = points[best - 1]
            parts.append(f'<circle class="best {line.look}" cx="{x:.1f}" cy="{y:.1f}" r="5.5"/>')
    parts += _line_names(lines, other, high, across(len(lines[0].values)) + 9, down, language)
    summary = "; ".join(f"{line.name} {', '.join(_written(value, high) for value in line.values)}" for line in lines)
    return (
        f'<figure class="ft-chart"><figcaption>{safe(title)}</figcaption>'
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{safe(summary)}">{"".join(parts)}'
        f'<text class="axis" x="0" y="{HEIGHT - 4}">{safe(say("finetune-axis", language))}</text>'
        "</svg></figure>"
    )


def _grid(high: float, epochs: int, across: Any, down: Any) -> str:
    """Lines at nothing, half and the top, and the epochs' numbers below."""
    rows = "".join(
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{down(value):.1f}" y2="{down(value):.1f}"/>'
        f'<text class="tick" x="{LEFT - 6}" y="{down(value) + 4:.1f}">{_written(value, high, 0)}</text>'
        for value in (0.0, high / 2, high)
    )
    step = -(-epochs // TICKS)
    columns = "".join(
        f'<text class="epoch" x="{across(epoch):.1f}" y="{HEIGHT - 4}">{epoch}</text>'
        for epoch in range(1, epochs + 1)
        if (epoch - 1) % step == 0
    )
    return f'<g class="grid">{rows}</g>{columns}'


def _line_names(
    lines: Sequence[Line], other: float | None, high: float, x: float, down: Any, language: str
) -> list[str]:
    """What each line is, at its end, moved apart where they would cover each other."""
    ends = [(down(line.values[-1]), line.look, f"{line.name} {_written(line.values[-1], high)}", x) for line in lines]
    if other is not None:
        shown = f"{say('finetune-line-other', language)} {_written(other, high)}"
        ends.append((down(other), "other", shown, max(x, WIDTH - RIGHT + 4.0)))
    placed, last = [], -100.0
    for y, look, text, left in sorted(ends):
        last = max(y, last + 14)
        placed.append(
            f'<text class="name {look}" x="{min(left, WIDTH - RIGHT + 10):.1f}" y="{last + 4:.1f}">{safe(text)}</text>'
        )
    return placed


def _written(value: float, high: float, digits: int = 1) -> str:
    return percent(value, digits) if high == 1.0 else f"{value:.2f}"
