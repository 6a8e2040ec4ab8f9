"""Records -> the HTML of Intervene: what is done to a model, what comes of it, how far it reaches. No gradio.

A button carries what it does (`data-action` and its value as JSON); `script.js` hands that on.
"""

from collections.abc import Sequence

import numpy as np

from playground.errors import NotFound
from playground.lenses.intervene.changes import parse
from playground.lenses.intervene.intervene import Intervention
from playground.lenses.predict.asked_word import answer, shares
from playground.lenses.predict.predict import Prediction
from playground.ui.components import model_names, tag_colours
from playground.ui.components.address import address_attribute, call_attribute
from playground.ui.components.downloads import FIGURE_KINDS
from playground.ui.components.markup import safe
from playground.ui.components.states import nothing_to_answer
from playground.ui.intervene.controls import action, change_form, option, twin_form
from playground.ui.intervene.naming import change_title, part_title, title, words_of
from playground.ui.intervene.plan import VIEWS
from playground.ui.intervene.queries import Shown, StepAnswer, asked_words, first_place, own_answer, short
from playground.ui.intervene.units import UNITS
from playground.ui.intervene.words import say
from playground.ui.language.numbers import percent
from playground.ui.language.translations import error, label
from playground.ui.selection import about

SHOWN_WORDS = 80  # of a figure's axis


def intervene(found: Shown, language: str) -> str:
    """The tab above what takes longer: which model, what is done, what comes of it."""
    nothing = nothing_to_answer(found.text, found.offered, language)
    if nothing:
        return nothing
    again = ' data-again="1"' if not (found.answer or found.failed) else ""
    body = _choose(found, language)
    if found.plan.view == UNITS:
        pass  # what is below is drawn by `units/`, also why there is nothing
    elif found.answer is None:
        body += model_names.missing(found.architecture, found.plan.model, found.failed, language)
    elif found.plan.view == "twin":
        body += _words(found, language) + twin_form(found, language)
    else:
        body += _words(found, language) + _change_view(found, language)
    told = f"{address_attribute(found.plan.address())}{call_attribute(_call(found))}"
    return f'<div class="intervene"{again}{told}>{body}</div>'


def _call(found: Shown) -> dict[str, object]:
    """What a program has to name, to be answered what is shown: the model and the word that the page chose, and of a
    word that characters make its tag."""
    named = own_answer(found) if isinstance(found.asked, tuple) else ""
    return {"model": found.plan.model, "word": first_place(found.asked), "target": named}


def _choose(found: Shown, language: str) -> str:
    """The model, and the tab's views."""
    views = "".join(
        f'<button type="button" {action("view", one)} aria-pressed="{str(one == found.plan.view).lower()}">'
        f"{safe(say(f'intervene-view-{one}', language))}</button>"
        for one in VIEWS
    )
    listed = "".join(option(one, _name(one, language), one == found.plan.model) for one in found.offered)
    models = f'{safe(say("intervene-model", language))} <select data-choose="model">{listed}</select>'
    return (
        f'<div class="choose"><div class="switch" role="group">{views}</div><label class="pick">{models}</label></div>'
    )


def _name(reference: str, language: str) -> str:
    return model_names.name(about(reference)[1], reference, language)


# ---- the words, of which one is asked about where each has a tag


def _words(found: Shown, language: str) -> str:
    if found.asked is None or found.answer is None:
        return ""
    pieces = "".join(
        f'<button type="button" class="word" {action("word", first_place(at))} '
        f'aria-pressed="{str(at == found.asked).lower()}">{safe(word)}<small>{safe(tag)}</small></button> '
        for at, word, tag in asked_words(found.answer)[:SHOWN_WORDS]
    )
    how = say("intervene-word", language)
    if isinstance(found.asked, tuple):
        how += say("intervene-word-joined", language)
    return (
        f'<p class="note">{safe(how)}</p>'
        f'<div class="asked-words" role="group" aria-label="{safe(say("intervene-word", language))}">{pieces}</div>'
    )


# ---- what is done, and what comes of it


def _change_view(found: Shown, language: str) -> str:
    return (
        f"{_verdict(found, language)}{_second(found, language)}"
        f"{_steps(found, language)}{change_form(found, language)}"
        f"{_moved(found, language) if found.now else ''}{_keep(found, language)}"
    )


def _verdict(found: Shown, language: str) -> str:
    """What the changes do, in plain words, and the answer before and after."""
    assert found.answer is not None
    failed = next((one for one in found.steps if one.failed), None)
    if failed:
        said = f'<p class="warn" role="alert">{safe(error(failed.failed, language))}</p>'  # type: ignore[arg-type]
        return f'<section class="outcome">{said}</section>'
    now = found.now
    if now is None:
        key = "intervene-untouched" if found.plan.touched or short(found.text) else "intervene-long"
        said = safe(say(key, language, model=title(found, language)))
        return (
            f'<section class="outcome"><p class="verdict" role="status">{said}</p>'
            f"{_before_and_after(found.answer, found.answer, found, language)}</section>"
        )
    lead = ""
    if not found.plan.touched:
        lead = f'<p class="note">{safe(say("intervene-begun", language))}</p>'
    return (
        f'<section class="outcome"><p class="verdict" role="status">{_sentence(found, now, language)}</p>{lead}'
        f"{_before_and_after(now.before, now.after, found, language)}{_turned(now, found, language)}</section>"
    )


def _second(found: Shown, language: str) -> str:
    """The same steps in another of the chosen models, and which one that is."""
    others = [one for one in found.offered if one != found.plan.model]
    if not others:
        return ""
    chosen = found.second.plan.model if found.second else ""
    listed = option("", say("intervene-second-none", language), not chosen)
    listed += "".join(option(one, _name(one, language), one == chosen) for one in others)
    named = safe(say("intervene-second", language))
    pick = f'<label class="pick">{named} <select data-choose="second">{listed}</select></label>'
    if found.second:
        swap = action("swap", first_place(found.asked))
        pick += f' <button type="button" {swap}>{safe(say("intervene-swap", language))}</button>'
    return f'<section class="second">{pick}{_beside(found.second, language) if found.second else ""}</section>'


def _beside(second: Shown, language: str) -> str:
    """What the same does to the second model; or why it cannot be done there."""
    if second.answer is None:
        again = "" if second.failed else ' data-again="1"'
        drawn = model_names.missing(second.architecture, second.plan.model, second.failed, language)
        return f"<div{again}>{drawn}</div>"
    if any(isinstance(one.failed, NotFound) for one in second.steps):
        said = safe(say("intervene-second-lacks", language, model=title(second, language)))
        return f'<section class="outcome"><p class="note" role="status">{said}</p></section>'
    return _verdict(second, language)


def _sentence(found: Shown, now: Intervention, language: str) -> str:
    what = "; ".join(change_title(one, found.parts, words_of(found), language) for one in now.changes[:3])
    what += " …" if len(now.changes) > 3 else ""
    before, after = (answer(one, found.asked) for one in (now.before, now.after))
    was, share = (shares(one, found.asked).get(before or "", 0.0) for one in (now.before, now.after))
    key = "flips" if before != after else "same" if abs(was - share) < 0.005 else "moves"
    named = {
        "what": what,
        "model": title(found, language),
        "before": _label(before, found, language),
        "after": _label(after, found, language),
        "was": percent(was, 1),
        "share": percent(share, 1),
    }
    return safe(say(f"intervene-{key}", language, **named))


def _label(name: str | None, found: Shown, language: str) -> str:
    return "" if name is None else name if found.asked is not None else label(name, language)


def _before_and_after(before: Prediction, after: Prediction, found: Shown, language: str) -> str:
    """A row a label (of many those that matter most): its probability before and after."""
    low, high = shares(before, found.asked), shares(after, found.asked)
    chosen = sorted(low, key=lambda one: -max(low[one], high[one]))[:4] if len(low) > 4 else list(low)
    rows = "".join(
        f"<tr><th scope='row'>{_label_html(one, found, language)}</th>"
        f"<td>{percent(low[one], 1)}</td><td>{percent(high[one], 1)}</td>"
        f'<td class="track"><div aria-hidden="true"><i class="way" style="left:{100 * min(low[one], high[one]):.1f}%;'
        f'width:{100 * abs(low[one] - high[one]):.1f}%"></i><i class="was" style="left:{100 * low[one]:.1f}%"></i>'
        f'<i class="is" style="left:{100 * high[one]:.1f}%"></i></div></td></tr>'
        for one in chosen
    )
    kind = model_names.colour_class(found.architecture, found.plan.model)
    heads = "".join(
        f"<th scope='col'>{safe(say(key, language))}</th>"
        for key in ("intervene-label", "intervene-before", "intervene-after")
    )
    return f'<table class="answers {kind}"><thead><tr>{heads}<td></td></tr></thead><tbody>{rows}</tbody></table>'


def _label_html(name: str, found: Shown, language: str) -> str:
    if found.asked is None:
        return safe(label(name, language))
    return f'<b class="tag f-{tag_colours.family(name)}">{safe(name)}</b>'


def _turned(now: Intervention, found: Shown, language: str) -> str:
    """The other words whose tag is another one."""
    if found.asked is None:
        return ""
    before = {place: tag for place, _, tag in asked_words(now.before)}
    turned = [
        f"{word} {before.get(place, '')}→{tag}"
        for place, word, tag in asked_words(now.after)
        if before.get(place) != tag and place != found.asked
    ]
    if not turned:
        return ""
    named = ", ".join(turned[:12]) + (" …" if len(turned) > 12 else "")
    return f'<p class="note">{safe(say("intervene-elsewhere", language, words=named))}</p>'


# ---- the steps


def _steps(found: Shown, language: str) -> str:
    items = "".join(_step(at, one, found, language) for at, one in enumerate(found.steps))
    listed = f"<ol>{items}</ol>" if items else f'<p class="note">{safe(say("intervene-no-steps", language))}</p>'
    buttons = "".join(
        f'<button type="button" {action(key, None)}{"" if on else " disabled"}>'
        f"{safe(say(f'intervene-{key}', language))}</button>"
        for key, on in (("undo", bool(found.plan.at)), ("redo", found.undone > 0), ("clear", bool(found.plan.at)))
    )
    return f'<section class="steps"><h3>{safe(say("intervene-steps", language))}</h3>{listed}<p>{buttons}</p></section>'


def _step(at: int, one: StepAnswer, found: Shown, language: str) -> str:
    """A step in words, and the answer with it and all before it."""
    said = ""
    if one.found is not None:
        after = one.found.after
        best = answer(after, found.asked)
        share = shares(after, found.asked).get(best or "", 0.0)
        said = f' <span class="then">→ {_label_html(best or "", found, language)} {percent(share, 1)}</span>'
    remove = (
        f'<button type="button" class="remove" {action("remove", at)} '
        f'aria-label="{safe(say("intervene-remove", language, at=at + 1))}">×</button>'
    )
    done = one.found.changes[at] if one.found else parse(one.notation)  # with the words of the other text
    named = change_title(done, found.parts, words_of(found), language)
    units = done.units or ()
    way = listen_button(done.part, units[0], found, language) if len(units) == 1 else ""
    return f'<li data-change="{safe(done.notation)}"><span>{safe(named)}</span>{said} {way} {remove}</li>'


def listen_button(part: str, unit: int, found: Shown, language: str, named: str = "") -> str:
    """The way to what a unit listens to; none where nothing is known of such a part.

    Args:
        named: the unit's name, in a list where several such buttons stand; there it is short.
    """
    kind = next((one.kind for one in found.parts if one.name == part), "")
    if kind in ("", "embedding", "readout") or (kind == "filter" and "." in part):
        return ""
    where = f'data-listen="{safe(part)}[{unit}]" data-model="{safe(found.plan.model)}"'
    said = safe(say("intervene-listen", language))
    if named:
        where += f' aria-label="{safe(say("intervene-listen-name", language, part=named))}"'
        said = safe(say("intervene-listen-short", language))
    return f'<button type="button" class="listen" {where}>{said}</button>'


# ---- the path of the effect


def _moved(found: Shown, language: str) -> str:
    """How far what the network holds moved, part by part and word by word."""
    now = found.now
    assert now is not None
    held = {part.name: part for part in found.parts}
    kinds = ("embedding", "state", "cell", "filter", "readout")
    names = [name for name, part in held.items() if part.kind in kinds and any(one.part == name for one in now.moved)]
    if not names:
        return f'<section class="reach"><p class="note">{safe(say("intervene-nothing-moved", language))}</p></section>'
    words = [word.text for word in now.before.words if word.read][:SHOWN_WORDS]
    table = np.zeros((len(names), len(words)))
    whole = dict.fromkeys(names, 0.0)
    for one in now.moved:
        if one.part in whole:
            whole[one.part] = max(whole[one.part], one.share)
            if one.word is not None and one.word < len(words):
                table[names.index(one.part), one.word] = one.share
    rows = []
    for at, name in enumerate(names):
        if held[name].window == 0:
            cells = amount_cell(whole[name], len(words))
        else:
            cells = "".join(amount_cell(value) for value in table[at])
        rows.append(f"<tr><th scope='row'>{safe(part_title(held[name], language))}</th>{cells}</tr>")
    return (
        f'<section class="reach"><h3>{safe(say("intervene-reach", language))}</h3>'
        f'<p class="note">{safe(say("intervene-reach-how", language))}</p>'
        f"{word_table(words, ''.join(rows), language)}</section>"
    )


def amount_cell(share: float, span: int = 1) -> str:
    """A cell whose shade is an amount, 1 and above full; the number stands in it."""
    shade = min(1.0, share) ** 0.5
    text = "" if share < 0.005 else f"{100 * min(share, 9.99):.0f}"
    wide = f' colspan="{span}"' if span > 1 else ""
    return f'<td class="amount"{wide} style="--v:{shade:.2f}">{text}</td>'


def word_table(words: Sequence[str], rows: str, language: str) -> str:
    """A table with a column a word, which scrolls sideways."""
    heads = "".join(f"<th scope='col'><span>{safe(word)}</span></th>" for word in words)
    named = safe(say("intervene-words", language))
    return (
        f'<div class="sideways" tabindex="0" role="region" aria-label="{named}"><table class="grid"><thead><tr>'
        f"<td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _keep(found: Shown, language: str) -> str:
    if not found.steps:
        return ""
    buttons = "".join(f' <button type="button" data-download="{kind}">{kind.upper()}</button>' for kind in FIGURE_KINDS)
    return f'<p class="note downloads">{safe(say("intervene-keep", language))}{buttons}</p>'
