"""Records -> HTML: the offer to check a file's labels, the list of those that may be wrong, and what correcting them
brought. Everything that a visitor's file holds is escaped. Nothing here knows gradio."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from playground.evaluation.comparison import Comparison
from playground.evaluation.label_decisions import CHANGE, DROP, KEEP
from playground.ui.components.chance import comparisons, interval
from playground.ui.components.markup import safe
from playground.ui.components.model_names import kind
from playground.ui.finetune.label_check import LabelCheck, Listed, ListedText
from playground.ui.finetune.visit import Visit
from playground.ui.finetune.visit_studies import (
    Effort,
    applies,
    has_corrections,
    held_rows,
    label_effort,
    model_before,
)
from playground.ui.finetune.words import say
from playground.ui.language.numbers import percent

ROWS_NAMED = 200  # of those held back
CONTEXT = 12  # words on either side of a tagged one
PLACE = "\ue000"  # of a label in a sentence, where it gets an element of its own
KEYS = {KEEP: "K", CHANGE: "C", DROP: "D"}


# ---- the offer


def offer(visit: Visit, language: str) -> str:
    """The button that checks the labels, and what that takes; nothing where there is nothing to check."""
    found = label_effort(visit)
    if found is None:
        return ""
    said = say(
        "labels-will",
        language,
        folds=found.trainings,
        architecture=kind(visit.architecture),
        time=effort_time(found, language),
    )
    return (
        f'<p class="ft-more"><button type="button" class="ft-small strong" data-begin="labels" '
        f'data-off="{int(visit.training.running)}">{safe(say("labels-check", language))}</button> '
        f'<span class="note">{safe(said)}</span></p>'
    )


def effort_time(found: Effort, language: str) -> str:
    """About how long something takes on two processor cores."""
    if found.minutes < 1.5:
        return say("study-time-short", language)
    return say("study-time", language, minutes=round(found.minutes))


# ---- the list


def labels(visit: Visit, language: str) -> str:
    """The labels that may be wrong, the least fitting first; nothing before they were checked."""
    check = visit.check
    if check is None:
        return ""
    title = f"<h3>{safe(say('labels-title', language, file=check.file))}</h3>"
    if not check.rows:
        none = safe(say("labels-none", language, checked=f"{check.checked:,}"))
        return f'<div class="ft"><section class="ft-result">{title}<p>{none}</p></section></div>'
    key = "labels-found-words" if check.per_word else "labels-found"
    told = say(key, language, checked=f"{check.checked:,}", unlike=f"{check.unlike:,}", likely=f"{check.likely:,}")
    rows = "".join(_row(check, one, at == 0, language) for at, one in enumerate(check.rows[: check.shown]))
    rest, keys = len(check.rows) - check.shown, "labels-keys-many" if _has_others(check) else "labels-keys"
    more = (
        f'<p class="ft-more"><button type="button" class="ft-small" data-check="more">'
        f"{safe(say('labels-more', language, count=f'{rest:,}'))}</button></p>"
        if rest > 0
        else ""
    )
    how = safe(say("labels-how", language, folds=check.folds))
    return (
        f'<div class="ft"><section class="ft-result">{title}<p>{safe(told)}</p><p class="note">{how}</p>'
        f'<p class="note lc-how">{safe(say(keys, language))}</p>'
        f'<ol class="lc-list" data-labels="{safe(json.dumps(check.labels))}">{rows}</ol>{more}</section></div>'
    )


def _has_others(check: LabelCheck) -> bool:
    """Whether there is another label than the suggested one to which one could be changed."""
    return len(check.labels) > 2


def _row(check: LabelCheck, one: Listed, is_first: bool, language: str) -> str:
    """A label to look at: its text, what is suggested and how sure, texts that are nearly the same, three buttons."""
    decided, _ = check.decided.get(one.place, ("", ""))
    at, word = one.place
    number = say("labels-row", language, row=f"{one.row:,}")
    likely = f' <span class="lc-likely">{safe(say("labels-likely", language))}</span>' if one.likely else ""
    sure = say(
        "labels-sure", language, suggested=one.suggested, sure=percent(one.sure), label=one.label, fit=percent(one.fit)
    )
    about = safe(f"{number}: {one.label} → {one.suggested}")
    return (
        f'<li class="lc-row" role="group" tabindex="{0 if is_first else -1}" data-at="{at}" '
        f'data-word="{"" if word is None else word}" data-decided="{decided}" data-given="{safe(one.label)}" '
        f'data-to="{safe(check.change_to(one))}" aria-label="{about}">'
        f'<p class="lc-facts"><span>{safe(number)}</span> <b class="lc-given">{safe(one.label)}</b> '
        f'<span aria-hidden="true">→</span> <b class="lc-suggested">{safe(one.suggested)}</b>{likely} '
        f'<span class="note">{safe(sure)}</span></p>'
        f'<p class="lc-text" dir="auto">{_text(one)}</p>{_alike(one.alike, language)}'
        f'<p class="lc-keys">{_buttons(check, one, decided, language)}</p></li>'
    )


def _text(one: Listed) -> str:
    """The text; of a tagged sentence what stands around the word, which is marked."""
    if one.words is None or one.place[1] is None:
        return safe(one.text)
    at = one.place[1]
    first, end = max(0, at - CONTEXT), at + CONTEXT + 1
    before, after = one.words[first:at], one.words[at + 1 : end]
    shown = [*map(safe, before), f"<mark>{safe(one.words[at])}</mark>", *map(safe, after)]
    return f"{'… ' if first else ''}{' '.join(shown)}{' …' if end < len(one.words) else ''}"


def _alike(found: Sequence[ListedText], language: str) -> str:
    """Texts that are all but the same, with their labels: two that differ cannot both be right."""
    if not found:
        return ""
    rows = "".join(
        f"<li>{safe(say('labels-row', language, row=f'{one.row:,}'))}"
        f'{f" <b>{safe(one.label)}</b>" if one.label else ""} <span dir="auto">{safe(one.text)}</span></li>'
        for one in found
    )
    return f'<div class="lc-alike"><p class="note">{safe(say("labels-alike", language))}</p><ul>{rows}</ul></div>'


def _buttons(check: LabelCheck, one: Listed, decided: str, language: str) -> str:
    """Three buttons, and beside the one that changes a choice of all other labels, which `labels.js` fills."""
    to = safe(check.change_to(one))
    change = safe(say("labels-change", language, label=PLACE)).replace(PLACE, f"<span data-to>{to}</span>")
    said = {
        KEEP: safe(say("labels-keep", language)),
        CHANGE: change,
        DROP: safe(say("labels-drop-sentence" if check.per_word else "labels-drop", language)),
    }
    parts = [
        f'<button type="button" class="ft-small" tabindex="-1" data-decide="{decision}" '
        f'aria-pressed="{str(decision == decided).lower()}"><kbd>{KEYS[decision]}</kbd> {told}</button>'
        for decision, told in said.items()
    ]
    if _has_others(check):
        title = safe(say("labels-to", language))
        choice = f'<select tabindex="-1" aria-label="{title}"><option selected>{to}</option></select>'
        parts.insert(2, f'<label class="lc-to" title="{title}"><kbd>L</kbd> {choice}</label>')
    return " ".join(parts)


# ---- what is decided


def decided(visit: Visit, language: str) -> str:
    """How much was decided, the training on the corrected rows, and the cleaned file."""
    check = visit.check
    if check is None or not check.rows:
        return ""
    counts = {decision: check.count(decision) for decision in KEYS}
    told = say(
        "labels-decided",
        language,
        kept=f"{counts[KEEP]:,}",
        changed=f"{counts[CHANGE]:,}",
        dropped=f"{counts[DROP]:,}",
        open=f"{len(check.rows) - sum(counts.values()):,}",
    )
    if not applies(visit):
        other = safe(say("labels-other", language))
        return f'<div class="ft"><div class="lc-bar"><p role="status">{safe(told)}</p><p>{other}</p></div></div>'
    before = model_before(visit)
    key = "labels-train-one" if before else "labels-train-two"
    how = say(key, language, model=before.title if before else "")
    return (
        f'<div class="ft"><div class="lc-bar"><p role="status">{safe(told)}</p><p class="lc-do">'
        f'<button type="button" class="ft-small strong" data-begin="corrected" '
        f'data-off="{int(visit.training.running or not has_corrections(visit))}">'
        f"{safe(say('labels-train', language))}</button> "
        f'<button type="button" class="ft-small" data-check="file">{safe(say("labels-download", language))}</button> '
        f'<button type="button" class="ft-small" data-check="undo"{"" if check.decided else " disabled"}>'
        f"{safe(say('labels-undo', language))}</button></p>"
        f'<p class="note">{safe(how)}</p>{_held_back(visit, language)}</div></div>'
    )


def _held_back(visit: Visit, language: str) -> str:
    """Which examples the trainings will hold back, said before the first of them."""
    held = held_rows(visit)
    examples = visit.files.training_examples
    if held is None or examples is None:
        return ""
    total = held.count + len(examples) if held.file else len(examples)
    key = "labels-held-own" if held.file else "labels-held"
    share = percent(held.count / total)
    said = say(key, language, count=f"{held.count:,}", total=f"{total:,}", share=share, name=held.file)
    return f'<p class="note">{safe(said)}</p>{_held_rows(held.rows, "held-before", language)}'


# ---- what it brought


def brought(found: Mapping[str, Any], title: str, language: str) -> str:
    """What a training on corrected labels brought, on the same rows held back as before.

    Args:
        found: `corrected` of the summary, as `finetune.corrected.tune_corrected` makes it.
        title: of the model that learnt from the corrected labels.
    """
    learnt, held = found["counts"]["learnt"], found["counts"]["held"]
    sentences = (
        say("brought-learnt", language, changed=f"{learnt['changed']:,}", dropped=f"{learnt['dropped']:,}"),
        say(
            "brought-held",
            language,
            rows=f"{sum(held.values()):,}",
            changed=f"{held['changed']:,}",
            dropped=f"{held['dropped']:,}",
        ),
    )
    judged = found["judged"]
    parts = "".join(_judged(judged[key], key, len(judged) > 1, title, language) for key in judged)
    two = f'<p class="note">{safe(say("brought-two", language))}</p>' if len(judged) > 1 else ""
    return (
        f'<section class="lc-brought"><h4>{safe(say("brought-title", language))}</h4>'
        f"{''.join(f'<p>{safe(one)}</p>' for one in sentences)}{parts}{two}"
        f"{_held_rows(found['rows'], 'held-rows', language)}</section>"
    )


def _judged(found: Mapping[str, Any], by: str, is_one_of_two: bool, title: str, language: str) -> str:
    """Both models by one kind of labels: their accuracy, and whether the difference can be chance."""
    names = {"after": title, "before": say("brought-before", language)}
    scores = " · ".join(
        f"{safe(names[name])}: <b>{percent(found['scores'][name]['accuracy'], 1)}</b> "
        f"{interval(found['intervals'][name]['accuracy'], language)}"
        for name in ("before", "after")
    )
    comparison = Comparison(**{field.name: found["comparison"][field.name] for field in fields(Comparison)})
    head = f"<p><b>{safe(say(f'brought-by-{by}', language))}</b></p>" if is_one_of_two else ""
    accuracy = safe(say("finetune-accuracy", language))
    return f"{head}<p>{accuracy} – {scores}</p>{comparisons([comparison], names, language)}"


def _held_rows(rows: Sequence[int], name: str, language: str) -> str:
    """Which rows are held back, folded.

    Args:
        name: by which the page remembers whether it was unfolded.
    """
    if not rows:
        return ""
    more = f" + {len(rows) - ROWS_NAMED:,}" if len(rows) > ROWS_NAMED else ""
    listed = ", ".join(map(str, rows[:ROWS_NAMED])) + more
    summary = safe(say("brought-rows", language, count=f"{len(rows):,}"))
    return f'<details data-details="{name}"><summary>{summary}</summary><p class="note">{listed}</p></details>'
