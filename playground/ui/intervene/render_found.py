"""Records -> the HTML of what takes longer: the ranked parts, the map of words and layers, the units that carry a
difference. No gradio; signed numbers are blue where a part spoke for the answer, orange where it spoke against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from playground.lenses.intervene.carriers import Carrier, Carriers
from playground.lenses.intervene.ranking import DRAWS, Effect, Ranking
from playground.models.parts import Part
from playground.ui.components import model_names
from playground.ui.components.markup import safe
from playground.ui.intervene.controls import action
from playground.ui.intervene.naming import part_title, title, unit_title, words_of
from playground.ui.intervene.plan import OFF
from playground.ui.intervene.queries import Shown, Worth, both, known_worth, off, own_answer, ranked, written_off
from playground.ui.intervene.render import SHOWN_WORDS, listen_button, word_table
from playground.ui.intervene.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import label

LISTED = 10  # parts of each kind
KINDS = ("state", "filter", "head", "feedforward", "gate", "cell")
FOLDED = ("gate", "cell")  # a gate or cell at zero is mostly its unit at zero, which stands in the list already
SMALL = 0.001  # logits; what is smaller is said to be so, without its digits
HARDLY = 0.1  # logits; of a smaller difference the shares are large and say little
CROWDED = 1.3  # shares; a curve that goes higher has its upper end written
CURVE_WIDTH, CURVE_HEIGHT, RIGHT = 420, 160, 16  # pixels


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign; a minus that is one."""
    return f"{value:+.{digits}f}".replace("-", "−")


def asked_label(answer: str, found: Shown, language: str) -> str:
    """The label or tag that is asked about."""
    return answer if found.asked is not None else label(answer, language)


def look_button(found: Shown, language: str) -> str:
    """The button that ranks the parts for a long text."""
    named = safe(say("intervene-look", language))
    return f'<div class="intervene"><button type="button" {action("look", found.text)}>{named}</button></div>'


def progress(done: int, total: int, language: str) -> str:
    """How far the work is."""
    said = say("intervene-looking", language, done=f"{done:,}", total=f"{total:,}")
    return f'<div class="intervene"><p class="pulse">{safe(said)}</p></div>'


def note(sentence: str, kind: str = "note") -> str:
    """One sentence in place of what was not found."""
    return f'<div class="intervene"><p class="{kind}" role="status">{safe(sentence)}</p></div>'


# ---- what the parts are worth


def worth_of_parts(found: Shown, instead: Mapping[str, str], language: str) -> str:
    """What the parts are worth, where it is known, and of a second model beside; else the button that asks for it.

    Args:
        instead: by model, what stands in place of what is not known: how far the work is, or why it ended.
    """
    models = both(found)
    worths = {one.plan.model: known for one in models if (known := known_worth(one))}
    if not worths and not instead and not ranked(found):
        return look_button(found, language)
    if len(models) == 1:
        return "".join(matters(found, one, language) for one in worths.values()) or instead.get(found.plan.model, "")
    ends = _ends(list(worths.values()))
    columns = ""
    for one in models:
        model = one.plan.model
        drawn = _matters(one, worths[model], ends, language, one is found) if model in worths else ""
        columns += (
            f'<section class="of-model" aria-label="{safe(title(one, language))}">'
            f"<h3>{model_names.named(one.architecture, model, language)}</h3>"
            f"{drawn or instead.get(model, '')}</section>"
        )
    beside = _side_by_side(models, worths, language) if len(worths) == len(models) else ""
    return (
        f'<div class="intervene found">{beside}{_off_switch(found, language) if worths else ""}'
        f'<div class="two">{columns}</div></div>'
    )


def matters(found: Shown, worth: Worth, language: str) -> str:
    """The map, the ranked parts, and several at once, of one model."""
    drawn = _matters(found, worth, _ends([worth]), language)
    return f'<div class="intervene found">{_off_switch(found, language)}{drawn}</div>'


class Ends(NamedTuple):
    """The largest change that is drawn: of a ranked part, and in the map. One for all models that stand together."""

    part: float
    word: float


def _ends(worths: Sequence[Worth]) -> Ends:
    parts = max((abs(one.logit_change) for worth in worths for one in worth.ranking.effects), default=0.0)
    drawn = [np.nanmax(np.abs(one.map.changes[:, :SHOWN_WORDS]), initial=0.0) for one in worths]
    return Ends(parts or 1.0, float(max(drawn, default=0.0)) or 1.0)


def _matters(found: Shown, worth: Worth, ends: Ends, language: str, leads: bool = True) -> str:
    """The map, the ranked parts, and several at once.

    Args:
        leads: whether the steps are chosen for this model: then its parts can be switched off from the list, and what
            the figures mean is said here.
    """
    return (
        _map(found, worth, ends.word, language, leads)
        + _ranking(found, worth.ranking, ends.part, language, leads)
        + _together(worth.ranking, language, leads)
    )


def _side_by_side(models: Sequence[Shown], worths: Mapping[str, Worth], language: str) -> str:
    """Two models in a few numbers: a logit, its strongest parts, and as many at random."""
    rankings = [worths[one.plan.model].ranking for one in models]
    by_count = [{one.count: one for one in ranking.together} for ranking in rankings]
    counts = sorted(set(by_count[0]) & set(by_count[1]))
    rows = {
        say("intervene-side-logit", language): [signed(one.logit) for one in rankings],
        say("intervene-side-parts", language): [f"{len(one.effects):,}" for one in rankings],
    }
    for count in (one for one in (1, 8, 64) if one in counts):
        pairs = [known[count] for known in by_count]
        rows[say("intervene-side-strongest", language, count=count)] = [signed(one.logit_change) for one in pairs]
        rows[say("intervene-side-random", language, count=count)] = [signed(one.random[0]) for one in pairs]
    heads = "".join(
        f"<th scope='col'>{model_names.named(one.architecture, one.plan.model, language)}</th>" for one in models
    )
    body = "".join(
        f"<tr><th scope='row'>{safe(name)}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for name, cells in rows.items()
    )
    return (
        f'<section class="side"><h3>{safe(say("intervene-side", language))}</h3>'
        f'<p class="note">{safe(_side_how(models, rankings, language))}</p>'
        f'<table class="plain"><thead><tr><td></td>{heads}</tr></thead><tbody>{body}</tbody></table></section>'
    )


def _side_how(models: Sequence[Shown], rankings: Sequence[Ranking], language: str) -> str:
    """Which logit is asked about in both; where that of the second is not what it predicts, or its labels are others,
    that is said."""
    answers = [asked_label(one.answer, found, language) for one, found in zip(rankings, models, strict=True)]
    named = {"model": title(models[1], language), "answer": answers[0], "other": answers[1]}
    if rankings[0].answer != rankings[1].answer:
        return say("intervene-side-apart", language, first=title(models[0], language), **named)
    said = say("intervene-side-how", language, answer=answers[0])
    if models[1].target is not None:
        named["other"] = asked_label(own_answer(models[1]), models[1], language)
        said += say("intervene-side-other", language, **named)
    return said


def _ranking(found: Shown, ranking: Ranking, end: float, language: str, leads: bool) -> str:
    held = {part.name: part for part in found.parts}
    found_kinds = {held[one.part].kind for one in ranking.effects}
    lists, folded = "", ""
    for kind in (*(one for one in KINDS if one in found_kinds), *sorted(found_kinds - set(KINDS))):
        chosen = [one for one in ranking.effects if held[one.part].kind == kind][:LISTED]
        rows = "".join(_effect(one, held[one.part], end, found, language, leads) for one in chosen)
        named = safe(say(f"intervene-kind-{kind}", language)) if kind in KINDS else safe(kind)
        drawn = f'<div class="ranked"><h4>{named}</h4><ol>{rows}</ol></div>'
        if kind in FOLDED:
            folded += drawn
        else:
            lists += drawn
    if folded:
        more = safe(say("intervene-gates", language))
        folded = f'<details class="know"><summary>{more}</summary><div class="lists">{folded}</div></details>'
    how = say(
        "intervene-matters-how" if leads else "intervene-matters-second",
        language,
        count=f"{len(ranking.effects):,}",
        set=say(f"intervene-set-{off(found)}", language),
        model=title(found, language),
        answer=asked_label(ranking.answer, found, language),
        middle=f"{ranking.middle:.2g}" if ranking.middle >= SMALL or not ranking.middle else f"<{SMALL}",
    )
    return (
        f'<section class="matters"><h3>{safe(say("intervene-matters", language))}</h3><p class="note">{safe(how)}</p>'
        f'<div class="lists">{lists}</div>{folded}</section>'
    )


def _off_switch(found: Shown, language: str) -> str:
    """To what each part is set in turn: zero, or its mean where the model has means."""
    buttons = "".join(
        f'<button type="button" {action("off", one)} aria-pressed="{str(one == off(found)).lower()}"'
        f"{'' if found.means or one == OFF[0] else ' disabled'}>{safe(say(f'intervene-off-{one}', language))}</button>"
        for one in OFF
    )
    named = safe(say("intervene-off-to", language))
    return f'<div class="switch off" role="group" aria-label="{named}"><span>{named}</span>{buttons}</div>'


def _effect(one: Effect, part: Part, end: float, found: Shown, language: str, leads: bool) -> str:
    named = unit_title(part, one.unit, language)
    said = safe(say("intervene-off-name", language, part=named)), safe(say("intervene-off", language))
    does = action("add", f"{one.name}={written_off(found)}")
    button = f'<button type="button" {does} aria-label="{said[0]}">{said[1]}</button>' if leads else ""
    ways = f'<span class="ways">{button}{listen_button(one.part, one.unit, found, language, named)}</span>'
    return _bar_row(named, one.logit_change / end, one.logit_change < 0, signed(one.logit_change), ways)


def _bar_row(named: str, length: float, speaks_for: bool, number: str, button: str) -> str:
    """A line of a ranked list: a name, a bar up to 1, a number, a button."""
    side = "for" if speaks_for else "against"
    bar = f'<span class="bar {side}" aria-hidden="true"><i style="width:{100 * abs(length):.1f}%"></i></span>'
    return f'<li><span class="name">{safe(named)}</span>{bar}<b>{number}</b>{button}</li>'


def _note_of(sentence: str) -> str:
    return f'<p class="note">{safe(sentence)}</p>' if sentence else ""


def _together(ranking: Ranking, language: str, leads: bool) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{one.count}</th><td>{signed(one.logit_change)}</td>"
        f"<td>{signed(one.random[0])} <small>({signed(one.random[1])} … {signed(one.random[2])})</small></td></tr>"
        for one in ranking.together
    )
    heads = "".join(
        f"<th scope='col'>{safe(say(f'intervene-together-{key}', language))}</th>"
        for key in ("count", "strongest", "random")
    )
    return (
        f"<section><h3>{safe(say('intervene-together', language))}</h3>"
        f"{_note_of(say('intervene-together-how', language, draws=DRAWS) if leads else '')}"
        f'<table class="plain"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>'
    )


# ---- words × layers


def _map(found: Shown, worth: Worth, end: float, language: str, leads: bool) -> str:
    words = words_of(found)
    drawn = worth.map.changes[:, :SHOWN_WORDS]
    rows = "".join(
        signed_row(row_title(name, found.parts, language), values, end)
        for name, values in zip(worth.map.rows, drawn, strict=True)
    )
    if worth.attribution is not None:
        scores = -np.array(worth.attribution[:SHOWN_WORDS])
        largest = float(np.abs(scores).max(initial=0.0)) or 1.0
        rows += signed_row(say("intervene-map-attribution", language), scores, largest, "other")
    answer, value = asked_label(worth.ranking.answer, found, language), say(f"intervene-set-{off(found)}", language)
    how = say("intervene-map-how", language, answer=answer, set=value) if leads else ""
    rest = len(words) - SHOWN_WORDS
    more = f'<p class="note">{safe(say("intervene-more", language, count=f"{rest:,}"))}</p>' if rest > 0 else ""
    return (
        f"<section><h3>{safe(say('intervene-map', language))}</h3>{_note_of(how)}"
        f"{word_table(words[:SHOWN_WORDS], rows, language)}{more}</section>"
    )


def row_title(name: str, parts: Sequence[Part], language: str) -> str:
    """What a row of the map is called: `embedded`, `layer1.forward`, `filters3`."""
    if name == "embedded":
        return say("intervene-map-embedded", language)
    part = next((one for one in parts if one.name in (name, f"{name}.hidden")), None)
    return part_title(part, language) if part else name


def signed_row(named: str, values: Sequence[float] | np.ndarray, end: float, kind: str = "") -> str:
    """A row of numbers with a sign, each shaded by its size."""
    cells = ""
    for value in values:
        if np.isnan(value):
            cells += '<td class="none"></td>'
            continue
        shade = min(1.0, abs(value) / end) ** 0.7
        side = "for" if value < 0 else "against"
        number = signed(value, 1) if abs(value) >= 0.05 else ""
        cells += f'<td class="signed {side}" style="--v:{shade:.2f}">{number}</td>'
    return f"<tr class='{kind}'><th scope='row'>{safe(named)}</th>{cells}</tr>"


# ---- what carries the difference to a twin


def difference(found: Shown, carried: Carriers, language: str) -> str:
    """The units with the largest shares, and how many carry how much."""
    held, needed = {part.name: part for part in found.parts}, carried.needed()
    values = {
        "answer": asked_label(carried.answer, found, language),
        "logit": signed(carried.logit),
        "other": signed(carried.other_logit),
        "count": len(carried.carriers),
    }
    if needed is None:
        said = say("intervene-carriers-none", language, **values)
    else:
        random = carried.random[carried.counts.index(needed)]
        said = say("intervene-carriers-how", language, needed=needed, random=percent(random, 0), **values)
    if abs(carried.other_logit - carried.logit) < HARDLY:
        said += say("intervene-carriers-close", language)
    end = max((abs(one.share) for one in carried.carriers), default=0.0) or 1.0
    rows = "".join(_carrier(one, held[one.part], end, carried.twin, language) for one in carried.carriers[:LISTED])
    return (
        f'<div class="intervene found"><section><h3>{safe(say("intervene-carriers", language))}</h3>'
        f'<p class="verdict" role="status">{safe(said)}</p>{_curve(carried, language)}'
        f'<h4>{safe(say("intervene-carriers-one", language))}</h4><div class="ranked"><ol>{rows}</ol></div>'
        "</section></div>"
    )


def _carrier(one: Carrier, part: Part, end: float, twin: str, language: str) -> str:
    named = unit_title(part, one.unit, language)
    patch = safe(say("intervene-patch-name", language, part=named)), safe(say("intervene-patch", language))
    does = f'{action("patch", f"{one.part}[{one.unit}]=from")} data-source="{safe(twin)}"'
    button = f'<button type="button" {does} aria-label="{patch[0]}">{patch[1]}</button>'
    return _bar_row(named, one.share / end, one.share > 0, percent(one.share, 0), button)


def _curve(carried: Carriers, language: str) -> str:
    """The shares that so many units bring together, on a logarithmic axis of counts."""
    width, height, left = CURVE_WIDTH, CURVE_HEIGHT, 40
    last = np.log2(max(2, carried.counts[-1]))
    top = max(1.0, min(2.0, max(*carried.curve, *carried.random)))
    low = min(0.0, max(-1.0, min(*carried.curve, *carried.random)))

    def across(count: int) -> float:
        return float(left + (width - left - RIGHT) * np.log2(count) / last)

    def down(share: float) -> float:
        return 6 + (height - 30) * (top - min(top, max(low, share))) / (top - low)

    lines = ""
    for kind, shares in (("random", carried.random), ("best", carried.curve)):
        points = " ".join(
            f"{across(count):.1f},{down(share):.1f}" for count, share in zip(carried.counts, shares, strict=True)
        )
        lines += f'<polyline class="{kind}" points="{points}"/>'
    whole = carried.counts[-1]
    ticks = "".join(
        f'<text x="{across(count):.1f}" y="{height - 8}" text-anchor="middle">{count}</text>'
        for count in (*(one for one in (1, 4, 16, 64) if 2 * one <= whole), whole)
    )
    marks = "".join(
        f'<text x="{left - 6}" y="{down(share) + 4:.1f}" text-anchor="end">{percent(share, 0)}</text>'
        f'<line x1="{left}" x2="{width - RIGHT}" y1="{down(share):.1f}" y2="{down(share):.1f}"/>'
        for share in (0.0, 0.8, 1.0, *((top,) if top > CROWDED else ()))
    )
    named, best = safe(say("intervene-carriers-curve", language)), safe(say("intervene-carriers-best", language))
    random = safe(say("intervene-carriers-random", language))
    return (
        f'<figure class="curve"><figcaption>{named}: <b class="best">{best}</b>, <b class="random">{random}</b>'
        f'</figcaption><svg viewBox="0 0 {width} {height}" role="img" aria-label="{named}">{marks}{lines}{ticks}</svg>'
        "</figure>"
    )
